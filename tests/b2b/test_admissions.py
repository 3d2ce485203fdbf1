"""G01, G03: no selling before the customer has admitted four things, in an interview in which they did the talking."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from gatecoach import decide, load, standing
from gatecoach.testing import deal, mail, person, reading, told

FRAMEWORK = load("b2b")
JOURNEY = FRAMEWORK.journey("opportunity")
GATE = "needs-admitted"
DAY = dt.date(2026, 3, 9)
LATER = dt.date(2026, 3, 12)
PEOPLE = [person("anna", "customer", "key-stakeholder"), person("diaz", "seller", "rep")]
ADMISSIONS = {
    "a-need": ("need-admitted", "They are probably no prospect"),
    "openness": ("openness-stated", "They are not favourably disposed"),
    "willing": ("solution-talk-agreed", "They have no compelling reason"),
    "can-decide": ("power-confirmed", "We are not talking to whoever decides"),
}
"""Each requirement: the evidence that closes it, and what its absence says."""
SETS = [subset for size in range(5) for subset in itertools.combinations(ADMISSIONS, size)]


def admitting(given, share="0.15"):
    """The deal after an interview with this share of talking, our notes, and these admissions."""
    fields = {} if share is None else {"talk-share": share}
    interview = told("t1", DAY, "diaz", "interview-held", fields=fields)
    answers = [mail(f"a-{each}", LATER, "anna", ADMISSIONS[each][0], answers="n1") for each in given]
    facts = [interview, mail("n1", DAY, "diaz", "notes-sent"), *answers]
    return deal(FRAMEWORK, PEOPLE, facts, owner="diaz", journey="opportunity")


def reason_at(decision, place):
    """The reason at a place that says what is not met there."""
    return next(each for each in decision.reasons if each.place == place and "means" in each.params)


@pytest.mark.requirement("G01")
def test_the_four_admissions_are_the_requirements_of_the_gate():
    """Need, openness, willingness and power, all enforced; the evidence says itself what its absence means."""
    gate = JOURNEY.gates[GATE]
    assert [each.id for each in gate.requirements] == [*ADMISSIONS, "we-listened"]
    assert {each.mode for each in gate.requirements} == {"enforce"}
    types = {what: JOURNEY.types[what].missing_means[""] for what, _ in ADMISSIONS.values()}
    assert types == dict(ADMISSIONS.values())
    assert len(set(types.values())) == 4


@pytest.mark.requirement("G01")
@pytest.mark.parametrize("given", SETS, ids=lambda given: "+".join(given) or "none")
def test_only_the_full_set_opens_the_gate_and_each_missing_one_has_its_diagnosis(given):
    """All sixteen sets: the gate opens with four, and waits for exactly the others with what their absence means."""
    decision = decide(admitting(given), GATE, LATER)
    missing = [each for each in ADMISSIONS if each not in given]
    assert decision.passes is (not missing)
    listened = [] if "a-need" in given else ["we-listened.customer"]
    assert list(decision.open) == [*(f"{each}.customer" for each in missing), *listened]
    for each in missing:
        reason = reason_at(decision, f"{each}.customer")
        assert (reason.code, reason.params["means"]) == ("missing", ADMISSIONS[each][1])
    told_of = {each.params["means"] for each in decision.reasons if each.params.get("means")}
    assert told_of == {ADMISSIONS[each][1] for each in missing}


@pytest.mark.requirement("G03")
@pytest.mark.parametrize(
    ("share", "status", "miss"),
    [
        ("0", "met", None),
        ("0.20", "met", None),
        ("0.2001", "missing", "field-not-accepted"),
        ("1", "missing", "field-not-accepted"),
        (None, "missing", "field-unknown"),
        ("a fifth", "missing", "field-unknown"),
        ("1.2", "missing", "field-unknown"),
    ],
)
def test_our_share_of_the_talking_is_a_fifth_at_most_and_unknown_is_not(share, status, miss):
    """The boundary is within; what was not measured or is no share never opens the gate."""
    decision = decide(admitting(ADMISSIONS, share), GATE, LATER)
    side = next(each for each in decision.requirements if each.id == "we-listened").sides["seller"]
    assert (str(side.status), [each.code for each in side.near_misses]) == (status, [miss] if miss else [])
    assert decision.passes is (status == "met")


@pytest.mark.requirement("G03")
def test_one_interview_in_which_they_talked_is_enough():
    """A second one that went otherwise takes nothing away."""
    case, _ = admitting(ADMISSIONS).with_facts(
        [told("t2", LATER, "diaz", "interview-held", fields={"talk-share": "0.9"})]
    )
    assert decide(case, GATE, LATER).passes


@pytest.mark.requirement("G02")
@pytest.mark.parametrize("order", ["before", "after"])
def test_a_solution_shown_before_the_need_is_admitted_is_a_sign_and_no_obstacle(order):
    """It shows while the gate is ahead, whatever the gate waits for, and is gone when the gate is open."""
    sent = mail("i1", DAY, "diaz", "invitation-sent")
    accepted = mail("i2", DAY, "anna", "invitation-answered", answers="i1")
    known = [
        sent, accepted, reading(accepted, "accepts", "diaz", at=DAY),
        told("r0", DAY, "diaz", "account-researched"), mail("r1", DAY, "diaz", "reason-asked"),
        mail("r2", DAY, "anna", "reason-given", answers="r1"),
        told("s1", DAY if order == "before" else LATER, "diaz", "solution-shown"),
    ]  # fmt: skip
    early, _ = admitting(["a-need", "openness"]).with_facts(known)
    assert standing(early, at=LATER).verified == "discovery"
    assert [each.id for each in standing(early, at=LATER).signals] == ["premature-solution"]
    whole, _ = admitting(ADMISSIONS).with_facts(known)
    assert standing(whole, at=LATER).verified == "needs-analysis"
    assert standing(whole, at=LATER).signals == ()
