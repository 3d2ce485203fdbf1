"""Leaf against leaf: what is said twice, and what no one item could meet; each said back as a sentence."""

from __future__ import annotations

import pytest
from linter.worlds import ANSWERED, DEAL, FW, SENT, findings_of, messages, said, with_

LAST = "  signed:\n"
BUYERS = (FW, "by: [buyer]", "by: [buyer, user]")


def again(customer="review-answered", seller="review-sent", more=""):
    """The change that adds a second requirement to the first gate."""
    pair = f'again: {{say: "Again.", seller: {seller}, customer: {customer}{more}}}'
    return DEAL, LAST, f"      {pair}\n{LAST}"


def test_a_requirement_that_says_what_another_says():
    """Told at the later one, with both as sentences, or with one where they are the same."""
    assert said(again()) == [("GC054", 16, "again")]
    own = (
        "review-answered by buyer on the customer side, answering that review-sent, read as agreement, "
        "at least observed; review-sent by anybody on the seller side"
    )
    next_step = "that one asks for the very same; take one out, or add to this one"
    assert messages(again()) == [(f'this says nothing that "needs-are-theirs" does not say: {own}', next_step)]


def test_a_requirement_that_asks_for_less():
    """The weaker of the two is told, wherever it stands."""
    strict = again("{what: review-answered, no-older-than: 9 days}")
    assert said(strict) == [("GC054", 12, "needs-are-theirs")]
    assert "no older than 9 days" in messages(strict)[0][1]
    assert said(again("{what: review-answered, by: everyone}")) == [("GC054", 12, "needs-are-theirs")]
    later = with_(
        again(),
        (DEAL, f"        {ANSWERED}\n", "        customer: {what: review-answered, by: buyer, grade: authentic}\n"),
    )
    assert [(each.code, each.line) for each in findings_of(later)] == [("GC054", 16)]


@pytest.mark.parametrize(
    "other",
    [
        again("{what: review-answered, at-least: 2}"),
        again("{any: [review-answered, {what: review-sent, by: rep}]}", "review-sent"),
        again(seller="{what: review-sent, grade: authentic}"),
    ],
)
def test_what_is_more_than_a_leaf_is_not_judged(other):
    """A count, alternatives, or a stricter other side: nothing is claimed."""
    assert "GC054" not in [code for code, *_ in said(other)]


def test_both_sides_must_be_said_already():
    """One pair may share a side with another."""
    note = (FW, "  review-answered:\n", "  noted: {side: seller}\n  review-answered:\n")
    assert said(note, again(seller="noted")) == []


def test_several_things_that_all_must_be():
    """Each of `all` is compared; a part that is said already does not make the whole idle."""
    types = (FW, "  review-answered:\n", "  call: {side: customer}\n  visit: {side: customer}\n  review-answered:\n")
    all_ = (DEAL, f"        {ANSWERED}\n", "        customer: {all: [call, visit]}\n")
    assert said(types, all_, again("call")) == [("GC054", 16, "again")]
    assert said(types, all_, again("{all: [call, review-answered]}")) == []


@pytest.mark.parametrize("mode", ["warn", "report"])
def test_a_rule_that_does_not_stop_covers_none_that_does(mode):
    """The other way round a task beside the same rule says nothing new."""
    loose = (DEAL, f"        {SENT}\n", f"        mode: {mode}\n        {SENT}\n")
    assert said(loose, again()) == [("GC054", 12, "needs-are-theirs")]
    assert said(loose, again(more=f", mode: {mode}")) == [("GC037", 8, "needs-confirmed")]


def test_what_may_never_be_waived_is_not_covered_by_what_may():
    """A waiver of the first would leave the second; where neither may be waived, one is enough."""
    waivers = "    waivers: {by: [rep], for-at-most: 9 days, never: [again]}\n"
    kept = (DEAL, LAST, f'      again: {{say: "Again.", {SENT}, {ANSWERED}}}\n{waivers}{LAST}')
    assert said(kept) == [("GC054", 12, "needs-are-theirs")]
    stricter = (DEAL, f"        {ANSWERED}\n", "        customer: {what: review-answered, no-older-than: 9 days}\n")
    assert said(kept, stricter) == []


def test_a_rule_for_each_item_or_under_a_condition_is_not_covered():
    """They hold for other items, or at other times."""
    each = (FW, "  review-answered:\n", "  taken: {side: seller, answers: review-answered}\n  review-answered:\n")
    for_each = (DEAL, LAST, f'      each: {{say: "Each.", for-each: review-answered, seller: taken}}\n{LAST}')
    assert said(each, for_each) == []
    fields = (DEAL, "ends:", "fields: {amount: {type: money}}\nends:")
    large = (DEAL, f"        {SENT}\n", f"        when: {{amount: {{at-least: 9}}}}\n        {SENT}\n")
    assert said(fields, large, again()) == [("GC054", 13, "needs-are-theirs")]
    assert said(fields, again(more=", when: {amount: {at-least: 9}}")) == [("GC054", 17, "again")]


def test_the_same_at_another_gate_is_asked_again():
    """Each gate looks for itself; the second gate of this place asks for what the first does."""
    assert findings_of(with_()) == []


def budget(test):
    """A clause about the budget in their answer."""
    return f"{{what: review-answered, with: {{budget: {test}}}}}"


def test_two_requirements_that_no_one_item_meets():
    """A warning at the side, with both as sentences: it takes two items."""
    first = (DEAL, f"        {ANSWERED}\n", f"        customer: {budget('{at-least: 9}')}\n")
    assert said(first, again(budget("{at-most: 8}"))) == [("GC055", 16, "customer")]
    ((words, hint),) = messages(first, again(budget("{at-most: 8}")))
    assert words.startswith('no one item meets both "needs-are-theirs" and this: review-answered by buyer')
    assert "budget is at most 8" in words
    assert "budget is at least 9" in hint
    assert hint.endswith("; correct one, or join them with `any`")
    assert said(first, again(budget("{at-most: 9}"))) == []


def test_two_rules_of_which_one_is_only_recorded_may_exclude_each_other():
    """Only what is waited for at once is compared."""
    first = (DEAL, f"        {ANSWERED}\n", f"        customer: {budget('{at-least: 9}')}\n")
    assert said(first, again(budget("{at-most: 8}"), more=", mode: warn")) == []


def test_different_ones_of_one_alone():
    """`from-different` says nothing where one item is asked for."""
    alone = (DEAL, f"        {ANSWERED}\n", "        customer: {what: review-answered, from-different: person}\n")
    assert said(alone) == [("GC041", 15, "person")]
    two = (DEAL, alone[1], alone[2].replace("from", "at-least: 2, from"))
    assert said(two) == []
    assert said(BUYERS) == []
