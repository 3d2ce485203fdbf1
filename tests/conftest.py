"""What all tests share: how hard hypothesis looks, here and in CI, and that nothing skips a proof."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

# No deadline and no complaint about slowness: machines that run tests are shared, and time is not what we test.
_patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("default", _patient, max_examples=50)
settings.register_profile("ci", _patient, max_examples=100, derandomize=True, database=None, print_blob=True)
# Mutation testing asks thousands of times whether anything fails, and not what the smallest example of it is.
_quick = settings(_patient, max_examples=10, derandomize=True, database=None)
settings.register_profile("mutate", _quick, phases=[Phase.explicit, Phase.generate])
settings.load_profile(os.environ.get("GATECOACH_PROFILE") or ("ci" if os.environ.get("CI") else "default"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """A test that proves a requirement fails where it skips itself: what was not run has proved nothing."""
    report = yield
    proves = [each.args[0] for each in item.iter_markers("requirement")]
    if proves and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{', '.join(proves)}: a test that proves it is not skipped"
    return report
