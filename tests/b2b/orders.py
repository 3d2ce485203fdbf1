"""The closing story of each conversation of `b2b` as words by their step, to be told in another order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from b2b.covering import FILES, FRAMEWORK

from gatecoach.definition.scenario import ExpectDef
from gatecoach.scenario import run
from gatecoach.scenario.naming import moments

CLOSING = {
    file.journey: (document, file)
    for document, file in FILES
    if document.name.endswith("/closes.yaml") and FRAMEWORK.journeys[file.journey].conversation
}
"""The story that leads through every step to the end, of each conversation."""
SMALL = 5
"""Of a talk with so many steps all orders are told, of a longer one each step is told at each other place."""


def steps_of(talk: str) -> list[list[dict]]:
    """The rows of the closing story, step by step."""
    found: dict[str, list[dict]] = {}
    step = FRAMEWORK.journeys[talk].start
    for _, each in moments(CLOSING[talk][1]):
        found.setdefault(step, []).extend(each.given)
        step = each.expect.step or step
    return [*found.values()]


def closes(talk: str, rows: Sequence[dict]) -> bool:
    """Whether the talk has ended well when these words were said in this order; without what answers nothing then.

    A reading of a word that was refused cannot be told at all (GC030); then the talk has not ended either.
    """
    document, file = CLOSING[talk]
    last = [each for _, each in moments(file)][-1]
    expect = ExpectDef.model_construct(step=last.expect.step, refused={}, hints={}, _fields_set={"step"})
    told = file.model_copy(update={"given": _linked(talk, rows), "at": last.at, "expect": expect, "then": []})
    result = run(FRAMEWORK, document, told)
    assert {each.code for each in result.findings} <= {"GC030"}, result.findings
    return result.findings == () and "step" not in {each.place for each in result.differences}


def _linked(talk: str, rows: Sequence[dict]) -> list[dict]:
    """The rows whose links lead to one of them, or to what the talk is about."""
    about, kept = CLOSING[talk][1].about, [*rows]
    read = {each.get("id") for each in (about.given if about else ())}
    while True:
        known = read | {each.get("id") for each in kept}
        left = [each for each in kept if {*map(str, _links(each))} <= known]
        if left == kept:
            return kept
        kept = left


def _links(row: dict) -> list[str]:
    """The ids that a row names; of a talk about a deal also those of its blocked gates, which are always there."""
    given = row.get("answers", [])
    named = [*(given if isinstance(given, list) else [given]), *([row["about"]] if "about" in row else [])]
    return [each for each in named if not str(each).startswith("gate-blocked")]


def other_orders(steps: Sequence[Sequence[dict]]) -> Iterator[list[dict]]:
    """The steps in other orders than their own, each with its words as they were."""
    number = len(steps)
    if number <= SMALL:
        orders = set(itertools.permutations(range(number))) - {tuple(range(number))}
    else:
        orders = {_moved(number, place, to) for place in range(number) for to in range(number)} - {tuple(range(number))}
    for order in sorted(orders):
        yield [row for place in order for row in steps[place]]


def _moved(number: int, place: int, to: int) -> tuple[int, ...]:
    """The numbers below, with one of them at another place."""
    rest = [each for each in range(number) if each != place]
    return (*rest[:to], place, *rest[to:])
