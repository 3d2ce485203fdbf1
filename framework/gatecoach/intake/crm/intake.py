"""Export files → subjects: all at once, or one deal after the other in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gatecoach.errors import Finding
from gatecoach.intake.crm.context import CrmContext
from gatecoach.intake.crm.pieces import Place
from gatecoach.intake.crm.reading import crm_rows
from gatecoach.intake.crm.rejects import Reject, Tally
from gatecoach.intake.crm.spool import ABOUT_DEALS, OF, VIA, WHO, MemorySpool, Spool, put
from gatecoach.intake.crm.subjects import CrmSubject, Joiner, Pieces
from gatecoach.intake.crm.tables import Input


@dataclass(frozen=True, slots=True)
class CrmIntake:
    """The subjects of the files, and what was not used: each row, the counts by reason, and a finding for each cause.

    `skipped` counts rows that are as they should be and say nothing here, `ignored` tables that no section reads.
    """

    subjects: tuple[CrmSubject, ...]
    findings: tuple[Finding, ...]
    rejects: tuple[Reject, ...] = ()
    rows: int = 0
    rejected: Mapping[str, int] | None = None
    skipped: Mapping[str, int] | None = None
    ignored: Mapping[str, int] | None = None


def read_crm(files: Iterable[tuple[str, Input]], context: CrmContext) -> CrmIntake:
    """The subjects in these files (name and bytes, or name and open binary file), all of them in memory.

    Raises:
        FactsError: none of the files holds a table that the mapping reads.
    """
    rejects: list[Reject] = []
    tally = Tally(rejects.append)
    subjects = tuple(_subjects(files, context, tally, MemorySpool()))
    return CrmIntake(
        subjects, tally.findings(), tuple(rejects), tally.rows,
        dict(tally.rejected), dict(tally.skipped), dict(tally.ignored),
    )  # fmt: skip


def stream_crm(files: Iterable[tuple[str, Input]], context: CrmContext, tally: Tally) -> Iterator[CrmSubject]:
    """The subjects in these files, one by one, in memory that does not grow with them: rows wait in a temporary file.

    The first subject comes when all files have been read. What was not used goes to the `tally` as it is found.

    Raises:
        FactsError: none of the files holds a table that the mapping reads.
    """
    from gatecoach.intake.crm.disk import DiskSpool  # noqa: PLC0415 - SQLite only for whom memory is too small

    yield from _subjects(files, context, tally, DiskSpool())


def _subjects(
    files: Iterable[tuple[str, Input]], context: CrmContext, tally: Tally, spool: Spool
) -> Iterator[CrmSubject]:
    try:
        for piece in crm_rows(files, context, tally):
            put(spool, piece)
        joiner = Joiner(context, tally)
        has_deals = next(spool.keys("deal"), None) is not None
        for key in spool.keys("deal") if has_deals else _named(spool):
            yield joiner.subject(key, _pieces(spool, key))
        for place in _stray(spool) if has_deals else ():
            joiner.reject(place, "unknown-deal", column=place.about)
    finally:
        spool.close()


def _pieces(spool: Spool, key: str) -> Pieces:
    """Everything that is about a deal."""
    links = {f"{each.section} {each.via}" for each in spool.found("link", key)}
    linked = [act for each in sorted(links) for act in spool.found(VIA, each)]
    parts = spool.found("part", key)
    return Pieces(
        deals=spool.found("deal", key),
        changes=spool.found("change", key),
        parts=parts,
        values=spool.found("was", key),
        acts=[*spool.found("act", key), *linked],
        who={each.person: spool.found(WHO, each.person) for each in parts},
    )


def _named(spool: Spool) -> Iterator[str]:
    """The deals that rows name, where no table of deals is among the files."""
    for number, kind in enumerate(ABOUT_DEALS):
        for key in spool.keys(kind):
            if not any(spool.found(other, key) for other in ABOUT_DEALS[:number]):
                yield key


def _stray(spool: Spool) -> Iterator[Place]:
    """The rows that belong to no deal of these files."""
    for kind in ("part", "change", "was", "act"):
        for key in spool.keys(kind):
            if not spool.found("deal", key):
                yield from (each.place for each in spool.found(kind, key))
    for key in spool.keys(VIA):
        if not any(spool.found("deal", each.key) for each in spool.found(OF, key)):
            yield from (each.place for each in spool.found(VIA, key))
