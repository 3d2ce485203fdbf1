"""A subject: one deal (or talk, or skill) on one journey, with the people and facts the host knows.

A value: `with_facts` gives a new one, the host keeps its own records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gatecoach.errors import Reason, UsageError, did_you_mean
from gatecoach.facts import AnyFact, Claim, Evidence, Person, Value
from gatecoach.framework import Framework
from gatecoach.lower import Journey


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
    _digest: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

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
        if not self._digest:
            self._digest.append(_digest_of(self))
        return self._digest[0]

    def person(self, name: str) -> Person | None:
        """The person of that id, or nothing."""
        return next((each for each in self.people if each.id == name), None)

    def with_facts(self, facts: Iterable[AnyFact]) -> tuple[Subject, tuple[Reason, ...]]:
        """The subject with more facts, and a reason for each fact that cannot be its own. Repeats change nothing."""
        known = {_key(each) for each in self.facts}
        kept: list[AnyFact] = []
        rejected: list[Reason] = []
        for each in facts:
            reason = self._refusal(each)
            if reason:
                rejected.append(reason)
            elif (key := _key(each)) not in known:
                known.add(key)
                kept.append(each)
        return replace(self, facts=(*self.facts, *kept)), tuple(rejected)

    def _refusal(self, fact: AnyFact) -> Reason | None:
        if not isinstance(fact, AnyFact):
            raise UsageError(
                "not-a-fact", f"{fact!r} is no fact", help="Give Evidence, Statement, Claim or Revocation."
            )
        if isinstance(fact, Evidence) and fact.what is not None and fact.what not in self.course.types:
            hint = did_you_mean(fact.what, self.course.types)
            return Reason("unknown-evidence", fact.id, {"what": fact.what, "hint": hint})
        places = {**self.course.stages, **self.course.ends}
        if isinstance(fact, Claim) and fact.stage not in places:
            return Reason("unknown-stage", fact.stage, {"stage": fact.stage, "hint": did_you_mean(fact.stage, places)})
        return None


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
