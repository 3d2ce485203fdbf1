"""A14, A23, F16: a handover that the customer accepts, the four causes of a bad one, one language, the loyalty path."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from b2b.covering import FRAMEWORK

from gatecoach import decide, standing
from gatecoach.testing import deal, mail, person, reading, told

DAY = dt.date(2026, 4, 1)
LATER = dt.date(2026, 4, 8)
PEOPLE = [
    person("anna", "customer", "key-stakeholder"), person("vera", "customer", "economic-buyer"),
    person("diaz", "seller", "rep"), person("sana", "seller", "service"),
]  # fmt: skip
RECORD = {"main-value": "time-saved", "need": "Line 3 stands too often"}
OURS = {
    "contact-is-known": [mail("o1", DAY, "diaz", "service-contact-introduced")],
    "record-is-passed-on": [
        mail("o2", DAY, "diaz", "needs-record-passed-on", fields=RECORD),
        told("o3", DAY, "sana", "service-trained"),
    ],
    "need-comes-first": [mail("o4", DAY, "sana", "need-played-back")],
    "criteria-for-acceptance": [mail("o5", DAY, "diaz", "acceptance-asked")],
    "all-three-met": [told("o6", DAY, "sana", "three-way-meeting-held")],
}
THEIRS = {
    "contact-is-known": mail("t1", LATER, "anna", "service-contact-confirmed", answers="o1"),
    "record-is-passed-on": mail("t2", LATER, "anna", "needs-record-confirmed", answers="o2", text="it is right"),
    "need-comes-first": mail("t4", LATER, "anna", "need-play-back-confirmed", answers="o4", text="that is it"),
    "criteria-for-acceptance": mail("t5", LATER, "anna", "acceptance-criteria-given", answers="o5"),
    "all-three-met": mail("t6", LATER, "anna", "three-way-meeting-attended", answers="o6"),
}
SETS = [each for size in range(6) for each in itertools.combinations(THEIRS, size)]


def handing(confirmed=(), without=(), journey="handover"):
    """A handover with our part done but for these items, and these requirements confirmed by them."""
    facts = [each for items in OURS.values() for each in items if each.what not in without]
    for name in confirmed:
        item = THEIRS[name]
        facts += [item, *([reading(item, "confirms", "diaz")] if item.text else [])]
    return deal(FRAMEWORK, PEOPLE, facts, journey=journey)


def means(decision, requirement, side):
    """What a decision says that a missing part means."""
    return next(each for each in decision.requirements if each.id == requirement).sides[side].means


@pytest.mark.requirement("A23")
@pytest.mark.parametrize("confirmed", SETS, ids=lambda each: "+".join(each) or "none")
def test_the_handover_stays_shut_until_they_confirmed_all_of_it(confirmed):
    """All 32 sets: it opens with five, and waits for exactly the others, whatever we did."""
    decision = decide(handing(confirmed), "handover-accepted", LATER)
    missing = [each for each in THEIRS if each not in confirmed]
    assert decision.passes is (not missing)
    assert list(decision.open) == [f"{each}.customer" for each in missing]


@pytest.mark.requirement("A23")
@pytest.mark.parametrize(
    ("gate", "requirement", "without", "cause"),
    [
        ("value-proven", "causes-found", "issue-worked-through", "a script and has no way to solve"),
        ("handover-accepted", "need-comes-first", "need-played-back", "of the product and not of their need"),
        ("value-proven", "causes-found", "root-cause-found", "number and length of calls, and the cause stays"),
        ("handover-accepted", "record-is-passed-on", "service-trained", "cut off from what sales is trained in"),
    ],
)
def test_each_of_the_four_causes_is_a_diagnosis(gate, requirement, without, cause):
    """Script, product, counted calls, no sales training: what is missing says which of them it is."""
    issue = mail("i1", DAY, "anna", "issue-raised")
    solved = [
        told("i2", LATER, "sana", "issue-worked-through", answers=("i1",)),
        told("i3", LATER, "sana", "root-cause-found", answers=("i1",), fields={"root-cause": "The old sensor"}),
    ]
    case, _ = handing(THEIRS, {without}).with_facts([issue, *(each for each in solved if each.what != without)])
    assert cause in means(decide(case, gate, LATER), requirement, "seller")
    whole, _ = handing(THEIRS).with_facts([issue, *solved])
    assert means(decide(whole, gate, LATER), requirement, "seller") == ""


@pytest.mark.requirement("A23")
def test_nobody_may_waive_a_part_of_the_handover():
    """Neither gate knows any waiver."""
    assert [gate.waivers for gate in FRAMEWORK.journeys["handover"].gates.values()] == [None, None]


@pytest.mark.requirement("F16")
@pytest.mark.parametrize(("word", "counts"), [("time-saved", True), ("efficiency", False), ("Time saved", False)])
def test_a_record_is_handed_over_in_terms_of_the_vocabulary_only(word, counts):
    """A word of one's own makes the record incomplete, so the gate stays shut though they confirmed it."""
    own = mail("o2", DAY, "diaz", "needs-record-passed-on", fields={**RECORD, "main-value": word})
    facts = [own if each.id == "o2" else each for each in handing(THEIRS).facts]
    decision = decide(deal(FRAMEWORK, PEOPLE, facts, journey="handover"), "handover-accepted", LATER)
    assert decision.passes is counts
    side = next(each for each in decision.requirements if each.id == "record-is-passed-on").sides["seller"]
    assert [each.code for each in side.near_misses] == ([] if counts else ["incomplete"])


@pytest.mark.requirement("F16")
def test_the_same_vocabulary_serves_before_and_after_the_value_is_shown():
    """Every field that names a value takes the framework's terms, and each term names what it stands instead of."""
    terms = [*FRAMEWORK.definition.vocabulary]
    kinds = FRAMEWORK.journeys["handover"].types
    fields = [kinds[each].fields["main-value"] for each in ("needs-record-passed-on", "value-review-held")]
    assert [list(each.of) for each in fields] == [terms, terms]
    assert all(each.title and each.instead_of for each in FRAMEWORK.definition.vocabulary.values())


LOYALTY = ["neutral", "satisfied", "loyal", "partner"]
ACTS = [
    ("satisfaction-asked", "satisfaction-stated", "anna", "content"),
    ("renewal-offered", "renewal-agreed", "vera", "renews"),
    ("referral-asked", "referral-made", "anna", ""),
    ("joint-plan-sent", "joint-plan-agreed", "anna", "accepts"),
]


def related(acts, *, theirs=True):
    """A customer after these acts of ours, answered by them or not."""
    facts = []
    for ours, answer, who, outcome in acts:
        item = mail(answer, LATER, who, answer, answers=ours, text="we do")
        read = [reading(item, outcome, "diaz")] if outcome else []
        facts += [mail(ours, DAY, "diaz", ours), *([item, *read] if theirs else [])]
    return standing(deal(FRAMEWORK, PEOPLE, facts, journey="loyalty"), LATER).verified


@pytest.mark.requirement("A14")
@pytest.mark.parametrize(("done", "stage"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3)])
def test_a_customer_comes_closer_by_what_they_did(done, stage):
    """Satisfied by their word, loyal by a renewal, a partner by a referral and a plan; never by what we did alone."""
    assert list(FRAMEWORK.journeys["loyalty"].stages) == LOYALTY
    assert related(ACTS[:done]) == LOYALTY[stage]
    assert related(ACTS[:done], theirs=False) == "neutral"


@pytest.mark.requirement("A14")
@pytest.mark.parametrize("left", range(4))
def test_no_step_can_be_skipped(left):
    """Whatever else they did, the stage before what is missing is as far as it goes."""
    acts = [each for number, each in enumerate(ACTS) if number != left]
    assert related(acts) == LOYALTY[min(left, 2)]
