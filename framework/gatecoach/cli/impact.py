"""`gatecoach impact`: which deals another version of a framework would move, before it is published."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.audit import On, OnEngine, Pipelines
from gatecoach.cli.migrate import MapFile, plan_between
from gatecoach.cli.options import (
    At,
    Channels,
    Fetched,
    FetchedBy,
    Form,
    Format,
    JourneyId,
    KeysFile,
    Mappings,
    Money,
    Out,
    PeopleFile,
    Trusted,
)  # fmt: skip

if TYPE_CHECKING:
    from gatecoach.audit.impact import Impact
    from gatecoach.cli.pipeline import Pipeline
    from gatecoach.migrating import Plan

Old = Annotated[str, typer.Argument(metavar="OLD", help="The framework as it is: as --framework elsewhere.")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The framework as it would be.")]


def impact(
    *,
    old: Old,
    new: New,
    data: Pipelines = None,
    map: MapFile = None,
    money: Money = "",
    engine: OnEngine = On.DUCKDB,
    people: PeopleFile = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    keys: KeysFile = None,
    mapping: Mappings = None,
    channel: Channels = None,
    at: At = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> None:
    """Show which deals a change of the framework would move, what they are worth, and why.

    Both versions judge the same deals. Nothing is published, and no record is written.

    \b
    For example:
      gatecoach impact first-deal acme --map map.yaml --data deal
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.audit.worth import worth_field
    from gatecoach.cli.output import as_json, emit, width
    from gatecoach.cli.pipeline import Wants, pipeline
    from gatecoach.cli.telling import tell
    from gatecoach.report.impact import impact_dict, impact_text

    wants = Wants(
        framework=old, data=data or (), people=people, mapping=mapping or (), journey=journey, at=at,
        engine=engine.value, fetched_by=fetched_by, trusted=trusted or (), keys=keys, channel=channel or (),
    )  # fmt: skip
    plan = plan_between(old, new, map)
    worth = worth_field(plan.new, plan.new.journeys.values(), money)
    with pipeline(wants) as before:
        tell(before.notes, before.problems)
        found = _found(plan, before, worth)
    names = before.names
    emit(impact_text(found, names, width=width()) if format is Format.TEXT else as_json(impact_dict(found, names)), out)


def _found(plan: Plan, before: Pipeline, money: str) -> Impact:
    """The impact over a pipeline as it is under the older framework."""
    from gatecoach.audit.impact import impact as over
    from gatecoach.audit.impact import tables_now

    now = tables_now(plan, before.tables, before.engine, before.journey)
    return over(
        plan, before.tables, now, before.at,
        engine=before.engine, journey=before.journey, money=money, subjects=before.subjects,
    )  # fmt: skip
