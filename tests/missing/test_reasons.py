"""Why nothing opens a gate, who stands in where nobody is known, and what is cut short."""

from __future__ import annotations

import pytest
from helpers import (
    AFTER,
    GATES,
    HEAD,
    PEOPLE,
    TYPES,
    date,
    day,
    deal,
    framework_of,
    gate_of,
    got,
    journey_text,
    pair,
    sent,
)
from missing.told import OFFER, asked, codes, told, universe_of

from gatecoach.condition import Predicate
from gatecoach.facts import Person, Waiver
from gatecoach.framework import load
from gatecoach.missing import search, ways
from gatecoach.missing.asked import Asked
from gatecoach.missing.people import standing_for

DAY = {"for-day": "2026-02-01"}
BOOKED = sent("b1", 5, "booking", fields=DAY)
SOFT = pair("visit", more=", mode: warn")
HARD = "      hard: {say: It., for-each: visit, seller: offer}\n"
VISIT = got("w1", 5, "visit", answers=())


def told_by(who):
    """A framework whose gate wants an act of the customer that only these may tell."""
    types = f"\n  offer: {{side: seller}}\n  told: {{side: customer, told-by: [{who}]}}\n"
    ends = "\n  end: {from: second, to: won, requires: {last: {say: Last., seller: offer, customer: told}}}\n"
    text = journey_text(GATES + pair("told") + ends, types).replace(", third: {phase: late}", "")
    return framework_of(HEAD.format(zone="UTC"), text)


def test_where_only_a_warning_asks_the_customer_nothing_can_be_proven():
    """All that stops the gate is met, and still the customer has proven nothing; no evidence changes that."""
    found = asked(SOFT + HARD, [VISIT, sent("m1", 6, answers=["w1"])])
    assert (found.ways, codes(found)) == ((), [("nothing-proven", "go")])
    assert found.reasons[0].params == {"gate": "go"}


def test_where_what_is_missing_would_still_open_nothing_no_set_is_said_to():
    """The offer is missing; with it the customer would have proven nothing all the same."""
    found = asked(SOFT + HARD, [VISIT])
    assert (found.ways, found.beyond, codes(found)) == ((), False, [("no-set-opens", "go")])
    assert found.reasons[0].params == {"gate": "go"}


def test_a_reason_that_holds_for_two_items_is_said_once():
    """Two bookings, and for each of them no source could show the paper."""
    found = asked(pair("paper", "booking", more=", for-each: booking"), [BOOKED, sent("b2", 5, "booking", fields=DAY)])
    assert codes(found)[:1] == [("no-source-for", "it.customer")]
    assert len(set(codes(found))) == len(codes(found))


def test_what_a_side_can_do_without_is_no_reason():
    """The paper cannot come, but a visit would do as well; it is the seller who lacks four sources."""
    seller = "{what: offer, at-least: 4, from-different: source}"
    assert codes(asked(pair("{any: [paper, visit]}", seller), [])) == [("too-few-different", "it.seller")]
    both = pair("{any: [paper, visit, note], at-least: 2}", seller)
    assert codes(asked(both, [])) == [("too-few-different", "it.seller")]


def test_what_has_to_differ_in_a_field_says_whose_field_it_is():
    """So that it can be said by its short name: the two sizes that count do not make three."""
    types = TYPES + "  call: {side: customer, fields: {size: {type: choice, of: [s, m, l]}}}\n"
    wanted = GATES + pair("{what: call, with: {size: {is-not: l}}, at-least: 3, from-different: size}") + AFTER
    found = asked(framework_of(HEAD.format(zone="UTC"), journey_text(wanted, types)))
    assert codes(found) == [("too-few-different", "it.customer")]
    assert (found.reasons[0].params["what"], found.reasons[0].params["apart"]) == ("call", "size")


def test_the_reasons_say_what_they_are_about():
    """The side, the titles of the types, the channels that lack, the number that would be needed, the near misses."""
    (found,) = asked(pair("{any: [paper]}")).reasons
    assert found.params == {"side": "customer", "title": "paper", "channels": ["document"]}
    (found,) = asked(pair("{what: [visit, paper], at-least: 4, from-different: source}")).reasons
    assert found.params == {"side": "customer", "title": "visit / paper", "what": "visit", "apart": "source", "need": 4}
    late = pair("{what: booked, within: 5 days}", "booking", more=", for-each: booking")
    (found,) = (each for each in asked(late, [BOOKED]).reasons if each.place == "it.customer")
    assert (found.code, found.params) == ("never-counts", {"side": "customer", "title": "booked", "codes": []})


def test_everyone_of_nobody_is_somebody_new():
    """Where no customer takes part yet, one who does is everyone."""
    assert told(asked(pair("{what: visit, by: everyone}"), people=PEOPLE[3:])) == [["visit new"]]


@pytest.mark.parametrize(
    ("who", "side", "role"), [("boss", "seller", "boss"), ("seller", "seller", ""), ("buyer", "customer", "buyer")]
)
def test_where_nobody_may_tell_it_somebody_new_does(who, side, role):
    """Of the side or with the role that may; a role is found on the side that has it."""
    people = [PEOPLE[0], PEOPLE[3]] if role else [PEOPLE[0]]
    evidence = asked(told_by(who), people=people).ways[0].evidence
    new = {each.id: each for each in evidence if isinstance(each, Person)}
    (item,) = [each for each in evidence if getattr(each, "what", "") == "told"]
    teller = new[item.told_by]
    assert (teller.side, [held.role for held in teller.roles]) == (side, [role] if role else [])


def test_somebody_new_takes_part_in_the_name_of_every_role_that_would_do():
    """One person short has an id for each role; two short are two."""
    assert standing_for(["somebody-buyer-1", "somebody-key-1"]) == 1
    assert standing_for(["somebody-buyer-1", "somebody-key-2"]) == 2
    assert standing_for([]) == 0


def test_more_worlds_than_may_be_tried_are_cut(monkeypatch):
    """A gate that would take longer is answered with what was found by then, and says so."""
    monkeypatch.setattr(search, "TRIES", 2)
    found = asked(pair("{what: visit, at-least: 3}"), [])
    assert (found.ways, found.cut, found.beyond, found.reasons) == ((), True, False, ())


def test_what_is_answered_comes_before_what_answers_it():
    """Every type once, in an order in which it can happen, also where two types answer the same."""
    requires = pair("{all: [verdict, reply]}", "record")
    universe = universe_of(deal(gate_of(requires), []), "go", 60)
    order = universe.ground.asked.order()
    assert sorted(order) == ["offer", "record", "reply", "verdict"]
    assert order.index("offer") < order.index("verdict") < order.index("record")
    assert order.index("offer") < order.index("reply")


def test_a_circle_of_answers_is_cut():
    """Two types that answer each other stand in the order once each."""
    types = "\n  offer: {side: seller}\n  ping: {side: seller, answers: pong}\n  pong: {side: customer, answers: ping}"
    ends = "\n  end: {from: second, to: won, requires: {last: {say: Last., seller: offer, customer: pong}}}\n"
    text = journey_text(GATES + pair("pong") + ends, types).replace(", third: {phase: late}", "")
    framework = framework_of(HEAD.format(zone="UTC"), text)
    universe = universe_of(deal(framework, []), "go", 60)
    assert isinstance(universe.ground.asked, Asked)
    assert sorted(universe.ground.asked.order()) == ["offer", "ping", "pong"]


def test_a_gate_with_more_behind_it_is_asked_about_alone():
    """What the next gates ask for is no part of the answer."""
    assert told(asked(gate_of(pair("reply"), extra=AFTER))) == [["reply anna/bea > m1"]]


def test_where_too_many_people_could_do_it_each_set_is_told_by_itself(monkeypatch):
    """Any two of three who hold two roles: one way while the choices can be compared, else each pair by itself."""
    crowd = [("bea", ["buyer"]), ("ann", ["key"]), ("eve", ["key", "buyer"])]
    people = [*PEOPLE[2:], *(Person(id=id_, side="customer", roles=roles) for id_, roles in crowd)]
    requires = pair("{what: visit, at-least: 2, from-different: role}")
    monkeypatch.setattr(ways, "CHOICES", 9)
    assert told(asked(requires, people=people)) == [["visit bea/ann/eve not 2", "visit bea/ann/eve not 1"]]
    monkeypatch.setattr(ways, "CHOICES", 8)
    apart = told(asked(requires, people=people))
    assert apart == [["visit bea", "visit ann"], ["visit bea", "visit eve"], ["visit ann", "visit eve"]]


def test_the_fewest_first_steps_that_lead_nowhere_are_the_reason():
    """An offer with a plan leads nowhere, and so does a booking alone: what the booking lacks is said."""
    types = f"{TYPES}  plan: {{side: seller}}\n  draft: {{side: seller}}\n"
    first = pair("visit", "{any: [offer, booking]}") + pair("visit", "{any: [plan, draft]}", name="two")
    opened = (pair("paper", "record", f"each-{what}", f", for-each: {what}") for what in ("plan", "draft", "booking"))
    framework = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + first + "".join(opened) + AFTER, types))
    assert codes(asked(framework, [VISIT])) == [("no-source-for", "each-booking.customer")]


def test_everyone_to_one_item_is_impossible_where_each_answered_another():
    """Both answered a plan in time, but not the same one; now it is too late, and no source shows new plans."""
    types = f"{TYPES}  plan: {{side: seller, seen-in: [document]}}\n  planned: {{side: customer, answers: plan}}\n"
    clause = "{what: planned, by: everyone, within: 5 days}"
    requires = pair(clause, "booking", more=", for-each: offer")
    framework = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + requires + AFTER, types))
    plans = [sent(id_, 2, "plan", answers=["m1"]) for id_ in ("p1", "p2")]
    one, other = (got(f"a{n}", 3, "planned", by, answers=[f"p{n}"]) for n, by in ((1, "anna"), (2, "bea")))
    facts = [*OFFER, sent("b1", 5, "booking", fields=DAY, answers=["m1"]), *plans, one, other]
    found = asked(framework, facts, people=[*PEOPLE[:2], *PEOPLE[3:]])
    assert codes(found) == [("too-few-different", "it.customer")]


def test_a_requirement_that_does_not_stop_the_gate_is_no_reason():
    """One that only warns, and one that is waived, may never be met for all that."""
    warns = asked(pair("paper") + pair("paper", name="two", more=", mode: warn"))
    assert codes(warns) == [("no-source-for", "it.customer")]
    waivers = f"    waivers: {{by: [boss], for-at-most: 60 days}}\n{AFTER}"
    given = Waiver(id="x1", requirement="go.it", by="max", at=day(50), until=date(70), reason="by phone")
    waived = asked(gate_of(pair("paper"), extra=waivers), [*OFFER, given])
    assert codes(waived) == [("nothing-proven", "go")]


def test_the_title_in_a_reason_is_the_authors():
    """Where there is one."""
    (found,) = asked(pair("visit", "{what: offer, at-least: 4, from-different: source}"), []).reasons
    assert found.params["title"] == "Our offer"


def test_a_source_that_is_connected_is_not_the_reason():
    """Documents come from one source; of four it is the number that lacks."""
    found = asked(pair("{what: paper, at-least: 4, from-different: source}"), sources={"box": "document"})
    assert codes(found) == [("too-few-different", "it.customer")]


TOO_LATE = {
    "{what: reply, by: everyone, within: 5 days}": (
        "too-few-different",
        {"what": "reply", "apart": "person", "need": 1},
    ),
    "{what: reply, at-least: 2, within: 5 days}": ("never-counts", {"codes": []}),
}


@pytest.mark.parametrize("clause", TOO_LATE)
def test_what_came_too_late_for_some_is_said_as_what_lacks(clause):
    """One has answered the old offer in time; nobody else can any more: people lack, or answers do."""
    code, params = TOO_LATE[clause]
    found = asked(pair(clause, more=", for-each: offer"), [*OFFER, got("r1", 2)])
    assert codes(found) == [(code, "it.customer")]
    assert found.reasons[0].params == {"side": "customer", "title": "Their reply", **params}


def test_where_nothing_counts_the_near_misses_say_why(tmp_path):
    """No note that is thought of is loud: a check of the embedding program names no values."""
    loud = Predicate("is-loud", ("text",), lambda text: text.isupper())
    types = TYPES + "  call: {side: customer, fields: {note: {type: text}}}\n"
    requires = pair("{what: call, with: {note: {passes: is-loud}}}")
    (tmp_path / "head.yaml").write_text(HEAD.format(zone="UTC"), encoding="utf-8")
    after = AFTER.replace("customer: visit", "customer: {what: call, by: key}")
    (tmp_path / "deal.yaml").write_text(journey_text(GATES + requires + after, types), encoding="utf-8")
    found = asked(load(tmp_path, predicates=[loud]))
    assert codes(found) == [("never-counts", "it.customer")]
    assert found.reasons[0].params["codes"] == ["field-not-accepted"]
