"""What the talk waits for now: who should say what, answering which item, with which fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gatecoach.clause import Expression, Leaf, counts, leaves
from gatecoach.coaching.admission import answerable, gate_leaves, is_asked, named
from gatecoach.coaching.remarks import outcomes_of
from gatecoach.coaching.session import Session
from gatecoach.coaching.steps import When, moment_of
from gatecoach.definition import FieldDef
from gatecoach.definition.plain import say
from gatecoach.gate import MET, Status, below, expected, judge, level, ranged, tally
from gatecoach.journey import world_of
from gatecoach.links import ancestors
from gatecoach.lower import Gate, Requirement
from gatecoach.resolve import World
from gatecoach.rows import Row


@dataclass(frozen=True, slots=True)
class Ask:
    """One word the talk waits for. `people` may say it; `answers` is the item it answers, if any.

    `outcomes` are the ways it may be meant, where it has to be read.
    """

    what: str
    title: str
    side: str
    people: tuple[str, ...]
    answers: str
    about: str
    fields: Mapping[str, FieldDef]
    gate: str
    requirement: str
    say: str
    outcomes: tuple[str, ...] = ()


def asks(session: Session, at: When) -> tuple[Ask, ...]:
    """Everything that can be said now towards the next gate, the first thing first; empty when closed."""
    if session.closed:
        return ()
    world = _now(session, at)
    course, found = session.subject.course, dict[tuple[str, str, str], Ask]()
    for gate in course.ways_out(session.progress.step):
        for each in _gate(world, gate):
            if is_asked(course, session.progress, each.what):
                found.setdefault((each.what, each.side, each.answers), each)
    return tuple(found.values())


def _now(session: Session, at: When) -> World:
    """All that was said and read, as of that moment; a clock that goes back makes nothing unsaid.

    Raises:
        UsageError: a time without a zone.
    """
    session.subject.framework.judged_at(at)
    return world_of(session.subject, moment_of(session.subject, at, session.progress.latest), session.progress.entered)


def sayable(session: Session, at: When) -> tuple[Ask, ...]:
    """Everything that would be taken now: first what the talk waits for, then what it does not need and may be said."""
    found = [*asks(session, at)]
    if session.closed:
        return ()
    course, known = session.subject.course, {(each.what, each.answers, who) for each in found for who in each.people}
    world = _now(session, at)
    for gate in course.ways_out(session.progress.step):
        for what in course.types:
            if what in named(course, gate) and is_asked(course, session.progress, what):
                for each in _anew(world, gate, what):
                    people = tuple(who for who in each.people if (what, each.answers, who) not in known)
                    known |= {(what, each.answers, who) for who in people}
                    found += [replace(each, people=people)] if people else []
    return tuple(found)


def _anew(world: World, gate: Gate, what: str) -> Iterator[Ask]:
    """One more of a type, for each item that it may answer."""
    kind = world.journey.types[what]
    spot = _Spot(world, gate, gate.requirements[0], world.rows, None)
    people = [each.id for side in kind.side for each in world.participants(side)]
    rows = answerable(world, kind.answers or "")
    own = [row for row in rows if not row.foreign]
    ups = own or rows if kind.answers else [None]
    yield from (spot.ask(what, " or ".join(kind.side), people, up) for up in ups)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in a gate we are: one requirement, for one item of its `for-each` where it has one."""

    world: World
    gate: Gate
    requirement: Requirement
    rows: Sequence[Row]
    item: Row | None

    def ask(self, what: str, side: str, people: Sequence[str], up: Row | None) -> Ask:
        """The ask for one evidence type at this spot."""
        kind = self.world.journey.types[what]
        return Ask(
            what=what,
            title=say(kind.title, default=what),
            side=side,
            people=tuple(people),
            answers=up.fact.id if up else "",
            about=_words(up) if up else "",
            fields=kind.fields,
            gate=self.gate.id,
            requirement=self.requirement.id,
            say=say(self.requirement.text),
            outcomes=outcomes_of(self.world.journey, what),
        )


def _gate(world: World, gate: Gate) -> Iterator[Ask]:
    """What a gate on the way waits for: not what is waived, nor what does not apply, nor what is only recorded."""
    waiting = [each.requirement for each in judge(world, gate).requirements if not each.good(Status.WAIVED)]
    for requirement in [each for each in waiting if each.mode != "report"]:
        for spot in _spots(world, gate, requirement):
            for tree in requirement.sides.values():
                yield from _side(spot, tree)


def _spots(world: World, gate: Gate, requirement: Requirement) -> Iterator[_Spot]:
    if requirement.for_each is None:
        yield _Spot(world, gate, requirement, world.rows, None)
        return
    for item in ranged(world, requirement.for_each):
        yield _Spot(world, gate, requirement, below(world, item, requirement.for_each.what), item)


def _side(spot: _Spot, tree: Expression) -> Iterator[Ask]:
    """What one side still owes; nothing where it has done its part."""
    if level(spot.world, spot.rows, tree, same=spot.item is not None) == MET:
        return
    for count in counts(tree):
        if tally(spot.world, spot.rows, count, same=spot.item is not None) != MET:
            for leaf in count.leaves:
                yield from _leaf(spot, leaf)


def _leaf(spot: _Spot, leaf: Leaf) -> Iterator[Ask]:
    if leaf.answers is None:
        yield from _open(spot, leaf, spot.item)
        return
    above = [up for up in _here(spot, leaf.answers) if not leaf.joined or up.mask & leaf.parents]
    for up in above:
        yield from _open(spot, leaf, up)
    if not above and leaf.answers not in {each.what for each in _beside(spot)}:
        yield from _first(spot, leaf.answers)


def _here(spot: _Spot, what: str) -> list[Row]:
    """The items of a type that may be answered at this spot."""
    found = answerable(spot.world, what)
    return [row for row in found if spot.item is None or row is spot.item or row in spot.rows]


def _beside(spot: _Spot) -> Iterator[Leaf]:
    """What is asked for by name at the same spot: for one item in its requirement, else anywhere at the gate."""
    if spot.item is None:
        return gate_leaves(spot.gate)
    return (leaf for tree in spot.requirement.sides.values() for leaf in leaves(tree))


def _open(spot: _Spot, leaf: Leaf, up: Row | None) -> Iterator[Ask]:
    """The ask to those who have not said it yet; where all have, and it is too little, to all of them again."""
    said = {
        row.fact.by
        for row in spot.rows
        if row.mask & leaf.bit and (up is None or up in ancestors(row, up.fact.what or ""))
    }
    people = [each.id for each in expected(spot.world, leaf)]
    waited = [each for each in people if leaf.everyone and each not in said] or people
    if waited:
        yield spot.ask(leaf.what, leaf.side, waited, up)


def _first(spot: _Spot, what: str) -> Iterator[Ask]:
    """What must be said before anybody can answer it: a type no side is asked for by name."""
    kind = spot.world.journey.types[what]
    people = [each.id for side in kind.side for each in spot.world.participants(side)]
    above = _here(spot, kind.answers) if kind.answers else [spot.item]
    yield from (spot.ask(what, " or ".join(kind.side), people, up) for up in above if people)
    if kind.answers and not above:
        yield from _first(spot, kind.answers)


def _words(row: Row) -> str:
    """An item in its own words: its text, else its fields."""
    return row.fact.text or ", ".join(str(value) for value in row.values.values())
