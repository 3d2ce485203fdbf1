"""What importing costs an embedding program: `python benchmarks/bench_import.py` (or `make bench`).

CPU time of fresh interpreters, in pairs: one imports gatecoach and reads every public name, the other does what any
such library would have to: 40 frozen pydantic models, yaml and transitions. The median of the ratios is shown.
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
ROOT = Path(__file__).resolve().parents[1]


def seconds(code: str) -> float:
    """CPU seconds, of the user and the system, of a fresh interpreter that runs this code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "framework")}
    subprocess.run([sys.executable, "-c", code], check=True, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(rounds: int = 9) -> None:
    """Print the ratio, without and with what a bare interpreter takes."""
    for code in (CORE, OURS):
        seconds(code)
    bare = statistics.median(seconds("") for _ in range(rounds))
    pairs = [(seconds(OURS) - bare, seconds(CORE) - bare) for _ in range(rounds)]
    ratios = [ours / core for ours, core in pairs]
    print(f"import and every public name: {statistics.median(ratios):.2f} x the core set (bar: 1.3)")
    print(f"                              {min(ratios):.2f} to {max(ratios):.2f} over {rounds} rounds")


if __name__ == "__main__":
    main()
