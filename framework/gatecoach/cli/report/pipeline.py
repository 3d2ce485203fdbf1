"""`gatecoach report pipeline`: the whole pipeline on one page of HTML, to be read, sent and printed."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.audit import On, OnEngine, Pipelines
from gatecoach.cli.options import (
    FIRST,
    At,
    Channels,
    Fetched,
    FetchedBy,
    FrameworkPlace,
    JourneyId,
    KeysFile,
    Mappings,
    Money,
    Out,
    PeopleFile,
    Trusted,
)  # fmt: skip

if TYPE_CHECKING:
    from gatecoach.cli.pipeline import Pipeline

PAGES = (".html", ".htm")
"""How the name of a page may end."""
Team = Annotated[
    str,
    typer.Option("--team", metavar="COLUMN", help="The field or column of deals with their team; else that of people."),
]
Opened = Annotated[
    str, typer.Option("--opened", metavar="COLUMN", help="The first day of a deal; else that of its first dated claim.")
]
Closed = Annotated[
    str, typer.Option("--closed", metavar="COLUMN", help="The last day of an ended deal; else that of its last claim.")
]


def pipeline(
    *,
    framework: FrameworkPlace = FIRST,
    data: Pipelines = None,
    money: Money = "",
    team: Team = "",
    opened: Opened = "",
    closed: Closed = "",
    engine: OnEngine = On.DUCKDB,
    people: PeopleFile = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    keys: KeysFile = None,
    mapping: Mappings = None,
    channel: Channels = None,
    at: At = None,
    out: Out = None,
) -> None:
    """Write the whole pipeline as one page of HTML: claimed against verified, the gap, what is missing, age, jumps.

    The page needs nothing from elsewhere and runs nothing. It holds the names of deals and reps.

    \b
    For example:
      gatecoach report pipeline --data deal --out pipeline.html
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.audit import Engine  # noqa: F401 - says what is not installed before any work is done
    from gatecoach.cli.output import emit
    from gatecoach.cli.pipeline import Wants
    from gatecoach.cli.pipeline import pipeline as opened_pipeline
    from gatecoach.report.pipeline import pipeline_html  # noqa: F401 - same

    _refuse_terminal(out)
    _refuse_ending(out)
    wants = Wants(
        framework=framework, data=data or (), people=people, mapping=mapping or (), journey=journey, at=at,
        engine=engine.value, fetched_by=fetched_by, trusted=trusted or (), keys=keys, channel=channel or (),
    )  # fmt: skip
    with opened_pipeline(wants) as found:
        page = _page(found, money, team, opened, closed)
    emit(page, out)


def _refuse_terminal(out: Path | None) -> None:
    """Nothing, unless a whole page would be poured onto somebody's screen.

    Raises:
        UsageError: no file is named, and stdout is a terminal.
    """
    from gatecoach.errors import UsageError

    if out is None and sys.stdout is not None and sys.stdout.isatty():
        words = "a page of HTML is for a browser, not for a terminal"
        raise UsageError("no-out", words, place="--out", help="Name a file, as in --out pipeline.html.")


def _refuse_ending(out: Path | None) -> None:
    """Nothing, unless the name of the file says that it is something else than HTML.

    Raises:
        UsageError: it does.
    """
    from gatecoach.errors import UsageError

    if out is not None and out.suffix.lower() not in ("", *PAGES):
        words = f"the report is a page of HTML, and this name ends in {out.suffix}"
        help_ = "Name a file that ends in .html; a browser prints it as PDF."
        raise UsageError("unknown-kind", words, place=str(out), help=help_)


def _page(found: Pipeline, money: str, team: str, opened: str, closed: str) -> str:
    """The report on a pipeline."""
    from gatecoach.audit.figures.deals import Judged, Wanted
    from gatecoach.audit.figures.gathering import gathered
    from gatecoach.audit.worth import worth_field
    from gatecoach.report.pipeline import About, pipeline_html

    course = found.framework.journey(found.journey)
    worth = worth_field(found.framework, [course], money)
    judged = Judged(found.engine, found.audit, found.tables, found.given, found.problems)
    figures = gathered(judged, Wanted(worth, team, opened, closed, found.teams))
    about = About(found.framework, course, found.at, worth, found.names, found.people, found.notes)
    return pipeline_html(figures, about)
