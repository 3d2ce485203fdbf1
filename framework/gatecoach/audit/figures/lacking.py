"""The evidence that is not there: by gate, requirement and side, in the open deals that claim to be past the gate."""

from __future__ import annotations

from gatecoach.audit.figures.deals import Source, listed
from gatecoach.audit.figures.rows import Lack
from gatecoach.audit.figures.stages import further
from gatecoach.audit.items import SAME
from gatecoach.audit.joining import met
from gatecoach.gate import Status
from gatecoach.lower import Gate
from gatecoach.ways import path

SHORT = (Status.MISSING, Status.EXPIRED, Status.UNVERIFIABLE, Status.CONTESTED)


def lacking(source: Source) -> list[Lack]:
    """The sides of enforced requirements that are short somewhere; gates in their order, the most frequent first.

    A deal counts for a gate where it is claimed past it and the gate does not open. What a waiver covers is not short.
    """
    deals = source.open.mutate(past=further(source.open))
    sides = met(source.audit.sides, deals, SAME, ("past", "next"))
    held = sides.past & (" " + sides.next + " ").contains(" " + sides.gate + " ")
    open_ = ~sides.waived
    counts = {str(each): (held & open_ & (sides.status == str(each))).sum() for each in SHORT}
    everywhere = (open_ & sides.status.isin([str(each) for each in SHORT])).sum()
    rows = listed(sides.group_by("gate", "requirement", "side").agg(held=held.sum(), everywhere=everywhere, **counts))
    journey = source.audit.journey
    enforced = {(gate.id, each.id) for gate in journey.gates.values() for each in gate.requirements
                if each.mode == "enforce"}  # fmt: skip
    past = _past(source)
    lacks = [
        Lack(
            row["gate"], row["requirement"], row["side"], row["held"] or 0, row["missing"] or 0, row["expired"] or 0,
            row["unverifiable"] or 0, row["contested"] or 0, row["everywhere"] or 0, past[row["gate"]],
        )
        for row in rows
        if (row["gate"], row["requirement"]) in enforced
    ]  # fmt: skip
    order = {gate: number for number, gate in enumerate(journey.gates)}
    short = [each for each in lacks if each.short]
    return sorted(short, key=lambda each: (order[each.gate], -each.short, each.requirement, each.side))


def _past(source: Source) -> dict[str, int]:
    """How many open deals claim to be past each gate: its target is what they claim, or leads there."""
    deals, journey = source.open, source.audit.journey
    rows = listed(deals.group_by("claimed").agg(n=deals.count()))
    claims = {row["claimed"]: row["n"] for row in rows if row["claimed"]}

    def beyond(gate: Gate) -> int:
        return sum(number for place, number in claims.items() if path(journey, gate.target, place) is not None)

    return {gate.id: beyond(gate) for gate in journey.gates.values()}
