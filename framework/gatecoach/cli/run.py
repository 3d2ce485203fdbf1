"""From what a command does to an exit code: answers, mistakes of the caller, faults of ours, interruptions."""

from __future__ import annotations

import contextlib
import itertools
import os
import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TextIO, cast

import typer

from gatecoach.cli.clock import stamp
from gatecoach.errors import GatecoachError

NO, USAGE, OUR_FAULT, INTERRUPTED = 1, 2, 3, 130
PACKAGES = ("gatecoach", "pydantic", "pyyaml", "transitions", "typer", "rich")
REFUSED: type[Exception] = next(each for each in typer.BadParameter.__mro__ if each.__name__ == "ClickException")
"""What the parser of options raises; where it lives depends on the version of typer."""
REFUSES = "Check the name, your rights and the space that is left, then try again."


class Stopped(Exception):
    """The person at the keyboard left in the middle; the text says how to go on."""


class ReaderGone(Exception):
    """Whoever read our output has closed it."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, by default those of this process."""
    from gatecoach.cli.app import app  # noqa: PLC0415 - the commands import this module

    _bear_any_text()
    command = typer.main.get_command(app)
    words = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    return outcome(lambda: command.main(words, prog_name="gatecoach", standalone_mode=False))


def outcome(action: Callable[[], Any]) -> int:
    """The exit code of an action; what went wrong is said on stderr, never as a trace."""
    try:
        code = action()
        if code == INTERRUPTED:  # how the parser of options answers Ctrl-C
            _tell("Interrupted.", INTERRUPTED)
    except typer.Exit as left:
        code = left.exit_code
    except REFUSED as error:
        code = _refused(error)
    except GatecoachError as error:
        code = _tell(str(error), USAGE)
    except (Stopped, KeyboardInterrupt, EOFError, typer.Abort) as left:
        code = _tell(str(left) or "Interrupted.", INTERRUPTED)
    except (ReaderGone, BrokenPipeError):
        silence()
        code = INTERRUPTED
    except SystemExit:  # what the parser of options does when nobody reads its help
        code = INTERRUPTED
    except OSError as error:  # the system refuses: no permission, no space, a folder that went away
        silence()
        place = f"{error.filename}: " if error.filename else ""
        words = f"{place}the system refuses: {error.strerror or type(error).__name__} [not-possible] {REFUSES}"
        code = _tell(words, USAGE)
    except Exception as error:  # noqa: BLE001 - the last net: no trace reaches the user
        code = _our_fault(error)
    return code if isinstance(code, int) else 0


def _tell(text: str, code: int) -> int:
    with contextlib.suppress(OSError):  # where even that cannot be said, the exit code is left
        sys.stderr.write(f"{text}\n")
    return code


def _refused(error: Any) -> int:
    context = getattr(error, "ctx", None)
    hint = f" See: {context.command_path} --help" if context is not None else ""
    return _tell(f"{error.format_message()}{hint}", USAGE)


def _our_fault(error: Exception) -> int:
    """One plain sentence and a file with everything that helps to mend it."""
    known = [f"{name} {_version(name)}" for name in PACKAGES]
    lines = [
        *known,
        f"python {platform.python_version()} on {platform.system()}",
        "",
        *traceback.format_exception(error),
    ]
    try:
        path = _written("\n".join(lines))
        where = f"what we need to mend it is in {path}; please look through it and send it to us"
    except OSError as refusal:
        where = f"and the report could not be written here ({type(refusal).__name__})"
    return _tell(f"This is a fault of gatecoach, not of yours: {where}.", OUR_FAULT)


def _written(text: str) -> Path:
    """A new file with this text; one that is there already stays as it is."""
    first = f"gatecoach-report-{stamp()}"
    for number in itertools.count(1):
        path = Path(f"{first}.txt" if number == 1 else f"{first}-{number}.txt")
        with contextlib.suppress(FileExistsError), path.open("x", encoding="utf-8", errors="replace") as file:
            file.write(text)
            return path
    raise AssertionError  # there is always one more number


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def _bear_any_text() -> None:
    """What others wrote may hold any character; a terminal that lacks one shows a substitute."""
    sys.stdin = sys.stdin or _nothing("r")
    sys.stderr = sys.stderr or _nothing("w")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _nothing(mode: str) -> TextIO:
    """What stands in for a stream that was closed before we began."""
    return cast("TextIO", Path(os.devnull).open(mode, encoding="utf-8"))


def silence() -> None:
    """What is left of our output goes nowhere: nobody takes it, and nothing is to be said on the way out."""
    with contextlib.suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
