"""Evidence that is declared in vain: nothing asks for it, no gate waits for it, or it answers itself."""

from __future__ import annotations

import pytest
from linter.worlds import BANK, BASE, DEAL, FW, SENT, TALK, findings_of, messages, said

CALL = (
    FW,
    "  review-answered:\n",
    "  call: {side: customer, answers: offer}\n  offer: {side: seller}\n  review-answered:\n",
)
BARE = (FW, "  review-answered:\n", "  call: {side: customer}\n  review-answered:\n")
LAST = "  signed:\n"
PAIR = 'more: {{say: "More.", {}, customer: {}}}'


def more(customer, mode="", seller=SENT):
    """The change that adds a requirement to the first gate."""
    pair = PAIR.format(f"mode: {mode}, {seller}" if mode else seller, customer)
    return DEAL, LAST, f"      {pair}\n{LAST}"


def test_evidence_that_nothing_asks_for():
    """Told at its name, with the journeys that were searched."""
    assert said(BARE) == [("GC044", 10, "call")]
    assert messages(BARE) == [
        ('nothing asks for "call": opportunity and review name it nowhere', "ask for it, or take it out")
    ]
    own = (TALK, "evidence:\n", "evidence:\n  word: {side: coach}\n")
    assert messages(own)[0][0] == 'nothing asks for "word": review names it nowhere'


@pytest.mark.parametrize(
    "use",
    [
        more("call"),
        more("{any: [review-answered, {what: [call]}]}"),
        more("{what: review-answered, after: call}"),
        (DEAL, LAST, f'    signals: {{sign: {{say: "Look.", seen: call, suggest: coach}}}}\n{LAST}'),
        (BANK, 'ask: "What is new?",', 'ask: "What is new?", answer: {by: customer, gives: call},'),
        (TALK, "plan-accepted: {side: coach, answers: plan-written}", "plan-accepted: {side: coach, answers: call}"),
    ],
)
def test_every_way_to_name_evidence_is_a_use(use):
    """Requirements, signals, answers of questions, and what evidence in use answers."""
    assert "GC044" not in [code for code, *_ in said(BARE, use)]


def test_what_is_gone_through_one_by_one_is_in_use():
    """`for-each` names it."""
    taken = (
        FW,
        "  review-answered:\n",
        "  taken: {side: seller, answers: call}\n  call: {side: customer}\n  review-answered:\n",
    )
    each = '      each: {say: "Each.", for-each: call, seller: taken}\n'
    assert said(taken, (DEAL, LAST, f"{each}{LAST}")) == []


def test_what_evidence_in_use_answers_is_in_use():
    """Also over several steps; what only answers something in use is not."""
    assert [token for *_, token in said(CALL)] == ["call", "offer"]
    assert said(CALL, more("call")) == []
    assert [token for *_, token in said(CALL, more("review-answered", seller="seller: offer"))][-1:] != ["offer"]


def test_without_any_journey_nobody_knows_what_evidence_is_for():
    """A framework that others extend may consist of evidence."""
    assert findings_of({FW: BASE[FW].replace("phases: {needs-built: {}, offers-compared: {}}\n", "")}) == []


@pytest.mark.parametrize("mode", ["warn", "report"])
def test_an_act_that_no_gate_waits_for(mode):
    """A note at its name, with the requirement that would be the place; an enforced one elsewhere is enough."""
    assert said(BARE, more("call", mode)) == [("GC045", 10, "call")]
    assert messages(BARE, more("call", mode)) == [
        (
            'no gate waits for "call": only `needs-confirmed.more`, which is not enforced, asks for it',
            "take the `mode` out there if a gate shall wait for it",
        )
    ]
    enforced = 'then: {say: "Then.", seller: review-sent, customer: call}'
    second = (DEAL, "      they-signed:", f"      {enforced}\n      they-signed:")
    assert said(BARE, more("call", mode), second) == []


def test_our_own_work_may_stay_a_task():
    """Only the side that proves is looked at."""
    ours = (FW, "  review-answered:\n", "  noted: {side: seller}\n  review-answered:\n")
    assert said(ours, more("review-answered", "warn", "seller: noted")) == []


def test_evidence_that_answers_itself():
    """Alone or in a circle: told once, at the first of them by name."""
    alone = (FW, "  review-answered:\n", "  call: {side: customer, answers: call}\n  review-answered:\n")
    assert [each for each in said(alone, more("call")) if each[0] == "GC046"] == [("GC046", 10, "call")]
    circle = (
        FW,
        "  review-answered:\n",
        "  call: {side: customer, answers: offer}\n  offer: {side: seller, answers: call}\n  review-answered:\n",
    )
    assert said(circle, more("call")) == [("GC046", 10, "offer")]
    assert messages(circle, more("call")) == [
        (
            '"call" answers "offer" answers "call": the first of them could never count',
            "take `answers` out of the one that comes first",
        )
    ]


def test_what_hangs_under_a_circle_is_not_blamed():
    """Only the types of the circle itself are in it."""
    circle = "  a: {side: customer, answers: b}\n  b: {side: seller, answers: a}\n  c: {side: customer, answers: b}\n"
    change = (FW, "  review-answered:\n", f"{circle}  review-answered:\n")
    assert [each for each in said(change, more("c")) if each[0] == "GC046"] == [("GC046", 10, "b")]
