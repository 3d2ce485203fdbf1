"""A small framework whose talks know every word: outcomes, waivers, talks about talks, skills and the organisation."""

from __future__ import annotations

import datetime as dt

from helpers import framework_of

from gatecoach import Evidence, Person, Subject, open_session

NOW = dt.datetime(2026, 3, 6, 10, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
FRAMEWORK = """
gatecoach: 1
framework: small
version: "1"
phases: {looking: {}, choosing: {}}
roles: {seller: {boss: {title: Boss}, rep: {title: Rep}}}
evidence:
  commitment: {side: [coachee, coach], fields: {does: {type: text}}, summary: {does: does}}
"""
DEAL = """
journey: deal
sides: [customer, seller]
stages: {first: {phase: looking}, second: {phase: choosing}}
evidence: {offer: {side: seller}, reply: {side: customer, answers: offer}}
gates: {go: {from: first, to: second, requires: {it: {say: "They replied.", seller: offer, customer: reply}}}}
"""
SKILL = """
journey: skill
sides: [coachee, coach]
about: person
stages: {shown: {}, applied: {}}
evidence: {skill-shown: {side: coach}, skill-applied: {side: coachee, answers: skill-shown}}
gates:
  apply: {from: shown, to: applied, requires: {it: {say: "Applied.", coach: skill-shown, coachee: skill-applied}}}
"""
MATURITY = """
journey: maturity
sides: [managers, enablement]
about: [organisation, deal]
stages: {informal: {}, formal: {}}
evidence: {taught: {side: enablement}, used: {side: managers, answers: taught}}
gates: {formal: {from: informal, to: formal, requires: {it: {say: "Used.", enablement: taught, managers: used}}}}
"""
PROMISES = """
journey: promises
title: Promises
kind: conversation
sides: [coachee, coach]
stages: {only: {}}
ends: {closed: done, stopped: stopped}
gates:
  close: {from: only, to: closed, requires: {both: {say: "Both promise.", coachee: commitment, coach: commitment}}}
"""
AGAIN = """
journey: again
title: Never again
kind: conversation
sides: [coachee, coach]
about: conversation
stages: {understanding: {title: Understanding}, settling: {}, promising: {}, follow-up: {}}
ends: {closed: done, stopped: stopped}
evidence:
  heard: {side: [coachee, coach], title: What was heard, outcomes: {for: [confirms, clarifies], against: [rejects]}}
  settled: {side: coachee, answers: commitment}
  seen: {side: coach, answers: settled}
  consequence: {side: coachee, private-to: [coachee], outcomes: {for: [hard], against: [soft]}}
  consequence-known: {side: coachee}
  thanks: {side: coach}
  booked: {side: coach, fields: {for-day: {type: date}}}
  accepted: {side: coachee, answers: booked}
gates:
  understood:
    from: understanding
    to: settling
    requires:
      each-heard:
        say: Each says what was heard.
        coach: {what: heard, by: everyone}
        coachee: {what: heard, by: everyone}
    waivers: {by: [coach, boss], for-at-most: 7 days}
  settled:
    from: settling
    to: promising
    requires:
      each-promise:
        say: Every promise of that talk is settled.
        for-each: {what: commitment, in: about}
        coachee: settled
        coach: seen
    waivers: {by: coachee, for-at-most: 7 days}
  promised:
    from: promising
    to: follow-up
    requires:
      both: {say: "Both promise.", coachee: commitment, coach: commitment}
      thanked: {say: "The coach thanked.", coach: thanks, coachee: none, because: "It is for them."}
      core: {say: "A consequence.", mode: warn, coachee: consequence-known, coach: none, because: "It is theirs."}
    waivers: {by: coach, for-at-most: 7 days, never: [core]}
  close:
    from: follow-up
    to: closed
    requires:
      next: {say: "The next talk is booked.", coach: booked, coachee: accepted}
"""
SKILLS = """
journey: skills
kind: conversation
sides: [coachee, coach]
about: person
stages: {only: {}}
ends: {closed: done}
evidence: {asked: {side: coach, answers: gate-blocked}, told: {side: coachee, answers: asked}}
gates:
  close:
    from: only
    to: closed
    requires: {each: {say: "Each gate.", for-each: gate-blocked, coach: asked, coachee: told}}
"""
PLANNING = SKILLS.replace("journey: skills", "journey: planning").replace("about: person", "about: organisation")
ROUND = SKILLS.replace("journey: skills", "journey: round").replace("about: person", "about: [deal, promises]")
SMALL = framework_of(FRAMEWORK, DEAL, SKILL, MATURITY, PROMISES, AGAIN, SKILLS, PLANNING, ROUND)
PEOPLE = [
    Person(id="lee", side="seller", name="Mina Lee", roles=["boss"]),
    Person(id="diaz", side="seller", name="Rosa Diaz", roles=["rep"]),
    Person(id="otto", side="seller", roles=["rep"]),
]
SIDES = {"coach": "lee", "coachee": "diaz"}


def deal(**more):
    """A deal that has not begun."""
    return Subject(SMALL, "deal", "006", people=PEOPLE, **more)


def promises(stream="promises-1", at=NOW):
    """An earlier talk in which each promised something; it has closed."""
    session, _ = open_session(SMALL, "promises", people=PEOPLE, at=at, stream=stream, **SIDES)
    for by in ("diaz", "lee"):
        session = session.record("commitment", by=by, at=at, fields={"does": f"{by} calls"}).session
    return session


EARLIER = promises(at=NOW - dt.timedelta(days=7))


def opened(about=EARLIER, **more):
    """A talk about the earlier one, just opened."""
    return open_session(SMALL, "again", about=about, at=NOW, stream="again-1", **{**SIDES, **more})[0]


def heard(session, by, outcome="confirms", text="You waited for my call.", **more):
    """One person says what they heard."""
    return session.record("heard", by=by, at=NOW, text=text, outcome=outcome, **more)


def waived(session, requirement="understood.each-heard", **more):
    """The coach waives a requirement for three days."""
    asked = {"by": "lee", "reason": "Rosa has lost her voice.", "until": TODAY + dt.timedelta(days=3), "at": NOW}
    return session.waive(requirement, **{**asked, **more})


def promising():
    """The talk in its third step: heard by both, and both promises of the earlier talk settled."""
    session = heard(heard(opened(), "lee").session, "diaz").session
    for each in [each.id for each in EARLIER.subject.facts]:
        step = session.record("settled", by="diaz", at=NOW, answers=[each])
        session = step.session.record("seen", by="lee", at=NOW, answers=[step.session.subject.facts[-1].id]).session
    assert session.step == "promising"
    return session


def following():
    """The talk in its last step: both promised, and the coach thanked."""
    session = promising().record("thanks", by="lee", at=NOW).session
    for by in ("lee", "diaz"):
        session = session.record("commitment", by=by, at=NOW, fields={"does": "x"}).session
    assert session.step == "follow-up"
    return session


def item(id_, what, by, at=NOW - dt.timedelta(days=1)):
    """A fact of a deal or a skill."""
    return Evidence(id=id_, what=what, by=by, told_by=by, at=at)
