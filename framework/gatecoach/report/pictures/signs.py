"""The small signs of a picture and what they mean: numbers of pairs, stages shown again, the way back."""

from __future__ import annotations

from gatecoach.report.pictures.elements import INK, PAPER, SOFT, path, rect
from gatecoach.report.pictures.routes import Ground
from gatecoach.report.pictures.values import Picture


def back_mark(x: float, y: float) -> list[str]:
    """The hook of a stage that can be gone back from."""
    hook = f"M{x + 11:.1f} {y + 10:.1f}v-4q0 -3 -3 -3h-8"
    return [
        f'<path d="{hook}" fill="none" stroke="{SOFT}" stroke-width="1.3"/>',
        path([(x + 3, y), (x, y + 3), (x + 3, y + 6)], stroke=SOFT, wide=1.3),
    ]


def badge(number: str, x: float, y: float, colour: str, *, square: bool) -> list[str]:
    """A number in a ring, or in a square."""
    ring = rect(x, y, 15, 15, fill=PAPER, stroke=colour, more=f'rx="{1.5 if square else 7.5}" stroke-width="1.3"')
    place = f'x="{x + 7.5:.1f}" y="{y + 11:.1f}" font-size="{10 if len(number) < 2 else 8.5}"'
    return [ring, f'<text {place} font-weight="bold" text-anchor="middle" fill="{colour}">{number}</text>']


def signs(shown: Picture, ground: Ground) -> list[tuple[str, str]]:
    """The signs that a picture uses, each with the key of what it means."""
    talk = "-talk" if shown.talk else ""
    tasks = any(pair.task for way in shown.ways for pair in way.pairs)
    again = any(not cell.fresh for row in ground.rows for cell in row.cells)
    return [
        ("ring", "numbers"),
        *([("square", "squares")] if tasks else []),
        *([("again", f"again{talk}")] if again else []),
        *([("back", f"back{talk}")] if len(shown.stages) > 1 else []),
    ]


def sign(name: str, x: float, y: float) -> list[str]:
    """A sign as it stands in the legend."""
    if name == "back":
        return back_mark(x + 2, y + 2)
    if name == "again":
        return [rect(x, y + 2, 15, 11, fill=PAPER, stroke=INK, more='rx="3" stroke-dasharray="4 3"')]
    return badge("1", x, y, INK, square=name == "square")
