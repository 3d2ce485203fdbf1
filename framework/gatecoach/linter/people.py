"""People: requirements that nobody could meet, and sides that speak or decide for the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gatecoach.definition import ClauseDef, EvidenceDef, FieldDef, GateDef, JourneyFile
from gatecoach.definition.values import SIDES
from gatecoach.errors import Finding
from gatecoach.linter.project import Pair, Project, Spot

CUSTOMER = "customer"


def check(project: Project) -> Iterator[Finding]:
    """Every clause that no people could meet, whoever takes part; of names that nobody declared others tell."""
    pairs = (pair for pair in project.pairs if project.sided and len({*pair.journey.sides} & {*SIDES}) == 2)
    for pair in pairs:
        for spot, side, clause in pair.leaves:
            if side in pair.journey.sides and all(what in pair.types for what in clause.what):
                kinds = {what: pair.types[what] for what in clause.what}
                for what, kind in kinds.items():
                    yield from _nobody(project, spot, side, what, kind)
                    yield from _untold(pair, spot, clause, what)
                yield from _too_few(spot, clause, [*kinds.values()], project.roles(side))


def _nobody(project: Project, spot: Spot, side: str, what: str, kind: EvidenceDef) -> Iterator[Finding]:
    """Evidence of several sides whose roles are all of another one."""
    theirs = {role for each in kind.side for role in project.roles(each)}
    if side in kind.side and kind.by and set(kind.by) <= theirs and not set(kind.by) & {*project.roles(side)}:
        words = f'nobody of the {side} side can do this: "{what}" accepts only {_listed(kind.by)}'
        hint = f"accept a role of the {side} side in the evidence, or ask the other side"
        yield spot.word("what", what).finding("GC042", words, hint=hint)


def _untold(pair: Pair, spot: Spot, clause: ClauseDef, what: str) -> Iterator[Finding]:
    """Evidence that only a side may tell which this journey does not have; people of a talk are of other sides, too."""
    kind, sides = pair.types[what], pair.journey.sides
    tellers = clause.told_by or kind.told_by
    foreign = set(tellers) <= {*SIDES} - {*sides} and (not kind.told_by or set(tellers) <= set(kind.told_by))
    if tellers and foreign and pair.journey.kind != "conversation":
        words = f'nobody here can tell "{what}": only {_listed(tellers)} may, with no part in this journey'
        hint = f"let the {' or the '.join(sides)} side tell it"
        place = spot.word("told-by", tellers[0]) if clause.told_by else spot.word("what", what)
        yield place.finding("GC042", words, hint=hint)


def _too_few(spot: Spot, clause: ClauseDef, kinds: Sequence[EvidenceDef], roles: Sequence[str]) -> Iterator[Finding]:
    """More different roles or values than the evidence allows at all."""
    choices, wanted = _choices(clause, kinds, roles), clause.at_least or 1
    if choices and len(choices) < wanted:
        words = f'{wanted} different ones of "{clause.from_different}" are asked for, and there can be {len(choices)}'
        hint = f"`at-least: {len(choices)}` or less; there are: {', '.join(choices)}"
        yield spot.at("at-least").finding("GC042", words, hint=hint)


def _choices(clause: ClauseDef, kinds: Sequence[EvidenceDef], roles: Sequence[str]) -> list[str]:
    """All that the items counted can differ in, where that can be counted out; else nothing."""
    apart = clause.from_different
    if apart == "role":
        accepted = [role for role in clause.by if role != "everyone"]
        every = [accepted or kind.by for kind in kinds]
        found = {role for each in every for role in each if role in roles}
    else:
        every = [_values(kind.fields[apart]) for kind in kinds if apart in kind.fields]
        found = {value for each in every for value in each}
    return sorted(found) if all(every) else []


def _values(field: FieldDef) -> list[str]:
    """The values a field can have, where they can be counted."""
    return ["true", "false"] if field.type == "yes-no" else field.of


def remarks(project: Project) -> Iterator[Finding]:
    """Where others alone tell what the customer did, or the proving side waives what it has to show."""
    theirs = {CUSTOMER, *project.roles(CUSTOMER)}
    for spot, journey, _, gate in project.gates():
        yield from _own_waiver(project, spot, journey, gate)
    for spot, id_, kind, _ in project.type_spots:
        if kind.side == [CUSTOMER] and kind.told_by and not theirs & set(kind.told_by):
            yield _spoken_for(spot, id_, kind.told_by)
    for pair in project.pairs:
        for spot, side, clause in pair.leaves:
            if side == CUSTOMER and clause.told_by and not theirs & set(clause.told_by):
                yield _spoken_for(spot, clause.what[0], clause.told_by)


def _spoken_for(spot: Spot, what: str, tellers: Sequence[str]) -> Finding:
    words = f'"{what}" is an act of the customer, but only {_listed(tellers)} may tell it'
    return spot.at("told-by").finding(
        "GC043", words, hint="take `told-by` out: then they, or a connected source, tell it"
    )


def _own_waiver(project: Project, spot: Spot, journey: JourneyFile, gate: GateDef) -> Iterator[Finding]:
    proving, other = journey.sides
    own = [role for role in gate.waivers.by if role in (proving, *project.roles(proving))] if gate.waivers else []
    for role in own:
        words = f'"{role}" is of the {proving} side and may waive what that side has to show'
        yield spot.at("waivers").word("by", role).finding("GC043", words, hint=f"let a role of the {other} side waive")


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f'"{each}"' for each in words)
