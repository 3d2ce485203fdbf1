"""A waiver in a talk: by somebody who may, for a reason, until a day; kept if it holds now, else refused with why."""

from __future__ import annotations

import datetime as dt

import pytest
from coaching.small import NOW, PEOPLE, SMALL, TODAY, heard, opened, promising, waived

from gatecoach import decide, replay
from gatecoach.coaching import asks, summary
from gatecoach.errors import UsageError
from gatecoach.facts import Waiver
from gatecoach.gate import Status


def test_a_waiver_that_holds_leads_through_the_gate():
    """What was waived is kept as a fact, and the talk goes on at once."""
    step = waived(opened())
    assert (step.refusal, step.entered, step.session.step) == (None, ("settling",), "settling")
    assert [each.kind for each in step.events] == ["waiver-given"]
    (fact,) = step.session.subject.facts
    assert isinstance(fact, Waiver)
    decision = decide(step.session, "understood", NOW)
    assert decision.passes
    assert not decision.without_waivers
    assert decision.requirements[0].status is Status.WAIVED


def test_a_waived_requirement_satisfies_the_proving_side_of_a_talk():
    """The coachee, who proves, has said nothing; that is what was waived."""
    assert waived(heard(opened(), "lee").session).session.step == "settling"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"by": "diaz"}, "waiver-wrong-role"),
        ({"by": "otto"}, "waiver-wrong-role"),
        ({"reason": "  "}, "waiver-without-reason"),
        ({"until": TODAY + dt.timedelta(days=8)}, "waiver-too-long"),
        ({"until": TODAY - dt.timedelta(days=1)}, "waiver-ended"),
        ({"requirement": "promised.both"}, "waiver-too-early"),
        ({"requirement": "promised.core"}, "waiver-not-allowed"),
        ({"requirement": "close.next"}, "waiver-not-allowed"),
    ],
)
def test_a_waiver_that_would_not_hold_is_refused_with_why(change, code):
    """By whom, why, until when and in which step; nothing of it is kept."""
    session = opened()
    step = waived(session, **change)
    assert step.refusal.code == code
    assert step.refusal.place == change.get("requirement", "understood.each-heard")
    assert (step.session, step.events) == (session, ())


@pytest.mark.parametrize("days", [0, 7])
def test_the_longest_waiver_and_one_until_today_hold(days):
    """Both ends are in."""
    assert waived(opened(), until=TODAY + dt.timedelta(days=days)).refusal is None


@pytest.mark.parametrize(("by", "requirement"), [("lee", "understood.each-heard"), ("diaz", "settled.each-promise")])
def test_a_side_of_the_talk_is_a_role_that_may_waive(by, requirement):
    """`by: [coach]` and `by: coachee` mean the people of that side."""
    session = waived(opened()).session if requirement.startswith("settled") else opened()
    assert waived(session, requirement, by=by).refusal is None


def test_a_role_of_the_framework_may_waive_too():
    """The boss is coached here, and holds the role that may."""
    session = opened(coach="diaz", coachee="lee")
    assert waived(session, by="lee").refusal is None


def test_an_explicit_no_is_not_waived():
    """Whoever rejects what was heard is not passed over."""
    step = waived(heard(opened(), "diaz", "rejects").session)
    assert step.refusal.code == "waiver-over-contested"


def test_a_no_that_a_later_word_left_behind_does_not_stand_in_the_way():
    """Both at one moment: the order of recording tells which is the last word, here as for the status."""
    for words, refusal in (("rejects confirms", None), ("confirms rejects", "waiver-over-contested")):
        session = opened(coachee=["diaz", "otto"], people=PEOPLE)
        for by, outcome in zip(("diaz", "otto"), words.split(), strict=True):
            session = heard(session, by, outcome).session
        step = waived(session)
        assert (step.refusal.code if step.refusal else None) == refusal


def test_a_gate_that_was_passed_has_nothing_to_waive():
    """It is behind the talk."""
    assert waived(waived(opened()).session).refusal.code == "not-asked-here"


def test_an_unknown_requirement_is_the_callers_mistake():
    """With the nearest name; a bare id is told how to be written."""
    with pytest.raises(UsageError, match=r'did you mean "understood\.each-heard"') as caught:
        waived(opened(), "understood.each-herd")
    assert caught.value.code == "unknown-requirement"
    with pytest.raises(UsageError, match="unknown-requirement"):
        waived(opened(), "x")


def test_what_is_waived_is_not_asked_for():
    """Of the requirements of a step the talk waits for the others only."""
    session = promising()
    assert {each.requirement for each in asks(session, NOW)} == {"both", "thanked", "core"}
    session = waived(session, "promised.both").session
    assert {each.requirement for each in asks(session, NOW)} == {"thanked", "core"}
    assert session.record("thanks", by="lee", at=NOW).session.step == "follow-up"


def test_a_waiver_ends_with_its_day():
    """While the gate is not passed it counts on its last day and no longer; what was passed stays passed."""
    session = waived(promising(), "promised.both", until=TODAY).session
    tonight, tomorrow = NOW.replace(hour=23), NOW + dt.timedelta(days=1)
    assert str(decide(session, "promised", tonight).requirements[0].status) == "waived"
    assert str(decide(session, "promised", tomorrow).requirements[0].status) == "missing"
    assert {each.requirement for each in asks(session, tomorrow)} == {"both", "thanked", "core"}
    assert session.record("thanks", by="lee", at=tomorrow).session.step == "promising"
    assert decide(session.record("thanks", by="lee", at=tonight).session, "promised", tomorrow).passes


def test_whoever_goes_back_waives_anew():
    """A step that is entered again asks for everything there; what was waived before does not hold now."""
    session = waived(opened()).session.back("understanding", by="lee", at=NOW, reason="She can speak.").session
    decision = decide(session, "understood", NOW)
    assert not decision.passes
    assert [each.void for each in decision.waivers] == ["waiver-too-early"]
    assert {each.what for each in asks(session, NOW)} == {"heard"}
    assert summary(session).waived == ()
    assert heard(session, "lee").session.step == "understanding"
    again = waived(session).session
    assert again.step == "settling"
    assert len(summary(again).waived) == 1


def test_a_closed_talk_takes_no_waiver():
    """Nor a reading, nor a word taken back."""
    session = heard(opened(), "lee").session.end("stopped", by="lee", at=NOW, reason="Fire alarm").session
    assert waived(session).refusal.code == "session-closed"
    assert session.read("heard.1", outcome="rejects", quote="call", by="diaz", at=NOW).refusal.code == "session-closed"
    assert session.revoke("heard.1", by="lee", at=NOW).refusal.code == "session-closed"


def test_an_id_is_used_once_in_a_talk():
    """Whatever it names: an item, a reading, a waiver or a word taken back."""
    session = heard(opened(), "lee", id="one").session
    for again in (
        lambda: heard(session, "diaz", id="one"),
        lambda: waived(session, id="one"),
        lambda: session.read("one", outcome="confirms", quote="call", by="diaz", at=NOW, id="one"),
        lambda: session.revoke("one", by="lee", at=NOW, id="one"),
    ):
        with pytest.raises(UsageError, match='the id "one" is taken'):
            again()


def test_replay_tells_the_same_talk():
    """Also the refused waiver is no event."""
    session = waived(waived(opened(), by="diaz").session).session
    assert [each.kind for each in session.events] == ["session-opened", "waiver-given"]
    assert replay(SMALL, session.events, about=session.subject.about) == session
