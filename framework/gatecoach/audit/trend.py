"""How the gap went over some weeks: for each day what an audit as of that day says, by what was known then."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import ibis

from gatecoach.audit.auditing import Audit, audit_at, worth_of
from gatecoach.audit.engine import Engine
from gatecoach.audit.impact import plain
from gatecoach.audit.items import moments_of
from gatecoach.audit.joining import found as beside
from gatecoach.framework import Framework
from gatecoach.ways import Distance

QUARTER = 91
"""How many days a trend goes back where nobody says otherwise: thirteen weeks."""
AT_ONCE = 20_000
"""So many deals are judged in one pass, each counted once for each day."""
DATED = ("claims", "evidence", "values", "statements", "waivers", "revocations")


@dataclass(frozen=True, slots=True)
class Standings:
    """The open deals of one day: how many there are of each gap, and what is claimed and not shown.

    `deals` counts the open ones, `by_gap` those whose gap is a number; the others are `behind` (more is shown than is
    claimed), `unclear` (nothing to compare with). `money` is what the deals with a gap are worth, `unknown` how many
    of these have no worth that can be read.
    """

    at: dt.date
    deals: int
    by_gap: Mapping[int, int]
    behind: int = 0
    unclear: int = 0
    money: Decimal = Decimal(0)
    unknown: int = 0

    @property
    def gap(self) -> int:
        """All gates together that are claimed and not shown."""
        return sum(gap * deals for gap, deals in self.by_gap.items())

    @property
    def ahead(self) -> int:
        """How many deals claim more than is shown."""
        return sum(deals for gap, deals in self.by_gap.items() if gap)


def days_until(last: dt.date, first: dt.date, every: int) -> list[dt.date]:
    """The days of a trend, counted back from the last one, so that it is always one of them."""
    number = max((last - first).days, 0) // every
    return [last - dt.timedelta(days=every * each) for each in range(number, -1, -1)]


def trend(
    framework: Framework,
    tables: Mapping[str, Any],
    days: Sequence[dt.date],
    *,
    engine: Engine,
    journey: str,
    money: str = "",
) -> Iterator[Standings]:
    """For each day the open deals as an audit as of its end finds them.

    A deal counts from the day on which anything dated about it was known; one without anything dated always did.
    Small pipelines are judged as of several days in one pass, each deal once for each day.
    """
    with engine.narrowing() as kept:
        begun = engine.keep("begun", _begun(tables))
        kept.append(begun)
    deals = int(begun.count().to_pyarrow().as_py())
    some = max(AT_ONCE // max(deals, 1), 1)
    for first in range(0, len(days), some):
        part = days[first : first + some]
        yield from _of_days(framework, tables, begun, part, engine=engine, journey=journey, money=money)


def _of_days(
    framework: Framework,
    tables: Mapping[str, Any],
    begun: Any,
    days: Sequence[dt.date],
    *,
    engine: Engine,
    journey: str,
    money: str,
) -> Iterator[Standings]:
    """These days in one pass."""
    with engine.narrowing():
        spans = [framework.judged_at(day) for day in days]
        rows = [{"copy": number, "until": each.end, "on": each.day} for number, each in enumerate(spans)]
        schema = ibis.schema({"copy": "int64", "until": "int64", "on": "int64"})
        asked = engine.keep("days", ibis.memtable(rows, schema=schema))
        copies = {
            name: engine.keep(f"copied_{name}", _copied(table, asked, len(days))) for name, table in tables.items()
        }
        course = framework.journey(journey)
        deals = copies["deals"].select("deal", "owner", "until", "on").distinct()
        moments = moments_of(engine, deals, copies["claims"], course)
        found = audit_at(framework, copies, moments, days[-1], engine=engine, journey=journey)
        sums = _sums(found, _named(begun, asked), money)
        yield from (_summed(day, [row for row in sums if row["copy"] == number]) for number, day in enumerate(days))


def _copied(table: Any, asked: Any, many: int) -> Any:
    """A table once for each day: deals and items get a name of their own in each."""
    rows = table.cross_join(asked)
    named: dict[str, Any] = {}
    if "deal" in table.columns:
        named["deal"] = _name(rows.deal, rows["copy"])
    if "item" in table.columns:
        named["item"] = rows.item * many + rows["copy"]
    return rows.mutate(**named)


def _name(deal: Any, copy: Any) -> Any:
    return copy.cast("string") + ":" + deal


def _named(begun: Any, asked: Any) -> Any:
    rows = begun.cross_join(asked)
    return rows.mutate(deal=_name(rows.deal, rows["copy"]))


def _begun(tables: Mapping[str, Any]) -> Any:
    """Each deal with the first moment at which anything dated about it had happened and was known."""
    parts = []
    for name in DATED:
        table = tables[name]
        if name == "claims":
            table = table.filter(table.dated)
        if name == "values":
            table = table.filter(table["rank"] >= 0)
        parts.append(table.select("deal", first=ibis.greatest(table.start, table.known)))
    every = functools.reduce(lambda one, other: one.union(other), parts)
    first = every.group_by("deal").agg(first=every["first"].min())
    return beside(tables["deals"].select("deal").distinct(), first, {"deal": "deal"}, ("first",))


def _sums(found: Audit, begun: Any, money: str) -> list[dict[str, Any]]:
    """For each day and each gap how many open deals there are, and what they are worth."""
    taken = ("first", "copy", "until")
    there = beside(found.judged.mutate(worth=worth_of(found, money)), begun, {"deal": "deal"}, taken)
    there = there.filter(~there.ended & (there["first"].isnull() | (there["first"] <= there.until)))
    known = there.worth.notnull() & (there.worth >= 0)
    sums = there.group_by(["copy", "gap", "gap_is"]).agg(
        deals=there.count(), worth=there.worth.sum(where=known), known=known.sum()
    )
    rows: list[dict[str, Any]] = sums.to_pyarrow().to_pylist()
    return rows


def _summed(day: dt.date, rows: Sequence[Mapping[str, Any]]) -> Standings:
    numbers = sorted((row for row in rows if not row["gap_is"]), key=lambda row: int(row["gap"]))
    ahead = [row for row in numbers if row["gap"]]
    behind = sum(row["deals"] for row in rows if row["gap_is"] == Distance.BEHIND)
    return Standings(
        day,
        deals=sum(row["deals"] for row in rows),
        by_gap=MappingProxyType({int(row["gap"]): row["deals"] for row in numbers}),
        behind=behind,
        unclear=sum(row["deals"] for row in rows if row["gap_is"]) - behind,
        money=plain(sum((row["worth"] or Decimal(0) for row in ahead), Decimal(0))),
        unknown=sum(row["deals"] - (row["known"] or 0) for row in ahead),
    )


def undated(tables: Mapping[str, Any]) -> int:
    """How many deals claim a stage and never with a date: what they claim today is taken for every day."""
    claims = tables["claims"]
    dated = claims.group_by("deal").agg(dated=claims.dated.any())
    return int(dated.filter(~dated.dated).count().to_pyarrow().as_py())
