"""The rules of appending, once for every journal that can hold its streams in memory."""

from __future__ import annotations

import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Any, NamedTuple, Self

from gatecoach.coaching import Event
from gatecoach.errors import JournalError, UsageError, VersionConflict


class Row(NamedTuple):
    """An event as it is kept: its id and its one spelling as JSON. Equal events have equal rows."""

    id: str
    text: str


def canonical(value: Any) -> str:
    """The one spelling of a JSON value: sorted keys, no spaces, letters as they are, one line."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def row_of(event: Event) -> Row:
    """The event as it is kept.

    Raises:
        UsageError: the event would not come back as it went in.
    """
    try:
        text = canonical(event.as_dict())
        text.encode()
        again = Event.from_dict(json.loads(text))
        whole = (again.data, again.at.isoformat()) == (event.data, event.at.isoformat())
    except (ValueError, TypeError, RecursionError) as error:
        raise _not_plain(event) from error
    if not whole:
        raise _not_plain(event)
    return Row(event.id, text)


def _not_plain(event: Event) -> UsageError:
    words = f'the event "{event.id}" holds something that JSON cannot keep as it is'
    return UsageError(
        "not-plain-json", words, help="Use text, numbers, true, false, null, lists and text-keyed mappings."
    )


class Ledger:
    """Streams of rows, and where each event id stands."""

    def __init__(self) -> None:
        self._streams: dict[str, list[Row]] = {}
        self._ids: set[str] = set()

    def names(self) -> list[str]:
        """The names of the streams, sorted."""
        return sorted(self._streams)

    def rows(self, stream: str) -> Sequence[Row]:
        """The rows of a stream, in order."""
        return self._streams.get(stream, ())

    def fresh(self, stream: str, expected: int, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows that are to be added now: all of them, or none when this is a retry.

        Raises:
            VersionConflict: the stream is at another version.
            JournalError: an id is taken.
        """
        kept = self.rows(stream)
        if len(kept) == expected:
            self.refuse_taken_ids(rows)
            return rows
        if rows and expected >= 0 and list(kept[expected : expected + len(rows)]) == list(rows):
            return ()
        raise VersionConflict(
            "version-conflict",
            f'the stream "{stream}" is at version {len(kept)}, not at {expected}',
            place=stream,
            help=f"Read the stream again, see what was added, and append with expected_version={len(kept)}.",
        )

    def refuse_taken_ids(self, rows: Sequence[Row]) -> None:
        """Nothing, when every id is new.

        Raises:
            JournalError: an id that the journal has already, or that comes twice in these rows.
        """
        seen: set[str] = set()
        for row in rows:
            if row.id in self._ids or row.id in seen:
                words = f'the event id "{row.id}" is taken'
                help_ = "Give each event an id of its own; a retry carries the same events after the same version."
                raise JournalError("duplicate-event", words, place=row.id, help=help_)
            seen.add(row.id)

    def add(self, stream: str, rows: Sequence[Row]) -> None:
        """Put rows at the end of a stream."""
        self._streams.setdefault(stream, []).extend(rows)
        self._ids.update(row.id for row in rows)


class LedgerJournal(ABC):
    """A journal over a ledger; where the rows stay is told by `_current` and `_keep`. Threads may share it."""

    def __init__(self) -> None:
        self._ledger = Ledger()
        self._mutex = threading.RLock()
        self._closed = False

    @abstractmethod
    def _current(self, *, writing: bool) -> AbstractContextManager[None]:
        """Inside, the ledger is what the journal holds, and when writing nobody else adds to it."""

    @abstractmethod
    def _keep(self, stream: str, rows: Sequence[Row]) -> None:
        """Make rows stay, also in the ledger; without rows make sure that what is there stays."""

    def append(self, stream: str, expected_version: int, events: Sequence[Event]) -> int:
        """See `Journal.append`."""
        for event in events:
            if event.stream != stream:
                words = f'the event "{event.id}" belongs to the stream "{event.stream}", not to "{stream}"'
                raise UsageError("wrong-stream", words, place=stream, help="Append each event to its own stream.")
        rows = [row_of(event) for event in events]
        with self._in_use(writing=True):
            fresh = self._ledger.fresh(stream, expected_version, rows)
            if rows:
                self._keep(stream, fresh)
            return len(self._ledger.rows(stream))

    def read(self, stream: str) -> list[Event]:
        """See `Journal.read`."""
        with self._in_use(writing=False):
            return [Event.from_dict(json.loads(row.text)) for row in self._ledger.rows(stream)]

    def version(self, stream: str) -> int:
        """See `Journal.version`."""
        with self._in_use(writing=False):
            return len(self._ledger.rows(stream))

    def streams(self) -> list[str]:
        """See `Journal.streams`."""
        with self._in_use(writing=False):
            return self._ledger.names()

    def close(self) -> None:
        """See `Journal.close`; closing twice is harmless, any other call then raises `UsageError`."""
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _in_use(self, *, writing: bool) -> Iterator[None]:
        with self._mutex:
            if self._closed:
                raise UsageError("journal-closed", "this journal is closed", help="Open it again.")
            with self._current(writing=writing):
                yield
