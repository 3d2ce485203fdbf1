"""The other files of a place: the framework itself and its question banks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from gatecoach.definition.answers import AnswerDef
from gatecoach.definition.clauses import When
from gatecoach.definition.evidence import EvidenceDef, FieldDef
from gatecoach.definition.values import Authored, Currency, Id, Ids, Some, Text, Titled, Words, listed

Area = Literal["deal", "evidence", "behaviour", "mindset"]
Talk = Literal["customer", "self", "coach"]


def _version(value: object) -> object:
    """The version of the language is the number itself; true is no number."""
    return str(value) if isinstance(value, bool) else value


class PurposeDef(Authored):
    """Why the organisation, the team and the customer's value exist: all three levels, or none (A15)."""

    organisation: Text
    """Why the organisation exists."""
    team: Text
    """Why the team exists, for that."""
    customer: Text
    """What the customer gains by it."""


def _terms(value: object) -> object:
    """Terms that are only listed have nothing else to say."""
    words = value if isinstance(value, list) else [value]
    return dict.fromkeys(words) if all(isinstance(each, str) for each in words) else value


def _nothing(value: object) -> object:
    return {} if value is None else value


class TermDef(Authored):
    """A term that everybody a customer meets uses, before the sale and after it (F16)."""

    title: Text | None = None
    """The name that people read."""
    instead_of: Annotated[list[Words], BeforeValidator(listed)] = Field(default_factory=list)
    """Other words for the same; where a text of the framework has one of them, lint names the term."""


class UseCaseDef(Authored):
    """A situation that changes which questions serve."""

    title: Text | None = None
    """The name that people read."""
    when: When
    """When a subject is of this use case."""


class FrameworkFile(Authored):
    """`framework:` identity, roles, phases and the evidence all journeys share."""

    gatecoach: Annotated[Literal[1], BeforeValidator(_version)]
    """The version of the language."""
    framework: Id
    """The id of the framework."""
    version: Words
    """The version of the framework, in quotes."""
    extends: str | None = None
    """The framework it builds on, with its version, as in b2b@2026.1."""
    title: Text | None = None
    """The name that people read."""
    time_zone: str = "UTC"
    """Where whole days are counted."""
    currency: Currency | None = None
    """What money is counted in; an amount in another currency is unknown, and without this word any that names one."""
    purpose: PurposeDef | None = None
    """Why organisation and team exist and what the customer gains."""
    phases: dict[Id, Titled] = Field(default_factory=dict)
    """The customer's journey, in the customer's words; each phase is served by a stage."""
    roles: dict[str, dict[Id, Titled]] = Field(default_factory=dict)
    """The roles of each side by their ids."""
    fields: dict[Id, FieldDef] = Field(default_factory=dict)
    """Fields of every subject that conditions may read."""
    use_cases: dict[Id, UseCaseDef] = Field(default_factory=dict)
    """Situations by their ids that decide which questions serve."""
    deals: str | None = None
    """The journey that a deal is on where nobody names one; left out, the only one that is no conversation."""
    questions_per_cell: Annotated[int, Field(ge=1)] = 1
    """How many questions each gate must have for every use case and area."""
    vocabulary: Annotated[dict[Words, Annotated[TermDef, BeforeValidator(_nothing)]], BeforeValidator(_terms)] = Field(
        default_factory=dict
    )
    """The terms that sales and service share, as a list or each with its words: a field of the type term holds one."""
    activities: Annotated[list[Words], BeforeValidator(listed)] = Field(default_factory=list)
    """What people practise and promise to do: a field of the type activity holds one of them and nothing else."""
    evidence: dict[Id, EvidenceDef] = Field(default_factory=dict)
    """Evidence that all journeys share."""
    remove: Ids = Field(default_factory=list)
    """What of the base this file does without, as paths of ids: gates.needs-confirmed."""


class QuestionDef(Authored):
    """One open question: which gate or requirement it helps to close, for whom and when it is asked."""

    ask: Text
    """The question, an open one."""
    closes: str | None = None
    """The gate, or gate.requirement, that it helps to close; left out, every gate that is to be worked on."""
    area: Area | None = None
    """What it is about, so that no area is left out for long."""
    use_case: Ids = Field(default_factory=list)
    """The use cases it serves; left out, all."""
    conversation: Talk | None = None
    """With whom the conversation is that it is asked in."""
    answer: AnswerDef | None = None
    """What the answer is and which evidence it becomes."""


class QuestionsFile(Authored):
    """`questions:` a bank of questions for one journey."""

    questions: Id
    """The id of the bank."""
    for_: Some = Field(alias="for")
    """The journeys that it asks about."""
    bank: Annotated[dict[Id, QuestionDef], Field(min_length=1)]
    """The questions by their ids, in the order in which they are asked."""
    remove: Ids = Field(default_factory=list)
    """What of the base this file does without, as paths of ids: gates.needs-confirmed."""
