"""What an audit found is written so that others can read it, and so that no spreadsheet runs any of it."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import zipfile
from xml.etree import ElementTree as ET

import duckdb
import pytest
from audit.agreeing import NOW, made_up
from cli.small_deal import ROOT

from gatecoach.audit import Engine, audit, deals_of, results, save, sides_of, summed, written
from gatecoach.cells import harmless
from gatecoach.errors import UsageError
from gatecoach.gate import Status
from gatecoach.journey import standing
from gatecoach.testing.trees import JOURNEY

HOSTILE = ["=1+1", "+4", "-4", "@x", "\tx", "\rx", " =x", "\uff1dx", '="a"&"b"', "d1\nd2", "plain", "-", "4"]
"""Ids of deals, most of which a spreadsheet would run."""
PAGE = (ROOT / "docs/audit.md").read_text(encoding="utf-8")
KIND = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def found():
    """Deals with hostile ids, their standings by id, and what the audit found; the engine lives as long."""
    framework, deals = made_up(8, 3 * len(HOSTILE))
    deals = [dataclasses.replace(each, id=f"{HOSTILE[number % len(HOSTILE)]}{'' if number < len(HOSTILE) else number}")
             for number, each in enumerate(deals)]  # fmt: skip
    with Engine() as engine:
        made = audit(framework, engine.take(written(deals)), NOW, engine=engine, journey=JOURNEY)
        yield made, {each.id: standing(each, NOW) for each in deals}


@pytest.mark.timeout(600)
def test_what_is_missing_is_what_the_gates_to_work_on_wait_for(found):
    """Of the requirements that must be met, those that are not, and that nobody waived; and the waived ones."""
    made, known = found
    rows = {row["deal"]: row for row in deals_of(made, {"plain": "A name"}).to_pyarrow().to_pylist()}
    assert {*rows} == {*known}
    open_ = waived = 0
    for id_, stands in known.items():
        near = [(name, each) for name in stands.blocked for each in stands.decisions[name].requirements]
        missing = [f"{name}.{each.id}" for name, each in near if each.mode == "enforce"
                   and each.status not in (Status.MET, Status.WAIVED, Status.NOT_APPLICABLE)]  # fmt: skip
        every = [(name, each) for name, decision in stands.decisions.items() for each in decision.requirements]
        passed = [f"{name}.{each.id}" for name, each in every if each.status is Status.WAIVED]
        row = rows[id_]
        assert sorted(row["missing"].split()) == sorted(missing)
        assert sorted(row["waived"].split()) == sorted(passed)
        assert (row["name"], row["as_of"]) == ("A name" if id_ == "plain" else "", NOW.isoformat())
        open_, waived = open_ + bool(missing), waived + bool(passed)
    assert open_ > 5
    assert waived


@pytest.mark.timeout(600)
def test_the_numbers_are_those_of_the_deals(found):
    """By gap, by stage, by what is missing: as one counts them by hand."""
    made, known = found
    said = summed(made)
    going = {id_: each for id_, each in known.items() if not each.ended}
    gaps = [each.gap if isinstance(each.gap, int) else str(each.gap) for each in going.values()]
    assert (said.deals, said.open) == (len(known), len(going))
    assert dict(said.gaps) == {gap: gaps.count(gap) for gap in gaps}
    for stage, count in said.stages.items():
        assert count.claimed == sum(each.claimed == stage for each in going.values())
        assert count.verified == sum(each.verified == stage for each in going.values())
    rows = deals_of(made).to_pyarrow().to_pylist()
    waits = [name for row in rows if not row["ended"] for name in row["missing"].split()]
    assert {f"{each.gate}.{each.requirement}": each.deals for each in said.lacking} == {
        name: waits.count(name) for name in waits
    }
    assert [each.deals for each in said.lacking] == sorted((each.deals for each in said.lacking), reverse=True)
    top = max(gap for gap in gaps if isinstance(gap, int))
    assert known[said.widest].gap == top


@pytest.mark.timeout(600)
def test_no_cell_of_csv_or_xlsx_is_a_formula_and_numbers_are_numbers(found, tmp_path):
    """Every text that would run has a sign before it, in both tables; and nothing else has."""
    made, known = found
    for ending in ("csv", "xlsx"):
        files = save(made, tmp_path / f"a.{ending}", dict.fromkeys(known, "=name"))
        deals, sides = read_csv(files) if ending == "csv" else read_xlsx(files[0])
        assert sorted(row["deal"] for row in deals) == sorted(map(harmless, known))
        assert {row["deal"] for row in sides} == {*map(harmless, known)}
        assert {row["name"] for row in deals} == {"'=name"}
        assert {type(row["gap"]) for row in deals if row["gap"] not in ("", None)} <= {
            str if ending == "csv" else float
        }
        cells = [cell for row in (*deals, *sides) for cell in row.values() if isinstance(cell, str)]
        assert [cell for cell in cells if re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell)] == []
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist())


def read_csv(files):
    """Both tables of CSV."""
    return [list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""))) for path in files]


def read_xlsx(path):
    """Both sheets of a workbook, with text, numbers and truth values told apart."""
    with zipfile.ZipFile(path) as book:
        return [rows_of(ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))) for number in (1, 2)]


def rows_of(sheet):
    """The rows of a sheet by the names in the first."""
    read = [{re.sub(r"\d", "", each.get("r")): value_of(each) for each in row.iter(f"{KIND}c")}
            for row in sheet.iter(f"{KIND}row")]  # fmt: skip
    return [{title: row.get(column) for column, title in read[0].items()} for row in read[1:]]


def value_of(cell):
    """What is in a cell: a text that stands in it, a number, or a truth value."""
    kind = cell.get("t", "n")
    assert kind in ("inlineStr", "n", "b")
    if kind == "inlineStr":
        return "".join(each.text or "" for each in cell.iter(f"{KIND}t")).replace("_x000D_", "\r")
    text = cell.findtext(f"{KIND}v")
    return None if text is None else float(text) if kind == "n" else text == "1"


@pytest.mark.timeout(600)
def test_parquet_and_json_hold_what_was_found(found, tmp_path):
    """Every row of both tables, texts as they are, in the order of deals."""
    made, _ = found
    wanted = [each.to_pyarrow().to_pylist() for each in (
        deals_of(made).order_by("deal"), sides_of(made).order_by(["deal", "gate", "requirement", "side"]))]  # fmt: skip
    (one,) = save(made, tmp_path / "a.json")
    said = json.loads(one.read_text(encoding="utf-8"))
    assert [said["deals"], said["sides"]] == wanted
    assert (said["schema"], said["journey"], said["as_of"]) == (1, JOURNEY, NOW.isoformat())
    for place, names in (("a.parquet", ["a.parquet", "a-sides.parquet"]), ("b", ["deals.parquet", "sides.parquet"]),
                         ("b", ["deals.parquet", "sides.parquet"])):  # fmt: skip
        files = save(made, tmp_path / place)
        assert [each.name for each in files] == names
        read = [duckdb.sql(f"from '{each}'").fetch_arrow_table().to_pylist() for each in files]
        assert read == wanted


@pytest.mark.timeout(600)
def test_what_cannot_be_written_is_refused_first(found, tmp_path, monkeypatch):
    """Another ending, a folder that is not there, more rows than a sheet holds."""
    made, _ = found
    with pytest.raises(UsageError, match=r"\.parquet, \.csv, \.xlsx or \.json, or a folder"):
        save(made, tmp_path / "a.txt")
    with pytest.raises(FileNotFoundError):
        save(made, tmp_path / "not/there.csv")
    monkeypatch.setattr(results, "SHEET", 5)
    with pytest.raises(UsageError, match="a sheet holds 5") as caught:
        save(made, tmp_path / "b.xlsx")
    assert caught.value.code == "too-many-rows"


def test_the_page_has_every_column_of_the_results():
    """With the words of the library."""
    for columns in (results.DEALS, results.SIDES):
        for name, words in columns.items():
            assert f"| `{name}` | {words} |" in PAGE
