"""Typed fields: a cell as its field's type, which the framework declares; what does not fit is told and left out."""

from __future__ import annotations

import re
from collections.abc import Callable

from gatecoach.definition import FieldDef
from gatecoach.definition.columns import ColumnDef
from gatecoach.definition.plain import is_currency
from gatecoach.facts import Value
from gatecoach.intake.crm.cells import (
    LONGEST_TEXT,
    CellError,
    Number,
    day_reader,
    number_reader,
    share,
    usual,
    yes_no,
)
from gatecoach.intake.crm.columns import Names, fold
from gatecoach.intake.crm.context import CrmContext

Parse = Callable[[str], Value]
LONGEST_AMOUNT = 80
PRICED = re.compile(r"([^\d\s+.,'’−-]*)\s*([+−-]?[\d.,'’  ]*\d)\s*([^\d\s]*)")  # noqa: RUF001 - signs of amounts


def _kind(column: ColumnDef, field: FieldDef | None) -> str:
    """The type of a field; of one that the framework does not have, what the column says of itself."""
    return field.type if field else "money" if column.currency else "date" if column.format else "text"


def parser(column: ColumnDef, field: FieldDef | None, context: CrmContext) -> Parse:
    """From a cell's text to a value of the field."""
    reading, kind = context.mapping.reading, _kind(column, field)
    if kind == "money":
        money = priced(context)
        return lambda text: money(text, "")
    if kind in ("number", "share"):
        number = number_reader(reading, f"bad-{kind}")
        return number if kind == "number" else lambda text: _share(text, number)
    if kind == "date":
        return day_reader(column.format or reading.times)
    if kind == "yes-no":
        said = {fold(name, reading): value for name, value in column.values.items()}
        return lambda text: yes_no(said.get(fold(text, reading), text))
    own = {each: each for each in field.of} if field and kind in ("choice", "term") else {}
    if own or column.values:
        return Names(column, {}, own, reading, "bad-value").here
    return _text


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise CellError("too-long", text)
    return text


def _share(text: str, number: Callable[[str], str]) -> str:
    """A share, also one in per cent."""
    if not text.endswith("%"):
        return share(number(text))
    whole = number(text[:-1].rstrip())
    return share(number(Number(f"{whole}E-2")))


def priced(context: CrmContext) -> Callable[[str, str], str]:
    """From an amount and what its currency is called to what the kernel reads: 48000, or 48000 USD."""
    mapping = context.mapping
    number = number_reader(mapping.reading, "bad-amount")
    known = {fold(name, mapping.reading): code for name, code in mapping.currencies.items()}
    codes: dict[str, str] = {}

    def code_of(called: str) -> str:
        code = known.get(fold(called, mapping.reading), called) or mapping.currency or ""
        if code and not is_currency(code):
            raise CellError("unknown-currency", called, known)
        codes[called] = "" if code == context.currency else code
        return codes[called]

    with_points = mapping.reading.decimal == "point"

    def amount(text: str, called: str) -> str:
        plain, beside = usual(text) if with_points else None, ""
        if plain is None:
            plain, beside = (number(text), "") if text[-1].isdigit() and text[0].isdigit() else _apart(text, number)
        code = codes[called] if called in codes else code_of(called)
        if beside:
            own = code_of(beside)
            if called and own != code:
                raise CellError("two-currencies", f"{beside} / {called}")
            code = own
        return f"{plain} {code}" if code else plain

    return amount


def names_no_currency(text: str) -> bool:
    """Whether an amount stands alone, so that its currency is to be found elsewhere."""
    found = PRICED.fullmatch(text) if len(text) < LONGEST_AMOUNT else None
    return found is None or not (found[1] or found[3])


def _apart(text: str, number: Callable[[str], str]) -> tuple[str, str]:
    """An amount and what stands beside it: EUR 48.000,00."""
    if isinstance(text, Number):
        return number(text), ""
    found = PRICED.fullmatch(text) if len(text) < LONGEST_AMOUNT else None
    if found is None or (found[1] and found[3]):
        raise CellError("bad-amount", text)
    return number(found[2]), found[1] or found[3]
