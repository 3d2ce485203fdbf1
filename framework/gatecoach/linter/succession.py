"""What becomes of every word that a record may hold, by a map: whether it is whole, who does and who reads what."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from gatecoach.definition.migration import JourneySuccessorDef, MigrationFile, SuccessorDef
from gatecoach.errors import Finding
from gatecoach.linter.migration import Row, names_of_now, names_of_then, successor, versions
from gatecoach.linter.project import Spot
from gatecoach.linter.recorded import JourneyWords, Recorded, TypeWords

Path = tuple[str, ...]
Both = tuple[Collection[str], Collection[str]]
"""The words of then and those of now."""
Holder = JourneyWords | TypeWords
"""What has fields: a deal, or an item of evidence."""
TEXT = "text"
SIGNS = {True: "yes", False: "no"}


class Fate(NamedTuple):
    """A word of then: the rows it belongs among, what became of it and why, and the words it may have become."""

    path: Path
    kind: str
    word: str
    row: Row | None
    to: str | None
    why: str
    known: Collection[str]
    fresh: Collection[str] = ()
    """Those of the words of now that are new: what a lost word is likely to have become."""
    held: tuple[str, str] = ("", "")
    """Of a field the kind of value that it held, and that which it holds under its name of now."""

    @property
    def lost(self) -> bool:
        """Whether it leads nowhere, and nobody gave it up."""
        return self.to is not None and self.to not in self.known


def whole(spot: Spot, migration: MigrationFile, old: Recorded, new: Recorded) -> Iterator[Finding]:
    """Everything that keeps a map from moving records: wrong versions and names, lost words, acts that change sides."""
    wrong = [*versions(spot, migration, old, new)]
    yield from wrong or _of_words(spot, migration, old, new)


def _of_words(spot: Spot, migration: MigrationFile, old: Recorded, new: Recorded) -> Iterator[Finding]:
    yield from names_of_then(spot, migration, old)
    yield from names_of_now(spot, migration, new)
    for each in of_roles(migration, old, new):
        yield from _of_fate(spot, "", each, old, new)
        yield from _sides(spot, "", each, {old.roles[each.word]}, {new.roles.get(each.to or "", "")})
    for journey in old.journeys.values():
        row = migration.journeys.get(journey.id)
        to = successor(row, journey.id)
        if to is None:
            continue
        if to not in new.journeys:
            if row is None:
                yield _lost(spot, "", Fate(("journeys",), "journey", to, None, to, "", [*new.journeys]), old, new)
            continue
        for each in fates(migration, journey, new.journeys[to]):
            yield from _of_fate(spot, journey.id, each, old, new)
            yield from _turned(spot, journey, new.journeys[to], each)


def rows_of(migration: MigrationFile, journey: str) -> JourneySuccessorDef:
    """The rows for one journey: its own before those of the whole map."""
    own = migration.journeys.get(journey) or JourneySuccessorDef.model_construct()
    return JourneySuccessorDef.model_construct(
        stages={**migration.stages, **own.stages},
        gates={**migration.gates, **own.gates},
        requirements={**migration.requirements, **own.requirements},
        fields={**migration.fields, **own.fields},
        evidence={**migration.evidence, **own.evidence},
    )


def of_roles(migration: MigrationFile, old: Recorded, new: Recorded) -> Iterator[Fate]:
    """What became of every role."""
    return _plain(("roles",), "role", old.roles, migration.roles, new.roles)


def fates(migration: MigrationFile, then: JourneyWords, now: JourneyWords) -> Iterator[Fate]:
    """What became of every word of a journey, in the order of its kinds; of gates only those that nobody speaks of."""
    rows = rows_of(migration, then.id)
    yield from _plain(("stages",), "stage or end", then.places, rows.stages, now.places)
    yield from _of_gates(rows, then, now)
    yield from _of_fields(("fields",), then, rows.fields, now)
    for type_, words in then.evidence.items():
        row = rows.evidence.get(type_)
        fate = _fate(("evidence",), "evidence", type_, row, (then.evidence, now.evidence))
        yield fate
        to = now.evidence.get(fate.to or "")
        if to is not None:
            path = ("evidence", type_)
            yield from _plain((*path, "outcomes"), "outcome", words.outcomes, row.outcomes if row else {}, to.outcomes)
            yield from _of_fields((*path, "fields"), words, row.fields if row else {}, to)


def _plain(
    path: Path, kind: str, then: Collection[str], rows: Mapping[str, Row], now: Collection[str]
) -> Iterator[Fate]:
    return (_fate(path, kind, word, rows.get(word), (then, now)) for word in then)


def _fate(path: Path, kind: str, word: str, row: Row | None, both: Both) -> Fate:
    then, now = both
    return Fate(path, kind, word, row, successor(row, word), _why(row), now, [each for each in now if each not in then])


def _why(row: Row | None) -> str:
    return (row.gone or "") if isinstance(row, SuccessorDef) else ""


def _of_gates(rows: JourneySuccessorDef, then: JourneyWords, now: JourneyWords) -> Iterator[Fate]:
    """Requirements go with their gate unless they have rows of their own; a lost gate is told once."""
    both = then.requirements, now.requirements
    for gate, held in then.gates.items():
        row = rows.gates.get(gate)
        paths = {f"{gate}.{each}": each for each in held}
        unsaid = [path for path in paths if path not in rows.requirements]
        mine = _fate(("gates",), "gate", gate, row, (then.gates, now.gates))
        if unsaid and mine.lost:
            yield mine
            continue
        for path, name in paths.items():
            own = rows.requirements.get(path)
            if own is not None:
                yield _fate(("requirements",), "requirement", path, own, both)
            else:
                to = f"{mine.to}.{name}" if mine.to else None
                fate = _fate(("requirements",), "requirement", path, None, both)
                yield fate._replace(to=to, why=mine.why)


def _of_fields(path: Path, then: Holder, rows: Mapping[str, SuccessorDef], now: Holder) -> Iterator[Fate]:
    for field, values in then.fields.items():
        row = rows.get(field)
        fate = _fate(path, "field", field, row, (then.fields, now.fields))
        yield fate._replace(held=(then.kinds[field], now.kinds.get(fate.to or "", "")))
        here = now.fields.get(fate.to or "")
        if here:  # what is no choice any more takes every value
            said: Mapping[str, Row] = getattr(row, "values", {})
            yield from _plain((*path, field, "values"), "value", values, said, here)


def _of_fate(spot: Spot, journey: str, fate: Fate, old: Recorded, new: Recorded) -> Iterator[Finding]:
    if not fate.lost:
        return
    if fate.row is None:
        yield _lost(spot, journey, fate, old, new)
    else:  # it has a row, whose word another journey may have
        here = _place(spot, journey, (*fate.path, fate.word))
        yield here.at("to").unknown(fate.kind, fate.to or "", fate.known, key=fate.to == fate.word)


def _lost(spot: Spot, journey: str, fate: Fate, old: Recorded, new: Recorded) -> Finding:
    """The finding for a word that leads nowhere, with the row that would lead it on."""
    near = difflib.get_close_matches(fate.to or "", sorted(fate.fresh), n=1, cutoff=0.6)
    row = f"`{fate.word}: {near[0] if near else '…'}` below `{'.'.join(fate.path)}:`"
    gone = "" if fate.path == ("stages",) else ', or `{gone: "why"}`'
    among = journey if len(old.journeys) > 1 else ""
    of = f" of {fate.path[-2] if len(fate.path) > 1 else among}" if len(fate.path) > 1 or among else ""
    there = f"is in {old.pinned} and not in {new.pinned}"
    words = f'the {fate.kind} "{fate.word}"{of} {there}, and no row says what became of it'
    near_words = f'did you mean "{near[0]}"? ' if near else ""
    return _place(spot, journey, fate.path).finding("GC059", words, key=True, hint=f"{near_words}write {row}{gone}")


def _turned(spot: Spot, journey: JourneyWords, now: JourneyWords, fate: Fate) -> Iterator[Finding]:
    """An act of one side that would become one of the other, a no that would become a yes, or nothing."""
    act = now.evidence.get(fate.to or "") if fate.path == ("evidence",) else None
    if act is not None:
        yield from _sides(spot, journey.id, fate, journey.evidence[fate.word].sides, act.sides)
        yield from _readers(spot, journey.id, fate, journey.evidence[fate.word].readers, act.readers)
    yield from _held(spot, journey.id, fate)
    if fate.path[2:] != ("outcomes",):
        return
    agreed, known = journey.evidence[fate.path[1]].outcomes[fate.word], fate.known
    agrees = known.get(fate.to or "") if isinstance(known, Mapping) else None
    here = _place(spot, journey.id, (*fate.path, fate.word))
    if fate.to is None and not agreed:
        words = f'the outcome "{fate.word}" of {fate.path[1]} is a no, and a no cannot be given up'
        yield here.at("gone").finding("GC061", words, hint="lead it to an outcome that opposes, too")
    elif agrees is not None and agrees is not agreed:
        words = (
            f'the outcome "{fate.word}" of {fate.path[1]} is a {SIGNS[agreed]}, and "{fate.to}" is a {SIGNS[agrees]}'
        )
        hint = f"lead it to an outcome that is a {SIGNS[agreed]}, too"
        yield here.at("to").finding("GC061", words, key=fate.row is None, hint=hint)


def _sides(spot: Spot, journey: str, fate: Fate, then: Collection[str], now: Collection[str]) -> Iterator[Finding]:
    if fate.to is None or not any(now) or {*then} & {*now}:
        return
    sides = [", ".join(sorted(each)) for each in (then, now)]
    words = f'the {fate.kind} "{fate.word}" is of the side {sides[0]}, and "{fate.to}" of {sides[1]}'
    hint, here = "lead it to one of the same side, or say why nothing follows it", (*fate.path, fate.word)
    yield _place(spot, journey, here).at("to").finding("GC061", words, key=fate.row is None, hint=hint)


def _held(spot: Spot, journey: str, fate: Fate) -> Iterator[Finding]:
    """A field that would hold values of another kind; text takes every value."""
    then, now = fate.held
    if now not in (then, TEXT, ""):
        words = f'the field "{fate.word}" holds values of the kind {then}, and "{fate.to}" of {now}'
        hint = "a value that does not fit will be unknown: lead it to a field of the same kind, or give it up"
        here = _place(spot, journey, (*fate.path, fate.word))
        yield here.at("to").finding("GC063", words, key=fate.row is None, hint=hint)


def _readers(spot: Spot, journey: str, fate: Fate, then: Collection[str], now: Collection[str]) -> Iterator[Finding]:
    """What few could read, and more can after the move."""
    more = sorted({*now} - {*then})
    if more:
        words = (
            f'the evidence "{fate.word}" is private to {" and ".join(sorted(then))}, and "{fate.to}" is read by more'
        )
        hint = f"its records would be open to {', '.join(more)} as well: lead it to a type that is private, too"
        here = _place(spot, journey, (*fate.path, fate.word))
        yield here.at("to").finding("GC062", words, key=fate.row is None, hint=hint)


def _place(spot: Spot, journey: str, path: Path) -> Spot:
    """Where a row stands, or would stand: among those of the journey, of all journeys, else at the head of the map."""
    tree = spot.document.tree
    for begin in (("journeys", journey), ()):
        for length in range(len(path), 0, -1):
            if _has(tree, (*begin, *path[:length])):
                return spot.at(*begin, *path[:length])
    return spot.at("migration")


def _has(tree: object, path: Path) -> bool:
    for part in path:
        if not isinstance(tree, dict) or part not in tree:
            return False
        tree = tree[part]
    return True
