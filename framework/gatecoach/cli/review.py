"""`gatecoach intake review`: what a person has to decide about mails, and deciding it."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.options import (
    FIRST,
    At,
    Data,
    Fetched,
    FetchedBy,
    Form,
    Format,
    FrameworkPlace,
    JourneyId,
    KeysFile,
    Mappings,
    Out,
    PeopleFile,
    Trusted,
)  # fmt: skip

if TYPE_CHECKING:
    from gatecoach.cli.deciding import Decided
    from gatecoach.cli.load import Inputs
    from gatecoach.facts import Person
    from gatecoach.framework import Framework
    from gatecoach.intake.review import Waiting

MailPath = Annotated[Path, typer.Argument(metavar="PATH", help="A mail, an mbox, a Maildir, or a folder of mails.")]
By = Annotated[str | None, typer.Option("--by", metavar="ID", help="Who decides: one of the people.")]
Message = Annotated[str | None, typer.Option("--message", metavar="ID", help="The message that is decided about.")]
What = Annotated[str | None, typer.Option("--what", metavar="TYPE", help="What it is; none sets it aside.")]
Meant = Annotated[str | None, typer.Option("--outcome", metavar="WORD", help="How it is meant.")]
Quote = Annotated[str | None, typer.Option("--quote", metavar="WORDS", help="The words of it that show the outcome.")]
NewPerson = Annotated[str | None, typer.Option("--person", metavar="ID", help="The sender takes part, by this id.")]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help="What the new person is called.")]
Roles = Annotated[list[str] | None, typer.Option("--role", metavar="ROLE", help="Their role; may be repeated.")]
Asking = Annotated[bool, typer.Option("--ask", help="Ask about everything that waits, one after the other.")]
Into = Annotated[
    Path | None,
    typer.Option(
        "--into", metavar="FOLDER", help="Where facts.yaml and people.yaml are written; left out, beside the mails."
    ),
]


@dataclass(frozen=True, slots=True)
class Found:
    """The framework, who may decide, what waits now, and how many mails nobody could read."""

    framework: Framework
    people: tuple[Person, ...]
    waiting: tuple[Waiting, ...]
    unread: int


def review(
    *,
    path: MailPath,
    message: Message = None,
    what: What = None,
    outcome: Meant = None,
    quote: Quote = None,
    person: NewPerson = None,
    name: Name = "",
    role: Roles = None,
    by: By = None,
    ask: Asking = False,
    into: Into = None,
    at: At = None,
    framework: FrameworkPlace = FIRST,
    people: PeopleFile = None,
    data: Data = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    keys: KeysFile = None,
    mapping: Mappings = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> None:
    """Show what waits for a person, with the words themselves, and write down what they decide as their own.

    \b
    For example:
      gatecoach intake review deal
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.clock import clock
    from gatecoach.cli.deciding import Choice, ask_each, decided, keep
    from gatecoach.cli.load import Inputs
    from gatecoach.cli.output import as_json, emit, note, width
    from gatecoach.report.layout import counted
    from gatecoach.report.waiting import waiting_text

    inputs = Inputs(framework, people, data or (), fetched_by, trusted or (), journey, mapping or (), keys)
    inputs = inputs.beside(path, "facts", "people", "keys", "crm")
    choice = Choice(message or "", what or "", outcome or "", quote or "", person or "", name, tuple(role or ()))
    folder = into or (path if path.is_dir() else path.parent)
    found = _found(inputs, path)
    if choice.made or ask:
        now = clock(at)
        write: Callable[[Decided], None] = lambda each: keep(each, folder)  # noqa: E731 - one place to write to
        if ask:
            ask_each(lambda: _found(_again(inputs, folder), path), by or "", now, write)
        else:
            write(decided(found, choice, by or "", now()))
        return
    if found.unread:
        note(f"{counted(found.unread, 'mail')} could not be read: see gatecoach intake mail {shlex.quote(str(path))}")
    rows = [_row(each) for each in found.waiting]
    zone = found.framework.time_zone
    emit(waiting_text(found.waiting, zone=zone, width=width()) if format is Format.TEXT else as_json(rows), out)


def _found(inputs: Inputs, path: Path) -> Found:
    """What waits in these mails, with the rows that are there by now."""
    from gatecoach.cli.bundle import mail_context, reads_calendars
    from gatecoach.cli.files import messages
    from gatecoach.intake import read_mail
    from gatecoach.intake.review import waiting

    bundle = inputs.loaded()
    people = bundle.everybody()
    context = mail_context(bundle, people, "", calendars=reads_calendars())
    statements = [each for records in bundle.records for each in records.statements]
    intake = read_mail(messages(path), context)
    found = waiting(intake, context, bundle.framework.journey(bundle.journey).types, statements)
    return Found(bundle.framework, people, found, sum(each.outcome == "reject" for each in intake.outcomes))


def _again(inputs: Inputs, folder: Path) -> Inputs:
    """The same inputs, with files that have been written meanwhile."""
    from dataclasses import replace

    from gatecoach.cli.deciding import FACTS, PEOPLE

    new = [folder / each for each in (FACTS, PEOPLE) if (folder / each).is_file()]
    return replace(inputs, data=list(dict.fromkeys([*inputs.data, *new])))


def _row(each: Waiting) -> dict[str, object]:
    return {
        "kind": each.kind, "messages": list(each.messages), "name": each.name, "by": each.by, "at": each.at,
        "subject": each.subject, "text": each.text, "why": each.why, "choices": list(each.choices), "deal": each.deal,
    }  # fmt: skip
