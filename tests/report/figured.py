"""Figures of a pipeline that nobody had to count: something of everything, for the page that shows them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

from gatecoach.audit.figures.rows import Age, Ageing, Deal, Figures, Flaw, Group, Jump, Lack, Stage, Way
from gatecoach.framework import load
from gatecoach.report.pipeline.about import About

AT = dt.date(2026, 6, 30)
HOSTILE = "<script>alert(1)</script>\"'><img src=//x.example/a.png onerror=alert(2)>&amp;\x1b[31m\u202e"
"""A name that tries whatever a name can try."""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
MONEY = Decimal(1_250_000)


def about(**more):
    """What the figures are about: deals on the bundled journey, worth something."""
    framework = load("b2b")
    known = {"money": "amount", "names": {"d-1": "Brook Dairy"}, "people": {"ada": "Ada Lind"}}
    return About(framework, framework.journey("opportunity"), AT, **{**known, **more})


def figures(name="ada", deal="d-1"):
    """Figures with that owner and that deal in every list."""
    one = Deal(deal, name, Decimal(119000), "proposal", "discovery", 3, 400)
    return Figures(
        total=Group("", 60, MONEY * 4, 41, MONEY, 5, Decimal(75_500), 80, 2),
        ended=11,
        stages=[
            Stage("lead", 4, Decimal(40_000), 22, MONEY, 0),
            Stage("discovery", 30, MONEY, 30, Decimal(950), 20),
            Stage("proposal", 21, MONEY, 8, Decimal(0), 21),
            Stage("", 5, Decimal(75_500)),
        ],
        ways=[Way("proposal", "discovery", 3, 21, MONEY), Way(f"no {name}", "lead", "unknown", 5, Decimal(75_500))],
        widest=[one, Deal("d-2", "", None, "proposal", "lead", 4, None)],
        reps=[Group(name, 30, MONEY, 20, MONEY / 2, 3, Decimal(5), 40), Group("", 30, MONEY, 21, MONEY / 3, 2)],
        teams=[Group(name, 60, MONEY * 4, 41, MONEY, 5)],
        lacks=[
            Lack("needs-admitted", "a-need", "customer", 20, 9, 2, 3, 1, 33, 41),
            Lack("needs-confirmed", "needs-are-theirs", "seller", 12, 12, 0, 0, 0, 40, 25),
        ],
        ageing=Ageing(
            11, Decimal("54.5"), 146, Decimal(98), [Age(3, 20), Age(60, 25), Age(146, 8), Age(400, 2)], 5, [one], 2,
            Decimal(119_000),
        ),
        jumps=[Jump("discovery", "proposal", 2, 7, 5, deal), Jump("lead", "won", 5, 1, 0, deal)],
        jumped=[one._replace(days=739_700)],
        flaws=[
            Flaw("unknown-stage", f'deals claim a stage that is not there: "{name}"', 5, deal),
            Flaw("bad-time", "claims: neither a day nor a time with its zone", 1, f"deal {deal}", dropped=True),
        ],
        money="amount",
    )  # fmt: skip


def nothing():
    """Figures of no deals at all."""
    ageing = Ageing(0, None, None, None, [], 0, [], 0, Decimal(0))
    return Figures(Group(""), 0, [Stage("lead")], [], [], [], [], [], ageing, [], [], [], "amount")


def many(number=300):
    """Figures of a large company, with long names and large amounts."""
    found = figures()
    groups = [
        Group(f"{LONG} {each}", 100 + each, MONEY * 1000, 90, MONEY * 900, 3, MONEY, 200) for each in range(number)
    ]
    deals = [
        Deal(f"{LONG}-{each}", f"{LONG} {each}", MONEY * 10**5, "proposal", "discovery", 3, 4000) for each in range(20)
    ]
    ages = [Age(days, 1 + days % 7) for days in range(0, 4000, 9)]
    flaws = [Flaw("bad-time", f"{LONG} is no time", 10**7, f"{LONG}{LONG}", dropped=True)]
    ageing = dataclasses.replace(found.ageing, ages=ages, older=deals, older_deals=12345)
    stages = [each._replace(claimed=123_456, claimed_amount=MONEY * 10**6) for each in found.stages]
    return dataclasses.replace(
        found, stages=stages, reps=groups, teams=groups[:3], widest=deals, ageing=ageing, flaws=flaws, jumped=deals
    )
