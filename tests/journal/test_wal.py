"""Whatever is left of SQLite's write-ahead log, the journal is that after a whole number of appends."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from bisect import bisect_right
from pathlib import Path

import pytest

from gatecoach.journal import open_journal

HEADER, FRAME = 32, 24
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # thousands of small files; no disk is tested here


class Log:
    """A database and a log of 30 appends, and how long the log was and how many events there were after each."""

    def __init__(self, folder, event):
        path = folder / "journal.db"
        with open_journal(f"sqlite:///{path}") as journal:
            with sqlite3.connect(path) as other:
                other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            other.close()
            self.database, self.ends, self.events = path.read_bytes(), [0], [0]
            for number in range(30):
                stream, count = "abc"[number % 3], number % 4 + 1
                version = journal.version(stream)
                new = [event(stream, version + each, text="x" * (number * 40)) for each in range(1, count + 1)]
                journal.append(stream, version, new)
                self.ends.append(Path(f"{path}-wal").stat().st_size)
                self.events.append(journal.position())
            self.log = Path(f"{path}-wal").read_bytes()
        self.folder = Path(tempfile.mkdtemp(dir=IN_MEMORY))
        self.path = self.folder / "left.db"

    def left(self, log):
        """How many events a program finds, given what is left of the log; verified by the journal as well."""
        for each in self.folder.iterdir():
            each.unlink()
        self.path.write_bytes(self.database)
        Path(f"{self.path}-wal").write_bytes(log)
        connection = sqlite3.connect(self.path)
        (count, last), (private,) = (
            connection.execute("SELECT count(*), coalesce(max(position), 0) FROM gatecoach_event").fetchone(),
            connection.execute("SELECT count(*) FROM gatecoach_private").fetchone(),
        )
        connection.close()
        assert count == last == private
        return count

    def verified(self):
        """Whether the journal finds what was left to be whole."""
        with open_journal(f"sqlite:///{self.path}") as journal:
            return journal.verify().whole

    def after(self, length):
        """How many events there were when the log had that length."""
        return self.events[bisect_right(self.ends, length) - 1]


@pytest.fixture
def log(tmp_path, event):
    """A database and its log."""
    made = Log(tmp_path, event)
    yield made
    shutil.rmtree(made.folder)


def cut(log, times, chance):
    """Cut the log at random bytes: exactly the appends that ended before are there."""
    for number in range(times):
        length = chance.randrange(len(log.log) + 1)
        assert log.left(log.log[:length]) == log.after(length)
        assert number % 100 or log.verified()


def flip(log, times, chance):
    """Flip random bits of the log: exactly the appends before the frame that was hit are there, or before the last."""
    for number in range(times):
        at, bit = chance.randrange(len(log.log)), chance.randrange(8)
        found = log.left(log.log[:at] + bytes([log.log[at] ^ 1 << bit]) + log.log[at + 1 :])
        assert found in log.events
        frame = HEADER + (at - HEADER) // (4096 + FRAME) * (4096 + FRAME) if at >= HEADER else 0
        assert found <= log.after(frame) or at < HEADER
        assert number % 100 or log.verified()


def test_cuts_and_flips_leave_whole_appends(log):
    """300 of the one and 100 of the other; the log has frames of every append."""
    assert len(set(log.ends)) == 31
    chance = random.Random(11)
    cut(log, 300, chance)
    flip(log, 100, chance)


@pytest.mark.crash
@pytest.mark.timeout(900)
def test_ten_thousand_cuts_and_two_thousand_flips_leave_whole_appends(log):
    """The same at length, from a seed that is told."""
    seed = random.SystemRandom().randrange(2**32)
    print(f"\nseed {seed}")
    chance = random.Random(seed)
    cut(log, 10_000, chance)
    flip(log, 2_000, chance)
    print("10,000 cuts of the log exact, 2,000 flipped bits left whole appends")
