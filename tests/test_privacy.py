"""`private-to`: who may read a journey and its evidence; one filter, and no journey that tells more than it may."""

from __future__ import annotations

import pytest
from helpers import day, framework_of

from gatecoach import Evidence, Person, Statement, Subject
from gatecoach.facts import Revocation

FRAMEWORK = framework_of(
    'gatecoach: 1\nframework: tiny\nversion: "1"\n',
    """
journey: talk
kind: conversation
sides: [coachee, coach]
stages: {only: {}}
ends: {closed: done}
evidence:
  doubt: {side: coach, private-to: [coach], outcomes: {for: [grows], against: [stays]}}
  plan: {side: coachee}
  seen: {side: coach, answers: plan}
gates:
  close: {from: only, to: closed, requires: {it: {say: It., coachee: plan, coach: seen}}}
""",
    """
journey: belief
kind: conversation
sides: [coachee, coach]
private-to: [coach]
stages: {only: {}}
ends: {closed: done}
evidence: {held: {side: coach}, nothing: {side: coachee}}
gates:
  close: {from: only, to: closed, requires: {it: {say: It., coach: held, coachee: none, because: Private.}}}
""",
)
PEOPLE = [Person(id="lee", side="coach"), Person(id="diaz", side="coachee")]
DOUBT = Evidence(id="d", what="doubt", by="lee", told_by="lee", at=day(1))
PLAN = Evidence(id="p", what="plan", by="diaz", told_by="diaz", at=day(2))
READING = Statement(id="s", about="d", outcome="grows", quote="x", by="lee", at=day(3))
BACK = Revocation(id="r", revokes="d", by="lee", at=day(4))


@pytest.mark.parametrize(("side", "seen"), [("coach", [DOUBT, PLAN, READING, BACK]), ("coachee", [PLAN])])
def test_a_private_item_is_hidden_with_everything_that_names_it(side, seen):
    """Not the item, not how it was read, not that it was taken back."""
    subject = Subject(FRAMEWORK, "talk", "t", people=PEOPLE, facts=[DOUBT, PLAN, READING, BACK])
    assert list(subject.seen_by(side).facts) == seen


@pytest.mark.parametrize(("side", "number"), [("coach", 1), ("coachee", 0), ("seller", 0)])
def test_of_a_private_journey_others_see_nothing(side, number):
    """Not as text and not as a count."""
    held = Evidence(id="h", what="held", by="lee", told_by="lee", at=day(1))
    subject = Subject(FRAMEWORK, "belief", "b", people=PEOPLE, facts=[held], claimed="only")
    assert len(subject.seen_by(side).facts) == number
    assert (subject.seen_by(side).claimed is None) is (number == 0)


def test_an_open_item_is_not_hidden_because_a_private_one_of_another_source_shares_its_id():
    """Ids are unique within their source only."""
    shared = PLAN.model_copy(update={"id": DOUBT.id, "source": "imap"})
    subject = Subject(FRAMEWORK, "talk", "t", people=PEOPLE, facts=[DOUBT, shared])
    assert list(subject.seen_by("coachee").facts) == [shared]
