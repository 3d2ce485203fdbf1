"""What conditions leave open: every certain answer is true of all values, and the plain cases are answered."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from decimal import Decimal

import pytest

from gatecoach.condition import Ago, Check, Either, Every, Other, Predicate
from gatecoach.ranges import CASES, exclude, follows, impossible

DAY = dt.date(2026, 1, 10)
NUMBERS = [Decimal(each) for each in ("1", "1.5", "2", "2.5", "3")]
DAYS = [DAY + dt.timedelta(days=each) for each in range(6)]
AGOS = [Ago(each) for each in range(5)]
ODD = Predicate("odd", ("number",), lambda value: value % 2 == 1)
WORLDS = [
    ({name: value for name, value in zip("ndsy", values, strict=True) if value is not None}, DAY.toordinal())
    for values in itertools.chain(
        itertools.product([None, *NUMBERS], [None, *DAYS], [None, "a"], [None, True]),
        itertools.product([None, NUMBERS[0]], [None, DAYS[1]], [None, "a", "b", "c"], [None, True, False]),
    )
]
"""Mixtures of a few values, or none, of a number, a day, a choice and a yes or no."""


def n(operator, *operands):
    """A check of the number; several operands are a list."""
    read = tuple(map(Decimal, operands))
    return Check("n", operator, read if len(read) > 1 or operator.endswith("of") else read[0])


def d(operator, *days):
    """A check of the day: numbers count from the item's own day, dates are of the calendar."""
    read = tuple(Ago(each) if isinstance(each, int) else each for each in days)
    return Check("d", operator, read if len(read) > 1 or operator.endswith("of") else read[0])


VALUES = {"n": [NUMBERS], "d": [AGOS, DAYS, [*AGOS, *DAYS]], "s": [["a", "b", "c"]], "y": [[True, False]]}
SHAPES = {
    "is": 1, "is-not": 1, "one-of": 2, "none-of": 2, "at-least": 1, "at-most": 1, "more-than": 1, "less-than": 1,
    "between": 2,
}  # fmt: skip
UNORDERED = ("is", "is-not", "one-of", "none-of")


def some_check(chance, field):
    """Any check of that field."""
    values = chance.choice(VALUES[field])
    if chance.random() < 0.1:
        return Check(field, "known", chance.random() < 0.5)
    if field == "n" and chance.random() < 0.1:
        return Check("n", "passes", ODD)
    plain = field in "sy" or len({type(each) for each in values}) > 1
    operator = chance.choice(UNORDERED if plain else list(SHAPES))
    picked = tuple(chance.choices(values, k=SHAPES[operator]))
    return Check(field, operator, picked if SHAPES[operator] > 1 else picked[0])


def some_condition(chance, field, depth=2):
    """Any condition, mostly on that field."""
    if depth == 0 or chance.random() < 0.3:
        return some_check(chance, field if chance.random() < 0.9 else chance.choice("ndsy"))
    parts = tuple(some_condition(chance, field, depth - 1) for _ in range(chance.randint(1, 3)))
    return chance.choice((Every, Every, Either))(parts)


def true_in(condition):
    """The worlds, by number, in which a condition is true."""
    return {number for number, world in enumerate(WORLDS) if condition.holds(*world) is True}


def test_what_is_certain_is_true_of_all_values():
    """Nothing makes the first true and the second not, both true, or the impossible true; and much is certain."""
    chance, certain = random.Random(1), {"follows": 0, "exclude": 0, "impossible": 0}
    for _ in range(1500):
        field = chance.choice("nnddsy")
        one, other = some_condition(chance, field), some_condition(chance, field)
        first, second = true_in(one), true_in(other)
        if follows(one, other):
            certain["follows"] += bool(first)
            assert first <= second, (one, other)
        if exclude(one, other):
            certain["exclude"] += bool(first and second)
            assert not first & second, (one, other)
        if impossible(one):
            certain["impossible"] += 1
            assert not first, one
    assert min(certain.values()) >= 100, certain


def test_of_two_checks_nothing_is_overlooked_where_the_values_can_be_counted():
    """Of a yes or no, and wherever a choice is named, all that excludes each other is found."""
    chance = random.Random(2)
    for _ in range(500):
        field = chance.choice("sy")
        one, other = some_check(chance, field), some_check(chance, field)
        if field == "y" or one.operator in ("is", "one-of"):
            assert exclude(one, other) == (not true_in(one) & true_in(other)), (one, other)


TWO = Check("n", "at-least", Other("m", "number"))
FOLLOWS = [
    (n("is", 2), n("at-least", 2)),
    (n("at-least", 3), n("at-least", 2)),
    (n("more-than", 2), n("at-least", 2)),
    (n("between", 2, 3), n("at-most", 3)),
    (n("one-of", 1, 2), n("less-than", 3)),
    (n("one-of", 1, 2), n("one-of", 1, 2, 3)),
    (n("less-than", 3), n("is-not", 3)),
    (n("none-of", 1, 2), n("is-not", 2)),
    (n("at-least", 2), Check("n", "known", True)),
    (d("between", 7, 14), d("at-least", 7)),
    (d("more-than", 6), d("at-least", 7)),
    (d("at-least", DAYS[3]), d("more-than", DAYS[2])),
    (Every((n("at-least", 2), n("at-most", 2))), n("is", 2)),
    (Every((n("at-least", 1), n("at-least", 3))), n("at-least", 3)),
    (Every((n("at-most", 3), n("at-most", 1))), n("at-most", 1)),
    (Every((d("at-least", 2), d("at-most", 3), d("is-not", 2))), d("is", 3)),
    (Every((n("is", 1), d("is", 1))), n("is", 1)),
    (n("is", 1), Either((n("is", 1), d("is", 1)))),
    (Either((n("is", 1), n("is", 2))), n("at-most", 2)),
    (Check("y", "is-not", True), Check("y", "is", False)),
    (Check("n", "passes", ODD), Check("n", "known", True)),
    (Every((Check("n", "passes", ODD), n("is", 1))), Check("n", "passes", ODD)),
    (Every((n("is", 1), n("is", 2))), d("is", 1)),
    (TWO, Check("n", "known", True)),
    (TWO, Check("m", "known", True)),
    (Every((TWO, n("is", 1))), TWO),
]


@pytest.mark.parametrize(("one", "other"), FOLLOWS)
def test_what_plainly_follows_is_found(one, other):
    """Edges, sets, whole days, cases and what is known."""
    assert follows(one, other)
    assert follows(one, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (n("at-least", 2), n("more-than", 2)),
        (n("at-most", 3), n("between", 2, 3)),
        (n("one-of", 1, 2), n("is", 1)),
        (n("is-not", 1), n("at-least", 2)),
        (n("at-most", 3), n("is-not", 3)),
        (n("is", 2), d("is", 2)),
        (d("at-least", 7), d("at-least", DAYS[0])),
        (Check("n", "known", True), n("at-least", 0)),
        (Check("n", "known", False), n("none-of", 1)),
        (Either((n("is", 1), n("is", 2))), n("is", 1)),
        (n("is", 1), Every((n("is", 1), d("is", 1)))),
        (n("is", 1), Check("n", "passes", ODD)),
        (TWO, Check("n", "more-than", Other("m", "number"))),
        (Check("n", "more-than", Other("m", "number")), TWO),
        (n("is", 1), TWO),
        (TWO, n("at-least", 0)),
    ],
)
def test_what_does_not_follow_is_not_claimed(one, other):
    """The same with one end open, another field, or days of another kind."""
    assert not follows(one, other)


@pytest.mark.parametrize(
    "condition",
    [
        n("between", 3, 2),
        Every((n("at-least", 3), n("at-most", 2))),
        Every((n("more-than", 2), n("at-most", 2))),
        Every((n("is", 1), n("is", 2))),
        Every((n("one-of", 1, 2), n("none-of", 1, 2))),
        Every((n("between", 2, 2), n("is-not", 2))),
        Every((d("more-than", 2), d("less-than", 3))),
        Every((d("between", 2, 3), d("none-of", 2, 3))),
        Every((Check("n", "known", False), n("is-not", 1))),
        Every((TWO, Check("m", "known", False))),
        Every((Check("y", "is-not", True), Check("y", "is-not", False))),
        Every((n("is", 1), Either((n("is", 2), n("is", 3))))),
        Either(()),
    ],
)
def test_what_can_never_hold_is_found(condition):
    """Empty ranges, sets without a value, days with none between them, known and unknown at once."""
    assert impossible(condition)
    assert follows(condition, Check("z", "is", 1))


@pytest.mark.parametrize(
    "condition",
    [
        Every((n("more-than", 2), n("less-than", 3))),
        Every((n("at-least", 2), n("at-most", 2))),
        Every((d("at-least", 9), d("at-most", DAYS[0]))),
        Every((Check("n", "passes", ODD), n("is", 2))),
        Every((TWO, Check("n", "less-than", Other("m", "number")))),
        Every((d("one-of", 1, DAYS[4]), d("at-most", 1))),
        Every(()),
    ],
)
def test_what_may_hold_is_not_called_impossible(condition):
    """There are numbers between 2 and 3, and days from the item tell nothing about days of the calendar."""
    assert not impossible(condition)


def test_of_too_many_cases_nothing_is_claimed():
    """Neither that it follows nor that it cannot hold, beyond the plainly same; and at once."""
    never = Every((n("is", 1), n("is", 2)))
    many = Every((*(Either((never, never)) for _ in range(60)), never))
    assert CASES < 2**60
    assert not impossible(many)
    assert not follows(many, n("is", 3))
    assert not impossible(Either((many, never)))
    assert follows(many, many)
    assert not impossible(Either((n("is", 1),) * (CASES + 1)))


class Fixed:
    """A condition of another make."""


def test_a_condition_of_another_make_follows_from_itself_alone():
    """What cannot be taken apart is taken as it is."""
    other = Fixed()
    assert follows(Every((other, n("is", 1))), other)
    assert not follows(n("is", 1), other)
    assert not exclude(other, n("is", 1))


def test_as_many_cases_as_are_looked_at_are_looked_at_in_full():
    """Of sixty-four there is a claim, of one more there is none; combined they are multiplied."""
    never = n("between", 3, 2)
    assert [impossible(Either((never,) * cases)) for cases in (CASES, CASES + 1)] == [True, False]
    ways = {size: Either((never,) * size) for size in (8, 9)}
    assert impossible(Every((ways[8], ways[8])))
    assert not impossible(Every((ways[8], ways[9])))


def test_in_whole_days_there_is_none_between_two():
    """Less than seven days are six at most, and more than seven are eight at least; and the other way round."""
    for one, other in ((d("less-than", 7), d("at-most", 6)), (d("more-than", 7), d("at-least", 8))):
        assert follows(one, other)
        assert follows(other, one)
