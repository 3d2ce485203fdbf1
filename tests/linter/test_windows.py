"""Numbers of days that are hardly meant: none at all, at odds with the stage, more than the evidence allows."""

from __future__ import annotations

import pytest
from linter.worlds import ANSWERED, DEAL, FW, SENT, asking, gate, messages, said

STAY = (DEAL, "needs-analysis: {phase: needs-built}", "needs-analysis: {phase: needs-built, expected: 30 days}")
LAST = gate("signed", "proposal", "won").splitlines(keepends=True)[0]
OLD = (FW, "by: [buyer]", "by: [buyer]\n    no-older-than: 60 days\n    within: 40 days\n    grade: authentic")


def signal(days):
    """The change that gives the first gate a signal of that silence."""
    return DEAL, LAST, f'    signals: {{quiet: {{say: "Quiet.", silence: {days}, suggest: park}}}}\n{LAST}'


def waivers(days):
    """The change that lets a rep waive for that long."""
    return DEAL, LAST, f"    waivers: {{by: [rep], for-at-most: {days}}}\n{LAST}"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ((FW, "{side: seller}", "{side: seller, no-older-than: 0 days}"), ("GC039", 9, "0 days")),
        (asking("{what: review-answered, no-older-than: 0 days}"), ("GC039", 15, "0 days")),
        ((STAY[0], STAY[1], STAY[2].replace("30 days", "0 weeks")), ("GC039", 4, "0 weeks")),
        (signal("0 days"), ("GC039", 16, "0 days")),
        (waivers("0 days"), ("GC039", 16, "0 days")),
    ],
)
def test_a_window_of_no_days(change, expected):
    """Each ends on the day it begins: one warning at the number."""
    assert said(change) == [expected]


def test_what_a_window_of_no_days_would_mean():
    """The message says so, with a next step."""
    next_step = "write how many days are meant, or take the word out"
    assert messages(waivers("0 days")) == [("`for-at-most: 0 days`: a waiver would end with its own day", next_step)]


@pytest.mark.parametrize(
    "change",
    [
        asking("{what: review-answered, within: 0 days}"),
        asking("{what: review-answered, no-older-than: 1 day}"),
        signal("1 day"),
        waivers("1 day"),
    ],
)
def test_a_window_of_a_day_or_of_the_same_day_can_be_meant(change):
    """An answer on the same day may be asked for."""
    assert said(change) == []


def test_evidence_that_expires_before_the_gate_is_reached():
    """A note at the window; where it is the evidence's own, at the name of the evidence."""
    short = asking("{what: review-answered, no-older-than: 29 days}")
    assert said(STAY, short) == [("GC040", 15, "29 days")]
    assert messages(STAY, short) == [
        (
            (
                '"review-answered" counts for 29 days, but "needs-analysis" is expected to take 30 days: '
                "what comes early has expired at the gate"
            ),
            "let it count longer, or expect fewer days",
        )
    ]
    own = (FW, "by: [buyer]", "by: [buyer]\n    no-older-than: 20 days")
    assert said(STAY, own) == [("GC040", 15, "review-answered")]
    assert said(STAY, asking("{what: review-answered, no-older-than: 30 days}")) == []
    assert said(short) == []


def test_a_silence_that_shows_too_late():
    """Only when the time of the stage is over."""
    assert said(STAY, signal("31 days")) == [("GC040", 16, "31 days")]
    assert said(STAY, signal("30 days")) == []
    assert said(signal("31 days")) == []


@pytest.mark.parametrize(
    ("clause", "word", "words"),
    [
        (
            "no-older-than: 61 days",
            "61 days",
            '`no-older-than: 61 days` changes nothing: "review-answered" itself asks',
        ),
        ("within: 41 days", "41 days", '`within: 41 days` changes nothing: "review-answered" itself asks for 40 days'),
        (
            "grade: observed",
            "observed",
            '`grade: observed` changes nothing: "review-answered" itself has to be authentic',
        ),
    ],
)
def test_a_clause_that_asks_for_less_than_its_evidence(clause, word, words):
    """The stricter of the two holds, so what is written changes nothing."""
    change = asking(f"{{what: review-answered, {clause}}}")
    assert said(OLD, change) == [("GC041", 15, word)]
    assert messages(OLD, change)[0][0].startswith(words)


@pytest.mark.parametrize(
    "clause",
    ["no-older-than: 60 days", "no-older-than: 9 days", "within: 39 days", "grade: proven", "grade: authentic"],
)
def test_a_clause_that_asks_for_as_much_or_more(clause):
    """That is what a clause is for."""
    assert said(OLD, asking(f"{{what: review-answered, {clause}}}")) == []


def test_the_grade_that_holds_without_a_word():
    """Customers are observed, sellers are not: `asserted` changes nothing for the one and says it for the other."""
    assert said(asking("{what: review-answered, grade: asserted}")) == [("GC041", 15, "asserted")]
    assert (
        said(
            (
                DEAL,
                f"{SENT}\n        {ANSWERED}\n",
                f"seller: {{what: review-sent, grade: asserted}}\n        {ANSWERED}\n",
            )
        )
        == []
    )
