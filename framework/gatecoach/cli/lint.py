"""`gatecoach lint`: everything wrong with frameworks, by file and line."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from typing import Annotated

import typer

from gatecoach.cli.options import Form, Format, Out
from gatecoach.cli.run import NO

Places = Annotated[list[str], typer.Argument(metavar="PLACE...", help="Folders, zips or ids of bundled frameworks.")]


def lint(places: Places, format: Form = Format.TEXT, out: Out = None) -> int:
    """Check frameworks and show every finding with its place and the next step."""
    from gatecoach import framework
    from gatecoach.cli.output import as_json, emit
    from gatecoach.report.layout import counted

    found = [each for place in places for each in framework.lint(place)]
    if format is Format.JSON:
        emit(as_json([each.as_dict() for each in found]), out)
    else:
        where = f" in {counted(len({each.file for each in found}), 'file')}" if found else ""
        emit("".join(f"{each.text()}\n\n" for each in found) + f"{counted(len(found), 'finding')}{where}\n", out)
    return NO if any(each.severity == "error" for each in found) else 0
