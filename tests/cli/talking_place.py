"""A place whose talks have words to be read, waivers, and a talk about an earlier one."""

from __future__ import annotations

FRAMEWORK = """\
gatecoach: 1
framework: ours
version: "1"
phases: {looking: {}, choosing: {}}
roles: {customer: {key: {}}, seller: {rep: {}, manager: {}}}
evidence:
  commitment:
    side: [coachee, coach]
    title: My promise
    fields: {does: {type: text, title: What}}
    summary: {does: does}
"""
DEAL = """\
journey: deal
sides: [customer, seller]
stages: {first: {phase: looking}, second: {phase: choosing}}
evidence: {offer: {side: seller}, reply: {side: customer, answers: offer}}
gates: {go: {from: first, to: second, requires: {it: {say: "They replied.", seller: offer, customer: reply}}}}
"""
PROMISES = """\
journey: promises
title: Promises
kind: conversation
sides: [coachee, coach]
about: deal
stages: {only: {title: Promises}}
ends: {closed: done, stopped: stopped}
gates:
  close: {from: only, to: closed, requires: {both: {say: "Both promise.", coachee: commitment, coach: commitment}}}
"""
AGAIN = """\
journey: again
title: Never again
kind: conversation
sides: [coachee, coach]
about: conversation
stages: {hearing: {title: Hearing}, settling: {title: Settling}}
ends: {closed: done, stopped: stopped}
evidence:
  heard: {side: [coachee, coach], title: What I heard, outcomes: {for: [confirms, clarifies], against: [rejects]}}
  thanks:
    side: coach
    title: My thanks
    fields: {reason: {type: text, title: For what}, way: {type: text, title: How}}
  settled: {side: coachee, title: What came of it, answers: commitment}
gates:
  understood:
    from: hearing
    to: settling
    requires:
      each: {say: "Each says what was heard.", coach: {what: heard, by: everyone}, coachee: {what: heard, by: everyone}}
      thanked: {say: "The coach thanked.", coach: thanks, coachee: none, because: "It is for them."}
    waivers: {by: coach, for-at-most: 7 days}
  close:
    from: settling
    to: closed
    requires:
      each: {say: "Each promise is settled.", for-each: {what: commitment, in: about}, coachee: settled}
      one: {say: "Something is settled.", coachee: settled, coach: none, because: "It is theirs."}
"""
SELF = """\
journey: self
kind: conversation
sides: [coachee, coach]
about: person
stages: {only: {}}
ends: {closed: done}
evidence: {word: {side: coachee}}
gates: {close: {from: only, to: closed, requires: {it: {say: "x", coachee: word, coach: none, because: "x"}}}}
"""
CHAT = """\
journey: chat
kind: conversation
sides: [coachee, coach]
stages: {only: {}}
ends: {closed: done}
evidence: {word: {side: coachee}}
gates: {close: {from: only, to: closed, requires: {it: {say: "x", coachee: word, coach: none, because: "x"}}}}
"""
FILES = {
    "framework.yaml": FRAMEWORK,
    "deal.yaml": DEAL,
    "promises.yaml": PROMISES,
    "again.yaml": AGAIN,
    "self.yaml": SELF,
    "chat.yaml": CHAT,
}
PEOPLE = """\
people:
  anna: {side: customer, name: Anna Vance, roles: [key], addresses: [anna@pumps.example]}
  r.diaz: {side: seller, name: Rosa Diaz, roles: [rep], addresses: [rosa@line.example]}
  m.lee: {side: seller, name: Mina Lee, roles: [manager], addresses: [mina@line.example]}
"""
