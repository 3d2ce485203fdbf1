"""Statuses of leaves, sides and requirements, and when a gate passes."""

from __future__ import annotations

import itertools

import pytest
from helpers import (
    AFTER,
    GATES,
    HEAD,
    PEOPLE,
    SOURCES,
    TYPES,
    ask,
    date,
    day,
    framework_of,
    gate_of,
    got,
    journey_text,
    misses,
    pair,
    read,
    sent,
    side,
    status,
    word,
)

from gatecoach.facts import Person, Revocation
from gatecoach.gate import LEVEL, Status

PLAIN = gate_of(pair("reply"))
WORDS = gate_of(pair("verdict"))
AGED = gate_of(pair("{what: visit, no-older-than: 10 days}"))
OFFER = [sent("m1")]


def five(combine: str):
    """A requirement of three leaves whose statuses facts can set one by one."""
    kinds = "[{what: verdict, no-older-than: 10 days}, {what: visit, no-older-than: 10 days}, paper]"
    return gate_of(pair(combine.format(kinds)))


def set_to(level: Status):
    """Facts that give the leaf `verdict` of `five` this status at day 60; nothing there makes `unverifiable`."""
    return {
        Status.MET: word("v1", "agrees", 55),
        Status.CONTESTED: word("v1", "refuses", 55),
        Status.EXPIRED: word("v1", "agrees", 20),
        Status.MISSING: [],
    }[level]


VISITS = {
    Status.MET: [got("w1", 55, "visit", answers=())],
    Status.EXPIRED: [got("w1", 20, "visit", answers=())],
    Status.MISSING: [],
}
CASES = list(itertools.product([Status.MET, Status.CONTESTED, Status.EXPIRED, Status.MISSING], VISITS))


def test_an_item_that_answers_meets_its_side():
    """Offer and reply are there: both sides are met and the gate passes."""
    decision = ask(PLAIN, [*OFFER, got("r1")])
    assert (decision.passes, side(decision).status, side(decision, "seller").status) == (True, "met", "met")
    assert decision.reasons == ()


def test_nothing_is_missing():
    """Without the reply the customer's side is missing and the gate does not pass."""
    decision = ask(PLAIN, OFFER)
    assert (decision.passes, side(decision).status, side(decision, "seller").status) == (False, "missing", "met")


def test_a_gate_needs_both_sides():
    """The customer's act alone passes no gate either."""
    framework = gate_of(pair("visit"))
    decision = ask(framework, [got("w1", what="visit", answers=())])
    assert (side(decision).status, side(decision, "seller").status, decision.passes) == ("met", "missing", False)


def test_a_no_is_contested_and_never_just_missing():
    """An item read as opposing makes its side contested."""
    assert status(WORDS, [*OFFER, *word("v1", "refuses")]) == "contested"


def test_the_oldest_day_still_counts_and_the_next_does_not():
    """`no-older-than` counts whole days with both ends in."""
    visit = [*OFFER, got("w1", 20, "visit", answers=())]
    assert [status(AGED, visit, at=day(n, hour=23)) for n in (29, 30, 31)] == ["met", "met", "expired"]


def test_no_connected_source_of_a_channel_makes_it_unverifiable():
    """A type seen in documents cannot be verified where no source carries documents."""
    framework = gate_of(pair("paper"))
    connected = {**SOURCES, "box": "document"}
    assert status(framework, OFFER) == "unverifiable"
    assert status(framework, OFFER, sources=connected) == "missing"
    paper = got("p1", what="paper", answers=(), source="box")
    assert status(framework, [*OFFER, paper], sources=connected) == "met"


def test_a_deal_that_names_no_sources_is_never_unverifiable():
    """Without connected sources, and for types without channels, less is missing."""
    assert status(gate_of(pair("paper")), OFFER, sources={}) == "missing"
    assert status(gate_of(pair("visit")), OFFER) == "missing"


@pytest.mark.parametrize(("first", "second"), CASES)
def test_all_takes_the_worst_and_any_the_best(first, second):
    """Over met, contested, expired, unverifiable, missing: `all` is the worst, `any` the best, n the n-th best."""
    facts = [*OFFER, *set_to(first), *VISITS[second]]
    levels = sorted([LEVEL[first], LEVEL[second], LEVEL[Status.UNVERIFIABLE]], reverse=True)
    named = {level: each for each, level in LEVEL.items()}
    assert status(five("{{all: {}}}"), facts) == named[levels[-1]]
    assert status(five("{{any: {}}}"), facts) == named[levels[0]]
    assert status(five("{{any: {}, at-least: 2}}"), facts) == named[levels[1]]
    assert status(five("{{any: {}, at-least: 3}}"), facts) == named[levels[2]]


def test_an_older_no_gives_way_to_a_newer_yes_of_somebody_else():
    """Contested = the latest no is not before the latest yes."""
    no, yes = word("v1", "refuses", 5), word("v2", "agrees", 6, by="bea")
    assert status(WORDS, [*OFFER, *no, *yes]) == "met"


@pytest.mark.parametrize("at", [5, 6, 7])
def test_a_no_that_is_not_older_contests(at):
    """A no at the same moment or later than the latest yes contests it, whatever its grade."""
    yes, no = word("v1", "agrees", 5), word("v2", "refuses", at, by="bea", grade="asserted")
    assert status(WORDS, [*OFFER, *yes, *no]) == "contested"


def test_an_uncertain_order_is_against():
    """A date-only no of the day of the yes contests it."""
    assert status(WORDS, [*OFFER, *word("v1", "agrees", day(5, 20)), *word("v2", "refuses", date(5))]) == "contested"


def test_the_last_word_of_one_person_counts():
    """Who said no and later yes on the same offer agrees; the other way round opposes."""
    no_yes = [*OFFER, *word("v1", "refuses", 5), *word("v2", "agrees", 6)]
    yes_no = [*OFFER, *word("v1", "agrees", 5), *word("v2", "refuses", 6)]
    assert (status(WORDS, no_yes), status(WORDS, yes_no)) == ("met", "contested")


def test_a_no_of_somebody_without_the_role_is_no_word():
    """Only a word of somebody whom the leaf accepts can oppose."""
    assert status(WORDS, [*OFFER, *word("v1", "agrees", 5), *word("v2", "refuses", 6, by="carl")]) == "met"


def test_a_no_told_by_the_seller_is_no_word():
    """What is told by the wrong teller is neither yes nor no."""
    assert status(WORDS, [*OFFER, *word("v1", "agrees", 5), *word("v2", "refuses", 6, told_by="rita")]) == "met"


def test_newest_goes_by_the_reply_and_not_by_its_reading():
    """A no read late is still older than the yes that came after it."""
    facts = [*OFFER, got("v1", 5, "verdict"), *word("v2", "agrees", 6, by="bea"), read("v1", "refuses", 9)]
    assert status(WORDS, facts) == "met"


def test_two_readings_unlike_are_contested():
    """One reading for and one against make the item an opposing word; two of one sign agree."""
    item = [*OFFER, got("v1", 2, "verdict"), read("v1", "agrees", 3)]
    assert status(WORDS, [*item, read("v1", "refuses", 4, by="max")]) == "contested"
    assert (
        status(WORDS, [OFFER[0], got("v1", 2, "verdict"), read("v1", "refuses", 3), read("v1", "agrees", 4, by="max")])
        == "contested"
    )
    assert status(WORDS, [*item, read("v1", "amends", 4, by="max")]) == "met"


def test_the_newest_word_in_a_count_decides_over_all_its_types():
    """In a list of types a later yes of another type does not outweigh a no, a later no of one type contests all."""
    framework = gate_of(pair("{what: [reply, verdict], at-least: 2}"))
    facts = [*OFFER, got("r1", 2), got("r2", 3, by="bea")]
    assert status(framework, facts) == "met"
    assert status(framework, [*facts, *word("v1", "refuses", 4)]) == "contested"


def test_a_no_to_an_offer_that_no_longer_counts_is_still_a_no():
    """An opposing word needs type, role, link and time, not the join."""
    framework = gate_of(pair("verdict", seller="{what: offer, no-older-than: 10 days}"))
    assert status(framework, [*OFFER, *word("v1", "refuses", 3)]) == "contested"


DIFFERENT = {
    "person": ([got("a", what="visit", answers=())], got("b", 2, "visit", "bea", answers=())),
    "day": ([got("a", what="visit", answers=())], got("b", 3, "visit", answers=())),
    "source": ([got("a", what="visit", answers=())], got("b", 2, "visit", answers=(), source="cal")),
    "seats": (
        [got("a", what="visit", answers=(), fields={"seats": 1})],
        got("b", 2, "visit", answers=(), fields={"seats": 2}),
    ),
    "role": ([got("a", what="visit", answers=())], got("b", 2, "visit", "bea", answers=())),
}


@pytest.mark.parametrize("apart", DIFFERENT)
def test_a_quorum_may_have_to_differ(apart):
    """Two alike do not make a quorum of different ones; one more that differs does."""
    framework = gate_of(pair(f"{{what: visit, at-least: 2, from-different: {apart}}}"))
    first, other = DIFFERENT[apart]
    alike = first[0].model_copy(update={"id": "c"})
    assert status(framework, [*OFFER, *first, alike]) == "missing"
    assert status(framework, [*OFFER, *first, other]) == "met"
    assert "quorum-short" in misses(framework, [*OFFER, *first, alike]).values()


def test_an_unknown_field_is_no_different_value():
    """An item without the field adds nothing to a quorum of different values."""
    framework = gate_of(pair("{what: visit, at-least: 2, from-different: seats}"))
    known = got("a", what="visit", answers=(), fields={"seats": 1})
    assert status(framework, [*OFFER, known, got("b", what="visit", answers=())]) == "missing"


def test_two_roles_need_two_people():
    """One person with two roles is one; the other person may then hold the role that is left."""
    framework = gate_of(pair("{what: visit, at-least: 2, from-different: role}"))
    both = Person(id="dora", side="customer", roles=["key", "buyer"])
    people = (*PEOPLE, both)
    visits = [got("a", 2, "visit", "dora", answers=()), got("b", 3, "visit", "dora", answers=())]
    assert status(framework, [*OFFER, *visits], people=people) == "missing"
    assert status(framework, [*OFFER, *visits, got("c", 4, "visit", "bea", answers=())], people=people) == "met"


def test_a_role_held_earlier_is_not_forgotten_by_a_later_item():
    """Roles count as held at each item's own time, in whatever order the items stand."""
    framework = gate_of(pair("{what: visit, at-least: 2, from-different: role}"))
    roles = [{"role": "buyer", "to": "2026-01-10"}, {"role": "key", "from": "2026-01-11"}]
    moved = Person.from_dict({"id": "dora", "side": "customer", "roles": [dict(each) for each in roles]})
    visits = [got("a", 2, "visit", "dora", answers=()), got("b", 20, "visit", "dora", answers=())]
    facts = [*OFFER, *visits, got("c", 4, "visit", "anna", answers=())]
    assert status(framework, facts, people=(*PEOPLE, moved)) == "met"


EVERYONE = gate_of(pair("{what: visit, by: everyone}"))


def visits(*who):
    """A visit of each."""
    return [got(f"w-{each}", what="visit", by=each, answers=()) for each in who]


def test_everyone_is_every_person_who_takes_part():
    """All of the side must act; who has not come yet or has left is not waited for."""
    assert status(EVERYONE, [*OFFER, *visits("anna", "bea")]) == "missing"
    assert misses(EVERYONE, [*OFFER, *visits("anna", "bea")])[""] == "quorum-short"
    assert status(EVERYONE, [*OFFER, *visits("anna", "bea", "carl")]) == "met"
    later = Person(id="eve", side="customer", since=day(100))
    gone = Person(id="fay", side="customer", left=day(10))
    assert status(EVERYONE, [*OFFER, *visits("anna", "bea", "carl")], people=(*PEOPLE, later, gone)) == "met"


def test_everyone_of_nobody_is_never_met():
    """Where the type accepts nobody who takes part, everyone is missing."""
    framework = gate_of(pair("{what: reply, by: everyone}"))
    assert status(framework, [*OFFER, got("r1")]) == "missing"
    sellers = tuple(each for each in PEOPLE if each.side == "seller")
    assert status(framework, OFFER, people=sellers) == "missing"


ANSWERING = gate_of("      it: {say: It., for-each: booking, customer: {what: booked, by: everyone}}\n")
TWO = [
    sent("b1", 1, "booking", fields={"for-day": "2026-01-10"}),
    sent("b2", 1, "booking", fields={"for-day": "2026-01-20"}),
]


def accepted(booking, *who):
    """This booking accepted by each of them."""
    return [got(f"{booking}-{each}", 2, "booked", each, answers=[booking]) for each in who]


def test_everyone_under_for_each_must_answer_one_and_the_same_item():
    """Every booking must be accepted by all: two accepting this one and one that one is not enough."""
    all_ = ("anna", "bea", "carl")
    assert status(ANSWERING, [*TWO, *accepted("b1", *all_), *accepted("b2", *all_)]) == "met"
    split = [*TWO, *accepted("b1", *all_), *accepted("b2", "anna", "bea")]
    decision = ask(ANSWERING, split)
    assert side(decision).status == "missing"
    assert side(decision).open == ("b2",)
    assert [miss.params["missing"] for miss in side(decision).near_misses] == [["carl"]]


def test_a_quorum_short_in_each_of_two_items_is_told_for_each():
    """Two who each accepted another booking do not hide that everyone is missing somebody."""
    decision = ask(ANSWERING, [*TWO, *accepted("b1", "anna", "carl"), *accepted("b2", "bea", "carl")])
    assert [miss.params["missing"] for miss in side(decision).near_misses] == [["bea"], ["anna"]]


def test_everyone_must_answer_the_same_of_two_below_one_item():
    """Two bookings hang under one offer: each accepted by some is not one accepted by all."""
    framework = gate_of("      it: {say: It., for-each: offer, customer: {what: booked, by: everyone}}\n")
    bookings = [each.model_copy(update={"answers": ("m1",)}) for each in TWO]
    split = [sent("m1", 0), *bookings, *accepted("b1", "anna", "bea"), *accepted("b2", "carl")]
    assert status(framework, split) == "missing"
    assert misses(framework, split) == {}, "nobody is missing, and they are not too few"
    assert status(framework, [*split, *accepted("b1", "carl")]) == "met"


def test_two_kinds_of_answer_of_one_side_may_go_to_two_items():
    """One and the same item is asked of each kind, and of both sides; two kinds of one side are two questions."""
    types = TYPES + "  kept: {side: customer, answers: booking}\n"
    both = "{all: [{what: booked, by: everyone}, {what: kept, by: everyone}]}"
    gates = f"{GATES}      it: {{say: It., for-each: offer, customer: {both}}}\n{AFTER}"
    framework = framework_of(HEAD.format(zone="UTC"), journey_text(gates, types))
    all_ = ("anna", "bea", "carl")
    facts = [sent("m1", 0), *(each.model_copy(update={"answers": ("m1",)}) for each in TWO), *accepted("b1", *all_)]
    kept = [got(f"k-{each}", 2, "kept", each, answers=["b2"]) for each in all_]
    assert status(framework, [*facts, *kept[:2]]) == "missing"
    assert status(framework, [*facts, *kept]) == "met"


def test_for_each_ranges_over_what_stands():
    """A booking that was taken back, replaced, left incomplete or told by somebody else asks for no answer."""
    framework = gate_of("      it: {say: It., for-each: booking, customer: booked}\n")
    good = [TWO[0], *accepted("b1", "anna")]
    back = Revocation(id="k", revokes="b2", by="rita", at=day(3))
    others = [
        [TWO[1], back],
        [TWO[1], sent("b3", 1, "booking", fields=TWO[0].fields, replaces="b2"), *accepted("b3", "anna")],
        [TWO[1].model_copy(update={"fields": {}})],
        [TWO[1].model_copy(update={"told_by": "max"})],
    ]
    assert [status(framework, [*good, *each]) for each in others] == ["met"] * 4
    assert status(framework, [*good, TWO[1]]) == "missing"


def test_for_each_ranges_also_over_items_of_who_has_left():
    """What a stakeholder corrected before leaving is still to be taken up."""
    framework = gate_of("      it: {say: It., for-each: verdict, seller: record, customer: visit}\n")
    people = (*PEOPLE, Person(id="gone", side="customer", roles=["key"], left=day(20)))
    facts = [*OFFER, got("v1", 2, "verdict", "gone")]
    assert status(framework, facts, "seller", people=people) == "missing"
    assert status(framework, [*facts, sent("c1", 3, "record", answers=["v1"])], "seller", people=people) == "met"


def test_for_each_takes_the_worst_over_the_items():
    """One item without its answer is enough to leave the requirement open; an answered one shows nothing open."""
    framework = gate_of("      it: {say: It., for-each: booking, customer: booked}\n")
    one = [*TWO, *accepted("b1", "anna")]
    assert status(framework, one) == "missing"
    assert side(ask(framework, one)).open == ("b2",)
    assert status(framework, [*one, *accepted("b2", "anna")]) == "met"


def test_for_each_over_nothing_is_not_applicable_and_proves_nothing():
    """Without items the requirement does not stop the gate, but the proving side holds nothing met."""
    framework = gate_of("      it: {say: It., for-each: booking, customer: booked}\n")
    decision = ask(framework, OFFER)
    assert (side(decision).status, decision.passes) == ("not-applicable", False)
    assert [each.code for each in decision.reasons] == ["nothing-proven"]


def test_a_requirement_that_only_warns_is_a_task():
    """An unmet requirement of mode warn stops nothing and is listed as something to do."""
    framework = gate_of(pair("reply") + pair("visit", name="more", more=", mode: warn"))
    decision = ask(framework, [*OFFER, got("r1")])
    assert decision.passes
    assert [(each.requirement, each.gate) for each in decision.tasks] == [("more", "go")]


def test_reasons_speak_only_of_what_is_enforced():
    """An unmet requirement that only warns is a task and no reason for a closed gate."""
    framework = gate_of(pair("reply") + pair("visit", name="more", more=", mode: warn"))
    decision = ask(framework, OFFER)
    assert [each.place for each in decision.reasons] == ["it.customer"]
    assert [each.requirement for each in decision.tasks] == ["more"]


def test_what_only_warns_proves_nothing():
    """The proving side must hold a met requirement that is enforced."""
    only = "      it: {say: It., seller: offer, customer: visit, mode: warn}\n"
    assert not ask(gate_of(only), [*OFFER, got("w1", what="visit", answers=())]).passes


def test_a_carried_gate_is_only_expired_and_a_later_gate_passes():
    """Behind a gate that passes today an expired one is carried; a missing or contested one is not."""
    framework = gate_of(pair("{what: verdict, no-older-than: 10 days}"))
    behind = [*OFFER, got("w1", 50, "visit", answers=())]
    old = ask(framework, [*behind, *word("v1", "agrees", 5)])
    assert (old.passes, old.carried, old.opens) == (False, True, True)
    assert not ask(framework, behind).carried
    assert not ask(framework, [*behind, *word("v1", "refuses", 5)]).carried
    assert not ask(framework, [*OFFER, *word("v1", "agrees", 5)]).carried


def test_a_contested_leaf_beside_an_expired_one_is_not_carried():
    """`any` of expired and contested is contested; `all` of both is expired and still not carried."""
    clause = "{all: [{what: visit, no-older-than: 10 days}, verdict]}"
    on = "\n  on: {from: second, to: third, requires: {more: {say: More., seller: offer, customer: note}}}"
    last = AFTER.splitlines()[-1]
    framework = gate_of(pair(clause), extra=f"{on}\n{last}\n")
    facts = [*OFFER, got("w1", 5, "visit", answers=()), got("n1", 50, "note", answers=())]
    assert ask(framework, [*facts, *word("v1", "agrees", 5)]).carried
    contested = ask(framework, [*facts, *word("v1", "refuses", 5)])
    assert (side(contested).status, contested.carried) == ("expired", False)


def test_a_met_requirement_with_a_contested_alternative_lets_another_be_carried():
    """What is met needs no carrying: only the expired requirement has to be free of an explicit no."""
    requires = pair("{any: [visit, verdict]}") + pair("{what: note, no-older-than: 10 days}", name="aged")
    facts = [*OFFER, got("w1", 5, "visit", answers=()), got("n1", 5, "note", answers=()), *word("v1", "refuses", 5)]
    decision = ask(gate_of(requires), facts)
    assert (side(decision).status, side(decision, requirement="aged").status) == ("met", "expired")
    assert decision.carried


def test_a_gates_mode_changes_only_the_advice():
    """A gate of mode warn or report lets the host move and still does not pass."""
    for mode in ("warn", "report"):
        decision = ask(gate_of(pair("reply") + f"    mode: {mode}\n"), OFFER)
        assert (decision.passes, decision.allows_move) == (False, True)
    assert not ask(PLAIN, OFFER).allows_move


EACH = "\n  talk: {side: seller, answers: offer}\n  ok: {side: [customer, seller], answers: talk}\n"
TALKS = [sent("m1", 1), *(sent(f"t{n}", 1 + n, "talk", answers=["m1"]) for n in (1, 2))]


def oks(by, talk, at=9):
    """Their word on a talk."""
    make = got if by in ("anna", "bea", "carl") else sent
    return make(f"ok-{by}-{talk}", at, "ok", by, answers=[talk])


def each_offer(customer, seller):
    """A gate that asks this for every offer."""
    text = journey_text(GATES + pair(customer, seller, more=", for-each: offer") + AFTER, TYPES + EACH)
    return framework_of(HEAD.format(zone="UTC"), text)


@pytest.mark.parametrize("clause", ["{}", "{{any: [{}, note]}}", "{{all: [{}, {{any: [visit, reply]}}]}}"])
def test_everyone_answers_one_and_the_same_item_however_it_is_combined(clause):
    """All of them to one talk, and not one to this and one to that, at any depth of a clause."""
    everyone = "{what: ok, by: everyone}"
    framework = each_offer(clause.format(everyone), "talk")
    visit = [got("w1", 9, "visit", answers=["m1"])]
    mixed = [*TALKS, *visit, oks("anna", "t1"), oks("bea", "t2"), oks("carl", "t1")]
    assert status(framework, mixed) == "missing"
    assert side(ask(framework, mixed)).open == ("m1",)
    assert status(framework, [*mixed, oks("bea", "t1")]) == "met"
    assert side(ask(framework, [*mixed, oks("bea", "t1")])).open == ()


@pytest.mark.parametrize("clause", ["{}", "{{any: [{}, {}]}}"])
def test_everyone_of_both_sides_answers_the_same_item(clause):
    """Theirs all to one talk, ours all to the other: each side is whole by itself, and the requirement is not."""
    theirs, ours = (clause.format("{what: ok, by: everyone}", other) for other in ("note", "booking"))
    framework = each_offer(theirs, ours)
    theirs = [oks(each, "t1") for each in ("anna", "bea", "carl")]
    apart = [*TALKS, *theirs, *(oks(each, "t2") for each in ("rita", "max"))]
    assert "missing" in {status(framework, apart), status(framework, apart, "seller")}
    same = [*apart, *(oks(each, "t1") for each in ("rita", "max"))]
    assert (status(framework, same), status(framework, same, "seller")) == ("met", "met")


def test_of_two_of_three_the_second_best_counts():
    """Two parts met are enough, one is not; a part more changes nothing."""
    framework = gate_of(pair("{any: [visit, note, reply], at-least: 2}"))
    acts = [got("w1", 5, "visit", answers=()), got("n1", 5, "note", answers=()), got("r1", 5)]
    assert [status(framework, [*OFFER, *acts[:n]]) for n in range(4)] == ["missing", "missing", "met", "met"]
