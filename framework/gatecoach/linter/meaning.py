"""Requirements that say nothing new, exclude each other, or hold a word that changes nothing: leaf against leaf.

What is compared is said back as a sentence. About what is no single leaf nothing is claimed, and nothing said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import reduce

from gatecoach import ranges
from gatecoach.clause import All, Count, Expression, Leaf, Titles, leaves
from gatecoach.condition import Check, Condition, Every
from gatecoach.definition import EvidenceDef, say
from gatecoach.errors import Finding
from gatecoach.implication import contradicts, suffices
from gatecoach.linter.conditions import agreed, always
from gatecoach.linter.project import Pair, Project, Spot
from gatecoach.lower import Gate, Journey, Requirement, condition, known_fields

ENFORCED = "enforce"


def remarks(project: Project) -> Iterator[Finding]:
    """Every gate's requirements beside each other, and every word that its surroundings make idle."""
    known = {id_: (course, _joined_alike(course), _titles(course)) for id_, course in project.courses.items()}
    for spot, journey, id_, _ in project.gates():
        course, same, titles = known[journey.journey]
        yield from _gate(spot, course.gates[id_], same, titles)
    for pair in project.pairs:
        yield from _idle_when(project, pair)
        for spot, _, clause in pair.leaves:
            if clause.from_different and (clause.at_least or 1) < 2:
                words = f"`from-different: {clause.from_different}` changes nothing: one alone is asked for"
                yield spot.at("from-different").finding("GC041", words, hint="say how many: `at-least: 2`")
            for what in clause.what if clause.with_ else ():
                kind = pair.types[what]
                test = condition(clause.with_, known_fields(kind), project.predicates)
                if test is not None and ranges.follows(_certain(kind), test):
                    words = f'this holds of every "{what}" that counts, so it changes nothing'
                    yield spot.at("with").finding("GC041", words, key=True, hint="take it out, or ask for more")


def _titles(course: Journey) -> Titles:
    return {id_: say(kind.title) for id_, kind in course.types.items() if kind.title}


def _certain(kind: EvidenceDef) -> Condition:
    """What holds of every item of a type that counts: required fields are there, and its reading agrees."""
    known = [Check(id_, "known", operand=True) for id_, field in kind.fields.items() if not field.optional]
    read = agreed(kind)
    return Every((*known, *([read] if read else [])))


def _idle_when(project: Project, pair: Pair) -> Iterator[Finding]:
    """A `when` that holds wherever the gate is on the way at all."""
    when, fields = pair.requirement.when, project.fields(pair.journey)
    if when and always(pair.gate, when, fields, project.predicates):
        words = "this holds wherever the gate's own `when` does, so it changes nothing"
        yield pair.spot.at("when").finding("GC041", words, key=True, hint="take it out")


def _gate(spot: Spot, gate: Gate, same: Mapping[int, int], titles: Titles) -> Iterator[Finding]:
    every = [(each, {side: _asked(tree, same) for side, tree in each.sides.items()}) for each in gate.requirements]
    for number, (each, sides) in enumerate(every):
        here = spot.at("requires", each.id)
        for other, (first, theirs) in enumerate(every):
            twins = other > number and _covers(gate, each, first) and _within(theirs, sides)
            if other != number and not twins and _covers(gate, first, each) and _within(sides, theirs):
                yield _again(here, first, each, titles)
                break
            if other < number and _together(first, each):
                yield from _apart(here, first, theirs, sides, titles)


def _asked(tree: Expression, same: Mapping[int, int]) -> tuple[list[Leaf], bool]:
    """The leaves that must all be met for an expression to be, and whether they are all that it asks."""
    if isinstance(tree, All):
        parts = [_asked(part, same) for part in tree.parts]
        return [leaf for found, _ in parts for leaf in found], all(whole for _, whole in parts)
    if isinstance(tree, Count) and len(tree.leaves) == 1 and tree.at_least == 1 and tree.different is None:
        leaf = tree.leaves[0]
        return [replace(leaf, parents=_alike(leaf.parents, same)) if leaf.parents else leaf], True
    return [], False


def _joined_alike(course: Journey) -> dict[int, int]:
    """For each leaf's bit that of the first leaf which asks the very same."""
    first: dict[Leaf, int] = {}
    return {leaf.bit: first.setdefault(leaf, leaf.bit) for leaf in course.leaves}


def _alike(parents: int, same: Mapping[int, int]) -> int:
    return reduce(int.__or__, (to for bit, to in same.items() if bit & parents), 0)


Asked = Mapping[str, tuple[list[Leaf], bool]]


def _covers(gate: Gate, first: Requirement, other: Requirement) -> bool:
    """Whether meeting `first` may be enough for `other`: it is waited for at least as often and as strictly."""
    waivable = gate.waivers is not None and first.id not in gate.waivers.never
    kept = gate.waivers is not None and other.id in gate.waivers.never
    strict = first.mode == ENFORCED and not (waivable and kept)
    return strict and first.for_each is None and other.for_each is None and first.when in (None, other.when)


def _within(sides: Asked, theirs: Asked) -> bool:
    """Whether all that these sides ask is asked by the other requirement already."""
    return all(
        whole and side in theirs and all(any(suffices(a, b) for a in theirs[side][0]) for b in found)
        for side, (found, whole) in sides.items()
    )


def _together(first: Requirement, other: Requirement) -> bool:
    """Whether both are always waited for at once, item by item of the same ones."""
    enforced = first.mode == other.mode == ENFORCED
    return enforced and first.when == other.when is None and first.for_each == other.for_each


def _again(spot: Spot, first: Requirement, other: Requirement, titles: Titles) -> Finding:
    own, theirs = _said(other, titles), _said(first, titles)
    words = f'this says nothing that "{first.id}" does not say: {own}'
    hint = f"that one asks for {'the very same' if own == theirs else theirs}; take one out, or add to this one"
    return spot.finding("GC054", words, key=True, hint=hint)


def _said(requirement: Requirement, titles: Titles) -> str:
    """All sides of a requirement as one sentence."""
    return "; ".join(leaf.sentence(titles=titles) for tree in requirement.sides.values() for leaf in leaves(tree))


def _apart(spot: Spot, first: Requirement, theirs: Asked, sides: Asked, titles: Titles) -> Iterator[Finding]:
    """The first two leaves of a side that no one item could meet."""
    for side, (found, _) in sides.items():
        for one, other in ((a, b) for b in found for a in theirs.get(side, ([], True))[0] if contradicts(a, b)):
            words = f'no one item meets both "{first.id}" and this: {other.sentence(titles=titles)}'
            hint = f"that one asks for {one.sentence(titles=titles)}; correct one, or join them with `any`"
            yield spot.at(side).finding("GC055", words, key=True, hint=hint)
            return
