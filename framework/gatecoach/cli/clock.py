"""The clock: read here and nowhere else, and the time that is used is always said."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable

When = dt.datetime | dt.date


def now() -> dt.datetime:
    """This moment, to the second, with the offset of this machine."""
    return dt.datetime.now(tz=dt.UTC).astimezone().replace(microsecond=0)


def stamp() -> str:
    """This moment as part of a file name."""
    return f"{now():%Y%m%d-%H%M%S}"


def ticks() -> float:
    """Seconds that only go on; from where they count is of no account."""
    return time.monotonic()


def clock(at: str | None) -> Callable[[], When]:
    """What gives the time of a command: the given moment again and again, else the real one; said on stderr.

    Raises:
        UsageError: a text that is no time, or one without a zone.
    """
    fixed = parsed(at) if at is not None else None
    first = fixed or now()
    sys.stderr.write(f"as of {first.isoformat()}\n")
    return lambda: fixed or now()


def parsed(text: str) -> When:
    """A day (`2026-03-06`, meaning its end) or a time with its offset."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - the parser of options comes first

    from gatecoach.errors import UsageError  # noqa: PLC0415 - same
    from gatecoach.facts import Moment  # noqa: PLC0415 - same

    help_ = "Write a day, 2026-03-06, or a time with its offset, 2026-03-06T09:30:00+01:00."
    try:
        moment: When = TypeAdapter(Moment).validate_python(text)
    except UsageError as error:
        raise UsageError(error.code, error.message, place="--at", help=help_) from None
    if not 1 < moment.year < dt.MAXYEAR:  # at the ends of the calendar not every zone has a day for it
        raise UsageError("bad-time", f'"{text}" is not a time of our days', place="--at", help=help_)
    return moment
