"""The facts that entries make: invitations of ours, answers to them, and how an answer reads."""

from __future__ import annotations

from gatecoach.facts import GRADES, Evidence, Grade, Revocation, Statement
from gatecoach.intake.calendars.context import CalendarContext
from gatecoach.intake.calendars.entries import COUNTER, Entry
from gatecoach.intake.calendars.lines import MAX_TEXT
from gatecoach.intake.calendars.moments import Moment
from gatecoach.intake.calendars.threads import Answered, Version


def invitation(
    context: CalendarContext, version: Version, what: str, by: str, *, at_most: Grade = "proven"
) -> Evidence:
    """Our invitation to one time; one to another time replaces it, and with it every answer."""
    entry = version.request
    return Evidence(
        id=version.id,
        what=what,
        by=by,
        at=entry.at,
        source=context.source,
        replaces=version.replaces or None,
        grade=min(entry.grade, at_most, key=GRADES.index),
        fields=_day(context, what, entry.start),
        text=entry.text,
        machine_sent=bool(entry.carrier and entry.carrier.automatic),
    )


def reply(
    context: CalendarContext,
    entry: Entry,
    to: Answered,
    what: str,
    by: str,
    *,
    at_most: Grade = "proven",
    looked_at: bool = False,
) -> Evidence:
    """An answer to it, in its own words; the day is that of the meeting it answers, or that it proposes."""
    own_day = entry.method == COUNTER or to.partly
    return Evidence(
        id=entry.id,
        what=what,
        by=by,
        at=entry.at,
        source=context.source,
        answers=(to.version.id,),
        grade=min(entry.grade, at_most, key=GRADES.index),
        fields=_day(context, what, entry.start if own_day else to.version.request.start),
        text=words(entry)[:MAX_TEXT],
        machine_sent=bool(entry.carrier and entry.carrier.automatic),
        revision=1 if looked_at else 0,
    )


def reading(context: CalendarContext, item: Evidence, entry: Entry, outcome: str) -> Statement:
    """What the answer says, told by the source: no person has to read what a calendar spells out."""
    return Statement(
        id=f"{item.id}-read", about=item.id, outcome=outcome, quote=quote(entry), by=context.source, at=item.at
    )


def ended(version: Version, entry: Entry, by: str) -> Revocation:
    """The organizer takes an invitation back."""
    return Revocation(id=f"{version.id}-cancelled", revokes=version.id, by=by, at=entry.at)


def quote(entry: Entry) -> str:
    """The words of an entry that its reading rests on, as they stand in it."""
    return f"METHOD:{COUNTER}" if entry.method == COUNTER else _status(entry)


def words(entry: Entry) -> str:
    """What an answer newly says: its status, the time it proposes, the comments of whoever answers."""
    proposed = [f"METHOD:{COUNTER}", *([f"DTSTART:{entry.start.key}"] if entry.start else [])]
    return "\n".join([*(proposed if entry.method == COUNTER else ()), _status(entry), *filter(None, entry.comments)])


def _status(entry: Entry) -> str:
    return f"PARTSTAT={entry.speaker.status}" if entry.speaker.status else ""


def _day(context: CalendarContext, what: str, start: Moment | None) -> dict[str, bool | int | str]:
    name = context.day_field(what)
    return {name: start.day.isoformat()} if name and start else {}
