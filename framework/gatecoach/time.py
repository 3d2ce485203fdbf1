"""Durations and whole days: the only arithmetic on time there is, and none of it reads a clock.

Instants become microseconds since 1970 (UTC), days become their ordinal in the framework's `time-zone`.
A date-only fact is that whole day, from its first to its last microsecond.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gatecoach.errors import UsageError

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
DAY = dt.timedelta(days=1)
FOREVER = (dt.datetime.max.replace(tzinfo=dt.UTC) - EPOCH) // MICROSECOND + 86_400_000_000
"""Beyond the last moment of the calendar, in any zone."""


class Span(NamedTuple):
    """When something was: first and last microsecond it may have been at, and its day's ordinal."""

    start: int
    end: int
    day: int


def zone(name: str) -> ZoneInfo | None:
    """The time zone of that IANA name, or nothing where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def span(moment: dt.datetime | dt.date, where: dt.tzinfo) -> Span:
    """The span of an instant (one point) or of a whole day in that zone."""
    if isinstance(moment, dt.datetime):
        point = (moment - EPOCH) // MICROSECOND
        return Span(point, point, _day(moment, where))
    return Span(
        _midnight(moment, where),
        _midnight(moment + DAY, where) - 1 if moment < dt.date.max else FOREVER,
        moment.toordinal(),
    )


def _midnight(day: dt.date, where: dt.tzinfo) -> int:
    return (dt.datetime.combine(day, dt.time.min, tzinfo=where) - EPOCH) // MICROSECOND


def _day(moment: dt.datetime, where: dt.tzinfo) -> int:
    """The ordinal of an instant's day in that zone (a local time that never was is put right over UTC).

    At the ends of the calendar it is the day as written.
    """
    try:
        return moment.astimezone(dt.UTC).astimezone(where).toordinal()
    except OverflowError:
        return moment.toordinal()


def judged_at(moment: object, where: dt.tzinfo) -> Span:
    """The moment of a question: an aware instant, or the end of a whole day. Naive times raise `UsageError`."""
    if isinstance(moment, dt.datetime) and moment.utcoffset() is None:
        raise UsageError(
            "naive-time",
            f"the time {moment.isoformat()} has no time zone",
            place="at",
            help="Give an aware datetime, for example datetime(2026, 4, 2, 9, 30, tzinfo=UTC), or a date.",
        )
    if not isinstance(moment, dt.date):
        raise UsageError("bad-time", f"{moment!r} is no time", place="at", help="Give an aware datetime or a date.")
    whole = span(moment, where)
    return Span(whole.end, whole.end, whole.day)


def parse_days(text: object) -> int | None:
    """The days in `30 days` or `6 weeks`; nothing for anything else (months have no fixed length)."""
    if not isinstance(text, str):
        return None
    number, _, unit = text.strip().partition(" ")
    factor = {"day": 1, "days": 1, "week": 7, "weeks": 7}.get(unit.strip())
    if factor is None or not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return int(number) * factor


def say_days(days: int) -> str:
    """A duration as authors write it."""
    return "1 day" if days == 1 else f"{days} days"
