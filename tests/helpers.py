"""Small worlds for the tests of the kernel: frameworks from YAML text, people, facts, and how to ask."""

from __future__ import annotations

import datetime as dt
import functools
import tempfile
from pathlib import Path

from gatecoach.facts import Evidence, Person, Statement
from gatecoach.framework import load
from gatecoach.journey import decide_subject
from gatecoach.subject import Subject

UTC = dt.UTC
HEAD = """
gatecoach: 1
framework: tiny
version: "1"
time-zone: {zone}
phases: {{early: {{title: Early}}, late: {{title: Late}}}}
roles:
  customer: {{key: {{title: Key}}, buyer: {{title: Buyer}}}}
  seller: {{rep: {{title: Rep}}, boss: {{title: Boss}}}}
"""
TYPES = """
  offer: {side: seller, title: Our offer}
  reply: {side: customer, title: Their reply, by: [key, buyer], answers: offer}
  verdict: {side: customer, by: [key, buyer], answers: offer, outcomes: {for: [agrees, amends], against: [refuses]}}
  booking: {side: seller, fields: {for-day: {type: date}}}
  booked: {side: customer, answers: booking}
  visit: {side: customer, fields: {seats: {type: number, optional: true}}}
  record: {side: seller, answers: verdict}
  paper: {side: customer, seen-in: [document]}
  note: {side: customer, seen-in: [mail]}
"""
GATES = """
  go:
    from: first
    to: second
    requires:
"""
PEOPLE = (
    Person(id="anna", side="customer", roles=["key"], name="Anna"),
    Person(id="bea", side="customer", roles=["buyer"]),
    Person(id="carl", side="customer"),
    Person(id="rita", side="seller", roles=["rep"]),
    Person(id="max", side="seller", roles=["boss"]),
)
SOURCES = {"imap": "mail", "cal": "calendar"}


@functools.lru_cache
def framework_of(*texts: str):
    """The framework made of these YAML texts, one file each."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number}.yaml").write_text(text, encoding="utf-8")
        return load(folder)


def journey_text(gates: str, types: str = TYPES) -> str:
    """A journey of three stages with these gates and types."""
    return (
        "journey: deal\nsides: [customer, seller]\n"
        "stages: {first: {phase: early}, second: {phase: late}, third: {phase: late}}\n"
        "ends: {lost: lost, won: won}\n"
        f"evidence:{types}\ngates:{gates}\n"
    )


def gate_of(requires: str, *, zone: str = "UTC", extra: str = ""):
    """A framework whose gate `go` asks for the given requirements (indented by six), with more gates behind it."""
    return framework_of(HEAD.format(zone=zone), journey_text(GATES + requires + (extra or AFTER)))


AFTER = """
  on: {from: second, to: third, requires: {more: {say: More., seller: offer, customer: visit}}}
  end: {from: third, to: won, requires: {last: {say: Last., seller: booking, customer: booked}}}
"""


def pair(customer: str, seller: str = "offer", name: str = "it", more: str = "") -> str:
    """One requirement as YAML text."""
    return f"      {name}: {{say: It., seller: {seller}, customer: {customer}{more}}}\n"


def day(number: int, hour: int = 9) -> dt.datetime:
    """An instant on the n-th day from the start of 2026, in UTC."""
    return dt.datetime(2026, 1, 1, hour, tzinfo=UTC) + dt.timedelta(days=number - 1)


def date(number: int) -> dt.date:
    """The n-th whole day from the start of 2026."""
    return day(number).date()


def when(value):
    """A number is an instant of that day; anything else is a time already."""
    return day(value) if isinstance(value, int) else value


def sent(id: str, at=1, what: str = "offer", by: str = "rita", **more) -> Evidence:
    """A seller's act, fetched from their mailbox."""
    return Evidence(id=id, what=what, by=by, at=when(at), **{"source": "imap", **more})


def got(id: str, at=2, what: str = "reply", by: str = "anna", **more) -> Evidence:
    """A customer's act, observed in a mailbox; it answers `m1` unless said otherwise."""
    common = {"source": "imap", "grade": "observed", "answers": ["m1"]}
    return Evidence(id=id, what=what, by=by, at=when(at), **{**common, **more})


def read(about: str, outcome: str, at=2, by: str = "rita") -> Statement:
    """A reading of an item."""
    return Statement(id=f"s-{by}-{about}-{outcome}", about=about, outcome=outcome, quote="…", by=by, at=when(at))


def word(id: str, outcome: str, at=2, by: str = "anna", **more) -> list:
    """A verdict of theirs and its reading."""
    return [got(id, at, "verdict", by, **more), read(id, outcome, at)]


def deal(framework, facts=(), *, people=PEOPLE, sources=SOURCES, **more) -> Subject:
    """A deal with these facts, none of which is refused."""
    subject = Subject(framework, "deal", "d1", people=people, sources=sources, **more)
    known, refused = subject.with_facts(facts)
    assert refused == ()
    return known


def ask(framework, facts=(), *, at=60, gate: str = "go", **more):
    """The decision of a gate about these facts."""
    return decide_subject(deal(framework, facts, **more), gate, when(at))


def side(decision, name: str = "customer", requirement: str = "it"):
    """One side of one requirement of a decision."""
    return next(each for each in decision.requirements if each.id == requirement).sides[name]


def status(framework, facts=(), name: str = "customer", requirement: str = "it", **more) -> str:
    """The status of one side."""
    return str(side(ask(framework, facts, **more), name, requirement).status)


def misses(framework, facts=(), name: str = "customer", **more) -> dict[str, str]:
    """The near misses of a side: item to its first code (a short quorum has no item)."""
    return {each.item: each.code for each in side(ask(framework, facts, **more), name).near_misses}


RICH = framework_of(
    HEAD.format(zone="Europe/Berlin"),
    journey_text(
        """
  go:
    from: first
    to: second
    requires:
      theirs:
        say: Theirs.
        seller: {what: offer, no-older-than: 40 days}
        customer: {what: verdict, no-older-than: 30 days}
      taken:
        say: Taken.
        mode: warn
        for-each: {what: verdict, with: {outcome: amends}}
        seller: record
  many:
    from: second
    to: third
    requires:
      voices: {say: Voices., seller: offer, customer: {what: [reply, verdict], at-least: 2, from-different: person}}
      seats:
        say: Seats.
        seller: offer
        customer:
          what: visit
          with: {any: [{seats: {at-least: 2}}, {seats: {known: false}}]}
          at-least: 2
          from-different: day
  steps:
    from: second
    to: won
    requires:
      papers: {say: Papers., seller: booking, customer: {any: [paper, note, {what: booked, by: everyone}], at-least: 2}}
      soon:
        say: Soon.
        seller: {what: booking, with: {for-day: {between: [7 days, 14 days]}}}
        customer: {all: [booked, {what: reply, answers: offer, within: 10 days}]}
  last:
    from: third
    to: won
    requires:
      each:
        say: Each.
        for-each: booking
        customer: {what: booked, by: everyone}
      high:
        say: High.
        seller: {what: offer, grade: observed}
        customer: {what: visit, after: offer, grade: authentic}
""",
        TYPES,
    ),
)
