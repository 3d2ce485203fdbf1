"""Clauses and conditions as authors write them; every short form becomes the long one here."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from gatecoach.definition.plain import OPERATORS
from gatecoach.definition.values import Authored, Days, Ids, listed, mistake
from gatecoach.facts import Grade, kebab


class CheckDef(Authored):
    """What one field must be; several words in one mapping must all hold."""

    is_: Any = Field(default=None, alias="is")
    """The field is exactly this; a single value in place of the mapping means the same."""
    is_not: Any = None
    """The field is known and is something else."""
    one_of: Annotated[list[Any], BeforeValidator(listed)] | None = None
    """The field is one of these; a list in place of the mapping means the same."""
    none_of: Annotated[list[Any], BeforeValidator(listed)] | None = None
    """The field is known and is none of these."""
    at_least: Any = None
    """The field is this much or more."""
    at_most: Any = None
    """The field is this much or less."""
    more_than: Any = None
    """The field is more than this."""
    less_than: Any = None
    """The field is less than this."""
    between: list[Any] | None = None
    """The field lies between these two, both included."""
    known: bool | None = None
    """Whether the field has a value at all."""
    passes: str | None = None
    """The field passes a check that the embedding program registered under this name."""

    @model_validator(mode="after")
    def _says(self) -> CheckDef:
        if not self.model_fields_set:
            raise mistake("GC015", "this says nothing about the field", f"one of: {', '.join(OPERATORS)}")
        return self


def _test(value: object) -> object:
    if isinstance(value, dict):
        return value
    return {"one-of": value} if isinstance(value, list) else {"is": value}


def _condition(value: object) -> object:
    if not isinstance(value, dict):
        return value
    words = {key: part for key, part in value.items() if key in ("all", "any", "if-unknown")}
    fields = {key: part for key, part in value.items() if key not in words}
    return {**words, "fields": fields} if fields else words


class ConditionDef(Authored):
    """A condition on fields: `{field: test, …}`, all of which must hold, or `all:` / `any:` of such."""

    fields: dict[str, Annotated[CheckDef, BeforeValidator(_test)]] = Field(default_factory=dict)
    """Any other key is a field, with what it must be; several must all hold."""
    all: list[Condition] = Field(default_factory=list)
    """Conditions that must all hold."""
    any: list[Condition] = Field(default_factory=list)
    """Conditions of which one must hold."""

    @model_validator(mode="after")
    def _says(self) -> ConditionDef:
        if not (self.fields or self.all or self.any):
            raise mistake("GC015", "a condition names at least one field")
        return self


Condition = Annotated[ConditionDef, BeforeValidator(_condition)]
IfUnknown = Literal["require", "skip", "block"]


class WhenDef(ConditionDef):
    """When a gate, a requirement or a use case is in force: a condition on the subject's fields."""

    if_unknown: IfUnknown | None = None
    """What holds while a field is unknown: require reads it as true, skip as false, block keeps a gate shut."""


When = Annotated[WhenDef, BeforeValidator(_condition)]


def _clause(value: object) -> object:
    if isinstance(value, str):
        return {"none": True} if value == "none" else {"what": [value]}
    if isinstance(value, list):
        hint = "write {what: […]} where one of them is enough, {all: […]} where each is needed"
        raise mistake("GC015", "a list alone does not say whether one or all are needed", hint)
    if not isinstance(value, dict):
        raise mistake("GC015", "evidence stands here: an id, or a mapping with `what`, `all` or `any`")
    return value


ALONE = {"none": {"none"}, "all": {"all"}, "any": {"any", "at_least"}}
"""What may stand in a clause that names no evidence itself."""


class ClauseDef(Authored):
    """What one side must show: evidence (`what`), or `all` / `any` of such clauses, or `none`."""

    what: Ids = Field(default_factory=list)
    """The evidence that is asked for; of a list all kinds are counted together."""
    by: Ids = Field(default_factory=list)
    """The roles that must have done it, or everyone of the side who takes part."""
    told_by: Ids = Field(default_factory=list)
    """Who alone may have told it (sides or roles)."""
    answers: str | None = None
    """The evidence it must hang under by links."""
    after: str | None = None
    """Evidence it must come after in time, linked or not; weaker than a link."""
    within: Days | None = None
    """How soon it must come, counted from what it answers, else from what it comes after."""
    no_older_than: Days | None = None
    """How old it may be when the gate is judged; older evidence is expired."""
    with_: Condition | None = Field(default=None, alias="with")
    """A condition on the fields of the item, or on its outcome."""
    grade: Grade | None = None
    """How well its origin must be proven."""
    at_least: Annotated[int, Field(ge=1)] | None = None
    """How many items are needed; under `any`, how many of the clauses."""
    from_different: str | None = None
    """What must differ between the items counted: person, day, role, source or a field."""
    all: list[Clause] = Field(default_factory=list)
    """Clauses that must all be shown."""
    any: list[Clause] = Field(default_factory=list)
    """Clauses of which one, or `at-least` so many, must be shown."""
    none: bool = Field(default=False, exclude=True)
    """This side is not asked; written alone, as `coach: none`, and only in a conversation."""

    @model_validator(mode="after")
    def _one_kind(self) -> ClauseDef:
        kinds = [word for word in ("what", "all", "any") if getattr(self, word)]
        if len(kinds) + self.none != 1:
            raise mistake("GC015", "a clause says exactly one of `what`, `all` and `any`")
        kind = kinds[0] if kinds else "none"
        extra = sorted(self.model_fields_set - ALONE[kind]) if kind in ALONE else []
        if extra:
            message = "`{extra}` cannot stand beside `{kind}`"
            raise mistake("GC015", message, "put it into the clauses", kind=kind, extra=kebab(extra[0]))
        if self.any and (self.at_least or 0) > len(self.any):
            raise mistake("GC015", "more are asked for than stand here", f"at-least: {len(self.any)} or less")
        return self


Clause = Annotated[ClauseDef, BeforeValidator(_clause)]


def _for_each(value: object) -> object:
    return {"what": value} if isinstance(value, str) else value


class ForEachDef(Authored):
    """The items a requirement must hold for, one by one."""

    what: str
    """The evidence whose items are gone through one by one."""
    with_: Condition | None = Field(default=None, alias="with")
    """A condition that picks among these items."""
    in_: str = Field(default="here", alias="in")
    """Where the items are: here, or about for those of the subject that the talk is about."""


ForEach = Annotated[ForEachDef, BeforeValidator(_for_each)]
