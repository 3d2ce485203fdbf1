"""What a change of a framework would do to the deals of a pipeline, in the words of a migration: nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from gatecoach.migrating import Direction
from gatecoach.report.layout import counted, moment, wrapped
from gatecoach.report.moving import Moving, case_dict, head_lines, sum_lines, table_lines

if TYPE_CHECKING:
    from gatecoach.audit.impact import Impact


def impact_text(impact: Impact, names: Mapping[str, str], *, width: int = 100) -> str:
    """A row for each deal that moves with why, and what it comes to."""
    plan, moving = impact.plan, _moving(impact, names)
    when = moment(impact.at, plan.new.time_zone)
    parts = [
        [*head_lines(plan, width), *wrapped(f"As of {when}", width)],
        table_lines(moving, width),
        sum_lines(plan, impact.totals, width, money=impact.money),
        _by_gate(impact, width),
        wrapped(_end(impact), width),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _end(impact: Impact) -> str:
    moved = len(impact.cases)
    ended = sum(1 for each in impact.cases if each.comparison and each.comparison.before.ended)
    would = f"{counted(moved, 'deal')} would have another verified stage" if moved else "No verified stage would change"
    over = f", {ended} of them ended already" if ended else ""
    return f"{would}{over}. Nothing was published, and nothing written."


def _by_gate(impact: Impact, width: int) -> list[str]:
    """How many deals each gate moves, where it is more than one; the gate that moves the most comes first."""
    gates: Counter[str] = Counter()
    for case in impact.cases:
        decisive = case.comparison and case.comparison.decisive
        if decisive and case.comparison and case.comparison.direction is not Direction.STAYS:
            gates[f"{decisive.title}{' (opens now)' if decisive.frees else ''}"] += 1
    rows = sorted(gates.items(), key=lambda row: (-row[1], row[0]))
    lines = [line for name, deals in rows for line in wrapped(f"{name}: {counted(deals, 'deal')}", width, first="  ")]
    return ["By the gate that decides", *lines] if lines else []


def _moving(impact: Impact, names: Mapping[str, str]) -> Moving:
    return Moving(impact.plan, impact.cases, names=names, money=impact.money)


def impact_dict(impact: Impact, names: Mapping[str, str]) -> dict[str, object]:
    """The impact for a machine; a deal is told as `migrate --dry-run` tells it."""
    plan = impact.plan
    pins = {
        name: {"id": each.id, "version": each.version, "hash": each.hash}
        for name, each in (("from", plan.old), ("to", plan.new))
    }
    return {
        "schema": 1,
        "at": impact.at.isoformat(),
        "journey": impact.journey,
        "map": {"id": plan.id, "digest": plan.digest, **pins},
        "money": impact.money,
        "totals": impact.totals,
        "deals": [case_dict(each, names.get(each.id, "")) for each in _moving(impact, names).moves],
    }
