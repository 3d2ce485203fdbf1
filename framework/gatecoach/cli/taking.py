"""What the intake commands have in common: which deals facts are about, keeping them, and the shape of the JSON."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gatecoach.cli.doubts import listed
from gatecoach.cli.files import strays
from gatecoach.cli.keeping import Kept, Marks, keep, stream_of
from gatecoach.cli.output import note
from gatecoach.errors import Finding, UsageError
from gatecoach.facts import AnyFact, Evidence, to_row
from gatecoach.intake import MailOutcome
from gatecoach.intake.events import EventOutcome
from gatecoach.journal import Journal, open_journal
from gatecoach.report.intake import finding_lines
from gatecoach.report.layout import counted, wrapped

if TYPE_CHECKING:
    from gatecoach.cli.bundle import Bundle

SCHEMA = 1
"""The number of the shape of the JSON; it changes when a program that reads it would have to."""
NO_PLACE = "Name a file that ends in .db or .jsonl."


@dataclass(slots=True)
class Keeper:
    """Keeps facts in a journal, and counts; without a journal it does nothing."""

    path: Path | None
    journal: Journal | None
    at: dt.datetime | dt.date
    kept: Kept = field(default_factory=Kept)

    def keep(self, journey: str, deal: str, facts: Sequence[AnyFact], marks: Marks | None = None) -> None:
        """Keep the facts of a deal."""
        if self.journal is not None:
            found = keep(self.journal, stream_of(journey, deal), facts, self.at, marks)
            self.kept.added += found.added
            self.kept.known += found.known
            self.kept.conflicts += found.conflicts

    def lines(self, width: int) -> list[str]:
        """What was kept, and what contradicts what is kept."""
        if self.path is None:
            return []
        added, known = counted(self.kept.added, "fact"), self.kept.known
        already = f"; {counted(known, 'fact')} known already" if known else ""
        said = f"{added} kept in {self.path}{already}." if self.kept.added else f"Nothing new for {self.path}{already}."
        conflicts = [line for each in self.kept.conflicts for line in finding_lines(each, width)]
        return ["", *conflicts, *wrapped(said, width)]

    def as_dict(self) -> dict[str, Any] | None:
        """The same for a machine; nothing without a journal."""
        if self.path is None:
            return None
        conflicts = [each.as_dict() for each in self.kept.conflicts]
        return {"file": str(self.path), "added": self.kept.added, "known": self.kept.known, "conflicts": conflicts}


class Told(NamedTuple):
    """What became of every input, as values and as rows of JSON."""

    outcomes: Sequence[MailOutcome | EventOutcome]
    rows: Sequence[dict[str, Any]]


def journal_at(path: Path | None) -> AbstractContextManager[Journal | None]:
    """The journal that is to keep facts, found readable before any long work; nothing where none is named.

    Raises:
        UsageError: a place that keeps nothing, or is none.
        JournalError: it cannot be read.
    """
    if path is None:
        return nullcontext()
    if str(path) == ":memory:":
        words = "facts must be kept, and there they would be gone with this command"
        raise UsageError("nothing-kept", words, place="--journal", help=NO_PLACE)
    journal = open_journal(path)
    journal.streams()
    return journal


def tell_strays(paths: Iterable[Path], *, but: Iterable[Path] = ()) -> None:
    """Say of files that look like data that they are not looked at."""
    read = set(but)
    found = [str(stray) for path in paths for stray in strays(path) if stray not in read]
    if found:
        note(f"not looked at: {listed(found)}")


def deals_of(bundle: Bundle, deal: str) -> list[str]:
    """The deals that mails or entries are about: the one that is named, else those of the labels, else the only one.

    Raises:
        UsageError: it is not said.
    """
    if deal:
        return [deal]
    labelled = list(dict.fromkeys(each.subject for each in bundle.labels if each.subject))
    found = labelled or list(bundle.named())
    if len(found) == 1 or labelled:
        return found
    words = "to keep facts it must be known which deal they are about, and no label says so"
    raise UsageError("which-deal", words, place="--journal", help="Name it with --deal ID.")


def rows(facts: Iterable[AnyFact], deal: str) -> list[dict[str, Any]]:
    """Facts as rows, each with its deal; empty where it is not known. Of evidence the grade is always said."""
    return [{"deal": deal, **fact_row(each)} for each in facts]


def fact_row(fact: AnyFact) -> dict[str, Any]:
    """A fact as one row."""
    return {**to_row(fact), **({"grade": fact.grade} if isinstance(fact, Evidence) else {})}


def outcome_row(each: MailOutcome, language: str) -> dict[str, Any]:
    """What became of one message or entry."""
    return {
        "name": each.name, "id": each.message_id, "outcome": each.outcome, "rule": each.rule,
        "params": dict(each.params), "text": each.text(language), "made": list(each.made), "proof": each.proof,
        "proof-text": each.proof_text(language),
    }  # fmt: skip


def counts(outcomes: Iterable[MailOutcome | EventOutcome]) -> list[dict[str, Any]]:
    """How many became what by which rule."""
    number = Counter((each.outcome, each.rule) for each in outcomes)
    return [{"outcome": outcome, "rule": rule, "number": many} for (outcome, rule), many in sorted(number.items())]


def result(
    kind: str, told: Told, facts: Sequence[dict[str, Any]], findings: Iterable[Finding], keeper: Keeper
) -> dict[str, Any]:
    """The whole result as JSON has it."""
    return {
        "schema": SCHEMA,
        "intake": kind,
        "inputs": list(told.rows),
        "counts": counts(told.outcomes),
        "facts": list(facts),
        "findings": [each.as_dict() for each in findings],
        "journal": keeper.as_dict(),
    }
