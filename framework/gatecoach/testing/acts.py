"""Made-up acts: for each leaf an item that counts for it, with what it answers, its teller and its reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gatecoach.clause import All, AtLeast, Count, Expression, Leaf, leaves
from gatecoach.condition import Condition, typed
from gatecoach.facts import GRADES, Evidence, Person, Statement
from gatecoach.lower import ForEach, Journey, Requirement
from gatecoach.testing.choosing import Choice
from gatecoach.testing.kinds import told
from gatecoach.testing.people import TODAY, day, instant, plain

SEVEN_TRIES = range(7)


@dataclass(slots=True)
class Life:
    """A deal's life so far: its items and readings, and the day it has come to."""

    choice: Choice
    journey: Journey
    people: Sequence[Person]
    sources: Mapping[str, str]
    today: int
    items: list[Evidence] = field(default_factory=list)
    readings: list[Statement] = field(default_factory=list)

    def meet(self, requirement: Requirement) -> None:
        """Do what a requirement asks, for each item it ranges over; what answers comes second."""
        each = requirement.for_each
        unders = [None] if each is None or each.about else self._ranged(each)
        first = sorted(requirement.sides.values(), key=lambda tree: any(leaf.joined for leaf in leaves(tree)))
        for under in unders:
            for tree in first:
                self.fill(tree, under)

    def _ranged(self, each: ForEach) -> list[Evidence | None]:
        leaf = self._plain_leaf(each.what, each.test)
        return [self.plant(leaf, None) for _ in range(self.choice.pick([0, 1, 1, 2]))]

    def fill(self, tree: Expression, under: Evidence | None) -> None:
        """Items for as many parts of an expression as it needs."""
        if isinstance(tree, Count):
            self._count(tree, under)
            return
        parts = list(tree.parts)
        need = len(parts) if isinstance(tree, All) else tree.n if isinstance(tree, AtLeast) else 1
        for part in self.choice.some(parts, need, min(len(parts), need + 1)):
            self.fill(part, under)

    def _count(self, tree: Count, under: Evidence | None) -> None:
        leaf = self.choice.pick(tree.leaves)
        able = self._able(leaf) or [each for each in self.people if each.side == leaf.side]
        if leaf.everyone:
            parent = self._parent(leaf, under)
            for person in able:
                self.plant(leaf, under, person, parent)
            return
        for number in range(tree.at_least):
            self.plant(self.choice.pick(tree.leaves) if number else leaf, under, able[number % len(able)])
            self.today += 1 if tree.different == "day" else 0

    def _able(self, leaf: Leaf) -> list[Person]:
        """Who of the leaf's side holds one of its roles today."""
        here = [each for each in self.people if each.side == leaf.side]
        return [each for each in here if not leaf.by or leaf.by & each.roles_on(day(self.today))]

    def _plain_leaf(self, what: str, test: Condition | None = None) -> Leaf:
        """A leaf that asks what the type itself asks."""
        kind = self.journey.types[what]
        side = next((each for each in kind.side if each in self.journey.sides), kind.side[0])
        return Leaf(
            what, side, by=frozenset(kind.by), told_by=frozenset(kind.told_by), answers=kind.answers,
            channels=frozenset(kind.seen_in), grade=1, test=test,
        )  # fmt: skip

    def _parent(self, leaf: Leaf, under: Evidence | None, depth: int = 3) -> Evidence | None:
        """What the leaf's item answers: one there is, else one made now; under an item, one below it."""
        if leaf.answers is None or (under and under.what == leaf.answers):
            return under
        known = [each for each in self.items if each.what == leaf.answers and each.what != leaf.what]
        below = [each for each in known if under is None or under.id in each.answers]
        if below and self.choice.chance(85):
            return self.choice.pick(below[-2:])
        return self.plant(self._plain_leaf(leaf.answers), under, depth=depth - 1) if depth else None

    def plant(
        self,
        leaf: Leaf,
        under: Evidence | None,
        person: Person | None = None,
        parent: Evidence | None = None,
        depth: int = 3,
    ) -> Evidence:
        """An item that counts for the leaf, as far as this deal allows, and how it was read."""
        parent = parent or self._parent(leaf, under, depth)
        if leaf.after and not any(each.what == leaf.after for each in self.items) and depth:
            self.plant(self._plain_leaf(leaf.after), None, depth=depth - 1)
        self.today = min(TODAY, self.today + self.choice.pick([0, 0, 1, 2]))
        choice, people = self.choice, self._able(leaf) or [each for each in self.people if each.side == leaf.side]
        who = person or choice.pick(people)
        source = self._source(leaf)
        fields, outcome = self._content(leaf)
        item = Evidence(
            id=f"e{len(self.items)}",
            what=leaf.what,
            by=who.id,
            at=self._now(leaf),
            source=source,
            told_by=self._teller(leaf, who, source),
            answers=tuple(self._links(parent)),
            grade=choice.pick(GRADES[leaf.grade :]),
            fields=fields,
        )
        self.items.append(item)
        if outcome:
            self.readings.append(self.reading(item, outcome))
        return item

    def _links(self, parent: Evidence | None) -> list[str]:
        """A link to the parent, now and then over an untyped mail or beside another link."""
        if parent is None:
            return []
        if self.choice.chance(8):
            mail = Evidence(id=f"e{len(self.items)}", by=parent.by, at=parent.at, answers=(parent.id,), source="imap")
            self.items.append(mail)
            return [mail.id]
        return [parent.id, self.choice.pick(self.items).id] if self.choice.chance(6) else [parent.id]

    def _now(self, leaf: Leaf) -> dt.date | dt.datetime:
        """A moment of the day it has come to; the next one where it has to be later than something."""
        later = bool(leaf.answers or leaf.after)
        if self.choice.chance(15) and not leaf.after:
            return day(self.today)
        minute = len(self.items) % 60
        return instant(self.today, 12 if later else 8, minute) if minute else instant(self.today, 9)

    def _source(self, leaf: Leaf) -> str | None:
        fitting = [name for name, channel in self.sources.items() if not leaf.channels or channel in leaf.channels]
        if "typed" in leaf.channels and not fitting:
            return None
        known = fitting or [*self.sources]
        return self.choice.pick(known) if known else None

    def _teller(self, leaf: Leaf, who: Person, source: str | None) -> str | None:
        if leaf.told_by:
            may = [each.id for each in self.people if leaf.told_by & {each.side, *each.roles_on(day(self.today))}]
            return self.choice.pick(may or [who.id])
        return who.id if source is None or self.choice.chance(15) else None

    def _content(self, leaf: Leaf) -> tuple[dict[str, bool | int | str], str]:
        """Fields and an outcome that the leaf's condition accepts, if they are found in a few tries."""
        kind = self.journey.types[leaf.what]
        fields: dict[str, bool | int | str] = {}
        outcome = ""
        for _ in SEVEN_TRIES:
            given = [name for name, each in kind.fields.items() if not each.optional or self.choice.chance(60)]
            fields = {name: plain(told(self.choice, kind.fields[name])) for name in given}
            outcome = self.choice.pick(kind.outcomes.for_) if kind.outcomes else ""
            known = {name: typed(each, kind.fields[name]) for name, each in fields.items()}
            values = {name: each for name, each in known.items() if each is not None}
            if leaf.test is None or leaf.test.holds({**values, "outcome": outcome}, day(self.today).toordinal()):
                break
        return fields, outcome

    def reading(self, item: Evidence, outcome: str) -> Statement:
        """A reading of an item by somebody of the deal, of the moment of the item."""
        by = self.choice.pick(self.people).id
        return Statement(
            id=f"s{len(self.readings)}", about=item.id, outcome=outcome, quote="in their words", by=by, at=item.at
        )
