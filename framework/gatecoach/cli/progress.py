"""How far long work has come: one line on the terminal of whoever waits, and nothing anywhere else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO, TypeVar, cast

from gatecoach.cli.clock import ticks
from gatecoach.cli.files import streams

PATIENCE = 1.0
"""After how many seconds somebody wants to know."""
EVERY = 0.1
CLEAR = "\r\x1b[K"
MEGA = 1_000_000
Each = TypeVar("Each")


class Progress:
    """Counts what was done, and shows the count on a terminal once the work takes noticeable time."""

    def __init__(
        self, noun: str, *, whole: int = 0, stream: TextIO | None = None, clock: Callable[[], float] = ticks
    ) -> None:
        """Begin at nothing; `whole` is how much there is, where that is known."""
        self.done = 0
        self._noun, self._whole, self._clock = noun, whole, clock
        self._stream = sys.stderr if stream is None else stream
        self._shows = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._next = clock() + PATIENCE
        self._shown = False

    def step(self, number: int = 1) -> None:
        """So much more is done."""
        self.done += number
        if self._shows and self._clock() >= self._next:
            self._next = self._clock() + EVERY
            self._shown = True
            wide = shutil.get_terminal_size((80, 24)).columns - 1
            self._stream.write(f"{CLEAR}{self._text()[:wide]}")
            self._stream.flush()

    def over(self) -> None:
        """The work is done: the line goes."""
        if self._shown:
            self._shown = False
            self._stream.write(CLEAR)
            self._stream.flush()

    def _text(self) -> str:
        if self._noun != "bytes":
            of = f" of {self._whole:,}" if self._whole else ""
            return f"{self.done:,}{of} {self._noun}"
        percent = f" ({min(self.done * 100 // self._whole, 100)} %)" if self._whole else ""
        return f"{self.done / MEGA:,.0f} of {self._whole / MEGA:,.0f} MB{percent}"


@contextmanager
def progress(noun: str, *, whole: int = 0) -> Iterator[Progress]:
    """The progress of some work; the line is gone when it ends, however it ends."""
    shown = Progress(noun, whole=whole)
    try:
        yield shown
    finally:
        shown.over()


def watched(items: Iterable[Each], shown: Progress) -> Iterator[Each]:
    """The same items, counted as they come."""
    for each in items:
        shown.step()
        yield each


class _Counted:
    """A file that says how much of it was read."""

    def __init__(self, file: BinaryIO, shown: Progress) -> None:
        self._file, self._shown = file, shown

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._file.read(size)
        self._shown.step(len(data))
        return data


def opened(paths: Iterable[Path], shown: Progress) -> Iterator[tuple[str, BinaryIO]]:
    """These files by name, open one after the other; what is read of them is counted.

    Raises:
        UsageError: one cannot be read.
    """
    for name, file in streams(paths):
        yield name, cast("BinaryIO", _Counted(file, shown))
