"""Where results go: data to stdout or a file, everything else to stderr; colour only on a terminal."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from gatecoach.cli.run import ReaderGone, silence
from gatecoach.errors import UsageError

WIDEST, NARROWEST = 120, 40
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
        raise UsageError("not-written", f"it cannot be written: {error.strerror}", place=str(out)) from None
    note(f"written to {out}")


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
