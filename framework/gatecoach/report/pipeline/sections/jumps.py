"""Claims that leave out stages."""

from __future__ import annotations

from gatecoach.audit.figures.rows import Figures
from gatecoach.report.layout import counted
from gatecoach.report.pipeline.about import About, on_day
from gatecoach.report.pipeline.charts.bars import Bar, Item, bars
from gatecoach.report.pipeline.charts.board import Kind
from gatecoach.report.pipeline.markup import Section, Table, numbers, words

TITLE = "Stages left out"
SHOWN = 10


def jumps(figures: Figures, about: About) -> Section:
    """From where to where claims leap."""
    if not figures.jumps:
        return Section("jumps", TITLE, ["No dated claim leaves out a stage."])
    says = (
        "From one day to another a deal was claimed further by more than one gate. That may be a deal that really went "
        "fast, or a stage that was set so that a forecast fits."
    )
    first = figures.jumps[:SHOWN]
    items = [
        Item(
            f"{about.stage(each.source)} → {about.stage(each.target)}",
            [Bar([(Kind.CLAIMED, each.times)], f"{each.times}, {counted(each.skipped, 'stage')} left out")],
        )
        for each in first
    ]
    said = "; ".join(f"{item.title}: {item.bars[0].label}" for item in items)
    picture = bars(items, (), title="Claims that leave out stages, by how often", about=f"{said}.")
    return Section("jumps", TITLE, [says], [picture], [_table(figures, about)], [_deals(figures, about)])


def _table(figures: Figures, about: About) -> Table:
    columns = [*words("From", "To"), *numbers("Left out", "Times", "Open deals")]
    rows = [
        [about.stage(each.source), about.stage(each.target), each.skipped, each.times, each.open_deals]
        for each in figures.jumps
    ]
    return Table("Every leap", columns, rows)


def _deals(figures: Figures, about: About) -> Table:
    rows = [
        [
            about.deal(each.deal, each.owner),
            (about.claim(each.claimed), f"verified: {about.stage(each.verified)}"), on_day(each.days),
        ]
        for each in figures.jumped
    ]  # fmt: skip
    return Table("Open deals that leapt, the newest first", words("Deal", "Claimed", "On"), rows)
