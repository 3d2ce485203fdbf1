"""The steps of a talk: entered one by one, at the event after which a gate into them passes, and never lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from gatecoach.coaching.events import Event
from gatecoach.decision import Decision, decision_of
from gatecoach.facts import Waiver
from gatecoach.gate import judge
from gatecoach.journey import world_of
from gatecoach.lower import Gate
from gatecoach.machine import Traveller, move
from gatecoach.subject import Subject
from gatecoach.time import Span, span

When = dt.datetime | dt.date


class Passed(NamedTuple):
    """When a gate was passed: how many items were recorded by then, the moment, and the steps entered so far.

    `latest` is the last moment anything was recorded at: a clock that goes back does not undo what was known.
    """

    items: int
    at: When
    entered: Mapping[str, int]
    latest: Span


class Progress(NamedTuple):
    """How far a talk has come. `entered` says for each step how many items were recorded before it."""

    step: str
    entered: Mapping[str, int]
    latest: Span
    passed: Mapping[str, Passed]


def begin(subject: Subject, at: When) -> Progress:
    """A talk at its first step, opened at that moment."""
    start, moment = subject.course.start, span(at, subject.framework.time_zone)
    return Progress(start, {start: 0}, Span(moment.start, moment.start, moment.day), {})


def advance(progress: Progress, subject: Subject, at: When) -> Progress:
    """The progress after one more item, recorded at `at`: every gate that passes now is gone through."""
    moment = moment_of(subject, at, progress.latest)
    progress = progress._replace(latest=moment)
    while gate := _open_gate(progress, subject, moment, at):
        passed = {**progress.passed, gate.id: Passed(len(subject.facts), at, progress.entered, moment)}
        entered = {**progress.entered, gate.target: len(subject.facts)}
        progress = progress._replace(step=gate.target, entered=entered, passed=passed)
    return progress


def back(progress: Progress, subject: Subject, step: str) -> Progress:
    """The progress of a talk that goes back: it enters the step anew; what was passed from there on is open again.

    The gate into the step stays passed, as those before it do.
    """
    stages, gates = subject.course.stages, subject.course.gates
    before = [id_ for id_ in progress.entered if id_ in stages and stages[id_].rank < stages[step].rank]
    entered = {**{id_: progress.entered[id_] for id_ in before}, step: len(subject.facts)}
    passed = {id_: held for id_, held in progress.passed.items() if gates[id_].target in entered}
    return progress._replace(step=step, entered=entered, passed=passed)


def moment_of(subject: Subject, at: When, latest: Span) -> Span:
    """The moment of recording; a clock that went back does not undo what was known."""
    moment = span(at, subject.framework.time_zone)
    return moment if moment.end >= latest.end else Span(latest.end, latest.end, latest.day)


def _open_gate(progress: Progress, subject: Subject, moment: Span, at: When) -> Gate | None:
    ways = subject.course.ways_out(progress.step)
    if not ways:
        return None
    world = world_of(subject, moment, progress.entered)
    traveller = Traveller(progress.step, subject.token, subject.framework.hash)
    for gate in ways:
        decision = decision_of(world, judge(world, gate), at, carried=False)
        if decision.passes and move(subject.framework.machines[subject.journey], traveller, decision):
            return gate
    return None


def decide_step(progress: Progress, subject: Subject, gate: Gate, at: When) -> Decision:
    """A gate of a talk: as it was when it was passed, or as it is now."""
    passed = progress.passed.get(gate.id)
    items, when, entered = (
        (passed.items, passed.at, passed.entered) if passed else (len(subject.facts), at, progress.entered)
    )
    then = replace(subject, facts=subject.facts[:items])
    moment = moment_of(subject, when, passed.latest) if passed else subject.framework.judged_at(when)
    world = world_of(then, moment, entered)
    return decision_of(world, judge(world, gate), when, carried=False)


def void_now(progress: Progress, subject: Subject, gate: Gate, waiver: Waiver) -> str:
    """Why a waiver that is given now would not hold, as a reason code; empty when it does."""
    then = replace(subject, facts=(*subject.facts, waiver))
    world = world_of(then, moment_of(subject, waiver.at, progress.latest), progress.entered)
    given = decision_of(world, judge(world, gate), waiver.at, carried=False).waivers
    return next((each.void for each in given if each.id == waiver.id), "")


def known_at(subject: Subject, events: Sequence[Event], moment: Span) -> int:
    """How many events had happened by that moment; what comes after a later one came later too."""
    zone = subject.framework.time_zone
    later = (number for number, event in enumerate(events) if span(event.at, zone).start > moment.end)
    return next(later, len(events))
