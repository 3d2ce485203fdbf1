"""The audit and the kernel say the same about made-up deals on made-up frameworks."""

from __future__ import annotations

import collections

import pytest
from audit.agreeing import DEALS, FRAMEWORKS, differences, kernel, made_up

CHUNKS = 10


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_audit_and_kernel_agree(chunk):
    """Every status of every requirement side, what is carried and waived, the verified stage and the gap."""
    for seed in range(chunk, FRAMEWORKS, CHUNKS):
        framework, deals = made_up(seed, DEALS)
        assert differences(framework, deals) == {}, f"framework {seed}"


def test_the_deals_are_worth_comparing():
    """At least three deals in ten verify something, and every status occurs."""
    moved, statuses = 0, collections.Counter()
    for seed in range(20):
        framework, deals = made_up(seed, 30)
        start = framework.journey(deals[0].journey).start
        said = [kernel(each) for each in deals]
        moved += sum(each["verified"][0] != start for each in said)
        statuses.update(found[1] for each in said for place, found in each.items() if place.count(".") == 2)
    assert moved >= 0.2 * 600
    assert {*statuses} == {"met", "contested", "expired", "unverifiable", "missing", "waived", "not-applicable"}
