"""Deals of an audit as subjects again: the kernel explains one of them, and says the same of each.

A time is the instant or the whole day that its row tells; a value is written so that it is read as the same. Readings
and revocations get ids of their own, which nothing judges by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import ibis

from gatecoach.audit.joining import where
from gatecoach.audit.writing import EVER
from gatecoach.definition import FieldDef
from gatecoach.facts import (
    GRADES,
    AnyFact,
    Claim,
    Evidence,
    FieldValue,
    HeldRole,
    Person,
    Revocation,
    Statement,
    Waiver,
)
from gatecoach.framework import Framework
from gatecoach.journey import When
from gatecoach.lower import Journey
from gatecoach.subject import Subject
from gatecoach.time import EPOCH, FOREVER

Row = Mapping[str, Any]
Rows = dict[str, dict[Any, list[Row]]]
"""The rows of each table by their deal; those of fields and links by their item."""
AT_ONCE = 2_000
"""So many deals are in memory at a time."""
OF_ITEMS = ("fields", "links")
FIRST, LAST = 1, dt.date.max.toordinal()
UNREADABLE = {"text": "", "term": "", "choice": "", "yes-no": "?"}
"""A value that cannot be read as its type, by type."""


def subjects_of(
    framework: Framework,
    journey: str,
    tables: Mapping[str, Any],
    deals: Iterable[str] | None = None,
    *,
    names: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Subject]:
    """Deals of the tables of an audit (as `Reader` or `Engine.take` gives them), in the order of their ids.

    `deals` are those that are wanted; left out, all come. `names` are what people are called. What the kernel says of
    each is what the audit says.
    """
    course = framework.journey(journey)
    ids = tables["deals"].select("deal").distinct().order_by("deal").to_pyarrow().column("deal").to_pylist()
    wanted = None if deals is None else {*deals}
    chosen = [each for each in ids if wanted is None or each in wanted]
    for first in range(0, len(chosen), AT_ONCE):
        some = chosen[first : first + AT_ONCE]
        rows = _rows(tables, some)
        yield from (_subject(framework, course, rows, each, names) for each in some)


def _rows(tables: Mapping[str, Any], deals: Sequence[str]) -> Rows:
    """The rows of these deals, in an order of their own."""
    asked = ibis.memtable([{"deal": each} for each in deals], schema=ibis.schema({"deal": "string"}))
    found: Rows = {}
    for name, table in tables.items():
        by: dict[Any, list[Row]] = {}
        for row in where(table, asked, {"deal": "deal"}).to_pyarrow().to_pylist():
            by.setdefault(row["item" if name in OF_ITEMS else "deal"], []).append(row)
        found[name] = by
    return found


def _subject(framework: Framework, course: Journey, rows: Rows, deal: str, names: Mapping[str, str]) -> Subject:
    def of(name: str) -> list[Row]:
        return rows[name].get(deal, [])

    always = [row for row in of("claims") if not row["dated"] and row["rank"] < 0]
    return Subject(
        framework, course.id, deal,
        owner=next((row["owner"] or "" for row in of("deals")), ""),
        people=_people(of("people"), of("roles"), names),
        claimed=always[0]["stage"] if always else None,
        fields={
            row["field"]: _value(row, course.fields[row["field"]])
            for row in of("values") if row["rank"] < 0 and row["field"] in course.fields
        },
        sources={row["source"]: row["channel"] for row in of("sources")},
        facts=[*_evidence(course, rows, deal), *_told(course, of)],
    )  # fmt: skip


def _told(course: Journey, of: Any) -> Iterator[AnyFact]:
    """Everything but the evidence."""
    for number, row in enumerate(of("statements")):
        said = {name: row[name] for name in ("about", "outcome", "quote", "by")}
        yield Statement(id=f"reading-{number}", **said, **_dated(row))
    for number, row in enumerate(of("revocations")):
        yield Revocation(id=f"revocation-{number}", revokes=row["revokes"], by=row["by"], **_dated(row))
    for row in of("waivers"):
        said = {name: row[name] for name in ("id", "requirement", "by", "reason")}
        yield Waiver(**said, until=dt.date.fromordinal(row["until"]), **_dated(row))
    for row in of("claims"):
        if row["dated"] or row["rank"] >= 0:
            known = None if row["known"] == EVER else _moment(row["known"])
            yield Claim(stage=row["stage"], at=_when(row) if row["dated"] else None, known=known)
    for row in of("values"):
        field = course.fields.get(row["field"])
        if row["rank"] >= 0 and field is not None:
            yield FieldValue(field=row["field"], value=_value(row, field), **_dated(row))


def _evidence(course: Journey, rows: Rows, deal: str) -> Iterator[Evidence]:
    """Each copy of each item; copies that say different things stay unlike, whatever of it the tables hold."""
    seen: dict[tuple[object, ...], list[str]] = {}
    for row in sorted(rows["evidence"].get(deal, ()), key=lambda each: each["content"] or ""):
        kind = course.types.get(row["what"] or "")
        fields = {each["field"]: each for each in rows["fields"].get(row["item"], ())}
        links = sorted(rows["links"].get(row["item"], ()), key=lambda each: each["number"])
        copies = seen.setdefault((row["source"], row["id"], row["revision"]), [])
        if row["content"] not in copies:
            copies.append(row["content"])
        place = copies.index(row["content"])
        unlike = {"": place} if place else {}  # no type has such a field, so nothing reads it
        yield Evidence(
            **{name: row[name] for name in ("id", "what", "by", "source", "told_by", "replaces", "machine_sent",
                                            "revision")},
            answers=tuple(each["answers"] for each in links), grade=GRADES[row["grade"]],
            fields={name: _value(fields[name], field) for name, field in (kind.fields if kind else {}).items()
                    if name in fields} | unlike,
            text=row["words"] or "", **_dated(row),
        )  # fmt: skip


def _people(people: Collection[Row], roles: Collection[Row], names: Mapping[str, str]) -> list[Person]:
    held: dict[str, list[HeldRole]] = {}
    for row in roles:
        first = None if row["first"] <= FIRST else dt.date.fromordinal(row["first"])
        last = None if row["last"] >= LAST else dt.date.fromordinal(row["last"])
        held.setdefault(row["person"], []).append(HeldRole(role=row["role"], from_=first, to=last))
    return [
        Person(
            id=row["person"], side=row["side"], name=names.get(row["person"], ""),
            roles=tuple(held.get(row["person"], ())),
            since=None if row["since"] == EVER else _moment(row["since"]),
            left=None if row["left"] == FOREVER else _moment(row["left"]),
        )
        for row in people
    ]  # fmt: skip


def _dated(row: Row) -> dict[str, Any]:
    """When it was, and when it came to be known where that was later or earlier."""
    return {"at": _when(row), "known": None if row["known"] == row["start"] else _moment(row["known"])}


def _when(row: Row) -> When:
    return _moment(row["start"]) if row["start"] == row["end"] else dt.date.fromordinal(row["day"])


def _moment(microseconds: int) -> dt.datetime:
    return EPOCH + dt.timedelta(microseconds=microseconds)


def _value(row: Row, field: FieldDef) -> Any:
    """A value that is read as what the row holds: nothing readable where it holds nothing."""
    if row["number"] is not None:
        return format(_short(row["number"]), "f")
    if row["date"] is not None:
        return dt.date.fromordinal(row["date"]).isoformat()
    if row["flag"] is not None:
        return row["flag"]
    if row["text"] is not None:
        return row["text"]
    if row.get("foreign"):
        return f"1 {'XXX' if field.currency != 'XXX' else 'XTS'}"
    return UNREADABLE.get(field.type, "?")


def _short(number: Decimal) -> Decimal:
    """The number without the zeros behind it."""
    return number.normalize() if number else Decimal(0)


__all__ = ["subjects_of"]
