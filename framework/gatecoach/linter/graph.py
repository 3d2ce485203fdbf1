"""Journeys that cannot be travelled: stages no gate leads to, ends nobody reaches, phases nobody serves (F01, F02)."""

from __future__ import annotations

from collections.abc import Iterator

from gatecoach.definition import JourneyFile
from gatecoach.errors import Finding
from gatecoach.linter.project import Project, Spot, sided

THROUGH_A_GATE = ("won", "done")
STATE = "state"
"""The one word that the machine under a journey keeps for itself."""


def check(project: Project) -> Iterator[Finding]:
    """Every journey's ways, ends and phases."""
    for spot, journey in project.journeys.values():
        yield from _names(spot, journey)
        yield from _travel(spot, journey)
        yield from _done(spot, journey)
        yield from _phases(project, spot, journey)
    yield from _served(project)


def _names(spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    for id_ in journey.ends:
        if id_ in journey.stages:
            yield spot.at("ends", id_).finding("GC031", f'"{id_}" is already a stage of this journey', key=True)
    if STATE in journey.gates:
        yield spot.at("gates", STATE).finding("GC018", f'"{STATE}" cannot be the id of a gate', key=True)


def _travel(spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    """Where the ways lead; a gate to or from nowhere is a finding of its own and would only be echoed here."""
    places = {*journey.stages, *journey.ends}
    if all(gate.from_ in journey.stages and gate.to in places for gate in journey.gates.values()):
        back = list(_back(spot, journey))
        yield from back or _ways(spot, journey)
        yield from _ends(spot, journey)


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
            yield spot.at("gates", id_, "to").finding("GC022", words)


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
            yield here.at("phase").finding("GC033", "only journeys whose first side is the customer serve phases")


def _served(project: Project) -> Iterator[Finding]:
    journeys = [journey for _, journey in project.journeys.values()]
    used = {stage.phase for each in journeys if each.sides[0] == "customer" for stage in each.stages.values()}
    if not (project.whole and all(map(sided, journeys)) and used <= {*project.framework.phases}):
        return
    for id_ in project.framework.phases:
        if id_ not in used:
            words = f'no stage serves the phase "{id_}"'
            yield project.home.at("phases", id_).finding("GC033", words, key=True)
