"""Claimed against verified: the open deals by stage, and those with the widest gap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gatecoach.audit.figures.rows import Deal, Figures, Stage
from gatecoach.report.pipeline.about import About, deals
from gatecoach.report.pipeline.charts.bars import Bar, Item, bars
from gatecoach.report.pipeline.charts.board import Kind
from gatecoach.report.pipeline.markup import Section, Table, numbers, words

TITLE = "Claimed against verified"
LEGEND = ((Kind.CLAIMED, "claimed"), (Kind.SHOWN, "verified by evidence"))
WAYS = {"behind": "claims less", "off-path": "off its path", "unknown": "not known"}
ROWS = 15


def claimed(figures: Figures, about: About) -> Section:
    """Where deals are said to be, and where the evidence has them."""
    says = (
        "Pale bars show where the CRM says that open deals are, solid bars where evidence from both sides has them. "
        "The more the solid bars stand above the pale ones, the more the pipeline is hope."
    )
    pictures = [_picture(figures, about)] if figures.total.deals else []
    return Section("claimed", TITLE, [says], pictures, [_stages(figures, about), _ways(figures, about)])


def _size(about: About, number: int, amount: Decimal) -> Decimal:
    return amount if about.money else Decimal(number)


def _picture(figures: Figures, about: About) -> str:
    items = [
        Item(
            about.stage(each.stage),
            [
                Bar([(Kind.CLAIMED, _size(about, each.claimed, each.claimed_amount))],
                    _label(about, each.claimed, each.claimed_amount)),
                *_shown(each, about),
            ],
        )
        for each in figures.stages
    ]  # fmt: skip
    unit = f"Length: worth in {about.currency}." if about.currency else ""
    said = "; ".join(
        f"{about.stage(each.stage)}: {each.claimed} claimed, {each.verified} verified" for each in figures.stages
    )
    return bars(items, LEGEND, title="Open deals by claimed and by verified stage", about=f"{unit} {said}.")


def _shown(stage: Stage, about: About) -> list[Bar]:
    """What is verified; nothing can be verified at no stage."""
    if not stage.stage:
        return []
    size = _size(about, stage.verified, stage.verified_amount)
    return [Bar([(Kind.SHOWN, size)], _label(about, stage.verified, stage.verified_amount))]


def _label(about: About, number: int, amount: Decimal) -> str:
    return f"{deals(number)}, {about.worth(amount)}" if about.money and amount else deals(number)


def _stages(figures: Figures, about: About) -> Table:
    """The table behind the picture."""
    heads = numbers(about.counted("Claimed"), about.counted("Verified"), "Claimed too far")
    rows = [
        [
            about.stage(each.stage), about.cell(each.claimed, each.claimed_amount),
            about.cell(each.verified, each.verified_amount), each.further,
        ]
        for each in figures.stages
    ]  # fmt: skip
    return Table("Open deals by stage", [*words("Stage"), *heads], rows)


def _ways(figures: Figures, about: About) -> Table:
    """From what is claimed to what is verified."""
    money = numbers(about.unit) if about.money else []
    columns = [*words("Claimed", "Verified"), *numbers("Gates short", "Deals"), *money]
    rows = [
        [
            about.claim(each.claimed), about.stage(each.verified), gap_words(each.gap), each.deals,
            *([about.exact(each.amount)] if about.money else []),
        ]
        for each in figures.ways[:ROWS]
    ]  # fmt: skip
    left = len(figures.ways) - len(rows)
    more = f" (the first {len(rows)}; {left} more are in the audit itself)" if left > 0 else ""
    return Table(f"Where the two differ{more}", columns, rows)


def gap_words(gap: int | str) -> str:
    """A gap in gates, or why there is none to count."""
    return str(gap) if isinstance(gap, int) else WAYS[gap]


def widest(figures: Figures, about: About) -> Section:
    """The deals to ask about first."""
    found = figures.widest
    left = figures.total.further - len(found)
    more = f"The first {len(found)} of {figures.total.further}. " if left > 0 else ""
    by = "worth most first" if about.money else "the widest gap first"
    says = [f"{more}Each is claimed further than its evidence supports; {by}."] if found else ["There are none."]
    return Section("widest", "The deals to ask about", says, (), [listed("Claimed too far", found, about)])


def listed(caption: str, found: Sequence[Deal], about: About) -> Table:
    """Deals with where they stand."""
    money = numbers(about.unit) if about.money else []
    rows = [
        [
            about.deal(each.deal, each.owner),
            (about.claim(each.claimed), f"verified: {about.stage(each.verified)}"),
            each.gap, *([about.exact(each.amount)] if about.money else []),
        ]
        for each in found
    ]  # fmt: skip
    return Table(caption, [*words("Deal", "Claimed"), *numbers("Gates short"), *money], rows)
