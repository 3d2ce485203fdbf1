"""The files of one framework side by side, and a way to name a place in them."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from gatecoach.codes import CODES
from gatecoach.condition import Predicates
from gatecoach.definition import (
    BUILT_IN,
    ClauseDef,
    EvidenceDef,
    FieldDef,
    FrameworkFile,
    GateDef,
    JourneyFile,
    QuestionsFile,
    RequirementDef,
    Source,
)
from gatecoach.definition.explaining import data_path, value_at
from gatecoach.definition.plain import BESIDE
from gatecoach.definition.values import SIDES
from gatecoach.errors import Finding, did_you_mean
from gatecoach.lower import Journey, fields_of, lower, types_of
from gatecoach.source import Document
from gatecoach.source.place import short

if TYPE_CHECKING:
    from gatecoach.definition import MappingFile, MigrationFile

NEARLY = "check how it is spelt where it is declared"
MANY = 1000


class Spot(NamedTuple):
    """A place in a file that findings can be made at."""

    document: Document
    path: tuple[str | int, ...] = ()

    def at(self, *parts: str | int) -> Spot:
        """A place deeper in the same file."""
        return Spot(self.document, (*self.path, *parts))

    def finding(self, code: str, message: str, *, key: bool = False, hint: str = "") -> Finding:
        """A finding here: at the value, or with `key` at the key that holds it."""
        path = data_path(self.document.tree, self.path)
        return self.document.finding(code, message, path, key=key, hint=hint, severity=CODES[code].severity)

    def word(self, key: str, word: str) -> Spot:
        """The place of one word under a key: its own in a list, else where it stands alone."""
        written = value_at(self.document.tree, (*self.path, key))
        inside = isinstance(written, list) and word in written
        return self.at(key, written.index(word)) if inside else self.at(key)

    def unknown(self, kind: str, word: str, known: Collection[str], *, key: bool = False) -> Finding:
        """The finding for a name nobody declared; among very many names the nearest is not looked for."""
        near = did_you_mean(word, known) if len(known) <= MANY else ""
        return self.finding("GC014", f'unknown {kind} "{short(word)}"', key=key, hint=near or NEARLY)

    def strangers(self, key: str, kind: str, words: Iterable[str | None], known: Collection[str]) -> Iterator[Finding]:
        """A finding for each word under a key that nobody declared, at its own token."""
        for word in words:
            if word is not None and word not in known:
                yield self.word(key, word).unknown(kind, word, known)


class Pair(NamedTuple):
    """One requirement with everything around it; `leaves` is every clause that names evidence: place, side, itself."""

    spot: Spot
    journey: JourneyFile
    gate: GateDef
    requirement: RequirementDef
    types: Mapping[str, EvidenceDef]
    leaves: Sequence[tuple[Spot, str, ClauseDef]]


def _asked(spot: Spot, requirement: RequirementDef) -> Iterator[tuple[Spot, str, ClauseDef]]:
    for side, clause in requirement.sides().items():
        yield from _leaves(spot.at(side), side, clause)


def _leaves(spot: Spot, side: str, clause: ClauseDef) -> Iterator[tuple[Spot, str, ClauseDef]]:
    for word in ("all", "any"):
        for index, part in enumerate(getattr(clause, word)):
            yield from _leaves(spot.at(word, index), side, part)
    if clause.what:
        yield spot, side, clause


@dataclass(frozen=True, eq=False)
class Project:
    """All readable files of a framework; `whole` is false where a file has no model, so that names may be missing.

    What many families go through is worked out once.
    """

    framework: FrameworkFile
    home: Spot
    journeys: Mapping[str, tuple[Spot, JourneyFile]]
    banks: Sequence[tuple[Spot, QuestionsFile]]
    whole: bool
    predicates: Predicates
    mappings: Sequence[tuple[Spot, MappingFile]] = ()
    migrations: Sequence[tuple[Spot, MigrationFile]] = ()

    @classmethod
    def of(cls, sources: Sequence[Source], predicates: Predicates) -> Project:
        """The project of these files; exactly one of them is the framework's own."""
        by_kind = [(Spot(each.document), each.model) for each in sources]
        home, framework = next((spot, model) for spot, model in by_kind if isinstance(model, FrameworkFile))
        journeys: dict[str, tuple[Spot, JourneyFile]] = {}
        for spot, model in by_kind:
            if isinstance(model, JourneyFile):
                journeys.setdefault(model.journey, (spot, model))
        banks = [(spot, model) for spot, model in by_kind if isinstance(model, QuestionsFile)]
        whole = all(each.model is not None or each.head in BESIDE for each in sources)
        beside = [(Spot(each.document), each.model, each.head) for each in sources if each.model is not None]
        mappings = cast("list[tuple[Spot, MappingFile]]", [each[:2] for each in beside if each[2] == "mapping"])
        maps = cast("list[tuple[Spot, MigrationFile]]", [each[:2] for each in beside if each[2] == "migration"])
        return cls(framework, home, journeys, banks, whole, predicates, mappings, maps)

    @functools.cached_property
    def courses(self) -> Mapping[str, Journey]:
        """Every journey as clauses and a graph; only of a project without errors."""
        return {id_: lower(self.framework, each, self.predicates) for id_, (_, each) in self.journeys.items()}

    def types(self, journey: JourneyFile) -> Mapping[str, EvidenceDef]:
        """The evidence types a journey may name."""
        return self._types[journey.journey]

    @functools.cached_property
    def _types(self) -> Mapping[str, Mapping[str, EvidenceDef]]:
        """By journey its types; of two with one id the shared one, so that the uses of it are not blamed."""
        found = {}
        for id_, (_, journey) in self.journeys.items():
            twice = {*journey.evidence} & {*self.framework.evidence}
            own = {name: each for name, each in journey.evidence.items() if name not in twice}
            found[id_] = types_of(self.framework, journey.model_copy(update={"evidence": own}) if twice else journey)
        return found

    def fields(self, journey: JourneyFile | None = None) -> Mapping[str, FieldDef]:
        """The fields a condition on the subject may read: of one journey, or those that all share."""
        return self._fields[journey.journey if journey else None]

    @functools.cached_property
    def _fields(self) -> Mapping[str | None, Mapping[str, FieldDef]]:
        own: dict[str | None, Mapping[str, FieldDef]] = {None: fields_of(self.framework)}
        return own | {id_: fields_of(self.framework, journey) for id_, (_, journey) in self.journeys.items()}

    @functools.cached_property
    def type_spots(self) -> Sequence[tuple[Spot, str, EvidenceDef, Mapping[str, EvidenceDef]]]:
        """Every authored evidence type: place, id, itself, the types it may name."""
        shared = {**BUILT_IN, **self.framework.evidence}
        places = [(self.home, self.framework.evidence, shared)]
        places += [(spot, each.evidence, dict(self.types(each))) for spot, each in self.journeys.values()]
        return [
            (spot.at("evidence", id_), id_, each, types) for spot, own, types in places for id_, each in own.items()
        ]

    def field_spots(self) -> Iterator[tuple[Spot, FieldDef]]:
        """Every authored field, of subjects and of evidence."""
        yield from ((self.home.at("fields", id_), each) for id_, each in self.framework.fields.items())
        for spot, journey in self.journeys.values():
            yield from ((spot.at("fields", id_), each) for id_, each in journey.fields.items())
        for spot, _, kind, _ in self.type_spots:
            yield from ((spot.at("fields", id_), each) for id_, each in kind.fields.items())

    def gates(self) -> Iterator[tuple[Spot, JourneyFile, str, GateDef]]:
        """Every gate: place, journey, id, itself."""
        for spot, journey in self.journeys.values():
            for id_, gate in journey.gates.items():
                yield spot.at("gates", id_), journey, id_, gate

    @functools.cached_property
    def pairs(self) -> Sequence[Pair]:
        """Every requirement of every gate."""
        return [
            Pair(here, journey, gate, each, self.types(journey), [*_asked(here, each)])
            for spot, journey, _, gate in self.gates()
            for id_, each in gate.requires.items()
            for here in [spot.at("requires", id_)]
        ]

    @property
    def sided(self) -> bool:
        """Whether all roles belong to a side that exists; else nobody can say which are unknown."""
        return {*self.framework.roles} <= {*SIDES}

    def roles(self, side: str | None = None) -> Sequence[str]:
        """The role ids of one side, or of all."""
        return self._roles.get(side, [])

    @functools.cached_property
    def _roles(self) -> Mapping[str | None, Sequence[str]]:
        own: dict[str | None, Sequence[str]] = {side: [*held] for side, held in self.framework.roles.items()}
        return {**own, None: [role for held in own.values() for role in held]}

    @functools.cached_property
    def tellers(self) -> Sequence[str]:
        """Who may tell something: sides and roles."""
        return [*SIDES, *self.roles()]


def sided(journey: JourneyFile) -> bool:
    """Whether both sides of a journey exist; else nothing can be said about who must do what."""
    return set(journey.sides) <= set(SIDES)
