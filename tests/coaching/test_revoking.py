"""Taking back: one's own words and those of one's side; what was passed stays passed."""

from __future__ import annotations

import pytest
from coaching.small import NOW, PEOPLE, SMALL, TODAY, following, heard, opened, promises, promising, waived
from coaching.small import deal as small_deal

from gatecoach import decide, open_session, replay
from gatecoach.coaching import summary
from gatecoach.errors import UsageError


def status(session, side):
    """The status of a side of the first gate."""
    return str(decide(session, "understood", NOW).requirements[0].sides[side].status)


def test_a_word_that_is_taken_back_no_longer_counts():
    """By its actor; it stays in the record."""
    session = heard(opened(), "lee").session
    step = session.revoke("heard.1", by="lee", at=NOW)
    assert [each.kind for each in step.events] == ["evidence-revoked"]
    assert (status(session, "coach"), status(step.session, "coach")) == ("met", "missing")
    assert len(step.session.subject.facts) == len(session.subject.facts) + 1
    assert (len(summary(session).readings), summary(step.session).readings) == (1, ())


def test_taking_back_a_no_lets_the_talk_go_on():
    """What contested the step is gone, the yes before it stands again, and the step is passed."""
    session = heard(heard(opened(), "diaz").session, "diaz", "rejects", "No, you did not.", id="no").session
    session = heard(session, "lee").session
    assert status(session, "coachee") == "contested"
    step = session.revoke("no", by="diaz", at=NOW)
    assert (step.refusal, step.entered) == (None, ("settling",))


def test_somebody_of_the_same_side_may_take_it_back():
    """The coachees speak for each other's words, the coach does not."""
    session = heard(opened(coachee=["diaz", "otto"], people=PEOPLE), "diaz").session
    assert session.revoke("heard.1", by="otto", at=NOW).refusal is None
    refusal = session.revoke("heard.1", by="lee", at=NOW).refusal
    assert (refusal.code, refusal.params["side"]) == ("wrong-side", "coachee")


@pytest.mark.parametrize(("by", "code"), [("anna", "uninvited"), ("otto", "uninvited")])
def test_nobody_else_takes_words_back(by, code):
    """Strangers are told that they are none of the people here."""
    assert heard(opened(), "lee").session.revoke("heard.1", by=by, at=NOW).refusal.code == code


def test_what_was_taken_back_is_not_taken_back_again():
    """The second time is refused."""
    session = heard(opened(), "lee").session.revoke("heard.1", by="lee", at=NOW).session
    assert session.revoke("heard.1", by="lee", at=NOW).refusal.code == "revoked"


def test_the_blocked_gates_a_talk_began_with_stay():
    """Nobody said them, so nobody takes them back to have less to talk about."""
    session, _ = open_session(SMALL, "round", about=small_deal(), coach="lee", coachee="diaz", at=NOW)
    refusal = session.revoke("gate-blocked.1", by="lee", at=NOW).refusal
    assert (refusal.code, refusal.params["step"]) == ("not-asked-here", "only")


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("heard.7", 'did you mean "heard.1"'),
        ("commitment.1", "belongs to what the talk is about"),
        ("reading.1", "neither an item nor a waiver"),
    ],
)
def test_only_items_and_waivers_of_this_talk_are_taken_back(item, words):
    """A reading is answered by another one, and the earlier talk is only read."""
    with pytest.raises(UsageError, match=words):
        heard(opened(), "lee").session.revoke(item, by="lee", at=NOW)


def test_a_waiver_may_be_taken_back():
    """Before the step is passed it no longer holds; a step that was passed with it stays passed."""
    session = waived(opened()).session
    step = session.revoke("waiver.1", by="lee", at=NOW)
    assert step.refusal is None
    assert step.session.step == "settling"
    assert decide(step.session, "understood", NOW).passes
    assert summary(session).waived[0].until == (TODAY.replace(day=TODAY.day + 3)).isoformat()
    assert summary(step.session).waived == ()


def test_what_was_passed_stays_passed():
    """Taking back a word of a step behind changes nothing there."""
    session = promising()
    step = session.revoke("heard.1", by="lee", at=NOW)
    assert (step.refusal, step.session.step) == (None, "promising")
    assert decide(step.session, "understood", NOW).passes


def test_the_only_item_left_is_the_one_that_is_answered():
    """A booking that was taken back is no choice any more."""
    session = following()
    first = session.record("booked", by="lee", at=NOW, fields={"for-day": "2026-03-13"}, id="first").session
    second = first.record("booked", by="lee", at=NOW, fields={"for-day": "2026-03-16"}, id="second").session
    assert second.record("accepted", by="diaz", at=NOW).refusal.code == "answers-what"
    left = second.revoke("first", by="lee", at=NOW).session.record("accepted", by="diaz", at=NOW)
    assert left.session.closed
    none = first.revoke("first", by="lee", at=NOW).session.record("accepted", by="diaz", at=NOW)
    assert none.refusal.code == "nothing-to-answer"


def test_replay_tells_the_same_talk():
    """What was taken back stays so."""
    session = heard(opened(), "lee").session.revoke("heard.1", by="lee", at=NOW).session
    assert replay(SMALL, session.events, about=promises(at=session.subject.about[0].facts[0].at)) == session
