"""`gatecoach journal verify`: read everything and say whether it is as it was written."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gatecoach.cli.journal.at import Kept, Tenant
from gatecoach.cli.options import Form, Format, Out
from gatecoach.cli.run import NO

if TYPE_CHECKING:
    from gatecoach.errors import JournalError
    from gatecoach.journal import Checkpoint, Journal, Verification

Sealed = Annotated[
    Path | None,
    typer.Option("--checkpoint", metavar="FILE", help="A checkpoint of earlier, which was kept elsewhere (JSON)."),
]
Key = Annotated[
    Path | None,
    typer.Option("--public-key", metavar="FILE", help="Whose signature the checkpoint must have (PEM)."),
]
WHOLE_COPY = "Put a whole copy in its place: a backup, or an export of earlier."
LEFT = "may be left of an append or an erasure that a crash cut short; `gatecoach journal scrub` takes them away."
NO_CHECKPOINT = "Without a checkpoint of earlier nobody sees a cut-off end, or hashes that were all made anew."


def verify(
    *,
    journal: Kept,
    checkpoint: Sealed = None,
    public_key: Key = None,
    tenant: Tenant = "",
    format: Form = Format.TEXT,
    out: Out = None,
) -> int:
    """Read a whole journal and say what is not as it was written; exit code 1 if anything is not.

    \b
    For example:
      gatecoach journal verify gatecoach.db
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.journal.at import journal_at, refuse_own
    from gatecoach.cli.journal.sealed import checkpoint_in
    from gatecoach.cli.output import as_json, emit
    from gatecoach.errors import JournalError

    refuse_own(journal, out)
    earlier = checkpoint_in(checkpoint, public_key)
    try:
        with journal_at(journal, tenant) as kept:
            found = _read(kept, earlier)
        row, lines = _row(found), _lines(found, earlier)
    except JournalError as error:
        if error.code != "journal-damaged":
            raise
        row, lines = _damage(error)
    emit(as_json(row) if format is Format.JSON else "".join(f"{line}\n" for line in lines), out)
    return 0 if row["whole"] else NO


def _read(kept: Journal, earlier: Checkpoint | None) -> Verification:
    from gatecoach.cli.progress import progress

    with progress("events", whole=kept.position()) as shown:
        return kept.verify(earlier, seen=shown.step)


def _row(found: Verification) -> dict[str, Any]:
    counts = {"events": found.events, "streams": found.streams, "erased": found.erased}
    counts["left"] = found.left
    breaks = [{**each._asdict(), "help": WHOLE_COPY} for each in found.breaks]
    return {"schema": 1, "whole": found.whole, **counts, "breaks": breaks}


def _lines(found: Verification, earlier: Checkpoint | None) -> list[str]:
    from gatecoach.cli.output import width
    from gatecoach.report.layout import clean, counted, wrapped

    read = f"{counted(found.events, 'event')} in {counted(found.streams, 'stream')}"
    gone = f"; {counted(found.erased, 'private part')} erased by order" if found.erased else ""
    if found.whole:
        against = "The checkpoint agrees." if earlier else NO_CHECKPOINT
        left = f" {counted(found.left, 'private line')} {LEFT}" if found.left else ""
        return wrapped(f"{read}: everything is as it was written{gone}. {against}{left}", width())
    lines = []
    for each in found.breaks:
        place = f"{clean(each.stream)}:{each.version}: " if each.stream else ""
        lines += wrapped(f"{place}{each.words} [{each.code}]", width(), rest="  ")
    end = f"{read}: {counted(len(found.breaks), 'break')}{gone}. {WHOLE_COPY}"
    return [*lines, "", *wrapped(end, width())]


def _damage(error: JournalError) -> tuple[dict[str, Any], list[str]]:
    """What is told of a journal that is so damaged that it cannot be read through."""
    broken = {"code": error.code, "place": error.place, "words": error.message, "help": error.help}
    return {"schema": 1, "whole": False, "breaks": [broken]}, str(error).splitlines()
