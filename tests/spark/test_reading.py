"""Tables that somebody hands over are read on Spark as on DuckDB: the same rows, problems and verdicts."""

from __future__ import annotations

import datetime as dt
import importlib

import pytest
from helpers import GATES, HEAD, UTC, framework_of, journey_text

TYPES = """
  offer: {side: seller}
  verdict: {side: customer, answers: offer, outcomes: {for: [agrees], against: [refuses]}}
  visit:
    side: customer
    fields:
      seats: {type: number, optional: true}
      price: {type: money, optional: true}
      share: {type: share, optional: true}
      on: {type: date, optional: true}
      all-there: {type: yes-no, optional: true}
      place: {type: choice, of: [here, there], optional: true}
      note: {type: text, optional: true}
"""
ASKS = """
      it: {say: It., seller: offer, customer: verdict, when: {amount: {at-least: 1000}}}
      seen: {say: Seen., seller: offer, customer: {what: visit, after: offer, with: {seats: {at-least: 2}}}}
    waivers: {by: [boss], for-at-most: 30 days}
  on: {from: second, to: third, requires: {more: {say: More., seller: offer, customer: visit}}}
  end: {from: third, to: won, requires: {last: {say: Last., seller: offer, customer: visit}}}
"""
NOW = dt.datetime(2026, 5, 1, 12, tzinfo=UTC)
VALUES = {
    "seats": ("3", " 2.50 ", "1e3", "many", "", ".5", "1.", "99999999999999999999999999999999", None),
    "price": ("12", "12.50 EUR", "12 USD", "€ 12", "12,5", "-3 EUR", None),
    "share": ("0.4", "1.1", "40 %"),
    "on": ("2026-02-03", "2026-02-30", "3.2.2026"),
    "all-there": ("true", "FALSE", "yes"),
    "place": ("here", "nowhere"),
    "note": ("  two\n\twords ", "   ", "\\d", " favour of "),
}
TIMES = (
    "2026-03-01", "2026-03-01T09:30:00+02:00", "2026-03-01 09:30:15.999999Z", "2026-03-29T01:30-0130", "2026-02-30",
    "2026-03-01T09:30:00", "soon", None,
)  # fmt: skip


def rows():
    """Deals, people and facts as an export has them, right and wrong ones."""
    item = {"deal": "d1", "by": "anna", "what": "visit", "source": "imap", "revision": "0", "copy": "0",
            "grade": "observed"}  # fmt: skip
    evidence = [{**item, "id": f"t{number}", "at": at} for number, at in enumerate(TIMES)]
    evidence += [
        {**item, "id": "v1", "at": "2026-03-05", "revision": "1"},
        {**item, "id": "v1", "at": "2026-03-04", "revision": "0"},
        {**item, "id": "v2", "at": "2026-03-05", "copy": "1", "text": " a\u00a0b  c "},
        {**item, "id": "v2", "at": "2026-03-05", "copy": "2", "text": "other"},
        {**item, "id": "o1", "at": "2026-03-01T08:00Z", "what": "offer", "by": "rita"},
        {**item, "id": "y1", "at": "2026-03-03T08:00Z", "what": "verdict", "machine_sent": "no", "text": "Yes, we do."},
        {**item, "id": "m1", "at": "2026-03-03T08:00Z", "machine_sent": "true", "grade": "certain"},
        {**item, "id": "u1", "at": "2026-03-03", "what": "lunch"},
        {**item, "id": "u2", "at": "2026-03-03", "deal": "nowhere"},
        {**item, "id": "", "at": "2026-03-03"},
    ]
    fields = [
        {"deal": "d1", "id": "v1", "source": "imap", "revision": "1", "copy": "0", "field": name, "value": value}
        for name, all_ in VALUES.items() for value in all_
    ]  # fmt: skip
    return {
        "deals": [
            {"deal": "d1", "owner": "rita", "claimed": "second", "amount": "5000 EUR"},
            {"deal": "d2", "owner": None, "claimed": None, "amount": "x"},
            {"deal": "d2", "owner": "max", "claimed": "", "amount": None},
        ],
        "values": [{"deal": "d1", "field": "amount", "value": "1900", "at": "2026-04-01"},
                   {"deal": "d2", "field": "color", "value": "red", "at": "2026-04-01"}],
        "claims": [{"deal": "d2", "stage": "third", "at": "2026-04-01"}, {"deal": "d1", "stage": "moon", "at": None}],
        "evidence": evidence,
        "fields": fields + [{**fields[0], "id": "v2", "revision": "0", "copy": copy} for copy in ("1", "2")],
        "links": [{"deal": "d1", "id": "y1", "answers": "o1", "source": "imap", "revision": "0", "copy": "0"}],
        "statements": [{"deal": "d1", "about": "y1", "outcome": "agrees", "quote": "Yes,\twe", "by": "rita",
                        "at": "2026-03-03"}],
        "waivers": [{"deal": "d2", "id": "w1", "requirement": "go.it", "by": "max", "reason": " Told. ",
                     "at": "2026-04-20", "until": "2026-05-10"}],
        "people": [{"person": "anna", "side": "customer"}, {"person": "rita", "side": "seller"},
                   {"person": "max", "side": "seller"}],
        "roles": [{"person": "anna", "role": "key", "from": None, "to": "2026-12-31"},
                  {"person": "max", "role": "boss", "from": "2026-01-01", "to": None}],
        "participants": [{"deal": deal, "person": person, "since": None, "left": None}
                         for deal, person in (("d1", "anna"), ("d1", "rita"), ("d2", "max"), ("d2", "ghost"))],
        "sources": [{"source": "imap", "channel": "mail", "deal": None}, {"source": "cal", "channel": "calendar",
                                                                         "deal": "d2"}],
    }  # fmt: skip


def framework():
    """A journey with a field of every type."""
    text = journey_text(GATES + ASKS, TYPES)
    return framework_of(
        HEAD.format(zone="Europe/Berlin") + "currency: EUR\n", f"{text}fields: {{amount: {{type: money}}}}\n"
    )


def answers(engine):
    """The tables, problems and verdicts that come of the rows in an engine; items by what they are, not by number."""
    ibis, pa = importlib.import_module("ibis"), importlib.import_module("pyarrow")
    home = importlib.import_module("gatecoach.audit.reading")
    given = {name: engine.keep(name, ibis.memtable(_text(pa, name, each))) for name, each in rows().items()}
    read = home.Reader(engine, framework(), "deal", given).read()
    found = importlib.import_module("gatecoach.audit").audit(
        framework(), read.tables, NOW, engine=engine, journey="deal"
    )
    tables = {name: table.to_pyarrow().to_pylist() for name, table in read.tables.items()}
    named = {row["item"]: (row["id"], row["revision"], row["content"]) for row in tables["evidence"]}
    for row in (row for each in tables.values() for row in each if "item" in row):
        row["item"] = named[row["item"]]
    return {
        "tables": {name: sorted(each, key=repr) for name, each in tables.items()},
        "problems": sorted((each.as_dict() | {"example": ""} for each in read.problems), key=repr),
        "deals": [*found.rows()],
        "sides": sorted(found.sides.to_pyarrow().to_pylist(), key=repr),
    }


def _text(pa, name, each):
    """The rows as a table of texts; where a column is a time, a number or a flag, the engines read it themselves."""
    columns = dict.fromkeys(column for row in each for column in row)
    return pa.table({column: pa.array([row.get(column) for row in each], pa.string()) for column in columns})


@pytest.mark.timeout(900)
def test_given_tables_are_read_alike(spark):
    """Written times, amounts, flags and odd numbers, copies that differ, and rows that nothing can be made of."""
    engines = importlib.import_module("gatecoach.audit").Engine
    with engines() as here, engines(spark) as there:
        wanted, found = answers(here), answers(there)
    assert found == wanted
    assert {each["code"] for each in wanted["problems"]} == {
        "bad-time", "bad-value", "deal-twice", "empty", "field-twice", "no-time", "repeated", "unknown-deal",
        "unknown-evidence", "unknown-field", "unknown-grade", "unknown-person", "unknown-stage",
    }  # fmt: skip
    assert [(each["deal"], each["verified"]) for each in wanted["deals"]] == [("d1", "won"), ("d2", "first")]


def test_odd_values_are_read_alike(spark):
    """Whole numbers, flags, amounts and white space: not as the engine would by itself."""
    oddly = importlib.import_module("audit.oddly")
    with importlib.import_module("gatecoach.audit").Engine(spark) as engine:
        assert oddly.read(engine) == oddly.wanted()


@pytest.mark.parametrize("clock", ["at", "day"])
def test_times_of_a_type_are_read_alike(spark, clock):
    """An instant keeps its microseconds before and after 1970, a day its number; a time without a zone is none."""
    ibis, pa = importlib.import_module("ibis"), importlib.import_module("pyarrow")
    engines, times = importlib.import_module("gatecoach.audit").Engine, importlib.import_module("gatecoach.audit.times")
    moments = [
        dt.datetime(2026, 4, 2, 9, 30, 1, 999_999, tzinfo=UTC),
        dt.datetime(1969, 12, 31, 23, 59, 59, 700_000, UTC),
    ]
    arrow = pa.table({
        "at": pa.array(moments, pa.timestamp("us", "UTC")), "day": [each.date() for each in moments],
        "bare": pa.array([each.replace(tzinfo=None) for each in moments], pa.timestamp("us")),
    })  # fmt: skip
    for engine in (engines(), engines(spark)):
        with engine:
            table = engine.keep("times", ibis.memtable(arrow))
            instant, day = times.read(table[clock])
            bare, _ = times.read(table.bare)
            found = table.select(instant=instant, day=day, bare=bare).to_pyarrow().to_pylist()
        wanted = {"at": [(1775122201999999, None), (-300000, None)], "day": [(None, 739708), (None, 719162)]}[clock]
        assert sorted((each["instant"], each["day"]) for each in found) == sorted(wanted)
        assert {each["bare"] for each in found} == {None}
