"""How the tests of what is missing ask, and how they write a way: `reply anna/bea > m1` or `read v1`."""

from __future__ import annotations

import itertools

from helpers import PEOPLE, deal, gate_of, sent, when

from gatecoach.framework import Framework
from gatecoach.gate import judge
from gatecoach.missing import smallest, what_if
from gatecoach.missing.search import Search
from gatecoach.missing.universe import Universe
from gatecoach.missing.ways import content

OFFER = (sent("m1"),)


def asked(requires, facts=OFFER, *, at=60, gate="go", at_most=6, ways=20, **more):
    """The least that opens the gate; each way has been tried, and opens it."""
    framework = requires if isinstance(requires, Framework) else gate_of(requires)
    subject = deal(framework, facts, **{"people": PEOPLE, **more})
    found = smallest(subject, gate, when(at), at_most=at_most, ways=ways)
    assert all(what_if(subject, gate, when(at), way.evidence).passes for way in found.ways)
    return found


def told(found):
    """Every way as short words, thing by thing."""
    return [[_thing(each) for each in way.things] for way in found.ways]


def _thing(each):
    if each.item:
        return f"read {each.item}"
    who = "/".join([*each.who, *["new"] * each.newcomer])
    links = f" > {','.join(map(str, each.answers))}" if each.answers else ""
    fields = "".join(f" {name}={value}" for name, value in sorted(each.fields.items()))
    others = f" not {','.join(map(str, each.others))}" if each.others else ""
    return f"{each.what} {who}{links}{fields}{others}{f' -{each.days_before}d' if each.days_before else ''}"


def codes(found):
    """Why nothing opens the gate."""
    return [(each.code, each.place) for each in found.reasons]


def universe_of(subject, gate, at):
    """Every step that could help."""
    framework = subject.framework
    return Universe.of(subject, framework.gate(subject.journey, gate), framework.judged_at(when(at)))


def searched(universe, at_most):
    """The search, the smallest sets of steps, and what these consist of."""
    search = Search(universe)
    found = search.run(at_most, 10_000)
    return search, found, {content(universe, each) for each in found}


def exhaustive(universe, size):
    """Every set of so many steps that opens the gate, found by trying all of them."""
    every = map(frozenset, itertools.combinations(range(len(universe.steps)), size))
    whole = (each for each in every if all(universe.steps[number].needs <= each for number in each))
    gate = universe.ground.gate
    return {content(universe, each) for each in whole if judge(universe.world(each), gate).passes}
