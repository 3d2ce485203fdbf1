"""What a place must be able to do so that a journal can be kept there; the rules of journals are elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from gatecoach.errors import DuplicateEvent
from gatecoach.journal.entry import Stored
from gatecoach.journal.protocol import PAGE, Seen


class Head(NamedTuple):
    """Where a stream ends: its version and the hash of its last entry."""

    version: int
    hash: bytes


class PartKey(NamedTuple):
    """Where a private part stands."""

    stream: str
    version: int
    part: int


class Loose(NamedTuple):
    """A private part that stands in a store and that no event has: where, and in a few words what.

    `planted` says that no append can have left it there; else a crash may have, and `scrub` takes it away.
    """

    stream: str
    version: int
    words: str
    planted: bool = True


class Transaction(Protocol):
    """What a store holds, for a moment in which nobody else writes it (or, when only reading, as it then was)."""

    def head(self, stream: str) -> Head:
        """Where a stream ends; version 0 where there is none."""
        ...

    def last(self) -> int:
        """The last position; 0 in an empty store."""
        ...

    def taken(self, ids: Sequence[str]) -> str | None:
        """One of these event ids that the store has already, if there is any."""
        ...

    def names(self) -> Collection[str]:
        """The names of all streams."""
        ...

    def rows(self, stream: str, after: int = 0, count: int | None = None) -> Iterable[Stored]:
        """The rows of a stream after a version, in order; so many of them at most."""
        ...

    def page(self, after: int, count: int) -> Iterable[Stored]:
        """The rows of all streams after a position, in order; so many of them at most."""
        ...

    def loose(self, found: int) -> Sequence[Loose]:
        """The private parts that no event has; `found` is how many parts were found by reading all events."""
        ...

    def add(self, rows: Sequence[Stored]) -> None:
        """Make rows stay: all or none."""
        ...

    def settle(self) -> None:
        """Make sure that what is read here stays, whoever wrote it."""
        ...

    def forget(self, parts: Collection[PartKey]) -> None:
        """Delete private parts."""
        ...


class Store(Protocol):
    """A place for one tenant's journal.

    `takes_back` says that after an error also what several calls of `add` wrote is gone, not only that of the last.
    """

    place: str
    tenant: str
    takes_back: bool

    def transaction(self, *, writing: bool) -> AbstractContextManager[Transaction]:
        """What the store holds. What was written is kept on leaving, or not at all after an error."""
        ...

    def scrub(self) -> bool:
        """Clean the files of what was deleted; gives whether nothing of it is left in them."""
        ...

    def close(self) -> None:
        """Give back what the system lent."""
        ...


def every(page: Callable[[int, int], Iterable[Stored]], seen: Seen | None = None) -> Iterator[Stored]:
    """Every row in the order of positions, asked for a page at a time and made one at a time."""
    position: int | None = 0
    while position is not None:
        rows, position, number = page(position, PAGE), None, 0
        for stored in rows:
            position, number = stored.entry.position, number + 1
            yield stored
        if seen is not None and number:
            seen(number)


def taken_error(id_: str) -> DuplicateEvent:
    """The error of an event id that is taken."""
    help_ = "Give each event an id of its own; a retry carries the same events after the same version."
    return DuplicateEvent("duplicate-event", f'the event id "{id_}" is taken', place=id_, help=help_)


def refuse_taken(now: Transaction, ids: Sequence[str]) -> None:
    """Nothing, when every id is new.

    Raises:
        DuplicateEvent: an id that the store has already, or that comes twice.
    """
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise taken_error(each)
        seen.add(each)
    taken = now.taken(ids)
    if taken is not None:
        raise taken_error(taken)
