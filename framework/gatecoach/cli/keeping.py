"""Facts of deals in a journal: what is new is added once, the same again is known, what contradicts it is told.

Each deal has a stream of its own, `deal:<journey>:<id>`, with one event a fact (`fact-taken-in`); its data are the row
of the fact. The stream says what was taken in, and never what a gate made of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gatecoach.coaching import Event
from gatecoach.errors import Finding, UsageError, VersionConflict
from gatecoach.facts import GRADES, AnyFact, Claim, Evidence, FieldValue, Grade, from_row, to_row
from gatecoach.intake.crm.pieces import instant
from gatecoach.journal import Journal, open_journal

TAKEN_IN = "fact-taken-in"
BY = "intake"
PREFIX = "deal:"
TRIES = 5
CODE = "conflicting-copies"
HINT = "see which of them is right; if it is the new one, take all of them into another journal"
Marks = Mapping[int, Mapping[str, str]]
"""What is noted beside a fact, by `id()` of it: which event it came from."""


def stream_of(journey: str, deal: str) -> str:
    """The stream of a deal's facts."""
    return f"{PREFIX}{journey}:{deal}"


@dataclass(slots=True)
class Kept:
    """How many facts were added, how many were known already, and which contradict what is kept."""

    added: int = 0
    known: int = 0
    conflicts: list[Finding] = field(default_factory=list)


class Shelf:
    """What a stream holds, by what names a fact."""

    def __init__(self, events: Iterable[Event]) -> None:
        """Take what is there."""
        self.named: dict[tuple[object, ...], AnyFact] = {}
        self.claims: list[Claim] = []
        for each in events:
            if _is_there(each):
                self.take(from_row(each.data["row"]))

    def take(self, fact: AnyFact) -> None:
        """Hold one more; of several revisions the highest."""
        if isinstance(fact, Claim):
            self.claims.append(fact)
            return
        old = self.named.get(_name(fact))
        if not isinstance(old, Evidence) or not isinstance(fact, Evidence) or fact.revision >= old.revision:
            self.named[_name(fact)] = fact

    def news(self, fact: AnyFact) -> AnyFact | None:
        """What is to be added for this fact; nothing where it is known.

        Raises:
            LookupError: another one of that name says something else.
        """
        if isinstance(fact, Claim):
            return None if self._repeats(fact) else fact
        old = self.named.get(_name(fact))
        if old is None:
            return fact
        if isinstance(fact, Evidence) and isinstance(old, Evidence):
            return _news_of(fact, old)
        if fact != old:
            raise LookupError
        return None

    def _repeats(self, claim: Claim) -> bool:
        """Whether it is there, or the stage claimed last before it is the same one."""
        if claim in self.claims:
            return True
        before = [each for each in self.claims if instant(each.at) <= instant(claim.at)]
        return bool(before) and max(before, key=lambda each: instant(each.at)).stage == claim.stage


def _name(fact: AnyFact) -> tuple[object, ...]:
    if isinstance(fact, Evidence):
        return (Evidence, fact.source, fact.id)
    if isinstance(fact, FieldValue):
        return (FieldValue, fact.field, fact.at)
    return (type(fact), getattr(fact, "id", ""))


def _news_of(item: Evidence, old: Evidence) -> Evidence | None:
    """The item with a revision that makes it count where the same message is read anew; nothing where it is known.

    Raises:
        LookupError: it is another message, or less well proven than the one kept and read otherwise.
    """
    if item.revision > old.revision:
        return item
    better = max(item.grade, old.grade, key=GRADES.index)
    if item.model_copy(update={"revision": old.revision, "grade": better}) == old:
        return None
    if (item.at, item.text) == (old.at, old.text) and better == item.grade:
        return item.model_copy(update={"revision": old.revision + 1})
    raise LookupError


def keep(
    journal: Journal, stream: str, facts: Sequence[AnyFact], at: dt.datetime | dt.date, marks: Marks | None = None
) -> Kept:
    """Add the facts that the stream does not have yet; somebody who adds at the same time is waited for.

    Raises:
        JournalError: the journal cannot be read or written.
    """
    for _ in range(TRIES):
        events = journal.read(stream)
        shelf, kept, new = Shelf(events), Kept(), list[Event]()
        for fact in facts:
            try:
                fresh = shelf.news(fact)
            except LookupError:
                kept.conflicts.append(_conflict(stream, fact))
                continue
            if fresh is None:
                kept.known += 1
                continue
            shelf.take(fresh)
            kept.added += 1
            number = len(events) + len(new) + 1
            new.append(_event(stream, number, fresh, at, dict((marks or {}).get(id(fact), {}))))
        try:
            if new:
                journal.append(stream, len(events), new)
        except VersionConflict:
            continue
        return kept
    words = "somebody else adds to this journal all the time"
    raise UsageError("journal-busy", words, place=stream, help="Try again when they are done.")


def _is_there(event: Event) -> bool:
    """Whether the event is a fact whose words were not erased."""
    return event.kind == TAKEN_IN and "row" in event.data


def _event(stream: str, number: int, fact: AnyFact, at: dt.datetime | dt.date, taken: Mapping[str, str]) -> Event:
    """The event of a fact; its id, which nobody can erase, tells nothing of what the fact says."""
    data: dict[str, Any] = {"row": to_row(fact), **({"event": dict(taken)} if taken else {})}
    return Event(id=f"{stream}#{number}", stream=stream, kind=TAKEN_IN, at=at, by=BY, data=data)


def _conflict(stream: str, fact: AnyFact) -> Finding:
    name = getattr(fact, "id", "") or getattr(fact, "field", "")
    words = f"{name} is kept already and says something else there; the one that is kept holds"
    return Finding(CODE, words, file=stream, path=name, hint=HINT, severity="warning")


def taken_events(journal: Journal) -> dict[tuple[str, str], str]:
    """The events that were taken in before: the digest of each by its source and id."""
    found: dict[tuple[str, str], str] = {}
    for stream in _streams(journal):
        for each in journal.read(stream):
            mark = each.data.get("event") if each.kind == TAKEN_IN else None
            if mark:
                found[mark["source"], mark["id"]] = mark["digest"]
    return found


def _streams(journal: Journal) -> list[str]:
    return [each for each in journal.streams() if each.startswith(PREFIX)]


def kept_facts(path: Path, journey: str, at_most: Grade) -> dict[str, list[AnyFact]]:
    """The facts of a journal by deal; no item is better proven than `at_most`, for anybody may write such a file.

    Raises:
        JournalError: it cannot be read.
    """
    begin = stream_of(journey, "")
    found: dict[str, list[AnyFact]] = {}
    with open_journal(path) as journal:
        for stream in journal.streams():
            if stream.startswith(begin):
                rows = (each.data["row"] for each in journal.read(stream) if _is_there(each))
                found[stream.removeprefix(begin)] = [_capped(from_row(row), at_most) for row in rows]
    return found


def _capped(fact: AnyFact, at_most: Grade) -> AnyFact:
    if isinstance(fact, Evidence) and GRADES.index(fact.grade) > GRADES.index(at_most):
        return fact.model_copy(update={"grade": at_most})
    return fact
