"""What was shown about a deal goes into a journal first: its facts, and the decisions as they were told."""

from __future__ import annotations

from collections.abc import Sequence

from gatecoach.cli.clock import When
from gatecoach.cli.deal import Deal
from gatecoach.cli.journal.at import shown
from gatecoach.cli.keeping import opened_at, tell_rejected
from gatecoach.cli.meeting import known_people
from gatecoach.cli.output import note
from gatecoach.decision import Decision
from gatecoach.errors import UsageError
from gatecoach.journal.keeping import Shown, Taken, keep
from gatecoach.journal.names import refuse_old
from gatecoach.report.layout import counted

BY = "gatecoach"


def keep_shown(where: str | None, deal: Deal, decisions: Sequence[Decision], to: Sequence[str], at: When) -> None:
    """Keep what is about to be shown; what is there already is kept once.

    Raises:
        UsageError: no place, one that keeps nothing, or none at all; somebody who is none of the deal's people.
        JournalError: it cannot be written, or keeps the deal under another framework.
    """
    known_people(deal.subject, to)
    if where is None:
        words = "who is shown this is written into a journal, and none is named"
        raise UsageError("no-journal", words, place="--shown-to", help="Name it with --journal PLACE.")
    with opened_at(where, "what was shown must be kept, and there it would be gone with this command") as journal:
        refuse_old(journal.streams())
        found = keep(journal, deal.subject, at=at, by=BY, labels=deal.labels, shown=Shown(decisions, tuple(to)))
    tell_rejected(found.rejected)
    for each in found.conflicts:
        note(each.text())
    note(_said(found, shown(where)))


def _said(found: Taken, where: str) -> str:
    """What is new in the journal."""
    new = [(found.shown, "decision"), (found.added, "fact")]
    told = " and ".join(counted(number, noun) for number, noun in new if number)
    return f"{told} kept in {where}" if told else f"nothing new for {where}"
