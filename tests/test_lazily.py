"""Things by name that are imported when one is asked for."""

from __future__ import annotations

import decimal
import fractions

import pytest

from gatecoach.lazily import Lazily

NUMBERS = Lazily({"exact": ("decimal", "Decimal"), "part": ("fractions", "Fraction"), "lost": ("no.such", "Thing")})


def test_the_thing_itself_is_given_by_its_name():
    """Each comes from its own module; what is not known is a `KeyError` as in any mapping."""
    assert NUMBERS["exact"] is decimal.Decimal
    assert NUMBERS["part"] is fractions.Fraction
    assert "other" not in NUMBERS
    with pytest.raises(KeyError):
        NUMBERS["other"]


def test_names_are_told_in_the_order_given_without_importing_anything():
    """Also from the last to the first; a module that is not there hurts only who asks for it."""
    assert [*NUMBERS] == ["exact", "part", "lost"]
    assert [*reversed(NUMBERS)] == ["lost", "part", "exact"]
    assert len(NUMBERS) == 3
    with pytest.raises(ModuleNotFoundError):
        NUMBERS["lost"]
