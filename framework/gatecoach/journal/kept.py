"""The rules of a journal, once for every place where one can be kept."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from gatecoach.coaching import Event
from gatecoach.errors import JournalError, UsageError, VersionConflict
from gatecoach.facts import moment
from gatecoach.journal import chain, erasure, interchange, verify
from gatecoach.journal.checkpoint import Checkpoint, checkpoint_of
from gatecoach.journal.entry import Draft, Stored, draft_of
from gatecoach.journal.protocol import PAGE, Appended, Erased, Kept, Seen
from gatecoach.journal.store import Head, Loose, PartKey, Store, Transaction, every, refuse_taken
from gatecoach.time import span

Clock = Callable[[], dt.datetime]


def fresh_salt() -> bytes:
    """Sixteen bytes that nobody can guess."""
    return secrets.token_bytes(16)


def new_stream() -> str:
    """A name for a stream that says nothing of what is in it; that of a deal `stream_for` gives and remembers."""
    return secrets.token_hex(16)


class StoreJournal:
    """The `Journal` protocol over a store. Threads may share it.

    `clock` is asked when something is written, and what it says is kept beside each event.
    """

    def __init__(self, store: Store, *, clock: Clock | None = None, salt: chain.Salt | None = None) -> None:
        self._store = store
        self._clock = clock
        self._salt = salt or fresh_salt
        self._closed = False

    def append(self, stream: str, expected_version: int, events: Sequence[Event]) -> Appended:
        """See `Journal.append`."""
        if stream == erasure.STREAM:
            words = f'the stream "{stream}" is the journal\'s own'
            raise UsageError("wrong-stream", words, place=stream, help="Use `erase`.")
        for event in events:
            if event.stream != stream:
                words = f'the event "{event.id}" belongs to the stream "{event.stream}", not to "{stream}"'
                raise UsageError("wrong-stream", words, place=stream, help="Append each event to its own stream.")
        drafts = [draft_of(event) for event in events]
        with self._open(writing=True) as now:
            return self._add(now, stream, expected_version, drafts)

    def _add(self, now: Transaction, stream: str, expected: int, drafts: Sequence[Draft]) -> Appended:
        head = now.head(stream)
        if head.version != expected:
            return _retry(now, stream, head, expected, drafts)
        if not drafts:
            return Appended(head.version)
        refuse_taken(now, [each.id for each in drafts])
        now.add(list(self._sealed(now, head, drafts)))
        return Appended(head.version + len(drafts))

    def _sealed(self, now: Transaction, head: Head, drafts: Iterable[Draft]) -> Iterator[Stored]:
        recorded = self._clock().astimezone(dt.UTC).isoformat() if self._clock else ""
        return chain.sealed(
            self._store.tenant, drafts, version=head.version, before=head.hash,
            position=now.last(), recorded=recorded, salt=self._salt,
        )  # fmt: skip

    def read(self, stream: str, *, as_of: dt.datetime | dt.date | None = None) -> list[Event]:
        """See `Journal.read`."""
        with self._open(writing=False) as now:
            rows = chain.whole(self._store.tenant, now.rows(stream), self._store.place)
            if any(each.erased() for each in rows):
                erasure.refuse_lost(now, rows, self._store.place)
        events = [each.event() for each in rows]
        return events if as_of is None else events[: _known(rows, events, as_of)]

    def since(self, position: int = 0, *, limit: int = PAGE) -> list[Kept]:
        """See `Journal.since`."""
        return [_kept(each) for each in self._page(position, limit)]

    def _page(self, position: int, limit: int) -> Iterable[Stored]:
        with self._open(writing=False) as now:
            return now.page(position, limit)

    def _all(self, seen: Seen | None = None) -> Iterator[Stored]:
        """Every row, each page in a transaction of its own."""
        return every(self._page, seen)

    def version(self, stream: str) -> int:
        """See `Journal.version`."""
        with self._open(writing=False) as now:
            return now.head(stream).version

    def position(self) -> int:
        """See `Journal.position`."""
        with self._open(writing=False) as now:
            return now.last()

    def streams(self) -> list[str]:
        """See `Journal.streams`."""
        with self._open(writing=False) as now:
            return sorted(now.names())

    def verify(self, checkpoint: Checkpoint | None = None, *, seen: Seen | None = None) -> verify.Verification:
        """See `Journal.verify`."""
        return verify.verified(self._store.tenant, self._all(seen), checkpoint, self._left)

    def _left(self, found: int, doubtful: Iterable[PartKey]) -> tuple[Sequence[Loose], list[PartKey]]:
        with self._open(writing=False) as now:
            return now.loose(found), [key for key in doubtful if erasure.is_there(now, key)]

    def checkpoint(self, *, seen: Seen | None = None) -> Checkpoint:
        """See `Journal.checkpoint`."""
        return checkpoint_of(self._store.tenant, (each.entry for each in self._all(seen)))

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
        """See `Journal.erase`."""
        words = erasure.checked(person, by=by, ground=ground, also=also)
        order: Draft | None = None
        try:
            with self._open(writing=True) as now:
                doomed = erasure.doomed(now, person, words, seen)
                head = now.head(erasure.STREAM)
                order = draft_of(erasure.order(head.version + 1, doomed, by=by, at=at, ground=ground))
                now.add(list(self._sealed(now, head, [order])))
                now.forget(doomed)
            return Erased(len(doomed), len({each[:2] for each in doomed}), self._store.scrub())
        except JournalError as error:
            if order is not None and self._stands(order):
                raise erasure.unclean(error) from error
            raise

    def _stands(self, order: Draft) -> bool:
        """Whether an order of erasure is kept, as far as the journal can be read."""
        try:
            with self._open(writing=False) as now:
                return any(each.holds(order) for each in now.rows(order.stream))
        except JournalError:
            return False

    def held(self, person: str, *, also: Iterable[str] = (), seen: Seen | None = None) -> list[erasure.Held]:
        """See `Journal.held`."""
        words = erasure.marks(person, also)
        with self._open(writing=False) as now:
            return erasure.held(now, person, words, seen)

    def scrub(self) -> bool:
        """See `Journal.scrub`."""
        return self._store.scrub()

    def export(self) -> Iterator[str]:
        """See `Journal.export`."""
        return interchange.lines(self._store.tenant, self._all())

    def load(self, lines: Iterable[str]) -> int:
        """See `Journal.load`."""
        rows: Iterable[Stored] = interchange.parsed(self._store.tenant, lines)
        if not self._store.takes_back:
            rows = list(rows)  # all or nothing is then for one `add`; such a store holds the whole journal anyway
        with self._open(writing=True) as now:
            return interchange.take_in(self._store.tenant, now, rows, PAGE)

    def close(self) -> None:
        """See `Journal.close`; closing twice is harmless, any other call then raises `UsageError`."""
        if not self._closed:
            self._closed = True
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self, *, writing: bool) -> AbstractContextManager[Transaction]:
        if self._closed:
            raise UsageError("journal-closed", "this journal is closed", help="Open it again.")
        return self._store.transaction(writing=writing)


def _retry(now: Transaction, stream: str, head: Head, expected: int, drafts: Sequence[Draft]) -> Appended:
    """The version of a stream that has these events after that version already.

    Raises:
        VersionConflict: it has not.
    """
    if drafts and 0 <= expected < head.version:
        kept = list(now.rows(stream, expected, len(drafts)))
        if len(kept) == len(drafts) and all(a.holds(b) for a, b in zip(kept, drafts, strict=True)):
            now.settle()
            return Appended(head.version, retried=True)
    words = f'the stream "{stream}" is at version {head.version}, not at {expected}'
    help_ = f"Read the stream again, see what was added, and append with expected_version={head.version}."
    raise VersionConflict("version-conflict", words, place=stream, help=help_)


def _kept(stored: Stored) -> Kept:
    entry = stored.entry
    return Kept(entry.position, entry.version, entry.recorded, stored.event(), stored.erased())


def _known(rows: Sequence[Stored], events: Sequence[Event], as_of: dt.datetime | dt.date) -> int:
    """How many of these were known by then; what comes after a later one came later too. Days are days in UTC."""
    end = span(moment(as_of), dt.UTC).end
    for number, (row, event) in enumerate(zip(rows, events, strict=True)):
        taken = dt.datetime.fromisoformat(row.entry.recorded) if row.entry.recorded else event.at
        if span(taken, dt.UTC).start > end:
            return number
    return len(rows)
