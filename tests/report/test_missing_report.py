"""The least that is missing, in plain words."""

from __future__ import annotations

import pytest
from helpers import date, day, deal, gate_of, got, pair, sent, word

from gatecoach.missing import smallest
from gatecoach.report import missing_text


def said(customer, facts=(), *, seller="offer", at=60, width=100, **more):
    """What is said about a gate that asks for this."""
    subject = deal(gate_of(pair(customer, seller)), [sent("m1"), *facts])
    moment = at if not isinstance(at, int) else day(at)
    return missing_text(smallest(subject, "go", moment, **more), subject, width=width).splitlines()


def test_one_thing_is_said_with_who_and_in_answer_to_what():
    """Names, the title of what has to come, and the item it answers with its day."""
    assert said("reply") == [
        "",
        "The least that would open it now (1 thing):",
        '  - Anna or bea: "Their reply", in answer to "Our offer" of 01 Jan',
    ]


def test_several_things_are_numbered_and_ways_are_set_apart():
    """What answers another thing of the same way says its number; a reading is a thing to do."""
    assert said("verdict", [got("v1", 2, "verdict")], seller="record") == [
        "",
        "The least that would open it now (2 things, one of 2 ways):",
        '  1. Have "verdict" of 02 Jan by Anna read (agrees or amends would do)',
        '  2. rita or max: "record", in answer to "verdict" of 02 Jan',
        "  or",
        '  1. Anna or bea: "verdict", in answer to "Our offer" of 01 Jan, read as agrees or amends',
        '  2. rita or max: "record", in answer to 1',
    ]


@pytest.mark.parametrize(
    ("customer", "words"),
    [
        ("{what: visit, with: {seats: {at-least: 2}}}", "where seats is at least 2"),
        ("note", "seen in mail"),
        ("{what: visit, at-least: 2, from-different: person}", "by somebody else than in 2"),
        ("{what: visit, at-least: 2, from-different: day}", "on an earlier day"),
        ("{what: visit, at-least: 2, from-different: source}", "from typed"),
        ("{what: visit, at-least: 4, from-different: person}", "somebody new (customer side)"),
        ("{what: reply, at-least: 3, from-different: person}", "somebody new (Buyer or Key)"),
    ],
)
def test_what_a_thing_has_to_be_is_said(customer, words):
    """Conditions, channels, who else, when else, and somebody who is not known yet."""
    assert words in " ".join(each.strip() for each in said(customer))


def test_where_nothing_helps_the_reasons_are_said():
    """A no of today, and no source for documents."""
    assert said("verdict", word("v1", "refuses", date(60)))[1:] == [
        "Nothing that happens now would open it:",
        "  - The newest word on this is a no that nothing said now can be certainly later than: verdict.",
    ]
    assert said("paper")[-1] == "  - No connected source could show this: paper. It counts only from document."


def test_too_much_and_too_many_are_said():
    """More things than were wanted, and more ways than are shown."""
    assert said("{what: visit, at-least: 3}", at_most=2)[1:] == ["It takes more than 2 things to open it."]
    assert said("{any: [reply, visit, note]}", ways=1)[-1] == "There are more ways than these."


def test_an_open_gate_says_nothing():
    """There is nothing to add."""
    assert said("reply", [got("r1")]) == []


@pytest.mark.parametrize("width", [40, 60, 80])
def test_it_fits_its_width(width):
    """Every line fits."""
    assert all(len(line) <= width for line in said("verdict", [got("v1", 2, "verdict")], seller="record", width=width))
