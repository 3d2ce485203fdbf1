"""`gatecoach intake events`: what every CloudEvent became and why."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gatecoach.cli.options import (
    FIRST,
    At,
    Data,
    FactsJournal,
    Fetched,
    FetchedBy,
    Form,
    Format,
    FrameworkPlace,
    JourneyId,
    Mappings,
    Out,
    PeopleFile,
    Trusted,
)  # fmt: skip

if TYPE_CHECKING:
    from gatecoach.cli.taking import Keeper
    from gatecoach.intake.events import EventOutcome

EventsPath = Annotated[
    Path, typer.Argument(metavar="PATH", help="An event, a batch, one event a line, or a folder of such files.")
]
NOTHING = "Events are in events.json, in *.json or *.jsonl, or in a folder events."


def events(
    *,
    path: EventsPath,
    mapping: Mappings = None,
    framework: FrameworkPlace = FIRST,
    people: PeopleFile = None,
    data: Data = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    journal: FactsJournal = None,
    at: At = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> None:
    """Read CloudEvents by a mapping, and say of each what it becomes and why; one that was taken before is known.

    \b
    For example:
      gatecoach intake events events.json --mapping bus.yaml --data deal
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.bundle import crm_context
    from gatecoach.cli.clock import clock
    from gatecoach.cli.keeping import taken_events
    from gatecoach.cli.load import Inputs
    from gatecoach.cli.mapping import choose
    from gatecoach.cli.output import as_json, emit, width
    from gatecoach.cli.progress import opened, progress
    from gatecoach.cli.taking import Keeper, Told, journal_at, result, tell_strays
    from gatecoach.intake.crm import Tally
    from gatecoach.intake.events import stream_events
    from gatecoach.report import events_text
    from gatecoach.report.intake import finding_lines

    now = clock(at)()
    inputs = Inputs(framework, people, data or (), fetched_by, trusted or (), journey, mapping or ())
    bundle = inputs.beside(path, "facts", "people").loaded()
    files = files_of(path)
    tell_strays([path], but=files)
    chosen = choose(bundle.framework, framework, mapping or (), "events", files)
    context = crm_context(bundle, chosen)
    tally, size = Tally(), sum(each.stat().st_size for each in files)
    with journal_at(journal) as kept, progress("bytes", whole=size) as shown:
        keeper = Keeper(journal, kept, bundle, now)
        seen = taken_events(kept) if kept is not None else {}
        outcomes = list(stream_events(opened(files, shown), context, seen, tally))
        _keep(keeper, outcomes, seen)
    findings = tally.findings()
    if format is Format.TEXT:
        lines = [*(line for each in findings for line in finding_lines(each, width())), *keeper.lines(width())]
        emit(events_text(outcomes, width=width()) + "".join(f"{line}\n" for line in lines), out)
        return
    facts = [row for each in outcomes for row in _facts(each)]
    emit(as_json(result("events", Told(outcomes, [_row(each) for each in outcomes]), facts, findings, keeper)), out)


def files_of(path: Path) -> list[Path]:
    """The files of events at a path.

    Raises:
        UsageError: a path that is not there, or a folder without any.
    """
    from gatecoach.cli.files import EVENTS, ended, there
    from gatecoach.errors import UsageError

    there(path)
    if not path.is_dir():
        return [path]
    named = [each for each in (path / "events.json",) if each.is_file()]
    found = [*named, *ended(path / "events", EVENTS)]
    found = found or [each for each in ended(path, EVENTS) if each.name != "crm.json"]
    if not found:
        raise UsageError("nothing-here", "this folder holds no events", place=str(path), help=NOTHING)
    return found


def _keep(keeper: Keeper, outcomes: list[EventOutcome], seen: Mapping[tuple[str, str], str]) -> None:
    """Keep the facts of each deal, with a note of the event that each came from."""
    from gatecoach.cli.bundle import EVENTS
    from gatecoach.cli.taking import deal_in
    from gatecoach.facts import Evidence

    by_deal: dict[str, list[EventOutcome]] = {}
    for each in outcomes:
        if each.fact is not None:
            by_deal.setdefault(each.deal, []).append(each)
    for deal, every in by_deal.items():
        facts = [each.fact for each in every if each.fact is not None]
        marks = {
            id(each.fact): {"source": each.source, "id": each.id, "digest": seen[each.source, each.id]}
            for each in every
        }
        sources = {each.source: EVENTS for each in facts if isinstance(each, Evidence) and each.source}
        keeper.keep(deal_in(keeper.bundle, deal, sources), facts, marks)


def _row(each: EventOutcome) -> dict[str, Any]:
    """What became of one event."""
    return {
        "name": each.name, "number": each.number, "source": each.source, "id": each.id, "outcome": each.outcome,
        "rule": each.rule, "params": dict(each.params), "text": each.text(), "deal": each.deal,
    }  # fmt: skip


def _facts(each: EventOutcome) -> list[dict[str, Any]]:
    from gatecoach.cli.taking import rows

    return rows([each.fact], each.deal) if each.fact is not None else []
