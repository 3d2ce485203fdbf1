"""`gatecoach intake crm`: what the rows of an export became, deal by deal, and why others are not used."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gatecoach.cli.options import (
    FIRST,
    At,
    Data,
    FactsJournal,
    Fetched,
    FetchedBy,
    Form,
    Format,
    FrameworkPlace,
    JourneyId,
    Mappings,
    Out,
    PeopleFile,
    Trusted,
)  # fmt: skip

ExportPaths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files of one export, or a folder of them.")]
Rejects = Annotated[
    Path | None, typer.Option("--rejects", metavar="FILE", help="Write what is not used to this file (.csv).")
]


def crm(
    *,
    paths: ExportPaths,
    mapping: Mappings = None,
    rejects: Rejects = None,
    framework: FrameworkPlace = FIRST,
    people: PeopleFile = None,
    data: Data = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    journal: FactsJournal = None,
    at: At = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> None:
    """Read an export of a CRM by a mapping, and say of every deal what it holds and of every cause what is not used.

    \b
    For example:
      gatecoach intake crm deal/crm.json --rejects rejects.csv
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.bundle import CRM, crm_context, with_help
    from gatecoach.cli.clock import clock
    from gatecoach.cli.exporting import Report, files_of, rejects_at
    from gatecoach.cli.load import Inputs
    from gatecoach.cli.mapping import choose
    from gatecoach.cli.output import Sink
    from gatecoach.cli.progress import opened, progress, watched
    from gatecoach.cli.taking import Keeper, journal_at, tell_strays
    from gatecoach.errors import FactsError
    from gatecoach.intake.crm import Tally, stream_crm

    now = clock(at)()
    inputs = Inputs(framework, people, data or (), fetched_by, trusted or (), journey, mapping or ())
    for path in paths:
        inputs = inputs.beside(path, "facts", "people")
    bundle = inputs.loaded()
    files = files_of(paths)
    tell_strays(paths, but=files)
    chosen = choose(bundle.framework, framework, mapping or (), "crm", files)
    context = crm_context(bundle, chosen)
    size = sum(each.stat().st_size for each in files)
    with (
        journal_at(journal) as kept, rejects_at(rejects) as written,
        progress("bytes", whole=size) as reading, progress("deals") as telling,
    ):  # fmt: skip
        report = Report(
            Sink(out, telling.over), Keeper(journal, kept, bundle, now), written, machine=format is Format.JSON
        )
        tally = Tally(report.reject)
        try:
            for each in watched(stream_crm(opened(files, reading), context, tally), telling):
                reading.over()
                report.deal(each, each.journey or bundle.journey, {context.source: CRM})
        except FactsError as error:
            raise with_help(error, chosen) from None
        report.end(chosen.mapping.mapping, files, tally)
