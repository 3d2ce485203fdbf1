"""A waiver covers one named requirement, by the right person, for a reason, until a day; and says why it does not."""

from __future__ import annotations

import pytest
from helpers import HEAD, PEOPLE, ask, date, day, deal, framework_of, gate_of, got, pair, sent, word

from gatecoach import Status, Waiver, standing
from gatecoach.facts import FieldValue, HeldRole, Person, Revocation

RULE = "    waivers: {by: boss, for-at-most: 30 days, never: [holy]}\n"
TWO = gate_of(pair("reply") + pair("visit", name="other") + pair("visit", name="holy") + RULE)
ONE = gate_of(pair("reply") + pair("verdict", name="said") + RULE.replace("holy", ""))
BASE = [sent("m1"), got("v1", 3, "visit", answers=[])]


def waiver(requirement="go.it", *, by="max", at=10, until=40, reason="They told me at the fair.", id="w1"):
    """A waiver by the boss, on day 10, until day 40."""
    return Waiver(id=id, requirement=requirement, by=by, at=day(at), until=date(until), reason=reason)


def result(decision, name="it"):
    """One requirement of a decision."""
    return next(each for each in decision.requirements if each.id == name)


@pytest.mark.parametrize(
    ("given", "at", "void"),
    [
        (waiver(), 20, ""),
        (waiver(), 40, ""),
        (waiver(), 41, "waiver-ended"),
        (waiver(until=41), 20, "waiver-too-long"),
        (waiver(by="rita"), 20, "waiver-wrong-role"),
        (waiver(by="nobody"), 20, "waiver-wrong-role"),
        (waiver(by="anna"), 20, "waiver-wrong-role"),
        (waiver(reason="  "), 20, "waiver-without-reason"),
    ],
)
def test_a_waiver_holds_or_says_why_not(given, at, void):
    """By the boss, for thirty days at most, with a reason; the until day is included."""
    decision = ask(TWO, [*BASE, given], at=at)
    (found,) = decision.waivers
    assert (found.id, found.void) == ("w1", void)
    assert (result(decision).status, decision.passes) == ((Status.MISSING, False) if void else (Status.WAIVED, True))
    assert (void in [each.code for each in decision.reasons]) is bool(void)


def test_the_owner_waives_nothing_and_some_things_nobody_waives():
    """The owner's waiver and one of a requirement that is never waived do not hold."""
    mine = ask(TWO, [*BASE, waiver()], at=20, owner="max")
    assert mine.waivers[0].void == "waiver-by-owner"
    holy = ask(TWO, [sent("m1"), waiver("go.holy")], at=20)
    assert (holy.waivers[0].void, result(holy, "holy").status) == ("waiver-not-allowed", Status.MISSING)
    elsewhere = ask(gate_of(pair("reply")), [sent("m1"), waiver()], at=20)
    assert elsewhere.waivers[0].void == "waiver-not-allowed"


def test_a_waiver_does_not_hold_before_it_was_given():
    """It exists from its day on."""
    assert ask(TWO, [*BASE, waiver()], at=9).waivers == ()


def test_an_explicit_no_cannot_be_waived():
    """Over a contested requirement the waiver is listed with its reason, and the no stands."""
    decision = ask(ONE, [sent("m1"), got("r1"), *word("no", "refuses"), waiver("go.said")], at=20)
    assert result(decision, "said").status is Status.CONTESTED
    assert decision.waivers[0].void == "waiver-over-contested"
    assert not decision.passes


def test_what_is_met_is_met_whatever_is_waived():
    """Met outranks waived, and the decision names no waiver as used."""
    decision = ask(TWO, [*BASE, got("r1"), waiver()], at=20)
    assert (result(decision).status, result(decision).waiver) == (Status.MET, "")


def test_waiving_everything_of_the_customer_opens_no_gate():
    """Outside talks the proving side holds at least one met, waived or not."""
    both = [waiver(), waiver("go.said", id="w2")]
    decision = ask(ONE, [sent("m1"), *both], at=20)
    assert [each.status for each in decision.requirements] == [Status.WAIVED, Status.WAIVED]
    assert not decision.passes
    assert [each.code for each in decision.reasons] == ["nothing-proven"]


def test_a_standing_is_given_with_and_without_waivers():
    """Verified with the waiver, and where it would be without."""
    found = standing(deal(TWO, [*BASE, waiver()], claimed="third"), day(20))
    assert (found.verified, found.gap) == ("third", 0)
    assert (found.without_waivers.verified, found.without_waivers.gap) == ("first", 2)


@pytest.mark.parametrize(("by", "holds"), [("max", False), ("rita", False), ("anna", True), ("nobody", True)])
def test_a_waiver_is_taken_back_by_its_giver_or_their_side(by, holds):
    """The other side cannot take it back."""
    back = Revocation(id="k", revokes="w1", by=by, at=day(15))
    assert ask(TWO, [*BASE, waiver(), back], at=20).passes is holds


def test_a_waiver_or_a_field_that_names_nothing_is_refused_and_not_kept():
    """Each comes back with the nearest name."""
    facts = [waiver("go.itt"), waiver("og.it", id="w2"), FieldValue(field="amuont", value=1, at=day(1))]
    subject, refused = deal(TWO).with_facts(facts)
    assert [each.code for each in refused] == ["unknown-requirement", "unknown-requirement", "unknown-field"]
    assert refused[0].params["hint"] == 'did you mean "go.it"?'
    assert subject.facts == ()


CHAIN = framework_of(
    HEAD.format(zone="UTC"),
    """
journey: deal
sides: [customer, seller]
stages: {first: {phase: early}, left: {phase: late}, right: {phase: late}, top: {phase: late}}
evidence:
  offer: {side: seller}
  visit: {side: customer}
  never: {side: customer}
gates:
  l: {from: first, to: left, requires: {it: {say: It., seller: offer, customer: visit}}}
  r: {from: first, to: right, requires: {it: {say: It., seller: offer, customer: visit}}}
  t:
    from: left
    to: top
    requires: {it: {say: It., seller: offer, customer: visit}, odd: {say: Odd., seller: offer, customer: never}}
    waivers: {by: boss, for-at-most: 30 days}
""",
)


def test_without_waivers_the_walk_goes_as_far_as_the_gates_that_need_none():
    """The last gate is waived; without that the deal stands before it, on the branch that leads to the claim."""
    found = standing(deal(CHAIN, [*BASE, waiver("t.odd")], claimed="top"), day(20))
    assert (found.verified, found.gap) == ("top", 0)
    assert (found.without_waivers.verified, found.without_waivers.gap) == ("left", 1)


def test_without_waivers_nothing_is_reached_where_every_gate_needs_one():
    """Each gate opens by its waiver alone."""
    gates = """
journey: deal
sides: [customer, seller]
stages: {first: {phase: early}, second: {phase: late}}
evidence: {offer: {side: seller}, visit: {side: customer}, never: {side: customer}}
gates:
  go:
    from: first
    to: second
    requires: {it: {say: It., seller: offer, customer: visit}, odd: {say: Odd., seller: offer, customer: never}}
    waivers: {by: boss, for-at-most: 30 days}
"""
    found = standing(deal(framework_of(HEAD.format(zone="UTC"), gates), [*BASE, waiver("go.odd")]), day(20))
    assert (found.verified, found.without_waivers.verified) == ("second", "first")


def test_of_several_waivers_the_one_that_holds_longest_is_named():
    """Of two that end on one day the one with the greater id; one that does not hold is no candidate."""
    given = [waiver(id="w2", until=30), waiver(id="w3", until=35), waiver(id="w1", until=35), waiver(id="w9", until=60)]
    for order in (given, given[::-1]):
        assert result(ask(TWO, [*BASE, *order], at=20)).waiver == "w3"


def test_the_days_of_a_waiver_are_those_of_the_frameworks_zone():
    """Given at eleven in the evening in London it is given on the next day in Berlin, and may last a day longer."""
    late = waiver().model_copy(update={"at": day(10, 23), "until": date(41)})
    voids = [
        ask(gate_of(pair("reply") + RULE.replace("holy", ""), zone=zone), [*BASE, late], at=20).waivers[0].void
        for zone in ("UTC", "Europe/Berlin")
    ]
    assert voids == ["waiver-too-long", ""]


def test_who_waives_must_hold_the_role_on_that_day():
    """Neither later nor before."""

    def void(**held):
        """Why the waiver of somebody who was boss then does not hold."""
        boss = Person(id="ben", side="seller", roles=[HeldRole(role="boss", **held)])
        return ask(TWO, [*BASE, waiver(by="ben")], at=20, people=(*PEOPLE, boss)).waivers[0].void

    assert (void(to=date(15)), void(from_=date(10))) == ("", "")
    assert (void(from_=date(11)), void(to=date(9))) == ("waiver-wrong-role", "waiver-wrong-role")
