"""Conditions: operators on typed fields in three-valued logic."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.condition import Ago, Check, Either, Every, operand, typed
from gatecoach.definition import FieldDef

TODAY = dt.date(2026, 1, 10)


def check(kind, operator, asked, value, of=()):
    """Whether a written value passes a written test of a field of that type."""
    field = FieldDef(type=kind, of=list(of))
    read = typed(value, field)
    values = {} if read is None else {"f": read}
    return Check("f", operator, operand(asked, field, operator)).holds(values, TODAY.toordinal())


NUMBERS = [
    ("is", 5, 5, 6),
    ("is-not", 5, 6, 5),
    ("one-of", [4, 5], 5, 6),
    ("none-of", [4, 5], 6, 5),
    ("at-least", 5, 5, 4),
    ("at-most", 5, 5, 6),
    ("more-than", 5, 6, 5),
    ("less-than", 5, 4, 5),
    ("between", [4, 6], 6, 7),
]


@pytest.mark.parametrize(("operator", "asked", "yes", "no"), NUMBERS)
def test_every_operator_holds_fails_and_does_not_know(operator, asked, yes, no):
    """True for one value, false for its neighbour, unknown without a value."""
    assert [check("number", operator, asked, each) for each in (yes, no, None)] == [True, False, None]


def test_only_known_can_tell_about_what_is_absent():
    """`known: true` and `known: false` are never unknown."""
    assert [check("number", "known", asked, value) for asked in (True, False) for value in (1, None)] == [
        True, False, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "held"), [(6, False), (7, True), (14, True), (15, False)])
def test_durations_count_from_the_items_own_day(days, held):
    """Between 7 and 14 days after it, both included."""
    value = (TODAY + dt.timedelta(days=days)).isoformat()
    assert check("date", "between", ["7 days", "14 days"], value) is held
    assert check("date", "is", f"{days} days", value) is True


def test_days_compare_with_days():
    """A date operand is a day of the calendar."""
    assert check("date", "at-least", "2026-02-01", "2026-02-01") is True
    assert check("date", "less-than", "2026-02-01", "2026-02-01") is False


def test_numbers_are_exact():
    """Decimals, never floats: a tenth is a tenth."""
    assert check("money", "is", "0.3", Decimal("0.1") + Decimal("0.2")) is True
    assert check("money", "at-least", "100000", "99999.99") is False
    assert typed(0.3, FieldDef(type="money")) is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [("number", "many"), ("number", True), ("number", "NaN"), ("number", "Infinity"), ("share", "1.5"), ("share", "-1"),
     ("money", "48000 USD"), ("date", "soon"), ("date", "2026-02-30"),
     ("yes-no", "true"), ("choice", "c"), ("text", "  "), ("text", 5)],
)  # fmt: skip
def test_what_cannot_be_read_as_its_type_is_unknown(kind, value):
    """Never guessed, never an error."""
    assert typed(value, FieldDef(type=kind, of=["a", "b"] if kind == "choice" else [])) is None


@pytest.mark.parametrize(
    ("kind", "operator", "asked"),
    [("text", "at-least", "a"), ("choice", "is", "c"), ("number", "between", [1]), ("number", "is", "x"),
     ("date", "between", ["7 days", "2026-01-01"]), ("number", "known", "yes"),
     ("number", "one-of", []), ("yes-no", "more-than", True)],
)  # fmt: skip
def test_an_operand_that_does_not_fit_is_none(kind, operator, asked):
    """What an author cannot mean is refused where it is written."""
    assert operand(asked, FieldDef(type=kind, of=["a", "b"] if kind == "choice" else []), operator) is None


class Fixed:
    """A condition with a given answer."""

    def __init__(self, answer):
        """Answer that, always."""
        self.answer = answer

    def holds(self, values, day):
        """The answer."""
        return self.answer

    def fields(self):
        """One field per answer."""
        return frozenset({str(self.answer)})

    def sentence(self):
        """The answer as a word."""
        return str(self.answer)


@given(st.lists(st.sampled_from([True, False, None]), min_size=1))
def test_all_and_any_follow_three_valued_logic(answers):
    """All is the worst and any the best of true > unknown > false."""
    rank = {False: 0, None: 1, True: 2}
    parts = tuple(Fixed(each) for each in answers)
    assert Every(parts).holds({}, 0) is min(answers, key=rank.get)
    assert Either(parts).holds({}, 0) is max(answers, key=rank.get)


def test_a_condition_says_itself():
    """In the author's words, joined with and / or."""
    first = Check("for-day", "between", (Ago(7), Ago(14)))
    second = Check("size", "one-of", ("big", "small"))
    assert Every((first, second)).sentence() == (
        "for-day is between 7 days and 14 days and size is one of big or small"
    )
    assert Either((Check("n", "is-not", 3), Check("n", "is", 4))).sentence() == "n is not 3 or n is 4"
    assert Every((first, second)).fields() == Either((first, second)).fields() == {"for-day", "size"}
