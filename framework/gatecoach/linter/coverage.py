"""Gates that nobody can ask about: each has questions for every use case and every area (F07, F12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from typing import get_args

from gatecoach.definition import GateDef, JourneyFile
from gatecoach.definition.files import Area, QuestionDef
from gatecoach.errors import Finding
from gatecoach.linter.project import Project, Spot

AREAS: tuple[str, ...] = get_args(Area)
BY = "\u00d7"
"""The sign between gate, use case and area."""
OTHERS = ""
"""In place of all use cases that no question of a journey names."""
Cell = tuple[str | None, str | None]
"""A use case and an area; nothing where the framework or its questions know none, and in place of every one."""


def remarks(project: Project) -> Iterator[Finding]:
    """Every gate of every journey that is no talk; a talk asks by its steps."""
    for spot, journey in project.journeys.values():
        if journey.kind == "journey":
            banks = [(place, bank) for place, bank in project.banks if journey.journey in bank.for_]
            asked = [each for _, bank in banks for each in bank.bank.values()]
            areas = [area for area in AREAS if any(each.area == area for each in asked)]
            if areas:
                yield from _absent(banks[0][0], journey, areas)
            for id_, gate in journey.gates.items():
                yield from _gate(project, spot.at("gates", id_), id_, gate, (asked, areas))


def _absent(bank: Spot, journey: JourneyFile, areas: Sequence[str]) -> Iterator[Finding]:
    """Areas that no question is about, once questions of the journey are about areas at all."""
    for area in AREAS:
        if area not in areas:
            words = f'the cells {BY} {area} are empty at every gate of "{journey.journey}"'
            yield bank.at("bank").finding("GC052", words, key=True, hint=f"add questions with `area: {area}`")


def _gate(
    project: Project, spot: Spot, id_: str, gate: GateDef, known: tuple[Sequence[QuestionDef], Sequence[str]]
) -> Iterator[Finding]:
    asked, areas = known
    inline = len(gate.ask) + sum(len(each.ask) for each in gate.requires.values())
    own = [each for each in asked if each.closes is None or each.closes.partition(".")[0] == id_]
    if not own and not inline:
        words = f'nothing can be asked about the gate "{id_}": it has no question'
        hint = f"add `ask:` to it, or a question with `closes: {id_}`"
        yield spot.finding("GC051", words, key=True, hint=hint)
        return
    cases = _cases(project, asked)
    kinds: list[str | None] = [*areas] or [None]
    counted: Counter[Cell] = Counter(
        (case, area) for each in own for area in {each.area, None} & {*kinds} for case in each.use_case or cases
    )
    cells: dict[Cell, int] = {
        cell: counted[cell] + (inline if cell[1] is None else 0) for cell in product(cases, kinds)
    }
    least = project.framework.questions_per_cell
    for cell, number in _grouped({cell: number for cell, number in cells.items() if number < least}, [*cells]):
        name = f" {BY} ".join([id_, *filter(None, cell)])
        words = (
            f"the cell {name} has no question" if not number else f"the cell {name} has {number} of {least} questions"
        )
        yield spot.finding("GC052", words, key=True, hint=_fill(id_, *cell))


def _cases(project: Project, asked: Sequence[QuestionDef]) -> list[str | None]:
    """The use cases that a journey's questions tell apart; several others, which none names, are one without a name."""
    every = [*project.framework.use_cases]
    others = {*every} - {case for each in asked for case in each.use_case}
    told = [case for case in every if case not in others or len(others) == 1]
    return [*told, *([OTHERS] if len(others) > 1 else [])] or [None]


def _grouped(empty: dict[Cell, int], cells: Sequence[Cell]) -> Iterator[tuple[Cell, int]]:
    """The empty cells; a whole row or column of them is one, named without what varies."""
    rows: list[Cell] = [
        (None, None),
        *((None, area) for _, area in cells),
        *((case, None) for case, _ in cells),
        *cells,
    ]
    for case, area in rows if empty else ():
        inside = [cell for cell in cells if case in (None, cell[0]) and area in (None, cell[1])]
        if inside and all(cell in empty for cell in inside):
            yield (case, area), min(empty[cell] for cell in inside)
            empty = {cell: number for cell, number in empty.items() if cell not in inside}


def _fill(gate: str, case: str | None, area: str | None) -> str:
    """What to add."""
    words = [f"closes: {gate}", *([f"use-case: {case}"] if case else []), *([f"area: {area}"] if area else [])]
    return f"add a question with `{'`, `'.join(words)}`"
