"""Shapes and text as SVG: plain elements with their own attributes, no scripts, no fonts or files from elsewhere."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gatecoach.report.pictures.widths import fitted

FONTS = "Verdana, 'DejaVu Sans', Helvetica, Arial, sans-serif"
INK, SOFT, PAPER = "#1a1a1a", "#444444", "#ffffff"
LEADING = 1.34
"""The distance of lines in parts of the size of the font."""
Point = tuple[float, float]


def escaped(text: str) -> str:
    """The text where nothing in it means anything to XML."""
    return html.escape(text, quote=True)


def number(value: float) -> str:
    """A length to a tenth, without a trailing zero: the same bytes everywhere."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Words:
    """A text in lines that fit a width, not placed yet."""

    lines: tuple[str, ...]
    size: float
    bold: bool = False
    colour: str = INK

    @property
    def height(self) -> float:
        """How high it is, with the space below its last line."""
        return len(self.lines) * self.size * LEADING

    def at(self, x: float, y: float) -> str:
        """It as an element whose upper left corner is there."""
        first = y + self.size
        rows = "".join(
            f'<tspan x="{number(x)}" y="{number(first + index * self.size * LEADING)}">{escaped(line)}</tspan>'
            for index, line in enumerate(self.lines)
        )
        weight = ' font-weight="bold"' if self.bold else ""
        return f'<text font-size="{number(self.size)}"{weight} fill="{self.colour}">{rows}</text>'


def words(text: str, size: float, width: float, *, bold: bool = False, colour: str = INK) -> Words:
    """A text in lines that are no wider."""
    return Words(tuple(fitted(text, size, width, bold=bold)), size, bold, colour)


def stacked(blocks: Sequence[Words], x: float, y: float) -> list[str]:
    """Texts one below the other."""
    found = []
    for each in blocks:
        found.append(each.at(x, y))
        y += each.height
    return found


def height_of(blocks: Iterable[Words]) -> float:
    """How high texts are together."""
    return sum(each.height for each in blocks)


def rect(x: float, y: float, wide: float, high: float, *, fill: str, stroke: str = "", more: str = "") -> str:
    """A rectangle; `more` are further attributes."""
    line = f' stroke="{stroke}"' if stroke else ""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}"'
    return f'<rect {place} fill="{fill}"{line}{f" {more}" if more else ""}/>'


def path(points: Sequence[Point], *, stroke: str = INK, wide: float = 1.6, more: str = "") -> str:
    """A line through points."""
    way = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    extra = f" {more}" if more else ""
    return f'<polyline points="{way}" fill="none" stroke="{stroke}" stroke-width="{number(wide)}"{extra}/>'


def shape(points: Sequence[Point], *, fill: str = INK) -> str:
    """A filled shape with these corners."""
    way = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polygon points="{way}" fill="{fill}"/>'


def document(wide: float, high: float, *, name: str, title: str, about: str, language: str, body: Iterable[str]) -> str:
    """The whole picture: its size, what it is called and shows for those who cannot see it, on white paper."""
    size = f'width="{number(wide)}" height="{number(high)}" viewBox="0 0 {number(wide)} {number(high)}"'
    spoken = f'role="img" xml:lang="{language}" lang="{language}" aria-labelledby="{name}-title {name}-about"'
    drawn = f'font-family="{FONTS}" stroke-linejoin="round" stroke-linecap="round"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} style="max-width:100%;height:auto" {spoken} {drawn}>',
        f'<title id="{name}-title">{escaped(title)}</title>',
        f'<desc id="{name}-about">{escaped(about)}</desc>',
        rect(0, 0, wide, high, fill=PAPER),
        *body,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"
