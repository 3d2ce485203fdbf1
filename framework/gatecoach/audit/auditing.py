"""The audit itself: prepare, judge, place; and what it found as tables that others read."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ibis

from gatecoach.audit.engine import Engine
from gatecoach.audit.gates import NONE, judged
from gatecoach.audit.joining import folded, found
from gatecoach.audit.placing import Stood, placed
from gatecoach.audit.prepare import prepare
from gatecoach.audit.requirements import name_of
from gatecoach.audit.words import marked
from gatecoach.framework import Framework
from gatecoach.gate import LEVELS, Status
from gatecoach.journey import When
from gatecoach.lower import Gate, Journey, Requirement

WORDS = ("passes", "carriable", "bare_passes", "bare_carriable", "on_path")
PER_WORD = 12
"""How many gates' answers fit into one whole number."""


@dataclass(frozen=True)
class Audit:
    """What an audit found: `deals` has a row a deal, `sides` a row for every side of every requirement of a deal.

    Both are Ibis tables in the engine of the audit, and gone with it.
    """

    framework: Framework
    journey: Journey
    at: When
    deals: Any
    judged: Any

    @property
    def sides(self) -> Any:
        """Deal, gate, requirement, side, its status, the requirement's own status, and whether it is carried."""
        parts = [_side(self.judged, gate, requirement, side) for gate, requirement, side in _places(self.journey)]
        return folded(lambda one, other: one.union(other), parts)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The deals, one mapping each, in the order of their ids."""
        for batch in self.deals.order_by("deal").to_pyarrow().to_batches():  # Ibis 12 cannot page in DuckDB 2
            yield from batch.to_pylist()


def audit(framework: Framework, tables: Mapping[str, Any], at: When, *, engine: Engine, journey: str) -> Audit:
    """Every deal of the tables judged as of `at`: the statuses, the verified stage and the gap that the kernel gives.

    Raises:
        UsageError: an unknown journey, a talk, a time without a zone.
    """
    course = framework.journey(journey)
    roles = [role for held in framework.definition.roles.values() for role in held]
    prepared = prepare(engine, tables, course, roles, framework.judged_at(at))
    table = judged(engine, prepared, marked(engine, prepared))
    table = engine.keep("packed", table.mutate(**_packed(table, course)))
    places = engine.keep("places", _places_of(framework, course, table))
    on = {name: name for name in ("claimed_as", *_words(course))}
    taken = ("verified", "gap", "gap_is", "verified_without_waivers", "gap_without_waivers", "carried", "ahead", "next")
    joined = found(table, places, on, taken).drop("deal").rename(deal="name")
    deals = joined.select("deal", "owner", "claimed", "ended", *taken)
    return Audit(framework, course, at, engine.keep("deals", deals), engine.keep("judged", joined))


def _words(journey: Journey) -> list[str]:
    return [f"stood_{word}" for word in range((len(journey.gates) + PER_WORD - 1) // PER_WORD)]


def _packed(table: Any, journey: Journey) -> dict[str, Any]:
    """How all gates stand as a few numbers: deals that stand alike are placed once."""
    parts: dict[str, list[Any]] = {name: [] for name in _words(journey)}
    for number, gate in enumerate(journey.gates):
        word, place = divmod(number, PER_WORD)
        for bit, name in enumerate(WORDS):
            flag = table[f"{gate}:{name}"].ifelse(1 << (place * len(WORDS) + bit), 0)
            parts[f"stood_{word}"].append(flag.cast("int64"))
    packed = {name: folded(operator.or_, each) for name, each in parts.items()}
    return {**packed, "claimed_as": table.claimed.fill_null("")}


def _stood(row: Mapping[str, Any], journey: Journey) -> dict[str, Stood]:
    found_: dict[str, Stood] = {}
    for number, gate in enumerate(journey.gates):
        word, place = divmod(number, PER_WORD)
        bits = row[f"stood_{word}"] >> (place * len(WORDS))
        found_[gate] = Stood(*(bool(bits >> bit & 1) for bit in range(len(WORDS))))
    return found_


def _places_of(framework: Framework, journey: Journey, table: Any) -> Any:
    """Where deals stand, by their claim and how their gates stand: asked of the kernel once for each."""
    words = _words(journey)
    rows = table.select("claimed_as", *words).distinct().to_pyarrow().to_pylist()
    schema = {
        "claimed_as": "string", **dict.fromkeys(words, "int64"), "verified": "string", "gap": "int64",
        "gap_is": "string", "verified_without_waivers": "string", "gap_without_waivers": "int64",
        "carried": "string", "ahead": "string", "next": "string",
    }  # fmt: skip
    return ibis.memtable([{**row, **_place(framework, journey, row)} for row in rows], schema=ibis.schema(schema))


def _place(framework: Framework, journey: Journey, row: Mapping[str, Any]) -> dict[str, Any]:
    place = placed(framework, journey, _stood(row, journey), row["claimed_as"] or None)
    known = isinstance(place.gap, int)
    return {
        "verified": place.verified,
        "gap": int(place.gap) if known else None,
        "gap_is": "" if known else str(place.gap),
        "verified_without_waivers": place.bare_verified,
        "gap_without_waivers": place.bare_gap if isinstance(place.bare_gap, int) else None,
        "carried": " ".join(sorted(place.carried)),
        "ahead": " ".join(place.ahead),
        "next": " ".join(place.blocked),
    }


def _places(journey: Journey) -> Iterable[tuple[Gate, Requirement, str]]:
    for gate in journey.gates.values():
        for requirement in gate.requirements:
            for side in requirement.sides:
                yield gate, requirement, side


def _side(table: Any, gate: Gate, requirement: Requirement, side: str) -> Any:
    name = name_of(gate, requirement)
    own = table[f"{name}:waived"].ifelse(str(Status.WAIVED), status_of(table[name]))
    return table.select(
        "deal", gate=ibis.literal(gate.id), requirement=ibis.literal(requirement.id), side=ibis.literal(side),
        status=status_of(table[f"{name}:{side}"]), of_requirement=own, waived=table[f"{name}:waived"],
    )  # fmt: skip


def status_of(column: Any) -> Any:
    """A level in words."""
    words = [(column == number, str(status)) for number, status in enumerate(LEVELS)]
    return ibis.cases((column == NONE, str(Status.NOT_APPLICABLE)), *words)
