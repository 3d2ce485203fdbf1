"""How far long work has come is shown to somebody who waits at a terminal, and nowhere else."""

from __future__ import annotations

import io

import pytest
from cli.raw_deal import DEALS, write

from gatecoach.cli import progress as module
from gatecoach.cli.progress import CLEAR, Progress, opened, watched
from gatecoach.errors import UsageError


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        """Yes."""
        return True


class Clock:
    """A clock that goes on by so much at each look."""

    def __init__(self, pace):
        """Begin at nothing."""
        self.at, self.pace = 0.0, pace

    def __call__(self):
        """The time, a little later than before."""
        self.at += self.pace
        return self.at


@pytest.fixture(autouse=True)
def a_real_terminal(monkeypatch):
    """One that can clear a line."""
    monkeypatch.setenv("TERM", "xterm")


def shown(*, stream=None, pace=0.5, steps=4, **known):
    """What arrives at the terminal while so many messages are counted."""
    stream = stream or Terminal()
    counting = Progress("messages", stream=stream, clock=Clock(pace), **known)
    for _ in range(steps):
        counting.step(1500)
    counting.over()
    return stream.getvalue()


def test_on_a_terminal_long_work_is_counted_and_the_line_goes_in_the_end():
    """Not at once; then by number, and of how many where that is known."""
    assert shown() == f"{CLEAR}3,000 messages{CLEAR}4,500 messages{CLEAR}6,000 messages{CLEAR}"
    assert shown(whole=9000, steps=2) == f"{CLEAR}3,000 of 9,000 messages{CLEAR}"


def test_quick_work_shows_nothing():
    """Nobody has to wait for it."""
    assert shown(pace=0.01) == ""


def test_a_pipe_gets_nothing_however_long_it_takes():
    """Nor a terminal that cannot clear a line."""
    assert shown(stream=io.StringIO(), pace=100) == ""


def test_a_dumb_terminal_gets_nothing(monkeypatch):
    """It would show every step below the other."""
    monkeypatch.setenv("TERM", "dumb")
    assert shown(pace=100) == ""


def test_bytes_are_told_as_megabytes_and_percent(tmp_path):
    """As the file is read, whatever the size of the pieces; a file is open only while it is read."""
    write(tmp_path, a_csv="x" * 1_500_000, b_csv="y" * 500_000)
    stream, files = Terminal(), []
    counting = Progress("bytes", whole=2_000_000, stream=stream, clock=Clock(2))
    for name, file in opened([tmp_path / "a.csv", tmp_path / "b.csv"], counting):
        while file.read(1_000_000):
            pass
        files.append(name)
    assert [name.rpartition("/")[2] for name in files] == ["a.csv", "b.csv"]
    assert "1 of 2 MB (50 %)" in stream.getvalue()
    assert stream.getvalue().endswith("2 of 2 MB (100 %)")
    with pytest.raises(UsageError, match="it cannot be read"):
        list(opened([tmp_path / "nowhere.csv"], counting))


def test_a_narrow_terminal_keeps_it_on_one_line(monkeypatch):
    """Else it could not be cleared."""
    monkeypatch.setenv("COLUMNS", "10")
    assert shown(steps=2) == f"{CLEAR}3,000 mes{CLEAR}"


def test_items_are_passed_on_as_they_are():
    """Counted, one by one."""
    counting = Progress("messages", stream=Terminal(), clock=Clock(0))
    assert (list(watched("abc", counting)), counting.done) == (["a", "b", "c"], 3)


def test_a_command_shows_it_on_stderr_alone(folder, run, monkeypatch):
    """The result is the same to the letter."""
    write(folder, deals_csv=DEALS)
    words = ("intake", "crm", "deals.csv", "--at", "2026-03-04")
    quiet = run(*words)
    monkeypatch.setattr("sys.stderr", stream := Terminal())
    monkeypatch.setattr(module, "PATIENCE", -1)
    loud = run(*words)
    assert loud.out == quiet.out
    assert "MB (100 %)" in stream.getvalue()
    assert f" deals{CLEAR}" in stream.getvalue()
    assert "MB" not in quiet.err
