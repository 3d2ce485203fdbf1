"""Exports, events and mappings, damaged at random: every row is accounted for, and only documented errors are raised.

Whatever the bytes, a row is a piece, a reject or counted as left out; what a seller typed stays told by a seller and
asserted; a mapping that is damaged has findings or reads as it says.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
from functools import cache

from hypothesis import strategies as st
from intake.exports import PEOPLE, context, framework, own, tried

from gatecoach.content import content_root
from gatecoach.definition.loading import read_authored
from gatecoach.errors import FactsError, UsageError
from gatecoach.facts import GRADES
from gatecoach.intake.crm import CrmContext, Tally, crm_rows, read_crm, rejects_csv
from gatecoach.intake.crm.pieces import Link
from gatecoach.intake.events import read_events

BODY = """
reading: {times: [DD.MM.YYYY, iso, epoch-ms], decimal: comma, thousands: point, blanks: n/a}
own-domains: bright.example
currencies: {€: EUR}
pipelines: {New: {stages: {Q: proposal}}, Old: {stages: {Q: won}}}
deals:
  in: deals
  id: Id
  name: {column: [Name, Title], optional: true}
  pipeline: {column: Pipe, instead: New, optional: true}
  stage: Stage
  since: {column: Since, optional: true}
  fields: {amount: {column: Amount, currency: Unit, optional: true}, big: {column: Big, optional: true}}
  drop: {Gone: "yes"}
contacts: {c: {in: people, deal: Deal, id: Id, name: [Name], address: Mail, role: {column: Role, otherwise: none}}}
stage-history: {h: {in: stages, deal: Deal, stage: Stage, at: At}}
field-history: {f: {in: changes, deal: Deal, field: Field, value: New, at: At}}
activities:
  call: {in: calls, id: Id, deal: Deal, at: At, by: By, what: {column: Kind, values: {Call: called}, otherwise: none}}
  mail:
    in: mails
    id: Id
    deal: Deal
    at: At
    by: By
    captured: true
    direction: {column: In, values: {"1": customer, "0": seller, F: forwarded}}
    what: {column: Kind, values: {Review: review-sent}}
    replies: {row: Up, message: Answers, thread: Thread}
    headers: Headers
    text: Text
"""
TABLES = {
    "deals": "Id,Name,Title,Pipe,Stage,Since,Amount,Unit,Big,Gone\n"
    '1,Press,,New,Q,01.03.2026,"48.000,50",€,yes,\n2,,Mill,Old,Proposal,2026-03-02,5 USD,,no,yes\n',
    "people": "Deal,Id,Name,Mail,Role\n1,7,Ada,ada@pumps.example,User\n1,8,Max,max@bright.example,\n",
    "stages": "Deal,Stage,At\n1,Q,2026-02-01\n1,Won,1772547600000\n",
    "changes": 'Deal,Field,New,At\n1,Amount,"30.000",2026-02-03\n1,Owner,x,2026-02-03\n',
    "calls": "Id,Deal,At,By,Kind\nc,1,2026-03-04,rosa@bright.example,Call\nd,1,2026-03-04,,Lunch\n",
    "mails": "Id,Deal,At,By,In,Kind,Up,Answers,Thread,Headers,Text\n"
    's,1,2026-03-02,rosa@bright.example,0,Review,,,t,,"Is it so?\nYes?"\n'
    "r,1,2026-03-03,ada@pumps.example,1,,s,,t,Auto-Submitted: no,It is.\n",
}  # fmt: skip
EVENT = {
    "specversion": "1.0", "id": "e1", "source": "/bus", "type": "noted", "subject": "deal/1",
    "time": "2026-03-03T12:00:00Z", "data": {"by": "rosa@bright.example", "stage": "Won", "text": "It is."},
}  # fmt: skip
EVENTS = """
events:
  noted: {deal: {column: subject, of: deal}, what: noted, by: data.by, entered-by: data.by, text: data.text}
  moved: {deal: data.deal, stage: data.stage, by: data.by}
  seen: {deal: subject, what: called, by: data.by, captured: true}
"""
PIECES = [
    b"", b"\n", b"\r", b"\r\n", b"\0", b",", b";", b"\t", b'"', b'""', b'\n"', b'",\n', b"\xef\xbb\xbf", b"\xff\xfe",
    b"\xff", b"\xc3", "Größe".encode("cp1252"), "Größe".encode(), b"=1+1", b"-", b"1e999", b"9999999999999", b"1", b"2",
    b"Id,Id", b"31.12.9999", b"01/02/2026", b"2026-13-01", b"{", b"}", b"[", b"]", b":", b"null", b"{}", b"[]", b"1.5",
    b"\\u0000", b"\\ud800", b"[" * 120, b"deal,1", b"deal/2", b"customer", b"imap:sales",
]  # fmt: skip
"""What has a meaning somewhere in an export."""
WORDS = [
    *PIECES, b"none", b"mapping: ", b"extends: csv@1\n", b"format: json\n", b"deals: ", b"  - ", b"{column: Id}",
    b"id: ", b"&a ", b"*a", b"!!", b"|\n", b"#", b"? ", b"DD.MM.YYYY", b"YY", b"zone: Mars/Base\n", b"for: other\n",
    b"true", b"~",
]  # fmt: skip
"""What has a meaning in a mapping, too."""


def edits(pieces):
    """Places in a text, how many bytes go there, and what is put in."""
    one = st.tuples(st.integers(0, 3_000), st.integers(0, 40), st.sampled_from(pieces) | st.binary(max_size=6))
    return st.lists(one, min_size=1, max_size=3)


def damaged(raw, changes):
    """The bytes with pieces cut out and others put in."""
    for at, length, piece in changes:
        start = at % (len(raw) + 1)
        raw = raw[:start] + piece + raw[start + length :]
    return raw


@cache
def known(form="csv"):
    """What is known while an export is read; the host vouches for what the CRM took in."""
    return context(own(BODY + EVENTS, form), grade="observed")


def accounted(name, data, form):
    """Read a file, and see that each of its rows is a piece, a reject or counted."""
    rejects = []
    tally = Tally(rejects.append)
    pieces, findings = tried(lambda: [*crm_rows([(name, data)], known(form), tally)])
    if pieces is None:
        assert findings
        return
    used = {(each.place.table, each.place.within, each.place.row) for each in pieces if not isinstance(each, Link)}
    whole = sum(each.whole for each in rejects)
    parts = len(used) + whole + tally.skipped.total()
    assert parts == tally.rows if form == "csv" else parts >= tally.rows  # one record may stand in two lists
    assert all(each.text() and each.text("de") and each.hint and each.next_step("de") for each in rejects)
    assert all(each.code == "GC028" for each in tally.findings())
    rejects_csv(rejects, "de")


def sheets(table, changes):
    """A damaged CSV file."""
    accounted(f"{table}.csv", damaged(TABLES[table].encode(), changes), "csv")


def cells(table, changes):
    """A CSV file in which cells, also of its first line, say something else."""
    rows = [*csv.reader(io.StringIO(TABLES[table], newline=""))]
    for number, place, cell in changes:
        row = rows[number % len(rows)]
        row[place % len(row)] = cell
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    accounted(f"{table}.csv", file.getvalue().encode("utf-8", "replace"), "csv")


def any_sheet(raw):
    """Any bytes as CSV."""
    accounted("deals.csv", raw, "csv")


@cache
def bundle():
    """The same tables as one JSON file."""
    tables = {}
    for name, text in TABLES.items():
        head, *rows = text.replace('"', "").splitlines()
        tables[name] = {"results": [dict(zip(head.split(","), row.split(","), strict=False)) for row in rows]}
    return json.dumps(tables).encode()


def bundles(changes):
    """A damaged JSON file, of which everything before the damage counts."""
    accounted("crm.json", damaged(bundle(), changes), "json")


def whole_deals(changes):
    """What a damaged export becomes: what was typed stays told by somebody, and asserted."""
    files = [(f"{name}.csv", text.encode()) for name, text in TABLES.items() if name != "mails"]
    files.append(("mails.csv", damaged(TABLES["mails"].encode(), changes)))
    ours = {each.id for each in PEOPLE}
    for deal in read_crm(files, known()).subjects:
        for item in deal.evidence:
            assert GRADES.index(item.grade) <= GRADES.index("observed")
            assert item.source == "own"
            assert item.told_by is None or item.told_by in ours or item.told_by.endswith(" (own)")
            assert item.told_by is None or item.grade == "asserted"
            assert item.what != "called" or item.told_by is not None
        assert not {each.id for each in deal.people if "bright.example" in "".join(each.addresses)}


def events(kind, changes):
    """Damaged events: an outcome with a sentence for each, whatever is left of them."""
    raw = damaged(json.dumps([EVENT | {"type": kind}, EVENT | {"id": "e2", "type": kind}]).encode(), changes)
    intake = read_events([("e.json", raw)], known())
    assert intake.outcomes
    assert all(each.text() and each.text("de") for each in intake.outcomes)
    assert sum(each.fact is not None for each in intake.outcomes) == sum(map(len, intake.facts.values()))


@cache
def mappings():
    """The mappings that are damaged: those that come with gatecoach, and the one of this page."""
    bundled = sorted((content_root("stages") / "mappings").iterdir(), key=lambda each: each.name)
    return (own(BODY + EVENTS).encode(), *(each.read_bytes() for each in bundled))


def mapping(number, changes):
    """A damaged mapping has findings, or it reads the export as it says; nothing else is raised."""
    raw = damaged(mappings()[number % len(mappings())], changes)
    source, findings = read_authored(raw, "own.yaml")
    assert all(each.code.startswith("GC") and each.text() for each in findings)
    if source.model is None or source.head != "mapping" or findings:
        return
    with contextlib.suppress(FactsError, UsageError):
        context = CrmContext.of(framework(own(BODY)), source.model, people=PEOPLE)
        read_crm([(f"{name}.csv", text.encode()) for name, text in TABLES.items()], context)
        read_events([("e.json", json.dumps(EVENT).encode())], context)


CELLS = [
    "", " ", "n/a", "1", "2", "Q", "Won", "New", "Old", "Id", "Deal", "Name", "Amount", "yes", "F", "0", "=1+1", "-1",
    "NaN", "1e9", "1.000,5", "5 EUR", "€ 5", "01.03.2026", "2026-03-01", "2026-03-01T10:00", "1772547600000", "user",
    "9999-12-31", "rosa@bright.example", "anna@pumps.example", "x" * 300, "x" * 200_001, "a\nb", 'a"b', "\ud800",
    "In-Reply-To: <a@b>",
]  # fmt: skip
"""What may stand in a cell."""
CELL = st.just("") | st.sampled_from(CELLS) | st.text(max_size=8)
CHANGED = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 12), CELL), min_size=1, max_size=8)
PROPERTIES = {
    "other cells": (cells, {"table": st.sampled_from([*TABLES]), "changes": CHANGED}),
    "any bytes as CSV": (any_sheet, {"raw": st.binary(max_size=400)}),
    "damaged CSV": (sheets, {"table": st.sampled_from([*TABLES]), "changes": edits(PIECES)}),
    "damaged JSON": (bundles, {"changes": edits(PIECES)}),
    "deals of a damaged export": (whole_deals, {"changes": edits(PIECES)}),
    "damaged events": (events, {"kind": st.sampled_from(["noted", "moved", "seen"]), "changes": edits(PIECES)}),
    "damaged mappings": (mapping, {"number": st.integers(0, 4), "changes": edits(WORDS)}),
}
"""What `make fuzz` runs, by name: a function and where its arguments come from."""
