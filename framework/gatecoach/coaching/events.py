"""What happened in a session, one event a word: the only thing a journal keeps."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from gatecoach.facts import Fact, Moment

OPENED = "session-opened"
RECORDED = "evidence-recorded"
ENDED = "session-ended"
WENT_BACK = "went-back"


class Event(Fact):
    """One event of a stream. `id` is unique for ever (a retry carries the same one); `data` is plain JSON."""

    id: str
    stream: str
    kind: str
    at: Moment
    by: str
    data: dict[str, Any] = Field(default_factory=dict)
