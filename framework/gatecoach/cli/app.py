"""The table of commands."""

from __future__ import annotations

from typing import Annotated

import typer

from gatecoach.cli.coach import coach
from gatecoach.cli.decide import decide
from gatecoach.cli.explain import explain
from gatecoach.cli.graph import graph
from gatecoach.cli.ics import ics
from gatecoach.cli.intake import mail
from gatecoach.cli.lint import lint
from gatecoach.cli.schema import schema
from gatecoach.cli.standing import standing
from gatecoach.cli.test import run_scenarios

PLAIN = {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}
HELP = "Gates that open only on what both sides did, and the coaching talks about them."

app = typer.Typer(name="gatecoach", help=HELP, **PLAIN)  # type: ignore[arg-type]
intake = typer.Typer(help="Read what happened elsewhere, and say what it became.", **PLAIN)  # type: ignore[arg-type]
intake.command("mail")(mail)
app.add_typer(intake, name="intake")
for _command in (standing, decide, coach, lint, explain, schema, graph, ics):
    app.command()(_command)
app.command("test")(run_scenarios)


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
