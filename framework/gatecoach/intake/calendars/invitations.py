"""All invitations of a batch: their labels, their versions, and whom guests passed them on to."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass

from gatecoach.facts import GRADES, Grade
from gatecoach.intake.calendars.context import CalendarContext
from gatecoach.intake.calendars.entries import Entry
from gatecoach.intake.calendars.people import Directory
from gatecoach.intake.calendars.threads import Thread
from gatecoach.intake.context import NOTHING, Labels

MAX_ENTRIES = 300
"""So many entries of one invitation are folded; who sends more of them wants to keep a program busy."""
Key = tuple[str, str]
"""An invitation: its UID, and the actor who invites."""


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Who passed an invitation on, and how well it is proven that they did."""

    actor: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Chosen:
    """The type of an answer that a person named, and who did."""

    what: str
    reader: str


def _own_names(entry: Entry) -> tuple[str, ...]:
    """How a label names this entry and no other: the id it has, or a mail that carried it."""
    return (entry.id, *entry.message_ids)


class Invitations:
    """What sellers of ours sent as invitations, folded in the order in which they were made."""

    def __init__(self, context: CalendarContext, people: Directory, entries: Iterable[Entry]) -> None:
        """Fold these entries, each of them genuine and given once."""
        self._context = context
        self._people = people
        self._labels = Labels.of(context.labels, context.subject)
        self._threads: dict[Key, Thread] = {}
        known = sorted(entries, key=lambda each: (each.order, each.occurrence, each.is_answer, each.id))
        invitations = [each for each in known if not each.is_answer]
        ours = [each for each in invitations if people.is_seller(each.organizer.address)]
        self._named = self._names(ours)
        number = Counter(map(self._key, ours))
        self._crowded = {key for key in number if number[key] > MAX_ENTRIES}
        for each in ours:
            key = self._key(each)
            thread = self._threads.setdefault(key, Thread(key[1], people.actor))
            thread.labels |= self.labels_of(each)
            thread.named |= {each.uid, *each.message_ids}
            if key not in self._crowded:
                thread.add(each, self._named[each.id])
        self._keys = {self._key(each) for each in invitations}
        self._labelled = {uid for (uid, _), thread in self._threads.items() if thread.labels}
        self._delegates = self._passed_on([each for each in known if each.is_answer])

    def thread(self, entry: Entry) -> Thread | None:
        """The invitation that an entry is or answers: of its UID, by its organizer."""
        return self._threads.get(self._key(entry))

    def is_crowded(self, entry: Entry) -> bool:
        """Whether the organizer of this invitation said so much about it that none of it is believed."""
        return self._key(entry) in self._crowded

    def labels_of(self, entry: Entry) -> frozenset[str]:
        """The labels that name this very entry, by its UID or by a mail that carried it."""
        return frozenset(label for name in (entry.uid, *entry.message_ids) for label in self._labels.names(name))

    def types(self, entry: Entry) -> tuple[str, ...]:
        """What an answer to this invitation could be: the types that answer what its labels say."""
        thread = self.thread(entry)
        labels = thread.labels if thread else frozenset()
        return tuple(sorted({each for label in labels for each in self._context.answered_by.get(label, ())}))

    def deals(self, entry: Entry) -> tuple[str, ...]:
        """The deals that labels give this invitation to, where they are several."""
        thread = self.thread(entry)
        return self._labels.several_deals(sorted(thread.named) if thread else ())[1]

    def chosen(self, entry: Entry) -> Chosen | None:
        """What a person said that this answer is, where they named one of the types it could be."""
        types = self.types(entry)
        given = {label for name in _own_names(entry) for label in self._labels.names(name)} & {*types}
        what = min(given, default="")
        return Chosen(what, self._reader(entry, what)) if len(given) == 1 else None

    def set_aside(self, entry: Entry) -> str:
        """Who looked at this entry and set it aside; nothing where nobody did."""
        return self._reader(entry, NOTHING)

    def _reader(self, entry: Entry, label: str) -> str:
        return min(filter(None, (self._labels.reader(name, label) for name in _own_names(entry))), default="")

    def kinds(self, entry: Entry) -> set[str]:
        """What the invitation says that whoever answers is: a person, or a room, a resource, a group."""
        thread, actor = self.thread(entry), self._people.actor(entry.speaker.address)
        versions = [each for group in thread.versions.values() for each in group] if thread else []
        return {each.invited[actor].kind for each in versions if actor in each.invited}

    def title(self, entry: Entry) -> str:
        """What we called the meeting that somebody answers; nothing for what is no answer to us."""
        thread = self.thread(entry) if entry.is_answer else None
        titles = [each.request.title for group in thread.versions.values() for each in group] if thread else []
        return next(filter(None, titles), "")

    def passed_on(self, entry: Entry) -> PassedOn | None:
        """Who passed this invitation on to whoever answers; nobody did if nothing."""
        return self._delegates.get(self._key(entry), {}).get(self._people.actor(entry.speaker.address))

    def has_other_organizer(self, entry: Entry) -> bool:
        """Whether a labelled invitation of this UID is here, but another person's."""
        return entry.uid in self._labelled

    def is_only_labelled(self, entry: Entry) -> bool:
        """Whether a label names this UID, but the invitation of whoever is named as organizer is not here."""
        return bool(self._labels.names(entry.uid)) and self._key(entry) not in self._keys

    def _key(self, entry: Entry) -> Key:
        return entry.uid, self._people.actor(entry.organizer.address)

    def _names(self, entries: Iterable[Entry]) -> dict[str, str]:
        """What the item of each entry is called: as the labelled mail that carried it, so that mails can answer it."""
        names: dict[str, str] = {}
        used: set[str] = set()
        for each in entries:
            free = [name for name in each.message_ids if self._labels.names(name) and name not in used]
            names[each.id] = free[0] if free else each.id
            used |= set(free[:1])
        return names

    def _passed_on(self, answers: Iterable[Entry]) -> dict[Key, dict[str, PassedOn]]:
        """Per invitation whom its guests passed it on to, and those in turn; circles end where they began."""
        steps: dict[Key, dict[str, list[Entry]]] = {}
        for each in answers:
            if each.speaker.delegates and each.speaker.answer == "DELEGATED":
                actor = self._people.actor(each.speaker.address)
                steps.setdefault(self._key(each), {}).setdefault(actor, []).append(each)
        return {key: self._reached(self._threads[key], found) for key, found in steps.items() if key in self._threads}

    def _reached(self, thread: Thread, steps: dict[str, list[Entry]]) -> dict[str, PassedOn]:
        guests = {actor for group in thread.versions.values() for each in group for actor in each.invited}
        found: dict[str, PassedOn] = {}
        waiting: deque[tuple[str, Grade]] = deque((actor, "proven") for actor in sorted(guests))
        while waiting:
            actor, grade = waiting.popleft()
            for each in steps.get(actor, ()):
                proven = min(grade, each.grade, key=GRADES.index)
                for delegate in map(self._people.actor, each.speaker.delegates):
                    if delegate not in found:
                        found[delegate] = PassedOn(actor, proven)
                        waiting.append((delegate, proven))
        return found
