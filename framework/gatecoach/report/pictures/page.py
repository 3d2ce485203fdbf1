"""A journey as a picture of two lanes: the proving side above, the other below, gates between with their pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gatecoach.errors import UsageError
from gatecoach.framework import Framework
from gatecoach.report.pictures.cells import BADGE, PAD, SMALL, rows
from gatecoach.report.pictures.drawing import drawn_rows
from gatecoach.report.pictures.elements import SOFT, Words, document, height_of, stacked, words
from gatecoach.report.pictures.routes import TRACK, Ground, plan
from gatecoach.report.pictures.signs import sign, signs
from gatecoach.report.pictures.texts import word
from gatecoach.report.pictures.values import Picture, picture

MARGIN = 12.0
NARROWEST, WIDEST, PHONE = 360, 4000, 390
STEP = 20
"""By how much a picture is made wider until it fits a page."""


def journey_svg(
    framework: Framework, journey: str, *, language: str = "en", width: int = PHONE, tallest: float | None = None
) -> str:
    """A journey as an SVG of that width: gates stand beside each other as far as they have room, then in rows.

    The same framework gives the same bytes. It needs nothing from elsewhere and runs nothing. `tallest` is how high
    it may be in parts of its width, so that it fits on a page: it is made wider until it is no higher.

    Raises:
        UsageError: an unknown journey, or a width that is not between 360 and 4000.
    """
    if not NARROWEST <= width <= WIDEST:
        message = f"a picture {width} wide cannot be drawn"
        raise UsageError("bad-width", message, help=f"Give a width from {NARROWEST} to {WIDEST}.")
    shown = picture(framework, journey, language)
    for wide in range(width, WIDEST + 1, STEP):
        page = _page(shown, wide)
        if tallest is None or page.high <= wide * tallest:
            break
    return page.drawn()


@dataclass(frozen=True, slots=True)
class _Page:
    """A picture laid out: its head, the rows of its journey, and the signs below them."""

    shown: Picture
    width: float
    head: tuple[Words, ...]
    ground: Ground
    legend: tuple[tuple[str, Words], ...]

    @property
    def high(self) -> float:
        """How high it is."""
        return self.ground.bottom + PAD + sum(_legend_height(said) for _, said in self.legend) + MARGIN

    def drawn(self) -> str:
        """It as a document."""
        shown = self.shown
        body = [*stacked(self.head, MARGIN, MARGIN), *drawn_rows(shown, self.ground), *self._signs()]
        name = f"{shown.id}-{shown.language}"
        return document(
            self.width, self.high, name=name, title=shown.title, about=shown.about, language=shown.language, body=body
        )

    def _signs(self) -> Iterator[str]:
        y = self.ground.bottom + PAD
        for name, said in self.legend:
            yield from (*sign(name, MARGIN, y), said.at(MARGIN + BADGE, y))
            y += _legend_height(said)


def _page(shown: Picture, width: float) -> _Page:
    room = width - 2 * MARGIN
    head = (words(shown.title, 17, room, bold=True), words(shown.framework, SMALL, room, colour=SOFT))
    ground = _ground(shown, width, MARGIN + height_of(head) + PAD)
    legend = (
        (name, words(word(key, shown.language), SMALL, room - BADGE, colour=SOFT)) for name, key in signs(shown, ground)
    )
    return _Page(shown, width, head, ground, tuple(legend))


def _legend_height(said: Words) -> float:
    return max(said.height, 16) + 3


def _ground(shown: Picture, width: float, top: float) -> Ground:
    """The rows in the room that the tracks leave; fewer cells in a row may need more tracks."""
    tracks = 0
    while True:
        right = width - MARGIN - tracks * TRACK
        found = rows(shown, right - MARGIN)
        planned = plan(found)
        if planned.tracks <= tracks:
            return Ground(found, planned, MARGIN, right, top)
        tracks = planned.tracks
