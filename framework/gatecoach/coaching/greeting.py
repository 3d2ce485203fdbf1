"""What people are shown as a talk opens: what the company is for, and to each alone the talk that is suggested first.

A suggestion stops nothing. It is private: it is worked out for one person, and is in no event and no summary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gatecoach.coaching.events import OPENED, Event
from gatecoach.coaching.session import Session
from gatecoach.definition.plain import say
from gatecoach.errors import Reason
from gatecoach.framework import Framework
from gatecoach.lower import Journey


@dataclass(frozen=True, slots=True)
class Opener:
    """What one person is shown: the purpose by its levels, in words, and every talk that is suggested to them."""

    purpose: Mapping[str, str] = field(default_factory=dict)
    suggested: tuple[Reason, ...] = ()


def opener(session: Session, *, who: str, earlier: Iterable[Event] = (), language: str = "en") -> Opener:
    """What somebody who takes part is shown as the talk opens; to anybody else no talk is suggested.

    `earlier` are the openings of the talks held before, as far as they are known; events of other kinds do no harm.
    """
    subject = session.subject
    held = [each for each in earlier if each.kind == OPENED and each.stream != session.stream]
    found = _suggested(session, who, held, language)
    return Opener(purpose(subject.framework, language), tuple(found))


def purpose(framework: Framework, language: str = "en") -> dict[str, str]:
    """Why the company exists (A15), by level: organisation, team, customer; empty where it does not say."""
    said = framework.definition.purpose
    return {level: say(getattr(said, level), language) for level in type(said).model_fields} if said else {}


def not_held(talks: Sequence[Session], *, who: str) -> tuple[Reason, ...]:
    """Each talk that is meant for those on a side on which somebody sat, and that they have not held among these (A18).

    For that person alone: it is told by what they may read.
    """
    sat = dict.fromkeys(each.side for talk in talks for each in talk.participants if each.id == who)
    held = {talk.kind for talk in talks if talk.subject.person(who) and talk.closed and not talk.ended}
    courses = {each.id: each for talk in talks for each in talk.subject.framework.journeys.values()}
    meant = ((side, each) for side in sat for each in courses.values() if _meant(each, side) and each.id not in held)
    return tuple(
        Reason("talk-not-held", who, {"side": side, "talk": each.id, "title": each.title}) for side, each in meant
    )


def _suggested(session: Session, who: str, held: Iterable[Event], language: str) -> Iterator[Reason]:
    """Each talk that somebody should hold before the first one on their side, if they may read it (A18)."""
    person = session.subject.person(who)
    if person is None or _sat_before(session, who, person.side, held):
        return
    for each in session.subject.framework.journeys.values():
        if each.id != session.kind and _meant(each, person.side):
            params = {"side": person.side, "talk": each.id, "title": each.called(language)}
            yield Reason("talk-suggested", who, params)


def _meant(journey: Journey, side: str) -> bool:
    """Whether a talk is for whoever sits on that side for the first time."""
    suggested = journey.definition.suggested
    return suggested is not None and suggested.first_talk_of == side


def _sat_before(session: Session, who: str, side: str, held: Iterable[Event]) -> bool:
    """Whether somebody took part on that side already, in a talk that is known or that this one is about."""
    people = [person for each in held for person in each.data.get("people", [])]
    known = {(each["id"], each.get("side")) for each in people}
    talks = [each for each in session.subject.about if each.course.conversation]
    return (who, side) in known | {(each.id, each.side) for talk in talks for each in talk.people}
