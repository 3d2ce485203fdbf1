"""Every conversation has one order: with its steps in another one, or without a word, it does not close (S07)."""

from __future__ import annotations

import pytest
from b2b.covering import FRAMEWORK
from b2b.orders import closes, other_orders, steps_of

TALKS = [each.id for each in FRAMEWORK.journeys.values() if each.conversation]
WARNED = {
    ("pre-call-plan", "talk-rehearsed"): "a plan for a talk that is not difficult only warns of it",
    ("gate-review", "long-aim-named"): "a plan without an aim further away is only warned of",
    ("never", "long-aim-named"): "so it is there",
    ("difficult", "long-aim-named"): "and there",
    **dict.fromkeys(
        [("gate-review", "option-told"), ("skills-coaching", "option-told"), ("difficult", "option-told")],
        "a way that the coach told is only noted",
    ),
}
"""What stands in a closing story of a talk without being needed for it, with the reason."""
ORDERED = [each for each in TALKS if len(FRAMEWORK.journeys[each].stages) > 1]


def joined(steps):
    """All words one after the other."""
    return [row for each in steps for row in each]


@pytest.mark.parametrize("talk", TALKS)
def test_a_talk_has_a_story_that_closes_it(talk):
    """Its words stand in the order of its steps, none without a word."""
    assert len(steps_of(talk)) == len(FRAMEWORK.journeys[talk].stages)
    assert closes(talk, joined(steps_of(talk)))


@pytest.mark.requirement("S07")
@pytest.mark.parametrize("talk", ORDERED)
def test_in_any_other_order_of_its_steps_it_does_not_close(talk):
    """All permutations of a short talk, and each step of a long one at each other place."""
    orders = list(other_orders(steps_of(talk)))
    assert len(orders) > len(FRAMEWORK.journeys[talk].stages) - 2
    assert [closes(talk, each) for each in orders] == [False] * len(orders)


@pytest.mark.parametrize("talk", ORDERED)
def test_no_step_is_left_out(talk):
    """Without the words of any one step, whichever it is."""
    steps = steps_of(talk)
    assert not any(closes(talk, joined([*steps[:place], *steps[place + 1 :]])) for place in range(len(steps)))


@pytest.mark.parametrize("talk", TALKS)
def test_no_word_is_left_out(talk):
    """Each word of the closing story is needed; what stands in it without need would hide what is."""
    rows = joined(steps_of(talk))
    without = [[each for each in rows if each is not gone] for gone in rows]
    unneeded = [gone for gone, left in zip(rows, without, strict=True) if closes(talk, left)]
    assert [each for each in unneeded if (talk, each.get("what")) not in WARNED] == []


@pytest.mark.parametrize("talk", ORDERED)
def test_the_last_word_of_a_step_does_not_come_after_the_first_of_the_next(talk):
    """Nobody is a word ahead: what comes too early is refused, and has to be said again."""
    steps = steps_of(talk)
    for place in range(len(steps) - 1):
        (*before, last), (first, *after) = steps[place], steps[place + 1]
        swapped = [*joined(steps[:place]), *before, first, last, *after, *joined(steps[place + 2 :])]
        assert not closes(talk, swapped), first
