"""A file that grows by whole lines under a lock, and what can go wrong with it in plain words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gatecoach.errors import JournalError, JournalFull, JournalReadOnly
from gatecoach.journal import gate

PRIVATE = gate.PRIVATE
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


class LineFile:
    """A file, with "<file>.lock" beside it: many processes may read and append, one at a time appends.

    A line counts once its newline is there; what stands after the last newline was never acknowledged.
    """

    def __init__(self, path: str | Path) -> None:
        if not gate.here():
            words = "this system has no POSIX file locks, so a journal cannot be kept in a file"
            raise JournalError("journal-needs-locks", words, place=str(path), help='Use ":memory:" here.')
        self.place = str(path)
        self._path = os.path.realpath(path)  # two names of one file share one lock
        self._settled = False

    @contextmanager
    def locked(self, *, writing: bool) -> Iterator[None]:
        """Hold the lock, alone when writing; every failure of the system inside becomes a `JournalError`."""
        try:
            with gate.held(f"{self._path}.lock", alone=writing):
                yield
        except OSError as error:
            raise _failure(error, self.place, writing=writing) from error

    def read(self, start: int) -> bytes:
        """All bytes from `start` on; none when there is no file yet."""
        try:
            with Path(self._path).open("rb") as file:
                file.seek(start)
                return file.read()
        except FileNotFoundError:
            return b""

    def append(self, line: bytes, end: int) -> None:
        """Put a line where the whole lines end, and have it on the disk on return. Without a line only the latter.

        What is torn behind `end` is cut off first; after a failure the file ends at `end` again.
        """
        file = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, PRIVATE)
        try:
            self._settle(new=end == 0)
            if os.fstat(file).st_size > end:
                os.ftruncate(file, end)
            self._write(file, line, end)
        finally:
            os.close(file)

    def _write(self, file: int, line: bytes, end: int) -> None:
        try:
            while line:
                line = line[os.write(file, line) :]
            os.fsync(file)
        except OSError as error:
            self._take_back(file, end, error)
            raise

    def _take_back(self, file: int, end: int, cause: OSError) -> None:
        try:
            os.ftruncate(file, end)
        except OSError as second:
            failed = _failure(cause, self.place, writing=True)
            failed.add_note(f"What was half-written could not be cut off: {second.strerror}.")
            raise failed from cause

    def rewrite(self, data: bytes) -> None:
        """Put this in the place of the file at once: after a crash it is the old one or the new one."""
        fresh = f"{self._path}.new"
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
        try:
            while data:
                data = data[os.write(file, data) :]
            os.fsync(file)
        finally:
            os.close(file)
        Path(fresh).replace(self._path)
        self._settle(new=True)

    def _settle(self, *, new: bool) -> None:
        """Have the file's name on the disk too: with a new file, and once per object in case a crash came between."""
        if self._settled and not new:
            return
        folder = os.open(Path(self._path).parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        self._settled = True


def _failure(error: OSError, place: str, *, writing: bool) -> JournalError:
    why = error.strerror or "the system gives no reason"
    if not writing:
        help_ = "Check that it is a file and that you may read it."
        return JournalError("journal-unreadable", f"the journal cannot be read: {why}", place=place, help=help_)
    if error.errno in FULL:
        words, help_ = "the journal was not written: no space is left", "Make room and try again; nothing was lost."
        return JournalFull("journal-full", words, place=place, help=help_)
    if error.errno in READ_ONLY:
        words = "the journal was not written: it may only be read"
        help_ = "Check the rights of the file, of the .lock file beside it and of their folder."
        return JournalReadOnly("journal-read-only", words, place=place, help=help_)
    help_ = "Check that its folder exists and that the disk is well, then try again."
    return JournalError("journal-unwritable", f"the journal was not written: {why}", place=place, help=help_)
