"""The other files of a place: the framework itself and its question banks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gatecoach.definition.evidence import EvidenceDef, FieldDef
from gatecoach.definition.values import Authored, Id, Some, Text, Titled, Words

Area = Literal["deal", "evidence", "behaviour", "mindset"]
Talk = Literal["customer", "self", "coach"]


class PurposeDef(Authored):
    """Why the organisation, the team and the customer's value exist (A15)."""

    organisation: Text | None = None
    team: Text | None = None
    customer: Text | None = None


class FrameworkFile(Authored):
    """`framework:` identity, roles, phases and the evidence all journeys share."""

    gatecoach: Literal[1]
    framework: Id
    version: Words
    title: Text | None = None
    time_zone: str = "UTC"
    currency: str | None = None
    purpose: PurposeDef | None = None
    phases: dict[Id, Titled] = Field(default_factory=dict)
    roles: dict[str, dict[Id, Titled]] = Field(default_factory=dict)
    fields: dict[Id, FieldDef] = Field(default_factory=dict)
    evidence: dict[Id, EvidenceDef] = Field(default_factory=dict)


class QuestionDef(Authored):
    """One open question: which gate or requirement it helps to close, for whom and when it is asked."""

    ask: Text
    closes: str
    area: Area | None = None
    conversation: Talk | None = None


class QuestionsFile(Authored):
    """`questions:` a bank of questions for one journey."""

    questions: Id
    for_: Some = Field(alias="for")
    bank: Annotated[dict[Id, QuestionDef], Field(min_length=1)]
