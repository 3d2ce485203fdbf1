"""`gatecoach journal erase`: forget a person, and keep the proof."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gatecoach.cli.journal.at import Kept, Tenant
from gatecoach.cli.journal.scrub import LEFT
from gatecoach.cli.options import At, Form, Format, Out
from gatecoach.cli.run import NO

if TYPE_CHECKING:
    from gatecoach.journal import Erased, Held, Journal

Person = Annotated[str, typer.Argument(metavar="PERSON", help="Whose words go, by their id.")]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="WORD", help="A name or an address: what holds it goes, too; may be repeated."),
]
By = Annotated[str, typer.Option("--by", metavar="PERSON", help="Who orders it; this stays in the journal.")]
Ground = Annotated[str, typer.Option("--ground", metavar="TEXT", help="Why, without any name; this stays, too.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask: it is meant; without a terminal it must be given.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Only show what would go, by stream and kind.")]
NOTHING = "Nothing private to them was found in this journal"
ORDERED = f"{NOTHING}; that it was ordered is written down. Check the id."
ASKED = "Erase it for ever? Type yes > "


def erase(
    *,
    journal: Kept,
    person: Person,
    by: By,
    ground: Ground,
    also: Also = None,
    dry_run: Dry = False,
    yes: Yes = False,
    at: At = None,
    tenant: Tenant = "",
    format: Form = Format.TEXT,
    out: Out = None,
) -> int:
    """Delete for ever what a journal holds of a person, and write down that it was done, not whose it was.

    \b
    For example:
      gatecoach journal erase gatecoach.db r.diaz --by dpo --ground "no. 7" --yes
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.clock import clock
    from gatecoach.cli.journal.at import journal_at, refuse_own
    from gatecoach.cli.output import as_json, emit, note
    from gatecoach.cli.progress import progress
    from gatecoach.journal.erasure import checked

    refuse_own(journal, out)
    now = clock(at)
    also = also or []
    checked(person, by=by, ground=ground, also=also)
    with journal_at(journal, tenant) as kept:
        if dry_run or not yes:
            found = _looked(kept, person, also)
            if dry_run:
                emit(as_json(_row(found)) if format is Format.JSON else _text(found), out)
                return 0 if found else NO
            if not _is_meant(found, as_json=format is Format.JSON):
                note("Nothing was erased.")
                return NO
        with progress("events", whole=kept.position()) as shown:
            done = kept.erase(person, by=by, at=now(), ground=ground, also=also, seen=shown.step)
    emit(as_json({"schema": 1, **done._asdict()}) if format is Format.JSON else _lines(_said(done)), out)
    if not done.scrubbed:
        note(LEFT)
    return 0 if done.parts else NO


def _looked(kept: Journal, person: str, also: Sequence[str]) -> list[Held]:
    from gatecoach.cli.progress import progress

    with progress("events", whole=kept.position()) as shown:
        return kept.held(person, also=also, seen=shown.step)


def _is_meant(found: Sequence[Held], *, as_json: bool) -> bool:
    """Whether the person at the terminal, who sees what would go, says that it shall.

    Raises:
        UsageError: nobody is there to be asked.
    """
    from gatecoach.cli.prompt import YES_NO, Desk
    from gatecoach.errors import UsageError

    if not sys.stdin.isatty():
        words, help_ = "nobody is here to say that it is meant", "See what would go with --dry-run, then add --yes."
        raise UsageError("not-confirmed", words, help=help_)
    desk = Desk(to_stderr=as_json)
    desk.say(_text(found))
    return YES_NO.get(desk.line(ASKED).casefold(), False)


def _row(found: Sequence[Held]) -> dict[str, Any]:
    counts = {"parts": sum(each.parts for each in found), "events": len(found)}
    return {"schema": 1, "dry_run": True, **counts, "held": [each._asdict() for each in found]}


def _text(found: Sequence[Held]) -> str:
    from collections import Counter

    from gatecoach.cli.output import width
    from gatecoach.report.layout import clean, counted, wrapped

    if not found:
        return _lines(f"{NOTHING}. Check the id.")
    parts = counted(sum(each.parts for each in found), "private part")
    places = Counter((each.stream, each.kind) for each in found)
    lines = [f"{parts} of {counted(len(found), 'event')} would go:"]
    for (stream, kind), number in places.items():
        lines += wrapped(f"{clean(kind)} in {clean(stream)}", width(), first=f"{number:>9,}  ", rest="    ")
    return "".join(f"{line}\n" for line in lines)


def _lines(text: str) -> str:
    from gatecoach.cli.output import width
    from gatecoach.report.layout import wrapped

    return "".join(f"{line}\n" for line in wrapped(text, width()))


def _said(done: Erased) -> str:
    from gatecoach.report.layout import counted

    if not done.parts:
        return ORDERED
    gone = f"{counted(done.parts, 'private part')} of {counted(done.events, 'event')} erased."
    return f"{gone} Backups and exports are yours to delete."
