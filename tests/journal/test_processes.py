"""Several processes on one file, and processes that are killed: no version is given twice, no event lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from gatecoach.journal import JsonlJournal

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX processes")
STREAMS = ("a", "b", "c")


@pytest.fixture
def start(writers, root, path):
    """Starts the script of the other processes with its output on a pipe."""
    started = []

    def run(what, *rest):
        command = [sys.executable, str(writers), what, str(path), *map(str, rest)]
        place = {**os.environ, "PYTHONPATH": str(root / "framework")}
        started.append(subprocess.Popen(command, env=place, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield run
    for each in started:
        each.stdout.close()
        each.kill()
        each.wait()


def told(writer):
    """The next line that the script tells."""
    line = writer.stdout.readline().strip()
    assert line, "the script has ended"
    return line


def test_processes_that_race_leave_no_gap_and_lose_nothing(start, path):
    """Four processes with 50 events for each of three streams: one winner a version, every event there once."""
    assert start("race", 4, 50, *STREAMS).wait(timeout=100) == 0
    journal = JsonlJournal(path)
    assert journal.streams() == list(STREAMS)
    for stream in STREAMS:
        kept = [each.id for each in journal.read(stream)]
        assert sorted(kept) == sorted(f"{stream}/{who}/{number}" for who in range(4) for number in range(50))
        for who in range(4):
            own = [name for name in kept if name.startswith(f"{stream}/{who}/")]
            assert own == sorted(own, key=lambda name: int(name.rpartition("/")[2]))


def test_a_killed_writer_loses_nothing_acknowledged(start, path):
    """Killed at 20 random points, whatever an append has returned for is there, batches are whole, nothing is torn."""
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    chance, rounds = random.Random(seed), 20
    writer, acknowledged = start("kill", rounds), []
    for _ in range(rounds):
        child = int(told(writer))
        acknowledged += [told(writer) for _ in range(chance.randrange(8))]
        time.sleep(chance.random() / 200)
        os.kill(child, signal.SIGKILL)
        acknowledged += iter(lambda: told(writer), "dead")
    assert writer.wait(timeout=30) == 0
    kept = [each.id for each in JsonlJournal(path).read("talk")]
    assert acknowledged
    assert set(acknowledged) <= set(kept)
    batches = Counter(name.rpartition("/")[0] for name in kept)
    assert all(count == int(batch.partition("/")[2]) % 3 + 1 for batch, count in batches.items())
