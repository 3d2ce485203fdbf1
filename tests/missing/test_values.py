"""Values that say what conditions ask: boundaries, what lies between and beyond, choices, days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from gatecoach.condition import Ago, Check, Either, Every, Other
from gatecoach.definition import EvidenceDef
from gatecoach.missing import values
from gatecoach.missing.values import Asks, fillings, written

DAY = dt.date(2026, 3, 1).toordinal()


def kind(**fields):
    """A type with these fields; its outcomes are yes and well, and no."""
    more = {"outcomes": {"for": ["yes", "well"], "against": ["no"]}} if fields.pop("read", False) else {}
    return EvidenceDef.model_validate({"side": "customer", "fields": fields, **more})


def checks(field, **operators):
    """All of these checks of one field."""
    return Every(tuple(Check(field, name.rstrip("_").replace("_", "-"), value) for name, value in operators.items()))


NUMBER = {"type": "number"}
HARD = [
    ("number", checks("f", more_than=Decimal(3), less_than=Decimal(4))),
    ("number", checks("f", more_than=Decimal(3))),
    ("number", checks("f", less_than=Decimal(0))),
    ("number", checks("f", is_not=Decimal(1), at_least=Decimal(1))),
    ("share", checks("f", more_than=Decimal("0.9"))),
    ("share", checks("f", less_than=Decimal("0.01"))),
    ("money", checks("f", between=(Decimal(5), Decimal(9)), none_of=(Decimal(5), Decimal(9)))),
    ("date", checks("f", between=(Ago(7), Ago(14)))),
    ("date", checks("f", more_than=Ago(0), less_than=Ago(2))),
    ("date", checks("f", less_than=dt.date(2026, 1, 1))),
    ("text", checks("f", is_not="x", none_of=("something 1",))),
    ("text", checks("f", one_of=("x", "y"), is_not="x")),
    ("yes-no", checks("f", is_not=True)),
    ("number", Either((checks("f", less_than=Decimal(0), more_than=Decimal(1)), checks("f", is_=Decimal(7))))),
]


@pytest.mark.parametrize(("type_", "test"), HARD)
def test_a_condition_that_can_hold_is_met(type_, test):
    """One of the fillings holds, whatever the boundaries are."""
    found = fillings(kind(f={"type": type_}), Asks((test,)), DAY)
    assert any(test.holds(each, DAY) for each in found)


TWO = [
    ("date", checks("f", at_least=Other("g", "date"))),
    ("date", checks("f", less_than=Other("g", "date"))),
    ("date", Every((checks("f", at_least=Other("g", "date")), checks("g", at_least=Ago(7))))),
    ("date", Every((checks("f", more_than=Other("g", "date"), at_most=Ago(14)), checks("g", at_least=Ago(13))))),
    ("money", Every((checks("f", at_most=Other("g", "money")), checks("g", at_most=Decimal(-5))))),
    ("text", checks("f", is_not=Other("g", "text"))),
    ("text", Every((checks("f", is_=Other("g", "text")), checks("g", one_of=("x", "y"))))),
    ("yes-no", checks("f", is_not=Other("g", "yes-no"))),
]


@pytest.mark.parametrize(("type_", "test"), TWO)
def test_two_fields_are_filled_to_fit_each_other(type_, test):
    """What is asked of one field tells values of the other apart as well, over as many fields as are compared."""
    found = fillings(kind(f={"type": type_}, g={"type": type_}, h={"type": type_}), Asks((test,)), DAY)
    assert any(test.holds(each, DAY) for each in found)


def test_what_cannot_hold_together_is_filled_apart():
    """Two conditions that exclude each other give two fillings, one that both allow gives one."""
    low, high, wide = (
        checks("f", **{name: Decimal(n)}) for name, n in [("at_most", 2), ("at_least", 5), ("at_least", 1)]
    )
    assert len(fillings(kind(f=NUMBER), Asks((low, high)), DAY)) == 2
    (both,) = fillings(kind(f=NUMBER), Asks((low, wide)), DAY)
    assert Decimal(1) <= both["f"] <= 2


def test_what_opens_a_for_each_is_avoided_where_it_can_be():
    """Of two fillings that count the one that does no harm is taken."""
    (found,) = fillings(
        kind(f=NUMBER), Asks((checks("f", at_least=Decimal(1)),), (checks("f", at_least=Decimal(5)),)), DAY
    )
    assert Decimal(1) <= found["f"] < 5


def test_fields_nobody_asks_about_are_simply_there():
    """A required field has a value, an optional one none; the outcome is an agreeing one."""
    (found,) = fillings(kind(a={"type": "date"}, b={"type": "text", "optional": True}, read=True), Asks(), DAY)
    assert found == {"a": dt.date(2026, 3, 1), "outcome": "yes"}
    assert written({**found, "n": Decimal("1.50")}) == {"a": "2026-03-01", "n": "1.50"}


def test_only_agreeing_outcomes_are_thought_of():
    """A condition may pick among what agrees; a no is never supposed."""
    (found,) = fillings(kind(read=True), Asks((checks("outcome", is_not="yes"),)), DAY)
    assert found["outcome"] == "well"


def test_as_many_values_as_have_to_differ():
    """New values of the field, none that is there; of a choice every value."""
    vary = Asks(vary=("f", 2, frozenset({Decimal(1)})))
    values = [each["f"] for each in fillings(kind(f=NUMBER), vary, DAY)]
    assert (len(set(values)), Decimal(1) in values) == (2, False)
    choice = kind(f={"type": "choice", "of": ["a", "b", "c"]})
    assert [each["f"] for each in fillings(choice, Asks(vary=("f", 1, frozenset())), DAY)] == ["a", "b", "c"]


class Always:
    """A condition of a kind that nobody here knows; it always holds."""

    def holds(self, _values, _day):
        """Yes."""
        return True


def test_a_condition_of_another_kind_names_no_values():
    """It is asked whether it holds, and the plain value does."""
    assert fillings(kind(f=NUMBER), Asks((Always(),)), DAY) == [{"f": Decimal(1)}]


FOUR = (checks("f", at_least=Decimal(4)),)
BETWEEN = (checks("f", at_least=Decimal(2), at_most=Decimal(4)),)
HALF = (checks("f", at_least=Decimal("0.5")),)
TODAY = (checks("f", at_least=Ago(0)),)
OPTIONS = [
    ("number", (), {}, "1"),
    ("number", FOUR, {}, "4 5 3 2 2.5"),
    ("number", BETWEEN, {}, "2 4 3 5 1 2.5"),
    ("number", BETWEEN, {"more": 1}, "2 4 2.667 3.333 5 1 6 0 0.667 1.333 3"),
    ("number", BETWEEN, {"more": 1, "there": 1}, "2 4 2.5 3 3.5 5 1 6 0 7 -1 0.5 1.5 3.25 1.75"),
    ("number", (checks("f", known=True),), {}, "1 2 0 0.5"),
    ("share", HALF, {}, "0.5 0.25 0.75"),
    ("share", (checks("f", more_than=Decimal(0)),), {}, "0 1 0.5"),
    ("share", (), {"more": 2}, "1 0 0.25 0.5 0.75"),
    ("text", (), {}, "something 1"),
    ("text", (checks("f", is_="x"),), {}, "x/something 1"),
    ("text", (), {"more": 2}, "something 1/something 2/something 3"),
    ("yes-no", (), {}, "True"),
    ("yes-no", (checks("f", known=True),), {}, "True False"),
    ("date", (), {}, "2026-03-01"),
    ("date", (checks("f", at_least=Ago(1)),), {}, "2026-03-02 2026-03-03 2026-03-01 1013-08-01 1013-08-02"),
    ("date", TODAY, {"day": 1}, "0001-01-01 0001-01-02"),
    ("date", TODAY, {"day": dt.date.max.toordinal()}, "9999-12-31 9999-12-30 5000-07-01 5000-07-02"),
]


@pytest.mark.parametrize(("type_", "tests", "more", "expected"), OPTIONS)
def test_the_values_that_are_looked_at(type_, tests, more, expected):
    """Boundaries, then between, above and below them, then towards nought and one; none outside the type."""
    found = options(kind(f={"type": type_}), "f", tests, **more)
    said = [str(round(each, 3).normalize()) if isinstance(each, Decimal) else str(each) for each in found]
    assert said == expected.split("/" if type_ == "text" else None)


def options(whole, name, tests, *, more=0, there=0, day=DAY):
    """The values of one field for these conditions, with so many further ones and so many there already."""
    vary = (name, more, frozenset(map(Decimal, range(there)))) if more else None
    named = [check for test in tests for check in test.parts]
    return values._options(name, whole.fields[name], named, Asks(tests, (), vary), day)


def test_only_fields_that_are_compared_share_their_boundaries():
    """The nine asked of another pair of fields is none of these two."""
    pairs = (checks("f", at_least=Other("g", "number")), checks("h", at_least=Other("i", "number")))
    tests = (*pairs, checks("g", at_least=Decimal(5)), checks("i", at_least=Decimal(9)))
    whole = kind(f=NUMBER, g=NUMBER, h=NUMBER, i=NUMBER)
    assert [Decimal(n) in options(whole, "f", tests) for n in (5, 9)] == [True, False]


def test_days_that_open_a_for_each_are_avoided_too():
    """They are counted from the day of the item."""
    asks = Asks((checks("f", at_least=Ago(1)),), (checks("f", at_least=Ago(5)),))
    (found,) = fillings(kind(f={"type": "date"}), asks, DAY)
    assert found["f"] == dt.date(2026, 3, 2)


def test_of_yes_and_no_both_are_thought_of_where_they_have_to_differ():
    """However few more are wanted."""
    both = fillings(kind(f={"type": "yes-no"}), Asks(vary=("f", 1, frozenset())), DAY)
    assert [each["f"] for each in both] == [True, False]


def test_a_no_is_not_supposed_even_where_a_condition_asks_for_it():
    """It would count for nothing."""
    found = fillings(kind(read=True), Asks((checks("outcome", is_="no"),)), DAY)
    assert [each["outcome"] for each in found] == ["yes"]


def test_only_so_many_combinations_are_looked_at(monkeypatch):
    """The rest is left, however many conditions only it would meet."""
    low, high = checks("f", at_most=Decimal(2)), checks("f", at_least=Decimal(5))
    monkeypatch.setattr(values, "MOST", 1)
    assert len(fillings(kind(f=NUMBER), Asks((low, high)), DAY)) == 1


def test_what_is_written_is_as_people_write_it():
    """Days and numbers as text, text and yes as they are."""
    assert written({"d": dt.date(2026, 3, 1), "n": Decimal(2), "t": "x", "y": True}) == {
        "d": "2026-03-01", "n": "2", "t": "x", "y": True,
    }  # fmt: skip
