"""A scenario: a test of a framework, written by whoever writes the framework."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from gatecoach.definition.values import SIDES, Authored, Words, listed, mistake
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
WORDS = ("standing", "step", "refused")
"""What stands in `expect` beside the gates."""


def _known(kind: str, word: str, known: Collection[str]) -> str:
    if word not in known:
        raise mistake("GC014", 'unknown {kind} "{word}"', did_you_mean(word, known), kind=kind, word=word)
    return word


def _near_miss(word: str) -> str:
    return _known("near miss", word, NEAR_MISSES)


def _code(word: str) -> str:
    return _known("code", word, ENGLISH)


def _distance(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _known("gap", str(value), GAPS)


NearMissCode = Annotated[str, AfterValidator(_near_miss)]
RefusalCode = Annotated[str, AfterValidator(_code)]
Listed = BeforeValidator(listed)
Misses = Annotated[list[NearMissCode], Listed]
Names = Annotated[list[str], Listed]


def _gates_apart(value: object) -> object:
    """Every key of `expect` that is no word of its own is a gate."""
    if not isinstance(value, dict):
        return value
    words = {key: part for key, part in value.items() if key in WORDS}
    return {**words, "gates": {key: part for key, part in value.items() if key not in words}}


def _status(value: object) -> object:
    return {"status": value} if isinstance(value, str) else value


class NearMissesExpect(Authored):
    """Near misses that must be among those named, by side."""

    customer: Misses = Field(default_factory=list)
    """Near misses of the side customer."""
    seller: Misses = Field(default_factory=list)
    """Near misses of the side seller."""
    coachee: Misses = Field(default_factory=list)
    """Near misses of the side coachee."""
    coach: Misses = Field(default_factory=list)
    """Near misses of the side coach."""
    managers: Misses = Field(default_factory=list)
    """Near misses of the side managers."""
    enablement: Misses = Field(default_factory=list)
    """Near misses of the side enablement."""


class RequirementExpect(Authored):
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
    carried: bool | None = None
    """Whether it is only expired behind a gate that passes."""
    strength: str | None = None
    """weaker where it rests on time order alone."""
    near_misses: NearMissesExpect = Field(default_factory=NearMissesExpect)
    """By side, the near misses that must be among those named."""

    def sides(self) -> dict[str, str]:
        """The expected status by side."""
        return {side: status for side in SIDES if (status := getattr(self, side)) is not None}

    def misses(self) -> dict[str, list[str]]:
        """The expected near misses by side."""
        return {side: codes for side in SIDES if (codes := getattr(self.near_misses, side))}


class GateExpect(Authored):
    """What a gate is expected to say. `tasks` and `asks` are "at least these", the rest is exact."""

    passes: bool | None = None
    """Whether the gate passes."""
    carried: bool | None = None
    """Whether it is carried by a gate further on."""
    allows_move: bool | None = None
    """Whether the claimed move is let through."""
    on_path: bool | None = None
    """Whether the gate is on the way of this subject."""
    tasks: Names = Field(default_factory=list)
    """Requirements that must be among the tasks."""
    asks: Names = Field(default_factory=list)
    """Questions that must be among those asked."""
    requirements: dict[str, Annotated[RequirementExpect, BeforeValidator(_status)]] = Field(default_factory=dict)
    """What is expected of single requirements, by their ids."""


class StandingExpect(Authored):
    """What the whole subject is expected to be."""

    verified: str | None = None
    """The stage that the evidence supports."""
    gap: Annotated[Any, AfterValidator(_distance)] = None
    """How many gates the claim is ahead of that, or why that cannot be said."""
    ahead: Names | None = None
    """The gates that pass beyond one that does not."""
    ended: bool | None = None
    """Whether the subject has ended."""


class ExpectDef(Authored):
    """What is expected at one moment: of gates, of the standing, of a talk's step, of words that are refused."""

    gates: dict[str, GateExpect] = Field(default_factory=dict)
    """Any other key is a gate, with what is expected of it."""
    standing: StandingExpect | None = None
    """What is expected of the subject as a whole."""
    step: str | None = None
    """The step that the talk must be at."""
    refused: dict[str, RefusalCode] = Field(default_factory=dict)
    """Ids of facts that must be refused, each with the code."""


Expect = Annotated[ExpectDef, BeforeValidator(_gates_apart)]


class ThenDef(Authored):
    """A later moment: what more had happened by then, and what is expected."""

    at: str
    """The later moment."""
    given: list[Row] = Field(default_factory=list)
    """What more had happened by then."""
    expect: Expect = Field(default_factory=ExpectDef)
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
    expect: Expect = Field(default_factory=ExpectDef)
    """What is expected at that moment."""
    then: list[ThenDef] = Field(default_factory=list)
    """Later moments, each with what more happened."""
