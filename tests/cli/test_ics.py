"""`gatecoach ics`: from a journal to an invitation, with a word about whoever is left out."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import vobject
from cli.small_deal import AT, BOOKED, COACH, PEOPLE, WHOLE

JOURNAL = "gatecoach.db"


@pytest.fixture
def held(on_deal):
    """A talk that closed after its follow-up was booked for 14 March."""
    assert on_deal(*COACH, answers=WHOLE).code == 0


def test_the_only_talk_of_a_journal_is_invited_to(run, held, folder):
    """The file holds what the talk booked, for both people; the deal's data is not needed."""
    done = run("ics", JOURNAL, "--at", AT, "--output", "next.ics")
    assert (done.code, done.out) == (0, "")
    assert done.err == f"as of {AT}\nwritten to next.ics\n"
    event = vobject.readOne((folder / "next.ics").read_bytes().decode()).vevent
    assert event.dtstart.value == dt.date(2026, 3, 14)
    assert event.summary.value == "Follow-up: Gate review (006A)"
    assert event.organizer.value == "mailto:mina@line.example"
    assert {each.value for each in event.attendee_list} == {"mailto:mina@line.example", "mailto:rosa@line.example"}


def test_without_a_file_it_is_shown(run, held, kept, folder):
    """By the name of its stream, in the language asked for, with the same bytes as in a file."""
    (stream,) = kept()
    words = ("ics", JOURNAL, stream, "--at", AT, "--language", "de")
    done = run(*words)
    assert "SUMMARY:Folgegespräch: Gate review (006A)" in done.out
    run(*words, "--out", "next.ics")
    assert (folder / "next.ics").read_bytes().decode() == done.out


def test_whoever_has_no_address_is_named(run, on_deal, folder):
    """On stderr, and the others are invited."""
    without = PEOPLE.replace(", addresses: [rosa@line.example]", "")
    (folder / "deal/people.yaml").write_text(without, encoding="utf-8")
    assert on_deal(*COACH, "--coachee", "r.diaz", answers=WHOLE).code == 0
    done = run("ics", JOURNAL, "--at", AT, "--out", "next.ics")
    assert done.code == 0
    assert "Rosa Diaz has no mail address here and is not invited." in done.err


def test_a_talk_that_booked_nothing_has_no_invitation(run, on_deal, folder):
    """The answer is no: exit code 1, nothing written."""
    on_deal(*COACH, answers=WHOLE[: -len(BOOKED)])
    done = run("ics", JOURNAL, "--at", AT, "--out", "next.ics")
    assert (done.code, done.out) == (1, "")
    assert "No follow-up is booked in this talk, or none that it accepts." in done.err
    assert not (folder / "next.ics").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("no-such.jsonl",), "no-such-file"),
        ((JOURNAL, "gate-revue"), "unknown-talk"),
        ((JOURNAL, "--framework", "no-such"), "GC017"),
        ((JOURNAL, "--out", "no/folder.ics"), "not-written"),
    ],
)
def test_what_cannot_be_done_is_said(run, held, words, code):
    """As a usage error with its code."""
    done = run("ics", *words, "--at", AT)
    assert (done.code, done.out) == (2, "")
    assert f"[{code}]" in done.err


def test_of_several_talks_one_must_be_named(run, on_deal, held):
    """The names are given."""
    on_deal(*COACH, answers=[*WHOLE])
    done = run("ics", JOURNAL, "--at", AT)
    assert done.code == 2
    assert re.search(r"this journal holds 2 talks \[which-talk\] Name one: [0-9a-f]{32}, [0-9a-f]{32}\.", done.err)


def test_the_example_in_the_help_runs(run, held, folder):
    """It stands on a line of its own, ready to be copied."""
    line = next(line for line in run("ics", "--help").out.splitlines() if line.strip().startswith("gatecoach "))
    assert run(*line.split()[1:]).code == 0
    assert (folder / "follow-up.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
