"""How the gap went over some weeks, as a small table with a bar for each day, and as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gatecoach.lower import Journey
from gatecoach.report.layout import counted, long_day, wrapped

if TYPE_CHECKING:
    from gatecoach.audit.trend import Standings

BAR = 24
"""How wide the longest bar may be."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The days of a trend of one journey; `by` names the framework, `undated` how many deals claim without a date."""

    days: Sequence[Standings]
    journey: Journey
    by: str
    money: str = ""
    currency: str = ""
    undated: int = 0


def trend_text(trend: Trend, *, width: int = 100) -> str:
    """A row for each day: the open deals, the gates that are claimed and not shown with a bar, and the money behind."""
    parts = [_head(trend, width), _table(trend, width), _end(trend, width)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _head(trend: Trend, width: int) -> list[str]:
    first, last = trend.days[0].at, trend.days[-1].at
    days = long_day(last) if first == last else f"from {long_day(first)} to {long_day(last)}"
    return wrapped(f"{trend.journey.title}, the gap {days}, by {trend.by}", width)


def _table(trend: Trend, width: int) -> list[str]:
    head = ["Day", "Open", "Gates", *(["Amount"] if trend.money else [])]
    rows = [head, *(_cells(trend, each) for each in trend.days)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    taken = sum(widths) + 2 * len(widths)
    if taken > width:  # the amount goes first: it stands in the sentence below
        return _table(Trend(trend.days, trend.journey, trend.by), width)
    room, most = min(BAR, width - taken), max(each.gap for each in trend.days)
    bars = [bar(each.gap, most, room) for each in trend.days] if room >= 3 else [""] * len(trend.days)
    lines = []
    for row, drawn in zip(rows, ["", *bars], strict=True):
        cells = [
            cell.rjust(wide) if place else cell.ljust(wide) for place, (cell, wide) in enumerate(_pairs(row, widths))
        ]
        lines.append("  ".join([*cells, drawn]).rstrip())
    return lines


def _pairs(row: Sequence[str], widths: Sequence[int]) -> list[tuple[str, int]]:
    return [*zip(row, widths, strict=True)]


def bar(value: int, most: int, room: int) -> str:
    """A bar as long as the value is among the most; anything at all is seen."""
    return "#" * max(round(value * room / most), 1) if value else ""


def _cells(trend: Trend, each: Standings) -> list[str]:
    money = [f"{each.money:,.0f}"] if trend.money else []
    return [each.at.isoformat(), str(each.deals), str(each.gap), *money]


def _end(trend: Trend, width: int) -> list[str]:
    """How the gap lies today, and what no number says."""
    last = trend.days[-1]
    said = {gap: f"of {counted(gap, 'gate')}" if gap else "without a gap" for gap in last.by_gap}
    spread = ", ".join(f"{counted(deals, 'deal')} {said[gap]}" for gap, deals in last.by_gap.items())
    lines = wrapped(f"{long_day(last.at)}: {spread or 'no deal can be compared'}.", width)
    if trend.money:
        worth = " ".join(filter(None, (f"{last.money:,.0f}", trend.currency)))
        unknown = f", and {counted(last.unknown, 'deal')} of unknown worth" if last.unknown else ""
        lines += wrapped(f"Behind the gap: {worth}{unknown}.", width)
    other = [(last.behind, "claiming less than is shown"), (last.unclear, "with nothing to compare")]
    uncounted = " and ".join(f"{counted(number, 'deal')} {words}" for number, words in other if number)
    lines += wrapped(f"Not counted as a gap: {uncounted}.", width) if uncounted else []
    if trend.undated:
        claims = counted(trend.undated, "deal")
        does = "claims" if trend.undated == 1 else "claim"
        words = f"{claims} {does} a stage without a date: the claim of today is taken for every day."
        lines += wrapped(words, width)
    return lines


def trend_dict(trend: Trend) -> dict[str, Any]:
    """The same for a machine."""
    return {
        "schema": 1,
        "journey": trend.journey.id,
        "framework": trend.by,
        "money": trend.money,
        "undated-claims": trend.undated,
        "days": [_day(trend, each) for each in trend.days],
    }


def _day(trend: Trend, each: Standings) -> dict[str, Any]:
    return {
        "at": _iso(each.at), "deals": each.deals, "gap": each.gap, "ahead": each.ahead,
        "by-gap": {str(gap): deals for gap, deals in each.by_gap.items()}, "behind": each.behind,
        "unclear": each.unclear, "amount": _amount(each.money) if trend.money else None,
        "amount-unknown": each.unknown if trend.money else None,
    }  # fmt: skip


def _iso(day: dt.date) -> str:
    return day.isoformat()


def _amount(money: Decimal) -> str:
    return format(money, "f")
