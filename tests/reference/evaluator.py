"""A second reading of the page "what a decision means": slow and plain, one sentence of it after the other.

It scans lists, keeps no masks and shares with the engine only the facts, the authored definitions and the spans of
moments. Where the two differ, one of them reads the page wrongly.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

from reference import conditions
from reference.leaves import ORDER, Counting, asked

from gatecoach.facts import Claim
from gatecoach.time import span, zone

DONE = ("met", "waived", "not-applicable")


def worst(statuses):
    """The worst status of several."""
    return max(statuses, key=ORDER.index)


def best(statuses):
    """The best status of several."""
    return min(statuses, key=ORDER.index)


@dataclass
class Requirement:
    """One requirement: its status, its sides, and whether a no stands against it."""

    status: str
    sides: dict
    contested: bool = False
    waived: bool = False


@dataclass
class Gate:
    """One gate: whether it passes, is carried, is on the path, and its requirements."""

    passes: bool
    carried: bool
    on_path: bool
    requirements: dict = field(default_factory=dict)


def requirement(world, definition):
    """One requirement, before waivers."""
    clauses = {side: each for side, each in definition.sides().items() if not each.none}
    apart = dict.fromkeys(clauses, "not-applicable")
    if not in_force(world, definition.when, "require"):
        return Requirement("not-applicable", apart)
    if definition.for_each is None:
        found = sides(world, clauses)
        return Requirement(worst(s for s, _ in found.values()), {k: s for k, (s, _) in found.items()}, against(found))
    ranged = [each for each in world.items if in_range(world, each, definition.for_each)]
    if not ranged:
        return Requirement("not-applicable", apart)
    each = [of_one(world, clauses, item) for item in ranged]
    return Requirement(
        worst(one.status for one in each),
        {side: worst(one.sides[side] for one in each) for side in clauses},
        any(one.contested for one in each),
    )


def sides(world, clauses, under=None, same=None):
    """By side its status and whether a leaf of it is contested."""
    leaves = {side: list(named(world, side, clause)) for side, clause in clauses.items()}
    others = {side: [leaf for name, each in leaves.items() if name != side for leaf in each] for side in clauses}
    return {side: world.status(clause, side, others[side], under, same) for side, clause in clauses.items()}


def named(world, side, clause):
    """Every leaf of a clause."""
    for part in (*clause.all, *clause.any):
        yield from named(world, side, part)
    for what in clause.what:
        yield asked(side, what, clause, world.types)


def against(found):
    """Whether a leaf on either side is contested."""
    return any(each for _, each in found.values())


def of_one(world, clauses, item):
    """A requirement for one item; with `everyone` all sides must answer one and the same."""
    by_all = [
        {leaf.answers for leaf in named(world, side, clause) if leaf.everyone and leaf.answers}
        for side, clause in clauses.items()
    ]
    shared = set.intersection(*by_all) if len(by_all) > 1 else set()
    candidates = [each for each in world.items if each.fact.what in shared] or [None]
    found = [sides(world, clauses, item, each) for each in candidates]
    chosen = min(found, key=lambda one: goodness([status for status, _ in one.values()]))
    return Requirement(
        worst(status for status, _ in chosen.values()),
        {side: status for side, (status, _) in chosen.items()},
        any(against(one) for one in found),
    )


def goodness(statuses):
    """The best first: by the worst side, then side by side."""
    ranks = [ORDER.index(each) for each in statuses]
    return max(ranks), *ranks


def in_range(world, item, for_each):
    """Whether a requirement must hold for it."""
    if item.fact.what != for_each.what or world.foreign(item) != (for_each.in_ == "about"):
        return False
    if not world.counts_at_all(item):
        return False
    return for_each.with_ is None or world.tested(item, for_each.with_) is True


def in_force(world, when, unknown):
    """Whether a condition on the subject holds; unknown is what its author says, or None where it blocks."""
    answer = True if when is None else conditions.holds(when, world.fields, world.values, world.at.day)
    if answer is not None:
        return answer
    return {"require": True, "skip": False, "block": None}[when.if_unknown or unknown]


def waived(world, name, gate, id_):
    """Whether a waiver of one requirement holds."""
    rules = gate.waivers
    return rules is not None and any(
        each.requirement == f"{name}.{id_}"
        and id_ not in rules.never
        and each.by != world.subject.owner
        and holds_role(world, each, rules.by)
        and each.reason.strip() != ""
        and each.until.toordinal() - world.span(each.at).day <= rules.for_at_most
        and world.at.day <= each.until.toordinal()
        for each in world.waivers
    )


def holds_role(world, waiver, roles):
    """The role is judged at the waiver's time."""
    person = world.people.get(waiver.by)
    day = dt.date.fromordinal(world.span(waiver.at).day)
    return person is not None and bool(set(roles) & world.held(person, day))


def judged(world, definition):
    """One requirement, found once in a world; a copy of its own, for a waiver may change it."""
    key = "requirement", id(definition)
    if key not in world.answers:
        world.answers[key] = requirement(world, definition), definition
    return replace(world.answers[key][0])


def gate_of(world, name, definition, *, waivers):
    """One gate, not yet carried."""
    found = {}
    for id_, each in definition.requires.items():
        one = judged(world, each)
        if waivers and one.status not in DONE and not one.contested and waived(world, name, definition, id_):
            one.status, one.waived = "waived", True
        found[id_] = one
    path = in_force(world, definition.when, "block")
    return Gate(path is True and opens(world, definition, found, ()), False, path is not False, found)


def opens(world, definition, found, also):
    """Whether it passes, where requirements of the statuses `also` stop nothing."""
    enforced = {id_: each for id_, each in found.items() if definition.requires[id_].mode == "enforce"}
    if any(each.status not in DONE and (each.status not in also or each.contested) for each in enforced.values()):
        return False
    proving, holding = world.journey.sides[0], ("met", *also)
    if world.journey.kind == "conversation":
        holding = (*holding, "waived")
    asks = any(proving in each.sides for each in found.values())
    held = [each for each in enforced.values() if proving in each.sides and each.status in holding]
    return not asks or bool(held)


def carry(world, gates):
    """Behind a gate that passes, what is only expired is carried."""
    definitions = world.journey.gates
    for name, each in gates.items():
        path = in_force(world, definitions[name].when, "block") is True
        beyond = [
            other for other in gates if reachable(definitions, gates, definitions[name].to, definitions[other].from_)
        ]
        if path and not each.passes and any(gates[other].passes for other in beyond):
            each.carried = opens(world, definitions[name], each.requirements, ("expired",))


def reachable(definitions, gates, source, target):
    """Whether gates on this subject's path lead from one place to another."""
    return ways(definitions, gates, source, target) is not None


def ways(definitions, gates, source, target):
    """The least number of gates on this subject's path between two places, or None."""
    level, seen, steps = {source}, {source}, 0
    while level:
        if target in level:
            return steps
        level = {
            definitions[name].to for name, gate in gates.items() if gate.on_path and definitions[name].from_ in level
        } - seen
        seen |= level
        steps += 1
    return None


def claim_of(home, subject, at):
    """The claim in force, and when it was made."""
    where = zone(home.time_zone)
    claims = [each for each in subject.facts if isinstance(each, Claim)]
    known = [each for each in claims if each.known is None or span(each.known, where).start <= at.end]
    dated = [each for each in known if each.at is not None and span(each.at, where).start <= at.end]
    if dated:
        return max(dated, key=lambda each: (span(each.at, where).start, each.stage))
    always = [each for each in known if each.at is None]
    if always:
        return max(always, key=lambda each: each.stage)
    return Claim(stage=subject.claimed) if subject.claimed is not None else None


def moment_of(home, at):
    """The moment of a question: a whole day means its end."""
    found = span(at, zone(home.time_zone))
    return type(found)(found.end, found.end, found.day)


def judge(home, journey, subject, at):
    """The whole standing of a subject at a moment."""
    now = moment_of(home, at)
    claim = claim_of(home, subject, now)
    ended = claim is not None and claim.stage in journey.ends
    if ended and claim.at is not None:
        then = moment_of(home, claim.at)
        now = then if then.end < now.end else now
    world = Counting(home, journey, subject, now)
    claimed = claim.stage if claim else None
    found = stand(world, claimed, waivers=True)
    bare = stand(world, claimed, waivers=False)
    return SimpleNamespace(
        **found, claimed=claimed, ended=ended, bare=(bare["verified"], bare["gap"]), bare_gates=bare["gates"]
    )


def stand(world, claimed, *, waivers):
    """Gates, the verified stage, the gap and what is ahead, with or without waivers."""
    definitions = world.journey.gates
    gates = {name: gate_of(world, name, each, waivers=waivers) for name, each in definitions.items()}
    carry(world, gates)
    opened = {name: each for name, each in gates.items() if each.passes or each.carried}
    start = next(iter(world.journey.stages))
    places = [*world.journey.stages, *reversed(world.journey.ends)]
    reached = [each for each in places if reachable(definitions, opened, start, each)]
    gone_on = {definitions[name].from_ for name in opened}
    verified = farthest(
        definitions, gates, [each for each in reached if each not in gone_on], claimed, been=claimed in reached
    )
    passing = [name for name, each in gates.items() if each.passes]
    return {
        "gates": gates,
        "verified": verified,
        "gap": gap(world.journey, gates, verified, claimed),
        "ahead": {name for name in passing if definitions[name].from_ not in reached},
    }


def farthest(definitions, gates, tips, claimed, *, been):
    """The farthest place reached; of several branches the one that goes on from the claim, else leads to it."""
    if been:
        holding = [each for each in tips if reachable(definitions, gates, claimed, each)]
    else:
        holding = [each for each in tips if reachable(definitions, gates, each, claimed)]
    return (holding or tips)[-1]


def gap(journey, gates, verified, claimed):
    """The gates from verified to claimed, or why that is no number."""
    if claimed is None or claimed not in (*journey.stages, *journey.ends):
        return "unknown"
    if claimed == verified:
        return 0
    start = next(iter(journey.stages))
    if not reachable(journey.gates, gates, start, claimed):
        return "off-path"
    steps = ways(journey.gates, gates, verified, claimed)
    if steps is not None:
        return steps
    return "behind" if reachable(journey.gates, gates, claimed, verified) else "off-path"
