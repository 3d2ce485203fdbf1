"""What the talk waits for: always enough to go on, never more than would be taken."""

from __future__ import annotations

from coaching.talks import NOW, PLAN, WORDS, opened, said, until

from gatecoach.coaching import asks, sayable


def test_answering_what_is_asked_leads_to_the_close():
    """Whoever says the first thing asked, again and again, closes the talk; no ask is ever refused."""
    session = opened()
    for _ in range(40):
        if session.closed:
            break
        ask = asks(session, NOW)[0]
        fields = {**PLAN, "for-day": "2026-03-16"}
        step = session.record(
            ask.what,
            by=ask.people[0],
            at=NOW,
            text="In my own words.",
            fields={name: fields[name] for name in ask.fields},
            answers=[ask.answers] if ask.answers else (),
        )
        assert step.refusal is None, (ask, step.refusal)
        session = step.session
    assert session.closed
    assert asks(session, NOW) == sayable(session, NOW) == ()


def test_what_needs_something_to_answer_is_not_asked_before_that():
    """The coach accepts a promise only once there is one."""
    session = until("commitment")
    assert [each.what for each in asks(session, NOW)] == ["commitment"]
    session = said(session, WORDS[10:11])
    (ask,) = asks(session, NOW)
    assert (ask.what, ask.people, ask.answers) == ("plan-accepted", ("m.lee",), session.subject.facts[-1].id)
    assert "Call Anna" in ask.about


def test_everyone_who_has_not_spoken_is_asked():
    """A confirmation of all names those who are missing, on both sides."""
    session = until("plan-confirmed", coachee=["r.diaz", "k.otto"])
    assert {each.people for each in asks(session, NOW)} == {("r.diaz", "k.otto"), ("m.lee",)}
    session = session.record("plan-confirmed", by="k.otto", at=NOW).session
    assert {each.people for each in asks(session, NOW)} == {("r.diaz",), ("m.lee",)}


def test_a_booking_that_does_not_count_is_asked_for_again():
    """A day too far leaves the booking open, and nobody is asked to accept it."""
    session = until("follow-up-booked")
    session = session.record("follow-up-booked", by="m.lee", at=NOW, fields={"for-day": "2026-04-30"}).session
    assert [each.what for each in asks(session, NOW)] == ["follow-up-booked"]


def test_what_is_only_recorded_is_asked_of_nobody_and_may_be_said():
    """A coach is not asked for ideas of their own; whoever tells one may say so."""
    from coaching.promising import at, opened  # noqa: PLC0415 - another framework than that of this file

    talk = opened("plan", at(3, 2))
    assert [each.what for each in asks(talk, at(3, 2))] == ["found"]
    assert "told" in [each.what for each in sayable(talk, at(3, 2))]
    assert talk.record("told", by="lee", at=at(3, 2)).refusal is None
