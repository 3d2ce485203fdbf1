"""Journeys whose leaves fill one whole number to the last bit, or need two or three."""

from __future__ import annotations

import random

import ibis
import pytest
from audit.agreeing import NOW, audited, deals_on, kernel, told
from audit.wide import wide

from gatecoach.audit.bits import WIDTH
from gatecoach.audit.masks import Masks, heard
from gatecoach.journey import world_of
from gatecoach.testing.choosing import Choice
from gatecoach.testing.trees import JOURNEY

DEALS = 60


def deals_of(framework):
    """Made-up deals on a wide framework, every other one all the way."""
    return deals_on(framework, Choice(random.Random(7).randint), DEALS)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("leaves", [WIDTH - 1, WIDTH, WIDTH + 1, 2 * WIDTH + 1])
def test_masks_of_any_width_agree(leaves):
    """One leaf less than a whole number holds, just as many, one more, and one more than two hold."""
    framework = wide(leaves)
    assert len(framework.journey(JOURNEY).leaves) == leaves
    deals = deals_of(framework)
    last = 1 << (leaves - 1)
    moment = framework.judged_at(NOW)
    assert any(row.mask & last for each in deals for row in world_of(each, moment).rows)
    assert told(framework, deals) == ""


@pytest.mark.timeout(900)
def test_more_words_than_a_whole_number_holds_agree():
    """Leaves with outcomes beyond the first whole number: their noes contest, their later yeses take them back."""
    framework = wide(2 * WIDTH + 3, speaking=(0, 1, 2), apart=True)
    assert len({first for _, first in heard(framework.journey(JOURNEY).leaves).values()}) > WIDTH
    deals = deals_of(framework)
    rows = [row for each in deals for row in world_of(each, framework.judged_at(NOW)).rows]
    assert {row.sign for row in rows if row.words >> WIDTH} == {1, -1}
    assert told(framework, deals) == ""


def test_a_second_number_that_is_lost_is_seen(monkeypatch):
    """Where the last leaf stands alone in a number of its own, it is missed when that is forgotten."""
    right = Masks.columns

    def wrong(masks):
        zero = ibis.literal(0, type="int64")
        return {name: zero if name == "m0_1" else column for name, column in right(masks).items()}

    framework = wide(WIDTH + 1)
    deals = deals_of(framework)
    monkeypatch.setattr(Masks, "columns", wrong)
    said = audited(framework, deals)
    assert any(kernel(each) != said[each.id] for each in deals)
