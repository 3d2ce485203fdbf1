"""Laws of any talk, with every kind of word, refused ones among them: it replays equal, and passed stays passed."""

from __future__ import annotations

import datetime as dt
import json

from coaching.small import EARLIER, NOW, SMALL, TODAY, opened
from hypothesis import given
from hypothesis import strategies as st

from gatecoach import Event, decide, replay
from gatecoach.coaching import asks, summary
from gatecoach.errors import UsageError

WHO = ["lee", "diaz", "otto"]
OUTCOMES = ["confirms", "clarifies", "rejects"]
FIELDS = {"does": "I call", "for-day": "2026-03-16"}
COURSE = SMALL.journeys["again"]
REQUIREMENTS = [f"{gate.id}.{each.id}" for gate in COURSE.gates.values() for each in gate.requirements]
HOURS = st.integers(-1, 3)


def said(session, at, ask, outcome):
    """Whoever is asked says what is asked for."""
    more = {"fields": {name: FIELDS[name] for name in ask.fields}, "answers": [ask.answers] if ask.answers else []}
    meant = {"outcome": outcome if outcome in ask.outcomes else ask.outcomes[0]} if ask.outcomes else {}
    return session.record(ask.what, by=ask.people[0], at=at, text="In my own words.", **more, **meant)


@st.composite
def moves(draw):
    """One thing somebody may try, as a function of the talk; what leads on comes more often than the rest."""
    hours, number, lucky = draw(HOURS), draw(st.integers(0, 30)), draw(st.sampled_from([True, True, False]))
    by, outcome = draw(st.sampled_from(WHO)), draw(st.sampled_from(OUTCOMES))
    kind = draw(st.sampled_from(["ask"] * 8 + ["word", "read", "read", "waive", "revoke", "revoke", "back", "end"]))
    requirement = draw(st.sampled_from(REQUIREMENTS))
    until = TODAY + dt.timedelta(days=draw(st.integers(-1, 8)))
    place, what = draw(st.sampled_from([*COURSE.stages])), draw(st.sampled_from(["heard", "commitment", "seen"]))
    quote = draw(st.sampled_from(["own words", "In my own words.", "", "not said"]))

    def move(session, now):
        at, facts = now + dt.timedelta(hours=hours), session.subject.facts
        fact, found = facts[number % len(facts)] if facts else None, asks(session, at)
        named, actor = (fact.id, fact.by if lucky else by) if fact else ("none", by)
        here = [f"{gate.id}.{gate.requirements[0].id}" for gate in COURSE.ways_out(session.step)] or [requirement]
        tried = {
            "read": lambda: session.read(named, outcome=outcome, quote=quote, by=actor, at=at),
            "waive": lambda: session.waive(
                here[0] if lucky else requirement, by="lee" if lucky else by, reason=quote, until=until, at=at
            ),
            "revoke": lambda: session.revoke(named, by=actor, at=at),
            "back": lambda: session.back(place, by=by, at=at, reason="We missed something."),
            "end": lambda: session.end("stopped", by=by, at=at, reason="" if number else quote),
        }
        if kind == "ask" and found:
            return said(session, at, found[number % len(found)], "confirms" if lucky else outcome)
        word = {"by": by, "at": at, "text": "In my own words."}
        return tried[kind]() if kind in tried else session.record(what, **word)

    return move


def held(moved):
    """Every talk on the way, by the number of its events; what is refused or a mistake changes nothing."""
    session, now = opened(), NOW
    talks = {len(session.events): session}
    for number, move in enumerate(moved):
        try:
            step = move(session, now + dt.timedelta(hours=number))
        except UsageError:
            continue
        assert (step.events == ()) == (step.refusal is not None)
        assert step.session.events == (*session.events, *step.events)
        session = step.session
        talks[len(session.events)] = session
    return session, talks


def again(event):
    """The event as it comes back from a journal."""
    return Event.from_dict(json.loads(json.dumps(event.as_dict())))


MOVES = st.lists(moves(), min_size=10, max_size=24)


@given(MOVES)
def test_a_talk_replays_equal_wherever_it_is_cut(moved):
    """With waivers, readings, words taken back, ways back and ends, from events that went through JSON."""
    session, talks = held(moved)
    events = [again(each) for each in session.events]
    for number, talk in talks.items():
        told = replay(SMALL, events[:number], about=EARLIER)
        assert told == talk
        assert told.subject.digest == talk.subject.digest
        assert summary(told) == summary(talk)


@given(MOVES)
def test_what_was_passed_stays_passed(moved):
    """A gate the talk went through passes, whatever was read, waived or taken back since."""
    session, _ = held(moved)
    at = max(each.at for each in session.events) + dt.timedelta(days=60)
    assert [gate for gate in session.progress.passed if not decide(session, gate, at).passes] == []


@given(MOVES)
def test_nothing_that_is_asked_for_is_refused(moved):
    """Whatever the talk waits for may be said at once, by each of those who may say it."""
    session, _ = held(moved)
    at = max(each.at for each in session.events)
    for ask in asks(session, at):
        step = said(session, at, ask, "confirms")
        assert step.refusal is None, (ask, step.refusal)


@given(MOVES)
def test_a_fact_has_an_id_of_its_own(moved):
    """Of the talk and of what it is about together."""
    session, _ = held(moved)
    facts = [*session.subject.facts, *EARLIER.subject.facts]
    assert len({each.id for each in facts}) == len(facts)
