"""A journal as lines: from any kind into any kind, byte for byte the same again."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from kinds import KINDS

from gatecoach.coaching import Event
from gatecoach.errors import DuplicateEvent, JournalError
from gatecoach.journal import MemoryJournal, open_journal
from gatecoach.journal.sql.postgres import PostgresRows
from gatecoach.journal.sql.rows import Rows

DAY = dt.date(2026, 4, 1)


@pytest.fixture
def source(event):
    """A journal with two streams, a large batch, odd letters and an erasure."""
    journal = MemoryJournal(clock=lambda: dt.datetime(2026, 3, 5, 1, tzinfo=dt.UTC))
    journal.append(
        "a", 0, [event("a", 1, text="Grüße,\n\u2028«東京» \U0001f44d \x00", share="0.1", deep=[{"x": None}])]
    )
    journal.append("b", 0, [event("b", number, by="bo", half=number / 2) for number in range(1, 120)])
    journal.append("a", 1, [event("a", 2)])
    journal.erase("bo", by="dpo", at=DAY, ground="asked", also=["nothing"])
    journal.append("a", 2, [event("a", 3, by="bo")])
    return journal


def test_export_import_export_is_the_same_bytes(journal, source):
    """Whatever the kind of the journal between; and it reads, proves and goes on as the first one."""
    lines = list(source.export())
    assert journal.load(lines) == 123
    assert list(journal.export()) == lines
    assert journal.read("a") == source.read("a")
    assert journal.since(5, limit=3) == source.since(5, limit=3)
    assert journal.verify(source.checkpoint()).whole
    assert journal.verify() == source.verify()


def test_an_empty_journal_is_one_line(journal):
    """It says what it is and whose."""
    assert list(journal.export()) == ['{"gatecoach-journal":1,"tenant":""}\n']
    assert journal.load(journal.export()) == 0


def test_what_is_there_already_is_harmless(journal, source, event):
    """Importing again adds nothing; importing more adds what is new, and erases what was erased since."""
    fresh = MemoryJournal()
    fresh.append("a", 0, [event("a", 1, text="said"), event("a", 2, by="bo", text="gone")])
    assert journal.load(fresh.export()) == 2
    assert journal.load(fresh.export()) == 0
    fresh.erase("bo", by="dpo", at=DAY, ground="asked")
    fresh.append("a", 2, [event("a", 3)])
    assert journal.load(fresh.export()) == 2
    assert list(journal.export()) == list(fresh.export())
    assert journal.read("a")[1].by == ""


def test_another_past_is_refused(journal, source, event):
    """A journal that went another way takes nothing of it."""
    journal.append("a", 0, [event("a", 1, text="mine")])
    with pytest.raises(JournalError, match="another event at position 1") as caught:
        journal.load(source.export())
    assert (caught.value.code, caught.value.place) == ("bad-import", "line 2")
    assert journal.position() == 1


def with_row(number, **changes):
    """A change of one line through its JSON."""

    def change(lines):
        row = {**json.loads(lines[number]), **changes}
        text = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
        return [*lines[:number], text, *lines[number + 1 :]]

    return change


def test_lines_that_are_no_export_are_told_from_those_of_another_tenant(event):
    """Also where an editor or a mail program has changed the ends of lines."""
    with open_journal(":memory:", tenant="acme") as journal:
        journal.append("a", 0, [event("a", 1)])
        lines = list(journal.export())
    for given, tenant, words in [
        (["hello\n"], "", "not the lines of a journal"),
        ([each.replace("\n", "\r\n") for each in lines], "acme", "not the lines of a journal"),
        (lines, "", "those of a tenant"),
        (lines, "other", 'another tenant than "other"'),
    ]:
        with open_journal(":memory:", tenant=tenant) as journal, pytest.raises(JournalError, match=words):
            journal.load(given)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda lines: lines[1:], 1),
        (lambda lines: [], 1),
        (with_row(0, tenant="other"), 1),
        (lambda lines: [lines[0], *lines[2:]], 2),
        (lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]], 4),
        (lambda lines: [*lines[:5], "oops\n", *lines[5:]], 6),
        (lambda lines: [*lines[:5], lines[5].replace(" ", "  ").replace('":', '": ', 1), *lines[6:]], 6),
        (lambda lines: [*lines[:5], lines[5].rstrip("\n"), *lines[6:]], 6),
        (with_row(2, kind="other"), 3),
        (with_row(2, public={"what": "x"}), 3),
        (with_row(2, private=[]), 3),
        (with_row(2, private=7), 3),
        (with_row(2, commitments=[]), 3),
        (with_row(1, private=[{"content": ["anna", [[["by"], "bo"]]], "salt": "00"}]), 2),
        (with_row(2, position=9), 3),
        (with_row(2, version="1"), 3),
        (with_row(2, position=10**30), 3),
        (with_row(2, version=-1), 3),
        (with_row(2, more=1), 3),
    ],
)
def test_a_changed_export_is_refused_whole(journal, source, change, line):
    """The line is named, and nothing of the import stays, also of the lines before it."""
    with pytest.raises(JournalError) as caught:
        journal.load(change(list(source.export())))
    assert (caught.value.code, caught.value.place) == ("bad-import", f"line {line}")
    assert caught.value.help
    assert (journal.streams(), journal.position()) == ([], 0)


def test_an_id_that_comes_twice_is_refused(journal, event):
    """Also when each event proves itself."""
    lines = []
    for stream in ("a", "b"):
        one = MemoryJournal()
        if stream == "b":
            one.append("x", 0, [event("x", 1)])
        one.append(stream, 0, [event(stream, 7).model_copy(update={"id": "same"})])
        lines.append(list(one.export()))
    with pytest.raises(DuplicateEvent, match="same"):
        journal.load([*lines[0], lines[1][2]])
    assert journal.position() == 0


def test_a_file_is_moved_into_a_database_by_two_calls(tmp_path, filled):
    """The way from JSONL to SQLite and back."""
    with open_journal(filled) as old, open_journal(f"sqlite:///{tmp_path}/new.db") as new:
        assert new.load(old.export()) == 6
        with open_journal(tmp_path / "back.jsonl") as back:
            back.load(new.export())
            assert list(back.export()) == list(old.export())


@pytest.fixture(scope="module")
def long():
    """The lines of a journal that fills some pages: of two people, the second one erased in its middle."""
    journal = MemoryJournal()

    def said(stream, number):
        by = "bo" if number % 7 == 0 else "anna"
        return Event(id=f"{stream}#{number}", stream=stream, kind="said", at=DAY, by=by, data={"text": "x"})

    journal.append("a", 0, [said("a", number) for number in range(1, 1801)])
    journal.erase("bo", by="dpo", at=DAY, ground="asked")
    journal.append("b", 0, [said("b", number) for number in range(1, 801)])
    return list(journal.export())


@pytest.mark.parametrize("kind", KINDS[2:])
def test_a_database_takes_lines_page_by_page(journal, long, monkeypatch):
    """No more than a page of them is held at a time, and in the end all are there."""
    drawn, held, real = [], [], Rows.add
    monkeypatch.setattr(Rows, "add", lambda self, rows: (held.append((len(drawn), len(rows))), real(self, rows))[1])
    monkeypatch.setattr(PostgresRows, "add", Rows.add)
    assert journal.load(drawn.append(line) or line for line in long) == 2601
    assert held == [(1001, 1000), (2001, 1000), (2602, 601)]
    assert list(journal.export()) == long
    assert journal.verify().whole


def broken(lines):
    """A line of the last page is missing."""
    return [*lines[:2500], *lines[2501:]]


def unreadable(lines):
    """Whatever they come from fails in the last page."""
    yield from lines[:2500]
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize(("change", "place"), [(broken, "line 2501"), (unreadable, "its lines")])
def test_what_fails_in_the_last_page_takes_the_first_ones_back(journal, long, change, place):
    """All or nothing, however many pages there are; and what failed is told as what it is."""
    with pytest.raises(JournalError) as caught:
        journal.load(change(long))
    assert (caught.value.code, caught.value.place) == ("bad-import", place)
    assert (journal.position(), journal.streams()) == (0, [])
    assert journal.load(long) == 2601


@pytest.mark.parametrize("after", [1, 400, 1000, 1801, 2000])
def test_an_older_copy_takes_in_what_is_new(journal, long, after):
    """Wherever it ended, also in the middle of a page, and what was erased since is erased."""
    assert journal.load(long[: after + 1]) == after
    assert journal.load(long) == 2601 - after
    assert list(journal.export()) == long
