"""Tables that somebody hands over are read as the kernel reads facts, and everything wrong with them is told."""

from __future__ import annotations

import functools
import re

import pytest
from audit.agreeing import NOW, audited_tables, kernel, made_up, unlike
from audit.tabled import tabled, taken
from cli.small_deal import ROOT
from helpers import HEAD, framework_of, journey_text

from gatecoach.audit import Engine, Reader
from gatecoach.audit.given import GIVEN, HINTS
from gatecoach.errors import FactsError
from gatecoach.testing.trees import JOURNEY

GATES = """
  go:
    from: first
    to: second
    waivers: {by: [boss], for-at-most: 30 days}
    requires:
      it: {say: It., seller: offer, customer: reply}
  on: {from: second, to: third, requires: {more: {say: More., seller: offer, customer: visit}}}
  end: {from: third, to: won, requires: {last: {say: Last., seller: booking, customer: booked}}}
fields: {amount: {type: money}, start: {type: date}}
"""
TINY = framework_of(HEAD.format(zone="UTC"), journey_text(GATES))
PAGE = ROOT / "docs/audit.md"


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [0, 4])
def test_what_is_read_is_judged_as_the_kernel_judges_it(seed):
    """Made-up deals as rows of text: the audit says of them what the kernel says of the deals they came from."""
    framework, deals = made_up(seed, 40)
    with Engine() as engine:
        given = Reader(engine, framework, JOURNEY, taken(engine, tabled(deals))).read()
        said = audited_tables(framework, given.tables, NOW, engine, JOURNEY)
    assert {each.id: odd for each in deals if (odd := unlike(kernel(each), said[each.id]))} == {}
    told = {each.code for each in given.problems}
    assert told <= {"unknown-person", "unknown-stage", "repeated", "bad-value", "field-twice"}


def rows(**more):
    """Tables of one deal without a fault, and these rows beside them."""
    found = {
        "deals": [{"deal": "d1", "owner": "rita", "claimed": "second", "amount": "5"}],
        "people": [{"person": "rita", "side": "seller"}, {"person": "anna", "side": "customer"}],
        "participants": [{"deal": "d1", "person": "rita"}, {"deal": "d1", "person": "anna"}],
        "evidence": [{"deal": "d1", "id": "e1", "by": "rita", "told_by": "rita", "at": "2026-01-05", "what": "offer"}],
    }
    return {name: [*found.get(name, ()), *more.get(name, ())] for name in {**found, **more}}


def act(**more):
    """A piece of evidence."""
    return {"deal": "d1", "id": "e2", "by": "anna", "at": "2026-01-06", "what": "reply", **more}


FAULTS = {
    "empty": ({"evidence": [act(id="")]}, "evidence", "id", True),
    "bad-time": ({"evidence": [act(at="06.01.2026")]}, "evidence", "at", True),
    "no-time": ({"evidence": [act(at=None)]}, "evidence", "at", True),
    "bad-day": ({"roles": [{"person": "anna", "role": "key", "from": "soon"}]}, "roles", "from", True),
    "bad-number": ({"evidence": [act(revision="two")]}, "evidence", "revision", True),
    "bad-flag": ({"evidence": [act(machine_sent="perhaps")]}, "evidence", "machine_sent", True),
    "thousands": ({"deals": [{"deal": "d3", "amount": "1.234"}]}, "deals", "amount", False),
    "bad-value": ({"deals": [{"deal": "d2", "amount": "much"}]}, "deals", "amount", False),
    "deal-twice": ({"deals": [{"deal": "d1", "owner": "max"}]}, "deals", "deal", False),
    "repeated": ({"evidence": [act(), act()]}, "evidence", "", True),
    "unknown-deal": ({"evidence": [act(deal="d9")]}, "evidence", "deal", True),
    "unknown-stage": ({"claims": [{"deal": "d1", "stage": "fourth"}]}, "claims", "stage", True),
    "unknown-evidence": ({"evidence": [act(what="lunch")]}, "evidence", "what", True),
    "unknown-grade": ({"evidence": [act(grade="sure")]}, "evidence", "grade", False),
    "unknown-field": (
        {"values": [{"deal": "d1", "field": "size", "value": "5", "at": "2026-01-06"}]}, "values", "field", True,
    ),
    "unknown-requirement": (
        {"waivers": [{"deal": "d1", "id": "w", "requirement": "go.that", "by": "max", "reason": "So",
                      "at": "2026-01-06", "until": "2026-01-08"}]}, "waivers", "requirement", True,
    ),
    "unknown-person": ({"participants": [{"deal": "d1", "person": "nobody"}]}, "participants", "person", True),
    "no-item": ({"fields": [{"deal": "d1", "id": "e9", "field": "seats", "value": "5"}]}, "fields", "id", True),
    "field-twice": (
        {"fields": [{"deal": "d1", "id": "e1", "field": "seats", "value": each} for each in "56"]},
        "fields", "field", False,
    ),
    "person-twice": ({"people": [{"person": "anna", "side": "seller"}]}, "people", "person", False),
    "participant-twice": (
        {"participants": [{"deal": "d1", "person": "anna", "left": "2026-03-01"}]}, "participants", "person", False,
    ),
    "source-twice": (
        {"sources": [{"deal": "d1", "source": "imap", "channel": each} for each in ("mail", "calendar")]},
        "sources", "channel", False,
    ),
    "unknown-table": ({"evidences": [{"deal": "d1"}]}, "evidences", "", False),
    "unknown-column": ({"people": [{"person": "max", "side": "seller", "shoe": "44"}]}, "people", "shoe", False),
}  # fmt: skip
"""For each problem the rows that cause it, and where it is told; whether they are left out."""


@functools.cache
def told():
    """What is told of all faults at once: an engine is dear."""
    together = {}
    for more, *_ in FAULTS.values():
        for table, some in more.items():
            together.setdefault(table, []).extend(some)
    return problems(rows(**together))


def problems(handed):
    """Everything wrong with these rows."""
    with Engine() as engine:
        return Reader(engine, TINY, "deal", taken_of(engine, handed)).read().problems


@pytest.mark.timeout(600)
@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_told(code):
    """Where it is, in how many rows, one of them, and what to do about it; it stops nothing."""
    _, table, column, dropped = FAULTS[code]
    (found,) = [each for each in told() if each.code == code]
    assert (found.table, found.column, found.dropped) == (table, column, dropped)
    assert found.rows == (0 if code in ("unknown-column", "unknown-table") else 1)
    assert found.next_step == HINTS[code] or code == "unknown-stage"
    assert bool(found.example) == (code not in ("unknown-column", "unknown-table", "repeated"))


@pytest.mark.timeout(600)
def test_nothing_is_told_of_tables_without_a_fault():
    """And every next step is one of a fault that has a case here."""
    assert problems(rows()) == ()
    assert {*HINTS} == {*FAULTS}


def test_tables_that_cannot_be_judged_are_refused_with_all_that_is_in_the_way():
    """No deals, an unknown table, columns that are not there: all are named at once."""
    handed = {"evidence": [{"deal": "d1", "id": "e1"}], "evidences": [{"deal": "d1"}]}
    with Engine() as engine, pytest.raises(FactsError) as caught:
        Reader(engine, TINY, "deal", taken_of(engine, handed)).read()
    said = str(caught.value)
    for words in ("these tables cannot be audited", "the table of deals is needed", 'no table "evidences"',
                  'did you mean "evidence"?', 'needs a column "by"', 'needs a column "at"'):  # fmt: skip
        assert words in said


def taken_of(engine, handed):
    """Tables of which the journey may know nothing."""
    known = taken(engine, {name: some for name, some in handed.items() if name in GIVEN})
    return {**known, **{name: known["evidence"] for name in handed if name not in GIVEN}}


def test_the_first_of_two_rows_holds_whatever_their_order():
    """Of a deal, a participant, a value: the result does not hang on how rows stand."""
    twice = {**FAULTS["deal-twice"][0], **FAULTS["participant-twice"][0], **FAULTS["field-twice"][0]}
    found = []
    for turned in (1, -1):
        handed = {name: some[::turned] for name, some in rows(**twice).items()}
        with Engine() as engine:
            tables = Reader(engine, TINY, "deal", taken(engine, handed)).read().tables
            found.append({name: sorted(map(repr, each.drop(*({"item"} & {*each.columns})).to_pyarrow().to_pylist()))
                          for name, each in tables.items()})  # fmt: skip
    assert found[0] == found[1]
    assert len(found[0]["people"]) == 2


def test_the_page_has_every_table_and_column():
    """In the order of the reader, with what each column holds."""
    said = {}
    for table, text in re.findall(
        r"^### `(\w+)`\n(.*?)(?=^##)", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    ):
        said[table] = dict(re.findall(r"^\| `(\w+)` \| (\w+)", text, re.MULTILINE))
    assert said == {name: dict(columns) for name, columns in GIVEN.items()}
