"""Raw files of the small deal: mails, calendar entries, an export as CSV, events and the mapping that reads them."""

from __future__ import annotations

import json

CONNECTED = ("--fetched-by", "connector", "--trusted", "mx.line.example")
LABELS = """\
labels:
  - {label: needs-review-sent, message: review@line.example, by: r.diaz, at: 2026-03-02, subject: 006A}
  - {label: invitation-sent, message: first-call@line.example, by: r.diaz, at: 2026-03-02, subject: 006A}
"""
OURS = ("review@line.example", "rosa@line.example", "Three points.", "")
ANSWER = ("reply@pumps.example", "anna@pumps.example", "Yes, all three.", "In-Reply-To: <review@line.example>\n")
LETTER = """\
Authentication-Results: mx.line.example; dmarc=pass header.from={domain}
From: {sender}
To: rosa@line.example
Subject: review
Date: Tue, 03 Mar 2026 09:00:0{second} +0100
Message-ID: <{id}>
{more}
{text}
"""
ENTRY = """\
BEGIN:VCALENDAR
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:first-call@line.example
SEQUENCE:0
DTSTAMP:{stamp}
{time}ORGANIZER:mailto:rosa@line.example
ATTENDEE{status}:mailto:anna@pumps.example
END:VEVENT
END:VCALENDAR
"""
TIME = "DTSTART:20260310T090000Z\nDTEND:20260310T100000Z\nSUMMARY:First call\n"
INVITATION = ENTRY.format(method="REQUEST", stamp="20260302T100000Z", time=TIME, status="")
ACCEPTED = ENTRY.format(method="REPLY", stamp="20260303T080000Z", time="", status=";PARTSTAT=ACCEPTED")
CARRIED = (
    "Authentication-Results: mx.line.example; dmarc=pass header.from=pumps.example\n"
    "From: anna@pumps.example\nTo: rosa@line.example\nSubject: Accepted\nDate: Tue, 3 Mar 2026 08:00:05 +0000\n"
    f"Message-ID: <a1@pumps.example>\nMIME-Version: 1.0\nContent-Type: text/calendar; method=REPLY\n\n{ACCEPTED}"
)
DEALS = """\
id,name,stage,since
006A,Line 3,Discovery,2026-02-20
006A,Line 3,Nirvana,2026-02-21
006B,Line 4,Needs analysis,2026-02-01
"""
CONTACTS = """\
deal,id,name,address,role
006A,c1,Eva,eva@pumps.example,Key stakeholder
006A,c2,Max,max@pumps.example,Boss
"""
BUS = """\
mapping: bus
events:
  review.sent:
    deal: subject
    what: needs-review-sent
    by: data.by
    entered-by: data.by
  review.answered:
    deal: subject
    what: needs-review-answered
    by: data.by
    answers: data.answers
    text: data.text
    captured: true
"""


def letter(message=ANSWER, second=0):
    """A mail as it stands in a file."""
    id_, sender, text, more = message
    domain = sender.rpartition("@")[2]
    return LETTER.format(id=id_, sender=sender, text=text, more=more, domain=domain, second=second)


def event(id_="e1", kind="review.answered", day=3, **data):
    """A CloudEvent about the deal."""
    usual = {"by": "anna@pumps.example", "answers": "e0", "text": "Yes."}
    return {
        "specversion": "1.0", "id": id_, "source": "/bus", "type": kind, "subject": "006A",
        "time": f"2026-03-{day:02d}T12:00:00Z", "data": {**usual, **data},
    }  # fmt: skip


def write(place, **files):
    """Write files below a folder; `__` in a name is a slash, and the last `_` before the ending a dot."""
    for name, text in files.items():
        path = place / ".".join(name.replace("__", "/").rsplit("_", 1))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    return place
