"""`gatecoach journal stats`: how much of what a journal holds."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from gatecoach.cli.journal.at import Kept, Tenant
from gatecoach.cli.options import Form, Format, Out

if TYPE_CHECKING:
    from gatecoach.journal import Journal


def stats(*, journal: Kept, tenant: Tenant = "", format: Form = Format.TEXT, out: Out = None) -> int:
    """Count what a journal holds, by kind of event; nobody's words are shown.

    \b
    For example:
      gatecoach journal stats gatecoach.db
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.journal.at import journal_at, refuse_own
    from gatecoach.cli.output import as_json, emit

    refuse_own(journal, out)
    with journal_at(journal, tenant) as kept:
        found = _counted(kept)
    emit(as_json(found) if format is Format.JSON else _text(found), out)
    return 0


def _counted(kept: Journal) -> dict[str, Any]:
    from gatecoach.cli.progress import progress

    kinds: Counter[str] = Counter()
    streams, erased, position = set[str](), 0, 0
    with progress("events", whole=kept.position()) as shown:
        while page := kept.since(position):
            for each in page:
                kinds[each.event.kind] += 1
                streams.add(each.event.stream)
                erased += each.erased
            position = page[-1].position
            shown.step(len(page))
    counts = {"events": kinds.total(), "streams": len(streams), "erased": erased}
    return {"schema": 1, **counts, "kinds": dict(sorted(kinds.items()))}


def _text(found: dict[str, Any]) -> str:
    from gatecoach.report.layout import clean, counted

    head = f"{counted(found['events'], 'event')} in {counted(found['streams'], 'stream')}"
    gone = f"; {counted(found['erased'], 'event')} without words that were erased" if found["erased"] else ""
    lines = [f"{head}{gone}.", *(f"{number:>9,}  {clean(kind)}" for kind, number in found["kinds"].items())]
    return "".join(f"{line}\n" for line in lines)
