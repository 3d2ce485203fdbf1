"""A statement rests on words that its item really says."""

from __future__ import annotations

import datetime as dt

import pytest

from gatecoach.facts import Evidence, Statement
from gatecoach.intake import check_quotes, read_mail

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
ITEMS = [
    Evidence(id="m1", by="anna", at=NOON, source="mail", text="Point two: 40 hours\n a month, not 20."),
    Evidence(id="m1", by="anna", at=NOON, source="crm", text="Called."),
]


def findings(quote, about="m1"):
    """What is wrong with one statement that quotes this."""
    row = {"id": "s1", "about": about, "outcome": "clarifies", "quote": quote, "by": "rosa", "at": NOON}
    return check_quotes([Statement(**row)], ITEMS)


@pytest.mark.parametrize("quote", ["40 hours a month", "Point  two:\n40 hours", "Called."])
def test_a_quote_may_be_broken_over_lines(quote):
    """White space is of no account, and any copy of the item may hold the words."""
    assert findings(quote) == []


@pytest.mark.parametrize(
    ("quote", "about", "words"),
    [
        ("40 hours a week", "m1", '"40 hours a week" is not in what m1 newly says'),
        ("point two", "m1", '"point two" is not in what m1 newly says'),
        (" \n", "m1", "it quotes nothing"),
        ("40 hours", "m2", "there is no item m2"),
    ],
)
def test_a_quote_that_is_not_there_is_a_finding(quote, about, words):
    """Other words, another case, no words or no item: the finding names the statement and what to do."""
    (found,) = findings(quote, about)
    assert (found.code, found.message, found.path) == ("GC029", f"statement s1: {words}", "statements.s1")
    assert found.hint


MIXED = {"Content-Type": "multipart/mixed; boundary=b"}
TAKEN = "You lose 20 hours."
ELSEWHERE = {
    "quoted": ({}, f"Thanks.\n> {TAKEN}\n"),
    "quoted twice over": ({}, f"Thanks.\n>> {TAKEN}\n> no\n"),
    "below an attribution": ({}, f"Thanks.\nOn 2 March 2026 Rosa wrote:\n\n{TAKEN}\n"),
    "an older mail below": ({}, f"Thanks.\n-----Original Message-----\nFrom: Rosa\n\n{TAKEN}\n"),
    "passed on": ({}, f"Thanks.\n---------- Forwarded message ---------\nFrom: Bea\n\n{TAKEN}\n"),
    "the signature": ({}, f"Thanks.\n-- \nAnna Vance\n{TAKEN}\n"),
    "quoted in HTML": ({"Content-Type": "text/html"}, f"<p>Thanks.</p><blockquote>{TAKEN}</blockquote>"),
    "not shown in HTML": ({"Content-Type": "text/html"}, f"<p>Thanks.</p><!-- {TAKEN} --><script>{TAKEN}</script>"),
    "an attached mail": (
        MIXED,
        f"--b\n\nThanks.\n--b\nContent-Type: message/rfc822\n\nFrom: bea@pumps.example\n\n{TAKEN}\n--b--\n",
    ),
    "an attached file": (
        MIXED,
        f"--b\n\nThanks.\n--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\n{TAKEN}\n--b--\n",
    ),
    "the subject": ({"Subject": TAKEN}, "Thanks."),
}


@pytest.mark.parametrize("letter", ELSEWHERE.values(), ids=ELSEWHERE)
def test_only_the_senders_own_new_words_can_be_quoted(context, mail, letter):
    """What the customer quotes, passes on, attaches or signs with cannot be read as the customer's word."""
    changes, body = letter
    evidence = read_mail([("one.eml", mail(changes, body=body))], context()).evidence
    row = {"about": "r1@pumps.example", "outcome": "confirms", "by": "rosa", "at": NOON}
    quotes = [Statement(id=each, quote=each, **row) for each in ("Thanks.", TAKEN)]
    assert [each.path for each in check_quotes(quotes, evidence)] == [f"statements.{TAKEN}"]


@pytest.mark.parametrize("between", ["\n", "\r\n", "\n\n", "  ", "\t", "\u00a0", " \n\t "])
def test_white_space_is_of_no_account_in_either(between):
    """Mails break lines on the way, and so does whoever copies: each run of white space is one blank."""
    item = Evidence(id="m1", by="anna", at=NOON, source="mail", text=f"We{between}agree")
    for quote in ("We agree", f" We{between}agree "):
        row = {"id": "s1", "about": "m1", "outcome": "confirms", "quote": quote, "by": "rosa", "at": NOON}
        assert check_quotes([Statement(**row)], [item]) == []
    row["quote"] = "Weagree"
    assert len(check_quotes([Statement(**row)], [item])) == 1


def test_a_reading_is_checked_as_the_engine_checks_it(read_one, mail):
    """The finding and the near miss agree for every quote, here as in the decision."""
    _, (item,) = read_one(mail(body="Point two:\n40 hours.\n> no\n"))
    for quote in ("two: 40", "40 hours.", "no", "point", " "):
        row = {"id": "s1", "about": item.id, "outcome": "confirms", "quote": quote, "by": "rosa", "at": NOON}
        assert (check_quotes([Statement(**row)], [item]) == []) is Statement(**row).stands_in(item.text)
