"""The proof of a whole journal: every chain, every private part, every position, and a checkpoint of earlier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from gatecoach.journal.chain import GENESIS, break_in
from gatecoach.journal.checkpoint import Checkpoint, root_of
from gatecoach.journal.entry import Stored
from gatecoach.journal.erasure import STREAM, ordered
from gatecoach.journal.store import Head, Loose, PartKey

NEW = Head(0, GENESIS)
LOST = "lacks private words that nobody erased"
BACK = "has private words again that were erased"
Left = Callable[[int, list[PartKey]], tuple[Sequence[Loose], list[PartKey]]]


class Break(NamedTuple):
    """One thing that is not as it was written: where, and in a few words what. Codes are stable."""

    code: str
    stream: str
    version: int
    words: str


class Verification(NamedTuple):
    """What was read, and every break in it, in the order of positions.

    `left` counts lines with private words that a crash left of an append or an erasure: `scrub` takes them away.
    """

    events: int
    streams: int
    erased: int
    breaks: tuple[Break, ...]
    left: int = 0

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
        self.parts = 0
        self.gone: set[PartKey] = set()
        self.ordered: set[PartKey] = set()
        self.broken: set[tuple[str, int]] = set()
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
            self.broken.add((entry.stream, entry.version))
        elif stream == STREAM or None in parts:
            self._private(stored)
        self.heads[stream] = Head(entry.version, entry.hash)
        self.position = entry.position if isinstance(entry.position, int) else due
        self.events += 1
        self.parts += len(parts)

    def _private(self, stored: Stored) -> None:
        entry = stored.entry
        gone = [PartKey(entry.stream, entry.version, n) for n, part in enumerate(stored.parts) if part is None]
        self.gone.update(gone)
        self.parts -= len(gone)
        self.ordered.update(ordered(stored))

    def lost(self) -> list[PartKey]:
        """Parts that are gone though nobody ordered it."""
        return sorted(self.gone - self.ordered)

    def back(self) -> list[PartKey]:
        """Parts that were there though somebody ordered them gone: put back, or erased while this was read."""
        return sorted(key for key in self.ordered - self.gone if key[:2] not in self.broken)


def verified(
    tenant: str,
    rows: Iterable[Stored],
    checkpoint: Checkpoint | None = None,
    left: Left = lambda _, back: ((), back),
) -> Verification:
    """Read rows in the order of positions and tell every break.

    `left` is asked in the end, with how many parts were found and which were there though they were ordered gone: it
    gives the parts that no event has, and which of the latter are still there.
    """
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
    loose, back = left(reading.parts, reading.back())
    told = [(key.stream, key.version, LOST) for key in reading.lost()]
    told += [(key.stream, key.version, BACK) for key in back]
    told += [each[:3] for each in loose if each.planted]
    breaks = (*reading.breaks, *(Break("private", *each) for each in told))
    erased, rest = len(reading.gone & reading.ordered), sum(not each.planted for each in loose)
    return Verification(reading.events, len(reading.heads), erased, breaks, rest)


def _against(checkpoint: Checkpoint, reading: _Reading) -> list[Break]:
    """What a checkpoint says against what was read up to its position."""
    if checkpoint.tenant != reading.tenant:
        return [Break("checkpoint", "", 0, f'the checkpoint is of the tenant "{checkpoint.tenant}"')]
    if reading.position < checkpoint.position:
        words = f"the journal ends at position {reading.position}, and the checkpoint saw {checkpoint.position}"
        return [Break("checkpoint", "", 0, words)]
    same = (root_of(reading.heads).hex(), len(reading.heads)) == (checkpoint.root, checkpoint.streams)
    return [] if same else [Break("checkpoint", "", 0, "the streams are not those that the checkpoint saw")]
