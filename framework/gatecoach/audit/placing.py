"""From how each gate stands to the verified stage: the kernel's own walk, once for each way gates can stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from gatecoach.framework import Framework
from gatecoach.lower import Journey
from gatecoach.machine import Traveller, walk
from gatecoach.ways import Distance, beyond, blocked_gates, farthest, gap_between, gates_ahead, kept_to_path


class Stood(NamedTuple):
    """How one gate of a deal stands, with waivers and without."""

    passes: bool
    carriable: bool
    bare_passes: bool
    bare_carriable: bool
    on_path: bool


@dataclass(frozen=True)
class Permit:
    """A gate as the machine is told of it."""

    gate: str
    token: object
    framework_hash: str
    opens: bool
    passes: bool
    on_path: bool


class Place(NamedTuple):
    """Where a deal stands."""

    verified: str
    gap: int | Distance
    bare_verified: str
    bare_gap: int | Distance
    carried: frozenset[str]
    ahead: tuple[str, ...]
    blocked: tuple[str, ...]


def placed(framework: Framework, journey: Journey, stood: Mapping[str, Stood], claimed: str | None) -> Place:
    """Where a deal stands whose gates stand like this."""
    carried = {
        name for name, each in stood.items() if not each.passes and _is_carried(journey, name, stood, bare=False)
    }
    permits = {
        name: Permit(name, "", framework.hash, each.passes or name in carried, each.passes, each.on_path)
        for name, each in stood.items()
    }
    bare = {
        name: Permit(
            name, "", framework.hash, each.bare_passes or _is_carried(journey, name, stood, bare=True),
            each.bare_passes, each.on_path,
        )
        for name, each in stood.items()
    }  # fmt: skip
    course = kept_to_path(journey, permits)
    reached = _walked(framework, journey, permits)
    verified = farthest(course, reached, claimed)
    unwaived = farthest(course, _walked(framework, journey, bare), claimed)
    return Place(
        verified,
        gap_between(course, verified, claimed),
        unwaived,
        gap_between(course, unwaived, claimed),
        frozenset(carried),
        gates_ahead(course, permits, reached),
        blocked_gates(course, permits, verified, claimed),
    )


def _is_carried(journey: Journey, name: str, stood: Mapping[str, Stood], *, bare: bool) -> bool:
    """Whether a gate further on this path passes today, windows apart."""
    own = stood[name]
    if not (own.bare_carriable if bare else own.carriable):
        return False
    ways = [stood[gate.id] for gate in beyond(journey, journey.gates[name], lambda gate: stood[gate.id].on_path)]
    return any(each.on_path and (each.bare_passes if bare else each.passes) for each in ways)


def _walked(framework: Framework, journey: Journey, permits: Mapping[str, Any]) -> list[str]:
    traveller = Traveller(journey.start, "", framework.hash)
    return list(walk(framework.machines[journey.id], traveller, list(permits.values())))
