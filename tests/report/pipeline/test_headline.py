"""What is read first: one sentence that is right in every case, the numbers, and what to look at."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from report.figured import about, figures, nothing

from gatecoach.audit.figures.rows import Group
from gatecoach.report.pipeline.headline import hints, lead, tiles

ONE = Decimal(3_200_000)


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (
            Group("", 60, ONE * 2, 41, ONE),
            "41 of 60 open deals are claimed further than the evidence supports: 3.2 M EUR.",
        ),
        (Group("", 60, ONE, 1, ONE), "1 of 60 open deals is claimed further than the evidence supports: 3.2 M EUR."),
        (Group("", 1, ONE, 1, ONE), "1 of 1 open deal is claimed further than the evidence supports: 3.2 M EUR."),
        (Group("", 60, ONE), "No open deal of 60 is claimed further than its evidence supports."),
        (Group("", 60, ONE, odd=60), "All 60 open deals claim no known stage, so there is no gap to tell."),
        (Group("", 1, ONE, odd=1), "The one open deal claims no known stage, so there is no gap to tell."),
        (Group(""), "There are no open deals."),
    ],
)
def test_the_first_sentence_tells_the_gap(total, said):
    """With the money, or that there is none to tell."""
    assert lead(dataclasses.replace(figures(), total=total), about()) == said


def test_without_money_deals_are_counted():
    """No amount stands anywhere."""
    said = [lead(figures(), about(money="")), *(each.more for each in tiles(figures(), about(money="")))]
    assert said[0] == "41 of 60 open deals are claimed further than the evidence supports."
    assert not any("EUR" in each or " M" in each for each in said)
    assert said[2] == "68 % of them"


def test_the_numbers_are_those_of_the_figures():
    """Open, claimed too far, supported, and older than any deal that closed."""
    shown = tiles(figures(), about())
    assert [each.number for each in shown] == ["60", "41", "14", "2"]
    assert shown[1].more == "1.3 M EUR, 25 % of the worth"
    assert shown[2].more == "3.7 M EUR; the gap of 5 deals is not known"
    assert shown[3].more == "4 % of those with a known age; the longest took 146 days"


def test_what_never_closed_is_not_known():
    """It is not nought."""
    assert tiles(nothing(), about())[3].number == "not known"


def test_the_hints_name_evidence_rep_and_what_has_no_price():
    """Each with its number; a gap of nobody is no hint."""
    most, *others = hints(figures(), about())
    assert most.startswith('Short most often: "Their need, want, problem or aim, admitted by them" of the customer')
    assert most.endswith(', in 15 of 41 deals that claim to be past "Needs admitted".')
    assert others == [
        "Most worth claimed too far: Ada Lind, 20 of 30 deals, 625 k EUR.",
        "Not in any sum: 2 deals without an amount that can be added.",
    ]
    assert list(hints(nothing(), about())) == []
    unowned = dataclasses.replace(figures(), reps=figures().reps[1:], lacks=[])
    assert [each[:10] for each in hints(unowned, about())] == ["Not in any"]
