"""The audit and the kernel say the same about made-up deals on made-up frameworks."""

from __future__ import annotations

import collections
import dataclasses
import functools

import pytest
from audit.agreeing import DEALS, FRAMEWORKS, NOW, audited, files_of, kernel, made_up, smallest, told

from gatecoach.audit import gates
from gatecoach.definition.keys import keys as every_key
from gatecoach.definition.scenario import NEAR_MISSES
from gatecoach.gate import Status
from gatecoach.journey import standing

TREES = 60
"""So many frameworks are looked at for their words, so many deals on the first of them for what becomes of them."""
PLACES = {"field", "when", "check", "evidence", "outcomes", "gate", "requirement", "clause", "for-each", "waivers"}
"""The parts of a framework that an audit reads."""


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(FRAMEWORKS))
def test_audit_and_kernel_agree(seed):
    """Every status of every requirement side, what is carried and waived, the verified stage and the gap."""
    assert told(*made_up(seed, DEALS)) == ""


@functools.cache
def worth():
    """Over deals on many frameworks: how many verify something, the statuses of sides, the near misses, all of them."""
    moved, statuses, misses, every = 0, collections.Counter(), set(), 0
    for seed in range(TREES):
        framework, deals = made_up(seed, 30)
        start = framework.journey(deals[0].journey).start
        for each in deals:
            found = standing(each, NOW)
            moved += found.verified != start
            every += 1
            for one in (one for decision in found.decisions.values() for one in decision.requirements):
                statuses.update([str(one.status), *(f"side {side.status}" for side in one.sides.values())])
                misses |= {
                    code for side in one.sides.values() for miss in side.near_misses for code in (miss.code, *miss.also)
                }
    return moved, statuses, misses, every


def test_three_deals_in_ten_verify_something():
    """A comparison of deals that all stand at the start would say little."""
    moved, _, _, every = worth()
    assert moved >= 0.3 * every


def test_every_status_occurs():
    """Each status of a requirement, and each that a side can have."""
    statuses = {*worth()[1]}
    assert {str(each) for each in Status} - statuses == set()
    assert {f"side {each}" for each in Status if each != "waived"} - statuses == set()


def test_every_near_miss_occurs():
    """Items fail to count for every reason there is; too early exists in talks alone."""
    assert {*NEAR_MISSES} - worth()[2] == {"too-early"}


ELSEWHERE = {"called", "settles", "insight", "added-up"}
"""Words on evidence that no gate reads: for sentences, for talks, and for sums that the kernel makes."""


def test_every_word_occurs():
    """Each key of what an audit reads stands in one of the frameworks."""
    words = {word for seed in range(TREES) for word in _words(files_of(seed)[0])}
    language = {each.key for each in every_key() if each.where in PLACES and not each.key.startswith("<")}
    assert language - {"extends", "remove", "passes"} - ELSEWHERE - words == set()
    assert {
        "everyone",
        "person",
        "day",
        "role",
        "source",
        "typed",
        "warn",
        "report",
        "require",
        "skip",
    } - words == set()


def _words(tree):
    """Every key of a tree, and every text that stands as a value."""
    if isinstance(tree, dict):
        for key, part in tree.items():
            yield key
            yield from _words(part)
    elif isinstance(tree, list):
        for part in tree:
            yield from _words(part)
    elif isinstance(tree, str):
        yield tree


@pytest.mark.timeout(900)
def test_a_deal_that_differs_is_made_small(monkeypatch):
    """What is shown of a difference is no more than it takes: here a waiver, and nothing that it does not need."""
    monkeypatch.setattr(gates, "waived", lambda table, name: table[name].isnull())
    framework, deals = made_up(0, 40)
    said = audited(framework, deals)
    first = next(each for each in deals if kernel(each) != said[each.id])
    least = smallest(framework, first)
    assert [type(each).__name__ for each in least.facts].count("Waiver") == 1
    assert len(least.facts) < len(first.facts)
    assert "Waiver" in told(framework, [dataclasses.replace(least, id="d0")])
