"""A cell as what it means: every format of times and numbers, what is refused, and why nothing is guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.definition.columns import NAMED_FORMATS, ReadingDef
from gatecoach.intake.crm.cells import (
    CellError,
    Number,
    day_reader,
    moment_reader,
    number_reader,
    share,
    text_of,
    word,
    yes_no,
)

BERLIN = ZoneInfo("Europe/Berlin")
UTC = dt.UTC


def at(*parts, zone=UTC):
    """An instant."""
    return dt.datetime(*parts, tzinfo=zone)


def numbers(decimal="point", thousands=None):
    """The reader of numbers with these signs."""
    return number_reader(ReadingDef(**{"decimal": decimal, **({"thousands": thousands} if thousands else {})}))


def reason(call, *args):
    """Why a call refuses a cell."""
    with pytest.raises(CellError) as refused:
        call(*args)
    return refused.value.reason


def tried(call, text):
    """What a call makes of a text, or nothing and the reason why it refuses."""
    try:
        return call(text), ""
    except CellError as refused:
        return None, refused.reason


TIMES = [
    ("iso", "2026-03-05T10:00:00.000+0000", at(2026, 3, 5, 10)),
    ("iso", "2026-03-05T10:00:00Z", at(2026, 3, 5, 10)),
    ("iso", "2026-03-05 10:00:00+01:00", at(2026, 3, 5, 9)),
    ("iso", "2026-03-05T10:00:00", at(2026, 3, 5, 10, zone=BERLIN)),
    ("iso", "2026-03-05", dt.date(2026, 3, 5)),
    ("day", "2026-03-05T00:00:00.000Z", dt.date(2026, 3, 5)),
    ("day", "2026-03-05 23:59", dt.date(2026, 3, 5)),
    ("epoch-ms", "1772623800000", at(2026, 3, 4, 11, 30)),
    ("epoch-ms", "1", at(1970, 1, 1, 0, 0, 0, 1000)),
    ("epoch-s", "1772623800.0", at(2026, 3, 4, 11, 30)),
    ("tryton", "2026-03-05T10:00:00", at(2026, 3, 5, 10)),
    ("tryton", "2026-03-05", dt.date(2026, 3, 5)),
    ("DD.MM.YYYY", "05.03.2026", dt.date(2026, 3, 5)),
    ("D.M.YYYY", "5.3.2026", dt.date(2026, 3, 5)),
    ("DD.MM.YYYY HH:mm", "05.03.2026 10:00", at(2026, 3, 5, 10, zone=BERLIN)),
    ("YYYY/MM/DD HH:mm:ssZ", "2026/03/05 10:00:30+0100", at(2026, 3, 5, 9, 0, 30)),
    ("YYYY-MM-DDTHH:mm:ssZ", "2026-03-05T10:00:30Z", at(2026, 3, 5, 10, 0, 30)),
    ("M/D/YY h:mm AM", "3/5/26 12:05 AM", at(2026, 3, 5, 0, 5, zone=BERLIN)),
    ("M/D/YYYY hh:mm AM", "3/5/2026 12:05 pm", at(2026, 3, 5, 12, 5, zone=BERLIN)),
    ("M/D/YYYY h:mm AM", "3/5/2026 9:12 p.m.", at(2026, 3, 5, 21, 12, zone=BERLIN)),
]


@pytest.mark.parametrize(("name", "text", "moment"), TIMES)
def test_a_time_is_read_as_its_format_says(name, text, moment):
    """Instants are instants, days are days, and what names no zone is in the zone that the mapping names."""
    assert moment_reader([name], BERLIN)(text) == moment


def test_every_named_format_is_tried_above():
    """A new one needs a line in the table."""
    assert {*NAMED_FORMATS} <= {name for name, *_ in TIMES}


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("iso", "05.03.2026", "bad-time"),
        ("iso", "", "bad-time"),
        ("iso", "2026-02-30", "bad-time"),
        ("iso", "9999-12-31T23:59:59Z", "far-time"),
        ("iso", "0026-03-05", "far-time"),
        ("day", "2026-03-05x", "bad-time"),
        ("epoch-ms", "1e9", "bad-time"),
        ("epoch-ms", "9" * 16, "bad-time"),
        ("epoch-ms", "9" * 14, "far-time"),
        ("epoch-ms", "-1", "far-time"),
        ("epoch-ms", "\u0663", "bad-time"),
        ("DD.MM.YYYY", "5.3.2026", "bad-time"),
        ("DD.MM.YYYY", "05.03.2026 10:00", "bad-time"),
        ("DD.MM.YYYY", "\u0660\u0665.03.2026", "bad-time"),
        ("DD.MM.YYYY", "31.02.2026", "bad-time"),
        ("h:mm AM M/D/YYYY", "13:00 PM 3/5/2026", "bad-time"),
        ("h:mm AM M/D/YYYY", "0:00 AM 3/5/2026", "bad-time"),
    ],
)
def test_what_is_no_time_is_refused(name, text, why):
    """Another format, a day that never was, a year that is not of our days, digits of another script."""
    assert reason(moment_reader([name], BERLIN), text) == why


def test_a_time_without_a_zone_is_refused_where_the_mapping_names_none():
    """Nobody can tell which hour it was; a day needs no zone."""
    assert reason(moment_reader(["iso"], None), "2026-03-05T10:00:00") == "naive-time"
    assert moment_reader(["iso"], None)("2026-03-05") == dt.date(2026, 3, 5)


def test_of_several_formats_the_first_that_fits_is_taken():
    """In the order in which the mapping names them."""
    read = moment_reader(["epoch-ms", "DD/MM/YYYY", "MM/DD/YYYY"], BERLIN)
    assert read("1772623800000") == at(2026, 3, 4, 11, 30)
    assert read("01/02/2026") == dt.date(2026, 2, 1)
    assert read("01/22/2026") == dt.date(2026, 1, 22)


def test_the_day_of_a_field_is_the_one_that_is_written():
    """A close date is a date at midnight UTC: moving it into a zone would make it another day."""
    assert day_reader(["iso"])("2026-06-30T00:00:00Z") == "2026-06-30"
    assert day_reader(["iso"])("2026-06-30T23:30:00-05:00") == "2026-06-30"
    assert day_reader(["epoch-ms", "iso"])("1782777600000") == "2026-06-30"
    assert reason(day_reader(["iso"]), "June") == "bad-day"


NUMBERS = [
    ("point", None, "48000", "48000"),
    ("point", None, "48000.50", "48000.5"),
    ("point", None, "0.1", "0.1"),
    ("point", None, "-3", "-3"),
    ("point", None, "+3", "3"),
    ("point", None, "-0", "0"),
    ("point", None, "007", "7"),
    ("point", None, ".5", "0.5"),
    ("point", None, "5.", "5"),
    ("point", "comma", "1,234,567.89", "1234567.89"),
    ("point", "comma", "48000", "48000"),
    ("comma", "point", "1.234.567,89", "1234567.89"),
    ("comma", None, "0,5", "0.5"),
    ("comma", "blank", "1 234 567,89", "1234567.89"),
    ("comma", "blank", "1\u202f234,5", "1234.5"),
    ("point", "apostrophe", "1'234.5", "1234.5"),
    ("point", "apostrophe", "1’234.5", "1234.5"),  # noqa: RUF001 - as Swiss exports have it
    ("point", None, "−5", "-5"),  # noqa: RUF001 - the typographic minus of reports
    ("point", None, "999999999999999999.999999", "999999999999999999.999999"),
]


@pytest.mark.parametrize(("decimal", "thousands", "text", "plain"), NUMBERS)
def test_a_number_is_exact_and_read_with_the_signs_of_the_file(decimal, thousands, text, plain):
    """What comes out is plain text that every part of the house reads alike."""
    assert numbers(decimal, thousands)(text) == plain


@pytest.mark.parametrize(
    ("decimal", "thousands", "text"),
    [
        ("point", None, "48,000"), ("point", None, "1e5"), ("point", None, "1_000"), ("point", None, "NaN"),
        ("point", None, "Infinity"), ("point", None, ""), ("point", None, "."), ("point", None, "-"),
        ("point", None, "1.2.3"), ("point", None, "\u0664\u0668"), ("point", None, "²"), ("point", None, "1 000"),
        ("point", "comma", "1,23"), ("point", "comma", "12345,678"), ("point", "comma", "1,234,56"),
        ("point", "comma", ",234"), ("comma", "point", "1.5"), ("point", None, "1" * 19), ("point", None, "9" * 1000),
        ("point", None, "0.0000001"), ("point", None, "0." + "3" * 1_000_000), ("point", None, "1" * 1_000_000),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(decimal, thousands, text):
    """Groups of other than three digits are another country's decimals; what cannot be kept exactly is no amount."""
    assert reason(numbers(decimal, thousands), text) == "bad-number"


@pytest.mark.parametrize(
    ("text", "plain"), [("1E+3", "1000"), ("4.8e4", "48000"), ("0.10", "0.1"), ("-0.0", "0"), ("12", "12")]
)
def test_a_number_of_a_json_file_is_written_as_json_writes_it(text, plain):
    """Whatever signs the texts of the file have."""
    assert numbers("comma", "point")(Number(text)) == plain


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1E400000000", "1" * 1_000_000, "1E-7"])
def test_a_number_of_a_json_file_that_nobody_can_count_with_is_refused(text):
    """At once, however long it is."""
    assert reason(numbers(), Number(text)) == "bad-number"


@given(st.decimals(min_value=-(10**17), max_value=10**17, places=6))
def test_any_amount_comes_back_exactly(number):
    """Read as text or as JSON, it is the number that was written, in its shortest form."""
    for text in (format(number, "f"), Number(format(number, "f"))):
        plain = numbers()(text)
        assert Decimal(plain) == number
        assert plain == numbers()(plain)


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_no_number(text):
    """Nothing but the documented refusal is raised, and what is read is a plain number."""
    for decimal, thousands in (("point", "comma"), ("comma", "blank"), ("point", "apostrophe")):
        plain, why = tried(numbers(decimal, thousands), text)
        assert why in ("", "bad-number")
        assert why or (Decimal(plain).is_finite() and set(plain) <= set("0123456789.-"))


@given(st.text(max_size=30), st.sampled_from([name for name, *_ in TIMES]))
def test_any_text_is_a_time_or_no_time(text, name):
    """Nothing but the documented refusal is raised."""
    found, why = tried(moment_reader([name], BERLIN), text)
    assert why in ("bad-time", "far-time") if found is None else isinstance(found, dt.date)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), ("  a b  ", "a b"), (True, "true"), (False, "false"), (7, "7"), (Number("7.50"), "7.50"),
        ("A\ud800", "A?"), ("Ünï", "Ünï"),
        ({"__class__": "Decimal", "decimal": "48000"}, "48000"),
        ({"__class__": "date", "year": 2026, "month": 2, "day": 3}, "2026-02-03"),
        ({"__class__": "datetime", "year": 2026, "month": 2, "day": 3, "hour": 8, "minute": 15}, "2026-02-03T08:15:00"),
    ],
)  # fmt: skip
def test_a_single_value_is_text(value, text):
    """Nothing is nothing; Tryton's decimals, days and times are plain; half a sign becomes one that can be stored."""
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ([], "no-text"), ([1, 2], "no-text"), ({}, "no-text"), ({"__class__": "timedelta"}, "no-text"),
        ({"__class__": "Decimal", "decimal": {}}, "no-text"), ({"__class__": "date", "year": 2026}, "bad-time"),
        ({"__class__": "date", "year": "x", "month": 1, "day": 1}, "bad-time"),
        ({"__class__": "date", "year": Number("9" * 5000), "month": 1, "day": 1}, "bad-time"),
        ("a\0b", "nul"), ("a\udce4", "bad-encoding"),
    ],
)  # fmt: skip
def test_what_is_no_single_value_is_refused(value, why):
    """Lists, records, Tryton's other kinds, and text that was damaged on the way."""
    assert reason(text_of, value) == why


@pytest.mark.parametrize(
    ("text", "said"), [("true", True), ("YES", True), ("1", True), ("n", False), ("False", False), ("0", False)]
)
def test_yes_and_no(text, said):
    """In any case, in words or digits."""
    assert yes_no(text) is said
    assert reason(yes_no, "perhaps") == "bad-yes-no"


def test_a_share_lies_between_nothing_and_all():
    """Both ends are in."""
    assert (share("0"), share("1"), share("0.35")) == ("0", "1", "0.35")
    assert reason(share, "1.01") == reason(share, "-0.1") == "bad-share"


def test_a_name_is_no_novel():
    """What is too long for an id or a name comes from another column."""
    assert word("a" * 255) == "a" * 255
    assert reason(word, "a" * 256) == "too-long"
