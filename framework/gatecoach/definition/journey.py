"""A journey file: stages, ends, and the gates between them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from gatecoach.definition.clauses import Clause, ClauseDef, ForEach, When
from gatecoach.definition.evidence import EvidenceDef, FieldDef
from gatecoach.definition.values import SIDES, Authored, Days, Id, Ids, Some, Text, listed, mistake

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
    """The name that people read."""
    phase: str | None = None
    """The phase of the customer's journey it serves; needed where the first side is the customer."""
    expected: Days | None = None
    """How long deals usually stay here."""


class EndDef(Authored):
    """Where a journey ends; `won` and `done` only through a gate, the others freely with a reason."""

    kind: EndKind
    """What kind of end it is; written alone, as `lost: lost`, it is the whole mapping."""
    title: Text | None = None
    """The name that people read."""
    needs: str | None = None
    """A field of the subject that must be filled for this end."""


class RequirementDef(Authored):
    """One pair: what one side did and the other side's act that answers it."""

    say: Text
    """The requirement as a sentence that people read."""
    customer: Clause | None = None
    """What the customer must have done."""
    seller: Clause | None = None
    """What the seller must have done."""
    coachee: Clause | None = None
    """What the coachee must have done."""
    coach: Clause | None = None
    """What the coach must have done."""
    managers: Clause | None = None
    """What the managers must have done."""
    enablement: Clause | None = None
    """What enablement must have done."""
    because: Text | None = None
    """Why a side is not asked; needed beside a side that is `none`."""
    for_each: ForEach | None = None
    """The evidence for whose every item the requirement must hold."""
    when: When | None = None
    """When the requirement applies; left out, always."""
    mode: Mode = "enforce"
    """Whether it stops the gate, becomes a task, or is only recorded."""
    ask: Texts = Field(default_factory=list)
    """Open questions that help to meet it."""

    def sides(self) -> dict[str, ClauseDef]:
        """The clauses by side, in the language's order of sides."""
        return {side: clause for side in SIDES if (clause := getattr(self, side)) is not None}


class SignalDef(Authored):
    """A sign to act on while its gate is the one ahead; it never changes a status."""

    say: Text
    """The sign as a sentence that people read."""
    seen: str | None = None
    """The evidence that is the sign."""
    silence: Days | None = None
    """How long without any sign of the customer is the sign."""
    suggest: Literal["coach", "park", "disqualify"]
    """What to do about it."""

    @model_validator(mode="after")
    def _one_sign(self) -> SignalDef:
        if (self.seen is None) == (self.silence is None):
            raise mistake("GC015", "a signal is either evidence `seen` or a `silence`", "seen: <evidence>")
        return self


class WaiversDef(Authored):
    """Who may waive a requirement of the gate, for how long, and which never."""

    by: Some
    """The roles that may waive; never the owner of the deal."""
    for_at_most: Days
    """The longest a waiver may last, counted from its day."""
    never: Ids = Field(default_factory=list)
    """The requirements of this gate that nobody may waive."""


class GateDef(Authored):
    """The decision between two stages (or a stage and an end)."""

    from_: str = Field(alias="from")
    """The stage it leads out of."""
    to: str
    """The stage or the end it leads to."""
    title: Text | None = None
    """The name that people read."""
    requires: Annotated[dict[Id, RequirementDef], Field(min_length=1)]
    """The requirements by their ids, in the order in which they are shown."""
    ask: Texts = Field(default_factory=list)
    """Open questions about the gate as a whole."""
    when: When | None = None
    """When the gate is on the way of a subject; left out, always."""
    signals: dict[Id, SignalDef] = Field(default_factory=dict)
    """Signs to act on while this gate is the next one; they change no status."""
    waivers: WaiversDef | None = None
    """Who may waive its requirements; left out, nobody."""
    mode: Mode = "enforce"
    """Whether a claimed move without it is held back, confirmed or recorded; whether the gate passes never changes."""


class SuggestedDef(Authored):
    """When somebody is told of a conversation; it stops nothing, and nobody is told who may not read that talk."""

    first_talk_of: str | None = None
    """Whoever sits on this side of a talk for the first time is told of it as that talk opens."""
    after: Literal["missed", "overdue"] | None = None
    """Whoever takes part in a talk is told of it when a promise of that talk was missed, or is overdue."""

    @model_validator(mode="after")
    def _some_time(self) -> SuggestedDef:
        if self.first_talk_of is None and self.after is None:
            raise mistake("GC015", "this says nothing of when it is suggested", "after: missed")
        return self


class JourneyFile(Authored):
    """`journey:` a graph of stages with a gate on each way forward."""

    journey: Id
    """The id of the journey."""
    title: Text | None = None
    """The name that people read."""
    kind: Literal["journey", "conversation"] = "journey"
    """A conversation is ordered and closed: each step takes only what it asks."""
    sides: Annotated[list[str], Field(min_length=2, max_length=2)]
    """Its two sides; the one that proves comes first."""
    about: Ids = Field(default_factory=list)
    """What a conversation is about: journeys, or conversation, person, organisation."""
    private_to: Ids = Field(default_factory=list)
    """The sides that may read it; left out, everybody."""
    asks_more: str | None = None
    """The side of a conversation that has to ask more than it tells; a talk that closes otherwise says so."""
    suggested: SuggestedDef | None = None
    """When somebody is told of the conversation; left out, never."""
    stages: Annotated[dict[Id, Annotated[StageDef, BeforeValidator(_stage)]], Field(min_length=1)]
    """The stages by their ids; their order is their rank."""
    ends: dict[Id, Annotated[EndDef, BeforeValidator(_end)]] = Field(default_factory=dict)
    """The ends by their ids; won and done only through a gate, the others freely with a reason."""
    fields: dict[Id, FieldDef] = Field(default_factory=dict)
    """Fields of the subject that only this journey knows."""
    evidence: dict[Id, EvidenceDef] = Field(default_factory=dict)
    """Evidence that only this journey knows."""
    gates: Annotated[dict[Id, GateDef], Field(min_length=1)]
    """The gates by their ids, each between two stages or a stage and an end."""
    remove: Ids = Field(default_factory=list)
    """What of the base this file does without, as paths of ids: gates.needs-confirmed."""
