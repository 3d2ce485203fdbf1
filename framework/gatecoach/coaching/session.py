"""A coaching session as a value: opened about something, recorded word by word, closed only through its gates."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gatecoach.coaching.admission import admit
from gatecoach.coaching.events import ENDED, FACTS, WENT_BACK, Event, Said
from gatecoach.coaching.hints import hints
from gatecoach.coaching.remarks import (
    known_outcome,
    refused_reading,
    refused_revocation,
    refused_waiver,
    waived_gate,
)
from gatecoach.coaching.settling import missed_here
from gatecoach.coaching.steps import Progress, When, advance, back, begin, decide_step, known_at
from gatecoach.coaching.telling import left_open, warned
from gatecoach.decision import Decision
from gatecoach.errors import Reason, SessionError, UsageError, did_you_mean
from gatecoach.facts import Evidence, Person, Revocation, Statement, Waiver
from gatecoach.framework import Framework
from gatecoach.journey import decide_subject
from gatecoach.subject import Subject

FREE_ENDS = ("stopped", "lost", "parked")


@dataclass(frozen=True, slots=True)
class Step:
    """What one word led to: the session after it, the new events to keep, or why it was refused.

    `warnings` say what was kept and could be said better; of the word that closes a talk also those of the whole talk.
    """

    session: Session
    events: tuple[Event, ...] = ()
    refusal: Reason | None = None
    entered: tuple[str, ...] = ()
    warnings: tuple[Reason, ...] = ()


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

    @property
    def warnings(self) -> tuple[Reason, ...]:
        """What is to be said of the whole talk once it has closed through its gates; nothing before, or ended early."""
        if self.ended or not self.closed:
            return ()
        missed = missed_here(self.subject, self.progress)
        return (*left_open(self.progress, self.subject), *warned(self.subject), *missed)

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
        outcome: str = "",
        id: str = "",
    ) -> Step:
        """One word of one participant.

        Args:
            what: the evidence type. by: whose act it is. told_by: who says so, by default the actor.
            answers: the ids it answers; left out it answers the only item it can.
            outcome: how the actor means it, where its type has outcomes: their own reading of the whole text,
                kept with it or not at all.
            id: the item's own id, unique in the session; left out it is counted.

        Raises:
            UsageError: an evidence type, field or outcome that does not exist, an id that is taken, a time
                without a zone.
        """
        self.subject.framework.judged_at(at)
        written = {
            "id": self._id(id, what),
            "what": what, "by": by, "at": at, "text": text, "fields": dict(fields or {}),
            "answers": tuple(answers), "told_by": told_by or by,
        }  # fmt: skip
        if outcome and what in self.subject.course.types:
            known_outcome(self.subject.course, what, outcome)
        if self.closed:
            return self._ended(what)
        item = admit(self.subject, self.progress, written)
        if isinstance(item, Evidence) and outcome and not text.strip():
            item = Reason("incomplete", what, {"what": what, "fields": ["text"]})
        if isinstance(item, Reason):
            return Step(self, refusal=item)
        warnings = hints(self.subject.course.types[what], item)
        said: list[Said] = [item]
        if outcome:
            name = self._id("", "reading", item.id)
            said.append(Statement(id=name, about=item.id, outcome=outcome, quote=text, by=by, at=at))
        step = self._kept(by, at, *said)
        return replace(step, warnings=(*warnings, *step.warnings))

    def read(self, about: str, *, outcome: str, quote: str, by: str, at: When, id: str = "") -> Step:
        """How a participant reads an item of the talk, quoting from it word for word.

        Raises:
            UsageError: no such item, or it is not read so; an id that is taken, a time without a zone.
        """
        self.subject.framework.judged_at(at)
        statement = Statement(id=self._id(id, "reading"), about=about, outcome=outcome, quote=quote, by=by, at=at)
        refusal = refused_reading(self.subject, statement)
        return self._remarked(about, statement, refusal)

    def waive(self, requirement: str, *, by: str, reason: str, until: When, at: When, id: str = "") -> Step:
        """Let one requirement (`gate.requirement`) of this step be, for a reason and until a day, included.

        It is kept if it holds now; otherwise the refusal says why. It holds for this time in this step: a talk
        that goes back asks for everything there anew.

        Raises:
            UsageError: no such requirement, an id that is taken, a time without a zone.
        """
        self.subject.framework.judged_at(at)
        waived_gate(self.subject.course, requirement)
        name = self._id(id, "waiver")
        waiver = Waiver(id=name, requirement=requirement, by=by, at=at, until=until, reason=reason)
        return self._remarked(requirement, waiver, refused_waiver(self.subject, self.progress, waiver))

    def revoke(self, item: str, *, by: str, at: When, id: str = "") -> Step:
        """Take back an item or a waiver: its actor or somebody of their side. What was passed stays passed.

        Raises:
            UsageError: no such item or waiver, an id that is taken, a time without a zone.
        """
        self.subject.framework.judged_at(at)
        revocation = Revocation(id=self._id(id, "revocation"), revokes=item, by=by, at=at)
        return self._remarked(item, revocation, refused_revocation(self.subject, self.progress, revocation))

    def _id(self, id: str, name: str, *new: str) -> str:
        """The id as given, or the next free one of that name; also what the talk is about keeps its own."""
        own = {getattr(each, "id", "") for each in self.subject.facts}
        if id in own:
            words = f'the id "{id}" is taken in this talk'
            raise UsageError("id-taken", words, place=self.stream, help="Leave `id=` out, or give another one.")
        taken = {*own, *new} | {getattr(each, "id", "") for about in self.subject.about for each in about.facts}
        counted = (f"{name}.{number}" for number in itertools.count(len(self.subject.facts) + 1))
        return id or next(each for each in counted if each not in taken)

    def _ended(self, place: str) -> Step:
        return Step(self, refusal=Reason("session-closed", place, {"step": self.step}))

    def _remarked(self, place: str, fact: Said, refusal: Reason | None) -> Step:
        if self.closed:
            return self._ended(place)
        return Step(self, refusal=refusal) if refusal else self._kept(fact.by, fact.at, fact)

    def _kept(self, by: str, at: When, *facts: Said) -> Step:
        """These facts, one event each: all of them or none."""
        session = self
        for each in facts:
            kind = next(kind for kind, fact in FACTS.items() if isinstance(each, fact))
            session = after(session, event_of(session, kind, each.as_dict(), by, at))
        entered = [place for place in session.progress.entered if place not in self.progress.entered]
        new = session.events[len(self.events) :]
        return Step(session, new, entered=tuple(entered), warnings=session.warnings)

    def end(self, end: str, *, by: str, at: When, reason: str) -> Step:
        """End the talk early, at an end that is free, with a reason. An end behind a gate is refused."""
        found = self.subject.course.ends.get(end)
        if found is None:
            raise UsageError(
                "unknown-end", f'there is no end "{end}"', help=did_you_mean(end, self.subject.course.ends)
            )
        if self.closed:
            return self._ended(self.kind)
        if found.kind not in FREE_ENDS:
            return Step(self, refusal=Reason("only-through-a-gate", end, {"end": end}))
        if not reason.strip():
            return Step(self, refusal=Reason("reason-missing", end, {"end": end}))
        event = event_of(self, ENDED, {"end": end, "reason": reason}, by, at)
        return Step(after(self, event), (event,), entered=(end,))

    def back(self, step: str, *, by: str, at: When, reason: str) -> Step:
        """Go back to an earlier step, for a reason; what was passed from there on must be done again."""
        journey = self.subject.course
        if step not in journey.stages:
            raise UsageError("unknown-stage", f'there is no step "{step}"', help=did_you_mean(step, journey.stages))
        if self.closed:
            return self._ended(self.kind)
        if journey.stages[step].rank >= journey.stages[self.step].rank or step not in self.progress.entered:
            return Step(self, refusal=Reason("not-behind", step, {"step": journey.title_of(step)}))
        if not reason.strip():
            return Step(self, refusal=Reason("reason-missing", step, {"end": step}))
        event = event_of(self, WENT_BACK, {"step": step, "reason": reason}, by, at)
        return Step(after(self, event), (event,), entered=(step,))

    def read_by(self, who: str) -> Session | None:
        """The talk as that person may read it; nothing where it, or what it is about, is private to others.

        A talk names no evidence that is more private than itself, so that its own words are read as a whole.
        """
        if not self.subject.may_be_read_by(who):
            return None
        return replace(self, subject=replace(self.subject, about=[each.read_by(who) for each in self.subject.about]))

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


def event_of(session: Session, kind: str, data: Mapping[str, Any], by: str, at: When) -> Event:
    """The next event of a session's stream."""
    id_ = f"{session.stream}#{len(session.events) + 1}"
    return Event(id=id_, stream=session.stream, kind=kind, at=at, by=by, data=dict(data))


def opened(framework: Framework, event: Event, about: Sequence[Subject]) -> Session:
    """The session that an opening begins, about what everybody in it may read of these subjects."""
    people = [Person.from_dict(each) for each in event.data["people"]]
    for each in people:
        about = [one.read_by(each.id) for one in about]
    subject = Subject(framework, event.data["session"], event.stream, people=people, about=tuple(about))
    return Session(subject, (event,), begin(subject, event.at))


def after(session: Session, event: Event) -> Session:
    """The session after one more event; events are facts and are never judged again.

    Raises:
        SessionError: an event of a kind that is not known here.
    """
    if event.kind == ENDED:
        return replace(session, events=(*session.events, event), ended=event.data["end"])
    if event.kind == WENT_BACK:
        progress = back(session.progress, session.subject, event.data["step"])
        return replace(session, events=(*session.events, event), progress=progress)
    if event.kind not in FACTS:
        words = f'nobody here knows what the event "{event.kind}" means'
        raise SessionError("unknown-event", words, place=event.id, help="Read it with the version that wrote it.")
    fact = FACTS[event.kind].from_dict(event.data)
    subject = replace(session.subject, facts=(*session.subject.facts, fact))
    return replace(
        session,
        subject=subject,
        events=(*session.events, event),
        progress=advance(session.progress, subject, event.at),
    )


def _as_of(session: Session, events: int) -> Session:
    """The session when only so many events had happened; it begins with its opening."""
    then = opened(session.subject.framework, session.events[0], session.subject.about)
    for event in session.events[1:events]:
        then = after(then, event)
    return then
