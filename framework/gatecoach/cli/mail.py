"""`gatecoach intake mail`: what every mail became and why."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from gatecoach.cli.bundle import Bundle
    from gatecoach.intake import MailContext

MailPath = Annotated[Path, typer.Argument(metavar="PATH", help="A mail, an mbox, a Maildir, or a folder of them.")]


def mail(
    *,
    path: MailPath,
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
    """Say of every mail what it becomes and why; people and labels come from --data and from the folder itself.

    \b
    For example:
      gatecoach intake mail deal --fetched-by connector --trusted mx.line.example
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.bundle import channels
    from gatecoach.cli.clock import clock
    from gatecoach.cli.deal import identified
    from gatecoach.cli.files import messages
    from gatecoach.cli.load import Inputs
    from gatecoach.cli.output import as_json, emit, note, width
    from gatecoach.cli.progress import progress, watched
    from gatecoach.cli.taking import Keeper, Told, deal_in, deals_of, journal_at, outcome_row, result, rows, tell_strays
    from gatecoach.intake import read_mail
    from gatecoach.report import intake_text

    now = clock(at)()
    inputs = Inputs(framework, people, data or (), fetched_by, trusted or (), journey, mapping or (), keys)
    inputs = inputs.beside(path, "facts", "people", "keys", "crm")
    bundle = inputs.loaded()
    deal = identified(deal, bundle.named()) if deal else ""
    tell_strays([path])
    for finding in bundle.findings:
        note(finding.text())
    context = _context(bundle, deal, now)
    deals = deals_of(bundle, deal) if journal else [deal]
    with journal_at(journal) as kept, progress("messages") as shown:
        keeper = Keeper(journal, kept, bundle, now)
        read = read_mail(watched(messages(path), shown), context)
        for each in deals if journal else ():
            alone = read if len(deals) == 1 else read_mail(messages(path), dataclasses.replace(context, subject=each))
            keeper.keep(deal_in(bundle, each, channels(bundle, calendars=False)), alone.evidence)
    if format is Format.TEXT:
        text = intake_text(read.outcomes, width=width(), language=language.value)
        emit(text + "".join(f"{line}\n" for line in keeper.lines(width())), out)
        return
    told = Told(read.outcomes, [outcome_row(each, language.value) for each in read.outcomes])
    facts = rows(read.evidence, deals[0] if len(deals) == 1 else "")
    emit(as_json(result("mail", told, facts, bundle.findings, keeper)), out)


def _context(bundle: Bundle, deal: str, now: dt.datetime | dt.date) -> MailContext:
    """What is known besides the mails; the end of a day is its last moment where days are counted."""
    from gatecoach.cli.bundle import mail_context, reads_calendars

    moment = now if isinstance(now, dt.datetime) else dt.datetime.combine(now, dt.time.max, bundle.framework.time_zone)
    context = mail_context(bundle, bundle.everybody(), deal, calendars=reads_calendars())
    return dataclasses.replace(context, now=moment)
