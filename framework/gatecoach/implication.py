"""What follows from what between leaves, so that lint can tell what is said twice and what nobody can fulfil.

Sound, not complete: true is certain, false means "not certain". Both leaves are read in one world and at gates out
of one stage. About what is combined nothing is claimed: a count of one item is a leaf, all else is "not checked".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from gatecoach import ranges
from gatecoach.clause import Count, Expression, Leaf
from gatecoach.definition.values import SIDES

Rule = Callable[[Leaf, Leaf], bool]
Comparison = Literal["implies", "contradicts", "neither", "not checked"]


def implies(a: Leaf, b: Leaf) -> bool:
    """Whether every item that counts for `a` counts for `b`; where `b` wants everyone, `a` wants the same people.

    Where items are words (yes or no), a newer word outdates an older one. So both must also hear the same words:
    who hears fewer may go on counting a yes that the other has seen withdrawn.
    """
    follows = all(rule(a, b) for rule in (*HEARD, *WEIGHED))
    return follows and (not b.outcomes or all(rule(b, a) for rule in HEARD))


def contradicts(a: Leaf, b: Leaf) -> bool:
    """Whether both ask for one type and no item of it can count for both."""
    return a.what == b.what and any(rule(a, b) for rule in APART)


def impossible(leaf: Leaf) -> bool:
    """Whether no item can ever count for it."""
    return leaf.test is not None and ranges.impossible(leaf.test)


def compare(a: Expression, b: Expression) -> Comparison:
    """How two expressions stand to each other, where each asks for one item of one leaf; else "not checked"."""
    first, second = _leaf(a), _leaf(b)
    if first is None or second is None:
        return "not checked"
    if contradicts(first, second):
        return "contradicts"
    return "implies" if suffices(first, second) else "neither"


def suffices(a: Leaf, b: Leaf) -> bool:
    """Whether `b` is met whenever `a` is: what a later yes of lower grade leaves behind, that yes stands in for."""
    return implies(a, replace(b, grade=a.grade) if a.grade > b.grade and b.test is None else b)


def _leaf(expression: Expression) -> Leaf | None:
    """The one leaf that an expression is; nothing where it is more than that."""
    one = isinstance(expression, Count) and expression.at_least == 1 and expression.different is None
    return expression.leaves[0] if isinstance(expression, Count) and one and len(expression.leaves) == 1 else None


def _type(a: Leaf, b: Leaf) -> bool:
    return (a.what, a.side) == (b.what, b.side)


def _role(a: Leaf, b: Leaf) -> bool:
    return _narrower(a.by, b.by)


def _teller(a: Leaf, b: Leaf) -> bool:
    """Without tellers it is the actor or a source, which is no wider than a list of tellers."""
    return a.told_by == b.told_by or bool(b.told_by and _narrower(a.told_by, b.told_by))


def _link(a: Leaf, b: Leaf) -> bool:
    return b.answers in (None, a.answers)


def _after(a: Leaf, b: Leaf) -> bool:
    return b.after in (None, a.after)


def _window(a: Leaf, b: Leaf) -> bool:
    return b.within is None or (_from(a) == _from(b) and _at_most(a.within, b.within))


def _from(leaf: Leaf) -> tuple[bool, str | None]:
    """What a window counts from: what is answered, else what comes before."""
    return bool(leaf.answers), leaf.answers or leaf.after


def _channel(a: Leaf, b: Leaf) -> bool:
    return _narrower(a.channels, b.channels)


def _join(a: Leaf, b: Leaf) -> bool:
    """Of what both answer, the items that count for `a` must be among those that count for `b`."""
    among = a.parents == b.parents or (a.parents > 0 and not a.parents & ~b.parents)
    return not b.joined or (a.joined and a.answers == b.answers and among)


def _everyone(a: Leaf, b: Leaf) -> bool:
    return not b.everyone or (a.everyone and a.by == b.by)


def _age(a: Leaf, b: Leaf) -> bool:
    return _at_most(a.no_older_than, b.no_older_than)


def _grade(a: Leaf, b: Leaf) -> bool:
    """A yes of lower grade is a word for `b` only, and may leave one behind that counts for `a`."""
    return a.grade == b.grade or (a.grade > b.grade and not b.outcomes)


def _outcome(a: Leaf, b: Leaf) -> bool:
    return a.outcomes or not b.outcomes


def _test(a: Leaf, b: Leaf) -> bool:
    return b.test is None or (a.test is not None and ranges.follows(a.test, b.test))


def _narrower(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether what `a` admits is admitted by `b`; an empty set admits all."""
    return not b or (bool(a) and a <= b)


def _at_most(a: int | None, b: int | None) -> bool:
    return b is None or (a is not None and a <= b)


HEARD: tuple[Rule, ...] = (_type, _role, _teller, _link, _after, _window, _channel)
"""What makes an item a word for a leaf, whatever it says but for the grade of a yes (see `blocks.FORGIVEN`)."""
WEIGHED: tuple[Rule, ...] = (_join, _everyone, _age, _grade, _outcome, _test)


def _other_side(a: Leaf, b: Leaf) -> bool:
    return a.side != b.side


def _other_channel(a: Leaf, b: Leaf) -> bool:
    return bool(a.channels and b.channels) and not a.channels & b.channels


def _other_teller(a: Leaf, b: Leaf) -> bool:
    """An item has one teller, and a person one side (but maybe many roles)."""
    return bool(a.told_by and b.told_by) and a.told_by | b.told_by <= set(SIDES) and not a.told_by & b.told_by


def _other_values(a: Leaf, b: Leaf) -> bool:
    if a.test is None or b.test is None:
        return impossible(a) or impossible(b)
    return ranges.exclude(a.test, b.test)


APART: tuple[Rule, ...] = (_other_side, _other_channel, _other_teller, _other_values)
"""One of these is enough. Different roles are not among them: a person may hold two."""
