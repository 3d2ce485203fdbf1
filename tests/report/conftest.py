"""A deal with one gate open and one blocked by near misses, a talk about it, and what mails became."""

from __future__ import annotations

import datetime as dt

import pytest

from gatecoach.coaching import open_session
from gatecoach.facts import Claim, Evidence, Person, Statement
from gatecoach.framework import load
from gatecoach.journey import decide_subject, standing
from gatecoach.subject import Subject

PEOPLE = (
    Person(id="anna", side="customer", name="Anna Vance", roles=["key-stakeholder"]),
    Person(id="bo", side="customer", name="Bo Lindt"),
    Person(id="r.diaz", side="seller", name="Rosa Diaz", roles=["rep"]),
    Person(id="m.lee", side="seller", name="Mina Lee", roles=["manager"]),
)
PLAN = {"activity": "call Anna", "starts": "2026-03-05", "due": "2026-03-09", "consequence": "back to analysis"}


def at(day, hour=9):
    """An hour of a day in the framework's zone in winter."""
    return dt.datetime.fromisoformat(f"{day}T{hour:02d}:00:00+01:00")


@pytest.fixture(scope="session")
def framework():
    """The bundled framework."""
    return load("first-deal")


@pytest.fixture(scope="session")
def deal(framework):
    """A deal claimed at solution-fit whose key stakeholder answers on 5 March; before, only a colleague did."""
    mail = {"source": "mail"}
    reply = {**mail, "what": "needs-review-answered", "answers": "m1", "grade": "observed"}
    subject = Subject(framework, "opportunity", "006", owner="r.diaz", people=PEOPLE, sources={"mail": "mail"})
    facts = [
        Evidence(id="i1", what="invitation-sent", by="r.diaz", at=at("2026-02-16"), **mail),
        Evidence(
            id="i2", what="invitation-answered", by="anna", at=at("2026-02-17"), answers="i1", grade="observed", **mail
        ),
        Statement(id="s0", about="i2", outcome="accepts", quote="yes", by="r.diaz", at=at("2026-02-18")),
        Evidence(id="m1", what="needs-review-sent", by="r.diaz", at=at("2026-03-02"), **mail),
        Evidence(id="m2", by="bo", at=at("2026-03-03"), **reply),
        Evidence(id="m3", by="anna", at=at("2026-03-05"), **reply),
        Statement(id="s1", about="m3", outcome="clarifies", quote="40 hours", by="r.diaz", at=at("2026-03-06")),
        Claim(stage="solution-fit"),
    ]
    return subject.with_facts(facts)[0]


@pytest.fixture
def standing_on(deal):
    """The standing of the deal on a day."""
    return lambda day: standing(deal, at(day))


@pytest.fixture
def decided_on(deal):
    """A gate of the deal on a day."""
    return lambda day, gate="needs-confirmed": decide_subject(deal, gate, at(day))


class Talk:
    """A talk that grows word by word."""

    def __init__(self, session):
        self.session = session
        self.now = session.events[0].at

    def say(self, what, by, text="", **more):
        """Record a word; gives the step with its refusal, if any."""
        step = self.session.record(what, by=by, at=self.now, text=text, **more)
        self.session = step.session
        return step


@pytest.fixture
def talk(framework, deal):
    """A gate review on 4 March, just opened."""
    session, _ = open_session(
        framework, "gate-review", about=deal, coach="m.lee", coachee="r.diaz", at=at("2026-03-04"), stream="talk"
    )
    return Talk(session)


@pytest.fixture
def planned(talk):
    """The same talk when its plan is written and accepted, and nothing else is missing but names and a date."""
    for what, by in [
        ("preparation-written", "m.lee"), ("fact-told", "r.diaz"), ("fact-told", "m.lee"),
        ("customer-view-given", "r.diaz"), ("view-played-back", "m.lee"), ("gap-asked", "m.lee"),
        ("gap-explained", "r.diaz"), ("option-asked", "m.lee"), ("option-named", "r.diaz"), ("option-named", "r.diaz"),
    ]:  # fmt: skip
        assert talk.say(what, by, f"{what}!").refusal is None
    talk.say("commitment", "r.diaz", fields=PLAN)
    talk.say("plan-accepted", "m.lee", "yes")
    return talk


@pytest.fixture
def closed(planned):
    """The same talk, confirmed, booked for 14 March and closed."""
    for by in ("r.diaz", "m.lee"):
        planned.say("plan-confirmed", by, "I do")
    planned.say("follow-up-booked", "m.lee", fields={"for-day": "2026-03-14"})
    planned.say("follow-up-accepted", "r.diaz", "yes")
    assert planned.session.closed
    return planned
