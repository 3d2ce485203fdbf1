"""What mails became, one sentence each, and the totals."""

from __future__ import annotations

from collections import Counter

import pytest

from gatecoach.errors import Finding
from gatecoach.facts import Claim
from gatecoach.intake import CrmSubject, MailOutcome
from gatecoach.intake.crm import Tally
from gatecoach.intake.events import EventOutcome
from gatecoach.intake.outcomes import OUTCOMES
from gatecoach.report import events_text, intake_text
from gatecoach.report.intake import ORDER, WORDS, Deals, deal_lines, export_lines, finding_lines, totals

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


def test_a_table_says_how_many_became_what_by_which_rule():
    """Evidence first; rules by name, numbers under each other."""
    lines = intake_text([LABELLED, REPLY, REPLY, BROKEN]).splitlines()
    assert lines[5:10] == ["evidence    3", "  labelled  1", "  reply     2", "not read    1", "  no-date   1"]


def test_sentences_table_and_totals_are_told_in_german():
    """Rules are names and stay."""
    text = intake_text([LABELLED, BROKEN], language="de", noun="entry")
    assert "1.eml  Nachweis review von rosa" in text
    assert text.endswith("nicht gelesen  1\n  no-date      1\n\n2 Einträge: 1 Nachweis, 1 nicht gelesen.\n")
    assert totals([], language="de") == "Keine Nachrichten."


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_outcome_has_a_word_in_each_language(language):
    """Those of mails, entries and events."""
    assert set(WORDS[language]) == {*OUTCOMES, "claim", "statement"} == set(ORDER)


def test_an_event_is_named_by_its_file_and_number():
    """A claim is no evidence, and is counted by itself."""
    claim = EventOutcome("a.json", 2, "/bus", "e", "claim", "claim", {"deal": "6", "stage": "won"})
    assert events_text([claim]) == "a.json 2  a claim of 6: won.\n\nclaims   1\n  claim  1\n\n1 event: 1 claim.\n"


@pytest.mark.parametrize("width", [40, 80])
def test_a_deal_a_finding_and_an_export_fit_their_width(width):
    """With place, cause and next step."""
    deal = CrmSubject("006A", "A deal with a rather long name", "", (Claim(stage="won"),), {}, ())
    finding = Finding("GC028", "no stage is called x", "crm.csv", path="row 3.stage", hint="add it to `stages:`")
    tally = Tally()
    tally.rows, tally.skipped = 3, Counter({"blank-row": 2})
    lines = [*deal_lines(deal, width), *finding_lines(finding, width), *export_lines(Deals().and_(deal), tally, width)]
    assert max(map(len, lines)) <= width
    text = " ".join(" ".join(lines).split())
    assert "006A A deal with a rather long name: claimed won; no people, 1 claim," in text
    assert "crm.csv row 3.stage: error: no stage is called x [GC028] add it to `stages:`" in text
    assert "as it should be, not used 2 blank-row 2 3 rows: 1 deal, none rejected." in text
