"""Conditions: operators on typed fields in three-valued logic."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.condition import (
    PAIRED,
    Ago,
    Check,
    Either,
    Every,
    Other,
    Predicate,
    against,
    operand,
    other_currency,
    other_field,
    typed,
)
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


MONEY = FieldDef(type="money")
EUROS = MONEY.meant("EUR", [])


@pytest.mark.parametrize(
    ("value", "read", "abroad"),
    [("48000", 48000, False), (48000, 48000, False), ("48000 EUR", 48000, False), (" 48.50  EUR ", "48.50", False),
     ("48000 USD", None, True), ("-1 USD", None, True), ("EUR 48000", None, False), ("much USD", None, False),
     ("48000 usd", None, False), ("48000 Euro", None, False), ("USD", None, False), (None, None, False)],
)  # fmt: skip
def test_money_is_counted_in_one_currency(value, read, abroad):
    """The own code may stand behind an amount; another one makes it unknown, which is more than unreadable."""
    assert typed(value, EUROS) == (None if read is None else Decimal(read))
    assert other_currency(value, EUROS) is abroad


def test_without_a_currency_every_code_is_another_one():
    """Nobody can tell what "48000 EUR" is where the framework does not say what it counts in."""
    assert (typed("48000", MONEY), typed("48000 EUR", MONEY)) == (48000, None)
    assert other_currency("48000 EUR", MONEY)
    assert not other_currency("48000 EUR", FieldDef(type="text"))


def test_an_operand_in_another_currency_does_not_fit():
    """An author compares in the own currency only."""
    assert operand("100000 EUR", EUROS, "at-least") == 100000
    assert operand("100000 USD", EUROS, "at-least") is None
    assert operand(["1 EUR", "2 EUR"], EUROS, "between") == (1, 2)


FIELDS = {
    "starts": FieldDef(type="date"),
    "due": FieldDef(type="date"),
    "seats": FieldDef(type="number"),
    "budget": EUROS,
    "price": EUROS,
    "way": FieldDef(type="choice", of=["call", "mail"]),
    "wish": FieldDef(type="choice", of=["mail", "visit"]),
}


def pair(operator, name, other, **values):
    """Whether two fields of an item stand to each other as the word says."""
    compared = against({"field": other}, name, operator, FIELDS)
    return Check(name, operator, compared).holds(values, 0)


@pytest.mark.parametrize(
    ("operator", "answers"),
    [("is", [False, True, False]), ("is-not", [True, False, True]), ("at-least", [False, True, True]),
     ("at-most", [True, True, False]), ("more-than", [False, False, True]), ("less-than", [True, False, False])],
)  # fmt: skip
def test_a_field_is_compared_with_another_one(operator, answers):
    """Each word on one day less, the same and one day more than the other field."""
    days = [TODAY + dt.timedelta(days=each) for each in (-1, 0, 1)]
    assert [pair(operator, "due", "starts", due=day, starts=TODAY) for day in days] == answers


def test_two_fields_are_compared_only_where_both_are_known():
    """Neither true nor false as long as one is missing."""
    assert pair("at-least", "due", "starts", due=TODAY) is None
    assert pair("at-least", "due", "starts", starts=TODAY) is None
    assert pair("is", "way", "wish", way="mail", wish="mail") is True


@pytest.mark.parametrize(
    ("operator", "name", "value"),
    [("at-least", "due", {"field": "seats"}), ("at-least", "due", {"field": "due"}), ("is", "due", {"field": "none"}),
     ("more-than", "way", {"field": "wish"}), ("between", "price", {"field": "budget"}), ("at-least", "due", "starts"),
     ("at-least", "due", {"field": 1}), ("at-least", "due", {"field": "starts", "or": 1}),
     ("known", "due", {"field": "starts"}), ("one-of", "way", {"field": "wish"}),
     ("at-least", "due", {"fields": "starts"})],
)  # fmt: skip
def test_fields_that_cannot_be_compared(operator, name, value):
    """Another type, itself, nobody's, without an order, in a list: there is nothing to compare with."""
    assert against(value, name, operator, FIELDS) is None


def test_a_check_of_two_fields_reads_both():
    """What it reads is known, so that a near miss names both."""
    check_ = Check("due", "at-least", Other("starts", "date"))
    assert check_.fields() == {"due", "starts"}
    assert str(check_.operand) == "starts"
    assert not PAIRED & {"one-of", "none-of", "between", "known", "passes"}


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
        "for-day is between 7 days and 14 days later and size is one of big or small"
    )
    assert Either((Check("n", "is-not", 3), Check("n", "is", 4))).sentence() == "n is not 3 or n is 4"
    assert Every((first, second)).fields() == Either((first, second)).fields() == {"for-day", "size"}


def test_a_day_given_by_a_program_is_a_day_and_an_instant_is_none():
    """The fields of a subject come from a program: a date is read as it is, an instant is unknown, as its text is."""
    field, instant = FieldDef(type="date"), dt.datetime(2026, 1, 10, 9, tzinfo=dt.UTC)
    assert typed(TODAY, field) == TODAY
    assert typed(instant, field) is None
    assert typed(instant.isoformat(), field) is None
    assert check("date", "at-least", "2026-01-10", TODAY) is True
    assert check("date", "at-least", "2026-01-10", instant) is None


def test_only_days_are_counted():
    """A text or a number that looks like a duration is what it is."""
    assert operand("7 days", FieldDef(type="text"), "is") == "7 days"
    assert operand("7 days", FieldDef(type="date"), "is") == Ago(7)
    assert operand("7 days", FieldDef(type="number"), "is") is None


@pytest.mark.parametrize("value", [["fits"], {"name": "fits"}, 5, None])
def test_a_named_check_is_named_by_a_text(value):
    """What is no name names no check."""
    assert operand(value, FieldDef(type="number"), "passes", {"fits": Predicate("fits", ("number",), bool)}) is None


def test_one_value_in_place_of_a_list_is_a_list_of_one():
    """A word is one word, and not its letters."""
    assert operand("mail", FieldDef(type="text"), "one-of") == ("mail",)
    assert operand(["mail", "call"], FieldDef(type="text"), "none-of") == ("mail", "call")


@pytest.mark.parametrize(("value", "name"), [({"field": "starts"}, "starts"), ({"field": 5}, None), ({}, None),
                                             ({"field": "starts", "or": "due"}, None), ("starts", None)])  # fmt: skip
def test_another_field_is_named_by_a_text_alone(value, name):
    """`{field: starts}` and nothing beside it."""
    assert other_field(value) == name
