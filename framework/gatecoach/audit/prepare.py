"""The resolved items of all deals as tables: what depends on the moment and the types, and on no gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gatecoach.audit import items as first
from gatecoach.audit import links as second
from gatecoach.audit.engine import Engine
from gatecoach.audit.items import LEFT, LIVE, OLDER, OTHER, UNINVITED, Names, Work, all_counts, by_field, is_told
from gatecoach.audit.joining import found as beside
from gatecoach.audit.joining import met, where
from gatecoach.audit.masks import read_fields, with_fields
from gatecoach.lower import OUTCOME, Journey
from gatecoach.time import Span


@dataclass(frozen=True)
class Prepared:
    """Resolved items (`rows`), what they hang under (`ancestors`), the deals and their people, at one moment each."""

    names: Names
    moments: Any
    people: Any
    rows: Any
    ancestors: Any
    tables: Mapping[str, Any]


def prepare(engine: Engine, tables: Mapping[str, Any], journey: Journey, roles: list[str], at: Any) -> Prepared:
    """Resolve every item of every deal once, as of the moment that its deal is judged at.

    `at` is one span for all, or the deals with a moment each, as `items.moments_of` gives them.
    """
    with engine.narrowing() as kept:
        found = _prepared(engine, tables, journey, roles, at)
        kept += [found.moments, found.people, found.rows, found.ancestors]
    return found


def _prepared(engine: Engine, tables: Mapping[str, Any], journey: Journey, roles: list[str], at: Any) -> Prepared:
    names = first.names_of(journey, roles)
    moments = first.moments(engine, tables, journey, at) if isinstance(at, Span) else at
    tables = {**tables, **{name: first.numbered(tables[name], moments) for name in NUMBERED}}
    people = first.people(engine, tables, names)
    work = Work(engine, tables, names, moments, people)
    items = first.items(work)
    found = second.ancestors(work, items, second.links(work, items))
    live = second.states(work, items, found)
    fields = read_fields(names)
    read = second.readings(work, items, outcomes=OUTCOME in {name for _, name in fields})
    rows = live.filter(live.kind != OTHER)
    rows = rows.drop(*[name for name in UNUSED if name in rows.columns])
    rows = beside(rows, read, {"item": "item"}, [name for name in read.columns if name != "item"])
    wanted = {each for each in fields if each[1] != OUTCOME} | _apart(names)
    rows = with_fields(rows, tables["fields"], names, wanted)
    rows = _with_parents(rows, live, found, names)
    if any(leaf.after for leaf in journey.leaves):
        rows = _with_firsts(engine.keep("before", rows), names)
    return Prepared(names, moments, people, engine.keep("rows", rows), found, tables)


NUMBERED = ("values", "statements", "revocations", "waivers", "people", "roles", "sources")
UNUSED = ("id", "source", "by", "told_by", "replaces", "machine_sent", "unlike", "alone", "left",
          "teller")  # fmt: skip
"""Columns of items that no gate asks for."""


def _apart(names: Names) -> set[tuple[str, str]]:
    """The fields by which a count tells items apart."""
    return {
        (leaf.what, by_field(count)) for count in all_counts(names.journey) if by_field(count) for leaf in count.leaves
    }


def _with_parents(rows: Any, items: Any, found: Any, names: Names) -> Any:
    """For each type that leaves answer: the day of the newest current item of it that a row came after."""
    answered = sorted({leaf.answers for leaf in names.journey.leaves if leaf.answers})
    if not answered:
        return rows
    current = where(found.filter(found.earlier), items.filter(items.state == OLDER), {"up": "item"}, there=False)
    days = {f"up:{what}": current.up_day.max(where=current.target == names.types[what]) for what in answered}
    return beside(rows, current.group_by("item").agg(**days), {"item": "item"}, [*days])


def _with_firsts(rows: Any, names: Names) -> Any:
    """For each type that leaves want to come after: the day of the newest item of it that a row certainly follows."""
    for what in sorted({leaf.after for leaf in names.journey.leaves if leaf.after}):
        kinds = [names.types[leaf.what] for leaf in names.journey.leaves if leaf.after == what]
        tellers = names.journey.types[what].told_by
        is_first = (rows.kind == names.types[what]) & (rows.state == LIVE) & is_told(rows, names, tellers)
        later = rows.filter(rows.kind.isin(kinds)).select("item", "deal", "start")
        after = lambda left, right: left["start"] > right["end"]  # noqa: E731
        joined = met(later, rows.filter(is_first), {"deal": "deal"}, {"first_day": "day"}, also=after)
        wide = joined.group_by("item").agg(**{f"after:{what}": joined.first_day.max()})
        rows = beside(rows, wide, {"item": "item"}, [f"after:{what}"])
    return rows


def stands(rows: Any, names: Names, what: str) -> Any:
    """Whether an item of that type is there to be gone through, whoever has left since."""
    there = rows.state.isin((LIVE, LEFT, UNINVITED)) & ~rows.lacking
    return (rows.kind == names.types[what]) & there & is_told(rows, names, names.journey.types[what].told_by)
