"""`gatecoach trend`: how the gap between claimed and shown went over some weeks."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from gatecoach.cli.audit import On, OnEngine, Pipelines
from gatecoach.cli.options import (
    FIRST,
    At,
    Channels,
    Fetched,
    FetchedBy,
    Form,
    Format,
    FrameworkPlace,
    JourneyId,
    KeysFile,
    Mappings,
    Money,
    Out,
    PeopleFile,
    Trusted,
)  # fmt: skip

MOST = 400
"""So many days are judged at most."""
First = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help="The first day; a quarter before the last where left out.")
]
Last = Annotated[str | None, typer.Option("--to", metavar="DAY", help="The last day; that of --at where left out.")]
Every = Annotated[str, typer.Option("--every", metavar="DURATION", help='How far the days are apart: 7, or "2 weeks".')]


def trend(
    *,
    framework: FrameworkPlace = FIRST,
    data: Pipelines = None,
    first: First = None,
    last: Last = None,
    every: Every = "7 days",
    money: Money = "",
    engine: OnEngine = On.DUCKDB,
    people: PeopleFile = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    keys: KeysFile = None,
    mapping: Mappings = None,
    channel: Channels = None,
    at: At = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> None:
    """Show how the gap went: for each day what an audit as of that day says.

    Each day counts what had happened and was known by then, and nothing that became known later.

    \b
    For example:
      gatecoach trend --data deal --from 2026-02-16 --to 2026-03-16
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.audit.worth import worth_field
    from gatecoach.cli.output import as_json, emit, width
    from gatecoach.cli.pipeline import Wants, pipeline
    from gatecoach.cli.progress import progress, watched
    from gatecoach.cli.telling import tell
    from gatecoach.report.trending import Trend, trend_dict, trend_text

    wants = Wants(
        framework=framework, data=data or (), people=people, mapping=mapping or (), journey=journey, at=last or at,
        engine=engine.value, fetched_by=fetched_by, trusted=trusted or (), keys=keys, channel=channel or (),
    )  # fmt: skip
    step, since = _step(every), _since(first)
    with pipeline(wants) as found:
        from gatecoach.audit import trend as over  # needs the extra, which `pipeline` has looked for

        course = found.framework.journey(found.journey)
        worth = worth_field(found.framework, [course], money)
        tell(found.notes, found.problems)
        days = _days(since, found.framework.judged_at(found.at).day, step)
        with progress("days", whole=len(days)) as shown:
            rows = over.trend(
                found.framework, found.tables, days, engine=found.engine, journey=found.journey, money=worth
            )
            told = Trend(
                list(watched(rows, shown)), course, f"{found.framework.id} {found.framework.version}", worth,
                found.framework.definition.currency or "", over.undated(found.tables),
            )  # fmt: skip
    emit(trend_text(told, width=width()) if format is Format.TEXT else as_json(trend_dict(told)), out)


def _step(every: str) -> int:
    """How many days lie between two rows.

    Raises:
        UsageError: no duration of whole days.
    """
    from gatecoach.errors import UsageError
    from gatecoach.time import parse_days

    found = int(every) if every.isdecimal() else parse_days(every)
    if not found:
        words = f'"{every}" is no duration of one day or more'
        raise UsageError("bad-duration", words, place="--every", help='Write for example 7 or "2 weeks".')
    return found


def _since(first: str | None) -> dt.date | None:
    """The first day that is asked for.

    Raises:
        UsageError: no day.
    """
    from gatecoach.errors import UsageError

    try:
        return None if first is None else dt.date.fromisoformat(first)
    except ValueError:
        words = f'"{first}" is no day'
        raise UsageError("bad-day", words, place="--from", help="Write it as in 2026-03-16.") from None


def _days(since: dt.date | None, last: int, step: int) -> list[dt.date]:
    """The days of the rows.

    Raises:
        UsageError: the first day is after the last, or there are too many of them.
    """
    from gatecoach.audit.trend import QUARTER, days_until
    from gatecoach.errors import UsageError

    until = dt.date.fromordinal(last)
    if since is not None and since > until:
        words = f"the first day, {since}, is after the last, {until}"
        raise UsageError("bad-day", words, place="--from", help="Swap them, or leave --from out.")
    begin = since or until - dt.timedelta(days=QUARTER)
    number = (until - begin).days // step + 1
    if number > MOST:
        words = f"{number:,} days are asked for, and each is an audit of its own; {MOST} are the most"
        raise UsageError("too-many-days", words, place="--every", help="Take wider steps, or a later --from.")
    return days_until(until, begin, step)
