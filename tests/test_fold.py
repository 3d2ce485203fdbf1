"""The quick way to a plain gate says what the full judgement says, and costs the same few calls for every deal."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gc
import sys
from itertools import permutations, product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from helpers import UTC, framework_of
from hypothesis import given
from hypothesis import strategies as st

from gatecoach import Evidence, Person, Statement, Subject, decide
from gatecoach.facts import Claim, HeldRole, Revocation, Waiver
from gatecoach.fold import fold
from gatecoach.journey import _in_full, _quick, world_of

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import journeys as work

HEAD = """
gatecoach: 1
framework: plain
version: "1"
time-zone: Europe/Berlin
phases: {early: {}, late: {}}
roles: {customer: {buyer: {}, user: {}}, seller: {rep: {}}}
"""
PLAIN = """
journey: deal
sides: [customer, seller]
stages: {first: {phase: early}, second: {phase: late}}
evidence:
  asked: {side: customer, by: [buyer], no-older-than: 30 days}
  seen: {side: customer, seen-in: [mail], told-by: rep, grade: asserted}
  sold: {side: seller}
  shown: {side: [seller, customer], grade: authentic}
  linked: {side: customer, answers: sold}
gates:
  plain:
    from: first
    to: second
    requires:
      one: {say: "One.", seller: sold, customer: {any: [asked, {what: [seen, shown]}]}}
      two: {say: "Two.", seller: {all: [sold, {what: shown, no-older-than: 10 days}]}, customer: asked}
      tip: {say: "Tip.", mode: warn, seller: sold, customer: linked}
  link:
    from: first
    to: second
    requires:
      answer: {say: "They answered.", seller: sold, customer: linked}
"""
FRAMEWORK = framework_of(HEAD, PLAIN)
PEOPLE = (
    Person(id="anna", side="customer", roles=["buyer"]),
    Person(id="carl", side="customer", roles=["user"]),
    Person(id="rita", side="seller", roles=["rep"]),
)
SOURCES = {"imap": "mail", "cal": "calendar"}
AT = dt.datetime(2026, 3, 29, 12, tzinfo=UTC)
GATE = FRAMEWORK.gate("deal", "plain")
TYPES = ["asked", "seen", "sold", "shown", "linked"]
MINUTES = st.integers(-2 * 24 * 60, 50 * 24 * 60)


def deal(facts=(), people=PEOPLE):
    """A deal of the plain framework."""
    return Subject(FRAMEWORK, "deal", "d", people=people, sources=SOURCES).with_facts(facts)[0]


@st.composite
def items(draw):
    """Any usual item, around every window and the change to summer time."""
    return Evidence(
        id=draw(st.sampled_from("abcdefghijkl")),
        what=draw(st.sampled_from([*TYPES, None])),
        by=draw(st.sampled_from(["anna", "carl", "rita", "stranger"])),
        at=AT - dt.timedelta(minutes=draw(MINUTES)),
        source=draw(st.sampled_from(["imap", "cal", "elsewhere", None])),
        told_by=draw(st.sampled_from([None, None, "anna", "rita"])),
        grade=draw(st.sampled_from(["asserted", "observed", "authentic", "proven"])),
    )


def both(subject, at=AT):
    """The quick decision (or nothing) and the full one."""
    moment = FRAMEWORK.judged_at(at)
    return _quick(subject, GATE, moment, at), _in_full(subject, GATE, moment, at)


MOMENTS = st.sampled_from([AT, AT.date(), AT - dt.timedelta(days=20)])


@given(st.lists(st.lists(items(), max_size=6), max_size=4), MOMENTS)
def test_the_quick_way_says_what_the_full_judgement_says(batches, at):
    """After every batch of facts: the same verdict, open places, reasons and near misses, or no quick answer."""
    subject = deal()
    for batch in batches:
        subject, _ = subject.with_facts(batch)
        quick, full = both(subject, at)
        if quick is not None:
            assert (quick.passes, quick.open) == (full.passes, full.open)
            assert quick.as_dict() == full.as_dict()
        assert decide(subject, "plain", at) == full


@given(st.lists(items(), max_size=12))
def test_a_fold_that_went_on_is_the_fold_of_all(facts):
    """Handing facts over one by one or all at once comes to the same bits."""
    moment, subject = FRAMEWORK.judged_at(AT), deal()
    for each in facts:
        fold(subject, moment)
        subject, _ = subject.with_facts([each])
    whole = Subject(FRAMEWORK, "deal", "d", people=PEOPLE, sources=SOURCES, facts=subject.facts)
    assert fold(subject, moment) == fold(whole, moment)


def test_the_plain_gate_is_plain_and_the_linked_one_is_not():
    """A link, like anything that another item decides, needs the full judgement."""
    places = ["one.customer", "one.seller", "two.customer", "two.seller", "two.seller"]
    assert [place for place, _ in GATE.needs] == places
    assert FRAMEWORK.gate("deal", "link").needs is None


ITEM = Evidence(id="a", what="asked", by="anna", at=AT, source="imap", grade="observed")


@pytest.mark.parametrize(
    ("facts", "people"),
    [
        ([ITEM.model_copy(update={"replaces": "b"})], PEOPLE),
        ([ITEM.model_copy(update={"machine_sent": True})], PEOPLE),
        ([ITEM.model_copy(update={"revision": 1})], PEOPLE),
        ([ITEM.model_copy(update={"known": AT})], PEOPLE),
        ([ITEM.model_copy(update={"at": AT.date()})], PEOPLE),
        ([ITEM, ITEM.model_copy(update={"by": "carl"})], PEOPLE),
        ([Revocation(id="r", revokes="a", by="anna", at=AT)], PEOPLE),
        ([Waiver(id="w", requirement="plain.one", by="rita", at=AT, until=AT.date(), reason="x")], PEOPLE),
        ([ITEM], (PEOPLE[0].model_copy(update={"left": AT}), *PEOPLE[1:])),
        ([ITEM], (PEOPLE[0].model_copy(update={"roles": (HeldRole(role="buyer", to="2026-01-01"),)}), *PEOPLE[1:])),
    ],
    ids=["replaces", "machine", "revision", "known", "whole day", "two copies", "revoked", "waived", "left", "dated"],
)
def test_whatever_is_unusual_is_left_to_the_full_judgement(facts, people):
    """There is no quick answer, and the decision is the full one."""
    subject = deal(facts, people)
    quick, full = both(subject)
    assert quick is None
    assert decide(subject, "plain", AT) == full


def test_readings_and_claims_do_not_stand_in_the_way():
    """They change nothing about plain leaves."""
    subject = deal([ITEM, Statement(id="s", about="a", outcome="yes", quote="x", by="rita", at=AT)])
    assert both(subject)[0] is not None


def calls(deals):
    """How many Python functions these deals' journeys of ten attempts call."""
    counted = [0]

    def count(_frame, event, _argument):
        counted[0] += event == "call"

    first, more = work.arrival(0), [work.additions(0, gate) for gate in work.GATES]
    subjects = [work.subject(number) for number in range(deals)]
    gc.disable()  # what collection calls is not the kernel's
    sys.setprofile(count)
    try:
        for subject in subjects:
            journey(subject, first, more)
    finally:
        sys.setprofile(None)
        gc.enable()
    return counted[0]


def journey(subject, first, more):
    """Five gates, each asked before and after what it waits for is there."""
    subject, _ = subject.with_facts(first)
    for gate in work.GATES:
        assert decide(subject, f"gate-{gate}", work.AT).open == ("need-b.customer", "need-b.seller")
        subject, _ = subject.with_facts(more[gate])
        assert decide(subject, f"gate-{gate}", work.AT).passes


def test_a_journey_of_ten_attempts_takes_a_bounded_number_of_calls():
    """At most 450 Python calls a journey, and for the thousandth deal as many as for the first ten."""
    calls(1)
    few, many = calls(10), calls(1000)
    assert many * 10 == few * 1000
    assert few / 10 <= 450


def test_a_subject_that_was_replaced_keeps_no_fold_of_other_people():
    """With other people the masks are worked out anew."""
    subject = deal([ITEM])
    assert both(subject)[0].open == ("one.seller", "two.seller")
    users = tuple(each.model_copy(update={"roles": ()}) for each in PEOPLE)
    changed = dataclasses.replace(subject, people=users)
    quick, full = both(changed)
    assert quick.open == full.open
    assert "one.customer" in quick.open


def test_a_deal_that_is_asked_again_and_again_keeps_one_fold():
    """What is worked out for an earlier moment is not kept for ever."""
    subject = deal([ITEM])
    for minute in range(100):
        assert fold(subject, FRAMEWORK.judged_at(AT + dt.timedelta(minutes=minute))) is not None
    assert subject.kept["fold"][0].end == FRAMEWORK.judged_at(AT + dt.timedelta(minutes=99)).end


ORIGINS = list(
    product(["anna", "carl", "rita", "stranger"], ["imap", "cal", "elsewhere", None], [None, "anna", "rita", "imap"])
)


@pytest.mark.parametrize(("by", "source", "told_by"), ORIGINS)
def test_an_item_of_any_origin_and_grade_counts_for_the_same_leaves(by, source, told_by):
    """One item at a time: the bits of the fold are the plain ones of the full judgement, within the windows and not."""
    moment, plain = FRAMEWORK.judged_at(AT), FRAMEWORK.journey("deal").plain
    for what, grade, days in product([*TYPES, None], ["asserted", "observed", "authentic", "proven"], [0, 40]):
        more = {"source": source, "told_by": told_by, "grade": grade}
        subject = deal([Evidence(id="a", what=what, by=by, at=AT - dt.timedelta(days=days), **more)])
        (row,) = world_of(subject, moment).rows
        assert fold(subject, moment)[2:4] == (row.mask & plain, row.mask0 & plain), (what, grade, days)


DAY = dt.datetime(2026, 2, 27, tzinfo=ZoneInfo("Europe/Berlin"))
"""The first instant that is thirty days old at most, told on the 29th of March."""


@pytest.mark.parametrize(("at", "young"), [(DAY, True), (DAY - dt.timedelta(microseconds=1), False)])
def test_a_window_ends_with_the_first_instant_of_its_day(at, young):
    """Whole days of the framework's zone: thirty days are not over before midnight there."""
    found = fold(deal([ITEM.model_copy(update={"at": at})]), FRAMEWORK.judged_at(AT))
    assert (bool(found[2]), bool(found[3])) == (young, True)


def test_an_item_counts_from_its_instant_on():
    """At the very moment that is asked about it is there; a microsecond later it is not."""
    now, later = (deal([ITEM.model_copy(update={"at": AT + dt.timedelta(microseconds=each)})]) for each in (0, 1))
    moment = FRAMEWORK.judged_at(AT)
    assert (bool(fold(now, moment)[2]), bool(fold(later, moment)[2])) == (True, False)


def test_every_item_adds_its_bits_and_what_is_no_item_adds_none():
    """Aged and fresh ones, readings and claims between them, in any order."""
    old = ITEM.model_copy(update={"id": "old", "at": AT - dt.timedelta(days=40)})
    sold = ITEM.model_copy(update={"id": "sold", "what": "sold", "by": "rita"})
    read, claim = Statement(id="s", about="a", outcome="yes", quote="x", by="rita", at=AT), Claim(stage="second", at=AT)
    moment = FRAMEWORK.judged_at(AT)
    one = {each.id: fold(deal([each]), moment) for each in (ITEM, old, sold)}
    assert one["old"][2] == 0 != one["old"][3] == one["a"][2]
    for facts in permutations([ITEM, old, sold, read, claim]):
        found = fold(deal(facts), moment)
        assert found[1:3] == (3, one["a"][2] | one["sold"][2])
        assert found[3] == one["a"][3] | one["sold"][3]


def test_a_deal_without_facts_has_a_fold_too():
    """Nothing counts, which is an answer: everything is open."""
    assert fold(deal(), FRAMEWORK.judged_at(AT))[1:4] == (0, 0, 0)
    assert both(deal())[0].open == both(deal())[1].open != ()


def test_a_talk_and_a_subject_about_others_have_none():
    """What they stand on is not only their own items."""
    assert both(dataclasses.replace(deal([ITEM]), about=[deal()]))[0] is None


def test_what_one_may_tell_is_not_taken_for_what_another_of_their_kind_may():
    """Who tells of themself, who is told of by a colleague, what was typed and what no known source brought differ."""
    types = "  asked: {side: customer, by: [buyer], seen-in: [typed], grade: asserted}\n  sold: {side: seller}\n"
    gates = "  go: {from: first, to: second, requires: {it: {say: It., seller: sold, customer: asked}}}\n"
    journey = PLAIN.partition("evidence:")[0] + f"evidence:\n{types}gates:\n{gates}"
    people = (*PEOPLE, Person(id="dora", side="customer", roles=["buyer"]))
    sold = Evidence(id="s", what="sold", by="rita", at=AT, source="imap")

    def passes(number, told):
        text = f"{HEAD}\n# {number}\n"  # each order of the two on a framework of its own
        deals = [Subject(framework_of(text, journey), "deal", "d", people=people, sources=SOURCES) for _ in told]
        asked = [Evidence(id="a", what="asked", by="anna", at=AT, **each) for each in told]
        known = [deal.with_facts([sold, each])[0] for deal, each in zip(deals, asked, strict=True)]
        return [decide(each, "go", AT).passes for each in known]

    told = [{"told_by": "anna"}, {"told_by": "dora"}, {"told_by": "anna", "source": "elsewhere"}]
    expected = {0: True, 1: False, 2: False}
    for number, order in enumerate(permutations(expected)):
        assert passes(number, [told[each] for each in order]) == [expected[each] for each in order]
