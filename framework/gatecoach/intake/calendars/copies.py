"""The same entry handed in more than once: each counts once, and two that contradict each other not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gatecoach.facts import GRADES
from gatecoach.intake.calendars.entries import Entry
from gatecoach.intake.calendars.people import Directory


@dataclass(frozen=True, slots=True)
class Copies:
    """The entries that are judged, by id; which of the inputs each is; and the ids that different entries claim."""

    kept: dict[str, Entry]
    first: dict[str, Entry]
    disputed: frozenset[str]

    def contradicts(self, entry: Entry) -> bool:
        """Whether an entry says something else than another one of the same id, and so counts for nothing."""
        return entry.id in self.disputed or entry.content != self.first[entry.id].content


def is_genuine(entry: Entry, people: Directory) -> bool:
    """Whether the mail, if there is one, comes from whoever speaks in it.

    An organizer may have it sent by another of our sellers, if the entry says so. An answer is nobody's but the
    attendee's own: whom they let answer for them is for a person to judge.
    """
    if entry.carrier is None:
        return True
    sender, speaker = entry.carrier.sender, entry.speaker
    if people.actor(sender) == people.actor(speaker.address):
        return True
    return not entry.is_answer and sender == speaker.sent_by and people.is_seller(sender)


def sort_out(entries: Iterable[Entry], people: Directory) -> Copies:
    """Of the entries that are genuine each once, the best proven copy; no other can displace or dispute it.

    So what somebody hands in cannot unsay what a trusted server saw. Contradicting copies that are equally well
    proven are both set aside.
    """
    groups: dict[str, list[Entry]] = {}
    for each in entries:
        if is_genuine(each, people):
            groups.setdefault(each.id, []).append(each)
    best = {id_: _best_proven(group) for id_, group in groups.items()}
    disputed = frozenset(id_ for id_, group in best.items() if len({each.content for each in group}) > 1)
    first = {id_: min(group, key=_rank) for id_, group in best.items() if id_ not in disputed}
    return Copies({id_: _whole(each, groups[id_]) for id_, each in first.items()}, first, disputed)


def _best_proven(group: list[Entry]) -> list[Entry]:
    grade = max((each.grade for each in group), key=GRADES.index)
    return [each for each in group if each.grade == grade]


def _whole(best: Entry, group: list[Entry]) -> Entry:
    """A copy with what all of them say: an invitation has the guests of all, as each guest may get one of their own."""
    same = [each for each in group if each.content == best.content]
    named = tuple(sorted({name for each in same for name in each.message_ids}))
    if best.is_answer:
        return replace(best, message_ids=named)
    guests = sorted({guest for each in same for guest in each.attendees}, key=repr)
    return replace(best, message_ids=named, attendees=tuple(guests))


def _rank(entry: Entry) -> tuple[dt.datetime, str, str]:
    """The earliest known first, then by name; the order of the inputs is of no account."""
    return entry.at, entry.name, repr(entry)
