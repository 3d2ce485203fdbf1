"""Sets of steps for people: alike ones told as one way, with who may do what, in answer to what."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gatecoach.condition import Condition
from gatecoach.definition import say
from gatecoach.facts import AnyFact, Evidence, Person, Value
from gatecoach.lower import OUTCOME
from gatecoach.missing.search import Chosen
from gatecoach.missing.steps import Act, Link, Step
from gatecoach.missing.universe import Universe
from gatecoach.resolve import TYPED_CHANNEL

CHOICES = 5000
"""So many choices of people are compared before sets are told one by one."""


@dataclass(frozen=True, slots=True)
class Hypothetical:
    """One thing to happen: something of a type, or (with `item`) the reading of an item that is there.

    `who` are the people who could do it, ids of those who take part; none where it takes somebody new in one
    of the `roles` (`newcomer`). `answers` are ids of items, or numbers of other things of the same way;
    `instead` would be answered just as well. `source` is named where sources have to differ. `others` are the
    numbers of what somebody else has to do.
    """

    number: int
    what: str
    title: str
    side: str
    who: tuple[str, ...]
    roles: tuple[str, ...] = ()
    newcomer: bool = False
    item: str = ""
    answers: tuple[str | int, ...] = ()
    instead: tuple[str, ...] = ()
    others: tuple[int, ...] = ()
    told_by: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    source: str = ""
    fields: Mapping[str, Value] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    grade: str = "asserted"
    days_before: int = 0
    serves: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The thing for a machine."""
        plain = {name.replace("_", "-"): getattr(self, name) for name in self.__slots__}
        return {name: list(each) if isinstance(each, tuple) else each for name, each in plain.items()}


@dataclass(frozen=True, slots=True)
class Way:
    """One smallest set of things that would open the gate.

    `evidence` is the same as facts, with one choice of people: hand it to `what_if`.
    """

    things: tuple[Hypothetical, ...]
    evidence: tuple[AnyFact | Person, ...]

    def as_dict(self) -> dict[str, Any]:
        """The way for a machine."""
        return {"things": [each.as_dict() for each in self.things]}


def told(universe: Universe, found: Sequence[Chosen]) -> list[Way]:
    """The sets as ways: those that differ only in who does it are one, where every choice of them would do."""
    groups: dict[tuple[object, ...], list[Chosen]] = {}
    once: dict[object, Chosen] = {}
    for chosen in found:
        once.setdefault(content(universe, chosen), chosen)
    for chosen in once.values():
        groups.setdefault(_shape(universe, chosen), []).append(chosen)
    every = [way for group in groups.values() for way in _merged(universe, group)]
    unlike = [way for place, way in enumerate(every) if all(way.things != each.things for each in every[:place])]
    return sorted(unlike, key=lambda way: sum(not each.item for each in way.things))


def content(universe: Universe, chosen: Chosen) -> object:
    """What a set of steps consists of, people included: two sets of one content are the same facts."""
    return tuple(sorted(repr(_skeleton(universe, number, people=True)) for number in chosen))


def _shape(universe: Universe, chosen: Chosen) -> tuple[object, ...]:
    """A set without its people."""
    return tuple(sorted(_key(universe, number) for number in chosen))


def _skeleton(universe: Universe, number: int, *, people: bool = False) -> tuple[object, ...]:
    """A step with all that it hangs under, the same whatever the numbers of these steps are."""
    act = universe.steps[number].act
    links = tuple(_skeleton(universe, each, people=people) if isinstance(each, int) else each for each in act.links)
    who = (act.by, act.told_by) if people else ()
    return (act.what, links, act.source, act.back, act.fields, act.outcome, act.reads, who)


def _merged(universe: Universe, group: Sequence[Chosen]) -> Iterator[Way]:
    """One way for the whole group where it is every choice of people for each thing; else one for each set."""
    pools: dict[str, set[str]] = {}
    for number in (number for chosen in group for number in chosen):
        pools.setdefault(_key(universe, number), set()).add(universe.steps[number].act.by)
    first, *others = group
    if others and not _nested(universe, first) and _complete(universe, group, pools):
        yield _way(universe, first, pools)
    else:
        yield from (_way(universe, chosen, {}) for chosen in group)


def _complete(universe: Universe, group: Sequence[Chosen], pools: Mapping[str, set[str]]) -> bool:
    """Whether everybody of a pool may do each thing, but for things that different people have to do."""
    first, *_ = group
    order = sorted(first)
    if math.prod(len(pools[_key(universe, number)]) for number in order) > CHOICES:
        return False
    every = itertools.product(*(sorted(pools[_key(universe, number)]) for number in order))
    rivals = [(a, b) for a, b in itertools.combinations(range(len(order)), 2) if rival(universe, order[a], order[b])]
    possible = {
        tuple(sorted((_key(universe, number), by) for number, by in zip(order, pick, strict=True)))
        for pick in every
        if all(pick[a] != pick[b] for a, b in rivals)
    }
    return possible == {
        tuple(sorted((_key(universe, number), universe.steps[number].act.by) for number in chosen)) for chosen in group
    }


def rival(universe: Universe, first: int, second: int) -> bool:
    """Whether two steps count together where people have to differ."""
    one, two = universe.steps[first], universe.steps[second]
    uses = universe.ground.asked.used(one.act.what)
    apart = [use.count.mask for use in uses if use.leaf.everyone or use.count.different in ("person", "role")]
    return not (one.act.reads or two.act.reads) and any(one.mask & mask and two.mask & mask for mask in apart)


def _key(universe: Universe, number: int) -> str:
    return repr(_skeleton(universe, number))


def _nested(universe: Universe, chosen: Chosen) -> bool:
    """Whether one of several alike things is answered by another thing of the set: then who does what is tied."""
    shapes = [_key(universe, number) for number in chosen]
    answered = {link for number in chosen for link in universe.steps[number].act.links if isinstance(link, int)}
    return any(shapes.count(_key(universe, number)) > 1 for number in answered)


def _way(universe: Universe, chosen: Chosen, pools: Mapping[str, set[str]]) -> Way:
    order = sorted(chosen, key=lambda number: (universe.steps[number].act.reads is None, number))
    numbers = {number: place for place, number in enumerate(order, start=1)}
    words = _Told(universe, numbers, pools)
    return Way(tuple(words.thing(number) for number in order), tuple(_evidence(universe, order, numbers)))


def _evidence(universe: Universe, order: Iterable[int], numbers: Mapping[int, int]) -> Iterator[AnyFact | Person]:
    ground = universe.ground
    ids = {ground.name(number): ground.name(place) for number, place in numbers.items()}
    acting: dict[str, Person] = {}
    facts: list[AnyFact] = []
    for number in order:
        act = universe.steps[number].act
        acting |= {name: ground.fresh[name] for name in (act.by, act.told_by) if name in ground.fresh}
        made = ground.facts_of(act, ground.name(numbers[number]))
        facts += [_answering(each, ids) if isinstance(each, Evidence) else each for each in made]
    yield from acting.values()
    yield from facts


def _answering(item: Evidence, ids: Mapping[str, str]) -> Evidence:
    """The item in answer to what is called so now."""
    return item.model_copy(update={"answers": tuple(ids.get(each, each) for each in item.answers)})


class _Told:
    """The steps of one way, said."""

    def __init__(self, universe: Universe, numbers: Mapping[int, int], pools: Mapping[str, set[str]]) -> None:
        self.universe = universe
        self.ground = universe.ground
        self.asked = universe.ground.asked
        self.numbers = numbers
        self.pools = pools

    def thing(self, number: int) -> Hypothetical:
        """One step."""
        step = self.universe.steps[number]
        act, kind = step.act, self.asked.kind(step.act.what)
        known = self._known(number)
        return Hypothetical(
            number=self.numbers[number],
            what=act.what,
            title=say(kind.title, default=act.what),
            side=self._side(act),
            who=tuple(each for each in known if each not in self.ground.fresh),
            roles=self._roles(act),
            newcomer=any(each in self.ground.fresh for each in known),
            item=act.reads[1] if act.reads else "",
            answers=tuple(self._answer(link) for link in act.links),
            instead=tuple(each[1] for each in step.instead if not isinstance(each, int)),
            others=self._others(number),
            told_by=() if act.told_by == act.by else (act.told_by,),
            channels=() if act.reads else tuple(kind.seen_in),
            source=(act.source or TYPED_CHANNEL) if "source" in self.asked.apart(act.what) else "",
            fields=dict(act.fields),
            conditions=self._conditions(step),
            outcomes=self._outcomes(act),
            grade="asserted" if act.reads else self.asked.grade(act.what),
            days_before=act.back,
            serves=self._serves(step),
        )

    def _known(self, number: int) -> tuple[str, ...]:
        """Everybody who could do it: the people of all sets of this way, and those like them."""
        step = self.universe.steps[number]
        if step.act.reads:
            return tuple(each.id for each in self.ground.subject.people if self.ground.base.takes_part(each))
        key = _key(self.universe, number)
        pool = self.pools.get(key, {step.act.by})
        steps = enumerate(self.universe.steps)
        who = {by for n, each in steps if each.act.by in pool and _key(self.universe, n) == key for by in each.who}
        order = [*(each.id for each in self.ground.subject.people), *self.ground.fresh]
        return tuple(sorted(who, key=order.index))

    def _others(self, number: int) -> tuple[int, ...]:
        """The numbers of the things of this way that somebody else has to do."""
        known = set(self._known(number))
        rivals = (each for each in self.numbers if each != number and rival(self.universe, number, each))
        return tuple(sorted(self.numbers[each] for each in rivals if known & set(self._known(each))))

    def _side(self, act: Act) -> str:
        if act.reads:
            return ""
        person = self.ground.subject.person(act.by) or self.ground.fresh[act.by]
        return person.side

    def _roles(self, act: Act) -> tuple[str, ...]:
        return (
            () if act.reads else tuple(sorted({role for _, roles in self.asked.accepted(act.what) for role in roles}))
        )

    def _answer(self, link: Link) -> str | int:
        return self.numbers[link] if isinstance(link, int) else link[1]

    def _conditions(self, step: Step) -> tuple[str, ...]:
        tests = [use.leaf.test for use in self.asked.used(step.act.what) if use.leaf.bit & step.mask and use.leaf.test]
        return tuple(dict.fromkeys(test.sentence() for test in tests))

    def _outcomes(self, act: Act) -> tuple[str, ...]:
        """The readings that would do."""
        kind = self.asked.kind(act.what)
        if kind.outcomes is None:
            return ()
        wanted, harmful = self.asked.tests(act.what)
        tests: list[Condition] = [*wanted, *harmful]
        named = any(OUTCOME in test.fields() for test in tests)
        return (act.outcome,) if named else tuple(kind.outcomes.for_)

    def _serves(self, step: Step) -> tuple[str, ...]:
        uses = self.asked.used(step.act.what)
        bits = step.mask | step.words
        return tuple(dict.fromkeys(f"{use.requirement.id}.{use.side}" for use in uses if use.leaf.bit & bits))
