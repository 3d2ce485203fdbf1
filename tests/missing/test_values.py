"""Values that say what conditions ask: boundaries, what lies between and beyond, choices, days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from gatecoach.condition import Ago, Check, Either, Every, Other
from gatecoach.definition import EvidenceDef
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
