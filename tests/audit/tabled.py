"""Deals as the tables that somebody hands over: what a reader of tables makes of them is what the kernel sees."""

from __future__ import annotations

import ibis
import pyarrow as pa

from gatecoach.audit.given import FLAG, GIVEN, NUMBER
from gatecoach.facts import Claim, Evidence, FieldValue, Revocation, Statement, Waiver

TYPES = {FLAG: "boolean", NUMBER: "int64"}


def tabled(deals):
    """The rows of these deals by table, as texts; people and sources are told apart by their deal."""
    rows = {name: [] for name in GIVEN}
    for each in deals:
        Tabled(rows, each).write()
    return rows


class Tabled:
    """Writes one deal."""

    def __init__(self, rows, deal):
        self.rows, self.deal = rows, deal
        self.ids = {each.id for each in deal.people}

    def who(self, id_):
        """A person or a source, with the deal."""
        return (
            f"{self.deal.id}:{id_}" if id_ in self.deal.sources else f"{self.deal.id}/{id_}" if id_ in self.ids else id_
        )

    def home(self, source):
        """A source with the deal."""
        return source and f"{self.deal.id}:{source}"

    def add(self, table, **row):
        """One row; `told_by_` columns lose their line below."""
        self.rows[table].append({"deal": self.deal.id, **{name.rstrip("_"): value for name, value in row.items()}})

    def write(self):
        """Everything of the deal."""
        deal = self.deal
        self.add(
            "deals", owner=self.who(deal.owner), claimed=deal.claimed, **{n: text(v) for n, v in deal.fields.items()}
        )
        for each in deal.people:
            self.rows["people"].append({"person": self.who(each.id), "side": each.side})
            self.add("participants", person=self.who(each.id), since=when(each.since), left=when(each.left))
            self.rows["roles"] += [
                {"person": self.who(each.id), "role": held.role, "from": when(held.from_), "to": when(held.to)}
                for held in each.roles
            ]
        for name, channel in deal.sources.items():
            self.add("sources", source=self.home(name), channel=channel)
        for number, fact in enumerate(deal.facts):
            WRITE[type(fact)](self, fact, number)

    def evidence(self, fact, number):
        """A copy of an item with its fields and links."""
        copy = {"id": fact.id, "source": self.home(fact.source), "revision": fact.revision, "copy": number}
        self.add(
            "evidence", **copy, by=self.who(fact.by), at=when(fact.at), what=fact.what,
            told_by=fact.told_by and self.who(fact.told_by), replaces=fact.replaces, grade=fact.grade,
            machine_sent=fact.machine_sent, text=fact.text, known=when(fact.known),
        )  # fmt: skip
        for each in fact.answers:
            self.add("links", **copy, answers=each)
        for name, value in fact.fields.items():
            self.add("fields", **copy, field=name, value=text(value))

    def statement(self, fact, _):
        """A reading."""
        said = {"about": fact.about, "outcome": fact.outcome, "quote": fact.quote}
        self.add("statements", **said, by=self.who(fact.by), at=when(fact.at), known=when(fact.known))

    def revocation(self, fact, _):
        """Something taken back."""
        self.add("revocations", revokes=fact.revokes, by=self.who(fact.by), at=when(fact.at), known=when(fact.known))

    def waiver(self, fact, _):
        """A waiver."""
        said = {"id": fact.id, "requirement": fact.requirement, "reason": fact.reason, "until": when(fact.until)}
        self.add("waivers", **said, by=self.who(fact.by), at=when(fact.at), known=when(fact.known))

    def value(self, fact, _):
        """What a field was."""
        self.add("values", field=fact.field, value=text(fact.value), at=when(fact.at), known=when(fact.known))

    def claim(self, fact, _):
        """A claimed stage."""
        self.add("claims", stage=fact.stage, at=when(fact.at), known=when(fact.known))


WRITE = {
    Evidence: Tabled.evidence, Statement: Tabled.statement, Revocation: Tabled.revocation, Waiver: Tabled.waiver,
    FieldValue: Tabled.value, Claim: Tabled.claim,
}  # fmt: skip


def text(value):
    """A value as a table holds it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def when(moment):
    """A time as a text."""
    return None if moment is None else moment.isoformat()


def taken(engine, rows):
    """Rows as tables in an engine, with the columns they have."""
    return {name: engine.keep(f"given_{name}", table(GIVEN[name], some)) for name, some in rows.items()}


def table(columns, rows):
    """One such table."""
    names = list(dict.fromkeys(name for row in rows for name in row)) or [*columns]
    texts = {name for name in names for row in rows if isinstance(row.get(name), str)}
    schema = ibis.schema(
        {name: "string" if name in texts else TYPES.get(columns.get(name), "string") for name in names}
    )
    arrow = pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows], schema=schema.to_pyarrow())
    return ibis.memtable(arrow, schema=schema)
