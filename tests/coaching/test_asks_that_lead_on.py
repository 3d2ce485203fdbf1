"""Whatever a talk waits for is taken, and leads on: also in chains of answers, and for each of several items."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from coaching.small import DEAL, FRAMEWORK, NOW, PEOPLE
from helpers import framework_of

from gatecoach import Evidence, Person, Subject, open_session
from gatecoach.coaching import asks, sayable

TALK = """
journey: talk
kind: conversation
sides: [coachee, coach]
{about}
stages: {{only: {{}}}}
ends: {{closed: done}}
evidence: {{{types}}}
gates: {{close: {{from: only, to: closed, requires: {{{requires}}}}}}}
"""
YESTERDAY = NOW - dt.timedelta(days=1)
OURS = 'coach: none, because: "It is theirs."'


def opened(types, requires, about=None, *, home=FRAMEWORK, course=DEAL, coachee="diaz"):
    """A talk of one step with these types and requirements, just opened; about such a deal, or about nothing."""
    text = TALK.format(types=types, requires=requires, about="about: deal" if about else "")
    framework = framework_of(home, course, text)
    given = {"about": about(framework)} if about else {}
    return open_session(framework, "talk", at=NOW, people=PEOPLE, coach="lee", coachee=coachee, **given)[0]


def asked(session):
    """What the talk waits for, and what each word answers."""
    return [(each.what, each.answers) for each in asks(session, NOW)]


def obeyed(session, most=12):
    """The talk after everything it has waited for was said, the first thing first; each word is taken."""
    for _ in range(most):
        waited = asks(session, NOW)
        if not waited:
            break
        ask = waited[0]
        answers = [ask.answers] if ask.answers else ()
        step = session.record(ask.what, by=ask.people[0], at=NOW, text="So it is.", answers=answers)
        assert step.refusal is None, (ask, step.refusal)
        session = step.session
    return session


def begun(framework):
    """A deal that has just begun, so its next gate is blocked."""
    return Subject(framework, "deal", "006", people=PEOPLE)


def done(framework):
    """A deal of which every gate passes."""
    return replied(framework, [Evidence(id="o1", what="offer", by="lee", at=YESTERDAY, told_by="lee")])


def replied(framework, facts=(), left=None):
    """A deal with a reply of somebody, who may have left since."""
    anna = Person(id="anna", side="customer", left=left)
    more = {"source": "mail", "answers": [each.id for each in facts], "grade": "observed"}
    reply = Evidence(id="r1", what="reply", by="anna", at=NOW - dt.timedelta(hours=2), **more)
    people, sources = [*PEOPLE, anna], {"mail": "mail"}
    return Subject(framework, "deal", "006", people=people, facts=[*facts, reply], sources=sources)


def test_a_blocked_gate_is_nothing_that_anybody_could_say():
    """Where no gate is blocked the talk does not wait for one."""
    session = opened("asked: {side: coachee, answers: gate-blocked}", f"it: {{say: It., coachee: asked, {OURS}}}", done)
    assert session.subject.facts == ()
    assert asked(session) == []
    assert sayable(session, NOW) == ()
    assert session.record("asked", by="diaz", at=NOW).refusal.code == "nothing-to-answer"


def test_what_answers_something_itself_names_what_it_answers():
    """The second must be said before the third, and there are two of the first that it may answer."""
    types = "one: {side: coach}, two: {side: coach, answers: one}, three: {side: coachee, answers: two}"
    session = opened(types, "it: {say: It., coachee: three, coach: one}")
    for _ in range(2):
        session = session.record("one", by="lee", at=NOW, text="It.").session
    first, second = (each.id for each in session.subject.facts)
    assert asked(session) == [("two", first), ("two", second)]
    assert obeyed(session).closed


def test_where_its_own_is_missing_that_is_waited_for_or_nothing():
    """What is two answers away is not asked here, so the talk does not wait for what could not be said."""
    types = "one: {side: coach}, two: {side: coach, answers: one}, three: {side: coachee, answers: two}"
    session = opened(types, f"it: {{say: It., coachee: three, {OURS}}}")
    assert asked(session) == []
    assert session.record("one", by="lee", at=NOW).refusal.code == "not-asked-here"
    session = opened(
        types, f"it: {{say: It., coachee: three, {OURS}}}, more: {{say: More., coach: two, coachee: three}}"
    )
    assert asked(session) == [("one", "")]


@pytest.mark.parametrize(
    ("types", "requires"),
    [
        ("seen: {side: coachee}", f"it: {{say: It., for-each: gate-blocked, coachee: seen, {OURS}}}"),
        (
            "put: {side: coach}, told: {side: coachee, answers: put}",
            f"it: {{say: I., for-each: gate-blocked, coachee: told, {OURS}}}",
        ),
        (
            "put: {side: coach}, told: {side: coachee, answers: put}",
            f"it: {{say: I., for-each: gate-blocked, coachee: told, {OURS}}}, o: {{say: I, coach: put, coachee: told}}",
        ),
        (
            "put: {side: coach}, mid: {side: coach, answers: put}, told: {side: coachee, answers: mid}",
            f"it: {{say: I., for-each: gate-blocked, coachee: told, {OURS}}}, o: {{say: I, coach: mid, coachee: told}}",
        ),
    ],
)
def test_for_each_item_a_word_is_waited_for_that_hangs_under_it(types, requires):
    """Also where its type answers nothing of itself, and where another requirement asks for it by name."""
    session = opened(types, requires, begun)
    (blocked,) = session.subject.facts
    assert asked(session)[0] in [("seen", blocked.id), ("put", blocked.id)]
    assert obeyed(session).closed


def test_of_everyone_those_are_asked_who_have_not_answered_that_item():
    """Who answered the first has not answered the second."""
    session = opened(
        "put: {side: coach}, told: {side: coachee, answers: put}",
        "it: {say: It., coach: put, coachee: {what: told, by: everyone}}",
        coachee=["diaz", "otto"],
    )
    for _ in range(2):
        session = session.record("put", by="lee", at=NOW, text="It.").session
    first, second = (each.id for each in session.subject.facts)
    session = session.record("told", by="diaz", at=NOW, text="It.", answers=[first]).session
    waited = [(each.answers, each.people) for each in asks(session, NOW) if each.what == "told"]
    assert waited == [(first, ("otto",)), (second, ("diaz", "otto"))]


def test_where_everyone_has_spoken_and_it_is_too_little_all_are_asked_again():
    """Two people, and three such words are asked for."""
    three = "it: {say: It., coach: put, coachee: {what: told, by: everyone, at-least: 3}}"
    session = opened("put: {side: coach}, told: {side: coachee}", three, coachee=["diaz", "otto"])
    for by in ("diaz", "otto"):
        session = session.record("told", by=by, at=NOW, text="It.").session
    waited = [each.people for each in asks(session, NOW) if each.what == "told"]
    assert waited == [("diaz", "otto")]
    assert obeyed(session).closed


def test_of_several_parts_only_the_missing_one_is_waited_for():
    """What is done is not asked again."""
    types = "put: {side: coach}, told: {side: coachee}, also: {side: coachee}"
    session = opened(types, f"it: {{say: It., coachee: {{all: [told, also]}}, {OURS}}}")
    assert asked(session) == [("told", ""), ("also", "")]
    assert asked(session.record("told", by="diaz", at=NOW, text="It.").session) == [("also", "")]


def test_nobody_is_asked_who_is_not_there():
    """Whose side has left can be asked for nothing, neither for the word nor for what comes before it."""
    left = {"left": NOW - dt.timedelta(hours=1)}
    types = "put: {side: coach}, told: {side: coachee, answers: put}, own: {side: coach}"
    session = opened(types, "it: {say: It., coachee: told, coach: own}")
    people = [each.model_copy(update=left if each.side == "coach" else {}) for each in session.participants]
    session = dataclasses.replace(session, subject=dataclasses.replace(session.subject, people=people))
    assert asked(session) == []


def test_what_somebody_said_who_has_left_is_answered_too():
    """The requirement goes through it, so the talk waits for it."""
    session = opened(
        "read: {side: coachee, answers: reply}",
        f"it: {{say: It., for-each: {{what: reply, in: about}}, coachee: read, {OURS}}}",
        lambda framework: replied(framework, left=NOW - dt.timedelta(hours=1)),
        home=FRAMEWORK.replace("evidence:", "evidence:\n  reply: {side: customer}"),
        course=DEAL.replace(", reply: {side: customer, answers: offer}", ""),
    )
    assert asked(session) == [("read", "r1")]
    assert obeyed(session).closed
