"""CSV files as people and programs write them: signs, quotes, marks, and every way to be broken."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from intake.exports import DEALS, own, read, rows, sheet, streamed, told, tried

from gatecoach.errors import FactsError
from gatecoach.intake.crm.sheet import MAX_LINE
from gatecoach.intake.crm.sheet import sheet as table_of
from gatecoach.intake.crm.tables import opened

MAPPING = own("deals: {in: deals, id: Id, name: {column: Name, optional: true}}")
BOM = b"\xef\xbb\xbf"


def names(data, mapping=MAPPING):
    """Id and name of every deal in a CSV file, and what was not used of it in short."""
    intake = read(mapping, deals=data)
    return [(each.id, each.name) for each in intake.subjects], [(each.reason, each.row) for each in intake.rejects]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_first_line_tells_the_separator(sign, end):
    """The sign that stands there most often, outside quotes; lines may end in any of the usual ways."""
    text = end.join([sign.join(["Id", '"a,b;c|d"', "Name"]), sign.join(["1", "x", "Press"]), ""])
    assert names(text.encode()) == ([("1", "Press")], [])


def test_a_separator_that_is_declared_is_not_guessed():
    """A first line may hold more of another sign."""
    data = b"Id;Name, or so, and more\n1;Press\n"
    mapping = own("reading: {separator: semicolon}\ndeals: {in: deals, id: Id}")
    assert names(data, mapping)[0] == [("1", "")]


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        (None, "Id,Name\n1,Größe\n".encode()),
        (None, BOM + "Id,Name\n1,Größe\n".encode()),
        (None, "Id,Name\n1,Größe\n".encode("utf-16")),
        (None, b"\xfe\xff" + "Id,Name\n1,Größe\n".encode("utf-16-be")),
        ("cp1252", "Id,Name\n1,Größe\n".encode("cp1252")),
        ("cp1252", BOM + "Id,Name\n1,Größe\n".encode()),
        ("iso-8859-15", "Id,Name\n1,Größe\n".encode("iso-8859-15")),
        ("utf-16", "Id,Name\n1,Größe\n".encode("utf-16")),
    ],
)
def test_text_is_read_as_it_is_stored(encoding, data):
    """As the mark at the beginning says, else as the mapping says, else as UTF-8."""
    said = f"reading: {{encoding: {encoding}}}\n" if encoding else ""
    assert names(data, own(f"{said}deals: {{in: deals, id: Id, name: Name}}")) == ([("1", "Größe")], [])


def test_a_row_in_another_encoding_is_told_and_the_others_are_read():
    """Files put together from two sources have such rows; the next step names the word of the mapping."""
    data = b"Id,Name\n1,Presse\n" + "2,Größe\n".encode("cp1252") + "3,Maß\n".encode()
    intake = read(MAPPING, deals=data)
    assert [each.id for each in intake.subjects] == ["1", "3"]
    (reject,) = intake.rejects
    assert (reject.reason, reject.row) == ("bad-encoding", 3)
    assert "encoding" in reject.hint


def test_half_a_sign_at_the_end_of_a_wide_file_is_told():
    """UTF-16 that was cut off."""
    data = "Id,Name\n1,Press\n2,Mill\n".encode("utf-16")[:-3]
    assert names(data) == ([("1", "Press")], [("bad-encoding", 3)])


def test_a_sign_for_something_unreadable_that_was_exported_is_text():
    """Only in this file nothing was lost."""
    assert names("Id,Name\n1,Gr\ufffdße\n".encode())[0] == [("1", "Gr\ufffdße")]


def test_cells_in_quotes_may_hold_everything():
    """Separators, doubled quotes, ends of lines; rows are counted as a spreadsheet counts them."""
    data = b'Id,Name\r\n1,"Press, new"\r\n2,"say ""yes"""\r\n3,"two\r\nlines"\r\n4,"bad" row\r\n5,Mill\r\n'
    found, rejects = names(data)
    assert found == [("1", "Press, new"), ("2", 'say "yes"'), ("3", "two\r\nlines"), ("5", "Mill")]
    assert rejects == [("open-quote", 5)]


BROKEN = {
    "too few cells": (b"1\n", "ragged-row"),
    "too many cells": (b"1,Press,x\n", "ragged-row"),
    "a NUL": (b"1,Pr\0ess\n", "nul"),
    "a quote in the middle": (b'1,"Line" 3\n', "open-quote"),
    "a quote that is not closed": (b'1,"Line 3\n', "open-quote"),
    "bytes of another encoding": (b"1,Gr\xf6\xdfe\n", "bad-encoding"),
    "an endless line": (b"1," + b"x" * MAX_LINE + b"\n", "row-too-long"),
    "a cell beyond the reader": (b'1,"' + b"x" * 200_000 + b'"\n', "row-too-long"),
    "lines beyond the reader": (b'1,"' + b"line\n" * 40_000 + b'"\n', "row-too-long"),
}


@pytest.mark.parametrize(("row", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_row_is_told_and_the_rows_around_it_are_read(row, reason):
    """Never dropped in silence, never fatal, and nothing that follows is lost."""
    found, rejects = names(b"Id,Name\n0,before\n" + row + b"8,after\n9,last\n")
    assert found == [("0", "before"), ("8", "after"), ("9", "last")]
    assert rejects == [(reason, 3)]


def test_a_quote_that_nobody_closes_loses_only_its_own_line():
    """The rest of the file is not taken for one cell, however long it is."""
    many = b"".join(b"%d,Press\n" % number for number in range(100, 30_100))
    found, rejects = names(b'Id,Name\n1,"Line 3\n' + many)
    assert len(found) == 30_000
    assert rejects == [("open-quote", 2)]


def test_a_quote_that_a_later_row_closes_does_not_swallow_the_rows_between():
    """The second quote is no end of a cell, so the first line is at fault and reading goes on behind it."""
    data = b'Id,Name\n1,"Line 3\n2,Press\n3,"Mill, new"\n4,Saw\n'
    assert names(data) == ([("2", "Press"), ("3", "Mill, new"), ("4", "Saw")], [("open-quote", 2)])


def test_blank_rows_are_counted_and_no_mistake():
    """Empty lines, and lines with nothing but separators."""
    intake = read(MAPPING, deals=b"Id,Name\n1,Press\n\n,\n , \n")
    assert (len(intake.subjects), intake.rejects, intake.skipped) == (1, (), {"blank-row": 3})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "names no columns"),
        (b"\n1,2\n", "names no columns"),
        (b",,\n", "names no columns"),
        (b'Id,"Name\n1,x\n', "quote that is not closed"),
        (b"Id,N\0me\n", "NUL"),
        (b"Id,Gr\xf6\xdfe\n", "encoding"),
        (b"Id," + b"x," * 100_000 + b"\n", "more than 16384 columns"),
        (b"x" * (MAX_LINE + 5), "names no columns"),
        (b"PK\x03\x04" + bytes(range(256)), "NUL"),
    ],
)
def test_a_file_without_a_first_line_of_names_is_refused(data, words):
    """The error says why and what is expected; nothing of such a file can be understood."""
    with pytest.raises(FactsError) as refused:
        read(MAPPING, deals=data)
    (found,) = refused.value.findings
    assert words in found.message
    assert "CSV" in found.hint


def test_one_file_that_cannot_be_read_does_not_stop_the_others():
    """It is a finding; only if none could be read there is nothing to go on with."""
    mapping = own(f"{DEALS}\ncontacts: {{c: {{in: people, id: Id, deal: Deal}}}}")
    intake = read(mapping, deals=sheet("Id | Stage | Since\n 1 | Proposal | 2026-03-01"), people_list=b"", contacts=b"")
    assert len(intake.subjects) == 1
    assert {each.file for each in intake.findings} == {"people_list.csv", "contacts.csv"}


def test_a_column_that_the_file_lacks_is_told_once_with_the_nearest_name():
    """Where rows cannot be used without it, it is a mistake, and the rows are no findings of their own."""
    intake = read(own(DEALS), deals=sheet("Id | Stge | Since\n 1 | Proposal | 2026-03-01\n 2 | Won | 2026-03-02"))
    (found,) = intake.findings
    assert (found.path, found.severity) == ("row 1.Stage", "error")
    assert found.hint == 'did you mean "Stge"?'
    assert told(intake) == [("no-stage", "deals", 2, "Stage", ""), ("no-stage", "deals", 3, "Stage", "")]


def test_a_column_that_only_tells_more_is_a_warning_and_optional_ones_are_not_told():
    """The mapping says which columns an export may lack."""
    mapping = own("deals: {in: deals, id: Id, name: Name, owner: {column: Owner, optional: true}}")
    (found,) = read(mapping, deals=b"Id\n1\n").findings
    assert (found.path, found.severity) == ("row 1.Name", "warning")


def test_two_columns_of_one_name_are_told():
    """Where they differ nobody knows which is meant; columns that are not read may be called as they like."""
    data = b"Id,Name,x,Name,x\n1,Press,2,Mill,3\n2,Press,,Press ,\n3,,,Saw,\n"
    intake = read(MAPPING, deals=data)
    assert (intake.findings[0].path, intake.findings[0].severity) == ("row 1.Name", "error")
    assert 'two columns are called "Name"' in intake.findings[0].message
    assert [each.name for each in intake.subjects] == ["", "Press", "Saw"]
    assert told(intake) == [("two-values", "deals", 2, "Name", "Mill / Press")]
    assert read(MAPPING, deals=b"Id,Name,Id\n1,Press,2\n3,Mill,3\n").rejected == {"two-values": 1}


def test_many_columns_are_no_trouble():
    """As many as a spreadsheet can have, each read where it stands."""
    header = ",".join(["Id", *(f"c{number}" for number in range(16_000)), "Name"])
    row = ",".join(["1", *("x" for _ in range(16_000)), "Press"])
    assert names(f"{header}\n{row}\n".encode())[0] == [("1", "Press")]


def test_the_file_of_the_host_stays_open():
    """Who opened it closes it."""
    file = io.BytesIO(b"Id\n1\n")
    streamed(MAPPING, deals=b"Id\n1\n")
    table = table_of("deals.csv", opened(file, None), None)
    assert list(table.rows(print)) == [(2, ["1"])]
    del table
    assert not file.closed


def test_a_table_is_known_by_its_file_in_any_case_and_in_any_folder():
    """What stands for the * may be anything."""
    mapping = own('deals: {in: "deals*", id: Id}')
    intake = read(mapping, **{"exports/Deals-2026": b"Id\n1\n", "other": b"Id\n2\n"})
    assert [each.id for each in intake.subjects] == ["1"]
    assert intake.ignored == {"other": 1}


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=6), min_size=3, max_size=3)
    )
)
@example([['"', "\r", "a\nb"], ["", "", ""]])
def test_what_the_csv_module_writes_is_read_back(cells):
    """Every row in its order, cell by cell without the blanks around them."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["Id", "Name", "Note"], *[[f"n{n}", *row[1:]] for n, row in enumerate(cells)]])
    found, rejects = names(file.getvalue().encode())
    assert rejects == []
    assert found == [(f"n{n}", row[1].strip()) for n, row in enumerate(cells)]


@given(st.binary(max_size=400), st.sampled_from([b"", BOM, b"\xff\xfe", b"Id,Name\n", b"Id;Name\n"]))
def test_any_bytes_are_read_or_refused(data, head):
    """Nothing but the documented exception is raised, and every row is a subject, a reject or counted."""
    intake, findings = tried(lambda: read(MAPPING, deals=head + data))
    assert (intake is None) == bool(findings)
    if intake is not None:
        whole = sum(each.whole for each in intake.rejects)
        assert len(intake.subjects) + whole + sum(intake.skipped.values()) == intake.rows


@given(st.lists(st.sampled_from(['"', "a", ",", "\n", "\r", '""', "\0", "ö"]), max_size=40))
def test_any_quotes_end(signs):
    """However quotes, lines and separators follow each other, reading ends and goes through every line."""
    pieces, tally = rows(MAPPING, deals=("Id,Name\n" + "".join(signs)).encode())
    assert len(pieces) + tally.rejected.total() + tally.skipped.total() >= tally.rows
