"""`gatecoach audit` where there is nothing to audit, or nothing to do it with."""

from __future__ import annotations

import sys

import pytest

from gatecoach.errors import meant


def test_without_data_the_ways_to_name_them_are_told(run):
    """Tables, an export, a folder of mails: before anything is loaded that may not be there."""
    done = run("audit", "--at", "2026-03-04")
    assert done.code == 2
    for words in ("it is not said where the deals are", "folder of tables", "--mapping", "mails and facts"):
        assert words in done.err


def test_data_that_are_not_there_are_named(run):
    """As in every command."""
    done = run("audit", "--data", "nowhere", "--at", "2026-03-04")
    assert (done.code, "nowhere: there is no such file or folder" in done.err) == (2, True)


@pytest.mark.parametrize("gone", ["ibis", "duckdb"])
def test_without_the_extra_it_says_what_to_type(gone, run, monkeypatch):
    """Whichever of its packages is missing."""
    for name in [each for each in sys.modules if each.split(".")[0] == gone or each.startswith("gatecoach.audit.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, gone, None)
    done = run("audit", "--data", "deal", "--at", "2026-03-04")
    assert done.code == 2
    assert f"an audit needs {'ibis' if gone == 'ibis' else ''}" in done.err
    assert 'pip install "gatecoach[audit]"' in done.err


def test_a_deal_in_files_is_explained_without_the_extra(on_deal, monkeypatch):
    """Only tables need it."""
    monkeypatch.setitem(sys.modules, "ibis", None)
    done = on_deal("explain", "Line 3")
    assert done.code == 0
    assert done.out.startswith("Opportunity: Line 3 (006A)")
    assert "Not counted" in done.out


def test_explain_with_data_asks_which_deal(on_deal):
    """Codes are listed only where no data are named."""
    done = on_deal("explain")
    assert (done.code, done.out) == (2, "")
    assert "it is not said which deal [no-deal]" in done.err
    assert "gatecoach explain DEAL --data PATH" in done.err


def test_a_name_is_meant_whatever_its_case_and_blanks():
    """Else the nearest, else the short list."""
    known = ["Deal ID", "Stage"]
    assert meant("deal_id", known) == 'did you mean "Deal ID"?'
    assert meant("Deal", known) == 'did you mean "Deal ID"?'
    assert meant("owner", known) == "known: Deal ID, Stage"
