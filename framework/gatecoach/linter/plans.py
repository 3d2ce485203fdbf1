"""Plans that hang in the air: a talk asks for a promise, and names no stage and no skill it is about (A03)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gatecoach.definition import ClauseDef, EvidenceDef, JourneyFile
from gatecoach.errors import Finding
from gatecoach.linter.project import Pair, Project

WORDS = "people promise something in this talk, and it names no stage and no skill: a plan for nothing"
HINT = "say what it is `about`, or let each gate of its first step ask for a field of the type activity"


def remarks(project: Project) -> Iterator[Finding]:
    """Every conversation that asks for a promise, is about nothing, and begins without an activity of the list."""
    for id_, (spot, journey) in project.journeys.items():
        if journey.kind != "conversation" or journey.about:
            continue
        pairs = [each for each in project.pairs if each.journey.journey == id_]
        if any(_promised(each) for each in pairs) and not _named(project, journey, pairs):
            yield spot.at("journey").finding("GC065", WORDS, hint=HINT)


def _promised(pair: Pair) -> bool:
    """Whether the requirement asks for a promise, or for what answers one."""
    asked = {what for _, _, clause in pair.leaves for what in clause.what}
    return any(pair.types[what].is_promise for what in _with_answered(asked, pair.types))


def _named(project: Project, journey: JourneyFile, pairs: list[Pair]) -> bool:
    """Whether nobody leaves the first step without an activity, whichever way they go."""
    first, types = next(iter(journey.stages)), {**project.framework.evidence, **journey.evidence}
    ways = [each for each in journey.gates.values() if each.from_ == first]
    return all(any(each.gate is way and _asks_activity(each, types) for each in pairs) for way in ways)


def _asks_activity(pair: Pair, types: Mapping[str, EvidenceDef]) -> bool:
    """Whether the requirement always stops its gate, and is met only with an item that names an activity."""
    requirement = pair.requirement
    if requirement.mode != "enforce" or requirement.when or requirement.for_each:
        return False
    sure = {what for clause in requirement.sides().values() for what in _sure(clause)}
    fields = [field for what in _with_answered(sure, types) for field in types[what].fields.values()]
    return any(each.type == "activity" and not each.optional for each in fields)


def _sure(clause: ClauseDef) -> Iterator[str]:
    """The types without which the clause is not met; of several of which one is enough, none."""
    if len(clause.what) == 1:
        yield clause.what[0]
    for part in clause.all:
        yield from _sure(part)


def _with_answered(asked: set[str], types: Mapping[str, EvidenceDef]) -> set[str]:
    """These types and what they answer by themselves, as far as they are authored."""
    known = {what for what in asked if what in types}
    return known | {up for what in known if (up := types[what].answers) and up in types}
