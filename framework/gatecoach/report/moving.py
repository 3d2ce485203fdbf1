"""Which deals move from one version of a framework to another, where to and why: for whoever answers for the move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gatecoach.migrating import Case, Comparison, Direction, Fate, OpenTalk, Plan, ordered, totals
from gatecoach.report.layout import clean, counted, wrapped

MOST = 4
"""How many reasons are shown for a deal."""
WAYS = {
    Direction.BACK: "back",
    Direction.ELSEWHERE: "elsewhere",
    Direction.FORWARD: "forward",
    Direction.STAYS: "stands",
}
SUMS = {
    Direction.BACK: ("moves back", "move back"),
    Direction.ELSEWHERE: ("moves elsewhere", "move elsewhere"),
    Direction.FORWARD: ("moves forward", "move forward"),
    Direction.STAYS: ("stands where it stood", "stand where they stood"),
}
"""What one deal does, and what several do."""
KINDS = {
    "evidence": "evidence",
    "outcomes": "outcome",
    "evidence-fields": "field of evidence",
    "evidence-values": "value of evidence",
    "requirements": "waiver of",
    "fields": "field",
    "values": "value",
    "roles": "role",
}


@dataclass(frozen=True, slots=True)
class Moving:
    """A move, planned or done: every deal that was looked at, and the talks that are open under the older version.

    `moved` names the deals that were moved; nothing of a dry run. `money` is the field that says what they are worth.
    """

    plan: Plan
    cases: Sequence[Case]
    talks: Sequence[OpenTalk] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    money: str = ""
    moved: Sequence[tuple[str, str]] | None = None

    @property
    def comparisons(self) -> list[Comparison]:
        """Of the deals that move, those that move back first."""
        return ordered(each.comparison for each in self.cases if each.comparison is not None)

    @property
    def moves(self) -> list[Case]:
        """The deals that are compared, in the same order; two journeys may each have a deal of one id."""
        cases = {id(each.comparison): each for each in self.cases}
        return [cases[id(each)] for each in self.comparisons]

    def of(self, fate: Fate) -> list[Case]:
        """The deals of that fate."""
        return [each for each in self.cases if each.fate is fate]


def moving_text(moving: Moving, *, width: int = 100) -> str:
    """The whole report: a row for each deal with why, what it comes to, what stays, and the talks."""
    parts = [head_lines(moving.plan, width), table_lines(moving, width)]
    parts += [sum_lines(moving.plan, totals(moving.comparisons), width, money=moving.money), _left(moving, width)]
    parts += [_talks(moving, width), _end(moving, width)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def head_lines(plan: Plan, width: int) -> list[str]:
    """From which version to which, and by which map."""
    pins = [f"{each.id} {each.version} ({each.hash[:12]})" for each in (plan.old, plan.new)]
    by = f"by the map {plan.id}" if plan.id else "without a map"
    return wrapped(f"From {pins[0]} to {pins[1]}, {by}", width)


def table_lines(moving: Moving, width: int) -> list[str]:
    """A row for each deal with why it moves."""
    both = zip(moving.comparisons, moving.moves, strict=True)
    rows = [(_cells(moving, found), [*_why(found, width), *_given_up(case, width)]) for found, case in both]
    if not rows:
        return []
    head = ("Way", "Deal", "Verified", "Gap", *(("Amount",) if moving.money else ()))
    widths = [max(len(row[place]) for row in [head, *(cells for cells, _ in rows)]) for place in range(len(head))]
    wide = sum(widths) + 2 * len(widths) <= width
    lines = [_row(head, widths)] if wide else []
    for cells, why in rows:
        lines += [_row(cells, widths)] if wide else wrapped(", ".join(filter(None, cells)), width)
        lines += why
    return lines


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(wide) for cell, wide in zip(cells, widths, strict=True)).rstrip()


def _cells(moving: Moving, found: Comparison) -> tuple[str, ...]:
    before, after = found.before, found.after
    name = moving.names.get(found.subject, "")
    deal = clean(f"{name} ({found.subject})" if name else found.subject)
    then, now = before.subject.course.title_of(before.verified), after.subject.course.title_of(after.verified)
    stage = _both(clean(then), clean(now))
    cells = (WAYS[found.direction], deal, stage, _both(*(str(each) for each in found.gaps)))
    return (*cells, _money(found.amount, after.subject.framework.definition.currency)) if moving.money else cells


def _both(then: str, now: str) -> str:
    """Before and after; once where nothing changed."""
    return then if then == now else f"{then} -> {now}"


def _money(amount: Decimal | str | None, currency: str | None) -> str:
    return "unknown" if amount is None else " ".join(filter(None, (f"{Decimal(amount):,}", currency)))


def _why(found: Comparison, width: int) -> list[str]:
    """Why a deal moves, or what else is judged otherwise: the gate that decides, with its reasons."""
    gate = found.decisive
    if gate is None or found.direction is Direction.STAYS:
        return []
    gone = gate.after is None
    does = "is no more" if gone else "opens now" if gate.frees else "does not open now" if gate.before else "is new"
    lines = wrapped(f"{gate.title}: {does}.", width, first="  ")
    under = "after" if gate.blocks else "before"
    whys = [each for verdict in gate.verdicts for each in verdict.reasons if each.under == under]
    whys = whys or [each for each in gate.reasons if each.under == under]
    said = [*dict.fromkeys(each.text() for each in whys)]
    left = len(said) - MOST
    told = [*said[:MOST], *([f"{counted(left, 'more reason')} (--format json has them all)"] if left > 0 else [])]
    before = "" if gate.blocks else "before: "
    return lines + [line for each in told for line in wrapped(f"{before}{each}", width, first="    - ")]


def _given_up(case: Case, width: int) -> list[str]:
    told = [f"{KINDS[each.kind]} {each.word}, {counted(each.number, 'time')}: {each.why}" for each in case.given_up]
    return [line for each in told for line in wrapped(f"given up: {each}", width, first="  ")]


def sum_lines(plan: Plan, sums: Mapping[str, Mapping[str, Any]], width: int, *, money: str) -> list[str]:
    """How many deals go which way, and what they are worth (see `migrating.totals`)."""
    parts = []
    for way, each in sums.items():
        worth = f" ({_money(each['amount'], plan.new.definition.currency)})" if money and each["amount"] else ""
        if each["deals"]:
            one, many = SUMS[Direction(way)]
            parts.append(f"{each['deals']} {one if each['deals'] == 1 else many}{worth}")
    number = sum(each["deals"] for each in sums.values())
    return wrapped(f"{counted(number, 'deal')}: {', '.join(parts)}.", width) if number else []


def _left(moving: Moving, width: int) -> list[str]:
    """The deals that do not move, and why."""
    there = moving.of(Fate.THERE)
    new = moving.plan.new
    lines = wrapped(f"{counted(len(there), 'deal')} under {new.id} {new.version} already.", width) if there else []
    for fate, words in ((Fate.STAYS, "stays"), (Fate.ELSEWHERE, "is left alone"), (Fate.LOST, "cannot be told")):
        for each in moving.of(fate):
            why = f": {each.why}" if each.why else ""
            lines += wrapped(f"{each.journey} {each.id} {words}{why}", width)
    return lines


def _talks(moving: Moving, width: int) -> list[str]:
    if not moving.talks:
        return []
    old = moving.plan.old
    one = len(moving.talks) == 1
    lines = wrapped(
        f"{counted(len(moving.talks), 'talk')} under {old.id} {old.version} {'is' if one else 'are'} not known to have "
        f"ended. Talks stay with their version: end {'it' if one else 'them'} with `gatecoach coach --framework OLD`, "
        "or begin anew under the new one.",
        width,
    )
    for each in moving.talks:
        step = f"in {each.step}" if each.step else "which cannot be told again from this journal alone"
        about = f" about {', '.join(each.about)}" if each.about else ""
        lines += wrapped(f"{each.kind} {each.stream}{about}, {step}", width, first="  - ")
    return lines


def _end(moving: Moving, width: int) -> list[str]:
    """What was done, or would be."""
    to_do = len(moving.of(Fate.MOVES))
    if moving.moved is None:
        words = f"A dry run: nothing was written. {counted(to_do, 'deal').capitalize()} would be moved."
    elif moving.moved:
        words = f"{counted(len(moving.moved), 'deal')} moved, one event for each in the journal."
    else:
        words = "No deal had to be moved; nothing was written."
    return wrapped(words, width)


def moving_dict(moving: Moving) -> dict[str, object]:
    """The move for a machine."""
    plan = moving.plan
    pins = {
        name: {"id": each.id, "version": each.version, "hash": each.hash}
        for name, each in (("from", plan.old), ("to", plan.new))
    }
    others = [each for each in moving.cases if each.comparison is None]
    return {
        "schema": 1,
        "dry-run": moving.moved is None,
        "map": {"id": plan.id, "digest": plan.digest, **pins},
        "deals": [case_dict(each, moving.names.get(each.id, "")) for each in [*moving.moves, *others]],
        "money": moving.money,
        "totals": totals(moving.comparisons),
        "talks": [
            {"stream": each.stream, "kind": each.kind, "step": each.step, "about": list(each.about)}
            for each in moving.talks
        ],
        "moved": len(moving.moved or ()),
    }


def case_dict(case: Case, name: str) -> dict[str, object]:
    """A deal and what becomes of it, for a machine."""
    given_up = [{"kind": e.kind, "word": e.word, "why": e.why, "number": e.number} for e in case.given_up]
    told = case.comparison.as_dict() if case.comparison else {}
    return {
        "id": case.id,
        "name": name,
        "journey": case.journey,
        "fate": str(case.fate),
        "why": case.why,
        "given-up": given_up,
        **told,
    }
