"""`gatecoach figures`: what others published about coaching and selling, with its source."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from gatecoach.cli.options import Form, Format, Out


def figures(format: Form = Format.TEXT, out: Out = None) -> None:
    """Show what others published about coaching and selling, each figure with its source.

    None of it enters a decision, a score or a forecast.

    \b
    For example:
      gatecoach figures
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.output import as_json, emit, width
    from gatecoach.report.figures import figures as quoted
    from gatecoach.report.figures import figures_text

    known = quoted()
    rows = [each.as_dict() for each in known]
    emit(as_json(rows) if format is Format.JSON else figures_text(known, width()), out)
