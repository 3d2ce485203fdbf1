"""Times as calendars write them: an instant, a whole day, or an hour that nobody can place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gatecoach.intake.headers import YEARS
from gatecoach.intake.outcomes import RefusedError

ZONE = len("2026-03-10T09:00:00")
"""Where the zone stands behind an hour that is written without an offset."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something takes place: a spelling to compare by, the day, and whether it is certain.

    What floats, or names a time zone that nobody knows, is compared as it is written; its day is the written one.
    """

    key: str
    day: dt.date
    certain: bool = True

    def differs(self, other: Moment) -> bool:
        """Whether the two certainly are not the same; a whole day may be written as its first instant somewhere.

        Two hours that nobody can place are not the same where both are written in the same zone.
        """
        alike = len(self.key) == len(other.key) if self.certain else self.key[ZONE:] == other.key[ZONE:]
        return self.certain is other.certain and alike and self.key != other.key


def moment(value: object, written_zone: str, name: str, zone: dt.tzinfo) -> Moment:
    """The moment of a property; `zone` is where days are counted.

    Raises:
        RefusedError: it is neither a day nor a time of a year in reach.
    """
    if not isinstance(value, dt.date) or value.year not in YEARS:
        raise RefusedError("bad-value", property=name)
    if not isinstance(value, dt.datetime):
        return Moment(value.isoformat(), value)
    if value.utcoffset() is None:
        return Moment(f"{value.isoformat()} {written_zone}".strip(), value.date(), certain=False)
    return Moment(value.astimezone(dt.UTC).isoformat(), value.astimezone(zone).date())
