"""The rows of a picture as elements: two lanes, the ways through them, boxes, and gates with their pairs."""

from __future__ import annotations

from collections.abc import Iterator

from gatecoach.report.pictures.cells import (
    BADGE,
    BETWEEN,
    BLUE,
    BLUE_PAPER,
    BROWN,
    BROWN_PAPER,
    LEAD,
    PAD,
    SMALL,
    STAGE,
    Act,
    Cell,
    Row,
)
from gatecoach.report.pictures.elements import (
    INK,
    PAPER,
    SOFT,
    Words,
    escaped,
    height_of,
    path,
    rect,
    shape,
    stacked,
)
from gatecoach.report.pictures.routes import Ground
from gatecoach.report.pictures.signs import back_mark, badge
from gatecoach.report.pictures.values import Picture

LINE = "#333333"
ARROW = 6.0


def drawn_rows(shown: Picture, ground: Ground) -> Iterator[str]:
    """Everything between the head and the legend: lanes first, then lines, then boxes and words on top of them."""
    for number, row in enumerate(ground.rows):
        yield from _bands(shown, ground, number, row)
    yield from _lines(ground)
    for number, row in enumerate(ground.rows):
        for index, cell in enumerate(row.cells):
            yield from _cell(cell, ground, (number, index))


def _bands(shown: Picture, ground: Ground, number: int, row: Row) -> Iterator[str]:
    middle, wide = ground.middle(number), ground.right - ground.left
    yield rect(ground.left, middle - row.upper, wide, row.upper, fill=BLUE_PAPER)
    yield rect(ground.left, middle, wide, row.lower, fill=BROWN_PAPER)
    if not any(each.phase for each in shown.stages):
        upper, lower = _lane(shown.upper, BLUE), _lane(shown.lower, BROWN)
        yield upper.at(ground.left + PAD, middle - row.upper + PAD / 2)
        yield lower.at(ground.left + PAD, middle + row.lower - lower.height - PAD / 2)


def _lane(side: str, colour: str) -> Words:
    return Words((side,), SMALL, bold=True, colour=colour)


def _lines(ground: Ground) -> Iterator[str]:
    """Every way forward: through its gate, and on to where it leads."""
    for number, row in enumerate(ground.rows):
        for index, cell in enumerate(row.cells):
            if cell.way:
                left, middle = ground.cell((number, index)), ground.middle(number)
                start = left + (STAGE if cell.box.across else STAGE / 2)
                yield path([(start, middle), (ground.exit((number, index)), middle)], stroke=LINE)
    for number, index in ground.plan.straight:
        middle, following = ground.middle(number), ground.rows[number].cells[index + 1]
        end = ground.cell((number, index + 1)) + (PAD if following.box.across else STAGE / 2 - 1)
        yield path([(ground.exit((number, index)), middle), (end - ARROW, middle)], stroke=LINE)
        yield shape([(end, middle), (end - ARROW, middle - ARROW / 1.6), (end - ARROW, middle + ARROW / 1.6)])
    for route in ground.plan.routes:
        end = _box_top(ground, route.target)
        points = ground.points(route, end - ARROW)
        yield path(points, stroke=LINE)
        x = points[-1][0]
        yield shape([(x, end), (x - ARROW / 1.6, end - ARROW), (x + ARROW / 1.6, end - ARROW)])


def _box_top(ground: Ground, spot: tuple[int, int]) -> float:
    """The upper edge of the uppermost box of a cell."""
    box, middle = ground.rows[spot[0]].cells[spot[1]].box, ground.middle(spot[0])
    if box.across:
        return middle - height_of(box.across) / 2 - PAD
    return middle - height_of(box.upper) - 3 * PAD


def _cell(cell: Cell, ground: Ground, spot: tuple[int, int]) -> Iterator[str]:
    left, middle = ground.cell(spot), ground.middle(spot[0])
    if cell.box.across:
        yield from _one_box(cell, left, middle)
    else:
        yield from _two_boxes(cell, left, middle)
    if cell.way:
        yield from _gate(cell, ground, spot)


def _one_box(cell: Cell, left: float, middle: float) -> Iterator[str]:
    """A stage without a phase, an end (round), or the free ends: one box across both lanes."""
    high = height_of(cell.box.across) + 2 * PAD
    wide = STAGE if cell.place else cell.width - 2 * PAD
    end = cell.place is not None and not cell.place.rank
    more = 'rx="14" stroke-width="2.5"' if end else _edge(cell)
    yield rect(
        left + PAD, middle - high / 2, wide - PAD, high, fill=PAPER, stroke=INK if cell.place else SOFT, more=more
    )
    yield from stacked(cell.box.across, left + PAD * (2 if end or not cell.place else 1.6), middle - high / 2 + PAD)
    yield from _back(cell, left + STAGE - 16, middle + high / 2 + 2)


def _edge(cell: Cell) -> str:
    return 'rx="3"' if cell.fresh else 'rx="3" stroke-dasharray="4 3"'


def _two_boxes(cell: Cell, left: float, middle: float) -> Iterator[str]:
    """The phase in the upper lane, the stage that serves it in the lower one."""
    upper, lower = height_of(cell.box.upper) + 2 * PAD, height_of(cell.box.lower) + 2 * PAD
    yield path([(left + STAGE / 2, middle - PAD), (left + STAGE / 2, middle + PAD)], stroke=LINE)
    for top, high, colour, texts in (
        (middle - PAD - upper, upper, BLUE, cell.box.upper),
        (middle + PAD, lower, BROWN, cell.box.lower),
    ):
        yield rect(left + PAD, top, STAGE - PAD, high, fill=PAPER, stroke=colour, more=_edge(cell))
        yield from stacked(texts, left + PAD * 1.6, top + PAD)
    yield from _back(cell, left + STAGE - 16, middle + PAD + lower + 2)


def _back(cell: Cell, x: float, y: float) -> list[str]:
    """The mark of a stage that can be gone back from."""
    return back_mark(x, y) if cell.place and cell.place.rank > 1 and cell.fresh else []


def _gate(cell: Cell, ground: Ground, spot: tuple[int, int]) -> Iterator[str]:
    """The gate as a bar through both lanes with its title above, and the acts of each pair beside it."""
    row, middle = ground.rows[spot[0]], ground.middle(spot[0])
    bar = ground.cell(spot) + STAGE + 14
    text = bar + LEAD - 14
    yield from stacked(cell.head, text, ground.head(spot[0]))
    yield path([(bar, middle - row.upper), (bar, middle + row.lower)], stroke=INK, wide=3)
    yield shape([(bar - 8, middle), (bar, middle - 8), (bar + 8, middle), (bar, middle + 8)])
    upper, lower = middle - row.upper + PAD, middle + PAD + 4
    for act in cell.acts:
        yield from _act(act, text, upper, lower)
        upper += max(height_of(act.upper), 16) + BETWEEN
        lower += max(height_of(act.lower), 16) + BETWEEN


def _act(act: Act, x: float, upper: float, lower: float) -> Iterator[str]:
    """A pair: its number and words in both lanes; pointing at it shows its sentence."""
    yield f"<g><title>{escaped(act.pair.say)}</title>"
    for y, colour, texts in ((upper, BLUE, act.upper), (lower, BROWN, act.lower)):
        yield from badge(str(act.pair.number), x, y, colour, square=act.pair.task)
        yield from stacked(texts, x + BADGE, y)
    yield "</g>"
