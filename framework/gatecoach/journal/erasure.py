"""What an erasure takes with it, and the event that says that it was done."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from gatecoach.coaching import Event
from gatecoach.coaching.events import READ, RECORDED
from gatecoach.errors import JournalError, UsageError
from gatecoach.journal.chain import damaged
from gatecoach.journal.entry import Part, Stored, canonical
from gatecoach.journal.protocol import Seen
from gatecoach.journal.records import TAKEN_IN
from gatecoach.journal.split import Piece
from gatecoach.journal.store import PartKey, Transaction, every

STREAM = "@erasures"
ERASED = "person-erased"
ID, ABOUT = '["data","id"]', '["data","about"]'
"""What a private part holds that has an item's id, and one in which somebody reads an item."""


class Held(NamedTuple):
    """An event that holds something private to somebody, and how many parts of it."""

    stream: str
    version: int
    kind: str
    parts: int


def checked(person: str, *, by: str, ground: str, also: Iterable[str]) -> list[str]:
    """The words that mark a private part as that person's.

    Raises:
        UsageError: nobody is named, or the order itself would keep what is to be erased.
    """
    texts = marks(person, also := list(also))
    words = [each.casefold() for each in also if each.strip()]
    if by == person or any(each in ground.casefold() for each in (person.casefold(), *words)):
        told = "the order of an erasure stays in the journal, and this one names the person"
        raise UsageError("erasure-names-person", told, help="Let somebody else give it, on a ground without names.")
    return texts


def marks(person: str, also: Iterable[str]) -> list[str]:
    """The words beside their id that mark a private part as that person's, as they stand in one.

    Raises:
        UsageError: nobody is named.
    """
    if not person.strip():
        raise UsageError("nobody-to-erase", "an erasure names a person", help="Give the person's id.")
    return [json.dumps(each.casefold(), ensure_ascii=False)[1:-1] for each in also if each.strip()]


def doomed(now: Transaction, person: str, words: Sequence[str], seen: Seen | None = None) -> list[PartKey]:
    """The private parts that go: the person's own, those that name them, and every reading of what they said."""
    return sorted(_found(now, person, words, seen))


def held(now: Transaction, person: str, words: Sequence[str], seen: Seen | None = None) -> list[Held]:
    """What `doomed` would take, event by event."""
    found = _found(now, person, words, seen)
    counted = Counter((key.stream, key.version, kind) for key, kind in found.items())
    return [Held(*place, number) for place, number in sorted(counted.items())]


def _found(now: Transaction, person: str, words: Sequence[str], seen: Seen | None) -> dict[PartKey, str]:
    """The private parts of a person, each with the kind of its event."""
    token, theirs = canonical(person), set()
    found: dict[PartKey, str] = {}
    readings = []
    for stored in every(now.page, seen):
        entry = stored.entry
        for number, part in enumerate(stored.parts):
            if part is None:
                continue
            key = PartKey(entry.stream, entry.version, number)
            if part.person == person or token in part.content or _has(part, words):
                found[key] = entry.kind
            elif entry.kind == READ or (entry.kind == TAKEN_IN and ABOUT in part.content):
                readings.append((key, entry.kind, (entry.stream, _value(stored, "about"))))
        said = [each for each in stored.parts if each is not None and each.person == person and ID in each.content]
        if said and entry.kind in (RECORDED, TAKEN_IN):
            theirs.add((entry.stream, _value(stored, "id")))
    return found | {key: kind for key, kind, about in readings if about in theirs}


def _has(part: Part, words: Sequence[str]) -> bool:
    text = part.content.casefold() if words else ""
    return any(each in text for each in words)


def _value(stored: Stored, key: str) -> str:
    """A private value of an event, or nothing."""
    for part in filter(None, stored.parts):
        for place, value in Piece.from_text(part.content).values:
            if list(place) == ["data", key]:
                return str(value)
    return ""


def order(version: int, parts: Collection[PartKey], *, by: str, at: dt.datetime | dt.date, ground: str) -> Event:
    """The event of an erasure: which parts went, on what ground, but not whose they were."""
    data = {"ground": ground, "parts": [list(each) for each in parts]}
    return Event(id=f"{STREAM}#{version}", stream=STREAM, kind=ERASED, at=at, by=by, data=data)


def ordered(stored: Stored) -> list[PartKey]:
    """The parts that the event of an erasure names; none for any other event."""
    if stored.entry.stream != STREAM or stored.entry.kind != ERASED:
        return []
    return [PartKey(*each) for each in json.loads(stored.entry.public)["parts"]]


def unclean(error: JournalError) -> JournalError:
    """The error of an erasure whose order is kept, when the files could not be cleaned of the words after it."""
    why = error.message.partition(": ")[2] or error.message
    words = f"the erasure is written down, but what it erased may still be in the files of the journal: {why}"
    help_ = "Mend that, then clean the files: gatecoach journal scrub JOURNAL, or scrub() in a program."
    return type(error)(error.code, words, place=error.place, help=help_)


def is_there(now: Transaction, key: PartKey) -> bool:
    """Whether a private part is there."""
    rows = now.rows(key.stream, key.version - 1, 1)
    return any(part is not None for stored in rows for part in stored.parts[key.part : key.part + 1])


def refuse_lost(now: Transaction, rows: Iterable[Stored], place: str) -> None:
    """Nothing, when every part that these rows lack was erased by an order that the journal has.

    Raises:
        JournalError: one was not.
    """
    gone = {key for stored in now.rows(STREAM) for key in ordered(stored)}
    for stored in rows:
        entry = stored.entry
        for number, part in enumerate(stored.parts):
            if part is None and PartKey(entry.stream, entry.version, number) not in gone:
                words = f'version {entry.version} of the stream "{entry.stream}" lacks words that nobody erased'
                raise damaged(words, place)
