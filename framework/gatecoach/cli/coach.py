"""`gatecoach coach`: a coaching talk at a keyboard, one word after the other, each kept at once."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.options import (
    FIRST,
    JOURNAL,
    At,
    Data,
    Fetched,
    FetchedBy,
    Form,
    Format,
    FrameworkPlace,
    JournalFile,
    JourneyId,
    Out,
    PeopleFile,
    SubjectId,
    Trusted,
)  # fmt: skip
from gatecoach.cli.run import NO

if TYPE_CHECKING:
    from gatecoach.coaching import Session

Kind = Annotated[str, typer.Argument(metavar="KIND", help="The conversation, by its id.")]
As = Annotated[list[str], typer.Option("--as", metavar="PERSON", help="Who speaks at this keyboard; may be repeated.")]
With = Annotated[list[str] | None, typer.Option("--with", metavar="PERSON", help="Who else takes part.")]
Coach = Annotated[list[str] | None, typer.Option("--coach", metavar="PERSON", help="Who coaches.")]
Coachee = Annotated[list[str] | None, typer.Option("--coachee", metavar="PERSON", help="Who is coached.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the talk that is still open.")]


def coach(
    *,
    kind: Kind,
    subject: SubjectId,
    speakers: As,
    others: With = None,
    coaches: Coach = None,
    coachees: Coachee = None,
    resume: Resume = False,
    framework: FrameworkPlace = FIRST,
    people: PeopleFile = None,
    data: Data = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    journal: JournalFile = JOURNAL,
    at: At = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> int:
    """Hold a coaching talk about a deal. It is kept word by word, and closes only through its gates."""
    from gatecoach.cli.clock import clock
    from gatecoach.cli.load import Inputs
    from gatecoach.cli.meeting import Table, find_open, known_kind, known_people, open_new, seated, seats
    from gatecoach.cli.prompt import Desk
    from gatecoach.cli.talk import Talk
    from gatecoach.journal import open_journal

    now = clock(at)
    inputs = Inputs(framework, people, data or (), fetched_by, trusted or (), journey)
    deal = inputs.deal(subject)
    present = [*speakers, *(others or [])]
    known_kind(deal.subject.framework, kind)
    known_people(deal.subject, [*present, *(coaches or []), *(coachees or [])])
    typed = [
        *inputs.words(),
        *(["--journal", str(journal)] if journal != JOURNAL else []),
        *(["--at", at] if at else []),
    ]

    def go_on(who: Sequence[str]) -> str:
        spoken = [word for each in who for word in ("--as", each)]
        return shlex.join(["gatecoach", "coach", kind, subject, *spoken, *typed, "--resume"])

    with open_journal(journal) as kept:
        table = Table(kept, deal.subject, kind, now)
        session = find_open(table, resume=resume)
        if session is None:
            session = open_new(table, seats(deal.subject, present, coaches or [], coachees or []))
        seated(session, speakers)
        talk = Talk(session, table, Desk(to_stderr=format is Format.JSON), speakers, go_on)
        return _finished(talk.run(), deal.name, format, out)


def _finished(session: Session, name: str, format: Format, out: Path | None) -> int:
    """Show or write the summary of a talk that ended; 0 only if it was closed through its gates."""
    from gatecoach.cli.output import as_json, emit, note, show, width
    from gatecoach.cli.talk import as_dict, is_done
    from gatecoach.coaching import summary
    from gatecoach.report import summary_markdown, summary_text

    facts = summary(session)
    about = tuple(f"{name} ({each})" if name else each for each in facts.about)
    named = dataclasses.replace(facts, about=about, closed=is_done(session))
    if format is Format.JSON:
        emit(as_json(as_dict(session, dataclasses.asdict(facts))), out)
    elif session.closed:
        show(f"\n{summary_text(named, width=width())}")
        if out is not None:
            emit(summary_markdown(named), out)
    if session.closed and not is_done(session):
        note("The talk was ended early.")
    return 0 if is_done(session) else NO
