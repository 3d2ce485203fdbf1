"""A large pipeline is audited some deals at a time: no deal hangs on another, and the tables on the way stay small."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import ibis

from gatecoach.audit.engine import Engine
from gatecoach.time import Span

ENOUGH = 100_000
"""So many pieces of a part tell how large it is, within a few in a hundred."""
Part = tuple[Mapping[str, Any], Any]
"""The tables of some deals, and when these are judged."""


def parts(engine: Engine, tables: Mapping[str, Any], at: Any) -> Iterator[Part]:
    """The tables of an audit in parts of about as many pieces of evidence as the engine takes at once.

    `at` is one span for all deals, or the deals with a moment each; the parts go by the ids of deals.
    """
    borders = _borders(engine, tables["evidence"])
    for first, last in itertools.pairwise((None, *borders, None)):
        if first is None and last is None:
            yield tables, at
        else:
            yield _tables(tables, first, last), at if isinstance(at, Span) else _between(at, "name", first, last)


def _borders(engine: Engine, evidence: Any) -> list[str]:
    """The ids at which a new part begins; none where all go at once."""
    if not engine.at_once or evidence.count().to_pyarrow().as_py() <= engine.at_once:
        return []
    some, each = _sample(engine, evidence)
    held = some.group_by("deal").agg(items=some.count() * each)
    before = held["items"].sum().over(ibis.cumulative_window(order_by=held.deal)) - held["items"]
    whole = held.mutate(part=before // engine.at_once)
    begins = whole.group_by("part").agg(first=whole.deal.min()).order_by("part").to_pyarrow()
    ids: list[str] = begins.column("first").to_pylist()
    return ids[1:]


def _sample(engine: Engine, evidence: Any) -> tuple[Any, int]:
    """Enough of the evidence to tell where parts begin, and for how many pieces each stands."""
    each = max(1, engine.at_once // ENOUGH)
    return (evidence, 1) if each == 1 else (evidence.filter(evidence["item"].hash() % each == 0), each)


def _tables(tables: Mapping[str, Any], first: str | None, last: str | None) -> dict[str, Any]:
    """The rows of deals from one id on and before another."""
    return {name: _between(table, "deal", first, last) for name, table in tables.items()}


def _between(table: Any, column: str, first: str | None, last: str | None) -> Any:
    from_here = table[column] >= first if first is not None else ibis.literal(True)
    return table.filter(from_here & (table[column] < last) if last is not None else from_here)
