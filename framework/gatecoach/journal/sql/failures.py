"""What a database says when something is wrong, as the errors of a journal."""

from __future__ import annotations

import errno
import sqlite3
from types import TracebackType

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from gatecoach.errors import (
    DuplicateEvent,
    JournalBusy,
    JournalError,
    JournalFull,
    JournalReadOnly,
    VersionConflict,
)
from gatecoach.journal.chain import damaged

FULL, READ_ONLY, BUSY, DAMAGED, CLOSED = "full", "read-only", "busy", "damaged", "closed"
SQLITE = {13: FULL, 8: READ_ONLY, 3: READ_ONLY, 5: BUSY, 6: BUSY, 11: DAMAGED, 26: DAMAGED, 14: CLOSED}
NO_ROOM_FOR_SHM = 4874  # the file beside the log cannot grow: SQLite calls it an I/O error, and means a full disk
SYSTEM = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), FULL),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), READ_ONLY),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.EISDIR), CLOSED),
}
POSTGRES = {
    **dict.fromkeys(("53100", "53200"), FULL),
    **dict.fromkeys(("25006", "42501"), READ_ONLY),
    **dict.fromkeys(("40001", "40P01", "55P03", "53300", "57P03"), BUSY),
}


class told:  # noqa: N801
    """Inside, every failure of the database becomes an error of the journal; its cause is kept."""

    def __init__(self, place: str) -> None:
        self.place = place

    def __enter__(self) -> None: ...

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> None:
        if isinstance(error, IntegrityError | sqlite3.IntegrityError):
            raise _taken(error, self.place) from error
        if isinstance(error, SQLAlchemyError | sqlite3.Error | OSError):
            raise failure(error, self.place) from error
        if isinstance(error, Exception) and hasattr(error, "sqlstate"):  # COPY speaks to the driver itself
            raise (_taken if error.sqlstate == "23505" else failure)(error, self.place) from error


def failure(error: Exception, place: str) -> JournalError:
    """The error of a journal for an error of the database."""
    original = error.orig if isinstance(error, DBAPIError) else error
    said = original.strerror or "" if isinstance(original, OSError) else str(original)
    why = said.strip().partition("\n")[0] or type(original).__name__
    kind = _kind(original)
    if kind == FULL:
        words = "the journal was not written: no space is left"
        return JournalFull("journal-full", words, place=place, help="Make room and try again; nothing was lost.")
    if kind == READ_ONLY:
        words = "the journal was not written: it may only be read"
        return JournalReadOnly("journal-read-only", words, place=place, help="Check the rights of whoever writes it.")
    if kind == BUSY:
        words = f"the journal was not written: others hold it ({why})"
        return JournalBusy("journal-busy", words, place=place, help="Try again; a retry is harmless.")
    if kind == DAMAGED:
        return damaged(f"the journal cannot be read: {why}", place)
    help_ = "Check that the database is there and well, then try again; a retry is harmless."
    if kind == CLOSED:
        why = "its file cannot be opened"
        help_ = "Check that its folder is there and that you may write in it: SQLite does so even to read."
    return JournalError("journal-unwritable", f"the journal failed: {why}", place=place, help=help_)


def _kind(original: BaseException | None) -> str:
    number = getattr(original, "sqlite_errorcode", None)
    if isinstance(number, int):
        return FULL if number == NO_ROOM_FOR_SHM else SQLITE.get(number & 0xFF, "")
    if isinstance(original, OSError):
        return SYSTEM.get(original.errno or 0, "")
    return POSTGRES.get(str(getattr(original, "sqlstate", "")), "")


def _taken(error: Exception, place: str) -> JournalError:
    """Who was faster, where the database tells it and not the look before: a host's snapshot was older."""
    text = str(getattr(error, "orig", error))
    if "gatecoach_event_id" in text or "gatecoach_event.id" in text:
        words = "an event id is taken"
        return DuplicateEvent("duplicate-event", words, place=place, help="Read the stream again.")
    if "gatecoach_event_version" in text or "gatecoach_event.stream" in text:
        words = "somebody else appended to the stream first"
        return VersionConflict("version-conflict", words, place=place, help="Read the stream again and retry.")
    words = "somebody else wrote the journal first"
    return JournalBusy("journal-busy", words, place=place, help="Try again; a retry is harmless.")
