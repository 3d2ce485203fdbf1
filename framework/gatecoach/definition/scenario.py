"""A scenario: a test of a framework, written by whoever writes the framework."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from gatecoach.definition.values import BESIDE_GATES, SIDES, Authored, Side, Text, Words, listed, mistake
from gatecoach.errors import did_you_mean
from gatecoach.texts import ENGLISH

Row = dict[str, Any]
SideStatus = Literal["met", "contested", "expired", "unverifiable", "missing", "not-applicable"]
RequirementStatus = Literal["met", "contested", "expired", "unverifiable", "missing", "not-applicable", "waived"]
NEAR_MISSES = (
    "wrong-role", "wrong-side", "wrong-teller", "machine-sent", "not-linked", "before-what-it-answers",
    "answers-older-version", "expired", "too-late", "wrong-channel", "grade-too-low", "outcome-unread",
    "outcome-against", "field-unknown", "field-not-accepted", "incomplete", "revoked", "conflicting-copies",
    "quorum-short", "uninvited", "left", "too-early",
)  # fmt: skip
"""Why an item almost counts; `too-early` exists in conversations only."""
GAPS = ("unknown", "off-path", "behind")
STRENGTHS = ("linked", "weaker")
HOLDS = "holds"
"""What a waiver does that is not void."""


def _known(kind: str, word: str, known: Collection[str]) -> str:
    if word not in known:
        raise mistake("GC014", 'unknown {kind} "{word}"', did_you_mean(word, known), kind=kind, word=word)
    return word


def _near_miss(word: str) -> str:
    return _known("near miss", word, NEAR_MISSES)


def _code(word: str) -> str:
    return _known("code", word, ENGLISH)


def _void(word: str) -> str:
    return word if word == HOLDS else _code(word)


def _strength(word: str) -> str:
    return _known("strength", word, STRENGTHS)


def _distance(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _known("gap", str(value), GAPS)


NearMissCode = Annotated[str, AfterValidator(_near_miss)]
ReasonCode = Annotated[str, AfterValidator(_code)]
WaiverCode = Annotated[str, AfterValidator(_void)]
Strength = Annotated[str, AfterValidator(_strength)]
Gap = Annotated[Any, AfterValidator(_distance)]
Listed = BeforeValidator(listed)
Misses = Annotated[list[NearMissCode], Listed]
Codes = Annotated[list[ReasonCode], Listed]
Names = Annotated[list[str], Listed]
BySide = Annotated[dict[Side, Names], Field(min_length=1)]
"""Ids by side."""


def _gates_apart(value: object) -> object:
    """Every key of `expect` that is no word of its own is a gate."""
    if not isinstance(value, dict):
        return value
    words = {key: part for key, part in value.items() if key in BESIDE_GATES}
    gates = {key: part for key, part in value.items() if key not in words}
    return {**words, "gates": gates} if gates else words


def _status(value: object) -> object:
    return {"status": value} if isinstance(value, str) else value


def _verified(value: object) -> object:
    return {"verified": value} if isinstance(value, str) else value


class Expecting(Authored):
    """A mapping of expectations; an empty one could never fail."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise mistake("GC015", "this expects nothing, so it can never fail", "say what must hold, or take it out")
        return self


class NearMissesExpect(Expecting):
    """Near misses that must be among those named, by side; an empty list expects none."""

    customer: Misses | None = None
    """Near misses of the side customer."""
    seller: Misses | None = None
    """Near misses of the side seller."""
    coachee: Misses | None = None
    """Near misses of the side coachee."""
    coach: Misses | None = None
    """Near misses of the side coach."""
    managers: Misses | None = None
    """Near misses of the side managers."""
    enablement: Misses | None = None
    """Near misses of the side enablement."""


class RequirementExpect(Expecting):
    """What a requirement is expected to be; what is not named is not judged."""

    customer: SideStatus | None = None
    """The status of the side customer."""
    seller: SideStatus | None = None
    """The status of the side seller."""
    coachee: SideStatus | None = None
    """The status of the side coachee."""
    coach: SideStatus | None = None
    """The status of the side coach."""
    managers: SideStatus | None = None
    """The status of the side managers."""
    enablement: SideStatus | None = None
    """The status of the side enablement."""
    status: RequirementStatus | None = None
    """The status of the requirement; written alone it is the whole mapping."""
    waived: bool | None = None
    """Whether a waiver is in force."""
    waiver: str | None = None
    """The id of the waiver that is in force."""
    carried: bool | None = None
    """Whether it is only expired behind a gate that passes."""
    strength: Strength | None = None
    """weaker where it rests on time order alone, else linked."""
    say: Text | None = None
    """The requirement as people read it, by language."""
    near_misses: NearMissesExpect | None = None
    """By side, the near misses that must be among those named."""
    used: BySide | None = None
    """By side, the items that count, all of them."""
    open: BySide | None = None
    """By side, the items of a for-each that are not settled yet, all of them."""

    def sides(self) -> dict[str, str]:
        """The expected status by side."""
        return {side: status for side in SIDES if (status := getattr(self, side)) is not None}

    def misses(self) -> dict[str, list[str]]:
        """The expected near misses by side."""
        found = {side: getattr(self.near_misses, side) for side in SIDES if self.near_misses}
        return {side: codes for side, codes in found.items() if codes is not None}


RequirementSays = Annotated[RequirementExpect, BeforeValidator(_status)]


class GateExpect(Expecting):
    """What a gate is expected to say. `tasks`, `asks`, `reasons` are "at least these" ([]: none), the rest is exact."""

    passes: bool | None = None
    """Whether the gate passes."""
    carried: bool | None = None
    """Whether it is carried by a gate further on."""
    without_waivers: bool | None = None
    """Whether it would open, by passing or carried, if nothing were waived."""
    allows_move: bool | None = None
    """Whether the claimed move is let through."""
    on_path: bool | None = None
    """Whether the gate is on the way of this subject."""
    tasks: Names | None = None
    """Requirements that must be among the tasks."""
    asks: Names | None = None
    """Questions that must be among those asked."""
    reasons: Codes | None = None
    """Codes that must be among the reasons why it does not pass."""
    open: Names | None = None
    """The places (requirement.side) that it waits for, all of them."""
    waivers: Annotated[dict[str, WaiverCode], Field(min_length=1)] | None = None
    """Waivers given for it, by id: holds, or the code that says why not."""
    requirements: Annotated[dict[str, RequirementSays], Field(min_length=1)] = Field(default_factory=dict)
    """What is expected of single requirements, by their ids."""


class BareExpect(Expecting):
    """Where the subject is expected to stand if nothing were waived."""

    verified: str | None = None
    """The stage that the evidence supports; written alone it is the whole mapping."""
    gap: Gap = None
    """How many gates the claim is ahead of that, or why that cannot be said."""


class StandingExpect(Expecting):
    """What the whole subject is expected to be. `signals`, `findings`, `tasks` are "at least these" ([]: none)."""

    verified: str | None = None
    """The stage that the evidence supports."""
    claimed: str | None = None
    """The stage or end that is claimed."""
    gap: Gap = None
    """How many gates the claim is ahead of that, or why that cannot be said."""
    without_waivers: Annotated[BareExpect, BeforeValidator(_verified)] | None = None
    """The same, verified and gap, if nothing were waived."""
    ahead: Names | None = None
    """The gates that pass beyond one that does not."""
    blocked: Names | None = None
    """The gates to work on now."""
    ended: bool | None = None
    """Whether the subject has ended."""
    may_end: bool | None = None
    """Whether the last gate passes and nobody has recorded the end yet."""
    use_cases: Names | None = None
    """The use cases it is of."""
    signals: Names | None = None
    """Signals that must be among those that show."""
    findings: Codes | None = None
    """Codes that must be among the findings of the subject."""
    tasks: Names | None = None
    """Tasks (gate.requirement) that must be among those of the gates behind and to work on."""


class ExpectDef(Expecting):
    """What is expected at one moment: of gates, the standing and a talk's step; what is refused, warned of or told."""

    gates: dict[str, GateExpect] = Field(default_factory=dict)
    """Any other key is a gate, with what is expected of it."""
    standing: StandingExpect | None = None
    """What is expected of the subject as a whole."""
    step: str | None = None
    """The step that the talk must be at."""
    refused: Annotated[dict[str, ReasonCode], Field(min_length=1)] = Field(default_factory=dict)
    """Ids of facts that must be refused, each with the code."""
    hints: Annotated[dict[str, Codes], Field(min_length=1)] = Field(default_factory=dict)
    """Ids of words that a talk keeps and warns of, each with all its codes."""
    suggested: Annotated[dict[str, Names], Field(min_length=1)] = Field(default_factory=dict)
    """Ids of people, each with all talks that are suggested to them as this one opens; []: none."""


Expect = Annotated[ExpectDef, BeforeValidator(_gates_apart)]


class ThenDef(Authored):
    """A later moment: what more had happened by then, and what is expected."""

    at: str
    """The later moment."""
    given: list[Row] = Field(default_factory=list)
    """What more had happened by then."""
    expect: Expect = Field(default_factory=ExpectDef.model_construct)
    """What is expected then."""


class SubjectDef(Authored):
    """A subject as a scenario tells it."""

    journey: str
    """The journey it travels."""
    id: str = "scenario"
    """Its id."""
    people: dict[str, Row] = Field(default_factory=dict)
    """Who takes part, by their ids."""
    owner: str = ""
    """Who owns the deal."""
    sources: dict[str, str] = Field(default_factory=dict)
    """The connected sources, each with its channel."""
    claimed: str | None = None
    """The stage or end that the CRM says."""
    fields: dict[str, Any] = Field(default_factory=dict)
    """The fields of the subject."""
    given: list[Row] = Field(default_factory=list)
    """What happened, in the order of recording; a row is told by its key: what, about, revokes or claim."""


class ScenarioFile(SubjectDef):
    """`scenario:` who takes part, what happened, and what gatecoach must say about it at a moment."""

    scenario: Words
    """What the test shows, as a sentence."""
    at: str
    """The moment it is judged for."""
    about: SubjectDef | None = None
    """The subject that a conversation is about."""
    expect: Expect = Field(default_factory=ExpectDef.model_construct)
    """What is expected at that moment."""
    then: list[ThenDef] = Field(default_factory=list)
    """Later moments, each with what more happened."""
