"""The contest with other engines: started by its own command alone, honest about what a list must say, readable."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import subprocess
import sys

import pytest

ASKED_FOR = {
    "transitions_add_model": ("transitions", "add_model"),
    "transitions_shared": ("transitions", "events"),
    "python_statemachine": ("statemachine", "StateMachine"),
    "sismic_interpreter": ("sismic", "Interpreter"),
    "spiffworkflow_dmn": ("SpiffWorkflow", "DmnParser"),
    "django_fsm_2": ("django_fsm", "FSMField"),
}
HELPERS = {"contest", "run"}


@pytest.fixture(scope="session")
def peers(root):
    """The folder of the contest."""
    return root / "benchmarks" / "peers"


@pytest.fixture(scope="session")
def runner(peers):
    """The names of the program that runs all contestants."""
    return runpy.run_path(str(peers / "run.py"))


@pytest.fixture
def make(root, tmp_path):
    """A function that runs make in a copy of the house's files, free of the settings of an outer make."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(root / name, tmp_path)

    def run(*words):
        command = ["make", *words]
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True).stdout

    return run


@pytest.fixture
def installed(make, tmp_path):
    """Make beside an environment where all is installed, and a Python that only says what it was to run."""
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    python = folder / "bin" / "python"
    python.write_text('#!/bin/sh\necho "ran $*"\n', encoding="utf-8")
    python.chmod(0o755)
    for stamp in ("ready", ".cli", ".journal", ".audit", ".bench-peers"):
        (folder / stamp).touch()
    for name in ("benchmarks/bench_one.py", "benchmarks/peers/run.py", "benchmarks/peers/other.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return make


def alone(peers, *words):
    """Run Python in the folder of the contest."""
    return subprocess.run([sys.executable, *words], cwd=peers, capture_output=True, text=True, check=False)


def figure(ratio):
    """What a contestant measures in a round, as far as a table shows it."""
    return {"mask": {"ratio": ratio, "floor": 10, "calls": 12345, "bytes": 123456}}


def test_the_contest_installs_its_own_extra_and_nothing_else_does(make):
    """`make bench-peers` installs the extra of that name and no other; the other commands never install it."""
    said = {target: make("-n", target) for target in ("bench-peers", "bench", "demo", "test", "check")}
    assert {target for target, text in said.items() if "'.[bench-peers]'" in text} == {"bench-peers"}
    assert said["bench-peers"].count("'.[") == 1


def test_the_other_benchmarks_leave_the_peers_alone(installed):
    """`make bench` runs the benchmarks beside the folder of the peers, `make bench-peers` that folder's program."""
    ran = [line for line in installed("bench").splitlines() if line.startswith("ran")]
    assert ran == ["ran benchmarks/bench_one.py"]
    assert installed("bench-peers").splitlines() == ["ran benchmarks/peers/run.py"]


def test_the_constraints_are_looked_up_with_the_peers(make):
    """`make constraints` resolves the peers too, or their pins would be lost with the next look-up."""
    extras = make("-n", "constraints").partition("-e '.[")[2].partition("]'")[0]
    assert {"dev", "bench-peers"} <= set(extras.split(","))


def test_every_peer_that_was_asked_for_has_a_file_that_uses_it(peers):
    """Each engine we compare with has one file, which imports it and uses it in the form it is named after."""
    texts = {name: (peers / f"{name}.py").read_text(encoding="utf-8") for name in ASKED_FOR}
    lacking = {name for name, (package, form) in ASKED_FOR.items() if f"from {package}" not in texts[name]}
    assert lacking | {name for name, (_, form) in ASKED_FOR.items() if form not in texts[name]} == set()


def test_every_contestant_takes_part(peers, runner):
    """The program runs every contestant that has a file, gatecoach and the journey by hand among them."""
    files = {path.stem for path in peers.glob("*.py")} - HELPERS
    assert set(runner["CONTESTANTS"]) == files
    assert files - set(ASKED_FOR) == {"by_hand", "gatecoach_decide", "gatecoach_decide_and_move"}


@pytest.mark.parametrize("name", ["by_hand", "gatecoach_decide", "gatecoach_decide_and_move"])
def test_contestants_without_packages_of_their_own_do_the_work(peers, name):
    """They refuse what the floor refuses, reach the last stage, and print every figure for both ways of knowing."""
    done = alone(peers, f"{name}.py")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)["figures"]
    assert set(figures) == {"mask", "scan"}
    for each in figures.values():
        assert set(each) == {"ratio", "floor", "calls", "bytes"}
        assert min(each.values()) > 0


@pytest.mark.parametrize(
    ("lists", "stage"),
    [("[()] * 5", "stage-5"), ("[m(g) for g in range(5)]", "stage-4"), ("[m(g)[:1] for g in range(5)]", "stage-5")],
    ids=["no list", "not arrived", "first place only"],
)
def test_a_contestant_that_does_less_is_no_contestant(peers, lists, stage):
    """Who names fewer missing places than the floor does, or stops before the last stage, is not measured."""
    tell = f"def tell(e, first, more):\n e.add(first)\n m = e.missing\n return {lists}, {stage!r}, e\n"
    done = alone(peers, "-c", f"from contest import contend\n{tell}contend('', 'liar', tell)")
    assert done.returncode != 0
    assert "AssertionError" in done.stderr
    assert done.stdout == ""


def test_a_table_is_readable_in_a_terminal(runner):
    """A line has at most 80 columns, the fastest comes first, and a figure is the median of the rounds."""
    rounds = {"slow, of the longest name there is now": [400, 1234.5, 500], "fast": [3, 1, 2]}
    runs = [[{"name": name, "figures": figure(each)} for each in ratios] for name, ratios in rounds.items()]
    lines = [*runner["table"]("mask", runs)]
    assert max(map(len, lines)) <= 80
    assert [line.split()[0] for line in lines[2:]] == ["fast", "slow,"]
    assert lines[2].split() == ["fast", "2.0", "1.0", "to", "3.0", "12345", "123456"]
