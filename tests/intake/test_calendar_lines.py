"""Lines of a calendar object: unfolded, named, split where every reader splits them, and only those that matter."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from gatecoach.intake.calendars.lines import Line, checked, decoded, sketch
from gatecoach.intake.calendars.moments import moment
from gatecoach.intake.outcomes import RefusedError

BERLIN = ZoneInfo("Europe/Berlin")


def event(*lines):
    """The lines that are left of one event with these."""
    text = "\n".join(["BEGIN:VCALENDAR", "METHOD:reply", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    read = sketch(text)
    assert read.method == "REPLY"
    return [each.text for each in read.events[0]]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (["UID:a", " b", "\tc"], ["UID:abc"]),
        (["UID:a", "", " b"], ["UID:ab"]),
        (["UID:a ", "  b"], ["UID:a  b"]),
        (["uid:a", "Uid;X=1:b"], ["uid:a", "Uid;X=1:b"]),
        (["X-UID:a", "UIDS:a", "U ID:a", "UID"], ["UID"]),
        (["BEGIN:VALARM", "UID:a", "END:VALARM", "UID:b"], ["UID:b"]),
    ],
)
def test_only_the_properties_of_the_event_itself_are_kept(written, kept):
    """Folded lines are put together; names count in any case and only in full; what is nested is left out."""
    assert event(*written) == kept


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("UID:a:b", "a:b"),
        ("ORGANIZER;CN=Rosa:mailto:r@b", "mailto:r@b"),
        ('ORGANIZER;CN="a:b;c";X="d:e":mailto:r@b', "mailto:r@b"),
        ('ORGANIZER;CN="a:b', ""),
        ("ORGANIZER;CN=a", ""),
    ],
)
def test_a_value_begins_behind_the_first_colon_outside_quotes(text, value):
    """A colon in a quoted parameter is part of it; a line without any other has no value."""
    assert Line("ORGANIZER", text).value == value


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("ATTENDEE;CN=a;PARTSTAT=ACCEPTED:mailto:a@b", False),
        ("ATTENDEE;PARTSTAT=ACCEPTED;partstat=DECLINED:mailto:a@b", True),
        ('ATTENDEE;CN="PARTSTAT=X;PARTSTAT=Y":mailto:a@b', False),
        ("ATTENDEE;CN=a\\;PARTSTAT=ACCEPTED:mailto:a@b", True),
        ('ATTENDEE;CN="a\\";PARTSTAT=ACCEPTED:mailto:a@b', True),
        ('ATTENDEE;CN="a\\, b":mailto:a@b', False),
        ("ATTENDEE:a\\;b", False),
    ],
)
def test_what_two_readers_could_read_differently_is_doubtful(text, doubtful):
    """A parameter twice, or a mark that ends it for some readers only; in a plain value nothing is."""
    assert Line("ATTENDEE", text).is_doubtful is doubtful


def test_prose_is_kept_without_its_parameters_and_cut():
    """They decide nothing, and a broken one must not cost the answer."""
    (line,) = checked((Line("SUMMARY", 'SUMMARY;X="a:b":' + "word " * 9_000),))
    assert line.text.startswith("SUMMARY:word")
    assert len(line.text) == 20_000


def test_bytes_become_text_only_in_their_own_encoding():
    """A byte order mark goes, line ends become one kind, anything else that no text holds is refused."""
    assert decoded(b"\xef\xbb\xbfa\r\nb") == "a\nb"
    assert decoded("ä".encode("latin-1"), "latin-1") == "ä"
    for data, charset in (
        (b"\xe4", "utf-8"),
        (b"a", "undefined"),
        (b"a", "no such"),
        (b"a\0", "utf-8"),
        (b"a\r", "utf-8"),
    ):
        with pytest.raises(RefusedError):
            decoded(data, charset)


@pytest.mark.parametrize(
    ("value", "key", "day", "certain"),
    [
        (dt.date(2026, 3, 10), "2026-03-10", 10, True),
        (dt.datetime(2026, 3, 10, 23, 30, tzinfo=dt.UTC), "2026-03-10T23:30:00+00:00", 11, True),
        (dt.datetime(2026, 3, 10, 23, 30, tzinfo=BERLIN), "2026-03-10T22:30:00+00:00", 10, True),
        (dt.datetime(2026, 3, 10, 23, 30), "2026-03-10T23:30:00 Here", 10, False),
    ],
)
def test_a_moment_is_an_instant_a_day_or_as_it_is_written(value, key, day, certain):
    """Instants are compared in one zone, and their day is counted where days are counted."""
    found = moment(value, "Here", "DTSTART", BERLIN)
    assert (found.key, found.day.day, found.certain) == (key, day, certain)


def test_moments_differ_only_where_that_is_certain():
    """What floats may be any instant; a whole day may be written as the instant it begins somewhere."""
    day, other = dt.date(2026, 3, 10), dt.date(2026, 3, 11)
    noon, later = (dt.datetime(2026, 3, 10, hour, tzinfo=dt.UTC) for hour in (12, 13))
    floating = moment(dt.datetime(2026, 3, 10, 15), "", "DTSTART", BERLIN)
    read = {each: moment(each, "", "DTSTART", BERLIN) for each in (day, other, noon, later)}
    assert read[day].differs(read[other])
    assert read[noon].differs(read[later])
    assert not read[noon].differs(read[noon])
    assert not read[noon].differs(read[day])
    assert not read[noon].differs(floating)
    placed = {each: moment(dt.datetime(2026, 3, 10, each), zone, "DTSTART", BERLIN) for each, zone in
              ((9, "Mine"), (10, "Mine"), (11, "Yours"), (12, ""))}  # fmt: skip
    assert placed[9].differs(placed[10])
    assert floating.differs(placed[12])
    assert not placed[9].differs(placed[11])
    assert not placed[9].differs(floating)
    assert not placed[9].differs(placed[9])
    assert not floating.differs(read[later])


@pytest.mark.parametrize("value", [None, "text", dt.timedelta(1), dt.time(1), dt.date(1, 1, 1), dt.date(9999, 12, 31)])
def test_what_is_no_time_within_reach_is_refused(value):
    """A length, a word and the year one are no moments of a meeting."""
    with pytest.raises(RefusedError):
        moment(value, "", "DTSTART", BERLIN)
