"""Maps from one version to another: words that neither version has, and words that lead nowhere.

A map stands with the framework that it leads to (or away from), where lint sees that half of it. Whether it is whole
only both versions can tell: see `whole`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from gatecoach.definition.migration import (
    EvidenceSuccessorDef,
    FieldSuccessorDef,
    JourneySuccessorDef,
    MigrationFile,
    SuccessorDef,
)
from gatecoach.errors import Finding
from gatecoach.linter.project import Project, Spot
from gatecoach.linter.recorded import JourneyWords, Recorded, Values, recorded

Scope = MigrationFile | JourneySuccessorDef
"""Where rows stand: for all journeys, or for one of them."""
Row = str | SuccessorDef
Known = Callable[[Recorded, Sequence[JourneyWords]], Collection[str] | None]
"""The words that a version has; nothing where that cannot be told, for what holds them is unknown itself."""
Fields = Callable[[Recorded, Sequence[JourneyWords]], Values | None]
PINNED = "write framework@version, as in b2b@2026.1"


class Told(NamedTuple):
    """A row of a map: where it stands, what the versions know there, the word of then and what became of it."""

    spot: Spot
    kind: str
    word: str
    row: Row
    then: Known
    now: Known


def successor(row: Row | None, word: str) -> str | None:
    """What became of a word by its row: without one it is itself; nothing where it is gone."""
    if row is None or isinstance(row, str):
        return row or word
    return None if row.gone is not None else row.to or word


def check(project: Project) -> Iterator[Finding]:
    """What can be said of the maps of a place: those that lead to this framework, and those that lead away from it."""
    here = recorded(project.framework, [each for _, each in project.journeys.values()])
    for spot, migration in project.migrations:
        yield from _of_no_move(spot, migration, here)
        if project.whole and migration.to == here.pinned:
            yield from names_of_now(spot, migration, here)
        if project.whole and migration.from_ == here.pinned:
            yield from names_of_then(spot, migration, here)


def _of_no_move(spot: Spot, migration: MigrationFile, here: Recorded) -> Iterator[Finding]:
    """A map that names no version, or another framework on both sides."""
    ends = {"from": migration.from_, "to": migration.to}
    loose = [key for key, pinned in ends.items() if not all(pinned.partition("@")[::2])]
    for key in loose:
        words = f'"{ends[key]}" names no version of a framework'
        yield spot.at(key).finding("GC060", words, hint=PINNED)
    if not loose and here.id not in [each.partition("@")[0] for each in ends.values()]:
        words = f"this map leads from {ends['from']} to {ends['to']}, and this framework is {here.id}"
        yield spot.at("to").finding("GC060", words, hint=f"write {here.pinned}, or put the map elsewhere")


def versions(spot: Spot, migration: MigrationFile, old: Recorded, new: Recorded) -> Iterator[Finding]:
    """The versions of a map that are not those it is used for."""
    for key, written, loaded in (("from", migration.from_, old), ("to", migration.to, new)):
        if written != loaded.pinned:
            words = f"this map leads {key} {written}, and {loaded.pinned} is given"
            yield spot.at(key).finding("GC060", words, hint=f"give {written}, or write {loaded.pinned}")


def names_of_then(spot: Spot, migration: MigrationFile, old: Recorded) -> Iterator[Finding]:
    """Every word of then that the version of then does not have."""
    for here, scope, journeys in _scopes(spot, migration, old):
        for told in _told(here, scope):
            known = told.then(old, journeys)
            if known is not None and told.word not in known:
                yield told.spot.unknown(told.kind, told.word, known, key=True)
    for id_ in migration.journeys:
        if id_ not in old.journeys:
            yield spot.at("journeys", id_).unknown("journey of deals", id_, [*old.journeys], key=True)


def _scopes(
    spot: Spot, migration: MigrationFile, version: Recorded, *, now: bool = False
) -> Iterator[tuple[Spot, Scope, list[JourneyWords]]]:
    """The rows for all journeys and those for single ones, each with the journeys of a version that they are about."""
    yield spot, migration, [*version.journeys.values()]
    for id_, row in migration.journeys.items():
        name = (successor(row, id_) or "") if now else id_
        if name in version.journeys:
            yield spot.at("journeys", id_), row, [version.journeys[name]]
        elif name and now:  # which one is meant nobody knows, but what none of them has is wrong
            yield spot.at("journeys", id_), row, [*version.journeys.values()]


def names_of_now(spot: Spot, migration: MigrationFile, new: Recorded) -> Iterator[Finding]:
    """Every word of now that the version of now does not have."""
    for here, scope, journeys in _scopes(spot, migration, new, now=True):
        for told in _told(here, scope):
            known, to = told.now(new, journeys), successor(told.row, told.word)
            if known is not None and to is not None and to not in known:
                yield told.spot.at("to").unknown(told.kind, to, known, key=to == told.word)
    for id_, row in migration.journeys.items():
        to = successor(row, id_)
        if to is not None and to not in new.journeys:
            here = spot.at("journeys", id_, "to")
            yield here.unknown("journey of deals", to, [*new.journeys], key=row.to is None)


def _told(spot: Spot, scope: Scope) -> Iterator[Told]:
    """Every row of one scope, those within rows too."""
    for id_, place in scope.stages.items():
        yield Told(spot.at("stages", id_), "stage or end", id_, place, _places, _places)
    for id_, gate in scope.gates.items():
        yield Told(spot.at("gates", id_), "gate", id_, gate, _gates, _gates)
    for id_, asked in scope.requirements.items():
        yield Told(spot.at("requirements", id_), "requirement", id_, asked, _requirements, _requirements)
    if isinstance(scope, MigrationFile):
        for id_, role in scope.roles.items():
            yield Told(spot.at("roles", id_), "role", id_, role, _roles, _roles)
    yield from _of_fields(spot, scope.fields, _fields, _fields)
    for id_, row in scope.evidence.items():
        yield Told(spot.at("evidence", id_), "evidence", id_, row, _types, _types)
        yield from _within_type(spot.at("evidence", id_), id_, row)


def _within_type(spot: Spot, type_: str, row: EvidenceSuccessorDef) -> Iterator[Told]:
    then, now = _outcomes(type_), _outcomes(row.to or type_)
    for id_, each in row.outcomes.items():
        yield Told(spot.at("outcomes", id_), "outcome", id_, each, then, now)
    yield from _of_fields(spot, row.fields, _fields_of(type_), _fields_of(row.to or type_))


def _of_fields(spot: Spot, rows: Mapping[str, FieldSuccessorDef], then: Fields, now: Fields) -> Iterator[Told]:
    for id_, row in rows.items():
        here = spot.at("fields", id_)
        yield Told(here, "field", id_, row, then, now)
        values = _values(then, id_), _values(now, row.to or id_)
        for value, each in row.values.items():
            yield Told(here.at("values", value), "value", value, each, *values)


def _places(_: Recorded, journeys: Sequence[JourneyWords]) -> Collection[str]:
    return [id_ for each in journeys for id_ in each.places]


def _gates(_: Recorded, journeys: Sequence[JourneyWords]) -> Collection[str]:
    return [id_ for each in journeys for id_ in each.gates]


def _requirements(_: Recorded, journeys: Sequence[JourneyWords]) -> Collection[str]:
    return [id_ for each in journeys for id_ in each.requirements]


def _roles(version: Recorded, _: Sequence[JourneyWords]) -> Collection[str]:
    return [*version.roles]


def _types(_: Recorded, journeys: Sequence[JourneyWords]) -> Collection[str]:
    return [id_ for each in journeys for id_ in each.evidence]


def _fields(_: Recorded, journeys: Sequence[JourneyWords]) -> Values:
    return {id_: values for each in journeys for id_, values in each.fields.items()}


def _fields_of(type_: str) -> Fields:
    def known(_: Recorded, journeys: Sequence[JourneyWords]) -> Values | None:
        held = [each.evidence[type_].fields for each in journeys if type_ in each.evidence]
        return {id_: values for each in held for id_, values in each.items()} if held else None

    return known


def _outcomes(type_: str) -> Known:
    def known(_: Recorded, journeys: Sequence[JourneyWords]) -> Collection[str] | None:
        held = [each.evidence[type_].outcomes for each in journeys if type_ in each.evidence]
        return [id_ for each in held for id_ in each] if held else None

    return known


def _values(fields: Fields, field: str) -> Known:
    def known(version: Recorded, journeys: Sequence[JourneyWords]) -> Collection[str] | None:
        held = fields(version, journeys)
        return held[field] if held is not None and field in held else None

    return known
