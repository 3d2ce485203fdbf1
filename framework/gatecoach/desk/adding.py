"""Numbers added up by person over all subjects: the hours of service that each rep did (A23)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gatecoach.definition.plain import say
from gatecoach.facts import GRADES
from gatecoach.journey import When
from gatecoach.lower import Journey
from gatecoach.resolve import World, channel, grade, resolve, told
from gatecoach.rows import Row
from gatecoach.subject import Subject


@dataclass(frozen=True, slots=True)
class Total:
    """What one person did, by evidence type and field: so many items on so many subjects, and their sum."""

    evidence: str
    field: str
    title: str
    person: str
    items: int
    subjects: int
    total: Decimal


def added_up(journey: Journey) -> dict[str, tuple[str, ...]]:
    """The evidence types of a journey with fields that are `added-up`, and these fields."""
    found = {id_: [name for name, each in kind.fields.items() if each.added_up] for id_, kind in journey.types.items()}
    return {id_: tuple(names) for id_, names in found.items() if names}


def totals(subjects: Iterable[Subject], at: When) -> tuple[Total, ...]:
    """The sums as of a moment, by type and field, whoever did most first.

    An item is added if it would count: it is live and complete, told and proven as its type asks, and seen where it has
    to be. An item whose number is left out adds nothing.

    Raises:
        UsageError: a time without a zone.
    """
    sums: dict[tuple[str, str, str, str], list[tuple[str, Decimal]]] = {}
    for each in subjects:
        for name, value in _values(each, at):
            sums.setdefault(name, []).append((f"{each.journey} {each.id}", value))
    found = [
        Total(*name, len(rows), len({subject for subject, _ in rows}), sum((value for _, value in rows), Decimal(0)))
        for name, rows in sums.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.evidence, each.field, -each.total, each.person)))


def _values(subject: Subject, at: When) -> Iterator[tuple[tuple[str, str, str, str], Decimal]]:
    """Every number of a subject that is added up, with what it belongs to; only what everybody may read."""
    moment, wanted = subject.framework.judged_at(at), added_up(subject.course)
    world = resolve(subject.seen_by(), moment) if wanted else None
    for row in world.rows if world else ():
        for field in wanted.get(row.fact.what or "", ()):
            value = row.values.get(field)
            if isinstance(value, Decimal) and row.kind and world and _counts(world, row):
                title = say(row.kind.title, default=row.fact.what or "")
                yield (row.fact.what or "", field, title, row.fact.by), value


def _counts(world: World, row: Row) -> bool:
    """Whether an item counts by what its own type asks."""
    kind, person = row.kind, row.person
    if kind is None or person is None or row.state or row.foreign:
        return False
    usual = kind.grade or ("observed" if person.side == "customer" else "asserted")
    roles = not kind.by or bool(row.roles & {*kind.by})
    seen = not kind.seen_in or channel(world, row) in kind.seen_in
    proven = grade(row) >= GRADES.index(usual)
    read = kind.outcomes is None or row.sign == 1
    return person.side in kind.side and roles and seen and proven and read and told(world, row, kind.told_by)
