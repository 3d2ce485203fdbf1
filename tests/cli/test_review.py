"""`gatecoach intake review`: what waits is shown with the words themselves, and a decision lands in the right file."""

from __future__ import annotations

import json
import stat

import pytest
from cli.small_deal import PEOPLE

MAIL = """\
From: {sender}
To: rosa@line.example
Subject: {subject}
Date: Tue, {day:02d} Mar 2026 09:00:00 +0100
Message-ID: <{id}>
{more}Content-Type: text/plain; charset="utf-8"

{text}
"""
LABELS = """\
# what Rosa's mails are
labels:
  - {label: needs-review-sent, message: review@line.example, by: r.diaz, at: 2026-03-02, subject: 006A}
"""
REPLY = "In-Reply-To: <review@line.example>\n"
ANNA, NEW = "Anna <anna@pumps.example>", "Nora New <nora@pumps.example>"


@pytest.fixture
def deal(folder):
    """The deal's folder with one label and these mails: (id, sender, text, further headers)."""

    def writing(*mails, labels=LABELS):
        (folder / "deal/mails").mkdir(exist_ok=True)
        (folder / "deal/facts.yaml").write_text(labels, encoding="utf-8")
        for id_, sender, text, more in mails:
            day = 3 if sender.endswith("pumps.example>") else 2
            raw = MAIL.format(id=id_, sender=sender, text=text, more=more, subject="Re: Line 3", day=day)
            (folder / f"deal/mails/{id_.partition('@')[0]}.eml").write_text(raw, encoding="utf-8")
        return folder / "deal"

    return writing


@pytest.fixture
def review(run):
    """Runs the command on the deal; as r.diaz on 4 March where something is decided."""
    mine = ("--by", "r.diaz", "--at", "2026-03-04")
    return lambda *words, answers=(): run("intake", "review", "deal", *(mine if words else ()), *words, answers=answers)


ANSWER = ("r1@pumps.example", ANNA, "Yes, all three.\n> One, two, three?", REPLY)
OURS = ("review@line.example", "Rosa <rosa@line.example>", "Three points.", "")
NEWCOMER = ("n1@pumps.example", NEW, "May I join?", "")


def test_nothing_waits_where_all_is_clear(deal, run):
    """One plain sentence and exit code 0."""
    deal(OURS)
    done = run("intake", "review", "deal")
    assert (done.code, done.out) == (0, "Nothing waits for you.\n")
    assert "could not be read" not in done.err


def test_mails_that_cannot_be_read_are_not_passed_over(deal, run):
    """Nothing waits, but it is said how many were no mails and which command says why."""
    (deal() / "mails/a b.eml").write_text("no mail", encoding="utf-8")
    done = run("intake", "review", "deal/mails/a b.eml")
    assert (done.code, done.out) == (0, "Nothing waits for you.\n")
    assert done.err.endswith("1 mail could not be read: see gatecoach intake mail 'deal/mails/a b.eml'\n")


def test_what_waits_is_shown_with_its_words_and_what_to_type(deal, run):
    """People first; quoted lines are not the sender's, so they are not shown."""
    deal(ANSWER, NEWCOMER)
    done = run("intake", "review", "deal")
    assert done.out.startswith("Do they take part? n1.eml, nora@pumps.example, 3 March 2026, 09:00 about Re: Line 3\n")
    assert "  | Yes, all three.\n" in done.out
    assert "One, two, three" not in done.out
    assert '--message r1@pumps.example --outcome confirms | clarifies | rejects --quote "the words' in done.out
    assert done.out.endswith("2 decisions for you.\n")


def test_a_machine_gets_the_same_as_rows(deal, run):
    """With every field under its own name."""
    deal(ANSWER)
    (row,) = json.loads(run("intake", "review", "deal", "--format", "json").out)
    assert (row["kind"], row["messages"], row["by"]) == ("outcome", ["r1@pumps.example"], "anna")
    assert (row["text"], row["choices"]) == ("Yes, all three.", ["confirms", "clarifies", "rejects"])
    assert row["at"].startswith("2026-03-03T09:00:00")


def test_a_text_without_end_is_shown_in_part(deal, run):
    """The rest is counted."""
    deal(("r1@pumps.example", ANNA, "a\n" * 60, REPLY))
    assert "  | … 20 more lines\n" in run("intake", "review", "deal").out


def test_a_reading_is_written_as_the_readers_own(deal, review, run):
    """Below what stood in the file; after that nothing waits, and the standing knows the reading."""
    path = deal(OURS, ANSWER) / "facts.yaml"
    done = review("--message", "r1@pumps.example", "--outcome", "confirms", "--quote", "all three")
    assert (done.code, done.out) == (0, "")
    assert "written to deal/facts.yaml" in done.err
    text = path.read_text(encoding="utf-8")
    assert text.startswith(LABELS)
    assert 'by: "r.diaz"' in text
    assert run("intake", "review", "deal").out == "Nothing waits for you.\n"
    asked = ("--data", "deal", "--at", "2026-03-05", "--format", "json")
    told = json.loads(run("decide", "006A", "needs-confirmed", *asked).out)
    (miss,) = told["requirements"][0]["sides"]["customer"]["near-misses"]
    assert (miss["code"], miss["also"]) == ("grade-too-low", [])


def test_a_newcomer_is_written_among_the_people(deal, review, run):
    """With the address they wrote from."""
    folder = deal(NEWCOMER)
    done = review("--message", "n1@pumps.example", "--person", "nora", "--name", "Nora New", "--role", "economic-buyer")
    assert done.code == 0
    text = (folder / "people.yaml").read_text(encoding="utf-8")
    assert text.startswith(PEOPLE)
    assert 'addresses: ["nora@pumps.example"]' in text
    assert run("intake", "review", "deal").out == "Nothing waits for you.\n"


def test_somebody_who_takes_no_part_is_asked_about_once(deal, review, run):
    """The label says that the message is nothing."""
    deal(NEWCOMER)
    assert review("--message", "n1@pumps.example", "--what", "none").code == 0
    assert run("intake", "review", "deal").out == "Nothing waits for you.\n"


def test_rows_may_go_elsewhere(deal, review, folder):
    """Into files of another folder, which are made where they are missing."""
    deal(ANSWER)
    (folder / "mine").mkdir()
    assert review("--message", "r1@pumps.example", "--outcome", "rejects", "--quote", "Yes", "--into", "mine").code == 0
    assert (folder / "mine/facts.yaml").read_text(encoding="utf-8").startswith("statements:\n  - id:")
    assert (folder / "deal/facts.yaml").read_text(encoding="utf-8") == LABELS


WRONG = [
    (("--message", "r1@pumps.example"), "what-decision"),
    (("--outcome", "confirms", "--quote", "Yes"), "what-decision"),
    (("--message", "r1@pumps.example", "--outcome", "confirms", "--what", "none"), "what-decision"),
    (("--message", "r1@pumps.exampel", "--what", "none"), "nothing-waits"),
    (("--message", "r1@pumps.example", "--outcome", "confirms", "--quote", "One, two"), "not-quoted"),
    (("--message", "r1@pumps.example", "--outcome", "agrees", "--quote", "Yes"), "no-such-choice"),
    (("--message", "r1@pumps.example", "--what", "none"), "other-decision"),
    (("--message", "n1@pumps.example", "--person", "anna"), "person-twice"),
    (("--message", "n1@pumps.example", "--person", "nora", "--role", "boss"), "no-such-role"),
    (("--message", "n1@pumps.example", "--what", "none", "--by", "who"), "who-decides"),
    (("--message", "n1@pumps.example", "--what", "none", "--into", "nowhere"), "not-written"),
]


@pytest.mark.parametrize(("words", "code"), WRONG, ids=[" ".join(each[0])[-40:] for each in WRONG])
def test_a_decision_that_cannot_be_is_refused_and_nothing_is_written(deal, review, words, code):
    """Exit code 2, the reason, a next step; both files are as they were."""
    folder = deal(ANSWER, NEWCOMER)
    done = review(*words)
    assert (done.code, done.out) == (2, "")
    assert f"[{code}]" in done.err
    assert (folder / "facts.yaml").read_text(encoding="utf-8") == LABELS
    assert (folder / "people.yaml").read_text(encoding="utf-8") == PEOPLE


def test_asked_one_by_one_everything_is_settled(deal, review, run):
    """A newcomer who is added is then read; words that do not stand there are asked for again."""
    folder = deal(("r2@pumps.example", NEW, "It is 40 hours.", REPLY), ANSWER)
    answers = [
        "nora",
        "Nora New",
        "boss",
        "economic-buyer",
        "1",
        "all four",
        "Yes, all three.",
        "clarifies",
        "40 hours",
    ]
    done = review("--ask", answers=answers)
    assert done.code == 0
    assert done.out.endswith("Nothing more waits for you.\n")
    assert 'the customer has no role "boss"' in done.out
    assert '"all four" is not in what r1@pumps.example newly says.' in done.out
    assert (folder / "facts.yaml").read_text(encoding="utf-8").count("outcome:") == 2
    assert run("intake", "review", "deal").out == "Nothing waits for you.\n"


def test_what_is_left_open_waits_for_later(deal, review, run):
    """An empty line decides nothing; `none` sets a person aside; the input may end."""
    deal(ANSWER, NEWCOMER)
    assert review("--ask", answers=["", "9", ""]).out.count(">") == 3
    assert run("intake", "review", "deal").out.endswith("2 decisions for you.\n")
    assert review("--ask", answers=["none"]).code == 130
    assert run("intake", "review", "deal").out.endswith("1 decision for you.\n")


def test_one_of_several_types_is_chosen_by_number_or_name(deal, review, folder):
    """And the label stands in the file."""
    framework = folder / "acme"
    framework.mkdir()
    head = 'gatecoach: 1\nframework: acme\nversion: "1"\nextends: first-deal@2026.1\n'
    more = "journey: opportunity\nevidence:\n  needs-doubted: {side: customer, answers: needs-review-sent}\n"
    (framework / "framework.yaml").write_text(head, encoding="utf-8")
    (framework / "opportunity.yaml").write_text(more, encoding="utf-8")
    deal(ANSWER)
    words = ("--ask", "--framework", "acme")
    assert "1. needs-doubted" in review(*words, answers=["1"]).out
    text = (folder / "deal/facts.yaml").read_text(encoding="utf-8")
    assert '  - label: "needs-doubted"\n    message: "r1@pumps.example"\n    by: "r.diaz"' in text
    assert 'subject: "006A"' in text


def test_a_file_keeps_its_rights_and_nothing_is_left_beside_it(deal, review):
    """Another file takes its place at once."""
    folder = deal(ANSWER)
    (folder / "facts.yaml").chmod(0o640)
    before = sorted(each.name for each in folder.iterdir())
    assert review("--message", "r1@pumps.example", "--outcome", "confirms", "--quote", "Yes").code == 0
    assert stat.S_IMODE((folder / "facts.yaml").stat().st_mode) == 0o640
    assert sorted(each.name for each in folder.iterdir()) == before


def test_a_file_that_rows_cannot_be_added_to_is_left_as_it_is(deal, review):
    """The next step is said, and no half-written file stays behind."""
    labels = "labels: [{label: needs-review-sent, message: review@line.example, by: r.diaz, at: 2026-03-02}]\n"
    folder = deal(NEWCOMER, labels=labels)
    done = review("--message", "n1@pumps.example", "--what", "none")
    assert (done.code, "[not-added]" in done.err) == (2, True)
    assert (folder / "facts.yaml").read_text(encoding="utf-8") == labels
    assert sorted(each.name for each in folder.iterdir()) == ["crm.json", "facts.yaml", "mails", "people.yaml"]


def test_one_mail_alone_is_reviewed_beside_its_folder(deal, run):
    """People and labels come from --data; rows are written beside the mail."""
    folder = deal(ANSWER)
    done = run("intake", "review", "deal/mails/r1.eml", "--data", "deal/facts.yaml", "--people", "deal/people.yaml",
               "--message", "r1@pumps.example", "--outcome", "confirms", "--quote", "Yes", "--by", "r.diaz",
               "--at", "2026-03-04")  # fmt: skip
    assert done.code == 0
    assert (folder / "mails/facts.yaml").is_file()
