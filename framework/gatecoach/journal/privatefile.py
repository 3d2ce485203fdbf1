"""The private file of a JSONL journal: one line for each private part, found again by its commitment.

A line without an entry that is committed to it counts for nothing: an append that was cut short left it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from gatecoach.journal.chain import commitment
from gatecoach.journal.entry import Part, canonical
from gatecoach.journal.interchange import part_of, private_row
from gatecoach.journal.linefile import LineFile


class PrivateFile:
    """What stands in the file. The lock of the journal's own file guards this one too."""

    def __init__(self, path: str) -> None:
        self._file = LineFile(path)
        self._reset()

    def _reset(self) -> None:
        self._end = 0
        self._last = b""
        self._parts: dict[bytes, Part] = {}

    def catch_up(self) -> bool:
        """Read what is new; gives whether the file is another one than before, so that parts may be gone."""
        data = self._file.read(self._end - len(self._last))
        other = not data.startswith(self._last)
        if other:
            self._reset()
            data = self._file.read(0)
        *whole, _torn = data[len(self._last) :].split(b"\n")
        for line in whole:
            self._take(line)
            self._last = line + b"\n"
            self._end += len(self._last)
        return other

    def _take(self, line: bytes) -> None:
        try:
            part = part_of(json.loads(line.decode()))
        except (ValueError, TypeError, LookupError, RecursionError):
            return  # whoever is committed to it finds it missing
        self._parts[commitment(part)] = part

    def found(self, digest: bytes) -> Part | None:
        """The part of a commitment, if it is there."""
        return self._parts.get(digest)

    def add(self, parts: Sequence[Part]) -> None:
        """Have these parts on the disk."""
        self._file.append(b"".join(map(_line, parts)), self._end)
        self.catch_up()

    def settle(self) -> None:
        """Have what is there on the disk."""
        self._file.append(b"", self._end)

    def keep(self, parts: Iterable[Part]) -> None:
        """Only these parts stay."""
        self._file.rewrite(b"".join(map(_line, parts)))
        self._reset()
        self.catch_up()


def _line(part: Part) -> bytes:
    return canonical(private_row(part)).encode() + b"\n"
