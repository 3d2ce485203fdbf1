"""How much is thought of and tried: few steps, few worlds, and what trying every set finds."""

from __future__ import annotations

import math

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
    word,
)  # fmt: skip
from missing.told import OFFER, exhaustive, searched, universe_of

from gatecoach.facts import Person, Waiver
from gatecoach.framework import Framework
from gatecoach.missing import search as module
from gatecoach.missing.search import Need, Search


def booking(number, **more):
    """A booking of ours for that day of February."""
    return sent(f"b{number}", 5, "booking", fields={"for-day": f"2026-02-{number:02}"}, **more)


def visit(number, at=20, by="anna", **more):
    """A visit of theirs, for itself."""
    return got(f"w{number}", at, "visit", by, **{"answers": (), **more})


def each(customer, seller="offer", *, what="booking", name="it"):
    """A requirement for every item of a type."""
    return pair(customer, seller, name, f", for-each: {what}")


def numbered(clause, apart):
    """Two visits, or what stands in the clause, that have to differ."""
    return pair(f"{{what: visit, at-least: {clause}, from-different: {apart}}}")


WAIVED = Waiver(id="x1", requirement="go.it", by="max", at=day(50), until=date(70), reason="by phone")
SIDE_BY_SIDE = [booking(1), booking(2), sent("o1", 6, answers=["b1"]), sent("o2", 6, answers=["b2"])]
UNREAD = got("v1", 2, "verdict")
RECENT = [sent("b1", 58, "booking", fields={"for-day": "2026-02-01"}), booking(2), sent("o1", 59, answers=["b1", "b2"])]
NOTED = [got("n1", 8, "note", answers=["m1"])]
TWO = [booking(1), booking(2), sent("o1", 6, answers=["b1", "b2"])]
ONE = [booking(1), sent("o1", 6, answers=["b1"])]
BOOKED = ((1, "anna", "b1"), (2, "bea", "b1"), (3, "carl", "b2"))
UNDER = [*OFFER, booking(1, answers=["m1"]), booking(2, answers=["m1"])]
LATER = "{what: booking, with: {for-day: {at-least: 3 days}}}"
PICK = "{any: [visit, {all: [note, reply]}]}"
MAY = f"    waivers: {{by: [boss], for-at-most: 60 days}}\n{AFTER}"

SPLIT = [*UNDER, *(got(f"k{n}", 7, "booked", by, answers=[to]) for n, by, to in BOOKED)]
LAST = "{all: [visit, verdict]}"
DORA = Person(id="dora", side="customer", roles=["key"])
PLANS = f"{TYPES}  plan: {{side: seller, seen-in: [document]}}\n  planned: {{side: customer, answers: plan}}\n"
IN_TIME = each("{what: planned, within: 5 days}", "booking", what="offer")
IN_TIME_ONLY = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + IN_TIME + AFTER, PLANS))
HARD = "      hard: {say: It., for-each: visit, seller: offer}\n"
VISITED = [visit(1, 5), sent("m1", 6, answers=["w1"])]
BIG = pair("{what: visit, with: {seats: {at-least: 5}}}", name="two")
CHOICE = "{{any: [visit, note, reply, verdict], at-least: {}}}"
CASES = {
    "one": (pair("reply"), OFFER, {}, (3, 2, 1, 1, 1, 2)),
    "both sides": (pair("reply"), [], {}, (2, 2, 2, 1, 2, 1)),
    "a step that serves two": (pair(PICK) + pair(PICK, name="two"), OFFER, {}, (5, 3, 1, 1, 2, 5)),
    "two kinds of one type": (pair("{what: visit, with: {seats: {at-most: 2}}}") + BIG, OFFER, {}, (3, 3, 2, 1, 2, 2)),
    "one visit for two conditions": (
        pair("visit") + pair("{what: visit, with: {seats: {at-least: 3}}}", name="two"), OFFER, {}, (2, 2, 1, 1, 1, 1),
    ),
    "each of two": (each("booked"), TWO, {}, (8, 3, 2, 1, 2, 2)),
    "each of two, asked twice": (each("booked") + each("booked", name="two"), TWO, {}, (8, 3, 2, 1, 2, 2)),
    "each of two, one there": (each("booked"), [*TWO, got("k1", 7, "booked", answers=["b1"])], {}, (8, 2, 1, 1, 1, 1)),
    "each of two, one for both": (
        each("booked"), [*TWO, got("k1", 7, "visit", answers=["b1", "b2"])], {}, (8, 3, 2, 1, 2, 2),
    ),
    "each of three": (
        each("booked"),
        [booking(1), booking(2), booking(3), sent("o1", 6, answers=["b1", "b2", "b3"])], {}, (10, 4, 3, 1, 3, 3),
    ),
    "each of two, two things": (each("{all: [booked, note]}"), TWO, {}, (12, 5, 4, 1, 7, 4)),
    "each and beside it": (each("booked") + pair("booked", name="two"), TWO, {}, (8, 3, 2, 1, 2, 2)),
    "each of one, two of three": (each("{any: [booked, note, visit], at-least: 2}"), ONE, {}, (12, 7, 2, 3, 4, 9)),
    "each, both sides": (each("booked"), [booking(1), booking(2)], {}, (8, 5, 4, 1, 10, 4)),
    "each, nothing there": (each("booked"), [], {}, (4, 4, 3, 1, 4, 3)),
    "each, by everyone": (
        each("{what: booked, by: everyone}"), [*ONE, got("k1", 7, "booked", answers=["b1"])], {}, (10, 7, 2, 1, 6, 11),
    ),
    "everyone to one and the same": (
        each("{what: booked, by: everyone}", "booking", what="offer"),
        UNDER, {"people": PEOPLE[1:]}, (18, 15, 2, 2, 14, 88),
    ),
    "everyone, one is there": (
        each("{what: booked, by: everyone}", "booking", what="offer"),
        [*UNDER, got("k1", 7, "booked", answers=["b1"])], {}, (25, 28, 2, 1, 27, 284),
    ),
    "three of four": (pair(CHOICE.format(3)), OFFER, {}, (7, 24, 3, 4, 20, 68)),
    "two of four, one there": (pair(CHOICE.format(2)), [*OFFER, visit(1)], {}, (7, 4, 1, 3, 1, 5)),
    "two of three, some of several": (
        pair("{any: [{what: visit, at-least: 2}, {what: note, at-least: 2}, reply], at-least: 2}"),
        OFFER, {}, (7, 17, 3, 2, 18, 56),
    ),
    "all of any": (pair("{all: [{any: [visit, note]}, {any: [reply, verdict]}]}"), OFFER, {}, (7, 7, 2, 4, 4, 10)),
    "any of all": (pair("{any: [{all: [visit, note]}, {all: [reply, verdict]}]}"), OFFER, {}, (7, 7, 2, 2, 6, 15)),
    "any, one that cannot be": (pair("{any: [paper, {all: [visit, note]}]}"), OFFER, {}, (3, 3, 2, 1, 3, 2)),
    "three days": (numbered(3, "day"), OFFER, {}, (4, 8, 3, 1, 12, 12)),
    "three days, two on one": (numbered(3, "day"), [*OFFER, visit(1), visit(2)], {}, (3, 4, 2, 1, 4, 4)),
    "three people, two by one": (numbered(3, "person"), [*OFFER, visit(1), visit(2, 21)], {}, (4, 7, 2, 1, 8, 11)),
    "two people and two days": (
        numbered(2, "day") + pair("{what: visit, at-least: 2, from-different: person}", name="two"),
        OFFER, {}, (5, 11, 2, 2, 10, 24),
    ),
    "two roles": (numbered(2, "role"), OFFER, {}, (4, 7, 2, 1, 8, 11)),
    "two roles, one there": (numbered(2, "role"), [*OFFER, visit(1)], {}, (4, 4, 1, 1, 3, 7)),
    "two sources": (numbered(2, "source"), OFFER, {}, (4, 7, 2, 3, 5, 9)),
    "two sources, one there": (numbered(2, "source"), [*OFFER, visit(1)], {}, (4, 4, 1, 2, 2, 5)),
    "two values": (numbered(2, "seats"), OFFER, {}, (4, 7, 2, 1, 8, 11)),
    "two values, one there": (numbered(2, "seats"), [*OFFER, visit(1, fields={"seats": 1})], {}, (3, 3, 1, 1, 2, 3)),
    "two values and a condition": (
        numbered(2, "seats") + BIG, [*OFFER, visit(1, fields={"seats": 1})], {}, (6, 3, 1, 2, 1, 2),
    ),
    "three": (pair("{what: visit, at-least: 3}"), OFFER, {}, (4, 4, 3, 1, 6, 6)),
    "three of a list": (
        pair("{what: [reply, verdict], at-least: 3}"), [*OFFER, got("r1", 20)], {}, (13, 8, 2, 3, 6, 56),
    ),
    "everyone": (pair("{what: reply, by: everyone}"), OFFER, {}, (5, 6, 2, 1, 6, 16)),
    "everyone, one there": (pair("{what: reply, by: everyone}"), [*OFFER, got("r1", 20)], {}, (5, 3, 1, 1, 2, 7)),
    "everyone, to either offer": (
        pair("{what: reply, by: everyone}"), [*OFFER, sent("m2", 3), got("r1", 20)], {}, (7, 5, 1, 2, 3, 16),
    ),
    "everyone's word": (pair("{what: verdict, by: everyone}"), OFFER, {}, (5, 6, 2, 1, 6, 16)),
    "everyone's word, one unread": (
        pair("{what: verdict, by: everyone}"), [*OFFER, got("v1", 4, "verdict")], {}, (6, 9, 2, 2, 8, 28),
    ),
    "two words, one unread": (
        pair("{what: verdict, at-least: 2}"), [*OFFER, got("v1", 4, "verdict")], {}, (10, 11, 2, 4, 8, 56),
    ),
    "everyone's word, one against": (
        pair("{what: verdict, by: everyone}"),
        [*OFFER, *word("v1", "refuses"), *word("v2", "agrees", 3, "bea")], {}, (5, 3, 1, 1, 2, 7),
    ),
    "a no": (pair("verdict"), [*OFFER, *word("v1", "refuses")], {}, (5, 3, 1, 2, 1, 4)),
    "a no, and more": (
        pair("{all: [verdict, visit]}") + pair("note", name="two"),
        [*OFFER, *word("v1", "refuses")], {}, (7, 8, 3, 2, 9, 9),
    ),
    "a no over a waiver": (
        gate_of(pair("{all: [verdict, visit]}") + pair("note", name="two"), extra=MAY),
        [*OFFER, *word("v1", "refuses"), WAIVED], {}, (7, 4, 2, 2, 2, 5),
    ),
    "a waiver, and nothing proven": (gate_of(pair("visit"), extra=MAY), [*OFFER, WAIVED], {}, (2, 2, 1, 1, 1, 1)),
    "a waiver, and something proven": (
        gate_of(pair("visit") + pair("note", name="two"), extra=MAY), [*OFFER, WAIVED], {}, (3, 2, 1, 1, 1, 1),
    ),
    "nothing open of a for-each": (gate_of(each("visit"), extra=MAY), OFFER, {}, (5, 4, 3, 1, 4, 3)),
    "a reading and its answer": (
        pair("verdict", "record"), [*OFFER, got("v1", 4, "verdict")], {}, (11, 11, 2, 3, 8, 44),
    ),
    "a reading for an answer that is there": (
        pair("verdict", "record"),
        [*OFFER, got("v1", 4, "verdict"), sent("c1", 5, "record", answers=["v1"])], {}, (11, 4, 1, 1, 3, 17),
    ),
    "two readings": (
        pair("{what: verdict, at-least: 2}", "{what: record, at-least: 2}"),
        [*OFFER, got("v1", 4, "verdict"), got("v2", 4, "verdict", "bea")], {}, (23, 137, 4, 14, 124, 1534),
    ),
    "two records, one there": (
        pair("{any: [verdict, visit]}", "{what: record, at-least: 2}"),
        [*OFFER, visit(1), got("v1", 4, "verdict"), sent("c1", 5, "record", answers=["v1"])], {}, (17, 5, 2, 1, 4, 41),
    ),
    "a fresh offer": (pair("{what: reply, within: 5 days}"), OFFER, {}, (2, 2, 2, 1, 1, 1)),
    "a visit after an offer": (pair("{what: visit, after: offer, within: 5 days}"), OFFER, {}, (2, 2, 2, 1, 1, 1)),
    "two days after an offer": (
        pair("{what: visit, at-least: 2, from-different: day, after: offer, within: 9 days}"),
        OFFER, {}, (5, 5, 3, 1, 5, 9),
    ),
    "two days of an answer": (pair("{what: reply, at-least: 2, from-different: day}"), [], {}, (5, 5, 3, 1, 6, 9)),
    "what opens a for-each is avoided": (
        pair("reply", "booking") + each("paper", what=LATER, name="two"), OFFER, {}, (6, 4, 2, 1, 4, 5),
    ),
    "nobody there": (pair("reply"), [], {"people": ()}, (2, 2, 2, 1, 2, 1)),
    "one of three there": (numbered(3, "person"), OFFER, {"people": [PEOPLE[0], PEOPLE[3]]}, (4, 8, 3, 1, 12, 12)),
    "nobody with a role": (numbered(2, "role"), OFFER, {"people": [PEOPLE[2], PEOPLE[3]]}, (4, 7, 2, 1, 8, 11)),
    "nobody at all for two roles": (numbered(2, "role"), OFFER, {"people": PEOPLE[3:]}, (3, 4, 2, 1, 4, 4)),
    "everyone with somebody new": (
        pair("{what: reply, by: buyer}") + pair("{what: visit, by: everyone}", name="two"),
        OFFER, {"people": [PEOPLE[0], PEOPLE[3]]}, (5, 6, 3, 1, 8, 8),
    ),
    "too many": (pair("{what: visit, at-least: 5}"), OFFER, {}, (6, 1, 0, 0, 5, 5)),
    "everyone, to two of them": (
        each("{what: booked, by: everyone}", "booking", what="offer"), SPLIT, {}, (25, 7, 1, 1, 6, 67),
    ),
    "a no behind something open": (pair(LAST), [*OFFER, *word("v1", "refuses")], {}, (6, 4, 2, 2, 3, 5)),
    "a no behind something open, over a waiver": (
        gate_of(pair(LAST), extra=MAY), [*OFFER, *word("v1", "refuses"), WAIVED], {}, (6, 8, 2, 2, 6, 13),
    ),
    "only a warning asks them": (pair("visit", more=", mode: warn") + HARD, VISITED, {}, (4, 1, 0, 0, 1, 0)),
    "everyone, to two of them, and more": (
        each("{all: [{what: booked, by: everyone}, note]}", "booking", what="offer"), [*SPLIT, *NOTED],
        {}, (28, 7, 1, 1, 6, 67),
    ),
    "everyone, to two of them, and beside it": (
        each("{what: booked, by: everyone}", "booking", what="offer") + pair("note", name="two"), SPLIT,
        {}, (26, 8, 2, 1, 8, 68),
    ),
    "each of one and beside it": (each("booked") + pair("booked", name="two"), ONE, {}, (6, 2, 1, 1, 1, 1)),
    "each of two, side by side": (each("booked"), SIDE_BY_SIDE, {}, (8, 3, 2, 1, 3, 2)),
    "a reading for an answer, under each": (
        each("verdict", "record", what="offer"), [*OFFER, UNREAD, sent("c1", 5, "record", answers=["v1"])],
        {}, (11, 4, 1, 1, 3, 11),
    ),
    "a reading where an answer comes too late": (
        each("{what: verdict, within: 5 days}", "booking", what="offer"), [*UNDER, UNREAD], {}, (7, 2, 1, 1, 1, 1),
    ),
    "in time for one of two": (each("{what: booked, within: 5 days}"), RECENT, {}, (7, 1, 0, 0, 9, 1)),
    "two days of words": (pair("{what: verdict, at-least: 2, from-different: day}"), OFFER, {}, (7, 14, 3, 3, 12, 40)),
    "a visit after an offer that is there": (pair("{what: visit, after: offer}"), OFFER, {}, (2, 2, 1, 1, 1, 1)),
    "one who may do both": (
        pair("visit") + pair("{what: visit, by: buyer}", name="two"), OFFER, {},
        (2, 2, 1, 1, 1, 1),
    ),
    "one whose word is both": (
        pair("verdict") + pair("{what: verdict, by: buyer}", name="two"), OFFER, {},
        (3, 2, 1, 1, 1, 2),
    ),
    "two words, one of today": (
        pair("{what: verdict, at-least: 2}"), [*OFFER, *word("v1", "agrees", 60)], {}, (9, 3, 1, 2, 1, 8),
    ),
    "two days of words, one of today": (
        pair("{what: verdict, at-least: 2, from-different: day}"), [*OFFER, *word("v1", "agrees", 60)],
        {}, (14, 5, 1, 2, 3, 34),
    ),
    "two days under each, one there": (
        each("{what: booked, at-least: 2, from-different: day}"),
        [*ONE, got("k1", 60, "booked", answers=["b1"])], {}, (13, 4, 1, 2, 2, 5),
    ),
    "two days, both there, and more": (
        numbered(2, "day") + pair("note", name="two"), [*OFFER, visit(1, 60), visit(2, 59)], {}, (3, 2, 1, 1, 1, 1),
    ),
    "two days, one there today": (numbered(2, "day"), [*OFFER, visit(1, 60)], {}, (3, 3, 1, 1, 2, 3)),
    "two values, one there without": (numbered(2, "seats"), [*OFFER, visit(1)], {}, (4, 7, 2, 1, 8, 11)),
    "two values, one there that counts for nothing": (
        numbered(2, "seats"), [*OFFER, visit(1, fields={"seats": 1}, grade="asserted")], {}, (4, 7, 2, 1, 8, 11),
    ),
    "a no, and two offers": (
        pair("verdict"), [*OFFER, sent("m2", 2), *word("v1", "refuses", 3)], {},
        (6, 4, 1, 3, 1, 5),
    ),
    "two roles, one of two alike there": (
        numbered(2, "role"), [*OFFER, visit(1)], {"people": [*PEOPLE, DORA]}, (5, 5, 1, 1, 4, 13),
    ),
    "two people, one of them with something that does not count here": (
        numbered(2, "person"), [*OFFER, got("r1")], {}, (3, 4, 2, 1, 4, 4),
    ),
    "a no, and two offers for more than one without a word": (
        pair("verdict"), [*OFFER, sent("m2", 2), *word("v1", "refuses", 3)], {"people": [*PEOPLE, DORA]},
        (6, 4, 1, 3, 1, 5),
    ),
    "three people of two roles, one there": (
        pair("{what: reply, at-least: 3, from-different: person}"), OFFER, {"people": [PEOPLE[0], PEOPLE[3]]},
        (7, 20, 3, 1, 30, 84),
    ),
    "nobody to read what is answered": (
        pair("verdict", "record"), [sent("m1"), got("v1", 5, "verdict")], {"people": (), "sources": {}},
        (5, 4, 2, 1, 4, 6),
    ),
    "never in time": (
        IN_TIME_ONLY, [*OFFER, booking(1, answers=["m1"]), sent("p1", 2, "plan", answers=["m1"])],
        {}, (4, 1, 0, 0, 9, 0),
    ),
    "nothing open, and a side alone": (HARD + each("visit"), VISITED, {}, (10, 4, 3, 1, 4, 3)),
    "never": (pair("paper"), OFFER, {}, (1, 1, 0, 0, 9, 0)),
    "never for each": (each("paper"), TWO, {}, (5, 1, 0, 0, 9, 0)),
    "never enough sources": (numbered(4, "source"), OFFER, {}, (4, 1, 0, 0, 9, 3)),
}  # fmt: skip


@pytest.mark.parametrize(("requires", "facts", "more", "figures"), CASES.values(), ids=CASES)
def test_what_is_tried(requires, facts, more, figures):
    """Steps; worlds judged; size and number of the sets; what is still needed at least and looked at in all worlds.

    No set of that size is left out. A bound that cuts less or a step that nothing needs makes the figures grow.
    """
    framework = requires if isinstance(requires, Framework) else gate_of(requires)
    universe = universe_of(deal(framework, facts, **{"people": PEOPLE, **more}), "go", 60)
    search, found, contents = searched(universe, 4)
    assert (len(universe.steps), search.tried, len(found[0]) if found else 0, len(found), *bounds(search)) == figures
    if found and math.comb(len(universe.steps), len(found[0])) <= 400:
        assert exhaustive(universe, len(found[0])) == contents


def bounds(search):
    """The bounds of all worlds that were judged, and the numbers of steps tried next in them, added up."""
    open_ = [chosen for chosen, (_, verdict) in [*search.worlds.items()] if not verdict.passes]
    return sum(min(search.least(each), 9) for each in search.worlds), sum(len(search.front(each)) for each in open_)


def need(*kinds):
    """One step of one of these types, under these items."""
    return Need(1, frozenset(kinds))


def test_needs_are_apart_where_no_step_serves_both():
    """Other types, or the same under another item; what may hang anywhere may hang under both."""
    one = need(("visit", "b1"))
    others = [("visit", "b2"), ("note", "b1"), ("note", ""), ("visit", "b1"), ("visit", "")]
    assert [one.apart(need(each)) for each in others] == [True, True, True, False, False]
    assert not one.apart(need(("note", ""), ("visit", "b1")))
    assert need(("visit", "")).apart(need(("note", "")))
    assert not need(("visit", "")).apart(need(("visit", "")))


def test_the_search_stops_where_it_may_try_no_more(monkeypatch):
    """Of three sets as many are found as worlds may be judged for."""
    found = []
    for tries in (1, 6, 7, 8, 9):
        monkeypatch.setattr(module, "TRIES", tries)
        search, sets, _ = searched(universe_of(deal(gate_of(pair(THREE)), OFFER), "go", 60), 4)
        found.append((len(sets), search.cut, search.beyond))
    assert found == [(0, True, False), (2, True, False), (2, True, False), (3, True, False), (3, False, False)]


def test_what_was_cut_is_not_said_to_take_more(monkeypatch):
    """One set would grow too large, but the next are not tried any more: whether it takes more is not known."""
    monkeypatch.setattr(module, "TRIES", 2)
    requires = pair("{any: [{what: reply, within: 5 days}, visit, note], at-least: 2}")
    search, sets, _ = searched(universe_of(deal(gate_of(requires), OFFER), "go", 60), 2)
    assert (sets, search.cut, search.beyond) == ([], True, False)


def test_more_sets_than_wanted_are_cut():
    """Three are all there are."""
    cuts = []
    for most in (1, 2, 3):
        search = Search(universe_of(deal(gate_of(pair(THREE)), OFFER), "go", 60))
        cuts.append((len(search.run(4, most)), search.cut))
    assert cuts == [(2, True), (3, True), (3, False)]


THREE = "{any: [reply, visit, note], at-least: 2}"
