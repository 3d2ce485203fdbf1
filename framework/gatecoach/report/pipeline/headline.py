"""What a sales director reads first: one sentence, four numbers, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gatecoach.audit.figures.rows import Figures
from gatecoach.report.pipeline.about import NO_OWNER, NOT_KNOWN, About, days, deals, share


class Tile(NamedTuple):
    """A number with what it counts and what goes with it."""

    title: str
    number: str
    more: str
    kind: str = ""


def lead(figures: Figures, about: About) -> str:
    """The one sentence."""
    total = figures.total
    if not total.deals:
        return "There are no open deals."
    if total.odd == total.deals:
        return f"{_all(total.deals)} no known stage, so there is no gap to tell."
    known = f"{total.deals:,} open deals" if total.deals > 1 else "1 open deal"
    if not total.further:
        return f"No open deal of {total.deals} is claimed further than its evidence supports."
    verb = "is" if total.further == 1 else "are"
    worth = f": {about.worth(total.further_amount)}" if about.money else ""
    return f"{total.further:,} of {known} {verb} claimed further than the evidence supports{worth}."


def _all(number: int) -> str:
    return f"All {number} open deals claim" if number > 1 else "The one open deal claims"


def tiles(figures: Figures, about: About) -> list[Tile]:
    """The numbers that matter most."""
    total, ageing = figures.total, figures.ageing
    money = bool(about.money)
    older = Tile("Open for longer than any deal that closed", NOT_KNOWN, "nothing with known days has closed yet")
    if ageing.longest is not None:
        part = f"{share(ageing.older_deals, ageing.dated)} of those with a known age; the longest took "
        older = Tile(older.title, f"{ageing.older_deals:,}", f"{part}{days(ageing.longest)}")
    odd = f"; the gap of {deals(total.odd)} is not known" if total.odd else ""
    return [
        Tile("Open deals", f"{total.deals:,}", about.worth(total.amount) if money else f"{figures.ended} have ended"),
        Tile(
            "Claimed too far", f"{total.further:,}",
            f"{about.worth(total.further_amount)}, {share(total.further_amount, total.amount)} of the worth"
            if money else f"{share(total.further, total.deals)} of them", "claimed",
        ),
        Tile(
            "Supported by evidence", f"{total.supported:,}",
            f"{about.worth(total.supported_amount) if money else share(total.supported, total.deals)}{odd}", "shown",
        ),
        older,
    ]  # fmt: skip


def hints(figures: Figures, about: About) -> Iterator[str]:
    """What to look at: the evidence that is short most often, the rep who claims most too far, what is not priced."""
    if figures.lacks:
        most = max(figures.lacks, key=lambda each: each.short)
        side, asked = most.side, about.asked(most.gate, most.requirement, most.side)
        yield (
            f'Short most often: "{asked}" of the {side}, in {most.short} of {deals(most.claimed)} '
            f'that claim to be past "{about.gate(most.gate)}".'
        )
    gaps = [each for each in figures.reps if each.further and about.owner(each.name) != NO_OWNER]
    if gaps:
        first = gaps[0]
        worth = f", {about.worth(first.further_amount)}" if about.money else ""
        what = "worth" if about.money else "deals"
        yield f"Most {what} claimed too far: {about.owner(first.name)}, {first.further} of {deals(first.deals)}{worth}."
    if about.money and figures.total.unpriced:
        yield f"Not in any sum: {deals(figures.total.unpriced)} without an amount that can be added."
