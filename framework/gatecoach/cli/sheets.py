"""A CSV file as people save it: its columns are those of its first line, and what cannot be read names file and line.

No engine guesses here: a guess that goes wrong speaks of columns that are not in the file.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from gatecoach.audit.given import GIVEN, Problem
from gatecoach.errors import UsageError

DELIMITERS = ",;\t|"
FIRST = 1 << 16
"""So many bytes tell what kind of file it is."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the workbooks of Excel begin, new ones and old ones."""
AS_UTF8 = "In Excel save it as CSV UTF-8, with File, Save As."
QUOTE = 'Close it; a quote inside a text is written twice: "".'
CELLS = "Give them as many cells as the first line has; put a text that holds a comma in quotes."
NOT_IN_A_NAME = '"\r\n'
NOT_CLOSED = ("UNQUOTED VALUE", "INVALID STATE")
ODD = {"MISSING COLUMNS": "fewer", "TOO MANY COLUMNS": "more"}


class Head(NamedTuple):
    """What the first line of a file says: its columns, what stands between them, and how many lines are before it."""

    columns: Sequence[str]
    delimiter: str
    before: int


def head_of(path: Path) -> Head:
    """The columns of a file that can be read as a whole.

    Raises:
        UsageError: it is empty, no text in UTF-8, or has a column twice.
    """
    _is_text(path)
    found = _head(path)
    if found is None or any(sign in each for sign in NOT_IN_A_NAME for each in found.columns):
        raise UsageError("bad-file", "a quote in the first line is not closed", place=str(path), help=QUOTE)
    folded = [each.casefold() for each in found.columns]
    twice = [name for name, each in zip(found.columns, folded, strict=True) if folded.count(each) > 1]
    if twice:
        words = f'the column "{twice[0]}" stands twice'
        raise UsageError("bad-file", words, place=str(path), help="Leave one of the two out, or rename it.")
    return found


def _is_text(path: Path) -> None:
    """Nothing, where a file holds text in UTF-8.

    Raises:
        UsageError: it is empty or holds something else.
    """
    with path.open("rb") as file:
        first = file.read(FIRST)
        if not first.removeprefix(codecs.BOM_UTF8).strip():
            raise UsageError("bad-file", "the file is empty", place=str(path), help=_asked(path.stem))
        if first.startswith(WORKBOOKS):
            words = "this is an Excel workbook, whatever its name says"
            raise UsageError("bad-file", words, place=str(path), help=AS_UTF8)
        file.seek(0)
        for number, line in enumerate(file, start=1):
            if (number == 1 and b"\0" in line) or not _is_utf8(line):
                where = f"line {number} is" if number > 1 else "it is"
                raise UsageError("bad-file", f"{where} not in UTF-8", place=str(path), help=AS_UTF8)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _asked(table: str) -> str:
    """What the first line of a table's file has to say."""
    columns = ", ".join([*GIVEN[table]][:4]) if table in GIVEN else ""
    return f"Its first line names the columns, as in {columns}." if columns else "Leave it out."


def _head(path: Path) -> Head | None:
    """The first line that is not blank, cut where most columns are known; nothing where a quote is not closed."""
    known = {*GIVEN.get(path.stem, ())}
    heads = [head for each in DELIMITERS if (head := _cut(path, each)) is not None]
    return max(heads, key=lambda each: (len(known & {*each.columns}), len(each.columns)), default=None)


def _cut(path: Path, delimiter: str) -> Head | None:
    """The first line that is not blank as this delimiter cuts it; a column without a name gets its number."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            lines = enumerate(csv.reader(file, delimiter=delimiter, strict=True))
            before, cells = next((before, cells) for before, cells in lines if cells)
        except (csv.Error, StopIteration):
            return None
    return Head([name or f"column {number}" for number, name in enumerate(cells, start=1)], delimiter, before)


def broken(connection: Any, files: Mapping[str, Path]) -> list[Problem]:
    """Rows of these files that DuckDB left out as it read them: those with too few or too many cells.

    Raises:
        UsageError: a file cannot be told apart into rows.
    """
    if not files:
        return []
    rows = connection.raw_sql(
        "select distinct file_path, line, line_byte_position, error_type from reject_errors"
        " join reject_scans using (scan_id, file_id) order by all"
    ).fetchall()
    found: dict[tuple[str, str], list[int]] = {}
    for file, _, byte, kind in rows:
        if kind in NOT_CLOSED:
            path = next(each for each in files.values() if each.samefile(file))
            words = f"a quote in line {_line(path, byte)} is not closed"
            raise UsageError("bad-file", words, place=str(path), help=QUOTE)
        found.setdefault((Path(file).stem, kind), []).append(byte)
    return [_told(files[table], kind, places) for (table, kind), places in found.items()]


def _told(path: Path, kind: str, places: Sequence[int]) -> Problem:
    """Rows that are left out, with the first of them."""
    said = f"rows with {ODD[kind]} cells than the first line" if kind in ODD else "rows that cannot be read"
    return Problem("bad-row", path.stem, "", said, len(places), f"line {_line(path, min(places))}", True, CELLS)


def _line(path: Path, byte: int) -> int:
    """The line that begins at a byte, as an editor counts lines: the engine counts rows."""
    with path.open("rb") as file:
        return file.read(max(byte - 1, 0)).count(b"\n") + 1
