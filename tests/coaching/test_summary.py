"""The written summary says who does what by when, what follows, and when they meet again."""

from __future__ import annotations

import datetime as dt

import pytest
from coaching.talks import NOW, PLAN, WORDS, opened, said, until

from gatecoach.coaching import Promise, summary


def test_the_summary_of_a_closed_talk_holds_every_promise_and_the_next_day():
    """One line a promise, under the name of who made it."""
    found = summary(said(opened(), WORDS))
    promise = Promise("Rosa Diaz", PLAN["activity"], PLAN["starts"], PLAN["due"], PLAN["consequence"])
    assert found.promises == (promise,)
    assert (found.next_day, found.closed, found.about) == ("2026-03-16", True, ("006",))
    assert set(found.people) == {"Rosa Diaz", "Mina Lee"}


def test_only_what_counts_is_in_the_summary():
    """A booking too far away is no next day, before and after a good one is made."""
    session = until("follow-up-booked")
    session = session.record("follow-up-booked", by="m.lee", at=NOW, fields={"for-day": "2026-04-30"}).session
    assert summary(session).next_day == ""
    session = session.record("follow-up-booked", by="m.lee", at=NOW, fields={"for-day": "2026-03-16"}).session
    assert summary(session).next_day == "2026-03-16"
    assert not summary(session).closed


@pytest.mark.parametrize(("days", "named"), [(0, "2026-03-16"), (9, "2026-03-16"), (10, ""), (11, "")])
def test_a_day_that_has_come_is_no_next_talk(days, named):
    """A talk that goes on until the day it booked books no other by that."""
    session = until("follow-up-accepted")
    (last,) = [each.id for each in session.subject.facts if each.what == "follow-up-booked"]
    at = NOW + dt.timedelta(days=days)
    session = session.record("follow-up-accepted", by="r.diaz", at=at, answers=[last], text="Yes.").session
    assert (session.closed, summary(session).next_day) == (True, named)


def test_a_summary_of_an_empty_talk_has_no_lines():
    """Nothing promised, nothing booked."""
    found = summary(opened())
    assert (found.promises, found.next_day) == ((), "")
