"""What is wrong with a framework although every file of it can be read: one file per family of findings."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from gatecoach.errors import Finding
from gatecoach.linter import (
    clauses,
    coverage,
    evidence,
    graph,
    meaning,
    people,
    plans,
    privacy,
    promises,
    questions,
    references,
    sides,
    terms,
    windows,
)
from gatecoach.linter.allowing import allowed
from gatecoach.linter.project import Project

__all__ = ["Project", "allowed", "check", "ordered", "remarks"]

Family = Callable[[Project], Iterator[Finding]]
ERRORS: tuple[Family, ...] = (
    references.check,
    clauses.check,
    sides.check,
    graph.check,
    people.check,
    privacy.check,
    promises.check,
    lambda project: _of_mappings("check", project),
    lambda project: _of_migrations(project),  # noqa: PLW0108 - it stands further down
)
"""What keeps a framework from loading."""
SOUND: tuple[Family, ...] = (
    graph.remarks,
    windows.remarks,
    people.remarks,
    evidence.remarks,
    coverage.remarks,
    meaning.remarks,
    terms.remarks,
    plans.remarks,
    lambda project: _of_mappings("remarks", project),
)
"""What can be told of a framework without errors only: with one it might just follow from that."""
MOST = 500
"""How many findings one family gives; the rest comes once these are mended."""


def check(project: Project) -> list[Finding]:
    """Every error of every family over the files that could be read, by file and place.

    Where a file could not be read, what may only follow from that is left out.
    """
    return _found(ERRORS, project)


def remarks(project: Project, *, sound: bool) -> list[Finding]:
    """Every warning and note; of a framework that is not sound (that has errors) only those on single words."""
    return _found((questions.remarks, *(SOUND if sound else ())), project)


def _of_mappings(family: str, project: Project) -> Iterator[Finding]:
    """What a family has to say about mappings; few frameworks have any, and the others need not load it."""
    if project.mappings:
        found: Family = getattr(importlib.import_module("gatecoach.linter.mapping"), family)
        yield from found(project)


def _of_migrations(project: Project) -> Iterator[Finding]:
    """What is to be said about maps; as above."""
    if project.migrations:
        from gatecoach.linter import migration  # noqa: PLC0415

        yield from migration.check(project)


def _found(families: Iterable[Family], project: Project) -> list[Finding]:
    return ordered(finding for family in families for finding in islice(family(project), MOST))


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by file, line and column; one finding for one cause and place."""
    seen = {(each.code, each.file, each.line, each.column, each.message): each for each in findings}
    return sorted(seen.values(), key=lambda each: (each.file, each.line, each.column, each.code, each.message))
