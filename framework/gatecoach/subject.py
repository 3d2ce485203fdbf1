"""A subject: one deal (or talk, or skill) on one journey, with the people and facts the host knows.

A value: `with_facts` gives a new one, the host keeps its own records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from gatecoach.errors import Reason, UsageError, did_you_mean
from gatecoach.facts import AnyFact, Claim, Evidence, FieldValue, Person, Statement, Value, Waiver, visible
from gatecoach.framework import Framework
from gatecoach.lower import Journey

Kept = TypeVar("Kept")
Origin = tuple[str, str | None, str | None]
"""Who did it, by which source, told by whom."""
Plain = tuple[Origin, int, datetime]
"""The origin of an item, the plain leaves that want its type and are content with its grade, and when it was."""
Index = dict[tuple[object, ...], AnyFact | tuple[AnyFact, ...]]
"""Facts by what tells them apart at a glance: one, or several that share it."""
LASTING = ("people", "cast", "origins", "fold")
"""What was worked out for a subject and holds, or can be gone on from, with more facts."""


@dataclass(frozen=True)
class Subject:
    """What travels a journey. `claimed` and `fields` are shorthand for "known always".

    `sources` maps a source to the channel it carries; what comes from an unlisted source and has no teller
    counts for nothing. `about` holds the subjects a talk is about.
    """

    framework: Framework
    journey: str
    id: str
    owner: str = ""
    people: Sequence[Person] = ()
    claimed: str | None = None
    fields: Mapping[str, Value] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    about: Sequence[Subject] = ()
    facts: Sequence[AnyFact] = ()
    course: Journey = field(init=False, repr=False, compare=False)
    """The compiled journey it travels."""
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What follows from the rest, worked out once (see `worked_out`)."""

    def __post_init__(self) -> None:
        """Refuse an unknown journey and two people of one id (`UsageError`)."""
        object.__setattr__(self, "course", self.framework.journey(self.journey))
        object.__setattr__(self, "people", tuple(self.people))
        object.__setattr__(self, "facts", tuple(self.facts))
        object.__setattr__(self, "about", (self.about,) if isinstance(self.about, Subject) else tuple(self.about))
        ids = [person.id for person in self.people]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            raise UsageError("person-twice", f'two people have the id "{twice[0]}"', place="people")

    @property
    def digest(self) -> str:
        """A digest of everything that is known about it; equal subjects have equal ones, whatever the order."""
        return self.worked_out("digest", lambda: _digest_of(self))

    @property
    def token(self) -> Token:
        """What the machine knows it by: equal for equal subjects, without working out the digest for the same one."""
        return Token(self)

    def worked_out(self, name: str, work: Callable[[], Kept]) -> Kept:
        """Something that follows from this subject alone: worked out once, kept as long as the subject is."""
        if name not in self.kept:
            self.kept[name] = work()
        found: Kept = self.kept[name]
        return found

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The dated claims among the facts."""
        try:
            known: tuple[Claim, ...] = self.kept["claims"]
        except KeyError:
            known = self.kept["claims"] = tuple(each for each in self.facts if each.__class__ is Claim)
        return known

    @property
    def plain(self) -> tuple[Plain, ...] | None:
        """What of its evidence may count for plain leaves; nothing where only the full judgement can tell.

        So it is of a talk, and where there are two copies of an item, dated roles, or unusual facts (`plain_items`).
        """
        try:
            known: tuple[Plain, ...] | None = self.kept["plain"]
        except KeyError:
            odd = self.about or self.course.conversation or self.cast.dated or self.has_twins
            known = self.kept["plain"] = None if odd else plain_items(self.course, self.facts)
        return known

    @property
    def _index(self) -> Index:
        """The facts by what tells them apart at a glance."""
        return self.worked_out("index", lambda: _index(self.facts))

    @property
    def has_twins(self) -> bool:
        """Whether two different items share a source and an id."""
        known: bool | None = self.kept.get("twins")
        if known is None:
            known = self.kept["twins"] = _twins(self)
        return known

    @property
    def cast(self) -> Cast:
        """Who takes part, at a glance."""
        return self.worked_out("cast", lambda: _cast(self.people))

    def person(self, name: str) -> Person | None:
        """The person of that id, or nothing."""
        return self.worked_out("people", lambda: {each.id: each for each in self.people}).get(name)

    def seen_by(self, *sides: str) -> Subject:
        """The subject as somebody on these sides may read it; without a side, as everybody may.

        Of a journey that is private to others only the id is left. What it is about is filtered as well.
        """
        return self._seen(sides, tuple(each.seen_by(*sides) for each in self.about))

    def read_by(self, who: str) -> Subject:
        """The subject as that person may read it: by their side here, and in each subject it is about by theirs there.

        A talk that is private to its coach is so to the coach who takes part in it, and to no other one.
        """
        person = self.person(who)
        return self._seen((person.side,) if person else (), tuple(each.read_by(who) for each in self.about))

    def may_be_read_by(self, who: str) -> bool:
        """Whether it is for that person at all; what is about something private is as private as that."""
        person = self.person(who)
        theirs = not self.course.private_to or (person is not None and person.side in self.course.private_to)
        return theirs and all(each.may_be_read_by(who) for each in self.about)

    def _seen(self, sides: Sequence[str], about: Sequence[Subject]) -> Subject:
        """What those sides may read, with what is left of what it is about; itself where nothing is hidden."""
        course = self.course
        if course.private_to and set(course.private_to).isdisjoint(sides):
            return Subject(self.framework, self.journey, self.id)
        private_to = {name: kind.private_to for name, kind in course.types.items() if kind.private_to}
        facts = tuple(visible(self.facts, private_to, *sides)) if private_to else self.facts
        same = facts == self.facts and all(new is old for new, old in zip(about, self.about, strict=True))
        return self if same else replace(self, facts=facts, about=about)

    def with_facts(self, facts: Iterable[AnyFact]) -> tuple[Subject, tuple[Reason, ...]]:
        """The subject with more facts, and a reason for each fact that cannot be its own. Repeats change nothing."""
        known, types, twins = self._index.copy(), self.course.types, self.has_twins
        kept: list[AnyFact] = []
        rejected: list[Reason] = []
        name: tuple[object, ...]
        for each in facts:
            if each.__class__ is Evidence:  # by far the most there are
                said = each.__dict__
                usual, name = said["what"] in types or said["what"] is None, (said["source"], said["id"])
            else:
                usual, name = False, _name(each)
            if not usual and (reason := self._refusal(each)):
                rejected.append(reason)
                continue
            same = known.get(name)
            if same is None:
                known[name] = each
                kept.append(each)
            elif each not in (others := same if isinstance(same, tuple) else (same,)):
                twins = twins or each.__class__ is Evidence
                known[name] = (*others, each)
                kept.append(each)
        return self._more(kept, known, twins=twins), tuple(rejected)

    def _more(self, facts: Sequence[AnyFact], index: Index, *, twins: bool) -> Subject:
        """The subject with these facts too, keeping what was worked out and still holds."""
        claims, plain = self.claims, None if twins else self.plain
        more = None if plain is None else plain_items(self.course, facts)
        kept: dict[str, Any] = {
            "index": index,
            "twins": twins,
            "claims": claims + tuple([each for each in facts if each.__class__ is Claim]),
            "plain": None if plain is None or more is None else plain + more,  # the work is done once per fact
        }
        for name in LASTING:
            known = self.kept.get(name)
            if known is not None:
                kept[name] = known
        made = object.__new__(self.__class__)  # what is checked on making a subject stands already
        made.__dict__.update(self.__dict__, facts=(*self.facts, *facts), kept=kept)
        return made

    def _requirements(self) -> list[str]:
        return [f"{gate.id}.{each.id}" for gate in self.course.gates.values() for each in gate.requirements]

    def _refusal(self, fact: AnyFact) -> Reason | None:
        if not isinstance(fact, AnyFact):
            raise UsageError(
                "not-a-fact", f"{fact!r} is no fact", help="Give Evidence, Statement, Claim or Revocation."
            )
        if isinstance(fact, Evidence) and fact.what is not None and fact.what not in self.course.types:
            hint = did_you_mean(fact.what, self.course.types)
            return Reason("unknown-evidence", fact.id, {"what": fact.what, "hint": hint})
        if isinstance(fact, FieldValue) and fact.field not in self.course.fields:
            return Reason(
                "unknown-field", fact.field, {"field": fact.field, "hint": did_you_mean(fact.field, self.course.fields)}
            )
        if isinstance(fact, Waiver) and fact.requirement not in (known := self._requirements()):
            return Reason(
                "unknown-requirement",
                fact.id,
                {"what": fact.requirement, "hint": did_you_mean(fact.requirement, known)},
            )
        places = {**self.course.stages, **self.course.ends}
        if isinstance(fact, Claim) and fact.stage not in places:
            return Reason("unknown-stage", fact.stage, {"stage": fact.stage, "hint": did_you_mean(fact.stage, places)})
        return None


def plain_items(course: Journey, facts: Iterable[AnyFact]) -> tuple[Plain, ...] | None:
    """What of these facts may count for plain leaves, whoever did it and whenever it is asked.

    Nothing where a fact is unusual: where more than an item's own attributes decide (it replaces, is corrected, was
    known later, has a day only), and where what is said of others matters (a revocation, a waiver, a field's value).
    """
    found, graded = list[Plain](), course.graded
    for fact in facts:
        if fact.__class__ is Evidence:
            said = fact.__dict__  # quicker than its attributes, one by one
            if said["replaces"] or said["known"] or said["machine_sent"] or said["revision"]:
                return None
            if bits := graded[said["grade"]].get(said["what"]):
                if said["at"].__class__ is not datetime:
                    return None
                found.append(((said["by"], said["source"], said["told_by"]), bits, said["at"]))
        elif not (fact.__class__ is Statement or fact.__class__ is Claim):
            return None
    return tuple(found)


class Cast(NamedTuple):
    """Side and roles of everybody by id, whenever they held them, and whether somebody left or held one for a time."""

    kinds: Mapping[str, tuple[str, tuple[str, ...]]]
    dated: bool


def _cast(people: Iterable[Person]) -> Cast:
    kinds, dated = {}, False
    for each in people:
        said = each.__dict__  # quicker than its attributes, one by one
        held = [one.__dict__ for one in said["roles"]]
        kinds[said["id"]] = said["side"], tuple([one["role"] for one in held])
        dated = dated or said["left"] is not None or any([one["from_"] or one["to"] for one in held])  # noqa: C419
    return Cast(kinds, dated)


class Token:
    """Which subject something is about: the same one, or one of which the same is known."""

    __slots__ = ("_subject",)

    def __init__(self, subject: Subject) -> None:
        """The token of that subject."""
        self._subject = subject

    def __eq__(self, other: object) -> bool:
        """The same subject at a glance, else the same digest; a text is taken for a digest."""
        if isinstance(other, Token):
            return self._subject is other._subject or self._subject.digest == other._subject.digest
        return isinstance(other, str) and self._subject.digest == other

    def __hash__(self) -> int:
        """By digest."""
        return hash(self._subject.digest)


def _name(fact: AnyFact) -> tuple[object, ...]:
    """What tells facts apart at a glance; those that share it are compared in full."""
    return (fact.source, fact.id) if isinstance(fact, Evidence) else (fact.__class__, getattr(fact, "id", None))


def _twins(subject: Subject) -> bool:
    """Whether two different items of the subject share a name."""
    found = subject._index  # noqa: SLF001 - its own kind
    return any(isinstance(each, tuple) and isinstance(each[0], Evidence) for each in found.values())


def _index(facts: Iterable[AnyFact]) -> Index:
    found: Index = {}
    for each in facts:
        same = found.get(_name(each))
        known = same if isinstance(same, tuple) else () if same is None else (same,)
        if each not in known:
            found[_name(each)] = (*known, each) if known else each
    return found


def _key(fact: AnyFact) -> tuple[str, str]:
    return type(fact).__name__, fact.model_dump_json(by_alias=True)


def _digest_of(subject: Subject) -> str:
    facts = list(dict.fromkeys("".join(_key(each)) for each in subject.facts))
    known = {
        "journey": subject.journey,
        "id": subject.id,
        "owner": subject.owner,
        "claimed": subject.claimed,
        "fields": {name: str(value) for name, value in subject.fields.items()},
        "sources": dict(subject.sources),
        "people": sorted(each.model_dump_json() for each in subject.people),
        "facts": facts if subject.course.conversation else sorted(facts),
        "about": sorted(each.digest for each in subject.about),
    }
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()
