"""Every near miss by name: why an item almost counts."""

from __future__ import annotations

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

PLAIN = gate_of(pair("reply"))
WORDS = gate_of(pair("verdict"))
OFFER = sent("m1", 5)
LEFT = (*PEOPLE, Person(id="gone", side="customer", roles=["key"], left=day(20)))


def booking(id="b1", **fields):
    """A booking with these fields."""
    return sent(id, 5, "booking", fields=fields)


PLANNED = gate_of(pair("booked", "{what: booking, with: {for-day: {at-least: 7 days}}}"))
SEATS = gate_of(pair("{what: visit, with: {seats: {at-least: 2}}}"))
CASES = {
    "wrong-role": (PLAIN, [OFFER, got("x", 6, by="carl")], {}),
    "wrong-side": (PLAIN, [OFFER, got("x", 6, by="rita")], {}),
    "wrong-teller": (PLAIN, [OFFER, got("x", 6, told_by="rita")], {}),
    "machine-sent": (PLAIN, [OFFER, got("x", 6, machine_sent=True)], {}),
    "not-linked": (PLAIN, [OFFER, got("x", 6, answers=())], {}),
    "before-what-it-answers": (PLAIN, [OFFER, got("x", 4)], {}),
    "answers-older-version": (PLAIN, [OFFER, sent("m2", 7, replaces="m1"), got("x", 6)], {}),
    "expired": (gate_of(pair("{what: reply, no-older-than: 9 days}")), [OFFER, got("x", 6)], {}),
    "too-late": (gate_of(pair("{what: reply, within: 9 days}")), [OFFER, got("x", 15)], {}),
    "wrong-channel": (gate_of(pair("note")), [OFFER, got("x", 6, "note", answers=(), source="cal")], {}),
    "grade-too-low": (PLAIN, [OFFER, got("x", 6, grade="asserted")], {}),
    "outcome-unread": (WORDS, [OFFER, got("x", 6, "verdict")], {}),
    "outcome-against": (WORDS, [OFFER, *word("x", "refuses", 6)], {}),
    "field-unknown": (SEATS, [OFFER, got("x", 6, "visit", answers=())], {}),
    "field-not-accepted": (SEATS, [OFFER, got("x", 6, "visit", answers=(), fields={"seats": 1})], {}),
    "revoked": (PLAIN, [OFFER, got("x", 6), Revocation(id="k", revokes="x", by="anna", at=day(7))], {}),
    "conflicting-copies": (PLAIN, [OFFER, got("x", 6), got("x", 6, text="other")], {}),
    "uninvited": (PLAIN, [OFFER, got("x", 6, by="stranger")], {}),
    "left": (PLAIN, [OFFER, got("x", 6, by="gone")], {"people": LEFT}),
}


@pytest.mark.parametrize("code", CASES)
def test_the_near_miss_is_named(code):
    """The item does not count, and the reason given for it is this one."""
    framework, facts, more = CASES[code]
    assert misses(framework, facts, **more) == {"x": code}
    assert not ask(framework, facts, **more).passes


@pytest.mark.parametrize("code", CASES)
def test_the_reason_of_a_near_miss_names_the_item_and_its_place(code):
    """Among the decision's reasons stands the code with the item and `requirement.side`."""
    framework, facts, more = CASES[code]
    reasons = ask(framework, facts, **more).reasons
    assert [each.place for each in reasons if each.code == code and each.params.get("item") == "x"] == ["it.customer"]


PARAMS = {
    "wrong-role": {"roles": ["buyer", "key"]},
    "wrong-side": {"side": "customer"},
    "wrong-teller": {"told": "rita"},
    "not-linked": {"answers": "offer"},
    "before-what-it-answers": {"answers": "offer"},
    "expired": {"days": 9, "age": 54},
    "too-late": {"days": 9},
    "wrong-channel": {"channels": ["mail"]},
    "grade-too-low": {"grade": "asserted", "needs": "observed"},
    "outcome-against": {"outcome": "refuses"},
    "field-unknown": {"fields": ["seats"]},
    "field-not-accepted": {"asked": "seats is at least 2", "found": "seats 1"},
}


@pytest.mark.parametrize("code", CASES)
def test_a_near_miss_carries_what_its_sentence_needs(code):
    """Who did what, and beside that what this code speaks of."""
    framework, facts, more = CASES[code]
    (miss,) = side(ask(framework, facts, **more)).near_misses
    what = next(each.what for each in facts if getattr(each, "id", "") == "x")
    titles = {"reply": "Their reply"}
    people = {"anna": "Anna"}
    known = {"who": people.get(miss.by, miss.by), "title": titles.get(what, what), "what": what}
    assert dict(miss.params) == {**known, **PARAMS.get(code, {})}


def test_the_title_of_a_near_miss_is_in_the_language_of_the_decision():
    """As everything else that is read in it."""
    types = TYPES.replace("title: Their reply", "title: {en: Their reply, de: Ihre Antwort}")
    framework = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + pair("reply") + AFTER, types))
    decision = ask(framework, [OFFER, got("x", 6, by="carl")])
    titles = [side(each).near_misses[0].params["title"] for each in (decision, decision.in_language("de"))]
    assert titles == ["Their reply", "Ihre Antwort"]


def test_near_misses_of_several_types_are_all_told():
    """Each item is measured at what is asked of its own type, in whatever order the types are named."""
    facts = [OFFER, got("x", 6, by="carl"), got("y", 7, "visit", answers=(), grade="asserted")]
    for kinds in ("[reply, visit]", "[visit, reply]"):
        assert misses(gate_of(pair(f"{{any: {kinds}}}")), facts) == {"x": "wrong-role", "y": "grade-too-low"}


def test_all_fields_of_a_condition_are_told():
    """As they were found, in the order of their names."""
    types = TYPES + "  call: {side: customer, fields: {b: {type: number}, a: {type: number}}}\n"
    clause = "{what: call, with: {all: [{b: 1}, {a: 2}]}}"
    framework = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + pair(clause) + AFTER, types))
    (miss,) = side(ask(framework, [got("x", 6, "call", answers=(), fields={"a": 3, "b": 4})])).near_misses
    assert (miss.params["asked"], miss.params["found"]) == ("b is 1 and a is 2", "a 3, b 4")


def test_a_link_that_only_the_clause_asks_for_may_be_out_of_date_too():
    """The type answers nothing by itself; under this clause its answer to a replaced offer is outdated."""
    framework = gate_of(pair("{what: visit, answers: offer}", "booking"))
    facts = [OFFER, got("x", 6, "visit")]
    assert status(framework, facts) == "met"
    assert misses(framework, [*facts, sent("m2", 7, replaces="m1")]) == {"x": "answers-older-version"}


def test_an_item_that_lacks_a_field_is_incomplete():
    """A required field that is absent, or cannot be read as its type, makes the item count for nothing."""
    framework = gate_of(pair("booked", "booking"))
    for fields in ({}, {"for-day": "soon"}):
        assert misses(framework, [booking(**fields)], "seller") == {"b1": "incomplete"}
        assert side(ask(framework, [booking(**fields)]), "seller").near_misses[0].params["fields"] == ["for-day"]


def test_a_seller_who_left_voids_nothing():
    """Only items of the proving side stop counting when their actor leaves."""
    people = tuple(each if each.id != "rita" else each.model_copy(update={"left": day(20)}) for each in PEOPLE)
    assert status(PLAIN, [OFFER, got("x", 6)], "seller", people=people) == "met"
    assert status(PLAIN, [OFFER, got("x", 6, by="gone")], people=LEFT, at=19) == "met"


def test_a_short_quorum_says_how_many_there_are():
    """Two of three: the quorum is short, and the items that count are no near misses."""
    framework = gate_of(pair("{what: reply, at-least: 3}"))
    (miss,) = side(ask(framework, [OFFER, got("x", 6), got("y", 7)])).near_misses
    assert (miss.code, miss.item) == ("quorum-short", "")
    assert miss.params == {"have": 2, "need": 3, "apart": "item", "missing": []}
    framework = gate_of(pair("{what: visit, at-least: 2, from-different: day}"))
    (miss,) = side(ask(framework, [got("x", 6, "visit", answers=())])).near_misses
    assert miss.params == {"have": 1, "need": 2, "apart": "day", "missing": []}
    framework = gate_of(pair("{what: visit, by: everyone}"))
    (miss,) = side(ask(framework, [got("x", 6, "visit", answers=())])).near_misses
    assert miss.params == {"have": 1, "need": "everyone", "missing": ["bea", "carl"]}


def test_a_quorum_that_is_reached_is_not_called_short():
    """Beside an open part of `all`, a full quorum of different people is no near miss."""
    framework = gate_of(pair("{all: [{what: reply, at-least: 2, from-different: person}, note]}"))
    assert misses(framework, [OFFER, got("x", 6), got("y", 6, by="bea")]) == {}


def test_everyone_may_have_answered_different_items():
    """Only under a `for-each` it has to be one and the same; beside an open part nothing is short."""
    framework = gate_of(pair("{all: [{what: reply, by: everyone}, note]}"))
    facts = [OFFER, sent("m2", 5), got("x", 6), got("y", 6, by="bea", answers=["m2"])]
    people = [each for each in PEOPLE if each.id != "carl"]
    assert misses(framework, facts, people=people) == {}


def test_the_most_basic_reason_comes_first_and_the_others_follow():
    """One item may miss in several ways; all are told, sender before grade."""
    (miss,) = side(ask(PLAIN, [OFFER, got("x", 6, by="carl", grade="asserted")])).near_misses
    assert (miss.code, miss.also, miss.by) == ("wrong-role", ("grade-too-low",), "carl")


def test_near_misses_stand_in_the_order_of_time():
    """The earlier item is told first, whatever its id and place among the facts."""
    facts = [OFFER, got("a", 9, by="carl"), got("z", 7, by="carl"), got("m", 8, by="rita")]
    assert list(misses(PLAIN, facts)) == ["z", "m", "a"]


def test_a_side_that_is_met_has_no_near_misses():
    """What does not count is no news once enough does."""
    assert misses(PLAIN, [OFFER, got("x", 6), got("y", 6, by="carl")]) == {}


def test_an_answer_to_something_else_is_not_linked():
    """A reply to an offer that does not count on the other side joins nothing."""
    told = sent("m1", 5, told_by="max")
    assert misses(PLAIN, [told, got("x", 6)]) == {"x": "not-linked"}


def test_a_condition_names_what_was_asked_and_found():
    """For a booking too early the near miss says what the day was and what it should have been."""
    decision = ask(PLANNED, [booking(**{"for-day": date(8).isoformat()})])
    (miss,) = side(decision, "seller").near_misses
    assert (miss.code, miss.params["asked"], miss.params["found"]) == (
        "field-not-accepted",
        "for-day is at least 7 days later",
        "for-day 2026-01-08",
    )


CALLED = framework_of(
    HEAD.format(zone="UTC"),
    journey_text(
        GATES
        + pair("booked", "{what: ordered, with: {any: [{seats: {at-least: 2}}, {until: {known: true}}]}}")
        + AFTER,
        TYPES
        + """\
  ordered:
    side: seller
    fields:
      seats: {type: number, called: {en: the number of seats, de: die Zahl der Plätze}}
      until: {type: date, optional: true, called: the last day}
""",
    ),
)


def test_what_was_found_is_said_by_the_short_names_of_the_fields():
    """Also where nothing stands in one of them; in another language as far as its author speaks it."""
    decision = ask(CALLED, [sent("x", 5, "ordered", fields={"seats": 1})])
    (miss,) = side(decision, "seller").near_misses
    assert miss.params["asked"] == "the number of seats is at least 2 or the last day is known"
    assert miss.params["found"] == "1 as the number of seats, nothing as the last day"
    (miss,) = side(decision.in_language("de"), "seller").near_misses
    assert miss.params["found"] == "1 (die Zahl der Plätze), nichts (the last day)"


def test_an_older_yes_of_the_same_person_is_not_called_a_no():
    """Of two agreeing words on one offer the last counts; the first is no `outcome-against`."""
    framework = gate_of(pair("{what: verdict, at-least: 2}"))
    facts = [OFFER, *word("x", "agrees", 6), *word("y", "agrees", 7)]
    assert misses(framework, facts) == {"": "quorum-short"}


def test_readings_are_told_with_the_item_that_opposes():
    """The near miss of a no carries the outcome as it was read."""
    (miss,) = side(ask(WORDS, [OFFER, got("x", 6, "verdict"), read("x", "refuses", 7)])).near_misses
    assert miss.params["outcome"] == "refuses"


def test_what_comes_from_an_unlisted_source_has_no_right_teller():
    """An item of a source the deal does not name, without a teller, is told by nobody it knows."""
    assert misses(PLAIN, [OFFER, got("x", 6, source="elsewhere")]) == {"x": "wrong-teller"}
    for source, told in (("elsewhere", "elsewhere"), (None, "nobody")):
        (miss,) = side(ask(PLAIN, [OFFER, got("x", 6, source=source)])).near_misses
        assert (miss.code, miss.params["told"]) == ("wrong-teller", told)
    assert status(PLAIN, [OFFER, got("x", 6, source="elsewhere", told_by="anna")]) == "met"
    assert status(PLAIN, [OFFER, got("x", 6, source=None, told_by="anna")], sources=SOURCES) == "met"
