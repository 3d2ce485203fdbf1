"""The plugin: scenarios of the named places are items of pytest, others are left alone, and it costs nothing unused."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from places import changed, write
from scenario.stories import DEAL, FILES, REVIEW

ROOT = Path(__file__).resolve().parents[2]
WRONG = changed(DEAL, "by: bo, answers", "by: ida, answers")


@pytest.fixture
def company(tmp_path):
    """A folder of a company: its framework with two scenarios, and a test of its own."""
    write(tmp_path / "acme", {**FILES, "scenes/deal.yaml": DEAL, "scenes/review.yaml": f"# a talk\n\n{REVIEW}"})
    write(
        tmp_path,
        {"test_own.py": "def test_own():\n    pass\n", "elsewhere/deal.yaml": DEAL, "pytest.ini": "[pytest]\n"},
    )
    return tmp_path


@pytest.fixture
def run(company):
    """Run pytest with the plugin in the company's folder: exit code and output."""

    def running(*words):
        known = {
            "PYTHONPATH": str(ROOT / "framework"),
            "PATH": os.environ["PATH"],
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }
        command = [sys.executable, "-m", "pytest", "-p", "gatecoach.pytest_plugin", "-p", "no:cacheprovider", *words]
        done = subprocess.run(command, cwd=company, env=known, capture_output=True, text=True, check=False, timeout=60)
        return done.returncode, done.stdout

    return running


def test_the_scenarios_of_a_named_place_are_items(run):
    """Each is run beside the company's own tests, under its own name."""
    code, out = run("--gatecoach-place", "./acme/", "-v")
    assert code == 0, out
    assert "acme/scenes/deal.yaml::the buyer confirmed PASSED" in out
    assert "acme/scenes/review.yaml::a plan in their own words PASSED" in out
    assert "3 passed" in out


def test_the_configuration_may_name_the_place(run, company):
    """`gatecoach_places` is relative to the file it stands in."""
    write(company, {"pytest.ini": "[pytest]\ngatecoach_places = acme\n"})
    assert "3 passed" in run()[1]


def test_without_a_place_nothing_is_collected(run):
    """YAML files of others are left alone."""
    code, out = run()
    assert (code, "1 passed" in out) == (0, True)


def test_a_scenario_that_does_not_hold_fails_with_its_diff(run, company):
    """The same text as on the command line, and no trace of Python."""
    write(company / "acme", {"scenes/deal.yaml": WRONG})
    code, out = run("--gatecoach-place", "acme")
    assert code == 1
    assert "acme/scenes/deal.yaml:1: does not hold: the buyer confirmed" in out
    assert "        expected  met\n        found     missing\n        because   m2 is wrong-role" in out
    assert "Traceback" not in out
    assert "running.py" not in out


def test_a_framework_that_does_not_load_is_an_error_with_its_findings(run, company):
    """What is wrong with the framework is told once for each file of scenarios."""
    write(
        company / "acme", {"opportunity.yaml": changed(FILES["opportunity.yaml"], "seller: review-sent", "seller: x")}
    )
    code, out = run("--gatecoach-place", "acme")
    assert code == 2
    assert 'unknown evidence "x" [GC014]' in out
    assert "Traceback" not in out


def test_the_plugin_costs_nothing_unused():
    """Loading it loads neither the engine nor what the engine needs."""
    code = "import sys, gatecoach.pytest_plugin; print(sorted({'yaml', 'pydantic', 'transitions'} & set(sys.modules)))"
    known = {"PYTHONPATH": str(ROOT / "framework")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=known, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"


def test_pytest_finds_the_plugin_by_its_entry_point():
    """Who installs gatecoach has the plugin."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"gatecoach": "gatecoach.pytest_plugin"}
