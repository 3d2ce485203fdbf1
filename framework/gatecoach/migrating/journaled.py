"""The deals of a journal that are pinned to one framework, and their move to another one: one event for each.

A talk stays with the framework it was opened under: what was said was said to its questions. It can be told again
under that version for ever; what is still to be said is said in a new talk.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gatecoach.coaching import Event, Session, replay
from gatecoach.coaching.events import OPENED as TALK
from gatecoach.coaching.steps import When
from gatecoach.errors import GatecoachError, VersionConflict
from gatecoach.journal.known import Known, known, retell, subject_of
from gatecoach.journal.names import TRIES, Directory, busy, refuse_old
from gatecoach.journal.protocol import Journal
from gatecoach.journal.records import MOVED, pin, placed, subject_moved
from gatecoach.journey import standing
from gatecoach.migrating.comparing import Comparison, compare
from gatecoach.migrating.planning import Plan
from gatecoach.migrating.subjects import GivenUp, names_of, under
from gatecoach.subject import Subject

Talks = Mapping[str, Sequence[Event]]


class Fate(enum.StrEnum):
    """What becomes of a deal."""

    MOVES = "moves"
    THERE = "there"
    STAYS = "stays"
    ELSEWHERE = "elsewhere"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Case:
    """A deal and what becomes of it: it moves, is there already, or stays and why.

    `subject` is the deal as it was told before. Deals that stay have no comparison.
    """

    fate: Fate
    journey: str
    id: str
    stream: str = ""
    why: str = ""
    subject: Subject | None = None
    comparison: Comparison | None = None
    given_up: tuple[GivenUp, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenTalk:
    """A talk under the older framework that has not ended, and the deals it is about.

    `step` is empty where the talk cannot be told again here, so that nobody knows whether it has ended.
    """

    stream: str
    kind: str
    step: str
    about: tuple[str, ...]


def look(journal: Journal | Directory, plan: Plan, at: When, *, money: str = "") -> Iterator[Case]:
    """What the plan makes of every deal of a journal, in the order of their names; nothing is written.

    Raises:
        JournalError: the journal cannot be read.
    """
    directory = journal if isinstance(journal, Directory) else Directory(journal)
    refuse_old(directory.journal.streams())
    streams = {stream: name for name, stream in sorted(directory.subjects().items(), reverse=True)}
    taken = directory.subjects()
    for stream, name in sorted(streams.items(), key=lambda pair: pair[1]):
        found = known(directory.journal.read(stream))
        if found is not None:
            case = _case(found, name, plan, at, money)
            yield _named(case, plan, taken) if case.fate is Fate.MOVES else case


def _named(case: Case, plan: Plan, taken: dict[tuple[str, str], str]) -> Case:
    """The case, unless its name of now is that of another deal: two deals cannot become one."""
    journey = plan.courses[case.journey].new or ""
    holder = taken.setdefault((journey, case.id), case.stream)
    if holder == case.stream:
        return case
    words = f"there is another {journey} {case.id} already, and two deals cannot become one"
    return Case(Fate.LOST, case.journey, case.id, case.stream, words)


def _case(found: Known, name: tuple[str, str], plan: Plan, at: When, money: str) -> Case:
    head = (found.journey, name[1], found.stream)
    if found.pin["hash"] == plan.new.hash:
        return Case(Fate.THERE, *head)
    if found.pin["hash"] != plan.old.hash:
        pinned = f"{found.pin['id']} {found.pin['version']} ({found.pin['hash'][:12]})"
        return Case(Fate.ELSEWHERE, *head, f"it is pinned to {pinned}")
    course = plan.courses.get(found.journey)
    if course is None or course.new is None:
        return Case(Fate.STAYS, *head, (course and course.why) or f"{found.journey} is no journey of deals")
    try:
        return case_of(plan, subject_of(plan.old, found), at, money=money, stream=found.stream)
    except GatecoachError as error:
        return Case(Fate.LOST, *head, error.message)


def case_of(plan: Plan, subject: Subject, at: When, *, money: str = "", stream: str = "") -> Case:
    """What the plan makes of one deal, from a journal or from anywhere else.

    Raises:
        UsageError: it is of another framework, or a time without a zone.
    """
    course = plan.courses.get(subject.journey)
    if course is not None and course.new is None:
        return Case(Fate.STAYS, subject.journey, subject.id, stream, course.why, subject)
    told = under(plan, subject)
    names = names_of(plan.courses[subject.journey])
    found = compare(standing(subject, at), standing(told.subject, at), names=names, money=money)
    return Case(Fate.MOVES, subject.journey, subject.id, stream, "", subject, found, told.given_up)


def move(journal: Journal | Directory, plan: Plan, case: Case, *, at: When, by: str, reason: str = "") -> bool:
    """Pin the deal of a case to the new framework; gives whether that was still to be done.

    One event, or none: somebody who writes to the deal at the same time is waited for, and of two who move it one does.

    Raises:
        JournalError: the journal cannot be read or written.
    """
    directory = journal if isinstance(journal, Directory) else Directory(journal)
    course = plan.courses.get(case.journey)
    if course is None or course.new is None:
        return False
    record = subject_moved(pin(plan.old), pin(plan.new), plan.digest, renames=course.renames, reason=reason)
    for _ in range(TRIES):
        events = directory.journal.read(case.stream)
        found = known(events)
        if found is None or found.pin["hash"] != plan.old.hash:
            return False
        if course.new != course.old:  # first, so that the deal is found under one of its names at any moment
            directory.name(case.stream, course.new, case.id, at=at, by=by)
        try:
            directory.journal.append(case.stream, len(events), placed(case.stream, len(events), [record], at=at, by=by))
        except VersionConflict:
            continue
        return True
    raise busy(case.stream)


def open_talks(journal: Journal | Directory, plan: Plan) -> list[OpenTalk]:
    """The talks that were opened under the older framework and have not ended, as far as this journal tells.

    Raises:
        JournalError: the journal cannot be read.
    """
    directory = journal if isinstance(journal, Directory) else Directory(journal)
    streams = [each for each in directory.journal.streams() if each not in directory]
    talks = {each: events for each in streams if (events := directory.journal.read(each)) and _is_of(events[0], plan)}
    found = [_talk(events, plan, directory, talks) for events in talks.values()]
    return [each for each in found if each is not None]


def _is_of(event: Event, plan: Plan) -> bool:
    return event.kind == TALK and event.data["framework"]["hash"] == plan.old.hash


def _talk(events: Sequence[Event], plan: Plan, directory: Directory, talks: Talks) -> OpenTalk | None:
    """The talk unless it has ended."""
    first = events[0]
    try:
        session: Session | None = _retold(events, plan, directory, talks)
    except GatecoachError:  # what it is about is not here, or words are gone
        session = None
    if session is not None and session.closed:
        return None
    about = tuple(id_ for _, id_ in _about(first))
    return OpenTalk(first.stream, str(first.data["session"]), session.step if session else "", about)


def _retold(events: Sequence[Event], plan: Plan, directory: Directory, talks: Talks) -> Session:
    given: list[Subject | Session] = []
    for journey, id_ in _about(events[0]):
        if id_ in talks:
            given.append(_retold(talks[id_], plan, directory, talks))
        elif stream := directory.stream_of(journey, id_):
            given.append(_then(directory.journal.read(stream), plan))
    return replay(plan.old, events, about=given)


def _about(opening: Event) -> list[tuple[str, str]]:
    return [(each["journey"], each["id"]) for each in opening.data.get("about", ())]


def _then(events: Sequence[Event], plan: Plan) -> Subject:
    """The deal as it was before it was moved away from the older framework."""
    left = (n for n, each in enumerate(events) if each.kind == MOVED and each.data["from"]["hash"] == plan.old.hash)
    return retell(plan.old, events[: next(left, len(events))])
