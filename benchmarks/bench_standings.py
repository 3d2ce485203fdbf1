"""How many deals a second `standings` judges: `python benchmarks/bench_standings.py` (or `make bench`).

The deals of the kernel benchmark with all their sixty pieces of evidence, each judged in full: five gates, ten
pairs, claimed, verified and gap. The ratio is to asking one gate of the same deals through the quick way.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from journeys import AT, GATES, additions, arrival, subject

from gatecoach import decide, standings


def main(deals: int = 1000) -> None:
    """Print the throughput, the ratio and where the time goes."""
    facts = [*arrival(0), *(each for gate in GATES for each in additions(0, gate))]
    every = [subject(number).with_facts(facts)[0] for number in range(deals)]
    start = time.process_time()
    assert all(each.verified == "stage-5" for each in standings(every, AT))
    took = time.process_time() - start
    start = time.process_time()
    assert all(decide(each, "gate-4", AT).passes for each in every)
    quick = time.process_time() - start
    print(f"standings: {deals / took:.0f} deals a second of CPU here and now, {took / quick:.0f} x one quick decision")
    profile = cProfile.Profile()
    profile.runcall(lambda: list(standings(every[:200], AT)))
    rows = pstats.Stats(profile).stats.items()
    for (_, _, name), (_, calls, own, _, _) in sorted(rows, key=lambda row: -row[1][2])[:5]:
        print(f"  {own / sum(row[1][2] for row in rows):5.1%} in {name} ({calls // 200} calls a deal)")


if __name__ == "__main__":
    main()
