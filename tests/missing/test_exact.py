"""Exact means exact: random small deals, and every set of steps tried by hand."""

from __future__ import annotations

import itertools
import math

from helpers import GATES, HEAD, PEOPLE, TYPES, day, deal, framework_of, got, journey_text, sent, when
from hypothesis import given
from hypothesis import strategies as st
from missing.told import exhaustive, searched, universe_of

from gatecoach.facts import Evidence, Statement
from gatecoach.gate import judge
from gatecoach.missing import smallest, what_if

OWN = f"""{TYPES}
  plan: {{side: [customer, seller], fields: {{due: {{type: date}}}}}}
  plan-ok: {{side: [customer, seller], answers: plan}}
"""
CUSTOMER = [
    "reply", "verdict", "visit", "note", "paper", "booked", "plan", "{what: reply, by: buyer}",
    "{what: [reply, verdict], at-least: 2, from-different: person}", "{what: [visit, verdict], at-least: 2}",
    "{what: visit, at-least: 2, from-different: day}", "{what: visit, at-least: 2, from-different: role}",
    "{any: [reply, visit, {what: verdict, with: {outcome: amends}}], at-least: 2}", "{all: [visit, note]}",
    "{any: [verdict, {all: [visit, note]}]}", "{what: visit, by: everyone}",
    "{what: visit, after: offer, within: 5 days}", "{what: verdict, no-older-than: 10 days}",
    "{what: visit, with: {seats: {more-than: 3}}}", "{what: visit, with: {seats: {less-than: 2}}}",
]  # fmt: skip
SELLER = [
    "offer", "booking", "record", "{what: offer, by: boss}", "{what: offer, at-least: 2}", "{any: [offer, booking]}",
    "{what: offer, no-older-than: 20 days}", "{what: [offer, booking], at-least: 2, from-different: person}",
]  # fmt: skip
EACH = [("plan-ok", "plan-ok"), ("{what: plan-ok, by: everyone}", "plan-ok"), ("visit", "plan-ok")]
KINDS = [
    "offer",
    "offer",
    "booking",
    "record",
    "reply",
    "verdict",
    "verdict",
    "visit",
    "note",
    "booked",
    "plan",
    "plan-ok",
]
FIELDS = {"booking": {"for-day": "2026-02-03"}, "plan": {"due": "2026-02-03"}}
CROWDS = [PEOPLE, PEOPLE[:2] + PEOPLE[3:], (PEOPLE[0], PEOPLE[3]), PEOPLE[1:4]]
AT = day(60, 20)
ONCE = "say: It., seller: {}, customer: {}"


@st.composite
def gates(draw):
    """A gate of one to three requirements."""
    plain = st.tuples(st.sampled_from(SELLER), st.sampled_from(CUSTOMER)).map(lambda two: ONCE.format(*two))
    each = st.sampled_from(EACH).map(lambda two: ONCE.format(two[1], two[0]) + ", for-each: plan")
    asked = draw(st.lists(st.one_of(plain, plain, each), min_size=1, max_size=3))
    end = "\n  on: {from: second, to: won, requires: {last: {say: Last., seller: booking, customer: booked}}}\n"
    text = "".join(f"      r{number}: {{{one}}}\n" for number, one in enumerate(asked))
    whole = journey_text(GATES + text + end, OWN).replace(", third: {phase: late}", "")
    return framework_of(HEAD.format(zone="UTC"), whole)


@st.composite
def deals(draw):
    """A small deal of a random gate, with a few items that may hang together, some of them read."""
    framework, facts, ids = draw(gates()), [], []
    for number in range(draw(st.integers(0, 5))):
        what, id_ = draw(st.sampled_from(KINDS)), f"e{number}"
        seller = what in ("offer", "booking", "record")
        more = {
            "source": draw(st.sampled_from(["imap", "imap", "cal"])),
            "answers": [draw(st.sampled_from(ids))] if ids and draw(st.integers(0, 4)) else [],
            "grade": draw(st.sampled_from(["observed", "observed", "asserted"])),
            "fields": FIELDS.get(what, {}),
        }
        by = draw(st.sampled_from(["rita", "max"] if seller else ["anna", "bea", "carl"]))
        at = when(draw(st.sampled_from([5, 35, 50, 58, AT.date()])))
        facts.append(Evidence(id=id_, what=what, by=by, at=at, **more))
        ids.append(id_)
        if what == "verdict" and draw(st.booleans()):
            outcome = draw(st.sampled_from(["agrees", "amends", "refuses"]))
            facts.append(Statement(id=f"s{number}", about=id_, outcome=outcome, quote="…", by="rita", at=day(59)))
    return deal(framework, facts, people=draw(st.sampled_from(CROWDS)))


@given(deals())
def test_what_is_found_is_what_trying_every_set_finds(subject):
    """No smaller set of the same steps opens the gate, and all of the smallest size are found."""
    universe = universe_of(subject, "go", AT)
    if judge(universe.world([]), universe.ground.gate).passes:
        return
    search, found, contents = searched(universe, 4)
    assert all(search.least(part) <= len(whole) - len(part) for whole in found[:3] for part in parts(universe, whole))
    size = len(found[0]) if found else 3
    for number in range(1, size + 1):
        if math.comb(len(universe.steps), number) <= 600:
            assert exhaustive(universe, number) == (contents if found and number == size else set())


def parts(universe, whole):
    """Every part of a set that is whole by itself."""
    every = (frozenset(part) for size in range(len(whole) + 1) for part in itertools.combinations(sorted(whole), size))
    return [part for part in every if all(universe.steps[number].needs <= part for number in part)]


@given(deals())
def test_every_way_opens_the_gate_whoever_does_it(subject):
    """With the evidence of a way the gate passes; so it does when anybody else named does one thing of it."""
    found = smallest(subject, "go", AT, at_most=4)
    for way in found.ways:
        assert len(way.things) == found.size
        assert what_if(subject, "go", AT, way.evidence).passes
        free = [thing for thing in way.things if not thing.item and not thing.others]
        for thing, by in [(each, by) for each in free for by in each.who]:
            assert what_if(subject, "go", AT, instead(way, thing, by)).passes


def instead(way, thing, by):
    """The evidence of a way with one thing done by somebody else."""
    items = [each for each in way.evidence if isinstance(each, Evidence)]
    made = items[[each.number for each in way.things if not each.item].index(thing.number)]
    teller = by if made.told_by == made.by else made.told_by
    other = made.model_copy(update={"by": by, "told_by": teller})
    return [other if each is made else each for each in way.evidence]


@given(deals())
def test_nothing_that_happens_alone_is_overlooked(subject):
    """Whoever does whatever in answer to whatever: where more than one thing is missing, one is not enough."""
    found = smallest(subject, "go", AT, at_most=4)
    if found.passes or found.size == 1:
        return
    for one in alone(subject):
        assert not what_if(subject, "go", AT, one).passes


def alone(subject):
    """Everything that could happen, one by one, thought of without looking at the gate."""
    there = [(), *((each.id,) for each in subject.facts if isinstance(each, Evidence))]
    for what, kind in subject.course.types.items():
        for by in (each.id for each in subject.people if each.side in kind.side):
            for answers in there:
                common = {"what": what, "by": by, "at": AT, "answers": answers, "grade": "proven"}
                item = Evidence(id="x", source="imap", fields={**FIELDS.get(what, {}), **SEATS.get(what, {})}, **common)
                yield [
                    item,
                    *([Statement(id="y", about="x", outcome="amends", quote="…", by=by, at=AT)] * (what == "verdict")),
                ]


SEATS = {"visit": {"seats": 4}}


def test_these_deals_take_one_to_four_things():
    """The laws are no empty ones: such deals lack little, and some lack what cannot be had."""
    cases = [("reply", 1), ("{all: [visit, note]}", 2), ("{what: visit, by: everyone}", 3), ("paper", 0)]
    for customer, size in cases:
        end = "\n  on: {from: second, to: won, requires: {last: {say: Last., seller: booking, customer: booked}}}\n"
        text = journey_text(f"{GATES}      it: {{{ONCE.format('offer', customer)}}}\n{end}", OWN)
        framework = framework_of(HEAD.format(zone="UTC"), text.replace(", third: {phase: late}", ""))
        found = smallest(deal(framework, [sent("m1", 58), got("x1", 58, "booked")]), "go", AT)
        assert (found.size, bool(found.reasons)) == (size, size == 0)
