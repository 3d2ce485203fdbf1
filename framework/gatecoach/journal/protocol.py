"""What every journal promises, wherever it keeps its events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from gatecoach.coaching import Event

if TYPE_CHECKING:
    from gatecoach.journal.checkpoint import Checkpoint
    from gatecoach.journal.erasure import Held
    from gatecoach.journal.verify import Verification

PAGE = 1000
"""How many events a read of the whole journal takes at a time."""
Seen = Callable[[int], object]
"""What is told, page by page of long work, how many more events were read."""


class Appended(int):
    """The version of a stream after an append; `retried` says that the events were there already."""

    retried: bool

    def __new__(cls, version: int, *, retried: bool = False) -> Self:
        """The version as a plain number, with the word beside it."""
        self = super().__new__(cls, version)
        self.retried = retried
        return self


class Kept(NamedTuple):
    """An event with its place in the journal: `position` counts all events, `version` those of its stream.

    `recorded` is when the journal took it, empty for a journal without a clock. `erased` says that words of it
    are gone: `by` is then empty, or keys of `data` are missing.
    """

    position: int
    version: int
    recorded: str
    event: Event
    erased: bool = False


class Erased(NamedTuple):
    """What an erasure did: how many private parts of how many events are gone.

    `scrubbed` says that no old copy is left in the journal's own files; else call `scrub` (see there).
    """

    parts: int
    events: int
    scrubbed: bool


class Journal(Protocol):
    """Append-only streams of events. The version of a stream is the number of its events; 0 is a new stream.

    What `append` has returned for is kept; what was read is never changed by later calls. Who said a thing, and
    every word that is not a word of the framework, is private: it can be erased, and the rest still proves itself.
    """

    def append(self, stream: str, expected_version: int, events: Sequence[Event]) -> Appended:
        """Add events to the end of a stream, all or none, and give its new version.

        A retry, the same events after the same version, is harmless: it writes nothing and says `retried`.

        Raises:
            VersionConflict: the stream is at another version than expected.
            DuplicateEvent: an event id is taken.
            JournalFull, JournalReadOnly, JournalBusy: nothing was written, and why.
            JournalError: the journal cannot be read or written, or is damaged.
            UsageError: an event of another stream, or one that would not come back as it is.
        """
        ...

    def read(self, stream: str, *, as_of: dt.datetime | dt.date | None = None) -> list[Event]:
        """All events of a stream in the order of their versions; none for a stream that does not exist.

        With `as_of` only what the journal knew by then: the events up to the first one that it took later. A
        journal without a clock goes by the events' own times.

        Raises:
            JournalError: the chain of the stream is broken (`journal-damaged`).
        """
        ...

    def since(self, position: int = 0, *, limit: int = PAGE) -> list[Kept]:
        """The next events of all streams after a position, in order; positions have no gaps."""
        ...

    def version(self, stream: str) -> int:
        """How many events a stream has."""
        ...

    def position(self) -> int:
        """How many events the journal has."""
        ...

    def streams(self) -> list[str]:
        """The names of all streams, sorted."""
        ...

    def verify(self, checkpoint: Checkpoint | None = None, *, seen: Seen | None = None) -> Verification:
        """Read everything and tell every break: of the chains, the private parts, and a checkpoint of earlier.

        `seen` is called while it reads, with how many more events were read.
        """
        ...

    def checkpoint(self, *, seen: Seen | None = None) -> Checkpoint:
        """One hash over the heads of all streams as they are now; keep it away from the journal.

        `seen` is called as in `verify`.
        """
        ...

    def erase(
        self,
        person: str,
        *,
        by: str,
        at: dt.datetime | dt.date,
        ground: str,
        also: Iterable[str] = (),
        seen: Seen | None = None,
    ) -> Erased:
        """Delete what is private to a person, and write down that it was done, when, by whom and on what ground.

        Gone is everything they said or is kept under their id, every reading of it, and every private part
        that holds their id as a value or one of the words of `also` anywhere (a name, an address). `ground` stays.
        `seen` is called as in `verify`.

        Raises:
            JournalError: nothing was done; or, where it says so, the order stands and `scrub` has to end it.
            UsageError: nobody is named, or the order itself would name the person.
        """
        ...

    def held(self, person: str, *, also: Iterable[str] = (), seen: Seen | None = None) -> list[Held]:
        """What `erase` would take, event by event; nothing is changed."""
        ...

    def scrub(self) -> bool:
        """Clean the journal's own files of what was erased; gives whether that is done. Harmless at any time."""
        ...

    def export(self) -> Iterator[str]:
        """The journal as lines of JSON, one an event, the same for every kind of journal."""
        ...

    def load(self, lines: Iterable[str]) -> int:
        """Take in exported lines and give how many events were new; what is there already must be the same.

        All are taken in or none; until then nobody else can write. A database takes them page by page, the other
        journals hold them in memory.

        Raises:
            JournalError: lines that do not prove themselves, or that do not go on where the journal ends.
        """
        ...

    def close(self) -> None:
        """End the use of this journal; what was appended stays."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
