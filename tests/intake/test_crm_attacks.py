"""Hostile and broken exports: the right result or a reject with its reason, in bounded time and memory."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys

import pytest
from intake.exports import own, read

from gatecoach.intake.crm import rejects_csv

MAPPING = own("""
reading: {times: [DD.MM.YYYY, iso]}
deals:
  in: deals
  id: Id
  name: {column: Name, optional: true}
  owner: {column: Owner, optional: true}
  stage: Stage
  since: {column: Since, optional: true}
  fields: {amount: {column: Amount, optional: true}, close-date: {column: Close, optional: true}}
contacts: {c: {in: people, deal: Deal, id: Id, address: Mail}}
""")
HEAD = b"Id,Name,Stage,Since,Amount,Close\n"


def deals(*rows, head=HEAD):
    """What becomes of these rows: id, name, stage, day and fields of each deal, and the rejects in short."""
    intake = read(MAPPING, deals=head + b"".join(each + b"\n" for each in rows))
    found = [
        (each.id, each.name, *((claim.stage, str(claim.at)) for claim in each.claimed), dict(each.fields))
        for each in intake.subjects
    ]
    return found, [(each.reason, each.row, each.column) for each in intake.rejects]


FORMULA = "=cmd|' /C calc'!A0"
CASES = {
    "a formula is text": (
        [f"1,{FORMULA},Won,2026-03-01,,".encode()],
        [("1", FORMULA, ("won", "2026-03-01"), {})], [],
    ),
    "a formula is no stage": ([b"1,x,=Won,2026-03-01,,"], [("1", "x", {})], [("unknown-stage", 2, "Stage")]),
    "a formula is no amount": (
        [b"1,x,Won,2026-03-01,=1+1,"], [("1", "x", ("won", "2026-03-01"), {})], [("bad-amount", 2, "Amount")],
    ),
    "a formula in quotes is no day": (
        [b'1,x,Won,"=DATE(2026,3,1)",,'], [("1", "x", {})], [("bad-time", 2, "Since")],
    ),
    "days in two ways are read where the mapping names both": (
        [b"1,x,Won,01.03.2026,,", b"2,y,Won,2026-03-02,,"],
        [("1", "x", ("won", "2026-03-01"), {}), ("2", "y", ("won", "2026-03-02"), {})], [],
    ),
    "a day in a third way is never guessed": (
        [b"1,x,Won,03/04/2026,,", b"2,y,Won,2026-03-02,,04/03/2026"],
        [("1", "x", {}), ("2", "y", ("won", "2026-03-02"), {})], [("bad-time", 2, "Since"), ("bad-day", 3, "Close")],
    ),
    "a day that no calendar has": ([b"1,x,Won,30.02.2026,,"], [("1", "x", {})], [("bad-time", 2, "Since")]),
    "a NUL": ([b"1,x\0y,Won,,,", b"2,y,Won,,,"], [("2", "y", ("won", "None"), {})], [("nul", 2, "")]),
    "another encoding in the middle": (
        ["1,Größe,Won,,,".encode("cp1252"), "2,Größe,Won,,,".encode()],
        [("2", "Größe", ("won", "None"), {})], [("bad-encoding", 2, "")],
    ),
    "a byte order mark in the middle": (
        [b"\xef\xbb\xbf1,x,Won,,,"], [("\ufeff1", "x", ("won", "None"), {})], [],
    ),
    "fewer and more cells": (
        [b"1,x", b"2,y,Won,,,", b"3,z,Won,,,,,,"], [("2", "y", ("won", "None"), {})],
        [("ragged-row", 2, ""), ("ragged-row", 4, "")],
    ),
    "a quote that is never closed": (
        [b'1,"x,Won,,,', b"2,y,Won,,,", b'3,"z ""z""",Won,,,'],
        [("2", "y", ("won", "None"), {}), ("3", 'z "z"', ("won", "None"), {})], [("open-quote", 2, "")],
    ),
    "a cell of 10 MB": (
        [b"1," + b"x" * 10_000_000 + b",Won,,,", b"2,y,Won,,,"], [("2", "y", ("won", "None"), {})],
        [("row-too-long", 2, "")],
    ),
    "a cell of 10 MB in quotes": (
        [b'1,"' + b"x" * 10_000_000 + b'",Won,,,', b"2,y,Won,,,"], [("2", "y", ("won", "None"), {})],
        [("row-too-long", 2, "")],
    ),
    "an amount of a thousand digits": (
        [b"1,x,Won,2026-03-01," + b"9" * 1000 + b","], [("1", "x", ("won", "2026-03-01"), {})],
        [("bad-amount", 2, "Amount")],
    ),
    "an amount as a power": (
        [b"1,x,Won,2026-03-01,1e999999999,"], [("1", "x", ("won", "2026-03-01"), {})], [("bad-amount", 2, "Amount")],
    ),
    "an amount that is no number": (
        [b"1,x,Won,2026-03-01,NaN,", "2,y,Won,2026-03-01,٤٨,".encode()],
        [("1", "x", ("won", "2026-03-01"), {}), ("2", "y", ("won", "2026-03-01"), {})],
        [("bad-amount", 2, "Amount"), ("bad-amount", 3, "Amount")],
    ),
    "an id of a megabyte": ([b"1" * 900_000 + b",x,Won,,,"], [], [("row-too-long", 2, "")]),
    "an id that is too long to be one": ([b"1" * 300 + b",x,Won,,,"], [], [("too-long", 2, "Id")]),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "found", "rejects"), CASES.values(), ids=CASES)
def test_what_is_strange_is_read_as_it_is_or_told(rows, found, rejects):
    """Nothing is guessed, no row beside it is lost."""
    assert deals(*rows) == (found, rejects)


def test_marks_at_the_beginning_and_quotes_around_names_are_no_part_of_a_name():
    """As spreadsheets write them."""
    for head in (b'\xef\xbb\xbf"Id","Name",Stage\r\n', b"Id , Name, Stage \n"):
        assert deals(b"1,x,Won", head=head) == ([("1", "x", ("won", "None"), {})], [])


def test_a_file_of_rejects_holds_no_formula_however_the_export_hides_one():
    """In a value, in a column that is called like one, and behind blanks."""
    data = b"Id,Stage\n1, =HYPERLINK(1)\n2,@SUM(1)\n3,+1\n4,\t=1\n"
    written = rejects_csv(read(MAPPING, deals=data).rejects)
    rows = [*csv.reader(io.StringIO(written, newline=""))][1:]
    assert len(rows) == 4
    assert [cell for row in rows for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t"))] == []


def test_contacts_of_another_deal_and_colleagues_do_not_become_customers_of_this_one():
    """A role in another deal is none here."""
    intake = read(MAPPING, deals=b"Id,Stage\n1,Won\n2,Won\n", people=b"Deal,Id,Mail\n2,7,ada@pumps.example\n")
    assert [[person.id for person in each.people] for each in intake.subjects] == [[], ["7"]]


LIMITED = """\
import resource, sys
sys.path[:0] = {paths!r}
from intake.exports import context, own
from gatecoach.intake.crm import Tally, stream_crm
import intake.test_crm_attacks as here
known = context(here.MAPPING)
list(stream_crm([("deals.csv", b"Id,Stage\\n1,Won\\n")], known, Tally()))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
name, data = here.LARGE[{name!r}][0]()
before = max(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
tally = Tally()
known = context(here.MAPPING if name.endswith("csv") else here.MAPPING.replace("format: csv", "format: json"))
deals = sum(1 for _ in stream_crm([(name, data)], known, tally))
more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(deals, tally.rows, sum(tally.rejected.values()), len(tally.findings()), more)
"""
LARGE = {
    "a cell of 100 MB": (lambda: ("deals.csv", b'Id,Stage\n1,"' + b"x" * 100_000_000 + b'"\n2,Won\n'), (1, 2, 1, 1)),
    "quotes never closed": (lambda: ("deals.csv", b"Id,Stage\n" + b'1,"Won\n' * 50_000), (0, 50_000, 50_000, 1)),
    "one quote before many lines": (
        lambda: ("deals.csv", b'Id,Stage\n1,"Won\n' + b"2,Won\n" * 100_000), (1, 100_001, 1, 1),
    ),
    "quotes and lines in turns": (lambda: ("deals.csv", b"Id,Stage\n" + (b'1,"\n' + b"x\n" * 5_000) * 51), None),
    "deep JSON": (lambda: ("deals.json", b'{"deals": [' + b"[" * 5_000_000), (0, 0, 0, 1)),
    "a JSON text that never ends": (lambda: ("deals.json", b'{"deals": [{"Id": "' + b"x" * 50_000_000), (0, 0, 0, 1)),
    "many tables": (
        lambda: ("deals.json", b"{" + b'"a": [],' * 30_000 + b'"deals": [{"Id": "1", "Stage": "Won"}]}'), (1, 1, 0, 0),
    ),
}  # fmt: skip
"""By name: the file, and how many deals, rows, rejects and findings there must be."""
SECONDS, MEGABYTES = 120, 150


@pytest.mark.parametrize("name", LARGE)
def test_a_large_attack_takes_no_more_than_it_should(name):
    """In a process of its own: bounded time, little memory beside the file itself, and nothing lost on the way."""
    code = LIMITED.format(name=name, paths=[path for path in sys.path if path])
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=SECONDS, env=dict(os.environ), check=False
    )
    assert ran.returncode == 0, ran.stderr
    *counts, more = map(int, ran.stdout.split())
    assert more < MEGABYTES * 1024
    assert LARGE[name][1] in (None, tuple(counts)), counts
