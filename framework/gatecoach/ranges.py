"""What conditions leave open: whether one certainly follows from another, and whether one can hold at all.

Sound, not complete: an answer of true is certain, false means "not certain". A condition is taken apart into
cases, each a conjunction of checks; a case leaves every field a `Range`. Days counted from the item and days of
the calendar are two things, each with its own range.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gatecoach.condition import Ago, Check, Condition, Either, Every, Other

CASES = 64
"""So many cases are looked at; of a condition with more nothing is claimed."""
Edge = tuple[Any, int]
"""The end of a range: a value, and 0 where it belongs to the range, else 1 at the low end, -1 at the high end."""
BOTH = frozenset({True, False})


@dataclass(frozen=True, slots=True)
class Range:
    """The values that are left: between two edges, of `only` these, but none of `never`. `whole` counts in days."""

    low: Edge | None = None
    high: Edge | None = None
    only: frozenset[Any] | None = None
    never: frozenset[Any] = frozenset()
    whole: bool = False

    def has(self, value: Any) -> bool:
        """Whether the value is left."""
        if value in self.never or (self.only is not None and value not in self.only):
            return False
        return (self.low is None or self.low <= (value, 0)) and (self.high is None or (value, 0) <= self.high)

    @property
    def values(self) -> frozenset[Any] | None:
        """All values that are left, where they can be counted out; nothing where they cannot."""
        if self.only is not None:
            return frozenset(filter(self.has, self.only))
        if self.low is None or self.high is None or self.low > self.high:
            return None if self.low is None or self.high is None else frozenset()
        if self.whole and self.high[0] - self.low[0] <= len(self.never):
            return frozenset(filter(self.has, range(self.low[0], self.high[0] + 1)))
        return frozenset(filter(self.has, {self.low[0]})) if self.low == self.high else None

    def meet(self, other: Range) -> Range:
        """What both leave."""
        lows = [each for each in (self.low, other.low) if each is not None]
        highs = [each for each in (self.high, other.high) if each is not None]
        sets = [each for each in (self.only, other.only) if each is not None]
        return Range(
            max(lows, default=None),
            min(highs, default=None),
            frozenset.intersection(*sets) if sets else None,
            self.never | other.never,
            self.whole or other.whole,
        )

    def inside(self, other: Range) -> bool:
        """Whether every value left here is certainly left there."""
        values = self.values
        if values is not None:
            return all(map(other.has, values))
        low = other.low is None or (self.low is not None and other.low <= self.low)
        high = other.high is None or (self.high is not None and self.high <= other.high)
        return low and high and other.only is None and not any(map(self.has, other.never))


RANGES: Mapping[str, Callable[[Any], Range]] = {
    "is": lambda operand: Range(only=frozenset({operand})),
    "is-not": lambda operand: Range(never=frozenset({operand})),
    "one-of": lambda operand: Range(only=frozenset(operand)),
    "none-of": lambda operand: Range(never=frozenset(operand)),
    "at-least": lambda operand: Range(low=(operand, 0)),
    "at-most": lambda operand: Range(high=(operand, 0)),
    "more-than": lambda operand: Range(low=(operand, 1)),
    "less-than": lambda operand: Range(high=(operand, -1)),
    "between": lambda operand: Range(low=(operand[0], 0), high=(operand[1], 0)),
}
Quantity = tuple[str, str]
"""A field, and what is measured of it: days from the item's own, days of the calendar, or the value itself."""
KINDS: Mapping[type, tuple[str, Callable[[Any], Any]]] = {
    Ago: ("days", lambda ago: ago.days),
    dt.date: ("date", dt.date.toordinal),
}
PLAIN: tuple[str, Callable[[Any], Any]] = ("value", lambda value: value)


def _left(check: Check) -> tuple[Quantity, Range]:
    """What a check leaves of its field; in a list the first one says what is measured, as the check itself does."""
    many = isinstance(check.operand, tuple)
    parts = check.operand if many else (check.operand,)
    kind, number = _measured(parts[0])
    numbers = tuple(number(each) for each in parts if _measured(each)[0] == kind)
    found = RANGES[check.operator](numbers if many else numbers[0])
    if kind != "value":
        found = _in_whole_days(found)
    elif isinstance(parts[0], bool):
        found = found.meet(Range(only=BOTH))
    return (check.field, kind), found


def _opaque(check: Check) -> bool:
    """Whether nothing is claimed about what it leaves: a check of somebody else's, or two fields compared."""
    return check.operator == "passes" or isinstance(check.operand, Other)


def _measured(operand: object) -> tuple[str, Callable[[Any], Any]]:
    return next((found for type_, found in KINDS.items() if isinstance(operand, type_)), PLAIN)


def _in_whole_days(found: Range) -> Range:
    """More than 7 days is 8 days or more."""
    low = found.low and (found.low[0] + found.low[1], 0)
    high = found.high and (found.high[0] + found.high[1], 0)
    return replace(found, low=low, high=high, whole=True)


@dataclass(slots=True)
class _Case:
    """One way a condition can hold: which fields are known or not, what is left of them, and what else holds."""

    known: dict[str, bool]
    ranges: dict[Quantity, Range]
    others: list[Condition]
    possible: bool = True

    def add(self, part: Condition) -> None:
        """Take one more thing that holds."""
        if not isinstance(part, Check) or _opaque(part):
            self.others.append(part)
        if isinstance(part, Check):
            for field in part.fields():
                self._know(field, known=bool(part.operand) or part.operator != "known")
            if not _opaque(part) and part.operator in RANGES:
                quantity, left = _left(part)
                self.ranges[quantity] = met = self.ranges.get(quantity, Range()).meet(left)
                self.possible = self.possible and met.values != frozenset()

    def _know(self, field: str, *, known: bool) -> None:
        self.possible = self.possible and self.known.setdefault(field, known) is known

    def gives(self, wanted: Condition) -> bool:
        """Whether that certainly holds in this case."""
        if isinstance(wanted, Every | Either):
            held = map(self.gives, wanted.parts)
            return all(held) if isinstance(wanted, Every) else any(held)
        if not isinstance(wanted, Check) or _opaque(wanted):
            return wanted in self.others
        if wanted.operator == "known":
            return self.known.get(wanted.field) is bool(wanted.operand)
        quantity, left = _left(wanted)
        return self.ranges.get(quantity, Range()).inside(left)


def _cases(condition: Condition) -> list[tuple[Condition, ...]] | None:
    """The ways a condition can hold, each a list of what holds then; nothing where there are too many."""
    if isinstance(condition, Every):
        return _product(map(_cases, condition.parts))
    if not isinstance(condition, Either):
        return [(condition,)]
    parts = list(map(_cases, condition.parts))
    found = [case for each in parts for case in each or ()]
    return None if None in parts or len(found) > CASES else found


def _product(parts: Iterable[list[tuple[Condition, ...]] | None]) -> list[tuple[Condition, ...]] | None:
    found: list[tuple[Condition, ...]] = [()]
    for each in parts:
        if each is None or len(found) * len(each) > CASES:
            return None
        found = [(*before, *case) for before in found for case in each]
    return found


def _possible(condition: Condition) -> list[_Case] | None:
    """The cases of a condition that can hold at all; nothing where there are too many to tell."""
    cases = _cases(condition)
    return None if cases is None else [case for case in map(_case, cases) if case.possible]


def _case(parts: Iterable[Condition]) -> _Case:
    case = _Case({}, {}, [])
    for part in parts:
        case.add(part)
    return case


def impossible(condition: Condition) -> bool:
    """Whether no values at all can make it true."""
    return _possible(condition) == []


def follows(condition: Condition, wanted: Condition) -> bool:
    """Whether `wanted` is true of all values that make `condition` true."""
    if condition == wanted:
        return True
    cases = _possible(condition)
    return cases is not None and all(case.gives(wanted) for case in cases)


def exclude(one: Condition, other: Condition) -> bool:
    """Whether no values can make both true."""
    return impossible(Every((one, other)))
