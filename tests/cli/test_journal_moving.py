"""`gatecoach journal export` and `import`: byte for byte the same, all or nothing."""

from __future__ import annotations

import io
import json
import stat
import sys

import pytest
from cli.kept_journal import keep

from gatecoach.journal import open_journal


def export(run, place):
    """The lines of a journal as its export shows them."""
    done = run("journal", "export", place)
    assert done.code == 0
    return done.out


@pytest.mark.parametrize(("old", "new"), [("talks.db", "copy.jsonl"), ("talks.jsonl", "copy.db")])
def test_export_import_export_is_the_same_to_the_byte(run, folder, old, new):
    """From one kind of journal to the other, through a file that only its user may read."""
    keep(old)
    assert run("journal", "export", old, "--out", "export.jsonl").err == "written to export.jsonl\n"
    assert stat.S_IMODE((folder / "export.jsonl").stat().st_mode) == 0o600
    done = run("journal", "import", new, "export.jsonl")
    assert (done.code, done.out) == (0, f"4 new events taken into {new}; it has 4 now.\n")
    assert export(run, new) == export(run, old) == (folder / "export.jsonl").read_text("utf-8")
    assert not list(folder.glob("*.new"))


def test_importing_again_adds_what_is_new_alone(run, folder):
    """And says so for a machine."""
    keep("talks.db")
    run("journal", "export", "talks.db", "--out", "export.jsonl")
    run("journal", "import", "copy.db", "export.jsonl")
    row = json.loads(run("journal", "import", "copy.db", "export.jsonl", "--format", "json").out)
    assert row == {"schema": 1, "new": 0, "events": 4}


@pytest.mark.parametrize(
    ("change", "line", "next_step"),
    [
        (lambda data: data.replace(b"40 hours", b"20 hours", 1), 2, "Export it again."),
        (lambda data: data.replace("größer".encode(), b"gr\xff", 1), 2, ""),
        (lambda data: data.replace(b"\n", b"\r\n"), 1, "Give what `export` wrote"),
        (lambda _: b"", 1, "Give what `export` wrote"),
        (lambda data: b"".join(data.splitlines(keepends=True)[:2] + data.splitlines(keepends=True)[3:]), 3, "Export"),
    ],
    ids=["a word", "no UTF-8", "other line ends", "nothing", "a line is missing"],
)
def test_lines_that_do_not_prove_themselves_are_refused(run, folder, change, line, next_step):
    """Exit code 2 with file, line and next step; not one event of them is taken in."""
    keep("talks.db")
    run("journal", "export", "talks.db", "--out", "export.jsonl")
    path = folder / "export.jsonl"
    path.write_bytes(change(path.read_bytes()))
    done = run("journal", "import", "copy.db", "export.jsonl")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"export.jsonl, line {line}: ")
    assert "[bad-import]" in done.err
    assert next_step in done.err
    with open_journal("copy.db") as copy:
        assert copy.position() == 0


def test_lines_may_come_from_the_input(run, folder, monkeypatch):
    """With - in place of a file, so that two commands make one pipe."""
    keep("talks.db")
    lines = export(run, "talks.db")
    keyboard = io.TextIOWrapper(io.BytesIO(lines.encode()), encoding="latin-1")
    monkeypatch.setattr(io, "StringIO", lambda _: keyboard)
    assert run("journal", "import", "copy.db", "-").code == 0
    monkeypatch.undo()
    with open_journal(folder / "copy.db") as copy:
        assert "".join(copy.export()) == lines


def test_a_terminal_of_another_encoding_changes_no_letter(folder, process):
    """What is piped on is UTF-8 with plain line ends whatever the machine is set to."""
    keep("talks.db")
    done = process("journal", "export", "talks.db", PYTHONIOENCODING="ascii", PYTHONUTF8="1")
    assert done.code == 0
    assert "größer als gedacht" in done.out


def test_an_export_that_breaks_off_leaves_the_older_file(run, folder, monkeypatch):
    """Half an export would look like an older journal."""
    keep("talks.db")
    (folder / "export.jsonl").write_text("older", encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    done = run("journal", "export", "talks.db", "--out", "export.jsonl")
    assert (done.code, "export.jsonl: it cannot be written: No space left" in done.err) == (2, True)
    assert (folder / "export.jsonl").read_text("utf-8") == "older"
    assert not list(folder.glob("*.new"))


def test_the_export_may_go_to_a_device(run, folder):
    """What is no plain file is written as it is, not replaced."""
    keep("talks.db")
    assert run("journal", "export", "talks.db", "--out", "/dev/null").code == 0
    assert run("journal", "export", "talks.db", "--out", "/dev/full").code == 2


@pytest.mark.parametrize(
    ("words", "said", "next_step"),
    [
        (("export", "talks.db", "--out", "talks.db"), "the journal itself is kept there", "another file"),
        (("export", "talks.db", "--out", "no/folder/x"), "no/folder/x: it cannot be written", "another file"),
        (("import", "copy.db", "nowhere"), "nowhere: it cannot be read", "Name what export wrote."),
        (("import", "copy.txt", "export.jsonl"), '"copy.txt" is no place for a journal', ".db or .jsonl"),
        (("import", "export.jsonl", "export.jsonl"), "this is an export of a journal", "import JOURNAL FILE"),
        (("verify", "export.jsonl"), "export.jsonl: this is an export of a journal and not a journal", "import"),
        (("import", "copy.db", "export.jsonl", "--tenant", "acme"), 'another tenant than "acme"', "same tenant"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_the_next_step(run, folder, words, said, next_step):
    """Exit code 2, nothing on stdout; the journal is as it was."""
    keep("talks.db")
    run("journal", "export", "talks.db", "--out", "export.jsonl")
    done = run("journal", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert next_step in done.err
    assert run("journal", "verify", "talks.db").code == 0


def test_stdin_without_bytes_is_read_as_text(run, folder):
    """As a program that hands in text does."""
    keep("talks.db")
    lines = export(run, "talks.db").splitlines()
    assert run("journal", "import", "copy.db", "-", answers=lines).code == 0
    assert not hasattr(sys.stdin, "buffer")
