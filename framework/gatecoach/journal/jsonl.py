"""A journal in one text file: one line of JSON for each append, so that a line is all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gatecoach.coaching import Event
from gatecoach.errors import GatecoachError, JournalError
from gatecoach.journal.ledger import Ledger, LedgerJournal, Row, canonical
from gatecoach.journal.linefile import LineFile

UNREADABLE = "is damaged and cannot be read"
OUT_OF_PLACE = "does not follow the lines before it"


class JsonlJournal(LedgerJournal):
    """The `Journal` protocol in a file that several processes may share.

    A line is `{"events": […], "first": version of the first, "line": its number, "stream": …}` in UTF-8.
    Whatever stands in the file is the truth: each call first reads what others have added since.
    """

    def __init__(self, path: str | Path) -> None:
        super().__init__()
        self._file = LineFile(path)
        self._forget()

    def _forget(self) -> None:
        self._ledger = Ledger()
        self._lines = 0
        self._end = 0
        self._last = b""

    @contextmanager
    def _current(self, *, writing: bool) -> Iterator[None]:
        with self._file.locked(writing=writing):
            self._catch_up()
            yield

    def _keep(self, stream: str, rows: Sequence[Row]) -> None:
        line = self._line(stream, rows) if rows else b""
        self._file.append(line, self._end)
        self._catch_up()

    def _catch_up(self) -> None:
        """Read on after the last line known; if that line is no longer there, the file was replaced: read it all."""
        data = self._file.read(self._end - len(self._last))
        if not data.startswith(self._last):
            self._forget()
            data = self._file.read(0)
        *whole, _torn = data[len(self._last) :].split(b"\n")
        for line in whole:
            self._take(line + b"\n")

    def _take(self, line: bytes) -> None:
        """One more line of the file into the ledger; it must be the very line that an append here would write."""
        try:
            stream, rows = _parsed(line)
            due = self._line(stream, rows)
        except (ValueError, TypeError, LookupError, RecursionError, GatecoachError) as error:
            raise self._damaged(UNREADABLE) from error
        if line != due:
            raise self._damaged(OUT_OF_PLACE)
        try:
            self._ledger.refuse_taken_ids(rows)
        except JournalError as error:
            raise self._damaged(OUT_OF_PLACE) from error
        self._ledger.add(stream, rows)
        self._lines, self._end, self._last = self._lines + 1, self._end + len(line), line

    def _line(self, stream: str, rows: Sequence[Row]) -> bytes:
        """The next line, when these rows are appended to that stream."""
        first = len(self._ledger.rows(stream)) + 1
        events = [json.loads(row.text) for row in rows]
        value = {"events": events, "first": first, "line": self._lines + 1, "stream": stream}
        return canonical(value).encode() + b"\n"

    def _damaged(self, how: str) -> JournalError:
        number = self._lines + 1
        return JournalError(
            "journal-damaged",
            f"line {number} of the journal {how}",
            place=f"{self._file.place}:{number}",
            help="Put a whole copy of the file in its place; nothing from this line on is used.",
        )


def _parsed(line: bytes) -> tuple[str, list[Row]]:
    """The stream and the rows of a line; any error means that it is no line of a journal."""
    value = json.loads(line.decode())
    stream, rows = value["stream"], []
    for each in value["events"]:
        event = Event.from_dict(each)
        if event.stream != stream:
            raise ValueError("an event of another stream")
        rows.append(Row(event.id, canonical(each)))
    if not rows:
        raise ValueError("no events")
    return stream, rows
