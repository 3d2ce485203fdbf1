"""How fast the journal is beside the same work by hand on `sqlite3`: `python benchmarks/bench_journal.py [--folder F]`.

Three rows, each with its bar: durable appends of one event (at least 0.6 of the raw rate), 2,000 events in one append
(0.2), and verifying the whole (0.5). Each sample of ours stands next to one of the raw side, in random order, and the
median of their ratios is told, since a disk's speed changes within seconds. The folder decides what a durable commit
costs: on a disk that only pretends, in memory, the journal has nothing to hide behind, so name one to see the worst.
`--profile append|bulk|verify` says in which functions our time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import pstats
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from rawjournal import RawJournal, Word, rows_of, verify

from gatecoach.coaching import Event
from gatecoach.journal import Journal, open_journal

NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
SHUFFLED = random.Random(6)  # noqa: S311
Task = Callable[[], object]


class Bar(NamedTuple):
    """A row of the table: its words, and the least part of the raw rate that is asked; none where it is only told."""

    words: str
    least: float | None


APPEND = Bar("durable append of one event", 0.6)
BULK = Bar("many events in one append", 0.2)
READY = Bar("the same beside inserting rows with their hashes ready", None)
VERIFY = Bar("verify", 0.5)


def event(stream: str, number: int) -> Event:
    """What a rep typed: about 270 bytes."""
    data = {"id": f"i{number}", "what": "reply", "at": "2026-03-04", "by": "anna", "text": "word " * 40}
    return Event(id=f"{stream}#{number}", stream=stream, kind="evidence-recorded", at=NOON, by="anna", data=data)


def plain(each: Event) -> Word:
    """The same for the raw side."""
    return Word(each.id, each.kind, each.as_dict()["at"], each.by, each.data)


def events(stream: str, after: int, count: int) -> list[Event]:
    """So many events of a stream after a version."""
    return [event(stream, number) for number in range(after + 1, after + count + 1)]


class Pairs:
    """Samples of ours beside samples of the raw side, both of so many events."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []
        self.rate: list[float] = []

    def take(self, ours: Task, raw: Task, count: int) -> None:
        """One sample of each, in random order."""
        took: dict[bool, tuple[float, float]] = {}
        for mine, task in SHUFFLED.sample([(True, ours), (False, raw)], 2):
            wall, cpu = time.perf_counter(), time.process_time()
            task()
            took[mine] = time.perf_counter() - wall, time.process_time() - cpu
        self.wall.append(took[False][0] / took[True][0])
        self.cpu.append(took[False][1] / took[True][1])
        self.rate.append(count / took[True][0])

    def told(self, bar: Bar) -> str:
        """The medians as a line."""
        wall, cpu, rate = map(statistics.median, (self.wall, self.cpu, self.rate))
        asked = "" if bar.least is None else f"   bar {bar.least}: {'reached' if wall >= bar.least else 'NOT REACHED'}"
        quarters = statistics.quantiles(self.wall, n=4, method="inclusive")
        spread = f"({quarters[0]:.2f} to {quarters[2]:.2f})"
        return f"{bar.words:56} {wall:5.2f} x raw {spread}, {cpu:5.2f} x of CPU, {rate:9,.0f} a second{asked}"


class Bench:
    """Both sides, each with a file of its own in a folder."""

    def __init__(self, folder: str) -> None:
        self.path, self.raw_path = f"{folder}/ours.db", f"{folder}/raw.db"
        self.ours: Journal = open_journal(f"sqlite:///{self.path}")
        self.raw = RawJournal(self.raw_path)

    def append(self, rounds: int, commits: int) -> Pairs:
        """Commits of one event."""
        pairs = Pairs()
        for turn in range(rounds):
            fresh = events("a", turn * commits, commits)
            rows = [plain(each) for each in fresh]
            pairs.take(
                lambda f=fresh, v=turn * commits: [self.ours.append("a", v + n, [e]) for n, e in enumerate(f)],
                lambda r=rows: [self.raw.append("a", [each]) for each in r],
                commits,
            )
        return pairs

    def bulk(self, rounds: int, count: int) -> Pairs:
        """So many events in one commit."""
        pairs = Pairs()
        for turn in range(rounds):
            fresh = events(f"b{turn}", 0, count)
            rows = [plain(each) for each in fresh]
            pairs.take(
                lambda f=fresh, s=f"b{turn}": self.ours.append(s, 0, f),
                lambda r=rows, s=f"b{turn}": self.raw.append(s, r),
                count,
            )
        return pairs

    def ready(self, rounds: int, count: int) -> Pairs:
        """The same, where the raw side only inserts."""
        pairs = Pairs()
        for turn in range(rounds):
            fresh = events(f"c{turn}", 0, count)
            end = self.raw.connection.execute("SELECT max(position) FROM gatecoach_event").fetchone()[0]
            made = list(rows_of(f"c{turn}", [plain(each) for each in fresh], 0, b"", end))
            pairs.take(
                lambda f=fresh, s=f"c{turn}": self.ours.append(s, 0, f),
                lambda m=made: self._inserted(m),
                count,
            )
        return pairs

    def _inserted(self, made: list[tuple[tuple[object, ...], tuple[object, ...]]]) -> None:
        self.raw.connection.execute("BEGIN IMMEDIATE")
        self.raw.insert(made)
        self.raw.connection.execute("COMMIT")

    def verify(self, rounds: int) -> Pairs:
        """Both read our file from its first event to its last."""
        pairs = Pairs()
        for _ in range(rounds):
            pairs.take(self.ours.verify, lambda: verify(self.path), self.ours.position())
        return pairs

    def same(self) -> None:
        """Nothing, when both sides hold the same events and each finds the other's file whole."""
        with open_journal(f"sqlite:///{self.raw_path}") as raw:
            assert raw.verify().whole
            assert self.ours.verify().whole
            assert verify(self.path) == verify(self.raw_path) == raw.position()
            assert all(raw.read(name) == self.ours.read(name) for name in self.ours.streams())


def measured(bench: Bench, rounds: int, commits: int, count: int) -> None:
    """Print the table."""
    for bar, pairs in (
        (APPEND, bench.append(3 * rounds, commits)),
        (BULK, bench.bulk(rounds, count)),
        (READY, bench.ready(rounds, count)),
        (VERIFY, bench.verify(rounds)),
    ):
        print(pairs.told(bar))
    bench.same()
    print(f"both files hold the same {bench.ours.position():,} events, and each side finds the other's whole")


def profiled(bench: Bench, what: str, count: int) -> None:
    """Print the functions with the most time of their own."""
    fresh = events("z", 0, count)
    tasks: dict[str, Task] = {
        "append": lambda: [bench.ours.append("z", number, [each]) for number, each in enumerate(fresh)],
        "bulk": lambda: bench.ours.append("z", 0, fresh),
        "verify": bench.ours.verify,
    }
    if what == "verify":
        bench.ours.append("z", 0, fresh)
    profile = cProfile.Profile()
    profile.runcall(tasks[what])
    pstats.Stats(profile).sort_stats("tottime").print_stats(20)


def main() -> None:
    """Print the table, or a profile."""
    parser = argparse.ArgumentParser(description="how fast the journal is beside the same work by hand on sqlite3")
    parser.add_argument("--folder", help="where the files are made (default: the system's place for such files)")
    parser.add_argument("--rounds", type=int, default=11, help="how many samples of each (three times as many appends)")
    parser.add_argument("--commits", type=int, default=40, help="how many commits a sample of appends has")
    parser.add_argument("--events", type=int, default=2000, help="how many events in one append")
    parser.add_argument("--profile", choices=["append", "bulk", "verify"], help="where our time goes")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        bench = Bench(folder)
        if asked.profile:
            profiled(bench, asked.profile, asked.events)
        else:
            measured(bench, max(asked.rounds, 2), asked.commits, asked.events)


if __name__ == "__main__":
    main()
