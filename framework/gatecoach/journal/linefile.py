"""A file that grows by whole lines under a lock, and what can go wrong with it in plain words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gatecoach.errors import JournalError

try:
    import fcntl
except ImportError:  # a system that is not POSIX
    fcntl = None  # type: ignore[assignment]

PRIVATE = 0o600  # what people said about each other is not for every user of the machine
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


class LineFile:
    """A file, with "<file>.lock" beside it: many processes may read and append, one at a time appends.

    A line counts once its newline is there; what stands after the last newline was never acknowledged.
    """

    def __init__(self, path: str | Path) -> None:
        if fcntl is None:
            words = "this system has no POSIX file locks, so a journal cannot be kept in a file"
            raise JournalError("journal-needs-locks", words, place=str(path), help='Use ":memory:" here.')
        self.place = str(path)
        self._path = os.path.realpath(path)  # two names of one file share one lock
        self._settled = False

    @contextmanager
    def locked(self, *, writing: bool) -> Iterator[None]:
        """Hold the lock, alone when writing; every failure of the system inside becomes a `JournalError`."""
        try:
            lock = self._open_lock(writing=writing)
            try:
                yield
            finally:
                _unlock(lock)
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

    def _open_lock(self, *, writing: bool) -> int | None:
        """The lock, held; a reader goes without where nobody has ever written."""
        try:
            lock = os.open(f"{self._path}.lock", os.O_RDWR | os.O_CREAT if writing else os.O_RDONLY, PRIVATE)
        except FileNotFoundError:
            if writing:
                raise
            return None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if writing else fcntl.LOCK_SH)
        except BaseException:
            os.close(lock)
            raise
        return lock


def _unlock(lock: int | None) -> None:
    if lock is not None:
        try:
            fcntl.flock(lock, fcntl.LOCK_UN)  # closing alone would not free it while a forked child has it open
        finally:
            os.close(lock)


def _failure(error: OSError, place: str, *, writing: bool) -> JournalError:
    why = error.strerror or "the system gives no reason"
    if not writing:
        help_ = "Check that it is a file and that you may read it."
        return JournalError("journal-unreadable", f"the journal cannot be read: {why}", place=place, help=help_)
    if error.errno in FULL:
        words, help_ = "the journal was not written: no space is left", "Make room and try again; nothing was lost."
        return JournalError("journal-full", words, place=place, help=help_)
    if error.errno in READ_ONLY:
        words = "the journal was not written: it may only be read"
        help_ = "Check the rights of the file, of the .lock file beside it and of their folder."
        return JournalError("journal-read-only", words, place=place, help=help_)
    help_ = "Check that its folder exists and that the disk is well, then try again."
    return JournalError("journal-unwritable", f"the journal was not written: {why}", place=place, help=help_)
