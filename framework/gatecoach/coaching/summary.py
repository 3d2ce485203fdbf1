"""The written summary of a talk: who does what by when, what follows if it is missed, and when they meet again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gatecoach.coaching.session import Session
from gatecoach.journey import world_of
from gatecoach.links import ancestors
from gatecoach.resolve import World
from gatecoach.rows import Row
from gatecoach.time import span


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the summary."""

    who: str
    does: str
    starts: str
    due: str
    consequence: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What goes to everybody in writing."""

    session: str
    title: str
    about: tuple[str, ...]
    people: tuple[str, ...]
    day: dt.date
    promises: tuple[Promise, ...]
    next_day: str
    closed: bool


def summary(session: Session) -> Summary:
    """The summary of a session as it stands: only what counts is in it."""
    subject, zone = session.subject, session.subject.framework.time_zone
    last = session.events[-1].at
    world = world_of(subject, span(last, zone), session.progress.entered)
    counting = [row for row in world.rows if row.mask and row.kind and row.kind.summary]
    promises = [_promise(world, row) for row in counting if row.kind and "does" in row.kind.summary]
    days = [str(_part(row, "next")) for row in counting if row.kind and "next" in row.kind.summary]
    return Summary(
        session=session.stream,
        title=subject.course.title,
        about=tuple(each.id for each in subject.about),
        people=tuple(each.name or each.id for each in session.participants),
        day=dt.date.fromordinal(span(last, zone).day),
        promises=tuple(promises),
        next_day=days[-1] if days else "",
        closed=session.closed,
    )


def _promise(world: World, row: Row) -> Promise:
    person = row.person
    parts = {name: _part(row, name) or _below(world, row, name) for name in ("does", "starts", "due", "consequence")}
    return Promise(who=(person.name or person.id) if person else row.fact.by, **parts)


def _part(row: Row, name: str) -> str:
    field = row.kind.summary.get(name) if row.kind else None  # type: ignore[call-overload]
    return str(row.values.get(field, "")) if field else ""


def _below(world: World, row: Row, name: str) -> str:
    """A part that another item adds to this one, such as a consequence that answers a promise."""
    added = [_part(each, name) for each in world.rows if not each.state and row in ancestors(each, row.fact.what or "")]
    return "; ".join(filter(None, added))
