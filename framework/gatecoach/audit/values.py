"""Single values in columns: what is written there, as a day, a number, a flag, or the type of a field.

An engine alone reads odd ones in its own way: 1e5 and 2.5 are whole numbers to one and none to another.
"""

from __future__ import annotations

from typing import Any

import ibis

from gatecoach.audit import times
from gatecoach.audit.given import DAY, FLAG, NUMBER
from gatecoach.audit.spaces import stripped
from gatecoach.definition import FieldDef

PLAIN = r"^[+-]?(\d+(\.\d*)?|\.\d+)$"
GROUPED = r"^[+-]?[1-9]\d{0,2}\.\d{3}( +[A-Z]{3})?$"
PRICED = r"^([^ ]+) +([A-Z]{3})$"
WHOLE = r"^([+-]?\d+)(\.0*)?$"


def _day(column: Any) -> Any:
    return times.read(column)[1]


def _whole(column: Any) -> Any:
    """A whole number, as in 3 or 3.0; engines alone would round others, each in its own way."""
    if not column.type().is_numeric():
        return stripped(column.cast("string")).re_extract(WHOLE, 1).nullif("").try_cast("int64")
    read = column.try_cast("int64")
    return (read == column).ifelse(read, None)


def _flag(column: Any) -> Any:
    text = stripped(column.cast("string")) if column.type().is_string() else column
    return text.try_cast("boolean")


READ = {DAY: _day, NUMBER: _whole, FLAG: _flag}
"""How a column of that kind is read; nothing where it cannot be."""


def typed(value: Any, field: FieldDef) -> dict[str, Any]:
    """A written value in the column of its type; `foreign` says that it is an amount in another currency."""
    none = {"number": ibis.null("decimal(38, 9)"), "text": ibis.null("string"), "date": ibis.null("int64"),
            "flag": ibis.null("boolean"), "foreign": ibis.literal(False)}  # fmt: skip
    kind = field.type
    if kind == "money":
        price = stripped(value)
        code = price.re_extract(PRICED, 2).nullif("")
        amount = number(code.notnull().ifelse(price.re_extract(PRICED, 1), price))
        own = code.isnull() | (code == field.currency)
        return {**none, "number": own.ifelse(amount, None), "foreign": (~own).fill_null(False) & amount.notnull()}
    if kind in ("number", "share"):
        read = number(value)
        return {**none, "number": read if kind == "number" else read.between(0, 1).ifelse(read, None)}
    if kind == "date":
        return {**none, "date": times.read(value)[1]}
    if kind == "yes-no":
        said = value.lower()
        return {**none, "flag": ibis.cases((said == "true", True), (said == "false", False))}
    if kind == "choice":
        return {**none, "text": value.isin([*field.of]).ifelse(value, None)}
    return {**none, "text": stripped(value).nullif("")}


def thousands(text: Any) -> Any:
    """Whether an amount may be meant as thousands: three digits and no more stand after its point."""
    return stripped(text).re_search(GROUPED)


def number(text: Any) -> Any:
    """A plainly written number; nothing else is one."""
    word = stripped(text)
    return word.re_search(PLAIN).ifelse(word, None).try_cast("decimal(38, 9)")
