"""Which stream stands for which subject: told by private words, since the names of streams stay for ever.

Streams have random names. The stream `DIRECTORY` says of each one what it stands for; that is private, and when it is
erased nobody can tell any more whose the stream was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gatecoach.coaching import Event
from gatecoach.coaching.steps import When
from gatecoach.errors import JournalBusy, JournalError, UsageError, VersionConflict
from gatecoach.journal.kept import new_stream
from gatecoach.journal.protocol import Journal
from gatecoach.journal.records import DIRECTORY, NAMED, placed, stream_named

Named = tuple[str, str]
"""A journey, and the id of a subject on it."""
TRIES = 20
OLD = "deal:"


class Directory:
    """The names that a journal knows, read once; asked for a new one it reads again, for others name streams too."""

    def __init__(self, journal: Journal) -> None:
        """Read them."""
        self.journal = journal
        self._reread()

    def _reread(self) -> None:
        self._version = 0
        self._streams: dict[Named, str] = {}
        self._every: set[str] = set()
        self._take(self.journal.read(DIRECTORY))

    def _take(self, events: Sequence[Event]) -> None:
        self._version += len(events)
        self._every |= {str(each.data.get("stream")) for each in events if each.kind == NAMED}
        for each in events:
            if _is_told(each):  # of two that name one subject the first holds
                self._streams.setdefault((each.data["journey"], each.data["id"]), each.data["stream"])

    def stream_of(self, journey: str, id: str) -> str | None:
        """The stream of a subject; nothing where it has none yet, or where its name was erased."""
        return self._streams.get((journey, id))

    def subjects(self) -> dict[Named, str]:
        """The stream of each subject."""
        return dict(self._streams)

    def __contains__(self, stream: object) -> bool:
        """Whether a stream stands for a subject, also where it was erased for which."""
        return stream in self._every

    def stream_for(self, journey: str, id: str, *, at: When, by: str) -> str:
        """The stream of a subject, named now where it has none; of two who name one at a time both get the same.

        Raises:
            JournalBusy: others name streams all the time.
            JournalError: the journal cannot be read or written.
        """
        for _ in range(TRIES):
            found = self.stream_of(journey, id)
            if found is not None:
                return found
            self._name(new_stream(), journey, id, at, by)
        raise busy(DIRECTORY)

    def name(self, stream: str, journey: str, id: str, *, at: When, by: str) -> None:
        """Let a stream stand for a subject also under this name, as after a move that renames its journey.

        Raises:
            UsageError: another stream has the name.
            JournalBusy, JournalError: as `stream_for`.
        """
        for _ in range(TRIES):
            found = self.stream_of(journey, id)
            if found == stream:
                return
            if found is not None:
                words = f"{journey} {id} has another stream already"
                raise UsageError("name-taken", words, place=found, help="Two subjects cannot become one.")
            self._name(stream, journey, id, at, by)
        raise busy(DIRECTORY)

    def _name(self, stream: str, journey: str, id: str, at: When, by: str) -> None:
        """Write a name down; if somebody else was faster, read what there is now instead."""
        events = placed(DIRECTORY, self._version, [stream_named(stream, journey, id)], at=at, by=by)
        try:
            self.journal.append(DIRECTORY, self._version, events)
        except VersionConflict:
            self._reread()
        else:
            self._take(events)


def _is_told(event: Event) -> bool:
    """Whether the event says which subject a stream stands for, and it was not erased."""
    return event.kind == NAMED and {"stream", "journey", "id"} <= event.data.keys()


def stream_for(journal: Journal, journey: str, id: str, *, at: When, by: str) -> str:
    """The stream of a subject, named now where it has none; see `Directory.stream_for`."""
    return Directory(journal).stream_for(journey, id, at=at, by=by)


def stream_of(journal: Journal, journey: str, id: str) -> str | None:
    """The stream of a subject; nothing where it has none. Nothing is written."""
    return Directory(journal).stream_of(journey, id)


def busy(stream: str) -> JournalBusy:
    """The error of a stream to which others add all the time."""
    words = "somebody else adds to this journal all the time"
    return JournalBusy("journal-busy", words, place=stream, help="Try again when they are done.")


def refuse_old(streams: Iterable[str]) -> None:
    """Nothing, when no stream is named after a deal, as early versions did.

    Raises:
        JournalError: one is.
    """
    if any(each.startswith(OLD) for each in streams):
        words = "this journal was written by an early version, which named streams after deals"
        raise JournalError("old-journal", words, help="Take the facts into a new journal with `gatecoach intake`.")
