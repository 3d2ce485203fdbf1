"""What a journal asks of its two tables and does to them, in SQLAlchemy Core; and the same as plain SQL for SQLite."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.dialects import sqlite

from gatecoach.journal.entry import Entry, Part
from gatecoach.journal.sql.tables import event, private

_MINE = event.c.tenant == bindparam("tenant")
_OF = event.c.stream == bindparam("stream")
_AFTER = event.c.position > bindparam("after")
_NONE: ColumnElement[int] = literal_column("0")  # else SQLite's SQL has a value without a name
HEAD = select(event.c.version, event.c.hash).where(_MINE, _OF).order_by(event.c.version.desc())
HEAD = HEAD.limit(literal_column("1")).offset(_NONE)
LAST = select(func.max(event.c.position)).where(_MINE)
NAMES = select(event.c.stream).where(_MINE).distinct()
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
).where(_MINE)
_ORDERED = select(event.c.position).where(_MINE, _AFTER).order_by(event.c.position).limit(bindparam("count"))
_NEXT = _ORDERED.offset(_NONE).subquery()
PAGE = _JOINED.where(
    _AFTER, event.c.position <= select(func.max(_NEXT.c.position)).correlate(None).scalar_subquery()
).order_by(event.c.position, private.c.part)
STREAM = _JOINED.where(_OF, event.c.version > bindparam("since")).order_by(event.c.version, private.c.part)
PARTS = select(func.count()).select_from(private).where(private.c.tenant == bindparam("tenant"))
_WITH = select(event.c.version).where(
    event.c.tenant == private.c.tenant, event.c.stream == private.c.stream, event.c.version == private.c.version
)
LOOSE = select(private.c.stream, private.c.version).where(
    private.c.tenant == bindparam("tenant"), ~_WITH.correlate(private).exists()
)
LOOSE = LOOSE.order_by(private.c.stream, private.c.version, private.c.part)
SOME = STREAM.where(event.c.version <= bindparam("until"))


class Deed(NamedTuple):
    """A statement that changes rows, and the names of its values in their order."""

    statement: Insert | Delete
    names: tuple[str, ...]


def _adding(table: Table) -> Deed:
    return Deed(insert(table), tuple(column.name for column in table.columns))


ADD_EVENT, ADD_PRIVATE = _adding(event), _adding(private)
FORGET = Deed(
    delete(private).where(
        private.c.tenant == bindparam("a"),
        private.c.stream == bindparam("b"),
        private.c.version == bindparam("c"),
        private.c.part == bindparam("d"),
    ),
    ("a", "b", "c", "d"),
)


@cache
def taken(count: int) -> Select[Any]:
    """Which of so many event ids the journal has; each has a name of its own, so that nothing is made at each call."""
    return select(event.c.id).where(_MINE, event.c.id.in_([bindparam(f"id{number}") for number in range(count)]))


@cache
def plain(statement: Select[Any] | Insert | Delete) -> tuple[str, tuple[str, ...]]:
    """The statement as SQLite's driver takes it, and the names of its values in their order."""
    compiled = statement.compile(
        dialect=sqlite.dialect(paramstyle="qmark"), compile_kwargs={"render_postcompile": True}
    )
    return str(compiled), tuple(compiled.positiontup or ())
