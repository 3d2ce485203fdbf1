"""Windows that are hardly meant: of no days, at odds with the time a stage takes, wider than the evidence's own."""

from __future__ import annotations

from collections.abc import Iterator

from gatecoach.definition import ClauseDef, EvidenceDef, GateDef, StageDef
from gatecoach.errors import Finding
from gatecoach.facts import GRADES
from gatecoach.linter.project import Pair, Project, Spot
from gatecoach.time import say_days

NO_DAYS = {
    "no-older-than": "evidence would expire with its own day",
    "silence": "a single day would be a silence",
    "for-at-most": "a waiver would end with its own day",
    "expected": "a stage that takes no time is none",
}
"""What a window of no days would mean; `within: 0 days` is the same day, which can be asked."""


def remarks(project: Project) -> Iterator[Finding]:
    """Every number of days that is written."""
    for spot, _, kind, _ in project.type_spots:
        yield from _none(spot, "no-older-than", kind.no_older_than)
    for spot, journey in project.journeys.values():
        for id_, stage in journey.stages.items():
            yield from _none(spot.at("stages", id_), "expected", stage.expected)
    for spot, journey, _, gate in project.gates():
        yield from _beside(spot, gate, journey.stages[gate.from_])
    for pair in project.pairs:
        for spot, side, clause in pair.leaves:
            yield from _none(spot, "no-older-than", clause.no_older_than)
            for what in clause.what:
                yield from _wider(spot, side, clause, what, pair.types[what])
                yield from _short(pair, spot, clause, what)


def _none(spot: Spot, key: str, days: int | None) -> Iterator[Finding]:
    if days == 0:
        hint = "write how many days are meant, or take the word out"
        yield spot.at(key).finding("GC039", f"`{key}: 0 days`: {NO_DAYS[key]}", hint=hint)


def _beside(spot: Spot, gate: GateDef, stage: StageDef) -> Iterator[Finding]:
    """Waivers and signals of a gate."""
    if gate.waivers:
        yield from _none(spot.at("waivers"), "for-at-most", gate.waivers.for_at_most)
    for id_, signal in gate.signals.items():
        here = spot.at("signals", id_)
        yield from _none(here, "silence", signal.silence)
        if signal.silence and stage.expected and signal.silence > stage.expected:
            words = (
                f"a silence of {say_days(signal.silence)} shows when the {say_days(stage.expected)} "
                f'that "{gate.from_}" is expected to take are over'
            )
            yield here.at("silence").finding("GC040", words, hint="write a shorter silence, or expect more days")


def _wider(spot: Spot, side: str, clause: ClauseDef, what: str, kind: EvidenceDef) -> Iterator[Finding]:
    """What the evidence asks for itself holds; a clause can only ask for more."""
    windows = (("no-older-than", clause.no_older_than, kind.no_older_than), ("within", clause.within, kind.within))
    for key, days, own in windows:
        if days is not None and own is not None and days > own:
            words = f'`{key}: {say_days(days)}` changes nothing: "{what}" itself asks for {say_days(own)}'
            yield spot.at(key).finding("GC041", words, hint="take it out, or write fewer days")
    own_grade = kind.grade or ("observed" if side == "customer" else "asserted")
    if clause.grade is not None and GRADES.index(clause.grade) < GRADES.index(own_grade):
        words = f'`grade: {clause.grade}` changes nothing: "{what}" itself has to be {own_grade}'
        yield spot.at("grade").finding("GC041", words, hint="take it out; what is asked of evidence is never lowered")


def _short(pair: Pair, spot: Spot, clause: ClauseDef, what: str) -> Iterator[Finding]:
    """Evidence that has expired before most subjects reach the gate, if it comes early in the stage."""
    stage, kind = pair.gate.from_, pair.types[what]
    expected = pair.journey.stages[stage].expected
    ages = [days for days in (clause.no_older_than, kind.no_older_than) if days]
    if ages and expected and min(ages) < expected:
        words = (
            f'"{what}" counts for {say_days(min(ages))}, but "{stage}" is expected to take {say_days(expected)}: '
            "what comes early has expired at the gate"
        )
        own = min(ages) == clause.no_older_than
        yield (spot.at("no-older-than") if own else spot.word("what", what)).finding(
            "GC040", words, hint="let it count longer, or expect fewer days"
        )
