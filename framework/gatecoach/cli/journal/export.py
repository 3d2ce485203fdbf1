"""`gatecoach journal export`: a whole journal as lines of JSON, each with all that proves it."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from gatecoach.cli.journal.at import Kept, Tenant
from gatecoach.cli.options import Out

PRIVATE = 0o600
"""Who may read the words of a journal in a file: its user alone, as with the journal itself."""


def export(*, journal: Kept, tenant: Tenant = "", out: Out = None) -> int:
    """Write a journal as lines of JSON, private words included: to move it, to audit it, to keep it.

    \b
    For example:
      gatecoach journal export gatecoach.db --out export.jsonl
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.journal.at import journal_at, refuse_own
    from gatecoach.cli.output import Sink
    from gatecoach.cli.progress import progress, watched

    refuse_own(journal, out)
    with journal_at(journal, tenant) as kept, progress("events", whole=kept.position()) as shown:
        lines = watched(kept.export(), shown)
        if out is None or (out.exists() and not out.is_file()):
            _as_it_is()
            sink = Sink(out, shown.over)
            for line in lines:
                sink.write(line)
            sink.close()
        else:
            _whole_file(lines, out)
    return 0


def _as_it_is() -> None:
    """Have stdout take every letter as it is, whatever the terminal is set to: a changed one proves nothing."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def _whole_file(lines: Iterable[str], out: Path) -> None:
    """All lines in the place of the file, or none: half an export would look like an older journal.

    Raises:
        UsageError: it cannot be written.
    """
    from gatecoach.cli.output import not_written, note

    fresh = out.with_name(f"{out.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
            file.writelines(line.encode() for line in lines)
        fresh.replace(out)
    except OSError as error:
        raise not_written(error, out) from None
    finally:
        fresh.unlink(missing_ok=True)
    note(f"written to {out}")
