"""`make fuzz`: every property of the modules beside this one, with new seeds until the time is up.

A module `fuzz_….py` says what it runs in `PROPERTIES`: by name a function and where its arguments come from (what
`@given` takes). Each takes its turn with a seed, which is printed when something fails; `--seed` runs that one again.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

HERE = Path(__file__).resolve().parent
EXAMPLES = 200


def properties(only=""):
    """Every property by `module: name`, in the order of the files."""
    found = {}
    for path in sorted(HERE.glob("fuzz_*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        area = path.stem.removeprefix("fuzz_")
        found |= {f"{area}: {name}": each for name, each in module.PROPERTIES.items() if only in ("", area)}
    return found


def run(name, each, number, examples=EXAMPLES):
    """One turn of a property with this seed."""
    quiet = settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=[*HealthCheck],
        phases=[Phase.generate, Phase.shrink],
    )  # fmt: skip
    function, arguments = each

    def once(**drawn):
        function(**drawn)

    try:
        seed(number)(quiet(given(**arguments)(once)))()
    except BaseException:
        print(f"{name}: failed with --seed {number}", flush=True)
        raise


def main(words=None):
    """Run until the time is up, and tell how many examples each property had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default="", help="one area, such as mail")
    parser.add_argument("--seed", type=int, help="one turn with this seed")
    asked = parser.parse_args(words)
    every = properties(asked.only)
    if not every:
        parser.error(f"there is nothing to run for {asked.only!r}")
    end, turns = time.monotonic() + asked.seconds, 0
    first = asked.seed if asked.seed is not None else time.time_ns() % 10**9
    while turns == 0 or (asked.seed is None and time.monotonic() < end):
        for name, each in every.items():
            run(name, each, first + turns)
        turns += 1
    for name in every:
        print(f"{name}: {turns * EXAMPLES:,} examples, seeds {first} to {first + turns - 1}")


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "framework")]
    main()
