"""A standing as a deal of the desk: what it claims, shows and lacks, what it is worth, its signs, its next question."""

from __future__ import annotations

from decimal import Decimal

import pytest
from helpers import AFTER, GATES, HEAD, PEOPLE, SOURCES, day, framework_of, got, journey_text, pair, sent

from gatecoach import standing
from gatecoach.desk import Band, band_of, deal_of, priorities
from gatecoach.facts import Claim, FieldValue
from gatecoach.questions import next_questions
from gatecoach.subject import Subject

SIGNS = """    signals:
      quiet: {say: "Nothing for two weeks.", silence: 14 days, suggest: coach}
      asked: {say: "They ask and give nothing.", seen: visit, suggest: disqualify}
"""
REQUIRES = pair("reply", more=', ask: "What did we get wrong?"') + pair("booked", "booking", "more", ", mode: warn")
FRAMEWORK = framework_of(
    HEAD.format(zone="UTC"),
    journey_text(GATES + REQUIRES + SIGNS + AFTER)
    .replace("sides:", "fields: {amount: {type: money}}\nsides:", 1)
    .replace("second: {phase: late}", "second: {phase: late, expected: 30 days}"),
)
MAIL, REPLY, VISIT = sent("m1", 1), got("r1", 18), got("v1", 18, "visit", answers=[])


def made(*facts, claimed="third", amount=5000, name=""):
    """A deal with these facts as the desk sees it on day 20."""
    fields = {} if amount is None else {"amount": amount}
    subject = Subject(FRAMEWORK, "deal", "d1", owner="rita", people=PEOPLE, claimed=claimed, sources=SOURCES,
                      fields=fields)  # fmt: skip
    subject, rejected = subject.with_facts(facts)
    assert not rejected
    return deal_of(standing(subject, day(20)), money="amount", name=name)


def test_it_says_what_the_standing_says():
    """Claimed, verified, gap, owner, worth and name."""
    found = made(MAIL, name="Line 3")
    assert (found.id, found.name, found.owner) == ("d1", "Line 3", "rita")
    assert (found.claimed, found.verified, found.gap, found.ended) == ("third", "first", 2, False)
    assert (found.worth, found.weight) == (Decimal(5000), Decimal(10000))
    assert (found.expected, made(MAIL, REPLY).expected) == (None, 30)


def test_what_stops_the_gates_up_to_the_claim_is_lacking():
    """In the order of the journey with the sides that are open; neither what only warns nor what is met."""
    assert [(each.place, each.status, each.sides) for each in made(MAIL).lacks] == [
        ("go.it", "missing", ("customer",)), ("on.more", "missing", ("customer",)),
    ]  # fmt: skip
    assert [each.place for each in made(MAIL, REPLY).lacks] == ["on.more"]
    assert [each.rank for each in made(MAIL).lacks] == [(0, 0), (1, 0)]


@pytest.mark.parametrize("claimed", ["first", None, "second"])
def test_where_the_claim_is_not_ahead_nothing_is_lacking(claimed):
    """The next gate is yet to come, and nobody claims that it is behind."""
    assert made(MAIL, REPLY, claimed=claimed).lacks == ()


def test_the_signs_are_those_of_the_gates_ahead():
    """Silence asks for a talk; what the author calls a reason to leave takes the deal off the list."""
    quiet, asked = made(MAIL), made(MAIL, VISIT)
    assert ([each.id for each in quiet.signs], band_of(quiet)) == (["quiet"], Band.WINNABLE)
    assert ([each.id for each in asked.signs], band_of(asked)) == (["asked"], Band.LOST)
    assert [each.deal.id for each in priorities([asked]).leave] == ["d1"]


def test_the_question_is_the_next_one_of_the_kernel():
    """With what it closes; once the gate behind it opens, it is another one or none."""
    found = made(MAIL)
    assert (found.ask, found.asks_for) == ("What did we get wrong?", "go.it")
    assert made(MAIL, REPLY).ask == ""


def test_a_deal_that_has_ended_is_over():
    """No question is asked about it, and no sign of it shows."""
    found = made(MAIL, VISIT, Claim(stage="lost", at=day(19)))
    assert (found.ended, found.ask, found.signs, band_of(found)) == (True, "", (), Band.ENDED)


@pytest.mark.parametrize(("value", "worth"), [("much", None), ("-5", None), ("0", Decimal(0)), ("7 EUR", None)])
def test_a_worth_that_cannot_be_read_or_is_below_zero_is_not_known(value, worth):
    """It is never taken for nothing; the newest value known counts."""
    dated = FieldValue(field="amount", value=value, at=day(2))
    assert made(MAIL, dated).worth == worth
    assert deal_of(standing(Subject(FRAMEWORK, "deal", "d1"), day(20)), money="colour").worth is None


def test_the_question_of_a_deal_without_a_claim_is_that_of_its_next_gate():
    """It can be talked about although its gap is unknown."""
    subject = Subject(FRAMEWORK, "deal", "d1", people=PEOPLE, sources=SOURCES)
    found = standing(subject, day(20))
    assert deal_of(found).ask == next_questions(found)[0].ask
    assert band_of(deal_of(found)) is Band.UNCLEAR
