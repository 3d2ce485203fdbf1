"""A16, G04, G05: a skill is natural once seen on enough days, and a focus is what a coach saw and not what was said."""

from __future__ import annotations

import datetime as dt

import pytest
from b2b.covering import FRAMEWORK

from gatecoach import standing
from gatecoach.testing import deal, person, told

DAY = dt.date(2026, 3, 2)
LATER = DAY + dt.timedelta(30)
PEOPLE = [person("diaz", "coachee"), person("lee", "coach")]
DAYS = FRAMEWORK.gate("skill", "second-nature").requirements[0].sides["coachee"].at_least
"""How many days make a skill natural: k."""


def skilled(days, teller="lee"):
    """A skill that was shown, tried, and used on these days, as this teller says."""
    facts = [told("s1", DAY, "lee", "skill-shown"), told("s2", DAY, "diaz", "skill-practised", answers=("s1",))]
    for number, day in enumerate(days):
        at = dt.datetime.combine(DAY + dt.timedelta(day), dt.time(9 + number), dt.UTC)
        facts.append(told(f"a{number}", at, "diaz", "skill-applied", told_by=teller, fields={"where": "Northwind"}))
        facts.append(told(f"n{number}", LATER, "lee", "noticing-asked", answers=(f"a{number}",)))
    return deal(FRAMEWORK, PEOPLE, facts, journey="skill", fields={"skill": "paraphrasing"})


@pytest.mark.requirement("A16")
@pytest.mark.parametrize(
    ("days", "stage"),
    [
        ([], "practised"),
        ([1], "applied"),
        (range(1, DAYS), "applied"),
        ([1] * DAYS, "applied"),
        ([*range(1, DAYS), 1], "applied"),
        (range(1, DAYS + 1), "natural"),
        ([*range(1, DAYS + 1), 1], "natural"),
    ],
    ids=["none", "once", "k-1 days", "k times on one day", "k times on k-1 days", "k days", "k days and once more"],
)
def test_a_skill_is_natural_after_enough_different_days(days, stage):
    """One day less is not enough, however often it was used on the others."""
    assert standing(skilled(days), LATER).verified == stage


@pytest.mark.requirement("A16")
def test_what_only_the_rep_tells_is_not_seen():
    """Days that no coach was there for count for nothing."""
    assert standing(skilled(range(1, DAYS + 1), teller="diaz"), LATER).verified == "practised"


@pytest.mark.requirement("A20")
def test_a_skill_is_one_of_the_frameworks_activities():
    """The list that promises are made from, too; each has questions of its own."""
    (skills,) = (each for each in FRAMEWORK.banks if each.questions == "skills")
    activities = FRAMEWORK.definition.activities
    assert list(FRAMEWORK.journeys["skill"].fields["skill"].of) == activities
    asked = {case for each in skills.bank.values() for case in each.use_case}
    assert asked == set(activities)


def focus(declared, *contacts):
    """Where a rep stands who declares this focus, after contacts of this first half and this main speaker."""
    facts = []
    for number, (first, most) in enumerate(contacts):
        day = DAY + dt.timedelta(number)
        seen = {"first-half": first, "talked-most": most}
        facts.append(told(f"c{number}", day, "diaz", "contact-held"))
        facts.append(told(f"w{number}", day, "lee", "contact-watched", answers=(f"c{number}",), fields=seen))
    case = deal(FRAMEWORK, PEOPLE, facts, journey="selling-focus", claimed=declared)
    return standing(case, LATER)


@pytest.mark.requirement("G04")
@pytest.mark.requirement("G05")
@pytest.mark.parametrize(
    ("first", "most", "seen"),
    [
        ("own-product", "rep", "on-product"),
        ("own-product", "customer", "on-product"),
        ("terms", "rep", "on-transaction"),
        ("terms", "customer", "on-transaction"),
        ("their-needs", "customer", "on-customer-needs"),
        ("their-needs", "rep", "not-seen-yet"),
    ],
)
@pytest.mark.parametrize("declared", ["on-product", "on-transaction", "on-customer-needs"])
def test_the_first_half_and_who_talks_most_tell_the_focus(first, most, seen, declared):
    """Six vectors: the focus that is seen, and a gap that is nothing only where it was declared so."""
    found = focus(declared, *[(first, most)] * 3)
    assert found.verified == seen
    assert (found.gap == 0) is (declared == seen)


@pytest.mark.requirement("G04")
def test_two_contacts_are_no_habit():
    """The third decides; the journey knows the three foci and no other."""
    assert focus("on-product", *[("own-product", "rep")] * 2).verified == "not-seen-yet"
    mixed = [("own-product", "rep"), ("terms", "rep"), ("their-needs", "customer")]
    assert focus("on-product", *mixed).verified == "not-seen-yet"
    assert list(FRAMEWORK.journeys["selling-focus"].stages)[1:] == ["on-product", "on-transaction", "on-customer-needs"]
