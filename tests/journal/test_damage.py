"""A torn end was never acknowledged and is cut off; any other damage is told by its line and never skipped."""

from __future__ import annotations

import json
import os

import pytest

from gatecoach.errors import JournalError
from gatecoach.journal import JsonlJournal

LINES = [{"a": 1}, {"a": 1, "b": 2}, {"a": 3, "b": 2}, {"a": 3, "b": 3}]  # the versions after each line of `filled`


def versions(journal):
    """The version of each stream."""
    return {name: journal.version(name) for name in journal.streams()}


def test_a_cut_anywhere_leaves_the_whole_appends_before_it(filled, tmp_path, event, ids, monkeypatch):
    """Wherever a file ends, exactly the appends whose newline is there are read, and the next append works."""
    monkeypatch.setattr(os, "fsync", lambda file: None)  # a thousand files; nothing here depends on it
    data = filled.read_bytes()
    ends = [at for at in range(len(data)) if data[at : at + 1] == b"\n"]
    cuts = {*range(0, len(data), 7), *(at + near for at in ends for near in (-1, 0, 1)), len(data)}
    complete = ids(JsonlJournal(filled))
    cut = tmp_path / "cut.jsonl"
    private = filled.with_name(f"{filled.name}.private").read_bytes()
    for length in sorted(cuts):
        cut.with_name("cut.jsonl.private").write_bytes(private)
        cut.write_bytes(data[:length])
        journal = JsonlJournal(cut)
        whole = data[:length].count(b"\n")
        before = LINES[whole - 1] if whole else {}
        assert ids(journal) == {name: complete[name][:version] for name, version in before.items()}
        assert cut.stat().st_size == length  # reading mends nothing
        journal.append("c", 0, [event("c", 1)])
        assert versions(JsonlJournal(cut)) == versions(journal) == {**before, "c": 1}


def test_a_torn_end_longer_than_the_next_line_leaves_nothing_behind(filled, event):
    """What is torn is cut off before the next line is written, not written over."""
    with filled.open("ab") as file:
        file.write(b'{"events":[' + b"x" * 5000)
    JsonlJournal(filled).append("a", 3, [event("a", 4)])
    assert filled.read_bytes().count(b"\n") == 5
    assert b"xxx" not in filled.read_bytes()


def damaged(path, line):
    """The error of reading, after checking that it names the line; an append gives the same and writes nothing."""
    before = path.read_bytes()
    journal = JsonlJournal(path)
    for call in (journal.streams, lambda: journal.append("z", 0, [])):
        with pytest.raises(JournalError) as caught:
            call()
        assert (caught.value.code, caught.value.place) == ("journal-damaged", f"{path}:{line}")
        assert "whole copy" in caught.value.help
    assert path.read_bytes() == before
    return caught.value


def put(path, lines):
    """Write these lines as the file."""
    path.write_bytes(b"".join(lines))


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_removed_line_is_seen(filled, gone):
    """Without one of its lines a file is damaged from there on, also where that line was the last of its stream."""
    lines = filled.read_bytes().splitlines(keepends=True)
    del lines[gone]
    put(filled, lines)
    assert "does not follow" in damaged(filled, gone + 1).message


@pytest.mark.parametrize("at", [0, 1, 2])
def test_swapped_lines_are_seen(filled, at):
    """Two lines in each other's place are damage, also of two different streams."""
    lines = filled.read_bytes().splitlines(keepends=True)
    lines[at : at + 2] = reversed(lines[at : at + 2])
    put(filled, lines)
    assert "does not follow" in damaged(filled, at + 1).message


def test_a_doubled_line_is_seen(filled):
    """A line that comes twice is damage."""
    lines = filled.read_bytes().splitlines(keepends=True)
    put(filled, [*lines[:2], *lines[1:]])
    assert "does not follow" in damaged(filled, 3).message


def told_line(path):
    """The line whose damage is told, or 0 when the file reads as whole."""
    try:
        assert versions(JsonlJournal(path)) == LINES[-1]
    except JournalError as error:
        return int(error.place.rpartition(":")[2])
    return 0


def test_a_flipped_bit_is_seen_in_its_line(filled, tmp_path):
    """Wherever a bit is flipped, the line is told: the chain holds every letter."""
    data = filled.read_bytes()
    flipped = tmp_path / "flipped.jsonl"
    flipped.with_name("flipped.jsonl.private").write_bytes(filled.with_name(f"{filled.name}.private").read_bytes())
    for at in range(len(data) - 1):
        flipped.write_bytes(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :])
        assert told_line(flipped) == data[:at].count(b"\n") + 1


def test_a_changed_private_word_is_seen_when_it_is_read(filled):
    """A private line that is changed, or gone, is missed by the stream that has it; the other reads on."""
    private = filled.with_name(f"{filled.name}.private")
    lines = private.read_bytes().splitlines(keepends=True)
    for changed in (lines[2].replace(b"yes", b"yea"), b"oops\n", b""):
        private.write_bytes(b"".join([*lines[:2], changed, *lines[3:]]))
        journal = JsonlJournal(filled)
        assert len(journal.read("a")) == 3
        with pytest.raises(JournalError, match="lacks words that nobody erased") as caught:
            journal.read("b")
        assert caught.value.code == "journal-damaged"
        lost, *planted = journal.verify().breaks
        assert lost[:3] == ("private", "b", 2)
        lines_told = [f"line 3 of {private} belongs to no event"] if changed else []
        assert [each.words for each in planted] == lines_told


def replaced(**changes):
    """A change of the second line through its JSON."""
    return lambda line: json.dumps({**json.loads(line), **changes}, sort_keys=True, separators=(",", ":")).encode()


def changed(**changes):
    """A change of the first event of the second line through its JSON."""
    return lambda line: replaced(entries=[{**json.loads(line)["entries"][0], **changes}])(line)


@pytest.mark.parametrize(
    "change",
    [
        lambda line: b"",
        lambda line: b" " + line,
        lambda line: line.replace(b'"line":2', b'"line":2,"line":2'),
        lambda line: line.replace(b'"said"', b'"\\ud800"'),
        lambda line: line.replace(b'"said"', b"NaN"),
        lambda line: line.replace(b'"said"', b"[" * 100_000),
        lambda line: line.replace(b'"said"', b"9" * 5000),
        lambda line: line.replace(b'"said"', b"null"),
        lambda line: line.replace(b'"b#2"', b'"a#1"'),
        lambda line: line.replace(b'"b#2"', b'"b#1"'),
        lambda line: line.replace(b"2026-03-04", b"2026-03-94"),
        lambda line: line.replace(b"12:00:00Z", b"12:00:00"),
        lambda line: line.replace(b'"kind"', b'"king"'),
        lambda line: line.replace(b"said", b"\xff"),
        lambda line: b"[1]",
        lambda line: b"null",
        replaced(entries=[]),
        replaced(entries={"a": 1}),
        replaced(entries=["a"]),
        replaced(line=1),
        replaced(line=True),
        replaced(more=1),
        changed(position=1),
        changed(position=True),
        changed(version="1"),
        changed(stream="a"),
        changed(stream=None),
        changed(public={"text": "more"}),
        changed(public=1),
        changed(commitments=["00"]),
        changed(commitments=[]),
        changed(commitments=7),
        changed(hash="00"),
        changed(hash="xx"),
        changed(recorded="2026-03-04T12:00:00+00:00"),
        changed(more=1),
    ],
)
def test_a_line_that_no_append_wrote_is_damage(filled, change):
    """Whatever else stands on a line, readable or not, is told with its number; the lines before it stay readable."""
    lines = filled.read_bytes().splitlines()
    assert change(lines[1]) != lines[1]
    lines[1] = change(lines[1])
    put(filled, [line + b"\n" for line in lines])
    assert "line 2" in str(damaged(filled, 2))


def test_damage_that_comes_later_is_seen_by_who_is_reading(filled, event):
    """A journal that has read a file tells damage in what was added since, again at each call, until it is mended."""
    journal = JsonlJournal(filled)
    assert journal.version("a") == 3
    good = filled.read_bytes()
    filled.write_bytes(good + b"oops\n")
    for _ in range(2):
        with pytest.raises(JournalError, match=r":5: line 5"):
            journal.version("a")
    filled.write_bytes(good)
    assert journal.append("a", 3, [event("a", 4)]) == 4
