"""Other processes that append to one journal; run by the tests as a script.

`writers.py race PLACE WORKERS ROUNDS STREAM…` appends from several processes at once, each ROUNDS times in turn to
the streams, tells the p99 of each in milliseconds, and exits 0 when all are done.
`writers.py kill PLACE ROUNDS` starts one writer after the other: each tells its process id, then the id of the
last event of each acknowledged append; "dead" when somebody has killed it.
`writers.py append PLACE ROUNDS DURABILITY` appends one event so many times, and tells each.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import sys
import time

from gatecoach.coaching import Event
from gatecoach.errors import GatecoachError, VersionConflict
from gatecoach.journal import open_journal

NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


def said(stream, name):
    """An event with that id."""
    return Event(id=name, stream=stream, kind="said", at=NOON, by="anna", data={"text": "word " * 40})


def tell(word):
    """One line to the test in one write, so that a kill leaves all of it or nothing."""
    os.write(1, f"{word}\n".encode())


def insist(journal, stream, event):
    """Append after whatever version there is, and again after each conflict."""
    while True:
        try:
            return journal.append(stream, journal.version(stream), [event])
        except VersionConflict:
            continue


def forked(work):
    """The id of a new process that does the work and ends."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    finally:
        os._exit(1)


def race(place, workers, rounds, *streams):
    """All workers append to all streams; the exit code is 0 when each has ended well."""

    def work(who):
        taken = []
        with open_journal(place) as journal:
            for number in range(int(rounds)):
                stream = streams[(number + who) % len(streams)]
                start = time.perf_counter()
                insist(journal, stream, said(stream, f"{stream}/{who}/{number}"))
                taken.append(time.perf_counter() - start)
        tell(f"{1000 * sorted(taken)[int(len(taken) * 0.99)]:.0f}")

    children = [forked(lambda who=who: work(who)) for who in range(int(workers))]
    return max([os.waitpid(child, 0)[1] for child in children])


def kill(place, rounds):
    """One writer after the other appends batches of one to three events until it is killed."""

    def work(turn):
        tell(os.getpid())
        journal = open_journal(place)
        for number in itertools.count():
            names = [f"{turn}/{number}/{each}" for each in range(number % 3 + 1)]
            journal.append("talk", journal.version("talk"), [said("talk", name) for name in names])
            tell(names[-1])

    for turn in range(int(rounds)):
        if os.WIFEXITED(os.waitpid(forked(lambda turn=turn: work(turn)), 0)[1]):
            return 1  # it was not killed, it failed
        tell("dead")
    return 0


def append(place, rounds, durability="full"):
    """One event at a time; ends when the journal fails."""
    try:
        with open_journal(place, durability=durability) as journal:
            for _ in range(int(rounds)):
                version = journal.version("talk")
                tell(journal.append("talk", version, [said("talk", f"{version + 1}")]))
    except GatecoachError as error:
        tell(error.code)
    return 0


if __name__ == "__main__":
    if "://" in sys.argv[2]:  # loaded once here, not by each process
        import gatecoach.journal.sql.postgres
        import gatecoach.journal.sql.sqlite  # noqa: F401
    sys.exit({"race": race, "kill": kill, "append": append}[sys.argv[1]](*sys.argv[2:]))
