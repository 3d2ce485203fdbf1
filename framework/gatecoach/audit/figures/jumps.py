"""Claims that leave out stages: from dated claims, one after the other."""

from __future__ import annotations

from typing import Any

import ibis

from gatecoach.audit.figures.deals import Source, listed
from gatecoach.audit.figures.rows import Deal, Jump
from gatecoach.audit.figures.stages import deal_of
from gatecoach.audit.items import SAME, lookup, visible
from gatecoach.audit.joining import met
from gatecoach.ways import path


def steps(source: Source) -> Any:
    """Each claim of a deal with the one before it, where the two differ.

    Claims of one moment go along the journey: nobody knows their order, and a leap is not made of that.
    """
    seen = visible(source.tables["claims"], source.audit.judged)
    seen = seen.filter(seen.dated)
    places = {place: number for number, place in enumerate((*source.audit.journey.stages, *source.audit.journey.ends))}
    seen = seen.mutate(place=lookup(seen.stage, places, len(places)))
    order = ibis.window(group_by=seen.deal, order_by=[seen.start, seen.place])
    pairs = seen.select("deal", "stage", "day", before=seen.stage.lag().over(order))
    return pairs.filter(pairs.before.notnull() & (pairs.before != pairs.stage))


def leaps(source: Source, claims: Any) -> dict[tuple[str, str], int]:
    """From where to where claims leap, and over how many stages: more than one gate lies between."""
    pairs = listed(claims.select("before", "stage").distinct())
    found = {}
    for row in pairs:
        way = path(source.audit.journey, row["before"], row["stage"])
        if way is not None and len(way) > 1:
            found[row["before"], row["stage"]] = len(way) - 1
    return found


def jumps(source: Source, most: int) -> tuple[list[Jump], list[Deal]]:
    """The leaps, the most frequent first; and the open deals that made one, the newest leap first."""
    claims = steps(source)
    known = leaps(source, claims)
    kinds = ["|".join(pair) for pair in known]
    claims = claims.mutate(kind=claims.before + "|" + claims.stage)
    claims = claims.filter(claims.kind.isin(kinds))
    deals = source.deals.mutate(open=~source.deals.ended)
    taken = ("owner", "amount", "claimed", "verified", "gap", "open")
    rows = met(claims, deals, SAME, taken)
    sums = rows.group_by("before", "stage").agg(
        times=rows.count(), open_deals=rows.deal.nunique(where=rows.open), example=rows.deal.min()
    )
    found = [
        Jump(
            row["before"],
            row["stage"],
            known[row["before"], row["stage"]],
            row["times"],
            row["open_deals"] or 0,
            row["example"],
        )
        for row in listed(sums)
    ]
    found.sort(key=lambda each: (-each.times, -each.skipped, each.source, each.target))
    live = rows.filter(rows.open)
    newest = live.group_by("deal", "owner", "amount", "verified", "gap", "claimed").agg(day=live.day.max())
    first = newest.order_by([newest.day.desc(), newest.deal]).limit(most)
    return found, [deal_of(row, row["day"]) for row in listed(first)]
