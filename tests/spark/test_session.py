"""A session of our own is closed to others and ends; that of a host goes on, and nothing of ours is left in it."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys

import pytest


@pytest.fixture
def audit(spark):
    """The package; it needs Ibis."""
    return importlib.import_module("gatecoach.audit")


def left(session):
    """The tables that are in a session."""
    return [each.tableName for each in session.sql("SHOW TABLES").collect()]


def test_a_session_of_our_own_listens_to_this_machine_alone(session):
    """The driver is bound to loopback, there is no web page, and times are those of Greenwich."""
    context = session.sparkContext
    wanted = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false"}
    assert {name: context.getConf().get(name) for name in wanted} == wanted
    assert context.uiWebUrl is None
    assert session.conf.get("spark.sql.session.timeZone") == "UTC"


def test_the_session_of_a_host_goes_on(audit, session):
    """It is used as it is, handed over or found, and still there when the audit is over."""
    for engine in (audit.on_spark(session), audit.on_spark()):
        with engine:
            assert engine.connection._session is session
            assert engine.take({"deals": [{"deal": "d1"}]})["deals"].to_pyarrow().to_pylist()[0]["deal"] == "d1"
            assert left(session)
        assert left(session) == []
    assert session.range(3).count() == 3


def test_a_connection_of_ibis_will_do(audit, session):
    """What Ibis itself makes of a session is completed: its tables for a while, and masks."""
    ibis = importlib.import_module("ibis")
    given = ibis.pyspark.connect(session)
    session.range(5).createOrReplaceTempView("numbers")
    with audit.Engine(given) as engine:
        numbers = engine.keep("numbers", engine.connection.table("numbers"))
        assert numbers.agg(bits=numbers.id.bit_or()).to_pyarrow().to_pylist() == [{"bits": 7}]
    session.catalog.dropTempView("numbers")


def test_a_table_that_is_kept_is_worked_out_once(audit, spark):
    """What is made of it later does not go back to what it was made of."""
    with audit.Engine(spark) as engine:
        ibis = importlib.import_module("ibis")
        rows = engine.take({"deals": [{"deal": "d1"}, {"deal": "d2"}]})["deals"]
        chance = engine.keep("chance", rows.mutate(chance=ibis.random()))
        assert chance.to_pyarrow() == chance.to_pyarrow()
        plan = spark._session.table(chance.op().name)._jdf.queryExecution().optimizedPlan().toString()
        assert "rand" not in plan


def test_a_table_of_the_host_is_dropped_as_any_other(audit, spark, session):
    """Only the tables for a while are views; one that stays is a table."""
    session.range(5).createOrReplaceTempView("numbers")
    spark.create_table("kept_here", spark.table("numbers"))
    assert session.catalog.tableExists("kept_here")
    spark.drop_table("kept_here")
    session.catalog.dropTempView("numbers")
    assert not session.catalog.tableExists("kept_here")


def test_rows_keep_their_types(spark):
    """Amounts, instants, days, whole numbers with gaps: what goes in comes out."""
    ibis, pa = importlib.import_module("ibis"), importlib.import_module("pyarrow")
    schema = ibis.schema({"n": "int64", "amount": "decimal(38, 9)", "at": "timestamp('UTC')", "day": "date"})
    rows = pa.table(
        {"n": [2**60 + 1, None], "amount": ["1.000000001", None], "at": [1_500_000, None], "day": [20_000, None]}
    )
    arrow = pa.table(
        [rows["n"], rows["amount"].cast(pa.decimal128(38, 9)), rows["at"].cast(pa.timestamp("us", "UTC")),
         rows["day"].cast(pa.int32()).cast(pa.date32())], schema=schema.to_pyarrow(),
    )  # fmt: skip
    found = spark.create_table("typed", ibis.memtable(arrow, schema=schema), temp=True)
    assert found.schema() == schema
    assert sorted(found.to_pyarrow().to_pylist(), key=str) == sorted(arrow.to_pylist(), key=str)
    spark.drop_table("typed")


def test_without_java_it_says_what_to_install(spark):
    """Spark does not start, and the next step is named."""
    code = "import gatecoach.audit\ntry: gatecoach.audit.on_spark()\nexcept Exception as e: print(e.code, e.help)"
    env = {**os.environ, "JAVA_HOME": "/nowhere", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("no-java Install Java 17")


def test_a_session_of_our_own_splits_work_among_the_cores(audit, session):
    """Unless somebody says otherwise: the two hundred parts that Spark would make are slow on one machine."""
    home = importlib.import_module("gatecoach.audit.spark")
    before = session.conf.get(home.PARTITIONS)
    try:
        assert home._started({}) is session
        assert session.conf.get(home.PARTITIONS) == str(session.sparkContext.defaultParallelism)
        home._started({home.PARTITIONS: "7"})
        assert session.conf.get(home.PARTITIONS) == "7"
    finally:
        session.conf.set(home.PARTITIONS, before)
