"""Values that are written oddly are read in one way, whatever works it out; on Spark: tests/spark/test_reading.py."""

from __future__ import annotations

import functools

import pytest
from audit import oddly

from gatecoach.audit import Engine
from gatecoach.condition import other_currency, typed


@functools.cache
def told():
    """What DuckDB makes of all of them: an engine is dear."""
    with Engine() as engine:
        return oddly.read(engine)


@pytest.mark.parametrize("kind", [*oddly.wanted()])
def test_odd_values_are_read_as_they_are_meant(kind):
    """Whole numbers and flags by their signs alone, white space as Python knows it, amounts with their currency."""
    assert told()[kind] == oddly.wanted()[kind]


@pytest.mark.parametrize("text", oddly.PRICES)
def test_the_kernel_reads_the_same_amounts(text):
    """So a deal is judged alike from a table and from a file."""
    assert (typed(text, oddly.field()), other_currency(text, oddly.field())) == oddly.wanted()["prices"][text]


def test_no_sign_is_forgotten():
    """Every sign that is white space in Python is tried, and there is none beyond those that are tried."""
    assert len(oddly.SIGNS) == 29
    assert not [number for number in range(0x3001, 0x110000) if chr(number).isspace()]
