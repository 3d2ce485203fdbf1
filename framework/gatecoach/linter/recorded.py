"""The words of a framework that the record of a deal may hold: what a migration has to lead on.

Not among them are gates, questions, phases and use cases as such: no fact names them (a waiver names a requirement by
its gate). Talks stay with the version they were opened under, so their journeys are not among them either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gatecoach.definition import BUILT_IN, EvidenceDef, FieldDef, FrameworkFile, JourneyFile
from gatecoach.definition.values import SIDES
from gatecoach.lower import fields_of, types_of

Values = Mapping[str, tuple[str, ...]]
"""Fields by id, each with the values of a choice."""


@dataclass(frozen=True, slots=True)
class TypeWords:
    """What records say with an evidence type: whose act it is, its outcomes (whether they agree), its fields.

    `readers` are the sides that may read it, `kinds` the kind of value that each field holds.
    """

    sides: frozenset[str]
    readers: frozenset[str]
    outcomes: Mapping[str, bool]
    fields: Values
    kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class JourneyWords:
    """What the records of deals on one journey may name. `places` are stages and ends; `kinds` as of a type."""

    id: str
    places: tuple[str, ...]
    gates: Mapping[str, tuple[str, ...]]
    fields: Values
    kinds: Mapping[str, str]
    evidence: Mapping[str, TypeWords]

    @property
    def requirements(self) -> tuple[str, ...]:
        """Every requirement as gate.requirement."""
        return tuple(f"{gate}.{each}" for gate, held in self.gates.items() for each in held)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What records under one version of a framework may name; `roles` by id with the side that holds them."""

    id: str
    version: str
    roles: Mapping[str, str]
    journeys: Mapping[str, JourneyWords]

    @property
    def pinned(self) -> str:
        """The framework with its version, as `extends` and maps name it."""
        return f"{self.id}@{self.version}"


def recorded(framework: FrameworkFile, journeys: Iterable[JourneyFile]) -> Recorded:
    """The words of a framework's definition that records of deals may hold."""
    deals = [each for each in journeys if each.kind != "conversation"]
    return Recorded(
        framework.framework,
        framework.version,
        MappingProxyType({role: side for side, held in framework.roles.items() for role in held}),
        MappingProxyType({each.journey: _of_journey(framework, each) for each in deals}),
    )


def _of_journey(framework: FrameworkFile, journey: JourneyFile) -> JourneyWords:
    fields = fields_of(framework, journey)
    types = {id_: each for id_, each in types_of(framework, journey).items() if id_ not in BUILT_IN}
    return JourneyWords(
        journey.journey,
        (*journey.stages, *journey.ends),
        MappingProxyType({id_: tuple(gate.requires) for id_, gate in journey.gates.items()}),
        _values(fields),
        _kinds(fields),
        MappingProxyType({id_: _of_type(each, journey.private_to) for id_, each in types.items()}),
    )


def _of_type(kind: EvidenceDef, of_all: Iterable[str]) -> TypeWords:
    read = kind.outcomes
    readers = frozenset(kind.private_to or SIDES) & frozenset(of_all or SIDES)
    signs = {**dict.fromkeys(read.for_, True), **dict.fromkeys(read.against, False)} if read else {}
    return TypeWords(frozenset(kind.side), readers, MappingProxyType(signs), _values(kind.fields), _kinds(kind.fields))


def _values(fields: Mapping[str, FieldDef]) -> Values:
    return MappingProxyType({id_: tuple(each.of) for id_, each in fields.items()})


def _kinds(fields: Mapping[str, FieldDef]) -> Mapping[str, str]:
    return MappingProxyType({id_: each.type for id_, each in fields.items()})
