"""Groups of tests that need more than `make test` installs: skipped with a way to get it, or required."""

from __future__ import annotations

import importlib.util
import os

import pytest


def needs_group(group, module, how):
    """Skip where the module is not installed; where GATECOACH_REQUIRE names the group, as in CI, fail instead."""
    if importlib.util.find_spec(module) is None:
        missing(group, f"{module} is not installed; get it with `{how}`")


def missing(group, words):
    """Skip, and say why; where GATECOACH_REQUIRE names the group fail instead."""
    if group in os.environ.get("GATECOACH_REQUIRE", "").split(","):
        pytest.fail(words)
    pytest.skip(words)
