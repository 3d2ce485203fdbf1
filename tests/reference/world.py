"""What is known about a subject at a moment: its items, their links and readings, and what counts for nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from reference import conditions

from gatecoach.definition import BUILT_IN
from gatecoach.facts import Claim, Evidence, FieldValue, Revocation, Statement, Waiver
from gatecoach.time import span, zone

FARTHEST_LINK = 8


def once(method):
    """A method whose answer for the same question in the same world is kept; it changes nothing but the waiting."""

    def kept(self, *asked):
        key = (method.__name__, *(id(each) for each in asked))
        if key not in self.answers:
            self.answers[key] = (method(self, *asked), asked)
        return self.answers[key][0]

    return kept


@dataclass(eq=False)
class Item:
    """One item: its newest copy, when it was, and whether its copies disagree."""

    fact: Evidence
    when: tuple
    conflict: bool = False


class World:
    """Everything that is known about a subject at a moment."""

    def __init__(self, home, journey, subject, at):
        """Only what had happened and was known by then exists."""
        self.journey, self.subject, self.at = journey, subject, at
        self.answers = {}
        self.zone = zone(home.time_zone)
        told = home.currency, home.vocabulary
        self.types = self.types_of(home, journey)
        self.fields = {id_: each.meant(*told) for id_, each in (home.fields | journey.fields).items()}
        self.people = {each.id: each for each in subject.people}
        known = [each for each in subject.facts if not isinstance(each, Claim) and self.exists(each)]
        self.items = list(self.newest([each for each in known if isinstance(each, Evidence)]))
        self.statements = [each for each in known if isinstance(each, Statement)]
        self.revocations = [each for each in known if isinstance(each, Revocation)]
        self.waivers = [each for each in known if isinstance(each, Waiver) and not self.taken_back(each)]
        self.values = self.known_values([each for each in known if isinstance(each, FieldValue)])

    @staticmethod
    def types_of(home, journey):
        """Every type that a journey knows, as the framework means it."""
        types = BUILT_IN | home.evidence | journey.evidence
        return {id_: each.meant(home.currency, home.vocabulary) for id_, each in types.items()}

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
            if len(copies) == 1:
                yield Item(copies[0], self.span(copies[0].at))
                continue
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

    def foreign(self, _item):
        """Whether it belongs to what a talk is about; a deal has its own items only."""
        return False

    def held(self, person, day):
        """The roles that somebody held on a day."""
        return person.roles_on(day)

    def roles(self, person, item):
        """The roles somebody held when the item was made."""
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
        """Every field that is not optional is there, be it in another currency."""
        fields, given, read = self.types[item.fact.what].fields, item.fact.fields, self.typed(item)
        needed = [(name, each) for name, each in fields.items() if not each.optional and name not in read]
        return all(conditions.abroad(given.get(name), each) for name, each in needed)

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
