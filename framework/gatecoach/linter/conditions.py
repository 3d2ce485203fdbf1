"""Conditions that do not fit the fields they read, or that no values could ever fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gatecoach import ranges
from gatecoach.condition import (
    PAIRED,
    Check,
    Condition,
    Every,
    Predicates,
    against,
    operand,
    other_currency,
    other_field,
)
from gatecoach.definition import ConditionDef, EvidenceDef, FieldDef, GateDef, WhenDef
from gatecoach.definition.explaining import written
from gatecoach.errors import Finding, did_you_mean
from gatecoach.linter.project import Spot
from gatecoach.lower import OUTCOME, written_operators
from gatecoach.lower import condition as lowered
from gatecoach.source.place import short

BEHIND = f"another field stands behind {', '.join(sorted(PAIRED))}"
FITTING = {
    "date": 'a date fits a day like 2026-04-02 or a duration like "7 days"',
    "money": "money fits a number",
    "number": "a number fits a number",
    "share": "a share fits a number from 0 to 1",
    "yes-no": "a yes-no fits true or false",
    "text": "a text can only be the same as another text or not",
}


def checked(
    spot: Spot,
    definition: ConditionDef,
    fields: Mapping[str, FieldDef],
    predicates: Predicates,
    beside: Condition | None = None,
) -> Iterator[Finding]:
    """What does not fit the fields; where all fits, whether anything can ever hold (with what holds `beside` it)."""
    found = list(condition(spot, definition, fields, predicates))
    yield from found or _impossible(spot, definition, fields, predicates, beside)


def meant(definition: ConditionDef, fields: Mapping[str, FieldDef], predicates: Predicates) -> Condition | None:
    """A condition that fits its fields, as it is judged; nothing where a field has no words to be one of."""
    test = lowered(definition, fields, predicates)
    return (
        None
        if test is None or any(fields[name].type == "choice" and not fields[name].of for name in test.fields())
        else test
    )


def always(gate: GateDef, when: WhenDef, fields: Mapping[str, FieldDef], predicates: Predicates) -> bool:
    """Whether a requirement's `when` certainly holds wherever the gate's own does."""
    if gate.when is None or gate.when.if_unknown == "require":
        return False
    outer, inner = meant(gate.when, fields, predicates), meant(when, fields, predicates)
    return outer is not None and inner is not None and ranges.follows(outer, inner)


def agreed(kind: EvidenceDef) -> Condition | None:
    """What holds of every item of a type that counts: it is read as agreement, where it is read at all."""
    return Check(OUTCOME, "one-of", tuple(kind.outcomes.for_)) if kind.outcomes else None


def _impossible(
    spot: Spot,
    definition: ConditionDef,
    fields: Mapping[str, FieldDef],
    predicates: Predicates,
    beside: Condition | None,
) -> Iterator[Finding]:
    """One finding, at the narrowest place that no values fit by themselves."""

    def never(part: ConditionDef) -> bool:
        test = meant(part, fields, predicates)
        return test is not None and ranges.impossible(test if beside is None else Every((test, beside)))

    if not never(definition):
        return
    for name, test in definition.fields.items():
        if never(ConditionDef.model_construct(fields={name: test}, all=[], any=[])):
            yield _never(spot.at(name), name, written_operators(test), beside)
            return
    for index, part in enumerate(definition.all):
        if never(part):
            yield from _impossible(spot.at("all", index), part, fields, predicates, beside)
            return
    yield spot.finding("GC038", "nothing can ever fit all of this at once", key=True, hint="take a part of it out")


def _never(spot: Spot, name: str, words: Sequence[tuple[str, Any]], beside: Condition | None) -> Finding:
    """Why no value of one field can ever fit."""
    if len(words) > 1:
        return spot.finding(
            "GC038", f'no value of "{name}" fits all of this', key=True, hint="take one of the words out"
        )
    (operator, value), *_ = words
    place = spot.at(operator)
    if operator == "between" and isinstance(value, list):
        hint = f"write the smaller end first: {written(value[::-1])}"
        return place.finding("GC038", f"nothing lies between {written(value[0])} and {written(value[1])}", hint=hint)
    if name == OUTCOME and isinstance(beside, Check):
        said = f"`{operator}: {short(written(value))}` leaves only readings that oppose, and with these nothing counts"
        return place.finding("GC038", said, hint=f"those that agree: {', '.join(beside.operand)}")
    return place.finding("GC038", f'no value of "{name}" fits this', hint="correct it, or take it out")


def condition(
    spot: Spot, definition: ConditionDef, fields: Mapping[str, FieldDef], predicates: Predicates
) -> Iterator[Finding]:
    """What does not fit the fields that a condition reads."""
    for word in ("all", "any"):
        for index, part in enumerate(getattr(definition, word)):
            yield from condition(spot.at(word, index), part, fields, predicates)
    for name, test in definition.fields.items():
        if name not in fields:
            yield spot.at(name).unknown("field", name, fields, key=True)
            continue
        for operator, value in written_operators(test):
            other = other_field(value)
            if operator == "passes" and value not in predicates:
                yield from spot.at(name).strangers(operator, "check", [value], predicates)
            elif other is not None and other not in fields:
                yield from spot.at(name, operator).strangers("field", "field", [other], fields)
            elif other is not None and against(value, name, operator, fields) is None:
                words = f'"{name}" is a {fields[name].type}: `{operator}: {{field: {other}}}` does not fit it'
                yield spot.at(name, operator).finding("GC027", words, hint=_next_field(name, other, operator, fields))
            elif other is None and not _fits(value, fields[name], operator, predicates):
                words = f'"{name}" is a {fields[name].type}: `{operator}: {short(written(value))}` does not fit it'
                yield spot.at(name, operator).finding("GC027", words, hint=_next(operator, value, fields[name]))


def _fits(value: object, field: FieldDef, operator: str, predicates: Predicates) -> bool:
    """Whether a field can be compared with a value; of a vocabulary that is missing another finding speaks."""
    wordless = field.type == "choice" and not field.of
    return wordless or operand(value, field, operator, predicates) is not None


def _next_field(name: str, other: str, operator: str, fields: Mapping[str, FieldDef]) -> str:
    """What to do about a field that cannot be compared with another one so."""
    if name == other:
        return "a field is compared with another field, not with itself"
    if fields[name].type != fields[other].type:
        return f'"{other}" is a {fields[other].type}, and only fields of one type are compared'
    return FITTING["text"] if operator in PAIRED else BEHIND


def _next(operator: str, value: object, field: FieldDef) -> str:
    """What would fit instead."""
    if operator == "known":
        return "write true or false"
    if isinstance(value, list) and any(map(other_field, value)):
        return BEHIND
    if operator == "between":
        return "write the lower and the upper end in brackets: [ …, … ]"
    if field.type == "money" and isinstance(value, str) and other_currency(value, field):
        here = f"money is counted in {field.currency}" if field.currency else "the framework says no `currency:`"
        return f"{here}, so nothing is known about another one"
    if field.type != "choice":
        return FITTING[field.type]
    stranger = value if isinstance(value, str) else next((each for each in _texts(value) if each not in field.of), "")
    return did_you_mean(stranger, field.of)


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
