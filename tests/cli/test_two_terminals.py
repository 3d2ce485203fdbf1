"""Two people in one talk, each at a terminal of their own, at the same time: no word of either is lost."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from cli.small_deal import AT, PREPARED, ROOT

from gatecoach.journal import open_journal


class Terminal:
    """`gatecoach coach` as a process of its own, with somebody who types."""

    def __init__(self, folder, journal, *words):
        """Sit down; what is shown is read as it comes."""
        deal = ("--data", "deal", "--fetched-by", "connector", "--at", AT, "--journal", journal)
        command = [sys.executable, "-m", "gatecoach", "coach", "gate-review", "006A", *words, *deal]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "framework"), "COLUMNS": "100"}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self.process = subprocess.Popen(command, cwd=folder, env=env, **pipes, text=True)
        self.shown = ""

    def until(self, text):
        """Wait until this is shown after what was waited for before."""
        seen = len(self.shown)
        while text not in self.shown[seen:]:
            self.shown += self.process.stdout.read(1) or pytest.fail(f"it ended before {text!r}: {self.shown}")

    def say(self, line):
        """Type a line."""
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def leave(self):
        """No more input; gives the exit code."""
        self.shown += self.process.communicate(timeout=60)[0]
        return self.process.returncode


@pytest.mark.parametrize("journal", ["talks.db", "talks.jsonl"])
def test_two_terminals_work_in_one_session_without_losing_a_word(folder, journal):
    """Both are asked before either answers; whoever is second is told, and their word comes after the first."""
    manager = Terminal(folder, journal, "--as", "m.lee", "--with", "r.diaz")
    manager.until("  > ")
    manager.say(PREPARED[0])
    manager.until("  > ")  # now both are asked for the facts
    rep = Terminal(folder, journal, "--as", "r.diaz", "--resume")
    rep.until("  > ")
    manager.say(PREPARED[2])
    manager.until("Now it is the turn of Rosa Diaz")
    rep.say(PREPARED[1])
    rep.until("(Somebody else spoke in the meantime; the talk was read again.)")
    rep.until("  > ")
    rep.say(PREPARED[3])
    rep.until("Now it is the turn of Mina Lee")
    assert (manager.leave(), rep.leave()) == (1, 1)
    with open_journal(folder / journal) as kept:
        (stream,) = kept.streams()
        words = [(each.by, each.data["text"]) for each in kept.read(stream) if each.data.get("text")]
    assert words == [
        ("m.lee", PREPARED[0]), ("m.lee", PREPARED[2]), ("r.diaz", PREPARED[1]), ("r.diaz", PREPARED[3])
    ]  # fmt: skip
