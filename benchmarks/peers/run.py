"""gatecoach beside the engines one would pick instead: `make bench-peers` (never in CI; it installs the peers).

Each contestant is a file here and runs alone in a process of its own, several rounds, one after the other in
turn. A figure is the median of the rounds, and its range over them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CONTESTANTS = (
    "by_hand",
    "gatecoach_decide",
    "gatecoach_decide_and_move",
    "transitions_add_model",
    "transitions_shared",
    "python_statemachine",
    "sismic_interpreter",
    "spiffworkflow_dmn",
    "django_fsm_2",
)
ABOUT = {
    "mask": "Each item folded into bits once, as it comes",
    "scan": "All items looked through at every question",
}


def run_of(name):
    """What one contestant measures in one round."""
    done = subprocess.run([sys.executable, HERE / f"{name}.py"], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} failed; are the peers installed (make bench-peers)?\n{done.stderr}")
    return json.loads(done.stdout)


def table(way, runs):
    """The lines of one table: the fastest first, none wider than 80 columns."""
    figures = {found[0]["name"]: [each["figures"][way] for each in found] for found in runs}
    floor = statistics.median(each["floor"] for found in figures.values() for each in found)
    yield f"{ABOUT[way]} (floor here and now: {floor:.0f} us)"
    yield f"{'':37}{'x floor':>8}{'range':>15}{'calls':>8}{'bytes':>9}"
    for name, found in sorted(figures.items(), key=lambda each: statistics.median(one["ratio"] for one in each[1])):
        ratios = [each["ratio"] for each in found]
        range_ = f"{min(ratios):.1f} to {max(ratios):.1f}"
        calls, held = (statistics.median(each[what] for each in found) for what in ("calls", "bytes"))
        yield f"{name:37}{statistics.median(ratios):8.1f}{range_:>15}{calls:8.0f}{held:9.0f}"


def main():
    """Print one table for each way of knowing what is missing."""
    parser = argparse.ArgumentParser(description="gatecoach beside the engines one would pick instead")
    parser.add_argument("--rounds", type=int, default=5, help="how often each contestant runs (default 5)")
    rounds = parser.parse_args().rounds
    turns = [[run_of(name) for name in CONTESTANTS] for _ in range(rounds)]
    runs = [*zip(*turns, strict=True)]
    for way in ABOUT:
        print(*table(way, runs), "", sep="\n")
    print(f"x floor: CPU time against the same journey by hand, median of {rounds} rounds.")
    print("calls: Python functions entered in a journey of ten attempts.")
    print("bytes: what a deal keeps after it, beside the evidence itself.")


if __name__ == "__main__":
    main()
