"""One input → its entries, or why there are none: nothing raises for what somebody else wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from gatecoach.intake.calendars.carrier import Part, carrier_of, parts_of
from gatecoach.intake.calendars.context import CalendarContext
from gatecoach.intake.calendars.entries import METHODS, Carrier, Entry, entry
from gatecoach.intake.calendars.lines import Sketch, decoded, sketch
from gatecoach.intake.calendars.outcomes import CalendarOutcome
from gatecoach.intake.outcomes import Outcome, RefusedError
from gatecoach.intake.structure import parse

ALONE = b"begin:vcalendar"
MAX_OBJECTS = 20
PUBLISHED = ("", "PUBLISH")
Read = Entry | CalendarOutcome


def entries_of(name: str, raw: bytes, context: CalendarContext) -> list[Read]:
    """The entries of one input, each with a name of its own; what cannot be read is an outcome.

    Raises:
        UsageError: the extra `calendar` is not installed.
    """
    if raw[:100].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(ALONE):
        found = list(_object(name, Part(raw, "utf-8", ""), None, context.time_zone))
    else:
        found = list(_mail(name, raw, context))
    return [_named(each, name, number) for number, each in enumerate(found, start=1)]


def _mail(name: str, raw: bytes, context: CalendarContext) -> Iterator[Read]:
    """What a mail carries; a mail that cannot be trusted to name its sender carries nothing."""
    try:
        message = parse(raw)
        parts, forwarded = parts_of(message)
        carrier = carrier_of(name, raw, message, context.checks) if parts else None
    except RefusedError as refused:
        known = refused.rule == "not-a-mail"
        yield _refused(name, "not-a-calendar" if known else "carrier", {} if known else {"cause": refused.rule})
        return
    if not parts:
        yield _outcome(name, "no", "forwarded" if forwarded else "no-calendar")
    for number, part in enumerate(parts):
        if number == MAX_OBJECTS:
            yield _refused(name, "too-many-parts", {"limit": str(MAX_OBJECTS)})
            return
        yield from _object(name, part, carrier, context.time_zone)


def _object(name: str, part: Part, carrier: Carrier | None, zone: dt.tzinfo) -> Iterator[Read]:
    """The entries of one object, each read by itself: one that is broken does not take the others with it."""
    try:
        read = _sketched(part)
    except RefusedError as refused:
        yield _refused(name, refused.rule, refused.params)
        return
    if read.method not in METHODS:
        yield _outcome(name, "no", "published" if read.method in PUBLISHED else "other-method", {"method": read.method})
        return
    for lines in read.events:
        try:
            yield entry(name, read.method, lines, zone, carrier)
        except RefusedError as refused:
            yield _refused(name, refused.rule, refused.params)


def _sketched(part: Part) -> Sketch:
    """The object in a part; its METHOD is the one that the header of the part names, if that names one."""
    read = sketch(decoded(part.data, part.charset))
    if part.method not in ("", read.method):
        raise RefusedError("two-methods")
    return read


def _named(read: Read, name: str, number: int) -> Read:
    """The first bears the name of its input, those after it a number behind it."""
    return read if number == 1 else replace(read, name=f"{name} ({number})")


def _refused(name: str, rule: str, params: Mapping[str, str]) -> CalendarOutcome:
    return _outcome(name, "reject", rule, params)


def _outcome(name: str, outcome: Outcome, rule: str, params: Mapping[str, str] | None = None) -> CalendarOutcome:
    return CalendarOutcome(name, "", outcome, rule, params or {})
