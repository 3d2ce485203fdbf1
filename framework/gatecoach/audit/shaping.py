"""The tables of an audit, from given ones whose times are read: each of its columns and types, each thing once."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from typing import Any

import ibis

from gatecoach.audit.engine import Engine
from gatecoach.audit.given import Problem
from gatecoach.audit.joining import found, met, where
from gatecoach.audit.repeats import equal, unlike
from gatecoach.audit.spaces import squeezed, stripped
from gatecoach.audit.tables import TABLES
from gatecoach.audit.telling import Faults
from gatecoach.audit.values import thousands, typed
from gatecoach.audit.writing import EVER
from gatecoach.definition import FieldDef
from gatecoach.facts import GRADES
from gatecoach.time import FOREVER

LEAST, MOST = 1, dt.date.max.toordinal()


class Shaped:
    """The tables of an audit from those whose times are read."""

    def __init__(self, engine: Engine, faults: Faults, timed: Mapping[str, Any]) -> None:
        """`timed` are the usable rows."""
        self.keep = engine.keep
        self.faults = faults
        self.timed = timed
        self.journey = faults.journey
        self.homed: dict[str, Any] = {}

    def tables(self) -> dict[str, Any]:
        """Every table, kept in the engine."""
        deals = self._deals()
        evidence, key = self._evidence(deals)
        made = {
            "deals": deals,
            "claims": self._claims(deals),
            "evidence": evidence,
            "fields": self._fields(key),
            "links": self._links(key),
            "statements": self._said("statements", deals, ("about", "outcome", "quote", "by")),
            "revocations": self._said("revocations", deals, ("revokes", "by")),
            "waivers": self._said("waivers", deals, ("id", "requirement", "by", "until", "reason")),
            "values": self._values(deals),
            **self._people(deals),
        }
        return {name: self.keep(name, _as(made[name], columns)) for name, columns in TABLES.items()}

    def _deals(self) -> Any:
        rows = self._once("deals", self.timed["deals"])
        places = [*self.journey.stages, *self.journey.ends]
        odd = rows.select("deal", "claimed").filter(rows.claimed.notnull() & rows.claimed.notin(places))
        self.faults.report(
            "unknown-stage", "deals", "claimed", "deals that claim a stage that is not there", odd, dropped=False
        )
        words = "deals with unlike rows; the first by its columns holds"
        first = unlike(rows, ["deal"], self._unlike("deal-twice", "deals", "deal", words))
        return self.keep("deals", first.mutate(owner=first.owner.fill_null(""), sources=0))

    def _once(self, name: str, rows: Any) -> Any:
        """The rows of a table, equal ones once, which is told."""
        if name not in self.faults.given:
            return rows

        def tell(code: str, table: str, words: str, number: int) -> None:
            self.faults.problems.append(Problem(code, table, "", words, number, "", dropped=True))

        return equal(rows, name, self.keep, tell, lambda some: self.faults.open(name, some))

    def _unlike(self, code: str, table: str, column: str, words: str) -> Any:
        """What tells of unlike rows about the same thing."""
        return lambda rows: self.faults.report(code, table, column, words, rows, dropped=False)

    def _of(self, name: str, deals: Any) -> Any:
        """The rows of a table whose deal is there."""
        rows = self.timed[name]
        known = deals.select("deal").distinct().view()
        self.faults.report(
            "unknown-deal", name, "deal", "rows of deals that are not there", rows.anti_join(known, "deal")
        )
        return self._once(name, rows.semi_join(known, "deal"))

    def _claims(self, deals: Any) -> Any:
        places = [*self.journey.stages, *self.journey.ends]
        always = deals.filter(deals.claimed.notnull() & (deals.claimed != "")).select(
            "deal", stage="claimed", rank=ibis.literal(-1), dated=ibis.literal(False), start=ibis.literal(0),
            end=ibis.literal(0), day=ibis.literal(0), known=ibis.literal(EVER),
        )  # fmt: skip
        rows = self._of("claims", deals)
        self.faults.report(
            "unknown-stage",
            "claims",
            "stage",
            "claims of stages that are not there",
            rows.filter(rows.stage.notin(places)),
        )
        rows = rows.filter(rows.stage.isin(places))
        order = ibis.window(group_by=[rows.deal], order_by=[rows.at_start, rows.stage])
        dated = rows.select(
            "deal", "stage", rank=ibis.row_number().over(order), dated=rows.at_start.notnull(),
            start=rows.at_start.fill_null(0), end=rows.at_end.fill_null(0), day=rows.at_day.fill_null(0),
            known=rows.known_start.fill_null(EVER),
        )  # fmt: skip
        return _as(always, TABLES["claims"]).union(_as(dated, TABLES["claims"]))

    def _said(self, name: str, deals: Any, columns: Sequence[str]) -> Any:
        """The rows of facts that are told as they are."""
        rows = self._of(name, deals)
        rows = rows.mutate(start=rows.at_start, end=rows.at_end, day=rows.at_day,
                           known=ibis.coalesce(rows.known_start, rows.at_start))  # fmt: skip
        if name == "statements":
            rows = rows.mutate(quote=squeezed(rows.quote).fill_null(""))
        if name == "waivers":
            known = [f"{gate.id}.{each.id}" for gate in self.journey.gates.values() for each in gate.requirements]
            words = "waivers of requirements that are not there"
            odd = rows.filter(rows.requirement.notin(known))
            self.faults.report("unknown-requirement", name, "requirement", words, odd)
            rows = rows.mutate(reason=stripped(rows.reason))
        return rows.select("deal", *columns, "start", "end", "day", "known")

    def _evidence(self, deals: Any) -> tuple[Any, Any]:
        rows = self._of("evidence", deals)
        known = [*self.journey.types]
        odd = rows.filter(rows.what.notnull() & rows.what.notin(known))
        self.faults.report("unknown-evidence", "evidence", "what", "evidence of types that are not there", odd)
        rows = rows.filter(rows.what.isnull() | rows.what.isin(known))
        grades = rows.filter(rows.grade.notnull() & rows.grade.notin([*GRADES]))
        self.faults.report(
            "unknown-grade", "evidence", "grade", "grades that are none: they count as asserted", grades, dropped=False
        )
        grade = ibis.cases(*((rows.grade == name, level) for level, name in enumerate(GRADES)), else_=0)
        rows = rows.mutate(
            start=rows.at_start, end=rows.at_end, day=rows.at_day,
            known=ibis.coalesce(rows.known_start, rows.at_start), grade=grade, words=squeezed(rows.text).nullif(""),
        )  # fmt: skip
        rows = self.keep("numbered", rows.mutate(item=ibis.row_number()))
        key = rows.select("deal", "id", "source", "revision", "copy", "what", "item")
        return self._with_content(rows, key), key

    def _with_content(self, rows: Any, key: Any) -> Any:
        """Each copy with what it says in one text: its fields and links are part of it."""
        own = {"item": "item"}
        for name, columns in (("fields", ("field", "value")), ("links", ("answers",))):
            there = self._beside(name, key)
            told = functools.reduce(
                lambda one, other: one + "=" + other, (there[each].fill_null("") for each in columns)
            )
            there = there.mutate(told=told)
            said = there.group_by("item").agg(**{name: there.told.group_concat("\x1f", order_by=there.told)})
            rows = found(rows, said, own, (name,))
        return rows.mutate(content=self._content(rows))

    def _content(self, rows: Any) -> Any:
        """What a copy says, in one text that sorts as the kernel's does: nothing comes after any word."""
        parts = [('"' + rows[each].cast("string")).fill_null("null") for each in
                 ("what", "by", "start", "end", "told_by", "replaces", "grade", "text", "machine_sent",
                  "fields", "links")]  # fmt: skip
        text = parts[0]
        for part in parts[1:]:
            text = text + "\x1f" + part
        return text

    def _beside(self, name: str, key: Any) -> Any:
        """The rows of a table that belong to a copy of an item, told once where they belong to none."""
        if name not in self.homed:
            rows = self._once(name, self.timed[name])
            rows = rows.mutate(home=rows.source.fill_null(""))
            items = key.mutate(home=key.source.fill_null(""))
            on = {each: each for each in ("deal", "id", "home", "revision", "copy")}
            words = "rows whose piece of evidence is not there"
            self.faults.report("no-item", name, "id", words, where(rows, items, on, there=False))
            self.homed[name] = self.keep(f"homed_{name}", met(rows, items, on, ("item", "what")))
        return self.homed[name]

    def _links(self, key: Any) -> Any:
        rows = self._beside("links", key).distinct()
        order = ibis.window(group_by=[rows["item"]], order_by=[rows.answers])
        return rows.select("deal", "item", "answers", number=ibis.row_number().over(order))

    def _fields(self, key: Any) -> Any:
        words = "unlike values of one field of a piece of evidence; the first of them holds"
        told = self._unlike("field-twice", "fields", "field", words)
        rows = self._beside("fields", key).select("item", "field", "value", "what", "deal", "id")
        rows = self.keep("fields", unlike(rows, ["item", "what", "field"], told))
        pairs = rows.select("what", "field").distinct().to_pyarrow().to_pylist()
        there = {(row["what"], row["field"]) for row in pairs}
        parts = []
        for what, kind in self.journey.types.items():
            for name, field in ((name, each) for name, each in kind.fields.items() if (what, name) in there):
                own = rows.filter((rows.what == what) & (rows.field == name))
                values = typed(own.value, field)
                shown = own.select("deal", "item", "field", **values)
                self._unread("fields", name, own, own.value, field)
                parts.append(shown.filter(_read(shown).notnull() | shown.foreign))
        return _union(parts, TABLES["fields"])

    def _values(self, deals: Any) -> Any:
        rows = self._of("values", deals)
        fields = self.journey.fields
        odd = rows.filter(rows.field.notin([*fields]))
        self.faults.report("unknown-field", "values", "field", "values of fields that are not there", odd)
        parts = []
        for name, field in fields.items():
            own = rows.filter(rows.field == name)
            order = ibis.window(group_by=[own.deal], order_by=[own.value])
            self._unread("values", name, own, own.value, field)
            parts.append(own.select(
                "deal", "field", rank=ibis.row_number().over(order), start=own.at_start, end=own.at_end, day=own.at_day,
                known=ibis.coalesce(own.known_start, own.at_start), **_without_foreign(typed(own.value, field)),
            ))  # fmt: skip
            if f"field:{name}" in deals.columns:
                there = deals.filter(deals[f"field:{name}"].nullif("").notnull())
                self._unread("deals", name, there, there[f"field:{name}"], field)
                values = _without_foreign(typed(there[f"field:{name}"], field))
                parts.append(there.select(
                    "deal", field=ibis.literal(name), rank=ibis.literal(-1), start=ibis.literal(EVER),
                    end=ibis.literal(EVER), day=ibis.literal(0), known=ibis.literal(EVER), **values,
                ))  # fmt: skip
        return _union(parts, TABLES["values"])

    def _unread(self, table: str, name: str, rows: Any, value: Any, field: FieldDef) -> None:
        """Tell of values that cannot be read as their type."""
        more = ("what",) if table == "fields" else ()
        told = rows.select("deal", *more, value=value)
        if field.type == "money" and self._as_text(table, name):
            words = "amounts with three digits after the point, read as decimals"
            self.faults.report("thousands", table, name, words, told.filter(thousands(told.value)), dropped=False)
        odd = told.filter(_read(typed(value, field)).isnull())
        words = f"values that cannot be read as {field.type}; they count as not known"
        self.faults.report("bad-value", table, name, words, odd, dropped=False)

    def _as_text(self, table: str, name: str) -> bool:
        """Whether somebody wrote the values of a field: a column of numbers is not misread."""
        given, column = self.faults.given.get(table), name if table == "deals" else "value"
        return given is not None and column in given.columns and bool(given[column].type().is_string())

    def _people(self, deals: Any) -> dict[str, Any]:
        people = self.timed["people"].select("person", "side").distinct()
        people = unlike(people, ["person"], self._unlike(
            "person-twice", "people", "person", "people on two sides; the first of these holds"))  # fmt: skip
        roles = self._once("roles", self.timed["roles"])
        part = self._of("participants", deals)
        strangers = part.anti_join(people, "person")
        self.faults.report(
            "unknown-person", "participants", "person", "participants who are not among the people", strangers
        )
        words = "participants of a deal with unlike days; the first of them hold"
        part = unlike(part, ["deal", "person"], self._unlike("participant-twice", "participants", "person", words))
        there = met(part, people, {"person": "person"}, ("side",))
        seen = there.select(
            "deal", "person", "side", since=there.since_start.fill_null(EVER), left=there.left_start.fill_null(FOREVER)
        ).distinct()
        held = met(part.select("deal", "person").distinct(), roles, {"person": "person"},
                   {"role": "role", "first": "from", "last": "to"})  # fmt: skip
        held = held.mutate(first=held.first.fill_null(LEAST), last=held["last"].fill_null(MOST))
        return {"people": seen, "roles": held, "sources": self._sources(deals)}

    def _sources(self, deals: Any) -> Any:
        """The connected sources of each deal."""
        told, known = self.timed["sources"], deals.select("deal").distinct()
        everywhere = known.cross_join(told.filter(told.deal.isnull()).select("source", "channel").distinct())
        own = told.filter(told.deal.notnull()).select("deal", "source", "channel")
        every = everywhere.select("deal", "source", "channel").union(own).distinct()
        words = "sources with two channels; the first of them holds"
        return unlike(every, ["deal", "source"], self._unlike("source-twice", "sources", "channel", words))


def _read(values: Any) -> Any:
    """A value in words, whatever its type; nothing where it could not be read."""
    return ibis.coalesce(*(values[each].cast("string") for each in ("number", "text", "date", "flag")))


def _without_foreign(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in values.items() if name != "foreign"}


def _as(table: Any, columns: Mapping[str, str]) -> Any:
    """These columns of a table, each of its type; null where it has none."""
    return table.select(
        **{name: table[name].cast(kind) if name in table.columns else ibis.null(kind) for name, kind in columns.items()}
    )


def _union(parts: Sequence[Any], columns: Mapping[str, str]) -> Any:
    if not parts:
        return ibis.memtable([], schema=ibis.schema(dict(columns)))
    found = _as(parts[0], columns)
    for each in parts[1:]:
        found = found.union(_as(each, columns))
    return found
