"""`gatecoach journal verify` and `checkpoint`: what was changed is told with its place, and a seal finds the rest."""

from __future__ import annotations

import json
import sys

import pytest
from cli.kept_journal import CUT, edit, keep
from cli.test_progress import Terminal

from gatecoach.cli import progress as progress_module
from gatecoach.journal import open_journal, sign


@pytest.fixture(params=["talks.db", "talks.jsonl"])
def place(request, folder):
    """A journal in the folder, once in SQLite and once in text files."""
    keep(request.param)
    return request.param


@pytest.fixture
def keyed(run, keys):
    """A way to run a command where the keys are."""
    return run


@pytest.fixture
def keys(folder):
    """Two pairs of keys as files."""
    for name in ("mine", "other"):
        private, public = sign.new_key()
        (folder / f"{name}.pem").write_bytes(private)
        (folder / f"{name}.pub").write_bytes(public)


def test_a_whole_journal_is_whole(run, place):
    """Exit code 0, how much was read, and what it does not prove without a checkpoint."""
    done = run("journal", "verify", place)
    assert done.code == 0
    assert done.out.startswith("4 events in 2 streams: everything is as it was written. Without a checkpoint")
    assert json.loads(run("journal", "verify", place, "--format", "json").out) == {
        "schema": 1, "whole": True, "events": 4, "streams": 2, "erased": 0, "left": 0, "breaks": []
    }  # fmt: skip


def test_what_a_crash_has_left_is_told_and_no_break(run, folder):
    """In text files an append that was cut short leaves private lines; the next step is named, and works."""
    keep("talks.jsonl")
    private = folder / "talks.jsonl.private"
    private.write_text(f'{private.read_text("utf-8")}{{"content":["x",[]],"salt":"00"}}\n', encoding="utf-8")
    done = run("journal", "verify", "talks.jsonl")
    assert (done.code, "1 private line may be left of an append" in done.out) == (0, True)
    assert json.loads(run("journal", "verify", "talks.jsonl", "--format", "json").out)["left"] == 1
    assert run("journal", "scrub", "talks.jsonl").code == 0
    assert "may be left" not in run("journal", "verify", "talks.jsonl").out


@pytest.mark.parametrize("place", ["talks.db", "talks.jsonl"])
def test_private_words_that_no_event_has_are_told(run, folder, place):
    """With the event that they pretend to belong to, or their line; exit code 1."""
    keep(place)
    if place == "talks.db":
        edit(place, "INSERT INTO gatecoach_private VALUES ('', 'first', 9, 0, 'anna', x'00', '[]')")
    else:
        private = folder / "talks.jsonl.private"
        private.write_text(f'{{"content":["x",[]],"salt":"00"}}\n{private.read_text("utf-8")}', encoding="utf-8")
    done = run("journal", "verify", place)
    told = {"talks.db": "first:9: has private words, but there is no such event [private]",
            "talks.jsonl": "line 1 of talks.jsonl.private belongs to no event [private]"}  # fmt: skip
    assert (done.code, done.out.splitlines()[0]) == (1, told[place])


def test_an_edited_event_is_told_with_its_place(run, folder):
    """Exit code 1, which version of which stream, and what to do."""
    keep("talks.db")
    edit("talks.db", "UPDATE gatecoach_event SET kind = 'evidence-read' WHERE stream = 'first' AND version = 2")
    done = run("journal", "verify", "talks.db")
    assert done.code == 1
    assert done.out.startswith("first:2: does not have the hash that it should have [chain]\n\n4 events in 2 streams")
    assert "1 break. Put a whole copy in its place" in done.out
    row = json.loads(run("journal", "verify", "talks.db", "--format", "json").out)
    (broken,) = row["breaks"]
    assert (row["whole"], broken["code"], broken["stream"], broken["version"]) == (False, "chain", "first", 2)


def test_a_file_that_cannot_be_read_through_is_no_whole_journal(run, folder):
    """An edited line of text files: exit code 1 with the line, also for a machine."""
    keep("talks.jsonl")
    path = folder / "talks.jsonl"
    path.write_text(path.read_text("utf-8").replace("2026-03-04", "2026-03-05", 1), encoding="utf-8")
    done = run("journal", "verify", "talks.jsonl")
    assert done.code == 1
    assert done.out.startswith("talks.jsonl:1: line 1 of the journal does not follow")
    row = json.loads(run("journal", "verify", "talks.jsonl", "--format", "json").out)
    assert (row["whole"], row["breaks"][0]["place"]) == (False, "talks.jsonl:1")


def test_only_a_checkpoint_finds_a_cut_off_end(run, folder):
    """Exit code 0 without one and 1 with one that is kept elsewhere."""
    keep("talks.db")
    assert run("journal", "checkpoint", "talks.db", "--out", "seal.json").code == 0
    assert run("journal", "verify", "talks.db", "--checkpoint", "seal.json").code == 0
    edit("talks.db", *CUT)
    assert run("journal", "verify", "talks.db").code == 0
    done = run("journal", "verify", "talks.db", "--checkpoint", "seal.json")
    assert done.code == 1
    assert "the journal ends at position 3, and the checkpoint saw 4 [checkpoint]" in done.out


def test_a_checkpoint_is_text_for_people_and_json_for_verify(run, place, folder):
    """The file is always JSON; all three say the same root."""
    shown = run("journal", "checkpoint", place).out
    row = json.loads(run("journal", "checkpoint", place, "--format", "json").out)
    written = run("journal", "checkpoint", place, "--out", "seal.json")
    assert json.loads((folder / "seal.json").read_text("utf-8")) == row
    assert (written.out, written.err) == ("", "written to seal.json\n")
    assert shown == f"position   4: 4 events in 2 streams\nroot       {row['root']}\n"


def test_a_journal_that_was_changed_is_not_sealed(run, folder):
    """A seal on an edit would make it true; exit code 1 and nothing is written."""
    keep("talks.db")
    edit("talks.db", "UPDATE gatecoach_event SET kind = 'evidence-read' WHERE stream = 'first' AND version = 2")
    done = run("journal", "checkpoint", "talks.db", "--out", "seal.json")
    assert (done.code, done.out) == (1, "")
    assert "talks.db: the journal is not as it was written, so it is not sealed; verify says where." in done.err
    assert not (folder / "seal.json").exists()


def test_a_signed_checkpoint_is_that_of_its_owner(run, place, keys):
    """The right key agrees; another one is refused, and so is a checkpoint that nobody signed."""
    assert run("journal", "checkpoint", place, "--sign", "mine.pem", "--out", "seal.json").code == 0
    verify = ("journal", "verify", place, "--checkpoint", "seal.json", "--public-key")
    assert run(*verify, "mine.pub").code == 0
    done = run(*verify, "other.pub")
    assert (done.code, done.out) == (2, "")
    assert "seal.json: this checkpoint is not signed with the key of other.pub [other-signature]" in done.err
    run("journal", "checkpoint", place, "--out", "seal.json")
    assert run(*verify, "mine.pub").code == 2


@pytest.mark.parametrize(
    ("words", "said", "next_step"),
    [
        (("verify", "nowhere.db"), "nowhere.db: there is no such journal", "Name a file that ends in .db or .jsonl"),
        (("checkpoint", "deal"), '"deal" is no place for a journal', "Name a file that ends in .db or .jsonl"),
        (("verify", ":memory:"), "is gone with the command", "Name a file"),
        (("verify", "mine.db"), "mine.db: this database holds no journal", "Name a file"),
        (("verify", "talks.db", "--public-key", "mine.pub"), "a key checks a checkpoint", "checkpoint --out FILE"),
        (("verify", "talks.db", "--checkpoint", "deal/crm.json"), "deal/crm.json: this is no checkpoint", "--out FILE"),
        (("verify", "talks.db", "--checkpoint", "no.json"), "no.json: it cannot be read: No such file", "Check its"),
        (("checkpoint", "talks.db", "--sign", "mine.pub"), "mine.pub: this is no Ed25519 key", "openssl genpkey"),
        (("checkpoint", "talks.db", "--out", "talks.db"), "talks.db: the journal itself is kept there", "another file"),
        (("verify", "talks.db", "--out", "talks.db-wal"), "the journal itself is kept there", "another file"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_the_next_step(keyed, folder, words, said, next_step):
    """Exit code 2, nothing on stdout; and the journal and the databases of others stay as they are."""
    keep("talks.db")
    edit("mine.db", "CREATE TABLE deal (id TEXT)")
    before = (folder / "mine.db").read_bytes()
    done = keyed("journal", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert next_step in done.err
    assert (folder / "mine.db").read_bytes() == before
    assert keyed("journal", "verify", "talks.db").code == 0


def test_each_tenant_has_a_journal_of_its_own(run, folder):
    """What one has is not seen by the other."""
    keep("talks.db", tenant="acme")
    assert run("journal", "verify", "talks.db", "--tenant", "acme").out.startswith("4 events in 2 streams")
    assert run("journal", "verify", "talks.db").out.startswith("no events in no streams")


def test_without_the_extra_a_signature_says_what_to_install(run, folder, keys, monkeypatch):
    """One sentence, and no fault of ours."""
    keep("talks.db")
    monkeypatch.setitem(sys.modules, "cryptography", None)
    done = run("journal", "checkpoint", "talks.db", "--sign", "mine.pem")
    assert (done.code, 'pip install "gatecoach[sign]"' in done.err) == (2, True)


def test_progress_counts_events_on_a_terminal(run, place, monkeypatch):
    """Of as many as there are; the result is the same to the letter."""
    quiet = run("journal", "verify", place)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", stream := Terminal())
    monkeypatch.setattr(progress_module, "PATIENCE", -1)
    assert run("journal", "verify", place).out == quiet.out
    assert "4 of 4 events" in stream.getvalue()


def test_a_password_is_never_shown():
    """Nor anything else that stands before the host."""
    from gatecoach.cli.journal.at import shown  # noqa: PLC0415

    assert shown("postgresql://me:secret@host/deals") == "postgresql://***@host/deals"
    assert shown("postgresql://me:sec/ret@host/deals") == "postgresql://***@host/deals"
    assert (
        shown("postgresql://host/deals?user=me&password=secret&x=1")
        == "postgresql://host/deals?user=me&password=***&x=1"
    )
    assert shown("talks.db") == "talks.db"


@pytest.mark.parametrize(
    "words",
    [
        ("journal", "stats", "mysql://me:secret@host/deals"),
        ("decide", "006A", "needs-confirmed", "--data", "postgresql://me:secret@host/deals"),
        ("decide", "006A", "needs-confirmed", "--data", "deal", "--journal", "mysql://me:secret@host/deals"),
    ],
)
def test_no_command_shows_the_password_of_an_address_that_it_does_not_take(run, folder, words):
    """There is a next step all the same."""
    done = run(*words, "--at", "2026-03-04") if words[0] == "decide" else run(*words)
    assert (done.code, "secret" in done.err, "ending in .db" in done.err or "ends in .db" in done.err) == (
        2,
        False,
        True,
    )


def test_a_file_that_ends_in_db_is_the_sqlite_journal_of_that_name(folder):
    """However it is written."""
    keep("talks.db")
    with open_journal(folder / "talks.db") as one, open_journal("sqlite:///talks.db") as other:
        assert one.position() == other.position() == 4
