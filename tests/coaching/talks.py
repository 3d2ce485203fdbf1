"""A deal and the words of a whole gate review, for the tests of sessions."""

from __future__ import annotations

import datetime as dt

from gatecoach import Evidence, Person, Subject, load, open_session

NOW = dt.datetime(2026, 3, 6, 10, 0, tzinfo=dt.UTC)
PLAN = {"activity": "Call Anna", "starts": "2026-03-06", "due": "2026-03-10", "consequence": "I call with you there"}
PEOPLE = [
    Person(id="anna", side="customer", roles=["key-stakeholder"]),
    Person(id="r.diaz", side="seller", roles=["rep"], name="Rosa Diaz"),
    Person(id="m.lee", side="seller", roles=["manager"], name="Mina Lee"),
    Person(id="k.otto", side="seller", roles=["rep"], name="Kim Otto"),
]
WORDS = [
    ("preparation-written", "m.lee", {"text": "Who wants this, and how do we know?"}),
    ("fact-told", "r.diaz", {"text": "I mailed the review on Monday."}),
    ("fact-told", "m.lee", {"text": "Only Bo wrote back."}),
    ("customer-view-given", "r.diaz", {"text": "They wait until I am precise."}),
    ("view-played-back", "m.lee", {"text": "They wait for you to be precise."}),
    ("gap-asked", "m.lee", {"text": "Who should have answered?"}),
    ("gap-explained", "r.diaz", {"text": "Anna has not."}),
    ("option-asked", "m.lee", {"text": "What else could you try?"}),
    ("option-named", "r.diaz", {"text": "Call her."}),
    ("option-named", "r.diaz", {"text": "Send three lines instead of three pages."}),
    ("commitment", "r.diaz", {"fields": PLAN}),
    ("plan-accepted", "m.lee", {"text": "I accept it."}),
    ("plan-confirmed", "r.diaz", {}),
    ("plan-confirmed", "m.lee", {}),
    ("follow-up-booked", "m.lee", {"fields": {"for-day": "2026-03-16"}}),
    ("follow-up-accepted", "r.diaz", {}),
]


def framework():
    """The bundled small framework."""
    return load("first-deal")


def deal(**more):
    """A deal that claims a stage its mails do not support."""
    return Subject(framework(), "opportunity", "006", owner="r.diaz", people=PEOPLE, claimed="needs-analysis", **more)


def opened(*, coachee="r.diaz", at=NOW, about=None):
    """A gate review, just opened."""
    return open_session(framework(), "gate-review", about=about or deal(), coach="m.lee", coachee=coachee, at=at)[0]


def said(session, words, at=NOW):
    """The session after these words; each must be taken."""
    for what, by, more in words:
        step = session.record(what, by=by, at=at, **more)
        assert step.refusal is None, (what, by, step.refusal)
        session = step.session
    return session


def until(what, **more):
    """The session just before the first word of that kind."""
    first = next(number for number, word in enumerate(WORDS) if word[0] == what)
    return said(opened(**more), WORDS[:first])


def mail(id_, what, by, at, **more):
    """One item from the mailbox."""
    return Evidence(id=id_, source="mail", what=what, by=by, at=at, **more)
