"""Evidence types and the typed fields they carry."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from gatecoach.definition.answers import CHOICE, FieldType
from gatecoach.definition.plain import GATE_BLOCKED
from gatecoach.definition.values import Authored, Days, Id, Ids, Some, Text, Words, listed, mistake
from gatecoach.facts import Grade

SETTLED = "what settles a promise says which values mean `kept` and which `missed`, or the one word for all"
WRITTEN = "only a text has an `example` and words for `results`"
SUMMARY = ("does", "starts", "due", "consequence", "next")
Ending = Literal["kept", "missed"]
SummaryPart = Literal["does", "starts", "due", "consequence", "next"]


def _settles(value: object) -> object:
    return {"always": value} if isinstance(value, str) else value


class FieldDef(Authored):
    """A typed field: of an evidence type (required unless `optional`) or of the subject."""

    type: FieldType
    """What kind of value it holds."""
    of: list[str] = Field(default_factory=list)
    """The values of a choice, and of nothing else."""
    optional: bool = False
    """Whether an item counts without it; without this word every field is required."""
    example: Text | None = None
    """A text of which people see how it may be filled; whoever copies it word for word is told so."""
    results: Annotated[list[Words], BeforeValidator(listed)] = Field(default_factory=list)
    """Words for results, in any language: whoever begins a text with one is told that it names no activity."""
    added_up: bool = False
    """Whether its numbers are added up by person, over all subjects: the hours of service that a rep did."""
    title: Text | None = None
    """The name that people read."""
    called: Text | None = None
    """Its short name inside a sentence, such as "the day of the next talk"; left out, its id stands there."""
    _currency: str = PrivateAttr(default="")

    @property
    def currency(self) -> str:
        """What an amount here is counted in; empty where the framework does not say, and for all but money."""
        return self._currency

    @model_validator(mode="after")
    def _choices(self) -> FieldDef:
        if (self.type == "choice") != bool(self.of):
            raise mistake("GC015", CHOICE)
        if self.type != "text" and (self.example or self.results):
            raise mistake("GC015", WRITTEN)
        if self.type != "number" and self.added_up:
            raise mistake("GC015", "only a number is `added-up`")
        return self

    def meant(self, currency: str | None, vocabulary: Collection[str], activities: Sequence[str] = ()) -> FieldDef:
        """The field as its framework means it: money in its currency, a term or an activity as a choice."""
        listed = {"term": vocabulary, "activity": activities}.get(self.type)
        if listed is not None:
            return self.model_copy(update={"type": "choice", "of": [*listed]})
        if self.type != "money" or not currency:
            return self
        money = self.model_copy()
        money._currency = currency  # noqa: SLF001 - its own kind
        return money


class SettlesDef(Authored):
    """How a word about a promise ends it: as kept, or as missed."""

    by: str = "outcome"
    """The choice of this evidence that says how; left out, its outcome."""
    kept: Ids = Field(default_factory=list)
    """The values that say: it was kept."""
    missed: Ids = Field(default_factory=list)
    """The values that say: it was not."""
    always: Ending | None = None
    """What it says whatever else it holds; written alone, as `settles: missed`, it is the whole mapping."""

    @model_validator(mode="after")
    def _one_way(self) -> SettlesDef:
        if bool(self.always) == bool(self.kept or self.missed):
            raise mistake("GC015", SETTLED, "kept: [celebrate], missed: [learn]")
        return self


class OutcomesDef(Authored):
    """Which readings of an item agree and which oppose."""

    for_: Some = Field(alias="for")
    """Readings that agree: with one of these the item counts."""
    against: Ids = Field(default_factory=list)
    """Readings that oppose: one of these, if it is the newest word, makes the side contested."""


class EvidenceDef(Authored):
    """An evidence type: whose act it is, what makes it count, what it means when it is missing."""

    side: Some
    """Whose act it is; a list where several sides may do it."""
    title: Text | None = None
    """The name that people read."""
    by: Ids = Field(default_factory=list)
    """The roles that may do it; left out, anybody of the side."""
    told_by: Ids = Field(default_factory=list)
    """Who alone may tell it (sides or roles); left out, its actor or a connected source."""
    answers: str | None = None
    """The evidence it must hang under by links, and be later than."""
    outcomes: OutcomesDef | None = None
    """How it may be read; until somebody has read it, it does not count."""
    seen_in: Ids = Field(default_factory=list)
    """The channels it comes through, such as mail, calendar or document."""
    no_older_than: Days | None = None
    """How old it may be when a gate is judged; older evidence is expired."""
    within: Days | None = None
    """How soon after what it answers it must come; later evidence never counts."""
    grade: Grade | None = None
    """How well its origin must be proven; left out, observed for the customer's side and asserted for others."""
    fields: dict[Id, FieldDef] = Field(default_factory=dict)
    """What each item carries; an item that lacks a required field counts for nothing."""
    missing_means: Text | None = None
    """What it tells about the deal when this evidence is missing."""
    private_to: Ids = Field(default_factory=list)
    """The sides that may read it; left out, everybody who may read the subject."""
    summary: dict[SummaryPart, str] = Field(default_factory=dict)
    """Which of its fields go into the written summary of a talk, and as what."""
    settles: Annotated[SettlesDef, BeforeValidator(_settles)] | None = None
    """How it ends the promise that it answers; the promise is no longer open, nor overdue."""
    insight: bool = False
    """Whether it is something that somebody found; how much of it the coachee found is counted by coach."""

    @property
    def is_promise(self) -> bool:
        """Whether somebody promises something by a day with it."""
        return {"does", "due"} <= self.summary.keys()

    def meant(self, currency: str | None, vocabulary: Collection[str], activities: Sequence[str] = ()) -> EvidenceDef:
        """The type with its fields as its framework means them."""
        fields = {id_: each.meant(currency, vocabulary, activities) for id_, each in self.fields.items()}
        same = all(each is self.fields[id_] for id_, each in fields.items())
        return self if same else self.model_copy(update={"fields": fields})


BUILT_IN = {
    GATE_BLOCKED: EvidenceDef.model_validate(
        {
            "side": ["coachee", "coach", "managers", "enablement"],
            "title": "A gate that does not open",
            "fields": {"subject": {"type": "text"}, "gate": {"type": "text"}},
        }
    )
}
"""Types every framework has: opening a session about a subject records one `gate-blocked` per blocked gate."""
