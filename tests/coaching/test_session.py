"""A gate review from opening to close: order, own words, own name, and no close before the follow-up."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json

import pytest
from coaching.talks import NOW, PLAN, WORDS, deal, framework, opened, said, until

from gatecoach import Event, decide, open_session, replay
from gatecoach.errors import SessionError, UsageError


def test_the_whole_talk_closes_and_goes_through_every_step_in_order():
    """Sixteen words take the talk from preparation to closed, one step after the other."""
    session = said(opened(), WORDS)
    assert session.closed
    assert session.step == "closed"
    assert list(session.progress.entered)[:-1] == list(session.subject.course.stages)
    assert decide(session, "close", NOW).passes


@pytest.mark.parametrize("left_out", range(len(WORDS)))
@pytest.mark.requirement("F09")
def test_leaving_out_any_single_word_never_closes(left_out):
    """Whatever single word is missing, what follows is refused or the talk stays open."""
    session = opened()
    for number, (what, by, more) in enumerate(WORDS):
        if number != left_out:
            session = session.record(what, by=by, at=NOW, **more).session
    assert not session.closed


@pytest.mark.parametrize(
    ("days", "closes"), [(6, False), (7, True), (14, True), (15, False)], ids=["day 6", "day 7", "day 14", "day 15"]
)
@pytest.mark.requirement("S11")
def test_the_follow_up_is_in_one_to_two_weeks(days, closes):
    """Days 7 and 14 are in, 6 and 15 are not, counted from the day of booking."""
    booked = until("follow-up-booked").record(
        "follow-up-booked", by="m.lee", at=NOW, fields={"for-day": (NOW.date() + dt.timedelta(days)).isoformat()}
    )
    session = booked.session.record("follow-up-accepted", by="r.diaz", at=NOW).session
    assert session.closed is closes
    if not closes:
        codes = [each.code for each in decide(session, "close", NOW).reasons]
        assert "field-not-accepted" in codes


def test_accepting_one_booking_does_not_close_with_another():
    """A booking for a day too far was accepted; a good one that nobody accepted does not close the talk."""
    session = until("follow-up-booked")
    session = session.record("follow-up-booked", by="m.lee", at=NOW, fields={"for-day": "2026-03-30"}).session
    session = session.record("follow-up-accepted", by="r.diaz", at=NOW).session
    session = session.record("follow-up-booked", by="m.lee", at=NOW, fields={"for-day": "2026-03-16"}).session
    assert not session.closed
    second = session.subject.facts[-1].id
    assert session.record("follow-up-accepted", by="r.diaz", at=NOW, answers=[second]).session.closed


@pytest.mark.requirement("S11")
def test_all_but_one_confirmation_is_not_enough():
    """With two coachees and one coach, two of three confirmations leave the talk where it is (S11)."""
    session = until("plan-confirmed", coachee=["r.diaz", "k.otto"])
    for by in ("r.diaz", "m.lee"):
        session = session.record("plan-confirmed", by=by, at=NOW).session
    assert session.step == "confirmation"
    miss = decide(session, "confirmed", NOW).requirements[0].sides["coachee"].near_misses[-1]
    assert (miss.code, miss.params["missing"]) == ("quorum-short", ["k.otto"])
    assert session.record("plan-confirmed", by="k.otto", at=NOW).session.step == "follow-up"


@pytest.mark.requirement("S05")
def test_a_plan_told_by_the_coach_is_refused():
    """Nobody writes the coachee's plan for them, not even the coach."""
    step = until("commitment").record("commitment", by="r.diaz", told_by="m.lee", at=NOW, fields=PLAN)
    assert step.refusal.code == "wrong-teller"
    assert step.events == ()
    assert step.session == until("commitment")


@pytest.mark.parametrize(
    ("what", "by", "code"),
    [
        ("follow-up-booked", "m.lee", "too-early"),
        ("invitation-sent", "m.lee", None),
        ("preparation-written", "r.diaz", "wrong-side"),
        ("preparation-written", "anna", "uninvited"),
        ("preparation-written", "nobody", "uninvited"),
        ("gate-blocked", "m.lee", "not-asked-here"),
        ("view-played-back", "m.lee", "too-early"),
    ],
)
def test_a_word_out_of_place_is_refused_with_its_own_code(what, by, code):
    """Each refusal names its reason; an evidence type the talk does not know is the caller's mistake."""
    if code is None:
        with pytest.raises(UsageError, match="no evidence"):
            opened().record(what, by=by, at=NOW)
    else:
        assert opened().record(what, by=by, at=NOW).refusal.code == code


def test_what_belongs_to_a_step_behind_is_not_asked_here():
    """A word of a past step is refused as not asked here, not as too early."""
    session = said(opened(), WORDS[:3])
    assert session.record("preparation-written", by="m.lee", at=NOW).refusal.code == "not-asked-here"


@pytest.mark.requirement("A20")
@pytest.mark.requirement("S06")
def test_a_promise_without_its_dates_is_incomplete():
    """Every promise has an activity, a start, a due day and a consequence, each readable (A20)."""
    session = until("commitment")
    for name, value in (("due", ""), ("starts", "soon"), ("activity", "  ")):
        refusal = session.record("commitment", by="r.diaz", at=NOW, fields={**PLAN, name: value}).refusal
        assert (refusal.code, refusal.params["fields"]) == ("incomplete", [name])
    with pytest.raises(UsageError, match='no field "ude"'):
        session.record("commitment", by="r.diaz", at=NOW, fields={"ude": "x"})


def test_a_word_that_could_answer_several_items_must_say_which():
    """With two promises a confirmation names the one it means; every promise needs everybody's."""
    session = until("plan-accepted").record("commitment", by="r.diaz", at=NOW, fields=PLAN).session
    first, second = (each.id for each in session.subject.facts if each.what == "commitment")
    refusal = session.record("plan-accepted", by="m.lee", at=NOW).refusal
    assert (refusal.code, refusal.params["items"]) == ("answers-what", [first, second])
    assert session.record("plan-accepted", by="m.lee", at=NOW, answers=["nothing.1"]).refusal.code == "not-linked"
    session = session.record("plan-accepted", by="m.lee", at=NOW, answers=[first]).session
    for by, promise in itertools.product(("r.diaz", "m.lee"), (first, second)):
        assert session.step == "confirmation"
        session = session.record("plan-confirmed", by=by, at=NOW, answers=[promise]).session
    assert session.step == "follow-up"


def test_only_the_right_order_of_the_first_words_moves_the_talk_on():
    """Of all orders of the first five words, only those that keep the steps in order reach the gap."""
    first = WORDS[:5]
    reached = 0
    for order in itertools.permutations(range(5)):
        session = opened()
        for number in order:
            what, by, more = first[number]
            session = session.record(what, by=by, at=NOW, **more).session
        reached += session.step == "the-gap"
    assert reached == 2  # the two facts may come in either order


def test_opening_records_the_gates_that_do_not_open():
    """The talk begins with one item for each blocked gate of the deal (about)."""
    session = opened()
    items = [(each.what, dict(each.fields)) for each in session.subject.facts]
    assert items == [("gate-blocked", {"subject": "006", "gate": "mutual-interest"})]


def test_opening_about_a_deal_that_claims_further_names_every_gate_on_the_way():
    """From verified up to claimed, in order."""
    session = opened(about=dataclasses.replace(deal(), claimed="solution-fit"))
    assert [each.fields["gate"] for each in session.subject.facts] == ["mutual-interest", "needs-confirmed"]


def test_a_passed_step_stays_passed_and_is_judged_as_it_was():
    """Later words change nothing about a gate the talk went through."""
    session = said(opened(), WORDS)
    for gate in session.subject.course.gates:
        assert decide(session, gate, NOW).passes


def test_as_of_an_earlier_moment_the_talk_was_not_yet_there():
    """A decision about yesterday knows only yesterday's words."""
    later = NOW + dt.timedelta(hours=1)
    session = said(said(opened(), WORDS[:14]), WORDS[14:], at=later)
    assert session.closed
    assert not decide(session, "close", NOW).passes
    assert decide(session, "close", later).passes


def test_a_clock_that_goes_back_loses_nothing():
    """Words recorded with an earlier time count in the order they were recorded."""
    session = opened()
    for number, (what, by, more) in enumerate(WORDS[:-2]):
        session = session.record(what, by=by, at=NOW - dt.timedelta(minutes=number), **more).session
    assert session.step == "follow-up"


def test_replay_gives_the_same_session_after_json():
    """Events are all there is: read back from JSON they make an equal session, at every length."""
    about = deal()
    session = said(opened(about=about), WORDS)
    events = [Event.from_dict(json.loads(json.dumps(each.as_dict()))) for each in session.events]
    assert replay(framework(), events, about=[about]) == session
    half = replay(framework(), events[:9], about=[about])
    assert said(half, WORDS[7:]) == session


def test_replay_refuses_what_is_no_session_of_this_framework():
    """A stream without an opening, a missing deal and another framework are told apart."""
    session = opened()
    with pytest.raises(SessionError, match="do not begin"):
        replay(framework(), [], about=[])
    with pytest.raises(SessionError, match="not given"):
        replay(framework(), session.events, about=[])
    first = session.events[0]
    pinned = {**first.data, "framework": {**first.data["framework"], "hash": "0" * 64}}
    changed = first.model_copy(update={"data": pinned})
    with pytest.raises(SessionError) as caught:
        replay(framework(), [changed], about=[deal()])
    assert caught.value.code == "other-framework"
    assert f"({'0' * 12}), and first-deal 2026.1 ({framework().hash[:12]}) is loaded" in str(caught.value)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"kind": "opportunity"}, SessionError, "no conversation"),
        ({"kind": "gate-revue"}, UsageError, 'no journey "gate-revue"'),
        ({"about": ()}, SessionError, "about opportunity, not about nothing"),
        ({"coach": "m.leigh"}, UsageError, 'no person "m.leigh"'),
        ({"coach": "r.diaz"}, UsageError, "two people have the id"),
        ({"coachee": []}, SessionError, "nobody is its coachee"),
        ({"at": dt.datetime(2026, 3, 6)}, UsageError, "no time zone"),
    ],
)
def test_a_session_that_cannot_be_opened_says_why(change, error, words):
    """Each mistake of the caller has its own message."""
    asked = {"kind": "gate-review", "about": deal(), "coach": "m.lee", "coachee": "r.diaz", "at": NOW, **change}
    with pytest.raises(error, match=words):
        open_session(framework(), asked.pop("kind"), **asked)


def test_a_talk_may_be_stopped_for_a_reason_but_not_closed_without_its_gate():
    """Stopped is free with a reason; closed is not; and after either nothing more is taken."""
    session = opened()
    assert session.end("closed", by="m.lee", at=NOW, reason="late").refusal.code == "only-through-a-gate"
    assert session.end("stopped", by="m.lee", at=NOW, reason=" ").refusal.code == "reason-missing"
    with pytest.raises(UsageError, match='no end "halted"'):
        session.end("halted", by="m.lee", at=NOW, reason="x")
    step = session.end("stopped", by="m.lee", at=NOW, reason="Fire alarm")
    assert step.session.closed
    assert replay(framework(), step.session.events, about=[deal()]) == step.session
    again = step.session.record("preparation-written", by="m.lee", at=NOW)
    assert again.refusal.code == "session-closed"
    assert step.session.end("stopped", by="m.lee", at=NOW, reason="x").refusal.code == "session-closed"


def test_a_clock_may_go_back():
    """Events stand in the order they were recorded in; an earlier time is no reason to lose a word."""
    session, earlier = until("gap-asked"), NOW - dt.timedelta(hours=1)
    step = session.record("gap-asked", by="m.lee", at=earlier, text="Who?")
    assert step.refusal is None
    assert session.back("what-happened", by="m.lee", at=earlier, reason="too fast").refusal is None
    assert session.end("stopped", by="m.lee", at=earlier, reason="Fire alarm").session.closed


def test_recording_is_pure():
    """A word gives a new session and leaves the old one as it was."""
    session = opened()
    before = session.events
    step = session.record("preparation-written", by="m.lee", at=NOW)
    assert session.events == before
    assert step.session.events == (*before, *step.events)
