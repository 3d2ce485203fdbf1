"""A map checked against both versions, and what it makes of each journey's words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from gatecoach.definition import Source
from gatecoach.definition.loading import read_authored
from gatecoach.definition.migration import MigrationFile
from gatecoach.errors import DefinitionError, Finding, UsageError
from gatecoach.framework import Framework
from gatecoach.journal.renaming import Renames
from gatecoach.linter import ordered
from gatecoach.linter.migration import successor
from gatecoach.linter.project import Spot
from gatecoach.linter.recorded import Recorded, recorded
from gatecoach.linter.succession import Fate, fates, of_roles, whole

NO_MAP = "no map"
KINDS = {
    ("stages",): "stages",
    ("requirements",): "requirements",
    ("roles",): "roles",
    ("fields",): "fields",
    ("fields", "values"): "values",
    ("evidence",): "evidence",
    ("evidence", "outcomes"): "outcomes",
    ("evidence", "fields"): "evidence-fields",
    ("evidence", "fields", "values"): "evidence-values",
}
"""What a journal calls each kind of word (see `journal.renaming`), by where a map has it."""


@dataclass(frozen=True, slots=True)
class Course:
    """What becomes of one journey: its id of now, or why its deals stay, and what its words are called now.

    `whys` says of words that have no successor why, by kind and word as in `renames`.
    """

    old: str
    new: str | None
    why: str = ""
    renames: Renames = field(default_factory=dict)
    whys: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the records of deals go from one framework to another; `digest` is that of the map as it was written.

    Without a map `id` is empty. `warnings` are findings that do not keep deals from moving.
    """

    id: str
    old: Framework
    new: Framework
    digest: str
    courses: Mapping[str, Course]
    warnings: tuple[Finding, ...] = ()


def read_map(data: bytes, name: str) -> Source:
    """A map from the bytes of its file.

    Raises:
        DefinitionError: it cannot be read, with every finding in it.
        UsageError: the file begins with another word.
    """
    source, findings = read_authored(data, name)
    if findings:
        raise _refused(name, findings)
    if source.head != "migration":
        words = "this file is no map from one version to another: it begins with `migration:`"
        raise UsageError("no-map", words, place=name, help="Name the file of the map with --map.")
    return source


def plan_of(old: Framework, new: Framework, source: Source | None = None) -> Plan:
    """The plan by a map (see `read_map`); without one every word has to be called the same in both versions.

    Raises:
        UsageError: both are the same framework.
        DefinitionError: the map is of other versions, names words that are not there, or leaves words out; its
            findings list all of them.
    """
    if old.hash == new.hash:
        words = f"both are {old.id} {old.version} ({old.hash[:12]}), so nothing has to move"
        raise UsageError("same-framework", words, help="Name the version that deals are pinned to, then the new one.")
    then, now = _recorded(old), _recorded(new)
    source, name = source or _none(then, now), source.document.name if source else NO_MAP
    assert isinstance(source.model, MigrationFile)
    findings = ordered(whole(Spot(source.document), source.model, then, now))
    if name == NO_MAP:
        findings = [_placeless(each) for each in findings]
    if any(each.severity == "error" for each in findings):
        raise _refused(name, findings)
    courses = {id_: _course(source.model, id_, then, now) for id_ in then.journeys}
    return Plan(
        "" if name == NO_MAP else source.model.migration,
        old,
        new,
        _digest(source.document.tree),
        MappingProxyType(courses),
        tuple(findings),
    )


def _recorded(framework: Framework) -> Recorded:
    return recorded(framework.definition, [each.definition for each in framework.journeys.values()])


def _none(then: Recorded, now: Recorded) -> Source:
    """The map of somebody who has none: everything stays as it is called."""
    tree = {"migration": "no-map", "from": then.pinned, "to": now.pinned}
    return read_authored(json.dumps(tree).encode(), NO_MAP)[0]


def _placeless(finding: Finding) -> Finding:
    return replace(finding, file="", line=0, column=0, source="", path="")


def _refused(name: str, findings: Sequence[Finding]) -> DefinitionError:
    number = "one finding" if len(findings) == 1 else f"{len(findings)} findings"
    if name == NO_MAP:
        words = f"a map has to say what became of some words: {number}. Write one, and name it with --map"
        return DefinitionError("incomplete-map", words, findings)
    if all(each.code == "GC059" for each in findings):
        return DefinitionError("incomplete-map", f"the map in {name} is not whole: {number}", findings)
    return DefinitionError("bad-map", f"the map in {name} cannot be used: {number}", findings)


def _digest(tree: Any) -> str:
    text = json.dumps(tree, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _course(migration: MigrationFile, id_: str, then: Recorded, now: Recorded) -> Course:
    row = migration.journeys.get(id_)
    to = successor(row, id_)
    if to is None:
        return Course(id_, None, (row and row.gone) or "")
    every = [*of_roles(migration, then, now), *fates(migration, then.journeys[id_], now.journeys[to])]
    renames: dict[str, dict[str, str | None]] = {"journey": {id_: to}} if to != id_ else {}
    whys: dict[tuple[str, str], str] = {}
    for kind, word, fate in _named(every):
        if fate.to != fate.word:
            renames.setdefault(kind, {})[word] = fate.to
        if fate.to is None:
            whys[kind, word] = fate.why
    return Course(id_, to, "", MappingProxyType(renames), MappingProxyType(whys))


def _named(every: Sequence[Fate]) -> Iterator[tuple[str, str, Fate]]:
    """Each fate with the kind and the full word that a journal has for it."""
    for fate in every:
        kind = KINDS.get(fate.path[::2])
        if kind is not None:  # gates as such stand in no record
            yield kind, ".".join([*fate.path[1::2], fate.word]), fate
