"""Where events are kept: append-only streams, one winner per version, retries harmless, batches whole."""

from __future__ import annotations

from gatecoach.journal.jsonl import JsonlJournal
from gatecoach.journal.kept import new_stream
from gatecoach.journal.memory import MemoryJournal
from gatecoach.journal.opening import open_journal
from gatecoach.journal.protocol import Journal

__all__ = ["Journal", "JsonlJournal", "MemoryJournal", "new_stream", "open_journal"]
