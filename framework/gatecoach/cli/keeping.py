"""What journals keep of deals, as the commands read and write it; the rules of keeping are the library's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gatecoach.cli.clock import now
from gatecoach.cli.journal.at import file_of, refuse_others
from gatecoach.cli.output import note
from gatecoach.errors import GatecoachError, JournalError, Reason, UsageError
from gatecoach.facts import GRADES, AnyFact, Evidence, Grade
from gatecoach.framework import Framework
from gatecoach.journal import Journal, open_journal
from gatecoach.journal.known import Known, known, refuse_other
from gatecoach.journal.names import Directory, refuse_old
from gatecoach.report.layout import counted

PLACES = {
    "unknown-journal": "Name a file that ends in .db or .jsonl, or an address (sqlite:///…, postgresql://…).",
    "journal-needs-locks": "Name a file that ends in .db (extra `journal`).",
}
"""Where a journal can be kept, by what is wrong with the place that was named."""


def opened_at(where: str, lost: str) -> Journal:
    """The journal at a place that was named; `lost` says what would be gone with this command.

    It writes down when it took each event, whatever time the command is asked about.

    Raises:
        UsageError: a place that keeps nothing, or is none.
        JournalError: a system that cannot keep one.
    """
    if where == ":memory:":
        raise UsageError("nothing-kept", lost, place="--journal", help=PLACES["unknown-journal"])
    path = file_of(where)
    if path is not None and path.is_file():
        refuse_others(path, where, new=True)
    try:
        return open_journal(where, clock=now)
    except (UsageError, JournalError) as error:
        raise with_help(error, PLACES.get(error.code, error.help)) from None


def with_help(error: GatecoachError, help: str) -> GatecoachError:
    """The error with another next step."""
    return type(error)(error.code, error.message, place=error.place, help=help)


def told_subjects(journal: Journal) -> Iterator[tuple[str, str, Known]]:
    """Every subject of a journal with its journey and id, as its stream tells it.

    Raises:
        JournalError: an early version wrote it, or it cannot be read.
    """
    refuse_old(journal.streams())
    for (journey, id_), stream in Directory(journal).subjects().items():
        found = known(journal.read(stream))
        if found is not None:
            yield journey, id_, found


def taken_events(journal: Journal) -> dict[tuple[str, str], str]:
    """The events that were taken in before: the digest of each by its source and id."""
    return {name: digest for _, _, found in told_subjects(journal) for name, digest in found.marks.items()}


def kept_deals(path: Path, framework: Framework, journey: str, at_most: Grade) -> dict[str, Known]:
    """What a journal tells of each deal; no item is better proven than `at_most`, for anybody may write such a file.

    Raises:
        JournalError: it cannot be read, or keeps a deal under another framework.
    """
    refuse_others(path, str(path), new=False)
    deals: dict[str, Known] = {}
    with open_journal(path) as journal:
        for travelled, id_, found in told_subjects(journal):
            if travelled == journey == found.journey:
                refuse_other(found, framework)
                deals[id_] = replace(found, facts=[_capped(each, at_most) for each in found.facts])
    return deals


def joined(first: Known | None, more: Known) -> Known:
    """What two journals tell of one deal; of what they say differently the first one's word holds."""
    if first is None:
        return more
    return replace(
        first,
        owner=first.owner or more.owner,
        claimed=first.claimed or more.claimed,
        fields={**more.fields, **first.fields},
        sources={**more.sources, **first.sources},
        people={**more.people, **first.people},
        facts=[*first.facts, *(each for each in more.facts if each not in first.facts)],
        labels=[*first.labels, *(each for each in more.labels if each not in first.labels)],
    )


def _capped(fact: AnyFact, at_most: Grade) -> AnyFact:
    if isinstance(fact, Evidence) and GRADES.index(fact.grade) > GRADES.index(at_most):
        return fact.model_copy(update={"grade": at_most})
    return fact


def tell_rejected(reasons: list[Reason]) -> None:
    """Say which facts are not kept, since they cannot be the deal's; many of kinds that are unknown in one line."""
    unknown = [each for each in reasons if each.code == "unknown-evidence"]
    strange = [each for each in unknown if str(each.params["hint"]).startswith("known")]
    many = len(strange) > 1
    for each in reasons:
        if not (many and each in strange):
            note(f"not kept: {each.place}: {each.text()}")
    if many:
        kinds = ", ".join(sorted({str(each.params["what"]) for each in strange}))
        note(f"not kept: {counted(len(strange), 'row')} of kinds that the framework does not know ({kinds})")
