"""What one talk made of promises: those it made, and how it settled its own or those of the talks it is about.

A promise stands once the gate that asks for it was passed. It is settled by a word that says how it ended (`settles`)
once the other side has answered that word, or its gate was passed. So both sides have spoken each time.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from typing import NamedTuple

from gatecoach.coaching.admission import gate_leaves
from gatecoach.coaching.steps import Progress
from gatecoach.errors import Reason
from gatecoach.framework import Framework
from gatecoach.gate import ranged
from gatecoach.journey import world_of
from gatecoach.links import ancestors
from gatecoach.lower import Journey
from gatecoach.resolve import World
from gatecoach.rows import Row
from gatecoach.subject import Subject


class Fate(enum.StrEnum):
    """What became of a promise. `OVERDUE`: its day is over, and nobody has gone through it."""

    OPEN = "open"
    OVERDUE = "overdue"
    KEPT = "kept"
    MISSED = "missed"


class Word(NamedTuple):
    """How a talk settled a promise: the promise with its talk, how it ended, on which day and at which moment."""

    talk: str
    promise: Row
    fate: Fate
    on: dt.date
    at: int


def every(talk: Subject, progress: Progress) -> list[Row]:
    """What was said in a talk and not taken back, in the order in which it was said."""
    return _said(world_of(talk, progress.latest, progress.entered))


def _said(world: World) -> list[Row]:
    return sorted((row for row in world.rows if not row.foreign and not row.state), key=lambda row: row.order)


def made_of(world: World) -> list[Row]:
    """The promises of a talk, in their order: what counts for one of its gates, or what one of them goes through."""
    ranges = {each.for_each for gate in world.journey.gates.values() for each in gate.requirements if each.for_each}
    ranged_over = {id(row) for each in ranges for row in ranged(world, each)}
    return [row for row in _said(world) if row.kind and row.kind.is_promise and (row.mask or id(row) in ranged_over)]


def _asked(talk: Subject, progress: Progress) -> set[str]:
    """The types that the gates asked for which were passed."""
    gates = (talk.course.gates[id_] for id_ in progress.passed)
    return {leaf.what for gate in gates for leaf in gate_leaves(gate)}


def made(talk: Subject, progress: Progress) -> list[Row]:
    """The promises that a talk made: those whose gate was passed."""
    asked = _asked(talk, progress)
    return [row for row in made_of(world_of(talk, progress.latest, progress.entered)) if row.fact.what in asked]


def words(talk: Subject, progress: Progress) -> Iterator[Word]:
    """How a talk settled promises; of several words on one promise the last one comes last.

    A word settles once the other side has answered it, or once the gate that asks for it was passed.
    """
    said, asked = every(talk, progress), _asked(talk, progress)
    for row in said:
        fate = _fate(row)
        if fate and row.kind and (row.fact.what in asked or any(_answers(each, row) for each in said)):
            for up in ancestors(row, row.kind.answers or ""):
                yield Word(_talk_of(talk, up), up, fate, dt.date.fromordinal(row.span.day), row.span.start)


def _answers(row: Row, word: Row) -> bool:
    """Whether somebody of the other side answered a word with one that counts."""
    sides = (row.person and row.person.side, word.person and word.person.side)
    return bool(row.mask) and sides[0] != sides[1] and word in ancestors(row, word.fact.what or "")


def _fate(row: Row) -> Fate | None:
    """How a word ends its promise, by what its author wrote."""
    settles = row.kind.settles if row.kind else None
    if settles is None or not row.mask:
        return None
    if settles.always:
        return Fate(settles.always)
    value = row.values.get(settles.by)
    return Fate.KEPT if value in settles.kept else Fate.MISSED if value in settles.missed else None


def _talk_of(talk: Subject, row: Row) -> str:
    """The talk in which an item was said: this one, or one it is about."""
    return next(each.id for each in (*talk.about, talk) if each is talk or any(row.fact is fact for fact in each.facts))


def part(row: Row, name: str) -> object:
    """A part of a promise as the summary names it: `does`, `starts` or `due`; nothing where it has none."""
    return row.values.get(row.kind.summary.get(name, "")) if row.kind else None  # type: ignore[call-overload]


def suggesting(framework: Framework, after: str) -> list[Journey]:
    """The conversations that suggest themselves after a promise that ended so."""
    meant = ((each, each.definition.suggested) for each in framework.journeys.values())
    return [each for each, when in meant if when and when.after == after]


def for_all(journey: Journey) -> bool:
    """Whether both sides of a talk may read it."""
    return not journey.private_to or set(journey.sides) <= set(journey.private_to)


def missed_here(talk: Subject, progress: Progress) -> tuple[Reason, ...]:
    """The talks that suggest themselves to everybody here, for each promise that this talk settled as missed (S10)."""
    found = [each for each in suggesting(talk.framework, "missed") if for_all(each) and each.id != talk.journey]
    last = {(word.talk, word.promise.key): word for word in words(talk, progress)} if found else {}
    missed = [word.promise for word in last.values() if word.fate is Fate.MISSED]
    return tuple(
        Reason(
            "promise-missed",
            each.id,
            {
                "who": row.fact.by,
                "does": said(row, "does"),
                "due": said(row, "due"),
                "talk": each.id,
                "title": each.title,
            },
        )
        for row in missed
        for each in found
    )


def said(row: Row, name: str) -> str:
    """A part of a promise in words."""
    return str(part(row, name) or "")
