"""Oddly written values, and what every engine must make of them."""

from __future__ import annotations

import importlib

WHOLE = {
    " 7 ": 7, "\t7\n": 7, "\u00a07\u2003": 7, "7\x0b": 7, "+7": 7, "-7": -7, "-0": 0, "007": 7, "2.0": 2, "2.": 2,
    "2.000": 2, "2.5": None, "1e5": None, "0x10": None, "1_000": None, "1,000": None, "1 2": None, "": None,
    "99999999999999999999": None, "inf": None, "nan": None, "\u0663": None,
}  # fmt: skip
FLAGS = {
    "true": True, " TRUE\n": True, "\u00a0tRue": True, "yes": True, "y": True, "t": True, "1": True, "false": False,
    " f": False, "no": False, "n": False, "0": False, "": None, "perhaps": None, "2": None,
}  # fmt: skip
FLOATS = {2.0: 2, -3.0: -3, 1e7: 10_000_000, 1.7e9: 1_700_000_000, 2.5: None, 1e30: None, float("inf"): None}
SIGNS = [chr(number) for number in range(0x3001) if chr(number).isspace()]
"""Every sign that Python takes for white space; there is none beyond."""
SPACED = [
    "favour of", "of", "fv", " off ", "v\tf", "  ", "", "\u200ba", "no\\s",
    *(f"{each}f{each}v{each}" for each in SIGNS),
    *(f"a{each}" for each in "\x08\x0e\x1b!\x7f\u180e\u200b\u2060\ufeff"),
]  # fmt: skip
PRICES = {
    "12": ("12", False), " 12.50\tEUR": (None, False), "12.50  EUR": ("12.5", False), "\u00a012 EUR\n": ("12", False),
    "12\x0b EUR": ("12", False), "12 \x0bEUR": (None, False), "12 USD": (None, True), "x USD": (None, False),
    "12\u00a0EUR": (None, False),
}  # fmt: skip
"""The amount in euros, and whether it is one in another currency."""


def field():
    """The amounts are in euros."""
    home = importlib.import_module("gatecoach.definition.evidence")
    return home.FieldDef(type="money").meant("EUR", ())


def read(engine):
    """What an engine makes of all of them."""
    values, spaces = (importlib.import_module(f"gatecoach.audit.{each}") for each in ("values", "spaces"))

    def of(kind, texts, **columns):
        ibis, pa = importlib.import_module("ibis"), importlib.import_module("pyarrow")
        table = engine.keep("odd", ibis.memtable(pa.table({"text": pa.array(texts, kind(pa))})))
        rows = table.select("text", **{name: made(table.text) for name, made in columns.items()})
        return {row.pop("text"): tuple(row.values()) for row in rows.to_pyarrow().to_pylist()}

    def price(name):
        return lambda text: values.typed(text, field())[name]

    def text(pa):
        return pa.string()

    return {
        "whole": of(text, [*WHOLE], it=values.READ["number"]),
        "flags": of(text, [*FLAGS], it=values.READ["flag"]),
        "floats": of(lambda pa: pa.float64(), [*FLOATS], it=values.READ["number"]),
        "spaced": of(text, SPACED, around=spaces.stripped, between=spaces.squeezed),
        "prices": of(text, [*PRICES], amount=price("number"), foreign=price("foreign")),
    }


def wanted():
    """What is to be made of them: of white space what Python makes of it."""
    decimal = importlib.import_module("decimal").Decimal
    return {
        "whole": {text: (value,) for text, value in WHOLE.items()},
        "flags": {text: (value,) for text, value in FLAGS.items()},
        "floats": {number: (value,) for number, value in FLOATS.items()},
        "spaced": {text: (text.strip(), " ".join(text.split())) for text in SPACED},
        "prices": {text: (amount and decimal(amount), foreign) for text, (amount, foreign) in PRICES.items()},
    }
