"""A subject kept in a journal: its facts once each, the decisions that were shown, and the subject told again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gatecoach.coaching.steps import When
from gatecoach.decision import Decision
from gatecoach.errors import Finding, Reason, UsageError, VersionConflict, did_you_mean
from gatecoach.facts import Label
from gatecoach.framework import Framework
from gatecoach.journal.entry import canonical
from gatecoach.journal.known import Known, known, refuse_other, retell
from gatecoach.journal.names import TRIES, Directory, busy
from gatecoach.journal.news import Shelf
from gatecoach.journal.protocol import Journal
from gatecoach.journal.records import (
    Record,
    Told,
    decision_shown,
    described_as,
    fact_taken_in,
    placed,
    subject_changed,
    subject_opened,
)
from gatecoach.subject import Subject

CODE = "conflicting-copies"
HINT = "see which of them is right; if it is the new one, take all of them into another journal"
Marks = Mapping[int, Mapping[str, str]]
"""What is noted beside a fact, by `id()` of it: source, id and digest of the event of another system it came from."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Decisions that were shown, and to whom where that is known."""

    decisions: Sequence[Decision] = ()
    to: Sequence[str] = ()


@dataclass(slots=True)
class Taken:
    """What became of the facts: how many are new, how many were known, and which contradict what is kept.

    `rejected` are facts that cannot be the subject's at all; they are not kept. `shown` counts new decisions. Labels
    and people are kept and not counted.
    """

    stream: str = ""
    added: int = 0
    known: int = 0
    shown: int = 0
    conflicts: list[Finding] = field(default_factory=list)
    rejected: list[Reason] = field(default_factory=list)


def keep(
    journal: Journal | Directory,
    subject: Subject,
    *,
    at: When,
    by: str,
    labels: Iterable[Label] = (),
    marks: Marks | None = None,
    shown: Shown | None = None,
) -> Taken:
    """Write down what is new of a subject, and the decisions that were shown about it, all in one append.

    The first call opens its stream and pins it to the subject's framework. What is there stays: a fact that is known
    adds nothing, one that contradicts what is kept is told. A decision that was shown before in the same words, to the
    same people, adds nothing. Somebody who writes at the same time is waited for.

    Raises:
        UsageError: a talk, which is kept by its own events.
        JournalError: the subject is pinned to another framework, or the journal cannot be read or written.
    """
    if subject.course.conversation:
        words = f"{subject.journey} is a conversation, and a talk is kept by its own events"
        raise UsageError("keeps-itself", words, place=subject.id, help="Append the events of its session.")
    directory = journal if isinstance(journal, Directory) else Directory(journal)
    accepted, rejected = Subject(subject.framework, subject.journey, subject.id).with_facts(subject.facts)
    told: list[Told] = (
        list(subject.facts) if not rejected else [each for each in subject.facts if each in accepted.facts]
    )
    fitting, strange = _fitting(subject, labels)
    stream = directory.stream_for(subject.journey, subject.id, at=at, by=by)
    for _ in range(TRIES):
        events = directory.journal.read(stream)
        before, taken = known(events), Taken(stream, rejected=[*rejected, *strange])
        records = _records(before, subject, [*fitting, *told], marks or {}, taken)
        records += _new_decisions(before, subject, shown or Shown(), taken)
        try:
            directory.journal.append(stream, len(events), placed(stream, len(events), records, at=at, by=by))
        except VersionConflict:
            continue
        return taken
    raise busy(stream)


def _fitting(subject: Subject, labels: Iterable[Label]) -> tuple[list[Label], list[Reason]]:
    """The labels that say a type of the subject's journey, and a reason for each other one."""
    types = subject.course.types
    fitting, strange = list[Label](), list[Reason]()
    for each in labels:
        if each.label in types:
            fitting.append(each)
        else:
            hint = did_you_mean(each.label, types)
            strange.append(Reason("unknown-evidence", each.message, {"what": each.label, "hint": hint}))
    return fitting, strange


def _records(found: Known | None, subject: Subject, facts: Sequence[Told], marks: Marks, taken: Taken) -> list[Record]:
    """What is to be written down of a subject and its facts."""
    if found is not None:
        refuse_other(found, subject.framework)
    shelf = Shelf(found, subject.facts)
    records = [subject_opened(subject)] if found is None else _changes(found, subject)
    people = [each for each in subject.people if found is not None and found.people.get(each.id) != each]
    records += [fact_taken_in(each) for each in people]
    for fact in facts:
        try:
            fresh = shelf.news(fact)
        except LookupError:
            taken.conflicts.append(_conflict(subject, fact))
            continue
        counts = not isinstance(fact, Label)
        if fresh is None:
            taken.known += counts
            continue
        shelf.take(fresh)
        taken.added += counts
        records.append(fact_taken_in(fresh, marks.get(id(fact))))
    return records


def _changes(found: Known, subject: Subject) -> list[Record]:
    """What is said of the subject itself now, where that is other than what is kept; nothing said changes nothing."""
    said = described_as(subject)
    changes: dict[str, Any] = {
        key: said[key] for key in ("owner", "claimed") if said[key] and said[key] != getattr(found, key)
    }
    for key in ("fields", "sources"):
        kept = getattr(found, key)
        other = {name: value for name, value in said[key].items() if name not in kept or kept[name] != value}
        changes |= {key: other} if other else {}
    return [subject_changed(changes)] if changes else []


def _new_decisions(found: Known | None, subject: Subject, shown: Shown, taken: Taken) -> list[Record]:
    """The decisions that were not shown before in the same words to the same people."""
    before = {_words_of(each) for each in found.shown} if found else set[str]()
    records = [decision_shown(each, subject.framework, to=shown.to) for each in shown.decisions]
    fresh = [each for each in records if _words_of(each.data) not in before]
    taken.shown = len(fresh)
    return fresh


def _words_of(data: Mapping[str, Any]) -> str:
    return canonical([data.get("decision"), data.get("people", [])])


def _conflict(subject: Subject, fact: Told) -> Finding:
    name = getattr(fact, "id", "") or getattr(fact, "field", "")
    words = f"{name} is kept already and says something else there; the one that is kept holds"
    return Finding(CODE, words, file=f"{subject.journey} {subject.id}", path=name, hint=HINT, severity="warning")


def kept_subject(
    journal: Journal, framework: Framework, journey: str, id: str, *, as_of: dt.datetime | dt.date | None = None
) -> Subject | None:
    """The subject as a journal tells it, or as it was known then; nothing where it is not there.

    Raises:
        JournalError: it is pinned to another framework (`other-framework`), or the journal cannot be read.
    """
    stream = Directory(journal).stream_of(journey, id)
    events = journal.read(stream, as_of=as_of) if stream else []
    return retell(framework, events) if events else None
