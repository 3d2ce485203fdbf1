"""A row of an audit is the deal that the kernel makes of the same records, but for its signs and its question."""

from __future__ import annotations

import dataclasses
from collections import defaultdict

import pytest
from audit.agreeing import NOW, made_up

from gatecoach.audit import Engine, audit, written
from gatecoach.desk import deal_of, deal_of_row, skills_talks
from gatecoach.journey import standing
from gatecoach.testing.trees import JOURNEY


def by_tables(framework, subjects):
    """The deals of an audit as the desk sees them."""
    with Engine() as engine:
        found = audit(framework, engine.take(written(subjects)), NOW, engine=engine, journey=JOURNEY)
        sides = defaultdict(list)
        for row in found.sides.to_pyarrow().to_pylist():
            sides[row["deal"]].append(row)
        worth = found.judged.select("deal", worth=found.judged["value:price"]).to_pyarrow().to_pylist()
        worths = {row["deal"]: row["worth"] for row in worth}
        rows = [*found.rows()]
    return [deal_of_row(found.journey, row, sides[row["deal"]], worth=worths[row["deal"]]) for row in rows]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [3, 8])
def test_both_see_the_same_deal(seed):
    """Claimed, verified, gap, worth, and everything that is lacking, side for side and in one order."""
    framework, subjects = made_up(seed, 120)
    by_kernel = [deal_of(standing(each, NOW), money="price") for each in subjects]
    plain = [dataclasses.replace(each, signs=(), ask="", asks_for="") for each in by_kernel]
    assert by_tables(framework, subjects) == sorted(plain, key=lambda each: each.id)
    assert sum(len(each.lacks) for each in plain) > 15
    assert any(each.worth is None for each in plain)
    assert any(each.ended for each in plain)
    assert seed != 8 or skills_talks(plain) != ()
