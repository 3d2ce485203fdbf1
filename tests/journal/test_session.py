"""A real talk on a journal: every word is kept when it is given, and after a restart the talk goes on."""

from __future__ import annotations

import datetime as dt

import pytest

from gatecoach.coaching import open_session, replay
from gatecoach.errors import SessionError, VersionConflict
from gatecoach.facts import Person
from gatecoach.framework import load
from gatecoach.journal import open_journal
from gatecoach.subject import Subject

NOW = dt.datetime(2026, 3, 4, 9, tzinfo=dt.timezone(dt.timedelta(hours=1)))
WORDS = [
    ("preparation-written", "m.lee", "Who said it?\n«Anna»"),
    ("fact-told", "r.diaz", "Anna opened the review."),
    ("fact-told", "m.lee", "Bo answered it, Anna did not."),
]


@pytest.fixture(scope="module")
def deal():
    """A deal that its owner claims further than its evidence supports."""
    people = [Person(id="r.diaz", side="seller", roles=["rep"]), Person(id="m.lee", side="seller", roles=["manager"])]
    return Subject(load("first-deal"), "opportunity", "006", owner="r.diaz", people=people, claimed="solution-fit")


@pytest.fixture
def talk(deal):
    """A talk about the deal, just opened, and its first events."""
    return open_session(deal.framework, "gate-review", about=deal, coach="m.lee", coachee="r.diaz", at=NOW)


def spoken(session, words):
    """The session and the events of each of these words."""
    for what, by, text in words:
        step = session.record(what, by=by, at=NOW, text=text)
        assert step.refusal is None
        session = step.session
        yield session, step.events


def test_a_talk_goes_on_after_a_restart_at_any_word(path, deal, talk):
    """After each word a journal opened anew replays to the very same session, also in the middle of the talk."""
    session, events = talk
    with open_journal(path) as journal:
        version = journal.append(session.stream, 0, events)
    for after, new in spoken(session, WORDS):
        with open_journal(path) as journal:
            version = journal.append(after.stream, version, new)
        with open_journal(path) as again:
            assert replay(deal.framework, again.read(after.stream), about=[deal]) == after
    assert version == len(events) + len(WORDS)


def test_two_terminals_lose_no_word(path, talk):
    """Both speak after the same word: the second is told, reads again, and its word comes after the first."""
    (session, _), *_ = spoken(talk[0], WORDS[:1])
    one, two = open_journal(path), open_journal(path)
    version = one.append(session.stream, 0, session.events)
    mine = session.record("fact-told", by="r.diaz", at=NOW, text="mine")
    yours = session.record("fact-told", by="m.lee", at=NOW, text="yours")
    assert mine.events[0].id == yours.events[0].id
    one.append(session.stream, version, mine.events)
    with pytest.raises(VersionConflict):
        two.append(session.stream, version, yours.events)
    framework, about = session.subject.framework, session.subject.about
    now = replay(framework, two.read(session.stream), about=about)
    again = now.record("fact-told", by="m.lee", at=NOW, text="yours")
    two.append(session.stream, version + 1, again.events)
    assert [each.data["text"] for each in one.read(session.stream)[version:]] == ["mine", "yours"]


@pytest.mark.parametrize("person", ["r.diaz", "m.lee"])
def test_a_talk_whose_words_were_erased_is_not_told_otherwise(path, talk, person):
    """It is refused with its name and a next step, whoever is gone: who opened it or who only spoke."""
    *_, (session, _) = spoken(talk[0], WORDS)
    with open_journal(path) as journal:
        journal.append(session.stream, 0, session.events)
        journal.erase(person, by="dpo", at=NOW, ground="request 7")
        left = journal.read(session.stream)
    with pytest.raises(SessionError, match="words of it are gone") as caught:
        replay(session.subject.framework, left, about=session.subject.about)
    assert (caught.value.code, caught.value.place) == ("words-are-gone", session.stream)
