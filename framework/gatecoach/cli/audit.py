"""`gatecoach audit`: every deal of a pipeline judged at once, claimed against verified."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import enum
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

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
    PeopleFile,
    Trusted,
)  # fmt: skip

Written = tuple[Path, ...]


class On(enum.StrEnum):
    """What works an audit out."""

    DUCKDB = "duckdb"
    SPARK = "spark"


Pipelines = Annotated[
    list[Path] | None,
    typer.Option(
        "--data", metavar="PATH",
        help="A folder of tables, a DuckDB file, an export (with --mapping), or a folder of mails and facts.",
    ),
]  # fmt: skip
OnEngine = Annotated[On, typer.Option("--engine", help="What works it out.")]
Results = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE", help="Write every deal here: a file (.parquet, .csv, .xlsx, .json), or a folder."
    ),
]


def audit(
    *,
    framework: FrameworkPlace = FIRST,
    data: Pipelines = None,
    mapping: Mappings = None,
    engine: OnEngine = On.DUCKDB,
    people: PeopleFile = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    keys: KeysFile = None,
    channel: Channels = None,
    at: At = None,
    format: Form = Format.TEXT,
    out: Results = None,
) -> None:
    """Judge every deal of a pipeline at once: what is claimed, what is verified, and what is missing.

    What is wrong with the data is counted and told, and stops nothing. With --out every deal is written.

    \b
    For example:
      gatecoach audit --data deal --out deals.csv
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.audit_text import Said, summary_dict, summary_text
    from gatecoach.cli.output import as_json, note, show, width
    from gatecoach.cli.pipeline import Wants, pipeline
    from gatecoach.cli.telling import tell

    wants = Wants(
        framework, data or (), people, mapping or (), journey, engine.value, at, fetched_by, trusted or (), keys,
        channel or (),
    )  # fmt: skip
    with pipeline(wants) as found:
        from gatecoach.audit import kind_of, save, summed

        _saved(out, lambda path: (path,) if kind_of(path) else ())  # refused before the long work
        tell(found.notes, found.problems)
        said = Said(
            found.audit, summed(found.audit), found.problems, found.names, wants.words(), found.totals(), found.people
        )
        written = _saved(out, lambda path: save(found.audit, path, found.names))
        if format is Format.JSON:
            show(as_json(summary_dict(said)))
        else:
            show(summary_text(said, width(), saved=bool(written)))
    for each in written:
        note(f"written to {each}")


def _saved(out: Path | None, write: Callable[[Path], Written]) -> Written:
    """What is done about the results, where they are asked for.

    Raises:
        UsageError: they cannot be written.
    """
    from gatecoach.cli.output import not_written

    if out is None:
        return ()
    try:
        return write(out)
    except OSError as error:
        raise not_written(error, out) from None
