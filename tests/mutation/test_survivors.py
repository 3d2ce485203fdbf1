"""The list of changes that no test notices is about the engine as it is, and tells what it names from what is new."""

from __future__ import annotations

from collections import Counter

import pytest
from mutation.survivors import Place, folded, function_text, known, places

LISTED = places()


@pytest.mark.parametrize("function", sorted({each.function for each in LISTED}))
def test_every_place_of_the_list_is_in_the_engine(function):
    """The function exists and holds each piece as it is written; who changes it looks at the reason again."""
    text = function_text(function)
    assert text
    assert [each.written for each in LISTED if each.function == function and each.written not in text] == []


def test_every_place_says_what_may_stand_there_and_why():
    """Something else than what is written, named once, and with a reason."""
    assert [each for each in LISTED if not each.why or not each.instead or each.written in each.instead] == []
    every = Counter((each.function, each.written, other) for each in LISTED for other in each.instead)
    assert [each for each, times in every.items() if times > 1] == []


PLACE = Place("gate.judge", "a < 0", ("a <= 0", "a < 1"), "It is never nought.")


def test_a_place_is_changed_once_at_a_time():
    """Where a piece stands twice, each of the two may be the changed one; where it does not stand, nothing is."""
    assert list(PLACE.changed("a < 0 or a < 0")) == [
        "a <= 0 or a < 0", "a < 1 or a < 0", "a < 0 or a <= 0", "a < 0 or a < 1",
    ]  # fmt: skip
    assert list(PLACE.changed("b < 0")) == []


def test_only_a_change_that_the_list_names_is_known():
    """Another change of the same piece is new, and so is the same change of another function."""
    listed = ("gate.judge", "return a < 0", "return a <= 0")
    others = [
        ("gate.judge", "return a < 0", "return a > 0"),
        ("gate.judge", "return a < 0", "return a <= 0 or a"),
        ("gate.level", "return a < 0", "return a <= 0"),
    ]
    assert known([listed, *others], [PLACE]) == [listed]


def test_functions_and_methods_are_found_by_their_names():
    """As the list names them; a class, a name that is not there and a module that is not there have no text."""
    assert function_text("blocks._order").startswith('def _order(world: World, row: Row, leaf: Leaf) -> str: """In a')
    assert function_text("missing.ways.Way.as_dict").startswith("def as_dict(self)")
    assert [function_text(each) for each in ("clause.Leaf", "clause.nobody", "nobody.at_all")] == ["", "", ""]
    assert folded("  a\n   b ") == "a b"
