"""A whole journal in memory: its rows by position, by stream, and where each event id stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gatecoach.journal.chain import GENESIS
from gatecoach.journal.entry import Part, Stored
from gatecoach.journal.store import Head, Loose, PartKey


class Ledger:
    """The `Transaction` of stores that hold everything in memory."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Nothing is known."""
        self._rows: list[Stored] = []
        self._streams: dict[str, list[int]] = {}
        self._ids: set[str] = set()

    def head(self, stream: str) -> Head:
        """See `Transaction.head`."""
        places = self._streams.get(stream)
        return Head(len(places), self._rows[places[-1]].entry.hash) if places else Head(0, GENESIS)

    def last(self) -> int:
        """See `Transaction.last`."""
        return len(self._rows)

    def taken(self, ids: Sequence[str]) -> str | None:
        """See `Transaction.taken`."""
        return next((each for each in ids if each in self._ids), None)

    def names(self) -> Collection[str]:
        """See `Transaction.names`."""
        return list(self._streams)

    def rows(self, stream: str, after: int = 0, count: int | None = None) -> list[Stored]:
        """See `Transaction.rows`."""
        places = self._streams.get(stream, ())
        return [self._rows[each] for each in places[after : None if count is None else after + count]]

    def page(self, after: int, count: int) -> Sequence[Stored]:
        """See `Transaction.page`."""
        return self._rows[after : after + count]

    def loose(self, found: int) -> Sequence[Loose]:  # noqa: ARG002
        """See `Transaction.loose`: in memory parts stand in their events."""
        return ()

    def add(self, rows: Sequence[Stored]) -> None:
        """See `Transaction.add`."""
        for stored in rows:
            self._streams.setdefault(stored.entry.stream, []).append(len(self._rows))
            self._ids.add(stored.entry.id)
            self._rows.append(stored)

    def settle(self) -> None:
        """See `Transaction.settle`; here there is nothing to do."""

    def forget(self, parts: Collection[PartKey]) -> None:
        """See `Transaction.forget`."""
        for stream, version, number in parts:
            places = self._streams.get(stream, ())
            if version <= len(places):
                old = self._rows[places[version - 1]]
                kept: tuple[Part | None, ...] = (*old.parts[:number], None, *old.parts[number + 1 :])
                self._rows[places[version - 1]] = old._replace(parts=kept)
