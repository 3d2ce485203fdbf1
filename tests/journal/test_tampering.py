"""Who changes a journal behind its back is found: 300 seeded edits of 21 kinds, and none told that is none."""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections import Counter
from pathlib import Path

import pytest
from kinds import KINDS
from sqlalchemy import create_engine, delete, insert, select, text
from tampering import KINDS as EDITS
from tampering import ONLY_BY_CHECKPOINT

from gatecoach.errors import JournalError
from gatecoach.journal import open_journal
from gatecoach.journal.sql.tables import event as events
from gatecoach.journal.sql.tables import private

SEED = 20_260_304
TABLES = {"event": events, "private": private}
KEYS = ("tenant", "stream")


@pytest.fixture
def written(where, event):
    """A journal of three streams and 18 events, some of bo's erased."""
    with open_journal(where) as journal:
        for number in range(1, 7):
            for stream in ("a", "b", "c"):
                by = "bo" if number == 3 and stream == "b" else "anna"
                journal.append(stream, number - 1, [event(stream, number, by=by, text=f"said {number}")])
            if number == 4:
                journal.erase("bo", by="dpo", at=event("a", 1).at, ground="asked")
        yield journal


class Tables:
    """The tables of a database, read and written without the journal."""

    def __init__(self, where):
        self.engine = create_engine(where.replace("postgresql://", "postgresql+psycopg://"))
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":  # who owns the tables may take their keys away
                connection.execute(text("ALTER TABLE gatecoach_private DROP CONSTRAINT gatecoach_private_event"))
        with self.engine.connect() as connection:
            self.good = {name: self.rows(connection, table) for name, table in TABLES.items()}

    @staticmethod
    def rows(connection, table):
        """All rows, in the order of their keys."""
        found = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        return [
            {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
            for row in found
        ]

    def put(self, tables):
        """Make the database hold these rows."""
        with self.engine.begin() as connection:
            for table in (private, events):
                connection.execute(delete(table))
            for name, table in TABLES.items():
                if tables[name]:
                    connection.execute(insert(table), tables[name])


def edited(good, edit, chance):
    """The tables after one edit of that kind; chance is asked again where it changed nothing."""
    while True:
        tables = copy.deepcopy(good)
        edit(tables, chance)
        if tables != good:
            return tables


@pytest.mark.parametrize("kind", KINDS[2:])
def test_every_edit_is_found(where, written, kind):
    """Each kind by what it should be found with: without a checkpoint all but a cut end and a whole new chain."""
    rounds = 300 if kind == "sqlite" else 2 * len(EDITS)
    checkpoint, tables = written.checkpoint(), Tables(where)
    chance = random.Random(SEED)
    found = Counter()
    for number in range(rounds):
        edit = EDITS[number % len(EDITS)]
        tables.put(edited(tables.good, edit, chance))
        told = written.verify(checkpoint)
        assert not told.whole, (SEED, number, edit.__name__)
        alone = written.verify()
        assert alone.whole == (edit in ONLY_BY_CHECKPOINT), (SEED, number, edit.__name__, alone)
        found[edit] += 1
    tables.put(tables.good)
    tables.engine.dispose()
    assert written.verify(checkpoint).whole
    assert (sum(found.values()), len(found)) == (rounds, len(EDITS))


@pytest.mark.parametrize("kind", KINDS[2:3])
def test_a_stream_is_checked_whenever_it_is_read(where, written):
    """Reading a stream refuses what is wrong in it; the other streams are read."""
    tables = Tables(where)
    for column, value in (("kind", "x"), ("hash", b"\1" * 32), ("commitments", b"")):
        changed = copy.deepcopy(tables.good)
        next(row for row in changed["event"] if (row["stream"], row["version"]) == ("b", 2))[column] = value
        tables.put(changed)
        with pytest.raises(JournalError, match='version 2 of the stream "b"') as caught:
            written.read("b")
        assert caught.value.code == "journal-damaged"
        assert len(written.read("a")) == 6
    changed = copy.deepcopy(tables.good)
    changed["private"] = [row for row in changed["private"] if (row["stream"], row["version"]) != ("b", 5)]
    tables.put(changed)
    with pytest.raises(JournalError, match="lacks words that nobody erased"):
        written.read("b")
    tables.engine.dispose()


@pytest.mark.parametrize("kind", KINDS[2:3])
def test_a_break_is_told_once_with_its_place(where, written):
    """One change in the middle is one break, not one for everything behind it."""
    with create_engine(where).begin() as connection:
        connection.execute(text("UPDATE gatecoach_event SET kind = 'x' WHERE stream = 'c' AND version = 4"))
    assert [each[:3] for each in written.verify().breaks] == [("chain", "c", 4)]


def test_a_checkpoint_of_another_tenant_or_of_later_is_told(written):
    """It proves nothing about this journal, and that is said."""
    checkpoint = written.checkpoint()
    for changed in ({"tenant": "other"}, {"position": 99}, {"root": "0" * 64}, {"streams": 9}):
        (found,) = written.verify(checkpoint._replace(**changed)).breaks
        assert found.code == "checkpoint"
    assert written.verify(checkpoint._replace(position=0)).breaks[0].code == "checkpoint"


@pytest.mark.parametrize("kind", KINDS[2:])
def test_erased_words_that_somebody_put_back_are_told(where, written):
    """With their salt, from a backup of before, they agree with their commitment; but the order still stands."""
    tables = Tables(where)
    written.erase("anna", by="dpo", at=dt.date(2026, 4, 1), ground="asked")
    with tables.engine.begin() as connection:
        row = next(each for each in tables.good["private"] if (each["stream"], each["version"]) == ("a", 2))
        connection.execute(insert(private), [row])
    tables.engine.dispose()
    (found,) = written.verify().breaks
    assert found[:3] == ("private", "a", 2)
    assert found.words == "has private words again that were erased"


def _with_line(path, number, line):
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:number], line, *lines[number:]]))


@pytest.mark.parametrize("kind", ["jsonl"])
@pytest.mark.parametrize("line", [b'{"content":["x",[]],"salt":"00"}\n', b"oops\n"], ids=["words", "no words"])
def test_a_planted_line_of_the_private_file_is_told_by_its_number(where, written, event, line):
    """At the end it may be what a crash has left: it is counted, and the next append takes it away."""
    path = Path(f"{where}.private")
    _with_line(path, 3, line)
    told = written.verify()
    assert [each.words for each in told.breaks] == [f"line 4 of {path} belongs to no event"]
    assert (told.whole, told.left) == (False, 0)
    assert written.scrub()
    assert line not in path.read_bytes()
    _with_line(path, len(path.read_bytes().splitlines()), line)
    told = written.verify()
    assert (told.whole, told.left) == (True, 1)
    written.append("a", 6, [event("a", 7)])
    assert (written.verify().whole, written.verify().left) == (True, 0)
    assert line not in path.read_bytes()


@pytest.mark.parametrize("kind", ["jsonl"])
def test_erased_words_that_came_back_into_the_private_file_are_counted(where, written):
    """A crash in the middle of an erasure leaves the same: nobody can read them, and `scrub` takes them away."""
    path = Path(f"{where}.private")
    before = path.read_bytes()
    written.erase("anna", by="dpo", at=dt.date(2026, 4, 1), ground="asked")
    order = path.read_bytes().splitlines(keepends=True)[-1]
    path.write_bytes(before + order)
    told = written.verify()
    assert (told.whole, told.left) == (True, 17)
    assert written.scrub()
    assert written.verify().left == 0


ODD = [(name, each.name) for name, table in TABLES.items() for each in table.columns if each.name not in KEYS]


@pytest.mark.parametrize("kind", KINDS[2:3])
@pytest.mark.parametrize("value", ["'x'", "x'00ff'", "1.5", "-7"])
def test_a_value_that_no_journal_writes_is_a_break_and_no_crash(where, written, value):
    """SQLite lets anybody put anything into any column; `verify` and `read` tell it in words of their own."""
    tables = Tables(where)
    for table, column in ODD:
        with tables.engine.begin() as connection:
            change = f"UPDATE gatecoach_{table} SET {column} = {value} WHERE stream = 'c' AND version = 4"
            connection.execute(text(change))
        assert not written.verify().whole, (table, column)
        if column != "position":
            with pytest.raises(JournalError):
                written.read("c")
        tables.put(tables.good)
    tables.engine.dispose()
    assert written.verify().whole
