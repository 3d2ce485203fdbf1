"""The tables that somebody hands over: which there may be, which columns they have, and what is wrong with them.

A time is an instant (a timestamp with its zone, or text such as `2026-04-02T09:30:00+02:00`) or a whole day (a date, or
text such as `2026-04-02`). Other columns are text, or numbers and true/false where the table below says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from gatecoach.errors import meant

KEY, TEXT, TIME, DAY, NUMBER, FLAG = "key", "text", "time", "day", "number", "flag"

GIVEN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "deals": {"deal": KEY, "name": TEXT, "owner": TEXT, "claimed": TEXT},
        "values": {"deal": KEY, "field": KEY, "value": TEXT, "at": TIME, "known": TIME},
        "claims": {"deal": KEY, "stage": KEY, "at": TIME, "known": TIME},
        "evidence": {
            "deal": KEY, "id": KEY, "by": KEY, "at": TIME, "what": TEXT, "source": TEXT, "told_by": TEXT,
            "replaces": TEXT, "grade": TEXT, "machine_sent": FLAG, "revision": NUMBER, "copy": NUMBER, "text": TEXT,
            "known": TIME,
        },
        "fields": {
            "deal": KEY, "id": KEY, "field": KEY, "value": TEXT, "source": TEXT, "revision": NUMBER, "copy": NUMBER,
        },
        "links": {"deal": KEY, "id": KEY, "answers": KEY, "source": TEXT, "revision": NUMBER, "copy": NUMBER},
        "statements": {
            "deal": KEY, "about": KEY, "outcome": KEY, "quote": KEY, "by": KEY, "at": TIME, "known": TIME,
        },
        "revocations": {"deal": KEY, "revokes": KEY, "by": KEY, "at": TIME, "known": TIME},
        "waivers": {
            "deal": KEY, "id": KEY, "requirement": KEY, "by": KEY, "reason": KEY, "at": TIME, "until": DAY,
            "known": TIME,
        },
        "people": {"person": KEY, "side": KEY, "name": TEXT, "team": TEXT},
        "roles": {"person": KEY, "role": KEY, "from": DAY, "to": DAY},
        "participants": {"deal": KEY, "person": KEY, "since": TIME, "left": TIME},
        "sources": {"source": KEY, "channel": KEY, "deal": TEXT},
    }
)  # fmt: skip
"""The tables and their columns. A key is needed in every row; `deals` also has a column for each field of a deal.

Rows of `fields` and `links` belong to the piece of evidence of their deal, source, id and revision; where a system
tells two unlike copies of one revision, `copy` tells these apart. A source without a deal is one of all deals."""
NEEDED: Mapping[str, frozenset[str]] = MappingProxyType(
    {"evidence": frozenset({"at"}), "statements": frozenset({"at"}), "revocations": frozenset({"at"}),
     "waivers": frozenset({"at", "until"}), "values": frozenset({"value", "at"})}
)  # fmt: skip
"""Columns that a table must have beside its keys."""


HINTS: Mapping[str, str] = MappingProxyType(
    {
        "unknown-table": "Nothing of it is read; leave it out, or rename it.",
        "unknown-column": "Leave it out, or rename it.",
        "empty": "Fill it, or leave such rows out.",
        "bad-time": "Write 2026-04-02 or 2026-04-02T09:30:00+02:00.",
        "no-time": "Fill it, or leave such rows out.",
        "bad-day": "Write 2026-04-02.",
        "bad-number": "Write a whole number, as in 3.",
        "bad-flag": "Write true or false.",
        "thousands": "If 1.234 means more than a thousand, write 1234.",
        "bad-value": "Write an amount as 48000 or 48000 EUR, a share as 0.2, a day as 2026-04-02.",
        "deal-twice": "Keep one row a deal.",
        "repeated": "Nothing need be done.",
        "unknown-deal": "Hand the deal over too, or leave such rows out.",
        "unknown-stage": "Write the id of a stage or an end of the journey.",
        "unknown-evidence": "Write the id of a type of evidence; was it the right --framework?",
        "unknown-grade": "Write asserted, observed, authentic or proven.",
        "unknown-field": "Write the id of a field of deals.",
        "unknown-requirement": "Write it as gate.requirement.",
        "unknown-person": "Add them to the table of people.",
        "no-item": "Deal, id, source, revision and copy must be those of the evidence.",
        "field-twice": "Keep one value a field.",
        "person-twice": "Keep one side a person.",
        "participant-twice": "Keep one row for a person in a deal.",
        "source-twice": "Keep one channel a source.",
    }
)
"""What to do about each problem."""


@dataclass(frozen=True)
class Problem:
    """Something wrong with the tables: in how many rows, and one to look at. `dropped`: they are not judged."""

    code: str
    table: str
    column: str
    message: str
    rows: int = 0
    example: str = ""
    dropped: bool = False
    hint: str = ""

    @property
    def next_step(self) -> str:
        """What to do about it."""
        return self.hint or HINTS.get(self.code, "")

    def as_dict(self) -> dict[str, Any]:
        """For a machine."""
        return {
            "code": self.code, "table": self.table, "column": self.column, "message": self.message, "rows": self.rows,
            "example": self.example, "dropped": self.dropped, "hint": self.next_step,
        }  # fmt: skip


def shape(tables: Mapping[str, Any], fields: Iterable[str]) -> list[Problem]:
    """What is wrong with the tables as such: unknown ones, unknown columns, and columns that are not there."""
    found = [
        Problem("unknown-table", name, "", f'there is no table "{name}"; {meant(name, GIVEN)}')
        for name in tables
        if name not in GIVEN
    ]
    if "deals" not in tables:
        found.append(Problem("no-table", "deals", "", "the table of deals is needed"))
    for name in (each for each in GIVEN if each in tables):
        known = {**GIVEN[name], **(dict.fromkeys(fields, TEXT) if name == "deals" else {})}
        needed = {column for column, kind in known.items() if kind == KEY} | NEEDED.get(name, frozenset())
        there = set(tables[name].columns)
        found += [
            Problem(
                "no-column", name, column, f'the table "{name}" needs a column "{column}"', hint=_renamed(column, there)
            )
            for column in sorted(needed - there)
        ]
        found += [
            Problem("unknown-column", name, column, f'nothing reads the column "{column}"; {meant(column, known)}')
            for column in sorted(there - {*known})
        ]
    return found


def _renamed(column: str, there: Iterable[str]) -> str:
    """Which of the columns that are there may be the one that is needed, and which there are."""
    known = sorted(there)
    said = meant(column, known)
    near = f"D{said[1:]} " if said.startswith("did") else ""
    return f"{near}The table has: {', '.join(known)}."
