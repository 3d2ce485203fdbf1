"""`gatecoach coach`: a coaching talk at a keyboard, one word after the other, each kept at once."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import dataclasses
import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.options import (
    FIRST,
    At,
    Channels,
    Data,
    Fetched,
    FetchedBy,
    Form,
    Format,
    FrameworkPlace,
    JournalPlace,
    JourneyId,
    KeysFile,
    Mappings,
    Out,
    PeopleFile,
    SubjectId,
    Trusted,
)  # fmt: skip
from gatecoach.cli.run import NO
from gatecoach.errors import UsageError

if TYPE_CHECKING:
    from gatecoach.coaching import Session

Kind = Annotated[str, typer.Argument(metavar="KIND", help="The conversation, by its id.")]
As = Annotated[list[str], typer.Option("--as", metavar="PERSON", help="Who speaks at this keyboard; may be repeated.")]
With = Annotated[list[str] | None, typer.Option("--with", metavar="PERSON", help="Who else takes part.")]
Coach = Annotated[list[str] | None, typer.Option("--coach", metavar="PERSON", help="Who coaches.")]
Coachee = Annotated[list[str] | None, typer.Option("--coachee", metavar="PERSON", help="Who is coached.")]
About = Annotated[
    str | None,
    typer.Option("--about", metavar="TALK", help="The earlier talk it is about; the newest one that has ended."),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the talk that is still open.")]


def coach(
    *,
    kind: Kind,
    subject: SubjectId,
    speakers: As,
    others: With = None,
    coaches: Coach = None,
    coachees: Coachee = None,
    about: About = None,
    resume: Resume = False,
    framework: FrameworkPlace = FIRST,
    people: PeopleFile = None,
    data: Data = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    keys: KeysFile = None,
    mapping: Mappings = None,
    channel: Channels = None,
    journal: JournalPlace = None,
    at: At = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> int:
    """Hold a coaching talk about a deal. It is kept word by word, and closes only through its gates.

    \b
    For example:
      gatecoach coach gate-review "Line 3" --as m.lee --as r.diaz --data deal
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.clock import clock
    from gatecoach.cli.load import Inputs
    from gatecoach.cli.meeting import Table, greeting, journal_for, known_kind, known_people, sit_down
    from gatecoach.cli.prompt import Desk
    from gatecoach.cli.talk import Talk
    from gatecoach.report.session import talk_name

    now = clock(at)
    inputs = Inputs(
        framework, people, data or (), fetched_by, trusted or (), journey, mapping or (), keys, channel or ()
    )
    deal = inputs.deal(subject)
    present = [*speakers, *(others or [])]
    known_kind(deal.subject.framework, kind)
    known_people(deal.subject, [*present, *(coaches or []), *(coachees or [])])
    result = [*(["--format", format.value] if format is not Format.TEXT else []), *(["--out", str(out)] if out else [])]
    typed = [*inputs.words(), *_table_words(about, journal, at), *result]

    def go_on(who: Sequence[str]) -> str:
        spoken = [word for each in who for word in ("--as", each)]
        return shlex.join(["gatecoach", "coach", kind, subject, *spoken, *typed, "--resume"])

    _can_be_written(out)
    with journal_for(journal) as kept:
        table = Table(kept, deal.subject, kind, now, about or "")
        session = sit_down(table, present, coaches or [], coachees or [], resume=resume)
        desk, shown = Desk(to_stderr=format is Format.JSON), greeting(table, session, speakers)
        talk = Talk(session, table, desk, speakers, go_on, opener=shown)
        names = {each.id: talk_name(each) for each in session.subject.about}
        return _finished(talk.run(), {**names, deal.subject.id: deal.name}, format, out)


def _table_words(about: str | None, journal: str | None, at: str | None) -> list[str]:
    """What the talk is about, where it is kept and when it is held, as it would be typed again."""
    return [
        *(["--about", about] if about else []),
        *(["--journal", journal] if journal else []),
        *(["--at", at] if at else []),
    ]


def _can_be_written(out: Path | None) -> None:
    """Nothing, when the summary can be written there in the end; found out before anybody has said a word.

    Raises:
        UsageError: it cannot.
    """
    from gatecoach.cli.output import not_written

    there = out is not None and os.path.lexists(out)
    if out is None or (there and not out.is_file() and not out.is_dir()):
        return  # what is neither, a pipe or a device, is opened once only
    try:
        out.open("ab").close()
        if not there:
            out.unlink()
    except OSError as error:
        raise not_written(error, out) from None


def _finished(session: Session, names: Mapping[str, str], format: Format, out: Path | None) -> int:
    """Show or write the summary of a talk that ended; 0 only if it was closed through its gates."""
    from gatecoach.cli.output import as_json, emit, note, show, width
    from gatecoach.cli.talk import as_dict, is_done
    from gatecoach.coaching import summary
    from gatecoach.report import summary_markdown, summary_text

    facts = summary(session)
    about = tuple(f"{names[each]} ({each})" if names.get(each) else each for each in facts.about)
    named = dataclasses.replace(facts, about=about, closed=is_done(session))
    if format is Format.JSON:
        _written(as_json(as_dict(session, dataclasses.asdict(facts))), out)
    elif session.closed:
        show(f"\n{summary_text(named, width=width())}")
        if out is not None:
            emit(summary_markdown(named), out)
    if session.closed and not is_done(session):
        note("The talk was ended early.")
    return 0 if is_done(session) else NO


def _written(text: str, out: Path | None) -> None:
    """The result where it was asked for; if that fails in the end it is still shown.

    Raises:
        UsageError: the file cannot be written.
    """
    from gatecoach.cli.output import emit, show

    try:
        emit(text, out)
    except UsageError:
        show(text)
        raise
