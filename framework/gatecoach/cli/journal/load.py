"""`gatecoach journal import`: take in what an export wrote, all of it or nothing."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from gatecoach.cli.journal.at import Kept, Tenant
from gatecoach.cli.options import Form, Format, Out

if TYPE_CHECKING:
    from gatecoach.cli.progress import Progress

Lines = Annotated[Path, typer.Argument(metavar="FILE", help="What `gatecoach journal export` wrote; - is the input.")]


def load(*, journal: Kept, lines: Lines, tenant: Tenant = "", format: Form = Format.TEXT, out: Out = None) -> int:
    """Take exported lines into a journal: an empty one, or an older copy of the same one.

    \b
    For example:
      gatecoach journal import copy.db export.jsonl
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.journal.at import journal_at, placed, refuse_own, shown
    from gatecoach.cli.output import as_json, emit
    from gatecoach.cli.progress import progress
    from gatecoach.errors import JournalError
    from gatecoach.report.layout import counted

    refuse_own(journal, out)
    with (
        progress("bytes", whole=_size(lines)) as told,
        _opened(lines) as file,
        journal_at(journal, tenant, new=True) as kept,
    ):
        try:
            new = kept.load(_counted(file, told))
        except JournalError as error:
            raise placed(error, f"{lines}, {error.place}") if error.code == "bad-import" else error from None
        row = {"schema": 1, "new": new, "events": kept.position()}
    text = f"{counted(new, 'new event')} taken into {shown(journal)}; it has {row['events']} now.\n"
    emit(as_json(row) if format is Format.JSON else text, out)
    return 0


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file, or the input of the command.

    Raises:
        UsageError: it cannot be read.
    """
    from gatecoach.errors import UsageError

    if str(path) == "-":
        yield getattr(sys.stdin, "buffer", None) or io.BytesIO(sys.stdin.read().encode())
        return
    try:
        file = path.open("rb")
    except OSError as error:
        words = f"it cannot be read: {error.strerror}"
        raise UsageError("no-such-file", words, place=str(path), help="Name what export wrote.") from None
    with file:
        yield file


def _counted(file: BinaryIO, told: Progress) -> Iterator[str]:
    """The lines as text; what is no UTF-8 becomes signs that no journal writes, so that its line is named."""
    for line in file:
        told.step(len(line))
        yield line.decode("utf-8", "surrogateescape")
