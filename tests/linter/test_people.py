"""Requirements that nobody could meet, and sides that speak or decide for the other."""

from __future__ import annotations

import pytest
from linter.worlds import DEAL, FULL, FW, asking, findings_of, messages, said, with_

LAST = "  signed:\n"
BOTH = (FW, "  review-answered:\n", "  seen:\n    side: [customer, seller]\n    by: [rep]\n  review-answered:\n")
TYPES = (FW, "by: [buyer]", "by: [buyer, user]")
CHOICE = (
    FW,
    "budget: {type: money, optional: true}",
    "budget: {type: money, optional: true}, way: {type: choice, of: [call, mail]}, sure: {type: yes-no}",
)


def waived_by(role):
    """The change that lets that role waive at the first gate."""
    return DEAL, LAST, f"    waivers: {{by: [{role}], for-at-most: 30 days}}\n{LAST}"


def test_evidence_of_both_sides_that_only_one_of_them_may_do():
    """Its roles are all the seller's, so no customer ever does it; the seller's side may ask for it."""
    assert said(BOTH, asking("seen")) == [("GC042", 15, "seen")]
    assert messages(BOTH, asking("seen")) == [
        (
            'nobody of the customer side can do this: "seen" accepts only "rep"',
            "accept a role of the customer side in the evidence, or ask the other side",
        )
    ]
    own = (
        DEAL,
        "      needs-are-theirs:\n",
        '      they-saw: {say: "Seen.", seller: seen, customer: review-answered}\n      needs-are-theirs:\n',
    )
    assert [code for code, *_ in said(BOTH, own)] == []
    assert [code for code, *_ in said((FW, BOTH[1], BOTH[2].replace("[rep]", "[rep, user]")), asking("seen"))] == []


@pytest.mark.parametrize(
    ("apart", "number", "can"),
    [("role", 2, True), ("role", 3, False), ("way", 2, True), ("way", 3, False), ("sure", 2, True), ("sure", 3, False)],
)
def test_no_more_different_ones_than_there_are(apart, number, can):
    """Two roles are accepted, a choice has two values, a yes-no has two."""
    change = asking(f"{{what: review-answered, at-least: {number}, from-different: {apart}}}")
    assert said(TYPES, CHOICE, change) == ([] if can else [("GC042", 15, str(number))])


@pytest.mark.parametrize("apart", ["person", "day", "source", "budget"])
def test_what_differs_without_end_may_be_asked_for_any_number(apart):
    """Nobody knows how many people or days there will be."""
    assert said(asking(f"{{what: review-answered, at-least: 9, from-different: {apart}}}")) == []


def test_more_different_roles_are_told_with_what_there_is():
    """A clause that names roles itself counts these alone; evidence that anybody may do has no end."""
    change = asking("{what: review-answered, by: [user], at-least: 2, from-different: role}")
    assert messages(TYPES, change) == [
        ('2 different ones of "role" are asked for, and there can be 1', "`at-least: 1` or less; there are: user")
    ]
    anybody = (FW, "    by: [buyer]\n", "")
    assert said(anybody, asking("{what: review-answered, at-least: 9, from-different: role}")) == []
    every = asking("{what: review-answered, by: everyone, at-least: 3, from-different: role}")
    assert said(TYPES, every) == [("GC042", 15, "3")]


def test_an_unknown_role_is_told_once():
    """It is not counted as one that there is."""
    change = asking("{what: review-answered, by: [usr], at-least: 2, from-different: role}")
    assert [code for code, *_ in said(TYPES, change)] == ["GC014"]


def test_what_a_side_tells_that_is_not_here():
    """In a deal nobody is coach; told at the word of the clause, or where the evidence is asked for."""
    assert said(asking("{what: review-answered, told-by: coach}")) == [("GC042", 15, "coach")]
    own = (FW, "by: [buyer]", "by: [buyer]\n    told-by: [coach, managers]")
    assert said(own) == [("GC042", 15, "review-answered"), ("GC042", 21, "review-answered")]
    words, hint = messages(own)[0]
    assert words == 'nobody here can tell "review-answered": only "coach", "managers" may, with no part in this journey'
    assert hint == "let the customer or the seller side tell it"


def test_a_teller_that_the_evidence_does_not_accept_is_told_once():
    """That a clause may only tighten is its cause, not that nobody is there to tell it."""
    own = (FW, "by: [buyer]", "by: [buyer]\n    told-by: [customer]")
    assert [code for code, *_ in said(own, asking("{what: review-answered, told-by: coach}"))] == ["GC025"]


def test_in_a_talk_people_of_other_sides_may_tell():
    """Whoever takes part in a talk has a side of their own outside of it."""
    talk = ("review.yaml", "plan-accepted: {side: coach,", "plan-accepted: {side: coach, told-by: managers,")
    assert said(talk) == []


def test_a_role_may_be_held_by_anybody_who_tells():
    """Whoever coaches may be a manager of the seller's side, so a role is never foreign."""
    talk = ("review.yaml", "plan-accepted: {side: coach,", "plan-accepted: {side: coach, told-by: rep,")
    assert said(talk) == []


@pytest.mark.parametrize("teller", ["seller", "rep", "[rep, seller]"])
def test_the_customers_act_told_by_others_alone(teller):
    """A warning at the word, once: in the evidence, or in the clause that says so."""
    own = (FW, "by: [buyer]", f"by: [buyer]\n    told-by: {teller}")
    assert [each[:2] for each in said(own)] == [("GC043", 13)]
    clause = asking(f"{{what: review-answered, told-by: {teller}}}")
    assert [each[:2] for each in said(clause)] == [("GC043", 15)]


@pytest.mark.parametrize("teller", ["customer", "buyer", "[customer, seller]"])
def test_the_customers_act_told_by_themselves(teller):
    """Others may tell it as well."""
    assert said((FW, "by: [buyer]", f"by: [buyer]\n    told-by: {teller}")) == []


def test_the_coachees_act_may_be_told_by_the_coach():
    """What a coach has seen is told by the coach: only the customer is never spoken for."""
    assert said(("review.yaml", "plan-written: {side: coachee,", "plan-written: {side: coachee, told-by: coach,")) == []


def test_the_proving_side_does_not_waive():
    """Whoever has to show something may not decide that it need not be shown."""
    assert said(waived_by("buyer")) == [("GC043", 16, "buyer")]
    assert messages(waived_by("buyer")) == [
        (
            '"buyer" is of the customer side and may waive what that side has to show',
            "let a role of the seller side waive",
        )
    ]
    assert said(waived_by("rep")) == []


def test_in_a_talk_a_side_may_waive_but_not_the_first():
    """There sides are roles, too."""
    old = "  close:\n    from: follow-up\n"
    waiving = "  close:\n    waivers: {{by: [{}], for-at-most: 30 days}}\n    from: follow-up\n"
    assert said(("review.yaml", old, waiving.format("coachee"))) == [("GC043", 16, "coachee")]
    assert said(("review.yaml", old, waiving.format("coach"))) == []
    assert findings_of(with_(base=FULL)) == []
