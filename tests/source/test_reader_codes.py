"""The table of finding codes: every example of a reader code is real."""

from __future__ import annotations

import pytest

from gatecoach.codes import CODES
from gatecoach.codes.code import Code, table
from gatecoach.codes.reader import READER
from gatecoach.source import read

NOT_AS_TEXT = {"GC007"}
"""Codes whose wrong example is too long to show."""


def codes_of(text):
    """The codes that a text gives."""
    return [each.code for each in read(text.encode(), "f.yaml").findings]


@pytest.mark.parametrize("code", sorted(set(READER) - NOT_AS_TEXT))
def test_the_wrong_example_gives_this_very_code(code):
    """What the table calls wrong is answered with exactly one finding of its code."""
    assert codes_of(READER[code].wrong) == [code]


@pytest.mark.parametrize("code", sorted(READER))
def test_the_right_example_is_fine(code):
    """What the table calls right is read without a finding."""
    assert codes_of(READER[code].right) == []


def test_only_what_cannot_be_shown_has_no_example():
    """An empty wrong example is the exception that is listed here."""
    assert {code for code, each in READER.items() if not each.wrong} == NOT_AS_TEXT


def test_every_code_of_the_reader_is_in_the_one_table():
    """The merged table holds each code under its own id, with a title and a reason in a few sentences."""
    assert set(READER) <= set(CODES)
    for code, each in CODES.items():
        assert each.id == code
        assert each.title
        assert 2 <= each.why.count(". ") + 1 <= 4


def test_a_code_cannot_be_given_twice():
    """Two meanings for one code are refused when the table is made."""
    with pytest.raises(AssertionError):
        table(Code("GC999", "a", "b", "", ""), Code("GC999", "c", "d", "", ""))
