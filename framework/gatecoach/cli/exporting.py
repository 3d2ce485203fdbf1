"""The report of an export, written as its deals come: neither deals nor rejects are held."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from gatecoach.cli.bundle import merged
from gatecoach.cli.files import TABLES, ended, there
from gatecoach.cli.output import Sink, as_json, note, width
from gatecoach.cli.taking import SCHEMA, Deal, Keeper, fact_row
from gatecoach.errors import UsageError
from gatecoach.facts import AnyFact
from gatecoach.intake import CrmSubject
from gatecoach.intake.crm import Reject, RejectsWriter, Tally
from gatecoach.report.intake import Deals, deal_lines, export_lines, finding_lines
from gatecoach.report.layout import counted

NOTHING = "An export is crm.json or *.csv, *.json or *.jsonl, in a folder crm or in this one."


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files of one export, each once.

    Raises:
        UsageError: a path that is not there, or a folder without any.
    """
    return list(dict.fromkeys(each for path in paths for each in _files(path)))


def _files(path: Path) -> list[Path]:
    there(path)
    if not path.is_dir():
        return [path]
    named = [each for each in (path / "crm.json",) if each.is_file()]
    found = [*named, *ended(path / "crm", TABLES)]
    found = found or [each for each in ended(path, TABLES) if not each.stem.lower().startswith("events")]
    if not found:
        raise UsageError("nothing-here", "this folder holds no export", place=str(path), help=NOTHING)
    return found


@contextmanager
def rejects_at(path: Path | None) -> Iterator[Callable[[Reject], None]]:
    """What takes every reject: a CSV file, or nothing where none is named.

    Raises:
        UsageError: the file cannot be written.
    """
    if path is None:
        yield lambda _: None
        return
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer, number = RejectsWriter(file), [0]

            def add(reject: Reject) -> None:
                number[0] += 1
                writer.add(reject)

            yield add
    except OSError as error:
        raise UsageError("not-written", f"it cannot be written: {error.strerror}", place=str(path)) from None
    note(f"{counted(number[0], 'reject')} written to {path}")


class Report:
    """Says what became of an export while it is read: lines for people, or JSON."""

    def __init__(self, sink: Sink, keeper: Keeper, rejected: Callable[[Reject], None], *, machine: bool) -> None:
        """Nothing is written yet; `rejected` gets every reject as well."""
        self._sink, self._keeper, self._rejected, self._machine = sink, keeper, rejected, machine
        self._deals = Deals()
        self._aside: IO[str] | None = None

    def deal(self, deal: CrmSubject, journey: str, sources: Mapping[str, str]) -> None:
        """One more deal."""
        facts = facts_of(deal)
        people = merged(self._keeper.bundle.people, deal.people)
        about = Deal(deal.id, journey, deal.owner, people, deal.fields, sources, deal.labels)
        self._keeper.keep(about, facts)
        if self._machine:
            begin = f'{{\n"schema": {SCHEMA},\n"intake": "crm",\n"deals": [\n' if not self._deals.deals else ",\n"
            self._sink.write(begin + _line(_deal_row(deal, journey, facts)))
        else:
            self._sink.write("".join(f"{line}\n" for line in deal_lines(deal, width())))
        self._deals = self._deals.and_(deal)

    def reject(self, reject: Reject) -> None:
        """One more row or cell that is not used; for JSON it waits in a temporary file."""
        self._rejected(reject)
        if self._machine:
            if self._aside is None:
                self._aside = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed in `end`
            self._aside.write(_line(_reject_row(reject)) + "\n")

    def end(self, mapping: str, files: Sequence[Path], tally: Tally) -> None:
        """The findings, the table, and what was kept."""
        if self._machine:
            self._end_json(mapping, files, tally)
        else:
            self._end_text(tally)
        self._sink.close()

    def _end_text(self, tally: Tally) -> None:
        lines = [line for each in tally.findings() for line in finding_lines(each, width())]
        lines = [*([""] if lines else []), *lines, ""]
        lines += [*export_lines(self._deals, tally, width()), *self._keeper.lines(width())]
        self._sink.write("".join(f"{line}\n" for line in lines))

    def _end_json(self, mapping: str, files: Sequence[Path], tally: Tally) -> None:
        if not self._deals.deals:
            self._sink.write(f'{{\n"schema": {SCHEMA},\n"intake": "crm",\n"deals": [')
        self._sink.write('\n],\n"rejects": [')
        for number, line in enumerate(self._set_aside()):
            self._sink.write(f"{',' if number else ''}\n{line.rstrip()}")
        rest = {
            "mapping": mapping,
            "inputs": [str(each) for each in files],
            "counts": {**self._deals._asdict(), "rows": tally.rows},
            "rejected": dict(tally.rejected),
            "skipped": dict(tally.skipped),
            "ignored": dict(tally.ignored),
            "findings": [each.as_dict() for each in tally.findings()],
            "journal": self._keeper.as_dict(),
        }
        self._sink.write(f"\n],\n{as_json(rest).partition(chr(10))[2]}")

    def _set_aside(self) -> Iterator[str]:
        if self._aside is not None:
            with self._aside as file:
                file.seek(0)
                yield from file


def facts_of(deal: CrmSubject) -> list[AnyFact]:
    """What an export says about a deal that has a day of its own, and the stage of today."""
    return [*deal.evidence, *deal.field_values, *deal.claimed]


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _deal_row(deal: CrmSubject, journey: str, facts: Sequence[AnyFact]) -> dict[str, Any]:
    return {
        "id": deal.id, "name": deal.name, "owner": deal.owner, "journey": journey, "fields": dict(deal.fields),
        "people": [each.as_dict() for each in deal.people], "labels": [each.as_dict() for each in deal.labels],
        "facts": [fact_row(each) for each in facts],
    }  # fmt: skip


def _reject_row(reject: Reject) -> dict[str, Any]:
    return {
        "reason": reject.reason, "file": reject.file, "table": reject.table, "row": reject.row,
        "column": reject.column, "value": reject.value, "whole": reject.whole, "text": reject.text(),
        "hint": reject.hint,
    }  # fmt: skip
