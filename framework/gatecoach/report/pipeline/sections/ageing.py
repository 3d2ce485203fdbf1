"""How old open deals are, beside the deals that closed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gatecoach.audit.figures.rows import Ageing, Figures
from gatecoach.report.pipeline.about import About, days, deals, share
from gatecoach.report.pipeline.charts.ages import ages_chart, columns, step_of
from gatecoach.report.pipeline.markup import Section, Table, numbers, words

TITLE = "Age of open deals"


def ageing(figures: Figures, about: About) -> Section:
    """Open deals against the own closed ones."""
    found = figures.ageing
    says = [_cycles(found), *_older(found, about)]
    if found.undated:
        says.append(f"Of {deals(found.undated)} the age is not known: nothing says since when they are open.")
    pictures = [_picture(found)] if found.ages else []
    return Section("ageing", TITLE, says, pictures, [_bands(found)], [_list(found, about)])


def _cycles(found: Ageing) -> str:
    if found.longest is None:
        return "No deal with known days was won or lost yet, so how long a deal takes here is not known."
    won = f" (those that were won {days(found.won_median)})" if found.won_median is not None else ""
    return (
        f"{deals(found.closed).capitalize()} that were won or lost tell how long a deal takes here: half of them took "
        f"no more than {days(found.median)}{won}, the longest took {days(found.longest)}."
    )


def _older(found: Ageing, about: About) -> list[str]:
    if found.longest is None or not found.dated:
        return []
    worth = f", worth {about.worth(found.older_amount)}" if about.money and found.older_deals else ""
    part = f"{found.older_deals:,} of {found.dated:,} open deals ({share(found.older_deals, found.dated)})"
    return [f"{part} are open for longer than any deal that ever closed{worth}."]


def _marks(found: Ageing) -> Sequence[tuple[Decimal | int, str]]:
    if found.median is None or found.longest is None:
        return []
    return [
        (found.median, f"closed deals, middle: {days(found.median)}"),
        (found.longest, f"longest: {days(found.longest)}"),
    ]


def _picture(found: Ageing) -> str:
    old = f"{found.older_deals} are older than every closed deal. " if found.longest is not None else ""
    said = "; ".join(f"{name}: {young + older}" for name, young, older in bands(found) if young + older)
    return ages_chart(
        found.ages, _marks(found), found.longest, title="Open deals by age in days", about=f"{old}{said}."
    )


def bands(found: Ageing) -> list[tuple[str, int, int]]:
    """The columns of the picture: their days, the deals within what closed ones took, and the older ones."""
    marks = [int(day) for day, _ in _marks(found)]
    step = step_of(max([*(each.days for each in found.ages), *marks]))
    counted = columns(found.ages, step, found.longest)
    return [(f"{at * step:,} to {(at + 1) * step - 1:,} days", *both) for at, both in enumerate(counted)]


def _bands(found: Ageing) -> Table:
    if not found.ages:
        return Table("", (), ())
    rows = [[name, young + old, old if found.longest is not None else "not known"] for name, young, old in bands(found)]
    return Table("Open deals by age", [*words("Age"), *numbers("Deals", "Older than any closed")], rows)


def _list(found: Ageing, about: About) -> Table:
    money = numbers(about.unit) if about.money else []
    cut = len(found.older) < found.older_deals
    more = f" (the oldest {len(found.older)} of {found.older_deals})" if cut else ""
    rows = [
        [
            about.deal(each.deal, each.owner), about.claim(each.claimed), f"{each.days:,}",
            *([about.exact(each.amount)] if about.money else []),
        ]
        for each in found.older
    ]  # fmt: skip
    columns = [*words("Deal", "Claimed"), *numbers("Days"), *money]
    return Table(f"Older than any deal that closed{more}", columns, rows)
