"""A subject is a value: people, facts, and a digest of all that is known."""

from __future__ import annotations

import pytest
from helpers import PEOPLE, day, deal, gate_of, got, pair, sent

from gatecoach.errors import UsageError
from gatecoach.facts import Claim, Label, Person
from gatecoach.subject import Subject

PLAIN = gate_of(pair("reply"))
FACTS = [sent("m1"), got("r1")]


def test_with_facts_gives_a_new_value():
    """The old subject stays as it was."""
    old = deal(PLAIN)
    new, rejected = old.with_facts(FACTS)
    assert (len(old.facts), len(new.facts), rejected) == (0, 2, ())


def test_the_same_fact_again_changes_nothing():
    """Repeats are the same item, in one call or in two."""
    once, _ = deal(PLAIN).with_facts(FACTS)
    again, _ = once.with_facts([*FACTS, *FACTS])
    assert (again, again.digest) == (once, once.digest)


def test_what_cannot_be_its_own_is_rejected_with_a_reason():
    """An unknown type or stage is told with the nearest name; the other facts are kept."""
    new, rejected = deal(PLAIN).with_facts([sent("x", what="ofer"), *FACTS, Claim(stage="secnd")])
    assert [(each.code, each.place) for each in rejected] == [("unknown-evidence", "x"), ("unknown-stage", "secnd")]
    assert [each.params["hint"] for each in rejected] == ['did you mean "offer"?', 'did you mean "second"?']
    assert new.facts == tuple(FACTS)


@pytest.mark.parametrize(
    "wrong", ["m1", {"id": "m1"}, PEOPLE[0], Label(label="offer", message="m1", by="rita", at=day(1))]
)
def test_what_is_no_fact_of_a_subject_raises(wrong):
    """People and labels are facts of another kind: silently keeping them would hide a mistake."""
    with pytest.raises(UsageError) as caught:
        deal(PLAIN).with_facts([wrong])
    assert caught.value.code == "not-a-fact"


def test_two_people_of_one_id_are_refused():
    """An id means one person."""
    with pytest.raises(UsageError) as caught:
        Subject(PLAIN, "deal", "d1", people=[*PEOPLE, Person(id="anna", side="seller")])
    assert (caught.value.code, "anna" in str(caught.value)) == ("person-twice", True)


def test_an_unknown_journey_is_refused_with_the_nearest():
    """A slip of the pen is answered with what was meant."""
    with pytest.raises(UsageError) as caught:
        Subject(PLAIN, "dael", "d1")
    assert 'did you mean "deal"?' in str(caught.value)


def test_the_digest_is_of_what_is_known_and_not_of_its_order():
    """Order and repeats leave it; every part changes it."""
    here = deal(PLAIN, FACTS)
    assert deal(PLAIN, FACTS[::-1], people=PEOPLE[::-1]).digest == here.digest
    assert Subject(PLAIN, "deal", "d1", people=here.people, sources=here.sources, facts=FACTS * 2).digest == here.digest
    others = [
        deal(PLAIN, FACTS[:1]),
        deal(PLAIN, FACTS, people=PEOPLE[:-1]),
        deal(PLAIN, FACTS, sources={}),
        deal(PLAIN, FACTS, claimed="second"),
        deal(PLAIN, FACTS, owner="rita"),
        deal(PLAIN, FACTS, fields={"amount": 5}),
        Subject(PLAIN, "deal", "d2", people=here.people, sources=here.sources, facts=FACTS),
    ]
    assert len({here.digest, *(each.digest for each in others)}) == 8


def test_people_are_found_by_id():
    """Who is not there is nobody."""
    assert (deal(PLAIN).person("anna"), deal(PLAIN).person("zoe")) == (PEOPLE[0], None)
