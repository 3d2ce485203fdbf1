"""The lines that do not lead straight to the next cell: down into a gutter between rows, and up again into a stage.

A line that skips rows runs in a track at the right edge. Tracks are few: where they are used up a line is left
out, and the head of its gate alone says where it leads to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gatecoach.report.pictures.cells import EXIT, STAGE, Row
from gatecoach.report.pictures.elements import Point

TRACK, LINE, GUTTER = 9.0, 9.0, 12.0
"""How wide a track is, how far lines of one gutter are apart, and how high an empty gutter is."""
MOST_TRACKS = 6
DROP = 14.0
"""How far from the right edge of a stage a line comes down into it."""
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Route:
    """From the exit of one cell to the stage of another, over numbered lines of one or two gutters, and a track."""

    source: Spot
    target: Spot
    first: int
    second: int = 0
    track: int | None = None

    @property
    def direct(self) -> bool:
        """Whether one gutter is enough: the row of the target is the next one."""
        return self.target[0] == self.source[0] + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """All lines of a picture: straight ones to the next cell, the others as routes, and what room these take."""

    straight: tuple[Spot, ...]
    routes: tuple[Route, ...]
    gutters: tuple[int, ...]
    tracks: int


def plan(rows: Sequence[Row]) -> Plan:
    """The lines between the cells of these rows."""
    where = {
        cell.place.id: (number, index)
        for number, row in enumerate(rows)
        for index, cell in enumerate(row.cells)
        if cell.place and cell.fresh
    }
    ways = [
        ((number, index), where[cell.way.target])
        for number, row in enumerate(rows)
        for index, cell in enumerate(row.cells)
        if cell.way
    ]
    straight = tuple(source for source, target in ways if target == (source[0], source[1] + 1))
    bent = [(source, target) for source, target in ways if source not in straight]
    return _planned(straight, bent, len(rows))


def _planned(straight: tuple[Spot, ...], bent: Iterable[tuple[Spot, Spot]], number: int) -> Plan:
    gutters, tracks, routes = [0] * (number + 1), list[int](), list[Route]()
    for source, target in bent:
        above, below = target[0], source[0] + 1
        track = None if above == below else _track(tracks, min(above, below), max(above, below))
        if track == MOST_TRACKS:
            continue
        first, second = gutters[below], gutters[above]
        gutters[below] += 1
        gutters[above] += above != below
        routes.append(Route(source, target, first, second, track))
    return Plan(straight, tuple(routes), tuple(gutters), min(len(tracks), MOST_TRACKS))


def _track(tracks: list[int], first: int, last: int) -> int:
    """The first track that is free from one gutter to the other; each track knows the last gutter it is used in."""
    for index, used in enumerate(tracks):
        if used < first:
            tracks[index] = last
            return index
    if len(tracks) < MOST_TRACKS:
        tracks.append(last)
        return len(tracks) - 1
    return MOST_TRACKS


@dataclass(frozen=True, slots=True)
class Ground:
    """Where rows and gutters lie on the page."""

    rows: Sequence[Row]
    plan: Plan
    left: float
    right: float
    top: float

    def gutter(self, index: int) -> float:
        """The upper edge of the gutter above a row; the last one is below all rows."""
        above = sum(row.height for row in self.rows[:index])
        return self.top + above + sum(self.deep(each) for each in range(index))

    def deep(self, index: int) -> float:
        """How high a gutter is."""
        lines = self.plan.gutters[index]
        outer = index in (0, len(self.rows))
        return (0 if outer else GUTTER) + lines * LINE + (LINE if lines else 0)

    def head(self, row: int) -> float:
        """The upper edge of a row."""
        return self.gutter(row) + self.deep(row)

    def middle(self, row: int) -> float:
        """Where the two lanes of a row meet."""
        return self.head(row) + self.rows[row].head + self.rows[row].upper

    def cell(self, spot: Spot) -> float:
        """The left edge of a cell."""
        return self.left + self.rows[spot[0]].left(spot[1])

    @property
    def bottom(self) -> float:
        """The lower edge of all rows."""
        return self.gutter(len(self.rows)) + self.deep(len(self.rows))

    def _line(self, gutter: int, line: int) -> float:
        return self.gutter(gutter) + self.deep(gutter) / 2 + (line - (self.plan.gutters[gutter] - 1) / 2) * LINE

    def exit(self, spot: Spot) -> float:
        """Where a line leaves a cell downwards."""
        return self.cell(spot) + self.rows[spot[0]].cells[spot[1]].width - EXIT / 2

    def points(self, route: Route, end: float) -> list[Point]:
        """The corners of a route that comes down to this height."""
        out, into = self.exit(route.source), self.cell(route.target) + STAGE - DROP
        below = self._line(route.source[0] + 1, route.first)
        start = [(out, self.middle(route.source[0])), (out, below)]
        if route.track is None:
            return [*start, (into, below), (into, end)]
        track = self.right + (route.track + 0.5) * TRACK
        above = self._line(route.target[0], route.second)
        return [*start, (track, below), (track, above), (into, above), (into, end)]
