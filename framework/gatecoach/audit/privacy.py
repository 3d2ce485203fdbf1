"""What everybody may read of the tables of an audit: what only some may is left out, as `Subject.seen_by` does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis

from gatecoach.audit.engine import Engine
from gatecoach.audit.joining import found, met, where
from gatecoach.errors import UsageError
from gatecoach.lower import Journey


def for_all(engine: Engine, tables: Mapping[str, Any], journey: Journey) -> dict[str, Any]:
    """The tables without private evidence; readings and revocations of it go with it, and no link leads to it.

    Raises:
        UsageError: the whole journey is private to some (`private-journey`).
    """
    if journey.private_to:
        words = f'the journey "{journey.id}" is private to {" and ".join(journey.private_to)}'
        raise UsageError("private-journey", words, place="--journey", help="Read it in a program, deal by deal.")
    private = [name for name, kind in journey.types.items() if kind.private_to]
    if not private:
        return dict(tables)
    evidence = tables["evidence"]
    hers = evidence.what.isin(private).fill_null(False)
    open_ = evidence.filter(~hers)
    hidden = evidence.filter(hers).select("deal", "id").distinct()
    gone = where(hidden, open_, {"deal": "deal", "id": "id"}, there=False)
    links = met(tables["links"], open_, {"item": "item"}, ("deal",))
    kept = found(open_, gone.mutate(away=ibis.literal(True)), {"deal": "deal", "replaces": "id"}, ("away",))
    kept = kept.mutate(replaces=kept.away.fill_null(False).ifelse(None, kept.replaces)).drop("away")
    made = {
        "evidence": kept,
        "fields": where(tables["fields"], open_, {"item": "item"}),
        "links": where(links, gone, {"deal": "deal", "answers": "id"}, there=False).drop("deal"),
        "statements": where(tables["statements"], hidden, {"deal": "deal", "about": "id"}, there=False),
        "revocations": where(tables["revocations"], hidden, {"deal": "deal", "revokes": "id"}, there=False),
    }
    return {**tables, **{name: engine.keep(f"open_{name}", each) for name, each in made.items()}}
