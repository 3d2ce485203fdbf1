"""Our invitations: which times they named one after the other, who was invited, and what ended them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from gatecoach.intake.calendars.entries import CANCEL, Entry, Party


@dataclass(slots=True, eq=False)
class Version:
    """One invitation to one time: the requests that named this time, whom they invite, and what ended it.

    People stand here by who they are and not by address: whoever was invited under one may answer from another.
    """

    id: str
    request: Entry
    organizer: str
    replaces: str = ""
    asked: list[int] = field(default_factory=list)
    invited: dict[str, Party] = field(default_factory=dict)
    ended: dt.datetime | None = None
    dropped: dict[str, list[tuple[dt.datetime, float]]] = field(default_factory=dict)

    def extend(self, request: Entry, invited: dict[str, Party]) -> None:
        """Add a request that names the same time, and whom it invites; who had been taken off is on again from here."""
        self.asked.append(request.sequence)
        self.invited |= invited
        for each in self.dropped.keys() & invited.keys():
            self.dropped[each] = [(at, min(until, request.sequence)) for at, until in self.dropped[each]]

    @property
    def guests(self) -> set[str]:
        """Whom it invites, the organizer aside."""
        return self.invited.keys() - {self.organizer}

    def drop(self, guests: set[str], at: dt.datetime) -> None:
        """Take these guests off, until a request names them again."""
        for each in guests:
            self.dropped.setdefault(each, []).append((at, math.inf))

    def void_since(self, actor: str, sequence: int) -> dt.datetime | None:
        """Since when an answer of this guest counts for nothing: the invitation ended, or theirs was taken back."""
        off = [at for at, until in self.dropped.get(actor, ()) if sequence < until]
        return min([*off, *([self.ended] if self.ended else [])], default=None)

    def newest(self, sequence: int) -> int:
        """The newest of its requests that somebody who answers this sequence may have seen; -1 = none."""
        return max((each for each in self.asked if each <= sequence), default=-1)


@dataclass(frozen=True, slots=True)
class Change:
    """What an entry of the organizer did: the version it made, if it made one, and the versions it ended."""

    rule: str
    made: Version | None = None
    ended: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """The version that an answer is about; `partly` when it speaks of one occurrence of a series we invited to."""

    version: Version
    partly: bool = False


@dataclass(slots=True)
class Thread:
    """One invitation of ours with all its versions, by the occurrence they are about (empty = all of it).

    `named` are its UID and the mails that carried it, which labels can name.
    """

    organizer: str
    actor: Callable[[str], str]
    labels: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    versions: dict[str, list[Version]] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    newest: int = 0

    def add(self, entry: Entry, id_: str) -> None:
        """Fold the next entry of the organizer in; they come oldest first. `id_` is what it makes is called."""
        self.newest = max(self.newest, entry.sequence)
        is_end = entry.method == CANCEL or entry.cancelled
        self.changes[entry.id] = self._cancel(entry) if is_end else self._request(entry, id_)

    def answered(self, entry: Entry) -> Answered | None:
        """What an answer is about: the newest version its sequence allows; nothing where that cannot be told."""
        if entry.sequence > self.newest:
            return None
        own = self._seen(entry, entry.occurrence)
        seen = own or (self._seen(entry, "") if entry.occurrence else [])
        if len(seen) > 1 and entry.start is not None:  # moved without a new number: the time tells
            seen = [each for each in seen if each.request.start == entry.start]
        return Answered(seen[0], partly=not own) if len(seen) == 1 else None

    def _seen(self, entry: Entry, occurrence: str) -> list[Version]:
        """The versions with the newest request that the one who answers may have seen."""
        among = self.versions.get(occurrence, [])
        newest = max((each.newest(entry.sequence) for each in among), default=-1)
        return [each for each in among if newest >= 0 and each.newest(entry.sequence) == newest]

    def _request(self, entry: Entry, id_: str) -> Change:
        """A request that names another time is a new version and replaces the one before; else words have changed."""
        before = self.versions.setdefault(entry.occurrence, [])
        last = before[-1] if before and before[-1].ended is None else None
        if last is not None and last.request.times == entry.times:
            last.extend(entry, self._named(entry))
            return Change("same-time")
        others = [each for name, group in self.versions.items() if name != entry.occurrence for each in group]
        series_moved = last is not None and not entry.occurrence
        ended = _end(others, entry) if series_moved or entry.later_too else ()
        version = Version(id_, entry, self.organizer, last.id if last else "")
        version.extend(entry, self._named(entry))
        before.append(version)
        return Change("moved" if last else "labelled", version, ended)

    def _cancel(self, entry: Entry) -> Change:
        """All of the invitation ends, or one occurrence of it; or only some guests are no longer invited."""
        scope = [name for name in self.versions if entry.later_too or entry.occurrence in ("", name)]
        standing = [each for name in scope for each in self.versions[name] if each.ended is None]
        named = set(self._named(entry))
        some = [each for each in standing if named and not entry.cancelled and not each.guests <= named]
        dropped = [each for each in some if named & each.guests]
        for each in dropped:
            each.drop(named & each.guests, entry.at)
        ended = _end((each for each in standing if each not in some), entry)
        return Change("cancelled" if ended else "uninvited" if dropped else "nothing-to-cancel", None, ended)

    def _named(self, entry: Entry) -> dict[str, Party]:
        return {self.actor(each.address): each for each in entry.attendees if each.address}


def _end(versions: Iterable[Version], entry: Entry) -> tuple[Version, ...]:
    """End those of these versions that stand, and say which they are."""
    ended = tuple(each for each in versions if each.ended is None)
    for each in ended:
        each.ended = entry.at
    return ended
