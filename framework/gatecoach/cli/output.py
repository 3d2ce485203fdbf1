"""Where results go: data to stdout or a file, everything else to stderr; colour only on a terminal."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from gatecoach.cli.run import ReaderGone, silence
from gatecoach.errors import UsageError

WIDEST, NARROWEST = 120, 40
PIECE = 1 << 16
STYLES = {"[x]": "green", "[ ]": "yellow", "[>]": "bold cyan", "[-]": "dim", "Not recorded:": "red"}


def width() -> int:
    """How wide reports are: as the terminal or COLUMNS says, else 100."""
    columns = shutil.get_terminal_size((100, 24)).columns
    return min(max(columns, NARROWEST), WIDEST)


def as_json(value: Any) -> str:
    """A result for a machine."""
    return json.dumps(value, indent=2, ensure_ascii=False, default=_plain) + "\n"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else list(value)


def emit(text: str, out: Path | None = None) -> None:
    """Data: into the file that was asked for, else to stdout.

    Raises:
        UsageError: the file cannot be written.
    """
    if out is None:
        show(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise not_written(error, out) from None
    note(f"written to {out}")


def not_written(error: OSError, out: Path) -> UsageError:
    """Why the file that was asked for with --out is not there, and what to type instead."""
    words, help_ = error.strerror, "Name another file with --out."
    if not out.parent.is_dir():
        words, help_ = f"there is no folder {out.parent}", "Name another file with --out, or make that folder first."
    elif isinstance(error, FileExistsError | NotADirectoryError):
        words = "it is there already, and is no folder"
    elif isinstance(error, FileNotFoundError | PermissionError) and not out.exists():
        words = f"the folder {out.parent} does not let you"
    return UsageError("not-written", f"it cannot be written: {words}", place=str(out), help=help_)


def show(text: str) -> None:
    """Text on stdout, coloured where somebody looks at it.

    Raises:
        ReaderGone: nobody reads it any more.
        UsageError: it cannot be written.
    """
    if sys.stdout is None:
        raise UsageError("not-written", "the output cannot be written: it is closed", help="Use --out FILE.")
    try:
        _written(text)
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        silence()
        raise UsageError("not-written", f"the output cannot be written: {error.strerror}") from None


def _written(text: str) -> None:
    if not coloured():
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.text import Text  # noqa: PLC0415 - same

    shown = Text(text)
    for word, style in STYLES.items():
        shown.highlight_words([word], style)
    Console(highlight=False).print(shown, end="", soft_wrap=True)


def coloured() -> bool:
    """Whether stdout is a terminal whose user has not said no to colour."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def note(text: str) -> None:
    """Anything that is no data, on stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


class Sink:
    """Where a long result goes piece by piece, so that it is never held as a whole; nothing is begun before a piece."""

    def __init__(self, out: Path | None, before: Callable[[], None] = lambda: None) -> None:
        """A file, or stdout where none is named; `before` is done before each piece is seen."""
        self._out, self._before = out, before
        self._file: TextIO | None = None
        self._held: list[str] = []
        self._size = 0

    def write(self, text: str) -> None:
        """Add a piece.

        Raises:
            ReaderGone: nobody reads it any more.
            UsageError: it cannot be written.
        """
        self._held.append(text)
        self._size += len(text)
        if self._size >= PIECE:
            self._flush()

    def close(self) -> None:
        """Write what is left; nothing comes after.

        Raises:
            ReaderGone, UsageError: as `write`.
        """
        self._flush()
        if self._file is not None:
            self._file.close()
            note(f"written to {self._out}")

    def _flush(self) -> None:
        text, self._held, self._size = "".join(self._held), [], 0
        self._before()
        if self._out is None:
            show(text)
            return
        try:
            self._file = self._file or self._out.open("w", encoding="utf-8")
            self._file.write(text)
        except OSError as error:
            raise not_written(error, self._out) from None
