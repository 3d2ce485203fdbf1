"""A scenario: a test of a framework, written by whoever writes the framework."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from gatecoach.definition.values import SIDES, Authored, listed

Row = dict[str, Any]
STATUSES = ("met", "contested", "expired", "unverifiable", "missing", "waived", "not-applicable")


def _gates_apart(value: object) -> object:
    """`standing`, `refused` and `step` are words; every other key of `expect` is a gate."""
    if not isinstance(value, dict):
        return value
    words = {key: part for key, part in value.items() if key in ("standing", "refused", "step")}
    return {**words, "gates": {key: part for key, part in value.items() if key not in words}}


def _sides_apart(value: object) -> object:
    """Side names stand beside the other keys of a requirement's expectation."""
    if isinstance(value, str):
        return {"status": value}
    if not isinstance(value, dict):
        return value
    sides = {key: part for key, part in value.items() if key in SIDES}
    return {**{key: part for key, part in value.items() if key not in SIDES}, "sides": sides}


class RequirementExpect(Authored):
    """What a requirement is expected to be; what is not named is not judged."""

    sides: dict[str, str] = Field(default_factory=dict)
    status: str | None = None
    waived: bool | None = None
    carried: bool | None = None
    strength: str | None = None
    near_misses: dict[str, Annotated[list[str], BeforeValidator(listed)]] = Field(default_factory=dict)


class GateExpect(Authored):
    """What a gate is expected to say. `tasks` and `asks` are "at least these", the rest is exact."""

    passes: bool | None = None
    carried: bool | None = None
    allows_move: bool | None = None
    on_path: bool | None = None
    tasks: Annotated[list[str], BeforeValidator(listed)] = Field(default_factory=list)
    asks: Annotated[list[str], BeforeValidator(listed)] = Field(default_factory=list)
    requirements: dict[str, Annotated[RequirementExpect, BeforeValidator(_sides_apart)]] = Field(default_factory=dict)


class StandingExpect(Authored):
    """What the whole subject is expected to be."""

    verified: str | None = None
    gap: int | str | None = None
    ahead: Annotated[list[str], BeforeValidator(listed)] | None = None
    ended: bool | None = None


class ExpectDef(Authored):
    """What is expected at one moment: of gates, of the standing, of a talk's step, of words that are refused."""

    gates: dict[str, GateExpect] = Field(default_factory=dict)
    standing: StandingExpect | None = None
    step: str | None = None
    refused: dict[str, str] = Field(default_factory=dict)


Expect = Annotated[ExpectDef, BeforeValidator(_gates_apart)]


class ThenDef(Authored):
    """A later moment: what more had happened by then, and what is expected."""

    at: str
    given: list[Row] = Field(default_factory=list)
    expect: Expect


class SubjectDef(Authored):
    """A subject as a scenario tells it."""

    journey: str
    id: str = "scenario"
    people: dict[str, Row] = Field(default_factory=dict)
    owner: str = ""
    sources: dict[str, str] = Field(default_factory=dict)
    claimed: str | None = None
    fields: dict[str, Any] = Field(default_factory=dict)
    given: list[Row] = Field(default_factory=list)


class ScenarioFile(SubjectDef):
    """`scenario:` who takes part, what happened, and what gatecoach must say about it at a moment."""

    scenario: str
    at: str
    about: SubjectDef | None = None
    expect: Expect = Field(default_factory=ExpectDef)
    then: list[ThenDef] = Field(default_factory=list)
