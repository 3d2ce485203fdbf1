"""`gatecoach graph`: a picture of a journey, as Mermaid for a page of Markdown or as SVG for the eye."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.options import Language

if TYPE_CHECKING:
    from gatecoach.framework import Framework


class Drawn(enum.StrEnum):
    """How a picture is written."""

    MERMAID = "mermaid"
    SVG = "svg"


class Surface(enum.StrEnum):
    """What a picture is looked at on."""

    PHONE = "phone"
    SCREEN = "screen"
    PAPER = "paper"


WIDTHS = {Surface.PHONE: 390, Surface.SCREEN: 1200, Surface.PAPER: 720}
TALLEST = {Surface.PAPER: 1.3}
"""How high a picture may be in parts of its width; on paper so that one page of A4 or Letter holds it."""

Place = Annotated[str, typer.Argument(metavar="PLACE", help="A folder, a zip, or the id of a bundled framework.")]
Journey = Annotated[
    str, typer.Argument(metavar="JOURNEY", help="A journey or conversation, by its id; left out, the one of deals.")
]
Form = Annotated[Drawn, typer.Option("--format", help="How the picture is written.")]
Spoken = Annotated[Language, typer.Option("--language", help="The language of titles, where the author gave several.")]
For = Annotated[
    Surface | None,
    typer.Option("--for", help="What an SVG is looked at on: narrow and long (left out, this), wide, or one page."),
]
Width = Annotated[int | None, typer.Option("--width", metavar="N", help="How wide an SVG is, in pixels.")]
Output = Annotated[
    Path | None, typer.Option("--output", "--out", metavar="FILE", help="Write the picture to this file.")
]


def graph(
    *,
    place: Place,
    journey: Journey = "",
    format: Form = Drawn.MERMAID,
    language: Spoken = Language.EN,
    surface: For = None,
    width: Width = None,
    output: Output = None,
) -> None:
    """Draw a journey: its stages, the gates between them with what both sides do, and its ends.

    \b
    For example:
      gatecoach graph first-deal --format svg --output first-deal.svg
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.output import emit
    from gatecoach.framework import load
    from gatecoach.report import journey_mermaid, journey_svg

    _fits(format, surface, width)
    framework = load(place)
    named = journey or _only(framework)
    if format is Drawn.MERMAID:
        emit(journey_mermaid(framework, named, language=language), output)
        return
    meant = surface or Surface.PHONE
    wide, tallest = (width, None) if width is not None else (WIDTHS[meant], TALLEST.get(meant))
    emit(journey_svg(framework, named, language=language, width=wide, tallest=tallest), output)


def _fits(format: Drawn, surface: Surface | None, width: int | None) -> None:
    """Nothing, when the options can stand beside each other.

    Raises:
        UsageError: a size for what has none, or two sizes.
    """
    from gatecoach.errors import UsageError

    sized = "--width" if width is not None else "--for" if surface is not None else ""
    if sized and format is Drawn.MERMAID:
        words = "a Mermaid picture has no size: whoever shows it lays it out"
        raise UsageError("no-size", words, place=sized, help="Add --format svg.")
    if surface is not None and width is not None:
        raise UsageError("two-sizes", "one size is enough", place="--width", help="Leave --for or --width out.")


def _only(framework: Framework) -> str:
    """The one journey of deals, or the only one there is.

    Raises:
        UsageError: there are several.
    """
    from gatecoach.errors import UsageError

    found = framework.deals or tuple(framework.journeys)
    if len(found) != 1:
        words = f"the framework has {len(found)} journeys"
        raise UsageError("which-journey", words, help=f"Name one behind its place: {', '.join(framework.journeys)}.")
    return found[0]
