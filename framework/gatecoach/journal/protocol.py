"""What every journal promises, wherever it keeps its events."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

from gatecoach.coaching import Event


class Journal(Protocol):
    """Append-only streams of events. The version of a stream is the number of its events; 0 is a new stream.

    What `append` has returned for is kept; what was read is never changed by later calls.
    """

    def append(self, stream: str, expected_version: int, events: Sequence[Event]) -> int:
        """Add events to the end of a stream, all or none, and give its new version.

        A retry, the same events after the same version, is harmless: it writes nothing.

        Raises:
            VersionConflict: the stream is at another version than expected.
            JournalError: an event id is taken (`duplicate-event`), or the journal cannot be read or written.
            UsageError: an event of another stream, or one whose data is no plain JSON.
        """
        ...

    def read(self, stream: str) -> list[Event]:
        """All events of a stream in the order of their versions; none for a stream that does not exist."""
        ...

    def version(self, stream: str) -> int:
        """How many events a stream has."""
        ...

    def streams(self) -> list[str]:
        """The names of all streams, sorted."""
        ...

    def close(self) -> None:
        """End the use of this journal; what was appended stays."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
