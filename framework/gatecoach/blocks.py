"""What keeps an item from counting for a leaf: one rule per near miss, each giving the bits it blocks."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

from gatecoach.clause import Leaf
from gatecoach.links import ancestors, certainly_after, earlier
from gatecoach.resolve import World, channel, grade, told
from gatecoach.rows import Row

Rule = Callable[[World, Row, Leaf], str]


def mark(world: World) -> None:
    """Give every row its masks: first alone, then without superseded words, then joined to what it answers."""
    by_type: dict[str | None, list[Leaf]] = {}
    for leaf in world.journey.leaves:
        by_type.setdefault(leaf.what, []).append(leaf)
    for row in world.rows:
        if not row.foreign:
            _mark_alone(world, row, by_type.get(row.fact.what, []))
    _supersede(world)
    _join(world, "mask")
    _join(world, "mask0")


def _mark_alone(world: World, row: Row, leaves: list[Leaf]) -> None:
    for leaf in leaves:
        codes = list(misses(world, row, leaf))
        row.blocked += [(code, leaf.bit) for code in codes]
        if not codes:
            row.mask |= leaf.bit
        if all(code == "expired" for code in codes):
            row.mask0 |= leaf.bit
        if leaf.outcomes and row.sign is not None and FORGIVEN[row.sign < 0].issuperset(codes):
            row.words |= leaf.bit


def misses(world: World, row: Row, leaf: Leaf) -> Iterator[str]:
    """Why the item does not count for the leaf, most basic first; nothing when it does."""
    if row.state:
        yield row.state
    for rule in RULES:
        code = rule(world, row, leaf)
        if code:
            yield code


def _side(_world: World, row: Row, leaf: Leaf) -> str:
    return "wrong-side" if row.person and row.person.side != leaf.side else ""


def _role(_world: World, row: Row, leaf: Leaf) -> str:
    right_side = row.person is not None and row.person.side == leaf.side
    return "wrong-role" if right_side and leaf.by and not leaf.by & row.roles else ""


def _teller(world: World, row: Row, leaf: Leaf) -> str:
    return "" if told(world, row, leaf.told_by) else "wrong-teller"


def _order(world: World, row: Row, leaf: Leaf) -> str:
    """In a talk an item counts for a gate only if recorded since the talk entered the stage before it."""
    if world.entered is None:
        return ""
    since = next(world.entered.get(gate.source) for gate in world.journey.gates.values() if gate.mask & leaf.bit)
    return "too-early" if since is None or row.order < since else ""


def parents(world: World, row: Row, leaf: Leaf) -> list[Row]:
    """The earlier items of the type the leaf answers that the item hangs under."""
    ordered = world.journey.conversation
    return [up for up in ancestors(row, leaf.answers or "") if earlier(up, row, ordered=ordered)]


def _link(world: World, row: Row, leaf: Leaf) -> str:
    if leaf.answers is None:
        return ""
    if not ancestors(row, leaf.answers):
        return "not-linked"
    timely = parents(world, row, leaf)
    if not timely:
        return "before-what-it-answers"
    return "" if _current(timely) else "answers-older-version"


def _current(rows: list[Row]) -> list[Row]:
    """Those that nothing has replaced."""
    return [row for row in rows if row.state != "answers-older-version"]


def _after(world: World, row: Row, leaf: Leaf) -> str:
    return "" if leaf.after is None or _before(world, row, leaf) else "before-what-it-answers"


def _before(world: World, row: Row, leaf: Leaf) -> list[Row]:
    ordered = world.journey.conversation
    firsts = [up for up in world.rows if up.fact.what == leaf.after and not up.state]
    rightly = [up for up in firsts if up.foreign or (up.kind and told(world, up, up.kind.told_by))]
    return [up for up in rightly if certainly_after(up, row, ordered=ordered)]


def _window(world: World, row: Row, leaf: Leaf) -> str:
    if leaf.within is None:
        return ""
    from_ = _current(parents(world, row, leaf)) if leaf.answers else _before(world, row, leaf)
    late = from_ and all(row.span.day - up.span.day > leaf.within for up in from_)
    return "too-late" if late else ""


def _channel(world: World, row: Row, leaf: Leaf) -> str:
    return "wrong-channel" if leaf.channels and channel(world, row) not in leaf.channels else ""


def _grade(_world: World, row: Row, leaf: Leaf) -> str:
    return "grade-too-low" if grade(row) < leaf.grade else ""


def _outcome(_world: World, row: Row, leaf: Leaf) -> str:
    if not leaf.outcomes:
        return ""
    return "outcome-unread" if row.sign is None else "outcome-against" if row.sign < 0 else ""


def _test(_world: World, row: Row, leaf: Leaf) -> str:
    if leaf.test is None:
        return ""
    held = leaf.test.holds(row.values, row.span.day)
    return "field-unknown" if held is None else "" if held else "field-not-accepted"


def _age(world: World, row: Row, leaf: Leaf) -> str:
    old = leaf.no_older_than is not None and world.at.day - row.span.day > leaf.no_older_than
    return "expired" if old else ""


RULES: tuple[Rule, ...] = (
    _side, _role, _teller, _order, _link, _after, _window, _channel, _grade, _outcome, _test, _age,
)  # fmt: skip
NO = frozenset({"grade-too-low", "expired", "outcome-against", "field-not-accepted", "field-unknown"})
FORGIVEN = {True: NO, False: NO - {"grade-too-low"}}
"""What does not take a no, or a yes, the force of a word. A no counts whatever its grade, but no yes that is worth less
than the clause asks for can take it back: that would open a way around it for whoever can make up a mail."""


def _supersede(world: World) -> None:
    """Per person the last word on the same thing counts; equal or uncertain order: against wins."""
    things: dict[tuple[str, str | None, int], list[Row]] = {}
    spoken = [row for row in world.rows if row.words]
    for row in spoken:
        for thing in _things(row):
            things.setdefault(thing, []).append(row)
    for row in spoken:
        ordered = world.journey.conversation
        newer = [[other for other in things[thing] if _outdates(other, row, ordered=ordered)] for thing in _things(row)]
        row.superseded = functools.reduce(int.__and__, (_bits(each) for each in newer), row.words)
        opposed = any((other.sign or 0) < 0 for each in newer for other in each)
        if opposed:
            row.blocked.append(("outcome-against", row.superseded & row.mask0))
    for row in spoken:
        row.words &= ~row.superseded
        row.mask &= ~row.superseded
        row.mask0 &= ~row.superseded


def _things(row: Row) -> list[tuple[str, str | None, int]]:
    """What a word is about, one by one: who spoke, the type, and each item it answers (else the type alone)."""
    return [(row.fact.by, row.fact.what, id(up)) for up in row.answered or (None,)]


def _bits(rows: list[Row]) -> int:
    return functools.reduce(int.__or__, (row.words for row in rows), 0)


def _outdates(other: Row, row: Row, *, ordered: bool) -> bool:
    """Whether a word of the same person comes after another: in a talk by the order of recording."""
    if other is row or ordered:
        return other.order > row.order
    if (row.sign or 0) > 0 and (other.sign or 0) < 0:
        return other.span.end >= row.span.start
    return other.span.start > row.span.end


def _join(world: World, name: str) -> None:
    """An item that answers what the other side names counts only with one of that side's counting items."""
    joined = [leaf for leaf in world.journey.leaves if leaf.parents]
    for leaf in joined:
        for row in world.rows:
            if getattr(row, name) & leaf.bit and not _joins(world, row, leaf, name):
                setattr(row, name, getattr(row, name) & ~leaf.bit)
                row.blocked.append(("not-linked", leaf.bit))


def _joins(world: World, row: Row, leaf: Leaf, name: str) -> bool:
    near = [up for up in parents(world, row, leaf) if leaf.within is None or row.span.day - up.span.day <= leaf.within]
    return any(getattr(up, name) & leaf.parents for up in near)
