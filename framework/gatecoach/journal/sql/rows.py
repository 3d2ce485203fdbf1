"""Rows of the two tables in and out, the same for every database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Select

from gatecoach.journal.chain import GENESIS
from gatecoach.journal.entry import Entry, Part, Stored
from gatecoach.journal.sql import statements
from gatecoach.journal.sql.statements import Deed
from gatecoach.journal.store import Head, Loose, PartKey

CHUNK = 500  # names in one question; databases have a bound for parameters
PLANTED = "has private words, but there is no such event"
_WIDTH = len(Entry._fields)
_new = tuple.__new__  # rows have their width from the statements
Found = Sequence[Sequence[Any]]


class Speaker(Protocol):
    """Who runs statements in the transaction that a store is in."""

    def ask(self, question: Select[Any], named: Mapping[str, Any]) -> Found:
        """The rows of the answer."""
        ...

    def do(self, deed: Deed, values: Sequence[tuple[Any, ...]]) -> None:
        """Do it once for each of these values."""
        ...


class CoreSpeaker:
    """Runs statements on a connection of SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def ask(self, question: Select[Any], named: Mapping[str, Any]) -> Found:
        """See `Speaker.ask`."""
        return self.connection.execute(question, dict(named)).all()

    def do(self, deed: Deed, values: Sequence[tuple[Any, ...]]) -> None:
        """See `Speaker.do`."""
        self.connection.execute(deed.statement, [dict(zip(deed.names, each, strict=True)) for each in values])


class Rows:
    """The `Transaction` of SQL stores: what is read and written in the transaction that the speaker is in."""

    def __init__(self, speaker: Speaker, tenant: str) -> None:
        self.speaker = speaker
        self.tenant = tenant

    def _ask(self, question: Select[Any], **named: Any) -> Found:
        named["tenant"] = self.tenant
        return self.speaker.ask(question, named)

    def head(self, stream: str) -> Head:
        """See `Transaction.head`."""
        found = self._ask(statements.HEAD, stream=stream)
        return Head(found[0][0], bytes(found[0][1])) if found else Head(0, GENESIS)

    def last(self) -> int:
        """See `Transaction.last`."""
        return int(self._ask(statements.LAST)[0][0] or 0)

    def taken(self, ids: Sequence[str]) -> str | None:
        """See `Transaction.taken`."""
        for start in range(0, len(ids), CHUNK):
            some = ids[start : start + CHUNK]
            width = 1 if len(some) == 1 else CHUNK  # two questions, each made once; the last id fills the places left
            named = {f"id{number}": some[min(number, len(some) - 1)] for number in range(width)}
            found = {row[0] for row in self._ask(statements.taken(width), **named)}
            if found:
                return next(each for each in some if each in found)
        return None

    def names(self) -> Collection[str]:
        """See `Transaction.names`."""
        return [row[0] for row in self._ask(statements.NAMES)]

    def rows(self, stream: str, after: int = 0, count: int | None = None) -> list[Stored]:
        """See `Transaction.rows`."""
        if count is None:
            return list(_stored(self._ask(statements.STREAM, stream=stream, since=after)))
        return list(_stored(self._ask(statements.SOME, stream=stream, since=after, until=after + count)))

    def page(self, after: int, count: int) -> Iterable[Stored]:
        """See `Transaction.page`; the database is asked here, and each event made when it is looked at."""
        return _stored(self._ask(statements.PAGE, after=after, count=count))

    def loose(self, found: int) -> list[Loose]:
        """See `Transaction.loose`; a database keeps no half of an append, so somebody put them there.

        Counting costs little: only where there are not just as many as were found is each looked up.
        """
        if self._ask(statements.PARTS)[0][0] == found:
            return []
        rows = self._ask(statements.LOOSE)
        return [Loose(str(stream), version if type(version) is int else 0, PLANTED) for stream, version in rows]

    def add(self, rows: Sequence[Stored]) -> None:
        """See `Transaction.add`."""
        self.speaker.do(statements.ADD_EVENT, [self.event_row(each.entry) for each in rows])
        parts = [part for each in rows for part in self.private_rows(each)]
        if parts:
            self.speaker.do(statements.ADD_PRIVATE, parts)

    def event_row(self, entry: Entry) -> tuple[Any, ...]:
        """The row of an entry, in the order of its table."""
        position, stream, version, *rest = entry
        return (self.tenant, stream, version, position, *rest)

    def private_rows(self, stored: Stored) -> list[tuple[Any, ...]]:
        """The rows of what is private, in the order of their table."""
        entry, parts = stored
        place = (self.tenant, entry.stream, entry.version)
        return [(*place, number, *part) for number, part in enumerate(parts) if part is not None]

    def settle(self) -> None:
        """See `Transaction.settle`."""

    def forget(self, parts: Collection[PartKey]) -> None:
        """See `Transaction.forget`."""
        if parts:
            self.speaker.do(statements.FORGET, [(self.tenant, *each) for each in parts])


def _stored(found: Iterable[Sequence[Any]]) -> Iterator[Stored]:
    """The events of an answer, in whose order the rows of one event stand together."""
    entry: Entry | None = None
    place: Sequence[Any] = ()
    there: dict[int, Part] = {}
    for row in found:
        if row[:3] != place:
            if entry is not None:
                yield _whole(entry, there)
            place, there = row[:3], {}
            entry = _new(Entry, row[:_WIDTH])
            if type(entry.commitments) is not bytes or type(entry.hash) is not bytes:
                entry = entry._replace(commitments=_bytes(entry.commitments), hash=_bytes(entry.hash))
        number, person, salt, content = row[_WIDTH:]
        if number is not None:
            there[number] = Part(person, salt if type(salt) is bytes else _bytes(salt), content)
    if entry is not None:
        yield _whole(entry, there)


def _whole(entry: Entry, there: dict[int, Part]) -> Stored:
    """The entry with its parts in order; a part that it was not written with makes them too many."""
    if len(there) == 1 and 0 in there and entry.parts() == 1:  # nearly all
        return Stored(entry, (there[0],))
    known = [there.pop(number, None) for number in range(entry.parts())]
    return Stored(entry, (*known, *there.values()))


def _bytes(value: Any) -> bytes:
    """The bytes of a column; none where somebody put something else there."""
    if type(value) is bytes:
        return value
    return bytes(value) if isinstance(value, memoryview) else b""
