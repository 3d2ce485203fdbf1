"""The system fails at any call: the append is kept whole, or there is an error that says what to do and no change."""

from __future__ import annotations

import errno
import fcntl
import itertools
import os
from pathlib import Path

import pytest

from gatecoach.errors import JournalError
from gatecoach.journal import JsonlJournal

CODES = {
    errno.ENOSPC: "journal-full",
    errno.EDQUOT: "journal-full",
    errno.EROFS: "journal-read-only",
    errno.EACCES: "journal-read-only",
    errno.EIO: "journal-unwritable",
}


@pytest.fixture
def failing(monkeypatch):
    """Makes the n-th call of a function of the system fail; `before` is done first, as a half-done call would."""

    def plan(number, nth=1, *, module=os, name="write", before=None, patch=monkeypatch):
        left, real = [nth], getattr(module, name)

        def call(*given, **named):
            left[0] -= 1
            if left[0] == 0:
                if before:
                    before(real, *given)
                raise OSError(number, os.strerror(number))
            return real(*given, **named)

        patch.setattr(module, name, call)
        return left

    return plan


def half(real, file, line):
    """A write that gets half of the way."""
    real(file, line[: len(line) // 2])


@pytest.mark.parametrize("number", CODES, ids=errno.errorcode.get)
@pytest.mark.parametrize(
    "how", [{}, {"before": half}, {"name": "fsync"}], ids=["nothing written", "half", "not synced"]
)
def test_a_failed_write_leaves_the_file_as_it_was(filled, event, failing, number, how):
    """Each cause has its code and is kept; nothing half-written stays, and the same append works afterwards."""
    data, journal = filled.read_bytes(), JsonlJournal(filled)
    journal.append("a", 0, [event("a", 1)])  # the folder is synced by now
    failing(number, **how)
    with pytest.raises(JournalError) as caught:
        journal.append("a", 3, [event("a", 4), event("a", 5)])
    assert (caught.value.code, caught.value.place) == (CODES[number], str(filled))
    assert caught.value.__cause__.errno == number
    assert caught.value.help
    assert filled.read_bytes() == data
    assert journal.version("a") == 3
    assert journal.append("a", 3, [event("a", 4), event("a", 5)]) == 5


def test_a_write_that_gets_only_part_of_the_way_goes_on(filled, event, monkeypatch):
    """Where the system takes a few bytes at a time, the line is written all the same."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[:7]))
    JsonlJournal(filled).append("a", 3, [event("a", 4, text="ü" * 20)])
    monkeypatch.undo()
    assert JsonlJournal(filled).read("a")[3] == event("a", 4, text="ü" * 20)


def test_what_cannot_be_taken_back_does_not_hide_the_cause(filled, event, failing):
    """When the cut after a full disk fails too, the error is still the full disk, with a note."""
    failing(errno.ENOSPC, before=half)
    failing(errno.EIO, name="ftruncate")
    with pytest.raises(JournalError) as caught:
        JsonlJournal(filled).append("a", 3, [event("a", 4)])
    assert caught.value.code == "journal-full"
    assert "could not be cut off" in caught.value.__notes__[0]
    assert JsonlJournal(filled).append("a", 3, [event("a", "other")]) == 4


CALLS = dict.fromkeys(("open", "fstat", "ftruncate", "write", "fsync", "close"), os) | {"flock": fcntl}


def tried(path, events):
    """The version an append gives, or nothing after an error of the right kind."""
    try:
        return JsonlJournal(path).append("a", 3, events)
    except JournalError as error:
        return None if error.code == "journal-unwritable" else pytest.fail(str(error))


@pytest.mark.parametrize("name", CALLS)
def test_whatever_call_fails_the_append_is_whole_or_an_error_is_told(filled, event, monkeypatch, failing, name):
    """For every call and every turn of it: kept and readable, or a typed error; a retry then ends well."""
    good, events = filled.read_bytes(), [event("a", 4), event("a", 5)]
    for nth in itertools.count(1):
        filled.write_bytes(good + b'{"torn')
        with monkeypatch.context() as only_here:
            left = failing(errno.EIO, nth, module=CALLS[name], name=name, patch=only_here)
            done = tried(filled, events)
        assert JsonlJournal(filled).version("a") in ({5} if done else {3, 5})
        assert JsonlJournal(filled).append("a", 3, events) == 5
        if left[0] > 0:  # the call is not made so often
            break
        assert done is None
    assert done == 5
    assert nth > 1


@pytest.mark.parametrize("name", [*(each for each in CALLS if each != "fstat"), "replace"])
def test_whatever_call_fails_an_erasure_is_whole_or_told(filled, event, monkeypatch, failing, name):
    """Words are gone once their order is there, wherever the rewriting failed; the next erasure ends it on the disk."""
    module = Path if name == "replace" else CALLS[name]
    for nth in itertools.count(1):
        journal = JsonlJournal(filled)
        version = journal.version("a")
        journal.append("a", version, [event("a", version + each, text="secret") for each in (1, 2)])
        with monkeypatch.context() as only_here:
            left = failing(errno.EIO, nth, module=module, name=name, patch=only_here)
            try:
                told = journal.erase("anna", by="dpo", at=event("a", 1).at, ground="asked")
            except JournalError as error:
                told = error
        again = JsonlJournal(filled)
        gone, also = (each.by == "" for each in again.read("a")[-2:])
        assert gone == also
        assert gone or isinstance(told, JournalError)
        if isinstance(told, JournalError):  # it says whether the order stands, and what ends it then
            assert ("is written down" in told.message) == ("scrub" in told.help) == gone
        assert again.verify().whole
        again.erase("anna", by="dpo", at=event("a", 1).at, ground="asked")
        assert b"secret" not in filled.with_name(f"{filled.name}.private").read_bytes()
        if left[0] > 0:
            break
        assert told.code == "journal-unwritable"
    assert told.scrubbed


@pytest.mark.parametrize("name", ["none/journal.jsonl", "folder.jsonl"])
def test_a_place_that_is_no_file_is_told(tmp_path, event, name):
    """A folder that does not exist, or one in the place of the file, is told when writing."""
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(JournalError, match="folder exists") as caught:
        JsonlJournal(tmp_path / name).append("a", 0, [event("a", 1)])
    assert caught.value.code == "journal-unwritable"


def test_a_file_that_cannot_be_read_is_told(tmp_path, filled, failing):
    """Reading has its own code, and a missing right is never taken for an empty journal."""
    (tmp_path / "folder.jsonl").mkdir()
    failing(errno.EACCES, module=Path, name="open")
    for path in (filled, tmp_path / "folder.jsonl"):
        with pytest.raises(JournalError, match="cannot be read") as caught:
            JsonlJournal(path).streams()
        assert caught.value.code == "journal-unreadable"
