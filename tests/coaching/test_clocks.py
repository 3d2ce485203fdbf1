"""A clock that goes back undoes nothing that a talk knew, and one gate says alone what it says among all."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from helpers import (
    AFTER,
    GATES,
    HEAD,
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

from gatecoach import Person, Waiver, decide
from gatecoach.coaching import asks, open_session, sayable
from gatecoach.errors import UsageError
from gatecoach.journey import standing

TALK = """
journey: talk
kind: conversation
sides: [coachee, coach]
stages: {first: {}, second: {}, third: {}}
ends: {closed: done}
evidence:
  one: {side: coachee}
  other: {side: coachee}
  lasting: {side: coachee, no-older-than: 1 days}
  heard: {side: coach}
  view: {side: coachee, outcomes: {for: [agrees], against: [refuses]}}
gates:
  on:
    from: first
    to: second
    requires: {it: {say: "It.", coachee: {what: one, by: everyone}, coach: none, because: "It."}}
  past: {from: first, to: third, requires: {it: {say: "It.", coachee: other, coach: none, because: "It."}}}
  over: {from: second, to: third, requires: {it: {say: "It.", coachee: lasting, coach: heard}}}
  close:
    from: third
    to: closed
    requires: {it: {say: "It.", coachee: {what: view, at-least: 2}, coach: heard}}
    waivers: {by: coach, for-at-most: 9 days}
"""
DEAL = journey_text(GATES + pair("reply") + AFTER)
TALKS = framework_of(HEAD.format(zone="UTC"), DEAL, TALK)
THREE = [Person(id="co", side="coachee"), Person(id="ko", side="coachee"), Person(id="me", side="coach")]


def opened(*words, coachee="co"):
    """A talk opened on the third day, after these words: a type and the day it is said on."""
    session = open_session(TALKS, "talk", coach="me", coachee=coachee, at=day(3), people=THREE)[0]
    for what, at in words:
        step = session.record(what, by="me" if what == "heard" else "co", at=day(at), text="It.")
        assert step.refusal is None
        session = step.session
    return session


def test_a_clock_that_goes_back_makes_nothing_young_again():
    """On the ninth day the word of the third has expired, and it stays so for a word told as of the third."""
    session = opened(("one", 3), ("lasting", 3), ("heard", 9))
    assert session.step == "second"
    assert session.record("heard", by="me", at=day(3)).session.step == "second"


def test_a_clock_that_goes_back_behind_the_opening_loses_nobody():
    """Whoever took part at the opening takes part in what is said next."""
    assert opened(("one", 2)).step == "second"


def test_a_talk_waits_for_as_much_when_the_clock_goes_back():
    """What was said on the ninth day is said, whatever the clock shows now: only the coach has still to be heard."""
    session = opened(("one", 3), ("lasting", 9))
    for at in (day(9), day(3), date(3)):
        assert [each.what for each in asks(session, at)] == ["heard"]
        assert [(each.what, each.people) for each in sayable(session, at)] == [("heard", ("me",)), ("lasting", ("co",))]


def test_what_a_talk_waits_for_is_asked_of_a_moment_with_a_zone():
    """Nobody knows which hour another one is."""
    with pytest.raises(UsageError, match="has no time zone"):
        asks(opened(), dt.datetime(2026, 3, 3, 10, 0))


OLD = "      it: {say: It., seller: offer, customer: {what: visit, no-older-than: 5 days}}\n"
WAIVERS = "    waivers: {by: boss, for-at-most: 30 days}\n"
WAIVED = gate_of(OLD + WAIVERS)
FACTS = [sent("m1", 1), got("v1", 2, "visit", answers=()), got("v2", 40, "visit", answers=())]
WAIVER = Waiver(id="w1", requirement="go.it", by="max", at=day(40), until=date(60), reason="They moved.")


def test_one_gate_alone_says_as_much_without_waivers_as_among_all():
    """Without its waiver the gate would be carried, whoever asks."""
    subject = deal(WAIVED, [*FACTS, WAIVER])
    assert decide(subject, "go", day(50)).without_waivers is standing(subject, day(50)).decisions["go"].without_waivers


def test_a_waiver_that_is_given_twice_is_told_once():
    """Also where the facts are handed over on making the subject."""
    subject = deal(WAIVED, [*FACTS, WAIVER])
    twice = dataclasses.replace(subject, facts=(*subject.facts, WAIVER))
    assert twice.digest == subject.digest
    assert len(decide(twice, "go", day(50)).waivers) == 1
