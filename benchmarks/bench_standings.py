"""How many deals a second `standings` judges: `python benchmarks/bench_standings.py [--profile]` (or `make bench`).

Ten thousand deals of the kernel benchmark, each with its own sixty pieces of evidence and judged in full: five
gates, ten pairs, claimed, verified and gap. Making the deals is not counted. The ratio is to asking one gate of
the same deals through the quick way. `--profile` says in which five functions the time is spent, with what they
call left out; the profiler itself makes small functions look dearer than they are.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from journeys import AT, GATES, additions, arrival, subject

from gatecoach import Subject, decide, standings

TOGETHER = 1000
"""How many deals are held at once."""
PROFILED = 100
"""How many deals are judged under the profiler, at most."""
RUNS = 9
"""How often, since the profiler goes by the clock and other work on the machine disturbs it."""


def deal(number: int) -> Subject:
    """A deal with its own evidence, enough for every gate."""
    facts = [*arrival(number), *(each for gate in GATES for each in additions(number, gate))]
    return subject(number).with_facts(facts)[0]


def throughput(deals: int) -> None:
    """Print how many deals are judged in a second, by the clock and of CPU."""
    wall = cpu = quick = 0.0
    for first in range(0, deals, TOGETHER):
        every = [deal(number) for number in range(first, min(first + TOGETHER, deals))]
        wall, cpu = wall - time.perf_counter(), cpu - time.process_time()
        verified = [each.verified for each in standings(every, AT)]
        wall, cpu = wall + time.perf_counter(), cpu + time.process_time()
        assert verified == ["stage-5"] * len(every)
        quick -= time.process_time()
        passed = [decide(each, "gate-4", AT).passes for each in every]
        quick += time.process_time()
        assert all(passed)
    print(f"standings of {deals:,} deals: {wall:.1f} s, {deals / wall:,.0f} deals a second by the clock")
    print(f"and {deals / cpu:,.0f} a second of CPU; {cpu / quick:.1f} x one quick decision each")


def profile_of(deals: int) -> dict[str, tuple[int, float]]:
    """Per function its calls and its own seconds, those of builtins included, where new deals are judged once."""
    every = [deal(number) for number in range(deals)]
    profile = cProfile.Profile(builtins=False)
    profile.runcall(lambda: [each.verified for each in standings(every, AT)])
    rows = pstats.Stats(profile).stats.items()
    return {f"{Path(file).name}:{line} {name}": (calls, own) for (file, line, name), (_, calls, own, _, _) in rows}


def profiled(deals: int) -> None:
    """Print the five functions with the most time of their own, each in the least disturbed of a few runs."""
    runs = [profile_of(deals) for _ in range(RUNS)]
    own = {name: min(run[name][1] for run in runs if name in run) for name in runs[0]}
    whole = sum(own.values())
    for name, took in sorted(own.items(), key=lambda row: -row[1])[:5]:
        print(f"  {took / whole:5.1%} in {name}, {runs[0][name][0] / deals:.0f} calls a deal")


def main() -> None:
    """Print the throughput, and where the time goes if that is asked."""
    parser = argparse.ArgumentParser(description="how many deals a second `standings` judges")
    parser.add_argument("--deals", type=int, default=10_000, help="how many deals (default 10,000)")
    parser.add_argument("--profile", action="store_true", help="the five functions with the most time of their own")
    asked = parser.parse_args()
    throughput(asked.deals)
    if asked.profile:
        profiled(min(asked.deals, PROFILED))


if __name__ == "__main__":
    main()
