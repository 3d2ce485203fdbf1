"""Deals that live step by step are judged alike by the engine and the reference evaluator, at every step."""

from __future__ import annotations

import pytest
from machines.deal_life import DealLife
from machines.running import lived, rules_of

from gatecoach.gate import Status

pytestmark = pytest.mark.timeout(600)
"""Where something fails, hypothesis takes its time to make it small."""


def test_a_deal_is_judged_alike_at_every_step_of_its_life():
    """No life of a deal breaks an invariant of the machine."""
    assert lived(DealLife)["begins"] >= DealLife.runs


def test_the_lives_of_deals_see_every_rule_and_status():
    """Each rule is taken, each status comes up, and something is repeated, carried and asked about the past."""
    seen = lived(DealLife)
    assert rules_of(DealLife) - {*seen} == set()
    assert {f"lives: {each}" for each in Status} - {*seen} == set()
    assert {"repeats", "lives: carried", "a moment that knew nothing of it"} <= {*seen}


def test_many_lives_pass_a_gate_and_many_answers_are_quick():
    """At least three in ten lives see a gate pass; the quick way gives at least one answer in twenty."""
    seen = lived(DealLife)
    assert seen["lives: passes"] >= 0.3 * seen["begins"]
    assert seen["quick answer"] >= 0.05 * (seen["quick answer"] + seen["full answer"])
