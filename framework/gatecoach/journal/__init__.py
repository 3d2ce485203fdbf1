"""Where events are kept: append-only streams, one winner per version, retries harmless, batches whole."""

from __future__ import annotations

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
