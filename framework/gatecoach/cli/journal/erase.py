"""`gatecoach journal erase`: forget a person, and keep the proof."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.journal.at import Kept, Tenant
from gatecoach.cli.options import At, Form, Format, Out
from gatecoach.cli.run import NO

if TYPE_CHECKING:
    from gatecoach.journal import Erased

Person = Annotated[str, typer.Argument(metavar="PERSON", help="Whose words go, by their id.")]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="WORD", help="A name or an address: what holds it goes, too; may be repeated."),
]
By = Annotated[str, typer.Option("--by", metavar="PERSON", help="Who orders it; this stays in the journal.")]
Ground = Annotated[str, typer.Option("--ground", metavar="TEXT", help="Why, without any name; this stays, too.")]
NOTHING = "Nothing private to them was found in this journal; that it was ordered is written down. Check the id."
LEFT = (
    "Old copies may be left in files of the database: on PostgreSQL until vacuum, the write-ahead log and backups have "
    "moved on; on SQLite because somebody reads the journal now: run this command again when they are done."
)


def erase(
    *,
    journal: Kept,
    person: Person,
    by: By,
    ground: Ground,
    also: Also = None,
    at: At = None,
    tenant: Tenant = "",
    format: Form = Format.TEXT,
    out: Out = None,
) -> int:
    """Delete for ever what a journal holds of a person, and write down that it was done, not whose it was.

    \b
    For example:
      gatecoach journal erase gatecoach.db r.diaz --by dpo --ground "request 7"
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.clock import clock
    from gatecoach.cli.journal.at import journal_at, refuse_own
    from gatecoach.cli.output import as_json, emit, note, width
    from gatecoach.cli.progress import progress
    from gatecoach.report.layout import wrapped

    refuse_own(journal, out)
    now = clock(at)
    with journal_at(journal, tenant) as kept, progress("events", whole=kept.position()) as shown:
        done = kept.erase(person, by=by, at=now(), ground=ground, also=also or (), seen=shown.step)
    text = "".join(f"{line}\n" for line in wrapped(_said(done), width()))
    emit(as_json({"schema": 1, **done._asdict()}) if format is Format.JSON else text, out)
    if not done.scrubbed:
        note(LEFT)
    return 0 if done.parts else NO


def _said(done: Erased) -> str:
    from gatecoach.report.layout import counted

    if not done.parts:
        return NOTHING
    gone = f"{counted(done.parts, 'private part')} of {counted(done.events, 'event')} erased."
    return f"{gone} Backups and exports are yours to delete."
