"""Leaves and counts: which items count, who has spoken against it, and the status that makes."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass

from reference import conditions
from reference.world import World, once

from gatecoach.definition import FieldDef
from gatecoach.facts import GRADES

ORDER = ["met", "contested", "expired", "unverifiable", "missing"]


@dataclass
class Asked:
    """One type under everything that its clause and itself ask."""

    side: str
    what: str
    kind: object
    clause: object
    everyone: bool
    by: set
    told_by: set
    answers: str | None
    after: str | None
    within: int | None
    older: int | None
    grade: int


def least(*numbers):
    """The least of the numbers that are given."""
    return min((each for each in numbers if each is not None), default=None)


def asked(side, what, clause, types):
    """What an item must be to count here: the clause on top of its type."""
    kind = types[what]
    everyone = "everyone" in clause.by
    usual = kind.grade or ("observed" if side == "customer" else "asserted")
    return Asked(
        side, what, kind, clause, everyone,
        by=set(kind.by if everyone or not clause.by else clause.by),
        told_by=set(clause.told_by or kind.told_by),
        answers=clause.answers or kind.answers,
        after=clause.after,
        within=least(clause.within, kind.within),
        older=least(clause.no_older_than, kind.no_older_than),
        grade=max(GRADES.index(usual), GRADES.index(clause.grade or "asserted")),
    )  # fmt: skip


class Counting(World):
    """The same world, asked for the status of clauses."""

    def word_of(self, item, leaf):
        """Whether it is a word here: forgiven its grade, its age, the join and the condition, nothing else."""
        person = self.people.get(item.fact.by)
        return (
            item.fact.what == leaf.what
            and self.live(item)
            and person is not None
            and person.side == leaf.side
            and (not leaf.by or bool(leaf.by & self.roles(person, item)))
            and self.rightly_told(item, leaf.told_by)
            and not item.fact.machine_sent
            and not self.has_left(person)
            and self.complete(item)
            and self.seen(item, leaf.kind)
        )

    def seen(self, item, kind):
        """Whether it came through a channel its type may be seen in."""
        channel = "typed" if item.fact.source is None else self.subject.sources.get(item.fact.source)
        return not kind.seen_in or channel in kind.seen_in

    def answered(self, item, leaf, among=None):
        """The items it answers in time, of those it may answer."""
        return [
            each
            for each in self.nearest(item, leaf.answers)
            if (among is None or each in among)
            and self.follows(item, each)
            and (leaf.within is None or item.when.day - each.when.day <= leaf.within)
        ]

    def follows(self, item, earlier):
        """Later; where one is known by its day alone, not certainly earlier."""
        if item.when.start == item.when.end and earlier.when.start == earlier.when.end:
            return item.when.start > earlier.when.start
        return item.when.end >= earlier.when.start

    def in_time(self, item, leaf):
        """Whether it certainly comes after an item of the type that `after` names."""
        window = leaf.within if not leaf.answers else None
        return any(
            item.when.start > each.when.end and (window is None or item.when.day - each.when.day <= window)
            for each in self.items
            if each.fact.what == leaf.after and self.counts_at_all(each) and self.present(each)
        )

    def counts_at_all(self, item):
        """Complete, rightly told, neither replaced nor revoked nor in conflict."""
        told_by = set(self.types[item.fact.what].told_by)
        return (
            self.live(item) and not item.fact.machine_sent and self.complete(item) and self.rightly_told(item, told_by)
        )

    def present(self, item):
        """Whether its actor is on this deal and has not left."""
        person = self.people.get(item.fact.by)
        return person is not None and not self.has_left(person)

    def placed(self, item, leaf, among):
        """Its links and its time."""
        linked = leaf.answers is None or bool(self.answered(item, leaf, among))
        return linked and (leaf.after is None or self.in_time(item, leaf))

    @once
    def words(self, leaf):
        """All words spoken here."""
        if leaf.kind.outcomes is None:
            return []
        found = [each for each in self.items if self.word_of(each, leaf) and self.placed(each, leaf, None)]
        return [
            each for each in found if self.sign(each) in ("no", "both") or (self.sign(each) and self.worth(each, leaf))
        ]

    def worth(self, item, leaf):
        """Whether its grade is what is asked for, or better."""
        return GRADES.index(item.fact.grade) >= leaf.grade

    def last_words(self, leaf, under):
        """Per person and thing the last word; where two may be the last, a no is."""
        words = self.words(leaf)
        last = [each for each in words if not self.outdated(each, words)]
        return [each for each in last if under is None or self.descends(each, under)]

    def outdated(self, item, words):
        """Whether the same person has said something else since on every thing that it is about."""
        mine = [each for each in words if each.fact.by == item.fact.by and self.later_word(item, each)]
        about = self.answered_by_type(item)
        if not about:
            return bool(mine)
        return all(any(thing in self.answered_by_type(each) for each in mine) for thing in about)

    def later_word(self, item, other):
        """Whether one word comes after another for certain; a no after a yes perhaps."""
        perhaps = self.sign(item) == "yes" and self.sign(other) != "yes"
        return item is not other and (
            other.when.end >= item.when.start if perhaps else other.when.start > item.when.end
        )

    def rows(self, leaf, others, under=None, *, windows, joined=True):
        """The items that count for a leaf; `others` are the leaves of the other side."""
        parents = [each for each in others if each.what == leaf.answers] if joined else []
        among = [row for each in parents for row in self.rows(each, [], windows=windows)] if parents else None
        return [
            each
            for each in self.items
            if self.word_of(each, leaf)
            and (under is None or self.descends(each, under))
            and self.retired_not(each, leaf)
            and self.placed(each, leaf, among)
            and self.worth(each, leaf)
            and self.accepted(each, leaf)
            and (leaf.kind.outcomes is None or (self.sign(each) == "yes" and each in self.last_words(leaf, under)))
            and not (windows and leaf.older is not None and self.at.day - each.when.day > leaf.older)
        ]

    def retired_not(self, item, leaf):
        """Whether some item that it answers is not replaced."""
        return leaf.answers is None or any(not self.retired(each) for each in self.answered(item, leaf))

    def accepted(self, item, leaf):
        """Whether its condition holds."""
        return leaf.clause.with_ is None or self.tested(item, leaf.clause.with_) is True

    def tested(self, item, condition):
        """A condition on an item; its outcome is the newest reading."""
        kind = self.types[item.fact.what]
        fields, values = dict(kind.fields), self.typed(item)
        if kind.outcomes:
            fields["outcome"] = FieldDef(type="choice", of=[*kind.outcomes.for_, *kind.outcomes.against])
            values["outcome"] = (self.readings(item) or [None])[-1]
        return conditions.holds(condition, fields, values, item.when.day)

    # statuses

    def contested(self, leaves, under):
        """The latest end of a no is not before the latest start of a yes."""
        words = [each for leaf in leaves for each in self.last_words(leaf, under)]
        noes = [each.when.end for each in words if self.sign(each) != "yes"]
        yes = [each.when.start for each in words if self.sign(each) == "yes"]
        return bool(noes) and (not yes or max(noes) >= max(yes))

    def status(self, clause, side, others, under=None, same=None):
        """The status of a clause, and whether any leaf in it is contested."""
        if clause.what:
            return self.count(
                clause, [asked(side, each, clause, self.types) for each in clause.what], others, under, same
            )
        parts = [self.status(each, side, others, under, same) for each in (clause.all or clause.any)]
        found = sorted((status for status, _ in parts), key=ORDER.index)
        need = len(found) if clause.all else clause.at_least or 1
        return found[need - 1], any(each for _, each in parts)

    def count(self, clause, leaves, others, under, same):
        """The status of one count over its leaves."""
        if self.contested(leaves, under):
            return "contested", True
        for status, windows in (("met", True), ("expired", False)):
            pairs = [(leaf, row) for leaf in leaves for row in self.rows(leaf, others, under, windows=windows)]
            if any(self.enough(clause, leaves, some) for some in self.of_one(leaves, pairs, under, same)):
                return status, False
        channels = self.subject.sources.values()
        blind = all(each.kind.seen_in and not set(each.kind.seen_in) & {*channels} for each in leaves)
        return "unverifiable" if channels and blind else "missing", False

    def of_one(self, leaves, pairs, under, same):
        """Under `for-each` what counts for everyone answers one and the same item; else all of it counts."""
        if under is None or not (leaves[0].everyone and any(each.answers for each in leaves)):
            return [pairs]
        ones = [same] if same is not None and same.fact.what in [each.answers for each in leaves] else self.items
        return [
            [(leaf, row) for leaf, row in pairs if leaf.answers and one in self.answered(row, leaf)] for one in ones
        ]

    def enough(self, clause, leaves, pairs):
        """Whether these items are enough: so many, of so many different, of everyone."""
        items = list({id(row): row for _, row in pairs}.values())
        if leaves[0].everyone:
            people = [each for each in self.subject.people if self.takes_part(each) and self.wanted(each, leaves)]
            if not people or any(each.id not in [row.fact.by for row in items] for each in people):
                return False
        need = clause.at_least or 1
        if clause.from_different is None:
            return len(items) >= need
        if clause.from_different == "role":
            return self.different_roles(items, need)
        return len({value for each in items for value in self.differs(each, clause.from_different)}) >= need

    def wanted(self, person, leaves):
        """Whether a person of the side is accepted by one of the types."""
        held = person.roles_on(dt.date.fromordinal(self.at.day))
        return any(person.side == each.side and (not each.by or each.by & held) for each in leaves)

    def differs(self, item, what):
        """What must differ, where the item has it."""
        if what == "person":
            return [item.fact.by]
        if what == "day":
            return [item.when.day]
        if what == "source":
            return [item.fact.source]
        return [value for name, value in self.typed(item).items() if name == what]

    def different_roles(self, items, need):
        """Whether so many people hold as many different roles."""
        pairs = {(each.fact.by, role) for each in items for role in self.roles(self.people.get(each.fact.by), each)}
        return any(
            len({person for person, _ in some}) == need and len({role for _, role in some}) == need
            for some in itertools.combinations(sorted(pairs), need)
        )
