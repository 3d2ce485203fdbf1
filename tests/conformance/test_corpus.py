"""The corpus of the language: every case holds, and there are enough of them for every word and status."""

from __future__ import annotations

import pytest
from conformance.corpus import cases, failure
from conformance.tables import rows

CASES = cases()


@pytest.mark.parametrize("case", [*CASES, *rows()], ids=lambda case: case.note)
def test_the_case_holds(case):
    """What the case says is what the engine says."""
    assert not (why := failure(case)), why
