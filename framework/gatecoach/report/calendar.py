"""The follow-up of a talk as an invitation for calendars (RFC 5545, RFC 5546): booked, booked anew, or taken back.

Which evidence books the follow-up is its author's word: a type whose `summary` names a field as `next`. A talk has
one follow-up, so all its bookings are one entry of the calendar: its UID stays, and its SEQUENCE counts what was
said about it since. The UID tells nothing about anybody.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gatecoach.clause import leaves
from gatecoach.coaching import Session
from gatecoach.definition import EvidenceDef, say
from gatecoach.errors import Reason, UsageError
from gatecoach.facts import Evidence, Person, Revocation
from gatecoach.intake.addresses import canonical
from gatecoach.journey import world_of
from gatecoach.lower import Gate
from gatecoach.report.layout import clean
from gatecoach.resolve import World, told
from gatecoach.rows import Row
from gatecoach.time import EPOCH, MICROSECOND, span
from gatecoach.waivers import given, void

REQUEST, CANCEL = "REQUEST", "CANCEL"
NEXT: Final = "next"
"""The part of a summary that names the day of the next talk."""
NAMESPACE = uuid.UUID("0f8b4c1e-6a53-5e0c-9c57-3d2b7c9a41d6")
PRODUCT = "-//gatecoach//follow-up//EN"
TITLES = {"en": "Follow-up: {it}", "de": "Folgegespräch: {it}"}
HELD = ("", "waiver-ended")
"""What may be said of a waiver that held when the follow-up was booked."""
INSTALL = 'pip install "gatecoach[calendar]"'
When = dt.datetime | dt.date


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is invited: the name that people read, and a mail address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """An entry for calendars, a whole day. `left_out` says who cannot be invited and why."""

    method: str
    uid: str
    sequence: int
    day: dt.date
    title: str
    organizer: Guest
    guests: tuple[Guest, ...]
    stamp: dt.datetime
    left_out: tuple[Reason, ...] = ()

    def ics(self) -> bytes:
        """It as the bytes of an .ics file; the same invitation gives the same bytes.

        Raises:
            UsageError: the extra `calendar` is not installed.
        """
        try:
            from icalendar import Calendar, Event, vCalAddress  # noqa: PLC0415 - an extra that may be absent
        except ModuleNotFoundError:
            words = "invitations are an extra that is not installed"
            raise UsageError("no-calendar", words, help=f"Install it: {INSTALL}") from None
        event = Event()
        for name, value in self._properties():
            event.add(name, value)
        for guest in (self.organizer, *self.guests):
            person = vCalAddress(f"mailto:{guest.address}")
            person.params.update(self._attending(guest))
            event.add("attendee", person)
        chair = vCalAddress(f"mailto:{self.organizer.address}")
        chair.params["CN"] = self.organizer.name
        event.add("organizer", chair)
        calendar = Calendar()
        for name, text in (("prodid", PRODUCT), ("version", "2.0"), ("method", self.method)):
            calendar.add(name, text)
        calendar.add_component(event)
        return bytes(calendar.to_ical())

    def _properties(self) -> Iterator[tuple[str, object]]:
        """What the entry is, and when: a whole day that leaves its people free, and that others need not read."""
        yield "uid", self.uid
        yield "sequence", self.sequence
        yield "dtstamp", self.stamp
        yield "dtstart", self.day
        yield "dtend", self.day + dt.timedelta(days=1)
        yield "summary", self.title
        yield "status", "CONFIRMED" if self.method == REQUEST else "CANCELLED"
        yield "transp", "TRANSPARENT"
        yield "class", "PRIVATE"

    def _attending(self, guest: Guest) -> dict[str, str]:
        """What is known and asked of one person: the organizer comes, the others are to answer."""
        if guest is self.organizer:
            return {"CN": guest.name, "ROLE": "CHAIR", "PARTSTAT": "ACCEPTED"}
        asked = {"RSVP": "TRUE"} if self.method == REQUEST else {}
        return {"CN": guest.name, "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", **asked}


def invitation(session: Session, at: When, *, language: str = "en") -> Invitation | Reason:
    """The invitation to the follow-up as it is booked at that time, its cancelling, or why there is none.

    Raises:
        UsageError: a time without a zone.
    """
    framework = session.subject.framework
    world = world_of(session.subject, framework.judged_at(at))
    booked = [row for row in world.rows if not row.foreign and row.kind and _day_field(row.kind)]
    booked.sort(key=lambda row: row.order)
    standing = [row for row in booked if not row.state and _holds(world, row)]
    back = [row for row in booked if row.state == "revoked"]
    if not (standing or back):
        return Reason("nothing-booked", session.stream)
    entry = (standing or back)[-1]
    people = _readers(world, entry)
    invited, left_out = _addressed(people)
    organizer = _organizer(world, entry, invited)
    if organizer is None:
        return Reason("no-organizer", session.stream, {"who": [each.params["who"] for each in left_out]})
    first = booked[0]
    return Invitation(
        method=REQUEST if standing else CANCEL,
        uid=str(uuid.uuid5(NAMESPACE, "\n".join((session.stream, *first.key)))),
        sequence=_changes(world, booked) - 1,
        day=_day(entry),
        title=TITLES.get(language, TITLES["en"]).format(it=_titled(session, language)),
        organizer=invited[organizer],
        guests=tuple(guest for id_, guest in invited.items() if id_ != organizer),
        stamp=_instant(at, framework.time_zone),
        left_out=left_out,
    )


def _day_field(kind: EvidenceDef) -> str:
    """The field that names the day of the next talk; empty where the type is no follow-up."""
    name = kind.summary.get(NEXT, "")
    return name if name in kind.fields and kind.fields[name].type == "date" else ""


def _day(row: Row) -> dt.date:
    found = row.values[_day_field(row.kind)] if row.kind else None
    assert isinstance(found, dt.date)
    return found


def _holds(world: World, row: Row) -> bool:
    """Whether a booking is one that the talk takes: a gate that asks for it accepts it, or its requirement was waived.

    In which step the talk was by then is of no account: what was recorded was asked for.
    """
    if row.kind is None or _day_field(row.kind) not in row.values or not told(world, row, row.kind.told_by):
        return False
    asked = [
        (gate, each.id)
        for gate in world.journey.gates.values()
        for each in gate.requirements
        if any(leaf.what == row.fact.what for tree in each.sides.values() for leaf in leaves(tree))
    ]
    return bool(row.mask) or not asked or any(_waived(world, *each) for each in asked)


def _waived(world: World, gate: Gate, requirement: str) -> bool:
    named = [each for each in given(world, gate) if each.requirement == f"{gate.id}.{requirement}"]
    return any(void(world, gate, each) in HELD for each in named)


def _changes(world: World, booked: Sequence[Row]) -> int:
    """How often something was said about the follow-up so far; it only grows."""
    kinds = {id_ for id_, kind in world.journey.types.items() if _day_field(kind)}
    ids = {row.fact.id for row in booked}
    zone = world.subject.framework.time_zone
    said = [
        each
        for each in world.subject.facts
        if (isinstance(each, Evidence) and each.what in kinds) or (isinstance(each, Revocation) and each.revokes in ids)
    ]
    return sum(1 for each in said if span(each.at, zone).start <= world.at.end)


def _readers(world: World, row: Row) -> list[Person]:
    """Who takes part and may read both the talk and the booking."""
    limits = [sides for sides in (world.journey.private_to, row.kind.private_to if row.kind else ()) if sides]
    taking_part = [each for each in world.subject.people if world.takes_part(each)]
    return [each for each in taking_part if all(each.side in sides for sides in limits)]


def _addressed(people: Sequence[Person]) -> tuple[dict[str, Guest], tuple[Reason, ...]]:
    """Whoever has a mail address, by id, and a reason for each of the others."""
    found = {each.id: next(filter(None, map(_mailable, each.addresses)), "") for each in people}
    guests = {each.id: Guest(_name(each), found[each.id]) for each in people if found[each.id]}
    return guests, tuple(Reason("no-address", each.id, {"who": _name(each)}) for each in people if not found[each.id])


def _mailable(address: str) -> str:
    """An address as it is written, its domain in ASCII; empty when it is none."""
    domain = canonical(address).rpartition("@")[2]
    return f"{address.strip().rpartition('@')[0]}@{domain}" if domain else ""


def _organizer(world: World, entry: Row, invited: Mapping[str, Guest]) -> str | None:
    """Who invites: of those who lead the talk whoever booked it, else the first who can."""
    leading = [each.id for each in world.subject.people if each.side == world.journey.sides[1] and each.id in invited]
    return entry.fact.by if entry.fact.by in leading else next(iter(leading), None)


def _name(person: Person) -> str:
    """A name as calendars bear it: they have no quotes within names."""
    return clean(person.name or person.id).replace('"', "'")


def _titled(session: Session, language: str) -> str:
    course, about = session.subject.course, ", ".join(each.id for each in session.subject.about)
    title = say(course.definition.title, language, default=course.title)
    return clean(f"{title} ({about})" if about else title)


def _instant(at: When, zone: dt.tzinfo) -> dt.datetime:
    """The moment in UTC, to the second; of a day its beginning."""
    return (EPOCH + span(at, zone).start * MICROSECOND).replace(microsecond=0)
