"""A journey as cells in rows: each gate with the stage before it, its two lanes measured, before anything is drawn.

The proving side is the upper lane. A row holds as many cells as fit; so a narrow picture is long, a wide one low.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gatecoach.report.pictures.elements import SOFT, Words, height_of, words
from gatecoach.report.pictures.texts import word
from gatecoach.report.pictures.values import Pair, Picture, Place, Way

BLUE, BLUE_PAPER = "#0b4f80", "#e0edf8"
BROWN, BROWN_PAPER = "#7a3e00", "#fdeed8"
"""Two hues that also people who see few colours tell apart, each dark on its own light ground."""
TITLE, PLAIN, SMALL = 13.0, 12.0, 11.0
STAGE, LEAD, EXIT = 120.0, 30.0, 16.0
"""How wide a stage's column is, the bar of a gate, and the channel in which a line leaves the cell."""
LEAST, FREE = 190.0, 210.0
"""The least width for the words of a gate, and the width of the list of free ends."""
PAD, BETWEEN, BADGE = 7.0, 7.0, 20.0


@dataclass(frozen=True, slots=True)
class Act:
    """One pair, measured: the words of both lanes."""

    pair: Pair
    upper: tuple[Words, ...]
    lower: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A stage, an end or the free ends: with a phase two boxes, one in each lane, else one across both."""

    upper: tuple[Words, ...]
    lower: tuple[Words, ...]
    across: tuple[Words, ...]

    @property
    def heights(self) -> tuple[float, float]:
        """How much of each lane it takes, with the space around it."""
        if self.across:
            half = height_of(self.across) / 2 + 2 * PAD
            return half, half
        return height_of(self.upper) + 4 * PAD, height_of(self.lower) + 4 * PAD


@dataclass(frozen=True, slots=True)
class Cell:
    """One stage with one gate that leads out of it, or a stage or an end alone, or the free ends (no place).

    `fresh` is false where the stage was shown before and only another gate is new.
    """

    place: Place | None
    fresh: bool
    way: Way | None
    width: float
    box: Box
    head: tuple[Words, ...] = ()
    acts: tuple[Act, ...] = ()

    @property
    def heights(self) -> tuple[float, float]:
        """How high its two lanes are at least."""
        upper, lower = self.box.heights
        gaps = BETWEEN * max(len(self.acts) - 1, 0) + 2 * PAD + 4
        return (
            max(upper, sum(max(height_of(each.upper), 16) for each in self.acts) + gaps),
            max(lower, sum(max(height_of(each.lower), 16) for each in self.acts) + gaps),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """Cells beside each other, and how high their heads and the two lanes are."""

    cells: tuple[Cell, ...]
    head: float
    upper: float
    lower: float

    @property
    def height(self) -> float:
        """Head and lanes together."""
        return self.head + self.upper + self.lower

    def left(self, index: int) -> float:
        """Where a cell begins, from the left edge of the row."""
        return sum(each.width for each in self.cells[:index])


def rows(picture: Picture, width: float) -> list[Row]:
    """The cells of a picture in rows of at most that width."""
    found: list[list[Cell]] = []
    for cell in _cells(picture, width):
        if not found or sum(each.width for each in found[-1]) + cell.width > width + 0.01:
            found.append([])
        found[-1].append(cell)
    return [_row(cells, picture) for cells in found]


def _row(cells: Sequence[Cell], picture: Picture) -> Row:
    heights = [each.heights for each in cells]
    label = 0 if _phased(picture) else SMALL + 2 * PAD
    return Row(
        tuple(cells),
        max((height_of(each.head) + PAD for each in cells if each.head), default=0),
        max(upper for upper, _ in heights) + label,
        max(lower for _, lower in heights) + label,
    )


def _phased(picture: Picture) -> bool:
    return any(each.phase for each in picture.stages)


def gate_width(width: float) -> float:
    """How wide a cell with a gate is: as many in a row as have room, and no room left over."""
    least = STAGE + LEAD + LEAST + EXIT
    return width / max(int(width // least), 1)


def _cells(picture: Picture, width: float) -> Iterator[Cell]:
    wide = gate_width(width)
    for stage in picture.stages:
        out = [each for each in picture.ways if each.source == stage.id]
        for index, way in enumerate(out):
            yield _gate(picture, stage, way, wide, fresh=index == 0)
        if not out:
            yield Cell(stage, True, None, STAGE + EXIT, _stage(picture, stage))
    for end in picture.ends:
        yield Cell(end, True, None, STAGE + EXIT, Box((), (), (words(end.title, PLAIN, STAGE - 4 * PAD, bold=True),)))
    if picture.free:
        yield Cell(None, True, None, min(FREE, width), _free(picture))


def _stage(picture: Picture, stage: Place) -> Box:
    room = STAGE - 2 * PAD
    title = f"{stage.rank} {stage.title}"
    if not stage.phase:
        return Box((), (), (words(title, PLAIN, room, bold=True),))
    return Box(
        (words(picture.upper, SMALL, room, bold=True, colour=BLUE), words(stage.phase, PLAIN, room)),
        (words(picture.lower, SMALL, room, bold=True, colour=BROWN), words(title, PLAIN, room, bold=True)),
        (),
    )


def _free(picture: Picture) -> Box:
    room = FREE - 4 * PAD
    head = words(word("free-ends", picture.language), SMALL, room, bold=True)
    return Box((), (), (head, *(words(f"• {each}", PLAIN, room) for each in picture.free)))


def _gate(picture: Picture, stage: Place, way: Way, width: float, *, fresh: bool) -> Cell:
    room = width - STAGE - LEAD - EXIT
    notes = (words(each, SMALL, room, colour=SOFT) for each in (_target(picture, way), *way.notes))
    return Cell(
        place=stage,
        fresh=fresh,
        way=way,
        width=width,
        box=_stage(picture, stage),
        head=(words(way.title, TITLE, room, bold=True), *notes),
        acts=tuple(_act(each, room - BADGE) for each in way.pairs),
    )


def _target(picture: Picture, way: Way) -> str:
    """Where a gate leads to, by the number and title of the stage, or the title of the end."""
    stage = next((each for each in picture.stages if each.id == way.target), None)
    if stage is None:
        return word("ends-in", picture.language, it=picture.title_of(way.target))
    return word("leads-to", picture.language, it=f"{stage.rank} {stage.title}")


def _act(pair: Pair, room: float) -> Act:
    upper, lower = (tuple(words(line, PLAIN, room) for line in lines) for lines in (pair.upper, pair.lower))
    notes = (words(each, SMALL, room, colour=SOFT) for each in pair.notes)
    return Act(pair, (*upper, *notes), lower)
