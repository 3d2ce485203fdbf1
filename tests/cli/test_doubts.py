"""What looks like a slip in the data is told in one line on stderr, and the answer is given all the same."""

from __future__ import annotations

import json

import pytest
from cli.small_deal import AT, CRM, FACTS, PEOPLE

NOTHING = "nothing in the data is about this deal; was --data forgotten?"


@pytest.fixture
def told(run, folder):
    """What a command says on stderr about the deal once files were added to it; the answer is given."""

    def asking(files, subject="006A"):
        for name, text in files.items():
            (folder / "deal" / name).write_text(text, encoding="utf-8")
        done = run("standing", subject, "--data", "deal", "--at", AT)
        assert done.code == 0, done.err
        assert done.out
        return done.err.splitlines()[1:]

    return asking


def label(message="m@x.example", subject="006A"):
    """One label in a line of its own."""
    return f"  - {{label: needs-review-sent, message: {message}, by: r.diaz, at: 2026-03-02, subject: {subject}}}\n"


def test_a_sound_deal_raises_no_doubt(told):
    """Where nothing is wrong nothing is said."""
    assert told({}) == []


def test_a_deal_that_nothing_is_about_is_told(run, folder, told):
    """Without data, and with people alone."""
    assert run("standing", "006A", "--at", AT).err.splitlines()[1:] == [NOTHING]
    (folder / "deal/crm.json").unlink()
    assert told({"facts.yaml": "labels: []\n"}) == [NOTHING]
    assert told({"facts.yaml": FACTS}) == []


def test_where_the_crm_was_read_a_deal_must_be_in_it(run, folder):
    """A label alone does not make up a deal beside the CRM."""
    (folder / "deal/facts.yaml").write_text(f"labels:\n{label(subject='006C')}", encoding="utf-8")
    done = run("standing", "006C", "--data", "deal", "--at", AT)
    assert (done.code, done.out) == (2, "")
    assert 'there is no deal "006C" in the data [unknown-subject] did you mean "006A"?' in done.err


def test_two_deals_of_one_name_are_told_apart_by_their_ids(run, folder):
    """Nobody guesses which is meant."""
    (deal,) = CRM["Opportunity"]["records"]
    both = {"Opportunity": {"done": True, "records": [deal, {**deal, "Id": "006B"}]}}
    (folder / "deal/crm.json").write_text(json.dumps(both), encoding="utf-8")
    done = run("standing", "line 3", "--data", "deal", "--at", AT)
    assert done.code == 2
    assert 'deals are called "line 3": 006A, 006B [several-subjects] Use the id.' in done.err
    assert run("standing", "006B", "--data", "deal", "--at", AT).code == 0


def test_labels_of_other_deals_are_counted_with_their_deals(told):
    """A typed id that is a little wrong is found so."""
    found = told({"facts.yaml": f"labels:\n{label(subject='0O6A')}{label(subject='006B')}"})
    assert found == ["2 labels are about other deals: 0O6A, 006B"]


def test_a_label_of_a_mail_that_is_not_there_is_told(told):
    """The label that nothing bears, with its mail."""
    (found,) = told({"facts.yaml": f"labels:\n{label()}"})
    assert found == 'the label needs-review-sent names the mail "m@x.example", which is not in the data'


def test_an_outcome_that_the_evidence_does_not_know_is_told(told):
    """A misspelt reading must not look like the customer's silence."""
    (found,) = told({"facts.yaml": FACTS.replace("outcome: accepts", "outcome: acepts")})
    assert found == 'statement s1: invitation-answered has no outcome "acepts"; did you mean "accepts"?'


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("roles: [rep]", "roles: [repp]", 'r.diaz: the seller side has no role "repp"; did you mean "rep"?'),
        ("bo: {side: customer", "bo: {side: custommer",
         'bo: there is no side "custommer"; did you mean "customer"?'),
    ],
)  # fmt: skip
def test_a_side_or_role_that_the_framework_does_not_know_is_told(told, right, wrong, said):
    """A misspelt role must not look like the wrong person."""
    assert said in told({"people.yaml": PEOPLE.replace(right, wrong)})


def test_one_address_of_two_people_is_refused_with_both(run, folder):
    """Nobody could tell who wrote; upper case does not make it another address."""
    text = PEOPLE.replace("bo@pumps.example", "Anna@PUMPS.example")
    (folder / "deal/people.yaml").write_text(text, encoding="utf-8")
    done = run("standing", "006A", "--data", "deal", "--at", AT)
    assert done.code == 2
    assert "people: anna and bo have the same address: anna@pumps.example [address-twice]" in done.err


def test_mails_that_cannot_be_used_and_files_that_were_not_looked_at_are_told(told):
    """One line each, with where to read more."""
    found = told({"a.eml": "no mail", "b.eml": "none", "facts.yml": "labels: []\n", "c.EML": "x", "notes.md": "x"})
    assert found == [
        "2 mails were not used: see gatecoach intake mail deal",
        "not looked at: deal/c.EML, deal/facts.yml",
    ]


def test_of_many_files_the_first_few_are_named(told):
    """The line stays a line."""
    (found,) = told({f"{number}.csv": "x" for number in range(8)})
    assert found.endswith("deal/4.csv, and 3 more")
