"""Where something stands in a text: lines and columns from 1, counted in characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Mark(Protocol):
    """What the YAML parser tells of a point in the text: line and column from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Place:
    """A token on one line; `line` 0 says that there is no place. `source` is that line."""

    line: int
    column: int
    length: int
    source: str


NOWHERE = Place(0, 0, 1, "")


def place_between(lines: Sequence[str], start: Mark, end: Mark) -> Place:
    """The place from `start` to `end`; of a token over several lines the part on its first line."""
    source = lines[start.line] if start.line < len(lines) else ""
    last = end.column if end.line == start.line else len(source.rstrip())
    return Place(start.line + 1, start.column + 1, max(last - start.column, 1), source)


def place_after(text: str) -> tuple[int, int]:
    """The line and column, from 1, of the character that follows `text`."""
    lines = f"{text}.".splitlines()
    return len(lines), len(lines[-1])


def short(text: str) -> str:
    """An author's words for use in a message: one line, at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
