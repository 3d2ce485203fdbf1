"""Journeys that cannot be travelled: stages no gate leads to, ends nobody reaches, phases nobody serves (F01, F02)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gatecoach.definition import GateDef, JourneyFile
from gatecoach.definition.values import BESIDE_GATES
from gatecoach.errors import Finding
from gatecoach.linter.conditions import always
from gatecoach.linter.project import Project, Spot, sided
from gatecoach.source.place import short

THROUGH_A_GATE = ("won", "done")


def check(project: Project) -> Iterator[Finding]:
    """Every journey's ways, ends and phases."""
    for spot, journey in project.journeys.values():
        yield from _names(spot, journey)
        yield from _travel(spot, journey)
        yield from _done(spot, journey)
        yield from _phases(project, spot, journey)
    yield from _served(project)


def remarks(project: Project) -> Iterator[Finding]:
    """Stages that lead nowhere, and gates that nothing certain opens."""
    for spot, journey in project.journeys.values():
        yield from _traps(spot, journey)
    for spot, journey, id_, gate in project.gates():
        yield from _uncertain(project, spot, journey, (id_, gate))


def _names(spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    for id_ in journey.ends:
        if id_ in journey.stages:
            yield spot.at("ends", id_).finding(
                "GC031", f'"{id_}" is already a stage of this journey', key=True, hint="rename one"
            )
    for id_ in journey.gates:
        if id_ in BESIDE_GATES:  # what scenarios expect beside the gates
            words = f'"{id_}" is a word that scenarios expect things of and cannot be the id of a gate'
            yield spot.at("gates", id_).finding("GC018", words, key=True, hint="rename the gate")


def _travel(spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    """Where the ways lead; a gate to or from nowhere is a finding of its own and would only be echoed here."""
    places = {*journey.stages, *journey.ends}
    if all(gate.from_ in journey.stages and gate.to in places for gate in journey.gates.values()):
        back = list(_back(spot, journey))
        yield from back or (*_ways(spot, journey), *_ends(spot, journey))


def _ways(spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    """Gates lead forward only, so a stage that some gate leads to is reached if all before it are."""
    entered = {gate.to for gate in journey.gates.values()}
    for id_ in list(journey.stages)[1:]:
        if id_ not in entered:
            words = f'no gate leads to the stage "{id_}": nothing may move forward without one'
            yield spot.at("stages", id_).finding("GC022", words, key=True, hint=f"add a gate with `to: {id_}`")


def _back(spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    rank = {id_: index for index, id_ in enumerate(journey.stages)}
    for id_, gate in journey.gates.items():
        if gate.from_ in rank and gate.to in rank and rank[gate.to] <= rank[gate.from_]:
            words = "this gate leads back; going back is always free with a reason and needs no gate"
            hint = "take the gate out, or let it lead forward"
            yield spot.at("gates", id_, "to").finding("GC022", words, hint=hint)


def _ends(spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    reached = {gate.to for gate in journey.gates.values()}
    for id_, end in journey.ends.items():
        if end.kind in THROUGH_A_GATE and id_ not in reached:
            words = f'no gate leads to "{id_}", and {end.kind} is reached only through a gate'
            yield spot.at("ends", id_).finding("GC023", words, key=True, hint=f"add a gate with `to: {id_}`")


def _done(spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    done = any(end.kind == "done" for end in journey.ends.values())
    if journey.kind == "conversation" and not done:
        yield spot.at("journey").finding(
            "GC023", "a conversation needs an end of kind `done`", hint="ends: {closed: done}"
        )


def _phases(project: Project, spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    if not sided(journey):
        return
    customers = journey.sides[0] == "customer"
    for id_, stage in journey.stages.items():
        here = spot.at("stages", id_)
        if customers and stage.phase is None:
            words = f'the stage "{id_}" serves no phase of the customer\'s journey'
            yield here.finding("GC033", words, key=True, hint=f"phases: {', '.join(project.framework.phases)}")
        if not customers and stage.phase is not None:
            words = "only journeys whose first side is the customer serve phases"
            yield here.at("phase").finding("GC033", words, hint="take `phase` out")


def _served(project: Project) -> Iterator[Finding]:
    journeys = [journey for _, journey in project.journeys.values()]
    used = {stage.phase for each in journeys if each.sides[0] == "customer" for stage in each.stages.values()}
    if not (project.whole and all(map(sided, journeys)) and used <= {*project.framework.phases}):
        return
    for id_ in project.framework.phases:
        if id_ not in used:
            words = f'no stage serves the phase "{id_}"'
            hint = f"let a stage serve it with `phase: {id_}`, or take it out"
            yield project.home.at("phases", id_).finding("GC033", words, key=True, hint=hint)


def _traps(spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    """The last stages of ways that come to no good end; of a journey without one the last stage is where it ends."""
    good = {id_ for id_, end in journey.ends.items() if end.kind in THROUGH_A_GATE} or {[*journey.stages][-1]}
    ways: dict[str, list[str]] = {id_: [] for id_ in journey.stages}
    for gate in journey.gates.values():
        ways[gate.from_].append(gate.to)
    lost: set[str] = set()
    for id_ in reversed(journey.stages):  # gates lead forward only, so what lies ahead is known
        if id_ not in good and all(place in lost or (place not in good and place not in ways) for place in ways[id_]):
            lost.add(id_)
            if lost.isdisjoint(ways[id_]):
                yield _trap(spot.at("stages", id_), id_, ways[id_], sorted(good))


def _trap(spot: Spot, stage: str, ways: Sequence[str], good: Sequence[str]) -> Finding:
    end = " or ".join(f'"{short(each)}"' for each in good)
    words = (
        f'no gate leads out of the stage "{stage}"' if not ways else f'every gate out of the stage "{stage}" ends badly'
    )
    hint = f"add a gate with `from: {stage}` that leads on"
    return spot.finding("GC036", f"{words}: nobody comes from here to {end}", key=True, hint=hint)


def _uncertain(project: Project, spot: Spot, journey: JourneyFile, named: tuple[str, GateDef]) -> Iterator[Finding]:
    """Gates on which the proving side may have nothing to meet; a talk may ask the other side alone."""
    (id_, gate), proving, fields = named, journey.sides[0], project.fields(journey)
    asked = [each for each in gate.requires.values() if proving in each.sides() and not each.sides()[proving].none]
    enforced = [each for each in asked if each.mode == "enforce"]
    if asked and not enforced:
        words = f'nothing that the gate "{id_}" asks of the {proving} side is enforced, so it never opens'
        hint = "enforce a requirement; to try the gate out give it a `mode` itself"
        yield spot.finding("GC037", words, key=True, hint=hint)
    elif enforced and all(each.when and not always(gate, each.when, fields, project.predicates) for each in enforced):
        words = f'every requirement of the gate "{id_}" has a `when`: where none of them holds, it cannot open'
        hint = "add a requirement without `when`, or put the condition on the gate"
        yield spot.finding("GC037", words, key=True, hint=hint)
