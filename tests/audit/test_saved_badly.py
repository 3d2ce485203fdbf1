"""Tables as tired people save them: what can be read is read, and what cannot is said in plain words, with the file."""

from __future__ import annotations

import json

import duckdb
import pytest
from audit.piped import HEAD, journey_text
from cli.conftest import folder, run  # noqa: F401 - fixtures

from gatecoach.cli.engines import readable
from gatecoach.cli.pipeline import Wants, pipeline
from gatecoach.cli.sheets import head_of
from gatecoach.errors import UsageError

DEALS = "deal,name,owner,claimed,amount\na,Aé,ada,three,1000\nb,B,bo,two,500\nc,C,bo,one,70\n"
EVIDENCE = "deal,id,by,at,what,text\na,e1,ada,2026-05-01,did-one,fine\n"
CLAIMS = "deal,stage,at\na,three,2026-05-01\n"
AT = ("--at", "2026-06-30")
pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def place(folder):  # noqa: F811 - the fixture
    """A folder of tables that can all be read, and a framework to judge them by."""
    (folder / "tiny").mkdir()
    (folder / "tiny/framework.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "tiny/deal.yaml").write_text(journey_text(), encoding="utf-8")
    (folder / "tables").mkdir()
    for name, text in (("deals", DEALS), ("evidence", EVIDENCE), ("claims", CLAIMS)):
        (folder / f"tables/{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def audit(run, place):  # noqa: F811 - the fixtures
    """A function: an audit, or another command, over the tables of `place`."""

    def audited(*more, command=("audit",), data="tables"):
        return run(*command, "--framework", "tiny", "--data", data, *AT, *more)

    return audited


def problems(done):
    """The problems with the data by table and code, as a machine is told them."""
    assert done.code == 0, done.err
    return {(each["table"], each["code"]): each for each in json.loads(done.out)["problems"]}


@pytest.fixture
def read(place):
    """A function: the problems with the tables of `place`, and what the deals are called; nothing is judged."""

    def reading():
        with pipeline(Wants("tiny", [place / "tables"], at=AT[1])) as found:
            return {(each.table, each.code): each for each in found.problems}, found.named()

    return reading


WORKBOOK = b"PK\x03\x04\x14\x00" + bytes(range(256))
REFUSED = {
    "utf-16": ("deals.csv", DEALS.encode("utf-16"), "it is not in UTF-8", "CSV UTF-8"),
    "utf-16 without a mark": ("deals.csv", DEALS.encode("utf-16-le"), "it is not in UTF-8", "CSV UTF-8"),
    "cp1252": ("deals.csv", DEALS.encode("cp1252"), "line 2 is not in UTF-8", "CSV UTF-8"),
    "a workbook": ("deals.csv", WORKBOOK, "this is an Excel workbook", "CSV UTF-8"),
    "an old workbook": ("deals.csv", b"\xd0\xcf\x11\xe0" + WORKBOOK, "this is an Excel workbook", "CSV UTF-8"),
    "nothing": ("deals.csv", b"", "the file is empty", "as in deal, name, owner, claimed."),
    "a mark and blanks": ("claims.csv", b"\xef\xbb\xbf \r\n", "the file is empty", "as in deal, stage, at, known."),
    "nothing, and no table": ("more.csv", b"", "the file is empty", "Leave it out."),
    "a column twice": ("deals.csv", b"deal,name,Deal\na,A,a\n", 'the column "deal" stands twice', "rename it"),
    "a quote in the first line": ("deals.csv", b'deal,"name,owner\na,A,a\n', "a quote in the first line", "Close it"),
    "a quote": (
        "evidence.csv", EVIDENCE.encode() + b'b,e2,bo,2026-05-01,did-one,"so\nb,e3,bo,2026-05-01,did-one,no\n',
        "a quote in line 3 is not closed", "Close it",
    ),
    "a quote after a text of two lines": (
        "evidence.csv", EVIDENCE.replace("fine", '"so\nso"').encode() + b'b,e2,bo,2026-05-01,did-one,"so\n',
        "a quote in line 4 is not closed", "Close it",
    ),
    "two kinds of line ends": (
        "claims.csv", b"deal,stage,at\r\na,three,2026-05-01\nb,two,2026-05-02\r\n", "it cannot be read as CSV",
        "lines have to end alike",
    ),
    "no Parquet": ("claims.parquet", b"garbage" * 9, "it cannot be read as Parquet", "as CSV"),
    "Parquet around garbage": ("people.parquet", b"PAR1" + b"x" * 99 + b"PAR1", "cannot be read as Parquet", "as CSV"),
}  # fmt: skip
"""Files that cannot be read: name, bytes, what is said of them, and what to do."""


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_read_is_named(case, audit, place):
    """With what is wrong and what to do; no word of SQL, and no place of this machine."""
    name, raw, said, step = REFUSED[case]
    (place / f"tables/{name.partition('.')[0]}.csv").unlink(missing_ok=True)
    (place / "tables" / name).write_bytes(raw)
    done = audit()
    assert (done.code, done.out) == (2, "")
    told = done.err.splitlines()[-1]
    assert told.startswith(f"tables/{name}: ")
    assert said in told
    assert step in told
    assert not any(word in done.err for word in ("duckdb", "read_csv", "strict_mode", "Invalid", str(place)))


def test_rows_of_another_width_are_left_out_and_counted(audit, place):
    """A name with a comma, a row that was cut: each with the line of the first, as an editor counts."""
    odd = '"D\nE"'
    text = f"{DEALS}d,{odd},bo,one,5\ne,E, Inc,bo,one,5\nf,F\ng,G\nh,H,bo,one,5,\n"
    (place / "tables/deals.csv").write_text(text, encoding="utf-8")
    done = audit("--format", "json")
    found = [each for each in json.loads(done.out)["problems"] if each["code"] == "bad-row"]
    assert [(each["table"], each["rows"], each["dropped"]) for each in found] == [
        ("deals", 1, True),
        ("deals", 2, True),
    ]
    assert {each["message"]: each["example"] for each in found} == {
        "rows with fewer cells than the first line": "line 8",
        "rows with more cells than the first line": "line 7",
    }
    assert json.loads(done.out)["deals"] == 5
    assert "2 rows, not used" in " ".join(done.err.split())


SAVED = {
    "with semicolons": lambda text: text.replace(",", ";").encode(),
    "with tabs": lambda text: text.replace(",", "\t").encode(),
    "with a mark": lambda text: text.encode("utf-8-sig"),
    "on Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "on an old Mac": lambda text: text.replace("\n", "\r").encode(),
    "after blank lines": lambda text: f"\n\n{text}".encode(),
    "in quotes": lambda text: "\n".join(
        ";".join(f'"{cell}"' for cell in line.split(",")) for line in text.splitlines()
    ).encode(),
    "without a last line end": lambda text: text.rstrip().encode(),
}


@pytest.mark.parametrize("how", SAVED)
def test_other_ways_to_save_it_say_the_same(how, read, place):
    """As Excel and others do it; nothing is lost, and nothing is told as wrong."""
    path = place / "tables/deals.csv"
    wanted = head_of(path).columns
    path.write_bytes(SAVED[how](DEALS))
    assert head_of(path).columns == wanted
    assert read() == ({}, {"a": "Aé", "b": "B", "c": "C"})


def test_a_column_without_a_name_has_its_number(place):
    """It may stand at the end of every line, as Excel leaves it."""
    path = place / "tables/deals.csv"
    path.write_text("deal,,claimed,\na,,one,\n", encoding="utf-8")
    assert head_of(path).columns == ["deal", "column 2", "claimed", "column 4"]


def test_a_column_under_another_name_is_guessed(audit, place):
    """Whatever the case, with blanks or without; the columns that are there are named."""
    (place / "tables/deals.csv").write_text("Deal ID,Stage,Claimed\na,one,one\n", encoding="utf-8")
    done = audit()
    assert done.code == 2
    assert 'needs a column "deal"' in done.err
    assert 'Did you mean "Deal ID"? The table has: Claimed, Deal ID, Stage.' in done.err
    (place / "tables/deals.csv").write_text("deal,Claimed\na,one\n", encoding="utf-8")
    found = problems(audit("--format", "json"))["deals", "unknown-column"]
    assert found["message"] == 'nothing reads the column "Claimed"; did you mean "claimed"?'


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "this is no database of DuckDB"),
        (b"garbage garbage", "this is no database of DuckDB"),
        (b"\0" * 8 + b"DUCK" + b"x" * 9000, "it cannot be read as a database of DuckDB"),
    ],
)
def test_a_database_that_is_none_is_refused(raw, said, audit, place):
    """Whether it says that it is one or not."""
    (place / "our.duckdb").write_bytes(raw)
    done = audit(data="our.duckdb")
    assert done.code == 2
    assert f"our.duckdb: {said} [bad-file]" in done.err


def test_a_database_without_deals_lists_its_tables(audit, place):
    """Also those that nothing reads."""
    with duckdb.connect(str(place / "our.duckdb")) as made:
        made.execute("create table opportunities (id varchar)")
        made.execute("create table evidence (deal varchar)")
    done = audit(data="our.duckdb")
    assert done.code == 2
    assert "our.duckdb: it has no table of deals [no-table] It has evidence, opportunities." in done.err


def test_a_fault_of_ours_stays_one(place):
    """What an engine says of anything but a file is not blamed on one."""
    with pytest.raises(duckdb.Error), readable(place / "tables"):
        duckdb.sql("select nothing")
    with pytest.raises(ValueError, match="ours"), readable(place / "tables"):
        raise ValueError("ours")
    with pytest.raises(UsageError, match="another program has it open"), readable(place / "our.duckdb"):
        raise duckdb.IOException("Could not set lock on file")


@pytest.mark.parametrize("command", [("audit",), ("priorities",), ("trend",), ("report", "pipeline"), ("explain", "a")])
def test_without_a_deal_there_is_nothing_to_judge(command, audit, place):
    """The table is named, and nothing else is told that only follows from it."""
    (place / "tables/deals.csv").write_text(DEALS.splitlines()[0], encoding="utf-8")
    done = audit(command=command)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith("tables/deals.csv: there are no deals in it [no-deals]")
    assert "rows of deals that are not there" not in done.err


def test_deals_that_all_fall_away_are_told(audit, place):
    """Why there is none."""
    (place / "tables/deals.csv").write_text("deal,claimed\n,one\n", encoding="utf-8")
    done = audit()
    assert (done.code, "deals.deal: rows without deal (1 row" in done.err) == (2, True)


def test_a_file_of_tables_alone_is_no_export(audit):
    """It is said how to name tables."""
    done = audit(data="tables/deals.csv")
    assert (done.code, done.out) == (2, "")
    assert "are they tables, name their folder" in done.err


@pytest.mark.parametrize(("name", "said"), [("none", ""), ("books", "Save deals.xlsx as CSV UTF-8 first")])
def test_how_tables_look_is_said_where_there_are_none(name, said, audit, place):
    """In an empty folder, one with a workbook, and of a plain file; before what else could be there."""
    (place / "none").mkdir()
    (place / "books").mkdir()
    (place / "books/deals.xlsx").write_bytes(WORKBOOK)
    (place / "plain.txt").write_text("so", encoding="utf-8")
    for data, command in ((name, ("audit",)), ("plain.txt", ("audit",)), (name, ("explain", "a"))):
        done = audit(data=data, command=command)
        assert done.code == 2
        for words in ("deals.csv", "deals.parquet", "a DuckDB file"):
            assert words in done.err
        assert data == "plain.txt" or said in done.err


@pytest.mark.parametrize("command", [("audit",), ("explain", "a")])
def test_tables_with_a_mapping_are_said_to_be_tables(command, audit):
    """In one line, and not a block for each file."""
    done = audit("--mapping", "salesforce", command=command)
    assert (done.code, len(done.err.splitlines())) == (2, 2)
    assert "these look like tables" in done.err
    assert "Leave --mapping out." in done.err
    assert "look like tables" not in audit("--mapping", "nope", command=command).err


CLAIMLESS = {
    "nothing claimed": ("deal\na\n", None, "No deal claims a stage."),
    "no day": ("deal\na\n", "deal,stage,at\na,one,soon\n", "No claim of any deal could be read"),
    "no stage": ("deal\na\n", "deal,stage,at\na,uno,2026-05-01\n", "No claim of any deal could be read"),
    "no stage of the deals": ("deal,claimed\na,uno\n", None, "No claim of any deal could be read"),
    "one of two": ("deal,claimed\na,uno\nb,one\n", None, ""),
}


@pytest.mark.parametrize("case", CLAIMLESS)
def test_that_no_claim_could_be_read_is_said_first(case, audit, place):
    """Before the numbers, and only where it holds of every deal."""
    deals, claims, said = CLAIMLESS[case]
    (place / "tables/deals.csv").write_text(deals, encoding="utf-8")
    (place / "tables/claims.csv").unlink()
    if claims:
        (place / "tables/claims.csv").write_text(claims, encoding="utf-8")
    done = audit()
    head = " ".join(done.out.partition("\n\n")[0].split())
    assert done.code == 0
    assert said in head
    assert ("no gap to tell" in head) == bool(said)


@pytest.mark.parametrize(("table", "column"), [("claims", "stage"), ("deals", "claimed")])
def test_an_unknown_stage_is_told_with_those_there_are(table, column, audit, place):
    """And the one that may be meant; a deal that claims it is judged all the same."""
    text = {"claims": "deal,stage,at\na,Thre,2026-05-01\n", "deals": "deal,claimed\na,Thre\n"}[table]
    (place / f"tables/{table}.csv").write_text(text, encoding="utf-8")
    found = problems(audit("--format", "json"))[table, "unknown-stage"]
    assert (found["column"], found["dropped"]) == (column, table == "claims")
    assert 'Did you mean "three"? The stages are one, two, three' in found["hint"]
    assert "the ends " in found["hint"]
    for claims in (True, False):  # where a dated claim stands beside it, this one is a fault of the table alone
        if not claims:
            (place / "tables/claims.csv").unlink()
        page = audit(command=("report", "pipeline")).out
        assert page.count("claim a stage that is not there") == (1 if table == "deals" else 0)


AMOUNTS = {
    "1.234": True, "12.345 EUR": True, "-1.000": True, "1234": False, "1.23": False, "0.125": False, "1234.567": False,
}  # fmt: skip


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_amount_that_may_be_thousands_is_told(amount, read, place):
    """It is read as it stands, and used."""
    (place / "tables/deals.csv").write_text(f"deal,claimed,amount\na,one,{amount}\n", encoding="utf-8")
    found, _ = read()
    told = found.get(("deals", "thousands"))
    assert bool(told) == AMOUNTS[amount]
    assert ("deals", "bad-value") not in found
    if told:
        assert (told.example, told.dropped) == (f"deal a, value {amount}", False)


def test_a_column_of_numbers_is_not_misread(audit, place):
    """Only what somebody wrote may mean something else."""
    path = place / "tables/deals.parquet"
    (place / "tables/deals.csv").unlink()
    duckdb.sql(f"copy (select 'a' as deal, 'one' as claimed, 1.234 as amount) to '{path}'")
    assert ("deals", "thousands") not in problems(audit("--format", "json"))
