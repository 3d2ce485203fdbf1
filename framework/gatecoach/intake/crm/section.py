"""A section of the mapping bound to one table: from each row to the pieces it says, or to why it says nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar, cast

from gatecoach.definition import FieldDef, MappingFile
from gatecoach.definition.columns import ColumnDef
from gatecoach.definition.mapping import TableDef
from gatecoach.errors import did_you_mean
from gatecoach.facts import Value
from gatecoach.intake.crm.cells import LONGEST_WORD, CellError, RowError, moment_reader, word
from gatecoach.intake.crm.columns import Columns, Names, NotMeantError, name_of, path_of
from gatecoach.intake.crm.context import Course, CrmContext
from gatecoach.intake.crm.fields import parser, priced
from gatecoach.intake.crm.ids import same
from gatecoach.intake.crm.pieces import Moment, Piece, Place
from gatecoach.intake.crm.rejects import MAX_VALUE, Reject, Tally
from gatecoach.intake.crm.tables import Record, Table

Row = Callable[[Record], Sequence[Piece]]
NO_CURRENCIES: Mapping[str, str] = {}
Found = TypeVar("Found")


class Section:
    """One section over one table; `number` is that of the row being read."""

    def __init__(self, context: CrmContext, tally: Tally, table: Table, star: str, spec: TableDef) -> None:
        """Bind what all sections have in common."""
        self.context = context
        self.mapping: MappingFile = context.mapping
        self.table = table
        self.tally = tally
        self.columns = Columns(table, star, inner=spec.each is not None, reading=self.mapping.reading)
        self.number = 0
        self._about = ""
        self.row: Row = lambda _: ()
        self._only = self.columns.has_all_of(spec.only)
        self._drop = self.columns.has_one_of(spec.drop)
        self._parts = path_of(spec.each) if spec.each else None
        self.read = self._read if self._parts is None else self._within

    def _within(self, record: Record) -> Sequence[Piece]:
        """What the parts of a row say, where the rows stand in a list of it."""
        if self._parts is None:
            return ()
        found = self._parts(record) if isinstance(record, dict) else None
        return [piece for each in found or () for piece in self._part(each, record)] if isinstance(found, list) else ()

    def _part(self, part: Any, record: Record) -> Sequence[Piece]:
        if isinstance(part, dict):
            return self._read((part, record))
        self.reject("no-record", str(part)[:100])
        return ()

    def _read(self, record: Record) -> Sequence[Piece]:
        """What a row says; whatever is wrong with it is told and counted."""
        if self.table.header is None:
            self.columns.look(record)
        try:
            if self._only is not None and not self._only(record):
                self.tally.skip("not-only")
            elif self._drop is not None and self._drop(record):
                self.tally.skip("dropped")
            else:
                return self.row(record)
        except NotMeantError as error:
            self.tally.skip(error.reason)
        except CellError as error:
            if self.table.header is not None and not any(map(str.strip, record)):
                self.tally.skip("blank-row")
            else:
                self.reject(error.reason, error.value, error.column, known=error.known)
        return ()

    def about(self, column: ColumnDef | None) -> None:
        """Keep which column says which deal a row is about."""
        self._about = name_of(column) if column else ""

    @property
    def place(self) -> Place:
        """Where the row stands that is being read."""
        table = self.table
        parts = (table.file, table.name, self.number, table.within, self._about)
        return tuple.__new__(Place, parts)  # each row has one, and this takes half the time

    def reject(
        self, reason: str, value: str = "", column: str = "", *, whole: bool = True, known: Collection[str] = ()
    ) -> None:
        """Tell and count what is not used of the present row."""
        told = value[:MAX_VALUE]
        self.tally.reject(
            Reject(reason, self.table.file, self.table.name, self.number, column, told, whole, self.table.within, known)
        )

    def tell(self, error: CellError) -> None:
        """Tell of a cell that the row can do without."""
        self.reject(error.reason, error.value, error.column, whole=False, known=error.known)

    def telling(self, instead: Found) -> Callable[[CellError], Found]:
        """What tells of a cell that the row can do without, and says what stands for it."""

        def told(error: CellError) -> Found:
            self.tell(error)
            return instead

        return told

    def soft(self, read: Callable[[Record], Found], default: Found) -> Callable[[Record], Found]:
        """A reading that the row can do without: what is wrong is told, and the default holds."""

        def safe(record: Record) -> Found:
            try:
                return read(record)
            except (RowError, NotMeantError):
                raise
            except CellError as error:
                self.tell(error)
                return default

        return safe

    def key(self, id_: str) -> str:
        """An id as it is compared."""
        return same(id_, self.mapping.id_length)

    def needed(self, column: ColumnDef, parse: Callable[[str], Found], reason: str) -> Callable[[Record], Found]:
        """The reading of a cell that the row cannot do without."""
        return self.columns.cell(column, parse, cast("Found", None), needed=reason)

    def may(self, column: ColumnDef | None, parse: Callable[[str], Found], blank: Found) -> Callable[[Record], Found]:
        """The reading of a cell that the row can do without."""
        return self.columns.cell(column, parse, blank, tell=self.telling(blank))

    def word(self, column: ColumnDef, reason: str) -> Callable[[Record], str]:
        """The reading of an id or a name that the row cannot do without."""
        return self.needed(column, word, reason)

    def words(self, column: ColumnDef, reason: str) -> Callable[[Record], list[str]]:
        """The reading of the ids that a row cannot do without, at least one."""
        read, name = self.columns.texts(column), name_of(column)

        def needed(record: Record) -> list[str]:
            found = read(record)
            if not found and column.optional:
                raise NotMeantError("nothing-there")
            long = next((each for each in found if len(each) > LONGEST_WORD), "")
            if long or not found:
                raise RowError("too-long" if long else reason, long, column=name)
            return found

        return needed

    def moment(self, column: ColumnDef | None) -> Callable[[str], Moment]:
        """From a cell's text to a time."""
        formats = (column.format if column else None) or self.mapping.reading.times
        return moment_reader(formats, self.context.zone)

    def time(self, column: ColumnDef) -> Callable[[Record], Moment]:
        """The reading of a time that the row cannot do without."""
        return self.needed(column, self.moment(column), "no-time")

    def short(self, column: ColumnDef | None) -> Callable[[Record], str]:
        """The reading of a name or an id that the row can do without."""
        return self.may(column, word, "")

    def stages(self, column: ColumnDef | None, course: Course, lines: Mapping[str, str]) -> Names:
        """What the stages of the CRM are here."""
        return Names(column, {**self.mapping.stages, **lines}, course.stages, self.mapping.reading, "unknown-stage")

    def fields(self, written: Mapping[str, ColumnDef], course: Course) -> Callable[[Record], dict[str, Value]]:
        """The reading of the fields of a deal; those that are blank or do not fit are left out."""
        readers = [(id_, self.field(column, course.fields.get(id_))) for id_, column in written.items()]

        def values(record: Record) -> dict[str, Value]:
            found = {}
            for id_, read in readers:
                value = read(record)
                if value is not None:
                    found[id_] = value
            return found

        return values

    def field(self, column: ColumnDef, field: FieldDef | None) -> Callable[[Record], Value | None]:
        """The reading of one field, as its type; nothing for a blank and for what does not fit."""
        if not column.currency:
            return self.may(column, parser(column, field, self.context), None)
        read = self.columns.text(column)
        code = self.columns.text(ColumnDef(column=column.currency, optional=True))
        money, name = priced(self.context), name_of(column)

        def amount(record: Record) -> Value | None:
            try:
                text = read(record)
                return money(text, code(record)) if text else None
            except RowError:
                raise
            except CellError as error:
                error.column = name
                self.tell(error)
                return None

        return amount

    def currencies(
        self, written: Mapping[str, ColumnDef]
    ) -> Callable[[Record, Mapping[str, Value]], Mapping[str, str]]:
        """The reading of the currencies of amounts that are blank today, where a history of fields may need them."""
        money = priced(self.context)
        codes = {
            id_: self.columns.text(ColumnDef(column=column.currency, optional=True))
            for id_, column in (written.items() if self.mapping.field_history else ())
            if column.currency
        }

        def named(record: Record, values: Mapping[str, Value]) -> Mapping[str, str]:
            found = {}
            for id_, code in codes.items():
                if id_ not in values:
                    with contextlib.suppress(CellError):  # told where there is an amount
                        found[id_] = money("0", code(record)).partition(" ")[2]
            return found

        return named if codes else lambda *_: NO_CURRENCIES

    def tell_of_columns(self) -> None:
        """Note which columns the table lacks or has twice."""
        at = "row 1" if self.table.within is None else self.table.within
        header = self.table.header or ()
        for name in self.columns.lacking:
            near = did_you_mean(name, header) if len(header) <= MAX_VALUE else ""
            self.tally.no_column(self.table.file, self.table.name, f"{at}.{name}", name, near)
        for name in self.columns.twice:
            self.tally.about_file("two-columns", self.table.file, f"{at}.{name}", name)
