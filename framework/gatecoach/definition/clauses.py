"""Clauses and conditions as authors write them; every short form becomes the long one here."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from gatecoach.definition.values import Authored, Days, Ids, listed, mistake
from gatecoach.facts import Grade, kebab

OPERATORS = (
    "is", "is-not", "one-of", "none-of", "at-least", "at-most", "more-than", "less-than", "between", "known",
)  # fmt: skip


class CheckDef(Authored):
    """What one field must be; several words in one mapping must all hold."""

    is_: Any = Field(default=None, alias="is")
    is_not: Any = None
    one_of: Annotated[list[Any], BeforeValidator(listed)] | None = None
    none_of: Annotated[list[Any], BeforeValidator(listed)] | None = None
    at_least: Any = None
    at_most: Any = None
    more_than: Any = None
    less_than: Any = None
    between: list[Any] | None = None
    known: bool | None = None

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
    words = {key: part for key, part in value.items() if key in ("all", "any")}
    fields = {key: part for key, part in value.items() if key not in ("all", "any")}
    return {**words, "fields": fields} if fields else words


class ConditionDef(Authored):
    """A condition on fields: `{field: test, …}`, all of which must hold, or `all:` / `any:` of such."""

    fields: dict[str, Annotated[CheckDef, BeforeValidator(_test)]] = Field(default_factory=dict)
    all: list[Condition] = Field(default_factory=list)
    any: list[Condition] = Field(default_factory=list)

    @model_validator(mode="after")
    def _says(self) -> ConditionDef:
        if not (self.fields or self.all or self.any):
            raise mistake("GC015", "a condition names at least one field")
        return self


Condition = Annotated[ConditionDef, BeforeValidator(_condition)]


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
    by: Ids = Field(default_factory=list)
    told_by: Ids = Field(default_factory=list)
    answers: str | None = None
    after: str | None = None
    within: Days | None = None
    no_older_than: Days | None = None
    with_: Condition | None = Field(default=None, alias="with")
    grade: Grade | None = None
    at_least: Annotated[int, Field(ge=1)] | None = None
    from_different: str | None = None
    all: list[Clause] = Field(default_factory=list)
    any: list[Clause] = Field(default_factory=list)
    none: bool = Field(default=False, exclude=True)

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
    with_: Condition | None = Field(default=None, alias="with")
    in_: str = Field(default="here", alias="in")


ForEach = Annotated[ForEachDef, BeforeValidator(_for_each)]
