"""The comparison with the kernel can fail: each small fault of the audit is seen by it."""

from __future__ import annotations

import pytest
from audit.agreeing import audited, known
from audit.faults import FAULTS

DEALS = 90
"""So many deals on each framework."""
FRAMEWORKS = 40
"""So many frameworks are gone through at most; every fault is known to be seen by one."""
SEEN_BY = {
    "no side": 3,
    "a window one day longer": 8,
    "an age one day less": 1,
    "ties the other way": 4,
    "a no must be later": 1,
    "a no is spoken at the start of its day": 2,
    "each side may answer another item": 10,
    "everyone is also who left": 1,
    "from-different is not asked": 1,
    "people are counted without roles": 8,
    "nothing is unverifiable": 2,
    "the owner may waive": 2,
    "a no of one side is no no": 11,
    "unknown blocks nothing": 5,
    "machines speak": 2,
    "anybody may take back": 2,
    "nothing is replaced": 1,
    "a bare id means any item": 1,
    "no link": 1,
    "no sign": 1,
    "after is not certain": 2,
    "a yes is spoken at the end of its day": 27,
    "everyone answers what they like": 4,
    "everyone is one of them": 1,
    "for-each without its condition": 11,
    "one less is enough": 2,
    "roles are counted without people": 8,
    "any of several is all": 3,
    "a waiver ends a day early": 2,
    "a no can be waived": 2,
    "nothing is taken back": 30,
    "everything is carried": 1,
    "only direct links": 1,
    "nobody may take back": 1,
    "what answers an older version stays": 8,
    "the own source is not first": 5,
    "what came to be known late was always known": 6,
    "an amount in another currency is none": 14,
    "of what was said again the rest is forgotten": 19,
}
"""The frameworks whose deals are known to show the faults that the first one does not."""


@pytest.mark.timeout(900)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_audit_is_seen(fault, monkeypatch):
    """Some made-up deal is judged differently."""
    FAULTS[fault](monkeypatch.setattr)
    assert any(differ(seed) for seed in dict.fromkeys((SEEN_BY.get(fault, 0), *range(FRAMEWORKS))))


def differ(seed):
    """Whether the audit, as it is now, says anything else than the kernel about the deals of a framework."""
    framework, deals, said = known(seed, DEALS)
    return audited(framework, deals) != said


def test_the_faults_are_many_and_different():
    """At least twenty-five, and those with a framework of their own are among them."""
    assert len(FAULTS) >= 25
    assert {*SEEN_BY} <= {*FAULTS}


@pytest.mark.timeout(900)
def test_without_a_fault_nothing_is_seen():
    """The frameworks that show the faults are among those that agree (test_differential): what is seen is the fault."""
    assert {*SEEN_BY.values()} <= {*range(FRAMEWORKS)}
    assert not differ(0)
