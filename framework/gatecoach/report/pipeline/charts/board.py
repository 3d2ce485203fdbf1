"""A board to draw on: bars, lines and words at places in pixels, which Altair makes a static SVG of.

All places are worked out here and none by the size of a font, so the same figures give the same bytes anywhere.
"""

from __future__ import annotations

import enum
import html
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt
import vl_convert

from gatecoach.report.layout import clean
from gatecoach.report.pictures.widths import fitted, text_width

WIDE = 340
"""How wide every picture is: it fits a phone, and half a page."""
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
SIZE, LEADING = 12, 15
INK, SOFT = "#1a1a1a", "#4d4d4d"


class Look(NamedTuple):
    """How a bar is filled and outlined."""

    fill: str
    line: str


class Kind(enum.Enum):
    """What a bar stands for: colours that colour-blind people tell apart; solid or pale, so also without colour."""

    SHOWN = Look("#0072b2", "#0072b2")
    CLAIMED = Look("#fbe3d3", "#d55e00")
    UNCLEAR = Look("#f2f2f2", "#767676")
    EXPIRED = Look("#e69f00", "#9a6700")
    HARD = Look("#1a1a1a", "#1a1a1a")


class Board:
    """Shapes and words at places; `high` grows as they are added."""

    def __init__(self) -> None:
        """An empty board."""
        self._bars: list[dict[str, Any]] = []
        self._words: list[dict[str, Any]] = []
        self._lines: list[dict[str, Any]] = []
        self.high = 1.0

    def bar(self, x: float, y: float, wide: float, high: float, kind: Kind) -> None:
        """A bar with its upper left corner there."""
        look = kind.value
        left, right = round(x + 0.5, 1), round(x + max(wide, 1.5) - 0.5, 1)
        self._bars.append(
            {"x": left, "x2": right, "y": round(y + 0.5, 1), "y2": round(y + high - 0.5, 1), "fill": look.fill,
             "line": look.line}
        )  # fmt: skip
        self._grow(y + high)

    def line(self, x: float, y: float, x2: float, y2: float, *, dashed: bool = False, colour: str = INK) -> None:
        """A line from one place to another."""
        left, right = (min(max(each, 1), WIDE - 1) for each in (x, x2))
        ends = {"x": round(left, 1), "y": round(y, 1), "x2": round(right, 1), "y2": round(y2, 1)}
        self._lines.append({**ends, "colour": colour, "dashed": dashed})
        self._grow(max(y, y2) + 1)

    def word(
        self, x: float, y: float, words: str, *, bold: bool = False, align: str = "left", colour: str = INK
    ) -> None:
        """One line of words whose upper edge is at `y`."""
        self._words.append(
            {"x": round(x, 1), "y": round(y + SIZE, 1), "text": clean(words), "bold": bold, "align": align,
             "colour": colour}
        )  # fmt: skip
        self._grow(y + LEADING + 2)

    def block(self, x: float, y: float, words: str, *, bold: bool = False, most: int = 3) -> float:
        """Words in lines that fit, at most so many; gives where the next thing can stand."""
        lines = fitted(clean(words), SIZE, WIDE - x, bold=bold)
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1].rstrip(' .,;')} …"]
        for each in lines:
            self.word(x, y, each, bold=bold)
            y += LEADING
        return y

    def svg(self, title: str, about: str) -> str:
        """The picture; its title and what it shows stand in it for those who cannot see it."""
        drawn = vl_convert.vegalite_to_svg(self._chart().to_json(indent=None), vl_version=_version())
        return _named(drawn, title, about)

    def _grow(self, y: float) -> None:
        self.high = max(self.high, round(y))

    def _chart(self) -> Any:
        layers = [self._drawn_bars(), *self._drawn_lines(), *self._drawn_words()]
        sized = alt.layer(*layers).properties(width=WIDE, height=self.high, padding=0, autosize="none")
        return sized.configure(font=FONT, aria=False).configure_view(stroke=None)

    def _drawn_bars(self) -> Any:
        marks = _of(self._bars).mark_rect(strokeWidth=1)
        own = {"fill": alt.Fill("fill:N", scale=None), "stroke": alt.Stroke("line:N", scale=None)}
        return marks.encode(**_places(self.high, both=True), **own)

    def _drawn_lines(self) -> list[Any]:
        found = []
        for dashed in (False, True):
            rows = [each for each in self._lines if each["dashed"] is dashed]
            marks = _of(rows).mark_rule(strokeWidth=1.5, strokeDash=[4, 3] if dashed else [1, 0])
            found.append(marks.encode(**_places(self.high, both=True), color=alt.Color("colour:N", scale=None)))
        return found

    def _drawn_words(self) -> list[Any]:
        found = []
        for bold in (False, True):
            for align in ("left", "center", "right"):
                rows = [each for each in self._words if each["bold"] is bold and each["align"] == align]
                weight = "bold" if bold else "normal"
                marks = _of(rows).mark_text(
                    align=align, baseline="alphabetic", fontSize=SIZE, fontWeight=weight, limit=0
                )
                own = {"text": alt.Text("text:N"), "color": alt.Color("colour:N", scale=None)}
                found.append(marks.encode(**_places(self.high, both=False), **own))
        return found


def _of(rows: Sequence[dict[str, Any]]) -> Any:
    return alt.Chart(alt.InlineData(values=list(rows)))


def _places(high: float, *, both: bool) -> dict[str, Any]:
    """Pixels from the upper left corner."""
    across = alt.Scale(domain=[0, WIDE], nice=False, zero=False)
    down = alt.Scale(domain=[high, 0], nice=False, zero=False)
    first = {"x": alt.X("x:Q", axis=None, scale=across), "y": alt.Y("y:Q", axis=None, scale=down)}
    return {**first, "x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")} if both else first


def _version() -> str:
    """The Vega-Lite that Altair writes, as the drawing library names it."""
    return ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def _named(svg: str, title: str, about: str) -> str:
    """The picture as one image with a name; what is inside it is not told apart."""
    size = re.search(r'width="([\d.]+)" height="([\d.]+)" viewBox="([^"]+)"', svg)
    if size is None:
        raise ValueError(svg[:200])
    said = html.escape(f"{clean(title)}. {clean(about)}", quote=True)
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{said}" '
        f'width="{size[1]}" height="{size[2]}" viewBox="{size[3]}">\n<title>{html.escape(clean(title))}</title>'
    )
    inner = svg[svg.index(">") + 1 :]
    return start + re.sub(r' (?:role|aria-\w+)="[^"]*"', "", inner).strip() + "\n"


def width_of(words: str, *, bold: bool = False) -> float:
    """About how wide words are, rather more than less."""
    return text_width(words, SIZE, bold=bold)
