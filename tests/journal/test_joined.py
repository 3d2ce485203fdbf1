"""A journal in the host's own transaction: both are kept, or neither."""

from __future__ import annotations

import threading

import pytest
from kinds import KINDS
from sqlalchemy import create_engine, text

from gatecoach.errors import DuplicateEvent, JournalBusy, JournalError, JournalFull, UsageError, VersionConflict
from gatecoach.journal import open_journal
from gatecoach.journal.sql import schema
from gatecoach.journal.sql.rows import Rows


@pytest.fixture(params=KINDS[2:])
def kind(request):
    """The databases."""
    return request.param


@pytest.fixture
def host(where):
    """A host's engine, as it makes one itself, with a table of its own; the journal's tables are there."""
    engine = create_engine(where.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE deal (id TEXT PRIMARY KEY, stage TEXT)"))
        schema.upgrade(connection)
    yield engine
    engine.dispose()


def deals(host):
    """The host's own rows."""
    with host.connect() as connection:
        return connection.execute(text("SELECT id, stage FROM deal ORDER BY id")).all()


def test_both_are_kept_by_the_hosts_commit(host, where, event):
    """The host's row and the event, also for others."""
    with host.begin() as connection, open_journal(connection) as journal:
        connection.execute(text("INSERT INTO deal VALUES ('1', 'new')"))
        assert journal.append("a", 0, [event("a", 1)]) == 1
        assert journal.read("a") == [event("a", 1)]
    assert deals(host) == [("1", "new")]
    with open_journal(where) as own:
        assert own.read("a") == [event("a", 1)]
        assert own.append("a", 1, [event("a", 2)]) == 2
        assert own.verify().whole


def test_the_hosts_rollback_takes_the_event_with_it(host, where, event):
    """Before and after the host's own statements; the next append has the same position and version."""
    for first in ("journal", "host"):
        with host.connect() as connection:
            if first == "host":
                connection.execute(text("INSERT INTO deal VALUES ('1', 'new')"))
            open_journal(connection).append("a", 0, [event("a", 1)])
            connection.execute(text("INSERT INTO deal VALUES ('2', 'new')"))
            connection.rollback()
        with open_journal(where) as own:
            assert (own.version("a"), own.position(), deals(host)) == (0, 0, [])


def test_what_the_host_has_not_committed_nobody_sees(host, where, event):
    """Another reader reads on without it."""
    with open_journal(where) as own, host.connect() as connection:
        open_journal(connection).append("a", 0, [event("a", 1)])
        assert own.version("a") == 0
        connection.commit()
        assert own.version("a") == 1


def test_a_refused_append_leaves_the_transaction_usable(host, where, event):
    """A conflict or an id that is taken is told; what the host did stays, and it goes on in the same transaction."""
    with host.begin() as connection:
        journal = open_journal(connection)
        journal.append("a", 0, [event("a", 1)])
        connection.execute(text("INSERT INTO deal VALUES ('1', 'new')"))
        with pytest.raises(VersionConflict):
            journal.append("a", 0, [event("a", 2)])
        with pytest.raises(DuplicateEvent):
            journal.append("b", 0, [event("a", 1).model_copy(update={"stream": "b"})])
        assert journal.append("a", 0, [event("a", 1)]).retried
        journal.append("a", 1, [event("a", 2)])
    assert deals(host) == [("1", "new")]
    with open_journal(where) as own:
        assert own.version("a") == 2
        assert own.verify().whole


def test_an_append_that_fails_half_way_leaves_nothing_and_the_transaction_usable(host, where, event, monkeypatch):
    """When the second of its statements fails, the first one is taken back, and the host's own work is not."""

    def fails(*_):
        raise JournalFull("journal-full", "planned")

    with host.begin() as connection:
        connection.execute(text("INSERT INTO deal VALUES ('1', 'new')"))
        with monkeypatch.context() as only_here:
            only_here.setattr(Rows, "private_rows", fails)
            with pytest.raises(JournalFull):
                open_journal(connection).append("a", 0, [event("a", 1)])
        connection.execute(text("INSERT INTO deal VALUES ('2', 'new')"))
    assert deals(host) == [("1", "new"), ("2", "new")]
    with open_journal(where) as own:
        assert (own.position(), own.verify().whole) == (0, True)


@pytest.mark.parametrize("kind", KINDS[3:])
@pytest.mark.parametrize(
    ("mine", "error"), [(("a", "a#9"), VersionConflict), (("b", "a#1"), DuplicateEvent), (("b", "b#1"), JournalBusy)]
)
def test_a_host_that_looks_at_an_older_state_is_told_who_was_faster(host, where, event, mine, error):
    """With REPEATABLE READ the database finds what the journal cannot see; the error is of the right kind."""
    with host.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SELECT count(*) FROM deal"))
        with open_journal(where) as own:
            own.append("a", 0, [event("a", 1)])
        stream, id_ = mine
        with pytest.raises(error) as caught:
            open_journal(connection).append(stream, 0, [event(stream, 1).model_copy(update={"id": id_})])
        assert type(caught.value) is error
        connection.execute(text("INSERT INTO deal VALUES ('1', 'new')"))
        connection.commit()
    assert deals(host) == [("1", "new")]


def test_a_large_batch_joins_too(host, where, event):
    """Also where rows go in bulk."""
    many = [event("a", number) for number in range(1, 121)]
    with host.connect() as connection:
        open_journal(connection).append("a", 0, many)
        connection.rollback()
        assert open_journal(connection).append("a", 0, many) == 120
        connection.commit()
    with open_journal(where) as own:
        assert own.read("a") == many


def test_an_erasure_joins_and_is_scrubbed_by_a_journal_of_its_own(host, where, event):
    """In the host's transaction rows go; cleaning the files is for after the commit."""
    with host.begin() as connection:
        journal = open_journal(connection)
        journal.append("a", 0, [event("a", 1, text="x")])
        done = journal.erase("anna", by="dpo", at=event("a", 1).at, ground="asked")
        assert (done.parts, done.scrubbed) == (1, False)
    with open_journal(where) as own:
        assert (own.read("a")[0].by, own.verify().whole) == ("", True)
        assert own.scrub() is (own._store.place == where.removeprefix("sqlite:///"))


def test_hosts_that_write_at_once_wait_for_each_other(host, where, event):
    """Two transactions of two threads, each with several appends: positions have no gap, nothing is lost."""

    def work(who):
        for number in range(10):
            with host.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE") if host.dialect.name == "sqlite" else None
                journal = open_journal(connection)
                journal.append(who, number, [event(who, number + 1)])
                connection.commit()

    threads = [threading.Thread(target=work, args=(who,)) for who in "abc"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with open_journal(where) as own:
        assert (own.position(), own.verify().whole, own.streams()) == (30, True, ["a", "b", "c"])


def test_closing_the_journal_leaves_the_connection_to_the_host(host, event):
    """It is the host's."""
    with host.begin() as connection:
        journal = open_journal(connection)
        journal.close()
        assert connection.execute(text("SELECT 1")).scalar() == 1
        with pytest.raises(UsageError, match="closed"):
            journal.version("a")


def test_without_the_tables_this_is_told(where, host, event):
    """A host that has not migrated yet gets an error of the journal."""
    with host.begin() as connection:
        connection.execute(text("DROP TABLE gatecoach_private"))
        connection.execute(text("DROP TABLE gatecoach_event"))
    with host.connect() as connection, pytest.raises(JournalError) as caught:
        open_journal(connection).append("a", 0, [event("a", 1)])
    assert caught.value.code == "journal-unwritable"
    assert "gatecoach_event" in caught.value.message


def test_what_is_no_connection_is_a_mistake_of_the_caller(host):
    """An engine is none."""
    with pytest.raises(UsageError, match="no place for a journal"):
        open_journal(host)
