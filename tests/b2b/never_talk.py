"""The earlier talk with a promise that was missed, and all words of a never conversation in an order that closes."""

from __future__ import annotations

import datetime as dt

from gatecoach import load, open_session
from gatecoach.testing import deal, person, told

FRAMEWORK = load("b2b")
THEN, NOW = dt.datetime(2026, 3, 9, 10, tzinfo=dt.UTC), dt.datetime(2026, 3, 16, 10, tzinfo=dt.UTC)
PEOPLE = [person("lee", "seller", "manager"), person("diaz", "seller", "rep"), person("kim", "seller", "rep")]
PROMISE = {"activity": "asking-open-questions", "own-words": "Call Anna", "starts": "2026-03-17", "due": "2026-03-18"}
STEPS = {
    "commitment-missed": "the-miss", "miss-confirmed": "the-miss", "understanding-confirmed": "understanding",
    "goal-set": "understanding", "goal-heard": "understanding",
    "commitment": "commitment", "consequence": "consequences", "consequence-accepted": "consequences",
    "summary-sent": "circulation", "summary-received": "circulation",
    "follow-up-booked": "follow-up", "follow-up-accepted": "follow-up",
}  # fmt: skip
"""Each word and the step it belongs to."""


def earlier(*promises, people=("diaz",)):
    """A gate review in which these promises were made, by default one."""
    old = {**PROMISE, "starts": "2026-03-10", "due": "2026-03-12"}
    facts = [told(id_, THEN, people[0], "commitment", fields=old) for id_ in promises or ("old",)]
    return deal(FRAMEWORK, PEOPLE, facts, journey="gate-review", id="review-1")


def begun(about=None, coachee=("diaz",), framework=FRAMEWORK, kind="never"):
    """A never conversation about the earlier talk, just opened."""
    about = earlier() if about is None else about
    return open_session(framework, kind, about=about, coach="lee", coachee=coachee, at=NOW, people=PEOPLE)[0]


def words(coachee=("diaz",), coach="lee"):
    """Every word of a talk that closes: its type, who says it, its own id and what it answers."""
    everyone = [*coachee, coach]
    promised = [("commitment", who, f"c-{who}", ()) for who in everyone]
    follows = [("consequence", who, f"q-{who}", (f"c-{who}",)) for who in everyone]
    accepted = [
        ("consequence-accepted", who, f"y-{whose}-{who}", (f"q-{whose}",)) for whose in everyone for who in everyone
    ]
    return [
        ("commitment-missed", coach, "m1", ("old",)),
        ("miss-confirmed", coachee[0], "m2", ("m1",)),
        *(("understanding-confirmed", who, f"u-{who}", ()) for who in everyone),
        ("goal-set", coachee[0], "g1", ()),
        ("goal-heard", coach, "g2", ("g1",)),
        *promised, *follows, *accepted,
        ("summary-sent", coach, "s1", ()),
        *(("summary-received", who, f"s-{who}", ("s1",)) for who in coachee),
        ("follow-up-booked", coach, "t1", ()),
        *(("follow-up-accepted", who, f"t-{who}", ("t1",)) for who in coachee),
    ]  # fmt: skip


def fields_of(what, day="2026-03-23"):
    """The fields of a word."""
    known = {
        "commitment": PROMISE,
        "goal-set": {"today": "I put it off", "wanted": "I call on the day"},
        "consequence": {"what-follows": "We call together"},
        "follow-up-booked": {"for-day": day},
    }
    return known.get(what, {})


def spoken(session, said, day="2026-03-23"):
    """The session after these words, and the ids of those that it did not take."""
    refused = []
    for what, by, id_, answers in said:
        step = session.record(what, by=by, at=NOW, id=id_, answers=answers, fields=fields_of(what, day))
        refused += [id_] * (step.refusal is not None)
        session = step.session
    return session, refused


def in_order(said):
    """Whether nobody speaks before their step, and nothing is answered before it was said."""
    ranks = [[*dict.fromkeys(STEPS.values())].index(STEPS[what]) for what, *_ in said]
    known = {"old"}
    for _, _, id_, answers in said:
        if not known.issuperset(answers):
            return False
        known.add(id_)
    return ranks == sorted(ranks)
