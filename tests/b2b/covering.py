"""What the scenarios of `b2b` have to show, computed from its definition, and what they do show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gatecoach.clause import counts, leaves
from gatecoach.framework import scenarios
from gatecoach.scenario.naming import moments

FRAMEWORK, FILES = scenarios("b2b")
UNLINKED = ("not-linked", "nothing-to-answer", "answers-what")
"""How a talk refuses a word that answers nothing, or nobody knows what."""


class Shown(NamedTuple):
    """One way in which one side of one requirement can be; for a whole requirement the side is empty."""

    gate: str
    requirement: str
    side: str
    variant: str


def asked(journey, gates=None) -> Iterator[Shown]:
    """Everything that may happen to each side of each requirement of a journey."""
    for gate in (gates or journey.gates).values():
        for each in gate.requirements:
            if each.when or (each.for_each and not journey.conversation):
                yield Shown(gate.id, each.id, "", "not-applicable")
            for side, tree in each.sides.items():
                named = _in_talks if journey.conversation else _in_deals
                yield from (Shown(gate.id, each.id, side, one) for one in named(journey, gate, tree))


def _in_deals(journey, gate, tree):
    """What can become of a side of a deal: by its types' roles, links, windows, outcomes and fields."""
    found = list(leaves(tree))
    fields = {name: journey.types[leaf.what].fields[name] for leaf in found if leaf.test for name in leaf.test.fields()}
    allowed = {
        "met": True,
        "missing": True,
        "expired": any(leaf.no_older_than is not None for leaf in found),
        "wrong-role": any(leaf.by for leaf in found),
        "wrong-side": any(not leaf.by for leaf in found),
        "not-linked": any(leaf.answers for leaf in found),
        "before-what-it-answers": any(leaf.answers or leaf.after for leaf in found),
        "contested": any(leaf.outcomes for leaf in found),
        "field-not-accepted": bool(fields),
        "field-unknown": any(field.optional for field in fields.values()),
        "quorum-short": _quorum(tree),
    }
    return [name for name, may_be in allowed.items() if may_be]


def _in_talks(journey, gate, tree):
    """What can become of a side of a talk: nobody has a role there, and what comes too early is refused."""
    found = list(leaves(tree))
    allowed = {
        "met": True,
        "missing": True,
        "wrong-side": _two_sided(journey) and any(len(journey.types[leaf.what].side) == 1 for leaf in found),
        "not-linked": any(leaf.answers for leaf in found),
        "too-early": gate.source != journey.start,
        "field-not-accepted": any(leaf.test for leaf in found),
        "quorum-short": _quorum(tree) or any(leaf.everyone for leaf in found),
    }
    return [name for name, may_be in allowed.items() if may_be]


def _two_sided(journey):
    """Whether anybody of the other side can be there at all: of a talk that is private to one side nobody is."""
    return not journey.private_to or set(journey.sides) <= set(journey.private_to)


def waived(journey, gate) -> set[tuple[str, str]]:
    """Every waiver of that gate in the scenarios: its requirement, and `holds` or the code that says why not."""
    found = set()
    for _, file in FILES:
        rows = {
            row["id"]: row["waives"].split(".") for _, each in moments(file) for row in each.given if "waives" in row
        }
        given = {id_: requirement for id_, (name, requirement) in rows.items() if name == gate.id}
        for _, moment in moments(file) if file.journey == journey.id else ():
            known = moment.expect.gates.get(gate.id)
            told = [*((known and known.waivers) or {}).items(), *moment.expect.refused.items()]
            found |= {(given[id_], verdict) for id_, verdict in told if id_ in given}
            found |= {
                (id_, "holds") for id_, each in (known.requirements if known else {}).items() if each.status == "waived"
            }
    return found


def signs(journey, stage) -> list[list[str]]:
    """The signals that the scenarios expect while that stage is the verified one."""
    stands = [each.expect.standing for _, file in FILES if file.journey == journey.id for _, each in moments(file)]
    return [each.signals for each in stands if each and each.signals is not None and each.verified == stage]


def _quorum(tree):
    return any(count.at_least > 1 or count.different for count in counts(tree))


def shown(journey) -> Iterator[Shown]:
    """What the scenarios of a journey expect, side by side."""
    for _, file in FILES:
        if file.journey == journey.id:
            for _, moment in moments(file):
                yield from _expected(journey, moment.expect)
                yield from _refused(journey, file, moment)


def _expected(journey, expect):
    for name, gate in expect.gates.items():
        for id_, each in gate.requirements.items():
            sides = next(found.sides for found in journey.gates[name].requirements if found.id == id_)
            if each.status == "not-applicable":
                yield Shown(name, id_, "", "not-applicable")
            for side in sides if each.status == "met" else ():
                yield Shown(name, id_, side, "met")
            misses = each.misses()
            for side, status in each.sides().items():
                if status != "missing" or not misses.get(side):
                    yield Shown(name, id_, side, status)
            for side, codes in misses.items():
                yield from (Shown(name, id_, side, code) for code in codes)


def _refused(journey, file, moment):
    """A word that a talk refuses shows it of every side that asks for such a word."""
    rows = {row["id"]: row for _, each in moments(file) for row in each.given if "id" in row}
    for id_, code in moment.expect.refused.items():
        what = rows.get(id_, {}).get("what")
        teller = file.people.get(rows.get(id_, {}).get("by"), {}).get("side")
        for gate in journey.gates.values():
            for each in gate.requirements:
                for side, tree in each.sides.items():
                    if what in {leaf.what for leaf in leaves(tree)} and (side == teller) != (code == "wrong-side"):
                        yield Shown(gate.id, each.id, side, "not-linked" if code in UNLINKED else code)
