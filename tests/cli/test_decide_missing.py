"""`gatecoach decide --missing`: the least that would open the gate, below the refusal or in the JSON."""

from __future__ import annotations

import json


def test_the_least_stands_below_the_refusal(on_deal):
    """The checklist as always, then what is missing."""
    plain = on_deal("decide", "006A", "needs-confirmed")
    done = on_deal("decide", "006A", "needs-confirmed", "--missing")
    assert done.code == 0
    assert done.out.startswith(plain.out)
    assert "The least that would open it now (1 thing):" in done.out[len(plain.out) :]
    assert "Anna Vance:" in done.out[len(plain.out) :]


def test_it_changes_nothing_of_the_answer(on_deal):
    """`--check` still says no."""
    assert on_deal("decide", "006A", "needs-confirmed", "--missing", "--check").code == 1


def test_a_machine_gets_the_ways(on_deal):
    """The decision as always, and the ways beside it."""
    row = json.loads(on_deal("decide", "006A", "needs-confirmed", "--missing", "--format", "json").out)
    assert row["passes"] is False
    assert [each["who"] for each in row["missing"]["ways"][0]["things"]] == [["anna"]]
    assert "missing" not in json.loads(on_deal("decide", "006A", "needs-confirmed", "--format", "json").out)


def test_an_open_gate_has_nothing_missing(on_deal):
    """The gate behind is open: the text is the same with and without."""
    words = ("decide", "006A", "mutual-interest")
    assert on_deal(*words, "--missing").out == on_deal(*words).out
