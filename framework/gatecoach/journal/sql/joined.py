"""A journal that writes in the caller's own transaction: what the caller takes back was never journaled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from gatecoach.errors import UsageError
from gatecoach.journal.sql.failures import told
from gatecoach.journal.sql.postgres import PostgresRows, lock
from gatecoach.journal.sql.rows import Rows
from gatecoach.journal.sql.sqlite import SqliteRows


class JoinedStore:
    """The `Store` protocol on a connection of the caller, who commits, rolls back and closes it.

    Each append is a savepoint: one that fails leaves the rest of the transaction as it was. On PostgreSQL the
    tenant's lock is held until the caller ends the transaction, on SQLite the only right to write.
    """

    takes_back = True

    def __init__(self, connection: Connection, *, tenant: str) -> None:
        name = connection.dialect.name
        if name not in ("sqlite", "postgresql"):
            words = f'a journal cannot be kept in "{name}"'
            raise UsageError("unknown-journal", words, help="Use SQLite or PostgreSQL.")
        self.place = connection.engine.url.render_as_string(hide_password=True)
        self.tenant = tenant
        self._connection = connection
        self._sqlite = name == "sqlite"

    @contextmanager
    def transaction(self, *, writing: bool) -> Iterator[Rows]:
        """See `Store.transaction`."""
        connection = self._connection
        with told(self.place):
            rows = self._rows()
            if not writing:
                yield rows
                return
            self._alone()
            with connection.begin_nested():
                yield rows

    def _rows(self) -> Rows:
        if self._sqlite:
            return _JoinedSqliteRows(self._connection.connection, self.tenant)
        return PostgresRows(self._connection, self.tenant)

    def _alone(self) -> None:
        """Be the only writer until the caller ends the transaction."""
        connection = self._connection
        if not self._sqlite:
            lock(connection, self.tenant)
            return
        connection.exec_driver_sql("PRAGMA secure_delete=ON").fetchall()
        driver: Any = connection.connection.driver_connection
        # The driver begins late: a savepoint before that would be a transaction of its own.
        if not driver.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    def scrub(self) -> bool:
        """See `Store.scrub`: it cannot be done inside a transaction; a journal of its own does it after the commit."""
        return False

    def close(self) -> None:
        """See `Store.close`: the connection is the caller's."""


class _JoinedSqliteRows(SqliteRows):
    def settle(self) -> None:
        """Nothing: whether it stays is for the caller's commit."""
