"""What became of the promises of several talks: open, overdue, kept or missed; and which talk that suggests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gatecoach.coaching.session import Session
from gatecoach.coaching.settling import Fate, Word, for_all, made, part, said, suggesting, words
from gatecoach.coaching.steps import When
from gatecoach.errors import Reason
from gatecoach.lower import Journey
from gatecoach.rows import Row

SUGGESTS = {Fate.MISSED: "missed", Fate.OVERDUE: "overdue"}
"""What of a promise may suggest a talk, as authors write it."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise as it stands: who does what, from and by which day, in which talk it was made.

    `settled_in` is the talk in which it was kept or missed, and `settled_on` the day; empty and nothing before.
    """

    talk: str
    id: str
    who: str
    does: str
    starts: dt.date | None
    due: dt.date
    fate: Fate = Fate.OPEN
    settled_in: str = ""
    settled_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Suggested:
    """A talk that suggests itself: the conversation, and the promise behind it, whose talk it would be about."""

    talk: str
    title: str
    promise: Commitment

    @property
    def reason(self) -> Reason:
        """Why it suggests itself."""
        code = "promise-missed" if self.promise.fate is Fate.MISSED else "promise-overdue"
        who, does, due = self.promise.who, self.promise.does, self.promise.due.isoformat()
        return Reason(code, self.talk, {"who": who, "does": does, "due": due, "talk": self.talk, "title": self.title})


def commitments(sessions: Iterable[Session], at: When) -> tuple[Commitment, ...]:
    """Every promise of these talks, as the talks stand, the earliest day first (F09).

    Of a promise that several talks settled the last word counts. One that nobody has gone through is overdue from the
    day after its own, which is counted in the framework's time zone.

    Raises:
        UsageError: a time without a zone.
    """
    talks = tuple(sessions)
    found = [each for talk in talks for each in _made(talk, at)]
    told = [(talk.stream, word) for talk in talks for word in words(talk.subject, talk.progress)]
    last = {(word.talk, word.promise.fact.id): (by, word) for by, word in sorted(told, key=_order)}
    settled = [_settled(each, *last.get((each.talk, each.id), ("", None))) for each in found]
    return tuple(sorted(settled, key=lambda each: (each.due, each.talk, each.id)))


def _order(told: tuple[str, Word]) -> tuple[int, str]:
    return told[1].at, told[0]


def _made(talk: Session, at: When) -> Iterator[Commitment]:
    today = dt.date.fromordinal(talk.subject.framework.judged_at(at).day)
    for row in made(talk.subject, talk.progress):
        due = part(row, "due")
        if isinstance(due, dt.date):
            yield _commitment(talk.stream, row, due, Fate.OVERDUE if due < today else Fate.OPEN)


def _commitment(talk: str, row: Row, due: dt.date, fate: Fate) -> Commitment:
    starts = part(row, "starts")
    begin = starts if isinstance(starts, dt.date) else None
    return Commitment(talk, row.fact.id, row.fact.by, said(row, "does"), begin, due, fate)


def _settled(promise: Commitment, by: str, word: Word | None) -> Commitment:
    return replace(promise, fate=word.fate, settled_in=by, settled_on=word.on) if word else promise


def suggested(sessions: Sequence[Session], at: When, *, who: str = "") -> tuple[Suggested, ...]:
    """Every talk that suggests itself since a promise was missed, or is overdue, and was not held since (S10).

    It suggests itself to those who took part in the talk of the promise, unless it is private to others; `who` leaves
    only those of one person, and without anybody those that both sides may read. One that was ended early was not held.

    Raises:
        UsageError: a time without a zone.
    """
    talks = {each.stream: each for each in sessions}
    pairs = ((each, talks[each.talk]) for each in commitments(sessions, at) if each.fate in SUGGESTS)
    return tuple(
        Suggested(journey.id, journey.title, each)
        for each, talk in pairs
        for journey in suggesting(talk.subject.framework, SUGGESTS[each.fate])
        if _meant(journey, talk, who) and not _goes_through(talk, each)
        if not any(_held(one, journey, each) for one in sessions)
    )


def _goes_through(talk: Session, promise: Commitment) -> bool:
    """Whether the talk of an overdue promise still runs and goes through it itself."""
    kinds = talk.subject.course.types.values()
    return promise.fate is Fate.OVERDUE and not talk.closed and any(each.settles for each in kinds)


def _meant(journey: Journey, talk: Session, who: str) -> bool:
    """Whether it suggests itself to somebody."""
    person = talk.subject.person(who) if who else None
    if person is None:
        return not who and for_all(journey)
    return not journey.private_to or person.side in journey.private_to


def _held(talk: Session, journey: Journey, promise: Commitment) -> bool:
    """Whether a talk of that kind, opened about the talk of the promise since it ended so, has closed by its gates."""
    about = promise.talk in {each.id for each in talk.subject.about}
    opened = dt.date.fromordinal(talk.subject.framework.judged_at(talk.events[0].at).day)
    since = talk.stream == promise.settled_in or opened >= (promise.settled_on or promise.due)
    return talk.kind == journey.id and about and since and talk.closed and not talk.ended
