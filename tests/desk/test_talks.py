"""How many talks were held about each deal; of a talk that is private to some nobody learns."""

from __future__ import annotations

from helpers import date, day
from privacy_world import FRAMEWORK, PEOPLE, skill

from gatecoach import open_session
from gatecoach.desk import talks_about


def opening(kind, at, about=None):
    """The first event of a talk about the skill, or about nothing."""
    session, _ = open_session(FRAMEWORK, kind, about=about or (), coach="lee", coachee="diaz", at=at, people=PEOPLE)
    return session.events[0]


def counted(*events, at=None, journey=None):
    """The talks by deal, as of day 30 where nothing else is said."""
    return talks_about(events, FRAMEWORK, journey or skill(doubted=False).journey, at or date(30))


def test_each_talk_about_a_deal_counts_once_it_was_opened():
    """Two by day 30, one by day 11; of another journey none."""
    about = skill(doubted=False)
    events = [opening("review", day(10), about), opening("review", day(12), about)]
    assert counted(*events) == {about.id: 2}
    assert counted(*events, at=date(11)) == {about.id: 1}
    assert counted(*events, journey="elsewhere") == {}


def test_a_talk_of_a_private_kind_or_of_a_strange_one_is_not_counted():
    """Nor is anything that opens no talk."""
    about = skill(doubted=False)
    plain = opening("review", day(10), about)
    strange = plain.__class__(**{**_parts(plain), "data": {**plain.data, "session": "nowhere"}})
    private = plain.__class__(**{**_parts(plain), "data": {**plain.data, "session": "belief"}})
    other = plain.__class__(**{**_parts(plain), "kind": "recorded"})
    assert counted(strange, private, other) == {}


def _parts(event):
    return {name: getattr(event, name) for name in ("id", "stream", "kind", "at", "by", "data")}
