"""What the stream of a subject tells: the events, one after the other, as what was known in the end.

Nothing is judged here. A fact whose words were erased is no fact any more; all that was kept before a move to
another framework is told in the words of that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gatecoach.coaching import Event
from gatecoach.errors import JournalError
from gatecoach.facts import AnyFact, Evidence, Label, Person
from gatecoach.framework import Framework
from gatecoach.journal.records import CHANGED, MOVED, OPENED, SHOWN, TAKEN_IN, Told, fact_of
from gatecoach.journal.renaming import GoneError, Renames, renamed, renamed_fields, word
from gatecoach.subject import Subject

MIGRATE = "Load that version, or move the subject: gatecoach migrate OLD NEW --map MAP."


@dataclass(slots=True)
class Known:
    """What is known of a subject: which framework it is pinned to, what is said of it, its people and its facts."""

    stream: str
    pin: Mapping[str, str]
    journey: str
    id: str | None
    owner: str = ""
    claimed: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    facts: list[AnyFact] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)
    """The digests of the events of other systems that were taken in, by their source and id."""
    given_up: set[tuple[str | None, str]] = field(default_factory=set)
    """Items whose type a move gave up, by their source and id: they pass links on and say nothing more."""
    shown: list[Mapping[str, Any]] = field(default_factory=list)
    """The decisions that were shown, as data of their events."""

    def take(self, event: Event) -> None:
        """What is known after one more event; events of other kinds, a host's own among them, say nothing here."""
        if event.kind == TAKEN_IN:
            self._fact(fact_of(event))
            mark = event.data.get("event")
            if mark:
                self.marks[mark["source"], mark["id"]] = mark["digest"]
        elif event.kind in (OPENED, CHANGED):
            self._described(event.data)
        elif event.kind == SHOWN:
            self.shown.append(event.data)
        elif event.kind == MOVED:
            self.pin = event.data["to"]
            self._moved(event.data.get("renames", {}))

    def _fact(self, fact: Told | None) -> None:
        if isinstance(fact, Person):
            self.people[fact.id] = fact
        elif isinstance(fact, Label):
            self.labels.append(fact)
        elif fact is not None:
            self.facts.append(fact)

    def _described(self, data: Mapping[str, Any]) -> None:
        self.owner = data.get("owner", self.owner)
        self.claimed = data.get("claimed", self.claimed)
        self.fields |= data.get("fields", {})
        self.sources |= data.get("sources", {})
        self.people |= {each["id"]: Person.from_dict(each) for each in data.get("people", ())}

    def _moved(self, renames: Renames) -> None:
        told = renamed([*self.people.values(), *self.labels, *self.facts], renames)
        typed = {(each.source, each.id) for each in self.facts if isinstance(each, Evidence) and each.what}
        left = {(each.source, each.id) for each in told if isinstance(each, Evidence) and not each.what}
        self.given_up |= typed & left
        self.people, self.labels, self.facts = {}, [], []
        for each in told:
            self._fact(each)
        self.fields = renamed_fields(self.fields, renames)
        try:
            self.journey = word(renames, "journey", self.journey)
            self.claimed = word(renames, "stages", self.claimed) if self.claimed else self.claimed
        except GoneError:
            self.claimed = None


def known(events: Iterable[Event]) -> Known | None:
    """What the events of a subject's stream tell; nothing where there are none.

    Raises:
        JournalError: the events of something else.
    """
    feed = iter(events)
    first = next(feed, None)
    if first is None:
        return None
    if first.kind != OPENED:
        words = "these events do not begin with the opening of a subject"
        raise JournalError("not-a-subject", words, place=first.stream, help="Those of a talk are told by `replay`.")
    found = Known(first.stream, first.data["framework"], first.data["journey"], first.data.get("id"))
    found.take(first)
    for each in feed:
        found.take(each)
    return found


def refuse_other(found: Known, framework: Framework) -> None:
    """Nothing, when the subject is pinned to this very framework.

    Raises:
        JournalError: it is pinned to another one.
    """
    if found.pin["hash"] != framework.hash:
        then = f"{found.pin['id']} {found.pin['version']} ({found.pin['hash'][:12]})"
        loaded = f"{framework.id} {framework.version} ({framework.hash[:12]})"
        words = f"this subject is kept under {then}, and {loaded} is loaded"
        raise JournalError("other-framework", words, place=found.id or found.stream, help=MIGRATE)


def retell(framework: Framework, events: Iterable[Event]) -> Subject:
    """The subject that a stream of events tells, as it was when the last of them was written.

    Raises:
        JournalError: the events of something else, another framework than the one it is pinned to, or words that
            were erased and without which it cannot be told.
    """
    found = known(events)
    if found is None:
        raise JournalError("not-a-subject", "there are no events to tell a subject from", help="Read its stream.")
    refuse_other(found, framework)
    return subject_of(framework, found)


def subject_of(framework: Framework, found: Known) -> Subject:
    """The subject of which that is known.

    Raises:
        JournalError: it was erased which one it is.
    """
    if found.id is None:
        words, help_ = "it was erased which subject this was", "Nobody can tell any more; its stream stays as it is."
        raise JournalError("words-are-gone", words, place=found.stream, help=help_)
    subject = Subject(
        framework, found.journey, found.id,
        owner=found.owner, people=tuple(found.people.values()), claimed=found.claimed,
        fields=found.fields, sources=found.sources,
    )  # fmt: skip
    return subject.with_facts(found.facts)[0]
