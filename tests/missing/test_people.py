"""Who could do what is missing: those who take part now, in the roles they hold now, and newcomers beside them."""

from __future__ import annotations

import pytest
from helpers import GATES, HEAD, PEOPLE, date, framework_of, got, journey_text, pair, sent
from missing.told import asked, told

from gatecoach.facts import Evidence, Person, Statement

ANNA, BEA, CARL, RITA, MAX = PEOPLE
UNTIL_40 = {"to": date(40)}
ENDS = "\n  end: {from: second, to: won, requires: {last: {say: Last., seller: offer, customer: told}}}\n"
OFFERED, ANSWERED = "\n  offer: {side: seller}\n", "  told: {side: customer, answers: talk}\n"
ROLES = pair("{what: visit, at-least: 2, from-different: role}")


def held(person, role, **days):
    """The person with that role on those days only."""
    return Person.from_dict({"id": person.id, "side": person.side, "roles": [{"role": role, **days}]})


def newcomers(found, way=0):
    """Who joins for a way: id, side and roles."""
    evidence = found.ways[way].evidence
    return [(each.id, each.side, [one.role for one in each.roles]) for each in evidence if isinstance(each, Person)]


def of_types(types, head=HEAD):
    """A framework with these types; its gate wants `told` of the customer and an offer."""
    text = journey_text(GATES + pair("told") + ENDS, types).replace(", third: {phase: late}", "")
    return framework_of(head.format(zone="UTC"), text)


def test_what_is_only_answered_is_done_by_those_who_may():
    """The offer that the reply answers is asked for by no requirement: sellers we know do it."""
    found = asked(pair("reply", "booking"), [])
    assert told(found) == [["offer rita/max", "reply anna/bea > 1", "booking rita/max for-day=2026-03-01"]]
    assert newcomers(found) == []


def test_where_no_seller_is_known_somebody_new_does_all_of_their_part():
    """One newcomer of the side, without a role, as none is asked for."""
    found = asked(pair("reply", "booking"), [], people=PEOPLE[:3])
    assert told(found) == [["offer new", "reply anna/bea > 1", "booking new for-day=2026-03-01"]]
    assert newcomers(found) == [("somebody-seller-1", "seller", [])]


def test_where_nobody_is_known_everybody_is_new():
    """A role that is asked for is had by the newcomer, the first by name where several would do."""
    found = asked(pair("reply", "booking"), [], people=())
    assert told(found) == [["offer new", "reply new > 1", "booking new for-day=2026-03-01"]]
    assert newcomers(found) == [("somebody-seller-1", "seller", []), ("somebody-buyer-1", "customer", ["buyer"])]


@pytest.mark.parametrize(("days", "who"), [(UNTIL_40, "new"), ({"to": date(60)}, "anna"), ({"from": date(61)}, "new")])
def test_a_role_is_needed_on_the_day_that_is_asked(days, who):
    """Who held it before, or will, stands in for nobody."""
    found = asked(pair("{what: reply, by: key}"), people=[held(ANNA, "key", **days), *PEOPLE[1:]])
    assert told(found) == [[f"reply {who} > m1"]]


def test_a_role_that_nobody_holds_is_a_newcomers():
    """Where roles have to differ, a newcomer has one; which, the ids tell; what was held before is no role."""
    for second in (CARL, held(BEA, "buyer", **UNTIL_40)):
        found = asked(ROLES, people=[ANNA, second, RITA])
        assert ["visit anna", "visit new"] in told(found)
        way = told(found).index(["visit anna", "visit new"])
        assert newcomers(found, way) == [("somebody-buyer-1", "customer", ["buyer"])]
    assert told(asked(ROLES, people=[ANNA, held(BEA, "buyer", to=date(60)), RITA])) == [["visit anna", "visit bea"]]


def test_of_all_roles_of_a_side_newcomers_have_each_its_own():
    """Nobody is known: one for the one role, one for the other."""
    found = asked(ROLES, people=PEOPLE[3:])
    assert told(found) == [["visit new", "visit new"]]
    assert newcomers(found) == [("somebody-buyer-1", "customer", ["buyer"]), ("somebody-key-1", "customer", ["key"])]


def test_where_roles_are_asked_for_and_have_to_differ_newcomers_have_those():
    """As if any would do, where all are asked for."""
    found = asked(pair("{what: visit, by: [key, buyer], at-least: 2, from-different: role}"), people=PEOPLE[3:])
    assert told(found) == [["visit new", "visit new"]]


def test_of_the_roles_asked_for_newcomers_have_one():
    """A role that would not do is nobody's."""
    clause = "{what: visit, by: key, at-least: 1}"
    found = asked(pair(clause), people=[BEA, RITA])
    assert newcomers(found) == [("somebody-key-1", "customer", ["key"])]
    assert found.ways[0].things[0].roles == ("key",)


@pytest.mark.parametrize(("more", "who"), [(1, "dora"), (2, "dora/emil")])
def test_who_has_a_role_and_did_it_once_is_no_second_one(more, who):
    """Of people with the same two roles each stands for one, whoever of them has been there already."""
    people = [Person(id=id_, side="customer", roles=["key", "buyer"]) for id_ in ("anna", "dora", "emil")]
    found = asked(ROLES, [sent("m1"), got("w1", 5, "visit", answers=())], people=[*people[: more + 1], RITA])
    assert told(found) == [[f"visit {who}"]]


def test_people_with_the_same_roles_are_as_many_as_have_to_differ():
    """Two roles, two people who hold both: each does it once."""
    people = [Person(id=id_, side="customer", roles=["key", "buyer"]) for id_ in ("anna", "dora")]
    assert told(asked(ROLES, people=[*people, RITA])) == [["visit anna/dora not 2", "visit anna/dora not 1"]]


def test_who_was_there_is_no_further_one():
    """Three different people are wanted and two have been there: the third is asked."""
    facts = [sent("m1"), got("w1", 5, "visit", answers=()), got("w2", 6, "visit", "bea", answers=())]
    assert told(asked(pair("{what: visit, at-least: 3, from-different: person}"), facts)) == [["visit carl"]]


def test_somebody_may_do_a_thing_more_than_once():
    """Three visits, one person known: nobody else is needed unless people have to differ."""
    assert told(asked(pair("{what: visit, at-least: 3}"), people=[ANNA, RITA])) == [["visit anna"] * 3]
    differ = asked(pair("{what: visit, at-least: 3, from-different: person}"), people=[ANNA, RITA])
    assert told(differ) == [["visit anna", "visit new not 3", "visit new not 2"]]
    assert [each[0] for each in newcomers(differ)] == ["somebody-customer-1", "somebody-customer-2"]


def test_a_leaf_may_be_told_by_others_only():
    """The visitor visits, and the boss tells it; a boss of earlier days does not."""
    clause = pair("{what: visit, told-by: boss}")
    (thing,) = asked(clause).ways[0].things
    assert (thing.who, thing.told_by) == (("anna", "bea", "carl"), ("max",))
    before = asked(clause, people=[ANNA, RITA, held(MAX, "boss", **UNTIL_40)])
    assert newcomers(before) == [("somebody-boss-1", "seller", ["boss"])]


def test_what_is_only_answered_is_as_well_proven_as_its_type_says():
    """Who tells it does not matter, as it counts for nothing itself; without a grade of its own it has none."""
    types = f"{OFFERED}  talk: {{side: customer, told-by: [boss], grade: observed}}\n{ANSWERED}"
    (way,) = asked(of_types(types)).ways
    assert [(each.what, each.told_by, each.grade) for each in way.things] == [
        ("talk", (), "observed"), ("told", (), "observed"),
    ]  # fmt: skip
    (way,) = asked(pair("reply", "booking"), []).ways
    assert (way.things[0].what, way.things[0].grade) == ("offer", "asserted")


def test_a_teller_is_found_where_a_side_has_no_roles():
    """The roles of the one side are looked through though the other has none."""
    head = HEAD.replace("  customer: {{key: {{title: Key}}, buyer: {{title: Buyer}}}}\n", "")
    types = "\n  offer: {side: seller}\n  told: {side: customer, told-by: [boss]}\n"
    found = asked(of_types(types, head=head), [sent("m1", by="sue")], people=[Person(id="ann", side="customer"), SUE])
    assert newcomers(found) == [("somebody-boss-1", "seller", ["boss"])]


SUE = Person(id="sue", side="seller")


def test_a_reading_is_by_the_seller_where_one_is_known():
    """Whatever the order of the people; else by whoever takes part, else by a source, else by who acts."""
    crowds = {"rita": [ANNA, RITA, MAX], "bea": [BEA, ANNA], "cal": []}
    for reader, people in crowds.items():
        evidence = asked(pair("verdict"), [], people=people).ways[0].evidence
        assert [each.by for each in evidence if isinstance(each, Statement)] == [reader]
    alone = asked(pair("verdict"), [], people=(), sources={}).ways[0].evidence
    (item,) = [each for each in alone if isinstance(each, Evidence) and each.what == "verdict"]
    assert [each.by for each in alone if isinstance(each, Statement)] == [item.by]


def test_who_left_reads_where_nobody_else_does():
    """Their reading holds; so an item of theirs may still be read."""
    gone = BEA.model_copy(update={"left": date(50)})
    found = asked(pair("verdict"), [], people=[gone], sources={})
    assert [each.by for each in found.ways[0].evidence if isinstance(each, Statement)] == ["bea"]


def test_of_everyone_newcomers_are_part():
    """Who is new for one requirement has to answer the other too."""
    found = asked(
        pair("{what: reply, by: buyer}") + pair("{what: visit, by: everyone}", name="two"), people=[ANNA, RITA]
    )
    assert sorted(sorted(way) for way in told(found)) == [["reply new > m1", "visit anna", "visit new"]]
    assert newcomers(found) == [("somebody-buyer-1", "customer", ["buyer"])]


def test_what_is_only_answered_wants_one_person_and_no_more():
    """One seller is known: nobody new stands in beside."""
    found = asked(pair("reply", "booking"), [], people=[ANNA, RITA])
    assert told(found) == [["offer rita", "reply anna > 1", "booking rita for-day=2026-03-01"]]


@pytest.mark.parametrize(("role", "side"), [("key", "customer"), ("boss", "seller")])
def test_a_newcomer_has_a_role_of_their_own_side(role, side):
    """Of two sides that may do it only the one does whose people have the role."""
    types = f"{OFFERED}  talk: {{side: [customer, seller], by: [{role}]}}\n{ANSWERED}"
    found = asked(of_types(types), people=[CARL, RITA])
    assert newcomers(found) == [(f"somebody-{role}-1", side, [role])]


def test_a_teller_of_no_side_of_the_journey_is_of_the_first():
    """A role of people who have no part in it is had by somebody new."""
    head = HEAD + "  coach: {{mentor: {{title: Mentor}}}}\n"
    types = f"{OFFERED}  told: {{side: customer, told-by: [mentor]}}\n"
    assert newcomers(asked(of_types(types, head=head))) == [("somebody-mentor-1", "customer", ["mentor"])]


def test_an_item_of_no_type_is_nothing_to_read():
    """Mail that nobody has sorted is passed over."""
    assert told(asked(pair("verdict"), [sent("m1"), sent("u1", 3, what=None)])) == [["verdict anna/bea > m1"]]


def test_of_everyone_with_a_role_newcomers_with_it_are_part():
    """Who is new as a buyer has to answer what all buyers and keys answer."""
    requires = pair("{what: reply, by: everyone}") + pair("{what: verdict, by: buyer}", name="two")
    found = asked(requires, people=[ANNA, RITA])
    assert [sorted(way) for way in told(found)] == [["reply anna > m1", "reply new > m1", "verdict new > m1"]]


def test_where_nobody_may_read_nothing_is_read():
    """No person is known and no source: an item that is there stays unread, and a new one is read by who acts."""
    unread = Evidence(id="v1", what="verdict", by="anna", at=date(5), answers=["m1"])
    found = asked(pair("verdict"), [sent("m1"), unread], people=(), sources={})
    assert [each.item for way in found.ways for each in way.things] == [""] * found.size * len(found.ways)
    assert found.size > 0
