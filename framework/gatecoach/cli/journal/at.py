"""What the commands on a journal have in common: which one is meant, and that it is there."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gatecoach.errors import GatecoachError
    from gatecoach.journal import Journal

Kept = Annotated[
    str, typer.Argument(metavar="JOURNAL", help="The journal: a file (.db, .jsonl) or an address (postgresql://…).")
]
Tenant = Annotated[
    str, typer.Option("--tenant", metavar="ID", help="Whose journal it is, where a place keeps those of several.")
]
PLACES = "Name a file that ends in .db or .jsonl, or an address (sqlite:///…, postgresql://…)."
EXPORTED = b'{"gatecoach-journal":'
"""How an export begins."""
BESIDE = ("", ".private", ".lock", "-wal", "-shm")
"""What stands behind the name of a journal in the names of its own files."""


def journal_at(where: str, tenant: str, *, new: bool = False) -> Journal:
    """The journal at a place; only where `new` says so may it be one that is not there yet.

    Raises:
        UsageError: no place for a journal, or there is none.
        JournalError: it cannot be opened.
    """
    from gatecoach.cli.clock import now
    from gatecoach.errors import UsageError
    from gatecoach.journal import open_journal

    if where == ":memory:":
        words = "that place is gone with the command, so there is no journal in it"
        raise UsageError("nothing-kept", words, place="JOURNAL", help=PLACES)
    path = file_of(where)
    if path is not None and not new and not path.is_file():
        words = "there is no such journal" if not path.is_dir() else "this is a folder and no journal"
        raise UsageError("no-such-file", words, place=shown(where), help=PLACES)
    if path is not None and path.is_file():
        refuse_others(path, where, new=new)
    try:
        return open_journal(where, tenant=tenant, clock=now)
    except UsageError as error:
        raise placed(error, error.place or shown(where), PLACES) from None


def refuse_others(path: Path, where: str, *, new: bool) -> None:
    """Nothing, when the file may be a journal: opening it must not add tables to somebody's own database.

    Raises:
        UsageError: an export, or a database without a journal (unless a new one may begin in it).
    """
    from gatecoach.errors import UsageError

    if path.suffix == ".jsonl":
        with path.open("rb") as file:
            exported = file.read(len(EXPORTED)) == EXPORTED
        if exported:
            help_ = "Take it into a journal: gatecoach journal import JOURNAL FILE."
            raise UsageError(
                "an-export", "this is an export of a journal and not a journal", place=shown(where), help=help_
            )
    elif not new and not _has_tables(path):
        raise UsageError("no-journal-here", "this database holds no journal", place=shown(where), help=PLACES)


def _has_tables(path: Path) -> bool:
    """Whether a SQLite file has the tables of a journal; one that cannot be read so is looked at by the journal."""
    import sqlite3
    from contextlib import closing

    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            question = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gatecoach_event'"
            return database.execute(question).fetchone() is not None
    except sqlite3.Error:
        return True


def file_of(where: str) -> Path | None:
    """The file in which a journal is kept; nothing for one on a server, or a word that is no place at all."""
    name = where.removeprefix("sqlite:///")
    if "://" in name or (name == where and not name.endswith((".db", ".jsonl"))):
        return None
    return Path(name)


def shown(where: str) -> str:
    """The place as it may be shown: without a password."""
    from gatecoach.journal.opening import masked

    return masked(where)


def placed(error: GatecoachError, place: str, help: str = "") -> GatecoachError:
    """The same error, with its place (and its next step) as the person at the terminal knows it."""
    return type(error)(error.code, error.message, place=place, help=help or error.help)


def refuse_own(where: str, out: Path | None) -> None:
    """Nothing, when the result may be written there: it would not take the place of the journal itself.

    Raises:
        UsageError: it would.
    """
    from gatecoach.errors import UsageError

    path = file_of(where)
    if out is None or path is None:
        return
    whole = str(path.resolve())
    if str(out.resolve()) in {f"{whole}{each}" for each in BESIDE}:
        words = "the journal itself is kept there, and the result would take its place"
        raise UsageError("own-file", words, place=str(out), help="Name another file with --out.")
