"""What the intake commands have in common: which deals facts are about, keeping them, and the shape of the JSON."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gatecoach.cli.doubts import listed
from gatecoach.cli.files import strays
from gatecoach.cli.journal.at import shown
from gatecoach.cli.keeping import opened_at, tell_rejected
from gatecoach.cli.output import note
from gatecoach.errors import Finding, UsageError
from gatecoach.facts import AnyFact, Evidence, Label, Person, to_row
from gatecoach.intake import MailOutcome
from gatecoach.intake.events import EventOutcome
from gatecoach.journal import Journal
from gatecoach.journal.keeping import Marks, Taken, keep
from gatecoach.journal.names import Directory, refuse_old
from gatecoach.report.intake import finding_lines
from gatecoach.report.layout import counted, wrapped
from gatecoach.subject import Subject

if TYPE_CHECKING:
    from gatecoach.cli.bundle import Bundle

SCHEMA = 1
"""The number of the shape of the JSON; it changes when a program that reads it would have to."""
BY = "intake"


@dataclass(frozen=True, slots=True)
class Deal:
    """The deal that facts are about, and what else is known of it."""

    id: str
    journey: str = ""
    owner: str = ""
    people: Sequence[Person] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    labels: Sequence[Label] = ()


@dataclass(slots=True)
class Keeper:
    """Keeps facts in a journal, and counts; without a journal it does nothing."""

    where: str | None
    journal: Journal | None
    bundle: Bundle
    at: dt.datetime | dt.date
    kept: Taken = field(default_factory=Taken)
    directory: Directory | None = None

    def keep(self, deal: Deal, facts: Sequence[AnyFact], marks: Marks | None = None) -> None:
        """Keep the facts of a deal."""
        if self.journal is None:
            return
        self.directory = self.directory or Directory(self.journal)
        subject = Subject(
            self.bundle.framework, deal.journey or self.bundle.journey, deal.id,
            owner=deal.owner, people=deal.people, fields=deal.fields, sources=deal.sources,
            facts=facts,
        )  # fmt: skip
        found = keep(self.directory, subject, at=self.at, by=BY, labels=deal.labels, marks=marks)
        tell_rejected(found.rejected)
        self.kept.added += found.added
        self.kept.known += found.known
        self.kept.conflicts += found.conflicts

    def lines(self, width: int) -> list[str]:
        """What was kept, and what contradicts what is kept."""
        if self.where is None:
            return []
        place = shown(self.where)
        added, known = counted(self.kept.added, "fact"), self.kept.known
        already = f"; {counted(known, 'fact')} known already" if known else ""
        said = f"{added} kept in {place}{already}." if self.kept.added else f"Nothing new for {place}{already}."
        conflicts = [line for each in self.kept.conflicts for line in finding_lines(each, width)]
        return ["", *conflicts, *wrapped(said, width)]

    def as_dict(self) -> dict[str, Any] | None:
        """The same for a machine; nothing without a journal."""
        if self.where is None:
            return None
        conflicts = [each.as_dict() for each in self.kept.conflicts]
        return {"file": shown(self.where), "added": self.kept.added, "known": self.kept.known, "conflicts": conflicts}


class Told(NamedTuple):
    """What became of every input, as values and as rows of JSON."""

    outcomes: Sequence[MailOutcome | EventOutcome]
    rows: Sequence[dict[str, Any]]


def journal_at(where: str | None) -> AbstractContextManager[Journal | None]:
    """The journal that is to keep facts, found readable before any long work; nothing where none is named.

    Raises:
        UsageError: a place that keeps nothing, or is none.
        JournalError: it cannot be read, or an early version wrote it.
    """
    if where is None:
        return nullcontext()
    journal = opened_at(where, "facts must be kept, and there they would be gone with this command")
    refuse_old(journal.streams())
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


def deal_in(bundle: Bundle, id: str, sources: Mapping[str, str]) -> Deal:
    """A deal as the files tell it."""
    crm = next((each for each in bundle.crm if each.id == id), None)
    people, labels = bundle.people_of(id), bundle.labels_of(id)
    if crm is None:
        return Deal(id, people=people, sources=sources, labels=labels)
    return Deal(id, crm.journey, crm.owner, people, crm.fields, sources, labels)


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
