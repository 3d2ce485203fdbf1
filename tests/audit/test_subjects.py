"""Deals are read back from the tables of an audit so that the kernel says of them what the audit says."""

from __future__ import annotations

import pytest
from audit.agreeing import NOW, audited_tables, kernel, made_up, unlike
from audit.tabled import tabled, taken

from gatecoach.audit import Engine, Reader, subjects_of, written
from gatecoach.testing.trees import JOURNEY

SEEDS = (3, 7, 11)


def compared(framework, tables, engine):
    """Where the audit of these tables and the kernel over their subjects do not agree, by deal."""
    said = audited_tables(framework, tables, NOW, engine, JOURNEY)
    asked = {each.id: kernel(each, NOW) for each in subjects_of(framework, JOURNEY, tables)}
    assert {*asked} == {*said}
    return {name: odd for name, each in asked.items() if (odd := unlike(each, said[name]))}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_kernel_wrote_down_is_read_back(seed):
    """Of tables that were written from subjects."""
    framework, deals = made_up(seed, 60)
    with Engine() as engine:
        assert compared(framework, engine.take(written(deals)), engine) == {}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_somebody_handed_over_is_read_back(seed):
    """Of tables that a reader made of rows of text."""
    framework, deals = made_up(seed, 60)
    with Engine() as engine:
        given = Reader(engine, framework, JOURNEY, taken(engine, tabled(deals))).read()
        assert compared(framework, given.tables, engine) == {}
