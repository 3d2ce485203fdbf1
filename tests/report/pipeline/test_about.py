"""How figures are said: amounts in short, shares, days, and titles for ids."""

from __future__ import annotations

from decimal import Decimal

import pytest
from report.figured import about

from gatecoach.report.pipeline.about import days, deals, on_day, share, short


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "0"), (950, "950"), ("999.4", "999"), (1000, "1 k"), (63_500, "63.5 k"), (119_000, "119 k"),
        (999_949, "1 M"), (1_000_000, "1 M"), (3_240_000, "3.2 M"), (48_000_000, "48 M"), (999_600_000, "1 bn"),
        (2_150_000_000, "2.2 bn"), (1_250_000_000_000, "1,250 bn"), ("2.5", "3"), (1_250_000, "1.3 M"),
    ],
)  # fmt: skip
def test_an_amount_in_short_has_two_or_three_figures(amount, said):
    """And never a thousand of what has a larger name."""
    assert short(Decimal(amount)) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 9, "0 %"),
        (9, 9, "100 %"),
        (1, 3, "33 %"),
        (1, 1000, "under 1 %"),
        (999, 1000, "over 99 %"),
        (0, 0, "not known"),
    ],
)
def test_a_share_is_never_nought_for_something(part, whole, said):
    """Nor all for less than all; of nothing there is none."""
    assert share(part, whole) == said


def test_days_and_deals_have_their_number():
    """One is one, a half is said, and what is not known is not nought."""
    assert [days(each) for each in (1, 2, Decimal("54.5"), 1200, None)] == [
        "1 day", "2 days", "54.5 days", "1,200 days", "not known",
    ]  # fmt: skip
    assert [deals(each) for each in (0, 1, 2)] == ["no deals", "1 deal", "2 deals"]
    assert [on_day(each) for each in (739_700, None)] == ["25 March 2026", "not known"]


def test_ids_become_titles():
    """Of stages, gates, evidence and people; an unknown claim stands in quotes, a name stands above its id."""
    it = about()
    assert [it.stage("proposal"), it.stage(""), it.claim("nowhere")] == ["Proposal", "(no known stage)", '"nowhere"']
    assert [it.owner("ada"), it.owner("bo"), it.owner("")] == ["Ada Lind", "bo", "(no owner)"]
    assert it.deal("d-1", "ada") == ("Brook Dairy", "d-1, Ada Lind")
    assert it.deal("d-2", "") == ("d-2", "(no owner)")
    assert it.gate("needs-admitted") == "Needs admitted"
    assert it.asked("needs-admitted", "openness", "customer") == "Their word that they are open to solutions"
    assert it.sentence("needs-admitted", "openness").endswith(".")


def test_the_currency_is_that_of_the_framework():
    """Of an amount of money; another number has none, and without a field there is no worth at all."""
    assert about().worth(Decimal(2_000_000)) == "2 M EUR"
    assert about(money="").currency == ""
    assert about(money="close-date").currency == ""
    assert about().cell(3, Decimal("1250.4")) == ("3", "1,250")
    assert about(money="").cell(3, Decimal(0)) == ("3",)
    assert [about().counted("Open"), about(money="").counted("Open")] == [("Open", "deals, EUR"), ("Open",)]
    assert about().exact(None) == "not known"


def test_the_moment_is_said_in_the_frameworks_zone():
    """A day is a day."""
    assert about().moment == "30 June 2026"
