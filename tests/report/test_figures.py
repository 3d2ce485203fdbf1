"""A08 to A11: the figures of others stand as they were printed, and what they leave open is said to be open."""

from __future__ import annotations

import json

import pytest

from gatecoach.cli import main
from gatecoach.report.figures import figures, figures_text

KNOWN = {each.id: each for each in figures()}


@pytest.mark.requirement("A08")
def test_the_levels_of_2016_stay_as_printed():
    """Three shares that make up ninety-nine; the rest is not stated, and nothing is rescaled."""
    found = KNOWN["coaching-levels-2016"]
    assert list(found.shares.values()) == ["72", "21.7", "5.3"]
    assert (found.not_stated, found.source) == ("1.0", "CSO Insights, 2016")


@pytest.mark.requirement("A09")
def test_the_levels_of_2015_stay_as_printed():
    """Three shares that make up even less."""
    found = KNOWN["coaching-levels-2015"]
    assert list(found.shares.values()) == ["45", "25.5", "20.2"]
    assert found.not_stated == "9.3"


@pytest.mark.requirement("A10")
def test_what_is_claimed_of_win_rates_says_what_it_leaves_open():
    """A figure of which nobody knows whether it is a rate or a gain is shown with that doubt."""
    assert KNOWN["win-rate-by-level"].values == {"win rate": "17.4"}
    assert "rate or its gain" in KNOWN["win-rate-by-level"].note
    assert [*KNOWN["forecast-deals"].values.values()] == ["9"]


@pytest.mark.requirement("A11")
@pytest.mark.parametrize(
    ("id_", "values", "source"),
    [
        ("loyalty-from-the-sale", ["53"], "CEB"),
        ("selling-by-needs", ["15", "30"], "Integrity"),
        ("coaching-ability", ["50"], "SMA"),
        ("stronger-results", ["130"], "Bersin"),
        ("won-and-lost", ["18 months", "six weeks"], "not named where it is quoted"),
    ],
)
def test_the_other_figures_are_those_that_were_read(id_, values, source):
    """Each with who published it; none of them leaves anything of a whole."""
    assert ([*KNOWN[id_].values.values()], KNOWN[id_].source, KNOWN[id_].not_stated) == (values, source, "")


def test_every_figure_is_shown_with_its_source():
    """In text with what is not stated, in JSON as text, so that no figure is rounded on the way."""
    text = figures_text(figures(), 100)
    for each in KNOWN.values():
        assert f"({each.source})" in " ".join(text.split())
        assert all(value in text for value in [*each.shares.values(), *each.values.values()])
    assert "not stated: 1.0 per cent" in text
    assert max(map(len, figures_text(figures(), 40).splitlines())) <= 40


def test_the_command_shows_them(capsys):
    """`gatecoach figures`, for people and for programs."""
    assert main(["figures"]) == 0
    assert capsys.readouterr().out.startswith("Quoted as printed.")
    assert main(["figures", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[0]["not-stated"] == "1.0"
    assert all(isinstance(value, str) for row in rows for value in row["values"].values())
