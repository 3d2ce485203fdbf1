"""The events of a deal: what each holds, which words stay public, and that all of them come back."""

from __future__ import annotations

import json

import pytest
from journal.dealings import DAY, FACTS, LABEL, PEOPLE, READING, REPLY, SENT, deal

from gatecoach.coaching import Event
from gatecoach.facts import Claim, to_row
from gatecoach.journal import records
from gatecoach.journal.split import joined, split
from gatecoach.journey import decide_subject

PRIVATE = ["anna", "Anna Vance", "bo", "r.diaz", "m.lee", "006A", "exactly our", "She nodded", "away", "48000", "m1"]


def every():
    """One record of each kind, and one of each kind of fact."""
    subject = deal(claimed="solution-fit", fields={"amount": 48000})
    decision = decide_subject(subject, "needs-confirmed", DAY)
    pin = records.pin(subject.framework)
    return [
        records.stream_named("abc", "opportunity", "006A"),
        records.subject_opened(subject),
        records.subject_changed({"owner": "m.lee", "claimed": None}),
        *(records.fact_taken_in(each) for each in (*FACTS, LABEL, *PEOPLE)),
        records.decision_shown(decision, subject.framework, to=["r.diaz", "m.lee"]),
        records.question_answered("mutual-interest.1", "anna said so", follows="abc#3", reason="bo", item="m1"),
        records.subject_moved(pin, {**pin, "version": "2"}, "d1", renames={"stages": {"a": None}}, reason="anna left"),
    ]


@pytest.mark.parametrize("record", every(), ids=lambda record: f"{record.kind} {record.data.get('fact', '')}".strip())
def test_only_words_of_the_framework_are_public(record):
    """No person, id, text or value is; and with all its pieces the event comes back as it was."""
    public, pieces = split(record.kind, "intake", record.data)
    told = json.dumps(public)
    assert [each for each in PRIVATE if f'"{each}' in told or f" {each}" in told] == []
    assert joined(public, pieces) == ("intake", record.data)


@pytest.mark.parametrize("fact", [*FACTS, LABEL, *PEOPLE], ids=lambda fact: type(fact).__name__)
def test_a_fact_is_there_whole_or_not_at_all(fact):
    """It comes back equal; without its private part it is none, but for a claim, which keeps its stage."""
    record = records.fact_taken_in(fact, {"source": "/bus", "id": "e1", "digest": "d"})
    (event,) = records.placed("s", 0, [record], at=DAY, by="intake")
    assert records.fact_of(event) == fact
    public, pieces = split(event.kind, "intake", event.data)
    left = event.model_copy(
        update={"data": joined(public, [each for each in pieces if each.person in ("intake", "")])[1]}
    )
    gone = Claim(stage=fact.stage, at=fact.at) if isinstance(fact, Claim) else fact if "field" in event.data else None
    assert records.fact_of(left) == gone


def test_a_fact_belongs_to_who_did_it_and_a_persons_row_to_them():
    """Not to whoever wrote it down; what has no actor is nobody's."""
    owners = {
        type(each).__name__: split(records.TAKEN_IN, "intake", records.fact_taken_in(each).data)[1][-1].person
        for each in (*FACTS, LABEL, PEOPLE[0])
    }
    assert owners == {
        "Evidence": "anna", "Statement": "r.diaz", "Claim": "r.diaz", "Revocation": "bo", "FieldValue": "",
        "Waiver": "m.lee", "Label": "r.diaz", "Person": "anna",
    }  # fmt: skip


def test_what_is_said_of_the_deal_itself_belongs_to_nobody():
    """Whoever wrote it down may go, and the deal stays; its owner and its people are pieces of their own."""
    subject = deal()
    pieces = split(records.OPENED, "r.diaz", records.subject_opened(subject).data)[1]
    assert {each.person for each in pieces} == {"r.diaz", "", "anna", "bo", "m.lee"}
    left = joined({}, [each for each in pieces if each.person not in ("r.diaz", "bo")])[1]
    assert (left["id"], left["sources"], [each["id"] for each in left["people"]]) == (
        "006A", {"mail": "mail"}, ["anna", "m.lee"],
    )  # fmt: skip
    assert "owner" not in left


def test_whom_a_decision_was_shown_to_goes_without_the_decision():
    """The decision names others, or nobody; who saw it is theirs."""
    subject = deal(SENT)
    record = records.decision_shown(decide_subject(subject, "mutual-interest", DAY), subject.framework, to=["m.lee"])
    public, pieces = split(record.kind, "gatecoach", record.data)
    assert public == {
        "framework": records.pin(subject.framework), "gate": "mutual-interest", "at": "2026-03-02", "passes": False
    }  # fmt: skip
    left = joined(public, [each for each in pieces if each.person != "m.lee"])[1]
    assert (left["decision"]["subject"], "people" in left) == ("006A", False)


def test_ids_are_counted_on_from_the_version():
    """They stay for ever and tell nothing."""
    made = records.placed("s", 4, [records.fact_taken_in(SENT), records.fact_taken_in(REPLY)], at=DAY, by="x")
    assert [(each.id, each.stream, each.at, each.by) for each in made] == [
        ("s#5", "s", DAY, "x"),
        ("s#6", "s", DAY, "x"),
    ]


def test_other_events_are_no_facts():
    """Of a talk, of the host, or of a kind of fact that nobody knows."""
    row = {"fact": "evidence", **SENT.as_dict()}
    for kind, data in (("evidence-recorded", row), (records.TAKEN_IN, {"fact": "rumour"}), (records.TAKEN_IN, {})):
        assert records.fact_of(Event(id="e", stream="s", kind=kind, at=DAY, by="x", data=data)) is None


def test_a_row_is_the_one_that_facts_are_told_by_elsewhere():
    """`fact-taken-in` is flat and spells a fact as `to_row` does."""
    assert records.fact_taken_in(READING).data == to_row(READING)
