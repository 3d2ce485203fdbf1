"""`gatecoach intake calendar`: what every calendar entry became and why."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from gatecoach.cli.options import (
    FIRST,
    At,
    Data,
    DealId,
    FactsJournal,
    Fetched,
    FetchedBy,
    Form,
    Format,
    FrameworkPlace,
    JourneyId,
    KeysFile,
    Language,
    Mappings,
    Out,
    PeopleFile,
    SaidIn,
    Trusted,
)  # fmt: skip

EntryPath = Annotated[
    Path, typer.Argument(metavar="PATH", help="An entry (.ics), a mail that carries one, or a folder of them.")
]


def calendar(
    *,
    path: EntryPath,
    framework: FrameworkPlace = FIRST,
    people: PeopleFile = None,
    data: Data = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    keys: KeysFile = None,
    mapping: Mappings = None,
    deal: DealId = "",
    journal: FactsJournal = None,
    at: At = None,
    language: SaidIn = Language.EN,
    format: Form = Format.TEXT,
    out: Out = None,
) -> None:
    """Say of every invitation and answer what it becomes and why; people and labels are found as for mails.

    \b
    For example:
      gatecoach intake calendar deal --journal deals.jsonl
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.bundle import calendar_context, channels
    from gatecoach.cli.clock import clock
    from gatecoach.cli.deal import identified
    from gatecoach.cli.load import Inputs
    from gatecoach.cli.output import as_json, emit, note, width
    from gatecoach.cli.progress import progress, watched
    from gatecoach.cli.taking import Keeper, Told, deal_in, deals_of, journal_at, outcome_row, result, rows, tell_strays
    from gatecoach.intake import read_calendar
    from gatecoach.report import intake_text

    now = clock(at)()
    inputs = Inputs(framework, people, data or (), fetched_by, trusted or (), journey, mapping or (), keys)
    inputs = inputs.beside(path, "facts", "people", "keys", "crm")
    bundle = inputs.loaded()
    deal = identified(deal, bundle.named()) if deal else ""
    tell_strays([path])
    for finding in bundle.findings:
        note(finding.text())
    context = calendar_context(bundle, bundle.everybody(), deal)
    deals = deals_of(bundle, deal) if journal else [deal]
    with journal_at(journal) as kept, progress("inputs") as shown:
        keeper = Keeper(journal, kept, bundle, now)
        read = read_calendar(watched(entries_at(path), shown), context)
        for each in deals if journal else ():
            one = len(deals) == 1
            alone = read if one else read_calendar(entries_at(path), dataclasses.replace(context, subject=each))
            keeper.keep(deal_in(bundle, each, channels(bundle, calendars=True)), alone.facts)
    if format is Format.TEXT:
        text = intake_text(read.outcomes, width=width(), language=language.value, noun="entry")
        emit(text + "".join(f"{line}\n" for line in keeper.lines(width())), out)
        return
    told = Told(read.outcomes, [{**outcome_row(each, language.value), "uid": each.uid} for each in read.outcomes])
    facts = rows(read.facts, deals[0] if len(deals) == 1 else "")
    emit(as_json(result("calendar", told, facts, bundle.findings, keeper)), out)


def entries_at(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every entry at a path: a file, or those of a folder and of its mails.

    Raises:
        UsageError: a path that is not there or holds neither entries nor mails.
    """
    from gatecoach.cli.files import CALENDAR, calendar_files, content, mail_places, messages, messages_in, there
    from gatecoach.errors import UsageError

    there(path)
    if not path.is_dir():
        yield from [(path.name, content(path))] if path.suffix.lower() == CALENDAR else messages(path)
        return
    files, places = calendar_files(path), mail_places(path)
    if not files and not places:
        help_ = "Entries are *.ics, in a folder calendar or in this one, or are carried by mails."
        raise UsageError("nothing-here", "this folder holds no calendar entry and no mail", place=str(path), help=help_)
    for each in files:
        yield each.name, content(each)
    yield from messages_in(places)
