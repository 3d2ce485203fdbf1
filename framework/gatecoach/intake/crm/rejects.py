"""What was not used, row by row: counted, told as findings, and written as CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import NamedTuple, TextIO

from gatecoach.cells import harmless
from gatecoach.errors import Finding, did_you_mean
from gatecoach.intake.crm.reasons import ABOUT_FILES, REJECTED, next_step, rejected
from gatecoach.source.place import short

CODE = "GC028"
SHOWN = 100
"""How many different causes of one kind become findings of their own; the others are told as a number."""
MAX_VALUE = 1000
"""How many signs of a value are kept in a reject."""
BLANK = frozenset({"no-id", "no-deal", "no-stage", "no-time", "no-field", "needed"})
"""Reasons that may be there because a table lacks a column."""
COLUMNS = ("reason", "file", "table", "row", "column", "value", "not used", "says", "next step")
MENDS = {
    "no-column": "see how it is spelt in the export; `optional: true` where some exports lack it",
    "two-columns": "rename one of them in the export",
    "more-pages": "export all pages into one file",
    "broken-off": "export again",
}


class Reject(NamedTuple):
    """A row that was not used, or one cell of it: why, where it stands, and what stands there.

    `row` counts from 1 as a spreadsheet does (the first line of a CSV file is row 1) or as the records of a table.
    `whole` says that nothing of the row is used, `within` is the list of a JSON file that the record stands in, and
    `known` are the names that would have been known.
    """

    reason: str
    file: str
    table: str
    row: int
    column: str
    value: str
    whole: bool = True
    within: str | None = None
    known: Collection[str] = ()

    @property
    def path(self) -> str:
        """Where it stands within its file: `Opportunity.records[0].StageName`, or `row 7.Stage`."""
        place = f"row {self.row}" if self.within is None else f"{self.within}[{self.row - 1}]"
        return ".".join(filter(None, (place, self.column)))

    def text(self, language: str = "en") -> str:
        """One plain sentence: what is wrong with it; English where a language lacks it."""
        return rejected(self.reason, language, {"value": short(self.value), "limit": self.value})

    @property
    def hint(self) -> str:
        """The next step: the nearest name that is known, where there is one."""
        return self.next_step()

    def next_step(self, language: str = "en") -> str:
        """The next step in that language."""
        near = did_you_mean(self.value.strip().casefold(), self.known) if len(self.known) <= MAX_VALUE else ""
        return next_step(self.reason, language, near)


class Tally:
    """The counts of one run, and the findings in it: one a cause, at the first place that has it."""

    def __init__(self, sink: Callable[[Reject], None] | None = None) -> None:
        """Start at nothing; `sink` gets every reject as it is found. `ignored` are tables that nothing reads."""
        self.rows = 0
        self.ignored: Counter[str] = Counter()
        self.rejected: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self._sink = sink
        self._first: dict[tuple[str, ...], Reject] = {}
        self._times: Counter[tuple[str, ...]] = Counter()
        self._causes: Counter[str] = Counter()
        self._files: dict[tuple[str, str, str], Finding] = {}
        self._lacking: dict[tuple[str, str, str], Finding] = {}

    def reject(self, reject: Reject) -> None:
        """Count a reject and hand it on."""
        self.rejected[reject.reason] += 1
        if self._sink is not None:
            self._sink(reject)
        cause: tuple[str, ...] = (reject.reason, reject.file, reject.table, reject.column)
        cause += (reject.value if reject.known else "",)
        if cause not in self._first and self._causes[reject.reason] >= SHOWN:
            cause = (reject.reason, reject.file, reject.table)
        if cause not in self._first:
            self._first[cause] = reject
            self._causes[reject.reason] += 1
        self._times[cause] += 1

    def skip(self, reason: str) -> None:
        """Count a row that is as it should be and is not used."""
        self.skipped[reason] += 1

    def about_file(self, reason: str, file: str, path: str, value: str = "", hint: str = "") -> None:
        """Note something about a whole file, once."""
        words = ABOUT_FILES[reason].format(value=f'"{short(value)}"')
        self.about(Finding(CODE, words, file=file, path=path, hint=hint or MENDS[reason]))

    def about(self, finding: Finding) -> None:
        """Keep a finding about a whole file."""
        self._files.setdefault((finding.message, finding.file, finding.path), finding)

    def no_column(self, file: str, table: str, path: str, name: str, hint: str) -> None:
        """Note that a table lacks a column: a mistake where rows cannot be used without it."""
        self._lacking[file, table, name] = Finding(
            CODE, ABOUT_FILES["no-column"].format(value=f'"{short(name)}"'),
            file=file, path=path, hint=hint or MENDS["no-column"], severity="warning",
        )  # fmt: skip

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the files first, then each cause at the first row that has it, with their number.

        Cells that are blank because the table has no such column follow from that, and are no finding of their own.
        """
        missed = {self._missed(each) for each in self._first.values()} & {*self._lacking}
        lacking = (
            replace(each, severity="error") if place in missed else each for place, each in self._lacking.items()
        )
        causes = ((cause, each) for cause, each in self._first.items() if self._missed(each) not in missed)
        return (*self._files.values(), *lacking, *(self._finding(cause, each) for cause, each in causes))

    def _missed(self, reject: Reject) -> tuple[str, str, str]:
        """The column whose cells a reject finds blank."""
        return (reject.file, reject.table, reject.column) if reject.reason in BLANK else ("", "", "")

    def _finding(self, cause: tuple[str, ...], first: Reject) -> Finding:
        more = self._times[cause] - 1
        alike = "and others like it, " if len(cause) == 3 else ""
        times = f" ({alike}{more + 1} rows)" if more else ""
        severity = REJECTED[first.reason].severity
        return Finding(
            CODE, f"{first.text()}{times}", file=first.file, path=first.path, hint=first.hint, severity=severity
        )


class RejectsWriter:
    """Writes rejects as CSV, each as it comes; the file can be opened in a spreadsheet without running anything.

    Sentences are in the language that is asked for; codes and the names of the columns are the same in each.
    """

    def __init__(self, file: TextIO, language: str = "en") -> None:
        """Begin the file with the names of the columns."""
        self._language = language
        self._writer = csv.writer(file, lineterminator="\r\n")
        self._writer.writerow(COLUMNS)

    def add(self, reject: Reject) -> None:
        """Write one reject."""
        said = (
            "the row" if reject.whole else "the cell",
            reject.text(self._language),
            reject.next_step(self._language),
        )
        cells = (reject.reason, reject.file, reject.table, str(reject.row), reject.column, reject.value, *said)
        self._writer.writerow([harmless(each) for each in cells])


def rejects_csv(rejects: Iterable[Reject], language: str = "en") -> str:
    """All rejects as one CSV text, their sentences in that language."""
    file = io.StringIO(newline="")
    writer = RejectsWriter(file, language)
    for each in rejects:
        writer.add(each)
    return file.getvalue()
