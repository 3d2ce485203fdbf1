"""What happened in a session, one event a word: the only thing a journal keeps."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import Field

from gatecoach.facts import Evidence, Fact, Moment, Revocation, Statement, Waiver

OPENED = "session-opened"
RECORDED = "evidence-recorded"
READ = "statement-made"
WAIVED = "waiver-given"
REVOKED = "evidence-revoked"
ENDED = "session-ended"
WENT_BACK = "went-back"
Said = Evidence | Statement | Waiver | Revocation
FACTS: Mapping[str, type[Said]] = MappingProxyType(
    {RECORDED: Evidence, READ: Statement, WAIVED: Waiver, REVOKED: Revocation}
)
"""The kinds of events that become a fact of the session; their data is that fact."""


class Event(Fact):
    """One event of a stream. `id` is unique for ever (a retry carries the same one); `data` is plain JSON."""

    id: str
    stream: str
    kind: str
    at: Moment
    by: str
    data: dict[str, Any] = Field(default_factory=dict)
