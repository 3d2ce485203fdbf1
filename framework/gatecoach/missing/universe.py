"""All steps worth thinking about: for every type a gate asks for, who could do it, answering what, saying what.

A hypothetical item is complete, rightly told and read as agreement, it happens at the moment asked, and it
answers at most one item of each type. Steps that the kernel cannot tell apart are one step.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gatecoach.condition import Typed
from gatecoach.facts import AnyFact, Person
from gatecoach.gate import ranged
from gatecoach.journey import world_of
from gatecoach.links import HOPS, ancestors
from gatecoach.lower import OUTCOME, Gate
from gatecoach.missing.asked import Asked
from gatecoach.missing.people import known, newcomers, standing_for, teller
from gatecoach.missing.steps import Act, Ground, Key, Link, Step, unused
from gatecoach.missing.values import Asks, Filled, fillings, written
from gatecoach.resolve import TYPED_CHANNEL, World
from gatecoach.rows import Row
from gatecoach.subject import Subject
from gatecoach.time import Span

MOST = 4000
"""So many ways to do one act are looked at."""


_Option = tuple[Link, frozenset[int], frozenset[str]]
"""Something to answer, the steps that takes besides, and the types found from there up."""
_Way = tuple[tuple[Link, ...], frozenset[int], frozenset[str]]


@dataclass(slots=True)
class Universe:
    """The steps by number, and for each type without a useful one what keeps its items from counting."""

    ground: Ground
    steps: list[Step] = field(default_factory=list)
    barred: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, subject: Subject, gate: Gate, at: Span) -> Universe:
        """Every step that could help a subject through a gate."""
        base = world_of(subject, at)
        asked = Asked.of(base, gate)
        order = asked.order()
        ranks = {what: rank for rank, what in enumerate(order)}
        universe = cls(Ground(subject, gate, at, base, asked, unused(subject), {}, ranks))
        universe.meet(person for what in order for person in newcomers(base, asked, what))
        universe._read(order)
        for what in order:
            universe._build(what)
        return universe

    def meet(self, people: Iterable[Person]) -> None:
        """Know these people, who do not take part yet, from now on."""
        fresh = {**self.ground.fresh, **{each.id: each for each in people}}
        self.ground = replace(self.ground, fresh=fresh)

    def facts(self, chosen: Iterable[int]) -> list[AnyFact]:
        """The facts of these steps, in an order in which they may be recorded."""
        acts = ((number, self.steps[number].act) for number in sorted(chosen))
        return [fact for number, act in acts for fact in self.ground.facts_of(act, self.ground.name(number))]

    def world(self, chosen: Iterable[int]) -> World:
        """The world if these steps were taken."""
        return self.ground.world(self.facts(chosen))

    def of_type(self, what: str) -> Iterator[tuple[int, Step]]:
        """The new items of a type that others may answer."""
        for number, step in enumerate(self.steps):
            if step.act.what == what and step.act.reads is None and not step.act.copy:
                yield number, step

    def _read(self, order: list[str]) -> None:
        """The readings of the items that nobody has read yet."""
        for row in self.ground.base.rows:
            what, outcomes = row.fact.what, row.kind.outcomes if row.kind else None
            if what in order and outcomes and self._unread(row):
                self._keep(_Crowd(self, what), [Act(what, outcome=each, reads=row.key) for each in outcomes.for_])

    def _unread(self, row: Row) -> bool:
        """Whether a reading would be the first of this item, and be about it. Its author is known: that is a reader."""
        alive = row.sign is None and not row.state and not row.foreign
        return alive and self.ground.base.index.find(row.fact.id, "") is row

    def _build(self, what: str) -> None:
        crowd = _Crowd(self, what)
        self._keep(crowd, list(itertools.islice(crowd.acts(), MOST)))

    def _keep(self, crowd: _Crowd, acts: Sequence[Act]) -> None:
        """Judge the acts, keep one of those that are alike, and as many copies as a count may want."""
        for step in crowd.reduced(crowd.judged(acts)):
            self._add(step)
            for _ in range(1, 0 if step.act.reads else crowd.copies):
                last = len(self.steps) - 1
                act = replace(step.act, copy=self.steps[last].act.copy + 1, extra=step.act.extra | {last})
                self._add(replace(step, act=act))

    def _add(self, step: Step) -> None:
        number = len(self.steps)
        below = (self.steps[first].needs for first in step.act.first)
        self.steps.append(replace(step, needs=frozenset({number}).union(*below)))


@dataclass(frozen=True, slots=True)
class _Seen:
    """One act as the kernel sees it in the world it needs."""

    act: Act
    mask: int
    words: int
    under: frozenset[Key]
    above: frozenset[str]
    opens: frozenset[str]
    blocked: tuple[str, ...]


class _Crowd:
    """The possible acts of one type."""

    def __init__(self, universe: Universe, what: str) -> None:
        self.universe = universe
        self.asked = universe.ground.asked
        self.base = universe.ground.base
        self.what = what
        self.kind = self.asked.kind(what)
        self.apart = self.asked.apart(what)
        self.copies = self.asked.most(what, None)

    @property
    def ground(self) -> Ground:
        """What the steps are taken on, as it is known by now."""
        return self.universe.ground

    # -- what an act may be ---------------------------------------------------------------------------------

    def acts(self) -> Iterator[Act]:
        """Every way to do it."""
        actors, sources = self._actors(), self._sources()
        for back in self.backs():
            filled = self._filled(back)
            for by, (links, extra), values in itertools.product(actors, self._linked(), filled):
                for source, told_by in itertools.product(self._through(sources, links), self._tellers(by)):
                    fields = tuple(sorted(written(values).items()))
                    outcome = str(values.get(OUTCOME, ""))
                    yield Act(self.what, by, links, source, told_by, back, fields, outcome, extra=extra)

    def _actors(self) -> list[str]:
        sides = self.asked.accepted(self.what)
        here = [each.id for side, roles in sides for each in known(self.base, side, roles)]
        new = newcomers(self.base, self.asked, self.what)
        if "everyone" in self.apart:
            new += [each for each in self.ground.fresh.values() if self._accepts(each)]
        return list(dict.fromkeys([*here, *(each.id for each in new)]))

    def _accepts(self, person: Person) -> bool:
        held = person.roles_on(self.base.today)
        return any(
            person.side == side and (not roles or roles & held) for side, roles in self.asked.accepted(self.what)
        )

    def _tellers(self, by: str) -> list[str]:
        """The actor, and for every leaf that only others may tell somebody who may."""
        others = [teller(self.base, each) for each in self.asked.tellers(self.what) if each]
        self.universe.meet(each for each in others if self.ground.subject.person(each.id) is None)
        return list(dict.fromkeys([by, *(each.id for each in others)]))

    def _sources(self) -> list[str | None]:
        """The sources it may come from: none, or those whose channel the type is seen in."""
        channels, sources = self.kind.seen_in, self.ground.subject.sources
        fitting = [each for each in sorted(sources) if not channels or sources[each] in channels]
        return [*([None] if not channels or TYPED_CHANNEL in channels else []), *fitting]

    def _through(self, sources: Sequence[str | None], links: Sequence[Link]) -> list[str | None]:
        """The sources in which its links mean the items they are to mean; one, unless sources have to differ."""
        keys = [each for each in links if not isinstance(each, int)]
        fitting = [source for source in sources if all(self._means(key, source) for key in keys)]
        return fitting if "source" in self.apart else fitting[:1]

    def _means(self, key: Key, source: str | None) -> bool:
        found = self.base.index.find(key[1], source or "")
        return found is not None and found.key == key

    def backs(self) -> list[int]:
        """How many days back it may be: today, and where days have to differ the free days before."""
        days = self.free() if "day" in self.apart else [0]
        later = [_Crowd(self.universe, each) for each in self.asked.uses if self.what in self.asked.firsts(each)]
        early = [max(each.free()) for each in later if "day" in each.apart]
        return sorted({*days, *early})

    def free(self) -> list[int]:
        """Today and the days before it on which nothing that counts has happened, as many as have to differ."""
        bits = sum({use.leaf.bit for use in self.asked.used(self.what)})
        taken = {self.base.at.day - row.span.day for row in self.base.rows if row.mask & bits}
        wanted = self._wanted("day", taken)
        free = (back for back in itertools.count() if back not in taken)
        return sorted({0, *itertools.islice(free, wanted)})

    def _wanted(self, different: str, there: Collection[object]) -> int:
        """How many more values of what has to differ a count may want; all of them where those there may not do."""
        alike = not self.kind.outcomes and not any(use.requirement.for_each for use in self.asked.used(self.what))
        single = len(self.asked.used(self.what)) == 1
        return max(0, self.asked.most(self.what, different) - (len(there) if alike and single else 0))

    def _filled(self, back: int) -> list[Filled]:
        wanted, harmful = self.asked.tests(self.what)
        named = [each for each in self.apart if each in self.kind.fields]
        vary = [(name, self._wanted(name, self._values(name)), self._values(name)) for name in named[:1]]
        day = self.ground.day_of(Act(self.what, back=back))
        return fillings(self.kind, Asks(wanted, harmful, vary[0] if vary else None), day)

    def _values(self, name: str) -> frozenset[Typed]:
        """The values of a field in items that count."""
        bits = sum({use.leaf.bit for use in self.asked.used(self.what)})
        return frozenset(row.values[name] for row in self.base.rows if row.mask & bits and name in row.values)

    # -- what it hangs under --------------------------------------------------------------------------------

    def _linked(self) -> list[tuple[tuple[Link, ...], frozenset[int]]]:
        """What it may answer, with the steps this takes besides."""
        found = [each for names in self.asked.under(self.what) for each in self._under(names)]
        afters = [self._after(what) for what in self.asked.befores(self.what)]
        extras = [frozenset().union(*each) for each in itertools.product(*afters)]
        return list(dict.fromkeys((links, needs | extra) for (links, needs), extra in itertools.product(found, extras)))

    def _after(self, what: str) -> list[frozenset[int]]:
        return [frozenset(), *(frozenset({number}) for number, _ in self.universe.of_type(what))]

    def _under(self, names: Sequence[str]) -> Iterator[tuple[tuple[Link, ...], frozenset[int]]]:
        """One item of each of these types, itself or further up."""
        ways: list[_Way] = [((), frozenset(), frozenset())]
        for name in names:
            options = list(self._options(name))
            ways = [grown for way in ways for grown in ([way] if name in way[2] else _grown(way, options))]
        yield from ((links, needs) for links, needs, _ in ways)

    def _options(self, name: str) -> Iterator[_Option]:
        readings = {step.act.reads: number for number, step in enumerate(self.universe.steps) if step.act.reads}
        for row in self.base.rows:
            if row.fact.what == name:
                yield row.key, frozenset(), _above(row)
                if row.key in readings and not row.foreign:
                    yield row.key, frozenset({readings[row.key]}), _above(row)
        for number, step in self.universe.of_type(name):
            yield number, frozenset(), step.above

    # -- what the kernel makes of it ------------------------------------------------------------------------

    def judged(self, acts: Sequence[Act]) -> list[_Seen]:
        """Each act in the world that it needs and nothing more."""
        groups: dict[tuple[frozenset[int], int, bool], list[Act]] = {}
        for act in acts:
            alone = act.reads is not None
            groups.setdefault((act.first, act.back, alone), []).append(act)
        return [seen for (first, _, alone), each in groups.items() for seen in self._judged(first, each, alone=alone)]

    def _judged(self, first: frozenset[int], acts: Sequence[Act], *, alone: bool) -> Iterator[_Seen]:
        if alone and len(acts) > 1:
            for act in acts:
                yield from self._judged(first, [act], alone=True)
            return
        needed = frozenset().union(*(self.universe.steps[number].needs for number in first))
        ids = [f"{self.ground.names}t{number}" for number in range(len(acts))]
        facts = [fact for act, id_ in zip(acts, ids, strict=True) for fact in self.ground.facts_of(act, id_)]
        world = self.ground.world([*self.universe.facts(needed), *facts])
        rows = {row.key: row for row in world.rows if not row.foreign}
        opened = {r.id: ranged(world, r.for_each) for r in self.asked.requirements if r.for_each}
        for act, id_ in zip(acts, ids, strict=True):
            yield self._seen(act, rows[act.reads or (act.source or "", id_)], opened)

    def _seen(self, act: Act, row: Row, opened: dict[str, list[Row]]) -> _Seen:
        bits = self.asked.bits
        under = frozenset(up.key for name in self.asked.ranged() for up in ancestors(row, name))
        opens = frozenset(id_ for id_, rows in opened.items() if row in rows)
        blocked = tuple(dict.fromkeys(code for code, bit in row.blocked if bit & bits))
        return _Seen(act, row.mask & bits, row.words & bits, under, _above(row), opens, blocked)

    # -- one of those that are alike ------------------------------------------------------------------------

    def reduced(self, seen: Sequence[_Seen]) -> list[Step]:
        """One step for all that nothing can tell apart; useless ones only where others answer them."""
        useful = [each for each in seen if each.mask | each.words]
        if not useful and self.asked.used(self.what) and seen:
            self.universe.barred[self.what] = tuple(dict.fromkeys(code for each in seen for code in each.blocked))
        kept = useful or (list(seen) if self._answered() else [])
        groups: dict[object, list[_Seen]] = {}
        for each in kept:
            groups.setdefault(self._alike(each), []).append(each)
        steps = [step for group in self._undominated(groups) for step in self._represented(group)]
        return sorted(steps, key=lambda step: (step.act.reads is None, len(step.act.first)))

    def _answered(self) -> bool:
        return any(self.what in self.asked.firsts(other) for other in self.asked.order() if other != self.what)

    def _alike(self, seen: _Seen) -> tuple[object, ...]:
        act = seen.act
        new = tuple(link for link in act.links if isinstance(link, int))
        return (
            (seen.mask, seen.words, seen.opens, self._varied(act)),
            (self._person(act.by), new if not self._bound(act.by) else act.links, len(act.links)),
            (seen.under, act.source if "source" in self.apart else None, act.back, act.reads),
            act.extra,
        )

    def _undominated(self, groups: dict[object, list[_Seen]]) -> Iterator[list[_Seen]]:
        """The groups that no other outdoes with fewer steps, more leaves or less harm."""
        for key, group in groups.items():
            if not any(_outdone(key, other) for other in groups):
                yield group

    def _varied(self, act: Act) -> tuple[object, ...]:
        return tuple(dict(act.fields).get(name) for name in sorted(self.apart))

    def _person(self, by: str) -> object:
        """What tells this person from others for this type; the same for all of whom nothing does."""
        if "everyone" in self.apart or self._spoken(by):
            return by
        uses = [use for use in self.asked.used(self.what) if use.count.different in ("person", "role")]
        counted = tuple(any(row.mask & use.count.mask and row.fact.by == by for row in self.base.rows) for use in uses)
        found = self.ground.subject.person(by) or self.ground.fresh.get(by)
        held = found.roles_on(self.base.today) if found and "role" in self.apart else frozenset()
        return (by in self.ground.fresh, counted, tuple(sorted(held)))

    def _spoken(self, by: str) -> bool:
        return self.kind.outcomes is not None and any(
            row.fact.by == by and row.fact.what == self.what for row in self.base.rows
        )

    def _bound(self, by: str) -> bool:
        """Whether it matters which item exactly is answered: a last word on it, or all have to answer the same."""
        return self._answered() or "everyone" in self.apart or self._spoken(by)

    def _represented(self, group: Sequence[_Seen]) -> Iterator[Step]:
        """As many people as may have to differ, each answering the newest of what could be answered."""
        who = tuple(dict.fromkeys(each.act.by for each in group if each.act.by))
        most = max(self.asked.most(self.what, word) for word in ("person", "role"))
        for by in who[: standing_for(who) if all(by in self.ground.fresh for by in who) else most] or ("",):
            own = [each for each in group if each.act.by == by]
            best = max(own, key=lambda each: self._newest(each.act))
            instead = tuple(
                dict.fromkeys(link for each in group for link in each.act.links if link not in best.act.links)
            )
            yield Step(best.act, frozenset(), best.mask, best.words, best.under, best.above, who, instead)

    def _newest(self, act: Act) -> tuple[int, ...]:
        rows = {row.key: row for row in self.base.rows}
        return tuple(rows[link].span.start for link in act.links if not isinstance(link, int))


def _outdone(key: object, by: object) -> bool:
    """Whether a group of steps differs from another only in being worse."""
    if key == by or not (isinstance(key, tuple) and isinstance(by, tuple)):
        return False
    (mask, words, opens, varied), *same, extra = key
    (mask2, words2, opens2, varied2), *same2, extra2 = by
    as_much = mask | mask2 == mask2 and words | words2 == words2 and opens2 <= opens
    return as_much and same == same2 and varied == varied2 and extra2 <= extra


def _grown(way: _Way, options: Iterable[_Option]) -> list[_Way]:
    links, needs, above = way
    return [((*links, link), needs | extra, above | more) for link, extra, more in options]


def _above(row: Row) -> frozenset[str]:
    """The types of an item and of all it hangs under, as far up as an answer to it is looked for."""
    level, found = [row], {row.fact.what or ""}
    for _ in range(HOPS - 1):
        level = [up for each in level for up in each.links]
        found |= {up.fact.what or "" for up in level}
    return frozenset(found)
