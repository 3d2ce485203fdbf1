"""Where events are kept: append-only streams, one winner per version, retries harmless, batches whole."""

from __future__ import annotations

from pathlib import Path

from gatecoach.errors import UsageError
from gatecoach.journal.jsonl import JsonlJournal
from gatecoach.journal.memory import MemoryJournal
from gatecoach.journal.protocol import Journal

__all__ = ["Journal", "JsonlJournal", "MemoryJournal", "open_journal"]


def open_journal(where: str | Path) -> Journal:
    """The journal at a place: a path that ends in .jsonl, or ":memory:" for one that is gone with the process.

    Raises:
        UsageError: any other place.
        JournalError: a file on a system without file locks.
    """
    text = str(where)
    if text == ":memory:":
        return MemoryJournal()
    if text.endswith(".jsonl") and "://" not in text:
        return JsonlJournal(where)
    words = f'"{text}" is no place for a journal'
    raise UsageError("unknown-journal", words, help='Name a file that ends in .jsonl, or ":memory:".')
