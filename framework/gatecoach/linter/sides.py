"""Pairs that are not pairs: a side that is missing, not allowed, or asked for the other side's evidence."""

from __future__ import annotations

from collections.abc import Iterator

from gatecoach.definition import ClauseDef
from gatecoach.definition.values import SIDES
from gatecoach.errors import Finding
from gatecoach.linter.project import Pair, Project, Spot, sided

TWO = f"write two of: {', '.join(SIDES)}"


def check(project: Project) -> Iterator[Finding]:
    """Every requirement asks both sides of its journey, or says why not where a talk may (F03)."""
    for spot, journey in project.journeys.values():
        if len(set(journey.sides)) < len(journey.sides):
            yield spot.at("sides", 1).finding("GC015", "a journey has two different sides", hint=TWO)
    for pair in project.pairs:
        if sided(pair.journey) and len(set(pair.journey.sides)) == 2:
            foreign = list(_foreign(pair))
            yield from foreign or _missing(pair)
            yield from _none(pair)
            yield from _types(pair)


def _foreign(pair: Pair) -> Iterator[Finding]:
    for side in pair.requirement.sides():
        if side not in pair.journey.sides:
            words = f'the journey "{pair.journey.journey}" has no {side} side'
            hint = f"its sides: {', '.join(pair.journey.sides)}"
            yield pair.spot.at(side).finding("GC020", words, key=True, hint=hint)


def _missing(pair: Pair) -> Iterator[Finding]:
    each = pair.requirement.for_each
    made = pair.types[each.what].side if each and each.what in pair.types else []
    asked = pair.requirement.sides()
    missing = [side for side in pair.journey.sides if side not in asked and side not in made]
    missing = missing or ([] if asked else pair.journey.sides)
    unknown = each is not None and each.what not in pair.types
    if missing and not (unknown and asked):
        both = "sides are" if len(missing) == 2 else "side is"
        words = f"the {' and the '.join(missing)} {both} missing: a requirement is a pair of acts"
        alone = ", or `none` with `because:`" if pair.journey.kind == "conversation" else ""
        yield pair.spot.finding("GC019", words, key=True, hint=f"say `{missing[0]}: <evidence>`{alone}")


def _none(pair: Pair) -> Iterator[Finding]:
    none = [side for side, clause in pair.requirement.sides().items() if clause.none]
    for side in none:
        spot = pair.spot.at(side)
        if pair.journey.kind != "conversation":
            yield spot.finding("GC026", "only a conversation may ask one side alone", hint="name what they do")
        elif not pair.requirement.because:
            yield spot.finding("GC026", f"the {side} side is none, but nothing says why", hint="add `because:`")
        elif len(none) == len(pair.requirement.sides()):
            yield spot.finding("GC026", "one side at least must do something", hint="name what one of them does")
            return
    for side, clause in pair.requirement.sides().items():
        yield from _nested(pair.spot.at(side), clause)


def _nested(spot: Spot, clause: ClauseDef) -> Iterator[Finding]:
    for word in ("all", "any"):
        for index, part in enumerate(getattr(clause, word)):
            here = spot.at(word, index)
            if part.none:
                words = "`none` stands for a whole side and cannot be one of several"
                yield here.finding("GC026", words, hint="take it out of the list")
            yield from _nested(here, part)


def _types(pair: Pair) -> Iterator[Finding]:
    for spot, side, clause in pair.leaves:
        for what in clause.what:
            kind = pair.types.get(what)
            if kind and side not in kind.side and side in pair.journey.sides and set(kind.side) <= set(SIDES):
                words = f'"{what}" is evidence of the {" or ".join(kind.side)} side, not of the {side} side'
                hint = f"name an act of the {side} side, or ask the {' or the '.join(kind.side)} side for it"
                yield spot.word("what", what).finding("GC021", words, hint=hint)
