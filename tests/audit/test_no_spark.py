"""Without PySpark there is no audit on Spark, and it is said how to get it."""

from __future__ import annotations

import sys

import pytest

import gatecoach.audit
from gatecoach.errors import UsageError


def test_without_pyspark_its_extra_is_named(monkeypatch):
    """The error of a name that needs it; the others still work."""
    monkeypatch.delitem(sys.modules, "gatecoach.audit.spark", raising=False)
    for name in ("pyspark", "pyspark.errors"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError) as said:
        gatecoach.audit.on_spark  # noqa: B018
    assert (said.value.code, said.value.help) == ("no-spark", 'Type: pip install "gatecoach[spark]"')
    assert gatecoach.audit.Engine().connection.name == "duckdb"
