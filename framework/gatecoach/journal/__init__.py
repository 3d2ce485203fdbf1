"""Where events are kept: append-only streams, one winner per version, retries harmless, batches whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatecoach.lazily import by_name

if TYPE_CHECKING:
    from gatecoach.journal.answering import Answer, answer, answers, relevant_to
    from gatecoach.journal.checkpoint import Checkpoint
    from gatecoach.journal.erasure import Held
    from gatecoach.journal.jsonl import JsonlJournal
    from gatecoach.journal.keeping import Shown, Taken, keep, kept_subject
    from gatecoach.journal.kept import new_stream
    from gatecoach.journal.known import retell
    from gatecoach.journal.memory import MemoryJournal
    from gatecoach.journal.names import stream_for, stream_of
    from gatecoach.journal.opening import open_journal
    from gatecoach.journal.protocol import Appended, Erased, Journal, Kept
    from gatecoach.journal.talks import Told, told_talks
    from gatecoach.journal.verify import Break, Verification

__all__ = [
    "Answer",
    "Appended",
    "Break",
    "Checkpoint",
    "Erased",
    "Held",
    "Journal",
    "JsonlJournal",
    "Kept",
    "MemoryJournal",
    "Shown",
    "Taken",
    "Told",
    "Verification",
    "answer",
    "answers",
    "keep",
    "kept_subject",
    "new_stream",
    "open_journal",
    "relevant_to",
    "retell",
    "stream_for",
    "stream_of",
    "told_talks",
]
__getattr__ = by_name(
    __name__,
    answering=("Answer", "answer", "answers", "relevant_to"),
    checkpoint=("Checkpoint",),
    erasure=("Held",),
    jsonl=("JsonlJournal",),
    keeping=("Shown", "Taken", "keep", "kept_subject"),
    kept=("new_stream",),
    known=("retell",),
    memory=("MemoryJournal",),
    names=("stream_for", "stream_of"),
    opening=("open_journal",),
    protocol=("Appended", "Erased", "Journal", "Kept"),
    talks=("Told", "told_talks"),
    verify=("Break", "Verification"),
)
