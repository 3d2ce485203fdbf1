"""The benchmarks can be run, whatever is installed, and say what they promise to say."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest


@pytest.fixture
def standings(root):
    """A function that runs the benchmark of `standings` over a few deals and gives its lines."""
    script = root / "benchmarks" / "bench_standings.py"

    def run(*words):
        command = [sys.executable, script, "--deals", "12", *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()

    return run


def test_every_script_compiles(root):
    """Each script under benchmarks is Python, also those whose packages are not installed here."""
    scripts = sorted((root / "benchmarks").rglob("*.py"))
    assert {"bench_kernel.py", "bench_standings.py", "sismic_interpreter.py"} <= {script.name for script in scripts}
    for script in scripts:
        compile(script.read_text(encoding="utf-8"), str(script), "exec")


def test_standings_tell_their_throughput_by_the_clock_and_of_cpu(standings):
    """Two lines: over how many deals, how many a second by the clock, how many of CPU; no profile unasked."""
    told = standings()
    assert len(told) == 2
    assert re.fullmatch(r"standings of 12 deals: [\d.]+ s, [\d,]+ deals a second by the clock", told[0])
    assert re.fullmatch(r"and [\d,]+ a second of CPU; [\d.]+ x one quick decision each", told[1])


def test_the_profile_names_the_five_dearest_functions_dearest_first(standings):
    """Each line has a share of the time, a function and its calls a deal; the shares fall."""
    found = [re.fullmatch(r" +([\d.]+)% in \S+ .+, \d+ calls a deal", line) for line in standings("--profile")[2:]]
    shares = [float(each[1]) for each in found]
    assert len(shares) == 5
    assert shares == sorted(shares, reverse=True)


def test_the_journal_is_told_beside_the_same_work_by_hand(root):
    """Four ratios, three of them with a bar; at the end each side has found the other's file whole."""
    words = ["--rounds", "2", "--commits", "2", "--events", "5"]
    command = [sys.executable, root / "benchmarks" / "bench_journal.py", *words]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(told) == 5
    assert all(
        re.search(r" [\d.]+ x raw \(-?[\d.]+ to [\d.]+\), +[\d.]+ x of CPU, +[\d,]+ a second", row) for row in told[:4]
    )
    assert [row.partition("bar ")[2][:3] for row in told[:4]] == ["0.6", "0.2", "", "0.5"]
    assert told[4] == "both files hold the same 32 events, and each side finds the other's whole"
