"""One person at a keyboard, or a file of lines: ask, read, and say plainly what cannot be read."""

from __future__ import annotations

import enum
import sys
import textwrap
from collections.abc import Callable

from gatecoach.cli.output import note, show, width
from gatecoach.condition import Typed, typed
from gatecoach.definition import FieldDef, say
from gatecoach.report.layout import wrapped

YES_NO = {"yes": True, "y": True, "true": True, "ja": True, "no": False, "n": False, "false": False, "nein": False}
LEAVING = ("quit", "exit", "q", ":q", "bye", "help", "?")
LOST = "\0\ufffd"
"""What stands in a text that was read in another encoding than it was written in."""
UNREADABLE = "Not recorded: this line is not UTF-8 text. Set the terminal or the file to UTF-8 and write it again."
ROOM = 14
"""How much of a line is left for a short answer, such as a day."""
SHAPES = {
    "text": "Please write something.",
    "date": "Please write a day as YYYY-MM-DD, for example 2026-03-16.",
    "money": "Please write an amount as a number, for example 48000 or 48000.50.",
    "number": "Please write a number.",
    "share": "Please write a share between 0 and 1, for example 0.25.",
    "yes-no": "Please write yes or no.",
}


class Order(enum.StrEnum):
    """What a person may type instead of an answer."""

    CLOSE = enum.auto()
    STOP = enum.auto()
    WAIVE = enum.auto()
    OTHER = enum.auto()


class Desk:
    """Where the talk is shown and answers are read. Piped answers are shown too, so that a record reads well."""

    def __init__(self, *, to_stderr: bool = False) -> None:
        self._to_stderr = to_stderr

    def say(self, text: str) -> None:
        """Show text."""
        if self._to_stderr:
            note(text.removesuffix("\n"))
        else:
            show(text)

    def line(self, prompt: str) -> str:
        """One line of input; one that is no UTF-8 is never taken, and asked for again.

        Raises:
            EOFError: there is no more.
        """
        stream = sys.stderr if self._to_stderr else sys.stdout
        above, prompt = _fitted(prompt, width())
        while True:
            stream.write(above + prompt)
            stream.flush()
            line = _read()
            answer = " ".join((line or "").split())
            if not sys.stdin.isatty():
                stream.write(_echo(answer, prompt))
            if line is not None:
                break
            self.say("\n".join(wrapped(UNREADABLE, width(), first="  ")) + "\n")
        if not line:
            raise EOFError
        return answer


def _read() -> str | None:
    """The next line as UTF-8, whatever the machine is set to; nothing where it cannot be read so."""
    line = getattr(sys.stdin, "buffer", sys.stdin).readline()
    try:
        text: str = line.decode("utf-8-sig") if isinstance(line, bytes) else line
    except UnicodeError:
        return None
    return text if set(LOST).isdisjoint(text) else None


def _fitted(prompt: str, width: int) -> tuple[str, str]:
    """A prompt in lines that leave room for an answer: those above, and the last one."""
    if len(prompt) <= width - ROOM:
        return "", prompt
    indent = prompt[: len(prompt) - len(prompt.lstrip())]
    *above, last = wrapped(prompt.rstrip(" >"), width - ROOM, first=indent)
    return "".join(f"{line}\n" for line in above), f"{last} > "


def _echo(line: str, prompt: str) -> str:
    """A piped answer as it would stand behind its prompt, in lines that fit."""
    first, *rest = textwrap.wrap(line, width(), initial_indent=" " * len(prompt), subsequent_indent="    ") or [prompt]
    return "\n".join([first[len(prompt) :], *rest]) + "\n"


def order(line: str) -> tuple[Order, str] | None:
    """The order a line gives, with the reason behind the colon; nothing where it is an answer."""
    word, colon, rest = line.partition(":")
    found = word.strip().casefold()
    if found in (Order.STOP, Order.WAIVE) or (found in (Order.CLOSE, Order.OTHER) and not colon):
        return Order(found), rest.strip()
    return None


def is_refusal(line: str) -> bool:
    """Whether a whole answer is just a no: it must never be kept as the word that was asked for."""
    return YES_NO.get(line.strip(" .!").casefold()) is False


def is_leaving(line: str) -> bool:
    """Whether somebody looks for the way out, or for help: a word for the program and not for the talk."""
    return line.strip(" .!").casefold() in LEAVING


def value(read: Callable[[str], str], tell: Callable[[str], None], name: str, field: FieldDef) -> Typed | None:
    """The value of one field, asked for until it can be read; nothing for an optional one that is left empty."""
    prompt = f"    {say(field.title, default=name)}{' (may be left empty)' if field.optional else ''} > "
    while True:
        line = read(prompt)
        if not line and field.optional:
            return None
        found = typed(YES_NO.get(line.casefold()) if field.type == "yes-no" else line, field)
        if found is not None:
            return line if not isinstance(found, bool) else found
        tell("\n".join(wrapped(complaint(field), width(), first="    ")) + "\n")


def shape(field: FieldDef) -> str:
    """What can be chosen from, or how a text may read; nothing where there is nothing to show."""
    example = f"For example: {say(field.example)}" if field.example else ""
    return f"One of: {', '.join(field.of)}." if field.of else example


def complaint(field: FieldDef) -> str:
    """How a value of that type is written."""
    return SHAPES.get(field.type) or f"Please write one of: {', '.join(field.of)}."
