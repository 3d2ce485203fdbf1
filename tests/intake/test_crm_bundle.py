"""JSON files as CRMs give them, walked piece by piece: envelopes, pages, lines, and every way to be broken."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.exports import context, own, read, tried

from gatecoach.errors import FactsError
from gatecoach.intake.crm import bundle, read_crm
from gatecoach.intake.crm.bundle import MAX_RECORD, Window
from gatecoach.intake.crm.cells import Number

DEALS = "deals: {in: Deal, id: Id, name: {column: Name, optional: true}}"
MAPPING = own(DEALS, "json")
PRESS = {"Id": "1", "Name": "Press"}


def names(data, mapping=MAPPING, file="deals.json"):
    """Id and name of every deal in a file, and what was not used of it in short."""
    intake = read_crm([(file, data if isinstance(data, bytes) else json.dumps(data).encode())], context(mapping))
    return [(each.id, each.name) for each in intake.subjects], [(each.reason, each.path) for each in intake.rejects]


@pytest.mark.parametrize(
    "tree",
    [
        {"Deal": [PRESS]},
        {"Deal": {"totalSize": 1, "done": True, "records": [PRESS]}},
        {"Other": [{"Id": "9"}], "Deal": {"results": [PRESS], "paging": {}}},
        {"records": [PRESS | {"attributes": {"type": "Deal"}}]},
        {"status": 0, "result": {"records": [PRESS | {"attributes": {"type": "Deal"}}], "done": True}},
        [PRESS | {"attributes": {"type": "Deal"}}],
    ],
)
def test_a_table_is_found_in_its_envelope(tree):
    """By the name above its records, else by what the records say they are."""
    assert names(tree) == ([("1", "Press")], [])


def test_a_list_without_a_name_is_called_like_its_file():
    """As a CSV file is."""
    assert names([PRESS], file="exports/deal.json")[0] == [("1", "Press")]


def test_a_name_of_its_own_is_known_by_its_dots():
    """A column may lie below another one, or have a dot in its own name; through a list it has several values."""
    mapping = own("deals: {in: Deal, id: Id, name: {column: [Contact.Name, Contact.First.Name]}}", "json")
    tree = {"Deal": [{"Id": "1", "Contact.Name": "a"}, {"Id": "2", "Contact": {"First.Name": "b"}},
                     {"Id": "3", "Contact": {"Name": None, "First": {"Name": "c"}}},
                     {"Id": "4", "Contact": [{"Name": "d"}]}, {"Id": "5", "Contact": "x"}]}  # fmt: skip
    assert [name for _, name in names(tree, mapping)[0]] == ["a", "b", "c", "d", ""]


def test_one_record_a_line():
    """Blank lines are nothing; a broken line is told and the next one read."""
    mapping = own(DEALS.replace("in: Deal", "in: deals"), "json-lines")
    data = b'{"Id": "1"}\n\n  {"Id": "2"}\r\n{"Id": \n[1]\n{"Id": "3"}'
    found, rejects = names(data, mapping, "deals.jsonl")
    assert [id_ for id_, _ in found] == ["1", "2", "3"]
    assert rejects == [("not-json", "lines[3]"), ("no-record", "lines[4]")]


@pytest.mark.parametrize(
    ("tree", "path"),
    [
        ({"Deal": {"done": False, "records": [PRESS]}}, "Deal"),
        ({"Deal": {"records": [PRESS], "nextRecordsUrl": "/more"}}, "Deal"),
        ({"Deal": {"results": [PRESS], "paging": {"next": {"after": "1"}}}}, "Deal"),
    ],
)
def test_pages_that_are_missing_are_told(tree, path):
    """What they hold is missing, and nobody would see it."""
    (found,) = read(MAPPING, deals=tree).findings
    assert (found.path, found.severity) == (path, "error")
    assert "more pages" in found.message


def test_pages_of_tables_that_nobody_reads_are_nobody_s_loss():
    """Nor is a last page one that has more."""
    tree = {"Other": {"done": False, "records": []}, "Deal": {"done": True, "results": [PRESS], "paging": None}}
    assert read(MAPPING, deals=tree).findings == ()


def test_records_of_another_kind_among_those_of_a_query_are_counted():
    """One query may give several kinds; the first says which one the table is."""
    tree = [PRESS | {"attributes": {"type": "Deal"}}, {"attributes": {"type": "Lead"}, "Id": "2"}, {"Id": "3"}]
    intake = read(MAPPING, deals=tree)
    assert ([each.id for each in intake.subjects], intake.skipped) == (["1"], {"other-record": 2})


BROKEN = {
    "a number": (b"7", "no-record"),
    "a text": (b'"x"', "no-record"),
    "nothing": (b"null", "no-record"),
    "a list": (b"[1, 2]", "no-record"),
    "a word": (b"nope", "not-json"),
    "a comma too many": (b'{"Id": "5",}', "not-json"),
    "quotes of another kind": (b"{'Id': '5'}", "not-json"),
    "a bracket of another kind": (b'{"Id": "5"]', "not-json"),
    "nested deep": (b'{"Id": ' + b"[" * 500 + b"]" * 500 + b"}", "too-deep"),
    "nested beyond the interpreter": (b'{"Id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too-deep"),
    "many brackets that are no depth": (b'{"Id": {}, "x": [' + b"[]," * 500 + b"[]]}", "no-text"),
    "bytes of another encoding": (b'{"Id": "\xff"}', "bad-encoding"),
    "a NUL": (b'{"Id": "5\\u0000"}', "nul"),
}


@pytest.mark.parametrize(("record", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_record_is_told_and_the_records_around_it_are_read(record, reason):
    """As long as its brackets tell where it ends."""
    found, rejects = names(b'{"Deal": [{"Id": "1"}, ' + record + b', {"Id": "2"}]}')
    assert found == [("1", ""), ("2", "")]
    assert [(why, path.partition(".")[0]) for why, path in rejects] == [(reason, "Deal[1]")]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"   ", b"Id;Name", b"{", b"[", b'{"Deal"', b'{"Deal":', b'{"Deal" 1}', b"{1: 2}",
        b'{"Deal": {"records" [',
        b"[" * 100_000, b'{"a":' * 100_000, b'{"Deal": nope}', b"\xff\xfe\x00", b"1 2", b'"',
        b'{"Deal": "' + b"x" * 70_000,
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused(data):
    """With what is expected instead; nothing of it was read."""
    with pytest.raises(FactsError) as refused:
        names(data)
    (found,) = refused.value.findings
    assert found.message.startswith("this is no JSON")
    assert "Deal" in found.hint


@pytest.mark.parametrize(
    "data", [b"1", b"NaN", b'"x"', b"[1]", b"{}", b'{"Deal": 7}', b'{"Deals": [{"Id": 1}]}', b"1" * 5000]
)
def test_json_without_a_table_of_the_mapping_is_refused(data):
    """It may be the export of something else."""
    with pytest.raises(FactsError, match="holds no table"):
        names(data)


def test_a_list_of_errors_is_no_export():
    """That is how a query is answered when the session has ended."""
    with pytest.raises(FactsError, match="error message"):
        names([{"errorCode": "INVALID_SESSION_ID", "message": "x"}])


@pytest.mark.parametrize(
    "end",
    [b"", b', {"Id": "2"', b', {"Id": "2"}', b', {"Id": "2"}]', b"]}}", b"]} x", b'], "x" }', b', "' + b"x" * 70_000],
)
def test_a_file_that_breaks_off_is_told_and_what_stands_before_is_used(end):
    """Half an export must not pass for a whole one."""
    intake = read_crm([("deals.json", b'{"Deal": [{"Id": "1"}' + end)], context(MAPPING))
    assert intake.subjects[0].id == "1"
    (found,) = intake.findings
    assert (found.file, found.severity) == ("deals.json", "error")
    assert "breaks off" in found.message


def test_a_record_without_an_end_is_not_held_for_ever():
    """Reading stops at the bound of a record."""
    intake = read_crm([("deals.json", b'{"Deal": [{"Id": "1"}, {"x": "' + b"a" * (3 * MAX_RECORD))], context(MAPPING))
    assert "breaks off" in intake.findings[0].message


def test_a_long_line_is_told():
    """The next line is read."""
    mapping = own(DEALS.replace("in: Deal", "in: deals"), "json-lines")
    data = b'{"x": "' + b"a" * MAX_RECORD + b'"}\n{"Id": "2"}\n'
    assert names(data, mapping, "deals.jsonl") == ([("2", "")], [("row-too-long", "lines[0]")])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_says_how_text_is_stored(encoding):
    """Some programs write one into JSON, too."""
    assert names(json.dumps({"Deal": [{"Id": "1", "Name": "Größe"}]}, ensure_ascii=False).encode(encoding))[0] == [
        ("1", "Größe")
    ]


def test_numbers_are_kept_as_they_are_written():
    """An id of digits is an id, and no float rounds it; NaN is a word that no column takes for a number."""
    tree = b'{"Deal": [{"Id": 9007199254740993}, {"Id": 1.0}, {"Id": NaN}]}'
    assert [id_ for id_, _ in names(tree)[0]] == ["9007199254740993", "1.0", "NaN"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def plain(value):
    """A value with its numbers as text."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [*map(plain, value)] if isinstance(value, list) else json.loads(
        json.dumps(value), parse_float=Number, parse_int=Number, parse_constant=Number
    )  # fmt: skip


def small(text):
    """A window over a text that is filled with a few signs at a time."""
    return Window(io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogatepass")), "utf-8", "surrogatepass"))


@settings(deadline=None)
@given(st.lists(JSON, max_size=5), st.integers(1, 40), st.sampled_from([None, 1]))
def test_a_list_is_read_alike_however_little_of_it_is_held(values, chunk, indent):
    """The seams between the parts that are held are nowhere to be seen."""
    text = json.dumps(values, indent=indent, ensure_ascii=False)
    usual, bundle.CHUNK = bundle.CHUNK, chunk
    try:
        window = small(text)
        window.take("[")
        assert [value for problem, value in window.elements() if not problem] == [*map(plain, values)]
        assert window.sign() == ""
    finally:
        bundle.CHUNK = usual


@pytest.mark.parametrize("number", ["-0.0", "1.5", "1e5", "-1.25E-7"])
def test_a_number_at_a_seam_is_one_number(number, monkeypatch):
    """Its first signs alone would be a number, too; the point and what follows belong to it."""
    for chunk in range(1, 12):
        monkeypatch.setattr(bundle, "CHUNK", chunk)
        window = small(f"[7, {number}, 7]")
        window.take("[")
        assert [*window.elements()] == [("", "7"), ("", number), ("", "7")]


@given(st.text(st.sampled_from('{}[]",:\\ 1a\n'), max_size=60), st.integers(1, 10))
def test_any_signs_are_read_or_refused(text, chunk):
    """Nothing but the documented exception is raised, and reading ends."""
    usual, bundle.CHUNK = bundle.CHUNK, chunk
    try:
        found, findings = tried(names, f'{{"Deal": [{text}'.encode())
        assert (found is None) == bool(findings)
    finally:
        bundle.CHUNK = usual


@given(st.dictionaries(st.sampled_from(["Id", "Name", "attributes"]), JSON, max_size=3) | JSON)
def test_any_record_is_a_subject_a_reject_or_counted(record):
    """Nothing is dropped in silence."""
    intake, findings = tried(lambda: read(MAPPING, deals={"Deal": [record]}))
    assert findings == ()
    whole = sum(each.whole for each in intake.rejects)
    assert len(intake.subjects) + whole + sum(intake.skipped.values()) == 1 == intake.rows
