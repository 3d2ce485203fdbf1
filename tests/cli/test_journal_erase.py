"""`gatecoach journal erase` and `stats`: a person's words go, the proof and the counts stay."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from cli.kept_journal import WORDS, keep
from cli.raw_deal import LABELS, OURS, letter, write
from cli.small_deal import AT, COACH, PREPARED, WHOLE

from gatecoach.journal import open_journal
from gatecoach.journal.kept import StoreJournal

ORDER = ("--yes", "--by", "dpo", "--ground", "request 7", "--at", AT)


@pytest.fixture(params=["talks.db", "talks.jsonl"])
def place(request, folder):
    """A journal in the folder, once in SQLite and once in text files."""
    keep(request.param)
    return request.param


def test_the_words_of_a_person_are_gone_and_the_proof_holds(run, place, folder):
    """In no byte of any file of the journal; also against a checkpoint of before."""
    run("journal", "checkpoint", place, "--out", "seal.json")
    done = run("journal", "erase", place, "anna", *ORDER)
    assert (done.code, done.err) == (0, f"as of {AT}\n")
    assert done.out == "2 private parts of 2 events erased. Backups and exports are yours to delete.\n"
    kept = b"".join(each.read_bytes() for each in folder.glob(f"{place}*"))
    assert WORDS["anna"].encode() not in kept
    assert b"anna" not in kept
    assert WORDS["bo"].encode() in kept
    proven = run("journal", "verify", place, "--checkpoint", "seal.json")
    assert (proven.code, "2 private parts erased by order" in proven.out) == (0, True)


def test_the_order_stays_with_who_gave_it_when_and_why(run, place):
    """But not whose words they were."""
    assert json.loads(run("journal", "erase", place, "anna", *ORDER, "--format", "json").out) == {
        "schema": 1, "parts": 2, "events": 2, "scrubbed": True
    }  # fmt: skip
    with open_journal(place) as journal:
        (order,) = journal.read("@erasures")
    assert (order.by, order.at.isoformat(), order.data["ground"]) == ("dpo", AT, "request 7")


def test_what_holds_a_word_of_theirs_goes_with_also(run, place):
    """A name in what somebody else said."""
    done = run("journal", "erase", place, "anna", *ORDER, "--also", "fine to me", "--also", "nothing")
    assert done.out.startswith("4 private parts of 4 events erased.")


def test_nobody_of_that_id_is_a_no(run, place):
    """A slip of the pen must not look like a deed: exit code 1."""
    done = run("journal", "erase", place, "ana", *ORDER)
    assert done.code == 1
    assert done.out.startswith("Nothing private to them was found in this journal; that it was ordered is written")
    assert "Check the id." in " ".join(done.out.split())


def test_old_copies_that_may_be_left_are_told(run, place, monkeypatch):
    """With what to do about them."""
    monkeypatch.setattr("gatecoach.journal.kept.StoreJournal.erase", _unscrubbed(StoreJournal.erase))
    done = run("journal", "erase", place, "anna", *ORDER)
    assert (done.code, "Old copies of erased words" in done.err, "scrub again" in done.err) == (0, True, True)


def test_a_dry_run_shows_what_would_go_and_changes_nothing(run, place):
    """By stream and kind, for people and for machines; with the very words of the order, and nobody's own."""
    before = run("journal", "export", place).out
    done = run("journal", "erase", place, "anna", *ORDER, "--dry-run")
    assert (done.code, done.out) == (
        0, "2 private parts of 2 events would go:\n        2  evidence-recorded in first\n"
    )  # fmt: skip
    row = json.loads(run("journal", "erase", place, "anna", *ORDER, "--dry-run", "--format", "json").out)
    held = [{"stream": "first", "version": number, "kind": "evidence-recorded", "parts": 1} for number in (1, 3)]
    assert row == {"schema": 1, "dry_run": True, "parts": 2, "events": 2, "held": held}
    more = run("journal", "erase", place, "anna", *ORDER[1:], "--also", "fine to me", "--dry-run")
    assert more.out.endswith("        3  evidence-recorded in first\n        1  evidence-recorded in second\n")
    nobody = run("journal", "erase", place, "ana", *ORDER, "--dry-run")
    assert (nobody.code, nobody.out) == (1, "Nothing private to them was found in this journal. Check the id.\n")
    assert run("journal", "export", place).out == before


def test_without_a_terminal_and_without_yes_nothing_is_erased(run, place):
    """Exit code 2: a script says that it is meant, and is told how to look first."""
    done = run("journal", "erase", place, "anna", *ORDER[1:])
    assert (done.code, done.out) == (2, "")
    assert "nobody is here to say that it is meant" in done.err
    assert "See what would go with --dry-run, then add --yes." in done.err
    with open_journal(place) as journal:
        assert "@erasures" not in journal.streams()


class Keyboard(io.StringIO):
    """Somebody sits at it."""

    def isatty(self):
        """It is no file."""
        return True


@pytest.mark.parametrize(("typed", "code"), [("yes", 0), ("no", 1), ("", 1), ("sure", 1)])
def test_a_person_at_a_terminal_is_shown_what_would_go_and_asked(run, place, monkeypatch, typed, code):
    """Only a yes is one; with JSON the question does not stand in the answer."""
    monkeypatch.setattr(io, "StringIO", Keyboard)
    done = run("journal", "erase", place, "anna", *ORDER[1:], answers=[typed])
    assert done.code == code
    assert "        2  evidence-recorded in first\nErase it for ever? Type yes > " in done.out
    assert ("Nothing was erased." in done.err) == (code == 1)
    with open_journal(place) as journal:
        assert ("@erasures" in journal.streams()) == (code == 0)
    answers = run("journal", "erase", place, "bo", *ORDER[1:], "--format", "json", answers=[typed])
    assert "Type yes > " in answers.err
    assert json.loads(answers.out)["parts"] == 2 if code == 0 else answers.out == ""


def test_scrub_says_whether_the_files_are_clean(run, place, folder, monkeypatch):
    """It takes away what an erasure that was cut short has left; exit code 1 where old copies may be left."""
    assert run("journal", "scrub", place).out == f"{place}: nothing that was erased is left in its files.\n"
    assert json.loads(run("journal", "scrub", place, "--format", "json").out) == {"schema": 1, "scrubbed": True}
    monkeypatch.setattr("gatecoach.journal.kept.StoreJournal.scrub", lambda _: False)
    done = run("journal", "scrub", place)
    assert (done.code, done.out) == (1, "")
    assert "Old copies of erased words may be left" in done.err


@pytest.mark.parametrize("command", [("import", "talks.db", "export.jsonl"), ("erase", "talks.db", "anna", *ORDER)])
def test_the_journal_says_when_it_took_an_event(run, folder, command):
    """By the machine's clock, whatever time `--at` says; an import keeps what it says itself."""
    keep("export.db")
    run("journal", "export", "export.db", "--out", "export.jsonl")
    run("journal", "import", "talks.db", "export.jsonl")
    assert run("journal", *command).code == 0
    with open_journal("talks.db") as journal:
        recorded = {each.event.stream: each.recorded for each in journal.since()}
    taken = recorded.pop("@erasures", "")
    assert set(recorded.values()) == {""}
    assert bool(taken) == (command[0] == "erase")
    now = dt.datetime.now(dt.UTC)
    assert not taken or now - dt.timedelta(minutes=5) < dt.datetime.fromisoformat(taken) <= now


def _unscrubbed(erase):
    """The same erasure, in a place whose files are not clean yet."""
    return lambda *words, **named: erase(*words, **named)._replace(scrubbed=False)


@pytest.mark.parametrize(
    ("words", "said", "next_step"),
    [
        (("talks.db", "anna", "--by", "anna", *ORDER[3:]), "this one names the person", "Let somebody else"),
        (("talks.db", "anna", *ORDER[:4], "by Anna"), "this one names the person", "without names"),
        (("talks.db", " ", *ORDER), "an erasure names a person", "Give the person's id."),
        (("talks.db", "anna", "--by", "dpo"), "Missing option '--ground'", "--help"),
        (("nowhere.db", "anna", *ORDER), "nowhere.db: there is no such journal", "Name a file"),
        (("talks.db", "anna", *ORDER[:-1], "soon"), '"soon" is neither a day nor a time', "Write a day"),
    ],
)
def test_an_order_that_cannot_be_carried_out_changes_nothing(run, folder, words, said, next_step):
    """Exit code 2, nothing on stdout, and every word is still there."""
    keep("talks.db")
    before = run("journal", "export", "talks.db").out
    done = run("journal", "erase", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert next_step in done.err
    assert run("journal", "export", "talks.db").out == before


def test_stats_count_by_kind_and_show_no_words(run, place):
    """Before and after an erasure, for people and for machines."""
    assert run("journal", "stats", place).out == "4 events in 2 streams.\n        4  evidence-recorded\n"
    run("journal", "erase", place, "anna", *ORDER)
    out = run("journal", "stats", place).out
    assert out.startswith("5 events in 3 streams; 2 events without words that were erased.\n")
    assert "        1  person-erased\n" in out
    assert json.loads(run("journal", "stats", place, "--format", "json").out) == {
        "schema": 1, "events": 5, "streams": 3, "erased": 2, "kinds": {"evidence-recorded": 4, "person-erased": 1}
    }  # fmt: skip


def test_a_talk_whose_words_were_erased_is_left_alone_and_told(on_deal, run, folder):
    """A new talk begins beside it, and the old one cannot be gone on with; neither is a fault of ours."""
    journal = ("--journal", "talks.db")
    assert on_deal(*COACH, *journal, answers=PREPARED[:3]).code == 130
    assert run("journal", "erase", "talks.db", "r.diaz", *ORDER).code == 0
    refused = on_deal(*COACH, *journal, "--resume")
    assert (refused.code, "Traceback" in refused.err) == (2, False)
    assert on_deal(*COACH, *journal, answers=WHOLE).code == 0


def test_facts_that_were_erased_are_taken_in_anew(run, folder):
    """What a stream has lost of its rows does not keep new ones out, and is no fault of ours; so for a whole deal."""
    write(folder / "deal", mails__1_eml=letter(OURS), mails__2_eml=letter(second=1), facts_yaml=LABELS)
    words = ("intake", "mail", "deal", "--journal", "deals.jsonl", "--at", AT)
    for person, new in (("anna", "1 fact kept"), ("006A", "2 facts kept")):
        assert run(*words).code == 0
        assert run("journal", "erase", "deals.jsonl", person, *ORDER).code == 0
        assert run("standing", "006A", "--data", "deal", "--data", "deals.jsonl", "--at", AT).code == 0
        again = run(*words)
        assert (again.code, new in again.out) == (0, True), again.err
    assert run("standing", "006A", "--data", "deal", "--data", "deals.jsonl", "--at", AT).code == 0


def test_the_invitation_is_found_beside_an_erasure(on_deal, run):
    """The journal's own stream is no talk, so there is still only one."""
    assert on_deal(*COACH, "--journal", "talks.db", answers=WHOLE).code == 0
    assert run("journal", "erase", "talks.db", "somebody", *ORDER).code == 1
    assert run("ics", "talks.db", "--at", AT).code == 0


def test_the_ids_of_kept_facts_tell_nothing_of_them(run):
    """They stay for ever, so they only count."""
    assert run("intake", "crm", "deal", "--journal", "deals.db", "--at", AT).code == 0
    with open_journal("deals.db") as journal:
        for stream in journal.streams():
            events = journal.read(stream)
            assert [each.id for each in events] == [f"{stream}#{number}" for number, _ in enumerate(events, start=1)]
            assert "006A" not in stream
