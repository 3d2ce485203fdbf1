"""`gatecoach explain`: what a finding's code means, why it is one, and how to mend it."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from gatecoach.cli.options import Form, Format, Out

CodeId = Annotated[str, typer.Argument(metavar="CODE", help="The code in square brackets, for example GC010.")]


def explain(code: CodeId, format: Form = Format.TEXT, out: Out = None) -> None:
    """Explain the code of a finding, with an example before and after."""
    from gatecoach.cli.output import as_json, emit, width
    from gatecoach.codes import CODES
    from gatecoach.errors import UsageError, did_you_mean
    from gatecoach.report.layout import indented, wrapped

    found = CODES.get(code.strip().upper())
    if found is None:
        hint = did_you_mean(code.upper(), CODES)
        raise UsageError("unknown-code", f'there is no code "{code}"', help=hint)
    if format is Format.JSON:
        emit(as_json(dataclasses.asdict(found)), out)
        return
    lines = [f"{found.id}: {found.title}", "", *wrapped(found.why, width())]
    for title, text in (("Wrong", found.wrong), ("Right", found.right)):
        lines += ["", f"{title}:", *indented(text.splitlines(), "    ")] if text else []
    emit("\n".join(lines) + "\n", out)
