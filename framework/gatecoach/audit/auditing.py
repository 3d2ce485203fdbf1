"""The audit itself: prepare, judge, place; and what it found as tables that others read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ibis

from gatecoach.audit import gates
from gatecoach.audit.engine import Engine
from gatecoach.audit.gates import NONE, WORDS, judged, stood, stood_words
from gatecoach.audit.joining import folded, found
from gatecoach.audit.parts import parts
from gatecoach.audit.placing import Stood, placed
from gatecoach.audit.prepare import prepare
from gatecoach.audit.requirements import name_of
from gatecoach.framework import Framework
from gatecoach.gate import LEVELS, Status
from gatecoach.journey import When
from gatecoach.lower import Gate, Journey, Requirement


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
    return audit_at(framework, tables, framework.judged_at(at), at, engine=engine, journey=journey)


def audit_at(
    framework: Framework, tables: Mapping[str, Any], moments: Any, at: When, *, engine: Engine, journey: str
) -> Audit:
    """The same as of one span, or with the deals at a moment each (see `prepare`); `at` is what the result says."""
    course = framework.journey(journey)
    roles = [role for held in framework.definition.roles.values() for role in held]
    levels: Any = None
    for some, judged_at in parts(engine, tables, moments):
        with engine.narrowing() as kept:
            levels = judged(engine, prepare(engine, some, course, roles, judged_at), levels)
            kept.append(levels)
    table = placed_by(engine, framework, course, levels)
    deals = table.select("deal", "owner", "claimed", "ended", *PLACE)
    return Audit(framework, course, at, deals, table)


PLACE = ("verified", "gap", "gap_is", "verified_without_waivers", "gap_without_waivers", "carried", "ahead", "next")
"""The columns that say where a deal stands."""


def placed_by(engine: Engine, framework: Framework, journey: Journey, levels: Any) -> Any:
    """All that is to be said of each deal: its levels, and the place of deals like it.

    Where a deal stands hangs on its claim and on how its gates stand. Few deals differ in these, so their places are a
    small table of their own, and each deal is looked up in it.
    """
    places = engine.keep("places", _places_of(framework, journey, levels))
    joined = found(levels, places, {name: name for name in ("claimed_as", *stood_words(journey))}, PLACE)
    return joined.drop("claimed_as")


def _stood(row: Mapping[str, Any], journey: Journey) -> dict[str, Stood]:
    every = enumerate(journey.gates)
    return {gate: Stood(*(stood(row, number, word) != 0 for word in WORDS)) for number, gate in every}


def _places_of(framework: Framework, journey: Journey, table: Any) -> Any:
    """Where deals stand, by their claim and how their gates stand: asked of the kernel once for each."""
    words = stood_words(journey)
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
    covered = gates.waived(table, name)
    own = covered.ifelse(str(Status.WAIVED), status_of(table[name]))
    return table.select(
        "deal", gate=ibis.literal(gate.id), requirement=ibis.literal(requirement.id), side=ibis.literal(side),
        status=status_of(table[f"{name}:{side}"]), of_requirement=own, waived=covered,
    )  # fmt: skip


def worth_of(found: Audit, money: str) -> Any:
    """The column that says what each deal of an audit is worth; nothing where no such field is known."""
    name = f"value:{money}"
    return found.judged[name] if name in found.judged.columns else ibis.null("decimal(38, 9)")


def status_of(column: Any) -> Any:
    """A level in words."""
    words = [(column == number, str(status)) for number, status in enumerate(LEVELS)]
    return ibis.cases((column == NONE, str(Status.NOT_APPLICABLE)), *words)
