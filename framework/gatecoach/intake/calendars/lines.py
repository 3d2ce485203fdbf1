"""The text of a calendar object → the lines that matter of each event, within bounds, before a library sees them.

Only named properties of events are handed on. Time zones, alarms and whatever else an object holds never reach
the library: a zone with a rule of its own would be worked out second by second, and would be remembered for the
next object.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gatecoach.intake.outcomes import RefusedError

MAX_BYTES = 1_000_000
MAX_LINES = 50_000
MAX_COMPONENTS = 500
MAX_DEPTH = 4
MAX_LINE = 4_000
MAX_TEXT = 20_000
MAX_ATTENDEES = 500

CALENDAR, EVENT = "VCALENDAR", "VEVENT"
ONCE = frozenset({"UID", "DTSTAMP", "SEQUENCE", "ORGANIZER", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "STATUS"})
RULES = frozenset({"RRULE", "RDATE"})
"""What says when a series takes place; it is compared as it is written and never worked out."""
PROSE = frozenset({"SUMMARY", "DESCRIPTION", "COMMENT"})
READ = ONCE | RULES | PROSE | {"ATTENDEE"}
AMBIGUOUS = ("\\;", "\\:", '\\"')
"""Marks that two generations of readers take apart differently."""


@dataclass(frozen=True, slots=True)
class Line:
    """One property as it is written, unfolded."""

    name: str
    text: str

    @property
    def value(self) -> str:
        """What stands behind the first colon outside quotes."""
        parts = self.text.split('"')
        for number in range(0, len(parts), 2):
            before, colon, _ = parts[number].partition(":")
            if colon:
                return self.text[len('"'.join([*parts[:number], before])) + 1 :]
        return ""

    @property
    def is_doubtful(self) -> bool:
        """Whether two readers may see other parameters in it: one of them twice, or marks that end it for some only."""
        if not self.text[len(self.name) :].startswith(";"):
            return False
        outside = '""'.join(self.text.split('"')[::2])
        names = [each.partition("=")[0].strip().upper() for each in outside.partition(":")[0].split(";")[1:]]
        return len(set(names)) < len(names) or any(mark in self.text for mark in AMBIGUOUS)


@dataclass(frozen=True, slots=True)
class Sketch:
    """One calendar object: its method, and the lines of each of its events."""

    method: str
    events: tuple[tuple[Line, ...], ...]


def decoded(data: bytes, charset: str = "utf-8") -> str:
    """The bytes as text without a byte order mark; what is not written in its charset is refused."""
    if len(data) > MAX_BYTES:
        raise RefusedError("too-large", limit="1 MB")
    try:
        text = data.decode(charset).removeprefix("\ufeff").replace("\r\n", "\n")
    except (LookupError, ValueError):
        raise RefusedError("bad-encoding", charset=charset) from None
    if "\0" in text or "\r" in text:
        raise RefusedError("control-characters")
    return text


def sketch(text: str) -> Sketch:
    """The one object in this text; what is none, is not well nested or exceeds a bound is refused."""
    walk = _Walk()
    for line in _unfolded(text):
        walk.take(line)
    if walk.open or not walk.begun:
        raise RefusedError("unbalanced" if walk.begun else "not-a-calendar")
    if len(walk.methods) > 1:
        raise RefusedError("twice", property="METHOD")
    if not walk.events:
        raise RefusedError("no-event")
    return Sketch("".join(walk.methods)[:40], tuple(map(tuple, walk.events)))


def checked(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of one event, when each is short, says each thing once and means the same to every reader."""
    seen: set[str] = set()
    for line in lines:
        if line.name in PROSE:
            continue
        if line.name in ONCE and line.name in seen:
            raise RefusedError("twice", property=line.name)
        seen.add(line.name)
        if len(line.text) > (MAX_TEXT if line.name in RULES else MAX_LINE) or line.is_doubtful:
            raise RefusedError("bad-value", property=line.name)
    if sum(line.name == "ATTENDEE" for line in lines) > MAX_ATTENDEES:
        raise RefusedError("too-many-attendees", limit=str(MAX_ATTENDEES))
    return tuple(_plain(each) if each.name in PROSE else each for each in lines)


def _plain(line: Line) -> Line:
    """Prose without its parameters, which decide nothing and may be broken."""
    return Line(line.name, f"{line.name}:{line.value}"[:MAX_TEXT])


class _Walk:
    """One pass over the lines: which components are open, and what was found in those that matter."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.begun = 0
        self.methods: list[str] = []
        self.events: list[list[Line]] = []

    def take(self, line: Line) -> None:
        """Go one line further."""
        if line.name == "BEGIN":
            self._begin(_component(line))
        elif not self.open:
            raise RefusedError("unbalanced" if self.begun else "not-a-calendar")
        elif line.name == "END":
            self._end(_component(line))
        elif self.open == [CALENDAR] and line.name == "METHOD":
            self.methods.append(line.value.strip().upper())
        elif self.open == [CALENDAR, EVENT] and line.name in READ:
            self.events[-1].append(line)

    def _begin(self, name: str) -> None:
        """Open a component, within bounds and where it may stand."""
        if not self.open and name != CALENDAR:
            raise RefusedError("not-a-calendar")
        if self.begun and (not self.open or name == CALENDAR):
            raise RefusedError("several-calendars")
        self.begun += 1
        if self.begun > MAX_COMPONENTS:
            raise RefusedError("too-many-components", limit=str(MAX_COMPONENTS))
        self.open.append(name)
        if len(self.open) > MAX_DEPTH:
            raise RefusedError("too-deep", limit=str(MAX_DEPTH))
        if self.open == [CALENDAR, EVENT]:
            self.events.append([])

    def _end(self, name: str) -> None:
        if self.open.pop() != name:
            raise RefusedError("unbalanced")


def _component(line: Line) -> str:
    return line.value.strip().upper()


def _unfolded(text: str) -> Iterator[Line]:
    """The lines with what was broken put together; blank ones are of no account."""
    kept: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if number > MAX_LINES:
            raise RefusedError("too-many-lines", limit=str(MAX_LINES))
        if line[:1] in (" ", "\t"):
            kept.append(line[1:])
        elif line:
            yield from _line(kept)
            kept = [line]
    yield from _line(kept)


def _line(pieces: list[str]) -> Iterator[Line]:
    text = "".join(pieces)
    if text:
        yield Line(text.replace(";", ":").partition(":")[0].upper(), text)
