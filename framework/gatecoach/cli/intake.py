"""`gatecoach intake mail`: what every mail became and why."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gatecoach.cli.options import (
    FIRST,
    Data,
    Fetched,
    FetchedBy,
    Form,
    Format,
    FrameworkPlace,
    JourneyId,
    Out,
    PeopleFile,
    Trusted,
)  # fmt: skip

MailPath = Annotated[Path, typer.Argument(metavar="PATH", help="A mail, or a folder of them.")]


def mail(
    *,
    path: MailPath,
    framework: FrameworkPlace = FIRST,
    people: PeopleFile = None,
    data: Data = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> None:
    """Say of every mail what it becomes and why; people and labels come from --data and from the folder itself.

    \b
    For example:
      gatecoach intake mail deal --fetched-by connector --trusted mx.line.example
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.deal import mail_context
    from gatecoach.cli.files import NAMES, messages
    from gatecoach.cli.load import Inputs
    from gatecoach.cli.output import as_json, emit, note, width
    from gatecoach.intake import read_mail
    from gatecoach.report import intake_text

    beside = [path / name for name in NAMES if (path / name).is_file()]
    inputs = Inputs(framework, people, [*(data or ()), *beside], fetched_by, trusted or (), journey)
    loaded, _, bundle = inputs.loaded()
    for finding in bundle.findings:
        note(finding.text())
    known = {each.id: each for each in [*(person for deal in bundle.crm for person in deal.people), *bundle.people]}
    read = read_mail(messages(path), mail_context(loaded, bundle, known.values(), inputs.origin, ""))
    rows = [{"name": each.name, "id": each.message_id, "outcome": each.outcome, "rule": each.rule,
             "text": each.text(), "made": list(each.made)} for each in read.outcomes]  # fmt: skip
    result = {"messages": rows, "evidence": [each.as_dict() for each in read.evidence]}
    emit(intake_text(read.outcomes, width=width()) if format is Format.TEXT else as_json(result), out)
