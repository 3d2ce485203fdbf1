"""Where an audit is worked out: DuckDB in this process, or any other engine that Ibis speaks to."""

from __future__ import annotations

import contextlib
import importlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

import ibis
import pyarrow as pa

from gatecoach.audit.tables import TABLES

AT_ONCE = 2_500_000
"""So many pieces of evidence DuckDB takes at once; the tables on the way to their answers fit into half a gigabyte."""


class Engine:
    """A connection, and the tables that were made in it for one audit; they are gone when it is closed."""

    def __init__(self, connection: Any = None) -> None:
        """Use this Ibis connection, else a DuckDB of our own in memory."""
        self.connection = ibis.duckdb.connect() if connection is None else _complete(connection)
        self.own = connection is None
        self.at_once = AT_ONCE if self.connection.name == "duckdb" else 0
        """About so many pieces of evidence are judged at once; 0 for all, as suits engines of many machines."""
        self._numbers = itertools.count()
        self._made: list[str] = []

    def keep(self, name: str, expression: Any, behind: Any = None) -> Any:
        """The table of an expression, worked out now and once; behind the rows of one that was kept before, if any."""
        if behind is not None:
            self.connection.insert(behind.op().name, expression)
            return behind
        made = f"gatecoach_{name}_{next(self._numbers)}"
        self._made.append(made)
        return self.connection.create_table(made, expression, temp=True)

    @contextlib.contextmanager
    def narrowing(self) -> Iterator[list[Any]]:
        """Of the tables that are made inside, keep those that are put into this list; the others take room."""
        first, kept = len(self._made), list[Any]()
        yield kept
        names = {each.op().name for each in kept}
        for name in self._made[first:]:
            if name not in names:
                self.connection.drop_table(name, force=True)
        self._made[first:] = [name for name in self._made[first:] if name in names]

    def take(self, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
        """Rows as the tables of an audit; a table without rows is empty."""
        found = {}
        for name, columns in TABLES.items():
            schema = ibis.schema(dict(columns))
            arrow = pa.Table.from_pylist(
                [{column: row.get(column) for column in columns} for row in rows.get(name, ())],
                schema=schema.to_pyarrow(),
            )
            found[name] = self.keep(name, ibis.memtable(arrow, schema=schema))
        return found

    def close(self) -> None:
        """Forget what was made."""
        for name in self._made:
            self.connection.drop_table(name, force=True)
        self._made.clear()
        if self.own:
            self.connection.disconnect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _complete(connection: Any) -> Any:
    """The connection, or one over the same Spark session that can do all that an audit needs."""
    if connection.name != "pyspark":
        return connection
    home = importlib.import_module("gatecoach.audit.spark")
    return connection if isinstance(connection, home.Spark) else home.over(connection._session)  # noqa: SLF001
