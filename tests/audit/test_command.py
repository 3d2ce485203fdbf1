"""`gatecoach audit` and `gatecoach explain DEAL`, as somebody types them over tables, exports and files."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from unittest.mock import Mock

import duckdb
import pytest
from audit import exports
from cli.small_deal import ROOT

from gatecoach.audit import results, summed
from gatecoach.cli import main
from gatecoach.cli.audit_text import Said, summary_text
from gatecoach.cli.bundle import gather
from gatecoach.cli.deal import build
from gatecoach.cli.pipeline import Wants, _subjects, pipeline
from gatecoach.cli.telling import problem_lines
from gatecoach.framework import load
from gatecoach.journey import standing

TABLES = ROOT / "examples/pipeline/tables"
EXPORT = ROOT / "examples/pipeline/export"
MAPPING = ROOT / "examples/pipeline/our-crm.yaml"
SHARED = ROOT.parent / "shared/data/crm_maven"
B2B = ("--framework", "b2b", "--at", "2026-06-30")
ON_TABLES = (*B2B, "--data", str(TABLES))
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """A function: the exit code and both outputs of a command on a terminal so wide."""
    monkeypatch.chdir(tmp_path)

    def running(*words):
        monkeypatch.setenv("COLUMNS", "80")
        capsys.readouterr()
        code = main([str(each) for each in words])
        done = capsys.readouterr()
        return code, done.out, done.err

    return running


def test_the_example_is_told_on_any_terminal():
    """No line but a command to copy is wider than it; the numbers are those of the deals."""
    wants = Wants("b2b", [TABLES], at="2026-06-30")
    with pipeline(wants) as found:
        said = Said(found.audit, summed(found.audit), found.problems, found.names, wants.words())
    for columns in (40, 80):
        problems = [line for each in said.problems for line in problem_lines(each, columns)]
        lines = summary_text(said, columns, saved=False).splitlines()
        assert [line for line in (*lines, *problems) if len(line) > columns and line[:12] != "  gatecoach "] == []
        told = " ".join(" ".join((*lines, *problems)).split())
        for words in ("60 deals, 49 open and 11 ended", "Missing most often in open deals, whatever they claim",
                      "Most gates too far: D-1011",
                      "gatecoach explain D-1011 --data", "--out deals.xlsx", "for example deal D-1003, id e9001",
                      "evidence.at: neither a day nor a time with its zone (2 rows, not used)"):  # fmt: skip
            assert words in told
    assert "--out" not in summary_text(said, 80, saved=True)


def test_a_machine_is_told_the_same(run):
    """Deals, gaps, stages, what is missing, and every problem with its rows and next step."""
    code, out, _ = run("audit", *ON_TABLES, "--format", "json")
    said = json.loads(out)
    assert (code, said["deals"], said["open"] + said["ended"], said["journey"]) == (0, 60, 60, "opportunity")
    assert sum(each["deals"] for each in said["gaps"]) == said["open"]
    assert {each["code"] for each in said["problems"]} == {
        "bad-time", "repeated", "deal-twice", "unknown-deal", "unknown-evidence", "unknown-stage", "bad-value",
        "unknown-person",
    }  # fmt: skip
    assert all(each["hint"] for each in said["problems"])


def test_a_database_file_and_parquet_say_what_csv_says(run, tmp_path):
    """The same tables in a file of DuckDB, and as Parquet in a folder."""
    with duckdb.connect(str(tmp_path / "our.duckdb")) as made:
        for path in sorted(TABLES.glob("*.csv")):
            made.execute(f"create table {path.stem} as from read_csv('{path}', all_varchar=true)")
            made.execute(f"copy {path.stem} to '{tmp_path}/{path.stem}.parquet'")
    folder = tmp_path / "parquet"
    folder.mkdir()
    for path in sorted(tmp_path.glob("*.parquet")):
        path.rename(folder / path.name)
    wanted = run("audit", *ON_TABLES, "--format", "json")[1]
    for data in ("our.duckdb", "parquet"):
        assert run("audit", *B2B, "--data", data, "--format", "json")[1] == wanted


def test_explain_says_of_a_deal_what_the_audit_says(run):
    """By id and by name, with near misses; and a code is explained as ever."""
    rows = {row["deal"]: row for row in audited(run, *ON_TABLES)}
    for name, id_ in (("D-1011", "D-1011"), ("Alder Mills", "D-1030")):
        code, out, _ = run("explain", name, *ON_TABLES, "--format", "json")
        said = json.loads(out)
        assert (code, said["subject"], said["verified"]) == (0, id_, rows[id_]["verified"])
        assert (said["claimed"], " ".join(said["blocked"])) == (rows[id_]["claimed"], rows[id_]["next"])
    _, out, _ = run("explain", "D-1011", *ON_TABLES)
    assert "owner Tom Asher" in out
    assert "Needs admitted: does not open" in out
    assert run("explain", "GC014", *ON_TABLES)[1].startswith("GC014: ")


KEPT = {}
"""What was written for which words: an audit is dear, and tests ask for the same again."""


def audited(run, *words):
    """The deals that `audit --out` writes."""
    if words not in KEPT:
        code, _, err = run("audit", *words, "--out", "found.csv")
        assert code == 0, err
        assert "written to found.csv\nwritten to found-sides.csv\n" in err
        KEPT[words] = read("found.csv"), err
    return KEPT[words][0]


def read(name):
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(Path(name).read_bytes().decode(), newline="")))


def test_a_deal_that_is_none_and_no_code_either_is_said_to_be_neither(run):
    """With the nearest deal where there are data, and the way to name them where there are none."""
    code, _, err = run("explain", "D-101x", *ON_TABLES)
    assert (code, "there is no deal" in err, "did you mean" in err) == (2, True, True)
    code, _, err = run("explain", "D-101x")
    assert (code, "there is no code" in err, "--data PATH" in err) == (2, True, True)


def test_an_export_is_audited_as_each_of_its_deals_is_looked_at(run):
    """What the quick way makes of an export is what `standing` makes of each deal; its rejects are counted."""
    words = (*B2B, "--data", EXPORT, "--mapping", MAPPING)
    rows = {row["deal"]: row for row in audited(run, *words)}
    wants = Wants("b2b", [EXPORT], mapping=[str(MAPPING)])
    framework = load("b2b")
    bundle = gather(framework, "opportunity", wants.inputs().wanted)
    at = dt.date(2026, 6, 30)
    quick = {each.id: each for each in _subjects(bundle, [].append)}
    assert {*quick} == {*bundle.named()} == {*rows}
    for id_ in [*quick][:12]:
        slow = build(id_, bundle, [].append).for_all
        assert quick[id_].digest == slow.digest
        assert standing(slow, at).verified == rows[id_]["verified"]
    assert 'no stage of the framework is called "Negotiation" (2 rows' in " ".join(KEPT[words][1].split())


def test_a_folder_of_mails_and_facts_is_audited_too(run):
    """Whatever `standing` takes, deal by deal as it says it."""
    line = ROOT / "examples/line-3-retrofit"
    words = ("--data", line, "--framework", line / "brightline", "--at", "2026-03-20")
    (row,) = audited(run, *words)
    said = json.loads(run("explain", "Line 3 retrofit", *words, "--format", "json")[1])
    assert (row["deal"], row["verified"], row["claimed"]) == (said["subject"], said["verified"], said["claimed"])


def test_it_is_judged_as_of_any_day(run):
    """In April less was known, and a deal of June was none."""
    early = {row["deal"]: row for row in audited(run, "--framework", "b2b", "--data", TABLES, "--at", "2026-04-15")}
    late = {row["deal"]: row for row in audited(run, *ON_TABLES)}
    assert {row["as_of"] for row in early.values()} == {"2026-04-15"}
    assert {*early} == {*late}
    assert sum(each["verified"] != late[id_]["verified"] for id_, each in early.items()) > 10
    assert sum(not each["claimed"] for each in early.values()) > sum(not each["claimed"] for each in late.values())


def audited_export(run, folder):
    """What an export of the well-known shape comes to: the summary, the rows by deal, what is told."""
    (folder.parent / "map.yaml").write_text(exports.MAPPING, encoding="utf-8")
    words = ("--framework", "b2b", "--data", folder, "--mapping", folder.parent / "map.yaml", "--at", "2017-12-31")
    code, out, err = run("audit", *words, "--format", "json", "--out", "found.csv")
    assert code == 0
    return json.loads(out), {row["deal"]: row for row in read("found.csv")}, err


@pytest.mark.parametrize("whose", ["ours", "shared"])
def test_without_evidence_nothing_is_verified(whose, run, tmp_path):
    """An export without any evidence: every deal is where it began, and claims are those of the file."""
    if whose == "shared" and not SHARED.is_dir():
        pytest.skip("shared/data/crm_maven is not on this machine; the same shape is made up beside it")
    folder = tmp_path / "export"
    if whose == "shared":
        shutil.copytree(SHARED, folder)
    else:
        exports.write(folder)
    said, rows, _ = audited_export(run, folder)
    given = exports.rows_of(folder)
    assert {row["verified"] for row in rows.values()} == {"lead"}
    claims = Counter(row["claimed"] for row in rows.values())
    stages = Counter(each["deal_stage"] for each in given)
    wanted = {"lead": "Prospecting", "discovery": "Engaging", "won": "Won", "lost": "Lost"}
    assert claims == {place: stages[name] for place, name in wanted.items()}
    assert said["ended"] == stages["Won"] + stages["Lost"]
    assert [each["stage"] for each in said["stages"] if each["verified"]] == ["lead"]


def test_dirty_exports_are_counted_shown_and_never_fatal(run, tmp_path):
    """Unknown stages, duplicates, mixed dates, missing owners, negative amounts: the rest is judged all the same."""
    folder = exports.write(tmp_path / "export")
    rows = exports.soil(exports.rows_of(folder))
    with (folder / "sales_pipeline.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, exports.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    said, found, err = audited_export(run, folder)
    assert len(found) == said["deals"] == 120
    count = Counter()
    for each in said["problems"]:
        count[each["code"]] += each["rows"]
    assert count["unknown-stage"] >= 2
    assert count["bad-time"] == 2
    assert count["two-rows"] == 1
    assert count["repeated"] >= 4
    assert sum(not row["owner"] for row in found.values()) == 5
    assert "Negotiating" in err


def test_tables_without_deals_are_refused_with_the_next_step(run, tmp_path):
    """An empty folder, one without deals, an unknown table beside them: each with what to do."""
    (tmp_path / "none").mkdir()
    code, _, err = run("audit", *B2B, "--data", "none")
    assert (code, "nothing that can be read" in err) == (2, True)
    shutil.copytree(TABLES, tmp_path / "odd")
    (tmp_path / "odd/evidences.csv").write_text("deal\nd\n", encoding="utf-8")
    (tmp_path / "odd/people.csv").write_text("name\nAda\n", encoding="utf-8")
    code, _, err = run("audit", *B2B, "--data", "odd")
    assert (code, 'there is no table "evidences"; did you mean "evidence"?' in err) == (2, True)
    assert 'the table "people" needs a column "person"' in err
    code, _, err = run("audit", *B2B, "--data", "odd", "--data", "none")
    assert (code, "tables stand alone" in err) == (2, True)


def test_what_cannot_be_written_is_said(run):
    """A folder that is not there or takes nothing, a file where a folder is meant, an ending that is none."""
    Path("a").write_text("so", encoding="utf-8")
    for out, words in (
        ("no/a.csv", "it cannot be written: there is no folder no"),
        ("a.txt", "cannot be told by the ending"),
        ("a", "it is there already, and is no folder"),
        ("/proc/a.csv", "the folder /proc does not let you"),
    ):
        code, _, err = run("audit", *ON_TABLES, "--out", out)
        assert (code, words in err) == (2, True)


def test_a_full_disk_is_no_fault_of_ours(tmp_path, monkeypatch):
    """What the engine says of it is an error of the system; another of its errors is what it was."""
    for error, kind in (
        (duckdb.IOException("full"), OSError),
        (duckdb.BinderException("ours"), duckdb.BinderException),
    ):
        monkeypatch.setattr(results, "SINGLE", {".csv": Mock(side_effect=error)})
        with pytest.raises(kind):
            results._single(".csv", None, tmp_path / "a.csv")


def test_the_folder_one_is_in_may_take_the_results(run):
    """As any other folder."""
    code, _, err = run("audit", *ON_TABLES, "--out", ".")
    assert (code, "written to deals.parquet\nwritten to sides.parquet\n" in err) == (0, True)
    assert len(duckdb.read_parquet("deals.parquet").fetchall()) == 60


def test_explain_tells_what_is_wrong_with_the_rows_of_the_deal(run):
    """As the audit does; of other problems how many there are, and the command that tells them."""
    told = " ".join(run("explain", "D-1004", *ON_TABLES)[2].split())
    assert "evidence.what: evidence of types that are not there (1 row, not used) for example deal D-1004" in told
    assert "The data have 9 other problems. What they are, says: gatecoach audit --data" in told
    told = " ".join(run("explain", "D-1040", *ON_TABLES)[2].split())
    assert "for example" not in told
    assert "The data have 10 problems." in told


def test_an_unknown_journey_is_refused_with_those_there_are(run):
    """The nearest, or all of them."""
    code, _, err = run("audit", *ON_TABLES, "--journey", "nope")
    assert (code, "known: " in err, "loyalty, opportunity" in err) == (2, True, True)
    assert 'did you mean "opportunity"?' in run("audit", *ON_TABLES, "--journey", "oportunity")[2]


def test_a_trend_of_years_by_the_day_is_refused(run):
    """With the number; each day is an audit."""
    code, out, err = run("trend", *ON_TABLES, "--from", "2020-01-01", "--every", "1")
    assert (code, out) == (2, "")
    assert "2,373 days are asked for" in err
    assert "400 are the most" in err


def test_the_tables_of_a_pipeline_live_as_long_as_it(tmp_path):
    """Deals, names and teams are there, and the same tables are judged as of another day."""
    with pipeline(Wants("b2b", [TABLES], at="2026-06-30")) as found:
        assert found.names["D-1002"] == "Cliff Paper"
        assert (found.teams["tom.asher"], found.people["ada.stern"]) == ("north", "Ada Stern")
        assert len(found.named()) == 60
        (one,) = found.subjects(["D-1011"])
        now = {row["deal"]: row["verified"] for row in found.audit.rows()}
        assert standing(one, found.at).verified == now["D-1011"]


UNUSED = {
    "--people": ("people.yaml", "table `people`"),
    "--keys": ("keys.yaml", "column `grade` of `evidence`"),
    "--trusted": ("mx.example", "column `grade` of `evidence`"),
    "--channel": ("/bus=mail", "table `sources`"),
}
"""Options that say nothing of tables, with a value and where to say the same."""


def test_an_option_that_says_nothing_of_tables_is_told(run):
    """Each once, with what to do instead; what is found is the same, and nothing is told where none was typed."""
    typed = [word for option, (value, _) in UNUSED.items() for word in (option, value)]
    _, plain, quiet = run("audit", *ON_TABLES)
    code, out, err = run("audit", *ON_TABLES, *typed)
    assert (code, out) == (0, plain)  # the commands to type next do not repeat them either
    said = told_as_unused(err)
    assert {*said} == {*UNUSED}
    for option, (_, step) in UNUSED.items():
        assert step in said[option]
    assert told_as_unused(quiet) == {}
    assert {*told_as_unused(run("explain", "D-1011", *ON_TABLES, "--trusted", "mx.example")[2])} == {"--trusted"}


def test_an_option_that_says_something_of_files_is_not_told(run):
    """Of an export it is used."""
    _, _, err = run("audit", *B2B, "--data", EXPORT, "--mapping", MAPPING, "--trusted", "mx.example")
    assert told_as_unused(err) == {}


def told_as_unused(err):
    """The options that are told as not used, each with its next step."""
    found = re.findall(r"(--[a-z]+) is not used, for the data are tables\. ([^.]+)\.", " ".join(err.split()))
    assert len(found) == len(dict(found))
    return dict(found)


def test_spark_that_is_not_there_is_named(run, monkeypatch):
    """With what to type."""
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    code, _, err = run("audit", *ON_TABLES, "--engine", "spark")
    assert (code, 'pip install "gatecoach[spark]"' in err) == (2, True)
