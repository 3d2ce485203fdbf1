"""Names that nobody declared: types, roles, stages, phases, gates, journeys, sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gatecoach.definition import BUILT_IN, ClauseDef, EvidenceDef, GateDef, JourneyFile, QuestionsFile
from gatecoach.definition.answers import AnswerDef
from gatecoach.definition.values import SIDES
from gatecoach.errors import Finding
from gatecoach.linter.project import Pair, Project, Spot
from gatecoach.time import zone

ABOUT = ("conversation", "person", "organisation")
LISTED = (
    ("term", "vocabulary", "a term comes from the vocabulary, and the framework has none"),
    ("activity", "activities", "an activity comes from the framework's list of activities, and it has none"),
)
"""Fields whose values are a list of the framework: their type, where the list stands, and what its lack means."""


def check(project: Project) -> Iterator[Finding]:
    """Every reference that leads nowhere."""
    yield from _framework(project)
    for spot, id_, kind, types in project.type_spots:
        yield from _named(project, spot, id_)
        yield from _type(project, spot, kind, types)
    for spot, journey in project.journeys.values():
        yield from _journey(project, spot, journey)
    for spot, journey, _, gate in project.gates():
        yield from spot.strangers("from", "stage", [gate.from_], [*journey.stages])
        yield from spot.strangers("to", "stage or end", [gate.to], [*journey.stages, *journey.ends])
        yield from _beside(project, spot, journey, gate)
    for pair in project.pairs:
        yield from _pair(project, pair)
    yield from _banks(project)
    yield from _terms(project)


def _framework(project: Project) -> Iterator[Finding]:
    home = project.home
    for side in project.framework.roles:
        if side not in SIDES:
            yield home.at("roles", side).unknown("side", side, SIDES, key=True)
    name = project.framework.time_zone
    if zone(name) is None:
        hint = "write a name like Europe/Berlin; a machine without time zones needs the package tzdata"
        yield home.at("time-zone").finding("GC014", f'the time zone "{name}" is not known here', hint=hint)
    if project.whole:
        journeys = [id_ for id_, (_, each) in project.journeys.items() if each.kind == "journey"]
        yield from home.strangers("deals", "journey that is no conversation", [project.framework.deals], journeys)


def _named(project: Project, spot: Spot, id_: str) -> Iterator[Finding]:
    """A type's id is its own: not built in, and not in the framework and a journey at once."""
    if id_ in BUILT_IN:
        yield spot.finding(
            "GC018", f'"{id_}" is built in and cannot be defined again', key=True, hint="choose another id"
        )
    elif spot.document is not project.home.document and id_ in project.framework.evidence:
        first = project.home.at("evidence", id_).finding("GC031", "", key=True)
        words = f'the evidence "{id_}" is already defined in {first.file}, line {first.line}'
        yield spot.finding("GC031", words, key=True, hint="keep one of the two, or rename one")


def _type(project: Project, spot: Spot, kind: EvidenceDef, types: Mapping[str, EvidenceDef]) -> Iterator[Finding]:
    yield from spot.strangers("side", "side", kind.side, SIDES)
    if project.sided and set(kind.side) <= set(SIDES):
        yield from spot.strangers("by", "role", kind.by, [role for side in kind.side for role in project.roles(side)])
    yield from spot.strangers("told-by", "side or role", kind.told_by, project.tellers)
    yield from spot.strangers("answers", "evidence", [kind.answers], types)
    for part, field in kind.summary.items():
        yield from spot.at("summary").strangers(part, "field", [field], kind.fields)


def _terms(project: Project) -> Iterator[Finding]:
    """Terms and activities come from the framework's lists (F16, A20); where it has none, the first says so for all."""
    answers = (
        (spot.at("bank", id_, "answer"), each.answer) for spot, bank in project.banks for id_, each in bank.bank.items()
    )
    fields = [(spot, field.type) for spot, field in (*project.field_spots(), *answers) if field]
    for kind, key, words in LISTED:
        asked = [spot for spot, type_ in fields if type_ == kind]
        if asked and not getattr(project.framework, key):
            hint = f"add `{key}: [ … ]` to {project.home.document.name}"
            yield asked[0].at("type").finding("GC014", words, hint=hint)


def _journey(project: Project, spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    yield from spot.strangers("sides", "side", journey.sides, SIDES)
    if project.whole:
        yield from spot.strangers("about", "journey", journey.about, [*project.journeys, *ABOUT])
    yield from _of_talks(spot, journey)
    for id_, stage in journey.stages.items():
        yield from spot.at("stages", id_).strangers("phase", "phase", [stage.phase], [*project.framework.phases])
    fields = [*project.framework.fields, *journey.fields]
    for id_, end in journey.ends.items():
        yield from spot.at("ends", id_).strangers("needs", "field", [end.needs], fields)


def _of_talks(spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    """What only a conversation has: the side that asks more than it tells, and when it is suggested, to its readers."""
    for key in ("asks-more", "suggested"):
        if getattr(journey, key.replace("-", "_")) and journey.kind != "conversation":
            yield spot.at(key).finding("GC015", f"`{key}` is for a conversation", key=True, hint="take it out")
    yield from spot.strangers("asks-more", "side", [journey.asks_more], journey.sides)
    if journey.suggested and journey.suggested.first_talk_of:
        readers = journey.private_to or journey.sides
        named = [journey.suggested.first_talk_of]
        yield from spot.at("suggested").strangers("first-talk-of", "side that may read it", named, readers)


def _pair(project: Project, pair: Pair) -> Iterator[Finding]:
    each = pair.requirement.for_each
    if each:
        yield from pair.spot.at("for-each").strangers("what", "evidence", [each.what], pair.types)
    for spot, side, clause in pair.leaves:
        yield from _leaf(project, pair, spot, side, clause)


def _leaf(project: Project, pair: Pair, spot: Spot, side: str, clause: ClauseDef) -> Iterator[Finding]:
    yield from spot.strangers("what", "evidence", clause.what, pair.types)
    if project.sided and side in pair.journey.sides:
        yield from spot.strangers("by", "role", clause.by, [*project.roles(side), "everyone"])
    yield from spot.strangers("told-by", "side or role", clause.told_by, project.tellers)
    yield from spot.strangers("answers", "evidence", [clause.answers], pair.types)
    yield from spot.strangers("after", "evidence", [clause.after], pair.types)


def _beside(project: Project, spot: Spot, journey: JourneyFile, gate: GateDef) -> Iterator[Finding]:
    """What stands beside the requirements of a gate: signals and waivers."""
    types = project.types(journey)
    for id_, signal in gate.signals.items():
        yield from spot.at("signals", id_).strangers("seen", "evidence", [signal.seen], types)
    if gate.waivers:
        here = spot.at("waivers")
        yield from here.strangers("never", "requirement", gate.waivers.never, [*gate.requires])
        if project.sided:
            roles = [*project.roles(), *(journey.sides if journey.kind == "conversation" else ())]
            yield from here.strangers("by", "role", gate.waivers.by, roles)


def _banks(project: Project) -> Iterator[Finding]:
    for spot, bank in project.banks:
        if project.whole:
            yield from spot.strangers("for", "journey", bank.for_, [*project.journeys])
        if all(journey in project.journeys for journey in bank.for_):
            known = [place for journey in bank.for_ for place in _places(project.journeys[journey][1])]
            for id_, question in bank.bank.items():
                here = spot.at("bank", id_)
                yield from here.strangers("closes", "gate or requirement", [question.closes], known)
                yield from here.strangers("use-case", "use case", question.use_case, [*project.framework.use_cases])
                if question.answer:
                    yield from _answer(project, here.at("answer"), bank, question.answer)


def _answer(project: Project, spot: Spot, bank: QuestionsFile, answer: AnswerDef) -> Iterator[Finding]:
    """Who answers, and what an answer becomes: evidence of a journey that is asked about, or of a talk."""
    if project.sided:
        yield from spot.strangers("by", "side or role", [answer.by], project.tellers)
    talks = (each for _, each in project.journeys.values() if each.kind == "conversation")
    asked = [project.types(each) for each in (*(project.journeys[name][1] for name in bank.for_), *talks)]
    if project.whole:
        yield from spot.strangers("gives", "evidence", [answer.gives], {id_ for types in asked for id_ in types})


def _places(journey: JourneyFile) -> Iterator[str]:
    for id_, gate in journey.gates.items():
        yield id_
        yield from (f"{id_}.{requirement}" for requirement in gate.requires)
