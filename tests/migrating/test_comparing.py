"""Two standings of one deal: which way it goes, which verdicts changed, and why, in every language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from migrating.two import AT, DEAL1, FACTS, NEW, OLD, V1, deal, framework, plan
from places import changed

from gatecoach import standing
from gatecoach.facts import FieldValue
from gatecoach.migrating import Direction, Names, compare, ordered, totals, under
from gatecoach.migrating.comparing import GateChange
from gatecoach.migrating.subjects import names_of


def under_rules(*changes, within=DEAL1, facts=FACTS, money=""):
    """The comparison of the deal under the older version with the same one under changed rules."""
    rules = within
    for old, new in changes:
        rules = changed(rules, old, new)
    other = framework(V1.replace('version: "1"', 'version: "1b"'), rules)
    before = standing(deal(facts=facts), AT)
    subject, _ = type(before.subject)(
        other, "sale", "006A", owner="rosa", people=before.subject.people, sources={"mail": "mail"}
    ).with_facts(facts)
    return compare(before, standing(subject, AT), money=money)


STRICTER = ("customer: review-answered", "customer: {what: review-answered, no-older-than: 3 days}")
LATER = "customer: {what: review-answered, with: {size: big}}"


def test_names_alone_change_nothing():
    """Under the names of the map no gate is another one and no verdict is."""
    then, now = standing(deal(), AT), standing(under(plan(), deal()).subject, AT)
    found = compare(then, now, names=names_of(plan().courses["sale"]))
    assert (found.direction, found.gates, found.gaps) == (Direction.STAYS, (), (0, 0))
    assert found.decisive is None


def test_without_the_names_a_stage_of_then_is_nowhere():
    """Nobody can tell which way that is, so it is not called back or forward."""
    then, now = standing(deal(facts=()), AT), standing(under(plan(), deal(facts=())).subject, AT)
    assert compare(then, now).direction is Direction.ELSEWHERE
    assert compare(then, now, names=Names({"looking": "begun"})).direction is Direction.STAYS


def test_a_stricter_gate_moves_a_deal_back_and_says_why():
    """The gate, the requirement with both statuses, and the reasons in English and German."""
    found = under_rules((LATER, "customer: {what: review-answered, with: {size: small}}"), facts=FACTS[:6])
    assert (found.direction, found.gaps) == (Direction.BACK, (0, 1))
    (gate,) = found.gates
    assert (gate.before, gate.after, gate.opened, gate.opens) == ("offer-wanted", "offer-wanted", True, False)
    assert found.decisive is gate
    assert gate.reasons == ()  # each reason stands with its requirement, once
    (verdict,) = gate.verdicts
    assert (verdict.before, verdict.after) == ("offer-wanted.asked", "offer-wanted.asked")
    assert (verdict.status_before, verdict.status_after) == ("met", "missing")
    assert [(each.under, each.code, each.place) for each in verdict.reasons] == [
        ("after", "missing", "asked.customer"), ("after", "field-not-accepted", "asked.customer"),
    ]  # fmt: skip
    assert verdict.reasons[0].text("en").startswith("Missing on the customer side")
    assert verdict.reasons[0].text("de").startswith("Fehlt auf der Kundenseite")
    assert verdict.reasons[0].text("fr") == verdict.reasons[0].text("en")


def test_what_only_a_waiver_covers_now_is_told_with_the_reason_of_the_whole_gate():
    """A waived requirement proves nothing, so the gate has a reason that belongs to none of its requirements."""
    found = under_rules((LATER, "customer: {what: review-answered, with: {size: small}}"))
    assert found.direction is Direction.BACK
    ((verdict,),) = [each.verdicts for each in found.gates]
    assert (verdict.status_before, verdict.status_after, verdict.reasons) == ("met", "waived", ())
    assert [(each.under, each.code) for each in found.gates[0].reasons] == [("after", "nothing-proven")]


def test_a_looser_gate_moves_a_deal_forward_and_says_what_stood_in_the_way():
    """The reasons are those of before."""
    strict = changed(DEAL1, LATER, "customer: {what: review-answered, with: {size: small}}")
    before = standing(_under(strict), AT)
    found = compare(before, standing(_under(DEAL1), AT))
    assert found.direction is Direction.FORWARD
    assert found.decisive.frees
    assert {each.under for verdict in found.decisive.verdicts for each in verdict.reasons} == {"before"}


def _under(rules, facts=FACTS[:6]):
    other = framework(V1, rules)
    made = deal(facts=())
    subject, _ = type(made)(other, "sale", "006A", people=made.people, sources=made.sources).with_facts(facts)
    return subject


NEW_GATE = """\
  signed:
    from: buying
    to: lost
    requires:
      it: {say: "They signed.", seller: fax-sent, customer: review-answered}
"""


def test_gates_that_come_and_go_are_told_as_such():
    """A new requirement has no status of before, one that is gone none of now."""
    more = DEAL1.replace("    waivers: {by: boss, for-at-most: 30 days}\n", "", 1).replace(
        "      theirs:", '      more: {say: "A fax.", seller: fax-sent, customer: review-answered}\n      theirs:'
    )
    there = compare(standing(_under(DEAL1), AT), standing(_under(more), AT))
    back = compare(standing(_under(more), AT), standing(_under(DEAL1), AT))
    assert [(each.before, each.after) for gate in there.gates for each in gate.verdicts] == [
        (None, "needs-confirmed.more")
    ]
    assert [(each.before, each.after) for gate in back.gates for each in gate.verdicts] == [
        ("needs-confirmed.more", None)
    ]
    added = compare(standing(_under(DEAL1), AT), standing(_under(DEAL1 + NEW_GATE), AT))
    assert [(each.before, each.after, each.opened) for each in added.gates] == [(None, "signed", None)]
    gone = compare(standing(_under(DEAL1 + NEW_GATE), AT), standing(_under(DEAL1), AT))
    assert [(each.before, each.after, each.opens) for each in gone.gates] == [("signed", None, None)]


@pytest.mark.parametrize(
    ("value", "amount"), [("48000", Decimal(48000)), ("48000 EUR", Decimal(48000)), ("48000 USD", None), ("much", None)]
)
def test_the_amount_is_what_the_named_field_says_in_the_framework_s_currency(value, amount):
    """What cannot be read is unknown, never nothing."""
    facts = [*FACTS[:6], FieldValue(field="amount", value=value, at=date(2026, 3, 1))]
    assert under_rules(facts=facts, money="amount").amount == amount
    assert under_rules(facts=facts, money="colour").amount is None
    assert under_rules(facts=facts).amount is None


def made(id_, amount, *changes):
    """A comparison of a deal of that id and worth."""
    facts = [*FACTS[:6], FieldValue(field="amount", value=amount, at=date(2026, 3, 1))]
    found = under_rules(*changes, facts=facts, money="amount")
    found.after.subject.__dict__["id"] = id_
    return found


def test_they_are_ordered_by_way_then_by_money_then_by_id():
    """Those that move back first, for somebody has to answer for them."""
    back = (LATER, "customer: {what: review-answered, with: {size: small}}")
    every = [made("c", 5), made("a", 5), made("b", "much"), made("z", 1, back), made("y", 9, back)]
    assert [each.subject for each in ordered(every)] == ["y", "z", "a", "c", "b"]
    assert totals(every) == {
        "back": {"deals": 2, "amount": "10"},
        "elsewhere": {"deals": 0, "amount": None},
        "forward": {"deals": 0, "amount": None},
        "stays": {"deals": 3, "amount": "10"},
    }


def test_a_comparison_is_plain_for_a_machine():
    """Both pins, claimed, verified and gap, every changed gate, every reason in every language."""
    row = under_rules((LATER, "customer: {what: review-answered, with: {size: small}}"), facts=FACTS[:6]).as_dict()
    assert (row["subject"], row["direction"], row["amount"]) == ("006A", "back", None)
    assert (row["before"]["verified"], row["after"]["verified"], row["after"]["gap"]) == ("buying", "fitting", 1)
    assert row["before"]["framework"]["hash"] == OLD.hash != row["after"]["framework"]["hash"] != NEW.hash
    (gate,) = row["gates"]
    assert set(gate["requirements"][0]["reasons"][0]["text"]) == {"en", "de"}


def test_a_gate_that_is_off_the_path_neither_opens_nor_blocks():
    """Its `when` says so now; before it was on the path and opened."""
    off = "    from: fitting\n    when: {kind: renewal}\n"
    found = under_rules(("    from: fitting\n", off), facts=FACTS)
    (gate,) = [each for each in found.gates if each.after == "offer-wanted"]
    assert (gate.opened, gate.opens, gate.blocks, gate.frees) == (True, None, False, False)


@pytest.mark.parametrize(
    ("opened", "opens", "blocks", "frees"),
    [
        (True, False, True, False), (None, False, True, False), (False, False, False, False),
        (False, True, False, True), (False, None, False, True), (True, True, False, False), (True, None, False, False),
    ],
)  # fmt: skip
def test_what_stood_in_the_way_before_does_not_block_anew(opened, opens, blocks, frees):
    """A gate blocks or frees only where that is other than it was."""
    gate = GateChange("a", "a", opened, opens, ())
    assert (gate.blocks, gate.frees) == (blocks, frees)


def test_the_nearest_gate_explains_a_move():
    """Of two that do not open now, the one that stands next."""
    small = "customer: {what: review-answered, with: {size: small}}"
    both = changed(changed(DEAL1, LATER, small), "customer: review-answered}", f"{small}}}")
    found = compare(standing(_under(DEAL1), AT), standing(_under(both), AT))
    assert (found.direction, found.gaps) == (Direction.BACK, (0, 2))
    assert [each.after for each in found.gates] == ["needs-confirmed", "offer-wanted"]
    assert found.decisive.after == "needs-confirmed"


def test_only_what_differs_is_told():
    """A window that ended stays within what it did: a carried gate still opens."""
    found = under_rules(STRICTER, facts=FACTS[:6])
    (gate,) = found.gates
    assert (gate.after, gate.opened, gate.opens) == ("needs-confirmed", True, True)
    assert [(each.status_before, each.status_after) for each in gate.verdicts] == [("met", "expired")]
    assert found.direction is Direction.STAYS
