"""A subject: one deal (or talk, or skill) on one journey, with the people and facts the host knows.

A value: `with_facts` gives a new one, the host keeps its own records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from gatecoach.errors import Reason, UsageError, did_you_mean
from gatecoach.facts import AnyFact, Claim, Evidence, FieldValue, Person, Value, Waiver, visible
from gatecoach.framework import Framework
from gatecoach.lower import Journey

Kept = TypeVar("Kept")
Index = dict[tuple[object, ...], tuple[AnyFact, ...]]


@dataclass(frozen=True, slots=True)
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
    _known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse an unknown journey and two people of one id (`UsageError`)."""
        self.framework.journey(self.journey)
        object.__setattr__(self, "people", tuple(self.people))
        object.__setattr__(self, "facts", tuple(self.facts))
        object.__setattr__(self, "about", (self.about,) if isinstance(self.about, Subject) else tuple(self.about))
        ids = [person.id for person in self.people]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            raise UsageError("person-twice", f'two people have the id "{twice[0]}"', place="people")

    @property
    def course(self) -> Journey:
        """The compiled journey it travels."""
        return self.framework.journeys[self.journey]

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
        if name not in self._known:
            self._known[name] = work()
        found: Kept = self._known[name]
        return found

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The dated claims among the facts."""
        return self.worked_out("claims", lambda: tuple(each for each in self.facts if isinstance(each, Claim)))

    @property
    def has_twins(self) -> bool:
        """Whether two different facts share a source and an id."""
        return self.worked_out("twice", lambda: _twice(self))

    @property
    def kinds(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Side and roles of everybody, by id, whenever they held them."""
        return self.worked_out(
            "kinds", lambda: {each.id: (each.side, tuple(held.role for held in each.roles)) for each in self.people}
        )

    def person(self, name: str) -> Person | None:
        """The person of that id, or nothing."""
        return self.worked_out("people", lambda: {each.id: each for each in self.people}).get(name)

    def seen_by(self, side: str) -> Subject:
        """The subject as a participant of that side may read it; of a journey private to others, nothing."""
        course = self.course
        if course.private_to and side not in course.private_to:
            return replace(self, facts=(), claimed=None, fields={})
        private_to = {name: kind.private_to for name, kind in course.types.items()}
        return replace(self, facts=tuple(visible(self.facts, private_to, side)))

    def with_facts(self, facts: Iterable[AnyFact]) -> tuple[Subject, tuple[Reason, ...]]:
        """The subject with more facts, and a reason for each fact that cannot be its own. Repeats change nothing."""
        known = dict(self.worked_out("index", lambda: _index(self.facts)))
        types, twice = self.course.types, False
        kept: list[AnyFact] = []
        claims = list(self.claims)
        rejected: list[Reason] = []
        for each in facts:
            plain = each.__class__ is Evidence and (each.what is None or each.what in types)
            reason = None if plain else self._refusal(each)
            if reason:
                rejected.append(reason)
                continue
            name = (each.__class__, getattr(each, "id", None), getattr(each, "source", None))
            same = known.get(name, ())
            if each not in same:
                if each.__class__ is Claim:
                    claims.append(each)
                known[name] = (*same, each)
                twice = twice or bool(same)
                kept.append(each)
        more = replace(self, facts=(*self.facts, *kept))
        more._inherit(self, known, twice=twice, claims=tuple(claims))  # noqa: SLF001 - its own kind
        return more, tuple(rejected)

    def _inherit(self, before: Subject, index: Index, *, twice: bool, claims: tuple[Claim, ...]) -> None:
        """Keep what was worked out for the subject this one was made of and still holds."""
        self._known["index"] = index
        self._known["claims"] = claims
        self._known["twice"] = twice or before.has_twins
        for name in ("people", "kinds", "masks"):
            if name in before._known:
                self._known[name] = before._known[name]
        self._known["folds"] = dict(before.worked_out("folds", dict))

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
    return fact.__class__, getattr(fact, "id", None), getattr(fact, "source", None)


def _twice(subject: Subject) -> bool:
    """Whether two different facts of the subject share a name."""
    found = subject.worked_out("index", lambda: _index(subject.facts))
    return any(len(each) > 1 for each in found.values())


def _index(facts: Iterable[AnyFact]) -> Index:
    found: Index = {}
    for each in facts:
        found[_name(each)] = (*found.get(_name(each), ()), each)
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
