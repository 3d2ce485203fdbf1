"""A row of an audit as a deal of the desk: what the tables say of it, without signs and questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gatecoach.definition.plain import say
from gatecoach.desk.deals import Deal, Lack, expected, known_worth
from gatecoach.gate import SETTLED, Status
from gatecoach.lower import Gate, Journey
from gatecoach.ways import Distance


def deal_of_row(
    journey: Journey, row: Mapping[str, Any], sides: Iterable[Mapping[str, Any]] = (), *, worth: object = None
) -> Deal:
    """The deal of a row of `Audit.rows()`; `sides` are its rows of `Audit.sides`, which tell what is lacking.

    An audit looks for no signs and asks nothing: for these rerun the kernel on the few deals that matter.
    """
    gap: int | Distance = Distance(row["gap_is"]) if row["gap_is"] else int(row["gap"])
    return Deal(
        id=row["deal"], owner=row["owner"] or "", claimed=row["claimed"] or "", verified=row["verified"], gap=gap,
        ended=bool(row["ended"]), worth=known_worth(worth), lacks=tuple(_lacks(journey, row, gap, sides)),
        expected=expected(journey, row["verified"]),
    )  # fmt: skip


def _lacks(
    journey: Journey, row: Mapping[str, Any], gap: int | Distance, sides: Iterable[Mapping[str, Any]]
) -> Iterator[Lack]:
    if not isinstance(gap, int) or gap == 0:
        return
    told: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for each in sides:
        told.setdefault((each["gate"], each["requirement"]), []).append(each)
    gates = [*journey.gates]
    for gate in row["next"].split():
        yield from _of_gate(journey.gates[gate], gates.index(gate), told)


def _of_gate(gate: Gate, rank: int, told: Mapping[tuple[str, str], list[Mapping[str, Any]]]) -> Iterator[Lack]:
    for number, requirement in enumerate(gate.requirements):
        rows = {each["side"]: each for each in told.get((gate.id, requirement.id), ())}
        if not rows or requirement.mode != "enforce":
            continue
        status = next(iter(rows.values()))["of_requirement"]
        if status not in SETTLED:
            sides = tuple(side for side in requirement.sides if rows[side]["status"] != Status.MET)
            yield Lack(gate.id, requirement.id, say(requirement.text), status, sides, (rank, number))
