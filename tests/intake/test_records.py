"""`people.yaml` and `facts.yaml`: rows become facts, or findings at their places."""

from __future__ import annotations

import datetime as dt

import pytest

from gatecoach import Person
from gatecoach.errors import FactsError
from gatecoach.facts import HeldRole
from gatecoach.intake.records import KINDS, read_facts, read_people

PEOPLE = (Person(id="anna", side="customer"), Person(id="r.diaz", side="seller"))


def people(text):
    """The people of this text."""
    return read_people(text.encode(), "people.yaml")


def facts(text):
    """The records of this text, for Anna and Rosa."""
    return read_facts(text.encode(), "facts.yaml", PEOPLE)


def finding(call, text):
    """The only finding of a text that cannot be used: code, line, message, hint."""
    with pytest.raises(FactsError) as caught:
        call(text)
    (found,) = caught.value.findings
    return found.code, found.line, found.message, found.hint


def test_people_keep_their_order_roles_and_days():
    """Every key of a person may be written, a role with or without its days."""
    (anna, bo) = people(
        "people:\n  anna: {side: customer, name: Anna Vance, roles: [key-stakeholder, {role: economic-buyer, from: "
        "2026-01-01}], addresses: [a@b.example], left: 2026-05-01}\n  bo: {side: customer}\n"
    )
    assert anna.roles == (HeldRole(role="key-stakeholder"), HeldRole(role="economic-buyer", from_="2026-01-01"))
    assert (anna.addresses, anna.left, bo.id) == (("a@b.example",), dt.date(2026, 5, 1), "bo")


def test_facts_of_every_kind_are_read():
    """Evidence, labels, statements, claims, revocations, waivers and fields, each in the author's order."""
    found = facts("""
evidence:
  - {id: e1, what: interview-held, by: r.diaz, told-by: r.diaz, at: 2026-03-02, fields: {talk-share: 0.2, seats: 3}}
labels:
  - {label: needs-review-sent, message: m1@b.example, by: r.diaz, at: 2026-03-02T10:00:00+01:00}
statements:
  - {id: s1, about: e1, outcome: confirms, quote: "yes", by: r.diaz, at: 2026-03-02}
claims:
  - {stage: solution-fit, at: 2026-03-05}
revocations:
  - {id: r1, revokes: e1, by: r.diaz, at: 2026-03-06}
waivers:
  - {id: w1, requirement: gate.pair, by: r.diaz, at: 2026-03-06, until: 2026-03-20, reason: They moved house.}
fields:
  - {field: amount, value: 48000.50, at: 2026-03-06}
""")
    (item,) = found.evidence
    assert (item.fields, item.told_by) == ({"talk-share": "0.2", "seats": 3}, "r.diaz")
    assert found.fields[0].value == "48000.50"
    assert {len(getattr(found, kind)) for kind in KINDS} == {1}


def test_empty_lists_are_no_mistake():
    """A key without rows holds nothing."""
    assert facts("evidence:\nlabels: []\n").evidence == ()


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("evidence:\n  - {id: e1, what: x, at: 2026-03-02}\n", "GC013", 2, "by: is missing"),
        ("evidence:\n  - {id: e1, what: x, by: anna, at: 2026-03-02, teld-by: anna}\n", "GC012", 2, "teld-by"),
        ("evidence:\n  - {id: e1, what: x, by: anna, at: 2026-03-02T10:00:00}\n", "GC030", 2, "no time zone"),
        ("evidence:\n  - {id: e1, what: x, by: anna, at: soon}\n", "GC030", 2, "neither a day nor a time"),
        ("evidence:\n  - {id: e1, what: x, by: ana, at: 2026-03-02}\n", "GC030", 2, 'no person "ana"'),
        ("evidence:\n  - {id: e1, what: x, by: anna, at: 2026-03-02, grade: sure}\n", "GC015", 2, "grade"),
        ("evidence:\n  - just text\n", "GC015", 2, "a row should be a mapping"),
        ("evidence: {id: e1}\n", "GC015", 1, "a list of rows"),
        ("evidense: []\n", "GC012", 1, "evidense"),
        ("- a\n", "GC015", 1, "a mapping with the keys"),
        ("a: 1\na: 2\n", "GC003", 2, "a"),
        ("", "GC016", 0, "empty"),
    ],
)
def test_a_row_that_does_not_fit_is_a_finding_at_its_place(text, code, line, words):
    """Each mistake has one finding with a code, a line and plain words."""
    found = finding(facts, text)
    assert found[:2] == (code, line) or (code == "GC016" and found[0] == code)
    assert words in found[2]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("people: [anna]\n", "GC015", "a mapping"),
        ("people:\n  anna: {}\n", "GC013", "side"),
        ("people:\n  anna: customer\n", "GC013", "side"),
        ("people:\n  anna: {side: customer, left: 2026-05-01T10:00:00}\n", "GC030", "no time zone"),
        ("person: {}\n", "GC012", "person"),
    ],
)
def test_people_that_do_not_fit_are_findings(text, code, words):
    """A person without a side, a list where ids belong, a naive time."""
    found = finding(people, text)
    assert found[0] == code
    assert words in found[2]


def test_a_stranger_is_named_with_the_nearest_person_and_an_address_is_no_stranger():
    """Who acts is a person of the file, or somebody known only by address."""
    row = "evidence:\n  - {{id: e1, what: x, by: {}, at: 2026-03-02}}\n"
    assert finding(facts, row.format("r.dias"))[3] == 'did you mean "r.diaz"?'
    assert facts(row.format("somebody@else.example")).evidence[0].by == "somebody@else.example"


def test_all_findings_of_a_file_come_at_once():
    """Two wrong rows give two findings, and nothing of the file is used."""
    with pytest.raises(FactsError) as caught:
        facts("evidence:\n  - {id: 1}\n  - {id: e, what: x, by: nobody, at: 2026-03-02}\n")
    lines = [each.line for each in caught.value.findings]
    assert lines == sorted(lines)
    assert set(lines) == {2, 3}


@pytest.mark.parametrize(("call", "hint"), [(people, "begin with `people:`"), (facts, "begin with `labels:`")])
def test_an_empty_file_says_how_such_a_file_begins(call, hint):
    """Not how a framework begins."""
    found = finding(call, "")
    assert (found[0], found[3]) == ("GC016", hint)


def test_a_time_without_a_zone_shows_how_it_is_written_in_a_file():
    """The next step is text for the file, no Python."""
    text = "evidence: [{id: e, what: x, by: anna, at: 2026-04-02T09:30:00}]\n"
    assert finding(facts, text)[3] == "Write 2026-04-02T09:30:00+02:00."


@pytest.mark.parametrize(
    ("at_most", "grades", "lowered"),
    [
        ("proven", ["asserted", "observed", "proven"], ()),
        ("observed", ["asserted", "observed", "observed"], ("e2",)),
        ("asserted", ["asserted", "asserted", "asserted"], ("e1", "e2")),
    ],
)
def test_a_row_is_believed_up_to_a_grade(at_most, grades, lowered):
    """A program that knows who writes the file says how far; left out, rows are believed. What is lowered is told."""
    rows = [
        f"  - {{id: e{n}, what: x, by: anna, at: 2026-03-02, grade: {grade}}}\n"
        for n, grade in enumerate(("asserted", "observed", "proven"))
    ]
    text = f"evidence:\n{''.join(rows)}".encode()
    read = read_facts(text, "facts.yaml", PEOPLE, at_most=at_most)
    assert ([each.grade for each in read.evidence], read.lowered) == (grades, lowered)
    assert [each.grade for each in read_facts(text, "facts.yaml", PEOPLE).evidence] == [
        "asserted",
        "observed",
        "proven",
    ]
