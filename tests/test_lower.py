"""What an author wrote, lowered: stages and ends by name, windows, and the masks by which a plain gate is judged."""

from __future__ import annotations

import pytest
from helpers import AFTER, GATES, HEAD, ask, framework_of, journey_text, pair

from gatecoach.clause import Leaf
from gatecoach.condition import Check, Predicate
from gatecoach.definition import EvidenceDef, FieldDef
from gatecoach.framework import load
from gatecoach.lower import is_plain

JOURNEY = """
journey: deal
title: The deal
sides: [customer, seller]
private-to: [seller]
fields: {{reason: {{type: text}}}}
stages: {{first: {{phase: early, title: At first}}, second: {{phase: late}}}}
ends: {{lost: {{kind: lost, title: "Lost it", needs: reason}}, left: lost}}
evidence: {types}
gates:
  go-on:
    from: first
    to: second
    requires:
"""
PLAIN = """
  seen: {side: customer, no-older-than: 30 days}
  told: {side: customer, grade: proven}
  met: {side: customer}
  sold: {side: seller}"""


def lowered(requires, *, types=PLAIN):
    """A journey with one gate that asks for this, lowered now."""
    indented = "".join(f"      {each}\n" for each in requires)
    text = JOURNEY.format(types=types) + indented
    return framework_of(HEAD.format(zone="UTC"), text).journey("deal")


def test_stages_and_ends_keep_their_order_and_their_titles():
    """By id, with rank and phase; what has no title is called by its id, a gate by its id in words."""
    journey = lowered(["it: {say: It., seller: sold, customer: seen}"])
    assert [(name, each.id, each.title, each.phase, each.rank) for name, each in journey.stages.items()] == [
        ("first", "first", "At first", "early", 0),
        ("second", "second", "second", "late", 1),
    ]
    assert [(name, each.id, each.title, each.kind, each.needs) for name, each in journey.ends.items()] == [
        ("lost", "lost", "Lost it", "lost", "reason"),
        ("left", "left", "left", "lost", None),
    ]
    assert (journey.id, journey.title, journey.called()) == ("deal", "The deal", "The deal")
    assert (journey.private_to, journey.sides, journey.conversation) == (("seller",), ("customer", "seller"), False)
    assert (journey.gates["go-on"].title, journey.gate_title("go-on")) == ("go on", "go on")


def test_a_journey_without_a_title_is_called_by_its_id():
    """Wherever its title is asked for."""
    journey = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + pair("visit", "record") + AFTER)).journey(
        "deal"
    )
    assert (journey.title, journey.called(), journey.called("de")) == ("deal", "deal", "deal")


def test_money_of_a_subject_is_counted_in_the_currency_of_its_framework():
    """An amount with that currency behind it can be compared, one in another cannot."""
    head = HEAD.format(zone="UTC") + "currency: EUR\nfields: {amount: {type: money}}\n"
    when = "{amount: {at-least: 1000}, if-unknown: skip}"
    framework = framework_of(head, journey_text(GATES + pair("visit", "record", more=f", when: {when}") + AFTER))
    amounts = ["1000 EUR", "999 EUR", "1000 USD"]
    found = [ask(framework, fields={"amount": each}).requirements[0].status for each in amounts]
    assert found == ["missing", "not-applicable", "not-applicable"]


@pytest.mark.parametrize(
    "more",
    [
        {"answers": "offer"}, {"after": "offer"}, {"test": Check("seats", "known", True)}, {"outcomes": True},
        {"everyone": True}, {"within": 0},
    ],
)  # fmt: skip
def test_a_leaf_is_plain_unless_it_asks_for_more_than_an_item_says_of_itself(more):
    """One thing more is enough, and so is a field that an item must carry."""
    free, bound = (
        EvidenceDef(side="customer", fields={"n": FieldDef(type="text", optional=each)}) for each in (True, False)
    )
    plain = Leaf("visit", "customer", by=frozenset({"key"}), no_older_than=3, grade=1, channels=frozenset({"mail"}))
    assert (is_plain(plain, free), is_plain(plain, bound)) == (True, False)
    assert not is_plain(Leaf("visit", "customer", **more), free)


def test_a_plain_gate_waits_for_one_bit_of_each_mask():
    """By place: of `any` one will do, of `all` each; what only warns is not waited for."""
    journey = lowered([
        "one: {say: One., seller: sold, customer: {any: [seen, {what: [told, met]}]}}",
        "two: {say: Two., seller: sold, customer: {all: [seen, told]}}",
        "tip: {say: Tip., mode: warn, seller: sold, customer: {what: seen, at-least: 2}}",
    ])  # fmt: skip
    masks = {leaf.bit: leaf.what for leaf in journey.leaves}
    assert [(place, [masks[bit] for bit in masks if bit & mask]) for place, mask in journey.gates["go-on"].needs] == [
        ("one.customer", ["seen", "told", "met"]),
        ("one.seller", ["sold"]),
        ("two.customer", ["seen"]),
        ("two.customer", ["told"]),
        ("two.seller", ["sold"]),
    ]


@pytest.mark.parametrize(
    "requires",
    [
        ["it: {say: It., seller: sold, customer: {what: seen, at-least: 2}}"],
        ["it: {say: It., seller: sold, customer: {what: seen, from-different: day, at-least: 2}}"],
        ["it: {say: It., seller: sold, customer: {any: [seen, told], at-least: 2}}"],
        ["it: {say: It., seller: sold, customer: {any: [{all: [seen, told]}, met]}}"],
        ["it: {say: It., seller: sold, customer: {all: [seen, {what: told, after: sold}]}}"],
        ["it: {say: It., seller: sold, customer: {what: [seen, told], after: sold}}"],
        ["it: {say: It., for-each: sold, customer: seen}"],
        ["it: {say: It., seller: sold, customer: seen, when: {reason: {known: true}}}"],
        ["it: {say: It., mode: warn, seller: sold, customer: seen}"],
    ],
)
def test_a_gate_that_asks_for_more_is_not_plain(requires):
    """A number, a link or a condition, or nothing enforced of the side that proves: masks cannot tell."""
    assert lowered(requires).gates["go-on"].needs is None


def test_a_gate_that_is_not_always_on_the_path_is_not_plain():
    """Whether it is asks the subject, and masks know items only."""
    always = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + pair("visit") + AFTER))
    head = HEAD.format(zone="UTC") + "fields: {size: {type: number}}\n"
    gates = (GATES + pair("visit") + AFTER).replace("  go:\n", "  go:\n    when: {size: 1}\n")
    sometimes = framework_of(head, journey_text(gates))
    assert [each.journey("deal").gates["go"].needs is None for each in (always, sometimes)] == [False, True]


def test_of_two_limits_in_days_the_shorter_holds():
    """That of the type and that of the clause, each alone too."""
    types = (
        "\n  offer: {side: seller}\n  reply: {side: customer, answers: offer, within: 9 days, no-older-than: 8 days}"
    )
    clauses = ["reply", "{what: reply, within: 5 days}", "{what: reply, within: 20 days, no-older-than: 4 days}"]
    journeys = [lowered([f"it: {{say: It., seller: offer, customer: {each}}}"], types=types) for each in clauses]
    limits = [(each.within, each.no_older_than) for one in journeys for each in one.leaves if each.what == "reply"]
    assert limits == [(9, 8), (5, 8), (9, 4)]


def test_windows_and_grades_hold_the_bits_that_ask_for_them():
    """Each age once, the shortest first; a grade is enough for what asks for it or for less."""
    late = "{what: met, no-older-than: 30 days, after: sold}"
    customer = f"{{all: [{{what: told, no-older-than: 9 days}}, {{what: seen, grade: authentic}}, {late}]}}"
    journey = lowered([f"it: {{say: It., seller: sold, customer: {customer}}}"])
    sold, told, seen, met = (
        next(each.bit for each in journey.leaves if each.what == what) for what in ("sold", "told", "seen", "met")
    )
    assert journey.windows == ((9, told), (30, seen | met))
    assert journey.plain == sold | told | seen
    assert journey.graded == {
        "asserted": {"sold": sold},
        "observed": {"sold": sold},
        "authentic": {"sold": sold, "seen": seen},
        "proven": {"sold": sold, "seen": seen, "told": told},
    }


LOUD = Predicate("is-loud", ("text",), lambda text: text.isupper())


@pytest.mark.parametrize("test", ["{all: [{note: {passes: is-loud}}]}", "{any: [{note: {passes: is-loud}}]}"])
def test_a_named_check_is_one_inside_all_and_any_too(tmp_path, test):
    """However deep it stands, it asks the embedding program."""
    types = "\n  seen: {side: customer, fields: {note: {type: text}}}\n  sold: {side: seller}"
    requires = f"      it: {{say: It., seller: sold, customer: {{what: seen, with: {test}}}}}\n"
    (tmp_path / "head.yaml").write_text(HEAD.format(zone="UTC"), encoding="utf-8")
    (tmp_path / "deal.yaml").write_text(JOURNEY.format(types=types) + requires, encoding="utf-8")
    (leaf,) = [each for each in load(tmp_path, predicates=[LOUD]).journey("deal").leaves if each.what == "seen"]
    assert [leaf.test.holds({"note": note}, 1) for note in ("HELP", "help")] == [True, False]
