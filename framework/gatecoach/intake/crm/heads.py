"""The headers of a mail as a CRM keeps them, in one cell: what it replies to, and whether a machine sent it."""

from __future__ import annotations

from typing import NamedTuple

from gatecoach.intake.crm.cells import CellError
from gatecoach.intake.headers import message_ids

MAX_SIGNS = 64 * 1024
AUTOMATIC = ("x-autoreply", "x-autorespond")
BULK = ("auto_reply", "junk", "bulk")


class Heads(NamedTuple):
    """What the headers say: the messages it replies to, the thread above it, and the mark of a machine."""

    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    automatic: str = ""


def heads_in(text: str) -> Heads:
    """What these headers say.

    Raises:
        CellError: they are too long to be any.
    """
    if len(text) > MAX_SIGNS:
        raise CellError("too-long", text)
    found: dict[str, str] = {}
    for line in _unfolded(text):
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().casefold(), value.strip())
    return Heads(message_ids(found.get("in-reply-to", "")), message_ids(found.get("references", "")), _automatic(found))


def _unfolded(text: str) -> list[str]:
    """The lines with those that go on joined to the line they go on from."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line[:1] in (" ", "\t") and lines:
            lines[-1] += line
        else:
            lines.append(line)
    return lines


def _automatic(found: dict[str, str]) -> str:
    submitted = found.get("auto-submitted", "no").split(";")[0].split("(")[0].strip().casefold()
    if submitted != "no":
        return "auto-submitted"
    if found.get("return-path") == "<>":
        return "return-path"
    marks = [each for each in AUTOMATIC if each in found]
    bulk = found.get("precedence", "").strip().casefold() in BULK
    return marks[0] if marks else "precedence" if bulk else ""
