"""Times in columns: instants and days become microseconds and day numbers, as `gatecoach.time` has them.

The offsets of the time zone are looked up here and handed to the engine as a few steps, so that it needs no calendar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

import ibis

from gatecoach.audit.spaces import SPACE
from gatecoach.time import DAY, EPOCH

SECOND = 1_000_000
WHOLE_DAY = 86_400 * SECOND
FIRST_DAY = EPOCH.date().toordinal()
Step = tuple[int, int]
"""From this number on this offset holds, in seconds east of Greenwich."""
INSTANT = (f"^{SPACE}*" r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,6})\d*)?)?"
           r"(Z|z|[+-]\d\d(?::?\d\d)?)" f"{SPACE}*$")  # fmt: skip
WHOLE = f"^{SPACE}*" r"(\d{4}-\d\d-\d\d)" f"{SPACE}*$"


class Offsets(NamedTuple):
    """The offsets of a time zone between two days: by the day's number, and by the microsecond of an instant."""

    days: Sequence[Step]
    instants: Sequence[Step]


def offsets(zone: dt.tzinfo, first: dt.date, last: dt.date) -> Offsets:
    """The steps of a time zone from one day to another, both included."""
    days: list[Step] = []
    instants: list[Step] = []
    day = first
    before = _at(zone, _noon(first - DAY))
    instants.append((-(1 << 62), before))
    while day <= last:
        midnight = dt.datetime.combine(day, dt.time.min, tzinfo=zone).utcoffset() or dt.timedelta()
        seconds = int(midnight.total_seconds())
        if not days or days[-1][1] != seconds:
            days.append((day.toordinal() if days else -(1 << 62), seconds))
        after = _at(zone, _noon(day))
        if after != before:
            instants.append((_turn(zone, _noon(day - DAY), _noon(day), before), after))
            before = after
        day += DAY
    return Offsets(days, instants)


def _noon(day: dt.date) -> int:
    """Noon in Greenwich, in seconds: no zone is so far off that two of its changes lie between two noons."""
    return (day.toordinal() - FIRST_DAY) * 86_400 + 43_200


def _at(zone: dt.tzinfo, second: int) -> int:
    moment = (EPOCH + dt.timedelta(seconds=second)).astimezone(zone)
    return int((moment.utcoffset() or dt.timedelta()).total_seconds())


def _turn(zone: dt.tzinfo, low: int, high: int, before: int) -> int:
    """The microsecond at which the offset changes between two moments."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _at(zone, middle) == before else (low, middle)
    return high * SECOND


def _offset(column: Any, steps: Sequence[Step]) -> Any:
    """The offset that holds at each number of the column."""
    newest_first = [(column >= start, offset) for start, offset in reversed(steps[1:])]
    found = ibis.cases(*newest_first, else_=steps[0][1]) if newest_first else ibis.literal(steps[0][1])
    return found.cast("int64")


def read(column: Any) -> tuple[Any, Any]:
    """Microseconds of an instant, and the number of a whole day: one of them, or none where it cannot be read."""
    kind = column.type()
    if kind.is_date():
        return ibis.null("int64"), _ordinal(column)
    if kind.is_timestamp():
        return _instant(column) if kind.timezone else ibis.null("int64"), ibis.null("int64")
    written = column.cast("string")
    return _written(written), _ordinal(written.re_extract(WHOLE, 1).nullif("").try_cast("date"))


def _ordinal(day: Any) -> Any:
    return (day.cast("timestamp").epoch_seconds() // 86_400).cast("int64") + FIRST_DAY


def _instant(moment: Any) -> Any:
    seconds = moment.truncate("s").epoch_seconds().cast("int64") * SECOND  # DuckDB would round them
    return seconds + moment.microsecond().cast("int64") % SECOND


def _written(text: Any) -> Any:
    """The instant that a text tells with its offset; none where it has no day."""

    def part(number: int) -> Any:
        return text.re_extract(INSTANT, number).nullif("")

    def whole(number: int) -> Any:
        return part(number).try_cast("int64").fill_null(0)

    day = part(1).try_cast("date")
    seconds = (_ordinal(day) - FIRST_DAY) * 86_400 + whole(2) * 3_600 + whole(3) * 60 + whole(4)
    fraction = part(5).fill_null("0").rpad(6, "0").try_cast("int64")
    east = part(6).upper()
    sign = east.startswith("-").ifelse(-1, 1).cast("int64")
    digits = east.re_replace("[^0-9]", "").rpad(4, "0")
    offset = sign * (digits.substr(0, 2).try_cast("int64").fill_null(0) * 3_600
                     + digits.substr(2, 2).try_cast("int64").fill_null(0) * 60)  # fmt: skip
    return (seconds - offset) * SECOND + fraction


def spans(instant: Any, day: Any, found: Offsets) -> dict[str, Any]:
    """Start, end and day of what happened at an instant, or on a day."""
    own = (instant + _offset(instant, found.instants) * SECOND) // WHOLE_DAY + FIRST_DAY

    def midnight(number: Any) -> Any:
        return (number - FIRST_DAY) * WHOLE_DAY - _offset(number, found.days) * SECOND

    return {
        "start": ibis.coalesce(instant, midnight(day)).cast("int64"),
        "end": ibis.coalesce(instant, midnight(day + 1) - 1).cast("int64"),
        "day": ibis.coalesce(own, day).cast("int64"),
    }


def bounds(*days: int | None) -> tuple[dt.date, dt.date]:
    """The first and the last of these days, with a margin; today's century where there are none."""
    known = [each for each in days if each is not None] or [FIRST_DAY]
    low = max(min(known) - 3, 2)
    high = min(max(known) + 3, dt.date.max.toordinal() - 2)
    return dt.date.fromordinal(low), dt.date.fromordinal(high)
