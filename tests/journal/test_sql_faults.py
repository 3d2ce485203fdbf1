"""The database fails at any call: what was appended is kept whole, or an error of the right kind is told."""

from __future__ import annotations

import errno
import itertools
import sqlite3
from functools import partial

import pytest
from kinds import KINDS
from sqlalchemy import event as listening
from sqlalchemy.exc import OperationalError

from gatecoach.errors import GatecoachError, JournalBusy, JournalError, JournalFull, JournalReadOnly, UsageError
from gatecoach.journal import open_journal
from gatecoach.journal.sql import postgres as sql_postgres
from gatecoach.journal.sql.failures import failure
from gatecoach.journal.sql.sqlite import SqliteRows

SQLITE = {
    sqlite3.SQLITE_FULL: JournalFull,
    sqlite3.SQLITE_READONLY: JournalReadOnly,
    sqlite3.SQLITE_READONLY_DBMOVED: JournalReadOnly,
    sqlite3.SQLITE_BUSY: JournalBusy,
    sqlite3.SQLITE_BUSY_SNAPSHOT: JournalBusy,
    sqlite3.SQLITE_LOCKED: JournalBusy,
    sqlite3.SQLITE_IOERR_WRITE: JournalError,
}
POSTGRES = {
    "DiskFull": JournalFull,
    "ReadOnlySqlTransaction": JournalReadOnly,
    "InsufficientPrivilege": JournalReadOnly,
    "LockNotAvailable": JournalBusy,
    "SerializationFailure": JournalBusy,
    "AdminShutdown": JournalError,
}


def sqlite_error(number):
    """The error of SQLite with that number."""
    error = sqlite3.OperationalError("planned")
    error.sqlite_errorcode = number
    return error


class Plan:
    """Lets the n-th call of a driver fail, before or after it is done."""

    def __init__(self, nth, error, *, late=False):
        self.left, self.error, self.late = nth, error, late

    def call(self, real, *given):
        """One call."""
        self.left -= 1
        if self.left == 0 and not self.late:
            raise self.error
        result = real(*given)
        if self.left == 0:
            raise self.error
        return result


def through(journal, plan):
    """The journal, on connections to SQLite whose every call goes through the plan."""

    class Cursor(sqlite3.Cursor):
        def execute(self, *given):
            return plan.call(super().execute, *given)

        def executemany(self, *given):
            return plan.call(super().executemany, *given)

    class Connection(sqlite3.Connection):
        def cursor(self, factory=Cursor):
            return super().cursor(factory)

        def commit(self):
            return plan.call(super().commit)

        def rollback(self):
            return plan.call(super().rollback)

    engine = journal._store._engine
    engine.dispose()
    path = engine.url.database
    listening.listen(
        engine, "do_connect", lambda *_: sqlite3.connect(path, factory=Connection, check_same_thread=False)
    )
    return journal


def tried(call):
    """What a call gives, or the error of the journal that it raises; any other error is a failure of the test."""
    try:
        return call()
    except GatecoachError as error:
        return error


@pytest.fixture
def place(tmp_path, event):
    """A SQLite journal of one event."""
    place = f"sqlite:///{tmp_path}/journal.db"
    with open_journal(place) as journal:
        journal.append("a", 0, [event("a", 1, text="x", by_whom="anna")])
    return place


@pytest.mark.parametrize("late", [False, True], ids=["not done", "done, not told"])
@pytest.mark.parametrize("number", SQLITE)
def test_whatever_call_to_sqlite_fails_the_append_is_whole_or_told(place, event, number, late):
    """For every call and each way to fail: the right error and no half of a batch; a retry then ends well."""
    version = 1
    for nth in itertools.count(1):
        batch = [event("a", version + each) for each in (1, 2)]
        plan = Plan(nth, sqlite_error(number), late=late)
        with open_journal(place) as journal:
            given = tried(lambda: through(journal, plan).append("a", version, batch))  # noqa: B023
        with open_journal(place) as fresh:
            assert fresh.version("a") in ((version + 2,) if given == version + 2 else (version, version + 2))
            assert fresh.append("a", version, batch) == version + 2
            assert fresh.verify().whole
        version += 2
        if plan.left > 0:  # so many calls are not made
            break
        assert type(given) is SQLITE[number] or given == version
        if isinstance(given, Exception):
            assert given.help
            assert "planned" in str(given.__cause__)
    assert given == version
    assert nth > 8


@pytest.mark.parametrize("number", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE])
def test_whatever_call_to_sqlite_fails_an_erasure_is_whole_or_told(place, event, number):
    """Either nothing is gone and no order is there, or all of it; trying again ends well."""
    order = {"by": "dpo", "at": event("a", 1).at, "ground": "asked"}
    for nth in itertools.count(1):
        with open_journal(place) as journal:
            version = journal.version("a")
            journal.append("a", version, [event("a", version + 1, text="secret")])
            plan = Plan(nth, sqlite_error(number))
            given = tried(lambda: through(journal, plan).erase("anna", **order))  # noqa: B023
        with open_journal(place) as fresh:
            gone = fresh.read("a")[-1].by == ""
            assert gone or isinstance(given, SQLITE[number])
            if isinstance(given, GatecoachError):
                assert ("is written down" in given.message) == ("scrub" in given.help) == gone
            assert fresh.verify().whole
            assert fresh.erase("anna", **order).scrubbed
            assert fresh.read("a")[-1].data == {}
        if plan.left > 0:
            break
    assert given.parts == 1
    assert nth > 8


def test_a_rollback_that_fails_does_not_hide_the_cause(place, event, monkeypatch):
    """When a full disk is followed by a failing rollback the error is still the full disk, with a note."""
    full = OperationalError("INSERT", None, sqlite_error(sqlite3.SQLITE_FULL))

    def fails(*_):
        raise full

    class Broken(sqlite3.Connection):
        def rollback(self):
            raise sqlite_error(sqlite3.SQLITE_IOERR)

    with open_journal(place) as journal:
        with monkeypatch.context() as only_here:
            only_here.setattr(SqliteRows, "add", fails)
            only_here.setattr(sqlite3.dbapi2, "connect", partial(sqlite3.connect, factory=Broken))
            journal._store._engine.dispose()
            with pytest.raises(JournalFull) as caught:
                journal.append("a", 1, [event("a", 2)])
        assert caught.value.__cause__ is full
        assert "Taking back" in full.__notes__[0]
        assert journal.append("a", 1, [event("a", 2)]) == 2


@pytest.mark.postgres
@pytest.mark.parametrize("kind", KINDS[3:])
@pytest.mark.parametrize("name", POSTGRES)
@pytest.mark.parametrize("size", [2, 60], ids=["insert", "copy"])
def test_whatever_statement_to_postgres_fails_the_append_is_whole_or_told(where, event, name, size):
    """The same with every statement of an append, small or in bulk."""
    errors = pytest.importorskip("psycopg.errors")
    with open_journal(where) as journal:
        version = 0
        for nth in itertools.count(1):
            batch = [event("a", version + each) for each in range(1, size + 1)]
            plan = Plan(nth, getattr(errors, name)("planned"))
            with open_journal(where) as other:
                engine = other._store._engine
                hook = lambda cursor, *given: plan.call(lambda: None)  # noqa: B023, E731
                listening.listen(engine, "do_execute", hook)
                listening.listen(engine, "do_executemany", hook)
                given = tried(lambda: other.append("a", version, batch))  # noqa: B023
            assert journal.version("a") == (version + size if given == version + size else version)
            if plan.left > 0:
                break
            assert type(given) is POSTGRES[name]
            assert journal.append("a", version, batch) == version + size
            version += size
        assert journal.verify().whole
        assert nth == (7 if size == 2 else 5)  # one more than the statements; COPY goes past them


@pytest.mark.postgres
@pytest.mark.parametrize("kind", KINDS[3:])
def test_postgres_itself_says_read_only_and_busy(where, event, monkeypatch, postgres):
    """A role that may only read, and a lock that others hold for too long."""
    with open_journal(where) as journal:
        journal.append("a", 0, [event("a", 1)])
        read_only = where.replace("options=", "options=-cdefault_transaction_read_only%3Don%20")
        with open_journal(read_only) as reader:
            assert reader.version("a") == 1
            assert isinstance(tried(lambda: reader.append("a", 1, [event("a", 2)])), JournalReadOnly)
        monkeypatch.setattr(sql_postgres, "WAIT", "50ms")
        with journal._store._engine.begin() as holding:
            sql_postgres.lock(holding, "")
            assert isinstance(tried(lambda: journal.append("a", 1, [event("a", 2)])), JournalBusy)
        assert journal.append("a", 1, [event("a", 2)]) == 2


@pytest.mark.postgres
@pytest.mark.parametrize("kind", KINDS[3:])
def test_the_tests_are_no_superuser(where):
    """What works here works for a role that a company would give."""
    with open_journal(where) as journal, journal._store._engine.connect() as connection:
        asked = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        assert connection.exec_driver_sql(asked).scalar() is False


def test_a_server_that_is_not_there_is_told_without_the_password():
    """With what to check."""
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed; get it with `make test-postgres`")
    with pytest.raises(JournalError) as caught:
        open_journal("postgresql://anna:secret@localhost:1/none?connect_timeout=2")
    assert caught.value.code == "journal-unwritable"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("rest", ["localhost:abc/x", "[::1/x"])
def test_an_address_that_is_none_is_told_without_the_password(rest):
    """Also where it cannot be taken apart."""
    with pytest.raises(UsageError) as caught:
        open_journal(f"postgresql://anna:secret@{rest}")
    assert (caught.value.code, "secret" in str(caught.value)) == ("unknown-journal", False)
    assert "***@" in caught.value.message


def test_an_error_that_says_nothing_has_words_all_the_same():
    """The kind of the error stands for its missing text."""
    assert "TimeoutError" in failure(TimeoutError(), "x").message


@pytest.mark.parametrize(
    ("error", "code", "step"),
    [
        (sqlite_error(4874), "journal-full", "Make room"),
        (OSError(errno.ENOSPC, "no room"), "journal-full", "Make room"),
        (OSError(errno.EROFS, "may only be read"), "journal-read-only", "Check the rights"),
        (OSError(errno.ENOENT, "not there"), "journal-unwritable", "Check that its folder is there"),
        (sqlite_error(14), "journal-unwritable", "you may write in it"),
        (OSError(errno.EIO, "broken"), "journal-unwritable", "there and well"),
    ],
)
def test_what_the_system_says_of_the_files_of_a_database_is_told_as_what_it_is(error, code, step):
    """Also where SQLite calls a full disk an I/O error, and a folder that may only be read an unknown file."""
    found = failure(error, "x")
    assert (found.code, step in found.help, "Errno" in found.message) == (code, True, False)
