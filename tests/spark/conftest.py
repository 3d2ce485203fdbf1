"""One local Spark for all tests of this folder, set for little data: no compiled plans, one partition."""

from __future__ import annotations

import importlib
import os
import shutil

import pytest
from groups import missing, needs_group

JAVA = "there is no Java; get version 17 or newer, on Debian with apt-get install openjdk-17-jre-headless"
LITTLE = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
}


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """The connection of an audit to it; without PySpark or Java the group is skipped."""
    needs_group("spark", "pyspark", "make test-spark")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        missing("spark", JAVA)
    where = {"spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse"))}
    with importlib.import_module("gatecoach.audit").on_spark(settings={**LITTLE, **where}) as engine:
        yield engine.connection


@pytest.fixture
def session(spark):
    """The session, as a host would hold it."""
    return spark._session


@pytest.fixture
def agreeing(spark):
    """What the tests of the audit compare with; it needs Ibis."""
    return importlib.import_module("audit.agreeing")
