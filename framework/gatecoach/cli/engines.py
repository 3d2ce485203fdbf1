"""Which engine works an audit out, and how files become its tables."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gatecoach.audit import lacking
from gatecoach.audit.given import GIVEN, Problem
from gatecoach.cli.sheets import broken, head_of
from gatecoach.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from gatecoach.audit import Engine

ENDINGS = (".parquet", ".csv")
"""How the file of a table may end; the first that is there is read."""
SIGNATURE = slice(8, 12)
"""Where a DuckDB file says that it is one."""
DATABASES = (".duckdb", ".ddb")
"""How the files of DuckDB are mostly called."""
PARQUET = b"PAR1"
"""How a file of Parquet begins and ends."""


UNREAD = {
    ".csv": ("it cannot be read as CSV", "Save it again: all its lines have to end alike."),
    ".parquet": ("it cannot be read as Parquet", "Write it again, or hand the table over as CSV."),
    ".duckdb": ("it cannot be read as a database of DuckDB", "Write it again, or name another file."),
}
"""What is said of a file by its ending, and what to do."""


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


def looks_like_tables(place: Path) -> bool:
    """Whether there are deals with the column that the table of them needs: an export may hold a `deals.csv` too."""
    deals = table_files(place).get("deals") if place.is_dir() else None
    if deals is None or deals.suffix != ".csv":
        return deals is not None or is_database(place)
    try:
        return "deal" in head_of(deals).columns
    except UsageError:
        return False


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
    with readable(place):
        connection.attach(place, name="given", read_only=True)
    return {name: table for name in GIVEN if (table := _named(connection, name)) is not None}


def tables_held(engine: Engine, place: Path) -> list[str]:
    """The names of all tables that are there, also of those that nothing reads."""
    if place.is_dir():
        return sorted(table_files(place))
    asked = "select table_name from information_schema.tables where table_catalog = 'given' order by all"
    return [name for (name,) in engine.connection.raw_sql(asked).fetchall()]


def left_out(engine: Engine, place: Path) -> list[Problem]:
    """The rows of files that the engine left out as it read them, where it says so.

    Raises:
        UsageError: a file cannot be told apart into rows.
    """
    files = table_files(place) if place.is_dir() and engine.connection.name == "duckdb" else {}
    return broken(engine.connection, {name: path for name, path in files.items() if path.suffix == ".csv"})


@contextmanager
def readable(place: Path) -> Iterator[None]:
    """What an engine says of files that it cannot read becomes an error that names the file, without its own words.

    Raises:
        UsageError: a file cannot be read.
    """
    try:
        yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("duckdb", "_duckdb"):
            raise
        named = [each for each in table_files(place).values() if str(each) in str(error)] if place.is_dir() else [place]
        if not named:
            raise
        words, help_ = UNREAD.get(named[0].suffix, UNREAD[".duckdb"])
        if "set lock" in str(error):
            words, help_ = "another program has it open", "Close it there, then try again."
        raise UsageError("bad-file", words, place=str(named[0]), help=help_) from None


def _named(connection: Any, name: str) -> Any:
    """The table of that name in the database that was handed over; nothing where it has none, for it may hold more."""
    from ibis.common.exceptions import TableNotFound  # noqa: PLC0415 - needs the extra

    try:
        return connection.table(name, database="given.main")
    except TableNotFound:
        return None


def _read(connection: Any, path: Path, name: str) -> Any:
    """A file as a table; of CSV every cell is text, for the audit knows what each column holds."""
    with readable(path.parent):
        if path.suffix == ".parquet":
            _is_parquet(path)
            return connection.read_parquet(path, table_name=name)
        head = head_of(path)
        if connection.name == "duckdb":
            columns = dict.fromkeys(head.columns, "VARCHAR")
            return connection.read_csv(
                path, table_name=name, header=True, auto_detect=False, columns=columns, delim=head.delimiter,
                quote='"', escape='"', skip=head.before, store_rejects=True,
            )  # fmt: skip
        as_text = {"inferSchema": False, "multiLine": True, "escape": '"'}  # else "007" is 7, and times have no zone
        return connection.read_csv(str(path), table_name=name, header=True, sep=head.delimiter, **as_text)


def _is_parquet(path: Path) -> None:
    """Nothing, where a file begins and ends as Parquet does.

    Raises:
        UsageError: it does not.
    """
    with path.open("rb") as file:
        first, size = file.read(len(PARQUET)), path.stat().st_size
        file.seek(max(size - len(PARQUET), 0))
        if not first == file.read() == PARQUET:
            words, help_ = UNREAD[path.suffix]
            raise UsageError("bad-file", words, place=str(path), help=help_)
