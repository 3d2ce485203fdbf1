"""The least that is missing, for every word of a clause: small gates whose answers can be checked by hand."""

from __future__ import annotations

import itertools

import pytest
from helpers import (
    AFTER,
    GATES,
    HEAD,
    PEOPLE,
    date,
    day,
    framework_of,
    gate_of,
    got,
    journey_text,
    pair,
    read,
    sent,
    word,
)  # fmt: skip
from missing.told import OFFER, asked, codes, told

from gatecoach.facts import Person, Waiver

FOR = {"for-day": "2026-02-01"}
BOOKED = sent("b1", 5, "booking", fields=FOR)
TALK = sent("t1", 5, "booking", answers=["m1"], fields=FOR)
VISIT = got("w1", 20, "visit", answers=())
LATER = "{what: booking, by: boss, with: {for-day: {at-least: 3 days}}}"
SOON = "{what: booking, with: {for-day: {between: [7 days, 14 days]}}}"
ANY = "anna/bea/carl"
TWO = "{{what: {}, at-least: 2, from-different: person}}"
TWO_OFFERS = ["offer rita/max not 2", "offer rita/max not 1"]

CASES = {
    "both sides": (pair("reply"), [], [["offer rita/max", "reply anna/bea > 1"]]),
    "one side": (pair("reply"), OFFER, [["reply anna/bea > m1"]]),
    "by": (pair("{what: reply, by: buyer}"), OFFER, [["reply bea > m1"]]),
    "by, on both sides": (pair("visit", "{what: offer, by: boss}"), [], [[f"visit {ANY}", "offer max"]]),
    "outcome unread": (pair("verdict"), [*OFFER, got("v1", 2, "verdict")], [["read v1"], ["verdict anna/bea > m1"]]),
    "either of two to be read": (
        pair("verdict"), [*OFFER, got("v1", 2, "verdict"), got("v2", 2, "verdict", "bea")],
        [["read v1"], ["read v2"], ["verdict anna/bea > m1"]],
    ),
    "contested, and two to answer": (
        pair("verdict"), [*OFFER, sent("m2", 2), *word("v1", "refuses", 3)],
        [["verdict anna > m1"], ["verdict anna/bea > m2"]],
    ),
    "two answers to two offers, both to one or one to each": (
        pair(TWO.format("reply"), TWO.format("offer")), [],
        [
            [*TWO_OFFERS, "reply anna/bea > 1 not 4", "reply anna/bea > 1 not 3"],
            [*TWO_OFFERS, "reply anna/bea > 1 not 4", "reply anna/bea > 2 not 3"],
            [*TWO_OFFERS, "reply anna/bea > 2 not 4", "reply anna/bea > 2 not 3"],
        ],
    ),
    "outcome by a person who may not": (
        pair("verdict"), [*OFFER, got("v1", 2, "verdict", "carl")], [["verdict anna/bea > m1"]],
    ),
    "contested": (pair("verdict"), [*OFFER, *word("v1", "refuses")], [["verdict anna/bea > m1"]]),
    "contested by somebody else's word": (
        pair("verdict"), [*OFFER, *word("v1", "agrees", 2), *word("v2", "refuses", 3, "bea")],
        [["verdict anna/bea > m1"]],
    ),
    "with an outcome": (
        pair("{what: verdict, with: {outcome: amends}}"), [*OFFER, got("v1", 2, "verdict")],
        [["read v1"], ["verdict anna/bea > m1"]],
    ),
    "answers what is too old": (
        pair("{what: reply, within: 5 days}"), OFFER, [["offer rita/max", "reply anna/bea > 1"]],
    ),
    "within": (pair("{what: reply, within: 5 days}"), [sent("m1", 58)], [["reply anna/bea > m1"]]),
    "after": (pair("{what: visit, after: offer}"), OFFER, [[f"visit {ANY}"]]),
    "after, within": (
        pair("{what: visit, after: offer, within: 5 days}"), OFFER, [["offer rita/max", f"visit {ANY}"]],
    ),
    "no older than": (pair("{what: visit, no-older-than: 5 days}"), [*OFFER, VISIT], [[f"visit {ANY}"]]),
    "answers, of the clause alone": (pair("{what: visit, answers: offer}"), OFFER, [[f"visit {ANY} > m1"]]),
    "seen in": (pair("note"), OFFER, [[f"note {ANY}"]]),
    "with a number": (pair("{what: visit, with: {seats: {between: [2, 4]}}}"), OFFER, [[f"visit {ANY} seats=2"]]),
    "with nothing": (pair("{what: visit, with: {seats: {known: false}}}"), OFFER, [[f"visit {ANY}"]]),
    "with days": (pair("booked", SOON), [], [["booking rita/max for-day=2026-03-08", f"booked {ANY} > 1"]]),
    "at least": (pair("{what: visit, at-least: 3}"), [*OFFER, VISIT], [[f"visit {ANY}", f"visit {ANY}"]]),
    "different days": (
        pair("{what: visit, at-least: 2, from-different: day}"), OFFER, [[f"visit {ANY}", f"visit {ANY} -1d"]],
    ),
    "different days, one taken": (
        pair("{what: visit, at-least: 2, from-different: day}"), [*OFFER, got("w1", 60, "visit", answers=())],
        [[f"visit {ANY} -1d"]],
    ),
    "different roles": (pair("{what: visit, at-least: 2, from-different: role}"), OFFER, [["visit anna", "visit bea"]]),
    "different values": (
        pair("{what: visit, at-least: 2, from-different: seats}"), OFFER,
        [[f"visit {ANY} seats=1", f"visit {ANY} seats=2"]],
    ),
    "different people": (
        pair("{what: visit, at-least: 2, from-different: person}"), [*OFFER, VISIT], [["visit bea/carl"]],
    ),
    "two different people of several": (
        pair("{what: visit, at-least: 2, from-different: person}"), OFFER,
        [[f"visit {ANY} not 2", f"visit {ANY} not 1"]],
    ),
    "two different people, one to be read": (
        pair("{what: verdict, at-least: 2, from-different: person}"), [*OFFER, got("v1", 2, "verdict")],
        [["read v1", "verdict bea > m1"], ["verdict anna > m1", "verdict bea > m1"]],
    ),
    "two different people, and another thing of the same type": (
        pair("{what: visit, with: {seats: {at-most: 2}}, at-least: 2, from-different: person}")
        + pair("{what: visit, with: {seats: {at-least: 5}}}", name="two"), OFFER,
        [[f"visit {ANY} seats=2 not 2", f"visit {ANY} seats=2 not 1", f"visit {ANY} seats=5"]],
    ),
    "a list": (
        pair("{what: [reply, verdict], at-least: 2, from-different: person}"), [*OFFER, got("r1")],
        [["reply bea > m1"], ["verdict bea > m1"]],
    ),
    "several different people of a list": (
        pair("{what: [reply, verdict], at-least: 2, from-different: person}"), OFFER,
        [
            ["reply anna/bea > m1 not 2", "reply anna/bea > m1 not 1"],
            ["reply anna/bea > m1 not 2", "verdict anna/bea > m1 not 1"],
            ["verdict anna/bea > m1 not 2", "verdict anna/bea > m1 not 1"],
        ],
    ),
    "another word of the same person is no second one": (
        pair("{what: verdict, at-least: 2}"), [*OFFER, *word("v1", "agrees")], [["verdict bea > m1"]],
    ),
    "everyone": (pair("{what: visit, by: everyone}"), [*OFFER, VISIT], [["visit bea", "visit carl"]]),
    "all": (pair("{all: [visit, note]}"), OFFER, [[f"visit {ANY}", f"note {ANY}"]]),
    "any": (pair("{any: [{all: [visit, note]}, reply]}"), OFFER, [["reply anna/bea > m1"]]),
    "any, at least": (
        pair("{any: [reply, visit, note], at-least: 2}"), OFFER,
        [
            ["reply anna/bea > m1", f"visit {ANY}"],
            ["reply anna/bea > m1", f"note {ANY}"],
            [f"visit {ANY}", f"note {ANY}"],
        ],
    ),
    "for each": (
        pair("{what: booked, by: everyone}", "offer", more=", for-each: booking"),
        [BOOKED, sent("o1", 6, answers=["b1"]), got("k1", 7, "booked", answers=["b1"])],
        [["booked bea > b1", "booked carl > b1"]],
    ),
    "for each, everyone to one and the same": (
        pair("{what: booked, by: everyone}", "booking", more=", for-each: offer"),
        [*OFFER, TALK, sent("t2", 6, "booking", answers=["m1"], fields=FOR), got("k1", 7, "booked", answers=["t1"])],
        [["booked bea > t1", "booked carl > t1"]],
    ),
    "for each of two": (
        pair("booked", "offer", more=", for-each: booking"),
        [BOOKED, sent("b2", 5, "booking", fields={"for-day": "2026-02-02"}), sent("o1", 6, answers=["b1", "b2"])],
        [[f"booked {ANY} > b1", f"booked {ANY} > b2"]],
    ),
    "one thing for two requirements": (
        pair("reply") + pair("visit", name="two"), [], [["offer rita/max", "reply anna/bea > 1", f"visit {ANY}"]],
    ),
    "joined sides": (
        pair("verdict", "record"), [*OFFER, got("v1", 2, "verdict")],
        [["read v1", "record rita/max > v1"], ["verdict anna/bea > m1", "record rita/max > 1"]],
    ),
    "a reading that only the answer to it waits for": (
        pair("{any: [verdict, visit]}", "record"),
        [*OFFER, VISIT, got("v1", 2, "verdict"), sent("c1", 3, "record", answers=["v1"])], [["read v1"]],
    ),
    "a reading that both sides wait for": (
        pair("verdict", "record"), [*OFFER, got("v1", 2, "verdict"), sent("c1", 3, "record", answers=["v1"])],
        [["read v1"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("requires", "facts", "ways"), CASES.values(), ids=CASES)
def test_the_least_that_is_missing(requires, facts, ways):
    """Every smallest set is told, by whom and in answer to what, and nothing else is."""
    found = asked(requires, facts)
    assert sorted(told(found)) == sorted(ways)
    assert (found.passes, found.cut, found.beyond, found.reasons) == (False, False, False, ())
    assert found.size == len(ways[0])


def test_where_sources_have_to_differ_each_is_named():
    """Two of three ways to come in: typed, the calendar, the mailbox."""
    found = asked(pair("{what: visit, at-least: 2, from-different: source}"))
    assert sorted(sorted(each.source for each in way.things) for way in found.ways) == [
        ["cal", "imap"], ["cal", "typed"], ["imap", "typed"],
    ]  # fmt: skip


def test_an_open_gate_misses_nothing():
    """What passes needs no way, and nothing is wrong."""
    found = asked(pair("reply"), [*OFFER, got("r1")])
    assert (found.passes, found.ways, found.size, found.reasons) == (True, (), 0, ())


def test_what_is_waived_is_not_missing_until_somebody_says_no():
    """A waiver covers what is missing; over a no it does not hold, so that the no has to go, and nothing more."""
    requires = pair("{all: [verdict, visit]}") + pair("note", name="two")
    framework = gate_of(requires, extra=f"    waivers: {{by: [boss], for-at-most: 60 days}}\n{AFTER}")
    given = Waiver(id="x1", requirement="go.it", by="max", at=day(50), until=date(70), reason="agreed by phone")
    assert told(asked(framework, [*OFFER, given])) == [[f"note {ANY}"]]
    refused = asked(framework, [*OFFER, *word("v1", "refuses"), given])
    assert told(refused) == [["verdict anna/bea > m1", f"note {ANY}"]]


def test_without_anything_proven_a_waiver_opens_nothing():
    """Where all that is asked of the customer is waived, something of it is missing all the same."""
    framework = gate_of(pair("visit"), extra=f"    waivers: {{by: [boss], for-at-most: 60 days}}\n{AFTER}")
    given = Waiver(id="x1", requirement="go.it", by="max", at=day(50), until=date(70), reason="agreed by phone")
    assert told(asked(framework, [*OFFER, given])) == [[f"visit {ANY}"]]


def test_what_only_warns_is_not_missing():
    """Only what stops the gate is looked for."""
    requires = pair("reply") + pair("visit", name="soft", more=", mode: warn")
    assert told(asked(requires)) == [["reply anna/bea > m1"]]


def test_what_opens_no_for_each_is_done_where_it_will_do():
    """The boss could make a booking that serves two requirements, but it would open a third that nothing meets."""
    requires = pair("reply", "booking") + pair("visit", f"{{any: [offer, {LATER}]}}", name="two")
    opened = pair("paper", name="three", more=f", for-each: {LATER.replace(', by: boss', '')}")
    found = asked(requires + opened, [*OFFER, VISIT])
    assert [sorted(way) for way in told(found)] == [["booking rita/max for-day=2026-03-03", "reply anna/bea > m1"]]


@pytest.mark.parametrize(("hops", "answers"), [(7, "m1"), (8, "m1,b1")])
def test_an_answer_names_what_is_too_far_up_to_be_found(hops, answers):
    """An offer that hangs under the booking by seven links takes it along; beyond that both have to be answered."""
    ids = ["b1", *(f"w{number}" for number in range(1, hops)), "m1"]
    visits = [got(id_, 10, "visit", answers=[up]) for up, id_ in itertools.pairwise(ids[:-1])]
    facts = [sent("b1", 5, "booking", fields=FOR), *visits, sent("m1", 20, answers=ids[-2:-1])]
    assert told(asked(pair("reply", more=", for-each: booking"), facts)) == [[f"reply anna/bea > {answers}"]]


def test_opening_one_item_of_a_for_each_takes_what_it_asks_for():
    """A booking that has to be made is a booking that has to be accepted by everyone."""
    requires = pair("visit", "booking") + pair("booked", "offer", name="each", more=", for-each: booking")
    ways = [f"visit {ANY}", "booking rita/max for-day=2026-03-01", f"booked {ANY} > 2", "offer rita/max > 2"]
    (way,) = told(asked(requires, []))
    assert len(way) == 4
    assert {each.partition(" >")[0] for each in way} == {each.partition(" >")[0] for each in ways}


def test_a_no_of_the_same_day_stays_the_newest_word():
    """A no whose hour nobody knows cannot be outdone on its day; the day after it can."""
    facts = [*OFFER, *word("v1", "refuses", date(60))]
    assert codes(asked(pair("verdict"), facts, at=day(60, 20))) == [("no-stays-newest", "it.customer")]
    assert told(asked(pair("verdict"), facts, at=61)) == [["verdict anna/bea > m1"]]


WHY = {
    "no source": (pair("paper"), {}, [("no-source-for", "it.customer")]),
    "no such roles": (
        pair("{what: visit, at-least: 3, from-different: role}"), {}, [("too-few-different", "it.customer")],
    ),
    "no such sources": (
        pair("{what: visit, at-least: 4, from-different: source}"), {}, [("too-few-different", "it.customer")],
    ),
    "both parts of all": (pair("{all: [paper, visit]}"), {}, [("no-source-for", "it.customer")]),
    "too few parts of any": (
        pair("{any: [paper, visit], at-least: 2}"), {}, [("no-source-for", "it.customer")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("requires", "more", "why"), WHY.values(), ids=WHY)
def test_where_nothing_can_open_the_gate_it_says_why(requires, more, why):
    """No way, and for each side that can never be met its own reason."""
    found = asked(requires, **more)
    assert (found.ways, found.beyond, found.cut) == ((), False, False)
    assert codes(found) == why
    assert all(each.text() for each in found.reasons)


def test_a_source_that_carries_the_channel_makes_it_possible():
    """With documents connected the paper is merely missing."""
    sources = {"imap": "mail", "box": "document"}
    assert told(asked(pair("paper"), sources=sources)) == [[f"paper {ANY}"]]


def test_what_opens_something_that_cannot_be_met_is_no_way():
    """Every booking would have to be answered by another: there is no end to it, and that is said."""
    found = asked(pair("visit", "booking") + pair("paper", "offer", name="each", more=", for-each: booking"), [])
    assert (found.ways, codes(found)) == ((), [("no-source-for", "each.customer")])


def test_a_gate_off_the_path_is_not_opened_by_evidence():
    """A `when` that is false or unknown is the reason, whatever is missing besides."""
    fields = "fields: {size: {type: number}}\n"
    framework = gate_of(pair("reply"), extra=f"    when: {{size: {{at-least: 5}}}}\n{AFTER}{fields}")
    assert codes(asked(framework)) == [("field-unknown", "go")]
    assert codes(asked(framework, fields={"size": 2})) == [("not-on-path", "go")]
    assert told(asked(framework, fields={"size": 7})) == [["reply anna/bea > m1"]]


def test_somebody_new_stands_in_only_where_too_few_are_known():
    """Nobody with the role takes part: somebody new does it; of three people two are known: one is new."""
    assert told(asked(pair("reply"), people=PEOPLE[2:])) == [["reply new > m1"]]
    few = asked(pair("{what: visit, at-least: 3, from-different: person}"), people=[*PEOPLE[:2], *PEOPLE[3:]])
    assert told(few) == [["visit anna/bea not 2", "visit anna/bea not 1", "visit new"]]
    thing = few.ways[0].things[-1]
    assert (thing.who, thing.newcomer, thing.side) == ((), True, "customer")


def test_somebody_new_has_one_of_the_accepted_roles():
    """The roles that would do are named, and the evidence brings the person along."""
    (way,) = asked(pair("reply"), people=PEOPLE[2:]).ways
    assert way.things[0].roles == ("buyer", "key")
    assert [type(each).__name__ for each in way.evidence] == ["Person", "Evidence"]


def test_people_who_are_alike_are_told_as_one_way():
    """Two with the one role and one with the other: either of the two, and the third."""
    people = [*PEOPLE, Person(id="dora", side="customer", roles=["key"])]
    assert told(asked(pair("{what: visit, at-least: 2, from-different: role}"), people=people)) == [
        ["visit anna/dora", "visit bea"]
    ]


def test_where_any_two_of_three_will_do_it_is_one_way():
    """One of them has both roles: whoever does it, the other thing is for somebody else."""
    ann, eve = (
        Person(id=id_, side="customer", roles=roles) for id_, roles in [("ann", "key"), ("eve", ["key", "buyer"])]
    )
    found = asked(pair("{what: visit, at-least: 2, from-different: role}"), people=[*PEOPLE[1:], ann, eve])
    assert told(found) == [["visit bea/ann/eve not 2", "visit bea/ann/eve not 1"]]


def test_a_person_who_has_left_or_not_come_yet_does_nothing():
    """Only people who take part at the moment asked could do it."""
    gone = PEOPLE[0].model_copy(update={"left": date(30)})
    late = PEOPLE[1].model_copy(update={"since": date(70)})
    assert told(asked(pair("visit"), people=[gone, late, *PEOPLE[2:]])) == [["visit carl"]]


def test_a_reading_needs_words_that_quote_the_item():
    """The reading of an item with a text quotes it, so that it holds."""
    facts = [*OFFER, got("v1", 2, "verdict", text="we agree\nto all of it")]
    found = asked(pair("verdict"), facts)
    assert told(found)[0] == ["read v1"]
    assert found.ways[0].evidence[0].quote == "we agree\nto all of it"
    assert found.ways[0].things[0].outcomes == ("agrees", "amends")


def test_a_read_no_is_not_read_again():
    """Another reading of an item that was read as a no would not turn it."""
    facts = [*OFFER, got("v1", 2, "verdict"), read("v1", "refuses")]
    assert told(asked(pair("verdict"), facts)) == [["verdict anna/bea > m1"]]


def test_more_than_at_most_is_beyond_and_not_impossible():
    """A gate that takes three things is beyond two."""
    requires = pair("{what: visit, at-least: 3}")
    assert (asked(requires, at_most=2).ways, asked(requires, at_most=2).beyond) == ((), True)
    assert (asked(requires, at_most=3).size, asked(requires, at_most=3).beyond) == (3, False)


def test_more_ways_than_wanted_are_cut():
    """Three ways, two wanted: two are told, always the same, and that there are more."""
    requires = pair("{any: [reply, visit, note], at-least: 2}")
    every, some = asked(requires), asked(requires, ways=2)
    assert (len(every.ways), every.cut) == (3, False)
    assert (some.ways, some.cut) == (every.ways[:2], True)


def test_what_could_be_answered_just_as_well_is_named():
    """Of several mails the newest is answered; the others would do."""
    (way,) = asked(pair("reply"), [sent("m1", 3), sent("m2", 5), sent("m3", 4)]).ways
    assert (way.things[0].answers, set(way.things[0].instead)) == (("m2",), {"m1", "m3"})


def test_an_id_in_two_mailboxes_is_answered_in_the_right_one():
    """A bare id means the item of the own source; the answer comes from there."""
    facts = [sent("m1", 3, source="imap"), sent("m1", 3, "booking", source="cal", fields={"for-day": "2026-02-01"})]
    (way,) = asked(pair("reply"), facts).ways
    assert way.evidence[0].source == "imap"


def test_a_thing_says_what_it_serves_and_how_it_has_to_come():
    """Grade, conditions, channels and the requirements it helps are part of it."""
    one = asked(pair("{what: note, grade: authentic}") + pair("note", name="two")).ways[0].things[0]
    assert (one.grade, one.channels, one.serves) == ("authentic", ("mail",), ("it.customer", "two.customer"))
    two = asked(pair("{what: visit, with: {seats: {at-least: 2}}}")).ways[0].things[0]
    assert two.conditions == ("seats is at least 2",)


def test_what_only_others_may_tell_is_told_by_them():
    """Where only the seller's side may tell, somebody of it does."""
    types = "\n  offer: {side: seller}\n  told: {side: customer, told-by: [boss]}\n"
    (thing,) = asked(told_only(types)).ways[0].things
    assert (thing.who, thing.told_by) == (("anna", "bea", "carl"), ("max",))


def told_only(types):
    """A framework of two types whose gate wants the second."""
    ends = "\n  end: {from: second, to: won, requires: {last: {say: Last., seller: offer, customer: told}}}\n"
    text = journey_text(GATES + pair("told") + ends, types).replace(", third: {phase: late}", "")
    return framework_of(HEAD.format(zone="UTC"), text)
