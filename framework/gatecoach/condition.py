"""Conditions on typed fields, in three-valued logic: true, false, or unknown (None), which is never true."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from gatecoach.definition.plain import is_currency, say
from gatecoach.time import parse_days
from gatecoach.wording import duration, listed, phrase, say_value, term

if TYPE_CHECKING:
    from gatecoach.definition import FieldDef, Text

Typed = bool | Decimal | dt.date | str


@dataclass(frozen=True, slots=True)
class Ago:
    """A number of whole days, counted from the item's own day."""

    days: int


@dataclass(frozen=True, slots=True)
class Other:
    """Another field of the same item, of that type: what a field is compared with in place of a value."""

    field: str
    type: str
    called: Text | None = dataclasses.field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        """Its field."""
        return self.field


@dataclass(frozen=True, slots=True)
class Predicate:
    """A named check an embedder registers: `python` on one typed value, `ibis` the same on a column.

    Authors write `{field: {passes: name}}`; `types` are the field types it may be used on.
    """

    name: str
    types: tuple[str, ...]
    python: Callable[[Any], bool]
    ibis: Callable[[Any], Any] | None = None

    def holds(self, value: Typed) -> bool:
        """Whether the value passes."""
        return bool(self.python(value))

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Condition(Protocol):
    """Anything that holds, does not hold, or cannot be known for given values."""

    def holds(self, values: Mapping[str, Typed], day: int) -> bool | None:
        """Whether it holds; `day` is the ordinal that durations count from."""

    def fields(self) -> frozenset[str]:
        """The fields it reads."""

    def sentence(self, language: str = "en") -> str:
        """It in words."""


@dataclass(frozen=True, slots=True)
class Check:
    """One operator on one field, against one operand (a tuple for lists and ranges) or another field.

    `called` is what sentences call the field; two checks that differ in nothing else are the same check.
    """

    field: str
    operator: str
    operand: Any
    called: Text | None = dataclasses.field(default=None, compare=False, repr=False)

    def holds(self, values: Mapping[str, Typed], day: int) -> bool | None:
        """Unknown when the field is: only `known` can tell about that."""
        value = values.get(self.field)
        if self.operator == "known":
            return (value is not None) is bool(self.operand)
        if value is None:
            return None
        if isinstance(self.operand, Predicate):
            return self.operand.holds(value)
        if isinstance(self.operand, Other):
            other = values.get(self.operand.field)
            return None if other is None else COMPARE[self.operator](value, other)
        return COMPARE[self.operator](_counted(value, self.operand, day), self.operand)

    def fields(self) -> frozenset[str]:
        """Its one field, and the one it is compared with."""
        return frozenset({self.field, self.operand.field} if isinstance(self.operand, Other) else {self.field})

    def sentence(self, language: str = "en") -> str:
        """It in words: `the day of the next talk is between 7 days and 14 days later`."""
        parts = self.operand if isinstance(self.operand, tuple) else (self.operand,)
        shown = [_shown(each, language) for each in parts]
        key = "not-known" if self.operator == "known" and not self.operand else self.operator
        return phrase(
            f"{key}{_kind(parts, key)}",
            language,
            field=_name(self, language),
            it=shown[0],
            low=shown[0],
            high=shown[-1],
            any=listed(shown, language),
            every=listed(shown, language, "and"),
        )


@dataclass(frozen=True, slots=True)
class Every:
    """All of them: false if one is false, else unknown if one is unknown."""

    parts: tuple[Condition, ...]

    def holds(self, values: Mapping[str, Typed], day: int) -> bool | None:
        """The worst of the parts."""
        answers = [part.holds(values, day) for part in self.parts]
        return False if False in answers else None if None in answers else True

    def fields(self) -> frozenset[str]:
        """The fields of all parts."""
        return _fields(self.parts)

    def sentence(self, language: str = "en") -> str:
        """The parts with "and"; a part of several parts stands in brackets."""
        return _joined(self.parts, "and", language)


@dataclass(frozen=True, slots=True)
class Either:
    """Any of them: true if one is true, else unknown if one is unknown."""

    parts: tuple[Condition, ...]

    def holds(self, values: Mapping[str, Typed], day: int) -> bool | None:
        """The best of the parts."""
        answers = [part.holds(values, day) for part in self.parts]
        return True if True in answers else None if None in answers else False

    def fields(self) -> frozenset[str]:
        """The fields of all parts."""
        return _fields(self.parts)

    def sentence(self, language: str = "en") -> str:
        """The parts with "or"; a part of several parts stands in brackets."""
        return _joined(self.parts, "or", language)


def _fields(parts: Iterable[Condition]) -> frozenset[str]:
    return frozenset().union(*(part.fields() for part in parts))


def _joined(parts: Iterable[Condition], link: str, language: str) -> str:
    """The parts in words; those that join parts of their own are kept together by brackets."""
    said = ((part.sentence(language), isinstance(part, Every | Either) and len(part.parts) > 1) for part in parts)
    return listed((f"({text})" if several else text for text, several in said), language, link)


def _name(it: Check | Other, language: str) -> str:
    """What a sentence calls a field."""
    return say(it.called, language) or term("field", it.field, language)


def _kind(parts: Sequence[object], operator: str) -> str:
    """Which words an operator takes: days count, dates come before and after, the rest is more and less."""
    if parts == (Ago(0),) and operator in PAIRED:
        return " same day"
    if any(isinstance(each, Other) and each.type == "date" for each in parts):
        return " day of a field"
    return next((word for each in parts for type_, word in KINDS.items() if isinstance(each, type_)), "")


def _shown(operand: object, language: str) -> str:
    if isinstance(operand, Other):
        return _name(operand, language)
    return duration(operand.days, language) if isinstance(operand, Ago) else say_value(operand, language)


def _counted(value: Typed, operand: Any, day: int) -> Any:
    """A day against durations is the number of days after the item's own day."""
    first = operand[0] if isinstance(operand, tuple) and operand else operand
    if isinstance(first, Ago) and isinstance(value, dt.date):
        return Ago(value.toordinal() - day)
    return value


def _number(value: Any) -> Any:
    return value.days if isinstance(value, Ago) else value


COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda value, operand: value == operand,
    "is-not": lambda value, operand: value != operand,
    "one-of": lambda value, operand: value in operand,
    "none-of": lambda value, operand: value not in operand,
    "at-least": lambda value, operand: _number(value) >= _number(operand),
    "at-most": lambda value, operand: _number(value) <= _number(operand),
    "more-than": lambda value, operand: _number(value) > _number(operand),
    "less-than": lambda value, operand: _number(value) < _number(operand),
    "between": lambda value, operand: _number(operand[0]) <= _number(value) <= _number(operand[1]),
}
KINDS: Mapping[type, str] = {Ago: " days", dt.date: " date"}
ORDERED = frozenset({"at-least", "at-most", "more-than", "less-than", "between"})
UNORDERED = frozenset({"text", "choice", "yes-no"})
PAIRED = frozenset({"is", "is-not", "at-least", "at-most", "more-than", "less-than"})
"""The operators that take another field of the same item in place of a value."""


def typed(value: object, field: FieldDef) -> Typed | None:
    """A written value as its field's type; nothing where it cannot be read as that."""
    if field.type == "money":
        amount, code = _priced(value)
        return amount if code in ("", field.currency) else None
    if field.type in ("number", "share"):
        return _decimal(value, field.type)
    if field.type == "date":
        return _date(value)
    if field.type == "yes-no":
        return value if isinstance(value, bool) else None
    text = value if isinstance(value, str) else None
    if field.type == "choice":
        return text if text in field.of else None
    return text.strip() or None if text is not None else None


def other_currency(value: object, field: FieldDef) -> bool:
    """Whether it is an amount in a currency that money is not counted in here: it is there, but cannot be compared."""
    amount, code = _priced(value)
    return field.type == "money" and amount is not None and code not in ("", field.currency)


Predicates = Mapping[str, Predicate]
NO_PREDICATES: Predicates = MappingProxyType({})


def other_field(value: object) -> str | None:
    """The field that stands in place of a value, as in `{field: starts}`; nothing where it is no such."""
    name = value.get("field") if isinstance(value, dict) and len(value) == 1 else None
    return name if isinstance(name, str) else None


def against(value: object, name: str, operator: str, fields: Mapping[str, FieldDef]) -> Other | None:
    """Another field of the same item to compare a field with: one of the same type; nothing where it does not fit."""
    other, field = other_field(value), fields[name]
    alike = other is not None and other != name and other in fields and fields[other].type == field.type
    fits = operator in PAIRED and (operator not in ORDERED or field.type not in UNORDERED)
    return Other(other, field.type, fields[other].called) if other is not None and alike and fits else None


def operand(value: object, field: FieldDef, operator: str, predicates: Predicates = NO_PREDICATES) -> Any | None:
    """What an author compares a field with, as its type; nothing where it does not fit the field."""
    if operator == "passes":
        found = predicates.get(value) if isinstance(value, str) else None
        return found if found and field.type in found.types else None
    if operator == "known":
        return value if isinstance(value, bool) else None
    if operator in ("one-of", "none-of", "between"):
        parts = value if isinstance(value, list) else [value]
        read = tuple(_single(part, field) for part in parts)
        fits = all(part is not None for part in read) and (operator != "between" or _range(read))
        return read if fits and read else None
    if operator in ORDERED and field.type in UNORDERED:
        return None
    return _single(value, field)


def _range(parts: tuple[Any, ...]) -> bool:
    return len(parts) == 2 and type(parts[0]) is type(parts[1]) and not isinstance(parts[0], str | bool)


def _single(value: object, field: FieldDef) -> Any | None:
    days = parse_days(value) if field.type == "date" else None
    return Ago(days) if days is not None else typed(value, field)


def _priced(value: object) -> tuple[Decimal | None, str]:
    """An amount and the code of its currency, as in "48000 EUR"; no code where none is written."""
    amount, _, code = value.strip().rpartition(" ") if isinstance(value, str) else ("", "", "")
    return (_decimal(amount, "money"), code) if is_currency(code) else (_decimal(value, "money"), "")


def _decimal(value: object, kind: str) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    inside = number.is_finite() and (kind != "share" or 0 <= number <= 1)
    return number if inside else None


def _date(value: object) -> dt.date | None:
    """A day; an instant is none, since nobody says in which time zone its day is meant."""
    if isinstance(value, dt.date):
        return None if isinstance(value, dt.datetime) else value
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
