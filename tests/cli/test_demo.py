"""`make demo`: the whole story of the example, told without a question and without a trace on the disk."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from cli.small_deal import ROOT
from intake.signing import needs_dkim

from gatecoach.intake import mails_at

EXAMPLE = ROOT / "examples/line-3-retrofit"
SCENES = 8


def told(folder, **more):
    """What the demo prints, run in an empty folder."""
    needs_dkim()
    env = {"PYTHONPATH": str(ROOT / "framework"), "PATH": os.environ["PATH"], "TMPDIR": str(folder), **more}
    done = subprocess.run(
        [sys.executable, str(EXAMPLE / "demo.py")],
        cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert list(folder.iterdir()) == []
    return done.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo, run once."""
    return told(tmp_path_factory.mktemp("demo"))


def scenes(text):
    """The story cut at its numbered headings, each in one line."""
    cuts = [text.index(f"\n{number}. ") for number in range(1, SCENES + 1)]
    return [" ".join(text[a:b].split()) for a, b in zip(cuts, [*cuts[1:], None], strict=True)]


def in_order(text, *marks):
    """Whether all of these stand in a text, one after the other."""
    at = [text.find(each) for each in marks]
    return -1 not in at and at == sorted(at)


def test_the_demo_fits_80_columns_and_has_no_escape_codes(demo):
    """It reads well in the smallest usual terminal and in a file."""
    assert max(map(len, demo.splitlines())) <= 80
    assert all(char == "\n" or char.isprintable() for char in demo)


def test_the_demo_tells_the_same_story_in_40_columns(tmp_path):
    """On half a screen nothing sticks out, and all scenes come to the same end."""
    narrow = told(tmp_path, COLUMNS="40")
    assert max(map(len, narrow.splitlines())) <= 40
    grades = scenes(narrow)[6]
    assert in_order(
        grades, "asserted, shut as files", "observed, open fetched", "authentic, open", "proven, open as files"
    )


def test_the_demo_tells_what_became_of_every_mail(demo):
    """Each file with its sentence, and their sum."""
    mails = scenes(demo)[0]
    names = [name for name, _ in mails_at(EXAMPLE / "mails")]
    assert len(names) == 19
    assert in_order(mails, *names, "19 messages: 17 evidence, 2 nothing.")


def test_the_demo_shows_that_an_acceptance_ends_where_the_meeting_is_moved(demo):
    """The director's yes is there, and the gate does not count it for the new day."""
    calendar = scenes(demo)[1]
    assert "05-director-accepts.eml evidence economic-buyer-accepted by ines: ACCEPTED" in calendar
    assert "has another time; earlier answers count no more." in calendar
    assert "04 Mar Ines Marsh did this, but it belongs to a version that was replaced since." in calendar
    assert "interview-held" not in calendar


def test_the_demo_shows_the_dirty_row_and_reads_the_rest(demo):
    """The claim, what the seller typed, the row that is rejected with its place, and what the recorder saw."""
    crm = scenes(demo)[2]
    assert "claimed solution-fit; 3 people, 3 claims, 2 items of evidence" in crm
    assert 'OpportunityHistory.records[2].StageName: error: no stage of the framework is called "Verbal Yes"' in crm
    assert "12 rows: 1 deal, 1 rejected." in crm
    assert "evidence interview-held by r.diaz in 006SYN0000000001AA." in crm


def test_the_demo_shows_the_gap_with_every_near_miss_and_what_to_ask(demo):
    """A stranger sees why the deal is blocked and what the manager will ask."""
    standing = scenes(demo)[3]
    assert "Claimed Solution fit" in standing
    assert "Verified Needs analysis" in standing
    assert "Gap 1 gate" in standing
    assert "by brightline 2026.1" in standing
    assert all(f"[x] {gate}: open" in standing for gate in ("Mutual interest", "Needs admitted"))
    assert in_order(
        standing,
        "02 Mar This is an automatic reply; Anna Vance has not said anything yet.",
        "03 Mar Bo Lindt did this, but holds none of the roles",
        "04 Mar anna.vance@northwind-pump.example is not one of the people here",
        "05 Mar Rosa Diaz did this, but it has to be an act of the customer side.",
        "05 Mar Anna Vance has to say this in person; that Rosa Diaz tells it does not count.",
        "Ask next This is still missing (customer)",
    )


def test_the_demo_plays_a_talk_that_closes_only_when_it_is_booked(demo):
    """Refused, booked too far away, booked, closed, in this order."""
    assert in_order(
        scenes(demo)[4],
        "Not closed.",
        "2026-03-27 as the day of the next talk, but it counts only",
        "> 2026-03-16",
        "(closed)",
        "Next talk: 16 March 2026",
    )


def test_the_reply_opens_the_gate(demo):
    """No gap and one task."""
    later = scenes(demo)[5]
    assert "[x] Needs confirmed: open" in later
    assert later.endswith("Still to do (does not block): Every correction of theirs is in our record.")


def test_the_demo_shows_what_each_way_of_getting_a_mail_proves(demo):
    """The same mails: as files asserted and shut, and better proven in three ways, each of which opens the gate."""
    grades = scenes(demo)[6]
    assert "it is asserted and has to be observed" in grades
    assert in_order(
        grades,
        "(exit code 1: the answer is no)",
        "asserted shut as files",
        "observed open fetched",
        "--fetched-by connector --trusted mx.brightline.example",
        "authentic open as files, signed",
        "--data signed/text-only",
        "proven open as files, signed with the line",
        "--data signed/text-and-link",
    )


@pytest.mark.parametrize(
    ("journal", "found"),
    [
        ("gatecoach.db", "does not have the private words that it was written with [chain]"),
        ("gatecoach.jsonl", "of copy.jsonl.private belongs to no event [private]"),
    ],
)
def test_the_demo_ends_with_the_talk_kept_proven_and_a_person_forgotten(demo, journal, found, tmp_path):
    """In SQLite, and without the extra in a file of lines: whole, a changed digit found, erased and whole again."""
    if journal.endswith(".jsonl"):
        for each in ("without", "demo"):
            (tmp_path / each).mkdir()
        (tmp_path / "without/sitecustomize.py").write_text("import sys\nsys.modules['sqlalchemy'] = None\n", "utf-8")
        demo = told(tmp_path / "demo", PYTHONPATH=os.pathsep.join([str(tmp_path / "without"), str(ROOT / "framework")]))
    kept = scenes(demo)[7]
    whole = "everything is as it was written"
    assert in_order(
        kept,
        f"$ gatecoach journal verify {journal}", whole,
        "$ gatecoach journal verify copy.", found,
        "(exit code 1: the answer is no)",
        "--dry-run", "evidence-recorded in", "--yes", "erased. Backups and exports are yours to delete.",
        f"{whole}; 12 private parts erased by order.",
    )  # fmt: skip
