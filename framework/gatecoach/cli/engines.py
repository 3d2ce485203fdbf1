"""Which engine works an audit out, and how files become its tables."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gatecoach.audit import lacking
from gatecoach.audit.given import GIVEN
from gatecoach.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from gatecoach.audit import Engine

ENDINGS = (".parquet", ".csv")
"""How the file of a table may end; the first that is there is read."""
SIGNATURE = slice(8, 12)
"""Where a DuckDB file says that it is one."""


@contextmanager
def engine_at(name: str) -> Iterator[Engine]:
    """The engine of that name, until the block ends; what does not fit into memory waits in a folder of the system.

    Raises:
        UsageError: an unknown one, or what it needs is not installed.
    """
    from gatecoach.audit import Engine  # noqa: PLC0415 - needs the extra

    if name not in CONNECT:
        words = f'there is no engine "{name}"'
        raise UsageError("unknown-engine", words, place="--engine", help=did_you_mean(name, CONNECT))
    with tempfile.TemporaryDirectory(prefix="gatecoach-", ignore_cleanup_errors=True) as folder:
        connection = CONNECT[name](folder)
        try:
            with Engine(connection) as engine:
                yield engine
        finally:
            connection.disconnect()


def _duckdb(folder: str) -> Any:
    try:
        import duckdb  # noqa: F401, PLC0415 - Ibis would say so in words of its own
        import ibis  # noqa: PLC0415 - needs the extra
    except ModuleNotFoundError as error:
        raise lacking(error) from None
    return ibis.duckdb.connect(temp_directory=folder)


def _spark(folder: str) -> Any:
    from gatecoach.audit import on_spark  # noqa: PLC0415 - needs an extra of its own

    return on_spark(settings={"spark.sql.warehouse.dir": folder}).connection


CONNECT = {"duckdb": _duckdb, "spark": _spark}


def is_database(path: Path) -> bool:
    """Whether a file is a database of DuckDB."""
    try:
        with path.open("rb") as file:
            return file.read(SIGNATURE.stop)[SIGNATURE] == b"DUCK"
    except OSError:
        return False


def table_files(folder: Path) -> dict[str, Path]:
    """The files in a folder that may hold tables, by the name of the table."""
    found: dict[str, Path] = {}
    for ending in reversed(ENDINGS):
        found |= {each.stem: each for each in sorted(folder.glob(f"*{ending}")) if each.is_file()}
    return found


def tables_in(engine: Engine, place: Path) -> Mapping[str, Any]:
    """The tables of a folder or of a database file, as they are.

    Raises:
        UsageError: one cannot be read.
    """
    connection = engine.connection
    if place.is_dir():
        return {name: _read(connection, path, f"given_{name}") for name, path in table_files(place).items()}
    if connection.name != "duckdb":
        words = f"a database file of DuckDB is read by DuckDB, and not by {connection.name}"
        raise UsageError(
            "which-engine", words, place=str(place), help="Leave --engine out, or name a folder of tables."
        )
    connection.attach(place, name="given", read_only=True)
    return {name: table for name in GIVEN if (table := _named(connection, name)) is not None}


def _named(connection: Any, name: str) -> Any:
    """The table of that name in the database that was handed over; nothing where it has none, for it may hold more."""
    from ibis.common.exceptions import TableNotFound  # noqa: PLC0415 - needs the extra

    try:
        return connection.table(name, database="given.main")
    except TableNotFound:
        return None


def _read(connection: Any, path: Path, name: str) -> Any:
    """A file as a table; of CSV every cell is text, for the audit knows what each column holds."""
    if path.suffix == ".parquet":
        return connection.read_parquet(path, table_name=name)
    if connection.name == "duckdb":
        return connection.read_csv(path, table_name=name, all_varchar=True, header=True)
    as_text = {"inferSchema": False, "multiLine": True, "escape": '"'}  # else "007" is 7, and a time without a zone UTC
    return connection.read_csv(str(path), table_name=name, header=True, **as_text)
