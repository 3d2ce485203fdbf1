"""`gatecoach journal scrub`: take old copies of erased words out of the files of a journal."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from gatecoach.cli.journal.at import Kept, Tenant
from gatecoach.cli.options import Form, Format, Out
from gatecoach.cli.run import NO

LEFT = (
    "Old copies of erased words may be left in files of the database: on PostgreSQL until vacuum, the write-ahead log "
    "and backups have moved on; on SQLite because somebody reads the journal now: scrub again when they are done."
)


def scrub(*, journal: Kept, tenant: Tenant = "", format: Form = Format.TEXT, out: Out = None) -> int:
    """Clean the files of a journal of what was erased or what a crash has left; harmless at any time.

    \b
    For example:
      gatecoach journal scrub gatecoach.db
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.journal.at import journal_at, refuse_own, shown
    from gatecoach.cli.output import as_json, emit, note

    refuse_own(journal, out)
    with journal_at(journal, tenant) as kept:
        clean = kept.scrub()
    text = f"{shown(journal)}: nothing that was erased is left in its files.\n" if clean else ""
    emit(as_json({"schema": 1, "scrubbed": clean}) if format is Format.JSON else text, out)
    if not clean:
        note(LEFT)
    return 0 if clean else NO
