"""Hostile and broken calendars: refused by their rule or read as they are, in bounded time, never an exception."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from intake.calendar_table import TRUSTED, checked, context, inputs, raw

from gatecoach.intake.calendars import carries_calendar, read_calendar
from gatecoach.intake.calendars.inputs import MAX_OBJECTS
from gatecoach.intake.calendars.invitations import MAX_ENTRIES
from gatecoach.intake.calendars.lines import (
    MAX_ATTENDEES,
    MAX_BYTES,
    MAX_COMPONENTS,
    MAX_DEPTH,
    MAX_LINE,
    MAX_LINES,
    MAX_TEXT,
)
from gatecoach.intake.calendars.sentences import SENTENCES

INVITATION = {"a": "invitation"}
ANSWER = checked({"a": "answer"})
ALONE = {"a": "answer", "alone": True}


def padded(size):
    """An answer of exactly that many bytes."""
    bare = len(raw({**ALONE, "COMMENT": ""}))
    return {**ALONE, "COMMENT": "x" * (size - bare)}


def lines(count):
    """An answer with that many lines in all, the empty one at the end included."""
    bare = raw(ALONE).count(b"\n") + 1
    return {**ALONE, "head": ["X-A:1"] * (count - bare)}


def components(count):
    """An answer with that many components, the calendar and the event included."""
    return {**ALONE, "head": ["BEGIN:X", "END:X"] * (count - 2)}


def nested(depth):
    """An answer with components nested that deep, the calendar included."""
    names = [f"X{number}" for number in range(depth - 1)]
    return {**ALONE, "head": [*(f"BEGIN:{each}" for each in names), *(f"END:{each}" for each in reversed(names))]}


def guests(count):
    """An invitation to so many."""
    return {**INVITATION, "ATTENDEE": [f":mailto:g{number}@pumps.example" for number in range(count)]}


ATTACKS = {
    "largest": (padded(MAX_BYTES), "invitation-not-here"),
    "too large": (padded(MAX_BYTES + 1), "too-large"),
    "most lines": (lines(MAX_LINES), "invitation-not-here"),
    "too many lines": (lines(MAX_LINES + 2), "too-many-lines"),
    "most components": (components(MAX_COMPONENTS), "invitation-not-here"),
    "too many components": (components(MAX_COMPONENTS + 1), "too-many-components"),
    "deepest components": (nested(MAX_DEPTH), "invitation-not-here"),
    "too deep components": (nested(MAX_DEPTH + 1), "too-deep"),
    "20,000 nested components": (nested(20_000), "too-deep"),
    "10,000 short events": ({**ALONE, "tail": ["BEGIN:VEVENT", "END:VEVENT"] * 9_999}, "too-many-components"),
    "an object in an object": ({**ALONE, "head": ["BEGIN:VCALENDAR", "END:VCALENDAR"]}, "several-calendars"),
    "20,000 nested objects": ({**ALONE, "head": ["BEGIN:VCALENDAR"] * 20_000}, "several-calendars"),
    "an event in an event": (
        {**ALONE, "inside": ["BEGIN:VEVENT", "ATTENDEE:mailto:bea@pumps.example", "END:VEVENT"]},
        "invitation-not-here",
    ),
    "a line of 1 MB": ({**ALONE, "X-LONG": "x" * (MAX_BYTES - 1_000)}, "invitation-not-here"),
    "a title of 1 MB": ({**ALONE, "SUMMARY": "x" * (MAX_BYTES - 1_000)}, "invitation-not-here"),
    "a name of 1 MB": ({**ALONE, "UID": "x" * (MAX_BYTES - 1_000)}, "bad-value"),
    "a rule of 100,000 days": ({**INVITATION, "EXDATE": ",".join(["20260310T090000Z"] * 50_000)}, "labelled"),
    "a rule of rules": ({**INVITATION, "RRULE": ["FREQ=SECONDLY;BYSECOND=" + ",".join(map(str, range(60)))] * 300},
                        "labelled"),
    "most guests": (guests(MAX_ATTENDEES), "labelled"),
    "20,000 guests": (guests(20_000), "too-many-attendees"),
    "10,000 events": ({**INVITATION, "beside": [INVITATION] * 9_999, "alone": True}, "too-large"),
    "too many guests": (guests(MAX_ATTENDEES + 1), "too-many-attendees"),
    "a long guest": ({**ALONE, "ATTENDEE": f";CN={'x' * MAX_LINE}:mailto:anna@pumps.example"}, "bad-value"),
    "a long rule": ({**INVITATION, "RDATE": ",".join(["20260310T090000Z"] * 1000)}, "labelled"),
    "a rule without end": ({**INVITATION, "RRULE": f"FREQ=SECONDLY;COUNT={'9' * 1000}"}, "labelled"),
    "a rule that no calendar has": ({**INVITATION, "RRULE": "FREQ=SOMETIMES"}, "labelled"),
    "a rule longer than that": ({**INVITATION, "RRULE": "x" * MAX_TEXT}, "bad-value"),
    "a zone that changes every second": (
        {**ALONE, "head": ["BEGIN:VTIMEZONE", "TZID:X", "BEGIN:STANDARD", "DTSTART:19000101T000000",
         "RRULE:FREQ=SECONDLY", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE"]},
        "invitation-not-here",
    ),
    "a million folds": ({**ALONE, "COMMENT": "x\r\n " * 40_000}, "invitation-not-here"),
    "a title of quotes": ({**ALONE, "SUMMARY": ';X="' + '"' * 100_000}, "invitation-not-here"),
    "a guest of quotes": ({**ALONE, "ATTENDEE": ';X="' + '"' * 3_000}, "bad-value"),
    "a guest of semicolons": ({**ALONE, "ATTENDEE": ";" * 3_900}, "bad-value"),
    "a number of digits": ({**ALONE, "SEQUENCE": "9" * 3_900}, "bad-value"),
    "a name of nothing": ({**ALONE, "UID": "\u200b" * 10}, "bad-value"),
    "a long name": ({**ALONE, "UID": "x" * 1_001}, "bad-value"),
    "a year before all": ({**ALONE, "DTSTART": "00010101T000000Z"}, "bad-value"),
    "a year after all": ({**ALONE, "DTSTART": "99991231T235959Z"}, "bad-value"),
    "a guest that is a day": ({**ALONE, "ATTENDEE": ";VALUE=DATE:20260310"}, "bad-value"),
    "a zone of 4,000 letters": ({**ALONE, "DTSTART": f";TZID={'x' * 3_900}:20260310T090000"}, "unparseable"),
}  # fmt: skip


@pytest.mark.parametrize(("attack", "rule"), ATTACKS.values(), ids=ATTACKS)
def test_an_attack_ends_as_an_outcome(attack, rule):
    """Each has its rule; what stays within the bounds is read like any other, and none takes long."""
    began = time.process_time()
    (outcome,) = read_calendar([("a", raw(attack))], context()).outcomes
    assert outcome.rule == rule
    assert time.process_time() - began < 10


def entries(count):
    """So many entries of our organizer about one meeting, each moving it."""
    days = (f"202603{10 + each % 20}T{each // 20:02}0000Z" for each in range(count))
    return [{**INVITATION, "SEQUENCE": each, "DTSTART": day, "DTEND": None} for each, day in enumerate(days)]


def test_who_changes_one_meeting_without_end_changes_nothing():
    """Up to the bound each entry is folded; beyond it nothing about the meeting counts, whatever the order."""
    for count, rule in ((MAX_ENTRIES, "answer"), (MAX_ENTRIES + 1, "too-many-entries")):
        answer = {**ANSWER, "SEQUENCE": count - 1}
        for batch in (inputs(*entries(count), answer), inputs(answer, *entries(count))):
            intake = read_calendar(batch, context())
            assert rule in {intake.outcomes[0].rule, intake.outcomes[-1].rule}
            assert bool(intake.evidence) is (rule == "answer")
    other = {**ANSWER, "UID": "visit-1"}
    beside = read_calendar(inputs(*entries(MAX_ENTRIES + 1), {**INVITATION, "UID": "visit-1"}, other), context())
    assert [each.rule for each in beside.outcomes][-2:] == ["labelled", "answer"]


def carried(count):
    """One mail that carries so many different answers."""
    part = "--b\r\nContent-Type: text/calendar\r\n\r\n"
    parts = "".join(part + raw({**ALONE, "COMMENT": str(number)}).decode() for number in range(count))
    head, boundary, _ = raw(ANSWER).decode().partition("--b\r\n")
    return (head + parts + boundary.removesuffix("\r\n") + "--\r\n").encode()


def test_a_mail_carries_only_so_many_objects():
    """As many as allowed are read, and behind them one outcome says that there are more."""
    for count, last in ((MAX_OBJECTS, "duplicate"), (MAX_OBJECTS + 1, "too-many-parts")):
        outcomes = read_calendar([("a", carried(count))], context()).outcomes
        assert [each.rule for each in outcomes][-1] == last
        assert len(outcomes) == count


@pytest.mark.parametrize("data", [b"", b"\n", b"\0" * 100, b"just words\nand more", b"\xff\xfe<html>", b"%PDF-1.7\n"])
def test_what_is_neither_a_calendar_nor_a_mail_is_said_to_be_none(data):
    """Empty files, pictures and notes are refused."""
    (outcome,) = read_calendar([("a", data)], context()).outcomes
    assert outcome.text() == "not read: it is neither a calendar object nor a mail."


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"\r\n\n", b""])
def test_a_file_may_begin_with_what_editors_leave(start):
    """A byte order mark and blank lines do not make a calendar a mail."""
    assert [each.rule for each in read_calendar([("a", start + raw(ALONE))], context()).outcomes] == [
        "invitation-not-here"
    ]


def test_every_bound_is_met_here():
    """No rule of a bound stands in the catalogue without an attack that meets it, or a row of the table."""
    bounds = {rule for _, rule in SENTENCES if rule.startswith("too-")}
    alone = {"too-many-parts", "too-many-entries"}
    assert bounds == {rule for _, rule in ATTACKS.values() if rule.startswith("too-")} | alone


def test_what_cannot_be_read_does_not_stop_the_rest():
    """A broken object in a folder is one outcome; those beside it are evidence as ever."""
    whole = inputs(INVITATION, ANSWER)
    intake = read_calendar([("a", b"\0"), *whole, ("b", raw(ALONE)[:-20])], context())
    assert [each.outcome for each in intake.outcomes] == ["reject", "evidence", "evidence", "reject"]


@given(data=st.binary(max_size=400))
@example(data=b"begin:vcalendar\nbegin:vevent\nattendee;\nend:vevent\nend:vcalendar")
@example(data=b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n:\r\n;\r\n=\r\nEND:VEVENT\r\nEND:VCALENDAR")
def test_random_bytes_raise_nothing(data):
    """Any bytes at all become outcomes with a sentence, as a file and as a part of a mail."""
    for each in (data, b"BEGIN:VCALENDAR\r\n" + data, raw(ANSWER).replace(b"See the calendar.", data)):
        assert all(
            outcome.text() and outcome.text("de") for outcome in read_calendar([("a", each)], context()).outcomes
        )
        assert carries_calendar(each) in (True, False)


PIECES = [
    b"\r\n", b"\r\n ", b":", b";", b'"', b"\0", b"=", b"END:VEVENT\r\n", b"ACCEPTED", b"DECLINED", b"\\;",
    b"mailto:anna@pumps.example", b"METHOD:REPLY\r\n",
    b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@pumps.example\r\n",
]  # fmt: skip


def damaged(data, whole):
    """The bytes with a piece cut out and another one put in."""
    start, length = data.draw(st.integers(0, len(whole))), data.draw(st.integers(0, 40))
    return whole[:start] + data.draw(st.binary(max_size=20) | st.sampled_from(PIECES)) + whole[start + length :]


def readable(spec):
    """A mail whose object stands in it as it is, so that damage reaches its words."""
    return raw(spec).replace(b"base64", b"8bit").replace(_base64(spec), raw({**spec, "alone": True}))


def _base64(spec):
    return raw(spec).split(b"base64\r\n\r\n", 1)[1].split(b"--b--", 1)[0]


def test_damage_reaches_what_would_count():
    """The mail that is damaged below is an observed acceptance as long as nobody touches it."""
    intake = read_calendar([*inputs(INVITATION), ("a", readable(ANSWER))], context())
    assert [each.grade for each in intake.evidence] == ["asserted", "observed"]
    assert b"PARTSTAT=ACCEPTED" in readable(ANSWER)


FOREIGN = [
    {"a": "answer", "from": "mallory@evil.example"},
    {"a": "answer", "from": "bea@pumps.example", "who": "anna@pumps.example"},
    {"a": "answer", "from": "rosa@bright.example"},
    {"a": "answer", "from": "bea@pumps.example", "says": "DECLINED", "who": "bea@pumps.example"},
]


@given(data=st.data())
@settings(max_examples=150)
def test_no_damage_makes_a_file_more_proven(data):
    """An answer in a file, or in a mail that somebody handed in, is asserted whatever is done to it."""
    spec = data.draw(st.sampled_from([ALONE, ANSWER]))
    whole = damaged(data, raw(ALONE) if spec is ALONE else readable(spec))
    intake = read_calendar([*inputs(INVITATION), ("a", whole)], context(fetched_by="upload"))
    assert all(each.text() for each in intake.outcomes)
    assert {each.grade for each in intake.evidence} == {"asserted"}


@given(data=st.data())
@settings(max_examples=150)
def test_no_damage_makes_somebody_elses_word_the_guests(data):
    """What another person sent never becomes an observed answer of hers, nor a no of theirs a yes of anybody's."""
    spec = data.draw(st.sampled_from(FOREIGN))
    whole = damaged(data, readable(checked(spec, TRUSTED)))
    intake = read_calendar([*inputs(INVITATION), ("a", whole)], context())
    hers = [each for each in intake.evidence if each.answers and each.by == "anna"]
    assert {each.grade for each in hers} <= {"asserted"}


@given(data=st.data())
@settings(max_examples=150)
def test_damage_to_a_guests_own_answer_makes_it_nobody_elses(data):
    """It stays hers or becomes nothing; at best it is as well proven as before."""
    whole = damaged(data, readable(ANSWER))
    intake = read_calendar([*inputs(INVITATION), ("a", whole)], context())
    observed = [each for each in intake.evidence if each.answers and each.grade != "asserted"]
    assert all((each.by, each.grade) == ("anna", "observed") for each in observed)


HOSTILE = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from gatecoach.intake.calendars import CalendarContext, read_calendar
head = b"BEGIN:VCALENDAR\\nMETHOD:REQUEST\\n"
event = b"BEGIN:VEVENT\\nUID:a\\nDTSTAMP:20260302T100000Z\\nORGANIZER:mailto:a@b.example\\n%sEND:VEVENT\\n"
tail = b"END:VCALENDAR\\n"
one = b"RECURRENCE-ID:20260303T000000Z\\n"
objects = [
    head + b"x" * 30_000_000,
    head + b"BEGIN:X\\n" * 100_000,
    head + event % (b"ATTENDEE:mailto:a@b.example\\n" * 500) * 33 + tail,
    head + event % b"" * 498 + tail,
    head + event % (b"COMMENT:" + b"\\\\" * 900_000 + b"\\n") + tail,
    head + event % (b"\\n " * 24_000) * 10 + tail,
    b"Content-Type: text/calendar\\n" * 100_000,
    head + event % b"" * 10_000 + tail,
    head + event % (b"X:" + b"x" * 900_000 + b"\\n") + tail,
    head + event % (one + b"RRULE:FREQ=SECONDLY\\nRDATE:" + b"20260310T090000Z," * 1_000 + b"\\n") + tail,
    head + b"BEGIN:VCALENDAR\\n" * 50_000,
    *(head + event % (b"RECURRENCE-ID:20260302T%02d%02d00Z\\n" % divmod(n, 60)) + tail for n in range(500)),
]
intake = read_calendar(((str(n), raw) for n, raw in enumerate(objects)), CalendarContext({}, (), ()))
print(*sorted({each.rule for each in intake.outcomes}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded by a limit of the Linux kernel")
def test_hostile_calendars_are_read_in_bounded_time_and_memory(root):
    """The largest of each kind together take less than a minute and 1.5 GB, and end as outcomes."""
    paths = os.pathsep.join([str(root / "framework"), *sys.path])
    command = [sys.executable, "-c", HOSTILE]
    ran = subprocess.run(command, env={"PYTHONPATH": paths}, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.split() == [
        *("carrier", "duplicate", "several-calendars", "too-deep", "too-large"),
        *("too-many-components", "too-many-lines", "unrelated"),
    ]
