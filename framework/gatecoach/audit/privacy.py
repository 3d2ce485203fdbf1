"""What everybody may read of the tables of an audit: what only some may is left out, as `Subject.seen_by` does."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import ibis

from gatecoach.audit.engine import Engine
from gatecoach.audit.given import GIVEN
from gatecoach.audit.joining import found, where
from gatecoach.errors import UsageError
from gatecoach.lower import Journey

OF_EVIDENCE: Mapping[str, str] = MappingProxyType(
    {"evidence": "id", "fields": "id", "links": "id", "statements": "about", "revocations": "revokes"}
)
"""The tables of evidence, and those that say something of a piece of it; each with the column of its id."""


def unshown(journey: Journey) -> frozenset[str]:
    """The tables of which no row with a fault may be shown to everybody: nobody can be sure of what it was to be."""
    if journey.private_to:
        return frozenset(name for name, columns in GIVEN.items() if "deal" in columns)
    return frozenset(OF_EVIDENCE if private_types(journey) else ())


def private_types(journey: Journey) -> list[str]:
    """The types of evidence that only some may read."""
    return [name for name, kind in journey.types.items() if kind.private_to]


def not_private(table: str, rows: Any, evidence: Any, journey: Journey) -> Any:
    """The rows of a table, as handed over or on the way, that are not known to be private; `evidence` is all of it."""
    private = private_types(journey)
    if table not in OF_EVIDENCE or not private:
        return rows
    if "what" in rows.columns:
        return rows.filter(~rows.what.isin(private).fill_null(False))
    return where(rows, evidence.filter(evidence.what.isin(private)), {"deal": "deal", OF_EVIDENCE[table]: "id"},
                 there=False)  # fmt: skip


def for_all(engine: Engine, tables: Mapping[str, Any], journey: Journey) -> dict[str, Any]:
    """The tables without private evidence; readings and revocations of it go with it, and no link leads to it.

    Raises:
        UsageError: the whole journey is private to some (`private-journey`).
    """
    if journey.private_to:
        words = f'the journey "{journey.id}" is private to {" and ".join(journey.private_to)}'
        raise UsageError("private-journey", words, place="--journey", help="Read it in a program, deal by deal.")
    private = private_types(journey)
    if not private:
        return dict(tables)
    evidence = tables["evidence"]
    hers = evidence.what.isin(private).fill_null(False)
    open_ = evidence.filter(~hers)
    hidden = evidence.filter(hers).select("deal", "id").distinct()
    gone = where(hidden, open_, {"deal": "deal", "id": "id"}, there=False)
    links = where(tables["links"], open_, {"item": "item"})
    kept = found(open_, gone.mutate(away=ibis.literal(True)), {"deal": "deal", "replaces": "id"}, ("away",))
    kept = kept.mutate(replaces=kept.away.fill_null(False).ifelse(None, kept.replaces)).drop("away")
    made = {
        "evidence": kept,
        "fields": where(tables["fields"], open_, {"item": "item"}),
        "links": where(links, gone, {"deal": "deal", "answers": "id"}, there=False),
        "statements": where(tables["statements"], hidden, {"deal": "deal", "about": "id"}, there=False),
        "revocations": where(tables["revocations"], hidden, {"deal": "deal", "revokes": "id"}, there=False),
    }
    return {**tables, **{name: engine.keep(f"open_{name}", each) for name, each in made.items()}}
