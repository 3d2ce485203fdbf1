"""Two worlds that differ in what is private alone: in one a coach doubts a rep in writing, in the other nobody does.

Whoever may not read the doubt must not be able to tell the worlds apart, whatever they read.
"""

from __future__ import annotations

from helpers import day, framework_of

from gatecoach import Evidence, Person, Statement, Subject, open_session
from gatecoach.facts import Revocation

CANARY = "canary"
"""Stands in every private text, id and value."""
FRAMEWORK = framework_of(
    """
gatecoach: 1
framework: tiny
version: "1"
roles: {coach: {manager: {title: Manager}}}
evidence:
  applied: {side: coachee, title: I applied it}
  doubt:
    side: coach
    title: I doubt it
    private-to: [coach]
    outcomes: {for: [grows], against: [stays]}
    fields: {how-sure: {type: text}, next-day: {type: date, optional: true}}
    summary: {does: how-sure, due: next-day, next: next-day, consequence: how-sure}
    insight: true
""",
    """
journey: skill
sides: [coachee, coach]
about: person
stages: {begun: {title: Begun}, used: {title: Used}, natural: {title: Natural}}
ends: {done: done, given-up: stopped}
fields: {skill: {type: text}}
evidence:
  observed: {side: coach, title: I saw it, answers: applied}
gates:
  seen:
    from: begun
    to: used
    requires:
      it: {say: "It was applied and seen.", coachee: applied, coach: observed, ask: "What helped?"}
      slowly: {say: "It was seen twice.", mode: warn, coachee: {what: applied, at-least: 2}, coach: observed}
    signals: {talk: {say: "It was applied.", seen: applied, suggest: coach}}
    waivers: {by: manager, for-at-most: 30 days}
    ask: What else did you try?
  settled:
    from: used
    to: natural
    requires:
      often: {say: "It was applied three times.", coachee: {what: applied, at-least: 3}, coach: observed}
  over: {from: natural, to: done, requires: {it: {say: "It was said.", coachee: applied, coach: observed}}}
""",
    """
journey: review
title: Review
kind: conversation
sides: [coachee, coach]
about: [skill, conversation]
stages: {looking: {title: Looking}, next: {title: Next}}
ends: {closed: done, stopped: stopped}
evidence:
  looked: {side: coachee, title: What I see, answers: applied}
  heard: {side: coach, title: What I heard, answers: looked}
  promise:
    side: coachee
    title: My promise
    outcomes: {for: [clear], against: [vague]}
    fields: {what: {type: text}}
    summary: {does: what}
  booked: {side: coach, title: The next talk, fields: {for-day: {type: date}}, summary: {next: for-day}}
gates:
  seen:
    from: looking
    to: next
    requires:
      each: {say: "Each use was looked at.", for-each: {what: applied, in: about}, coachee: looked, coach: heard}
    waivers: {by: coach, for-at-most: 7 days}
  close:
    from: next
    to: closed
    requires:
      it: {say: "Something was promised and a day booked.", coachee: promise, coach: booked}
""",
    """
journey: belief
title: Belief
kind: conversation
sides: [coachee, coach]
private-to: [coach]
suggested: {first-talk-of: coach}
stages: {only: {title: Only}}
ends: {closed: done}
evidence: {held: {side: coach, title: What I believe, private-to: [coach]}, left: {side: coachee, title: Nothing}}
gates:
  close: {from: only, to: closed, requires: {it: {say: "It.", coach: held, coachee: none, because: "It is private."}}}
""",
)
PEOPLE = (
    Person(id="lee", side="coach", name="Mina Lee", addresses=["lee@line.example"]),
    Person(id="diaz", side="coachee", name="Rosa Diaz", addresses=["diaz@line.example"]),
)
AT = day(20)
GATE = "seen"


def private():
    """What the coach alone may read: two doubts, how one was read, that one was taken back."""
    first = Evidence(
        id=f"{CANARY}-1", what="doubt", by="lee", told_by="lee", at=day(3), text=f"{CANARY} text", answers=["a1"],
        fields={"how-sure": f"{CANARY} value", "next-day": "2026-04-30"},
    )  # fmt: skip
    second = first.model_copy(update={"id": f"{CANARY}-2", "at": day(5)})
    read = Statement(id=f"{CANARY}-s", about=first.id, outcome="stays", quote=CANARY, by="lee", at=day(4))
    back = Revocation(id=f"{CANARY}-r", revokes=second.id, by="lee", at=day(6))
    return [first, second, read, back]


def shared(*more):
    """What both may read; `more` are links of an open item to private ones."""
    return [
        Evidence(id="a1", what="applied", by="diaz", told_by="diaz", at=day(1), text="On Monday"),
        Evidence(id="a2", what="applied", by="diaz", told_by="diaz", at=day(2), text="On Tuesday"),
        Evidence(id="o1", what="observed", by="lee", told_by="lee", at=day(7), answers=["a1", *more]),
        Evidence(id="x1", what=None, by="lee", told_by="lee", at=day(8), answers=[*more], text="A mail"),
        Evidence(id="o2", what="observed", by="lee", told_by="lee", at=day(9), answers=["x1"],
                 replaces=more[0] if more else None),
    ]  # fmt: skip


def skill(*, doubted):
    """The skill of a rep as its host keeps it."""
    links = [f"{CANARY}-1", f"{CANARY}-2"] if doubted else []
    facts = [*private(), *shared(*links)] if doubted else shared()
    fields = {"skill": "asking"}
    return Subject(FRAMEWORK, "skill", "s1", owner="diaz", people=PEOPLE, facts=facts, claimed="natural", fields=fields)


def belief():
    """A closed talk of the coach alone."""
    session, _ = open_session(FRAMEWORK, "belief", coach="lee", at=day(10), people=PEOPLE, stream=f"{CANARY}-talk")
    step = session.record("held", by="lee", at=day(10), text=f"{CANARY} text", id=f"{CANARY}-held")
    assert step.session.closed
    return step.session


def talk(*, doubted):
    """A review of that skill, in its last step, in which both have spoken."""
    session, _ = open_session(
        FRAMEWORK, "review", about=skill(doubted=doubted), coach="lee", coachee="diaz", at=day(10), stream="review-1"
    )
    for what, by, text, link, more in (
        ("looked", "diaz", "It went well", "a1", {}),
        ("heard", "lee", "You were calm", "looked", {}),
        ("looked", "diaz", "It was hard", "a2", {}),
        ("heard", "lee", "You went on", "looked", {}),
        ("promise", "diaz", "Once more on Friday", "", {"fields": {"what": "Once more"}, "outcome": "clear"}),
    ):
        answers = [_newest(session, link) or link] if link else []
        step = session.record(what, by=by, at=day(10), text=text, answers=answers, **more)
        assert step.refusal is None, step.refusal.text()
        session = step.session
    return session


def _newest(session, what):
    """The id of the last item of that type in the talk, or nothing."""
    return next((each.id for each in reversed(session.subject.facts) if getattr(each, "what", "") == what), "")
