"""The table of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from gatecoach.cli.audit import audit
from gatecoach.cli.calendar import calendar
from gatecoach.cli.coach import coach
from gatecoach.cli.crm import crm
from gatecoach.cli.decide import decide
from gatecoach.cli.events import events
from gatecoach.cli.explain import explain
from gatecoach.cli.figures import figures
from gatecoach.cli.graph import graph
from gatecoach.cli.ics import ics
from gatecoach.cli.impact import impact
from gatecoach.cli.journal.checkpoint import checkpoint
from gatecoach.cli.journal.erase import erase
from gatecoach.cli.journal.export import export
from gatecoach.cli.journal.load import load
from gatecoach.cli.journal.scrub import scrub
from gatecoach.cli.journal.stats import stats
from gatecoach.cli.journal.verify import verify
from gatecoach.cli.lint import lint
from gatecoach.cli.mail import mail
from gatecoach.cli.migrate import migrate
from gatecoach.cli.priorities import priorities
from gatecoach.cli.report.pipeline import pipeline
from gatecoach.cli.review import review
from gatecoach.cli.schema import schema
from gatecoach.cli.standing import standing
from gatecoach.cli.talks import talks
from gatecoach.cli.test import run_scenarios
from gatecoach.cli.trend import trend

PLAIN = {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}
HELP = "Gates that open only on what both sides did, and the coaching talks about them."

app = typer.Typer(name="gatecoach", help=HELP, **PLAIN)  # type: ignore[arg-type]
intake = typer.Typer(help="Read what happened elsewhere, and say what it became.", **PLAIN)  # type: ignore[arg-type]
intake.command("mail", short_help="Say of every mail what it becomes.")(mail)
intake.command("calendar", short_help="Say of every calendar entry what it becomes.")(calendar)
intake.command("crm", short_help="Read an export of a CRM by a mapping.")(crm)
intake.command("events", short_help="Read CloudEvents by a mapping.")(events)
intake.command("review", short_help="Show what waits for a person, and decide it.")(review)
app.add_typer(intake, name="intake")
journal = typer.Typer(help="Prove, seal, move, count and forget what a journal holds.", **PLAIN)  # type: ignore[arg-type]
journal.command("verify", short_help="Say whether all is as it was written.")(verify)
journal.command("checkpoint", short_help="Seal it as it is now.")(checkpoint)
journal.command("export", short_help="Write it as lines of JSON.")(export)
journal.command("import", short_help="Take in what export wrote.")(load)
journal.command("erase", short_help="Forget a person, and keep the proof.")(erase)
journal.command("scrub", short_help="Clean its files of what was erased.")(scrub)
journal.command("stats", short_help="Count what it holds.")(stats)
app.add_typer(journal, name="journal")
report = typer.Typer(help="Write pages to read, to send and to print.", **PLAIN)  # type: ignore[arg-type]
report.command("pipeline", short_help="Write the whole pipeline as one page of HTML.")(pipeline)
app.add_typer(report, name="report")
SHORT: dict[Callable[..., object], str] = {
    standing: "Show where a deal stands, and what to ask next.",
    decide: "Decide one gate, with every reason.",
    coach: "Hold a coaching talk about a deal.",
    talks: "Show what was promised in talks, and what is overdue.",
    lint: "Check what you wrote, and say it back.",
    explain: "Explain a code, or where a deal stands.",
    schema: "Write a JSON Schema, for an editor.",
    figures: "Show figures of others, with their source.",
    graph: "Draw a journey.",
    ics: "Invite to the follow-up of a talk.",
    migrate: "Move deals to another version of their framework.",
    audit: "Judge every deal of a pipeline at once.",
    impact: "Show which deals a change of a framework would move.",
    priorities: "Show which deals to coach next, and which to leave.",
    trend: "Show how the gap went over some weeks.",
}
"""What each command is for, on one line of the list of commands."""
for _command, _short in SHORT.items():
    app.command(short_help=_short)(_command)
app.command("test", short_help="Run the scenarios of a framework.")(run_scenarios)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        from gatecoach import __version__  # noqa: PLC0415 - one source of the number

        typer.echo(f"gatecoach {__version__}")
        raise typer.Exit


@app.callback()
def common(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Gates that open only on what both sides did, and the coaching talks about them."""
