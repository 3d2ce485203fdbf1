"""A column of the mapping bound to a table: from a row to what the mapping says stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NoReturn, TypeVar, cast

from gatecoach.definition.columns import NONE, Cells, ColumnDef, ReadingDef
from gatecoach.intake.crm.cells import LONGEST_WORD, MOST, CellError, RowError, text_of, word
from gatecoach.intake.crm.tables import Record, Table

STAR = "*"
"""The column that holds what stood for the * in the name of the table; in a value, any text."""
Get = Callable[[Record], Any]
Read = Callable[[Record], str]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Bound:
    """A column of one table: its name as the mapping has it, how to get at it, and whether the table has it."""

    name: str
    get: Get
    there: bool


class Columns:
    """The columns of one table, and of the records around its rows where these stand in a list of theirs."""

    def __init__(self, table: Table, star: str, *, inner: bool, reading: ReadingDef) -> None:
        """`star` is what stood for the * of its name; `inner` says that a row comes with the record around it."""
        self.table = table
        self.star = star
        self.inner = inner
        self.blanks = frozenset({"", *(fold(each, reading) for each in reading.blanks)})
        self.reading = reading
        self.twice: list[str] = []
        self._unseen: list[tuple[bool, tuple[str, ...]]] = []

    def bound(self, names: Sequence[str], *, around: bool = False, optional: bool = False) -> Bound:
        """The first of these columns that holds something."""
        known = [get for each in names if (get := self._one(each, around=around)) is not None]
        if not optional and STAR not in names and (self.table.header is None or not known):
            self._unseen.append((around, tuple(names)))
        name = " or ".join(names)
        if len(known) == 1 or not known:
            return Bound(name, known[0] if known else _nothing, there=bool(known))

        return Bound(name, _first(known) if self.table.header is None else _first_cell(known), there=True)

    def _one(self, name: str, *, around: bool) -> Get | None:
        header = self.table.header
        if name == STAR:
            return lambda _: self.star
        if header is None:
            get, place = path_of(name), 1 if around else 0
            return (lambda record: get(record[place])) if self.inner else get
        if name not in header:
            return None
        if header.count(name) > 1:
            self.twice += [name] if name not in self.twice else []
            return _agreed(itemgetter(*(place for place, each in enumerate(header) if each == name)))
        return itemgetter(header.index(name))

    @property
    def lacking(self) -> list[str]:
        """The columns that the mapping reads and no row has had so far, by the first of their names."""
        return list(dict.fromkeys(names[0] for _, names in self._unseen))

    def look(self, record: Record) -> None:
        """Note which columns a record of a JSON file has; once every column was seen there is nothing to look for."""
        if self._unseen and self.table.header is None:
            pair = record if self.inner else (record, record)
            self._unseen = [
                (around, names)
                for around, names in self._unseen
                if not any(each in pair[around] or each.partition(".")[0] in pair[around] for each in names)
            ]

    def text(self, column: ColumnDef | None) -> Read:
        """Reads the column as text; blanks are nothing, or what stands in their place."""
        if column is None:
            return lambda _: ""
        bound = self.bound(column.column or column.around, around=bool(column.around), optional=column.optional)
        index = self._index(column)
        if index is not None:
            return lambda record: cast("str", record[index].strip())
        get, name, instead, needed = bound.get, bound.name, column.instead or "", column.needed
        blanks = self.blanks if len(self.blanks) > 1 else None
        reading, prefix = self.reading, column.of
        plain = self.table.header is not None and bound.there  # rows of a CSV file are looked through already

        def read(record: Record) -> str:
            try:
                value = get(record)
                text = value.strip() if plain else single(value)
                if not text or (blanks and fold(text, reading) in blanks):
                    if needed and not instead:
                        raise RowError("needed")
                    return instead
                return text if prefix is None else _referred(text, prefix)
            except CellError as error:
                error.column = name
                raise

        return read

    def cell(
        self,
        column: ColumnDef | None,
        parse: Callable[[str], Found],
        blank: Found,
        *,
        needed: str = "",
        tell: Callable[[CellError], Found] | None = None,
    ) -> Callable[[Record], Found]:
        """Reads the column as something; nothing there is `blank`, or `needed` is the reason for not using it.

        A cell that cannot be used raises `CellError` with its column, or `tell` tells of it and says what holds then.
        """
        if column is None:
            return lambda _: blank
        name, read, index = name_of(column), self.text(column), self._index(column)

        def value(record: Record) -> Found:
            try:
                text = read(record)
                if text:
                    return parse(text)
                return _missing(needed) if needed else blank
            except CellError as error:
                error.column = name
                if tell is None or isinstance(error, RowError | NotMeantError):
                    raise
                return tell(error)

        return value if index is None else _quick(index, parse, value)

    def _index(self, column: ColumnDef) -> int | None:
        """Where the cell stands in a row of a CSV file, if it is to be taken as it is."""
        header, names = self.table.header, column.column
        plain = len(names) == 1 and len(self.blanks) == 1 and not (column.instead or column.needed or column.of)
        return header.index(names[0]) if header is not None and plain and header.count(names[0]) == 1 else None

    def texts(self, column: ColumnDef | None) -> Callable[[Record], list[str]]:
        """Reads the column as texts: several where it is a list."""
        if column is None:
            return lambda _: []
        bound = self.bound(column.column or column.around, around=bool(column.around), optional=column.optional)
        prefix, instead = column.of, [column.instead] if column.instead else []

        def read(record: Record) -> list[str]:
            try:
                value = bound.get(record)
                parts = value if isinstance(value, list) else [value]
                found = [text for each in parts if fold(text := single(each), self.reading) not in self.blanks]
                return [text if prefix is None else _referred(text, prefix) for text in found] or instead
            except CellError as error:
                error.column = bound.name
                raise

        return read

    def joined(self, column: ColumnDef | None) -> Read:
        """Reads several columns as one text, put together with blanks."""
        if column is None:
            return lambda _: ""
        parts = [self.text(column.model_copy(update={"column": [name]})) for name in column.column]
        return lambda record: " ".join(filter(None, (part(record) for part in parts)))

    def has_one_of(self, wanted: Mapping[str, Cells]) -> Callable[[Record], bool] | None:
        """Whether a row has one of the values of any of these columns; nothing where it never can."""
        there = {name: cells for name, cells in wanted.items() if self.table.header is None or self._has(name, cells)}
        tests = self._tests(there, optional=True)
        return (lambda record: any(test(record) for test in tests)) if tests else None

    def _has(self, name: str, cells: Cells) -> bool:
        return name in (self.table.header or ()) or "" in cells

    def has_all_of(self, wanted: Mapping[str, Cells]) -> Callable[[Record], bool] | None:
        """Whether a row has one of the values of each of these columns; nothing where none are named."""
        tests = self._tests(wanted, optional=False)
        return (lambda record: all(test(record) for test in tests)) if tests else None

    def _tests(self, wanted: Mapping[str, Cells], *, optional: bool) -> list[Callable[[Record], bool]]:
        return [self._test(ColumnDef(column=[name], optional=optional), cells) for name, cells in wanted.items()]

    def _test(self, column: ColumnDef, cells: Cells) -> Callable[[Record], bool]:
        read, reading, texts = self.text(column), self.reading, [fold(text_of(each), self.reading) for each in cells]
        values = frozenset(each for each in texts if STAR not in each)
        patterns = [each.partition(STAR)[::2] for each in texts if STAR in each]

        def has(record: Record) -> bool:
            text = fold(read(record), reading)
            return text in values or any(_fits(text, *each) for each in patterns)

        return has


def _fits(text: str, before: str, after: str) -> bool:
    """Whether a text begins and ends so; nothing at all is no text."""
    return text.startswith(before) and text.endswith(after) and len(text) >= max(1, len(before) + len(after))


def _quick(index: int, parse: Callable[[str], Found], value: Callable[[Record], Found]) -> Callable[[Record], Found]:
    """The same reading of a plain cell of a CSV file, without detours as long as nothing is wrong with it."""

    def named(record: Record) -> Found:
        text = record[index].strip()
        return cast("Found", text) if 0 < len(text) <= LONGEST_WORD else value(record)

    def parsed(record: Record) -> Found:
        text = record[index].strip()
        if text:
            try:
                return parse(text)
            except CellError:
                pass
        return value(record)

    return named if cast("object", parse) is word else parsed


def _missing(reason: str) -> NoReturn:
    raise CellError(reason)


def name_of(column: ColumnDef) -> str:
    """What a column is called in what is told about it."""
    return " or ".join(column.column or column.around)


def single(value: Any) -> str:
    """A value as text; of a list with one element, that element.

    Raises:
        CellError: several values, or a record.
    """
    return text_of(value[0] if isinstance(value, list) and len(value) == 1 else value)


def _agreed(cells: Callable[[Record], Sequence[str]]) -> Get:
    """Gets at what all of these cells say that hold something.

    Raises:
        CellError: they say different things.
    """

    def get(record: Record) -> str:
        said = {text for each in cells(record) if (text := each.strip())}
        if len(said) > 1:
            raise CellError("two-values", " / ".join(sorted(said)))
        return next(iter(said), "")

    return get


def _nothing(_: Record) -> None:
    return None


def _first(known: Sequence[Get]) -> Get:
    """Gets at the first of these that holds something."""

    def first(record: Record) -> Any:
        for get in known:
            got = get(record)
            if not _blank(got):
                return got
        return None

    return first


def _first_cell(known: Sequence[Get]) -> Get:
    """The same in a row of a CSV file, where a blank is a text, too."""

    def first(record: Record) -> str:
        for get in known:
            text: str = get(record).strip()
            if text:
                return text
        return ""

    return first


def _blank(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def path_of(name: str) -> Get:
    """Gets at a field of a record, or at one below it; through a list at that of each element."""
    first, *rest = name.split(".")
    if not rest:
        return lambda record: record.get(name)

    def get(record: Record) -> Any:
        return record[name] if name in record else _below(record.get(first), rest)

    return get


def _below(value: Any, path: Sequence[str]) -> Any:
    if isinstance(value, list):
        found = [_below(each, path) for each in value]
        flat = [part for each in found for part in (each if isinstance(each, list) else [each])]
        return [each for each in flat if each is not None]
    if not path:
        return value
    if not isinstance(value, dict):
        return None
    whole = ".".join(path)
    return value[whole] if whole in value else _below(value.get(path[0]), path[1:])


class NotMeantError(CellError):
    """A row that is as it should be and says nothing here."""


def _referred(text: str, kind: str) -> str:
    """The id in a reference such as sale.opportunity,1 or deal/1.

    Raises:
        NotMeantError: it refers to a record of another kind.
    """
    name, sign, id_ = text.replace("/", ",", 1).partition(",")
    if name.strip() != kind or not sign:
        raise NotMeantError("other-record", text)
    return id_.strip()


def fold(text: str, reading: ReadingDef) -> str:
    """A text as it is compared."""
    return text.strip().casefold() if reading.compare == "folded" else text.strip()


class Names:
    """Names of the CRM and what they are here: what the column and the mapping say, then the framework's own names."""

    def __init__(
        self,
        column: ColumnDef | None,
        lines: Mapping[str, str],
        own: Mapping[str, str],
        reading: ReadingDef,
        reason: str,
    ) -> None:
        """`own` are the framework's names; `reason` is the code for a name that is unknown."""
        every = (own, lines, column.values if column else {})
        self._found = {fold(name, reading): value for each in every for name, value in each.items()}
        self._otherwise = column.otherwise if column else None
        self._reading = reading
        self._reason = reason
        self._seen: dict[str, str] = {}

    def here(self, text: str) -> str:
        """What a name is here; nothing for `none`.

        Raises:
            CellError: nobody says what it is.
        """
        found = self._seen.get(text)
        if found is None:
            value = self._found.get(fold(word(text), self._reading), self._otherwise)
            if value is None:
                raise CellError(self._reason, text, self._found)
            found = "" if value == NONE else value
            if len(self._seen) < MOST:
                self._seen[text] = found
        return found
