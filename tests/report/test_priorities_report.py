"""The page of priorities: every line explains itself, nothing is left out in silence, and it fits its width."""

from __future__ import annotations

import datetime as dt

import pytest
from desk.made_deals import COACH, LEAVE, PARK, deal, lack
from helpers import AFTER, GATES, HEAD, framework_of, journey_text, pair

from gatecoach.desk import priorities
from gatecoach.report.priorities import Desk, priorities_dict, priorities_text, why
from gatecoach.ways import Distance

FRAMEWORK = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + pair("reply") + AFTER))
JOURNEY = FRAMEWORK.journey("deal")
IT = lack("go.it")
MORE = lack("go.more", sides=("customer", "seller"), rank=(0, 1))
DEALS = (
    deal("a", 2, 9000, name="Brook", owner="rita", lacks=(IT, MORE), signs=(COACH,), ask="Who wrote back?"),
    deal("b", 1, None, owner="max", lacks=(IT,)),
    deal("c", 1, "1500.50", owner="max", lacks=(IT,), signs=(LEAVE, PARK)),
    deal("d", 0, 100, owner="max"),
    deal("e", Distance.UNKNOWN, 7, owner="max", claimed=""),
    deal("f", Distance.OFF_PATH, 7, owner="max"),
    deal("g", 1, 3, owner="max", lacks=(IT,), signs=(COACH,), expected=19),
)


def desk(deals=DEALS, *, money="amount", owner="", limit=None, talks=None, **more):
    """The page of these deals."""
    found = priorities(deals, owner=owner, limit=limit, talks=talks)
    names = {"rita": "Rita Moll"}
    return Desk(found, JOURNEY, dt.date(2026, 3, 20), dt.UTC, "tiny 1", money, "EUR", owner, talks is not None, names,
                **more)  # fmt: skip


def words(page, width=80):
    """The page in one line."""
    return " ".join(priorities_text(page, width=width).split())


def test_a_deal_says_in_one_sentence_why_it_is_where_it_is():
    """What it claims and shows, how far apart, for how much, what is lacking first; then its signs and its question."""
    told = words(desk())
    assert (
        "1. Brook (a), Rita Moll: claims third and shows first, 2 gates apart, for 9,000 EUR; first missing on the "
        'customer side: "It is so", and 1 more. Sign: Nothing for two weeks (20 days by now). Ask: Who wrote back?'
    ) in told
    assert "2. b, max: claims third and shows first, 1 gate apart, of unknown worth; first missing" in told
    assert why(desk(money=""), DEALS[0]).startswith(
        "Brook (a), Rita Moll: claims third and shows first, 2 gates apart;"
    )


def test_what_is_to_be_left_says_why():
    """Signs with their items or days; where only the length of a silence says so, that as well."""
    told = words(desk())
    assert "c, max, 1,500.50 EUR: recommend disqualify. They ask and give nothing (c1). Nothing for a month" in told
    assert (
        "g, max, 3 EUR: recommend park. Nothing for two weeks (20 days by now). This stage is expected to take 19 days"
    ) in told


def test_what_cannot_be_compared_says_why():
    """No stage is claimed, or one of another path."""
    told = words(desk())
    assert (
        "e, max: claims no stage of this journey. - f, max: claims a stage of another path than the one it is on."
        in told
    )


def test_a_talk_about_a_skill_names_its_deals_and_what_else_it_can_take_up():
    """At most three further things are shown, and the rest counted."""
    others = tuple(lack(f"go.n{number}", rank=(0, number)) for number in range(2, 7))
    told = words(desk([deal(name, owner="max", lacks=(IT, MORE, *others)) for name in "pqr"]))
    assert 'max: "It is so" is missing on the customer side in 3 deals (p, q, r).' in told
    assert 'The same talk can take up: "More is so" in 3; "N2 is so" in 3; "N3 is so" in 3; 3 more.' in told


def test_the_last_table_shows_deals_money_and_talks_by_band():
    """With the share of each, and what the bands are."""
    lines = priorities_text(desk(talks={"a": 1, "c": 3}), width=80).splitlines()
    rows = {line.split("  ")[0]: line.split() for line in lines if line.endswith("%)")}
    assert rows["winnable"] == ["winnable", "2", "(29", "%)", "9,000", "EUR", "(85", "%)", "1", "(25", "%)"]
    assert rows["to leave"][2:] == ["2", "(29", "%)", "1,503.50", "EUR", "(14", "%)", "3", "(75", "%)"]
    assert "1 deal of unknown worth. Winnable: the claim is ahead" in " ".join(lines)
    assert "Talks" not in priorities_text(desk(), width=80)
    assert "Amount" not in priorities_text(desk(money=""), width=80)


def test_long_lists_are_cut_and_counted():
    """Ten are shown; the rest is in the form for machines."""
    many = [deal(f"d{number:02}", signs=(PARK,)) for number in range(12)]
    told = words(desk(many))
    assert "d09" in told
    assert "d10" not in told
    assert "2 more (--format json has them all)" in told
    assert len(priorities_dict(desk(many))["leave"]) == 12


def test_a_page_of_one_rep_does_not_repeat_whose_it_is():
    """The head says it by name."""
    told = words(desk(owner="rita"))
    assert told.startswith("deal of Rita Moll, as of 20 March 2026, by tiny 1 1 open deal, of which 1 is winnable.")
    assert "Brook (a): claims" in told


def test_the_limit_is_told():
    """And that there is more."""
    assert "1 more winnable deal after these; --limit shows more." in words(desk(limit=1))


def test_of_no_deals_the_page_says_that_there_are_none():
    """It does not fail on shares of nothing."""
    assert words(desk([])).startswith("deal, as of 20 March 2026, by tiny 1 No open deals.")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_it_fits_its_width(width):
    """Tables and lists as well."""
    text = priorities_text(desk(talks={"a": 1}), width=width)
    assert max(map(len, text.splitlines())) <= width


def test_a_machine_reads_the_same():
    """Each deal with its sentence and its parts."""
    told = priorities_dict(desk(talks={"a": 1}))
    first = told["deals"][0]
    assert (first["id"], first["gap"], first["worth"], first["weight"]) == ("a", 2, "9000", "18000")
    assert first["why"] == why(desk(), DEALS[0])
    assert first["lacks"][1] == {
        "requirement": "go.more", "say": "More is so.", "status": "missing", "sides": ["customer", "seller"],
    }  # fmt: skip
    assert [(each["id"], each["advice"], len(each["because"])) for each in told["leave"]] == [
        ("c", "disqualify", 2), ("g", "park", 1),
    ]  # fmt: skip
    assert [each["gap"] for each in told["unclear"]] == ["unknown", "off-path"]
    assert told["skills-talks"][0]["deals"] == ["b", "c", "g"]
    assert told["bands"]["lost"] == {
        "deals": 2, "worth": "1503.50", "worth-unknown": 0, "talks": 0, "share-of-deals": 28.6, "share-of-worth": 14.2,
        "share-of-talks": 0.0,
    }  # fmt: skip
