"""Evidence types and the typed fields they carry."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from gatecoach.definition.values import Authored, Days, Id, Ids, Some, Text, mistake
from gatecoach.facts import Grade

FieldType = Literal["text", "date", "money", "number", "share", "choice", "yes-no"]
SUMMARY = ("does", "starts", "due", "consequence", "next")
SummaryPart = Literal["does", "starts", "due", "consequence", "next"]


class FieldDef(Authored):
    """A typed field: of an evidence type (required unless `optional`) or of the subject."""

    type: FieldType
    of: list[str] = Field(default_factory=list)
    optional: bool = False
    title: Text | None = None

    @model_validator(mode="after")
    def _choices(self) -> FieldDef:
        if (self.type == "choice") != bool(self.of):
            raise mistake("GC015", "a choice names its values with `of: […]`, and no other type does")
        return self


class OutcomesDef(Authored):
    """Which readings of an item agree and which oppose."""

    for_: Some = Field(alias="for")
    against: Ids = Field(default_factory=list)


class EvidenceDef(Authored):
    """An evidence type: whose act it is, what makes it count, what it means when it is missing."""

    side: Some
    title: Text | None = None
    by: Ids = Field(default_factory=list)
    told_by: Ids = Field(default_factory=list)
    answers: str | None = None
    outcomes: OutcomesDef | None = None
    seen_in: Ids = Field(default_factory=list)
    no_older_than: Days | None = None
    within: Days | None = None
    grade: Grade | None = None
    fields: dict[Id, FieldDef] = Field(default_factory=dict)
    missing_means: Text | None = None
    summary: dict[SummaryPart, str] = Field(default_factory=dict)


GATE_BLOCKED = "gate-blocked"
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
