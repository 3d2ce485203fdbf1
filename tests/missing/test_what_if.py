"""What if something were there too: the decision about it, and nothing kept."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from helpers import PEOPLE, date, day, deal, gate_of, got, pair, read, sent

from gatecoach.errors import UsageError
from gatecoach.facts import Person
from gatecoach.journey import decide_subject
from gatecoach.missing import smallest, what_if

PLAIN = gate_of(pair("reply"))
SUBJECT = deal(PLAIN, [sent("m1")])


def test_one_more_item_opens_the_gate_and_the_deal_stays_as_it_is():
    """The decision is that of the deal with the item; the deal itself still lacks it."""
    assert what_if(SUBJECT, "go", day(60), [got("r1")]).passes
    assert not decide_subject(SUBJECT, "go", day(60)).passes
    assert what_if(SUBJECT, "go", day(60), []) == decide_subject(SUBJECT, "go", day(60))


def test_a_reading_and_a_person_may_be_supposed_too():
    """An unread verdict is read; somebody unknown joins and replies."""
    verdict = deal(gate_of(pair("verdict")), [sent("m1"), got("v1", what="verdict")])
    assert what_if(verdict, "go", day(60), [read("v1", "agrees")]).passes
    new = Person(id="nora", side="customer", roles=["key"])
    assert not what_if(SUBJECT, "go", day(60), [got("r1", by="nora")]).passes
    assert what_if(SUBJECT, "go", day(60), [new, got("r1", by="nora")]).passes


def test_what_cannot_be_supposed_is_refused():
    """Evidence the journey does not know, an unknown gate, somebody who is there already."""
    with pytest.raises(UsageError, match="no kind of evidence called wave") as refused:
        what_if(SUBJECT, "go", day(60), [got("r1", what="wave")])
    assert (refused.value.code, refused.value.place) == ("unknown-evidence", "r1")
    with pytest.raises(UsageError, match='no gate "gone"'):
        smallest(SUBJECT, "gone", day(60))
    with pytest.raises(UsageError, match="two people"):
        what_if(SUBJECT, "go", day(60), [PEOPLE[0]])


def test_the_least_is_asked_of_one_moment():
    """As of a day before the offer both sides are missing; as a day the answer is the same as at its end."""
    assert smallest(SUBJECT, "go", date(3)).ways == smallest(SUBJECT, "go", date(3)).ways
    sizes = [smallest(SUBJECT, "go", at).size for at in (day(1, 5), day(1, 20), date(1), date(60))]
    assert sizes == [2, 1, 1, 1]


@pytest.mark.parametrize("at", [dt.date.min, dt.date.max, dt.datetime.min.replace(tzinfo=dt.UTC), dt.date(1970, 1, 1)])
def test_the_ends_of_the_calendar_are_moments_like_others(at):
    """Nothing overflows; in the first microsecond there is nothing to answer before it."""
    found = smallest(deal(PLAIN, []), "go", at)
    assert (found.size, bool(found.reasons)) in ((2, False), (0, True))


def test_ids_of_what_is_supposed_are_new():
    """A deal with items named like those still gets ids of its own."""
    subject = deal(PLAIN, [sent("new-1"), sent("new--x")])
    (way,) = smallest(subject, "go", day(60)).ways
    assert way.evidence[0].id not in {"new-1", "new--x"}
    assert what_if(subject, "go", day(60), way.evidence).passes


def test_the_answer_is_plain_json():
    """For a machine: every field under its own name, nothing but plain values."""
    found = smallest(SUBJECT, "go", day(60)).as_dict()
    assert json.loads(json.dumps(found)) == found
    (thing,) = found["ways"][0]["things"]
    assert (found["size"], thing["what"], thing["who"], thing["answers"]) == (1, "reply", ["anna", "bea"], ["m1"])
    assert set(thing) >= {"told-by", "days-before", "outcomes", "newcomer", "serves"}
