"""The tests of the audit need Ibis and DuckDB: without them none is collected, unless GATECOACH_REQUIRE names them."""

from __future__ import annotations

import importlib.util
import os

THERE = importlib.util.find_spec("ibis") is not None
REQUIRED = "audit" in os.environ.get("GATECOACH_REQUIRE", "").split(",")
collect_ignore_glob = [] if THERE or REQUIRED else ["test_*.py"]


def pytest_report_header():
    """Say why there are no tests here."""
    return None if THERE else "tests/audit: Ibis is not installed; get it with `make test-audit`"
