"""`make demo`: the whole story of the example, told without a question and without a trace on the disk."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from cli.small_deal import ROOT


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo, run once in an empty folder."""
    folder = tmp_path_factory.mktemp("demo")
    env = {"PYTHONPATH": str(ROOT / "framework"), "PATH": os.environ["PATH"], "TMPDIR": str(folder)}
    script = ROOT / "examples/line-3-retrofit/demo.py"
    done = subprocess.run(
        [sys.executable, str(script)], cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(folder.iterdir()) == []
    return done.stdout


def scenes(text):
    """The story cut at its numbered headings, each in one line."""
    cuts = [text.index(f"\n{number}. ") for number in range(1, 6)]
    return [" ".join(text[a:b].split()) for a, b in zip(cuts, [*cuts[1:], None], strict=True)]


def test_the_demo_fits_80_columns_and_has_no_escape_codes(demo):
    """It reads well in the smallest usual terminal and in a file."""
    assert max(map(len, demo.splitlines())) <= 80
    assert all(char == "\n" or char.isprintable() for char in demo)


def test_the_demo_tells_what_became_of_every_mail(demo):
    """Ten mails, each with its sentence."""
    intake = scenes(demo)[0]
    assert all(f"{number:02d}-" in intake for number in range(1, 11))
    assert "10 messages: 8 evidence, 2 nothing." in intake


def test_the_demo_shows_the_gap_with_every_near_miss_and_what_to_ask(demo):
    """A stranger sees why the deal is blocked and what the manager will ask."""
    standing = scenes(demo)[1]
    assert "Claimed Solution fit" in standing
    assert "Verified Needs analysis" in standing
    assert "Gap 1 gate" in standing
    assert "by b2b 2026.1" in standing
    assert all(f"[x] {gate}: open" in standing for gate in ("Mutual interest", "Needs admitted"))
    for miss in (
        "02 Mar This is an automatic reply; Anna Vance has not said anything yet.",
        "03 Mar Bo Lindt did this, but holds none of the roles",
        "04 Mar anna.vance@northwind-pump.example is not one of the people here",
        "05 Mar Rosa Diaz did this, but it has to be an act of the customer side.",
    ):
        assert miss in standing
    assert "Ask next This is still missing (customer)" in standing


def test_the_demo_plays_a_talk_that_closes_only_when_it_is_booked(demo):
    """Refused, booked too far away, booked, closed, in this order."""
    talk = scenes(demo)[2]
    marks = [
        "Not closed.",
        "for-day 2026-03-27, but it counts only",
        "> 2026-03-16",
        "(closed)",
        "Next talk: 16 March 2026",
    ]
    assert [talk.index(each) for each in marks] == sorted(talk.index(each) for each in marks)


def test_the_demo_ends_with_the_gate_open_and_the_upload_refused(demo):
    """No gap and one task; the same mails as files stay asserted."""
    later, upload = scenes(demo)[3:]
    assert "[x] Needs confirmed: open" in later
    assert later.endswith("Still to do (does not block): Every correction of theirs is in our record.")
    assert "it is asserted and has to be observed" in upload
    assert upload.endswith("(exit code 1: the answer is no)")
