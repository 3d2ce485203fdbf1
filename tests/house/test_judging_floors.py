"""The modules that judge are named once, and what is measured about them is about all of them."""

from __future__ import annotations

import tomllib

import pytest

FLOORS = (("questions | missing", "rows"), ("lower", "condition"))
"""From floor to floor, as import-linter lists them: what judges a subject, and what it reads."""


@pytest.fixture
def settings(root):
    """The tables of pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]


def test_coverage_and_mutants_are_about_every_module_of_the_judging_floors(settings, root):
    """A module that joins these floors is measured too, and one that leaves them is no longer."""
    layers = next(each["layers"] for each in settings["importlinter"]["contracts"] if each["type"] == "layers")
    named = {
        name.strip("() ")
        for first, last in FLOORS
        for layer in layers[layers.index(first) : layers.index(last) + 1]
        for name in layer.split("|")
    }
    paths = {path for pattern in settings["coverage"]["run"]["include"] for path in root.glob(pattern)}
    inside = {path.relative_to(root / "framework/gatecoach").with_suffix("").parts[0] for path in paths}
    assert inside == named


def test_every_branch_has_to_be_taken(settings):
    """The measure asks for all, branches included, and leaves nothing out but what says so with its reason."""
    assert settings["coverage"]["run"]["branch"] is True
    assert settings["coverage"]["report"]["fail_under"] == 100


def test_what_is_not_measured_says_why(settings, root):
    """A line that coverage or mutation leaves out has its reason behind a dash."""
    paths = {path for pattern in settings["coverage"]["run"]["include"] for path in root.glob(pattern)}
    lines = [line for path in sorted(paths) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if "# pragma:" in line and " - " not in line.partition("# pragma:")[2]] == []
