"""Priorities: gap times worth among what a talk can turn; the laws hold for any deals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from desk.made_deals import COACH, DEALS, LEAVE, PARK, deal
from helpers import AFTER, GATES, HEAD, PEOPLE, SOURCES, day, framework_of, got, journey_text, pair, sent
from hypothesis import assume, given
from hypothesis import strategies as st

from gatecoach import standing
from gatecoach.desk import Band, band_of, deal_of, priorities
from gatecoach.subject import Subject


def ids(found):
    """The deals of a list by id."""
    return [each.id for each in found]


def test_the_most_gates_times_money_comes_first():
    """Two gates of 30 come before one of 50; without a worth a deal comes last, by its gap."""
    deals = [deal("a", 1, 50), deal("b", 2, 30), deal("c", 3), deal("d", 4), deal("e", 1, 0)]
    assert ids(priorities(deals).deals) == ["b", "a", "e", "d", "c"]
    assert [each.weight for each in priorities(deals).deals[:2]] == [60, 50]


def test_a_tie_is_broken_by_the_gap_and_then_by_the_id():
    """Three gates of 20 and two of 30 weigh the same."""
    deals = [deal("z", 2, 30), deal("y", 3, 20), deal("b", 2, 30)]
    assert ids(priorities(deals).deals) == ["y", "b", "z"]


def test_a_limit_says_how_many_more_there_are():
    """Nothing is left out in silence, and the limit cuts nothing but the list."""
    deals = [deal(f"d{number}", 1, number) for number in range(5)]
    found = priorities(deals, limit=2)
    assert (ids(found.deals), found.more) == (["d4", "d3"], 3)
    assert found.spread == priorities(deals).spread


def test_with_an_owner_it_is_about_their_deals_alone():
    """The list, what to leave, and the spread."""
    deals = [deal("a", owner="rita"), deal("b", owner="max"), deal("c", owner="max", signs=(PARK,))]
    found = priorities(deals, owner="max")
    assert (ids(found.deals), [each.deal.id for each in found.leave]) == (["b"], ["c"])
    assert sum(each.deals for each in found.spread.shares) == 2


@pytest.mark.requirement("A12")
def test_a_deal_that_a_sign_says_to_leave_leaves_the_list_and_is_listed_apart_with_its_reasons():
    """Those to let go first; a sign that only asks for a talk is no reason to leave."""
    deals = [deal("a", 3, 90, signs=(COACH, PARK)), deal("b", 2, 10, signs=(LEAVE, PARK)), deal("c", 1, 1)]
    found = priorities(deals)
    assert ids(found.deals) == ["c"]
    assert [(each.deal.id, each.advice, each.signs) for each in found.leave] == [
        ("b", "disqualify", (LEAVE, PARK)), ("a", "park", (PARK,)),
    ]  # fmt: skip


@given(DEALS, st.randoms())
def test_the_order_in_which_deals_come_means_nothing(deals, chance):
    """Whatever order, the same value comes out; so does a second time."""
    mixed = [*deals]
    chance.shuffle(mixed)
    assert priorities(mixed) == priorities(deals) == priorities(deals)


@given(DEALS)
@pytest.mark.requirement("A12")
def test_a_deal_to_leave_is_never_on_the_list(deals):
    """On the list are winnable deals, all of them and each once; what is to be left is listed apart."""
    found = priorities(deals)
    assert {each.id for each in found.deals} == {each.id for each in deals if band_of(each) is Band.WINNABLE}
    assert {each.deal.id for each in found.leave} == {each.id for each in deals if band_of(each) is Band.LOST}
    assert not {each.id for each in found.deals} & {each.deal.id for each in found.leave}


@given(DEALS, st.data())
def test_a_smaller_gap_never_comes_earlier(deals, data):
    """A deal that has shown more, all else the same, is not before any deal that it was behind."""
    listed = priorities(deals).deals
    assume(listed)
    chosen = data.draw(st.sampled_from(listed))
    closer = replace(chosen, gap=data.draw(st.integers(0, chosen.behind)))
    after = ids(priorities([closer if each is chosen else each for each in deals]).deals)
    place = after.index(chosen.id) if chosen.id in after else len(listed)
    assert place >= ids(listed).index(chosen.id)


REQUIRES = pair("reply") + pair("visit", name="more")
SILENCE = '    signals: {gone: {say: "Gone.", silence: 300 days, suggest: park}}\n'
FRAMEWORK = framework_of(
    HEAD.format(zone="UTC"),
    journey_text(GATES + REQUIRES + SILENCE + AFTER).replace("sides:", "fields: {amount: {type: money}}\nsides:", 1),
)
FACTS = (
    sent("m1", 1), got("r1", 2), got("v1", 3, "visit", answers=[]),
    sent("m2", 4), got("r2", 5, answers=["m2"]),
)  # fmt: skip
SOME = st.sets(st.sampled_from(range(len(FACTS))))


def told(facts, id="a", amount=1000):
    """A deal that claims the last stage but one with these facts."""
    fields = {"amount": amount}
    made = Subject(FRAMEWORK, "deal", id, owner="rita", people=PEOPLE, claimed="third", sources=SOURCES, fields=fields)
    made, rejected = made.with_facts(facts)
    assert not rejected
    return deal_of(standing(made, day(20)), money="amount")


@given(SOME, SOME)
def test_evidence_that_closes_the_gap_never_raises_the_priority(some, more):
    """Judged by the kernel: with more evidence the deal weighs no more, and comes no earlier than before."""
    before, after = (told([FACTS[number] for number in sorted(each)]) for each in (some, some | more))
    assert after.weight <= before.weight
    others = [told((), "b", 1500), told(FACTS[:3], "c", 1200), told((), "d", 500)]
    places = [ids(priorities([*others, each]).deals) for each in (before, after)]
    then, now = (each.index("a") if "a" in each else len(each) for each in places)
    assert now >= then


def test_the_evidence_above_does_close_the_gap():
    """From two gates to none, so that the law compares something."""
    assert [told(FACTS[:number]).gap for number in range(5)] == [2, 2, 2, 0, 0]
    assert told(()).worth == Decimal(1000)
