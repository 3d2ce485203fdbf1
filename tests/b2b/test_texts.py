"""What people read of `b2b`: no sentence twice in one place, no diagnosis of what is there, lists that can be read."""

from __future__ import annotations

import datetime as dt

import pytest
from b2b.covering import FRAMEWORK

from gatecoach import decide
from gatecoach.clause import leaves, sentence
from gatecoach.definition import say
from gatecoach.testing import deal, mail, person, reading, told

DAY = dt.date(2026, 6, 1)
PEOPLE = [
    person("anna", "customer", "key-stakeholder"), person("vera", "customer", "economic-buyer"),
    person("diaz", "seller", "rep"),
]  # fmt: skip
REQUIREMENTS = [
    (journey, gate, each)
    for journey in FRAMEWORK.journeys.values()
    for gate in journey.gates.values()
    for each in gate.requirements
]


def means(facts, gate, requirement, side="customer"):
    """What a decision says that it means, for one side."""
    decision = decide(deal(FRAMEWORK, PEOPLE, facts, journey="opportunity"), gate, DAY)
    return next(each for each in decision.requirements if each.id == requirement).sides[side].means


@pytest.mark.parametrize(("journey", "gate", "requirement"), REQUIREMENTS, ids=lambda each: each.id)
def test_evidence_is_not_called_like_the_requirement_that_asks_for_it(journey, gate, requirement):
    """Else the same sentence stands there as the claim and as its proof, also beside a no."""
    types = {leaf.what for tree in requirement.sides.values() for leaf in leaves(tree)}
    titles = {say(journey.types[each].title).rstrip(".") for each in types}
    assert say(requirement.text).rstrip(".") not in titles


@pytest.mark.parametrize(("journey", "gate", "requirement"), REQUIREMENTS, ids=lambda each: each.id)
def test_a_requirement_is_one_sentence(journey, gate, requirement):
    """It begins with a capital letter, ends with a full stop, and there is no second one in it."""
    text = say(requirement.text)
    assert text.endswith(".")
    assert text[0].isupper()
    assert text.count(". ") == 0


def test_every_gate_and_step_has_a_title():
    """An id is never shown where a title could be."""
    for journey in FRAMEWORK.journeys.values():
        parts = [*journey.definition.gates.values(), *journey.definition.stages.values()]
        assert all(say(each.title) for each in parts), journey.id


def test_a_quorum_over_several_kinds_can_be_read():
    """Its parts are sentences with commas of their own, so they stand in brackets with semicolons between."""
    gate = FRAMEWORK.gate("opportunity", "criteria-and-people")
    (found,) = (each for each in gate.requirements if each.id == "more-than-one-voice")
    text = sentence(found.sides["customer"])
    assert text.startswith("at least 2 of (criteria-given by anybody")
    assert text.endswith("), from different persons")
    assert text.count("; ") == 3


def test_what_absence_means_is_said_of_what_is_absent():
    """With one of two roles the plan is not ours alone any more; what is only one short has another reason."""
    plan = mail("p1", DAY, "diaz", "mutual-action-plan-sent")
    yes = mail("p2", DAY, "anna", "mutual-action-plan-accepted", answers="p1", text="agreed")
    gate = ("business-case-owned", "plan-is-joint")
    assert means([plan], *gate) == "The plan has steps of ours only"
    assert means([plan, yes, reading(yes, "accepts", "diaz")], *gate) == ""
    assert means([], "criteria-and-people", "more-than-one-voice") == ""
    assert means([], "criteria-and-people", "money-takes-part") == "Whoever owns the money is not taking part"


def test_what_has_expired_still_says_what_its_absence_means():
    """A word of three months ago is absent again."""
    sent = mail("k1", DAY - dt.timedelta(100), "diaz", "metric-asked")
    named = mail("k2", DAY - dt.timedelta(99), "anna", "metric-named", answers="k1")
    assert means([sent, named], "needs-confirmed", "number-is-theirs").startswith("The value is our claim")


def test_of_several_things_only_the_missing_one_is_diagnosed():
    """Our own researches are done, and the customer's reason is what is missing."""
    ours = [told("a1", DAY, "diaz", "account-researched"), mail("a2", DAY, "diaz", "reason-asked")]
    assert means(ours, "mutual-interest", "reason-is-theirs") == "They are polite and have no reason of their own"
    assert means(ours, "mutual-interest", "reason-is-theirs", "seller") == ""
