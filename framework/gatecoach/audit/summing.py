"""What an audit found in a few numbers: deals by their gap, by stage, and what is missing most often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from gatecoach.audit.auditing import Audit
from gatecoach.audit.results import waits


class Count(NamedTuple):
    """How many open deals claim a stage, and how many are verified there."""

    claimed: int = 0
    verified: int = 0


class Lacking(NamedTuple):
    """A requirement, and how many open deals wait for it at a gate to work on now."""

    gate: str
    requirement: str
    deals: int


@dataclass(frozen=True)
class Summary:
    """The numbers of an audit. `gaps` counts open deals by their gap (a number of gates, or why there is none)."""

    deals: int
    ended: int
    gaps: Mapping[int | str, int]
    stages: Mapping[str, Count]
    lacking: Sequence[Lacking]
    widest: str
    """The open deal with the widest gap; empty where no deal has one."""

    @property
    def open(self) -> int:
        """How many deals have not ended."""
        return self.deals - self.ended

    def as_dict(self) -> dict[str, Any]:
        """For a machine."""
        return {
            "deals": self.deals, "open": self.open, "ended": self.ended,
            "gaps": [{"gap": gap, "deals": number} for gap, number in self.gaps.items()],
            "stages": [{"stage": name, **each._asdict()} for name, each in self.stages.items()],
            "missing": [each._asdict() for each in self.lacking],
            "widest": self.widest,
        }  # fmt: skip


def summed(audit: Audit) -> Summary:
    """The numbers of this audit."""
    keys = ["ended", "claimed", "verified", "gap", "gap_is"]
    rows = audit.deals.group_by(keys).agg(deals=audit.deals.count()).to_pyarrow().to_pylist()
    unended = [row for row in rows if not row["ended"]]
    gaps: dict[int | str, int] = {}
    for row in sorted(unended, key=lambda row: (row["gap"] is None, row["gap"] or 0, row["gap_is"])):
        gap = row["gap_is"] if row["gap"] is None else row["gap"]
        gaps[gap] = gaps.get(gap, 0) + row["deals"]
    widest = audit.deals.filter(~audit.deals.ended & (audit.deals.gap > 0))
    first = widest.order_by([widest.gap.desc(), widest.deal]).limit(1).to_pyarrow().to_pylist()
    return Summary(
        deals=sum(row["deals"] for row in rows),
        ended=sum(row["deals"] for row in rows if row["ended"]),
        gaps=gaps,
        stages={name: _at(unended, name) for name in [*audit.journey.stages, *audit.journey.ends]
                if name in audit.journey.stages or any(_at(unended, name))},
        lacking=_lacking(audit),
        widest=first[0]["deal"] if first else "",
    )  # fmt: skip


def _at(rows: Sequence[Mapping[str, Any]], stage: str) -> Count:
    claimed = sum(row["deals"] for row in rows if row["claimed"] == stage)
    return Count(claimed, sum(row["deals"] for row in rows if row["verified"] == stage))


def _lacking(audit: Audit) -> list[Lacking]:
    """Every requirement that some open deal waits for, the most frequent first."""
    table = audit.judged.filter(~audit.judged.ended)
    asked = [(gate, each) for gate in audit.journey.gates.values() for each in gate.requirements
             if each.mode == "enforce"]  # fmt: skip
    if not asked:
        return []
    counts = {f"n{number}": waits(table, *each).sum() for number, each in enumerate(asked)}
    row = table.agg(**counts).to_pyarrow().to_pylist()[0]
    found = [Lacking(gate.id, each.id, row[f"n{number}"] or 0) for number, (gate, each) in enumerate(asked)]
    return sorted((each for each in found if each.deals), key=lambda each: -each.deals)
