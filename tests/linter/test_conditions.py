"""Conditions that nothing could ever fit: an error at the narrowest place."""

from __future__ import annotations

import pytest
from linter.worlds import DEAL, FULL, FW, TALK, asking, findings_of, messages, said, with_

FIELDS = (DEAL, "ends:", "fields: {amount: {type: money}, kind: {type: choice, of: [new, old]}}\nends:")
FIRST = "    requires:\n      needs-are-theirs:\n"


def due(test):
    """The change that asks the plan of a talk for a day."""
    return TALK, "coachee: plan-written, coach", f"coachee: {{what: plan-written, with: {{due: {test}}}}}, coach"


def when(gate="", requirement=""):
    """The change that gives the first gate or its requirement a condition."""
    outer = f"    when: {gate}\n" if gate else ""
    inner = f"        when: {requirement}\n" if requirement else ""
    return DEAL, FIRST, f"{outer}{FIRST}{inner}"


@pytest.mark.parametrize(
    ("test", "token"),
    [
        ("{between: [14 days, 7 days]}", "[14 days, 7 days]"),
        ("{between: [2026-05-01, 2026-04-01]}", "[2026-05-01, 2026-04-01]"),
        ("{at-least: 14 days, at-most: 7 days}", "due"),
        ("{more-than: 7 days, less-than: 8 days}", "due"),
        ("{is: 2026-05-01, is-not: 2026-05-01}", "due"),
        ("{known: false, at-least: 1 day}", "due"),
    ],
)
def test_a_day_that_cannot_be(test, token):
    """The ends are the wrong way round, or two words leave no day."""
    assert said(due(test)) == [("GC038", 14, token)]


@pytest.mark.parametrize(
    "test",
    [
        "{between: [7 days, 7 days]}",
        "{at-least: 7 days, at-most: 14 days}",
        "{known: false}",
        "{more-than: 7 days, at-most: 8 days}",
    ],
)
def test_a_day_that_can_be(test):
    """One day is enough, and days counted and days of the calendar may stand together."""
    assert said(due(test)) == []


def test_each_says_what_to_do():
    """Ends are turned round; of two words one goes."""
    assert messages(due("{between: [14 days, 7 days]}")) == [
        ("nothing lies between 14 days and 7 days", "write the smaller end first: [7 days, 14 days]")
    ]
    assert messages(due("{at-least: 14 days, at-most: 7 days}")) == [
        ('no value of "due" fits all of this', "take one of the words out")
    ]


@pytest.mark.parametrize(
    ("test", "token"),
    [
        ("{all: [{budget: {at-least: 5}}, {budget: {at-most: 4}}]}", "with"),
        ("{all: [{budget: {known: true}}, {budget: {between: [5, 4]}}]}", "[5, 4]"),
        ("{budget: {at-least: 5}, any: [{budget: 4}, {budget: 3}]}", "with"),
        ("{any: [{budget: {between: [5, 4]}}]}", "with"),
    ],
)
def test_parts_that_exclude_each_other(test, token):
    """Told at the part that can never be by itself, else at the whole."""
    assert said(asking(f"{{what: review-answered, with: {test}}}")) == [("GC038", 15, token)]


def test_one_way_that_can_be_is_enough():
    """Of alternatives only one has to be possible."""
    test = "{any: [{budget: {between: [5, 4]}}, {budget: 3}]}"
    assert said(asking(f"{{what: review-answered, with: {test}}}")) == []


@pytest.mark.parametrize("test", ["rejects", "[rejects]", "{none-of: [confirms, clarifies]}"])
def test_a_reading_that_opposes_never_counts(test):
    """A clause cannot ask for a no: what is read so is no evidence for it."""
    ((code, line, _),) = said(asking(f"{{what: review-answered, with: {{outcome: {test}}}}}"))
    assert (code, line) == ("GC038", 15)
    assert messages(asking("{what: review-answered, with: {outcome: rejects}}")) == [
        (
            "`is: rejects` leaves only readings that oppose, and with these nothing counts",
            "those that agree: confirms, clarifies",
        )
    ]


def test_a_no_may_be_gone_through_one_by_one():
    """`for-each` ranges over every item, whatever it says."""
    each = "        for-each: {what: review-answered, with: {outcome: rejects}}\n"
    more = f"      every-no:\n        say: Heard.\n{each}        seller: review-taken\n"
    taken = (
        FW,
        "  review-answered:\n",
        "  review-taken: {side: seller, answers: review-answered}\n  review-answered:\n",
    )
    assert said(taken, (DEAL, "  signed:\n", f"{more}  signed:\n")) == []


def test_a_condition_on_the_subject_that_never_holds():
    """On gates, requirements and use cases alike; another finding about the same word is not repeated."""
    never = "{amount: {between: [9, 5]}}"
    assert said(FIELDS, when(gate=never)) == [("GC038", 12, "[9, 5]")]
    assert said(FIELDS, when(requirement=never)) == [("GC038", 14, "[9, 5]")]
    uses = (
        FW,
        "roles:",
        "fields: {seats: {type: number}}\nuse-cases: {big: {when: {seats: {between: [9, 5]}}}}\nroles:",
    )
    assert said(uses) == [("GC038", 6, "[9, 5]")]
    assert said(FIELDS, when(requirement="{amount: {between: [much, 5]}}")) == [("GC027", 14, "[much, 5]")]


def test_a_requirement_that_is_never_in_force_at_its_gate():
    """Its condition and the gate's exclude each other."""
    change = when("{amount: {at-least: 100}}", "{amount: {less-than: 100}}")
    assert said(FIELDS, change) == [("GC038", 15, "when")]
    assert "never in force" in messages(FIELDS, change)[0][0]


def test_a_requirement_whose_condition_holds_wherever_the_gates_does():
    """It changes nothing; a narrower one does, and so does one that asks where the gate's is not known."""
    assert said(FIELDS, when("{kind: new}", "{kind: {is-not: old}}")) == [("GC041", 15, "when")]
    narrower = when("{amount: {at-least: 100}}", "{amount: {at-least: 200}}")
    assert [code for code, *_ in said(FIELDS, narrower)] == ["GC037"]
    unknown = when("{kind: new, if-unknown: require}", "{kind: new, if-unknown: skip}")
    assert [code for code, *_ in said(FIELDS, unknown)] == ["GC037"]


@pytest.mark.parametrize(
    ("test", "idle"),
    [
        ("{outcome: [confirms, clarifies]}", True),
        ("{outcome: {is-not: rejects}}", True),
        ("{outcome: confirms}", False),
        ("{budget: {known: true}}", False),
    ],
)
def test_a_condition_that_holds_of_all_that_counts(test, idle):
    """Every agreeing reading is no choice; an optional field may be missing, so asking for it is one."""
    found = said(asking(f"{{what: review-answered, with: {test}}}"))
    assert found == ([("GC041", 15, "with")] if idle else [])


def test_a_required_field_is_known_anyway():
    """An item without it is incomplete and counts for nothing."""
    assert said(due("{known: true}")) == [("GC041", 14, "with")]


def test_what_cannot_be_told_is_not_claimed():
    """A term without any vocabulary has one finding, about the vocabulary; nothing is said of a registered check."""
    term = (TALK, "{due: {type: date}}", "{due: {type: date}, word: {type: term}}")
    none_of = (
        TALK,
        "coachee: plan-written, coach",
        "coachee: {what: plan-written, with: {word: {none-of: [a]}}}, coach",
    )
    assert [code for code, *_ in said(term, none_of)] == ["GC014"]
    assert [each.code for each in findings_of(with_(base=FULL))] == []
