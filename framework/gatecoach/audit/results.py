"""What an audit found as tables that others read: a row a deal, and a row for every side of every requirement.

They are written as Parquet, CSV, XLSX or JSON. In CSV and XLSX no text runs as a formula: one that begins with what a
spreadsheet takes for one has a ' before it, and numbers are numbers. Parquet and JSON hold the texts as they are.
"""

from __future__ import annotations

import errno
import json
import operator
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import ibis

from gatecoach.audit import lacking
from gatecoach.audit.auditing import Audit
from gatecoach.audit.gates import waived as is_waived
from gatecoach.audit.items import SAME
from gatecoach.audit.joining import folded
from gatecoach.audit.joining import found as beside
from gatecoach.audit.requirements import name_of
from gatecoach.audit.spaces import stripped
from gatecoach.cells import RUNS
from gatecoach.errors import UsageError
from gatecoach.gate import LEVEL, MET
from gatecoach.lower import Gate, Requirement

DEALS: Mapping[str, str] = MappingProxyType(
    {
        "deal": "Its id.",
        "name": "What people call it, where the data say so.",
        "owner": "The id of who owns it.",
        "claimed": "The stage or end that is claimed; empty where none is.",
        "verified": "The stage that both sides have shown.",
        "gap": "How many gates lie between the two; empty where that is no number.",
        "gap_is": "Why it is none: `unknown` (no stage of the journey is claimed), `behind` (more is shown than is "
        "claimed), `off-path` (the claim is on another path).",
        "ended": "Whether an end is claimed; such a deal is judged as of the day of its end.",
        "next": "The gates to work on now, a space between two.",
        "missing": "What these gates wait for, each as `gate.requirement`.",
        "waived": "What is waived, each as `gate.requirement`.",
        "carried": "The gates that passed once and are carried, for only their windows have ended.",
        "ahead": "The gates that pass beyond one that does not.",
        "verified_without_waivers": "The verified stage if nothing were waived.",
        "gap_without_waivers": "The gap if nothing were waived.",
        "as_of": "The moment that was asked about.",
    }
)
"""The columns of the deals, and what each says."""
SIDES: Mapping[str, str] = MappingProxyType(
    {
        "deal": "Its id.",
        "gate": "The gate.",
        "requirement": "The requirement.",
        "side": "Whose part of it.",
        "status": "How this side stands: `met`, `contested`, `expired`, `unverifiable`, `missing` or `not-applicable`.",
        "of_requirement": "How the whole requirement stands; it may also be `waived`.",
        "waived": "Whether a waiver covers it.",
    }
)
"""The columns of the sides, and what each says."""
NOT_MET = tuple(level for level in LEVEL.values() if level != MET)
FORMULA = f"^ *[{''.join(RUNS).replace('-', '')}-]"
"""What a spreadsheet takes for a formula, as a pattern."""
SHEET = 1_048_575
"""So many rows below its first one a sheet of XLSX can hold."""
AT_ONCE = 10_000


def deals_of(audit: Audit, names: Mapping[str, str] = MappingProxyType({})) -> Any:
    """A row a deal, with the columns of `DEALS`; `names` are what people call deals."""
    table = audit.judged
    asked = [(gate, each) for gate in audit.journey.gates.values() for each in gate.requirements]
    missing = _listed((name_of(*each), waits(table, *each)) for each in asked if each[1].mode == "enforce")
    waived = _listed((name_of(*each), is_waived(table, name_of(*each))) for each in asked)
    found = table.mutate(missing=missing, waived=waived, as_of=ibis.literal(audit.at.isoformat()))
    if names:
        rows = [{"deal": id_, "called": name} for id_, name in names.items()]
        called = ibis.memtable(rows, schema=ibis.schema({"deal": "string", "called": "string"}))
        found = beside(found, called, SAME, {"name": "called"})
        found = found.mutate(name=found.name.fill_null(""))
    else:
        found = found.mutate(name=ibis.literal(""))
    return found.select(*DEALS)


def sides_of(audit: Audit) -> Any:
    """A row for every side of every requirement of every deal, with the columns of `SIDES`."""
    return audit.sides.select(*SIDES)


def waits(table: Any, gate: Gate, requirement: Requirement) -> Any:
    """Whether a gate to work on now waits for it."""
    name = name_of(gate, requirement)
    near = (" " + table.next + " ").contains(f" {gate.id} ")
    return near & table[name].isin(NOT_MET) & ~is_waived(table, name)


def _listed(parts: Iterable[tuple[str, Any]]) -> Any:
    """The names of what is true, a space between two."""
    said = [flag.ifelse(f"{name} ", "") for name, flag in parts]
    return stripped(folded(operator.add, said)) if said else ibis.literal("")


def save(audit: Audit, path: Path, names: Mapping[str, str] = MappingProxyType({})) -> tuple[Path, ...]:
    """Write both tables, and say which files there are now.

    A name that ends in .xlsx or .json is one file with both; one in .parquet or .csv is that of the deals, and the
    sides stand beside it (`audit.csv`, `audit-sides.csv`). A name without an ending is a folder of two Parquet files.

    Raises:
        UsageError: another ending, a folder that is not there, or more rows than a sheet can hold.
        OSError: the system refuses.
    """
    ending = kind_of(path)
    tables = {"deals": deals_of(audit, names).order_by("deal"),
              "sides": sides_of(audit).order_by(["deal", "gate", "requirement", "side"])}  # fmt: skip
    if ending in WHOLE:
        _writable(path)
        WHOLE[ending](tables, path, audit)
        return (path,)
    if ending:
        files = {"deals": path, "sides": path.with_name(f"{path.stem}-sides{path.suffix}")}
    else:
        path.mkdir(exist_ok=True)
        files = {name: path / f"{name}.parquet" for name in tables}
    for name, each in files.items():
        _writable(each)
        _single(ending, tables[name], each)
    return tuple(files.values())


def _single(ending: str, table: Any, path: Path) -> None:
    """Write one table.

    Raises:
        OSError: the system refuses; the engine says so with an error of its own.
    """
    try:
        SINGLE[ending](table, path)
    except Exception as error:
        if type(error).__name__ != "IOException":
            raise
        raise OSError(errno.EIO, "the system refuses, as where no space is left", str(path)) from None


def kind_of(path: Path) -> str:
    """The ending that says what is to be written there; empty for a folder.

    Raises:
        UsageError: another one.
        FileNotFoundError: it would be in a folder that is not there.
    """
    ending = "" if path.is_dir() else path.suffix.lower()
    if ending not in {**WHOLE, **SINGLE}:
        words = f"what is to be written cannot be told by the ending of its name, {path.suffix}"
        help_ = "Name a file that ends in .parquet, .csv, .xlsx or .json, or a folder."
        raise UsageError("unknown-kind", words, place=str(path), help=help_)
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return ending


def _writable(path: Path) -> None:
    """Nothing, where a file may be written there; what the engine says of it would name neither."""
    with path.open("ab"):
        pass


def harmless_columns(table: Any) -> Any:
    """The table with a ' before every text that a spreadsheet would run."""
    texts = [name for name in table.columns if table[name].type().is_string()]
    marked = {name: table[name].re_search(FORMULA).ifelse("'" + table[name], table[name]) for name in texts}
    return table.mutate(**marked)


def _parquet(table: Any, path: Path) -> None:
    table.to_parquet(path)


def _csv(table: Any, path: Path) -> None:
    harmless_columns(table).to_csv(path)


def _xlsx(tables: Mapping[str, Any], path: Path, _: Audit) -> None:
    try:
        import xlsxwriter  # noqa: PLC0415 - only for this ending
    except ModuleNotFoundError as error:
        raise lacking(error) from None
    for name, table in tables.items():
        rows = table.count().to_pyarrow().as_py()
        if rows > SHEET:
            words = f"the table of {name} has {rows} rows, and a sheet holds {SHEET}"
            raise UsageError("too-many-rows", words, place=str(path), help="Name a file that ends in .parquet or .csv.")
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            for column, title in enumerate(table.columns):
                sheet.write_string(0, column, title, bold)
            for number, row in enumerate(_rows(harmless_columns(table)), start=1):
                for column, value in enumerate(row.values()):
                    _cell(sheet, number, column, value)


def _cell(sheet: Any, row: int, column: int, value: Any) -> None:
    """A cell of its kind: a text is never read as something else."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)


def _json(tables: Mapping[str, Any], path: Path, audit: Audit) -> None:
    head = {"schema": 1, "framework": audit.framework.id, "version": audit.framework.version,
            "journey": audit.journey.id, "as_of": audit.at.isoformat()}  # fmt: skip
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1])
        for name, table in tables.items():
            file.write(f',\n"{name}": [')
            for number, row in enumerate(_rows(table)):
                file.write(f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}")
            file.write("\n]")
        file.write("}\n")


def _rows(table: Any) -> Iterator[dict[str, Any]]:
    for batch in table.to_pyarrow().to_batches(max_chunksize=AT_ONCE):  # Ibis 12 cannot page in DuckDB 2
        yield from batch.to_pylist()


SINGLE: Mapping[str, Callable[[Any, Path], None]] = {"": _parquet, ".parquet": _parquet, ".csv": _csv}
WHOLE: Mapping[str, Callable[[Mapping[str, Any], Path, Audit], None]] = {".xlsx": _xlsx, ".json": _json}
