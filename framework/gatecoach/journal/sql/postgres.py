"""A journal in PostgreSQL, where several hosts write: one writer a tenant at a time, so that positions have no gaps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, text

from gatecoach.errors import JournalError
from gatecoach.journal.entry import Stored
from gatecoach.journal.sql.failures import told
from gatecoach.journal.sql.rows import CoreSpeaker, Rows
from gatecoach.journal.sql.schema import is_current, upgrade
from gatecoach.journal.sql.tables import event, private

BULK = 50  # rows from which COPY is worth its round trips
WAIT = "30s"
_LOCK = text("SELECT pg_advisory_xact_lock(:key)")
_LOCK_SOON = text("SELECT set_config('lock_timeout', :wait, true), pg_advisory_xact_lock(:key)")


class PostgresRows(Rows):
    """The transaction of a PostgreSQL store."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        super().__init__(CoreSpeaker(connection), tenant)
        self._connection = connection

    def add(self, rows: Sequence[Stored]) -> None:
        """See `Transaction.add`; many rows go by COPY."""
        if len(rows) < BULK:
            super().add(rows)
            return
        self._copy(event, (self.event_row(each.entry) for each in rows))
        self._copy(private, (part for each in rows for part in self.private_rows(each)))

    def _copy(self, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
        quoted = ", ".join(f'"{column.name}"' for column in table.columns)
        driver: Any = self._connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({quoted}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def lock(connection: Connection, tenant: str, *, wait: str = "") -> None:
    """Hold the tenant's lock until the transaction ends; only who holds it appends."""
    key = int.from_bytes(hashlib.sha256(b"gatecoach journal\0" + tenant.encode()).digest()[:8], "big", signed=True)
    connection.execute(_LOCK_SOON if wait else _LOCK, {"key": key, **({"wait": wait} if wait else {})})


class PostgresStore:
    """The `Store` protocol in a PostgreSQL database."""

    takes_back = True

    def __init__(self, url: URL, *, tenant: str) -> None:
        self.place = url.render_as_string(hide_password=True)
        self.tenant = tenant
        self._engine = engine_for(url)
        try:
            with told(self.place):
                self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        with self._engine.connect() as connection:
            current = is_current(connection)
        if not current:
            with self._engine.begin() as connection:
                lock(connection, "\0schema", wait=WAIT)
                upgrade(connection)

    @contextmanager
    def transaction(self, *, writing: bool) -> Iterator[Rows]:
        """See `Store.transaction`."""
        with told(self.place), self._engine.begin() as connection:
            if writing:
                lock(connection, self.tenant, wait=WAIT)
            yield PostgresRows(connection, self.tenant)

    def scrub(self) -> bool:
        """See `Store.scrub`: free the space of deleted rows; old copies in WAL and backups go when these go."""
        with told(self.place), self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(f"VACUUM {private.name}"))
        return False

    def close(self) -> None:
        """See `Store.close`."""
        self._engine.dispose()


def engine_for(url: URL) -> Engine:
    """Connections to a database; READ COMMITTED, so that who has waited for the lock sees what the others wrote."""
    try:
        return create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="READ COMMITTED")
    except ModuleNotFoundError as error:
        words = "a journal in PostgreSQL needs a driver that is not installed"
        help_ = 'Install it: pip install "gatecoach[postgres]".'
        raise JournalError("journal-needs-driver", words, place=url.render_as_string(), help=help_) from error
