"""Going back is free with a reason; what was passed from there on must be done again."""

from __future__ import annotations

import datetime as dt

import pytest
from coaching.talks import NOW, WORDS, deal, framework, opened, said, until

from gatecoach import decide, replay
from gatecoach.errors import UsageError


def back(session, step="customer-view", reason="We forgot the plant manager."):
    """The talk one step back."""
    return session.back(step, by="m.lee", at=NOW, reason=reason)


def test_going_back_enters_the_step_anew():
    """The words of that step and of those after it are asked for again; those before stay."""
    session = back(until("option-asked")).session
    assert session.step == "customer-view"
    assert not decide(session, "seen-by-them", NOW).passes
    assert decide(session, "facts-agreed", NOW).passes
    assert session.record("option-asked", by="m.lee", at=NOW).refusal.code == "too-early"
    again = said(session, [WORDS[3]])
    view = again.subject.facts[-1].id
    again = said(again, [("view-played-back", "m.lee", {"answers": [view]})])
    assert again.step == "the-gap"


def test_the_gate_into_the_step_one_goes_back_to_stays_passed():
    """What led there stays passed whatever is taken back later, as it does without a way back."""
    session = until("option-asked")
    told = next(each.id for each in session.subject.facts if each.what == "fact-told")
    assert decide(session.revoke(told, by="r.diaz", at=NOW).session, "facts-agreed", NOW).passes
    session = back(session).session.revoke(told, by="r.diaz", at=NOW).session
    assert decide(session, "facts-agreed", NOW).passes
    assert {*session.progress.passed} == {"prepared", "facts-agreed"}
    assert replay(framework(), session.events, about=[deal()]) == session


def test_what_lies_behind_a_way_back_is_not_asked_here():
    """Facts were told in the step before the one that the talk goes back to; options are still to come."""
    session = back(until("option-asked")).session
    for what, by, code in (("fact-told", "r.diaz", "not-asked-here"), ("option-named", "r.diaz", "too-early")):
        assert session.record(what, by=by, at=NOW, text="It.").refusal.code == code


def test_after_going_back_the_talk_can_still_close():
    """Everything from there on said once more leads to the close, and replay tells the same."""
    session = back(said(opened(), WORDS[:-2]), "confirmation").session
    assert session.step == "confirmation"
    session = said(session, WORDS[12:])
    assert session.closed
    assert replay(framework(), session.events, about=[deal()]) == session


def test_as_of_before_going_back_the_talk_was_further():
    """An earlier moment knows nothing of it."""
    later = NOW.replace(hour=18)
    session = until("option-asked").back("customer-view", by="m.lee", at=later, reason="x").session
    assert session.step == "customer-view"
    assert not decide(session, "seen-by-them", later).passes
    assert decide(session, "seen-by-them", NOW).passes


@pytest.mark.parametrize(
    ("step", "reason", "code"),
    [("options", "x", "not-behind"), ("plan", "x", "not-behind"), ("preparation", " ", "reason-missing")],
)
def test_a_way_back_that_is_none_is_refused(step, reason, code):
    """Not to where the talk is, not forward, not without a reason."""
    assert back(until("option-asked"), step, reason).refusal.code == code


def test_an_unknown_step_and_a_closed_talk():
    """The first is the caller's mistake; after the close nothing goes back."""
    with pytest.raises(UsageError, match='no step "nowhere"'):
        back(opened(), "nowhere")
    assert back(said(opened(), WORDS)).refusal.code == "session-closed"


def test_a_gate_passed_while_the_clock_went_back_stays_passed():
    """What had been recorded by then counts, whatever time it was recorded at."""
    session = until("view-played-back")
    step = session.record("view-played-back", by="m.lee", at=NOW - dt.timedelta(hours=5), text="So?")
    assert step.entered == ("the-gap",)
    assert decide(step.session, "seen-by-them", NOW).passes
