"""Open deals by age as columns, with lines where closed deals have their middle and their end."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gatecoach.audit.figures.rows import Age
from gatecoach.report.pipeline.charts.board import SOFT, WIDE, Board, Kind, width_of

STEPS = (1, 2, 5, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650)
MOST = 12
HIGH, TOP = 130, 20
LINE = 17


def step_of(oldest: int) -> int:
    """How many days a column holds, so that there are not too many columns."""
    return next((each for each in STEPS if oldest // each < MOST), oldest // MOST + 1)


def columns(ages: Sequence[Age], step: int, longest: int | None) -> list[tuple[int, int]]:
    """For each column the deals that are not older than every closed one, and those that are."""
    oldest = max(each.days for each in ages)
    found = [[0, 0] for _ in range(oldest // step + 1)]
    for each in ages:
        found[each.days // step][longest is not None and each.days > longest] += each.deals
    return [(first, second) for first, second in found]


def ages_chart(
    ages: Sequence[Age], marks: Sequence[tuple[Decimal | int, str]], longest: int | None, *, title: str, about: str
) -> str:
    """The picture; `marks` are days with what stands at their line, the first dashed. There is at least one age."""
    last = int(max((day for day, _ in marks), default=0))
    step = step_of(max(last, *(each.days for each in ages)))
    counted = columns(ages, step, longest)
    end = max(len(counted), last // step + 1)
    wide = (WIDE - 2) / end
    board = Board()
    floor = len(marks) * LINE + TOP + HIGH
    _columns(board, counted, wide, floor)
    for number, (day, said) in enumerate(marks):
        _mark(board, float(day) / step * wide, number, said, floor)
    _axis(board, step, end, wide, floor)
    return board.svg(title, about)


def _columns(board: Board, counted: Sequence[tuple[int, int]], wide: float, floor: float) -> None:
    most = max(sum(each) for each in counted)
    for place, (young, old) in enumerate(counted):
        x, y = place * wide + 1, floor
        for kind, many in ((Kind.SHOWN, young), (Kind.CLAIMED, old)):
            high = many / most * HIGH
            if many:
                board.bar(x, y - high, wide - 2, high, kind)
            y -= high
        if young + old and width_of(str(young + old)) <= wide + 2:
            board.word(x + wide / 2 - 1, y - 16, str(young + old), align="center")


def _mark(board: Board, x: float, number: int, said: str, floor: float) -> None:
    """A line at a day, its words above all columns, on the side where there is room."""
    y = number * LINE
    board.line(x, y + 2, x, floor, dashed=number == 0)
    right = x + 5 + width_of(said) <= WIDE
    left = not right and width_of(said) <= x - 5
    if right or left:
        board.word(x + (5 if right else -5), y, said, align="left" if right else "right")
    else:
        board.word(WIDE, y, said, align="right")


def _axis(board: Board, step: int, end: int, wide: float, floor: float) -> None:
    """The floor with the days at which columns begin, as many as have room."""
    board.line(0, floor, WIDE, floor, colour=SOFT)
    every = next(each for each in range(1, end + 2) if each * wide > width_of(f"{end * step:,}") + 8)
    for place in range(0, end, every):
        said = f"{place * step:,}"
        if place * wide + width_of(said) <= WIDE:
            board.word(place * wide, floor + 3, said, colour=SOFT)
    board.word(WIDE, floor + 20, "days since the deal began", align="right", colour=SOFT)
