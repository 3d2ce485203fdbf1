"""How old open deals are, beside how long the deals of this very pipeline took that were won or lost."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import ibis

from gatecoach.audit.figures.deals import Source, listed
from gatecoach.audit.figures.rows import Age, Ageing
from gatecoach.audit.figures.stages import deal_of, money


def ageing(source: Source, most: int) -> Ageing:
    """Days of closed deals and of open ones; at most so many of those that are older than every closed one."""
    won = [id_ for id_, each in source.audit.journey.ends.items() if each.kind == "won"]
    took = _counted(source.deals, "took")
    took_won = _counted(source.deals.filter(source.deals.claimed.isin(won)), "took")
    ages = _counted(source.open, "age")
    longest = max(took, default=None)
    older = source.open.filter(ibis.literal(False) if longest is None else source.open.age > longest)
    sums = listed(older.agg(deals=older.count(), amount=older.amount.sum()))[0]
    first = older.order_by([older.age.desc(), older.deal]).limit(most)
    return Ageing(
        closed=sum(took.values()),
        median=median(took),
        longest=longest,
        won_median=median(took_won),
        ages=[Age(days, deals) for days, deals in sorted(ages.items())],
        undated=listed(source.open.agg(n=source.open.age.isnull().sum()))[0]["n"] or 0,
        older=[deal_of(row, row["age"]) for row in listed(first)],
        older_deals=sums["deals"],
        older_amount=money(sums["amount"]),
    )


def _counted(table: Any, column: str) -> dict[int, int]:
    """How many deals have each value of a column of days; unknown ones are none."""
    known = table.filter(table[column].notnull())
    return {row["days"]: row["n"] for row in listed(known.group_by(days=known[column]).agg(n=known.count()))}


def median(counts: Mapping[int, int]) -> Decimal | None:
    """The middle of values that each occur so often, or half way between the two in the middle; nothing of nothing."""
    many = sum(counts.values())
    if not many:
        return None
    return Decimal(_at(counts, (many - 1) // 2) + _at(counts, many // 2)) / 2


def _at(counts: Mapping[int, int], place: int) -> int:
    """The value at a place of the sorted row, counted from 0."""
    for value, many in sorted(counts.items()):
        if place < many:
            return value
        place -= many
    raise IndexError(place)
