"""A promise of the bundled gate review that is due before it starts: it is kept, but it is no promise."""

from __future__ import annotations

from coaching.talks import NOW, PLAN, said, until

from gatecoach.coaching import asks, decide, summary


def planned(due):
    """The talk with a promise from the sixth of March that is due on that day."""
    return said(until("commitment"), [("commitment", "r.diaz", {"fields": {**PLAN, "due": due}, "id": "early"})])


def test_what_is_due_before_it_starts_does_not_count():
    """The reason names both days; the same day is enough."""
    reasons = [each for each in decide(planned("2026-03-05"), "planned", NOW).reasons if each.params.get("item")]
    assert [(each.code, each.params["found"], each.params["asked"]) for each in reasons] == [
        (
            "field-not-accepted",
            "2026-03-05 as the last day, 2026-03-06 as the first day",
            "the last day is not before the first day",
        )
    ]
    assert decide(planned("2026-03-06"), "planned", NOW).requirements[0].sides["coachee"].status == "met"


def test_such_a_promise_is_asked_for_again_and_nobody_confirms_it():
    """The talk asks for another one, goes on with that, and closes without a word about the first."""
    talk = planned("2026-03-05")
    assert [each.what for each in asks(talk, NOW)] == ["commitment"]
    again = ("commitment", "r.diaz", {"fields": PLAN, "id": "good"})
    talk = said(talk, [again, ("plan-accepted", "m.lee", {"answers": ["good"]})])
    confirmed = [("plan-confirmed", who, {"answers": ["good"]}) for who in ("r.diaz", "m.lee")]
    talk = said(talk, confirmed)
    assert talk.step == "follow-up"
    assert [each.due for each in summary(talk).promises] == ["2026-03-10"]
