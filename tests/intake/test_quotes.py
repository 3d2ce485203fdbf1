"""A statement rests on words that its item really says."""

from __future__ import annotations

import datetime as dt

import pytest

from gatecoach.facts import Evidence, Statement
from gatecoach.intake import check_quotes

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
ITEMS = [
    Evidence(id="m1", by="anna", at=NOON, source="mail", text="Point two: 40 hours\n a month, not 20."),
    Evidence(id="m1", by="anna", at=NOON, source="crm", text="Called."),
]


def findings(quote, about="m1"):
    """What is wrong with one statement that quotes this."""
    row = {"id": "s1", "about": about, "outcome": "clarifies", "quote": quote, "by": "rosa", "at": NOON}
    return check_quotes([Statement(**row)], ITEMS)


@pytest.mark.parametrize("quote", ["40 hours a month", "Point  two:\n40 hours", "Called."])
def test_a_quote_may_be_broken_over_lines(quote):
    """White space is of no account, and any copy of the item may hold the words."""
    assert findings(quote) == []


@pytest.mark.parametrize(
    ("quote", "about", "words"),
    [
        ("40 hours a week", "m1", '"40 hours a week" is not in what m1 newly says'),
        ("point two", "m1", '"point two" is not in what m1 newly says'),
        (" \n", "m1", "it quotes nothing"),
        ("40 hours", "m2", "there is no item m2"),
    ],
)
def test_a_quote_that_is_not_there_is_a_finding(quote, about, words):
    """Other words, another case, no words or no item: the finding names the statement and what to do."""
    (found,) = findings(quote, about)
    assert (found.code, found.message, found.path) == ("GC029", f"statement s1: {words}", "statements.s1")
    assert found.hint


def test_quoted_lines_are_no_words_of_the_sender(read_one, mail):
    """What the customer only quotes from us cannot be read as the customer's word."""
    _, evidence = read_one(mail(body="Thanks.\n> You lose 20 hours.\n"))
    row = {"about": "r1@pumps.example", "outcome": "confirms", "by": "rosa", "at": NOON}
    quotes = [Statement(id=each, quote=each, **row) for each in ("Thanks.", "You lose 20 hours.")]
    assert [each.path for each in check_quotes(quotes, evidence)] == ["statements.You lose 20 hours."]
