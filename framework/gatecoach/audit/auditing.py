"""The audit itself: prepare, judge, place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gatecoach.audit.engine import Engine
from gatecoach.audit.gates import judged
from gatecoach.audit.placing import Stood, placed
from gatecoach.audit.prepare import prepare
from gatecoach.audit.words import marked
from gatecoach.framework import Framework


def audit(framework: Framework, tables: Mapping[str, Any], at: Any, journey: str, engine: Engine) -> list[dict[str, Any]]:
    """Every deal of the tables, judged."""
    course = framework.journey(journey)
    roles = [role for held in framework.definition.roles.values() for role in held]
    prepared = prepare(engine, tables, course, roles, framework.judged_at(at))
    table = judged(engine, prepared, marked(engine, prepared))
    known: dict[Any, Any] = {}
    found = []
    for row in table.to_pyarrow().to_pylist():
        stood = {
            name: Stood(*(row[f"{name}:{word}"] for word in ("passes", "carriable", "bare_passes", "bare_carriable", "on_path")))
            for name in course.gates
        }
        key = (tuple(stood.values()), row["claimed"])
        if key not in known:
            known[key] = placed(framework, course, stood, row["claimed"])
        found.append({**row, "place": known[key]})
    return found
