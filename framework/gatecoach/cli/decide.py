"""`gatecoach decide`: whether one gate of one deal opens, and every reason why not."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from typing import Annotated

import typer

from gatecoach.cli.options import (
    FIRST,
    At,
    Channels,
    Data,
    Fetched,
    FetchedBy,
    Form,
    Format,
    FrameworkPlace,
    JourneyId,
    KeysFile,
    Mappings,
    Out,
    PeopleFile,
    ShownJournal,
    ShownTo,
    SubjectId,
    Trusted,
)  # fmt: skip
from gatecoach.cli.run import NO

GateId = Annotated[str, typer.Argument(metavar="GATE", help="The gate, by its id.")]
Check = Annotated[bool, typer.Option("--check", help="Exit with 1 when the gate does not open.")]

Missing = Annotated[bool, typer.Option("--missing", help="Say what is the least that would open the gate.")]


def decide(
    *,
    subject: SubjectId,
    gate: GateId,
    check: Check = False,
    missing: Missing = False,
    framework: FrameworkPlace = FIRST,
    people: PeopleFile = None,
    data: Data = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    keys: KeysFile = None,
    mapping: Mappings = None,
    channel: Channels = None,
    journal: ShownJournal = None,
    shown_to: ShownTo = None,
    at: At = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> int:
    """Decide a gate of a deal and list every reason why it does not open.

    \b
    For example:
      gatecoach decide "Line 3" needs-confirmed --data deal --missing
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.clock import clock
    from gatecoach.cli.load import Inputs
    from gatecoach.cli.output import as_json, emit, width
    from gatecoach.journey import decide_subject
    from gatecoach.missing import smallest
    from gatecoach.report import decision_text, missing_text

    now = clock(at)
    deal = Inputs(
        framework, people, data or (), fetched_by, trusted or (), journey, mapping or (), keys, channel or ()
    ).deal(subject)
    seen = deal.for_all
    found = decide_subject(seen, gate, when := now())
    if journal is not None or shown_to:
        from gatecoach.cli.showing import keep_shown

        keep_shown(journal, deal, [found], shown_to or (), when)
    least = smallest(seen, gate, when) if missing else None
    if format is Format.TEXT:
        text = decision_text(found, seen, width=width(), name=deal.name)
        emit(text + (missing_text(least, seen, width=width()) if least else ""), out)
    else:
        emit(as_json({**found.as_dict(), **({"missing": least.as_dict()} if least else {})}), out)
    return NO if check and not found.passes else 0
