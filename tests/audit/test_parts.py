"""A large pipeline in parts: every deal in one of them, with all that is its own, and the same answers as at once."""

from __future__ import annotations

import functools
import importlib

import ibis
import pytest
from audit.agreeing import NOW, audited, known, unlike
from ibis.expr.operations import DatabaseTable

from gatecoach.audit import Engine, audit, written
from gatecoach.audit.items import moments_of
from gatecoach.audit.parts import parts
from gatecoach.testing.trees import JOURNEY

SEEDS = (3, 5)
DEALS = 24
FEW = 60
"""So few pieces of evidence go at once here."""


@functools.cache
def rows_of(seed):
    """The rows of the tables of made-up deals."""
    return written(known(seed, DEALS)[1])


def few(pieces=FEW):
    """An engine that takes so many pieces of evidence at once."""
    engine = Engine()
    engine.at_once = pieces
    return engine


def listed(table, column):
    """The values of a column, in order."""
    return sorted(table.select(column).to_pyarrow().column(column).to_pylist())


@pytest.mark.parametrize("seed", SEEDS)
def test_parts_agree_with_the_kernel(seed):
    """Every status, what is carried and waived, the verified stage and the gap, of each deal once."""
    framework, deals, said = known(seed, DEALS)
    found = audited(framework, deals, engine=few())
    assert {*found} == {each.id for each in deals}
    assert {name: odd for name, each in said.items() if (odd := unlike(each, found[name]))} == {}


def test_every_row_is_in_one_part():
    """Of each table the parts hold the same rows as the whole: nothing twice, nothing left out."""
    framework = known(SEEDS[0], DEALS)[0]
    with few() as engine:
        tables = engine.take(rows_of(SEEDS[0]))
        found = [some for some, _ in parts(engine, tables, framework.judged_at(NOW))]
        assert len(found) > 3
        assert tables["fields"].count().to_pyarrow().as_py()
        assert {*found[0]} == {*tables}
        for name, table in tables.items():
            held = sorted(value for some in found for value in listed(some[name], "deal"))
            assert held == listed(table, "deal"), name


def test_a_sample_tells_where_parts_begin(monkeypatch):
    """Of many pieces some tell how much each deal weighs; still every row is in one part, and none is far too large."""
    monkeypatch.setattr(importlib.import_module("gatecoach.audit.parts"), "ENOUGH", FEW // 3)
    framework = known(SEEDS[0], DEALS)[0]
    with few() as engine:
        tables = engine.take(rows_of(SEEDS[0]))
        found = [some for some, _ in parts(engine, tables, framework.judged_at(NOW))]
        sizes = [some["evidence"].count().to_pyarrow().as_py() for some in found]
        assert sum(sizes) == tables["evidence"].count().to_pyarrow().as_py()
        held = sorted(value for some in found for value in listed(some["evidence"], "item"))
        assert held == listed(tables["evidence"], "item")
    assert len(sizes) > 2
    assert max(sizes) < 3 * FEW


def test_a_deal_is_never_torn():
    """Though each holds more than goes at once, all of a deal is in one part, and no two heavy ones share one."""
    framework = known(SEEDS[0], DEALS)[0]
    with few(1) as engine:
        tables = engine.take(rows_of(SEEDS[0]))
        found = [some for some, _ in parts(engine, tables, framework.judged_at(NOW))]
        homes = [{*listed(some["evidence"], "deal")} for some in found]
    assert sum(map(len, homes)) == len(set().union(*homes))
    assert max(map(len, homes)) == 1


def test_parts_hold_about_as_many_pieces_as_go_at_once():
    """A part goes beyond that by less than its last deal."""
    framework = known(SEEDS[0], DEALS)[0]
    rows = rows_of(SEEDS[0])["evidence"]
    heaviest = max(sum(row["deal"] == each["deal"] for row in rows) for each in rows)
    with few() as engine:
        tables = engine.take(rows_of(SEEDS[0]))
        found = [some for some, _ in parts(engine, tables, framework.judged_at(NOW))]
        sizes = [some["evidence"].count().to_pyarrow().as_py() for some in found]
    assert len(sizes) > 1
    assert max(sizes) < FEW + heaviest


def test_few_pieces_go_at_once():
    """Where all fit there is one part, and it is the tables themselves; so it is on an engine without a bound."""
    framework = known(SEEDS[0], DEALS)[0]
    at = framework.judged_at(NOW)
    for pieces in (len(rows_of(SEEDS[0])["evidence"]), 0):
        with few(pieces) as engine:
            tables = engine.take(rows_of(SEEDS[0]))
            assert list(parts(engine, tables, at)) == [(tables, at)]


def test_moments_of_their_own_are_parted_too():
    """Deals with a moment each, as a trend has them: each moment is in the part of its deal."""
    framework = known(SEEDS[0], DEALS)[0]
    with few() as engine:
        tables = engine.take(rows_of(SEEDS[0]))
        at = framework.judged_at(NOW)
        asked = {"until": ibis.literal(at.end), "on": ibis.literal(at.day)}
        deals, claims = (tables[name].mutate(**asked) for name in ("deals", "claims"))
        moments = moments_of(engine, deals.select("deal", "owner", "until", "on"), claims, framework.journey(JOURNEY))
        found = list(parts(engine, tables, moments))
        assert len(found) > 1
        for some, own in found:
            assert listed(own, "name") == listed(some["deals"], "deal")


def test_nothing_is_left_of_parts():
    """After an audit in parts there are two more tables in the engine: the levels of all deals, and their places."""
    framework = known(SEEDS[0], DEALS)[0]
    with few() as engine:
        tables = engine.take(rows_of(SEEDS[0]))
        before = tables_of(engine)
        found = audit(framework, tables, NOW, engine=engine, journey=JOURNEY)
        made = {name.rpartition("_")[0] for name in tables_of(engine) - before}
        assert made == {"gatecoach_levels", "gatecoach_places"}
        assert len(tables_of(engine) - before) == len(made)
        assert {each.name for each in found.judged.op().find(DatabaseTable)} == tables_of(engine) - before


def tables_of(engine):
    """The names of all tables for a while in a DuckDB."""
    return {name for (name,) in engine.connection.raw_sql("SELECT table_name FROM duckdb_tables()").fetchall()}
