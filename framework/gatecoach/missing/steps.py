"""Steps that nobody has taken yet: a new item, or the reading of one that is there; and how they become facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gatecoach.facts import AnyFact, Evidence, Person, Statement, Value
from gatecoach.journey import world_of
from gatecoach.lower import Gate
from gatecoach.missing.asked import Asked
from gatecoach.resolve import World
from gatecoach.subject import Subject
from gatecoach.time import EPOCH, MICROSECOND, Span, span

Key = tuple[str, str]
Link = Key | int
"""An item that is there (its source and id), or the number of another step."""
UNQUOTED = "…"
FIRST = (dt.datetime.min.replace(tzinfo=dt.UTC) - EPOCH) // MICROSECOND
LAST = (dt.datetime.max.replace(tzinfo=dt.UTC) - EPOCH) // MICROSECOND


@dataclass(frozen=True, slots=True)
class Act:
    """One step as it would be taken: a new item, or (with `reads`) the reading of an item.

    `back` counts the days before the moment asked, `copy` tells alike ones apart, `extra` holds the steps it
    needs besides those it answers.
    """

    what: str
    by: str = ""
    links: tuple[Link, ...] = ()
    source: str | None = None
    told_by: str = ""
    back: int = 0
    fields: tuple[tuple[str, Value], ...] = ()
    outcome: str = ""
    copy: int = 0
    reads: Key | None = None
    extra: frozenset[int] = frozenset()

    @property
    def first(self) -> frozenset[int]:
        """The steps that have to be taken before it."""
        return self.extra | {link for link in self.links if isinstance(link, int)}


@dataclass(frozen=True, slots=True)
class Step:
    """An act and what the kernel makes of it: the leaves it counts for, the words it speaks, what it hangs under.

    `needs` are the numbers of all steps it takes, its own among them; `who` could do it just as well, and
    `instead` could be answered or said just as well.
    """

    act: Act
    needs: frozenset[int]
    mask: int = 0
    words: int = 0
    under: frozenset[Key] = frozenset()
    above: frozenset[str] = frozenset()
    who: tuple[str, ...] = ()
    instead: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What the steps are taken on: a subject, a gate and a moment, with the people who could act.

    `names` begins the ids of new items, `fresh` are people who are not known yet.
    """

    subject: Subject
    gate: Gate
    at: Span
    base: World
    asked: Asked
    names: str
    fresh: Mapping[str, Person] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)

    def time_of(self, act: Act) -> dt.datetime:
        """When it would happen: at the moment asked, what is answered just before what answers it."""
        offset = max(self.ranks.values()) - self.ranks[act.what]
        if not act.back:
            return _instant(self.at.end - offset)
        day = dt.date.fromordinal(max(1, self.at.day - act.back))
        return dt.datetime.combine(day, dt.time(12), tzinfo=self.subject.framework.time_zone) - offset * MICROSECOND

    def day_of(self, act: Act) -> int:
        """The ordinal of its day."""
        return span(self.time_of(act), self.subject.framework.time_zone).day

    def facts_of(self, act: Act, id_: str) -> list[AnyFact]:
        """The facts there would be: the item with an agreeing reading, or the reading alone."""
        if act.reads is not None:
            return [self._reading(f"{id_}-read", act.reads[1], act, self._text_of(act.reads) or UNQUOTED)]
        kind = self.asked.kind(act.what)
        item = Evidence(
            id=id_,
            what=act.what,
            by=act.by,
            at=self.time_of(act),
            source=act.source,
            told_by=act.told_by,
            answers=tuple(self.name(each) if isinstance(each, int) else each[1] for each in act.links),
            grade=self.asked.grade(act.what),
            fields=dict(act.fields),
        )
        return [item, *([self._reading(f"{id_}-read", id_, act, UNQUOTED)] if kind.outcomes else [])]

    def _reading(self, id_: str, about: str, act: Act, quote: str) -> Statement:
        reader = self.reader() or act.by
        at = _instant(self.at.end)
        return Statement(id=id_, about=about, outcome=act.outcome, quote=quote, by=reader, at=at)

    def _text_of(self, key: Key) -> str:
        return next(row.fact.text for row in self.base.rows if row.key == key)

    def reader(self) -> str:
        """Somebody who may say what an item means; empty where nobody is known."""
        sides = [*reversed(self.base.journey.sides)]
        here = [person.id for side in sides for person in self.base.participants(side)]
        known = [*here, *(each.id for each in self.subject.people), *sorted(self.subject.sources)]
        return known[0] if known else ""

    def name(self, number: int) -> str:
        """The id of the item of a step."""
        return f"{self.names}{number}"

    def with_facts(self, facts: Iterable[AnyFact]) -> Subject:
        """The subject with these facts, and with the people who act in them."""
        more = list(facts)
        acting = {name for each in more if isinstance(each, Evidence) for name in (each.by, each.told_by) if name}
        people = [person for name, person in self.fresh.items() if name in acting]
        return replace(self.subject, facts=(*self.subject.facts, *more), people=(*self.subject.people, *people))

    def world(self, facts: Iterable[AnyFact]) -> World:
        """The world with these facts, masked."""
        return world_of(self.with_facts(facts), self.at)


def _instant(microseconds: int) -> dt.datetime:
    """The instant so many microseconds after 1970, within the calendar."""
    return EPOCH + min(max(microseconds, FIRST), LAST) * MICROSECOND


def unused(subject: Subject) -> str:
    """How the ids of new items begin, so that none is taken already."""
    taken = {getattr(each, "id", "") for each in subject.facts}
    name = "new-"
    while any(each.startswith(name) for each in taken):
        name = f"{name}-"
    return name
