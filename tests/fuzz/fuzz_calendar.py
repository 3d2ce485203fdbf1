"""Calendar objects, damaged at random: outcomes for whatever comes, no exception, and never a better grade.

They are handed in as files, or in mails of which only the sender's own signature proves anything; and as a connector
fetches them, below the line that a trusted server put on top, which nobody outside can reach.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
from functools import cache

from hypothesis import strategies as st
from intake.signing import ALL, pair, signed

from gatecoach.definition import EvidenceDef
from gatecoach.facts import GRADES, Label, Person
from gatecoach.intake import CalendarContext, carries_calendar, read_calendar
from gatecoach.intake.keys import Key

OURS = b"""\
BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:call-1
SEQUENCE:1
DTSTAMP:20260302T100000Z
DTSTART;TZID=Europe/Berlin:20260310T100000
DURATION:PT1H
RRULE:FREQ=WEEKLY
ORGANIZER:mailto:rosa@bright.example
ATTENDEE:mailto:anna@pumps.example
ATTENDEE:mailto:bea@pumps.example
END:VEVENT
END:VCALENDAR
"""
ANSWER = b"""\
BEGIN:VCALENDAR
PRODID:-//x//y
METHOD:REPLY
BEGIN:VTIMEZONE
TZID:Here
END:VTIMEZONE
BEGIN:VEVENT
UID:call-1
SEQUENCE:1
DTSTAMP:20260303T080000Z
DTSTART;TZID=Europe/Berlin:20260310T100000
ORGANIZER;CN="Rosa, of us":mailto:rosa@bright.example
ATTENDEE;CN=Anna;PARTSTAT=DECLINED;CUTYPE=INDIVIDUAL:
 mailto:anna@pumps.example
COMMENT:Not this week\\, sorry.
END:VEVENT
END:VCALENDAR
"""
HEAD = b"""\
From: Anna Vance <anna@pumps.example>
To: rosa@bright.example
Subject: Re: Call
Date: Tue, 3 Mar 2026 09:00:00 +0100
Message-ID: <a1@pumps.example>
MIME-Version: 1.0
"""
YES = ANSWER.replace(b"DECLINED", b"ACCEPTED")
BARE = b"Content-Type: text/calendar; charset=utf-8; method=REPLY\n\n"
AMONG = b"""Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain

Sorry.
--b1
"""
CARRIED = (
    *(HEAD + BARE + each for each in (ANSWER, YES)),
    *(HEAD + AMONG + BARE + each + b"--b1--\n" for each in (ANSWER, YES)),
)
SEEN = b"Authentication-Results: mx.bright.example; dmarc=pass header.from=%s\n"
FOREIGN = tuple(
    SEEN % domain + CARRIED[1].replace(b"anna@pumps.example>", each)
    for domain, each in (
        (b"evil.example", b"anna@evil.example>"),
        (b"pumps.example", b"bea@pumps.example>"),
        (b"bright.example", b"rosa@bright.example>"),
    )
)
"""Acceptances in her name that others sent; the server says so truly."""
LINES = [
    b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@pumps.example\n", b"METHOD:COUNTER\n", b"METHOD:CANCEL\n",
    b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"BEGIN:VCALENDAR\n", b"END:VCALENDAR\n", b"BEGIN:VALARM\n",
    b"RECURRENCE-ID:20260317T090000Z\n", b"RECURRENCE-ID;RANGE=THISANDFUTURE:20260317T090000Z\n", b"SEQUENCE:9\n",
    b"STATUS:CANCELLED\n", b"UID:call-2\n", b"DTSTAMP:20260304T080000Z\n", b"DTSTART:20260311T090000Z\n",
    b"ORGANIZER:mailto:anna@pumps.example\n", b"COMMENT:PARTSTAT=ACCEPTED\n", b"Content-Type: text/calendar\n",
    b"Content-Type: text/calendar; method=COUNTER\n", b"Content-Transfer-Encoding: base64\n",
    b"From: bea@pumps.example\n", b"Sender: bea@pumps.example\n", b"Auto-Submitted: auto-replied\n",
    b"Message-ID: <a2@pumps.example>\n", b"DKIM-Signature: v=1; a=rsa-sha256\n", b"--b1\n", b"--b1--\n",
]  # fmt: skip
PIECES = [
    b"", b"\n", b"\r\n", b"\n ", b"\r", b"\0", b":", b";", b",", b'"', b"=", b"\\;", b"ACCEPTED", b"DELEGATED",
    b";PARTSTAT=ACCEPTED", b';DELEGATED-TO="mailto:bea@pumps.example"', b';SENT-BY="mailto:bea@pumps.example"',
    b";CUTYPE=ROOM", b"mailto:bea@pumps.example", b";TZID=Nowhere", b";VALUE=DATE", b"99991231T235959Z", b"\xff",
    b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"; l=10", b"; charset=utf-16", b"; charset=utf-7", b"message/rfc822", *LINES,
]  # fmt: skip
"""What has a meaning somewhere in a calendar object or the mail around it."""
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
OUTCOMES = {"for": ["accepts", "proposes-time"], "against": ["declines"]}


@cache
def seeds():
    """Whole answers of hers, as files and in mails, the last ones signed where signing is installed."""
    if importlib.util.find_spec("dkim") is None:
        return (ANSWER, YES, *CARRIED)
    loosely = signed(CARRIED[0], headers=("from", "content-type", "date", "message-id"))
    return (ANSWER, YES, *CARRIED, loosely, *(signed(each, headers=ALL) for each in CARRIED))


@cache
def context(fetched_by="upload"):
    """What is known: the people, the label of our invitation, how answers read, the key of the customer's domain."""
    people = tuple(
        Person(id=id_, side=side, addresses=(f"{id_}@{domain}.example",))
        for id_, side, domain in (("rosa", "seller", "bright"), ("anna", "customer", "pumps"))
    )
    can_check = importlib.util.find_spec("dkim") is not None
    return CalendarContext(
        {"offered": ("taken",)},
        people,
        (Label(label="offered", message="call-1", by="rosa", at=NOON),),
        {"taken": EvidenceDef.model_validate({"side": "customer", "answers": "offered", "outcomes": OUTCOMES})},
        fetched_by=fetched_by,
        trusted=frozenset({"mx.bright.example"}),
        keys={"k1._domainkey.pumps.example": (Key(record=pair().record),)} if can_check else {},
    )


SOMEWHERE = st.tuples(
    st.just(False), st.integers(0, 2_000), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=8)
)
AT_A_LINE = st.tuples(st.just(True), st.integers(0, 40), st.integers(0, 1), st.sampled_from(LINES))
EDITS = st.lists(SOMEWHERE | AT_A_LINE, min_size=1, max_size=3)


def damaged(raw, edits):
    """The bytes with pieces cut out and others put in; some of them as whole lines, or in the place of one."""
    for is_line, at, length, piece in edits:
        lines = raw.splitlines(keepends=True) or [b""]
        if is_line:
            lines[at % len(lines) : at % len(lines) + length] = [piece]
            raw = b"".join(lines)
        else:
            start = at % (len(raw) + 1)
            raw = raw[:start] + piece + raw[start + length :]
    return raw


def read(raw, *beside, fetched_by="upload"):
    """What becomes of an answer beside our invitation; every outcome has its sentences."""
    batch = [("ours", OURS), *((f"{number}", each) for number, each in enumerate(beside)), ("x", raw)]
    found = read_calendar(batch, context(fetched_by))
    assert all(each.text() and each.text("de") for each in found.outcomes)
    assert all(each.stands_in(_item(found, each.about).text) for each in found.statements)
    return found


def _item(found, id_):
    return next(each for each in found.evidence if each.id == id_)


def _answers(found):
    return [each for each in found.evidence if each.answers]


def any_bytes(raw):
    """Any bytes at all become outcomes, as a file, behind the beginning of an object, and as a part of a mail."""
    for each in (raw, b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n" + raw, HEAD + BARE + raw):
        read(each)
        assert carries_calendar(each) in (True, False)


def damage(number, edits):
    """A damaged answer is never better proven than the whole one, and what is proven about it is what was signed."""
    whole = seeds()[number % len(seeds())]
    first = read(whole)
    (before,) = _answers(first)
    after = read(damaged(whole, edits))
    for each in _answers(after):
        assert GRADES.index(each.grade) <= GRADES.index(before.grade)
        if each.grade in ("authentic", "proven"):
            assert (each.by, each.at, each.text, each.id, each.answers) == (
                before.by, before.at, before.text, before.id, before.answers,
            )  # fmt: skip
            assert {_.outcome for _ in after.statements if _.about == each.id} <= {_.outcome for _ in first.statements}


def damage_beside(number, edits):
    """An agreement that lies damaged beside a signed refusal neither takes its place nor is as well proven."""
    refusal = next(each for each in reversed(seeds()) if b"DECLINED" in each)
    agreed = [each for each in seeds() if b"DECLINED" not in each]
    beside = damaged(agreed[number % len(agreed)], edits)
    (before,), alone = _answers(read(refusal)), [each.grade for each in _answers(read(beside))]
    found = read(refusal, beside)
    hers = [each for each in _answers(found) if each.grade == before.grade != "asserted"]
    assert all((each.id, each.text) == (before.id, before.text) for each in hers)
    assert hers or {before.grade} <= {"asserted", *alone}
    assert {each.outcome for each in found.statements if each.about == before.id} <= {"declines", "accepts"} - (
        {"accepts"} if hers else set()
    )


def damage_to_others(number, edits):
    """What somebody else sent is never her observed word, whatever they do below the line of our server."""
    top, _, rest = FOREIGN[number % len(FOREIGN)].partition(b"\n")
    found = read(top + b"\n" + damaged(rest, edits), fetched_by="connector")
    assert {each.grade for each in _answers(found) if each.by == "anna"} <= {"asserted"}


PROPERTIES = {
    "any bytes": (any_bytes, {"raw": st.binary(max_size=400)}),
    "damaged answers": (damage, {"number": st.integers(0, 10), "edits": EDITS}),
    "damage beside an answer": (damage_beside, {"number": st.integers(0, 5), "edits": EDITS}),
    "damaged answers of others": (damage_to_others, {"number": st.integers(0, 2), "edits": EDITS}),
}
"""What `make fuzz` runs, by name: a function and where its arguments come from."""
