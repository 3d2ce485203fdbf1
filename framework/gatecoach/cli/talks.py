"""`gatecoach talks`: what the talks of a journal left to do, what is overdue first."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.options import FIRST, At, Form, Format, FrameworkPlace, Out

if TYPE_CHECKING:
    from gatecoach.coaching import Session
    from gatecoach.journal import Told

Kept = Annotated[str, typer.Argument(metavar="JOURNAL", help="Where talks are kept: a file or an address.")]
Reader = Annotated[
    str, typer.Option("--as", metavar="PERSON", help="Who reads it; left out, only what is private to nobody is told.")
]


def talks(
    *,
    journal: Kept,
    who: Reader = "",
    framework: FrameworkPlace = FIRST,
    at: At = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> None:
    """Show which promises are overdue, which talks suggest themselves, and how much the coachees found themselves.

    A promise is overdue when its day is over and no talk has gone through it.

    \b
    For example:
      gatecoach talks gatecoach.db --as m.lee
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    import datetime as dt

    from gatecoach.cli.clock import clock
    from gatecoach.cli.journal.at import journal_at
    from gatecoach.cli.output import as_json, emit, note, width
    from gatecoach.coaching import commitments, insights, suggested
    from gatecoach.coaching.greeting import not_held
    from gatecoach.framework import load
    from gatecoach.journal import told_talks
    from gatecoach.report.talks import Talks, talks_dict, talks_text

    now, loaded = clock(at)(), load(framework)
    with journal_at(journal, "") as kept:
        told = told_talks(loaded, kept, at=now, who=who)
    _tell_lost(told)
    if not told.talks:
        where = f"{loaded.id} {loaded.definition.version}"
        note(f"no talk can be told under {where} as of then; if they were held under another, name it with --framework")
    _refuse_strangers(told.talks, who)
    found = Talks(
        told.talks, commitments(told.talks, now), suggested(told.talks, now, who=who), insights(told.talks), now,
        loaded.time_zone, dt.date.fromordinal(loaded.judged_at(now).day), who, not_held(told.talks, who=who),
        {each.id: each.name for talk in told.talks for each in talk.participants if each.name},
    )  # fmt: skip
    emit(talks_text(found, width=width()) if format is Format.TEXT else as_json(talks_dict(found)), out)


def _refuse_strangers(talks: Sequence[Session], who: str) -> None:
    """Nothing, when whoever reads it took part in a talk at least, or nobody is named.

    Raises:
        UsageError: they took part in none, with the nearest name.
    """
    from gatecoach.errors import UsageError, did_you_mean

    known = dict.fromkeys(each.id for talk in talks for each in talk.participants)
    if who and who not in known:
        words = f'"{who}" took part in no talk of this journal'
        raise UsageError("unknown-person", words, place="--as", help=did_you_mean(who, known))


def _tell_lost(told: Told) -> None:
    """Which talks are left out, since they cannot be told again here."""
    from gatecoach.cli.output import note

    for first, why in told.lost:
        note(f"left out: {first.stream}: {why.message}. {why.help}".strip())
