"""A talk opened, and a talk replayed: the first event and all after it, the same session either way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from gatecoach.coaching.about import About, blocked, check, found, named, subjects_of
from gatecoach.coaching.events import OPENED, RECORDED, Event
from gatecoach.coaching.session import Session, after, event_of, opened
from gatecoach.coaching.steps import When
from gatecoach.errors import FactsError, SessionError, UsageError, did_you_mean
from gatecoach.facts import Person
from gatecoach.framework import Framework
from gatecoach.lower import Journey
from gatecoach.subject import Subject


def open_session(
    framework: Framework,
    kind: str,
    *,
    about: About = (),
    coach: str | Sequence[str] = (),
    coachee: str | Sequence[str] = (),
    at: When,
    people: Sequence[Person] = (),
    stream: str = "",
) -> tuple[Session, tuple[Event, ...]]:
    """Open a conversation; gives the session and its first events.

    `about` is what the conversation's `about:` asks for: a subject, an earlier session, or a list of them.
    `coach` and `coachee` are ids among `people`, or else among the people of what the talk is about; a side that no
    gate of the talk asks may stay empty. Opening records one blocked gate after the other, from the verified stage
    up to the claimed one; of an earlier talk none.

    Raises:
        SessionError: no conversation of that id, about the wrong thing, nobody there, or somebody who may not read
            the talk or what it is about.
        UsageError: a person who does not exist, a time without a zone.
    """
    framework.judged_at(at)
    journey = framework.journey(kind)
    subjects = subjects_of(about)
    check(journey, subjects)
    known = {each.id: each for each in [*(each for subject in subjects for each in subject.people), *people]}
    sides = {"coachee": _listed(coachee), "coach": _listed(coach)}
    _somebody(journey, sides)
    taking_part = [_participant(known, id_, side, at) for side, ids in sides.items() for id_ in ids]
    _may_take_part(journey, taking_part, subjects)
    opener = next(iter([*sides["coach"], *sides["coachee"]]))
    said = {
        "framework": {"id": framework.id, "version": framework.version, "hash": framework.hash},
        "session": kind,
        "about": named(subjects),
        "people": [each.as_dict() for each in taking_part],
    }
    stream = stream or f"{kind}-{_short([said, at.isoformat()])}"
    event = Event(id=f"{stream}#1", stream=stream, kind=OPENED, at=at, by=opener, data=said)
    session = opened(framework, event, subjects)
    for item in blocked(subjects, opener, at):
        session = after(session, event_of(session, RECORDED, item.as_dict(), opener, at))
    return session, session.events


def replay(framework: Framework, events: Iterable[Event], *, about: About = ()) -> Session:
    """The session that a stream of events tells, equal to the one that wrote them.

    Raises:
        SessionError: a stream that does not begin with an opening, another framework, a missing subject, or words
            that were erased.
    """
    stream = list(events)
    if not stream or stream[0].kind != OPENED:
        raise SessionError("not-a-session", "these events do not begin with the opening of a session")
    first = stream[0]
    pinned = first.data["framework"]
    if pinned["hash"] != framework.hash:
        then = f"{pinned['id']} {pinned['version']} ({pinned['hash'][:12]})"
        loaded = f"{framework.id} {framework.version} ({framework.hash[:12]})"
        words = f"the session was opened under {then}, and {loaded} is loaded"
        raise SessionError("other-framework", words, place=first.stream, help="Load that version of the framework.")
    try:
        session = opened(framework, first, found(first.data["about"], subjects_of(about)))
        for event in stream[1:]:
            session = after(session, event)
    except (LookupError, FactsError) as error:
        words, help_ = "this talk cannot be told again: words of it are gone", "If they were erased, open a new talk."
        raise SessionError("words-are-gone", words, place=first.stream, help=help_) from error
    return session


def _somebody(journey: Journey, sides: Mapping[str, Sequence[str]]) -> None:
    """Nothing, when everybody is there whom the talk asks for anything, and at least one person.

    Raises:
        SessionError: somebody is missing.
    """
    missing = [side for side, ids in sides.items() if not ids and (journey.asks_of(side) or not any(sides.values()))]
    if missing:
        words = f"a talk needs somebody to speak in it, and nobody is its {' or '.join(missing)}"
        raise SessionError("nobody-there", words, help="Name one person at least for each side that is asked.")


def _may_take_part(journey: Journey, people: Iterable[Person], subjects: Iterable[Subject]) -> None:
    """Nothing, when everybody may read the talk, and what it is about.

    Raises:
        SessionError: one of them may not.
    """
    for each in people:
        if journey.private_to and each.side not in journey.private_to:
            words = f'the conversation "{journey.id}" is private to {" and ".join(journey.private_to)}'
            raise SessionError("private-talk", words, place=each.side, help=f"Leave `{each.side}=` out.")
        if not all(subject.may_be_read_by(each.id) for subject in subjects):
            words = f'"{each.id}" may not read what this talk is about'
            raise SessionError("private-talk", words, place="about", help="Open it among those who may.")


def _participant(known: Mapping[str, Person], id_: str, side: str, at: When) -> Person:
    if id_ not in known:
        raise UsageError("unknown-person", f'there is no person "{id_}"', place=side, help=did_you_mean(id_, known))
    person = known[id_]
    return person.model_copy(update={"side": side, "since": person.since or at})


def _listed(ids: str | Sequence[str]) -> list[str]:
    return [ids] if isinstance(ids, str) else list(ids)


def _short(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:12]
