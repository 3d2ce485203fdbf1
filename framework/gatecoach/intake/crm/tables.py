"""The tables that files hold: each with its rows in the order of the file, whatever its format."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any, BinaryIO

from gatecoach.definition import MappingFile
from gatecoach.intake.crm.reasons import unreadable

Record = Any
"""A row: its cells as a list (CSV), or its fields by name (JSON)."""
Broken = Callable[[str, int, str, str], None]
"""What is called for a row that cannot be read: the reason, its number, a column where one is meant, what it says."""
Input = bytes | BinaryIO
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class UnreadableError(Exception):
    """Within intake only: a file that cannot be read from here on, and why."""

    def __init__(self, reason: str, **params: str) -> None:
        """Keep the reason and the parameters of its sentence, which is in English here."""
        super().__init__(unreadable(reason, params=params))
        self.reason = reason
        self.params = params


@dataclass(frozen=True, slots=True)
class Table:
    """One table of one file: its name, the names of its columns (CSV), its rows with their numbers.

    `within` is the list of a JSON file that the rows stand in, `path` the names that lead there, `note` what is to be
    said about the table as a whole.
    """

    file: str
    name: str
    header: Sequence[str] | None
    within: str | None
    rows: Callable[[Broken], Iterator[tuple[int, Record]]]
    note: str = ""
    path: str = ""


def stem(file: str) -> str:
    """The name of a file without folders and ending: what the table in it is called."""
    return PurePath(file).stem


def opened(data: Input, encoding: str | None) -> io.TextIOWrapper:
    """The file as text, stored as declared or as the mark at its beginning says; no sign of it raises."""
    stream = io.BufferedReader(_Unclosed(io.BytesIO(data) if isinstance(data, bytes) else data))
    head = stream.peek(4)[:4]
    marked = next((name for mark, name in MARKS if head.startswith(mark)), None)
    name = marked or encoding or "utf-8"
    errors = "replace" if name == "utf-16" else "surrogateescape"  # half a pair of bytes cannot be kept apart
    return io.TextIOWrapper(stream, name, errors, newline="")


class _Unclosed(io.RawIOBase):
    """The host's file as a raw stream that stays open when the text around it goes."""

    def __init__(self, file: BinaryIO) -> None:
        """Read from that file."""
        self._file = file

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes, as many as there are up to the size of the buffer."""
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def tables_of(
    files: Iterable[tuple[str, Input]], mapping: MappingFile
) -> Iterator[tuple[str, Callable[[], Iterator[Table]]]]:
    """For each file its tables; the rows of a table must be gone through before the next table is asked for."""
    for name, data in files:
        yield name, partial(_tables, name, opened(data, mapping.reading.encoding), mapping)


def _tables(name: str, text: io.TextIOWrapper, mapping: MappingFile) -> Iterator[Table]:
    from gatecoach.intake.crm import bundle, sheet  # noqa: PLC0415 - they say what a table is by this module

    if mapping.format == "csv":
        yield sheet.sheet(name, text, mapping.reading.separator)
    elif mapping.format == "json":
        yield from bundle.tables(name, text)
    else:
        yield bundle.lines(name, text)
