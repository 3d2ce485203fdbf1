"""A pipeline of plain deals: five stages, a gate between each two, and all that a report on it should count."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import random

import ibis
import pyarrow as pa
from helpers import framework_of

from gatecoach.audit import Engine, audit, written
from gatecoach.audit.figures.deals import Judged, Wanted
from gatecoach.audit.figures.gathering import gathered
from gatecoach.facts import Claim, Evidence, Person
from gatecoach.subject import Subject

HEAD = """
gatecoach: 1
framework: tiny
version: "1"
currency: EUR
phases: {whole: {title: The whole way}}
roles: {seller: {boss: {title: Boss}}}
fields: {amount: {type: money}, region: {type: text}, begun: {type: date}}
"""
STAGES = ["one", "two", "three", "four", "five"]
ENDS = {"won": "won", "lost": "lost", "dropped": "stopped"}
GATE = """
  to-{there}:
    from: {here}
    to: {there}
    requires:
      pair: {{say: "Both did it.", seller: did-{here}, customer: said-{here}}}
      extra: {{say: "A task.", mode: warn, seller: never, customer: nothing}}
    waivers: {{by: [boss], for-at-most: 30 days}}
"""
AT = dt.date(2026, 6, 30)
AMOUNTS = [None, -50, 0, 1000, 1000, 2500, "999.50", "7 USD"]
OWNERS = ["", "ada", "bo", "cy"]
MONEY = Wanted(money="amount")


def journey_text():
    """The journey: `said-…` comes in a document and counts for 90 days."""
    pairs = list(zip(STAGES, [*STAGES[1:], "won"], strict=True))
    types = "".join(
        f"  did-{here}: {{side: seller, title: We did {here}}}\n"
        f"  said-{here}: {{side: customer, title: They said {here}, no-older-than: 90 days, seen-in: [document]}}\n"
        for here in STAGES
    )
    return (
        "journey: deal\nsides: [customer, seller]\n"
        f"stages: {{{', '.join(f'{each}: {{title: Stage {each}, phase: whole}}' for each in STAGES)}}}\n"
        f"ends: {{{', '.join(f'{name}: {kind}' for name, kind in ENDS.items())}}}\n"
        f"evidence:\n  never: {{side: seller}}\n  nothing: {{side: customer}}\n{types}"
        f"gates:{''.join(GATE.format(here=here, there=there) for here, there in pairs)}"
    )


def framework():
    """The framework of the deals."""
    return framework_of(HEAD, journey_text())


def before(days):
    """The day so many days before the report."""
    return AT - dt.timedelta(days=days)


def deal(name, *, shown=0, claims=(), owner="ada", amount=1000, aged=None, blind=False, more=(), **fields):
    """A deal that has evidence for the first `shown` gates; `claims` are stages with how many days ago, as pairs.

    The pair of the stage `aged` has expired, and nothing that a `blind` deal is connected to could show
    what was said.
    """
    people = [
        Person(id="cara", side="customer"),
        Person(id="sol", side="seller"),
        Person(id="max", side="seller", roles=["boss"]),
    ]
    facts = list(more)
    for here in STAGES[:shown]:
        old = 200 if here == aged else 10
        facts.append(Evidence(id=f"d-{here}", what=f"did-{here}", by="sol", told_by="sol", at=before(old)))
        facts.append(
            Evidence(id=f"s-{here}", what=f"said-{here}", by="cara", source="box", grade="observed", at=before(old))
        )
    facts += [Claim(stage=stage, at=before(days)) for stage, days in claims]
    known = {"amount": amount, **fields}
    return Subject(
        framework(), "deal", name, owner=owner, people=people, facts=facts,
        sources={"box": "mail" if blind else "document"},
        fields={name: value for name, value in known.items() if value is not None},
    )  # fmt: skip


def chance_deals(seed, many):
    """Made-up deals, the same for the same seed: claims that leap, ends, odd stages, amounts that are none."""
    chance = random.Random(seed)
    return [_chance_deal(chance, f"d{number:03}") for number in range(many)]


def _chance_deal(chance, name):
    shown = chance.choice([0, 0, 1, 1, 2, 3, 5])
    days = chance.randrange(5, 400)
    claims, place = [], chance.choice([0, 0, 0, 1])
    while place < len(STAGES) and chance.random() < 0.75:
        claims.append((STAGES[place], days))
        days -= chance.randrange(0, 40)
        place += chance.choice([1, 1, 1, 2, 3, -1]) if place else 1
    claims = [(stage, day) for stage, day in claims if day >= -3]
    if chance.random() < 0.4:
        claims.append((chance.choice([*ENDS]), max(0, days - chance.randrange(0, 90))))
    made = deal(
        name, shown=shown, claims=claims, owner=chance.choice(OWNERS), aged=chance.choice([None, *STAGES[:2]]),
        blind=chance.random() < 0.3, amount=chance.choice(AMOUNTS), region=chance.choice([None, "north", "south"]),
        begun=chance.choice([None, before(30), before(365)]),
    )  # fmt: skip
    return (
        made if claims or chance.random() < 0.3 else dataclasses.replace(made, claimed=chance.choice([*STAGES, "odd"]))
    )


@contextlib.contextmanager
def judged_deals(deals, at=AT, given=None, problems=()):
    """These deals judged, until the block ends; `given` are tables as somebody handed them over, as lists of rows."""
    with Engine() as engine:
        tables = engine.take(written(deals))
        found = audit(framework(), tables, at, engine=engine, journey="deal")
        shown = {
            name: engine.keep(name, ibis.memtable(pa.Table.from_pylist(rows))) for name, rows in (given or {}).items()
        }
        yield Judged(engine, found, tables, shown, problems)


def figures_of(deals, wanted=MONEY, *, at=AT, given=None, problems=(), most=20):
    """What a report on these deals shows."""
    with judged_deals(deals, at, given, problems) as judged:
        return gathered(judged, wanted, most=most)
