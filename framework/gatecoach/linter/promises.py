"""Promises: what settles one answers one and says how it ended; a talk suggested after one is about its talk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gatecoach.definition import EvidenceDef, FieldDef, JourneyFile
from gatecoach.definition.evidence import SettlesDef
from gatecoach.errors import Finding
from gatecoach.linter.project import Project, Spot

PROMISE = "let it answer evidence whose `summary` has `does` and `due`"


def check(project: Project) -> Iterator[Finding]:
    """What settles no promise, or says nothing of a value; a suggestion that could name no talk."""
    for spot, _, kind, types in project.type_spots:
        if kind.settles:
            yield from _settling(spot.at("settles"), kind, kind.settles, types)
    for spot, journey in project.journeys.values():
        yield from _after(spot, journey)
        yield from _of_subjects(spot, journey.fields)
    yield from _of_subjects(project.home, project.framework.fields)


def _settling(
    spot: Spot, kind: EvidenceDef, settles: SettlesDef, types: Mapping[str, EvidenceDef]
) -> Iterator[Finding]:
    up = types.get(kind.answers or "")
    if kind.answers is None or (up is not None and not up.is_promise):
        yield spot.finding("GC015", "this answers no promise, so it settles none", key=True, hint=PROMISE)
    if settles.always:
        return
    choices = _choices(kind)
    if settles.by not in choices:
        if settles.by == "outcome":
            yield spot.finding("GC015", "this has no outcomes to say how a promise ended", key=True, hint="by: <field>")
        else:
            yield from spot.strangers("by", "outcome or choice", [settles.by], choices)
        return
    told = [*settles.kept, *settles.missed]
    for key, values in (("kept", settles.kept), ("missed", settles.missed)):
        yield from spot.strangers(key, f"value of {settles.by}", values, choices[settles.by])
    for value in choices[settles.by]:
        if told.count(value) != 1:
            words = f'"{value}" means neither kept nor missed' if value not in told else f'"{value}" means both'
            yield spot.finding("GC015", words, key=True, hint="name each value once, under `kept` or `missed`")


def _choices(kind: EvidenceDef) -> dict[str, list[str]]:
    """What an item may choose among, by the field; of outcomes those that agree: the others keep it from counting."""
    outcomes = {"outcome": list(kind.outcomes.for_)} if kind.outcomes else {}
    return {**outcomes, **{name: each.of for name, each in kind.fields.items() if each.type == "choice"}}


def _after(spot: Spot, journey: JourneyFile) -> Iterator[Finding]:
    suggested = journey.suggested
    if suggested and suggested.after and journey.kind == "conversation" and "conversation" not in journey.about:
        words = "a promise is of a talk, and this conversation is about none"
        hint = "write `about: conversation`, or take this out"
        yield spot.at("suggested", "after").finding("GC015", words, key=True, hint=hint)


def _of_subjects(spot: Spot, fields: Mapping[str, FieldDef]) -> Iterator[Finding]:
    """A field of the subject is nobody's act, so nothing is added up by person."""
    for id_, each in fields.items():
        if each.added_up:
            here = spot.at("fields", id_, "added-up")
            yield here.finding("GC015", "a subject's own field is nobody's act", key=True, hint="take it out")
