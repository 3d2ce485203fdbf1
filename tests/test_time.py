"""Durations, spans and whole days: no clock, no surprise at the ends of the calendar."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.errors import UsageError
from gatecoach.time import judged_at, parse_days, say_days, span, zone

BERLIN, UTC = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
HOUR = 3_600_000_000
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/Sao_Paulo", "Africa/Cairo", "Pacific/Apia"]).map(ZoneInfo)


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-28", 24), ("2026-03-29", 23), ("2026-10-25", 25), ("2028-02-29", 24)]
)
def test_a_whole_day_is_as_long_as_it_is_there(day, hours):
    """The days on which clocks change have 23 and 25 hours."""
    found = span(dt.date.fromisoformat(day), BERLIN)
    assert found.end - found.start + 1 == hours * HOUR


@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)), ZONES)
def test_days_follow_each_other_without_gap(day, where):
    """A day ends one microsecond before the next begins, in every zone."""
    assert span(day, where).end + 1 == span(day + dt.timedelta(days=1), where).start


@given(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2060, 1, 1), timezones=ZONES), ZONES)
def test_an_instant_lies_within_its_own_day(moment, where):
    """An instant is one point, and that point is inside the whole day it is counted to."""
    point = span(moment, where)
    whole = span(dt.date.fromordinal(point.day), where)
    assert point.start == point.end
    assert whole.start <= point.start <= whole.end


def test_the_day_depends_on_the_zone():
    """Late in the evening of one zone it is tomorrow in another."""
    moment = dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC)
    assert span(moment, BERLIN).day - span(moment, UTC).day == 1


@pytest.mark.parametrize("where", [BERLIN, UTC, ZoneInfo("America/New_York")])
def test_the_ends_of_the_calendar_are_days_like_others(where):
    """`9999-12-31` as "for ever", and the last instant there is, raise nothing and stay in order."""
    last, first = span(dt.date.max, where), span(dt.date.min, where)
    assert first.start < first.end < last.start < last.end
    assert last.start <= span(dt.datetime.max.replace(tzinfo=dt.UTC), where).start <= last.end
    assert span(dt.datetime.min.replace(tzinfo=dt.UTC), where).day == 1


def test_a_day_as_moment_is_its_end():
    """Asked about a day, the question is asked at its last microsecond."""
    whole = span(dt.date(2026, 5, 1), BERLIN)
    assert judged_at(dt.date(2026, 5, 1), BERLIN) == (whole.end, whole.end, whole.day)


@pytest.mark.parametrize(("moment", "code"), [(dt.datetime(2026, 1, 1), "naive-time"), ("2026-01-01", "bad-time")])
def test_what_is_no_moment_raises(moment, code):
    """A naive time and a text are mistakes of the caller."""
    with pytest.raises(UsageError) as caught:
        judged_at(moment, UTC)
    assert (caught.value.code, caught.value.place) == (code, "at")
    assert caught.value.help


@pytest.mark.parametrize(
    ("text", "days"), [("30 days", 30), ("1 day", 1), ("6 weeks", 42), ("1 week", 7), ("0 days", 0), (" 2  days", 2)]
)
def test_durations_are_days_and_weeks(text, days):
    """A number and a unit."""
    assert parse_days(text) == days


@pytest.mark.parametrize("text", ["2 months", "days", "-3 days", "1.5 days", "3days", "٣ days", "", 30, None, True])
def test_everything_else_is_no_duration(text):
    """Months have no fixed length; nothing is guessed."""
    assert parse_days(text) is None


@given(st.integers(0, 10_000))
def test_a_duration_reads_back(days):
    """What is said is what authors write."""
    assert parse_days(say_days(days)) == days


def test_an_unknown_zone_is_nothing():
    """Names this machine does not know, and tricks with paths, are no zones."""
    assert zone("Europe/Berlin") == BERLIN
    assert [zone(name) for name in ("Europe/Nowhere", "../../etc/passwd", "")] == [None, None, None]
