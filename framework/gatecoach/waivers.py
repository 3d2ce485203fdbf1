"""Waivers: one named requirement, by a named person in an allowed role, with a reason, until a day."""

from __future__ import annotations

import datetime as dt

from gatecoach.facts import Waiver
from gatecoach.lower import Gate
from gatecoach.resolve import World
from gatecoach.time import span


def valid(world: World, gate: Gate, requirement: str) -> Waiver | None:
    """The waiver that holds for a requirement at the world's moment; the one that holds longest."""
    found = [each for each in given(world, gate) if _named(each) == requirement and not void(world, gate, each)]
    return max(found, key=lambda each: (each.until, each.id)) if found else None


def given(world: World, gate: Gate) -> list[Waiver]:
    """The waivers somebody gave for requirements of this gate, held to or not."""
    return [each for each in world.waivers if each.requirement.partition(".")[0] == gate.id]


def void(world: World, gate: Gate, waiver: Waiver) -> str:
    """Why a waiver does not hold, as a reason code; empty when it does. The until day is included (S11)."""
    rule, day = gate.waivers, span(waiver.at, world.subject.framework.time_zone).day
    if rule is None or _named(waiver) in rule.never:
        return "waiver-not-allowed"
    if not world.journey.conversation and waiver.by == world.subject.owner:
        return "waiver-by-owner"
    if not _held(world, waiver.by, dt.date.fromordinal(day)) & set(rule.by):
        return "waiver-wrong-role"
    if not waiver.reason.strip():
        return "waiver-without-reason"
    if waiver.until.toordinal() - day > rule.for_at_most:
        return "waiver-too-long"
    return "waiver-ended" if waiver.until < world.today else "waiver-too-early" if _early(world, gate, waiver) else ""


def _early(world: World, gate: Gate, waiver: Waiver) -> bool:
    """Whether a talk entered the gate's step only afterwards: whoever goes back to a step does it anew."""
    if world.entered is None:
        return False
    place = next(place for place, each in enumerate(world.subject.facts) if each is waiver)
    return place < world.entered.get(gate.source, len(world.subject.facts))


def _named(waiver: Waiver) -> str:
    return waiver.requirement.partition(".")[2]


def _held(world: World, person: str, day: dt.date) -> frozenset[str]:
    """The roles a person held on that day; in a talk their side is one too."""
    found = world.subject.person(person)
    if found is None:
        return frozenset()
    return found.roles_on(day) | ({found.side} if world.journey.conversation else set())
