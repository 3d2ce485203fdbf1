"""Chance as a parameter: whoever makes things up here is handed the one function that picks a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice:
    """Picks, all of them made with `number(lowest, highest)`, both included."""

    number: Callable[[int, int], int]

    def pick(self, among: Sequence[T]) -> T:
        """One of them."""
        return among[self.number(0, len(among) - 1)]

    def chance(self, percent: int) -> bool:
        """True so many times out of a hundred."""
        return self.number(0, 99) >= 100 - percent

    def some(self, among: Sequence[T], least: int = 0, most: int | None = None) -> list[T]:
        """Some of them, each once, in their order."""
        size = self.number(least, min(len(among), len(among) if most is None else most))
        left = list(range(len(among)))
        taken = [left.pop(self.number(0, len(left) - 1)) for _ in range(size)]
        return [among[each] for each in sorted(taken)]

    def maybe(self, percent: int, key: str, make: Callable[[], object]) -> dict[str, object]:
        """A mapping with that one key, so many times out of a hundred; else an empty one."""
        return {key: make()} if self.chance(percent) else {}
