"""Conditions on typed columns: true, false, or null where the kernel says that it cannot be known."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import ibis

from gatecoach.audit.joining import folded
from gatecoach.condition import Ago, Check, Condition, Either, Every, Other, Predicate
from gatecoach.errors import UsageError

Read = Callable[[str], Any]
"""A field's column by its name."""


def holds(condition: Condition, read: Read, day: Any) -> Any:
    """The condition as an expression; `day` is the column that durations count from."""
    if isinstance(condition, Check):
        return _check(condition, read, day)
    if isinstance(condition, Every | Either):
        join = operator.and_ if isinstance(condition, Every) else operator.or_
        return folded(join, (holds(part, read, day) for part in condition.parts))
    raise TypeError(condition)


def _check(check: Check, read: Read, day: Any) -> Any:
    column, operand = read(check.field), check.operand
    if check.operator == "known":
        return column.notnull() if operand else column.isnull()
    if isinstance(operand, Predicate):
        return _passes(operand, column)
    if isinstance(operand, Other):
        return COMPARE[check.operator](column, read(operand.field))
    first = operand[0] if isinstance(operand, tuple) and operand else operand
    counted = column - day if isinstance(first, Ago) else column
    return COMPARE[check.operator](counted, _literal(operand))


def _passes(predicate: Predicate, column: Any) -> Any:
    if predicate.ibis is None:
        words = f'the named check "{predicate.name}" can only be asked in Python'
        raise UsageError("no-column-check", words, help="Register it with `ibis=`, the same on a column.")
    return column.isnull().ifelse(None, predicate.ibis(column))


def _literal(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_literal(each) for each in value)
    if isinstance(value, Ago):
        return value.days
    if isinstance(value, Decimal):
        return ibis.literal(value).cast("decimal(38, 9)")
    return value.toordinal() if isinstance(value, dt.date) else value


COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "is": lambda column, value: column == value,
    "is-not": lambda column, value: column != value,
    "one-of": lambda column, value: column.isin(value),
    "none-of": lambda column, value: column.notin(value),
    "at-least": lambda column, value: column >= value,
    "at-most": lambda column, value: column <= value,
    "more-than": lambda column, value: column > value,
    "less-than": lambda column, value: column < value,
    "between": lambda column, value: column.between(*value),
}
COLUMN = {
    "money": "number", "number": "number", "share": "number", "date": "date", "yes-no": "flag", "choice": "text",
    "text": "text", "term": "text",
}  # fmt: skip
"""The column that holds the values of a field of each type."""
