"""One event of a calendar object as facts: who says what about which invitation, and when they said so."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gatecoach.errors import UsageError
from gatecoach.facts import Grade
from gatecoach.intake.addresses import canonical
from gatecoach.intake.calendars.lines import CALENDAR, EVENT, MAX_TEXT, RULES, Line, checked
from gatecoach.intake.calendars.moments import Moment, moment
from gatecoach.intake.outcomes import RefusedError

INSTALL = 'pip install "gatecoach[calendar]"'
REQUEST, CANCEL, REPLY, COUNTER = "REQUEST", "CANCEL", "REPLY", "COUNTER"
METHODS = (REQUEST, CANCEL, REPLY, COUNTER)
MAX_UID = 1_000
MAX_SEQUENCE = 1_000_000_000
NOT_PEOPLE = frozenset({"ROOM", "RESOURCE", "GROUP"})


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whom an event names: an address that can be compared (or none), and what is said about them."""

    address: str
    status: str = ""
    kind: str = ""
    sent_by: str = ""
    delegates: tuple[str, ...] = ()

    @property
    def answer(self) -> str:
        """Their status in capitals; none is the same as not having answered."""
        return self.status.upper() or "NEEDS-ACTION"


@dataclass(frozen=True, slots=True)
class Carrier:
    """The mail that an object came in: who sent it, how well that is proven and why, when a trusted server took it.

    `automatic` is what marks it as sent by a machine, `doubt` the rule of a proof that does not fit.
    """

    message_id: str
    sender: str
    grade: Grade = "asserted"
    proof: str = ""
    at: dt.datetime | None = None
    automatic: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of one input. `occurrence` names the one of a series that it is about; empty = all of it."""

    name: str
    method: str
    uid: str
    sequence: int
    stamp: dt.datetime
    organizer: Party
    attendees: tuple[Party, ...]
    start: Moment | None = None
    times: tuple[str, ...] = ()
    occurrence: str = ""
    later_too: bool = False
    cancelled: bool = False
    title: str = ""
    text: str = ""
    comments: tuple[str, ...] = ()
    carrier: Carrier | None = None
    message_ids: tuple[str, ...] = ()

    @property
    def is_answer(self) -> bool:
        """Whether an attendee speaks here; otherwise the organizer does."""
        return self.method in (REPLY, COUNTER)

    @property
    def speaker(self) -> Party:
        """Who speaks: the organizer, or the attendee who answers."""
        if not self.is_answer:
            return self.organizer
        sent = [each for each in self.attendees if self.carrier and each.address == self.carrier.sender]
        return sent[0] if self.method == COUNTER and sent else self.attendees[0]

    @property
    def at(self) -> dt.datetime:
        """When it was said: as a trusted server saw it, else as it says itself; never when the meeting is."""
        return self.carrier.at if self.carrier and self.carrier.at else self.stamp

    @property
    def grade(self) -> Grade:
        """How well it is proven that its speaker said it: as well as its mail, and no file alone proves anything."""
        return self.carrier.grade if self.carrier else "asserted"

    @property
    def order(self) -> tuple[int, dt.datetime]:
        """What is newer among entries of one speaker about one thing."""
        return self.sequence, self.stamp

    @property
    def id(self) -> str:
        """The id of what it makes: the same for the same object, however it came; it tells nothing about anybody."""
        method = "" if self.is_answer else self.method
        parts = (self.uid, self.occurrence, str(self.sequence), self.stamp.isoformat(), method, self.speaker.address)
        return f"calendar-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"

    @property
    def content(self) -> tuple[object, ...]:
        """What two copies of one entry must have in common."""
        start = self.start.key if self.start else ""
        if self.is_answer:
            return self.method, self.speaker.answer, self.speaker.delegates, start, self.later_too
        return self.method, self.times, self.cancelled, self.later_too


def entry(name: str, method: str, lines: tuple[Line, ...], zone: dt.tzinfo, carrier: Carrier | None) -> Entry:
    """The event in these lines.

    Raises:
        RefusedError: it cannot be read, or does not say what an event of its method must say.
        UsageError: the extra `calendar` is not installed.
    """
    lines = checked(lines)
    event = _event(lines)
    start = _moment(event, "DTSTART", zone)
    occurrence = _moment(event, "RECURRENCE-ID", zone)
    read = Entry(
        name=name,
        method=method,
        uid=_uid(event),
        sequence=_sequence(event),
        stamp=_stamp(event),
        organizer=_party(_needed(event, "ORGANIZER"), "ORGANIZER"),
        attendees=tuple(_party(each, "ATTENDEE") for each in _many(event.get("ATTENDEE"))),
        start=start,
        times=(start.key if start else "", _end(event, zone), *_rules(lines)),
        occurrence=occurrence.key if occurrence else "",
        later_too=bool(occurrence and event["RECURRENCE-ID"].params.get("RANGE")),
        cancelled=str(event.get("STATUS", "")).strip().upper() == "CANCELLED",
        title=_text(event, "SUMMARY"),
        text="\n".join(filter(None, (_text(event, "SUMMARY"), _text(event, "DESCRIPTION"))))[:MAX_TEXT],
        comments=tuple(str(each).strip() for each in _many(event.get("COMMENT"))),
        carrier=carrier,
        message_ids=(carrier.message_id,) if carrier else (),
    )
    if read.is_answer:
        _check_speaker(read)
    return read


def _check_speaker(read: Entry) -> None:
    """An answer names who answers: its only attendee; a counter-proposal may name others beside its sender."""
    if not read.attendees:
        raise RefusedError("missing", property="ATTENDEE")
    sent = read.carrier is not None and read.speaker.address == read.carrier.sender
    if len(read.attendees) > 1 and not (read.method == COUNTER and sent):
        raise RefusedError("several-attendees")
    if not read.speaker.address:
        raise RefusedError("bad-value", property="ATTENDEE")


def _event(lines: Iterable[Line]) -> Any:
    """The event as the library reads it; whatever it raises, or leaves out as broken, refuses the event."""
    try:
        from icalendar import Calendar  # noqa: PLC0415 - an extra that may be absent
    except ModuleNotFoundError:
        words = "reading calendars is an extra that is not installed"
        raise UsageError("no-calendar", words, help=f"Install it: {INSTALL}") from None
    kept = [line.text for line in lines if line.name not in RULES]
    inside = [f"BEGIN:{CALENDAR}", f"BEGIN:{EVENT}", *kept, f"END:{EVENT}", f"END:{CALENDAR}", ""]
    try:
        (event,) = Calendar.from_ical("\r\n".join(inside)).subcomponents
    except Exception as error:  # the library documents none of the many kinds it raises
        raise RefusedError("unparseable", cause=type(error).__name__) from error
    if event.errors:
        raise RefusedError("bad-value", property=str(event.errors[0][0] or "a property"))
    return event


def _needed(event: Any, name: str) -> Any:
    value = event.get(name)
    if value is None or not str(value).strip():
        raise RefusedError("missing", property=name)
    return value


def _uid(event: Any) -> str:
    uid = str(_needed(event, "UID")).strip()
    if len(uid) > MAX_UID or not uid.isprintable():
        raise RefusedError("bad-value", property="UID")
    return uid


def _sequence(event: Any) -> int:
    text = str(event.get("SEQUENCE", "0")).strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > MAX_SEQUENCE:
        raise RefusedError("bad-value", property="SEQUENCE")
    return int(text)


def _stamp(event: Any) -> dt.datetime:
    """When the object was made; without a time zone nobody could tell which of two answers is newer."""
    stamp = _value(_needed(event, "DTSTAMP"))
    if not isinstance(stamp, dt.datetime) or not moment(stamp, "", "DTSTAMP", dt.UTC).certain:
        raise RefusedError("bad-value", property="DTSTAMP")
    return stamp.astimezone(dt.UTC)


def _moment(event: Any, name: str, zone: dt.tzinfo) -> Moment | None:
    found = event.get(name)
    if found is None:
        return None
    return moment(_value(found), str(getattr(found, "params", {}).get("TZID", "")), name, zone)


def _end(event: Any, zone: dt.tzinfo) -> str:
    """When it ends, the same whether it is written as a time or as a length."""
    lasting, start = _value(event.get("DURATION")), _value(event.get("DTSTART"))
    if not isinstance(lasting, dt.timedelta) or not isinstance(start, dt.date):
        end = _moment(event, "DTEND", zone)
        return end.key if end else ""
    try:
        return moment(start + lasting, str(event["DTSTART"].params.get("TZID", "")), "DURATION", zone).key
    except OverflowError:
        raise RefusedError("bad-value", property="DURATION") from None


def _rules(lines: Iterable[Line]) -> list[str]:
    return sorted(f"{each.name}:{each.value.upper()}" for each in lines if each.name in RULES)


def _party(value: Any, name: str) -> Party:
    params = getattr(value, "params", {})
    said = {key: _many(params.get(key)) for key in ("PARTSTAT", "CUTYPE", "SENT-BY", "DELEGATED-TO")}
    if any(len(said[key]) > 1 for key in ("PARTSTAT", "CUTYPE", "SENT-BY")):
        raise RefusedError("bad-value", property=name)
    first = {key: str(each[0]).strip() if each else "" for key, each in said.items()}
    return Party(
        _address(value),
        first["PARTSTAT"],
        first["CUTYPE"].upper(),
        _address(first["SENT-BY"]),
        tuple(sorted(filter(None, map(_address, said["DELEGATED-TO"])))),
    )


def _address(value: object) -> str:
    """The mail address of a calendar user, or nothing; names, queries and escapes in it are never trusted."""
    scheme, colon, address = str(value).strip().partition(":")
    plain = colon and scheme.casefold() == "mailto" and not set("?%") & set(address)
    return canonical(address) if plain else ""


def _text(event: Any, name: str) -> str:
    return "\n".join(str(each).strip() for each in _many(event.get(name)))[:MAX_TEXT]


def _value(found: object) -> object:
    """The plain value of a date or duration; one of another type has none."""
    return getattr(found, "dt", None)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
