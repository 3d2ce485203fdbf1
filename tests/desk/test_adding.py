"""Hours added up by person: what counts is added, what does not is not, whoever did most stands first."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from helpers import day, framework_of

from gatecoach import Evidence, Person, Subject, load
from gatecoach.desk import Total, added_up, totals
from gatecoach.errors import UsageError
from gatecoach.facts import Revocation

pytestmark = pytest.mark.requirement("A23")
FRAMEWORK = framework_of(
    """
gatecoach: 1
framework: tiny
version: "1"
phases: {using: {}, growing: {}}
roles: {seller: {rep: {}, service: {}}}
evidence:
  helped:
    side: seller
    title: Service done by the rep
    by: [rep]
    fields: {hours: {type: number, added-up: true}, days: {type: number, optional: true, added-up: true}}
  asked: {side: seller, fields: {minutes: {type: number}}}
  thanked: {side: customer, answers: asked}
""",
    """
journey: handover
sides: [customer, seller]
stages: {first: {phase: using}, second: {phase: growing}}
gates: {go: {from: first, to: second, requires: {it: {say: "They thanked.", seller: asked, customer: thanked}}}}
""",
)
PEOPLE = [
    Person(id="diaz", side="seller", roles=["rep"]),
    Person(id="otto", side="seller", roles=["rep"]),
    Person(id="sam", side="seller", roles=["service"]),
]


def item(id_="h1", hours=2, *, by="diaz", **more):
    """Some service that somebody did on the third of March."""
    known = {"at": day(3), "what": "helped", "told_by": by, "fields": {"hours": hours}}
    return Evidence(id=id_, by=by, **{**known, **more})


def subject(*facts, id_="c1"):
    """A customer with these facts."""
    return Subject(FRAMEWORK, "handover", id_, people=PEOPLE, facts=facts)


END = day(20)


def told(*subjects, at=END):
    """Who did how many hours on how many subjects."""
    return [(each.person, each.field, each.subjects, each.total) for each in totals(subjects, at)]


def test_hours_are_added_up_by_person_over_all_subjects():
    """Exactly, as decimals; whoever did most stands first."""
    one = subject(item(), item("h2", "0.1"), item("h3", "0.2", by="otto"))
    two = subject(item("h1", "7.7", by="otto"), id_="c2")
    title = "Service done by the rep"
    assert totals([two, one], day(20)) == (
        Total("helped", "hours", title, "otto", 2, 2, Decimal("7.9")),
        Total("helped", "hours", title, "diaz", 2, 1, Decimal("2.1")),
    )


def test_a_field_that_is_left_out_adds_nothing():
    """And one that is there is a sum of its own."""
    both = item(fields={"hours": 2, "days": 1})
    assert told(subject(both, item("h2", 3))) == [("diaz", "days", 1, 1), ("diaz", "hours", 1, 5)]


@pytest.mark.parametrize(
    "odd",
    [
        item("x", 90, by="sam"),
        item("x", 90, by="nobody"),
        item("x", 90, told_by="otto"),
        item("x", 90, told_by=None),
        item("x", "many"),
        item("x", fields={}),
        item("x", 90, machine_sent=True),
        item("x", 90, at=day(21)),
        Evidence(id="x", what="asked", by="diaz", told_by="diaz", at=day(3), fields={"minutes": 90}),
        Evidence(id="x", what=None, by="diaz", told_by="diaz", at=day(3), fields={"hours": 90}),
    ],
    ids=["role", "stranger", "teller", "untold", "no number", "none", "machine", "not yet", "other field", "untyped"],
)
def test_what_does_not_count_is_not_added(odd):
    """Each by what its type asks, and the rest stays."""
    assert told(subject(item(), odd)) == [("diaz", "hours", 1, 2)]


def test_what_was_taken_back_is_not_added():
    """From its day on."""
    back = Revocation(id="r", revokes="h1", by="diaz", at=day(10))
    found = subject(item(), item("h2", 3), back)
    assert (told(found), told(found, at=day(9))) == ([("diaz", "hours", 1, 3)], [("diaz", "hours", 1, 5)])


def test_an_item_handed_over_twice_is_added_once():
    """Duplicates change nothing."""
    assert told(subject(item(), item())) == [("diaz", "hours", 1, 2)]


def test_without_anything_to_add_there_is_nothing():
    """No row of nought."""
    assert (told(), told(subject())) == ([], [])


def test_what_only_some_may_read_is_not_added():
    """A sum would tell of it."""
    private = framework_of(
        'gatecoach: 1\nframework: tiny\nversion: "1"\nevidence: {felt: {side: coach, private-to: [coach], '
        "fields: {hours: {type: number, added-up: true}}}, used: {side: coachee}, seen: {side: coach}}",
        "journey: skill\nsides: [coachee, coach]\nabout: person\nstages: {one: {}, two: {}}\n"
        'gates: {go: {from: one, to: two, requires: {it: {say: "Used.", coachee: used, coach: seen}}}}',
    )
    felt = Evidence(id="f", what="felt", by="lee", told_by="lee", at=day(3), fields={"hours": 5})
    assert totals([Subject(private, "skill", "s", people=[Person(id="lee", side="coach")], facts=[felt])], day(9)) == ()


def test_a_moment_without_a_zone_is_refused():
    """As it is everywhere."""
    with pytest.raises(UsageError, match="zone"):
        totals([subject(item())], dt.datetime(2026, 3, 20))


def test_the_hours_of_sales_in_service_are_added_up_in_the_bundled_handover():
    """By rep, so that it shows who loses selling time to it."""
    framework = load("b2b")
    assert added_up(framework.journey("handover")) == {"service-done-by-rep": ("hours",)}
    assert added_up(framework.journey("opportunity")) == {}
    done = Evidence(
        id="s1", what="service-done-by-rep", by="diaz", told_by="diaz", at=day(3), fields={"hours": "1.5"}
    )  # fmt: skip
    customer = Subject(framework, "handover", "c1", people=PEOPLE, facts=[done])
    assert [(each.person, each.total) for each in totals([customer], day(20))] == [("diaz", Decimal("1.5"))]
