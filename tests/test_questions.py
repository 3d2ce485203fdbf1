"""Which question next: for the gates to work on now, in a fixed order, with the reason for each."""

from __future__ import annotations

import pytest
from helpers import HEAD, day, deal, framework_of, gate_of, got, journey_text, pair, sent

from gatecoach.journey import standing
from gatecoach.questions import next_questions

BANK = """
questions: bank
for: deal
bank:
  gate-deal: {ask: "For the gate?", closes: go, area: deal}
  it-deal-1: {ask: "One?", closes: go.it, area: deal}
  it-deal-2: {ask: {en: "Two?", de: "Zwei?"}, closes: go.it, area: deal}
  it-mind: {ask: "Three?", closes: go.it, area: mindset}
  other: {ask: "Four?", closes: go.other, area: evidence}
  far: {ask: "Five?", closes: on.more, area: deal}
"""
GATES = """
  go:
    from: first
    to: second
    ask: Inline for the gate?
    requires:
      it: {say: It., seller: offer, customer: reply, ask: ["Inline one?", "Inline two?"]}
      other: {say: Other., seller: offer, customer: visit}
  on: {from: second, to: third, requires: {more: {say: More., seller: offer, customer: visit}}}
  end: {from: third, to: won, requires: {last: {say: Last., seller: booking, customer: booked}}}
"""
FRAMEWORK = framework_of(HEAD.format(zone="UTC"), journey_text(GATES), BANK)
OPEN = ["it-deal-1", "it-mind", "go.it.1", "go.it.2", "other", "it-deal-2"]


def found(facts=(), claimed=None, **more):
    """The next questions of a deal with these facts."""
    return next_questions(standing(deal(FRAMEWORK, facts, claimed=claimed), day(60)), **more)


def ids(*args, **more):
    """Their ids."""
    return [each.id for each in found(*args, **more)]


def test_first_what_closes_a_requirement_then_what_helps_with_the_gate():
    """Open requirements come before the gate as a whole."""
    reasons = [each.reason.code for each in found()]
    assert reasons == ["closes-requirement"] * 6 + ["closes-gate"] * 2


def test_areas_are_spread():
    """The second question of an area waits until the others had their turn."""
    order = [each.id for each in found() if each.reason.code == "closes-requirement"]
    assert sorted(order) == sorted(OPEN)
    assert order.index("it-deal-1") < order.index("it-mind") < order.index("it-deal-2")
    assert order[-1] == "it-deal-2"


def test_an_area_that_was_asked_about_comes_later():
    """After a question on the deal one on the mindset comes first."""
    assert ids(asked={"it-deal-1"}).index("it-mind") < ids(asked={"it-deal-1"}).index("it-deal-2")
    assert ids(asked={"it-mind"})[0] == "it-deal-1"


def test_what_was_asked_leaves():
    """An asked question does not come again, from a bank or from the gate itself."""
    assert set(ids()) - set(ids(asked={"it-deal-1", "go.it.1", "go.1"})) == {"it-deal-1", "go.it.1", "go.1"}
    assert ids(asked=set(ids())) == []


def test_what_is_met_is_not_asked_about():
    """Once a requirement is met its questions go; the gate's stay while it is closed."""
    left = set(ids([sent("m1"), got("r1")]))
    assert left == {"other", "gate-deal", "go.1"}


def test_only_gates_to_work_on_are_asked_about():
    """A gate further on has its turn once it is the next one, or is claimed."""
    assert "far" not in ids()
    assert ids(claimed="third") == [*ids(), "far"]
    done = [sent("m1"), got("r1"), got("w1", what="visit", answers=())]
    assert ids(done) == []
    visit = sent("b1", 4, "booking", fields={"for-day": "2026-01-20"})
    assert ids([*done, visit, got("y1", 5, "booked", answers=["b1"])]) == []


def test_a_question_of_a_gate_itself_has_no_area_and_leads_to_no_talk():
    """It closes what it stands at; the same holds for one of a bank that says nothing of these."""
    asked = {each.id: each for each in found()}
    assert [(asked[id_].closes, asked[id_].area) for id_ in ("go.it.1", "go.1")] == [("go.it", ""), ("go", "")]
    assert {each.conversation for each in asked.values()} == {""}
    assert {each.id: each.area for each in anywhere(fields={"kind": "new"})}["first-order"] == ""


def test_every_question_says_why_it_is_asked():
    """The reason names the requirement, its status and the sides that are open."""
    first = found([sent("m1")])[0]
    assert (first.closes, first.reason.place) == ("go.it", "go.it")
    assert dict(first.reason.params) == {"say": "It.", "status": "missing", "sides": ["customer"]}
    last = found()[-1]
    assert (last.reason.code, last.reason.place) == ("closes-gate", "go")


def test_a_question_says_what_its_answer_becomes():
    """Who answers, of which kind, and the evidence that a host may record it as; others say nothing."""
    bank = BANK.replace("closes: go.it, area: mindset}", "closes: go.it, answer: {by: rep, gives: offer}}")
    framework = framework_of(HEAD.format(zone="UTC"), journey_text(GATES), bank)
    asked = {each.id: each.answer for each in next_questions(standing(deal(framework), day(60)))}
    assert (asked["it-mind"].by, asked["it-mind"].gives, asked["it-mind"].type) == ("rep", "offer", "text")
    assert [name for name, answer in asked.items() if answer] == ["it-mind"]


ANYWHERE = """
  basics: {ask: "What else is possible?", area: mindset}
  first-order: {ask: "What do they fear?", use-case: first}
"""


def anywhere(facts=(), **more):
    """The next questions where some of the bank close nothing; the deal is of the use case `first`."""
    uses = "fields: {kind: {type: choice, of: [new]}}\nuse-cases: {first: {when: {kind: new}}}\n"
    framework = framework_of(HEAD.format(zone="UTC") + uses, journey_text(GATES), BANK + ANYWHERE)
    return next_questions(standing(deal(framework, facts, **more), day(60)))


def test_what_serves_any_gate_comes_after_what_is_for_the_gate():
    """A question without `closes` is asked at last, for its use case only, and about the gate to work on."""
    every = anywhere(fields={"kind": "new"})
    assert [each.id for each in every[-2:]] == ["first-order", "basics"]
    assert [each.id for each in every[:-2]] == ids()
    assert [(each.closes, each.reason.code, each.reason.place) for each in every[-2:]] == [
        ("go", "closes-gate", "go")
    ] * 2
    assert [each.id for each in anywhere()[-2:]] == [ids()[-1], "basics"]


def test_what_serves_any_gate_is_asked_once():
    """Where two gates are to be worked on it stands behind the questions of both, about the first of them."""
    every = anywhere(claimed="third")
    assert [each.id for each in every][-2:] == ["far", "basics"]
    assert every[-1].closes == "go"
    assert every[-1].reason.params == {"gate": "go"}


def test_what_serves_any_gate_moves_on_with_the_deal():
    """Once the first gate is open it is asked about the next one."""
    done = [sent("m1"), got("r1")]
    assert anywhere(done)[-1].closes == "go"
    assert [each.id for each in anywhere([*done, got("w1", what="visit", answers=())])] == ["basics"]


def test_the_same_standing_gives_the_same_questions():
    """Nothing is remembered between two calls."""
    now = standing(deal(FRAMEWORK), day(60))
    assert next_questions(now) == next_questions(now)


@pytest.mark.parametrize("most", [0, 1, 3])
def test_no_more_than_wanted(most):
    """`at_most` takes the first ones."""
    assert ids(at_most=most) == ids()[:most]


def test_a_question_comes_in_the_language_wanted():
    """Where it is not translated, in the framework's own."""
    texts = {each.id: each.ask for each in found(language="de")}
    assert (texts["it-deal-2"], texts["it-deal-1"]) == ("Zwei?", "One?")


def test_every_kind_of_question_comes_in_the_language_wanted():
    """Of a requirement, of a gate and of no gate, from a bank and from the gate itself."""
    both = '{en: "Here", de: "Hier"}'
    rows = f"it: {{ask: {both}, closes: go.it}}, gate: {{ask: {both}, closes: go}}, other: {{ask: {both}}}"
    gates = GATES.replace("Inline for the gate?", both).replace('["Inline one?", "Inline two?"]', f"[{both}]")
    framework = framework_of(
        HEAD.format(zone="UTC"), journey_text(gates), f"questions: bank\nfor: deal\nbank: {{{rows}}}"
    )
    asked = next_questions(standing(deal(framework), day(60)), language="de")
    assert {each.id: each.ask for each in asked} == dict.fromkeys(["it", "go.it.1", "gate", "go.1", "other"], "Hier")


def test_a_framework_without_banks_asks_nothing():
    """No question is made up."""
    assert next_questions(standing(deal(gate_of(pair("reply"))), day(60))) == []
