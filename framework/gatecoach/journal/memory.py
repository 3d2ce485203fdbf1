"""A journal for tests and for hosts that keep their own records: it is gone with the process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from gatecoach.journal.chain import Salt
from gatecoach.journal.kept import Clock, StoreJournal
from gatecoach.journal.ledger import Ledger


class MemoryStore:
    """The `Store` protocol in memory."""

    takes_back = False

    def __init__(self, tenant: str = "") -> None:
        self.place = ":memory:"
        self.tenant = tenant
        self._ledger = Ledger()
        self._mutex = threading.RLock()

    @contextmanager
    def transaction(self, *, writing: bool) -> Iterator[Ledger]:  # noqa: ARG002
        """See `Store.transaction`."""
        with self._mutex:
            yield self._ledger

    def scrub(self) -> bool:
        """See `Store.scrub`: memory has no files."""
        return True

    def close(self) -> None:
        """See `Store.close`."""


class MemoryJournal(StoreJournal):
    """The `Journal` protocol in memory, with the same answers as every other journal."""

    def __init__(self, *, tenant: str = "", clock: Clock | None = None, salt: Salt | None = None) -> None:
        super().__init__(MemoryStore(tenant), clock=clock, salt=salt)
