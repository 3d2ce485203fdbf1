"""A journal in a SQLite file: WAL, every commit on the disk, writers that queue, deleted words overwritten."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from typing import Any

from sqlalchemy import URL, Connection, Engine, PoolProxiedConnection, Select, create_engine, event

from gatecoach.errors import JournalBusy, UsageError
from gatecoach.journal import gate
from gatecoach.journal.sql.failures import failure, told
from gatecoach.journal.sql.rows import Found, Rows
from gatecoach.journal.sql.schema import is_current, upgrade
from gatecoach.journal.sql.statements import Deed, plain

SYNCHRONOUS = {"full": "FULL", "relaxed": "NORMAL"}
WAIT = 5_000  # milliseconds for a writer that does not come through the gate


class DriverSpeaker:
    """Runs the statements, each made into SQL once, on SQLite's driver: here a commit costs less than Core's care."""

    def __init__(self, connection: PoolProxiedConnection) -> None:
        self.connection = connection

    def ask(self, question: Select[Any], named: Mapping[str, Any]) -> Found:
        """See `Speaker.ask`."""
        words, names = plain(question)
        with closing(self.connection.cursor()) as cursor:
            cursor.execute(words, [named[each] for each in names])
            return cursor.fetchall()

    def do(self, deed: Deed, values: Sequence[tuple[Any, ...]]) -> None:
        """See `Speaker.do`."""
        with closing(self.connection.cursor()) as cursor:
            cursor.executemany(plain(deed.statement)[0], values)


class SqliteRows(Rows):
    """The transaction of a SQLite store."""

    def __init__(self, connection: PoolProxiedConnection, tenant: str) -> None:
        super().__init__(DriverSpeaker(connection), tenant)
        self._connection = connection

    def settle(self) -> None:
        """See `Transaction.settle`: the first try may have died after its commit was seen and before it was synced."""
        self._connection.rollback()
        _run(self._connection, "PRAGMA wal_checkpoint(PASSIVE)")


class SqliteStore:
    """The `Store` protocol in a SQLite file that several processes may share."""

    takes_back = True

    def __init__(self, url: URL, *, tenant: str, durability: str) -> None:
        if url.database in (None, "", ":memory:") or url.query:
            words = "a SQLite journal needs a file"
            help_ = 'Name one: sqlite:///acme.db; ":memory:" is a journal of its own.'
            raise UsageError("unknown-journal", words, place=url.render_as_string(), help=help_)
        if durability not in SYNCHRONOUS:
            words = f'there is no durability "{durability}"'
            raise UsageError("unknown-durability", words, help='Use "full" or "relaxed".')
        path = os.path.realpath(str(url.database))
        self.place = str(url.database)
        self.tenant = tenant
        self._lock = f"{path}.lock"
        self._engine = engine_for(path, SYNCHRONOUS[durability])
        try:
            with told(self.place):
                self._prepare(path)
        except BaseException:
            self.close()
            raise

    def _prepare(self, path: str) -> None:
        if not os.path.exists(path):  # noqa: PTH110
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, gate.PRIVATE))
        with self._engine.connect() as connection:
            current = is_current(connection)
        if not current:
            with _queue(self._lock), self._engine.connect() as core:
                core.exec_driver_sql("BEGIN IMMEDIATE")
                try:
                    upgrade(core)
                    core.commit()
                except BaseException as error:
                    _take_back(core, error)
                    raise

    def transaction(self, *, writing: bool) -> AbstractContextManager[Rows]:
        """See `Store.transaction`."""
        return self._writing() if writing else self._reading()

    @contextmanager
    def _writing(self) -> Iterator[Rows]:
        """One writer at a time: the gate is a queue, where SQLite alone would let writers starve."""
        with told(self.place), _queue(self._lock), closing(self._engine.raw_connection()) as connection:
            _run(connection, "BEGIN IMMEDIATE")
            try:
                yield SqliteRows(connection, self.tenant)
                connection.commit()
            except BaseException as error:
                _take_back(connection, error)
                raise

    @contextmanager
    def _reading(self) -> Iterator[Rows]:
        with told(self.place), closing(self._engine.raw_connection()) as connection:
            _run(connection, "BEGIN")
            yield SqliteRows(connection, self.tenant)

    def scrub(self) -> bool:
        """See `Store.scrub`: write the whole file anew without what is gone, and empty the write-ahead log."""
        with told(self.place), _queue(self._lock), self._engine.connect() as connection:
            try:
                connection.exec_driver_sql("VACUUM")
                busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            except Exception as error:
                if isinstance(failure(error, self.place), JournalBusy):
                    return False
                raise
        return not busy

    def close(self) -> None:
        """See `Store.close`."""
        self._engine.dispose()


def _queue(path: str) -> AbstractContextManager[None]:
    """The gate, where the system has one; elsewhere writers wait as SQLite does, by asking again and again."""
    return gate.held(path, alone=True) if gate.here() else nullcontext()


def engine_for(path: str, synchronous: str) -> Engine:
    """Connections to a file, set up as a journal needs them; they begin and end transactions only when told."""
    engine = create_engine(URL.create("sqlite+pysqlite", database=path), connect_args={"timeout": WAIT / 1000})
    pragmas = ("journal_mode=WAL", f"synchronous={synchronous}", "secure_delete=ON", "temp_store=MEMORY")

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for each in (f"busy_timeout={WAIT}", *pragmas):
            connection.execute(f"PRAGMA {each}").fetchall()

    return engine


def _run(connection: PoolProxiedConnection, words: str) -> None:
    with closing(connection.cursor()) as cursor:
        cursor.execute(words)


def _take_back(connection: Connection | PoolProxiedConnection, cause: BaseException) -> None:
    """Roll back, unless SQLite has done so; what fails here must not hide why."""
    try:
        connection.rollback()
    except Exception as second:  # noqa: BLE001
        cause.add_note(f"Taking back what was half-done failed too: {second}.")
