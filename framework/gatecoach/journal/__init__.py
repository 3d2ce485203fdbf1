"""Where events are kept: append-only streams, one winner per version, retries harmless, batches whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatecoach.lazily import by_name

if TYPE_CHECKING:
    from gatecoach.journal.checkpoint import Checkpoint
    from gatecoach.journal.jsonl import JsonlJournal
    from gatecoach.journal.kept import new_stream
    from gatecoach.journal.memory import MemoryJournal
    from gatecoach.journal.opening import open_journal
    from gatecoach.journal.protocol import Appended, Erased, Journal, Kept
    from gatecoach.journal.verify import Break, Verification

__all__ = [
    "Appended",
    "Break",
    "Checkpoint",
    "Erased",
    "Journal",
    "JsonlJournal",
    "Kept",
    "MemoryJournal",
    "Verification",
    "new_stream",
    "open_journal",
]
__getattr__ = by_name(
    __name__,
    checkpoint=("Checkpoint",),
    jsonl=("JsonlJournal",),
    kept=("new_stream",),
    memory=("MemoryJournal",),
    opening=("open_journal",),
    protocol=("Appended", "Erased", "Journal", "Kept"),
    verify=("Break", "Verification"),
)
