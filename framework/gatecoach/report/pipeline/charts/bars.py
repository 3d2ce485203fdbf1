"""Bars from left to right, each below the words that say what it is; the value stands at its end."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from gatecoach.report.pipeline.charts.board import SOFT, WIDE, Board, Kind, width_of

THICK, BETWEEN, APART = 16, 3, 9


class Bar(NamedTuple):
    """The parts of a bar from left to right, and what stands at its end."""

    parts: Sequence[tuple[Kind, Decimal | int]]
    label: str

    @property
    def size(self) -> Decimal:
        """How long it is."""
        return sum((Decimal(value) for _, value in self.parts), Decimal(0))


class Item(NamedTuple):
    """What its bars are about; a heading stands above the first of several that belong together."""

    title: str
    bars: Sequence[Bar]
    heading: str = ""


def bars(items: Sequence[Item], legend: Sequence[tuple[Kind, str]], *, title: str, about: str) -> str:
    """The picture of these bars; one of nothing is as long as nothing and keeps its label."""
    board = Board()
    there = {kind for item in items for bar in item.bars for kind, value in bar.parts if value}
    y = _legend(board, [each for each in legend if each[0] in there])
    most = max((bar.size for item in items for bar in item.bars), default=Decimal(0))
    room = WIDE - 6 - max((width_of(bar.label) for item in items for bar in item.bars), default=0)
    for item in items:
        if item.heading:
            y = board.block(0, y + 2, item.heading, bold=True) + 2
        y = board.block(0, y, item.title) + 2
        top = y
        for bar in item.bars:
            _bar(board, bar, y, float(most), room)
            y += THICK + BETWEEN
        board.line(0, top - 1, 0, y - BETWEEN + 1, colour=SOFT)
        y += APART
    return board.svg(title, about)


def _bar(board: Board, bar: Bar, y: float, most: float, room: float) -> None:
    x = 0.0
    for kind, value in bar.parts:
        wide = float(value) / most * room if most else 0
        if wide:
            board.bar(x, y, wide, THICK, kind)
        x += wide
    board.word(x + 5, y + 1, bar.label)


def _legend(board: Board, legend: Sequence[tuple[Kind, str]]) -> float:
    """What the bars stand for, as small ones; gives where the next thing can stand."""
    x = y = 0.0
    for kind, said in legend:
        wide = 17 + width_of(said) + 12
        if x and x + wide > WIDE:
            x, y = 0.0, y + 19
        board.bar(x, y + 2, 12, 12, kind)
        board.word(x + 17, y, said, colour=SOFT)
        x += wide
    return y + 26 if legend else y
