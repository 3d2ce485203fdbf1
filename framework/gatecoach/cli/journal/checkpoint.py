"""`gatecoach journal checkpoint`: one hash over a whole journal, to be kept away from it."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.journal.at import Kept, Tenant
from gatecoach.cli.options import Form, Format
from gatecoach.cli.run import NO

if TYPE_CHECKING:
    from gatecoach.journal import Checkpoint, Journal

Signing = Annotated[
    Path | None, typer.Option("--sign", metavar="FILE", help="Sign it with this private key (Ed25519, PEM).")
]
Output = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write it to this file, as the JSON that verify takes.")
]


def checkpoint(
    *, journal: Kept, sign: Signing = None, tenant: Tenant = "", format: Form = Format.TEXT, out: Output = None
) -> int:
    """Seal a journal as it is now; keep what this says elsewhere, and verify against it later.

    \b
    For example:
      gatecoach journal checkpoint gatecoach.db --out checkpoint.json
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.journal.at import journal_at, refuse_own, shown
    from gatecoach.cli.journal.sealed import signed_with
    from gatecoach.cli.output import as_json, emit, note

    refuse_own(journal, out)
    with journal_at(journal, tenant) as kept:
        made = _whole(kept)
    if made is None:
        note(f"{shown(journal)}: the journal is not as it was written, so it is not sealed; verify says where.")
        return NO
    made = made if sign is None else signed_with(made, sign)
    emit(as_json(made.as_dict()) if out or format is Format.JSON else _text(made), out)
    return 0


def _whole(kept: Journal) -> Checkpoint | None:
    """The checkpoint of a journal that is whole; nothing for one that is not: a seal on it would cover the edit."""
    from gatecoach.cli.progress import progress

    with progress("events", whole=2 * kept.position()) as shown:
        made = kept.checkpoint(seen=shown.step)
        return made if kept.verify(made, seen=shown.step).whole else None


def _text(made: Checkpoint) -> str:
    from gatecoach.report.layout import counted

    signature = f"signature  {made.signature}\n" if made.signature else ""
    return (
        f"position   {made.position}: {counted(made.position, 'event')} in {counted(made.streams, 'stream')}\n"
        f"root       {made.root}\n{signature}"
    )
