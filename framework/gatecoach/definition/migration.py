"""A migration file: what the words of one version of a framework became in the next one."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from gatecoach.definition.values import Authored, Id, Words, mistake

NO_WAY = "write the new id, or `gone:` and the reason why nothing follows it"


def _successor(value: object) -> object:
    return {"to": value} if isinstance(value, str) else value


class SuccessorDef(Authored):
    """What became of a word: the new one, or why nothing follows it; a new one alone is the whole mapping."""

    to: str | None = None
    """What it is called now."""
    gone: Words | None = None
    """Why nothing follows it; what records say with it counts no more."""

    @model_validator(mode="after")
    def _one(self) -> SuccessorDef:
        if self.to is not None and self.gone is not None:
            raise mistake("GC015", "what goes on under another name is not gone", "keep `to:` or `gone:`")
        if not self.model_fields_set:
            raise mistake("GC013", "this does not say what became of it", NO_WAY)
        beside = self.model_fields_set - {"gone"}
        if self.gone is not None and beside:
            raise mistake("GC015", "of what is gone nothing else is to be said", "keep `gone:` alone")
        return self


Successor = Annotated[SuccessorDef, BeforeValidator(_successor)]


class FieldSuccessorDef(SuccessorDef):
    """What became of a field, and of the values of a choice."""

    values: dict[str, Successor] = Field(default_factory=dict)
    """What became of its values, where it is a choice or a term."""


FieldSuccessor = Annotated[FieldSuccessorDef, BeforeValidator(_successor)]


class EvidenceSuccessorDef(SuccessorDef):
    """What became of an evidence type, its outcomes and its fields."""

    outcomes: dict[str, Successor] = Field(default_factory=dict)
    """What became of its outcomes; readings with one that is gone fall away."""
    fields: dict[str, FieldSuccessor] = Field(default_factory=dict)
    """What became of its fields."""


EvidenceSuccessor = Annotated[EvidenceSuccessorDef, BeforeValidator(_successor)]


class JourneySuccessorDef(SuccessorDef):
    """What became of a journey of deals, and of words that are only its own."""

    stages: dict[str, str] = Field(default_factory=dict)
    """The stage or end of now for each one of then: a deal has to stand somewhere, so none of them is gone."""
    gates: dict[str, Successor] = Field(default_factory=dict)
    """What became of its gates."""
    requirements: dict[str, Successor] = Field(default_factory=dict)
    """What became of its requirements, as gate.requirement."""
    fields: dict[str, FieldSuccessor] = Field(default_factory=dict)
    """What became of the fields of its deals."""
    evidence: dict[str, EvidenceSuccessor] = Field(default_factory=dict)
    """What became of its evidence."""


JourneySuccessor = Annotated[JourneySuccessorDef, BeforeValidator(_successor)]


class MigrationFile(Authored):
    """`migration:` what the words of one version of a framework became in another; what stays the same needs no row."""

    migration: Id
    """The id of the map."""
    from_: Words = Field(alias="from")
    """The framework and version it leads away from, as in b2b@2026.1."""
    to: Words
    """The framework and version it leads to, as in b2b@2026.2."""
    journeys: dict[str, JourneySuccessor] = Field(default_factory=dict)
    """What became of journeys of deals; their own rows go before those of the whole map."""
    stages: dict[str, str] = Field(default_factory=dict)
    """The stage or end of now for each one of then: a deal has to stand somewhere, so none of them is gone."""
    gates: dict[str, Successor] = Field(default_factory=dict)
    """What became of gates; their requirements go with them."""
    requirements: dict[str, Successor] = Field(default_factory=dict)
    """What became of requirements, as gate.requirement, where they did not go with their gate."""
    roles: dict[str, Successor] = Field(default_factory=dict)
    """What became of roles."""
    fields: dict[str, FieldSuccessor] = Field(default_factory=dict)
    """What became of the fields of deals."""
    evidence: dict[str, EvidenceSuccessor] = Field(default_factory=dict)
    """What became of evidence."""
