"""One decision as a checklist, and reasons in titles and names instead of ids."""

from __future__ import annotations

import pytest

from gatecoach.decision import Decision
from gatecoach.errors import Reason
from gatecoach.framework import load
from gatecoach.report import decision_text
from gatecoach.report.decision import verdict
from gatecoach.report.words import Words
from gatecoach.subject import Subject


@pytest.fixture
def words(deal):
    """Titles and names of the deal."""
    return Words(deal)


@pytest.fixture
def as_judged(decided_on):
    """The same decision with another verdict."""
    return lambda **head: Decision.from_dict({**decided_on("2026-03-04").as_dict(), **head})


def test_a_decision_says_which_gate_of_which_deal_and_when(decided_on, deal):
    """The head names the deal and the moment, the first line the gate and whether it opens."""
    head, gate, *_ = decision_text(decided_on("2026-03-04"), deal, name="Line 3").splitlines()
    assert head == "Opportunity: Line 3 (006), as of 4 March 2026, 09:00"
    assert gate == "[ ] Needs confirmed: does not open"


def test_tasks_of_a_decision_are_listed_below_it(decided_on, deal):
    """What stops nothing comes last."""
    last = decision_text(decided_on("2026-03-06"), deal).splitlines()[-1]
    assert last == "Still to do (does not block): Every correction of theirs is in our record."


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_a_decision_fits_its_width(decided_on, deal, width):
    """Every line fits."""
    assert all(len(line) <= width for line in decision_text(decided_on("2026-03-04"), deal, width=width).splitlines())


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ({"passes": True}, "open"),
        ({"carried": True}, "was open; some of it is too old today, but a later gate is open"),
        ({}, "does not open"),
        ({"mode": "warn"}, "does not open (it holds nothing back)"),
    ],
)
def test_a_verdict_in_words(as_judged, head, said):
    """Open, carried, shut, and shut without holding anything back are told apart."""
    assert verdict(as_judged(**head)) == said


@pytest.mark.parametrize(
    ("code", "params", "said"),
    [
        ("wrong-role", {"who": "bo", "roles": ["key-stakeholder"]}, "Bo Lindt did this, but holds none of the roles"),
        ("wrong-role", {"who": "Bo", "roles": ["key-stakeholder", "own"]}, "(Key stakeholder, own)"),
        ("not-linked", {"answers": "needs-review-sent"}, '("Needs review")'),
        ("not-linked", {"answers": "m9"}, "(m9)"),
        ("wrong-teller", {"who": "anna", "told": "r.diaz"}, "Anna Vance has to say this in person; that Rosa Diaz"),
        ("session-closed", {"step": "solution-fit"}, "This talk has ended (Solution fit)"),
        ("quorum-short", {"have": 1, "need": "everyone", "missing": ["m.lee"]}, "Still to come: Mina Lee."),
        ("quorum-short", {"have": 1, "need": 2, "missing": []}, "there is 1, and 2 is asked for."),
        ("field-not-accepted", {"who": "a", "found": "day 9", "asked": "x is between 7 days and 14 days"},
         "Days are counted from the day it was said."),
    ],
)  # fmt: skip
def test_reasons_are_said_with_titles_and_names(words, code, params, said):
    """Ids of people, roles, types and steps become what people call them; what is unknown stays as it is."""
    assert said in words.reason(Reason(code, "place", params))


FIELDS = {
    "incomplete": (
        {"what": "commitment", "fields": ["starts", "activity"]},
        "Not complete: the first day, activity is",
    ),
    "field-unknown": ({"fields": ["amount", "stalled"]}, "is not known: the amount, stalled."),
    "end-needs-field": ({"end": "Parked", "field": "wake-up-date"}, "Parked needs the wake-up date, which"),
    "too-few-different": ({"what": "commitment", "apart": "due", "need": 2}, "2 from different values of the last day"),
}


@pytest.mark.parametrize("code", FIELDS)
def test_fields_are_said_by_their_short_names(code):
    """Those of an item and those of the deal; one without a short name goes by its id."""
    params, said = FIELDS[code]
    words = Words(Subject(load("b2b"), journey="opportunity", id="006"))
    assert said in words.reason(Reason(code, "place", {"title": "it", **params}))


def test_what_has_to_differ_is_said_as_several(words):
    """Persons and days are words of the language, whatever the fields of a deal are called."""
    reason = Reason("too-few-different", "place", {"title": "it", "apart": "person", "need": 2})
    assert "It takes 2 from different persons." in words.reason(reason)


def test_a_short_name_with_a_day_in_it_counts_no_days(words):
    """Only a number of days is counted from the day of an item, and the day itself."""
    params = {"who": "a", "found": "f", "asked": "the last day is not before the first day"}
    assert "counted" not in words.reason(Reason("field-not-accepted", "", params))
    params["asked"] = "the day of the rehearsal is the same day or earlier"
    assert "Days are counted" in words.reason(Reason("field-not-accepted", "", params))


def test_a_condition_that_counts_no_days_says_nothing_about_days(words):
    """The remark about counting stands only where days are counted."""
    params = {"who": "a", "found": "seats 1", "asked": "seats is at least 2"}
    assert words.reason(Reason("field-not-accepted", "", params)) == (
        "Anna gave seats 1, but it counts only where seats is at least 2.".replace("Anna", "a")
    )


def test_of_several_items_the_newest_is_shown(words, decided_on):
    """A met side is dated by its newest item; one without items by none."""
    met = decided_on("2026-03-06").requirements[0].sides["customer"]
    unmet = decided_on("2026-03-04").requirements[0].sides["customer"]
    assert words.latest(met).id == "m3"
    assert words.latest(unmet) is None
