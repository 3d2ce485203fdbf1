"""A lock that processes queue for: whoever holds the lock file alone is the only one who writes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

try:
    import fcntl
except ImportError:  # a system that is not POSIX
    fcntl = None  # type: ignore[assignment]

PRIVATE = 0o600  # what people said about each other is not for every user of the machine


def here() -> bool:
    """Whether this system has such locks."""
    return fcntl is not None


@contextmanager
def held(path: str, *, alone: bool) -> Iterator[None]:
    """Hold the lock file, waiting for others; it is made by who holds it alone. Failures are those of the system."""
    lock = _taken(path, alone=alone)
    try:
        yield
    finally:
        _freed(lock)


def _taken(path: str, *, alone: bool) -> int | None:
    """The lock, held; a reader goes without where nobody has ever written."""
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT if alone else os.O_RDONLY, PRIVATE)
    except FileNotFoundError:
        if alone:
            raise
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
    except BaseException:
        os.close(lock)
        raise
    return lock


def _freed(lock: int | None) -> None:
    if lock is not None:
        try:
            fcntl.flock(lock, fcntl.LOCK_UN)  # closing alone would not free it while a forked child has it open
        finally:
            os.close(lock)
