"""The example: each of its mails becomes what the story says; and a folder of other mails is read whole."""

from __future__ import annotations

import pytest
import yaml

from gatecoach.facts import Label, Person, Statement
from gatecoach.intake import MailContext, check_quotes, read_mail, read_salesforce

ANSWERED_BY = {"invitation-sent": ("invitation-answered",), "needs-review-sent": ("needs-review-answered",)}
STORY = [
    # file, rule, type, by, grade when a connector fetched it
    ("01-invitation.eml", "labelled", "invitation-sent", "r.diaz", "asserted"),
    ("02-invitation-answered.eml", "reply", "invitation-answered", "anna", "observed"),
    ("03-needs-review.eml", "labelled", "needs-review-sent", "r.diaz", "asserted"),
    ("04-auto-reply.eml", "automatic", "needs-review-answered", "anna", "observed"),
    ("05-colleague-answers.eml", "reply", "needs-review-answered", "bo.lindt", "observed"),
    ("06-look-alike.eml", "reply", "needs-review-answered", "anna.vance@northwind-pump.example", "observed"),
    ("07-own-follow-up.eml", "reply", "needs-review-answered", "r.diaz", "asserted"),
    ("08-needs-review-answered.eml", "reply", "needs-review-answered", "anna", "observed"),
    ("09-newsletter.eml", "unrelated", None, None, None),
    ("10-needs-review-copy.eml", "duplicate", None, None, None),
]


@pytest.fixture(scope="module")
def example(root):
    """The folder of the example."""
    return root / "examples" / "line-3-retrofit"


@pytest.fixture(scope="module")
def rows(example):
    """The rows of a YAML file of the example, all values as text."""
    return lambda name: yaml.load((example / name).read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.fixture(scope="module")
def people(rows):
    """The people of the example."""
    return tuple(Person.from_dict({"id": key, **row}) for key, row in rows("people.yaml")["people"].items())


@pytest.fixture(scope="module")
def intake(example, rows, people):
    """Reads the example's mails, as fetched by a connector or as an upload."""
    labels = tuple(Label.from_dict(row) for row in rows("facts.yaml")["labels"])
    trusted = frozenset({"mx.brightline.example"})

    def read(fetched_by="connector"):
        messages = [(path.name, path.read_bytes()) for path in sorted((example / "mails").glob("*.eml"))]
        about = {"subject": "006SYN0000000001AA", "fetched_by": fetched_by, "trusted": trusted}
        return read_mail(messages, MailContext(ANSWERED_BY, people, labels, **about))

    return read


def test_every_mail_becomes_what_the_story_says(intake):
    """One outcome for each file, with the type, the actor and the grade of the item it made."""
    read = intake()
    items = {item.id: item for item in read.evidence}
    told = []
    for each in read.outcomes:
        item = items[each.made[0]] if each.made else None
        told.append((each.name, each.rule, *((item.what, item.by, item.grade) if item else (None, None, None))))
    assert told == STORY


def test_an_upload_of_the_same_mails_proves_less(intake):
    """The same items, none of them more than asserted."""
    assert [item.id for item in intake("upload").evidence] == [item.id for item in intake().evidence]
    assert {item.grade for item in intake("upload").evidence} == {"asserted"}


def test_only_the_machine_wrote_like_a_machine(intake):
    """Of all items just the automatic reply is marked."""
    assert [item.id for item in intake().evidence if item.machine_sent] == ["b90f44d17a@northwind-pumps.example"]


def test_the_answer_is_kept_without_what_it_quotes(intake):
    """The customer's words stand below the quote and above the signature."""
    item = intake().evidence[-1]
    assert item.text.startswith("Points one and three are exactly our problem.")
    assert "20 hours a month" not in item.text
    assert "Plant Manager" not in item.text


def test_every_statement_quotes_what_was_written(intake, rows):
    """The readings of the example rest on the customer's own words."""
    statements = [Statement.from_dict(row) for row in rows("facts.yaml")["statements"]]
    assert len(statements) == 2
    assert check_quotes(statements, intake().evidence) == []


def test_the_crm_claims_a_later_stage(example, people):
    """The export gives the deal the mails are about, its owner and people by our ids, and the claim with its day."""
    names = {"stages": {"Solution Fit": "solution-fit"}, "roles": {"Key stakeholder": "key-stakeholder"}}
    read = read_salesforce((example / "crm.json").read_bytes(), "crm.json", **names, people=people)
    (subject,) = read.subjects
    assert (read.findings, subject.id, subject.owner) == ((), "006SYN0000000001AA", "r.diaz")
    assert [(each.stage, each.at.date().isoformat()) for each in subject.claimed] == [("solution-fit", "2026-03-05")]
    assert [person.id for person in subject.people] == ["anna", "bo.lindt"]


def test_a_folder_of_other_mails_gives_one_outcome_each(root, context):
    """Real mail in all its variety, where it is at hand: every message has an outcome, none raises."""
    folder = root.parent / "shared" / "data" / "mail"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/data/mail is not here")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    read = read_mail(((path.name, path.read_bytes()) for path in files), context())
    assert [each.name for each in read.outcomes] == [path.name for path in files]
    assert all(each.text() for each in read.outcomes)
