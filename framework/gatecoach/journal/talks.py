"""The talks that a journal keeps: which streams they are, who may know of them, and every one told again."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import dataclass, field

from gatecoach.coaching import Event, Session, replay
from gatecoach.coaching.events import OPENED
from gatecoach.coaching.steps import When
from gatecoach.errors import GatecoachError, SessionError
from gatecoach.framework import Framework
from gatecoach.journal.erasure import STREAM as ERASURES
from gatecoach.journal.known import known, subject_of
from gatecoach.journal.names import Directory, refuse_old
from gatecoach.journal.protocol import Journal
from gatecoach.journal.records import DIRECTORY
from gatecoach.subject import Subject


def talk_streams(journal: Journal) -> list[str]:
    """The streams of talks: not those of deals, nor the journal's own.

    Raises:
        JournalError: an early version wrote the journal, or it cannot be read.
    """
    refuse_old(streams := journal.streams())
    named = Directory(journal)
    return [each for each in streams if each not in (DIRECTORY, ERASURES) and each not in named]


def opening(journal: Journal, stream: str) -> Event | None:
    """The opening of a talk; nothing where the stream is none."""
    events = journal.read(stream)
    return events[0] if events and events[0].kind == OPENED else None


def open_to_all(framework: Framework, journal: Journal, stream: str, seen: Collection[str] = ()) -> bool:
    """Whether everybody may know of a talk: neither it nor what it is about is private to some."""
    first = opening(journal, stream)
    if first is None or stream in seen or "about" not in first.data:  # whose opening was erased tells nothing
        return False
    names = [(each["journey"], each["id"]) for each in first.data["about"]]
    kinds = [framework.journeys.get(each) for each in (first.data["session"], *(kind for kind, _ in names))]
    if any(each is None or each.private_to for each in kinds):
        return False
    there, within = talk_streams(journal), (*seen, stream)
    return all(open_to_all(framework, journal, id_, within) for _, id_ in names if id_ in there)


@dataclass(frozen=True, slots=True)
class Told:
    """The talks of a journal, the oldest first; `lost` are the openings of those that cannot be told, and why."""

    talks: tuple[Session, ...]
    lost: tuple[tuple[Event, GatecoachError], ...] = ()


def told_talks(framework: Framework, journal: Journal, *, at: When | None = None, who: str = "") -> Told:
    """Every talk of a journal that somebody may read, as it stood at a moment (left out: as it stands).

    `who` is somebody's id; left out, only what is private to nobody is told. Of what somebody may not read not even the
    number is told.

    Raises:
        JournalError: an early version wrote the journal, or it cannot be read.
        UsageError: a time without a zone.
    """
    teller = _Teller(framework, journal, at)
    for stream in teller.streams:
        teller.tell(stream)
    talks = [each for each in teller.found.values() if _for(each.subject, who)]
    talks.sort(key=lambda each: (framework.judged_at(each.events[0].at).start, each.stream))
    return Told(tuple(talks), tuple((first, why) for first, why in teller.lost if _may_be_named(framework, first)))


def _for(subject: Subject, who: str) -> bool:
    """Whether a talk is for somebody, or for everybody."""
    if who:
        return subject.may_be_read_by(who)
    return not subject.course.private_to and all(_for(each, who) for each in subject.about)


def _may_be_named(framework: Framework, first: Event) -> bool:
    """Whether it may be said that a talk is there: its kind and what it is about are known and private to nobody."""
    kinds = [first.data.get("session", ""), *(each["journey"] for each in first.data.get("about", ()))]
    courses = [framework.journeys.get(each) for each in kinds]
    return all(each is not None and not each.private_to for each in courses)


@dataclass(slots=True)
class _Teller:
    """Tells each talk once, with what it is about; a deal that is not kept is known by its name alone."""

    framework: Framework
    journal: Journal
    at: When | None
    streams: list[str] = field(init=False)
    deals: dict[tuple[str, str], str] = field(init=False)
    found: dict[str, Session] = field(default_factory=dict)
    lost: list[tuple[Event, GatecoachError]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.streams = talk_streams(self.journal)
        self.deals = Directory(self.journal).subjects()

    def tell(self, stream: str, within: tuple[str, ...] = ()) -> Session | None:
        """The talk of a stream; nothing where it is none, had not begun, or cannot be told."""
        if stream in self.found or stream in within or stream not in self.streams:
            return self.found.get(stream)
        events = self._until_then(stream)
        if not events or events[0].kind != OPENED or any(first.stream == stream for first, _ in self.lost):
            return None
        try:
            names = [(each["journey"], each["id"]) for each in events[0].data.get("about", ())]
            about = [self._about(journey, id_, (*within, stream)) for journey, id_ in names]
            self.found[stream] = replay(self.framework, events, about=about)
        except GatecoachError as error:
            self.lost.append((events[0], error))
        return self.found.get(stream)

    def _until_then(self, stream: str) -> list[Event]:
        events = self.journal.read(stream)
        if self.at is None:
            return list(events)
        end = self.framework.judged_at(self.at).end
        return list(itertools.takewhile(lambda each: self.framework.judged_at(each.at).start <= end, events))

    def _about(self, journey: str, id_: str, within: tuple[str, ...]) -> Subject:
        """What a talk is about: an earlier talk, a deal that the journal keeps, or a deal by its name."""
        talk = self.tell(id_, within)
        if talk is not None:
            return talk.subject
        if self.framework.journey(journey).conversation:
            words, help_ = f"the talk {id_} that it is about cannot be told here", "Read the journal that keeps it."
            raise SessionError("subject-missing", words, place="about", help=help_)
        stream = self.deals.get((journey, id_))
        deal = known(self.journal.read(stream)) if stream else None
        same = deal is not None and deal.pin["hash"] == self.framework.hash and deal.journey == journey
        return subject_of(self.framework, deal) if deal and same else Subject(self.framework, journey, id_)
