"""Plain text that fits its width: wrapped lines, two columns that stack when narrow, days in words."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WIDE = 76
"""From this width on two columns stand beside each other."""
GAP = "   "


def clean(text: object) -> str:
    """The text in one line, without characters that steer a terminal or hide: what others wrote draws nothing."""
    words = " ".join(str(text).split())
    return "".join(char if char.isprintable() else "\ufffd" for char in words)


def wrapped(text: object, width: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """The text as lines of at most that width; `first` begins the first line, `rest` the others."""
    after = " " * len(first) if rest is None else rest
    lines = textwrap.wrap(
        clean(text), max(width, len(after) + 12), initial_indent=first, subsequent_indent=after, break_on_hyphens=False
    )
    return lines or [first.rstrip()]


def beside(left: Sequence[str], right: Sequence[str], width: int) -> list[str]:
    """Two blocks of lines side by side; the left one is `half(width)` wide."""
    rows = max(len(left), len(right))
    first = [*left, *[""] * (rows - len(left))]
    second = [*right, *[""] * (rows - len(right))]
    return [f"{a.ljust(half(width))}{GAP}{b}".rstrip() for a, b in zip(first, second, strict=True)]


def half(width: int) -> int:
    """How wide one of two columns is."""
    return (width - len(GAP)) // 2


def indented(lines: Iterable[str], by: str = "  ") -> list[str]:
    """The lines moved to the right; empty ones stay empty."""
    return [f"{by}{line}" if line else line for line in lines]


def short_day(day: dt.date) -> str:
    """A day as it stands before an item: `03 Mar`."""
    return f"{day.day:02d} {MONTHS[day.month - 1][:3]}"


def long_day(day: dt.date) -> str:
    """A day in words: `3 March 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment(at: dt.datetime | dt.date, zone: dt.tzinfo) -> str:
    """A moment in words, in the framework's own time zone."""
    if not isinstance(at, dt.datetime):
        return long_day(at)
    try:
        local = at.astimezone(zone)
    except OverflowError:  # at the ends of the calendar the day is told as it was written
        local = at
    return f"{long_day(local.date())}, {local:%H:%M}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 gate`, `2 gates`, `no gates`."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {noun}"
