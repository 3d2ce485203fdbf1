"""The Makefile's promises: its list of targets is true, and a Python that is too old is told so plainly."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

REQUIRED = ["browser", "hosts", "postgres", "crash", "audit", "spark"]


def run(folder, *command):
    """Run a command in a folder, free of the settings of an outer make."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def make():
    """A function that runs make in a folder."""
    return lambda folder, *words: run(folder, "make", *words)


@pytest.fixture
def listed(make, root):
    """The targets that `make help` names."""
    return {line.split()[1] for line in make(root, "help").stdout.splitlines()}


def phony(root):
    """The targets that the Makefile declares as commands."""
    lines = (root / "Makefile").read_text(encoding="utf-8").splitlines()
    return {name for line in lines if line.startswith(".PHONY:") for name in line.split()[1:]}


def test_make_alone_lists_every_command(make, root, listed):
    """`make` prints the same list as `make help`, and the list names every command of the Makefile."""
    assert make(root).stdout == make(root, "help").stdout
    assert listed == phony(root)
    assert {"demo", "test", "check", "bench", "constraints", "clean", "help"} <= listed


def test_every_listed_target_can_be_made(make, root, listed):
    """A dry run of every listed target finds a rule for everything the target needs."""
    failed = {target: done.stderr for target in listed if (done := make(root, "-n", target)).returncode}
    assert failed == {}


def test_check_and_test_need_no_more_than_their_own_extra(make, root, tmp_path):
    """`make test` does not install the tools of `make check`, and `make check` installs everything at once."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(root / name, tmp_path)
    said = {target: make(tmp_path, "-n", target).stdout for target in ("demo", "test", "check")}
    known = ("cli", "demo", "test", "dev")
    extras = {target: [extra for extra in known if f"'.[{extra}]'" in text] for target, text in said.items()}
    assert extras == {"demo": ["demo"], "test": ["test"], "check": ["dev"]}


@pytest.mark.parametrize("python", ["./too-old", "./not-there"])
def test_a_python_that_cannot_do_is_named_and_nothing_is_made(make, root, tmp_path, python):
    """With an older or missing Python, make says which is needed and leaves no environment behind."""
    shutil.copy(root / "Makefile", tmp_path)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).touch()
    (tmp_path / "too-old").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tmp_path / "too-old").chmod(0o755)
    done = make(tmp_path, "demo", f"PYTHON={python}")
    assert done.returncode != 0
    assert f"needs Python 3.11 or newer, and {python} is not" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_ci_runs_the_checks_and_the_tests_and_fails_with_either(root, tmp_path):
    """`.ci/run` says what it runs, goes on to the tests when the checks fail, skips none, and then still fails."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(root / ".ci/run", tmp_path / ".ci/run")
    groups = " ".join(f"test-{group}" for group in REQUIRED) + ":\n\t@echo needs $$GATECOACH_REQUIRE\n"
    targets = "check:\n\t@exit 1\ntest:\n\t@echo 3 passed\n" + groups
    (tmp_path / "Makefile").write_text(targets, encoding="utf-8")
    done = run(tmp_path, "bash", ".ci/run")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        *("== make check", "== make test", "3 passed"),
        *(line for group in REQUIRED for line in (f"== make test-{group}", f"needs {','.join(REQUIRED)}")),
    ]
