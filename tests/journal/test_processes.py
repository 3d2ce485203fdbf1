"""Several processes on one journal, and processes that are killed: no version is given twice, no event lost."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from groups import missing
from kinds import KINDS
from postgres import Postgres

from gatecoach.journal import open_journal

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX processes")
STREAMS = [f"s{number}" for number in range(10)]
KILLS = int(os.environ.get("GATECOACH_KILLS") or 300)


@pytest.fixture
def start(writers, root, where):
    """Starts the script of the other processes with its output on a pipe."""
    started = []

    def run(what, *rest, before=()):
        command = [*before, sys.executable, str(writers), what, where, *map(str, rest)]
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


def raced(start, where, rounds):
    """The p99 of the slowest of 8 writers, and the events of each stream: by writer, each one's in the order kept."""
    writer = start("race", 8, rounds, *STREAMS)
    slowest = max(int(told(writer)) for _ in range(8))
    assert writer.wait(timeout=800) == 0
    with open_journal(where) as journal:
        assert (journal.position(), journal.verify().whole) == (8 * rounds, True)
        kept = {stream: [each.id for each in journal.read(stream)] for stream in journal.streams()}
    return slowest, {stream: sorted(ids, key=lambda name: name.split("/")[1]) for stream, ids in kept.items()}


def due(rounds):
    """What `raced` is to find: every event of every writer once, each writer's in the order of its appends."""
    places = [(who, number) for who in range(8) for number in range(rounds)]
    return {
        stream: [f"{stream}/{who}/{number}" for who, number in places if STREAMS[(number + who) % 10] == stream]
        for stream in STREAMS
    }


@pytest.mark.parametrize("kind", KINDS[1:])
def test_processes_that_race_leave_no_gap_and_lose_nothing(start, where):
    """Eight processes on ten streams: one winner a version, every event there once, positions without gaps."""
    _, kept = raced(start, where, 30)
    assert kept == due(30)


@pytest.mark.crash
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", KINDS[2:])
def test_a_thousand_appends_of_each_of_eight_processes(start, where, kind):
    """The same at length; the p99 of the slowest writer is told."""
    slowest, kept = raced(start, where, 1000)
    assert kept == due(1000)
    print(f"\n{kind}: 8 processes x 1,000 appends on 10 streams, p99 of the slowest writer {slowest} ms")


def killed(start, where, rounds):
    """The events that were acknowledged, and those that are kept: in whole batches and one chain."""
    seed = random.SystemRandom().randrange(2**32)
    print(f"\nseed {seed}")
    chance = random.Random(seed)
    writer, acknowledged = start("kill", rounds), []
    for _ in range(rounds):
        child = int(told(writer))
        acknowledged += [told(writer) for _ in range(chance.randrange(8))]
        time.sleep(chance.random() / 200)
        os.kill(child, signal.SIGKILL)
        acknowledged += iter(lambda: told(writer), "dead")
    assert writer.wait(timeout=30) == 0
    with open_journal(where) as journal:
        assert journal.verify().whole
        kept = [each.id for each in journal.read("talk")]
        assert journal.append("talk", len(kept), []) == len(kept)
    batches = Counter(name.rpartition("/")[0] for name in kept)
    assert all(count == int(batch.partition("/")[2]) % 3 + 1 for batch, count in batches.items())
    assert acknowledged
    return set(acknowledged), set(kept)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_killed_writer_loses_nothing_acknowledged(start, where):
    """Killed at 12 random points, whatever an append has returned for is there, batches are whole, nothing is torn."""
    acknowledged, kept = killed(start, where, 12)
    assert acknowledged <= kept


@pytest.mark.crash
@pytest.mark.timeout(20_000)
@pytest.mark.parametrize("kind", KINDS[1:])
def test_hundreds_of_killed_writers_lose_nothing_acknowledged(start, where, kind):
    """As often as GATECOACH_KILLS says in SQLite, a fifth of it in the others."""
    rounds = KILLS if kind == "sqlite" else max(KILLS // 5, 1)
    acknowledged, kept = killed(start, where, rounds)
    assert acknowledged <= kept
    print(f"{kind}: {rounds} kills, {len(acknowledged)} acknowledged appends, 0 lost, 0 torn, 0 breaks")


@pytest.fixture
def own_server(monkeypatch):
    """A server that this test may stop."""
    before = Postgres.here
    server = Postgres.started(on_disk=True)
    yield server
    server.stop()
    monkeypatch.setattr(Postgres, "here", before)


@pytest.mark.crash
@pytest.mark.postgres
@pytest.mark.timeout(900)
def test_a_server_that_stops_at_once_loses_nothing_acknowledged(own_server, writers, root):
    """Ten times without a checkpoint while a writer appends: after recovery all it was told is there, in one chain."""
    seed = random.SystemRandom().randrange(2**32)
    print(f"\nseed {seed}")
    chance, place, acknowledged = random.Random(seed), own_server.place(), 0
    env = {**os.environ, "PYTHONPATH": str(root / "framework")}
    for _ in range(10):
        command = [sys.executable, str(writers), "append", place, "100000"]
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as writer:
            for _ in range(chance.randrange(20, 60)):
                acknowledged = int(told(writer))
            own_server.crash()
            *rest, code = writer.stdout.read().split()
        assert code in ("journal-unwritable", "journal-busy")
        acknowledged = int(rest[-1]) if rest else acknowledged
        with open_journal(place) as journal:
            assert journal.version("talk") in (acknowledged, acknowledged + 1)
            assert journal.verify().whole
    print(f"10 immediate stops, {acknowledged} acknowledged appends, 0 lost")


@pytest.mark.crash
@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize(("durability", "due"), [("full", range(60, 76)), ("relaxed", range(16))])
def test_a_commit_is_one_sync(start, tmp_path, where, durability, due):
    """60 appends are 60 calls of fdatasync and a few for the file itself; relaxed, only those few.

    A kill cannot tell them apart: the system keeps what was written, until the power goes.
    """
    if shutil.which("strace") is None:
        missing("crash", "strace is not installed; get it with `apt-get install strace`")
    open_journal(where).close()
    log = tmp_path / "calls"
    writer = start("append", 60, durability, before=["strace", "-f", "-e", "trace=fdatasync", "-o", str(log)])
    assert writer.stdout.read().split()[-1] == "60"
    if writer.wait(timeout=30) or not log.exists():
        missing("crash", "strace may not trace here; run where ptrace is allowed")
    calls = len(re.findall(r"fdatasync\(", Path(log).read_text(encoding="utf-8")))
    assert calls in due
    print(f"\n{durability}: 60 appends, {calls} calls of fdatasync")
