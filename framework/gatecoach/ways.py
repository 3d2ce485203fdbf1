"""The ways of a journey's graph: how far a subject has come, what lies before it, and how far off its claim is."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from gatecoach.lower import Gate, Journey


class Distance(enum.StrEnum):
    """A gap that is no number: never mistake it for none."""

    UNKNOWN = "unknown"
    OFF_PATH = "off-path"
    BEHIND = "behind"


class Way(Protocol):
    """A gate as it stands for one subject: whether it is on its path, passes, and lets it through (also carried)."""

    @property
    def on_path(self) -> bool:
        """Whether its `when` is not false."""

    @property
    def passes(self) -> bool:
        """Whether it passes today."""

    @property
    def opens(self) -> bool:
        """Whether it lets the subject through: it passes, or is carried."""


def kept_to_path(journey: Journey, decisions: Mapping[str, Way]) -> Journey:
    """The journey with only the gates on this subject's path."""
    off = {name for name, each in decisions.items() if not each.on_path}
    kept = {name: gate for name, gate in journey.gates.items() if name not in off}
    return replace(journey, gates=kept) if off else journey


def beyond(journey: Journey, gate: Gate, on_path: Callable[[Gate], bool]) -> list[Gate]:
    """The gates on this subject's path that can only be met further on."""
    places, found = [gate.target], list[Gate]()
    while places:
        out = journey.ways_out(places.pop())
        ways = [each for each in out if each not in found and on_path(each)]
        found += ways
        places += [each.target for each in ways]
    return found


def farthest(journey: Journey, reached: list[str], claimed: str | None) -> str:
    """The farthest place reached; on several branches the one that leads to the claim, else the highest rank."""
    tips = [place for place in reached if not any(each.target in reached for each in journey.ways_out(place))]
    if claimed in reached:
        tips = [tip for tip in tips if path(journey, claimed or "", tip) is not None] or tips
    else:
        tips = [tip for tip in tips if claimed and path(journey, tip, claimed) is not None] or tips
    return max(tips, key=lambda place: journey.stages[place].rank if place in journey.stages else len(journey.stages))


def path(journey: Journey, source: str, target: str) -> list[Gate] | None:
    """The gates on the shortest way from one place to another; nothing where there is none."""
    ways: dict[str, list[Gate]] = {source: []}
    queue = [source]
    while queue:
        here = queue.pop(0)
        for gate in journey.ways_out(here):
            if gate.target not in ways:
                ways[gate.target] = [*ways[here], gate]
                queue.append(gate.target)
    return ways.get(target)


def gap_between(journey: Journey, verified: str, claimed: str | None) -> int | Distance:
    """How many gates lie between verified and claimed, or why there is no such number."""
    if claimed is None or claimed not in {**journey.stages, **journey.ends}:
        return Distance.UNKNOWN
    way = path(journey, verified, claimed)
    if way is not None:
        return len(way)
    on_path = path(journey, journey.start, claimed) is not None
    return Distance.BEHIND if on_path and path(journey, claimed, verified) is not None else Distance.OFF_PATH


def blocked_gates(
    journey: Journey, decisions: Mapping[str, Way], verified: str, claimed: str | None
) -> tuple[str, ...]:
    """The gates from verified up to claimed that do not open; at least the next ones."""
    way = path(journey, verified, claimed) if claimed else None
    near = way or journey.ways_out(verified)
    return tuple(gate.id for gate in near if not decisions[gate.id].opens)


def gates_ahead(journey: Journey, decisions: Mapping[str, Way], reached: list[str]) -> tuple[str, ...]:
    """The gates that pass beyond one that does not."""
    return tuple(gate.id for gate in journey.gates.values() if decisions[gate.id].passes and gate.source not in reached)
