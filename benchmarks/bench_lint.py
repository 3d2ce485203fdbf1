"""How long checking and compiling the bundled `b2b` takes beside only reading it and checking the form of its files.

Run `PYTHONPATH=framework python benchmarks/bench_lint.py`. Both sides begin with the same bytes in memory: framework,
journeys, questions and scenarios. The one parses and validates each file with pydantic, which any tool must; the other
is `lint` (every family, warnings and notes as well) and then the frozen framework with its state machines. Printed are
medians of process time and their ratio, with and without the scenarios, which are many and are only read. The aim is
at most 3 times.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from gatecoach.content import content_root
from gatecoach.definition.loading import HEADS
from gatecoach.framework import Linted, linted
from gatecoach.source import read

ROUNDS = 25


def laid_out(folder: Path, *, scenarios: bool) -> list[bytes]:
    """The files of b2b as one place in the folder, and what they hold."""
    for kind in ("stages", "questions"):
        hidden = shutil.ignore_patterns(*([] if scenarios else ["scenarios"]))
        shutil.copytree(str(content_root(kind) / "b2b"), folder, dirs_exist_ok=True, ignore=hidden)
    return [path.read_bytes() for path in sorted(folder.rglob("*.yaml"))]


def validated(files: list[bytes]) -> None:
    """Each file parsed and validated by its model."""
    for data in files:
        tree = read(data, "bench.yaml").tree
        head = "scenario" if "scenario" in tree else next(key for key in HEADS if key in tree)
        HEADS[head].model_validate(tree)


def checked(place: Path) -> Linted:
    """The place linted and compiled."""
    found = linted(place)
    assert found.framework is not None
    assert found.findings == []
    return found


def medians(tasks: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median process time of each task, taken in turns so that a busy moment hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            start = time.process_time()
            task()
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def measured(place: Path, files: list[bytes]) -> dict[str, float]:
    """Both tasks over one place, once before it counts, since models are built when they are first used."""
    tasks = {"read and validate": lambda: validated(files), "lint and compile": lambda: checked(place)}
    for task in tasks.values():
        task()
    return medians(tasks)


def main() -> None:
    """Measure and print."""
    for scenarios in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, "b2b")
            files = laid_out(place, scenarios=scenarios)
            found = measured(place, files)
        print(f"{len(files)} files, {sum(map(len, files))} bytes, {'with' if scenarios else 'without'} scenarios")
        for name, seconds in found.items():
            print(f"{name:18} {seconds * 1000:8.2f} ms   {seconds / found['read and validate']:6.2f} x")


if __name__ == "__main__":
    main()
