"""The tests of the audit need Ibis and DuckDB, those of the report Altair too.

Without them none is collected, unless GATECOACH_REQUIRE names them.
"""

from __future__ import annotations

import importlib.util
import os

THERE = importlib.util.find_spec("ibis") is not None
DRAWS = importlib.util.find_spec("altair") is not None
REQUIRED = "audit" in os.environ.get("GATECOACH_REQUIRE", "").split(",")
collect_ignore_glob = [] if REQUIRED else [*([] if THERE else ["test_*.py"]), *([] if DRAWS else ["test_report_*.py"])]


def pytest_report_header():
    """Say why there are no tests here, or fewer."""
    missing = [name for name, there in (("Ibis", THERE), ("Altair", DRAWS)) if not there]
    return f"tests/audit: {', '.join(missing)} not installed; get it with `make test-audit`" if missing else None
