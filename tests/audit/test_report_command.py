"""`gatecoach report pipeline`: a page in a file, of tables or of files, or why there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from audit.piped import HEAD, journey_text
from cli.conftest import folder, run  # noqa: F401 - fixtures

from gatecoach.errors import UsageError

EXAMPLE = Path(__file__).parents[2] / "examples/pipeline/tables"
AT = ("--at", "2026-06-30")
B2B = ("report", "pipeline", "--framework", "b2b", "--data", str(EXAMPLE), *AT)
DEALS = """deal,owner,claimed,amount,unit,made,over
a,<b>ada</b>,three,1000,west,2026-01-01,
b,bo,two,500,west,2026-05-01,
c,bo,lost,70,east,2026-01-01,2026-02-01
"""


@pytest.fixture
def tables(folder):  # noqa: F811 - the fixture
    """A folder of tables with three deals and no evidence, and a framework to judge them by."""
    (folder / "tables").mkdir()
    (folder / "tiny").mkdir()
    (folder / "tiny/framework.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "tiny/deal.yaml").write_text(journey_text(), encoding="utf-8")
    (folder / "tables/deals.csv").write_text(DEALS, encoding="utf-8")
    return folder


def report(run, *more):  # noqa: F811 - the fixture
    """Run the command on the three deals."""
    return run("report", "pipeline", "--framework", "tiny", "--data", "tables", "--fetched-by", "connector", *AT, *more)


def test_a_page_is_written_to_the_file(run, tables):  # noqa: F811
    """Nothing but where it is and as of when is said; twice it is the same page."""
    done = report(run, "--out", "one.html")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == ["as of 2026-06-30", "written to one.html"]
    page = (tables / "one.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "2 of 2 open deals are claimed further than the evidence supports: 1.5 k EUR." in page
    report(run, "--out", "two.html")
    assert (tables / "two.html").read_text(encoding="utf-8") == page


def test_a_page_may_go_to_a_program(run, tables):  # noqa: F811
    """Where stdout is no terminal."""
    done = report(run)
    assert (done.code, done.out.count("</html>")) == (0, 1)


def test_a_terminal_gets_no_page(run, tables, monkeypatch):  # noqa: F811
    """It is asked for a file, before any work is done."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    done = report(run)
    assert (done.code, done.out) == (2, "")
    assert "[no-out]" in done.err
    assert "--out pipeline.html" in done.err


def test_columns_tell_the_team_and_the_days(run, tables):  # noqa: F811
    """None of them is one that a framework knows, and none is told as a flaw."""
    page = report(run, "--team", "unit", "--opened", "made", "--closed", "over").out
    assert "The gap by team" in page
    assert ">west<" in page
    assert "the longest took 31 days" in page
    assert "nothing reads the column" not in page
    assert "The gap by team" not in report(run).out


def test_an_empty_column_of_days_says_nothing(run, tables):  # noqa: F811
    """It is no other kind of column: every deal may still be open. Any ending that means HTML will do."""
    (tables / "tables/deals.csv").write_text(DEALS.replace(",2026-02-01", ","), encoding="utf-8")
    done = report(run, "--closed", "over", "--out", "page.HTM")
    assert (done.code, (tables / "page.HTM").is_file()) == (0, True)


def test_names_of_deals_and_reps_are_words(run, tables):  # noqa: F811
    """Whatever a CRM has in a field."""
    page = report(run).out
    assert "<b>ada" not in page
    assert "&lt;b&gt;ada&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("more", "code", "help"),
    [
        (("--team", "unt"), "unknown-column", 'did you mean "unit"?'),
        (("--opened", "mode"), "unknown-column", 'did you mean "made"?'),
        (("--money", "amont"), "unknown-field", 'did you mean "amount"?'),
        (("--opened", "amount"), "bad-day", "a field of type money"),
        (("--closed", "unit"), "bad-day", "nothing in it can be read as one"),
        (("--out", "no/such/page.html"), "not-written", "Name another file"),
        (("--out", "page.pdf"), "unknown-kind", "ends in .html"),
    ],
)
def test_what_cannot_be_is_said_with_a_next_step(run, tables, more, code, help):  # noqa: F811
    """And there is no page."""
    done = report(run, *more)
    assert (done.code, done.out) == (2, "")
    assert f"[{code}]" in done.err
    assert help in done.err


def test_without_altair_it_says_what_to_install(run, tables, monkeypatch):  # noqa: F811
    """Before any work is done."""
    for name in [each for each in sys.modules if each.startswith("gatecoach.report.pipeline.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "altair", None)
    done = report(run)
    assert (done.code, done.out) == (2, "")
    assert "[no-report]" in done.err
    assert 'pip install "gatecoach[report]"' in done.err


def test_another_engine_may_work_it_out(run, tables, monkeypatch):  # noqa: F811
    """The one that is named: without PySpark it is said what to install."""
    page = report(run).out
    assert report(run, "--engine", "duckdb").out == page
    for name in ("pyspark", "pyspark.sql", "pyspark.errors"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "gatecoach.audit.spark", raising=False)
    done = report(run, "--engine", "spark")
    assert (done.code, done.out) == (2, "")
    assert 'pip install "gatecoach[spark]"' in done.err


def test_another_missing_module_is_a_fault_of_ours(monkeypatch):
    """And an unknown name is none of the package."""
    import gatecoach.report.pipeline as package  # noqa: PLC0415 - its attributes are what is tested

    with pytest.raises(AttributeError, match="no attribute 'pipelin_html'"):
        package.pipelin_html  # noqa: B018 - asking is the test
    monkeypatch.setitem(package._HOME, "gone", "gone")
    with pytest.raises(ModuleNotFoundError):
        package.gone  # noqa: B018 - same
    assert issubclass(UsageError, Exception)


def test_the_example_is_told_in_one_sentence(run):  # noqa: F811
    """What a sales director reads first, of the pipeline that comes with the repository."""
    page = run(*B2B).out
    assert "open deals are claimed further than the evidence supports" in page
    assert page.count("<svg") == 6
    assert "Quality of the data" in page
