"""The audit on Spark and the kernel say the same about made-up deals on made-up frameworks."""

from __future__ import annotations

import collections
import importlib

import pytest

from gatecoach.gate import Status

FRAMEWORKS, DEALS = 10, 100


def on(spark, agreeing, seed, deals):
    """What the audit on Spark says of deals on a made-up framework, and what the kernel does."""
    framework, made, said = agreeing.known(seed, deals)
    engine = importlib.import_module("gatecoach.audit").Engine(spark)
    return agreeing.audited(framework, made, engine=engine), said


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(FRAMEWORKS))
def test_spark_and_kernel_agree(spark, agreeing, seed):
    """Every status of every requirement side, what is carried and waived, the verified stage and the gap."""
    found, said = on(spark, agreeing, seed, DEALS)
    odd = {name: agreeing.unlike(said[name], found[name]) for name in said}
    assert {name: each for name, each in odd.items() if each} == {}


def test_the_deals_are_worth_comparing(agreeing):
    """Three in ten verify something, and every status of a requirement and of a side occurs."""
    moved, statuses = 0, collections.Counter()
    for seed in range(FRAMEWORKS):
        framework, deals, said = agreeing.known(seed, DEALS)
        start = framework.journey(deals[0].journey).start
        moved += sum(each["verified"][0] != start for each in said.values())
        for each in said.values():
            statuses.update(word for place, told in each.items() if "." in place
                            for word in (told[1], f"side {told[0]}"))  # fmt: skip
    assert moved >= 0.3 * FRAMEWORKS * DEALS
    assert {str(each) for each in Status} - {*statuses} == set()
    assert {f"side {each}" for each in Status if each != "waived"} - {*statuses} == set()


@pytest.mark.timeout(900)
def test_a_fault_is_seen(spark, agreeing, monkeypatch):
    """Where a function means something else on Spark the two no longer agree: here a mask with the bits of all rows."""
    operations = importlib.import_module("ibis.expr.operations")
    compiler = importlib.import_module("gatecoach.audit.spark").Compiler

    def all_bits(self, op, *, arg, where):
        return self.agg.bit_and(arg, where=where)

    assert compiler.SIMPLE_OPS[operations.BitOr] == "bit_or"
    monkeypatch.setattr(compiler, "visit_BitOr", all_bits)
    found, said = on(spark, agreeing, 0, 30)
    assert found != said
