"""The file of a JSONL journal: its form, what others add to it, and how it is opened."""

from __future__ import annotations

import datetime as dt
import json
import os
import stat
from pathlib import Path

import pytest

from gatecoach.errors import JournalError, UsageError, VersionConflict
from gatecoach.journal import JsonlJournal, MemoryJournal, gate, open_journal


def test_an_append_is_one_line_with_what_is_private_beside_it(path, event):
    """Public words and digests stand in the file, each person's words in a line of the private one."""
    JsonlJournal(path, salt=lambda: b"salt" * 4).append("a", 0, [event("a", 1, text="ü"), event("a", 2)])
    (line,) = [json.loads(each) for each in path.read_text(encoding="utf-8").splitlines()]
    assert list(line) == ["entries", "line"]
    assert [each.pop("hash") != each.pop("commitments") for each in line["entries"]] == [True, True]
    common = {"at": "2026-03-04T12:00:00Z", "kind": "said", "public": {}, "recorded": "", "stream": "a"}
    entries = [{**common, "id": f"a#{number}", "position": number, "version": number} for number in (1, 2)]
    assert line == {"entries": entries, "line": 1}
    private = [json.loads(each) for each in Path(f"{path}.private").read_text(encoding="utf-8").splitlines()]
    words = [["anna", [[["by"], "anna"], [["data", "text"], "ü"]]], ["anna", [[["by"], "anna"]]]]
    assert private == [{"content": each, "salt": b"saltsaltsaltsalt".hex()} for each in words]


def test_an_append_is_one_write_a_file_and_is_on_the_disk_on_return(path, event, monkeypatch):
    """What is private is written and synced first, so that a line that counts has its words; the folder is synced."""
    calls = []

    def seen(name):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda file, *rest: (calls.append((name, mode(file))), real(file, *rest))[1])

    def mode(file):
        return Path(f"/proc/self/fd/{file}").readlink().suffix or "folder"

    seen("write")
    seen("fsync")
    private = [("write", ".private"), ("fsync", ".private")]
    kept, named = [("write", ".jsonl"), ("fsync", ".jsonl")], ("fsync", "folder")
    journal = JsonlJournal(path)
    journal.append("a", 0, [event("a", 1), event("a", 2)])
    journal.append("a", 2, [event("a", 3)])
    assert calls == [named, *private, named, *kept, *private, *kept]
    calls.clear()
    JsonlJournal(path).append("a", 3, [event("a", 4)])  # who made the file may have died before its name was kept
    path.unlink()
    journal.append("a", 0, [event("a", 5)])
    assert calls == 2 * [named, *private, named, *kept]


def test_a_retry_is_on_the_disk_on_return_too(filled, event, monkeypatch):
    """The first try may have died before its sync: a retry writes nothing, and syncs before it says yes."""
    before, synced, real = filled.read_bytes(), [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (synced.append(os.fstat(file).st_ino), real(file)))
    assert JsonlJournal(filled).append("b", 2, [event("b", 3)]) == 3
    assert filled.stat().st_ino in synced
    assert filled.read_bytes() == before


def test_what_others_append_is_read(filled, event, ids):
    """Two journals on one file see each other's events; who comes second with a version loses."""
    one, two = JsonlJournal(filled), JsonlJournal(str(filled))
    assert ids(one) == ids(two) == {"a": ["a#1", "a#2", "a#3"], "b": ["b#1", "b#2", "b#3"]}
    one.append("a", 3, [event("a", 4)])
    with pytest.raises(VersionConflict):
        two.append("a", 3, [event("a", "other")])
    two.append("a", 4, [event("a", 5)])
    assert one.read("a") == two.read("a") == JsonlJournal(filled).read("a")


def test_a_file_that_was_replaced_is_read_again(filled, event, ids):
    """The file is the truth: put back from an older copy, or removed, it is read from its start."""
    copy = filled.read_bytes()
    journal = JsonlJournal(filled)
    journal.append("a", 3, [event("a", "forgotten", text="longer than what comes now")])
    filled.write_bytes(copy)
    other = JsonlJournal(filled)
    other.append("a", 3, [event("a", "new")])
    other.append("a", 4, [event("a", "newer", text="longer than what was forgotten before")])
    assert ids(journal)["a"][3:] == ["a#new", "a#newer"]
    filled.unlink()
    assert journal.streams() == []
    assert journal.append("a", 0, [event("a", 1)]) == 1


def test_two_names_of_one_file_share_its_lock(filled, tmp_path, event):
    """A journal reached over a link is the same journal, with the lock of the file itself."""
    link = tmp_path / "link.jsonl"
    link.symlink_to(filled)
    assert JsonlJournal(link).append("a", 3, [event("a", 4)]) == 4
    assert not link.with_name("link.jsonl.lock").exists()


def test_a_journal_stays_where_it_was_opened(tmp_path, event, monkeypatch):
    """A relative path means the folder of the moment of opening."""
    monkeypatch.chdir(tmp_path)
    journal = JsonlJournal("here.jsonl")
    monkeypatch.chdir("/")
    journal.append("a", 0, [event("a", 1)])
    assert (tmp_path / "here.jsonl").exists()


def test_reading_leaves_no_trace(path, filled):
    """A journal that is only read makes neither a file nor a lock."""
    filled.with_name(f"{filled.name}.lock").unlink()
    elsewhere = path.with_name("none.jsonl")
    assert (JsonlJournal(elsewhere).streams(), JsonlJournal(filled).version("a")) == ([], 3)
    assert {each.name for each in path.parent.iterdir()} == {filled.name, f"{filled.name}.private"}


def test_the_files_are_private(filled):
    """What people said is for the user who keeps it: nobody else may read a new file."""
    JsonlJournal(filled).erase("bo", by="dpo", at=dt.date(2026, 4, 1), ground="asked")
    assert {stat.S_IMODE(each.stat().st_mode) for each in filled.parent.iterdir()} == {0o600}


def test_open_journal_knows_two_places(path, event):
    """A path that ends in .jsonl is a file, ":memory:" is memory."""
    with open_journal(path) as journal:
        journal.append("a", 0, [event("a", 1)])
    assert isinstance(open_journal(":memory:"), MemoryJournal)
    assert open_journal(str(path)).version("a") == 1


def test_a_path_that_ends_in_db_is_a_sqlite_journal(tmp_path, event):
    """The same as by its address, also as a path object."""
    with open_journal(tmp_path / "acme.db") as journal:
        journal.append("a", 0, [event("a", 1)])
    with open_journal(f"sqlite:///{tmp_path}/acme.db") as journal:
        assert journal.version("a") == 1


@pytest.mark.parametrize("where", ["acme.dbx", "", "http://acme.db", "acme.json", "mysql:///acme.jsonl", "jsonl"])
def test_another_place_is_refused_with_what_is_known(where):
    """A place of another kind is a mistake of the caller; the message says which places there are."""
    with pytest.raises(UsageError, match=r"ends in \.db or \.jsonl, an address \(sqlite:.*\":memory:\"") as caught:
        open_journal(where)
    assert caught.value.code == "unknown-journal"


def test_without_file_locks_there_is_no_file_journal(path, monkeypatch):
    """On a system without them this is said at once, with a way out."""
    monkeypatch.setattr(gate, "fcntl", None)
    with pytest.raises(JournalError, match="POSIX file locks") as caught:
        open_journal(path)
    assert caught.value.code == "journal-needs-locks"
