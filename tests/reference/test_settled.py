"""The smallest cases of what the reference evaluator found, so that each stays settled."""

from __future__ import annotations

import dataclasses

from helpers import ask, day, deal, framework_of, gate_of, got, pair, sent, side, status

from gatecoach.facts import Claim, FieldValue, Person, Revocation
from gatecoach.journey import decide_subject, standing
from gatecoach.ways import Distance

FIRM = (
    Person(id="anna", side="customer", roles=["key"]),
    Person(id="bea", side="customer", roles=["buyer"]),
    Person(id="rita", side="seller", roles=["rep"]),
    Person(id="max", side="seller", roles=["boss"]),
)
ALL = """
gatecoach: 1
framework: together
version: "1"
phases: {early: {}}
roles: {customer: {key: {}, buyer: {}}, seller: {rep: {}, boss: {}}}
"""
BOTH = """
journey: deal
sides: [customer, seller]
stages: {first: {phase: early}}
ends: {won: won}
evidence:
  plan: {side: seller}
  part: {side: seller, answers: plan}
  agreed: {side: [customer, seller], answers: part}
  by-key: {side: customer, by: [key]}
  by-buyer: {side: customer, by: [buyer]}
gates:
  go:
    from: first
    to: won
    requires:
      it:
        say: All agree on one part.
        for-each: plan
        seller: {what: agreed, by: everyone}
        customer: {what: agreed, by: everyone}
      heard: {say: "All were heard.", mode: warn, seller: plan, customer: {what: [by-key, by-buyer], by: everyone}}
"""
TOGETHER = framework_of(ALL, BOTH)
WAYS = """
journey: deal
sides: [customer, seller]
stages: {first: {phase: early}, second: {phase: early}, third: {phase: early}}
ends: {won: won}
evidence: {old: {side: seller, no-older-than: 5 days}, new: {side: seller}, yes: {side: customer}}
gates:
  go: {from: first, to: second, when: {open: IN}, requires: {it: {say: It., seller: old, customer: yes}}}
  on: {from: second, to: third, when: {open: ON}, requires: {it: {say: It., seller: new, customer: yes}}}
  short: {from: first, to: third, when: {open: false}, requires: {it: {say: It., seller: new, customer: yes}}}
  last: {from: third, to: won, requires: {it: {say: It., seller: new, customer: yes}}}
"""
OPEN = ALL.replace("gatecoach: 1", "gatecoach: 1\nfields: {open: {type: yes-no}}")


def ways(enter, on):
    """A framework whose ways into and out of the second stage are open where the field says so."""
    return framework_of(OPEN, WAYS.replace("IN", enter).replace("ON", on).replace("say: It.", 'say: "It."'))


PLANS = [sent("p1", 1, "plan"), sent("a1", 2, "part", answers=["p1"]), sent("b1", 2, "part", answers=["p1"])]


def agreed(by, part, at=3):
    """Somebody agrees on a part."""
    return got(f"{by}-{part}", at, "agreed", by, answers=[part])


def together(*facts):
    """The status of the requirement that all of both sides agree."""
    return str(ask(TOGETHER, [*PLANS, *facts], people=FIRM).requirements[0].status)


def test_everyone_of_both_sides_agrees_on_one_and_the_same_item():
    """Each side agreed as a whole, but on another part: that is no agreement."""
    ours = [agreed(each, "a1") for each in ("rita", "max")]
    theirs = [[agreed(each, part) for each in ("anna", "bea")] for part in ("a1", "b1")]
    assert [together(*ours, *each) for each in theirs] == ["met", "missing"]


def test_everyone_of_a_list_is_whom_one_of_its_types_accepts():
    """Key and buyer are both asked, each for the type that takes them."""
    key, buyer = got("k", 3, "by-key", "anna", answers=()), got("l", 3, "by-buyer", "bea", answers=())
    found = [ask(TOGETHER, [*PLANS, *each], people=FIRM) for each in ([key], [key, buyer])]
    assert [side(each, requirement="heard").status for each in found] == ["missing", "met"]


def test_everyone_and_so_many_are_both_asked():
    """Where everyone did it once and each twice is asked for, it is not enough."""
    framework = gate_of(pair("{what: visit, by: everyone, at-least: 3, from-different: day}"))
    once = [sent("m1", 1), *(got(each, 2, "visit", each, answers=()) for each in ("anna", "bea", "carl"))]
    more = [got("second", 3, "visit", "anna", answers=()), got("third", 4, "visit", "bea", answers=())]
    assert status(framework, once) == "missing"
    assert status(framework, [*once, *more]) == "met"


def test_what_nobody_may_tell_is_nothing_to_come_after():
    """`after` needs an item that counts at all, not one that is told by nobody."""
    framework = gate_of(pair("{what: visit, after: paper}"))
    visit = got("w1", 5, "visit", answers=())
    papers = [got("p1", 3, "paper", answers=(), source=source) for source in (None, "imap")]
    assert [status(framework, [sent("m1", 1), each, visit]) for each in papers] == ["missing", "met"]


def test_a_copy_that_was_known_later_is_the_same_item():
    """Fetched twice, it is no conflict; with other words it is."""
    first = got("r1", 2)
    again, other = (first.model_copy(update=each) for each in ({"known": day(9)}, {"text": "no"}))
    framework = gate_of(pair("reply"))
    assert [status(framework, [sent("m1", 1), first, each]) for each in (again, other)] == ["met", "missing"]


def test_what_a_stranger_left_unfinished_or_took_back_is_not_gone_through():
    """`for-each` ranges over what is complete and not revoked, whoever did it."""
    framework = gate_of(
        "      it: {say: It., for-each: booking, customer: booked}\n      so: " + pair("visit").strip()[4:]
    )
    whole = sent("b1", 3, "booking", "stranger", fields={"for-day": "2026-01-20"})
    bare = sent("b1", 3, "booking", "stranger")
    back = Revocation(id="k1", revokes="b1", by="stranger", at=day(4))
    found = [ask(framework, each).requirements[0].status for each in ([whole], [bare], [whole, back])]
    assert found == ["missing", "not-applicable", "not-applicable"]


def walked(framework, *, open_, claimed=None):
    """A deal with an old and a new act of ours and a yes of theirs, and the field set."""
    facts = [sent("o1", 1, "old"), sent("n1", 50, "new"), got("y1", 50, "yes", answers=())]
    known = [FieldValue(field="open", value=open_, at=day(1))]
    return standing(deal(framework, [*facts, *known], people=FIRM, claimed=claimed), day(60))


def test_only_a_gate_that_can_be_met_on_this_path_carries():
    """Where the way on from a gate is off the path, what passes behind that way carries nothing."""
    framework = ways("{known: true}", "true")
    assert [walked(framework, open_=each).decisions["go"].carried for each in (True, False)] == [True, False]


def test_off_the_path_is_named_before_behind():
    """A stage that only a closed way leads to is off the path, although a way leads on from it."""
    framework = ways("true", "{known: true}")
    assert walked(framework, open_=False, claimed="second").gap is Distance.OFF_PATH
    assert walked(framework, open_=False, claimed="first").gap is Distance.BEHIND


def test_an_ended_deal_is_judged_as_of_its_end_also_gate_by_gate():
    """`decide` says the same as the standing about a deal that was lost before the reply came."""
    framework = gate_of(pair("reply"))
    lost = deal(framework, [sent("m1", 1), Claim(stage="lost", at=day(10)), got("r1", 20)])
    alone = decide_subject(dataclasses.replace(lost), "go", day(60))
    assert alone.passes == standing(lost, day(60)).decisions["go"].passes
