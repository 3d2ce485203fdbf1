"""Records that would reach more people than they may: a journey names evidence more private than itself."""

from __future__ import annotations

from collections.abc import Iterator

from gatecoach.definition.values import SIDES
from gatecoach.errors import Finding
from gatecoach.linter.project import Project


def check(project: Project) -> Iterator[Finding]:
    """Sides that do not exist, and types that fewer may read than the journey that names them."""
    for spot, journey in project.journeys.values():
        yield from spot.strangers("private-to", "side", journey.private_to, SIDES)
    for spot, _, kind, _ in project.type_spots:
        yield from spot.strangers("private-to", "side", kind.private_to, SIDES)
    for pair in project.pairs:
        readers = set(pair.journey.private_to or SIDES)
        for spot, _, clause in pair.leaves:
            for what in clause.what:
                named = pair.types.get(what)
                if named and named.private_to and not readers <= set(named.private_to):
                    words = f'"{what}" is private to {" and ".join(named.private_to)}, this journey is read by more'
                    hint = "make the journey private-to the same sides, or name a shared type"
                    yield spot.word("what", what).finding("GC034", words, hint=hint)
