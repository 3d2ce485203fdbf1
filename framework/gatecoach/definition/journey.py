"""A journey file: stages, ends, and the gates between them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from gatecoach.definition.clauses import Clause, ClauseDef, ForEach
from gatecoach.definition.evidence import EvidenceDef, FieldDef
from gatecoach.definition.values import SIDES, Authored, Days, Id, Ids, Text, listed

Mode = Literal["enforce", "warn", "report"]
EndKind = Literal["won", "done", "lost", "stopped", "parked"]


def _end(value: object) -> object:
    return {"kind": value} if isinstance(value, str) else value


def _stage(value: object) -> object:
    return {} if value is None else value


Texts = Annotated[list[Text], BeforeValidator(listed)]


class StageDef(Authored):
    """A stage of the seller's work; where the first side is the customer it serves one phase of their journey."""

    title: Text | None = None
    phase: str | None = None
    expected: Days | None = None


class EndDef(Authored):
    """Where a journey ends; `won` and `done` only through a gate, the others freely with a reason."""

    kind: EndKind
    title: Text | None = None
    needs: str | None = None


class RequirementDef(Authored):
    """One pair: what one side did and the other side's act that answers it."""

    say: Text
    customer: Clause | None = None
    seller: Clause | None = None
    coachee: Clause | None = None
    coach: Clause | None = None
    managers: Clause | None = None
    enablement: Clause | None = None
    because: Text | None = None
    for_each: ForEach | None = None
    mode: Mode = "enforce"
    ask: Texts = Field(default_factory=list)

    def sides(self) -> dict[str, ClauseDef]:
        """The clauses by side, in the language's order of sides."""
        return {side: clause for side in SIDES if (clause := getattr(self, side)) is not None}


class GateDef(Authored):
    """The decision between two stages (or a stage and an end)."""

    from_: str = Field(alias="from")
    to: str
    title: Text | None = None
    requires: Annotated[dict[Id, RequirementDef], Field(min_length=1)]
    ask: Texts = Field(default_factory=list)
    mode: Mode = "enforce"


class JourneyFile(Authored):
    """`journey:` a graph of stages with a gate on each way forward."""

    journey: Id
    title: Text | None = None
    kind: Literal["journey", "conversation"] = "journey"
    sides: Annotated[list[str], Field(min_length=2, max_length=2)]
    about: Ids = Field(default_factory=list)
    stages: Annotated[dict[Id, Annotated[StageDef, BeforeValidator(_stage)]], Field(min_length=1)]
    ends: dict[Id, Annotated[EndDef, BeforeValidator(_end)]] = Field(default_factory=dict)
    fields: dict[Id, FieldDef] = Field(default_factory=dict)
    evidence: dict[Id, EvidenceDef] = Field(default_factory=dict)
    gates: Annotated[dict[Id, GateDef], Field(min_length=1)]
