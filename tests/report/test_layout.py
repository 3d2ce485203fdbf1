"""Lines that fit, columns that stand beside each other, days in words, and nothing that steers a terminal."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.report.layout import (
    beside,
    clean,
    counted,
    half,
    indented,
    long_day,
    moment,
    short_day,
    wrapped,
)

BERLIN = ZoneInfo("Europe/Berlin")


@given(st.lists(st.text("abc é", min_size=1, max_size=12), max_size=20), st.integers(30, 120))
def test_wrapped_lines_fit_and_lose_no_word(words, width):
    """Every line is at most as wide as asked, and the words come in their order."""
    lines = wrapped(" ".join(words), width, first="  - ")
    assert all(len(line) <= width for line in lines)
    assert " ".join(lines).removeprefix("  -").split() == " ".join(words).split()


def test_the_first_line_is_marked_and_the_others_hang_below_it():
    """A mark stands before the first line only."""
    assert wrapped("one two three four five", 16, first="[x] ") == ["[x] one two", "    three four", "    five"]


def test_an_empty_text_is_its_mark():
    """Nothing to say still gives one line."""
    assert wrapped("", 40, first="[ ] ") == ["[ ]"]


def test_two_columns_end_together():
    """The shorter column is filled up, and no line has spaces at its end."""
    assert beside(["a", "b"], ["c"], 13) == ["a       c", "b"]
    assert half(13) == 5


@pytest.mark.parametrize("wrote", ["\x1b[31mred", "a\x07b", "a\u202eb", "a\x9bb"])
def test_what_others_wrote_draws_nothing(wrote):
    """Control and hidden characters become a visible substitute."""
    assert clean(wrote).isprintable()
    assert "\ufffd" in clean(wrote)


def test_lines_of_others_become_one():
    """A line break in a name cannot forge a line of the report."""
    assert clean("Bo\n[x] Needs confirmed") == "Bo [x] Needs confirmed"


def test_empty_lines_stay_empty_when_moved():
    """Indenting leaves no spaces behind."""
    assert indented(["a", "", "b"], "  ") == ["  a", "", "  b"]


def test_days_and_moments_in_words():
    """A day is said short before an item and long in a heading; a moment is said in the framework's zone."""
    assert short_day(dt.date(2026, 3, 3)) == "03 Mar"
    assert long_day(dt.date(2026, 12, 24)) == "24 December 2026"
    assert moment(dt.datetime(2026, 3, 6, 23, 30, tzinfo=dt.UTC), BERLIN) == "7 March 2026, 00:30"
    assert moment(dt.date(2026, 3, 6), BERLIN) == "6 March 2026"


@pytest.mark.parametrize(("number", "said"), [(0, "no gates"), (1, "1 gate"), (2, "2 gates")])
def test_numbers_agree_with_their_noun(number, said):
    """One is singular, none and many are plural."""
    assert counted(number, "gate") == said


def test_a_noun_may_have_its_own_plural():
    """Irregular plurals are given."""
    assert counted(2, "reply", "replies") == "2 replies"


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_at_the_ends_of_the_calendar_is_told_as_it_was_written(text):
    """No zone has a day for it."""
    at = dt.datetime.fromisoformat(text)
    assert moment(at, BERLIN) == f"{long_day(at.date())}, {at:%H:%M}"
