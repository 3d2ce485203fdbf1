"""How a word is meant and how others read it: with a quote, by participants, contested where readings differ."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from coaching.small import NOW, PEOPLE, SMALL, heard, opened, promising

from gatecoach import Event, decide, replay
from gatecoach.coaching import asks, summary
from gatecoach.coaching.events import READ, RECORDED
from gatecoach.coaching.session import after, event_of
from gatecoach.errors import UsageError
from gatecoach.facts import Evidence, Statement
from gatecoach.journey import world_of


def side(session, name, at=NOW):
    """The status of a side of the first gate."""
    return str(decide(session, "understood", at).requirements[0].sides[name].status)


def test_a_word_and_its_meaning_are_kept_together():
    """Two events of one step: the item, and the actor's own reading of the whole text."""
    step = heard(opened(), "lee")
    assert [each.kind for each in step.events] == ["evidence-recorded", "statement-made"]
    item, reading = step.session.subject.facts
    assert isinstance(item, Evidence)
    assert isinstance(reading, Statement)
    assert (reading.about, reading.quote, reading.by, reading.outcome) == (item.id, item.text, "lee", "confirms")
    assert side(step.session, "coach") == "met"


def test_the_word_and_its_reading_have_ids_of_their_own():
    """Whatever the word is called."""
    facts = heard(opened(), "lee", id="reading.1").session.subject.facts
    assert [each.id for each in facts] == ["reading.1", "reading.2"]


def test_without_a_meaning_the_word_is_there_and_does_not_count():
    """Somebody has to say what it means."""
    step = heard(opened(), "lee", "")
    assert len(step.events) == 1
    found = decide(step.session, "understood", NOW).requirements[0].sides["coach"]
    assert (str(found.status), [each.code for each in found.near_misses]) == ("missing", ["outcome-unread"])


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_meaning_without_words_is_refused(text):
    """A reading quotes something."""
    step = heard(opened(), "lee", text=text)
    assert (step.refusal.code, step.refusal.params["fields"], step.events) == ("incomplete", ["text"], ())


def test_a_refused_word_keeps_no_meaning():
    """All or nothing."""
    step = heard(opened(), "otto")
    assert (step.refusal.code, step.events) == ("uninvited", ())


def test_an_outcome_that_does_not_exist_is_the_callers_mistake():
    """With the nearest one; a type without outcomes says so."""
    with pytest.raises(UsageError, match='did you mean "rejects"'):
        heard(opened(), "lee", "reject")
    with pytest.raises(UsageError, match='"booked" has no outcomes'):
        opened().record("booked", by="lee", at=NOW, outcome="confirms")
    with pytest.raises(UsageError, match='no evidence "herd"'):
        opened().record("herd", by="lee", at=NOW, outcome="confirms")
    session = heard(opened(), "lee").session
    with pytest.raises(UsageError, match='did you mean "rejects"'):
        session.read("heard.1", outcome="reject", quote="call", by="diaz", at=NOW)


def test_both_meanings_lead_on():
    """With what both heard the talk goes to its next step."""
    session = heard(heard(opened(), "lee").session, "diaz", "clarifies").session
    assert session.step == "settling"


def test_another_participant_may_read_a_word():
    """The coach says what the coachee's silence on it meant; the reading is shown as theirs."""
    session = heard(heard(opened(), "lee").session, "diaz", "").session
    step = session.read("heard.3", outcome="clarifies", quote="waited  for\nmy call", by="lee", at=NOW)
    assert step.refusal is None
    assert [each.kind for each in step.events] == ["statement-made"]
    assert step.entered == ("settling",)


@pytest.mark.parametrize("quote", ["", "  ", "You called.", "you waited"])
def test_a_quote_stands_in_the_words_that_were_said(quote):
    """Word for word; nothing is no quote."""
    step = heard(opened(), "lee").session.read("heard.1", outcome="confirms", quote=quote, by="diaz", at=NOW)
    assert (step.refusal.code, step.events) == ("not-quoted", ())
    assert "Mina Lee" not in step.refusal.text()
    assert step.refusal.text().startswith("lee did not say this word for word")


def test_only_participants_read():
    """A reading by somebody who is not there is refused."""
    step = heard(opened(), "lee").session.read("heard.1", outcome="confirms", quote="call", by="otto", at=NOW)
    assert step.refusal.code == "uninvited"


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("heard.2", 'did you mean "heard.1"'),
        ("commitment.1", "belongs to what the talk is about"),
        ("reading.1", "is no word that could be read"),
    ],
)
def test_only_a_word_of_this_talk_is_read(about, words):
    """Not one that is not there, nor one of the earlier talk, nor a reading."""
    session = heard(opened(), "lee").session
    with pytest.raises(UsageError, match=words):
        session.read(about, outcome="confirms", quote="call", by="diaz", at=NOW)


def test_two_readings_of_unlike_sign_contest_the_word():
    """Whoever reads it as a no later is heard, while the gate is not passed."""
    session = heard(opened(), "lee").session
    session = session.read("heard.1", outcome="rejects", quote="You waited", by="diaz", at=NOW).session
    assert side(session, "coach") == "contested"
    assert heard(session, "diaz").session.step == "understanding"


def test_what_was_passed_stays_passed_whatever_is_read_later():
    """A later no is kept and changes nothing behind."""
    session = heard(heard(opened(), "lee").session, "diaz").session
    step = session.read("heard.1", outcome="rejects", quote="call", by="diaz", at=NOW)
    assert step.refusal is None
    assert step.session.step == "settling"
    assert decide(step.session, "understood", NOW).passes


def test_as_of_before_it_was_read_the_word_had_no_meaning():
    """A decision about this morning knows no reading of the evening."""
    later = NOW.replace(hour=20)
    session = heard(opened(), "lee", "").session
    session = session.read("heard.1", outcome="rejects", quote="call", by="diaz", at=later).session
    assert (side(session, "coach"), side(session, "coach", later)) == ("missing", "contested")


def test_an_ask_names_the_ways_it_may_be_meant():
    """What agrees comes first; a word that is not read has none."""
    assert {each.outcomes for each in asks(opened(), NOW)} == {("confirms", "clarifies", "rejects")}
    session = heard(heard(opened(), "lee").session, "diaz").session
    assert {each.outcomes for each in asks(session, NOW)} == {()}


def private():
    """The talk with a word of the coachee that the coach may not read. No gate asks for it, so a host put it there."""
    word = Evidence(id="c", what="consequence", by="diaz", told_by="diaz", at=NOW, text="I buy cake.")
    meant = Statement(id="reading.9", about="c", outcome="hard", quote="I buy cake.", by="diaz", at=NOW)
    session = promising()
    for kind, fact in ((RECORDED, word), (READ, meant)):
        session = after(session, event_of(session, kind, fact.as_dict(), "diaz", NOW))
    return session


def test_a_reading_is_as_private_as_the_word():
    """Whoever may not see the item sees neither its readings nor that it was taken back; nor does the summary."""
    before = private()
    session = before.read("c", outcome="soft", quote="cake", by="diaz", at=NOW, id="r").session
    session = session.revoke("c", by="diaz", at=NOW, id="back").session
    own, others = ([each.id for each in session.subject.seen_by(side).facts] for side in ("coachee", "coach"))
    assert own[-4:] == ["c", "reading.9", "r", "back"]
    assert others == own[:-4]
    assert {each.quote for each in summary(before).readings} == {"You waited for my call."}


def test_nobody_reads_what_is_private_to_others():
    """The coach is told whose word it is."""
    refusal = private().read("c", outcome="soft", quote="cake", by="lee", at=NOW).refusal
    assert (refusal.code, refusal.params["side"]) == ("wrong-side", "coachee")


def test_replay_after_json_tells_the_same_talk():
    """Both events of a word, and the readings of others."""
    session = heard(heard(opened(), "lee").session, "diaz", "").session
    at = NOW + dt.timedelta(hours=1)
    session = session.read("heard.3", outcome="clarifies", quote="my call", by="lee", at=at).session
    events = [Event.from_dict(json.loads(json.dumps(each.as_dict()))) for each in session.events]
    assert replay(SMALL, events, about=session.subject.about) == session


@pytest.mark.parametrize(
    ("outcomes", "status"), [(["rejects", "confirms"], "met"), (["confirms", "rejects"], "contested")]
)
def test_of_two_words_of_one_moment_the_one_recorded_last_counts(outcomes, status):
    """In a talk the order of recording is the clock."""
    session = opened()
    for outcome in outcomes:
        session = heard(session, "diaz", outcome).session
    assert side(session, "coachee") == status


def test_the_last_word_is_the_one_recorded_last_whatever_its_time():
    """Also between two people, and with a clock that went back."""
    session = heard(opened(coachee=["diaz", "otto"], people=PEOPLE), "diaz", "rejects").session
    session = session.record(
        "heard", by="otto", at=NOW - dt.timedelta(hours=1), text="Yes.", outcome="confirms"
    ).session
    found = decide(session, "understood", NOW).requirements[0].sides["coachee"]
    assert str(found.status) == "missing"
    assert {each.code for each in found.near_misses} == {"outcome-against", "quorum-short"}


@pytest.mark.parametrize("outcomes", [["confirms", "clarifies"], ["clarifies", "confirms"]])
def test_of_two_readings_of_one_moment_the_one_made_last_is_the_outcome(outcomes):
    """What a condition on the outcome reads."""
    session = heard(opened(), "lee", outcomes[0]).session
    session = session.read("heard.1", outcome=outcomes[1], quote="my call", by="diaz", at=NOW).session
    (row,) = (each for each in world_of(session.subject, SMALL.judged_at(NOW)).rows if each.fact.id == "heard.1")
    assert row.outcome == outcomes[1]
