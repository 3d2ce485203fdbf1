"""`gatecoach standing`: claimed, verified and the gap of one deal, its gates, and what to ask next."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from typing import Any

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


def standing(
    *,
    subject: SubjectId,
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
) -> None:
    """Show where a deal stands: what is claimed, what is verified, and what to ask.

    \b
    For example:
      gatecoach standing "Line 3" --data deal
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach import journey as kernel
    from gatecoach.cli.clock import clock
    from gatecoach.cli.load import Inputs
    from gatecoach.cli.output import as_json, emit, width
    from gatecoach.report import standing_text

    now = clock(at)
    deal = Inputs(
        framework, people, data or (), fetched_by, trusted or (), journey, mapping or (), keys, channel or ()
    ).deal(subject)
    found = kernel.standing(deal.for_all, when := now())
    if journal is not None or shown_to:
        from gatecoach.cli.showing import keep_shown

        keep_shown(journal, deal, list(found.decisions.values()), shown_to or (), when)
    as_text = format is Format.TEXT
    emit(standing_text(found, width=width(), name=deal.name) if as_text else as_json(_plain(found, deal.name)), out)


def _plain(found: Any, name: str) -> dict[str, Any]:
    """The standing for a machine, with its tasks and the questions and why each is asked."""
    from gatecoach.questions import next_questions

    tasks = [{"gate": each.gate, "requirement": each.requirement, "say": each.say} for each in found.tasks]
    questions = [
        {"id": each.id, "ask": each.ask, "closes": each.closes, "area": each.area, "reason": each.reason.as_dict()}
        for each in next_questions(found)
    ]
    return {"name": name, **found.as_dict(), "tasks": tasks, "questions": questions}
