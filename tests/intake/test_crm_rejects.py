"""What is not used is told: every reason has a case here, is counted, found at its place and written harmlessly."""

from __future__ import annotations

import csv
import io
import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake.exports import context, own, read, rows, sheet, told

from gatecoach.cells import harmless
from gatecoach.codes import CODES
from gatecoach.intake.crm import Reject, Tally, crm_rows, german, read_crm, rejects_csv
from gatecoach.intake.crm.reasons import ABOUT_FILES, REJECTED, SKIPPED, UNREADABLE, skipped, unreadable
from gatecoach.intake.crm.rejects import COLUMNS, SHOWN

CRM = own("""
own-domains: bright.example
reading: {decimal: point, thousands: comma}
id-length: 40
pipelines: {Sales: {stages: {s1: proposal}}, Other: {stages: {s1: won}}}
deals:
  in: deals
  id: Id
  name: {column: Name, needed: true, optional: true, instead: Nameless}
  owner: {column: Owner, optional: true}
  pipeline: {column: Pipe, instead: Sales, optional: true}
  stage: Stage
  since: {column: Since, optional: true}
  drop: {Gone: "yes"}
  only: {Kind: ["", sale]}
  fields:
    amount: {column: Amount, currency: Currency, optional: true}
    close-date: {column: Close, optional: true}
    kind: {column: Sort, optional: true}
    big: {column: Big, optional: true}
    chance: {column: Chance, optional: true}
    seats: {column: Seats, optional: true}
    note: {column: Note, needed: true, instead: none so far, optional: true}
contacts: {c: {in: people, deal: Deal, id: Id, address: Mail, role: Role}}
stage-history: {h: {in: stages, deal: Deal, stage: Stage, at: At}}
field-history: {f: {in: changes, deal: Deal, field: Field, value: New, at: At}}
activities:
  act:
    in: acts
    id: Id
    deal: {column: Deal, of: deal}
    at: At
    by: From
    direction: {column: In, values: {"1": customer, "0": seller}}
    what: {column: What, values: {Note: noted, Call: called, Review: review-sent}}
    replies: {row: Up}
  label: {in: labels, id: Id, deal: Deal, at: At, what: review-sent, becomes: label, message: Message}
""", "json")  # fmt: skip
DEAL = {"Id": "1", "Stage": "Proposal"}
CALL = {"Id": "t", "Deal": "deal,1", "At": "2026-03-04", "From": "rosa@bright.example", "In": "0", "What": "Call"}


def deal(**cells):
    """A file with one deal with these cells."""
    return {"deals": [DEAL | cells]}


def beside(table, *records):
    """A file with the deal and these records of another table."""
    return {"deals": [DEAL], table: list(records)}


CASES = {
    "no-record": (beside("people", 7), "people[0]", "7"),
    "not-json": ('{"deals": [{"Id": "1", "Stage": "Won"}], "people": [{]}', None, None),
    "too-deep": (beside("people", json.loads("[" * 150 + "]" * 150)), "people[0]", None),
    "no-id": (deal(Id=" "), "deals[0].Id", ""),
    "no-deal": (beside("stages", {"Deal": None, "Stage": "Won", "At": "2026-03-01"}), "stages[0].Deal", ""),
    "unknown-deal": (beside("stages", {"Deal": "9", "Stage": "Won", "At": "2026-03-01"}), "stages[0].Deal", ""),
    "unknown-pipeline": (deal(Pipe="Servce"), "deals[0].Pipe", "Servce"),
    "two-rows": ({"deals": [DEAL, DEAL | {"Name": "x"}]}, "deals[1]", "1"),
    "two-items": (beside("acts", CALL, CALL | {"At": "2026-03-05"}), "acts[1]", "t"),
    "no-person": None,
    "unknown-direction": (beside("acts", CALL | {"In": "2"}), "acts[0].In", "2"),
    "no-time": (beside("stages", {"Deal": "1", "Stage": "Won", "At": " "}), "stages[0].At", ""),
    "bad-time": (deal(Since="soon"), "deals[0].Since", "soon"),
    "naive-time": (deal(Since="2026-03-01T10:00"), "deals[0].Since", "2026-03-01T10:00"),
    "far-time": (deal(Since="9999-12-31"), "deals[0].Since", "9999-12-31"),
    "several-types": (
        beside("acts", CALL, CALL | {"Id": "r", "In": "1", "Up": "t", "At": "2026-03-05"}), "acts[1]",
        "call-declined, called-back",
    ),
    "no-message": (beside("labels", {"Id": "l", "Deal": "1", "At": "2026-03-01"}), "labels[0]", "l"),
    "no-stage": (deal(Stage=None), "deals[0].Stage", ""),
    "unknown-stage": (deal(Stage="Propsal"), "deals[0].Stage", "Propsal"),
    "several-stages": ({"stages": [{"Deal": "1", "Stage": "s1", "At": "2026-03-01"}]}, "stages[0].Stage", "s1"),
    "no-field": (beside("changes", {"Deal": "1", "Field": "", "New": "7", "At": "2026-03-01"}), "changes[0].Field", ""),
    "unknown-role": (
        beside("people", {"Deal": "1", "Id": "7", "Mail": "a@b.example", "Role": "Byer"}), "people[0].Role", "Byer",
    ),
    "no-address": (beside("people", {"Deal": "1", "Id": "7", "Mail": "n/a"}), "people[0].Mail", "n/a"),
    "own-address": (
        beside("people", {"Deal": "1", "Id": "7", "Mail": "max@eu.bright.example", "Role": "Buyer"}), "people[0].Mail",
        "max@eu.bright.example",
    ),
    "bad-day": (deal(Close="30.06."), "deals[0].Close", "30.06."),
    "bad-amount": (deal(Amount="48.000,50"), "deals[0].Amount", "48.000,50"),
    "bad-number": (deal(Seats="many"), "deals[0].Seats", "many"),
    "bad-share": (deal(Chance="1.5"), "deals[0].Chance", "1.5"),
    "bad-yes-no": (deal(Big="perhaps"), "deals[0].Big", "perhaps"),
    "bad-value": (deal(Sort="gift"), "deals[0].Sort", "gift"),
    "two-currencies": (deal(Amount="5 USD", Currency="EUR"), "deals[0].Amount", "USD / EUR"),
    "unknown-currency": (deal(Amount="5", Currency="Euros"), "deals[0].Amount", "Euros"),
    "too-long": (deal(Owner="x" * 300), "deals[0].Owner", "x" * 300),
    "no-text": (deal(Owner=[1, 2]), "deals[0].Owner", "a list"),
    "nul": (deal(Owner="a\0b"), "deals[0].Owner", "a\0b"),
    "bad-encoding": (b'{"deals": [{"Id": "1", "Stage": "Won", "Owner": "\xff"}]}', "deals[0].Owner", None),
    "two-values": None, "needed": None, "ragged-row": None, "open-quote": None, "row-too-long": None,
}  # fmt: skip
ELSEWHERE = {
    "two-values": (b"Id,Name,Stage,Stage\n1,x,Won,Lost\n", "row 2.Stage"),
    "ragged-row": (b"Id,Stage\n1\n", "row 2"),
    "open-quote": (b'Id,Stage\n1,"Won\n', "row 2"),
    "row-too-long": (b"Id,Stage\n1," + b"x" * (1 << 20) + b"\n", "row 2"),
    "needed": (b"Id,Stage\n1,Won\n", "row 2.Name"),
}


def data(case):
    """The bytes of a case."""
    return case if isinstance(case, bytes) else (case if isinstance(case, str) else json.dumps(case)).encode()


@pytest.mark.parametrize("reason", [each for each, case in CASES.items() if case and case[1]])
def test_every_reason_has_its_row_column_and_value(reason):
    """In the export it is told at its place, counted, and is one finding with a next step."""
    case, path, value = CASES[reason]
    intake = read_crm([("crm.json", data(case))], context(CRM))
    (reject,) = intake.rejects
    assert (reject.reason, reject.path) == (reason, path)
    assert value is None or reject.value == value
    assert intake.rejected == {reason: 1}
    (found,) = [each for each in intake.findings if "no column" not in each.message]
    assert (found.code, found.file, found.path) == ("GC028", "crm.json", path)
    assert found.hint
    assert found.message == reject.text()


@pytest.mark.parametrize("reason", ELSEWHERE)
def test_reasons_of_csv_files_have_theirs(reason):
    """Rows of a CSV file are counted as a spreadsheet counts them."""
    case, path = ELSEWHERE[reason]
    mapping = own("deals: {in: deals, id: Id, name: {column: Name, needed: true, optional: true}, stage: Stage}")
    (reject,) = read(mapping, deals=case).rejects
    assert (reject.reason, reject.path) == (reason, path)


def test_every_reason_is_in_a_table_above_and_nothing_else_is():
    """Two are shown where they belong: broken JSON with the bundle, an event without an actor with the events."""
    assert {*CASES} == {*REJECTED}
    assert {each for each, case in CASES.items() if case is None} == {*ELSEWHERE, "no-person"}


@pytest.mark.parametrize("reason", REJECTED)
def test_every_reason_is_a_sentence_with_a_next_step(reason):
    """It reads behind a place; its code is one word."""
    why = REJECTED[reason]
    assert reason == reason.lower().replace(" ", "-")
    assert why.hint
    assert Reject(reason, "f", "t", 1, "c", "the value").text()
    assert why.severity in ("error", "warning")
    assert not why.text.endswith(".")
    assert "GC028" in CODES


SKIPS = {
    "blank-row": None,
    "not-only": deal(Kind="gift"),
    "dropped": deal(Gone="YES"),
    "other-record": beside("acts", CALL | {"Deal": "lead,1"}),
    "nothing-there": None,
    "no-stage-of-ours": None,
    "blank-value": beside("changes", {"Deal": "1", "Field": "Amount", "New": None, "At": "2026-03-01"}),
    "other-field": beside("changes", {"Deal": "1", "Field": "Owner", "New": "x", "At": "2026-03-01"}),
    "no-meaning": beside("acts", CALL | {"What": "Lunch"}),
    "nothing-answers": beside(
        "acts", CALL | {"What": "Note"}, CALL | {"Id": "r", "In": "1", "Up": "t", "At": "2026-03-05"}
    ),
    "duplicate": {"deals": [DEAL, DEAL]},
}


@pytest.mark.parametrize("reason", [each for each, case in SKIPS.items() if case])
def test_a_row_that_is_as_it_should_be_and_says_nothing_is_counted(reason):
    """It is no reject and no finding."""
    intake = read(CRM, crm=SKIPS[reason])
    assert (intake.skipped, intake.rejects) == ({reason: 1}, ())


def test_the_other_ways_to_say_nothing():
    """A blank row, nobody in a column that may lack somebody, a stage that is none of ours."""
    mapping = own(
        "stages: {Early: none}\ndeals: {in: deals, id: Id}\n"
        "contacts: {c: {in: deals, deal: Id, id: {column: Contact, optional: true}}}\n"
        "stage-history: {h: {in: stages, deal: Deal, stage: Stage, at: At}}"
    )
    intake = read(mapping, deals=b"Id,Contact\n1,\n,\n", stages=b"Deal,Stage,At\n1,early,2026-03-01\n")
    assert intake.skipped == {"nothing-there": 2, "blank-row": 1, "no-stage-of-ours": 1}
    assert {*SKIPS} == {*SKIPPED}


def test_one_cause_is_one_finding_with_the_number_of_rows():
    """At the first row that has it; each name that is unknown is a cause of its own."""
    deals = sheet("Id|Stage \n 1|Prop \n 2|Prop \n 3|Wonn \n 4| \n 5| ")
    intake = read(own("deals: {in: deals, id: Id, stage: Stage}"), deals=deals)
    assert [(each.path, each.message) for each in intake.findings] == [
        ("row 2.Stage", 'no stage of the framework is called "Prop" (2 rows)'),
        ("row 4.Stage", 'no stage of the framework is called "Wonn"'),
        ("row 5.Stage", "this record has no stage (2 rows)"),
    ]
    assert intake.findings[1].hint == 'did you mean "won"?'
    assert len(intake.rejects) == 5


def test_a_wrong_column_does_not_flood_the_reader():
    """Very many different names are told as their number from some point on."""
    deals = "Id,Stage\n" + "".join(f"{number},name {number}\n" for number in range(1000))
    intake = read(own("deals: {in: deals, id: Id, stage: Stage}"), deals=deals.encode())
    assert len(intake.findings) == SHOWN + 1
    assert intake.findings[-1].message.endswith(f"(and others like it, {1000 - SHOWN} rows)")
    assert intake.rejected == {"unknown-stage": 1000}


def test_rejects_are_handed_on_as_they_are_found():
    """A host that streams writes them at once; the tally keeps counts and first places only."""
    kept = []
    tally = Tally(kept.append)
    for number in range(3):
        tally.reject(Reject("no-id", "f", "t", number, "Id", ""))
    assert [each.row for each in kept] == [0, 1, 2]
    assert (tally.rejected, len(tally.findings())) == ({"no-id": 3}, 1)


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠a"]  # noqa: RUF001


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_a_spreadsheet_takes_for_a_formula_is_shown_and_not_run(formula):
    """In every column that holds text of the export, also a file or a column that is called so."""
    written = rejects_csv([Reject("unknown-stage", formula, formula, 2, formula, formula)])
    _, line = csv.reader(io.StringIO(written, newline=""))
    cells = dict(zip(COLUMNS, line, strict=True))
    assert {cells[name] for name in ("file", "table", "column", "value")} == {f"'{formula}"}
    assert cells["row"] == "2"


@given(st.text())
def test_no_text_becomes_a_formula_or_is_lost(text):
    """Whatever stands in an export, no cell of the file begins like a formula, and the text is there."""
    shown = harmless(text)
    assert not shown.lstrip(" ").startswith(tuple("=+-@\t\r\n＝＋－＠"))  # noqa: RUF001
    assert text.encode("utf-8", "replace").decode().replace("\0", "\ufffd") in shown
    (line,) = csv.reader(
        io.StringIO(rejects_csv([Reject("no-id", "f", "t", 1, "c", text)]).partition("\r\n")[2], newline="")
    )
    assert line[5] == shown


@pytest.mark.parametrize("reason", REJECTED)
def test_every_reason_is_told_in_german_too(reason):
    """With what stands there and a next step; what is counted and what ends a file, too."""
    reject = Reject(reason, "f", "t", 1, "c", "the value")
    words = string.Formatter().parse
    for text in (reject.text("de"), reject.next_step("de")):
        assert text
        assert not text.endswith(".")
    assert {each[1] for each in words(german.REJECTED[reason][0])} == {each[1] for each in words(REJECTED[reason].text)}
    assert reject.text("de") != reject.text("fr") == reject.text()


def test_the_german_tables_have_what_the_english_ones_have():
    """Nothing more, nothing less, each with the same places for what an export brought."""
    assert {*german.REJECTED} == {*REJECTED}
    for ours, theirs, say in ((SKIPPED, german.SKIPPED, skipped), (UNREADABLE, german.UNREADABLE, unreadable)):
        assert {*ours} == {*theirs}
        params = {"params": dict.fromkeys(("found", "sign", "limit"), "§")} if say is unreadable else {}
        for reason in ours:
            assert say(reason, "de", **params) != say(reason, "fr", **params) == say(reason, **params)
            assert say(reason, "de", **params).count("§") == say(reason, **params).count("§")


def test_the_next_step_in_german_names_the_nearest_word():
    """The short list, too, where nothing is near; else it is that of the reason."""
    near = Reject("unknown-stage", "f", "t", 1, "c", "Propsal", known=("proposal", "won"))
    assert near.next_step("de") == 'gemeint ist vielleicht "proposal"?'
    assert near._replace(value="x").next_step("de") == "bekannt: proposal, won"
    assert near._replace(known=()).next_step("de") == "unter `stages:` ergänzen"


def test_a_file_of_rejects_may_be_in_german():
    """Sentences only: codes and columns stay as programs know them."""
    written = rejects_csv([Reject("no-id", "f", "t", 2, "Id", "")], "de")
    (line,) = csv.DictReader(io.StringIO(written, newline=""))
    assert (line["reason"], line["not used"]) == ("no-id", "the row")
    assert (line["says"], line["next step"]) == ("diesem Datensatz fehlt die Id", "diese Spalte mit exportieren")


def test_the_file_of_rejects_says_everything():
    """Reason, place, value, whether the whole row is lost, the sentence and the next step."""
    deals = sheet("Id|Stage \n 1|Propsal")
    written = rejects_csv(read(own("deals: {in: deals, id: Id, stage: Stage}"), deals=deals).rejects)
    assert list(csv.DictReader(io.StringIO(written, newline=""))) == [
        {
            "reason": "unknown-stage", "file": "deals.csv", "table": "deals", "row": "2", "column": "Stage",
            "value": "Propsal", "not used": "the cell", "says": 'no stage of the framework is called "Propsal"',
            "next step": 'did you mean "proposal"?',
        }
    ]  # fmt: skip


def test_a_long_value_is_cut():
    """A megabyte in one cell is no line for people."""
    (reject,) = read(
        own("deals: {in: deals, id: Id, stage: Stage}"), deals=b"Id,Stage\n1," + b"x" * 100_000 + b"\n"
    ).rejects
    assert len(reject.value) == 1000
    assert len(reject.text()) < 200


def test_what_is_said_about_files_is_a_sentence():
    """Each is used in a case of the tests of its format."""
    assert {*ABOUT_FILES} == {"no-column", "two-columns", "more-pages", "broken-off"}


@given(
    st.lists(st.tuples(*[st.sampled_from(["", "1", "2", "x", "Won", "2026-03-01", "=1", "\0", "Ö"])] * 4), max_size=12)
)
def test_every_row_is_a_piece_a_reject_or_counted(lines):
    """Rows in is rows out: nothing is dropped in silence, whatever stands in the cells."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["Id", "Stage", "Since", "Owner"], *lines])
    mapping = own("deals: {in: deals, id: Id, stage: Stage, since: Since, owner: Owner, drop: {Owner: x}}")
    pieces, tally = rows(mapping, deals=text.getvalue().encode())
    kept = []
    counted = Tally(kept.append)
    assert tally.rows == len(lines)
    assert len(pieces) + tally.skipped.total() + whole(mapping, text.getvalue(), kept, counted) == len(lines)


def whole(mapping, text, kept, tally):
    """How many rows are not used at all."""
    for _ in crm_rows([("deals.csv", text.encode())], context(mapping), tally):
        pass
    return sum(each.whole for each in kept)


def test_broken_records_of_a_bundle_are_told_too():
    """The tests of JSON files show them all; here they are counted like others."""
    assert told(read(CRM, crm=beside("people", "x"))) == [("no-record", "people", 1, "", "x")]
