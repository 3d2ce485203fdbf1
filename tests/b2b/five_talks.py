"""Five talks of `b2b`, word by word in an order that closes them: who says what, with which fields, answering what."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from gatecoach import load, open_session
from gatecoach.testing import deal, mail, person, reading, told

FRAMEWORK = load("b2b")
THEN, NOW = dt.datetime(2026, 3, 9, 10, tzinfo=dt.UTC), dt.datetime(2026, 3, 16, 10, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 4, 15, 10, tzinfo=dt.UTC)
PEOPLE = [
    person("lee", "seller", "manager"), person("diaz", "seller", "rep"), person("sana", "seller", "service"),
    person("anna", "customer", "key-stakeholder"),
]  # fmt: skip
PROMISE = {"activity": "preparing-calls", "own-words": "Call Anna", "starts": "2026-03-10", "due": "2026-03-12"}
BRIEF = {"main-value": "time-saved", "need": "Line 3 stands too often", "promised": "Two hours a shift"}
MONTH = {
    "looked-on": "2026-04-15", "root-cause": "The night shift knew nothing", "our-part": "speed-before-cause",
    "hours-of-sales": "3",
}  # fmt: skip
CHECKED = {"so": True, "shown-by": "The week behind me"}


class Word(NamedTuple):
    """One word of a talk: its type, who says it, its id, what it answers, its fields, how it is meant, and when."""

    what: str
    by: str
    id: str
    answers: tuple[str, ...] = ()
    fields: dict = {}  # noqa: RUF012 - never changed
    outcome: str = ""
    at: dt.datetime = NOW


class Talk(NamedTuple):
    """A conversation: who takes part, what it is about, its words, and the step that each of them belongs to."""

    kind: str
    seats: dict
    about: tuple
    words: tuple[Word, ...]
    steps: tuple[str, ...]


def earlier():
    """A talk of last week in which both promised something."""
    facts = [told(id_, THEN, by, "commitment", fields=PROMISE) for id_, by in (("p1", "diaz"), ("p2", "lee"))]
    return deal(FRAMEWORK, PEOPLE, facts, journey="never", id="never-1")


def handed_over():
    """A sold deal on its way to service; the customer has said both things in writing."""
    sent = mail("h1", THEN, "diaz", "service-contact-introduced")
    passed = mail("h3", THEN, "diaz", "needs-record-passed-on", fields={"main-value": "time-saved", "need": "Stops"})
    known = mail("h2", THEN + dt.timedelta(1), "anna", "service-contact-confirmed", answers="h1")
    arrived = mail("h4", THEN + dt.timedelta(1), "anna", "needs-record-confirmed", answers="h3")
    facts = [sent, passed, known, arrived, reading(arrived, "confirms", "diaz")]
    return deal(FRAMEWORK, PEOPLE, facts, journey="handover", id="handover-1")


BOTH = {"coach": "lee", "coachee": "diaz"}
TALKS = {
    each.kind: each
    for each in (
        Talk(
            "check-in", BOTH, (earlier(),),
            (
                Word("progress-asked", "lee", "a1"), Word("progress-told", "diaz", "a2", ("a1",)),
                Word("check-in-noted", "lee", "a3", ("a2",)),
            ),
            ("on-the-way", "on-the-way", "heard"),
        ),
        Talk(
            "follow-up", BOTH, (earlier(),),
            (
                Word("promise-settled", "diaz", "s1", ("p1",), outcome="celebrate"),
                Word("settling-agreed", "lee", "g1", ("s1",)),
                Word("promise-settled", "diaz", "s2", ("p2",), outcome="consequence"),
                Word("settling-agreed", "lee", "g2", ("s2",)),
                Word("follow-up-booked", "lee", "t1", fields={"for-day": "2026-03-23"}),
                Word("follow-up-accepted", "diaz", "t2", ("t1",)),
            ),
            ("settling", "settling", "settling", "settling", "looking-ahead", "looking-ahead"),
        ),
        Talk(
            "readiness", {"coach": "lee"}, (),
            tuple(
                Word(f"{each}-checked", "lee", each, fields=CHECKED)
                for each in ("potential", "own-success", "example", "all-activities", "belief")
            ),
            ("looking-inward",) * 5,
        ),
        Talk(
            "pre-call-plan", {"coach": "lee"}, (earlier(),),
            (
                Word("talk-goal-set", "lee", "g1", fields={"goal": "He calls first", "kind-of-talk": "difficult"}),
                Word("fact-prepared", "lee", "f1"),
                Word("objection-foreseen", "lee", "o1", fields={"they-may-say": "No time", "my-answer": "When?"}),
                Word("feelings-foreseen", "lee", "o2"), Word("opening-question-written", "lee", "q1"),
                Word("talk-rehearsed", "lee", "r1", ("g1",), {"rehearsed-on": "2026-03-16"}),
                Word("ready-said", "lee", "d1", fields={"talk-on": "2026-03-18"}),
            ),
            ("goal-and-facts", "goal-and-facts", "what-may-come", "what-may-come", "opening", "rehearsal", "rehearsal"),
        ),
        Talk(
            "handover-talk", {"coach": "sana", "coachee": "diaz"}, (handed_over(),),
            (
                Word("brief-given", "diaz", "b1", fields=BRIEF), Word("brief-played-back", "sana", "b2", ("b1",)),
                Word("three-of-us-met", "diaz", "w1", fields={"met-on": "2026-03-12", "heard": "One number"}),
                Word("three-of-us-met", "sana", "w2", fields={"met-on": "2026-03-12", "heard": "Calm shifts"}),
                Word("contact-word-shown", "diaz", "c1", ("h2",)), Word("contact-word-read", "sana", "c2", ("c1",)),
                Word("record-word-shown", "diaz", "c3", ("h4",)),
                Word("record-word-read", "sana", "c4", ("c3",), outcome="confirms"),
                Word("follow-up-booked", "sana", "t1", fields={"for-day": "2026-04-15"}),
                Word("follow-up-accepted", "diaz", "t2", ("t1",)),
                Word("month-looked-at", "sana", "l1", fields=MONTH, at=LATER),
                Word("lesson-for-sales", "diaz", "l2", ("l1",), at=LATER),
            ),
            (*["brief"] * 2, *["three-way"] * 2, *["their-word"] * 6, *["first-month"] * 2),
        ),
    )
}  # fmt: skip
"""The five, by their ids."""


def begun(kind, framework=FRAMEWORK, **seats):
    """That talk, just opened."""
    talk = TALKS[kind]
    about = list(talk.about)
    return open_session(framework, kind, about=about, at=NOW, people=PEOPLE, **(seats or talk.seats))[0]


def spoken(session, words):
    """The session after these words, the ids of those it did not take, and the step before each word."""
    refused, steps = [], []
    for each in words:
        steps.append(session.step)
        step = session.record(
            each.what, by=each.by, at=each.at, id=each.id, answers=each.answers, fields=each.fields,
            text="In my own words", outcome=each.outcome,
        )  # fmt: skip
        refused += [each.id] * (step.refusal is not None)
        session = step.session
    return session, refused, steps


def in_order(kind, words):
    """Whether nobody speaks before their step, and nothing is answered before it was said."""
    talk = TALKS[kind]
    step_of = dict(zip((each.id for each in talk.words), talk.steps, strict=True))
    ranks = [[*dict.fromkeys(talk.steps)].index(step_of[each.id]) for each in words]
    own, known = set(step_of), set()
    for each in words:
        if set(each.answers) & own - known:
            return False
        known.add(each.id)
    return ranks == sorted(ranks)
