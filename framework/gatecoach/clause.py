"""The one intermediate form of what a side must show; every executor reads this and nothing else.

A `Leaf` is one evidence type under a conjunction of constraints; a `Count` wants a number of items
over its leaves; `All`, `Any` and `AtLeast` combine. Each says itself as an English sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gatecoach.condition import Condition
from gatecoach.facts import GRADES
from gatecoach.time import say_days


@dataclass(frozen=True, slots=True)
class Leaf:
    """One type and everything an item of it must be; empty sets and None constrain nothing.

    `bit` is its place in the masks of its journey, `parents` the bits of the joined leaves of the other side.
    """

    what: str
    side: str
    by: frozenset[str] = frozenset()
    everyone: bool = False
    told_by: frozenset[str] = frozenset()
    answers: str | None = None
    joined: bool = False
    after: str | None = None
    within: int | None = None
    no_older_than: int | None = None
    grade: int = 0
    channels: frozenset[str] = frozenset()
    test: Condition | None = None
    outcomes: bool = False
    bit: int = field(default=0, compare=False)
    parents: int = field(default=0, compare=False)

    def sentence(self) -> str:
        """The leaf as English, the way lint and the command line print it back."""
        who = "everyone" if self.everyone else " or ".join(sorted(self.by)) or "anybody"
        parts = [f"{self.what} by {who} on the {self.side} side"]
        parts += [f"told by {' or '.join(sorted(self.told_by))}"] * bool(self.told_by)
        parts += [f"answering {'that ' if self.joined else ''}{self.answers}"] * bool(self.answers)
        parts += [f"after {self.after}"] * bool(self.after)
        parts += [f"within {say_days(self.within or 0)} of it"] * (self.within is not None)
        parts += [f"no older than {say_days(self.no_older_than or 0)}"] * (self.no_older_than is not None)
        parts += [f"seen in {' or '.join(sorted(self.channels))}"] * bool(self.channels)
        parts += ["read as agreement"] * self.outcomes
        parts += [f"where {self.test.sentence()}"] if self.test else []
        parts += [f"at least {GRADES[self.grade]}"] * bool(self.grade)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many items over its leaves, of different persons, days, roles, sources or field values."""

    leaves: tuple[Leaf, ...]
    at_least: int = 1
    different: str | None = None
    mask: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """All parts (the worst status decides)."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Any part (the best status decides)."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least n parts (the n-th best status decides)."""

    n: int
    parts: tuple[Expression, ...]


Expression = Count | All | Any | AtLeast


def counts(expression: Expression) -> Iterator[Count]:
    """Every count in an expression, left to right."""
    if isinstance(expression, Count):
        yield expression
    else:
        for part in expression.parts:
            yield from counts(part)


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Every leaf in an expression, left to right."""
    for count in counts(expression):
        yield from count.leaves


def sentence(expression: Expression) -> str:
    """An expression as English."""
    if isinstance(expression, Count):
        inner = " or ".join(leaf.sentence() for leaf in expression.leaves)
        much = f"at least {expression.at_least} of: " if expression.at_least > 1 else ""
        apart = f", from different {expression.different}s" if expression.different else ""
        return f"{much}{inner}{apart}"
    parts = "; ".join(sentence(part) for part in expression.parts)
    if isinstance(expression, AtLeast):
        return f"at least {expression.n} of ({parts})"
    return f"{'all' if isinstance(expression, All) else 'any'} of ({parts})"
