"""The table of scalars: which unquoted words are typed, and that everything else stays text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.source import read


def value(word):
    """What the reader makes of a word behind a key."""
    return read(f"key: {word}\n".encode(), "f.yaml").tree["key"]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-0", 0),
        ("7", 7),
        ("-12", -12),
        ("999999999999999999", 999999999999999999),
        ("0.2", Decimal("0.2")),
        ("-0.50", Decimal("-0.50")),
        ("12345678.0123456789", Decimal("12345678.0123456789")),
    ],
)
def test_what_is_typed(word, meaning):
    """Only true, false, null, nothing, whole numbers and decimals are more than text; decimals are exact."""
    got = value(word)
    assert (type(got), got, str(got)) == (type(meaning), meaning, str(meaning))


@pytest.mark.parametrize(
    "word",
    [
        *("no", "No", "yes", "on", "off", "y", "n", "True", "TRUE", "False", "Null", "NULL", "~", "none"),
        *("08", "-01", "00", "0x10", "0o17", "0b1", "+5", "1_000", "1,000", "--1", "-a", "5-", "1000000000000000000"),
        *("1e3", "1.5e3", ".5", "5.", "-.5", "00.5", "1.2.3", "1. 5", ".inf", ".nan", "0.1234567890123456789"),
        *("1:30", "12:30:45", "2026-01-02", "2026-01-02T03:04:05Z", "10.0.0.1", "30 days", "nothing", "trueish"),
        *("٣", "²", "\uff11\uff12", "1.²"),
    ],
)
def test_what_stays_text(word):
    """Everything that other readers turn into numbers, dates, yes or no keeps its letters."""
    assert value(word) == word


@pytest.mark.parametrize("word", ["true", "null", "", "0", "12", "0.5", "no"])
def test_quotes_keep_text(word):
    """What stands in quotes or in a text block is text, whatever it looks like."""
    assert value(f'"{word}"') == value(f"'{word}'") == word
    assert value(f"|-\n  {word}" if word else "|-") == word


def test_types_hold_in_lists_and_brackets():
    """A word means the same behind a key, behind a dash and inside brackets."""
    document = read(b"- 1\n- [0.5, true, no]\n- {a: 1, b: null, c: 08}\n- \n", "f.yaml")
    assert document.tree == [1, [Decimal("0.5"), True, "no"], {"a": 1, "b": None, "c": "08"}, None]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_decimals_are_exact(number):
    """A decimal of up to 18 digits arrives digit by digit, with its trailing zeros."""
    assert str(value(f"{number:f}")) == f"{number:f}"
