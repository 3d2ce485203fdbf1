"""Who sits at the table, and which talk it is: a new one, or the one that is still open in the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gatecoach.cli.clock import When
from gatecoach.cli.output import note
from gatecoach.coaching import Event, Session, open_session, replay
from gatecoach.coaching.events import OPENED
from gatecoach.definition import GATE_BLOCKED
from gatecoach.errors import SessionError, UsageError, did_you_mean
from gatecoach.facts import Evidence
from gatecoach.framework import Framework
from gatecoach.journal import Journal
from gatecoach.report.layout import moment
from gatecoach.subject import Subject
from gatecoach.time import span


@dataclass(frozen=True, slots=True)
class Table:
    """What a talk is about, where it is kept, and the clock on the wall."""

    journal: Journal
    about: Subject
    kind: str
    now: Callable[[], When]


@dataclass(frozen=True, slots=True)
class Seats:
    """Who coaches whom."""

    coaches: tuple[str, ...]
    coachees: tuple[str, ...]


def known_kind(framework: Framework, kind: str) -> None:
    """Nothing, when there is such a conversation.

    Raises:
        UsageError: there is none, with the nearest name.
    """
    kinds = [each.id for each in framework.journeys.values() if each.conversation]
    if kind not in kinds:
        raise UsageError("unknown-talk", f'there is no conversation "{kind}"', help=did_you_mean(kind, kinds))


def known_people(about: Subject, names: Iterable[str]) -> None:
    """Nothing, when everybody named is one of the deal's people.

    Raises:
        UsageError: somebody is not, with the nearest id.
    """
    known = [each.id for each in about.people]
    for each in names:
        if each not in known:
            raise UsageError("unknown-person", f'there is no person "{each}"', help=did_you_mean(each, known))


def seats(about: Subject, present: Sequence[str], coaches: Sequence[str], coachees: Sequence[str]) -> Seats:
    """Who coaches whom: as named, else the deal's owner is coached by everybody else who is present.

    Raises:
        UsageError: it cannot be told, or somebody would sit on both sides.
    """
    if not coachees:
        owner = [about.owner] if about.person(about.owner) and about.owner not in coaches else []
        coachees = owner or ([each for each in present if each not in coaches] if coaches else [])
    if not coachees:
        words = "it cannot be told who is coached: the deal has no owner among its people"
        raise UsageError("who-is-coached", words, help="Name them with --coachee PERSON.")
    coaches = coaches or [each for each in present if each not in coachees]
    if not coaches:
        words = f"it cannot be told who coaches {' and '.join(coachees)}"
        raise UsageError("who-coaches", words, help="Name them with --with PERSON, or --coach PERSON.")
    both = sorted(set(coaches) & set(coachees))
    if both:
        raise UsageError("both-sides", f'"{both[0]}" cannot coach and be coached in one talk')
    return Seats(tuple(dict.fromkeys(coaches)), tuple(dict.fromkeys(coachees)))


def open_new(table: Table, taken: Seats) -> Session:
    """A new talk, its opening already kept."""
    about = [table.about] if table.about.framework.journey(table.kind).about else []
    people, at = table.about.people, table.now()

    def opened(stream: str) -> tuple[Session, tuple[Event, ...]]:
        return open_session(
            table.about.framework, table.kind,
            about=about, coach=taken.coaches, coachee=taken.coachees, at=at, people=people, stream=stream,
        )  # fmt: skip

    session, events = opened("")
    _worthwhile(session)
    first, number = session.stream, 2
    while table.journal.version(session.stream):
        session, events = opened(f"{first}-{number}")
        number += 1
    table.journal.append(session.stream, 0, events)
    return session


def _worthwhile(session: Session) -> None:
    """A talk about blocked gates needs one: without any its steps could never be done.

    Raises:
        UsageError: nothing is blocked.
    """
    ranges = [each.for_each for gate in session.subject.course.gates.values() for each in gate.requirements]
    wanted = any(each is not None and each.what == GATE_BLOCKED for each in ranges)
    if wanted and not any(isinstance(each, Evidence) and each.what == GATE_BLOCKED for each in session.subject.facts):
        ids = ", ".join(each.id for each in session.subject.about)
        raise UsageError(
            "nothing-blocked", f"no gate of {ids} is blocked at that time, so there is nothing to talk about"
        )


def find_open(table: Table, *, resume: bool) -> Session | None:
    """The newest open talk of this kind about this deal if it is to be resumed; nothing if there is none at all.

    Raises:
        UsageError: there is one and it is not to be resumed, or there is none and it is.
        SessionError: the only one was opened under another framework.
    """
    found, lost = _open_talks(table)
    if found and not resume:
        since = moment(found[-1].events[0].at, table.about.framework.time_zone)
        words = f'a "{table.kind}" about {table.about.id} is still open, since {since}'
        raise UsageError("talk-is-open", words, help="Go on with it: add --resume.")
    if resume and not found:
        if lost:
            raise lost[-1]
        words = f'there is no open "{table.kind}" about {table.about.id} in this journal'
        raise UsageError("no-open-talk", words, help="Leave --resume out to begin one.")
    for each in lost:
        note(f"left alone: {each}")
    return found[-1] if found else None


def _open_talks(table: Table) -> tuple[list[Session], list[SessionError]]:
    """The open talks, oldest first, and why others cannot be read."""
    found: list[Session] = []
    lost: list[SessionError] = []
    for events in filter(None, map(table.journal.read, table.journal.streams())):
        if _is_meant(table, events[0]):
            try:
                found.append(replay(table.about.framework, events, about=[table.about]))
            except SessionError as error:
                lost.append(error)
    zone = table.about.framework.time_zone
    in_time = sorted(found, key=lambda each: span(each.events[0].at, zone).start)
    return [each for each in in_time if not each.closed], lost


def _is_meant(table: Table, first: Event) -> bool:
    about = {"journey": table.about.journey, "id": table.about.id}
    return first.kind == OPENED and first.data["session"] == table.kind and first.data["about"] in ([about], [])


def seated(session: Session, speakers: Iterable[str]) -> None:
    """Nothing, when everybody who speaks here takes part.

    Raises:
        UsageError: somebody does not.
    """
    taking_part = [each.id for each in session.participants]
    for each in speakers:
        if each not in taking_part:
            words = f'"{each}" does not take part in this talk'
            raise UsageError("not-in-this-talk", words, help=f"Taking part: {', '.join(taking_part)}.")
