"""A company's framework, loaded: checked, indexed, hashed, one machine per journey, frozen."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from transitions import Machine

from gatecoach.condition import Condition, Predicate, Predicates
from gatecoach.definition.plain import BESIDE
from gatecoach.errors import DefinitionError, Finding, UsageError, did_you_mean
from gatecoach.lower import Gate, Journey, condition, lower
from gatecoach.machine import build
from gatecoach.time import EPOCH, MICROSECOND, Span, judged_at, span, zone

if TYPE_CHECKING:
    from gatecoach import linter
    from gatecoach.definition import FrameworkFile, MappingFile, QuestionsFile, ScenarioFile, Source
    from gatecoach.source import Document

__all__ = ["Framework", "compiled", "lint", "load", "scenarios"]
ORDERED = frozenset({"stages", "gates", "requires", "bank"})
"""The mappings whose order an author chooses: rank, ways, reasons and questions follow it."""
Named = TypeVar("Named")
Windows = tuple[tuple[dt.datetime, int], ...]


@dataclass(frozen=True, eq=False)
class Framework:
    """A compiled framework: immutable, hashable, safe for any number of threads. Equal when its hash is."""

    id: str
    version: str
    hash: str
    definition: FrameworkFile
    journeys: Mapping[str, Journey]
    machines: Mapping[str, Machine]
    banks: Sequence[QuestionsFile]
    use_cases: Mapping[str, Condition]
    mappings: Mapping[str, MappingFile] = field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        """Two frameworks are the same when they were authored the same."""
        return isinstance(other, Framework) and other.hash == self.hash

    def __hash__(self) -> int:
        """The hash of the authored definition."""
        return hash(self.hash)

    def __repr__(self) -> str:
        """Identity and version, for people."""
        return f"Framework({self.id!r}, version={self.version!r}, hash={self.hash[:12]!r})"

    def journey(self, name: str) -> Journey:
        """The journey of that id; an unknown one raises `UsageError` with the nearest name."""
        return _known("journey", name, self.journeys)

    def gate(self, journey: str, name: str) -> Gate:
        """The gate of that id; an unknown one raises `UsageError` with the nearest name."""
        try:
            return self.journeys[journey].gates[name]
        except KeyError:
            return _known("gate", name, self.journey(journey).gates)

    @property
    def deals(self) -> tuple[str, ...]:
        """The journeys that a deal may be on where nobody names one: what `deals` says, else all that are no talk."""
        own = self.definition.deals
        return (own,) if own else tuple(each.id for each in self.journeys.values() if not each.conversation)

    def answered_by(self) -> dict[str, tuple[str, ...]]:
        """For each evidence type, the types whose `answers` names it: what a reply to it becomes."""
        pairs = {
            (kind.answers, id_)
            for each in self.journeys.values()
            if not each.conversation
            for id_, kind in each.types.items()
            if kind.answers is not None
        }
        return {up: tuple(sorted(down for other, down in pairs if other == up)) for up, _ in pairs}

    def judged_at(self, moment: object) -> Span:
        """The moment of a question in the framework's time zone (a day means its end)."""
        asked: tuple[object, Span] | None = self._last.get("judged-at")
        if asked is None or asked[0] is not moment:  # many subjects are asked about one moment
            asked = self._last["judged-at"] = moment, judged_at(moment, self.time_zone)
        return asked[1]

    def windows(self, at: Span, journey: Journey) -> Windows:
        """Per `no-older-than` the first instant that is young enough, and the bits of the leaves that ask for it."""
        known: tuple[int, Windows] | None = self._windows.get(journey.id)
        if known is None or known[0] != at.end:
            found = tuple((_day_begins(at.day - days, self.time_zone), bits) for days, bits in journey.windows)
            known = self._windows[journey.id] = at.end, found
        return known[1]

    @functools.cached_property
    def _windows(self) -> dict[str, tuple[int, Windows]]:
        """For each journey what `windows` last worked out, and for what moment."""
        return {}

    @functools.cached_property
    def _last(self) -> dict[str, Any]:
        """What was last worked out, and for what; each entry is put as one value, so threads never mix them."""
        return {}

    @functools.cached_property
    def masks(self) -> dict[str, dict[Hashable, int]]:
        """By journey what kinds of items count for (see `fold`); grows with the kinds there are, not with the deals."""
        return {name: {} for name in self.journeys}

    @functools.cached_property
    def time_zone(self) -> Any:
        """Where whole days are counted."""
        return zone(self.definition.time_zone)


def _day_begins(day: int, zone: dt.tzinfo) -> dt.datetime:
    return EPOCH + span(dt.date.fromordinal(max(day, 1)), zone).start * MICROSECOND


def _known(kind: str, name: str, known: Mapping[str, Named]) -> Named:
    if name not in known:
        raise UsageError(f"unknown-{kind}", f'there is no {kind} "{name}"', help=did_you_mean(name, known))
    return known[name]


def load(place: str | Path, *, predicates: Iterable[Predicate] = ()) -> Framework:
    """The framework at a place: a folder, a zip, or the id of a bundled one.

    `predicates` are named checks of the embedding program that authors may use in conditions (`passes`).
    Scenarios are the framework's tests: what is wrong with them `lint` says, it does not stop the loading.

    Raises:
        DefinitionError: its `findings` list everything wrong in all files of the place.
    """
    named = {each.name: each for each in predicates}
    sources, findings, _ = _checked(place, named, tests=False)
    _refuse(place, _of_framework(sources, findings))
    return compiled(sources, named)


def _refuse(place: str | Path, findings: Sequence[Finding]) -> None:
    if findings:
        number = "one finding" if len(findings) == 1 else f"{len(findings)} findings"
        raise DefinitionError("bad-framework", f"the framework at {place} cannot be used: {number}", findings)


def scenarios(
    place: str | Path, *, predicates: Sequence[Predicate] = ()
) -> tuple[Framework, list[tuple[Document, ScenarioFile]]]:
    """The framework at a place and the scenarios that test it, by file.

    Raises:
        DefinitionError: as `load`, and for a scenario that cannot be read, so that none is passed over.
    """
    named = {each.name: each for each in predicates}
    sources, findings, _ = _checked(place, named)
    _refuse(place, findings)
    return compiled(sources, named), _scenarios(sources)


def _scenarios(sources: Sequence[Source]) -> list[tuple[Document, ScenarioFile]]:
    found = [(each.document, each.model) for each in sources if each.head == "scenario" and each.model]
    return cast("list[tuple[Document, ScenarioFile]]", found)


def lint(place: str | Path, *, predicates: Iterable[Predicate] = ()) -> list[Finding]:
    """Everything to be said about the framework at a place, by file and line: errors, warnings and notes.

    Of a framework that another one extends nothing but errors is told: the rest is for its own authors.
    """
    return _remarked(place, *_checked(place, {each.name: each for each in predicates}))


@dataclass(frozen=True, slots=True)
class Linted:
    """A place that was looked at: its findings, the framework where it can be used, and the scenarios that test it."""

    findings: list[Finding]
    framework: Framework | None
    scenarios: list[tuple[Document, ScenarioFile]]


def linted(place: str | Path) -> Linted:
    """What `lint` says, with the framework itself; its files are read once."""
    sources, errors, project = _checked(place, {})
    usable = project is not None and not _of_framework(sources, errors)
    findings = _remarked(place, sources, errors, project)
    if not usable or project is None:
        return Linted(findings, None, [])
    return Linted(findings, compiled(sources, journeys=project.courses), _scenarios(sources))


Seen: TypeAlias = "tuple[list[Source], list[Finding], linter.Project | None]"
"""The files of a place, every error in them, and what the linter made of them where there is a framework at all."""


def _checked(place: str | Path, predicates: Predicates, *, tests: bool = True) -> Seen:
    from gatecoach import linter  # noqa: PLC0415 - files are read and judged once, decisions are many
    from gatecoach.definition import FrameworkFile  # noqa: PLC0415 - same
    from gatecoach.place import read  # noqa: PLC0415 - same

    sources, findings = read(place, tests=tests)
    if not any(isinstance(each.model, FrameworkFile) for each in sources):
        return sources, linter.ordered(findings), None
    project = linter.Project.of(sources, predicates)
    return sources, linter.ordered([*findings, *linter.check(project)]), project


def _of_framework(sources: Sequence[Source], findings: Sequence[Finding]) -> list[Finding]:
    """The errors that keep the framework from being used: not those in its tests and maps."""
    beside = {each.document.name for each in sources if each.head in BESIDE}
    return [each for each in findings if each.file not in beside and each.severity == "error"]


def _remarked(
    place: str | Path, sources: Sequence[Source], errors: Sequence[Finding], project: linter.Project | None
) -> list[Finding]:
    """The errors with the warnings and notes of the place's own files, but for those that a remark allows."""
    from gatecoach import linter  # noqa: PLC0415 - same
    from gatecoach.place import names  # noqa: PLC0415 - same

    if project is None:
        return [*errors]
    sound = not _of_framework(sources, errors)
    every = [*errors, *linter.remarks(project, sound=sound)]
    kept = linter.allowed([each.document for each in sources], every, sound=sound)
    own = tuple(f"{root}/" for root in names(place))
    return linter.ordered(each for each in kept if each.severity == "error" or each.file.startswith(own))


def compiled(
    sources: Sequence[Source],
    predicates: Predicates = MappingProxyType({}),
    journeys: Mapping[str, Journey] | None = None,
) -> Framework:
    """The framework of checked sources, whose journeys may be compiled already."""
    from gatecoach.definition import FrameworkFile, JourneyFile, QuestionsFile  # noqa: PLC0415 - same

    framework = next(each.model for each in sources if isinstance(each.model, FrameworkFile))
    written = [each.model for each in sources if isinstance(each.model, JourneyFile)]
    journeys = journeys or {each.journey: lower(framework, each, predicates) for each in written}
    return Framework(
        id=framework.framework,
        version=framework.version,
        hash=_hash(sources),
        definition=framework,
        journeys=MappingProxyType(journeys),
        machines=MappingProxyType({id_: build(each) for id_, each in journeys.items()}),
        banks=tuple(each.model for each in sources if isinstance(each.model, QuestionsFile)),
        use_cases=MappingProxyType(_use_cases(framework, predicates)),
        mappings=MappingProxyType({each.mapping: each for each in _mappings(sources)}),
    )


def _mappings(sources: Sequence[Source]) -> list[MappingFile]:
    return cast("list[MappingFile]", [each.model for each in sources if each.head == "mapping" and each.model])


def _use_cases(framework: FrameworkFile, predicates: Predicates) -> dict[str, Condition]:
    tests = {id_: condition(each.when, framework.fields, predicates) for id_, each in framework.use_cases.items()}
    return {id_: test for id_, test in tests.items() if test is not None}


def _hash(sources: Sequence[Source]) -> str:
    """The digest of what was authored, whatever file it stands in and however it is laid out.

    Tests and maps are no part of it, nor is how exports are read: none of them changes what a gate means.
    """
    trees = [_ordered(each.document.tree) for each in sources if each.head not in {*BESIDE, "mapping"}]
    texts = sorted(json.dumps(each, sort_keys=True, default=str, ensure_ascii=False) for each in trees)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _ordered(tree: Any, key: str = "") -> Any:
    """The tree where the order that means something (rank, what is named first) is content, as a list."""
    if isinstance(tree, list):
        return [_ordered(each) for each in tree]
    if not isinstance(tree, dict):
        return tree
    plain = {name: _ordered(each, name) for name, each in tree.items()}
    return [*plain.items()] if key in ORDERED else plain
