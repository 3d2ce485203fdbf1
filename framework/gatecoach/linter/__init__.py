"""What is wrong with a framework although every file of it can be read: one file per family of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from gatecoach.condition import Predicates
from gatecoach.definition import Source
from gatecoach.errors import Finding
from gatecoach.linter import clauses, graph, privacy, references, sides
from gatecoach.linter.project import Project

FAMILIES: tuple[Callable[[Project], Iterator[Finding]], ...] = (
    references.check,
    clauses.check,
    sides.check,
    graph.check,
    privacy.check,
)
MOST = 500
"""How many findings one family gives; the rest comes once these are mended."""


def check(sources: Sequence[Source], predicates: Predicates) -> list[Finding]:
    """Every finding of every family over the files that could be read, by file and place.

    Where a file could not be read, what may only follow from that is left out.
    """
    project = Project.of(sources, predicates)
    found = [finding for family in FAMILIES for finding in islice(family(project), MOST)]
    return ordered(found)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by file, line and column; one finding for one cause and place."""
    seen = {(each.code, each.file, each.line, each.column, each.message): each for each in findings}
    return sorted(seen.values(), key=lambda each: (each.file, each.line, each.column, each.code, each.message))
