"""`gatecoach priorities`: which deals to coach next and why, which to leave, and which skill is worth a talk."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from gatecoach.cli.pipeline import Pipeline
    from gatecoach.desk import Deal

Owner = Annotated[str, typer.Option("--owner", metavar="REP", help="The deals of this rep alone, by id or name.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="At most so many deals to coach.")]
Talks = Annotated[
    str | None,
    typer.Option("--journal", metavar="PLACE", help="The journal that keeps your talks: they are counted by band."),
]


def priorities(
    *,
    framework: FrameworkPlace = FIRST,
    data: Pipelines = None,
    owner: Owner = "",
    limit: Limit = 10,
    money: Money = "",
    journal: Talks = None,
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
    """Show which deals to coach next and why, and which to leave.

    The order is the gap times what a deal is worth, among deals that a talk can still turn. Nothing is guessed.

    \b
    For example:
      gatecoach priorities --data deal --limit 5
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.audit.worth import worth_field
    from gatecoach.cli.output import as_json, emit, width
    from gatecoach.cli.pipeline import Wants, pipeline
    from gatecoach.cli.telling import tell
    from gatecoach.desk import priorities as listed
    from gatecoach.report.priorities import Desk, priorities_dict, priorities_text

    wants = Wants(
        framework=framework, data=data or (), people=people, mapping=mapping or (), journey=journey, at=at,
        engine=engine.value, fetched_by=fetched_by, trusted=trusted or (), keys=keys, channel=channel or (),
    )  # fmt: skip
    with pipeline(wants) as found:
        course = found.framework.journey(found.journey)
        worth = worth_field(found.framework, [course], money)
        tell(found.notes, found.problems)
        deals = list(_deals(found, worth))
        rep = _rep(found, owner, deals)
        talks = None if journal is None else _talks(journal, found)
        desk = Desk(
            listed(deals, owner=rep, limit=limit, talks=talks), course, found.at, found.framework.time_zone,
            f"{found.framework.id} {found.framework.version}", worth, found.framework.definition.currency or "",
            rep, talks is not None, found.people,
        )  # fmt: skip
    emit(priorities_text(desk, width=width()) if format is Format.TEXT else as_json(priorities_dict(desk)), out)


def _deals(found: Pipeline, money: str) -> Iterator[Deal]:
    """The open deals by the audit; their signs and questions by the kernel."""
    from gatecoach.cli.progress import progress, watched
    from gatecoach.desk import deal_of
    from gatecoach.journey import standing

    open_ = [row["deal"] for row in found.audit.rows() if not row["ended"]]
    with progress("deals", whole=len(open_)) as shown:
        for each in watched(found.subjects(open_), shown):
            yield deal_of(standing(each, found.at), money=money, name=found.names.get(each.id, ""))


def _rep(found: Pipeline, wanted: str, deals: list[Deal]) -> str:
    """The id of the rep who is meant; empty where nobody is.

    Raises:
        UsageError: somebody who has no open deal.
    """
    from gatecoach.errors import UsageError, did_you_mean

    owners = {each.owner: found.people.get(each.owner, "") for each in deals if each.owner}
    by_name = [id_ for id_, name in owners.items() if name.casefold() == wanted.casefold()]
    if not wanted or wanted in owners:
        return wanted
    if len(by_name) != 1:
        known = [*owners, *filter(None, owners.values())]
        words = f'"{wanted}" owns no open deal' if not by_name else f'several people are called "{wanted}"'
        raise UsageError("unknown-owner", words, place="--owner", help=did_you_mean(wanted, known))
    return by_name[0]


def _talks(place: str, found: Pipeline) -> dict[str, int]:
    """How many talks about each deal a journal keeps."""
    from gatecoach.cli.journal.at import journal_at
    from gatecoach.desk import talks_about

    with journal_at(place, "") as journal:
        streams = [journal.read(each) for each in journal.streams()]
        openings = [events[0] for events in streams if events]
        return talks_about(openings, found.framework, found.journey, found.at)
