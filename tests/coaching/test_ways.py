"""What lies ahead of a talk: what can only be said further on is too early, all the rest is not asked here."""

from __future__ import annotations

import pytest
from helpers import date, day, framework_of

from gatecoach import Person
from gatecoach.coaching import decide, open_session
from gatecoach.coaching.admission import further

TALK = """
gatecoach: 1
framework: ways
version: "1"
---
journey: talk
kind: conversation
sides: [coachee, coach]
stages: {first: {}, long: {}, short: {}, third: {}}
ends: {closed: done}
evidence:
  dug: {side: coachee}
  skipped: {side: coachee}
  found: {side: coachee}
  shown: {side: coachee, answers: missed}
  missed: {side: coachee}
  last: {side: coachee}
gates:
  dig: {from: first, to: long, requires: {it: {say: "It.", coachee: dug, coach: none, because: "It."}}}
  skip: {from: first, to: short, requires: {it: {say: "It.", coachee: skipped, coach: none, because: "It."}}}
  find: {from: long, to: third, requires: {it: {say: "It.", coachee: found, coach: none, because: "It."}}}
  show:
    from: short
    to: third
    requires: {it: {say: "It.", coachee: shown, coach: none, because: "It."}}
    waivers: {by: coach, for-at-most: 9 days}
  close: {from: third, to: closed, requires: {it: {say: "It.", coachee: last, coach: none, because: "It."}}}
"""
WAYS = framework_of(*TALK.split("---"))
PEOPLE = [Person(id="co", side="coachee"), Person(id="me", side="coach")]


def talk(*words):
    """A talk after these words."""
    session = open_session(WAYS, "talk", coach="me", coachee="co", at=day(3), people=PEOPLE)[0]
    for what in words:
        session = said(session, what).session
    return session


def said(session, what):
    """One word of the coachee."""
    return session.record(what, by="co", at=day(3), text="It.", answers=())


def waived(session):
    """A waiver of what only the short way asks."""
    return session.waive("show.it", by="me", reason="They moved.", until=date(5), at=day(3))


@pytest.mark.parametrize(
    ("words", "what", "code"),
    [
        ([], "found", "too-early"),
        ([], "shown", "too-early"),
        ([], "missed", "too-early"),
        ([], "last", "too-early"),
        (["dug"], "skipped", "not-asked-here"),
        (["dug"], "shown", "not-asked-here"),
        (["dug"], "missed", "not-asked-here"),
        (["dug"], "dug", "not-asked-here"),
        (["dug"], "last", "too-early"),
        (["skipped"], "dug", "not-asked-here"),
        (["skipped"], "found", "not-asked-here"),
    ],
)
def test_only_what_still_lies_ahead_is_too_early(words, what, code):
    """What only a way not taken asks is asked nowhere any more."""
    assert said(talk(*words), what).refusal.code == code


def test_a_way_back_opens_the_other_way_again():
    """From the first step both ways lie ahead."""
    session = talk("dug").back("first", by="me", at=day(3), reason="The other way.").session
    assert said(session, "shown").refusal.code == "too-early"
    session = said(session, "skipped").session
    assert session.step == "short"
    assert said(session, "dug").refusal.code == "not-asked-here"
    assert not decide(session, "dig", day(3)).passes


def test_a_waiver_goes_by_the_same():
    """What lies ahead may be waived in its step; what only a way not taken asks, nowhere."""
    assert waived(talk()).refusal.code == "waiver-too-early"
    assert waived(talk("dug")).refusal.code == "not-asked-here"
    assert waived(talk("skipped")).refusal is None


def test_further_on_is_each_gate_once():
    """The two ways meet before the last gate."""
    course = WAYS.journey("talk")
    assert sorted(each.id for each in further(course, "first")) == ["close", "find", "show"]
    assert [each.id for each in further(course, "long")] == ["close"]
    assert further(course, "third") == []
