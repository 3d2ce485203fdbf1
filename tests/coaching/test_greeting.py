"""What is shown as a talk opens: the purpose to everybody, and the talk to hold before to whoever is there first."""

from __future__ import annotations

import pytest
from helpers import day, framework_of

from gatecoach import Person, open_session
from gatecoach.coaching import Event, Opener, opener, summary
from gatecoach.report import opener_text

HEAD = 'gatecoach: 1\nframework: tiny\nversion: "1"\n'
PURPOSE = """purpose:
  organisation: {en: "We last.", de: "Wir bestehen."}
  team: We ask first.
  customer: They gain.
"""
TALK = """
journey: talk
kind: conversation
sides: [coachee, coach]
stages: {only: {}}
ends: {closed: done}
evidence: {said: {side: coachee}, heard: {side: coach, answers: said}}
gates: {close: {from: only, to: closed, requires: {it: {say: "It.", coachee: said, coach: heard}}}}
"""
AFTER = TALK.replace("journey: talk", "journey: after").replace("stages:", "about: conversation\nstages:")
INWARD = """
journey: inward
title: {en: Looking inward, de: Nach innen}
kind: conversation
sides: [coachee, coach]
private-to: [coach]
suggested: {first-talk-of: coach}
stages: {only: {}}
ends: {closed: done}
evidence: {thought: {side: coach, private-to: [coach]}}
gates: {close: {from: only, to: closed, requires: {it: {say: "It.", coach: thought, coachee: none, because: "So."}}}}
"""
FRAMEWORK = framework_of(HEAD + PURPOSE, TALK, AFTER, INWARD)
BARE = framework_of(HEAD, TALK)
PEOPLE = [Person(id="diaz", side="coachee"), Person(id="lee", side="coach"), Person(id="kim", side="coach")]


def opened(kind="talk", *, stream="t", coach="lee", coachee="diaz", framework=FRAMEWORK, about=()):
    """A talk as it opens."""
    return open_session(
        framework, kind, coach=coach, coachee=coachee, about=about, at=day(3), people=PEOPLE, stream=stream
    )[0]


def suggested(session, who="lee", **more):
    """The talks that are suggested to somebody."""
    return [each.params["talk"] for each in opener(session, who=who, **more).suggested]


@pytest.mark.requirement("A15")
def test_the_purpose_is_told_at_its_three_levels():
    """In the language asked for, to whoever asks; the summary carries it as data."""
    session = opened()
    told = {"organisation": "We last.", "team": "We ask first.", "customer": "They gain."}
    assert opener(session, who="diaz").purpose == opener(session, who="").purpose == summary(session).purpose == told
    assert list(opener(session, who="diaz", language="de").purpose.values()) == [
        "Wir bestehen.", "We ask first.", "They gain.",
    ]  # fmt: skip
    assert summary(session, "de").purpose["organisation"] == "Wir bestehen."


@pytest.mark.requirement("A15")
def test_a_company_that_says_no_purpose_is_shown_nothing():
    """No line, no empty one either."""
    session = opened(framework=BARE)
    assert opener(session, who="diaz") == Opener()
    assert (opener_text(Opener()), summary(session).purpose) == ("", {})


@pytest.mark.requirement("A15")
@pytest.mark.parametrize("width", [40, 80, 100])
def test_it_fits_the_terminal(width):
    """One line a level where there is room, and no line is longer than it may be."""
    lines = opener_text(opener(opened(), who="lee"), width=width).splitlines()
    assert lines[:3] == ["Organisation: We last.", "Team: We ask first.", "Customer: They gain."]
    assert max(map(len, lines)) <= width
    assert " ".join(lines[3:]).startswith('You are the coach of a talk for the first time: "Looking inward" (inward)')


@pytest.mark.requirement("A18")
def test_who_coaches_for_the_first_time_is_told_of_the_talk_to_hold_before():
    """The coach alone; the other side and a stranger are told nothing, and the talk opens all the same."""
    session = opened()
    assert suggested(session) == ["inward"]
    assert [suggested(session, who) for who in ("diaz", "kim", "nobody", "")] == [[]] * 4
    assert session.record("said", by="diaz", at=day(3), text="Yes").refusal is None
    (reason,) = opener(session, who="lee", language="de").suggested
    assert (reason.code, reason.place, reason.params["title"]) == ("talk-suggested", "lee", "Nach innen")
    assert '"Nach innen" (inward)' in reason.text("de")


@pytest.mark.requirement("A18")
def test_who_coached_before_is_told_of_nothing():
    """Whatever talk it was, also the one that is suggested; one in which they were coached is none."""
    session = opened(stream="new")
    held = [opened(stream="old"), opened("inward", stream="in", coachee=())]
    assert [suggested(session, earlier=each.events) for each in held] == [[], []]
    coached = opened(stream="old", coach="kim", coachee="lee")
    assert suggested(session, earlier=coached.events) == ["inward"]
    assert suggested(session, earlier=opened(stream="old", coach="kim").events) == ["inward"]


@pytest.mark.requirement("A18")
def test_the_talk_itself_is_no_earlier_one():
    """Handed its own opening, also one whose words were erased, it is still the first."""
    session = opened()
    gone = Event(id="x#1", stream="x", kind="session-opened", at=day(1), by="lee")
    said = session.record("said", by="diaz", at=day(3), text="Yes").events
    assert suggested(session, earlier=[*session.events, gone, *said]) == ["inward"]


@pytest.mark.requirement("A18")
def test_a_talk_about_an_earlier_talk_knows_that_one():
    """What is handed over as what the talk is about needs no journal."""
    first = opened(stream="old")
    assert suggested(opened("after", about=first)) == []
    assert suggested(opened("after", about=first, coach="kim"), "kim") == ["inward"]


@pytest.mark.requirement("A18")
def test_a_talk_is_not_suggested_before_itself():
    """Whoever holds it has taken the suggestion."""
    assert suggested(opened("inward", coachee=())) == []
    assert suggested(opened(framework=BARE)) == []
