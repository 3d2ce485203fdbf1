"""`gatecoach migrate`: who moves from one version of a framework to another and why, and the move itself."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.journal.at import Tenant
from gatecoach.cli.options import (
    At,
    Channels,
    Data,
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
    from gatecoach.cli.clock import When
    from gatecoach.cli.load import Inputs
    from gatecoach.journal import Journal
    from gatecoach.migrating import Case, Plan
    from gatecoach.report.moving import Moving

Old = Annotated[str, typer.Argument(metavar="OLD", help="The framework that deals are pinned to: as --framework.")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The framework that they move to.")]
MapFile = Annotated[
    Path | None,
    typer.Option("--map", metavar="FILE", help="What the words of OLD became; left out, all are called the same."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show who would move and why, and write nothing.")]
Kept = Annotated[
    str | None,
    typer.Option("--journal", metavar="PLACE", help="The journal that keeps the deals: a file or an address."),
]
By = Annotated[str, typer.Option("--by", metavar="ID", help="Who moves them.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why they are moved; it is kept with the move.")]


def migrate(
    *,
    old: Old,
    new: New,
    map: MapFile = None,
    dry_run: DryRun = False,
    journal: Kept = None,
    tenant: Tenant = "",
    data: Data = None,
    people: PeopleFile = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    keys: KeysFile = None,
    mapping: Mappings = None,
    channel: Channels = None,
    money: Money = "",
    by: By = "migrate",
    reason: Reason = "",
    at: At = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> int:
    """Move deals to another version of their framework; first look who moves and why.

    A map says what became of words that the new version does not have. A real run writes one event for each deal.

    \b
    For example:
      gatecoach migrate first-deal acme --map map.yaml --data deal --dry-run
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.audit.worth import worth_field
    from gatecoach.cli.clock import clock
    from gatecoach.cli.load import Inputs
    from gatecoach.cli.output import as_json, emit, width
    from gatecoach.report.moving import moving_dict, moving_text

    _refuse_nothing(journal, data, dry_run=dry_run)
    now = clock(at)
    plan = plan_between(old, new, map)
    inputs = Inputs(
        old, people, data or (), fetched_by, trusted or (), journey, mapping or (), keys, channel or ()
    )  # fmt: skip
    worth = worth_field(plan.new, plan.new.journeys.values(), money)
    if journal is None:
        found = _of_files(plan, inputs, now(), worth)
    else:
        from gatecoach.cli.journal.at import journal_at, refuse_own

        refuse_own(journal, out)
        with journal_at(journal, tenant) as kept:
            found = _of_journal(kept, plan, now, worth, None if dry_run else (by, reason))
        if data:
            found = _both(found, _of_files(plan, inputs, now(), worth))
    emit(moving_text(found, width=width()) if format is Format.TEXT else as_json(moving_dict(found)), out)
    return 1 if any(each.fate == "lost" for each in found.cases) else 0


def _refuse_nothing(journal: str | None, data: list[Path] | None, *, dry_run: bool) -> None:
    from gatecoach.errors import UsageError

    if journal is None and not data:
        help_ = "Name the journal of the deals with --journal, or files with --data and --dry-run."
        raise UsageError("no-deals", "it is not said where the deals are", help=help_)
    if data and not dry_run:
        words = "deals in files are pinned to no version, so there is nothing to move"
        raise UsageError("nothing-kept", words, place="--data", help="Add --dry-run, or name a --journal alone.")


def plan_between(old: str, new: str, path: Path | None) -> Plan:
    """The plan from one framework to another by the map in that file; what it warns of is told.

    Raises:
        UsageError, DefinitionError: as `plan_of` and `load`.
    """
    from gatecoach.cli.files import content
    from gatecoach.cli.output import note
    from gatecoach.framework import load
    from gatecoach.migrating import plan_of, read_map

    source = read_map(content(path), str(path)) if path is not None else None
    plan = plan_of(load(old), load(new), source)
    for each in plan.warnings:
        note(each.text())
    return plan


def _of_files(plan: Plan, inputs: Inputs, at: When, money: str) -> Moving:
    """The deals of files, as they would stand under both versions."""
    from gatecoach.cli.bundle import gather
    from gatecoach.cli.deal import build, deal_journey
    from gatecoach.cli.output import note
    from gatecoach.migrating.journaled import case_of
    from gatecoach.report.moving import Moving

    bundle = gather(plan.old, deal_journey(plan.old, inputs.journey), inputs.wanted)
    notes: list[str] = []
    cases: list[Case] = []
    for id_ in bundle.named():
        subject = build(id_, bundle, notes.append).subject
        cases.append(case_of(plan, subject, at, money=money))
    for each in dict.fromkeys(notes):  # what all deals share is said once
        note(each)
    return Moving(plan, cases, names=bundle.named(), money=money)


def _of_journal(
    kept: Journal, plan: Plan, now: Callable[[], When], money: str, doing: tuple[str, str] | None
) -> Moving:
    """The deals of a journal; they are moved where it is said who does it and why."""
    from gatecoach.cli.progress import progress, watched
    from gatecoach.journal.names import Directory
    from gatecoach.migrating import Fate, look, move, open_talks
    from gatecoach.report.moving import Moving

    directory = Directory(kept)
    at = now()
    with progress("deals", whole=len(directory.subjects())) as shown:
        cases = list(watched(look(directory, plan, at, money=money), shown))
    talks = open_talks(directory, plan)
    if doing is None:
        return Moving(plan, cases, talks, money=money)
    by, reason = doing
    moving = [each for each in cases if each.fate is Fate.MOVES]
    with progress("deals moved", whole=len(moving)) as shown:
        moved = [each for each in watched(moving, shown) if move(directory, plan, each, at=at, by=by, reason=reason)]
    return Moving(plan, cases, talks, money=money, moved=[(each.journey, each.id) for each in moved])


def _both(kept: Moving, filed: Moving) -> Moving:
    """The deals of the journal, and those of the files that it does not have."""
    from dataclasses import replace

    known = {(each.journey, each.id) for each in kept.cases}
    more = [each for each in filed.cases if (each.journey, each.id) not in known]
    return replace(kept, cases=[*kept.cases, *more], names=filed.names)
