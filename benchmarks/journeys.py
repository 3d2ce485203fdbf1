"""The work of the kernel benchmark: one deal's journey through six stages, asked ten times.

Five gates, each asking two things of the customer and two of the seller. The deal arrives with fifty pieces
of evidence: ten that count, forty that do not (wrong role, wrong side, too old, graded too low). At each gate
it is refused with the list of what is missing, two pieces are added, and it moves on: ten attempts, sixty
pieces at the end.
"""

from __future__ import annotations

import datetime as dt
import functools
import tempfile
from pathlib import Path

from gatecoach import Evidence, Framework, Person, Subject, load

GATES = range(5)
AT = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)
RECENT = dt.datetime(2026, 5, 20, 9, 0, tzinfo=dt.UTC)
OLD = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
PEOPLE = (
    Person(id="anna", side="customer", roles=["buyer"]),
    Person(id="carl", side="customer", roles=["user"]),
    Person(id="rita", side="seller", roles=["rep"]),
)
SOURCES = {"mailbox": "mail"}


def authored() -> str:
    """The journey as YAML: per gate two pairs of types of their own."""
    lines = ["journey: bench", "sides: [customer, seller]", "stages:"]
    lines += [f"  stage-{n}: {{phase: phase-{n}}}" for n in range(6)]
    lines += ["evidence:"]
    for gate in GATES:
        for pair in ("a", "b"):
            lines.append(f"  bought-{gate}-{pair}: {{side: customer, by: [buyer], no-older-than: 90 days}}")
            lines.append(f"  sold-{gate}-{pair}: {{side: seller, by: [rep]}}")
    lines += ["gates:"]
    for gate in GATES:
        lines += [f"  gate-{gate}:", f"    from: stage-{gate}", f"    to: stage-{gate + 1}", "    requires:"]
        for pair in ("a", "b"):
            sides = f"seller: sold-{gate}-{pair}, customer: bought-{gate}-{pair}"
            lines.append(f'      need-{pair}: {{say: "Both did it.", {sides}}}')
    return "\n".join(lines) + "\n"


@functools.cache
def framework() -> Framework:
    """The compiled framework of the benchmark."""
    phases = ", ".join(f"phase-{n}: {{}}" for n in range(6))
    roles = "customer: {buyer: {}, user: {}}, seller: {rep: {}}"
    head = f'gatecoach: 1\nframework: bench\nversion: "1"\nphases: {{{phases}}}\nroles: {{{roles}}}\n'
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "framework.yaml").write_text(head, encoding="utf-8")
        Path(folder, "bench.yaml").write_text(authored(), encoding="utf-8")
        return load(folder)


def item(name: str, what: str, by: str, at: dt.datetime = RECENT, grade: str = "observed") -> Evidence:
    """One piece of evidence from the mailbox."""
    return Evidence(id=name, source="mailbox", what=what, by=by, at=at, grade=grade)


def arrival(deal: int) -> list[Evidence]:
    """The fifty pieces a deal arrives with: pair a of every gate (ten that count) and forty that do not."""
    found = []
    for gate in GATES:
        found.append(item(f"{deal}-{gate}-1", f"bought-{gate}-a", "anna"))
        found.append(item(f"{deal}-{gate}-2", f"sold-{gate}-a", "rita"))
        for n in range(2):
            found.append(item(f"{deal}-{gate}-r{n}", f"bought-{gate}-b", "carl"))
            found.append(item(f"{deal}-{gate}-s{n}", f"bought-{gate}-b", "rita"))
            found.append(item(f"{deal}-{gate}-o{n}", f"bought-{gate}-b", "anna", OLD))
            found.append(item(f"{deal}-{gate}-g{n}", f"bought-{gate}-b", "anna", grade="asserted"))
    return found


def additions(deal: int, gate: int) -> list[Evidence]:
    """The two pieces that open a gate."""
    return [
        item(f"{deal}-{gate}-3", f"bought-{gate}-b", "anna"),
        item(f"{deal}-{gate}-4", f"sold-{gate}-b", "rita"),
    ]


def subject(deal: int) -> Subject:
    """A deal without any evidence."""
    return Subject(framework(), "bench", f"deal-{deal}", people=PEOPLE, sources=SOURCES)
