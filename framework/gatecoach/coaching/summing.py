"""The written summary of a talk: who does what by when, what was waived and how words were read, the next date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gatecoach.coaching.greeting import purpose
from gatecoach.coaching.session import Session
from gatecoach.coaching.settling import made_of
from gatecoach.coaching.steps import moment_of
from gatecoach.definition.plain import say
from gatecoach.errors import Reason
from gatecoach.facts import Statement
from gatecoach.gate import expected
from gatecoach.journey import world_of
from gatecoach.links import ancestors
from gatecoach.resolve import World
from gatecoach.rows import Row
from gatecoach.time import span
from gatecoach.waivers import given, void

HELD = ("", "waiver-ended")
"""What may be said of a waiver that held when it was given and still belongs to the talk."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the summary."""

    who: str
    does: str
    starts: str
    due: str
    consequence: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """A requirement that was waived: its text, who waived it, until when and why."""

    what: str
    by: str
    until: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How somebody read a word: who said it, the quote, the outcome, and who read it so."""

    who: str
    quote: str
    outcome: str
    by: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What goes to everybody in writing; the purpose and what is to be said of the whole talk only as data."""

    session: str
    title: str
    about: tuple[str, ...]
    people: tuple[str, ...]
    day: dt.date
    promises: tuple[Promise, ...]
    next_day: str
    closed: bool
    waived: tuple[Exemption, ...] = ()
    readings: tuple[Reading, ...] = ()
    purpose: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Reason, ...] = ()


def summary(session: Session, language: str = "en") -> Summary:
    """The summary of a session as it stands: what counts and everybody may read.

    `language` is that of what authors wrote.
    """
    subject, zone = session.subject, session.subject.framework.time_zone
    last = session.events[-1].at
    world = world_of(subject, moment_of(subject, last, session.progress.latest), session.progress.entered)
    counting = [row for row in world.rows if row.mask and row.kind and row.kind.summary and _for_all(world, row)]
    gone_through = [row for row in made_of(world) if row not in counting and _for_all(world, row)]
    said = sorted((*counting, *gone_through), key=lambda row: row.order) if gone_through else counting
    promises = [_promise(world, row) for row in said if row.kind and "does" in row.kind.summary]
    today = dt.date.fromordinal(span(last, zone).day)
    days = [_part(row, "next") for row in counting if row.kind and "next" in row.kind.summary]
    ahead = [each for each in days if each > today.isoformat()]  # the last day of a long talk is no next talk
    return Summary(
        session=session.stream,
        title=subject.course.title,
        about=tuple(each.id for each in subject.about),
        people=tuple(_named(world, each.id) for each in session.participants),
        day=today,
        promises=tuple(promises),
        next_day=ahead[-1] if ahead else "",
        closed=session.closed,
        waived=tuple(_waived(world, language)),
        readings=tuple(_readings(world)),
        purpose=purpose(subject.framework, language),
        warnings=session.warnings,
    )


def _for_all(world: World, row: Row) -> bool:
    """Whether both sides may read the item: what goes to everybody holds nothing private."""
    readers = row.kind.private_to if row.kind else []
    return not readers or set(world.journey.sides) <= set(readers)


def _named(world: World, id_: str) -> str:
    person = world.subject.person(id_)
    return (person.name or person.id) if person else id_


def _waived(world: World, language: str) -> Iterator[Exemption]:
    """What was waived and not taken back, nor asked for anew since."""
    for gate in world.journey.gates.values():
        texts = {f"{gate.id}.{each.id}": say(each.text, language) for each in gate.requirements}
        for each in given(world, gate):
            if void(world, gate, each) in HELD:
                yield Exemption(texts[each.requirement], _named(world, each.by), each.until.isoformat(), each.reason)


def _readings(world: World) -> Iterator[Reading]:
    """Every reading of a word that still stands, in the order they were made."""
    read = [row for row in world.rows if not row.foreign and not row.state and row.sign is not None]
    standing = {row.fact.id: row for row in read if _for_all(world, row)}
    made = [each for each in world.subject.facts if isinstance(each, Statement)]
    for each in made:
        if each.about in standing:
            who = _named(world, standing[each.about].fact.by)
            yield Reading(who, each.quote, each.outcome, _named(world, each.by))


def _promise(world: World, row: Row) -> Promise:
    parts = {name: _below(world, row, name) or _part(row, name) for name in ("does", "starts", "due", "consequence")}
    return Promise(who=_named(world, row.fact.by), **parts)


def _part(row: Row, name: str) -> str:
    field = row.kind.summary.get(name) if row.kind else None  # type: ignore[call-overload]
    return str(row.values.get(field, "")) if field else ""


def _below(world: World, row: Row, name: str) -> str:
    """A part that another item adds to this one, such as a consequence that answers a promise and that all accepted."""
    below = [
        each
        for each in world.rows
        if not each.state and _for_all(world, each) and row in ancestors(each, row.fact.what or "")
    ]
    added = [_part(each, name) for each in below]
    return "; ".join(part for part, each in zip(added, below, strict=True) if part and _accepted(world, each))


def _accepted(world: World, row: Row) -> bool:
    """Whether everyone who is asked to answer the item has; what only some accept goes to nobody as agreed."""
    asked = [leaf for leaf in world.journey.leaves if leaf.everyone and leaf.answers == row.fact.what]
    for leaf in asked:
        said = {
            each.fact.by for each in world.rows if each.mask & leaf.bit and row in ancestors(each, leaf.answers or "")
        }
        if not said.issuperset(each.id for each in expected(world, leaf)):
            return False
    return True
