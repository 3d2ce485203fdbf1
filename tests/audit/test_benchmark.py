"""The benchmark of audits runs in every way it has, and its SQL by hand and the kernel say what the audit says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WAYS = {
    "in turns": (),
    "judging alone": ("--judging",),
    "beside a tenth": ("--tenth",),
    "uneven, with long ids": ("--uneven", "--ids", "text"),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_runs_and_all_agree(way):
    """The script itself compares every row of both answers and stops where one differs."""
    command = [sys.executable, ROOT / "benchmarks" / "bench_audit.py", "--deals", "200", "--rounds", "1", *WAYS[way]]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "200 deals, 4,0" in ran.stdout
