"""The two questions: what if this were there too, and what is the least that has to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from gatecoach.decision import Decision
from gatecoach.errors import Reason, UsageError
from gatecoach.facts import AnyFact, Person
from gatecoach.journey import When, decide_subject
from gatecoach.missing.search import Search
from gatecoach.missing.universe import Universe
from gatecoach.missing.ways import Way, told
from gatecoach.missing.whys import whys
from gatecoach.subject import Subject

RAW = 50
"""So many sets are looked at for each way that is wanted: sets that differ only in their people are one way."""


@dataclass(frozen=True, slots=True)
class Smallest:
    """The least that would open a gate at a moment.

    `passes` says that it opens already. `ways` are the smallest sets, all of one size; `cut` that there are
    more of them than were wanted; `beyond` that nothing of at most `at_most` things does it, though more may.
    Where nothing can, `reasons` say why.
    """

    gate: str
    passes: bool
    ways: tuple[Way, ...]
    at_most: int
    cut: bool = False
    beyond: bool = False
    reasons: tuple[Reason, ...] = ()

    @property
    def size(self) -> int:
        """How many things each way takes."""
        return len(self.ways[0].things) if self.ways else 0

    def as_dict(self) -> dict[str, Any]:
        """The answer for a machine."""
        return {
            "gate": self.gate,
            "passes": self.passes,
            "size": self.size,
            "ways": [each.as_dict() for each in self.ways],
            "at-most": self.at_most,
            "cut": self.cut,
            "beyond": self.beyond,
            "reasons": [each.as_dict() for each in self.reasons],
        }


def what_if(subject: Subject, gate: str, at: When, evidence: Iterable[AnyFact | Person]) -> Decision:
    """The decision if these facts were there too, and these people took part. Nothing is kept.

    Raises:
        UsageError: an unknown gate, a time without a zone, a fact that cannot be about this subject.
    """
    more = list(evidence)
    people = [each for each in more if isinstance(each, Person)]
    facts = [each for each in more if not isinstance(each, Person)]
    wider = replace(subject, people=(*subject.people, *people))
    known, refused = wider.with_facts(facts)
    if refused:
        raise UsageError(refused[0].code, refused[0].text(), place=refused[0].place)
    return decide_subject(known, gate, at)


def smallest(subject: Subject, gate: str, at: When, *, at_most: int = 6, ways: int = 20) -> Smallest:
    """The smallest sets of evidence that would open the gate if they were there at that moment.

    Raises:
        UsageError: an unknown gate, a time without a zone.
    """
    found = subject.framework.gate(subject.journey, gate)
    moment = subject.framework.judged_at(at)
    search = Search(Universe.of(subject, found, moment))
    verdict = search.judged(frozenset())[1]
    if verdict.passes:
        return Smallest(gate, passes=True, ways=(), at_most=at_most)
    sets = search.run(at_most, ways * RAW) if verdict.on_path and not verdict.unknown else []
    every = told(search.universe, sets)
    reasons = () if every or search.beyond or search.cut else whys(search)
    cut = search.cut or len(every) > ways
    return Smallest(
        gate, passes=False, ways=tuple(every[:ways]), at_most=at_most, cut=cut, beyond=search.beyond, reasons=reasons
    )
