"""Two versions of a small framework, the map between them, and a deal under the older one."""

from __future__ import annotations

import tempfile
from datetime import date

from places import write

from gatecoach.facts import Claim, Evidence, FieldValue, HeldRole, Person, Statement, Waiver
from gatecoach.framework import load
from gatecoach.migrating import plan_of, read_map
from gatecoach.subject import Subject

V1 = """\
gatecoach: 1
framework: acme
version: "1"
currency: EUR
phases: {needs-built: {}, offers-compared: {}, bought: {}}
roles:
  customer: {buyer: {}, user: {}}
  seller: {rep: {}, boss: {}}
fields:
  amount: {type: money}
  kind: {type: choice, of: [fresh, renewal, trial]}
evidence:
  review-sent: {side: seller}
  review-answered:
    side: customer
    by: [buyer]
    answers: review-sent
    outcomes: {for: [confirms, clarifies], against: [rejects]}
    fields: {size: {type: choice, of: [big, small], optional: true}}
  fax-sent: {side: seller}
"""
DEAL1 = """\
journey: sale
sides: [customer, seller]
stages:
  looking: {phase: needs-built}
  fitting: {phase: offers-compared}
  buying: {phase: bought}
ends: {lost: lost}
gates:
  needs-confirmed:
    from: looking
    to: fitting
    requires:
      theirs: {say: "They confirmed it.", seller: review-sent, customer: review-answered}
    waivers: {by: boss, for-at-most: 30 days}
  offer-wanted:
    from: fitting
    to: buying
    requires:
      asked: {say: "They asked for it.", seller: review-sent, customer: {what: review-answered, with: {size: big}}}
    waivers: {by: boss, for-at-most: 30 days}
"""
RENAMED = (
    ('version: "1"', 'version: "2"'),
    ("buyer", "sponsor"),
    ("user: {}", "fan: {}"),
    ("amount", "worth"),
    ("[fresh, renewal, trial]", "[first, renewal]"),
    ("review-sent", "recap-sent"),
    ("review-answered", "recap-answered"),
    ("confirms", "agrees"),
    ("size", "volume"),
    ("[big, small]", "[large, small]"),
    ("volume: big", "volume: large"),
    ("  fax-sent: {side: seller}\n", ""),
    ("journey: sale", "journey: deal"),
    ("looking", "begun"),
    ("theirs", "confirmed-by-them"),
    ("offer-wanted", "offer-asked"),
)
MAP = """\
migration: spring
from: acme@1
to: acme@2
journeys: {sale: deal}
stages: {looking: begun}
gates: {offer-wanted: offer-asked}
requirements: {needs-confirmed.theirs: needs-confirmed.confirmed-by-them}
roles: {buyer: sponsor, user: {gone: nobody used it}}
fields:
  amount: worth
  kind: {values: {fresh: first, trial: {gone: we sell no trials}}}
evidence:
  review-sent: recap-sent
  review-answered:
    to: recap-answered
    outcomes: {confirms: agrees}
    fields: {size: {to: volume, values: {big: large}}}
  fax-sent: {gone: nobody has a fax}
"""
AT = date(2026, 3, 20)


def renamed(text, pairs=RENAMED):
    """The text with each of these words replaced."""
    for old, new in pairs:
        text = text.replace(old, new)
    return text


V2, DEAL2 = renamed(V1), renamed(DEAL1)


def framework(*texts):
    """The framework of these files."""
    with tempfile.TemporaryDirectory() as folder:
        return load(write(folder, {f"file-{number}.yaml": text for number, text in enumerate(texts)}))


OLD, NEW = framework(V1, DEAL1), framework(V2, DEAL2)


def plan(text=MAP, old=OLD, new=NEW):
    """The plan by a map of that text."""
    return plan_of(old, new, read_map(text.encode(), "map.yaml"))


PEOPLE = (
    Person(id="anna", side="customer", roles=(HeldRole(role="buyer"), HeldRole(role="user"))),
    Person(id="rosa", side="seller", roles=("rep",)),
    Person(id="mina", side="seller", roles=("boss",)),
)
FACTS = (
    Evidence(id="m1", what="review-sent", by="rosa", at=date(2026, 3, 2), source="mail"),
    Evidence(
        id="m2", what="review-answered", by="anna", at=date(2026, 3, 3), source="mail", answers="m1", grade="observed",
        text="fine", fields={"size": "big"},
    ),
    Evidence(id="f1", what="fax-sent", by="rosa", at=date(2026, 3, 1), source="mail", text="a fax"),
    Statement(id="s1", about="m2", outcome="confirms", quote="fine", by="rosa", at=date(2026, 3, 4)),
    Claim(stage="looking", at=date(2026, 3, 1)),
    Claim(stage="buying", at=date(2026, 3, 5)),
    Waiver(
        id="w1", requirement="offer-wanted.asked", by="mina", at=date(2026, 3, 6), until=date(2026, 3, 30),
        reason="known",
    ),
    FieldValue(field="amount", value="48000", at=date(2026, 3, 1)),
    FieldValue(field="kind", value="fresh", at=date(2026, 3, 1)),
)  # fmt: skip


def deal(id_="006A", facts=FACTS, within=OLD, **more):
    """A deal under the older framework that both of its gates let through."""
    told = {"owner": "rosa", "people": PEOPLE, "sources": {"mail": "mail"}, **more}
    subject, rejected = Subject(within, "sale" if within is OLD else "deal", id_, **told).with_facts(facts)
    assert not rejected
    return subject
