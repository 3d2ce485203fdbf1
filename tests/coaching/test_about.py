"""What a talk may be about: a journey by its id, an earlier talk, a person's skill, the organisation."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from coaching.small import (
    DEAL,
    EARLIER,
    FRAMEWORK,
    NOW,
    PEOPLE,
    SIDES,
    SMALL,
    deal,
    heard,
    item,
    opened,
    promises,
    promising,
    waived,
)
from helpers import framework_of

from gatecoach import Event, Evidence, Person, Subject, decide, open_session, replay
from gatecoach.coaching import asks
from gatecoach.coaching.about import untold
from gatecoach.errors import SessionError, UsageError

SKILL = Subject(SMALL, "skill", "diaz-open-questions", people=PEOPLE)
MATURITY = Subject(SMALL, "maturity", "us", people=PEOPLE)


def begun(kind, about, **more):
    """A talk of that kind, just opened."""
    return open_session(SMALL, kind, about=about, at=NOW, people=PEOPLE, **{**SIDES, **more})[0]


def blocked(session):
    """The blocked gates a talk began with."""
    facts = [each for each in session.subject.facts if each.what == "gate-blocked"]
    return [(each.fields["subject"], each.fields["gate"]) for each in facts]


@pytest.mark.parametrize(
    ("kind", "about", "gates"),
    [
        ("again", EARLIER, []),
        ("again", EARLIER.subject, []),
        ("again", [promises(), promises("promises-2")], []),
        ("round", EARLIER, []),
        ("round", deal(), [("006", "go")]),
        ("round", [deal(), EARLIER], [("006", "go")]),
        ("round", [deal(), Subject(SMALL, "deal", "007")], [("006", "go"), ("007", "go")]),
        ("skills", SKILL, [("diaz-open-questions", "apply")]),
        ("planning", MATURITY, [("us", "formal")]),
    ],
)
def test_a_talk_is_about_what_it_says(kind, about, gates):
    """A session or its subject, one or several; blocked gates are recorded of what travels, never of a talk."""
    session = begun(kind, about)
    assert blocked(session) == gates
    given = about if isinstance(about, list) else [about]
    assert [each.id for each in session.subject.about] == [getattr(each, "subject", each).id for each in given]
    assert replay(SMALL, session.events, about=about) == session


def test_of_a_talk_that_is_still_open_no_gate_is_recorded():
    """Its gates are its steps: nobody is blocked there."""
    early, _ = open_session(SMALL, "promises", people=PEOPLE, at=NOW, stream="promises-1", **SIDES)
    assert begun("again", early).subject.facts == ()


@pytest.mark.parametrize(
    ("kind", "about", "words", "step"),
    [
        ("again", deal(), 'the conversation "again" is about an earlier talk, not about deal 006', "Pass the earlier"),
        ("again", (), "is about an earlier talk, not about nothing", "its session, as opened or replayed"),
        ("again", [EARLIER, deal()], "not about promises promises-1, deal 006", "Pass the earlier talk"),
        ("skills", deal(), "about a person .a journey that says `about: person`., not about deal 006", "Pass the sub"),
        ("skills", EARLIER, "not about promises promises-1", "Pass the subject"),
        ("skills", MATURITY, "not about maturity us", "Pass the subject"),
        ("planning", SKILL, "about the organisation .* not about skill diaz-open-questions", "Pass the subject"),
        ("round", MATURITY, "about deal or promises, not about maturity us", "Pass the subject"),
        ("round", SKILL, "about deal or promises, not about skill", "Pass the subject"),
        ("promises", deal(), "about nothing, not about deal 006", "Leave `about=` out"),
        ("deal", EARLIER, '"deal" is no conversation', "kind: conversation"),
    ],
)
def test_anything_else_says_what_is_accepted_what_was_given_and_what_to_do(kind, about, words, step):
    """Each message has all three."""
    with pytest.raises(SessionError, match=words) as caught:
        begun(kind, about)
    assert step in caught.value.help


@pytest.mark.parametrize("about", ["promises-1", {"journey": "deal"}, None, 7, [deal(), "x"]])
def test_what_is_neither_subject_nor_session_is_the_callers_mistake(about):
    """Ids are none."""
    for reading in (lambda: begun("again", about), lambda: replay(SMALL, opened().events, about=about)):
        with pytest.raises(UsageError, match="a talk cannot be about") as caught:
            reading()
        assert caught.value.help == "Give a Subject or a Session, or a list."


def test_a_subject_is_given_once():
    """Twice the same would make every link into it ambiguous."""
    with pytest.raises(UsageError, match="promises promises-1 is given twice"):
        begun("again", [EARLIER, EARLIER.subject])


def test_the_facts_of_the_earlier_talk_are_ranged_over_and_answered():
    """Both promises must be settled, each by its id; the talk's own words come on top."""
    session = heard(heard(opened(), "lee").session, "diaz").session
    first, second = (each.id for each in EARLIER.subject.facts)
    assert session.record("settled", by="diaz", at=NOW).refusal.code == "answers-what"
    assert {(each.what, each.answers) for each in asks(session, NOW)} == {("settled", first), ("settled", second)}
    session = session.record("settled", by="diaz", at=NOW, answers=[first]).session
    found = decide(session, "settled", NOW).requirements[0].sides["coachee"]
    assert found.open == (second,)
    assert promising().step == "promising"


def test_what_the_new_talk_says_never_takes_an_id_of_the_old_one():
    """A link into the earlier talk always means that one."""
    early, _ = open_session(SMALL, "promises", people=PEOPLE, at=NOW - dt.timedelta(1), stream="promises-1", **SIDES)
    early = early.record("commitment", by="lee", at=NOW - dt.timedelta(1), fields={"does": "x"}, id="waiver.2").session
    session = waived(begun("again", early)).session
    assert waived(session, "settled.each-promise", by="diaz").session.subject.facts[-1].id == "waiver.3"


def test_a_link_that_could_mean_two_talks_is_refused():
    """Both earlier talks have a first promise."""
    about = [promises(at=NOW - dt.timedelta(2)), promises("promises-2", NOW - dt.timedelta(1))]
    session = heard(heard(begun("again", about), "lee").session, "diaz").session
    assert session.record("settled", by="diaz", at=NOW, answers=["commitment.1"]).refusal.code == "ambiguous-link"
    assert session.record("settled", by="diaz", at=NOW, answers=["x"]).refusal.code == "not-linked"


def test_an_earlier_talk_is_read_one_hop():
    """What that talk was about is not read with it."""
    about = begun("round", deal(facts=[item("o1", "offer", "diaz")]))
    session = begun("again", about)
    assert session.record("heard", by="diaz", at=NOW, answers=["gate-blocked.1"]).refusal is None
    assert session.record("heard", by="diaz", at=NOW, answers=["o1"]).refusal.code == "not-linked"


def test_a_talk_does_not_know_what_the_earlier_one_said_later():
    """The earlier talk goes on; asked as of then, the later talk has not heard of it, and replays the same."""
    early, _ = open_session(SMALL, "promises", people=PEOPLE, at=NOW - dt.timedelta(1), stream="promises-1", **SIDES)
    promise = {"at": NOW - dt.timedelta(hours=1), "fields": {"does": "x"}}
    early = early.record("commitment", by="diaz", **promise).session
    session = heard(heard(begun("again", early, stream="again-9"), "lee").session, "diaz").session
    session = session.record("settled", by="diaz", at=NOW).session
    session = session.record("seen", by="lee", at=NOW).session
    assert session.step == "promising"
    grown = early.record("commitment", by="lee", at=NOW + dt.timedelta(hours=1), fields={"does": "y"}).session
    assert replay(SMALL, session.events, about=grown).progress == session.progress


def test_the_stream_of_a_talk_about_a_talk_follows_from_what_it_is_opened_with():
    """The same call makes the same stream, events and digest; another earlier talk another one."""
    one, same = (begun("again", EARLIER) for _ in range(2))
    assert (one, one.subject.digest) == (same, same.subject.digest)
    assert begun("again", promises("promises-2")).stream != one.stream


def test_the_digest_tells_earlier_talks_apart():
    """A word more in the earlier talk is another subject."""
    early, _ = open_session(SMALL, "promises", people=PEOPLE, at=NOW, stream="promises-1", **SIDES)
    more = early.record("commitment", by="lee", at=NOW, fields={"does": "x"}).session
    assert begun("again", early).subject.digest != begun("again", more).subject.digest


def test_replay_takes_sessions_and_says_which_is_missing():
    """After JSON, with the earlier talk itself replayed; without it, it says what to pass."""
    session = promising()
    events = [Event.from_dict(json.loads(json.dumps(each.as_dict()))) for each in session.events]
    early = replay(SMALL, EARLIER.events)
    assert replay(SMALL, events, about=early) == session
    assert replay(SMALL, events, about=[deal(), early.subject]) == session
    with pytest.raises(SessionError, match="about promises promises-1, which is not given") as caught:
        replay(SMALL, events, about=deal())
    assert caught.value.help == "Pass it as `about=`."


def test_an_event_of_a_newer_version_is_not_guessed_at():
    """A kind of event that is not known stops the replay."""
    session = heard(opened(), "lee").session
    strange = session.events[-1].model_copy(update={"kind": "smile-seen"})
    with pytest.raises(SessionError, match='nobody here knows what the event "smile-seen" means') as caught:
        replay(SMALL, [*session.events[:-1], strange], about=EARLIER)
    assert (caught.value.code, caught.value.place) == ("unknown-event", strange.id)


def test_people_that_are_given_come_before_those_of_what_it_is_about():
    """Somebody who holds another role today holds it in this talk."""
    people = [Person(id="diaz", side="seller", roles=["boss"], name="Rosa Diaz")]
    session = opened(people=people)
    assert {each.id: [held.role for held in each.roles] for each in session.participants} == {
        "diaz": ["boss"],
        "lee": ["boss"],
    }
    assert [each.side for each in session.participants] == ["coachee", "coach"]


READING = """
journey: reading
kind: conversation
sides: [coachee, coach]
about: deal
stages: {reading: {}}
ends: {closed: done}
evidence: {read: {side: coachee, answers: offer}, spoken: {side: coach}}
gates:
  close:
    from: reading
    to: closed
    requires:
      each: {say: "Each.", for-each: {what: offer, in: about}, coachee: read, coach: none, because: "It is theirs."}
      then: {say: "Then.", coach: {what: spoken, after: offer}, coachee: none, because: "It is theirs."}
"""


@pytest.mark.parametrize(
    ("told", "statuses"),
    [
        ({"told_by": "lee"}, ("missing", "met")),
        ({"source": "mail"}, ("missing", "met")),
        ({}, ("not-applicable", "missing")),
        ({"told_by": "diaz"}, ("not-applicable", "missing")),
        ({"source": "nowhere"}, ("not-applicable", "missing")),
    ],
)
def test_what_a_talk_is_about_is_told_as_it_must_be_there(told, statuses):
    """Only what its actor or a source of the deal tells is gone through, and is something to come after."""
    home = FRAMEWORK.replace("evidence:", "evidence:\n  offer: {side: seller}")
    framework = framework_of(home, DEAL.replace("offer: {side: seller}, ", ""), READING)
    offer = Evidence(id="o1", what="offer", by="lee", at=NOW - dt.timedelta(days=1), **told)
    about = Subject(framework, "deal", "006", people=PEOPLE, facts=[offer], sources={"mail": "mail"})
    session = open_session(framework, "reading", about=about, at=NOW, **SIDES)[0]
    session = session.record("spoken", by="lee", at=NOW, text="So.").session
    found = decide(session, "close", NOW).requirements
    assert tuple(str(each.status) for each in found) == statuses
    assert untold(session) == (() if statuses[0] == "missing" else (offer,))
    assert {each.what for each in asks(session, NOW)} == ({"read"} if statuses[0] == "missing" else {"spoken"})


def test_what_somebody_said_who_has_left_the_deal_is_gone_through():
    """Unless nobody told it rightly."""
    home = FRAMEWORK.replace("evidence:", "evidence:\n  offer: {side: [customer, seller]}")
    framework = framework_of(home, DEAL.replace("offer: {side: seller}, ", ""), READING)
    anna = Person(id="anna", side="customer", left=NOW - dt.timedelta(hours=1))
    for teller, status in (("anna", "missing"), ("lee", "not-applicable")):
        offer = Evidence(id="o1", what="offer", by="anna", at=NOW - dt.timedelta(days=1), told_by=teller)
        about = Subject(framework, "deal", "006", people=[anna, *PEOPLE], facts=[offer])
        session = open_session(framework, "reading", about=about, at=NOW, **SIDES)[0]
        assert str(decide(session, "close", NOW).requirements[0].status) == status
