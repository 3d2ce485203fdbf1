"""What became of promises: open, overdue, kept or missed; and the talks that suggest themselves then."""

from __future__ import annotations

import datetime as dt

import pytest
from coaching.promising import LATER, THE_DAY_AFTER, at, looked, opened, planned, said

from gatecoach.coaching import Fate, commitments, replay, suggested, summary
from gatecoach.errors import UsageError

pytestmark = pytest.mark.requirement("F09")


def fates(*talks, when=THE_DAY_AFTER):
    """What became of every promise."""
    return [str(each.fate) for each in commitments(talks, when)]


def names(*talks, when=LATER, who=""):
    """The talks that suggest themselves, each with what became of the promise."""
    return [(each.talk, str(each.promise.fate)) for each in suggested(talks, when, who=who)]


def test_a_promise_says_who_does_what_by_when():
    """As it was said, with the talk in which it was made."""
    (found,) = commitments([planned()], at(3, 5))
    assert (found.talk, found.who, found.does) == ("plan", "diaz", "Call Anna")
    assert (found.starts, found.due) == (dt.date(2026, 3, 3), dt.date(2026, 3, 10))
    assert (found.fate, found.settled_in, found.settled_on) == (Fate.OPEN, "", None)


@pytest.mark.parametrize(
    ("when", "fate"),
    [
        (at(3, 9), "open"),
        (at(3, 10), "open"),
        (dt.datetime(2026, 3, 10, 22, 59, tzinfo=dt.UTC), "open"),
        (dt.datetime(2026, 3, 10, 23, 0, tzinfo=dt.UTC), "overdue"),
        (at(3, 11), "overdue"),
        (dt.date(2026, 3, 10), "open"),
        (dt.date(2026, 3, 11), "overdue"),
    ],
)
def test_it_is_overdue_from_the_day_after_its_own(when, fate):
    """A day ends where the company is, an hour before it does in UTC."""
    assert fates(planned(), when=when) == [fate]


def test_a_moment_without_a_zone_is_refused():
    """As it is everywhere."""
    with pytest.raises(UsageError, match="zone"):
        commitments([planned()], dt.datetime(2026, 3, 10))


@pytest.mark.parametrize(("until", "number"), [("promise", 0), ("heard", 1), ("end", 1)])
def test_it_stands_once_its_gate_was_passed(until, number):
    """What one side wrote and the other has not heard yet binds nobody; whether the talk has closed does not matter."""
    assert len(fates(planned(until=until))) == number


def test_what_does_not_count_is_no_promise():
    """A slip of the pen, due before it was said, beside a sound one."""
    talk = said(opened("plan", at(3, 2)), at(3, 2), ("found", "diaz"))
    talk = said(talk, at(3, 2), ("promise", "diaz", {"does": "Slip", "due": "2026-02-10"}))
    talk = said(talk, at(3, 2), ("promise", "diaz", {"does": "Call", "due": "2026-03-10"}))
    step = talk.record("heard", by="lee", at=at(3, 2), answers=[talk.subject.facts[-1].id])
    assert [each.does for each in commitments([step.session], at(3, 3))] == ["Call"]


def test_what_was_taken_back_is_no_promise():
    """Nothing is left to go through."""
    talk = planned()
    promise = next(each for each in talk.subject.facts if each.what == "promise")
    open_ = planned(until="heard")
    assert fates(talk) == ["overdue"]
    assert fates(open_.revoke(promise.id, by="diaz", at=at(3, 3)).session) == []


def test_a_talk_that_was_stopped_keeps_its_promise():
    """It was made, heard, and can be gone through."""
    talk = planned(until="heard")
    assert fates(talk.end("stopped", by="lee", at=at(3, 2), reason="A fire.").session) == ["overdue"]


@pytest.mark.parametrize(("ends_as", "fate"), [("celebrate", "kept"), ("learn", "missed")])
def test_a_later_talk_settles_it(ends_as, fate):
    """Once both sides have spoken; it says in which talk and on which day."""
    talk = planned()
    assert fates(talk, looked(talk, at(3, 11), ends_as, until="became")) == ["overdue"]
    (found,) = commitments([looked(talk, at(3, 11), ends_as, until="agreed"), talk], at(4, 30))
    assert (found.fate, found.settled_in, found.settled_on) == (Fate(fate), "look", dt.date(2026, 3, 11))


def test_of_two_talks_that_settle_it_the_later_one_counts():
    """Whatever order they are handed over in."""
    talk = planned()
    first, second = looked(talk, at(3, 11), "learn"), looked(talk, at(3, 20), "celebrate", stream="more")
    assert fates(talk, first, second) == fates(second, first, talk) == ["kept"]


def test_of_two_words_in_one_talk_the_last_one_counts():
    """Whoever said learn first and corrects it has kept it."""
    talk = planned()
    look = said(opened("look", at(3, 11), about=talk), at(3, 11), ("became", "diaz", {"ends-as": "learn"}))
    look = said(look, at(3, 11), ("became", "diaz", {"ends-as": "celebrate"}))
    last = look.subject.facts[-1].id
    assert fates(talk, look.record("agreed", by="lee", at=at(3, 11), answers=[last]).session) == ["kept"]


def test_each_promise_is_settled_by_itself():
    """Two talks with an item of the same id, and one of them gone through."""
    first, second = planned(), planned(at(3, 4), due="2026-03-20", stream="plan-2")
    found = commitments([second, first, looked(second, at(3, 21), "celebrate")], at(3, 22))
    assert [(each.talk, str(each.fate)) for each in found] == [("plan", "overdue"), ("plan-2", "kept")]


def test_a_talk_told_again_tells_the_same():
    """All of it is in the events."""
    talk = planned()
    look = looked(talk, at(3, 11), "learn")
    again = replay(look.subject.framework, look.events, about=talk)
    assert commitments([talk, again], at(3, 12)) == commitments([talk, look], at(3, 12))
    assert again.warnings == look.warnings


@pytest.mark.requirement("S10")
def test_the_first_miss_suggests_a_talk_at_once():
    """At the word that closes the talk in which it was said, with the promise; a step before it nothing is said."""
    talk = planned()
    step = looked(talk, at(3, 11), "learn", until="agreed").record("bye", by="lee", at=at(3, 11))
    (reason,) = step.warnings
    assert (reason.code, reason.place, reason.params["title"]) == ("promise-missed", "never", "Never again")
    assert '"Call Anna", due 2026-03-10' in reason.text()
    assert "Never again" in reason.text("de")
    assert step.session.warnings == step.warnings
    assert looked(talk, at(3, 11), "learn", until="agreed").warnings == ()
    assert looked(talk, at(3, 11), "celebrate").warnings == ()


@pytest.mark.requirement("S10")
def test_a_miss_suggests_a_talk_until_it_was_held():
    """Closed by its gates: opened or ended early it was not, and one before the miss was about something else."""
    talk = planned()
    look = looked(talk, at(3, 11), "learn")
    begun = opened("never", at(3, 11), about=talk)
    before, since = (
        said(opened("never", at(3, day), about=talk), at(3, day), ("why", "diaz"), ("asked", "lee")) for day in (9, 11)
    )
    stopped = begun.end("stopped", by="lee", at=at(3, 12), reason="A fire.").session
    for each in ([], [begun], [before], [stopped]):
        assert names(talk, look, *each) == [("never", "missed")]
    assert names(talk, look, since) == []
    assert names(talk, looked(talk, at(3, 11), "celebrate")) == []


def test_what_is_overdue_suggests_the_talk_that_goes_through_it():
    """From the day after on, until such a talk has gone through it; one about another talk does not do."""
    talk, other = planned(), planned(at(3, 4), due="2026-05-20", stream="plan-2")
    assert names(talk, other, when=at(3, 10)) == []
    assert names(talk, other) == [("look", "overdue")]
    assert names(talk, other, opened("look", at(3, 11), about=talk)) == [("look", "overdue")]
    assert names(talk, other, looked(other, at(3, 11), "celebrate")) == [("look", "overdue")]
    assert names(talk, other, looked(talk, at(3, 11), "celebrate", until="agreed")) == []


def test_a_talk_that_still_runs_and_goes_through_its_promises_itself_suggests_no_other():
    """It is in its own last step; once it was stopped there, another talk has to do it."""
    talk = said(opened("whole", at(3, 2)), at(3, 2), ("promise", "diaz", {"does": "Call", "due": "2026-03-10"}))
    talk = said(talk, at(3, 2), ("heard", "lee"))
    assert (fates(talk), names(talk)) == (["overdue"], [])
    assert names(talk.end("stopped", by="lee", at=at(3, 12), reason="So.").session) == [("look", "overdue")]


def test_a_promise_that_a_gate_goes_through_is_one():
    """Also where no gate asks for it by name on that side: what both confirmed is in the list and in the summary."""
    talk = said(opened("whole", at(3, 2)), at(3, 2), ("promise", "lee", {"does": "Help", "due": "2026-03-10"}))
    talk = said(talk, at(3, 2), ("promise", "diaz", {"does": "Call", "due": "2026-03-10"}))
    step = talk.record("heard", by="lee", at=at(3, 2), answers=[talk.subject.facts[-1].id])
    assert [each.does for each in commitments([step.session], at(3, 3))] == ["Help", "Call"]
    assert [each.does for each in summary(step.session).promises] == ["Help", "Call"]


def test_a_word_settles_once_the_other_side_has_answered_it():
    """Though the step stays open for another promise."""
    talk = said(opened("whole", at(3, 2)), at(3, 2), ("promise", "lee", {"does": "Help", "due": "2026-03-10"}))
    talk = said(talk, at(3, 2), ("promise", "diaz", {"does": "Call", "due": "2026-03-10"}))
    own = talk.subject.facts[-1].id
    talk = talk.record("heard", by="lee", at=at(3, 2), answers=[own]).session
    talk = talk.record("kept", by="diaz", at=at(3, 11), answers=[own]).session
    assert fates(talk) == ["overdue", "overdue"]
    talk = talk.record("seen", by="lee", at=at(3, 11)).session
    assert (talk.step, sorted(fates(talk))) == ("reviewing", ["kept", "overdue"])


def test_on_one_day_the_later_word_counts():
    """Whatever the streams are called."""
    talk = planned()
    first = looked(talk, at(3, 11), "learn", stream="zz")
    second = looked(talk, at(3, 11) + dt.timedelta(hours=1), "celebrate", stream="aa")
    assert fates(talk, first, second) == fates(second, first, talk) == ["kept"]


@pytest.mark.requirement("S10")
def test_it_suggests_itself_to_those_who_took_part():
    """What is private to the coach is suggested to that coach alone, and never without a name."""
    talk = planned()
    held = [talk, looked(talk, at(3, 11), "learn")]
    assert names(*held) == names(*held, who="diaz") == [("never", "missed")]
    assert names(*held, who="lee") == [("never", "missed"), ("alone", "missed")]
    assert names(*held, who="otto") == names(*held, who="kim") == []


def test_without_any_talk_there_is_nothing():
    """No promise, no suggestion, no error."""
    assert (commitments([], at(3, 1)), suggested([], at(3, 1))) == ((), ())
