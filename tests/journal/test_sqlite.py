"""A journal in a SQLite file: how it is set up, what it says when something is wrong, and that writers queue."""

from __future__ import annotations

import builtins
import sqlite3
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event as listening

from gatecoach.errors import JournalBusy, JournalError, JournalFull, JournalReadOnly, UsageError
from gatecoach.journal import gate, open_journal


@pytest.fixture
def place(tmp_path):
    """The address of a file."""
    return f"sqlite:///{tmp_path}/journal.db"


@pytest.fixture
def kept(place, event):
    """A journal of one event."""
    with open_journal(place) as journal:
        journal.append("a", 0, [event("a", 1, text="x")])
        yield journal


def pragma(journal, name, value=None):
    """What the journal's own connections have, after setting it where a value is given."""
    engine = journal._store._engine
    if value is not None:
        engine.dispose()
        listening.listen(engine, "connect", lambda raw, _: raw.execute(f"PRAGMA {name}={value}").fetchall())
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(("durability", "synchronous"), [("full", 2), ("relaxed", 1)])
def test_every_connection_is_set_up_for_durability(place, durability, synchronous):
    """A write-ahead log, a sync a commit unless relaxed, deleted words overwritten, nothing spilled to disk."""
    with open_journal(place, durability=durability) as journal:
        names = ("journal_mode", "synchronous", "secure_delete", "temp_store", "busy_timeout")
        assert [pragma(journal, name) for name in names] == ["wal", synchronous, 1, 2, 5000]


def test_another_durability_is_a_mistake_of_the_caller(place):
    """The message names both."""
    with pytest.raises(UsageError, match="relaxed") as caught:
        open_journal(place, durability="fast")
    assert caught.value.code == "unknown-durability"


@pytest.mark.parametrize("where", ["sqlite://", "sqlite:///:memory:", "sqlite:///a.db?mode=ro"])
def test_a_database_that_is_no_plain_file_is_refused(where):
    """Memory has a journal of its own, and options would undo what is promised."""
    with pytest.raises(UsageError, match="needs a file"):
        open_journal(where)


def test_only_the_user_may_read_the_files(kept, tmp_path):
    """The database, its log and its lock are private."""
    files = list(tmp_path.iterdir())
    assert {"journal.db", "journal.db-wal", "journal.db.lock"} <= {each.name for each in files}
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


def test_a_full_disk_is_told_and_nothing_of_the_append_is_there(kept, event):
    """SQLite takes back by itself; the error is the full disk, and with room the same append works."""
    pages = pragma(kept, "page_count")
    pragma(kept, "max_page_count", pages)
    big = [event("a", number, text="x" * 3000) for number in range(2, 20)]
    with pytest.raises(JournalFull, match="no space is left") as caught:
        kept.append("a", 1, big)
    assert caught.value.code == "journal-full"
    assert "full" in str(caught.value.__cause__)
    assert not getattr(caught.value.__cause__, "__notes__", [])
    assert (kept.version("a"), kept.verify().whole) == (1, True)
    pragma(kept, "max_page_count", pages * 50)
    assert kept.append("a", 1, big) == 19


def test_a_read_only_database_is_told(kept, event):
    """Reading goes on; writing says why not."""
    pragma(kept, "query_only", 1)
    with pytest.raises(JournalReadOnly) as caught:
        kept.append("a", 1, [event("a", 2)])
    assert (caught.value.code, kept.version("a")) == ("journal-read-only", 1)


def test_a_writer_who_does_not_come_through_the_gate_is_waited_for_and_then_told(kept, event, tmp_path):
    """Somebody else's program holds the database: busy, after the time SQLite waits; then it works."""
    pragma(kept, "busy_timeout", 50)
    other = sqlite3.connect(tmp_path / "journal.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalBusy) as caught:
        kept.append("a", 1, [event("a", 2)])
    assert caught.value.code == "journal-busy"
    other.close()
    assert kept.append("a", 1, [event("a", 2)]) == 2


def test_a_file_that_is_no_database_is_told(tmp_path):
    """A file of another kind is never written over."""
    (tmp_path / "notes.db").write_bytes(b"my notes, all of them\n" * 200)
    with pytest.raises(JournalError) as caught:
        open_journal(f"sqlite:///{tmp_path}/notes.db")
    assert caught.value.code == "journal-damaged"
    assert (tmp_path / "notes.db").read_bytes().startswith(b"my notes")


def test_a_folder_that_is_not_there_is_told(tmp_path):
    """With what to check."""
    with pytest.raises(JournalError, match="Check that") as caught:
        open_journal(f"sqlite:///{tmp_path}/none/journal.db")
    assert caught.value.code == "journal-unwritable"


def test_writers_queue_at_the_gate(kept, event, tmp_path):
    """While another process holds the lock file a writer waits without asking the database; readers go on."""
    done = threading.Event()

    def write():
        kept.append("a", 1, [event("a", 2)])
        done.set()

    with gate.held(f"{tmp_path}/journal.db.lock", alone=True):
        writer = threading.Thread(target=write)
        writer.start()
        assert not done.wait(0.2)
        assert kept.version("a") == 1
    writer.join(timeout=10)
    assert (done.is_set(), kept.version("a")) == (True, 2)


def test_without_file_locks_writers_wait_as_sqlite_does(place, event, monkeypatch, tmp_path):
    """On such a system the journal works, also for several at once; only the queue is missing, and its file."""
    monkeypatch.setattr(gate, "fcntl", None)

    def write(name):
        with open_journal(place) as journal:
            return [journal.append(name, number, [event(name, number + 1)]) for number in range(25)][-1]

    open_journal(place).close()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(write, "abcd")) == [25] * 4
    assert not (tmp_path / "journal.db.lock").exists()


def test_a_retry_is_on_the_disk_on_return_too(kept, event, tmp_path):
    """The first try may have died between its commit and its sync, so a retry has the log synced and copied."""
    assert b"a#1" not in (tmp_path / "journal.db").read_bytes()
    assert kept.append("a", 0, [event("a", 1, text="x")]).retried
    assert b"a#1" in (tmp_path / "journal.db").read_bytes()
    assert kept.append("a", 1, [event("a", 2)]) == 2


def test_two_names_of_one_file_share_its_gate(kept, event, tmp_path):
    """A journal reached over a link is the same journal."""
    (tmp_path / "link.db").symlink_to(tmp_path / "journal.db")
    with open_journal(f"sqlite:///{tmp_path}/link.db") as link:
        assert link.append("a", 1, [event("a", 2)]) == 2
    assert not (tmp_path / "link.db.lock").exists()
    assert kept.version("a") == 2


@pytest.mark.parametrize("missing", ["sqlalchemy", "alembic"])
def test_without_the_extra_this_is_said_with_a_way_out(place, monkeypatch, missing):
    """What to install, and what works without."""
    real = builtins.__import__

    def without(name, *rest):
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(name=missing)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(JournalError, match=rf"{missing}.*gatecoach\[journal\].*jsonl") as caught:
        open_journal(place)
    assert caught.value.code == "journal-needs-extra"
    assert not Path(place.removeprefix("sqlite:///")).exists()


def test_a_closed_journal_holds_no_file(place, event):
    """After closing no file of it is open, and any call says so."""
    with open_journal(place) as journal:
        journal.append("a", 0, [event("a", 1)])
    held = [each.readlink() for each in Path("/proc/self/fd").iterdir() if each.exists()]
    assert not [each for each in held if str(each).startswith(place.removeprefix("sqlite:///"))]
    with pytest.raises(UsageError, match="closed"):
        journal.version("a")
