"""The deals that a report counts: each with its owner, team, stages, worth, and how old it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis

from gatecoach.audit import times
from gatecoach.audit.auditing import Audit, worth_of
from gatecoach.audit.engine import Engine
from gatecoach.audit.given import Problem
from gatecoach.audit.items import SAME, lookup, visible
from gatecoach.audit.joining import found as beside
from gatecoach.audit.spaces import stripped
from gatecoach.audit.worth import worth_field
from gatecoach.errors import UsageError, did_you_mean

CYCLES = ("won", "lost")
"""The kinds of ends whose deals tell how long a deal takes: one that is stopped or parked has not run its course."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is told: the field of what a deal is worth, and columns for its team and its first and last day.

    A column is a field of the deals or any other column of their table; empty where none is named. `teams` says to
    which team an owner belongs; it is asked where no column is.
    """

    money: str = ""
    team: str = ""
    opened: str = ""
    closed: str = ""
    teams: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_team(self) -> bool:
        """Whether anything says to which team a deal belongs."""
        return bool(self.team or self.teams)


@dataclass(frozen=True)
class Judged:
    """An audit with its tables: as they were read, as they were handed over, and what was wrong with them."""

    engine: Engine
    audit: Audit
    tables: Mapping[str, Any]
    given: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[Problem] = ()


@dataclass(frozen=True)
class Source:
    """What figures are made of: an audit with its tables, what is wanted of it, and a row for each deal."""

    judged: Judged
    wanted: Wanted
    deals: Any

    @property
    def audit(self) -> Audit:
        """What was judged."""
        return self.judged.audit

    @property
    def tables(self) -> Mapping[str, Any]:
        """The tables as they were read."""
        return self.judged.tables

    @property
    def open(self) -> Any:
        """The deals that have not ended."""
        return self.deals.filter(~self.deals.ended)


def sourced(judged: Judged, wanted: Wanted) -> Source:
    """What figures are made of.

    Raises:
        UsageError: a column that the deals do not have, an amount that is no number.
    """
    audit, tables, given = judged.audit, judged.tables, judged.given
    table = audit.judged
    money = worth_field(audit.framework, [audit.journey], wanted.money) if wanted.money else ""
    taken = ("deal", "owner", "claimed", "verified", "gap", "gap_is", "ended", "today", "next")
    deals = table.select(*taken, stated=worth_of(audit, money))
    deals = deals.mutate(amount=(deals.stated >= 0).ifelse(deals.stated, None))
    deals = beside(deals, _dated_claims(audit, tables), SAME, ("first_claim", "last_claim"))
    for name, column, day in (
        ("team", wanted.team, False),
        ("named_opened", wanted.opened, True),
        ("named_closed", wanted.closed, True),
    ):
        deals = _with(deals, name, _column(audit, given, column, day=day) if column else None, day=day)
    if wanted.teams and not wanted.team:
        deals = deals.mutate(team=lookup(deals.owner, wanted.teams, ""))
    deals = deals.mutate(
        team=deals.team.fill_null(""),
        opened=ibis.coalesce(deals.named_opened, deals.first_claim),
        closed=deals.ended.ifelse(ibis.coalesce(deals.named_closed, deals.last_claim), None),
    )
    cycles = [id_ for id_, each in audit.journey.ends.items() if each.kind in CYCLES]
    age = deals.today - deals.opened
    took = deals.closed - deals.opened
    deals = deals.mutate(
        age=(~deals.ended & (age >= 0)).ifelse(age, None),
        took=(deals.claimed.isin(cycles) & (took >= 0)).ifelse(took, None),
    )
    return Source(judged, wanted, judged.engine.keep("figured", deals))


def _dated_claims(audit: Audit, tables: Mapping[str, Any]) -> Any:
    """The day of the first claim of each deal, and that of the newest."""
    claims = visible(tables["claims"], audit.judged)
    claims = claims.filter(claims.dated)
    return claims.group_by("deal").agg(first_claim=claims.day.min(), last_claim=claims.day.max())


def _column(audit: Audit, given: Mapping[str, Any], name: str, *, day: bool) -> Any:
    """What a field or a column says of each deal.

    Raises:
        UsageError: there is neither, or no day is in it.
    """
    if name in audit.journey.fields:
        kind = audit.journey.fields[name].type
        if day and kind != "date":
            raise _no_day(name, f'"{name}" is no day: it is a field of type {kind}')
        return audit.judged.select("deal", named=audit.judged[f"value:{name}"])
    table = given.get("deals")
    if table is None or name not in table.columns:
        words = f'the deals have no column "{name}"'
        known = [*audit.journey.fields, *(table.columns if table is not None else ())]
        raise UsageError("unknown-column", words, place=name, help=did_you_mean(name, known))
    named = _days(audit, table, name) if day else table.select(deal=table.deal.cast("string"), named=table[name])
    return named.group_by("deal").agg(named=named.named.min())


def _days(audit: Audit, table: Any, name: str) -> Any:
    """The days of a column of times, in the framework's zone.

    Raises:
        UsageError: there is something in it, and nowhere a day.
    """
    instant, day = times.read(table[name])
    said = table[name].cast("string").nullif("").notnull()
    read = table.select(deal=table.deal.cast("string"), instant=instant, day=day, said=said)
    some = read.agg(said=read.said.sum(), days=ibis.coalesce(read.instant, read.day).count())
    row = some.to_pyarrow().to_pylist()[0]
    if row["said"] and not row["days"]:
        raise _no_day(name, f'"{name}" is no day: nothing in it can be read as one')
    ends = read.agg(low=read.instant.min(), high=read.instant.max()).to_pyarrow().to_pylist()[0].values()
    known = [each // times.WHOLE_DAY + times.FIRST_DAY for each in ends if each is not None]
    zone = times.offsets(audit.framework.time_zone, *times.bounds(*known))
    return read.select("deal", named=times.spans(read.instant, read.day, zone)["day"])


def _no_day(name: str, words: str) -> UsageError:
    return UsageError("bad-day", words, place=name, help="Name a column of days such as 2026-04-02, or leave it out.")


def _with(deals: Any, name: str, column: Any, *, day: bool) -> Any:
    kind = "int64" if day else "string"
    if column is None:
        return deals.mutate(**{name: ibis.null(kind)})
    read = stripped(column.named.cast("string")) if not day else column.named
    if day and not column.named.type().is_integer():
        read = ibis.null(kind)
    return beside(deals, column.select("deal", **{name: read.cast(kind)}), SAME, (name,))


def listed(table: Any) -> list[dict[str, Any]]:
    """The rows of a table."""
    found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return found
