"""A made-up framework with every gate plain: nothing is left in it that another item decides."""

from __future__ import annotations

import dataclasses
import datetime as dt

from gatecoach.facts import Claim, Evidence, HeldRole, Statement

KIND = {"side", "title", "by", "told-by", "seen-in", "no-older-than", "grade", "missing-means"}
CLAUSE = {"what", "by", "told-by", "no-older-than", "grade", "all", "any"}
SIDES = ("customer", "seller")


def plain(files):
    """The same framework without links, readings, windows from other items, fields, numbers, `for-each` and `when`."""
    home, deal = files["framework.yaml"], files["deal.yaml"]
    kinds = {
        name: {key: part for key, part in each.items() if key in KIND}
        for name, each in {**home["evidence"], **deal.get("evidence", {})}.items()
    }
    own = {name: kinds[name] for name in deal.get("evidence", {})}
    return {
        **files,
        "framework.yaml": {**home, "evidence": {name: kinds[name] for name in home["evidence"]}},
        "deal.yaml": {
            **deal,
            **({"evidence": own} if own else {}),
            "gates": {name: gate(each, kinds) for name, each in deal["gates"].items()},
        },
    }


def gate(written, kinds):
    """A gate that is always on the path, with plain requirements."""
    requires = {name: requirement(each, kinds) for name, each in written["requires"].items()}
    return {**{key: part for key, part in written.items() if key != "when"}, "requires": requires}


def requirement(written, kinds):
    """A plain pair; a side that was left out is asked for the first type it has."""
    kept = {key: part for key, part in written.items() if key in ("say", "mode", "ask")}
    first = {side: next(name for name, each in kinds.items() if side in each["side"]) for side in SIDES}
    return {**kept, **{side: clause(written.get(side, first[side])) for side in SIDES}}


def clause(written):
    """A clause without anything that needs another item."""
    if isinstance(written, str):
        return written
    kept = {key: part for key, part in written.items() if key in CLAUSE and part != "everyone"}
    return {key: [clause(part) for part in each] if key in ("all", "any") else each for key, each in kept.items()}


def usual(deal):
    """The deal with nothing unusual: undated people who stay, and items of an instant without copies."""
    return dataclasses.replace(
        deal,
        people=[
            each.model_copy(update={"roles": tuple(HeldRole(role=held.role) for held in each.roles), "left": None})
            for each in deal.people
        ],
        facts=[each for each in deal.facts if is_usual(each)],
    )


def is_usual(fact):
    """Whether a fact leaves the quick way open."""
    if not isinstance(fact, Evidence):
        return isinstance(fact, Statement | Claim)
    odd = fact.replaces or fact.known or fact.machine_sent or fact.revision
    return not odd and isinstance(fact.at, dt.datetime)
