"""What mails became, one sentence each, and the totals."""

from __future__ import annotations

import pytest

from gatecoach.intake import MailOutcome
from gatecoach.report import intake_text
from gatecoach.report.intake import totals

LABELLED = MailOutcome("1.eml", "m1", "evidence", "labelled", {"what": "review", "by": "rosa"}, ("m1",))
REPLY = MailOutcome(
    "2-reply.eml", "m2", "evidence", "reply", {"what": "answer", "by": "anna", "answers": "m1"}, ("m2",)
)
BROKEN = MailOutcome("3.eml", "", "reject", "no-date")


def test_every_mail_has_its_name_and_its_sentence():
    """In the order in which they were given, names in a column of their own."""
    assert intake_text([REPLY, LABELLED]).splitlines()[:2] == [
        "2-reply.eml  evidence answer by anna: it replies to m1.",
        "1.eml        evidence review by rosa: a label says what this mail of ours is.",
    ]


def test_the_totals_count_every_message():
    """How many became what; kinds without any are left out."""
    assert totals([LABELLED, REPLY, BROKEN]) == "3 messages: 2 evidence, 1 not read."
    assert totals([BROKEN]) == "1 message: 1 not read."
    assert totals([]) == "No messages."
    assert intake_text([LABELLED, BROKEN]).endswith("\n\n2 messages: 1 evidence, 1 not read.\n")


@pytest.mark.parametrize("width", [40, 60, 75, 76, 100])
def test_the_report_fits_its_width(width):
    """When narrow, the sentence stands below the name; long names never push it out."""
    long = MailOutcome("a-very-long-name-of-a-file-that-holds-a-mail.eml", "", "reject", "no-sender")
    assert all(len(line) <= max(width, len(long.name)) for line in intake_text([REPLY, long], width=width).splitlines())


def test_a_file_name_cannot_draw():
    """Names of files come from outside."""
    assert "\x1b" not in intake_text([MailOutcome("\x1b[2J.eml", "", "reject", "no-date")])
