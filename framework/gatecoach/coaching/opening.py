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


def open_session(
    framework: Framework,
    kind: str,
    *,
    about: About = (),
    coach: str | Sequence[str],
    coachee: str | Sequence[str],
    at: When,
    people: Sequence[Person] = (),
    stream: str = "",
) -> tuple[Session, tuple[Event, ...]]:
    """Open a conversation; gives the session and its first events.

    `about` is what the conversation's `about:` asks for: a subject, an earlier session, or a list of them.
    `coach` and `coachee` are ids among `people`, or else among the people of what the talk is about. Opening
    records one blocked gate after the other, from the verified stage up to the claimed one; of an earlier
    talk none.

    Raises:
        SessionError: no conversation of that id, or about the wrong thing.
        UsageError: a person who does not exist, a time without a zone.
    """
    framework.judged_at(at)
    journey = framework.journey(kind)
    subjects = subjects_of(about)
    check(journey, subjects)
    known = {each.id: each for each in [*(each for subject in subjects for each in subject.people), *people]}
    sides = {"coachee": coachee, "coach": coach}
    if not _listed(coach) or not _listed(coachee):
        raise SessionError("nobody-there", "a talk needs a coach and a coachee", help="Name one person at least each.")
    taking_part = [_participant(known, id_, side, at) for side, ids in sides.items() for id_ in _listed(ids)]
    first_coach = _listed(coach)[0]
    said = {
        "framework": {"id": framework.id, "version": framework.version, "hash": framework.hash},
        "session": kind,
        "about": named(subjects),
        "people": [each.as_dict() for each in taking_part],
    }
    stream = stream or f"{kind}-{_short([said, at.isoformat()])}"
    event = Event(id=f"{stream}#1", stream=stream, kind=OPENED, at=at, by=first_coach, data=said)
    session = opened(framework, event, subjects)
    for item in blocked(subjects, first_coach, at):
        session = after(session, event_of(session, RECORDED, item.as_dict(), first_coach, at))
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


def _participant(known: Mapping[str, Person], id_: str, side: str, at: When) -> Person:
    if id_ not in known:
        raise UsageError("unknown-person", f'there is no person "{id_}"', place=side, help=did_you_mean(id_, known))
    person = known[id_]
    return person.model_copy(update={"side": side, "since": person.since or at})


def _listed(ids: str | Sequence[str]) -> list[str]:
    return [ids] if isinstance(ids, str) else list(ids)


def _short(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:12]
