"""What importing costs an embedding program: `python benchmarks/bench_import.py` (or `make bench`).

CPU time of fresh interpreters, one after the other: one imports gatecoach and reads every public name, the other does
what any such library would have to: 40 frozen pydantic models, yaml and transitions. Modules are compiled beforehand,
as they are where a package is installed. It prints three medians of ratios: without what a bare interpreter takes
(which the bar is for), with it, and for a program that goes on to load the bundled `b2b` and to decide a gate of it:
what the import leaves for the first use is paid there, so that putting something off makes no figure better than it is.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

CORE = """
import importlib.resources, yaml
from transitions import Machine
from pydantic import BaseModel, ConfigDict
for number in range(40):
    type(f"Model{number}", (BaseModel,), {
        "__annotations__": {"id": str, "title": str | None, "of": list[str], "at": int}, "title": None,
        "model_config": ConfigDict(frozen=True, extra="forbid"),
    })
"""
OURS = "import gatecoach\nfor name in gatecoach.__all__: getattr(gatecoach, name)\n"
DECIDED = """
import datetime as dt
framework = gatecoach.load("b2b")
journey = next(each for each in framework.journeys.values() if not each.conversation)
subject = gatecoach.Subject(framework, journey.id, "deal", people=[gatecoach.Person(id="anna", side="seller")])
gatecoach.decide(subject, next(iter(journey.gates)), dt.date(2026, 4, 2)).as_dict()
"""
ROOT = Path(__file__).resolve().parents[1]


def seconds(code: str) -> float:
    """CPU seconds, of the user and the system, of a fresh interpreter that runs this code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "framework")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # else our modules alone are compiled again in each round
    subprocess.run([sys.executable, "-c", code], check=True, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(rounds: int = 9) -> None:
    """Print the three ratios with their ranges."""
    for code in (CORE, OURS + DECIDED):
        seconds(code)
    bare = statistics.median(seconds("") for _ in range(rounds))
    trios = [(seconds(OURS), seconds(CORE), seconds(OURS + DECIDED)) for _ in range(rounds)]
    tell("import and every public name", [(ours - bare) / (core - bare) for ours, core, _ in trios], " (bar: 1.3)")
    tell("with the interpreter's start", [ours / core for ours, core, _ in trios])
    tell("import, b2b and one decision", [(first - bare) / (core - bare) for _, core, first in trios])


def tell(what: str, ratios: list[float], bar: str = "") -> None:
    """One line: the median and the range."""
    print(f"{what}: {statistics.median(ratios):.2f} x the core set{bar}, {min(ratios):.2f} to {max(ratios):.2f}")


if __name__ == "__main__":
    main()
