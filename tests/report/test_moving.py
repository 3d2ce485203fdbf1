"""The report of a move: a row for each deal, why it goes where it goes, and what is left to do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from migrating.two import AT, DEAL1, FACTS, MAP, PEOPLE, V1, deal, framework, plan
from places import changed

from gatecoach.facts import Person
from gatecoach.migrating import Case, Fate, OpenTalk, plan_of
from gatecoach.migrating.journaled import case_of
from gatecoach.report.moving import MOST, Moving, moving_dict, moving_text

BIG, SMALL = "with: {size: big}", "with: {size: small}"


def stricter(old=DEAL1, new=None, facts=FACTS[:6], people=PEOPLE):
    """The move of one deal from these rules to others, where nothing is called otherwise."""
    then = framework(V1, old)
    now = framework(V1.replace('version: "1"', 'version: "1b"'), new or changed(DEAL1, BIG, SMALL))
    made = plan_of(then, now)
    subject, _ = type(deal())(then, "sale", "006A", people=people, sources={"mail": "mail"}).with_facts(facts)
    return Moving(made, [case_of(made, subject, AT, money="amount")], money="amount")


def said(moving, width=100):
    """The words of the report without its line breaks."""
    return " ".join(moving_text(moving, width=width).split())


def test_a_deal_that_moves_back_says_which_gate_does_not_open_now():
    """With the reasons of now; an amount that is not known is said to be unknown."""
    text = said(stricter())
    assert "back 006A buying -> fitting 0 -> 1 unknown offer wanted: does not open now." in text
    assert "- Missing on the customer side" in text
    assert "1 deal: 1 moves back." in text


def test_a_deal_that_moves_forward_says_what_stood_in_its_way():
    """The reasons are those of before."""
    text = said(stricter(changed(DEAL1, BIG, SMALL), DEAL1))
    assert "forward 006A fitting -> buying 1 -> 0 unknown offer wanted: opens now. - before: Missing on" in text


def test_a_gate_that_is_new_is_told_as_new():
    """Nobody failed it before."""
    new = changed(DEAL1, "    to: buying\n", "    to: closing\n").replace(
        "  buying: {phase: bought}\n", "  closing: {phase: bought}\n  buying: {phase: bought}\n"
    )
    asked = 'requires: {it: {say: "x", seller: review-sent, customer: {what: review-answered, with: {size: small}}}}'
    text = said(stricter(new=f"{new}  signed: {{from: closing, to: buying, {asked}}}\n"))
    assert "back 006A buying -> closing 0 -> 1 unknown signed: is new. - Missing on the customer side" in text


def test_many_reasons_are_cut_and_the_rest_is_pointed_to():
    """A person wants to know why; a machine gets them all."""
    others = [Person(id=f"p{number}", side="customer") for number in range(5)]
    facts = [FACTS[1].model_copy(update={"id": f"m{each.id}", "by": each.id}) for each in others]
    lines = moving_text(stricter(facts=[*FACTS[:6], *facts], people=[*deal().people, *others])).splitlines()
    assert len([each for each in lines if each.startswith("    - ")]) == MOST + 1
    assert "    - 3 more reasons (--format json has them all)" in lines


def test_what_stays_is_named_with_its_reason():
    """Deals that are there, that belong elsewhere, that cannot be told; talks that are open."""
    cases = [
        Case(Fate.THERE, "deal", "1"), Case(Fate.STAYS, "lease", "2", why="nobody leases"),
        Case(Fate.ELSEWHERE, "sale", "3", why="it is pinned to acme 0"), Case(Fate.LOST, "sale", "4", why="erased"),
    ]  # fmt: skip
    talks = [OpenTalk("t1", "review", "talk", ("007",)), OpenTalk("t2", "review", "", ())]
    text = said(Moving(plan(), cases, talks, moved=[]))
    for words in (
        "1 deal under acme 2 already.",
        "lease 2 stays: nobody leases",
        "sale 3 is left alone: it is pinned to acme 0",
        "sale 4 cannot be told: erased",
        "2 talks under acme 1 are not known to have ended.",
        "- review t1 about 007, in talk",
        "- review t2, which cannot be told again from this journal alone",
        "No deal had to be moved; nothing was written.",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        (None, "A dry run: nothing was written. 1 deal would be moved."),
        ([("sale", "006A")], "1 deal moved, one event for each in the journal."),
        ([], "No deal had to be moved; nothing was written."),
    ],
)
def test_the_end_says_what_was_done(moved, words):
    """Or that nothing was, and that a dry run never writes."""
    assert said(replace(stricter(), moved=moved)).endswith(words)


def test_deals_of_one_id_on_two_journeys_each_say_what_they_give_up():
    """What one of them loses is not told of the other."""
    first, plain = case_of(plan(), deal(), AT), stricter().cases[0]
    for cases in ([first, plain], [plain, first]):
        moving = Moving(plan(), cases)
        assert moving_text(moving).count("given up: role user, 1 time") == 1
        told = {each["direction"]: len(each["given-up"]) for each in moving_dict(moving)["deals"]}
        assert told == {"stays": len(first.given_up), "back": 0}


@pytest.mark.parametrize("width", [40, 60, 120])
def test_no_line_is_wider_than_asked(width):
    """Columns become lines where they do not fit."""
    made = plan(changed(MAP, "user: {gone: nobody used it}", f"user: {{gone: {'why ' * 30}}}"))
    moving = Moving(made, [case_of(made, deal(), AT)], names={"006A": "A deal with a rather long name"})
    assert all(len(line) <= width for line in moving_text(moving, width=width).splitlines())


def test_a_machine_gets_every_deal_with_its_fate():
    """Those that move in the order of the report, then the others."""
    moving = stricter()
    row = moving_dict(replace(moving, cases=[Case(Fate.STAYS, "lease", "2", why="gone"), *moving.cases]))
    assert [(each["id"], each["fate"], each["why"]) for each in row["deals"]] == [
        ("006A", "moves", ""), ("2", "stays", "gone"),
    ]  # fmt: skip
    assert row["map"]["from"]["version"] == "1"
    assert row["dry-run"] is True
