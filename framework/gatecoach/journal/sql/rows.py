"""Rows of the two tables in and out, the same for every database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, insert, select

from gatecoach.journal.chain import GENESIS
from gatecoach.journal.entry import Entry, Part, Stored
from gatecoach.journal.sql.tables import event, private
from gatecoach.journal.store import Head, PartKey

CHUNK = 500  # names in one question; databases have a bound for parameters

_HEAD = (
    select(event.c.version, event.c.hash)
    .where(event.c.tenant == bindparam("tenant"), event.c.stream == bindparam("stream"))
    .order_by(event.c.version.desc())
    .limit(1)
)
_LAST = select(func.max(event.c.position)).where(event.c.tenant == bindparam("tenant"))
_NAMES = select(event.c.stream).where(event.c.tenant == bindparam("tenant")).distinct()
_TAKEN = select(event.c.id).where(
    event.c.tenant == bindparam("tenant"), event.c.id.in_(bindparam("ids", expanding=True))
)
_BOTH = select(*(event.c[name] for name in Entry._fields), private.c.part, *(private.c[n] for n in Part._fields))
_JOINED = _BOTH.select_from(
    event.outerjoin(
        private,
        and_(
            private.c.tenant == event.c.tenant,
            private.c.stream == event.c.stream,
            private.c.version == event.c.version,
        ),
    )
).where(event.c.tenant == bindparam("tenant"))
_OF_STREAM = _JOINED.where(event.c.stream == bindparam("stream"), event.c.version > bindparam("after")).order_by(
    event.c.version, private.c.part
)
_PAGE = _JOINED.where(event.c.position > bindparam("after"), event.c.position <= bindparam("until")).order_by(
    event.c.position, private.c.part
)
_UNTIL = (
    select(event.c.position)
    .where(event.c.tenant == bindparam("tenant"), event.c.position > bindparam("after"))
    .order_by(event.c.position)
    .limit(bindparam("count"))
)
_FORGET = delete(private).where(
    private.c.tenant == bindparam("a"),
    private.c.stream == bindparam("b"),
    private.c.version == bindparam("c"),
    private.c.part == bindparam("d"),
)
_WIDTH = len(Entry._fields)


class Rows:
    """The `Transaction` of SQL stores: what a connection reads and writes in the transaction it is in."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self.connection = connection
        self.tenant = tenant

    def head(self, stream: str) -> Head:
        """See `Transaction.head`."""
        found = self.connection.execute(_HEAD, {"tenant": self.tenant, "stream": stream}).first()
        return Head(found[0], bytes(found[1])) if found else Head(0, GENESIS)

    def last(self) -> int:
        """See `Transaction.last`."""
        return int(self.connection.scalar(_LAST, {"tenant": self.tenant}) or 0)

    def taken(self, ids: Sequence[str]) -> str | None:
        """See `Transaction.taken`."""
        for start in range(0, len(ids), CHUNK):
            some = {"tenant": self.tenant, "ids": list(ids[start : start + CHUNK])}
            found = self.connection.scalars(_TAKEN, some).all()
            if found:
                return next(each for each in ids if each in found)
        return None

    def names(self) -> Collection[str]:
        """See `Transaction.names`."""
        return self.connection.scalars(_NAMES, {"tenant": self.tenant}).all()

    def rows(self, stream: str, after: int = 0, count: int | None = None) -> list[Stored]:
        """See `Transaction.rows`."""
        question = _OF_STREAM if count is None else _OF_STREAM.where(event.c.version <= bindparam("until"))
        named = {"tenant": self.tenant, "stream": stream, "after": after}
        return list(self._stored(question, named if count is None else {**named, "until": after + count}))

    def page(self, after: int, count: int) -> Sequence[Stored]:
        """See `Transaction.page`."""
        named = {"tenant": self.tenant, "after": after}
        found = self.connection.scalars(_UNTIL, {**named, "count": count}).all()
        return list(self._stored(_PAGE, {**named, "until": found[-1]})) if found else []

    def _stored(self, question: Select[Any], named: dict[str, Any]) -> Iterator[Stored]:
        """The rows of a question, in whose order those of one event stand together."""
        entry: Entry | None = None
        there: dict[int, Part] = {}
        for row in self.connection.execute(question, named):
            if entry is None or entry.position != row[0]:
                if entry is not None:
                    yield _whole(entry, there)
                position, stream, version, id_, kind, at, recorded, public, commitments, hash_ = row[:_WIDTH]
                digests = _bytes(commitments)
                entry = Entry(position, stream, version, id_, kind, at, recorded, public, digests, _bytes(hash_))
                there = {}
            if row[_WIDTH] is not None:
                there[row[_WIDTH]] = Part(row[-3], _bytes(row[-2]), row[-1])
        if entry is not None:
            yield _whole(entry, there)

    def add(self, rows: Sequence[Stored]) -> None:
        """See `Transaction.add`."""
        self.connection.execute(insert(event), [self.event_row(each.entry) for each in rows])
        parts = [each for stored in rows for each in self.private_rows(stored)]
        if parts:
            self.connection.execute(insert(private), parts)

    def event_row(self, entry: Entry) -> dict[str, Any]:
        """The row of an entry."""
        return {"tenant": self.tenant, **entry._asdict()}

    def private_rows(self, stored: Stored) -> list[dict[str, Any]]:
        """The rows of what is private."""
        place = {"tenant": self.tenant, "stream": stored.entry.stream, "version": stored.entry.version}
        there = [(number, part) for number, part in enumerate(stored.parts) if part is not None]
        return [{**place, "part": number, **part._asdict()} for number, part in there]

    def settle(self) -> None:
        """See `Transaction.settle`."""

    def forget(self, parts: Collection[PartKey]) -> None:
        """See `Transaction.forget`."""
        if parts:
            keys = [{"a": self.tenant, "b": each.stream, "c": each.version, "d": each.part} for each in parts]
            self.connection.execute(_FORGET, keys)


def _whole(entry: Entry, there: dict[int, Part]) -> Stored:
    """The entry with its parts in order; a part that it was not written with makes them too many."""
    known = [there.pop(number, None) for number in range(entry.parts())]
    return Stored(entry, (*known, *there.values()))


def _bytes(value: Any) -> bytes:
    """The bytes of a column; none where somebody put something else there."""
    return bytes(value) if isinstance(value, bytes | memoryview) else b""
