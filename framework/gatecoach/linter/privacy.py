"""Records that would reach more people than they may: a journey names evidence more private than itself."""

from __future__ import annotations

from collections.abc import Iterator

from gatecoach.definition import EvidenceDef
from gatecoach.definition.values import SIDES
from gatecoach.errors import Finding
from gatecoach.linter.project import Pair, Project, Spot


def check(project: Project) -> Iterator[Finding]:
    """Sides that do not exist, and types that fewer may read than the journey that names or answers them."""
    for spot, journey in project.journeys.values():
        yield from spot.strangers("private-to", "side", journey.private_to, SIDES)
    for spot, _, kind, _ in project.type_spots:
        yield from spot.strangers("private-to", "side", kind.private_to, SIDES)
    for pair in project.pairs:
        readers = set(pair.journey.private_to or SIDES)
        for place, what in (*_named(pair), *_answered(pair)):
            if _hidden(pair.types.get(what), readers):
                yield _finding(place, what, pair.types[what])
    for spot, journey, _, gate in project.gates():
        types, readers = project.types(journey), set(journey.private_to or SIDES)
        for id_, signal in gate.signals.items():
            if signal.seen and _hidden(types.get(signal.seen), readers):
                yield _finding(spot.at("signals", id_, "seen"), signal.seen, types[signal.seen])


def _named(pair: Pair) -> Iterator[tuple[Spot, str]]:
    """Every type a requirement names, with its place."""
    each = pair.requirement.for_each
    if each:
        yield pair.spot.at("for-each").word("what", each.what), each.what
    for spot, _, clause in pair.leaves:
        yield from ((spot.word("what", what), what) for what in clause.what)
        yield from ((spot.at(key), what) for key in ("answers", "after") if (what := getattr(clause, key)))


def _answered(pair: Pair) -> Iterator[tuple[Spot, str]]:
    """What the types it names answer by themselves: an answer tells of that, and a talk asks for it too.

    What the requirement names as well is told where it is named.
    """
    told = {what for _, what in _named(pair)}
    for spot, _, clause in pair.leaves:
        for what in clause.what:
            up = pair.types[what].answers if what in pair.types else None
            if up and up not in told:
                yield spot.word("what", what), up


def _hidden(kind: EvidenceDef | None, readers: set[str]) -> bool:
    """Whether fewer may read the type than these."""
    return kind is not None and bool(kind.private_to) and not readers <= set(kind.private_to)


def _finding(spot: Spot, what: str, kind: EvidenceDef) -> Finding:
    words = f'"{what}" is private to {" and ".join(kind.private_to)}, this journey is read by more'
    return spot.finding("GC034", words, hint="make the journey private-to the same sides, or name a shared type")
