"""Ask more than tell: what is counted, when it is said, and that it stands in the record of the talk for ever."""

from __future__ import annotations

import pytest
from helpers import day, framework_of

from gatecoach import Person, open_session, replay
from gatecoach.coaching import balance, summary
from gatecoach.errors import Reason
from gatecoach.texts import ENGLISH, reason_text

TALK = """
journey: talk
kind: conversation
sides: [coachee, coach]
asks-more: coach
stages: {preparing: {}, telling: {}}
ends: {closed: done, stopped: stopped}
evidence:
  prepared: {side: coach}
  said: {side: [coachee, coach]}
  heard: {side: coach, answers: said}
  read: {side: coachee, outcomes: {for: [good], against: [bad]}}
  over: {side: coach}
gates:
  ready: {from: preparing, to: telling, requires: {it: {say: "Ready.", coach: prepared, coachee: none, because: "So."}}}
  end:
    from: telling
    to: closed
    requires:
      words: {say: "Words.", mode: report, coachee: said, coach: {any: [said, heard]}}
      it: {say: "Over.", coachee: read, coach: over}
    waivers: {by: coach, for-at-most: 7 days}
"""
HEAD = 'gatecoach: 1\nframework: tiny\nversion: "1"\n'
FRAMEWORK = framework_of(HEAD, TALK)
PEOPLE = [Person(id="diaz", side="coachee"), Person(id="lee", side="coach"), Person(id="kim", side="coach")]
CLOSING = [("over", "lee", ""), ("read", "diaz", "Fine with me")]
WARNING = "more-told-than-asked"


def told(*words, framework=FRAMEWORK, closing=CLOSING):
    """The steps of a talk with these words of the coach, or of who is named, from its preparation to its end."""
    session, _ = open_session(
        framework, "talk", coach=["lee", "kim"], coachee="diaz", at=day(1), people=PEOPLE, stream="t"
    )
    steps = []
    for what, by, text in [("prepared", "lee", "I will tell them."), *words, *closing]:
        outcome = "good" if what == "read" else ""
        steps.append(session.record(what, by=by, at=day(1), text=text, outcome=outcome))
        assert steps[-1].refusal is None
        session = steps[-1].session
    return steps


def lines(asked, tells):
    """So many questions of the coach, and so many words that tell."""
    return [("said", "lee", "What is it?")] * asked + [("said", "lee", "It is this.")] * tells


@pytest.mark.requirement("S15")
@pytest.mark.parametrize(
    ("asked", "tells", "warned"),
    [
        (0, 0, False),
        (1, 0, False),
        (0, 1, True),
        (1, 1, True),
        (2, 1, False),
        (2, 2, True),
        (3, 2, False),
        (2, 3, True),
    ],
)
def test_a_talk_must_ask_more_than_it_tells(asked, tells, warned):
    """As much is too much; nothing is said of a coach who said nothing. The closing word says it and stops nothing."""
    *before, last = told(*lines(asked, tells))
    assert last.session.closed
    assert [each.warnings for each in before] == [()] * len(before)
    params = {"side": "coach", "asked": asked, "told": tells}
    assert last.warnings == ((Reason(WARNING, "coach", params),) if warned else ())
    assert balance(last.session.subject) == ("coach", asked, tells)


@pytest.mark.requirement("S15")
@pytest.mark.parametrize("mark", ["Why?", "Why? Tell me.", "为什么\uff1f", "لماذا\u061f"])
def test_a_question_mark_asks(mark):
    """Wherever it stands, in the writing of whoever asks."""
    assert balance(told(("said", "lee", mark))[-1].session.subject) == ("coach", 1, 0)


@pytest.mark.requirement("S15")
def test_what_neither_asks_nor_tells_is_not_counted():
    """A play-back, an empty word, what the other side says, what is written before the talk; a play-back may ask."""
    words = [("said", "diaz", "It went badly."), ("said", "lee", " "), ("heard", "lee", "It went badly.")]
    session, _ = open_session(FRAMEWORK, "talk", coach="lee", coachee="diaz", at=day(1), people=PEOPLE)
    for what, by, text in [("prepared", "lee", "I tell."), words[0]]:
        session = session.record(what, by=by, at=day(1), text=text).session
    said = next(each.id for each in session.subject.facts if each.what == "said")
    session = session.record("heard", by="lee", at=day(1), text="It went badly.", answers=[said]).session
    assert balance(session.subject) == ("coach", 0, 0)
    session = session.record("heard", by="lee", at=day(1), text="So badly?", answers=[said]).session
    session = session.record("said", by="lee", at=day(1), text="  ").session
    assert balance(session.subject) == ("coach", 1, 0)


@pytest.mark.requirement("S15")
def test_everybody_on_the_side_counts():
    """Two coaches are one side, and what one of them tells the other has to make up for."""
    last = told(("said", "lee", "Why?"), ("said", "kim", "Do this."))[-1]
    assert [each.code for each in last.warnings] == [WARNING]


@pytest.mark.requirement("S15")
def test_the_record_tells_it_afterwards():
    """The session that is replayed says the same, and so does its summary; before its end it says nothing."""
    *_, before, last = told(*lines(1, 1))
    again = replay(FRAMEWORK, last.session.events)
    assert again.warnings == last.warnings == summary(again).warnings != ()
    assert before.session.warnings == summary(before.session).warnings == ()


@pytest.mark.requirement("S15")
def test_a_waiver_that_closes_the_talk_says_it_too():
    """Whatever word closes it."""
    session = told(*lines(0, 1), closing=CLOSING[:1])[-1].session
    step = session.waive("end.it", by="lee", reason="So", until=day(3), at=day(1))
    assert (step.session.closed, [each.code for each in step.warnings]) == (True, [WARNING])


@pytest.mark.requirement("S15")
def test_a_talk_that_is_ended_early_says_nothing():
    """Nobody has finished asking in it."""
    session = told(*lines(0, 2), closing=())[-1].session
    step = session.end("stopped", by="lee", at=day(1), reason="The phone")
    assert (step.session.closed, step.warnings, step.session.warnings) == (True, (), ())


def test_a_talk_that_says_nothing_of_it_counts_nothing():
    """Without the word there is no side to count for."""
    last = told(*lines(0, 3), framework=framework_of(HEAD, TALK.replace("asks-more: coach\n", "")))[-1]
    assert (balance(last.session.subject), last.warnings) == (None, ())


def test_the_warning_names_both_numbers():
    """In both languages, and tells the coach what to do."""
    params = {"side": "coach", "asked": 2, "told": 3}
    assert reason_text(WARNING, params, "en") == "Ask more than you tell: in this talk the coach asked 2 and told 3."
    assert "2 Fragen und 3 Aussagen" in reason_text(WARNING, params, "de")
    assert WARNING in ENGLISH
