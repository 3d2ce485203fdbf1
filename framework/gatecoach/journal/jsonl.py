"""A journal in two text files: one line for each append in the one, what is private and erasable in the other."""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gatecoach.errors import GatecoachError, JournalError
from gatecoach.journal.chain import Salt, break_in
from gatecoach.journal.entry import Entry, Stored, canonical
from gatecoach.journal.erasure import ordered
from gatecoach.journal.interchange import entry_of, entry_row
from gatecoach.journal.kept import Clock, StoreJournal
from gatecoach.journal.ledger import Ledger
from gatecoach.journal.linefile import LineFile
from gatecoach.journal.privatefile import PrivateFile
from gatecoach.journal.store import Head, Loose, PartKey, refuse_taken

UNREADABLE = "is damaged and cannot be read"
OUT_OF_PLACE = "does not follow the lines before it"


class JsonlStore(Ledger):
    """The `Store` protocol in a file that several processes may share, with "<file>.private" beside it.

    A line is `{"entries": […], "line": its number}` in UTF-8. Whatever stands in the files is the truth: each
    transaction first reads what others have added since.
    """

    takes_back = False

    def __init__(self, path: str | Path, tenant: str = "") -> None:
        super().__init__()
        self.place = str(path)
        self.tenant = tenant
        self._file = LineFile(path)
        self._private = PrivateFile(f"{path}.private")
        self._mutex = threading.RLock()

    def reset(self) -> None:
        """Nothing is known of the file."""
        super().reset()
        self._lines = 0
        self._end = 0
        self._last = b""

    @contextmanager
    def transaction(self, *, writing: bool) -> Iterator[Ledger]:
        """See `Store.transaction`."""
        with self._mutex, self._file.locked(writing=writing):
            self._catch_up()
            yield self

    def add(self, rows: Sequence[Stored]) -> None:
        """See `Transaction.add`: first what is private, then the line that makes it count."""
        self._private.add([part for stored in rows for part in stored.parts if part is not None], self._is_known)
        self._file.append(_line([each.entry for each in rows], self._lines + 1), self._end)
        self._catch_up()

    def _is_known(self, digest: bytes) -> bool:
        """Whether an entry is committed to this; mostly it is the last one."""
        last = self.page(max(self.last() - 1, 0), 1)
        return any(digest in _digests(each) for each in last) or digest in self._known()

    def _known(self) -> set[bytes]:
        return {digest for each in self.page(0, self.last()) for digest in _digests(each)}

    def loose(self, found: int) -> list[Loose]:  # noqa: ARG002
        """See `Transaction.loose`."""
        rows = self.page(0, self.last())
        live = {each for row in rows for each, part in zip(_digests(row), row.parts, strict=True) if part is not None}
        return self._private.loose(live, self._known())

    def settle(self) -> None:
        """See `Transaction.settle`."""
        self._private.settle()
        self._file.append(b"", self._end)

    def forget(self, parts: Collection[PartKey]) -> None:
        """See `Transaction.forget`. The journal knows from its lines what is gone; this takes it off the disk."""
        super().forget(parts)
        self._private.keep([part for stored in self.page(0, self.last()) for part in stored.parts if part])

    def scrub(self) -> bool:
        """See `Store.scrub`: what a crash has left of an erasure, or of an append that did not count."""
        with self.transaction(writing=True):
            self.forget(())
        return True

    def close(self) -> None:
        """See `Store.close`: no file is held between calls."""

    def _catch_up(self) -> None:
        """Read on after the last line known; if that line is no longer there, the file was replaced: read it all."""
        if self._private.catch_up():
            self.reset()
        data = self._file.read(self._end - len(self._last))
        if not data.startswith(self._last):
            self.reset()
            data = self._file.read(0)
        *whole, _torn = data[len(self._last) :].split(b"\n")
        for line in whole:
            self._take(line + b"\n")

    def _take(self, line: bytes) -> None:
        """One more line of the file; it must be the very line that an append here would write."""
        try:
            value = json.loads(line.decode())
            rows = [self._stored(each) for each in value["entries"]]
            due = _line([each.entry for each in rows], self._lines + 1)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, GatecoachError) as error:
            raise self._damaged(UNREADABLE) from error
        if line != due or not rows or not self._follows(rows):
            raise self._damaged(OUT_OF_PLACE)
        gone = [key for each in rows for key in ordered(each)]
        super().add(rows)
        super().forget(gone)
        self._lines, self._end, self._last = self._lines + 1, self._end + len(line), line

    def _stored(self, row: dict[str, object]) -> Stored:
        entry = entry_of(row)
        parts = tuple(self._private.found(entry.commitment(number)) for number in range(entry.parts()))
        stored = Stored(entry, parts)
        stored.event()
        return stored

    def _follows(self, rows: Sequence[Stored]) -> bool:
        """Whether these rows go on where the ledger ends, in one unbroken chain, with ids that are new."""
        heads: dict[str, Head] = {}
        for number, stored in enumerate(rows, start=self.last() + 1):
            stream = stored.entry.stream
            head = heads.get(stream) or self.head(stream)
            if stored.entry.position != number or break_in(self.tenant, head.version, head.hash, stored):
                return False
            heads[stream] = Head(stored.entry.version, stored.entry.hash)
        try:
            refuse_taken(self, [each.entry.id for each in rows])
        except JournalError:
            return False
        return True

    def _damaged(self, how: str) -> JournalError:
        number = self._lines + 1
        return JournalError(
            "journal-damaged",
            f"line {number} of the journal {how}",
            place=f"{self._file.place}:{number}",
            help="Put a whole copy of the file in its place; nothing from this line on is used.",
        )


def _digests(stored: Stored) -> list[bytes]:
    """The commitments of an event."""
    return [stored.entry.commitment(number) for number in range(stored.entry.parts())]


def _line(entries: Sequence[Entry], number: int) -> bytes:
    """The line of an append."""
    rows = [entry_row(each) for each in entries]
    return canonical({"entries": rows, "line": number}).encode() + b"\n"


class JsonlJournal(StoreJournal):
    """The `Journal` protocol in a file that several processes may share."""

    def __init__(
        self, path: str | Path, *, tenant: str = "", clock: Clock | None = None, salt: Salt | None = None
    ) -> None:
        super().__init__(JsonlStore(path, tenant), clock=clock, salt=salt)
