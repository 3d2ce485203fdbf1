"""What a way says in full: every word of a thing, and the facts behind it to the microsecond."""

from __future__ import annotations

import datetime as dt

import pytest
from helpers import AFTER, GATES, HEAD, TYPES, day, deal, framework_of, gate_of, got, journey_text, pair, sent, word
from missing.told import OFFER, asked, codes, told

from gatecoach.facts import Claim, Evidence, Person, Statement
from gatecoach.missing import smallest

MICROSECOND = dt.timedelta(microseconds=1)
UNREAD = got("v1", 2, "verdict", text="we do")
FIELDS = f"{AFTER}fields: {{size: {{type: number}}}}\n"
NOTHING = {
    "roles": [], "newcomer": False, "item": "", "answers": [], "instead": [], "others": [], "told-by": [],
    "channels": [], "source": "", "fields": {}, "conditions": [], "outcomes": [], "grade": "asserted",
    "days-before": 0,
}  # fmt: skip
READ = {
    "number": 1, "what": "verdict", "title": "verdict", "side": "", "who": ["anna", "bea", "carl", "rita", "max"],
    "item": "v1", "outcomes": ["agrees", "amends"], "serves": ["it.customer"],
}  # fmt: skip
RECORD = {"number": 2, "what": "record", "title": "record", "side": "seller", "who": ["rita", "max"]}
VERDICT = {
    "number": 1, "what": "verdict", "title": "verdict", "side": "customer", "who": ["anna", "bea"],
    "roles": ["buyer", "key"], "answers": ["m1"], "outcomes": ["agrees", "amends"], "grade": "observed",
    "serves": ["it.customer"],
}  # fmt: skip


def facts_of(way):
    """The items and readings of a way."""
    return [each for each in way.evidence if not isinstance(each, Person)]


def test_everything_a_thing_says():
    """A reading and what answers it; or a new word and what answers that."""
    things = [
        [each.as_dict() for each in way.things] for way in asked(pair("verdict", "record"), [*OFFER, UNREAD]).ways
    ]
    serves = {"serves": ["it.seller"]}
    assert things == [
        [{**NOTHING, **READ}, {**NOTHING, **RECORD, **serves, "answers": ["v1"]}],
        [{**NOTHING, **VERDICT}, {**NOTHING, **RECORD, **serves, "answers": [1]}],
    ]


def test_every_fact_of_a_way():
    """What is answered happens just before what answers it, all of it up to the moment asked; readings at it."""
    first, second = (facts_of(way) for way in asked(pair("verdict", "record"), [*OFFER, UNREAD]).ways)
    at, grade = day(60), {"grade": "asserted"}
    record = {"what": "record", "by": "rita", "told_by": "rita", "at": at}
    quoted = Statement(id="new-1-read", about="v1", outcome="agrees", quote="we do", by="rita", at=at)
    assert first == [quoted, Evidence(id="new-2", answers=["v1"], **record, **grade)]
    said = {"what": "verdict", "by": "anna", "told_by": "anna", "answers": ["m1"], "grade": "observed"}
    assert second == [
        Evidence(id="new-1", at=at - MICROSECOND, **said),
        Statement(id="new-1-read", about="new-1", outcome="agrees", quote="…", by="rita", at=at),
        Evidence(id="new-2", answers=["new-1"], **record, **grade),
    ]


def test_an_item_without_a_text_is_quoted_with_dots():
    """There are no words to quote, so any will do."""
    (reading,) = facts_of(asked(pair("verdict"), [*OFFER, got("v1", 2, "verdict")]).ways[0])
    assert (reading.about, reading.quote) == ("v1", "…")


def test_an_earlier_day_is_its_noon():
    """In the framework's zone; there too what is answered comes first."""
    facts = facts_of(asked(pair("{what: reply, at-least: 2, from-different: day}"), []).ways[0])
    noon = dt.datetime(2026, 2, 28, 12, tzinfo=dt.UTC)
    assert [each.at for each in facts] == [noon - MICROSECOND, day(60), noon]


def test_the_first_day_of_the_calendar_is_a_day_before():
    """On the second day there is one to go back to, on the first there is none."""
    two = pair("{what: visit, at-least: 2, from-different: day}")
    assert asked(two, [], at=dt.date(1, 1, 2)).size == 3
    assert asked(two, [], at=dt.date(1, 1, 1)).ways == ()


def test_days_of_fields_count_from_the_day_in_the_frameworks_zone():
    """In the evening of UTC it is tomorrow in Auckland; a day earlier the field is a day earlier too."""
    soon = "{what: booking, with: {for-day: {at-least: 7 days}}, at-least: 2, from-different: day}"
    found = asked(gate_of(pair("visit", soon), zone="Pacific/Auckland"), [], at=day(60, 20))
    bookings = [each for each in found.ways[0].things if each.what == "booking"]
    assert [(each.days_before, each.fields) for each in bookings] == [
        (0, {"for-day": "2026-03-09"}), (1, {"for-day": "2026-03-08"}),
    ]  # fmt: skip


def test_ids_of_new_items_begin_alike_whatever_facts_are_there():
    """A claim has no id, and takes none."""
    claim = Claim(stage="first", by="rita", at=day(3))
    assert [each.id for each in facts_of(asked(pair("reply"), [*OFFER, claim]).ways[0])] == ["new-1"]
    taken = [sent("new-1"), sent("new--1", 2)]
    assert [each.id for each in facts_of(asked(pair("reply"), taken).ways[0])] == ["new---1"]


def test_only_what_stops_the_gate_is_asked():
    """A requirement that warns, or is not in force, neither raises the grade nor sets a condition."""
    high = "{what: visit, grade: authentic, with: {seats: {at-least: 5}}}"
    warns = asked(pair("visit") + pair(high, name="two", more=", mode: warn"))
    when = gate_of(pair("visit") + pair(high, name="two", more=", when: {size: {at-least: 5}}"), extra=FIELDS)
    off, on = (asked(when, fields={"size": size}) for size in (2, 5))
    things = [found.ways[0].things[0] for found in (warns, off, on)]
    assert [(each.grade, each.fields, each.serves) for each in things] == [
        ("observed", {}, ("it.customer",)), ("observed", {}, ("it.customer",)),
        ("authentic", {"seats": "5"}, ("it.customer", "two.customer")),
    ]  # fmt: skip


def test_a_condition_is_said_where_the_thing_serves_it():
    """Of two requirements with a condition each is met by its own visit where one cannot meet both."""
    small, big = "{what: visit, with: {seats: {at-most: 2}}}", "{what: visit, with: {seats: {at-least: 5}}}"
    things = asked(pair(small) + pair(big, name="two")).ways[0].things
    assert [(each.conditions, each.serves) for each in things] == [
        (("seats is at most 2",), ("it.customer",)), (("seats is at least 5",), ("two.customer",)),
    ]  # fmt: skip


def test_an_outcome_is_said_where_a_condition_asks_for_it():
    """Else every reading that agrees would do; a thing without readings has none."""
    amends = pair("{what: verdict, with: {outcome: amends}}")
    assert [way.things[0].outcomes for way in asked(amends, [*OFFER, UNREAD]).ways] == [("amends",)] * 2
    assert [way.things[0].outcomes for way in asked(pair("verdict")).ways] == [("agrees", "amends")]
    other = pair("verdict") + pair("{what: visit, with: {seats: {at-least: 2}}}", name="two")
    assert [each.outcomes for each in asked(other).ways[0].things] == [("agrees", "amends"), ()]


def test_a_read_item_says_no_channel_and_what_is_typed_has_no_other_teller():
    """How it comes is a question only of what has to come."""
    outcomes = "outcomes: {for: [well], against: [ill]}"
    types = f"\n  offer: {{side: seller}}\n  told: {{side: customer, seen-in: [mail, typed], {outcomes}}}\n"
    gates = (
        GATES
        + pair("told")
        + "\n  end: {from: second, to: won, requires: {l: {say: It., seller: offer, customer: told}}}\n"
    )
    text = journey_text(gates, types).replace(", third: {phase: late}", "")
    found = asked(framework_of(HEAD.format(zone="UTC"), text), [*OFFER, got("t1", 3, "told", answers=())])
    things = [way.things[0] for way in found.ways]
    assert [(each.item, each.channels, each.roles, each.side, each.grade, each.told_by) for each in things] == [
        ("t1", (), (), "", "asserted", ()), ("", ("mail", "typed"), (), "customer", "observed", ()),
    ]  # fmt: skip


def test_titles_are_the_authors():
    """Where there is one; else the id."""
    found = asked(pair("reply") + pair("visit", name="two"), [])
    assert [each.title for each in found.ways[0].things] == ["Our offer", "Their reply", "visit"]


def test_two_items_with_one_id_are_read_and_answered_by_where_they_are():
    """Of a typed and a fetched one a bare id means the typed one, where the answer is typed too."""
    twice = [got("v1", 2, "verdict", source=None, told_by="anna"), got("v1", 3, "verdict")]
    assert told(asked(pair("verdict"), [*OFFER, *twice]))[0] == ["read v1"]
    offers = [sent("m1", 3, source=None, told_by="rita"), sent("m1", 4)]
    (way,) = asked(pair("reply"), offers).ways
    assert (way.things[0].answers, way.evidence[0].source) == (("m1",), "imap")
    (typed,) = asked(pair("reply"), [*offers, sent("m1", 5, source="cal")], sources={"imap": "mail"}).ways
    assert typed.evidence[0].source == "imap"


def test_the_whole_answer_for_a_machine():
    """Each word under its own name."""
    subject = deal(gate_of(pair("paper")), OFFER)
    found = smallest(subject, "go", day(60)).as_dict()
    (reason,) = found.pop("reasons")
    assert reason["code"] == "no-source-for"
    plain = {"gate": "go", "passes": False, "size": 0, "ways": [], "at-most": 6, "cut": False, "beyond": False}
    assert found == plain
    open_ = smallest(deal(gate_of(pair("visit")), [*OFFER, got("w1", 5, "visit")]), "go", day(60), at_most=3)
    assert open_.as_dict() == {**plain, "passes": True, "at-most": 3, "reasons": []}


def test_six_things_and_twenty_ways_unless_more_are_wanted():
    """Seven are beyond; of twenty-one pairs of seven twenty are told, and that there are more."""
    sizes = [pair(f"{{what: visit, at-least: {n}}}") for n in (6, 7)]
    six, seven = (smallest(deal(gate_of(each), OFFER), "go", day(60)) for each in sizes)
    assert (six.size, six.beyond, seven.size, seven.beyond) == (6, False, 0, True)
    many = "\n  offer: {side: seller}" + "".join(f"\n  t{n}: {{side: customer}}" for n in range(7))
    gates = (
        GATES
        + pair(f"{{any: [{', '.join(f't{n}' for n in range(7))}], at-least: 2}}")
        + ("\n  end: {from: second, to: won, requires: {last: {say: Last., seller: offer, customer: t0}}}\n")
    )
    framework = framework_of(HEAD.format(zone="UTC"), journey_text(gates, many).replace(", third: {phase: late}", ""))
    found = smallest(deal(framework, OFFER), "go", day(60))
    assert (len(found.ways), found.cut) == (20, True)


def test_exactly_as_many_ways_as_wanted_are_not_cut():
    """There are three, and three are wanted."""
    found = asked(pair("{any: [reply, visit, note], at-least: 2}"), ways=3)
    assert (len(found.ways), found.cut) == (3, False)


@pytest.mark.parametrize(("fields", "code"), [({"size": 2}, "not-on-path"), ({}, "field-unknown")])
def test_off_the_path_nothing_is_searched(fields, code):
    """However little may be taken: it is not beyond that, it is no question of evidence; the reason says of what."""
    framework = gate_of(pair("visit"), extra=f"    when: {{size: {{at-least: 5}}}}\n{FIELDS}")
    found = asked(framework, fields=fields, at_most=0)
    assert (found.beyond, found.cut, codes(found)) == (False, False, [(code, "go")])
    assert found.reasons[0].params == ({"gate": "go"} if fields else {"gate": "go", "fields": ["size"]})


def test_a_word_that_was_read_differently_is_unread_no_more():
    """Neither a reading nor a silence: the item of a machine, one that was read, one of a type nobody reads."""
    facts = [*OFFER, *word("v1", "refuses"), got("v2", 3, "verdict", "carl", machine_sent=True), got("r1", 3)]
    assert all(thing.item == "" for way in asked(pair("verdict"), facts).ways for thing in way.things)


def test_only_an_item_that_opens_a_for_each_avoids_to():
    """A trip of three or less would want a note; a visit of three does not."""
    types = TYPES + "  trip: {side: customer, fields: {seats: {type: number}}}\n"
    each = "for-each: {what: trip, with: {seats: {at-most: 3}}}"
    requires = pair("{what: visit, with: {seats: {at-least: 3}}}") + pair("note", name="two", more=f", {each}")
    framework = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + requires + AFTER, types))
    assert told(asked(framework)) == [["visit anna/bea/carl seats=3"]]
