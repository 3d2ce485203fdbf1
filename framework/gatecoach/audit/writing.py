"""Subjects as the tables that an audit reads: what the kernel would see of them, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from gatecoach.audit.tables import TABLES
from gatecoach.condition import Typed, other_currency, typed
from gatecoach.definition import FieldDef
from gatecoach.facts import GRADES, Claim, Evidence, FieldValue, Person, Revocation, Statement, Waiver
from gatecoach.subject import Subject
from gatecoach.time import FOREVER, span

Row = dict[str, Any]
Rows = dict[str, list[Row]]
EVER = -FOREVER
"""Before every moment: since when something is known that always was."""


def written(subjects: Iterable[Subject]) -> Rows:
    """The rows of these subjects by table; each is a deal, named by its id."""
    rows: Rows = {name: [] for name in TABLES}
    for each in subjects:
        _deal(rows, each)
        for person in each.people:
            _person(rows, each, person)
        rows["sources"] += [{"deal": each.id, "source": name, "channel": is_} for name, is_ in each.sources.items()]
        for fact in each.facts:
            if not isinstance(fact, FieldValue):
                WRITE[type(fact)](rows, each, fact)
        for fact in sorted((one for one in each.facts if isinstance(one, FieldValue)), key=FieldValue.model_dump_json):
            _fielded(rows, each, fact)
    return rows


def _deal(rows: Rows, deal: Subject) -> None:
    rows["deals"].append({"deal": deal.id, "owner": deal.owner, "sources": len(deal.sources)})
    always = {"start": 0, "end": 0, "day": 0, "known": EVER}
    if deal.claimed is not None:
        rows["claims"].append({"deal": deal.id, "stage": deal.claimed, "rank": -1, "dated": False, **always})
    for rank, claim in enumerate(sorted(deal.claims, key=Claim.model_dump_json)):
        when = _dated(deal, claim) if claim.at is not None else always
        known = EVER if claim.known is None else span(claim.known, deal.framework.time_zone).start
        about = {"deal": deal.id, "stage": claim.stage, "rank": rank, "dated": claim.at is not None}
        rows["claims"].append({**about, **when, "known": known})
    for name, value in deal.fields.items():
        _value(rows, deal, name, value, {"rank": -1, "start": EVER, "end": EVER, "day": 0, "known": EVER})


def _dated(deal: Subject, fact: Any) -> Row:
    zone = deal.framework.time_zone
    when = span(fact.at, zone)
    known = when.start if fact.known is None else span(fact.known, zone).start
    return {"start": when.start, "end": when.end, "day": when.day, "known": known}


def _value(rows: Rows, deal: Subject, name: str, value: object, when: Mapping[str, Any]) -> None:
    field = deal.course.fields.get(name)
    if field is not None:
        rows["values"].append({"deal": deal.id, "field": name, **when, **_columns(typed(value, field))})


def _columns(value: Typed | None) -> Row:
    """A value in the column of its type."""
    if isinstance(value, bool):
        return {"flag": value}
    if isinstance(value, Decimal):
        return {"number": value}
    return {"date": value.toordinal()} if isinstance(value, dt.date) else {"text": value}


def _person(rows: Rows, deal: Subject, person: Person) -> None:
    zone = deal.framework.time_zone
    since = EVER if person.since is None else span(person.since, zone).start
    left = FOREVER if person.left is None else span(person.left, zone).start
    rows["people"].append({"deal": deal.id, "person": person.id, "side": person.side, "since": since, "left": left})
    for held in person.roles:
        first = held.from_.toordinal() if held.from_ else 0
        last = held.to.toordinal() if held.to else dt.date.max.toordinal()
        named = {"deal": deal.id, "person": person.id, "role": held.role}
        rows["roles"].append({**named, "first": first, "last": last})


def _evidence(rows: Rows, deal: Subject, fact: Evidence) -> None:
    item = len(rows["evidence"])
    said = {name: getattr(fact, name) for name in ("id", "source", "what", "by", "told_by", "replaces")}
    rows["evidence"].append(
        {
            "deal": deal.id, "item": item, **said, "grade": GRADES.index(fact.grade),
            "machine_sent": fact.machine_sent, "revision": fact.revision, "words": _words(fact.text),
            "content": fact.model_copy(update={"known": None}).model_dump_json(), **_dated(deal, fact),
        }
    )  # fmt: skip
    answers = enumerate(fact.answers)
    rows["links"] += [{"deal": deal.id, "item": item, "number": number, "answers": id_} for number, id_ in answers]
    kind = deal.course.types.get(fact.what or "")
    for name, field in kind.fields.items() if kind else ():
        _field(rows, {"deal": deal.id, "item": item, "field": name}, fact.fields.get(name), field)


def _field(rows: Rows, place: Mapping[str, object], value: object, field: FieldDef) -> None:
    read = typed(value, field)
    foreign = other_currency(value, field)
    if read is not None or foreign:
        rows["fields"].append({**place, "foreign": foreign, **_columns(read)})


def _words(text: str) -> str | None:
    """A text with white space of no account, as quotes are looked for; nothing where there is none at hand."""
    return " ".join(text.split()) if text else None


def _statement(rows: Rows, deal: Subject, fact: Statement) -> None:
    said = {"about": fact.about, "outcome": fact.outcome, "quote": _words(fact.quote) or "", "by": fact.by}
    rows["statements"].append({"deal": deal.id, **said, **_dated(deal, fact)})


def _revocation(rows: Rows, deal: Subject, fact: Revocation) -> None:
    rows["revocations"].append({"deal": deal.id, "revokes": fact.revokes, "by": fact.by, **_dated(deal, fact)})


def _waiver(rows: Rows, deal: Subject, fact: Waiver) -> None:
    said = {"id": fact.id, "requirement": fact.requirement, "by": fact.by, "until": fact.until.toordinal()}
    rows["waivers"].append({"deal": deal.id, **said, "reason": fact.reason.strip(), **_dated(deal, fact)})


def _fielded(rows: Rows, deal: Subject, fact: FieldValue) -> None:
    rank = len(rows["values"])
    _value(rows, deal, fact.field, fact.value, {"rank": rank, **_dated(deal, fact)})


def _claim(_rows: Rows, _deal: Subject, _fact: Claim) -> None:
    """Nothing: a deal's claims are written with it."""


WRITE: Mapping[type, Any] = {
    Evidence: _evidence, Statement: _statement, Revocation: _revocation, Waiver: _waiver, Claim: _claim,
}  # fmt: skip
