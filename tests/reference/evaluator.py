"""A second reading of the page "what a decision means": slow and plain, one sentence of it after the other.

It scans lists, keeps no masks and shares with the engine only the facts, the authored definitions and the spans of
moments. Where the two differ, one of them reads the page wrongly.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from types import SimpleNamespace

import conditions

from gatecoach.definition import BUILT_IN, FieldDef
from gatecoach.facts import GRADES, Claim, Evidence, FieldValue, Revocation, Statement, Waiver
from gatecoach.time import span, zone

ORDER = ["met", "contested", "expired", "unverifiable", "missing"]
DONE = ("met", "waived", "not-applicable")
FARTHEST_LINK = 8


def once(method):
    """A method whose answer for the same question in the same world is kept; it changes nothing but the waiting."""

    def kept(self, *asked):
        key = (method.__name__, *(id(each) for each in asked))
        if key not in self.answers:
            self.answers[key] = (method(self, *asked), asked)
        return self.answers[key][0]

    return kept


def worst(statuses):
    """The worst status of several."""
    return max(statuses, key=ORDER.index)


def best(statuses):
    """The best status of several."""
    return min(statuses, key=ORDER.index)


@dataclass(eq=False)
class Item:
    """One item: its newest copy, when it was, and whether its copies disagree."""

    fact: Evidence
    when: tuple
    conflict: bool = False


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


class World:
    """Everything that is known about a subject at a moment."""

    def __init__(self, home, journey, subject, at):
        """Only what had happened and was known by then exists."""
        self.journey, self.subject, self.at = journey, subject, at
        self.answers = {}
        self.zone = zone(home.time_zone)
        self.types = {**BUILT_IN, **home.evidence, **journey.evidence}
        self.fields = {**home.fields, **journey.fields}
        self.people = {each.id: each for each in subject.people}
        known = [each for each in subject.facts if not isinstance(each, Claim) and self.exists(each)]
        self.items = list(self.newest([each for each in known if isinstance(each, Evidence)]))
        self.statements = [each for each in known if isinstance(each, Statement)]
        self.revocations = [each for each in known if isinstance(each, Revocation)]
        self.waivers = [each for each in known if isinstance(each, Waiver) and not self.taken_back(each)]
        self.values = self.known_values([each for each in known if isinstance(each, FieldValue)])

    def span(self, moment):
        """The span of a moment where days are counted."""
        return span(moment, self.zone)

    def exists(self, fact):
        """An item exists when it had happened and was known; a whole day once it has begun."""
        return all(each is None or self.span(each).start <= self.at.end for each in (fact.at, fact.known))

    def newest(self, facts):
        """Per source and id the highest revision; copies of it that differ are in conflict."""
        for key in {(each.source, each.id): None for each in facts}:
            copies = [each for each in facts if (each.source, each.id) == key]
            top = max(each.revision for each in copies)
            last = [each for each in copies if each.revision == top]
            first = min(last, key=lambda each: each.model_dump_json())
            differ = any(each.model_dump(exclude={"known"}) != first.model_dump(exclude={"known"}) for each in last)
            yield Item(first, self.span(first.at), differ)

    def known_values(self, values):
        """The subject's fields: the newest value known, on top of what was always known."""
        found = dict(self.subject.fields)
        for each in sorted(values, key=lambda value: self.span(value.at).start):
            found[each.field] = each.value
        return {name: conditions.read(each, self.fields[name]) for name, each in found.items() if name in self.fields}

    # links

    def named(self, name, source=None):
        """The item of that id: of the own source first, else the only one there is."""
        found = [each for each in self.items if each.fact.id == name]
        own = [each for each in found if each.fact.source == source]
        return own[0] if own else found[0] if len(found) == 1 else None

    @once
    def above(self, item):
        """What an item links to directly."""
        found = [self.named(each, item.fact.source) for each in item.fact.answers]
        return [each for each in found if each is not None]

    @once
    def nearest(self, item, what):
        """By link, the nearest ancestor of that type, at most so many links up."""
        found = []
        for link in self.above(item):
            level, seen = [link], [item]
            for _ in range(FARTHEST_LINK):
                hits = [each for each in level if each.fact.what == what and each is not item]
                if hits:
                    newest = max(each.when.start for each in hits)
                    found.append(min((each for each in hits if each.when.start == newest), key=lambda i: i.fact.id))
                    break
                seen += level
                level = [up for each in level for up in self.above(each) if up not in seen]
        return found

    def descends(self, item, root):
        """Whether a link leads from an item up to another before any other of its type."""
        return root in self.nearest(item, root.fact.what)

    # what counts for nothing

    def may_undo(self, by, item):
        """Whether somebody may take an item back: its actor, their side, or its source."""
        one, other = self.people.get(by), self.people.get(item.fact.by)
        same_side = one is not None and other is not None and one.side == other.side
        return by in (item.fact.by, item.fact.source) or same_side

    @once
    def revoked(self, item):
        """Taken back by somebody who may."""
        return any(self.named(each.revokes) is item and self.may_undo(each.by, item) for each in self.revocations)

    def taken_back(self, waiver):
        """A waiver is taken back by whoever gave it, or their side."""
        giver = self.people.get(waiver.by)
        return any(
            each.revokes == waiver.id
            and (each.by == waiver.by or (giver and each.by in self.people and self.people[each.by].side == giver.side))
            for each in self.revocations
        )

    @once
    def replaced(self, item):
        """Retired by another item of the same type that is told rightly, of somebody who may."""
        return any(
            each.fact.replaces is not None
            and each is not item
            and each.fact.what == item.fact.what is not None
            and self.named(each.fact.replaces, each.fact.source) is item
            and self.may_undo(each.fact.by, item)
            and self.stands(each)
            and self.rightly_told(each, set(self.types[each.fact.what].told_by))
            for each in self.items
        )

    @once
    def retired(self, item):
        """Replaced, or an answer to nothing but what is retired."""
        return self.replaced(item) or self.answers_retired(item, [])

    def answers_retired(self, item, seen):
        """Whether all that it answers by its type is retired."""
        up = [] if item in seen else self.answered_by_type(item)
        return bool(up) and all(self.replaced(each) or self.answers_retired(each, [*seen, item]) for each in up)

    @once
    def answered_by_type(self, item):
        """What it answers as its type says, in time."""
        kind = self.types.get(item.fact.what)
        if kind is None or kind.answers is None:
            return []
        return [each for each in self.nearest(item, kind.answers) if self.follows(item, each)]

    def stands(self, item):
        """The act of a person who is on this deal, neither revoked nor in conflict."""
        revoked = item.conflict or self.revoked(item)
        return not revoked and not item.fact.machine_sent and self.present(item)

    def live(self, item):
        """Neither in conflict nor revoked nor retired."""
        return not (item.conflict or self.revoked(item) or self.retired(item))

    def roles(self, person, item):
        """The roles somebody held when the item was made."""
        import datetime as dt

        return person.roles_on(dt.date.fromordinal(item.when.day)) if person else frozenset()

    def rightly_told(self, item, told_by):
        """By its actor or a connected source; where a teller is named, only by such a one."""
        teller = item.fact.told_by if item.fact.told_by is not None else item.fact.source
        if told_by:
            person = self.people.get(teller) if item.fact.told_by is not None else None
            return person is not None and bool(told_by & {person.side, *self.roles(person, item)})
        if item.fact.told_by is None:
            return teller in self.subject.sources
        return teller == item.fact.by or teller in self.subject.sources

    @once
    def typed(self, item):
        """The fields of an item that can be read."""
        kind = self.types[item.fact.what]
        found = {name: conditions.read(item.fact.fields.get(name), each) for name, each in kind.fields.items()}
        return {name: each for name, each in found.items() if each is not None}

    def complete(self, item):
        """Every field that is not optional is there."""
        fields = self.types[item.fact.what].fields
        return all(each.optional or name in self.typed(item) for name, each in fields.items())

    def has_left(self, person):
        """A person of the proving side whose leaving has come."""
        proves = person.side == self.journey.sides[0]
        return proves and person.left is not None and self.span(person.left).start <= self.at.end

    def takes_part(self, person):
        """Whether somebody takes part at the moment."""
        since = person.since is None or self.span(person.since).start <= self.at.end
        return since and not (person.left is not None and self.span(person.left).start <= self.at.end)

    # readings

    @once
    def readings(self, item):
        """The outcomes it was read as, in the order of the readings."""
        known = self.types[item.fact.what].outcomes
        mine = [each for each in self.statements if self.named(each.about) is item and self.may_read(each, item)]
        mine = [each for each in mine if known and each.outcome in (*known.for_, *known.against)]
        return [each.outcome for each in sorted(mine, key=lambda s: (self.span(s.at).start, s.outcome))]

    def may_read(self, statement, item):
        """Read by somebody of the deal, in words that stand in the item where these are at hand."""
        known = statement.by in self.people or statement.by in self.subject.sources
        return known and (not item.fact.text or statement.stands_in(item.fact.text))

    def sign(self, item):
        """yes, no, both, or nothing where nobody has read it."""
        known, read = self.types[item.fact.what].outcomes, self.readings(item)
        yes, no = any(each in known.for_ for each in read), any(each in known.against for each in read)
        return "both" if yes and no else "yes" if yes else "no" if no else None

    # leaves

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
        return [each for each in found if self.sign(each) is not None]

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
            and GRADES.index(each.fact.grade) >= leaf.grade
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
            values |= {"outcome": each for each in self.readings(item)[-1:]}
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
        import datetime as dt

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


@dataclass
class Requirement:
    """One requirement: its status, its sides, and whether a no stands against it."""

    status: str
    sides: dict
    contested: bool = False
    waived: bool = False


@dataclass
class Gate:
    """One gate: whether it passes, is carried, is on the path, and its requirements."""

    passes: bool
    carried: bool
    on_path: bool
    requirements: dict = field(default_factory=dict)


def requirement(world, definition):
    """One requirement, before waivers."""
    clauses = {side: each for side, each in definition.sides().items() if not each.none}
    apart = dict.fromkeys(clauses, "not-applicable")
    if not in_force(world, definition.when, "require"):
        return Requirement("not-applicable", apart)
    if definition.for_each is None:
        found = sides(world, clauses)
        return Requirement(worst(s for s, _ in found.values()), {k: s for k, (s, _) in found.items()}, against(found))
    ranged = [each for each in world.items if in_range(world, each, definition.for_each)]
    if not ranged:
        return Requirement("not-applicable", apart)
    each = [of_one(world, clauses, item) for item in ranged]
    return Requirement(
        worst(one.status for one in each),
        {side: worst(one.sides[side] for one in each) for side in clauses},
        any(one.contested for one in each),
    )


def sides(world, clauses, under=None, same=None):
    """By side its status and whether a leaf of it is contested."""
    leaves = {side: list(named(world, side, clause)) for side, clause in clauses.items()}
    others = {side: [leaf for name, each in leaves.items() if name != side for leaf in each] for side in clauses}
    return {side: world.status(clause, side, others[side], under, same) for side, clause in clauses.items()}


def named(world, side, clause):
    """Every leaf of a clause."""
    for part in (*clause.all, *clause.any):
        yield from named(world, side, part)
    for what in clause.what:
        yield asked(side, what, clause, world.types)


def against(found):
    """Whether a leaf on either side is contested."""
    return any(each for _, each in found.values())


def of_one(world, clauses, item):
    """A requirement for one item; with `everyone` all sides must answer one and the same."""
    by_all = [
        {leaf.answers for leaf in named(world, side, clause) if leaf.everyone and leaf.answers}
        for side, clause in clauses.items()
    ]
    shared = set.intersection(*by_all) if len(by_all) > 1 else set()
    candidates = [each for each in world.items if each.fact.what in shared] or [None]
    found = [sides(world, clauses, item, each) for each in candidates]
    chosen = min(found, key=lambda one: goodness([status for status, _ in one.values()]))
    return Requirement(
        worst(status for status, _ in chosen.values()),
        {side: status for side, (status, _) in chosen.items()},
        any(against(one) for one in found),
    )


def goodness(statuses):
    """The best first: by the worst side, then side by side."""
    ranks = [ORDER.index(each) for each in statuses]
    return max(ranks), *ranks


def in_range(world, item, for_each):
    """Whether a requirement must hold for it."""
    if item.fact.what != for_each.what or not world.counts_at_all(item):
        return False
    return for_each.with_ is None or world.tested(item, for_each.with_) is True


def in_force(world, when, unknown):
    """Whether a condition on the subject holds; unknown is what its author says, or None where it blocks."""
    answer = True if when is None else conditions.holds(when, world.fields, world.values, world.at.day)
    if answer is not None:
        return answer
    return {"require": True, "skip": False, "block": None}[when.if_unknown or unknown]


def waived(world, name, gate, id_):
    """Whether a waiver of one requirement holds."""
    rules = gate.waivers
    return rules is not None and any(
        each.requirement == f"{name}.{id_}"
        and id_ not in rules.never
        and each.by != world.subject.owner
        and holds_role(world, each, rules.by)
        and each.reason.strip() != ""
        and each.until.toordinal() - world.span(each.at).day <= rules.for_at_most
        and world.at.day <= each.until.toordinal()
        for each in world.waivers
    )


def holds_role(world, waiver, roles):
    """The role is judged at the waiver's time."""
    import datetime as dt

    person = world.people.get(waiver.by)
    day = dt.date.fromordinal(world.span(waiver.at).day)
    return person is not None and bool(set(roles) & person.roles_on(day))


def gate_of(world, name, definition, *, waivers):
    """One gate, not yet carried."""
    found = {}
    for id_, each in definition.requires.items():
        one = requirement(world, each)
        if waivers and one.status not in DONE and not one.contested and waived(world, name, definition, id_):
            one.status, one.waived = "waived", True
        found[id_] = one
    path = in_force(world, definition.when, "block")
    return Gate(path is True and opens(world, definition, found, ()), False, path is not False, found)


def opens(world, definition, found, also):
    """Whether it passes, where requirements of the statuses `also` stop nothing."""
    enforced = {id_: each for id_, each in found.items() if definition.requires[id_].mode == "enforce"}
    if any(each.status not in DONE and (each.status not in also or each.contested) for each in enforced.values()):
        return False
    proving = world.journey.sides[0]
    asks = any(proving in each.sides() for each in definition.requires.values())
    held = [each for each in enforced.values() if proving in each.sides and each.status in ("met", *also)]
    return not asks or bool(held)


def carry(world, gates):
    """Behind a gate that passes, what is only expired is carried."""
    definitions = world.journey.gates
    for name, each in gates.items():
        path = in_force(world, definitions[name].when, "block") is True
        beyond = [
            other for other in gates if reachable(definitions, gates, definitions[name].to, definitions[other].from_)
        ]
        if path and not each.passes and any(gates[other].passes for other in beyond):
            each.carried = opens(world, definitions[name], each.requirements, ("expired",))


def reachable(definitions, gates, source, target):
    """Whether gates on this subject's path lead from one place to another."""
    return ways(definitions, gates, source, target) is not None


def ways(definitions, gates, source, target):
    """The least number of gates on this subject's path between two places, or None."""
    level, seen, steps = {source}, {source}, 0
    while level:
        if target in level:
            return steps
        level = {
            definitions[name].to for name, gate in gates.items() if gate.on_path and definitions[name].from_ in level
        } - seen
        seen |= level
        steps += 1
    return None


def claim_of(home, journey, subject, at):
    """The claim in force, and when it was made."""
    where = zone(home.time_zone)
    claims = [each for each in subject.facts if isinstance(each, Claim)]
    known = [each for each in claims if each.known is None or span(each.known, where).start <= at.end]
    dated = [each for each in known if each.at is not None and span(each.at, where).start <= at.end]
    if dated:
        return max(dated, key=lambda each: (span(each.at, where).start, each.stage))
    always = [each for each in known if each.at is None]
    if always:
        return max(always, key=lambda each: each.stage)
    return Claim(stage=subject.claimed) if subject.claimed is not None else None


def moment_of(home, at):
    """The moment of a question: a whole day means its end."""
    found = span(at, zone(home.time_zone))
    return type(found)(found.end, found.end, found.day)


def judge(home, journey, subject, at):
    """The whole standing of a subject at a moment."""
    now = moment_of(home, at)
    claim = claim_of(home, journey, subject, now)
    ended = claim is not None and claim.stage in journey.ends
    if ended and claim.at is not None:
        then = moment_of(home, claim.at)
        now = then if then.end < now.end else now
    world = World(home, journey, subject, now)
    claimed = claim.stage if claim else None
    found = stand(world, claimed, waivers=True)
    bare = stand(world, claimed, waivers=False)
    return SimpleNamespace(
        **found, claimed=claimed, ended=ended, bare=(bare["verified"], bare["gap"]), bare_gates=bare["gates"]
    )


def stand(world, claimed, *, waivers):
    """Gates, the verified stage, the gap and what is ahead, with or without waivers."""
    definitions = world.journey.gates
    gates = {name: gate_of(world, name, each, waivers=waivers) for name, each in definitions.items()}
    carry(world, gates)
    opened = {name: each for name, each in gates.items() if each.passes or each.carried}
    start = next(iter(world.journey.stages))
    places = [*world.journey.stages, *reversed(world.journey.ends)]
    reached = [each for each in places if reachable(definitions, opened, start, each)]
    gone_on = {definitions[name].from_ for name in opened}
    verified = farthest(definitions, gates, [each for each in reached if each not in gone_on], claimed)
    passing = [name for name, each in gates.items() if each.passes]
    return {
        "gates": gates,
        "verified": verified,
        "gap": gap(world.journey, gates, verified, claimed),
        "ahead": {name for name in passing if definitions[name].from_ not in reached},
    }


def farthest(definitions, gates, tips, claimed):
    """The farthest place reached; of several branches the one that holds the claim."""
    holding = [
        each
        for each in tips
        if reachable(definitions, gates, each, claimed) or reachable(definitions, gates, claimed, each)
    ]
    return (holding or tips)[-1]


def gap(journey, gates, verified, claimed):
    """The gates from verified to claimed, or why that is no number."""
    if claimed is None or claimed not in (*journey.stages, *journey.ends):
        return "unknown"
    if claimed == verified:
        return 0
    start = next(iter(journey.stages))
    if not reachable(journey.gates, gates, start, claimed):
        return "off-path"
    steps = ways(journey.gates, gates, verified, claimed)
    if steps is not None:
        return steps
    return "behind" if reachable(journey.gates, gates, claimed, verified) else "off-path"
