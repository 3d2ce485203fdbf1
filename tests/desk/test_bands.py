"""The bands: what a talk can still turn is said by evidence alone, and every open deal lies in one of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from desk.made_deals import COACH, DEALS, LEAVE, PARK, deal
from hypothesis import given

from gatecoach.desk import Band, advice, band_of, outlasts, spread
from gatecoach.ways import Distance


@pytest.mark.parametrize(
    ("made", "band"),
    [
        (deal("a"), Band.WINNABLE),
        (deal("a", signs=(COACH,)), Band.WINNABLE),
        (deal("a", 0), Band.STANDS),
        (deal("a", Distance.BEHIND), Band.STANDS),
        (deal("a", 0, signs=(LEAVE,)), Band.LOST),
        (deal("a", signs=(COACH, PARK)), Band.LOST),
        (deal("a", Distance.UNKNOWN), Band.UNCLEAR),
        (deal("a", Distance.OFF_PATH), Band.UNCLEAR),
        (deal("a", Distance.UNKNOWN, signs=(PARK,)), Band.LOST),
        (deal("a", 2, ended=True, signs=(LEAVE,)), Band.ENDED),
    ],
)
def test_the_band_follows_from_end_signs_and_gap_in_this_order(made, band):
    """A sign to leave outweighs any gap; a sign to coach moves nothing; what has ended is over."""
    assert band_of(made) is band


@pytest.mark.parametrize(("expected", "word"), [(19, "park"), (20, ""), (None, "")])
@pytest.mark.requirement("A12")
def test_a_silence_that_outlasts_the_stage_says_to_park(expected, word):
    """Twenty days in a stage that should take nineteen; where nobody says how long it takes, nothing outlasts it."""
    made = deal("a", signs=(COACH,), expected=expected)
    assert (advice(made), band_of(made)) == (word, Band.LOST if word else Band.WINNABLE)
    assert outlasts(made, COACH) is bool(word)


def test_of_two_signs_to_leave_the_stronger_word_is_said():
    """Whichever was found first."""
    assert [advice(deal("a", signs=signs)) for signs in ((PARK, LEAVE), (LEAVE, PARK), (PARK,), (COACH,), ())] == [
        "disqualify", "disqualify", "park", "", "",
    ]  # fmt: skip


@pytest.mark.requirement("A12")
def test_deals_money_and_talks_are_split_by_band():
    """How many lie in each, what they are worth, and where the talks were held; an ended deal is none of them."""
    deals = [
        deal("a", 2, 6000), deal("b", 1), deal("c", 0, 2000), deal("d", 1, 2000, signs=(LEAVE,)),
        deal("e", Distance.UNKNOWN), deal("f", 1, 9000, ended=True),
    ]  # fmt: skip
    found = spread(deals, {"a": 1, "d": 3, "f": 5, "x": 7})
    assert [(each.band, each.deals, each.worth, each.unknown, each.talks) for each in found.shares] == [
        (Band.WINNABLE, 2, 6000, 1, 1),
        (Band.STANDS, 1, 2000, 0, 0),
        (Band.LOST, 1, 2000, 0, 3),
        (Band.UNCLEAR, 1, 0, 1, 0),
    ]
    assert [found.percent(Band.LOST, what) for what in ("deals", "worth", "talks")] == [20, 20, 75]


def test_of_nothing_there_is_no_share():
    """No deals, no talks: a share is unknown, and not 0."""
    assert spread([]).percent(Band.WINNABLE, "deals") is None
    assert spread([deal("a", 1, 5)]).percent(Band.WINNABLE, "talks") is None


@given(DEALS)
def test_every_open_deal_is_counted_once(deals):
    """The bands together hold all that has not ended, and their shares make the whole."""
    found = spread(deals)
    open_ = sum(not each.ended for each in deals)
    assert sum(each.deals for each in found.shares) == open_
    shares = [found.percent(each.band, "deals") for each in found.shares]
    assert not open_ or abs(sum(shares, Decimal(0)) - 100) < Decimal("0.001")
