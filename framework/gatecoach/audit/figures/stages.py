"""Claimed against verified: open deals by stage, by the way between the two, by rep and by team."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gatecoach.audit.figures.deals import Source, listed
from gatecoach.audit.figures.rows import NOTHING, Deal, Group, Stage, Way
from gatecoach.ways import Distance

NOWHERE = ""
"""What stands for a claim of nothing, or of no stage there is."""


def further(table: Any) -> Any:
    """Whether a deal is claimed further than its evidence supports."""
    return table.gap.fill_null(0) > 0


def odd(table: Any) -> Any:
    """Whether there is no telling how far a claim is off."""
    return table.gap_is.isin([str(Distance.UNKNOWN), str(Distance.OFF_PATH)])


def money(value: Any) -> Decimal:
    """A sum; nothing where there was nothing to add."""
    return Decimal(value or 0)


def by_stage(source: Source) -> list[Stage]:
    """Every stage in the journey's order, then the ends that open deals have evidence for, then what is no stage."""
    places = [*source.audit.journey.stages, *source.audit.journey.ends]
    deals = source.open
    deals = deals.mutate(place=deals.claimed.isin(places).fill_null(False).ifelse(deals.claimed, NOWHERE))
    claims = deals.group_by("place").agg(deals=deals.count(), amount=deals.amount.sum(), further=further(deals).sum())
    stands = deals.group_by("verified").agg(deals=deals.count(), amount=deals.amount.sum())
    claimed = {row["place"]: row for row in listed(claims)}
    verified = {row["verified"]: row for row in listed(stands)}
    none = {"deals": 0, "amount": NOTHING, "further": 0}
    found = []
    for place in [*places, NOWHERE]:
        if place in source.audit.journey.stages or place in claimed or place in verified:
            one, other = claimed.get(place, none), verified.get(place, none)
            sums = money(one["amount"]), other["deals"], money(other["amount"])
            found.append(Stage(place, one["deals"], *sums, one["further"] or 0))
    return found


def by_way(source: Source) -> list[Way]:
    """The open deals whose claim is not what is verified, most money first."""
    deals = source.open
    deals = deals.filter(deals.gap.fill_null(-1) != 0)
    keys = {"claimed": deals.claimed.fill_null(NOWHERE), "verified": deals.verified}
    sums = {"deals": deals.count(), "amount": deals.amount.sum()}
    rows = listed(deals.group_by(**keys, gap=deals.gap, gap_is=deals.gap_is).agg(**sums))
    ways = [
        Way(
            row["claimed"],
            row["verified"],
            row["gap_is"] if row["gap"] is None else row["gap"],
            row["deals"],
            money(row["amount"]),
        )
        for row in rows
    ]
    return sorted(ways, key=lambda each: (-each.amount, -each.deals, each.claimed, each.verified, str(each.gap)))


def by_group(source: Source, column: str) -> list[Group]:
    """The open deals by what a column says, the widest gap in money first; the others by name."""
    deals = source.open
    rows = listed(deals.group_by(name=deals[column]).agg(**_sums(deals)))
    groups = [_group(row["name"], row) for row in rows]
    return sorted(groups, key=lambda each: (-each.further_amount, -each.further, -each.amount, -each.deals, each.name))


def total(source: Source) -> Group:
    """All open deals."""
    deals = source.open
    return _group("", listed(deals.agg(**_sums(deals)))[0])


def widest(source: Source, most: int) -> list[Deal]:
    """The open deals claimed further than their evidence that are worth most."""
    deals = source.open
    deals = deals.filter(further(deals))
    known = deals.mutate(worth=deals.amount.fill_null(-1))
    first = known.order_by([known.worth.desc(), known.gap.desc(), known.deal]).limit(most)
    return [deal_of(row, row["age"]) for row in listed(first)]


def deal_of(row: dict[str, Any], days: int | None) -> Deal:
    """One deal of a list."""
    return Deal(row["deal"], row["owner"], row["amount"], row["claimed"] or NOWHERE, row["verified"], row["gap"], days)


def _sums(deals: Any) -> dict[str, Any]:
    ahead, unclear = further(deals), odd(deals)
    return {
        "deals": deals.count(),
        "amount": deals.amount.sum(),
        "further": ahead.sum(),
        "further_amount": deals.amount.sum(where=ahead),
        "odd": unclear.sum(),
        "odd_amount": deals.amount.sum(where=unclear),
        "gates": deals.gap.sum(where=ahead),
        "unpriced": deals.amount.isnull().sum(),
    }


def _group(name: str, row: dict[str, Any]) -> Group:
    return Group(
        name,
        deals=row["deals"],
        amount=money(row["amount"]),
        further=row["further"] or 0,
        further_amount=money(row["further_amount"]),
        odd=row["odd"] or 0,
        odd_amount=money(row["odd_amount"]),
        gates=row["gates"] or 0,
        unpriced=row["unpriced"] or 0,
    )
