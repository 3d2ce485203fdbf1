"""Things by name that are imported when one is asked for."""

from __future__ import annotations

import decimal
import email.utils
import fractions

import pytest

from gatecoach.lazily import Lazily, by_name

NUMBERS = Lazily({"exact": ("decimal", "Decimal"), "part": ("fractions", "Fraction"), "lost": ("no.such", "Thing")})


def test_the_thing_itself_is_given_by_its_name():
    """Each comes from its own module; what is not known is a `KeyError` as in any mapping."""
    assert NUMBERS["exact"] is decimal.Decimal
    assert NUMBERS["part"] is fractions.Fraction
    assert "other" not in NUMBERS
    with pytest.raises(KeyError):
        NUMBERS["other"]


def test_names_are_told_in_the_order_given_without_importing_anything():
    """A module that is not there hurts only who asks for it."""
    assert [*NUMBERS] == ["exact", "part", "lost"]
    assert len(NUMBERS) == 3
    with pytest.raises(ModuleNotFoundError):
        NUMBERS["lost"]


def test_a_package_finds_its_names_in_their_modules():
    """`by_name` gives what the module of that home calls so, and says which package lacks a name."""
    found = by_name("email", message=("Message",), utils=("parseaddr",))
    assert found("parseaddr") is email.utils.parseaddr
    assert found("Message").__module__ == "email.message"
    with pytest.raises(AttributeError, match=r"module 'email' has no attribute 'Messages'"):
        found("Messages")
