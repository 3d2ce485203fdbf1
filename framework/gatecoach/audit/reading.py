"""Given tables become those that an audit reads: times and values of one kind each; what cannot be used is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import ibis

from gatecoach.audit import times
from gatecoach.audit.engine import Engine
from gatecoach.audit.given import DAY, FLAG, GIVEN, KEY, NUMBER, TIME, Problem
from gatecoach.audit.shaping import Shaped
from gatecoach.audit.telling import Faults
from gatecoach.audit.values import READ
from gatecoach.errors import FactsError, Finding
from gatecoach.framework import Framework
from gatecoach.lower import Journey

FATAL = ("no-table", "no-column")
NOTHING: Mapping[str, Any] = {NUMBER: 0, FLAG: False}
UNREAD = {TIME: ("bad-time", "neither a day nor a time with its zone"), DAY: ("bad-day", "no day"),
          NUMBER: ("bad-number", "no whole number"), FLAG: ("bad-flag", "neither true nor false")}  # fmt: skip
DATED = ("evidence", "statements", "revocations", "waivers", "values")
"""The tables of which each row must have a time."""


class Given(NamedTuple):
    """The tables of an audit, and what was wrong with those that were handed over."""

    tables: dict[str, Any]
    problems: Sequence[Problem]


class Reader:
    """Reads the tables of one journey in one engine."""

    def __init__(self, engine: Engine, framework: Framework, journey: str, tables: Mapping[str, Any]) -> None:
        """`tables` are Ibis tables of the engine, by name."""
        self.engine = engine
        self.framework = framework
        self.journey: Journey = framework.journey(journey)
        self.given = tables
        self.faults = Faults(self.journey, tables)

    def read(self) -> Given:
        """Everything at once.

        Raises:
            FactsError: tables or columns that are needed are not there; all of them are named.
        """
        problems = self.faults.problems
        fatal = [each for each in problems if each.code in FATAL]
        if fatal:
            wrong = [each for each in problems if each in fatal or each.code == "unknown-table"]
            findings = [Finding("GC013", each.message, path=f"{each.table}.{each.column}".strip("."), hint=each.hint)
                        for each in wrong]  # fmt: skip
            raise FactsError("bad-tables", "these tables cannot be audited", findings)
        with self.engine.narrowing() as kept:
            raw = {name: self._raw(name) for name in GIVEN}
            self.faults.evidence = raw["evidence"]
            zone = times.offsets(self.framework.time_zone, *times.bounds(*self._range(raw)))
            timed = {name: self.engine.keep(f"timed_{name}", self._timed(name, table, zone))
                     for name, table in raw.items()}  # fmt: skip
            found = Shaped(self.engine, self.faults, timed).tables()
            kept.extend(found.values())
        return Given(found, tuple(problems))

    def _raw(self, name: str) -> Any:
        """The table with all its columns, of one type each; times still as an instant or a day."""
        given, columns = self.given.get(name), GIVEN[name]
        if given is None:
            schema = dict.fromkeys(columns, "string")
            given = ibis.memtable([], schema=ibis.schema(schema))
        shown: dict[str, Any] = {}
        for column, kind in columns.items():
            if column not in given.columns:
                shown |= self._nothing(column, kind)
            elif kind == TIME:
                shown[f"{column}_us"], shown[f"{column}_day"] = times.read(given[column])
                shown[f"{column}_said"] = given[column].cast("string").nullif("").notnull()
            elif kind in (DAY, NUMBER, FLAG):
                read = READ[kind](given[column])
                shown[column] = read if kind == DAY else read.fill_null(NOTHING[kind])
                shown[f"{column}_bad"] = given[column].cast("string").nullif("").notnull() & read.isnull()
            else:
                shown[column] = given[column].cast("string").nullif("")
        extra = [each for each in given.columns if name == "deals" and each in self.journey.fields]
        shown |= {f"field:{each}": given[each].cast("string") for each in extra}
        return self.engine.keep(f"raw_{name}", given.select(**shown))

    def _nothing(self, column: str, kind: str) -> dict[str, Any]:
        """A column that was not handed over."""
        none = ibis.null("int64")
        if kind == TIME:
            return {f"{column}_us": none, f"{column}_day": none, f"{column}_said": ibis.literal(False)}
        if kind in (DAY, NUMBER, FLAG):
            empty = {DAY: none, NUMBER: ibis.literal(0, type="int64"), FLAG: ibis.literal(False)}
            return {column: empty[kind], f"{column}_bad": ibis.literal(False)}
        return {column: ibis.null("string")}

    def _range(self, raw: Mapping[str, Any]) -> list[int | None]:
        """The first and the last day in any of the tables."""
        found: list[int | None] = []
        for name, columns in GIVEN.items():
            for column in (each for each, kind in columns.items() if kind == TIME):
                us, day = raw[name][f"{column}_us"], raw[name][f"{column}_day"]
                row = raw[name].agg(a=us.min(), b=us.max(), c=day.min(), d=day.max()).to_pyarrow().to_pylist()[0]
                found += [
                    None if row[each] is None else row[each] // times.WHOLE_DAY + times.FIRST_DAY for each in "ab"
                ]
                found += [row["c"], row["d"]]
        return found

    def _timed(self, name: str, table: Any, zone: times.Offsets) -> Any:
        """The rows that can be used, with the spans of their times."""
        wrong = self._wrong(name, table)
        for code, column, words, bad in wrong:
            self.faults.report(code, name, column, words, table.filter(bad))
        for *_, bad in wrong:
            table = table.filter(~bad.fill_null(False))
        for column in (each for each, kind in GIVEN[name].items() if kind == TIME):
            when = times.spans(table[f"{column}_us"], table[f"{column}_day"], zone)
            table = table.mutate(**{f"{column}_{part}": each for part, each in when.items()})
        return table

    def _wrong(self, name: str, table: Any) -> list[tuple[str, str, str, Any]]:
        """What makes a row useless: a key that is empty, a time that is none."""
        found = []
        for column, kind in GIVEN[name].items():
            if kind == KEY:
                empty = table[column].isnull() | (table[column] == "")
                found.append(("empty", column, f"rows without {column}", empty))
            elif kind == TIME:
                none = table[f"{column}_us"].isnull() & table[f"{column}_day"].isnull()
                found.append((*UNREAD[kind][:1], column, UNREAD[kind][1], table[f"{column}_said"] & none))
                if name in DATED and column == "at":
                    found.append(("no-time", column, "rows without a time", ~table[f"{column}_said"] & none))
            elif kind in UNREAD:
                found.append((UNREAD[kind][0], column, UNREAD[kind][1], table[f"{column}_bad"]))
        if name == "waivers":
            found.append(("no-time", "until", "rows without a last day", table.until.isnull() & ~table.until_bad))
        return found
