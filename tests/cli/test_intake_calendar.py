"""`gatecoach intake calendar`: invitations and answers, in files of their own and in the mails that carry them."""

from __future__ import annotations

import json
import sys

import pytest
from cli.raw_deal import ACCEPTED, CARRIED, CONNECTED, INVITATION, LABELS, OURS, letter, write
from cli.small_deal import AT
from groups import needs_group

from gatecoach.facts import from_row

ASKED = ("intake", "calendar", "deal", "--at", AT)


@pytest.fixture
def deal(folder):
    """The deal's folder with an invitation, a mail that carries the answer to it, and a mail that carries nothing."""
    needs_group("calendar", "icalendar", 'pip install "gatecoach[calendar]"')
    files = {"calendar__1_ics": INVITATION, "calendar__2_eml": CARRIED, "mails__1_eml": letter(OURS)}
    return write(folder / "deal", **files, facts_yaml=LABELS)


def test_every_entry_is_told_and_a_table_ends_the_report(deal, run):
    """Entries of the calendar first, then the mails, also those that carry none."""
    done = run(*ASKED)
    assert (done.code, done.err) == (0, f"as of {AT}\n")
    lines = done.out.splitlines()
    said = 'evidence invitation-sent by r.diaz: a label says what this invitation to "First call" is.'
    assert lines[0] == f"1.ics  {said}"
    assert lines[1] == '2.eml  evidence invitation-answered by anna: ACCEPTED to "First call".'
    assert lines[2].startswith("1.eml  nothing: ")
    assert done.out.endswith("nothing        1\n  no-calendar  1\n\n3 entries: 2 evidence, 1 nothing.\n")


@pytest.mark.parametrize("columns", ["40", "80"])
def test_the_report_fits_a_narrow_terminal(deal, run, monkeypatch, columns):
    """In German as well, whose words are longer."""
    monkeypatch.setenv("COLUMNS", columns)
    out = run(*ASKED, "--language", "de").out
    assert max(map(len, out.splitlines())) <= int(columns)
    assert "3 Einträge: 2 Nachweise, 1 nichts." in " ".join(out.split())


def test_as_json_the_invitation_is_named_and_every_fact_is_a_row(deal, run):
    """An answer is evidence and its reading a statement of the calendar's own."""
    told = json.loads(run(*ASKED, "--format", "json", "--deal", "006A", *CONNECTED).out)
    assert (told["schema"], told["intake"]) == (1, "calendar")
    assert [(each["uid"], each["rule"]) for each in told["inputs"]] == [
        ("first-call@line.example", "labelled"),
        ("first-call@line.example", "answer"),
        ("", "no-calendar"),
    ]
    facts = told["facts"]
    assert {each.pop("deal") for each in facts} == {"006A"}
    assert [each["fact"] for each in facts] == ["evidence", "evidence", "statement"]
    assert [each.get("grade") for each in facts] == ["asserted", "observed", None]
    assert from_row(facts[2]).outcome == "accepts"


def test_evidence_and_readings_are_kept_once(deal, run, journaled):
    """The second run adds nothing and says so."""
    words = (*ASKED, *CONNECTED, "--journal", "deals.jsonl")
    assert run(*words).out.endswith("3 facts kept in deals.jsonl.\n")
    assert run(*words).out.endswith("Nothing new for deals.jsonl; 3 facts known already.\n")
    kinds = [type(each).__name__ for each in journaled()["opportunity 006A"]]
    assert kinds == ["Evidence", "Evidence", "Statement"]


def test_one_entry_alone_and_a_folder_of_entries_are_read(deal, run):
    """People and labels come from --data; what is no entry is told as such."""
    beside = ("--data", "deal/facts.yaml", "--people", "deal/people.yaml")
    assert run("intake", "calendar", "deal/calendar/1.ics", *beside).out.endswith("1 entry: 1 evidence.\n")
    assert run("intake", "calendar", "deal/calendar/2.eml", *beside).code == 0
    write(deal, loose_ics="no entry\n")
    out = run("intake", "calendar", "deal").out
    assert out.startswith("loose.ics  not read: ")
    assert out.endswith("4 entries: 2 evidence, 1 nothing, 1 not read.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere",), "nowhere: there is no such file or folder [no-such-file]"),
        (("empty",), "this folder holds no calendar entry and no mail [nothing-here] Entries are *.ics"),
    ],
)
def test_what_is_not_there_is_said_with_the_next_step(deal, run, folder, words, said):
    """Exit code 2, nothing on stdout."""
    (folder / "empty").mkdir()
    done = run("intake", "calendar", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


DECIDED = ("decide", "006A", "mutual-interest", "--check", "--data", "deal", "--at", AT, "--channel", "calendar=mail")


def test_a_deal_is_judged_from_its_calendar_too(deal, run):
    """Files and carrying mails, by --data; the reading needs no person. What the source carries may be said."""
    done = run(*DECIDED, *CONNECTED)
    assert (done.code, done.err) == (0, f"as of {AT}\n")
    assert '"accepts" by calendar' in " ".join(done.out.split())
    done = run(*DECIDED[:-2], *CONNECTED)
    assert (done.code, "it was not seen where it counts (mail)" in " ".join(done.out.split())) == (1, True)
    done = run(*DECIDED[:-1], "calendar", *CONNECTED)
    assert (done.code, "--channel: a channel is said as SOURCE=CHANNEL [what-channel]" in done.err) == (2, True)


def test_an_invitation_in_a_mail_is_the_calendars_and_counts_once(deal, run):
    """It is no mail as well, which would count through another channel."""
    carried = CARRIED.replace("anna@pumps", "rosa@line").replace("a1@pumps", "inv@line").replace("REPLY", "REQUEST")
    head, _, _ = carried.partition("BEGIN:")
    write(deal, mails__2_eml=head + INVITATION, facts_yaml=LABELS.replace("first-call@", "inv@"))
    (deal / "calendar/1.ics").unlink()
    words = [each for each in DECIDED[:-2] if each != "--check"]
    side = json.loads(run(*words, "--format", "json").out)["requirements"][0]["sides"]["seller"]
    assert [each["code"] for each in side["near-misses"]] == ["wrong-channel"]


def test_a_file_alone_is_asserted_and_opens_nothing(deal, run):
    """Anybody can write one, however it got here."""
    write(deal, calendar__2_ics=ACCEPTED)
    (deal / "calendar/2.eml").unlink()
    told = json.loads(run(*DECIDED, *CONNECTED, "--format", "json").out)
    (miss,) = told["requirements"][0]["sides"]["customer"]["near-misses"]
    assert miss["code"] == "grade-too-low"


def test_without_the_extra_the_mails_are_still_judged(deal, run, monkeypatch):
    """The calendar entries are told as not read, with how to install what reads them."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    done = run("standing", "006A", "--data", "deal", "--at", AT)
    assert done.code == 0
    assert 'Install it: pip install "gatecoach[calendar]"' in done.err
