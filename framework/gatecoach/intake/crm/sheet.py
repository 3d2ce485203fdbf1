"""A CSV file, row by row in constant memory: a broken row is told, and reading goes on with the next line."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain

from gatecoach.intake.crm.tables import Broken, Table, UnreadableError, stem

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
MAX_LINE = 1 << 20
"""How many signs a line may have, and a row whose cells go over several lines."""
MAX_COLUMNS = 16_384
"""How many columns a spreadsheet can have."""


def sheet(file: str, text: io.TextIOWrapper, separator: str | None) -> Table:
    """The table of a CSV file, named like the file.

    Raises:
        UnreadableError: there is no line with the names of columns.
    """
    lines = _Lines(text)
    first = next(iter(lines), "")
    sign = SEPARATORS[separator] if separator else _guessed(first)
    header = _header(lines, first, sign)
    return Table(file, stem(file), header, None, lambda broken: _rows(lines, sign, len(header), broken))


def _header(lines: _Lines, first: str, separator: str) -> list[str]:
    try:
        cells = next(csv.reader(chain((first,), lines), delimiter=separator, strict=True), [])
    except csv.Error:
        raise UnreadableError("open-header") from None
    names = [each.strip() for each in cells]
    if not any(names):
        raise UnreadableError("no-header")
    if lines.problem or len(names) > MAX_COLUMNS:
        words = {"nul": "nul-header", "bad-encoding": "unread-header"}
        raise UnreadableError(words.get(lines.problem, "wide-header"), limit=str(MAX_COLUMNS))
    return names


def _guessed(line: str) -> str:
    """The separator that stands most often in the first line, outside quotes."""
    bare = "".join(line.split('"')[::2])
    return max(SEPARATORS.values(), key=bare.count)


def _rows(lines: _Lines, separator: str, width: int, broken: Broken) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows from the second line on, by their number."""
    reader = csv.reader(iter(lines), delimiter=separator, strict=True)
    number = 1
    while True:
        number += 1
        lines.begin()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            _give_up(lines, number, broken)
            reader = csv.reader(iter(lines), delimiter=separator, strict=True)
        else:
            if lines.problem:
                broken(lines.problem, number, "", lines.told)
            elif len(row) == width:
                yield number, row
            elif row:
                broken("ragged-row", number, "", str(len(row)))
            else:
                broken("blank-row", number, "", "")


def _give_up(lines: _Lines, number: int, broken: Broken) -> None:
    """A row whose quotes do not fit: its first line is told, and the lines behind it are read again on their own.

    A cell that is only longer than the reader takes is gone through to its end, which the number of quotes tells.
    """
    size = sum(map(len, lines.taken))
    quotes = sum(each.count('"') for each in lines.taken)
    if size > csv.field_size_limit():
        while quotes % 2 and size <= MAX_LINE and (line := next(iter(lines), "")):
            quotes, size = quotes + line.count('"'), size + len(line)
        if quotes % 2 == 0:
            broken("row-too-long", number, "", str(csv.field_size_limit()))
            return
    broken(lines.problem or "open-quote", number, "", lines.taken[0])
    lines.again(lines.taken[1:])


class _Lines:
    """The lines of a file within bounds, and what is wrong with those of the present row."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        """Begin at the first line."""
        self._read = text.readline
        self._lossy = text.errors == "replace"
        self._waiting: deque[str] = deque()
        self._lines = self._stream()
        self.problem = ""
        self.told = ""
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        """The lines, from where reading stands."""
        return self._lines

    def begin(self) -> None:
        """Begin a new row."""
        self.problem = ""
        self.taken.clear()

    def again(self, lines: Sequence[str]) -> None:
        """Hand these lines out once more."""
        self._waiting.extendleft(reversed(lines))
        self._lines = self._stream()

    def _stream(self) -> Iterator[str]:
        """The lines one by one; one that is too long is left out, one with signs that cannot be read is noted."""
        waiting, read, take = self._waiting, self._read, self.taken.append
        while line := waiting.popleft() if waiting else read(MAX_LINE):
            if len(line) >= MAX_LINE and line[-1] not in "\r\n":
                line = self._too_long()
            if "\0" in line:
                self._note("nul", line)
            if not line.isascii() and not self._readable(line):
                self._note("bad-encoding", line)
            take(line)
            yield line

    def _too_long(self) -> str:
        self._note("row-too-long", str(MAX_LINE))
        while (rest := self._read(MAX_LINE)) and len(rest) >= MAX_LINE and rest[-1] not in "\r\n":
            pass
        return "\n"

    def _readable(self, line: str) -> bool:
        """Whether every sign of a line could be read."""
        try:
            line.encode("utf-8")
        except UnicodeEncodeError:
            return False
        return not (self._lossy and "\ufffd" in line)

    def _note(self, problem: str, told: str) -> None:
        if not self.problem:
            self.problem, self.told = problem, told
