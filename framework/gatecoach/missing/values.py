"""Values for the fields of an item that nobody has seen yet: such that it says what its conditions ask."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gatecoach.condition import Ago, Check, Condition, Either, Every, Other, Typed
from gatecoach.definition import EvidenceDef, FieldDef
from gatecoach.facts import Value
from gatecoach.lower import OUTCOME, known_fields

MOST = 4096
"""So many combinations of values are looked at; a condition is about two or three fields."""
Filled = Mapping[str, Typed]
_Held = tuple[Typed | None, frozenset[int], frozenset[int]]
"""The value that has to differ, the conditions that hold, and those that do harm."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What an item's fields are asked: `wanted` by the leaves it may count for, `harmful` where it opens a `for-each`.

    `vary` names the field that has to differ between items, how many new values of it are wanted and which are
    there already; of a choice every value is worth a thought.
    """

    wanted: tuple[Condition, ...] = ()
    harmful: tuple[Condition, ...] = ()
    vary: tuple[str, int, frozenset[Typed]] | None = None


def fillings(kind: EvidenceDef, tests: Asks, day: int) -> list[Filled]:
    """Ways to fill the fields: for every set of conditions that can hold together one, none of them outdone."""
    found: dict[_Held, Filled] = {}
    for filled in itertools.islice(_combined(kind, tests, day), MOST):
        held = frozenset(n for n, test in enumerate(tests.wanted) if test.holds(filled, day))
        harm = frozenset(n for n, test in enumerate(tests.harmful) if test.holds(filled, day))
        varied = filled.get(tests.vary[0]) if tests.vary else None
        found.setdefault((varied, held, harm), filled)
    best = {key: filled for key, filled in found.items() if not any(_outdone(key, other) for other in found)}
    return list(_as_many(kind, tests, best))


def _as_many(kind: EvidenceDef, tests: Asks, found: Mapping[_Held, Filled]) -> Iterator[Filled]:
    """As many values as are wanted of the field that has to differ, none that is there already; else the first."""
    name, most, there = tests.vary or ("", 0, frozenset())
    every = bool(name) and kind.fields[name].type in ("choice", "yes-no")
    given: dict[tuple[frozenset[int], frozenset[int]], int] = {}
    for (varied, held, harm), filled in found.items():
        fresh = varied is not None and varied not in there
        given[held, harm] = given.get((held, harm), 0) + fresh
        if every or varied is None or (fresh and given[held, harm] <= most):
            yield filled


def _outdone(key: _Held, by: _Held) -> bool:
    return key != by and key[0] == by[0] and key[1] <= by[1] and key[2] >= by[2]


def _combined(kind: EvidenceDef, tests: Asks, day: int) -> Iterator[Filled]:
    checks = [check for test in (*tests.wanted, *tests.harmful) for check in _checks(test)]
    every = {name: _options(name, field, checks, tests, day) for name, field in known_fields(kind).items()}
    outcomes = kind.outcomes.for_ if kind.outcomes else []
    every |= {OUTCOME: list(outcomes)} if outcomes else {}
    for chosen in itertools.product(*every.values()):
        yield {name: value for name, value in zip(every, chosen, strict=True) if value is not None}


def _checks(test: Condition) -> Iterator[Check]:
    if isinstance(test, Every | Either):
        for part in test.parts:
            yield from _checks(part)
    elif isinstance(test, Check):
        yield test


def _options(name: str, field: FieldDef, checks: Sequence[Check], tests: Asks, day: int) -> list[Typed | None]:
    """The values of one field that a condition can tell apart, a plain one first where nothing asks about it."""
    named = _compared(name, checks)
    asked = [check for check in checks if check.field in named]
    more = tests.vary[1] + len(tests.vary[2]) if tests.vary and tests.vary[0] == name else 0
    known = _told_apart(field, [part for check in asked for part in _operands(check, day)], more + len(named) - 1, day)
    absent: list[Typed | None] = [None] if field.optional else []
    if not asked and not more:
        return absent or [*known[:1]]
    return [*absent, *known]


def _compared(name: str, checks: Sequence[Check]) -> set[str]:
    """A field and all that conditions compare it with: what is asked of one tells values of the others apart."""
    named, found = {name}, {name}
    while found:
        pairs = [check.fields() for check in checks if isinstance(check.operand, Other)]
        found = {each for pair in pairs if pair & named for each in pair} - named
        named |= found
    return named


def _operands(check: Check, day: int) -> Iterator[Typed]:
    parts = check.operand if isinstance(check.operand, tuple) else (check.operand,)
    for part in parts:
        if isinstance(part, Ago):
            yield dt.date.fromordinal(day + part.days)
        elif isinstance(part, Decimal | dt.date | str | bool):
            yield part


def _told_apart(field: FieldDef, operands: Sequence[Typed], more: int, day: int) -> list[Typed]:
    if field.type == "yes-no":
        return [True, False]
    if field.type == "choice":
        return list(field.of)
    if field.type == "text":
        named = [each for each in operands if isinstance(each, str)]
        fresh = (f"something {n}" for n in itertools.count(1))
        return [*dict.fromkeys(named), *itertools.islice((each for each in fresh if each not in named), 1 + more)]
    if field.type == "date":
        days = _around([each.toordinal() for each in operands if isinstance(each, dt.date)] or [day], more)
        return [dt.date.fromordinal(each) for each in map(int, days) if 0 < each <= dt.date.max.toordinal()]
    numbers = _around([each for each in operands if isinstance(each, Decimal)] or [Decimal(1)], more)
    return [each for each in numbers if field.type != "share" or 0 <= each <= 1]


def _around(numbers: Sequence[Decimal] | Sequence[int], more: int) -> list[Decimal]:
    """Every boundary, and a value below, between and above them; `more` further ones in each of these places."""
    marks = sorted({Decimal(each) for each in numbers})
    steps = range(1, 2 + more)
    gaps = [a + (b - a) * n / (2 + more) for a, b in itertools.pairwise(marks) for n in steps]
    shares = [Decimal(n) / (1 + len(steps)) for n in steps]
    outside = [value for n in steps for value in (marks[-1] + n, marks[0] - n)]
    near = [marks[0] * each for each in shares] + [marks[-1] + (1 - marks[-1]) * each for each in shares]
    return list(dict.fromkeys([*marks, *gaps, *outside, *near]))


def written(filled: Filled) -> dict[str, Value]:
    """The values as facts carry them; the outcome is no field but a reading."""
    return {name: _written(value) for name, value in filled.items() if name != OUTCOME}


def _written(value: Typed) -> Value:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value
