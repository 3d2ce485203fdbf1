"""The proof of a whole journal: every chain, every private part, every position, and a checkpoint of earlier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gatecoach.journal.chain import GENESIS, break_in
from gatecoach.journal.checkpoint import Checkpoint, root_of
from gatecoach.journal.entry import Stored
from gatecoach.journal.erasure import STREAM, ordered
from gatecoach.journal.store import Head, PartKey

NEW = Head(0, GENESIS)


class Break(NamedTuple):
    """One thing that is not as it was written: where, and in a few words what. Codes are stable."""

    code: str
    stream: str
    version: int
    words: str


class Verification(NamedTuple):
    """What was read, and every break in it, in the order of positions."""

    events: int
    streams: int
    erased: int
    breaks: tuple[Break, ...]

    @property
    def whole(self) -> bool:
        """Whether everything is as it was written."""
        return not self.breaks


class _Reading:
    """What is known after some rows."""

    def __init__(self, tenant: str) -> None:
        self.tenant = tenant
        self.heads: dict[str, Head] = {}
        self.position = 0
        self.events = 0
        self.gone: set[PartKey] = set()
        self.ordered: set[PartKey] = set()
        self.there: set[PartKey] = set()
        self.breaks: list[Break] = []

    def take(self, stored: Stored) -> None:
        """One more row; after a break the row is taken as it is, so that one change is told once."""
        entry, parts = stored
        stream, due = entry.stream, self.position + 1
        if entry.position != due:
            words = f"stands at position {entry.position}, not at {due}"
            self.breaks.append(Break("position", entry.stream, entry.version, words))
        version, before = self.heads.get(stream, NEW)
        wrong = break_in(self.tenant, version, before, stored)
        if wrong:
            self.breaks.append(Break("chain", entry.stream, entry.version, wrong))
        elif stream == STREAM or None in parts:
            self._private(stored)
        self.heads[stream] = Head(entry.version, entry.hash)
        self.position = entry.position if isinstance(entry.position, int) else due
        self.events += 1

    def _private(self, stored: Stored) -> None:
        entry = stored.entry
        self.gone.update(PartKey(entry.stream, entry.version, n) for n, p in enumerate(stored.parts) if p is None)
        self.ordered.update(ordered(stored))

    def private_breaks(self) -> list[Break]:
        """Parts that are gone though nobody ordered it."""
        lost = sorted(self.gone - self.ordered)
        return [Break("private", key.stream, key.version, "lacks private words that nobody erased") for key in lost]


def verified(tenant: str, rows: Iterable[Stored], checkpoint: Checkpoint | None = None) -> Verification:
    """Read rows in the order of positions and tell every break."""
    reading = _Reading(tenant)
    unmet = checkpoint
    if checkpoint is not None and checkpoint.position == 0:
        reading.breaks += _against(checkpoint, reading)
        unmet = None
    for stored in rows:
        if unmet is not None and stored.entry.position > unmet.position:
            reading.breaks += _against(unmet, reading)
            unmet = None
        reading.take(stored)
    if unmet is not None:
        reading.breaks += _against(unmet, reading)
    breaks = (*reading.breaks, *reading.private_breaks())
    return Verification(reading.events, len(reading.heads), len(reading.gone & reading.ordered), breaks)


def _against(checkpoint: Checkpoint, reading: _Reading) -> list[Break]:
    """What a checkpoint says against what was read up to its position."""
    if checkpoint.tenant != reading.tenant:
        return [Break("checkpoint", "", 0, f'the checkpoint is of the tenant "{checkpoint.tenant}"')]
    if reading.position < checkpoint.position:
        words = f"the journal ends at position {reading.position}, and the checkpoint saw {checkpoint.position}"
        return [Break("checkpoint", "", 0, words)]
    same = (root_of(reading.heads).hex(), len(reading.heads)) == (checkpoint.root, checkpoint.streams)
    return [] if same else [Break("checkpoint", "", 0, "the streams are not those that the checkpoint saw")]
