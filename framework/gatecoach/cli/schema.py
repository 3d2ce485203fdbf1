"""`gatecoach schema`: the JSON Schema of authored files for an editor, or that of a decision for another program."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from typing import Annotated, Any

import typer

from gatecoach.cli.options import Out

Place = Annotated[
    str | None,
    typer.Argument(metavar="PLACE", help="A framework whose ids the schema shall know, so that editors offer them."),
]
OfDecision = Annotated[bool, typer.Option("--decision", help="The schema of a decision as JSON.")]


def schema(place: Place = None, *, decision: OfDecision = False, out: Out = None) -> None:
    """Write a JSON Schema (draft 2020-12): of authored files, or of a decision.

    \b
    For example:
      gatecoach schema acme --out acme.schema.json
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.output import as_json, emit
    from gatecoach.errors import UsageError

    if place and decision:
        raise UsageError("place-of-decision", "a decision has one schema for all frameworks", help="Leave PLACE out.")
    emit(as_json(_decision() if decision else _authored(place)), out)


def _decision() -> dict[str, Any]:
    from gatecoach.report.schema import decision_schema

    return decision_schema()


def _authored(place: str | None) -> dict[str, Any]:
    from gatecoach.definition.extending import Layered
    from gatecoach.framework import load
    from gatecoach.place import read
    from gatecoach.schema import json_schema, known_ids

    if place is None:
        return json_schema()
    framework = load(place)
    known = known_ids(framework.definition, framework.journeys.values())
    extended = any(isinstance(each.document, Layered) for each in read(place)[0])
    return json_schema(known=known, partial=extended)
