"""The files of one framework side by side, and a way to name a place in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
from gatecoach.definition.values import SIDES
from gatecoach.errors import Finding, did_you_mean
from gatecoach.source import Document
from gatecoach.source.place import short

NEARLY = "check how it is spelt where it is declared"
MANY = 1000


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file that findings can be made at."""

    document: Document
    path: tuple[str | int, ...] = ()

    def at(self, *parts: str | int) -> Spot:
        """A place deeper in the same file."""
        return Spot(self.document, (*self.path, *parts))

    def finding(
        self, code: str, message: str, *, key: bool = False, hint: str = "", severity: str = "error"
    ) -> Finding:
        """A finding here: at the value, or with `key` at the key that holds it."""
        path = data_path(self.document.tree, self.path)
        return self.document.finding(code, message, path, key=key, hint=hint, severity=severity)

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


@dataclass(frozen=True, slots=True)
class Pair:
    """One requirement with everything around it."""

    spot: Spot
    journey: JourneyFile
    gate: GateDef
    requirement: RequirementDef
    types: Mapping[str, EvidenceDef]

    def leaves(self) -> Iterator[tuple[Spot, str, ClauseDef]]:
        """Every clause that names evidence: its place, its side, itself."""
        for side, clause in self.requirement.sides().items():
            yield from _leaves(self.spot.at(side), side, clause)


def _leaves(spot: Spot, side: str, clause: ClauseDef) -> Iterator[tuple[Spot, str, ClauseDef]]:
    for word in ("all", "any"):
        for index, part in enumerate(getattr(clause, word)):
            yield from _leaves(spot.at(word, index), side, part)
    if clause.what:
        yield spot, side, clause


@dataclass(frozen=True, slots=True)
class Project:
    """All readable files of a framework; `whole` is false where a file has no model, so that names may be missing."""

    framework: FrameworkFile
    home: Spot
    journeys: Mapping[str, tuple[Spot, JourneyFile]]
    banks: Sequence[tuple[Spot, QuestionsFile]]
    whole: bool
    predicates: Predicates

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
        whole = all(each.model is not None for each in sources)
        return cls(framework, home, journeys, banks, whole, predicates)

    def types(self, journey: JourneyFile) -> dict[str, EvidenceDef]:
        """The evidence types a journey may name."""
        return {**BUILT_IN, **self.framework.evidence, **journey.evidence}

    def fields(self, journey: JourneyFile | None = None) -> dict[str, FieldDef]:
        """The fields a condition on the subject may read."""
        return {**self.framework.fields, **(journey.fields if journey else {})}

    def type_spots(self) -> Iterator[tuple[Spot, str, EvidenceDef, Mapping[str, EvidenceDef]]]:
        """Every authored evidence type: place, id, itself, the types it may name."""
        shared = {**BUILT_IN, **self.framework.evidence}
        for id_, each in self.framework.evidence.items():
            yield self.home.at("evidence", id_), id_, each, shared
        for spot, journey in self.journeys.values():
            for id_, each in journey.evidence.items():
                yield spot.at("evidence", id_), id_, each, self.types(journey)

    def gates(self) -> Iterator[tuple[Spot, JourneyFile, str, GateDef]]:
        """Every gate: place, journey, id, itself."""
        for spot, journey in self.journeys.values():
            for id_, gate in journey.gates.items():
                yield spot.at("gates", id_), journey, id_, gate

    def pairs(self) -> Iterator[Pair]:
        """Every requirement of every gate."""
        for spot, journey, _, gate in self.gates():
            types = self.types(journey)
            for id_, requirement in gate.requires.items():
                yield Pair(spot.at("requires", id_), journey, gate, requirement, types)

    @property
    def sided(self) -> bool:
        """Whether all roles belong to a side that exists; else nobody can say which are unknown."""
        return {*self.framework.roles} <= {*SIDES}

    def roles(self, side: str | None = None) -> list[str]:
        """The role ids of one side, or of all."""
        chosen = self.framework.roles.items() if side is None else [(side, self.framework.roles.get(side, {}))]
        return [role for _, held in chosen for role in held]


def sided(journey: JourneyFile) -> bool:
    """Whether both sides of a journey exist; else nothing can be said about who must do what."""
    return set(journey.sides) <= set(SIDES)
