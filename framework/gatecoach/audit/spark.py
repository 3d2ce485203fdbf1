"""Spark as the engine of an audit: a session of the host's, or one of our own on this machine.

Ibis speaks to Spark. What it leaves out there is put in here: tables for a while, rows in and out as Arrow, and the
names of a few functions. No module but this one knows that there is a Spark.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import ibis
import ibis.expr.operations as ops
import sqlglot.expressions as sge
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.formats.pyarrow import PyArrowData
from pyspark.errors import PySparkRuntimeError
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import TimestampType

from gatecoach.audit.engine import Engine
from gatecoach.errors import UsageError

PANDAS = "PySpark does not yet fully support pandas"
"""A warning that is none here: rows go in and out as Arrow, and no pandas touches them."""
LOCAL = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.memory": "4g",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
}
"""What a session of our own is like: nobody else on the network sees it."""
PARTITIONS = "spark.sql.shuffle.partitions"
NO_JAVA = "Install Java 17 or newer (on Debian apt-get install openjdk-17-jre-headless), or set JAVA_HOME."

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", PANDAS, FutureWarning)
    from ibis.backends.pyspark import Backend


def on_spark(session: Any = None, *, settings: Mapping[str, str] | None = None) -> Engine:
    """An engine on this Spark session, which stays open; without one on a session of our own, which ends with it.

    `settings` are those of a session of our own, `spark.driver.memory` above all.

    Raises:
        UsageError: Spark does not start, mostly as there is no Java (`no-java`).
    """
    running = session or SparkSession.getActiveSession()
    engine = Engine(over(running or _started(settings or {})))
    engine.own = running is None
    return engine


def over(session: Any) -> Spark:
    """What Ibis makes of a session, with everything that an audit needs."""
    if ibis.options.pyspark is None:  # else it was set by whoever connected before
        Spark.register_options()
    made: Spark = Spark().connect(session)
    return made


def _started(settings: Mapping[str, str]) -> SparkSession:
    builder = SparkSession.builder.master("local[*]").appName("gatecoach").config(map={**LOCAL, **settings})
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", PANDAS, FutureWarning)
            session: SparkSession = builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise UsageError("no-java", f"Spark did not start: {error}", help=NO_JAVA) from None
    if PARTITIONS not in settings:  # two hundred, as Spark would have it, are slow on one machine
        session.conf.set(PARTITIONS, session.sparkContext.defaultParallelism)
    return session


class Compiler(PySparkCompiler):  # type: ignore[misc]
    """Rules for what Spark can do and Ibis 12 does not say."""

    __slots__ = ()

    SIMPLE_OPS: Mapping[Any, str] = {ops.BitOr: "bit_or", ops.BitAnd: "bit_and"}

    def visit_ExtractMicrosecond(self, op: Any, *, arg: Any) -> Any:  # noqa: N802 - Ibis names it
        """The part of a second, in microseconds."""
        return self.cast(self.f.date_format(arg, "SSSSSS"), op.dtype)

    def visit_GroupConcat(self, op: Any, *, arg: Any, sep: Any, where: Any, order_by: Any) -> Any:  # noqa: N802
        """Texts in one, in an order."""
        if not order_by:
            return super().visit_GroupConcat(op, arg=arg, sep=sep, where=where, order_by=order_by)
        told = arg if where is None else self.if_(where, arg, sge.Null())
        return sge.WithinGroup(
            this=sge.GroupConcat(this=told, separator=sep), expression=sge.Order(expressions=order_by)
        )


class Spark(Backend):  # type: ignore[misc]
    """Ibis over a session, with tables for a while and rows in and out as Arrow."""

    compiler = Compiler()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._for_a_while: set[str] = set()

    def create_table(self, name: str, /, obj: Any = None, *, temp: bool | None = None, **more: Any) -> Any:
        """A table; one for a while is a view of rows that are worked out now: plans would grow from step to step."""
        if not temp:
            return super().create_table(name, obj, temp=temp, **more)
        with self._asked(obj) as frame:
            frame.localCheckpoint().createOrReplaceTempView(name)
        self._for_a_while.add(name)
        return self.table(name)

    def get_schema(self, table_name: str, *, catalog: str | None = None, database: str | None = None) -> Any:
        """The columns of a table; an instant of Spark is one of Ibis too, and no time without a zone."""
        known = super().get_schema(table_name, catalog=catalog, database=database)
        if not any(kind.is_timestamp() for kind in known.types):
            return known
        with self._active_catalog_database(catalog, database):
            fields = self._session.table(table_name).schema.fields
        instants = [each.name for each in fields if isinstance(each.dataType, TimestampType)]
        return ibis.schema({**known, **dict.fromkeys(instants, "timestamp('UTC')")})

    def drop_table(self, name: str, /, **more: Any) -> None:
        """Forget a table."""
        if name not in self._for_a_while:
            super().drop_table(name, **more)
            return
        self._for_a_while.remove(name)
        self._session.catalog.dropTempView(name)

    def to_pyarrow(self, expr: Any, /, *, params: Any = None, limit: Any = None, **_: Any) -> Any:
        """The rows of an expression."""
        table = expr.as_table()
        with self._asked(table, params=params, limit=limit) as frame:
            rows = frame.toArrow()
        return expr.__pyarrow_result__(PyArrowData.convert_table(rows, table.schema()))

    @contextlib.contextmanager
    def _asked(self, expr: Any, **more: Any) -> Iterator[Any]:
        """The frame of an expression; rows that are part of it are in the session as long as it is used."""
        self._run_pre_execute_hooks(expr)
        try:
            yield self._session.sql(self.compile(expr, **more))
        finally:
            for each in expr.op().find(ops.InMemoryTable):
                self._memtables.discard(each)
                self._session.catalog.dropTempView(each.name)

    def _register_in_memory_table(self, op: Any) -> None:
        rows = op.data.to_pyarrow(op.schema)
        kinds = from_arrow_schema(rows.schema, prefer_timestamp_ntz=True)
        self._session.createDataFrame(rows, kinds).createOrReplaceTempView(op.name)
