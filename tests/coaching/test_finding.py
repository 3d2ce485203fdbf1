"""Who found what, by coach: the coachees' part of what was found in their talks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from coaching.promising import at, opened, planned, said

from gatecoach.coaching import Insights, insights

pytestmark = pytest.mark.requirement("A02")


def finding(*who, coach="lee", stream="plan"):
    """A talk in which these people found something, one after the other."""
    talk = opened("plan", at(3, 2), coach=coach, stream=stream)
    kinds = {"diaz": "found"}
    words = [(kinds.get(each, "told"), each) for each in who]
    return said(talk, at(3, 2), *sorted(words, reverse=True))


def test_the_share_of_what_the_coachee_found_is_counted_by_coach():
    """Two coaches, each with what was found in their own talks."""
    talks = [finding("lee", "diaz"), finding("diaz", stream="b"), finding("kim", "diaz", coach="kim", stream="c")]
    assert insights(talks) == (Insights("kim", 1, 1, 1), Insights("lee", 2, 2, 1))
    assert [each.share for each in insights(talks)] == [Decimal(1) / 2, Decimal(2) / 3]


def test_a_talk_of_two_coaches_counts_for_both():
    """Neither of them alone led it."""
    assert [each.coach for each in insights([finding("diaz", coach=["lee", "kim"])])] == ["kim", "lee"]


def test_where_nothing_was_found_there_is_no_share():
    """Unknown is never nought."""
    (found,) = insights([opened("plan", at(3, 2))])
    assert (found, found.share) == (Insights("lee", 1, 0, 0), None)


def test_a_talk_that_has_nothing_to_find_is_none_of_them():
    """A talk of another kind says nothing about its coach."""
    assert insights([opened("look", at(3, 2), about=planned())]) == ()


def test_what_was_taken_back_was_not_found():
    """It counts for nothing, as everywhere."""
    talk = finding("lee", "diaz")
    told = next(each for each in talk.subject.facts if each.what == "told")
    assert insights([talk.revoke(told.id, by="lee", at=at(3, 2)).session]) == (Insights("lee", 1, 1, 0),)
