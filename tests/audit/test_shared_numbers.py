"""Counts that want several of the same items are counted once, and only those: their age and other side must agree."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pytest
from audit.agreeing import differences, told

from gatecoach import Evidence, Person, Subject
from gatecoach.audit import counting
from gatecoach.audit.counting import Tally
from gatecoach.testing.dealing import NOW
from gatecoach.testing.trees import JOURNEY, load_trees

TWO = {"at-least": 2}


def gated(*pairs):
    """A framework with a gate for each pair of what seller and customer are asked for."""
    stages = [f"stage-{number}" for number in range(len(pairs))]
    gates = {
        f"gate-{number}": {
            "from": stages[number],
            "to": [*stages, "won"][number + 1],
            "requires": {"team": {"say": "They met.", "seller": seller, "customer": customer}},
        }
        for number, (seller, customer) in enumerate(pairs)
    }
    first = {"gatecoach": 1, "framework": "shared", "version": "1", "time-zone": "UTC",
             "phases": {"only": {"title": "Only"}},
             "roles": {"customer": {"user": {}}, "seller": {"rep": {}}}}  # fmt: skip
    course = {
        "journey": JOURNEY, "sides": ["customer", "seller"], "stages": {id_: {"phase": "only"} for id_ in stages},
        "ends": {"won": "won", "lost": "lost"}, "gates": gates,
        "evidence": {"pitch": {"side": "seller"}, "reply": {"side": "customer", "answers": "pitch"}},
    }  # fmt: skip
    return load_trees({"framework.yaml": first, "deal.yaml": course})


def deals(framework):
    """A deal for every pair of ages of two pitches, each answered the day after by somebody else."""
    people = [Person(id=name, side="customer", roles=["user"]) for name in ("c0", "c1")]
    people.append(Person(id="s0", side="seller", roles=["rep"]))
    made = []
    for number, ages in enumerate((one, other) for one in (5, 50, 200) for other in (5, 50, 200)):
        facts = []
        for place, days in enumerate(ages):
            sent = NOW - dt.timedelta(days=days)
            told_ = {"source": "imap", "grade": "observed"}
            facts.append(Evidence(id=f"p{place}", what="pitch", by="s0", at=sent, **told_))
            later = sent + dt.timedelta(days=1)
            facts.append(
                Evidence(id=f"r{place}", what="reply", by=f"c{place}", at=later, answers=[f"p{place}"], **told_)
            )
        made.append(Subject(framework, JOURNEY, f"d{number}", owner="s9", people=people, sources={"imap": "mail"},
                            facts=facts))  # fmt: skip
    return made


def aged(days, **more):
    """What a seller is asked for: two pitches of at most so many days."""
    return {"what": "pitch", "no-older-than": f"{days} days", **TWO, **more}


SAME = gated((aged(100), {"what": "reply", **TWO}), (aged(100), {"what": "reply", **TWO}))
AGES = gated((aged(100), {"what": "reply"}), (aged(10), {"what": "reply"}))
OTHER_SIDES = gated((aged(100), {"what": "reply", **TWO}), (aged(10), {"what": "reply", **TWO}))
PEOPLE = gated((aged(100), {"what": "reply", **TWO}), (aged(100), {"what": "reply", **TWO, "from-different": "person"}))


@pytest.mark.parametrize("framework", [SAME, AGES, OTHER_SIDES, PEOPLE], ids=["same", "ages", "sides", "people"])
def test_counts_that_look_alike_agree_with_the_kernel(framework):
    """Whatever two gates ask of the same types, each is told as the kernel tells it."""
    assert told(framework, deals(framework)) == ""


def test_counts_that_ask_the_same_have_one_number(monkeypatch):
    """Two gates that ask the same make one column a side and mask; of ages that differ, one for all ages."""
    made = []
    right = Tally._numbered

    def noted(tally, rows, different):
        found = right(tally, rows, different)
        made.extend(found)
        return found

    monkeypatch.setattr(Tally, "_numbered", noted)
    differences(SAME, deals(SAME))
    places = itertools.product(("customer", "seller"), ("m", "m0"))
    assert {*made} == {f"gate-0.team:{side}:0:{mask}:n" for side, mask in places}
    made.clear()
    differences(AGES, deals(AGES))
    assert {*made} == {f"gate-{name}:n" for name in ("0.team:seller:0:m", "0.team:seller:0:m0", "1.team:seller:0:m")}


def test_a_number_for_any_age_is_seen(monkeypatch):
    """Were the age not looked at, a gate would take what is too old for it."""
    right = counting._asked_alike
    monkeypatch.setattr(counting, "_asked_alike", lambda count, leaves, *, aged: right(count, leaves, aged=False))
    assert differences(AGES, deals(AGES))


def test_a_number_for_any_other_side_is_seen(monkeypatch):
    """Were the other side not looked at, an answer would count though what it answers is too old."""
    right = counting._asked_alike

    def alone(count, leaves, *, aged):
        return right(count, [dataclasses.replace(leaf, bit=0) for leaf in leaves], aged=aged)

    monkeypatch.setattr(counting, "_asked_alike", alone)
    assert differences(OTHER_SIDES, deals(OTHER_SIDES))
