"""A small framework whose talks make promises and go through them, and the talks of a year in it."""

from __future__ import annotations

import datetime as dt

from helpers import framework_of

from gatecoach import Person, open_session

TEXTS = (
    """
gatecoach: 1
framework: small
version: "1"
time-zone: Europe/Berlin
evidence:
  promise:
    side: [coachee, coach]
    fields: {does: {type: text}, starts: {type: date, optional: true}, due: {type: date}}
    summary: {does: does, starts: starts, due: due}
""",
    """
journey: plan
title: Plan
kind: conversation
sides: [coachee, coach]
stages: {finding: {}, planning: {}, leaving: {}}
ends: {closed: done, stopped: stopped}
evidence:
  found: {side: coachee, insight: true}
  told: {side: coach, insight: true}
  heard: {side: coach, answers: promise}
  bye: {side: coach}
gates:
  ideas:
    from: finding
    to: planning
    requires:
      theirs: {say: "They found it.", coachee: found, coach: none, because: "It is theirs."}
      mine: {say: "I told it.", mode: report, coachee: found, coach: told}
  planned:
    from: planning
    to: leaving
    requires:
      it: {say: "Promised.", coachee: {what: promise, with: {due: {at-least: 0 days}}}, coach: heard}
  end:
    from: leaving
    to: closed
    requires: {it: {say: "Over.", coach: bye, coachee: none, because: "It is over."}}
""",
    """
journey: whole
title: The whole
kind: conversation
sides: [coachee, coach]
stages: {planning: {}, reviewing: {}}
ends: {closed: done, stopped: stopped}
evidence:
  heard: {side: coach, answers: promise}
  kept: {side: coachee, answers: promise, settles: {always: kept}}
  seen: {side: coach, answers: kept}
gates:
  planned: {from: planning, to: reviewing, requires: {it: {say: "Promised.", coachee: promise, coach: heard}}}
  reviewed:
    from: reviewing
    to: closed
    requires: {each: {say: "Each.", for-each: promise, coachee: kept, coach: seen}}
""",
    """
journey: look
title: Looking back
kind: conversation
sides: [coachee, coach]
about: conversation
suggested: {after: overdue}
stages: {looking: {}, leaving: {}}
ends: {closed: done, stopped: stopped}
evidence:
  became:
    side: coachee
    answers: promise
    fields: {ends-as: {type: choice, of: [celebrate, learn]}}
    settles: {by: ends-as, kept: celebrate, missed: learn}
  agreed: {side: coach, answers: became}
  bye: {side: coach}
gates:
  looked: {from: looking, to: leaving, requires: {it: {say: "It.", coachee: became, coach: agreed}}}
  end:
    from: leaving
    to: closed
    requires: {it: {say: "Over.", coach: bye, coachee: none, because: "It is over."}}
""",
    """
journey: never
title: Never again
kind: conversation
sides: [coachee, coach]
about: conversation
suggested: {after: missed}
stages: {only: {}}
ends: {closed: done, stopped: stopped}
evidence: {why: {side: coachee, answers: promise}, asked: {side: coach}}
gates: {end: {from: only, to: closed, requires: {it: {say: "It.", coachee: why, coach: asked}}}}
""",
    """
journey: alone
title: Alone
kind: conversation
sides: [coachee, coach]
about: conversation
private-to: [coach]
suggested: {after: missed, first-talk-of: coach}
stages: {only: {}}
ends: {closed: done}
evidence: {thought: {side: coach}}
gates: {end: {from: only, to: closed, requires: {it: {say: "It.", coach: thought, coachee: none, because: "So."}}}}
""",
)
"""Its files."""
FRAMEWORK = framework_of(*TEXTS)
PEOPLE = [Person(id="diaz", side="coachee"), Person(id="otto", side="coachee"), Person(id="lee", side="coach")]


def at(month, day):
    """A morning of the year."""
    return dt.datetime(2026, month, day, 9, 0, tzinfo=dt.UTC)


BEGIN, THE_DAY_AFTER, LATER = at(3, 2), at(3, 11), at(3, 12)
"""When the promise is made, the day after it is due, and a day later."""


def opened(kind, when, *, about=(), coachee="diaz", coach="lee", stream=""):
    """A talk as it opens."""
    people = [*PEOPLE, Person(id="kim", side="coach")]
    return open_session(
        FRAMEWORK, kind, about=about, coach=coach, coachee=coachee, at=when, people=people, stream=stream or kind
    )[0]


def said(session, when, *words):
    """The talk after these words, each (type, who, fields); all must be taken."""
    for what, by, *fields in words:
        step = session.record(what, by=by, at=when, fields=dict(*fields), text="So.")
        assert step.refusal is None, (what, step.refusal)
        session = step.session
    return session


def planned(when=BEGIN, *, due="2026-03-10", until="end", who="diaz", **more):
    """A talk with one promise; `until` says how far it came."""
    words = [("found", who), ("promise", who, {"does": "Call Anna", "starts": "2026-03-03", "due": due})]
    words += [("heard", "lee")] if until in ("heard", "end") else []
    words += [("bye", "lee")] if until == "end" else []
    return said(opened("plan", when, coachee=who, **more), when, *words)


def looked(about, when, ends_as, *, until="end", stream="look"):
    """A talk that went through the promise of an earlier one."""
    words = [("became", "diaz", {"ends-as": ends_as})]
    words += [("agreed", "lee")] if until in ("agreed", "end") else []
    words += [("bye", "lee")] if until == "end" else []
    return said(opened("look", when, about=about, stream=stream), when, *words)
