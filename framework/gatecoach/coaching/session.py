"""A coaching session as a value: opened about something, recorded word by word, closed only through its gates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gatecoach.coaching.admission import admit
from gatecoach.coaching.events import ENDED, OPENED, RECORDED, WENT_BACK, Event
from gatecoach.coaching.steps import Progress, When, advance, back, begin, decide_step, known_at
from gatecoach.decision import Decision
from gatecoach.definition import GATE_BLOCKED
from gatecoach.errors import Reason, SessionError, UsageError, did_you_mean
from gatecoach.facts import Evidence, Person, Value
from gatecoach.framework import Framework
from gatecoach.journey import decide_subject, standing
from gatecoach.lower import Journey
from gatecoach.subject import Subject

FREE_ENDS = ("stopped", "lost", "parked")


@dataclass(frozen=True, slots=True)
class Step:
    """What one word led to: the session after it, the new events to keep, or why it was refused."""

    session: Session
    events: tuple[Event, ...] = ()
    refusal: Reason | None = None
    entered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """A talk between people. Equal sessions have equal events about equal subjects."""

    subject: Subject
    events: tuple[Event, ...]
    progress: Progress
    ended: str = ""

    @property
    def stream(self) -> str:
        """The name of its stream of events in a journal."""
        return self.subject.id

    @property
    def kind(self) -> str:
        """The conversation it runs."""
        return self.subject.journey

    @property
    def step(self) -> str:
        """The step it is in, or the end it reached."""
        return self.ended or self.progress.step

    @property
    def closed(self) -> bool:
        """Whether it has ended, through its gates or stopped for a reason."""
        return self.step in self.subject.course.ends

    @property
    def participants(self) -> Sequence[Person]:
        """The people who take part, each on a side of the talk."""
        return self.subject.people

    def record(  # noqa: D417
        self,
        what: str,
        *,
        by: str,
        at: When,
        text: str = "",
        fields: Mapping[str, Any] | None = None,
        answers: Collection[str] = (),
        told_by: str | None = None,
        id: str = "",
    ) -> Step:
        """One word of one participant.

        Args:
            what: the evidence type. by: whose act it is. told_by: who says so, by default the actor.
            answers: the ids it answers; left out it answers the only item it can.
            id: the item's own id, unique in the session; left out it is counted.

        Raises:
            UsageError: an evidence type or field that does not exist, a time without a zone.
        """
        self.subject.framework.judged_at(at)
        written = {
            "id": id or f"{what}.{len(self.subject.facts) + 1}",
            "what": what, "by": by, "at": at, "text": text, "fields": dict(fields or {}),
            "answers": tuple(answers), "told_by": told_by or by,
        }  # fmt: skip
        if self.closed:
            return Step(self, refusal=Reason("session-closed", what, {"step": self.step}))
        item = admit(self.subject, self.progress, written)
        if isinstance(item, Reason):
            return Step(self, refusal=item)
        event = _event(self, RECORDED, item.as_dict(), by, at)
        session = _after(self, event)
        entered = [place for place in session.progress.entered if place not in self.progress.entered]
        return Step(session, (event,), entered=tuple(entered))

    def end(self, end: str, *, by: str, at: When, reason: str) -> Step:
        """End the talk early, at an end that is free, with a reason. An end behind a gate is refused."""
        found = self.subject.course.ends.get(end)
        if found is None:
            raise UsageError(
                "unknown-end", f'there is no end "{end}"', help=did_you_mean(end, self.subject.course.ends)
            )
        if self.closed:
            return Step(self, refusal=Reason("session-closed", self.kind, {"step": self.step}))
        if found.kind not in FREE_ENDS:
            return Step(self, refusal=Reason("only-through-a-gate", end, {"end": end}))
        if not reason.strip():
            return Step(self, refusal=Reason("reason-missing", end, {"end": end}))
        event = _event(self, ENDED, {"end": end, "reason": reason}, by, at)
        return Step(_after(self, event), (event,), entered=(end,))

    def back(self, step: str, *, by: str, at: When, reason: str) -> Step:
        """Go back to an earlier step, for a reason; what was passed from there on must be done again."""
        journey = self.subject.course
        if step not in journey.stages:
            raise UsageError("unknown-stage", f'there is no step "{step}"', help=did_you_mean(step, journey.stages))
        if self.closed:
            return Step(self, refusal=Reason("session-closed", self.kind, {"step": self.step}))
        if journey.stages[step].rank >= journey.stages[self.step].rank or step not in self.progress.entered:
            return Step(self, refusal=Reason("not-behind", step, {"step": journey.title_of(step)}))
        if not reason.strip():
            return Step(self, refusal=Reason("reason-missing", step, {"end": step}))
        event = _event(self, WENT_BACK, {"step": step, "reason": reason}, by, at)
        return Step(_after(self, event), (event,), entered=(step,))

    def decide(self, gate: str, at: When) -> Decision:
        """Whether a gate of the talk passes at that moment; what was passed stays passed.

        Raises:
            UsageError: an unknown gate, or a time without a zone.
        """
        found = self.subject.framework.gate(self.kind, gate)
        moment = self.subject.framework.judged_at(at)
        events = known_at(self.subject, self.events, moment)
        then = self if events == len(self.events) else _as_of(self, events)
        return decide_step(then.progress, then.subject, found, at)


def decide(subject: Subject | Session, gate: str, at: When) -> Decision:
    """Whether a gate passes for a subject or a session at a moment; pure, total, never raises for a refusal.

    Raises:
        UsageError: an unknown gate (with the nearest name), or a time without a zone.
    """
    return subject.decide(gate, at) if isinstance(subject, Session) else decide_subject(subject, gate, at)


def open_session(
    framework: Framework,
    kind: str,
    *,
    about: Subject | Sequence[Subject] = (),
    coach: str | Sequence[str],
    coachee: str | Sequence[str],
    at: When,
    people: Sequence[Person] = (),
    stream: str = "",
) -> tuple[Session, tuple[Event, ...]]:
    """Open a conversation; gives the session and its first events.

    `coach` and `coachee` are ids among the people of what the talk is about, or among `people`. Opening
    records one blocked gate after the other, from the verified stage up to the claimed one.

    Raises:
        SessionError: no conversation of that id, or about the wrong thing.
        UsageError: a person who does not exist, a time without a zone.
    """
    framework.judged_at(at)
    journey = framework.journey(kind)
    subjects = (about,) if isinstance(about, Subject) else tuple(about)
    _about_fits(journey, subjects)
    known = {each.id: each for each in [*people, *(each for subject in subjects for each in subject.people)]}
    sides = {"coachee": coachee, "coach": coach}
    if not _listed(coach) or not _listed(coachee):
        raise SessionError("nobody-there", "a talk needs a coach and a coachee", help="Name one person at least each.")
    taking_part = [_participant(known, id_, side, at) for side, ids in sides.items() for id_ in _listed(ids)]
    first_coach = _listed(coach)[0]
    named = {
        "framework": {"id": framework.id, "version": framework.version, "hash": framework.hash},
        "session": kind,
        "about": [{"journey": each.journey, "id": each.id} for each in subjects],
        "people": [each.as_dict() for each in taking_part],
    }
    stream = stream or f"{kind}-{_short([named, at.isoformat()])}"
    event = Event(id=f"{stream}#1", stream=stream, kind=OPENED, at=at, by=first_coach, data=named)
    session = _opened(framework, event, subjects)
    for item in _blocked(subjects, first_coach, at):
        session = _after(session, _event(session, RECORDED, item.as_dict(), first_coach, at))
    return session, session.events


def replay(framework: Framework, events: Iterable[Event], *, about: Sequence[Subject] = ()) -> Session:
    """The session that a stream of events tells, equal to the one that wrote them.

    Raises:
        SessionError: a stream that does not begin with an opening, another framework, or a missing subject.
    """
    stream = list(events)
    if not stream or stream[0].kind != OPENED:
        raise SessionError("not-a-session", "these events do not begin with the opening of a session")
    first = stream[0]
    pinned = first.data["framework"]
    if pinned["hash"] != framework.hash:
        opened = f"{pinned['id']} {pinned['version']} ({pinned['hash'][:12]})"
        loaded = f"{framework.id} {framework.version} ({framework.hash[:12]})"
        words = f"the session was opened under {opened}, and {loaded} is loaded"
        raise SessionError("other-framework", words, place=first.stream, help="Load that version of the framework.")
    subjects = [_subject(each, about) for each in first.data["about"]]
    session = _opened(framework, first, subjects)
    for event in stream[1:]:
        session = _after(session, event)
    return session


def _event(session: Session, kind: str, data: Mapping[str, Any], by: str, at: When) -> Event:
    id_ = f"{session.stream}#{len(session.events) + 1}"
    return Event(id=id_, stream=session.stream, kind=kind, at=at, by=by, data=dict(data))


def _opened(framework: Framework, event: Event, about: Sequence[Subject]) -> Session:
    people = [Person.from_dict(each) for each in event.data["people"]]
    subject = Subject(framework, event.data["session"], event.stream, people=people, about=tuple(about))
    return Session(subject, (event,), begin(subject))


def _after(session: Session, event: Event) -> Session:
    """The session after one more event; events are facts and are never judged again."""
    if event.kind == ENDED:
        return replace(session, events=(*session.events, event), ended=event.data["end"])
    if event.kind == WENT_BACK:
        progress = back(session.progress, session.subject, event.data["step"])
        return replace(session, events=(*session.events, event), progress=progress)
    item = Evidence.from_dict(event.data)
    subject = replace(session.subject, facts=(*session.subject.facts, item))
    return replace(
        session,
        subject=subject,
        events=(*session.events, event),
        progress=advance(session.progress, subject, event.at),
    )


def _as_of(session: Session, events: int) -> Session:
    """The session when only so many events had happened; it begins with its opening."""
    then = _opened(session.subject.framework, session.events[0], session.subject.about)
    for event in session.events[1:events]:
        then = _after(then, event)
    return then


def _about_fits(journey: Journey, subjects: Sequence[Subject]) -> None:
    if not journey.conversation:
        words = f'"{journey.id}" is no conversation'
        raise SessionError("not-a-conversation", words, help="Open a journey of `kind: conversation`.")
    wrong = [each for each in subjects if each.journey not in journey.about]
    if wrong or bool(journey.about) != bool(subjects):
        given = ", ".join(each.journey for each in subjects) or "nothing"
        words = f'the conversation "{journey.id}" is about {" or ".join(journey.about) or "nothing"}, not about {given}'
        raise SessionError("about-what", words, help="Pass the subject as `about=`.")


def _participant(known: Mapping[str, Person], id_: str, side: str, at: When) -> Person:
    if id_ not in known:
        raise UsageError("unknown-person", f'there is no person "{id_}"', place=side, help=did_you_mean(id_, known))
    person = known[id_]
    return person.model_copy(update={"side": side, "since": person.since or at})


def _listed(ids: str | Sequence[str]) -> list[str]:
    return [ids] if isinstance(ids, str) else list(ids)


def _blocked(subjects: Sequence[Subject], by: str, at: When) -> Iterator[Evidence]:
    """One `gate-blocked` item per gate that does not open, from verified up to claimed, at least the next one."""
    pairs = [(each.id, gate) for each in subjects for gate in standing(each, at).blocked]
    for number, (subject, gate) in enumerate(pairs, start=1):
        fields: dict[str, Value] = {"subject": subject, "gate": gate}
        id_ = f"{GATE_BLOCKED}.{number}"
        yield Evidence(id=id_, what=GATE_BLOCKED, by=by, told_by=by, at=at, fields=fields)


def _subject(named: Mapping[str, str], about: Sequence[Subject]) -> Subject:
    for each in about:
        if (each.journey, each.id) == (named["journey"], named["id"]):
            return each
    raise SessionError("subject-missing", f"the session is about {named['journey']} {named['id']}, which is not given")


def _short(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:12]
