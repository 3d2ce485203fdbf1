"""The rows of a scenario become people and facts: a row is told by its key, and by its actor unless it says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gatecoach.definition.rows import Row, made
from gatecoach.definition.scenario import SubjectDef
from gatecoach.errors import Finding, UsageError
from gatecoach.facts import (
    GRADES,
    AnyFact,
    Claim,
    Evidence,
    FieldValue,
    Person,
    Revocation,
    Statement,
    Waiver,
    moment,
)
from gatecoach.framework import Framework
from gatecoach.lower import Journey
from gatecoach.source import Document
from gatecoach.subject import Subject

Path = tuple[str | int, ...]
KINDS: Mapping[str, tuple[type[AnyFact], str]] = {
    "waives": (Waiver, "requirement"),
    "revokes": (Revocation, "revokes"),
    "claim": (Claim, "stage"),
    "field": (FieldValue, "field"),
    "about": (Statement, "about"),
    "what": (Evidence, "what"),
}
"""The key that tells what a row is: the fact it becomes, and what the fact calls it."""
NAMELESS = (Claim, FieldValue)
UNQUOTED = "…"
"""Stands where a reading quotes nothing; in a talk it then quotes the whole word."""


@dataclass(slots=True)
class Teller:
    """Tells one scenario; `findings` collects the rows that do not fit."""

    document: Document
    framework: Framework
    findings: list[Finding] = field(default_factory=list)

    def subject(self, told: SubjectDef, path: Path = ()) -> Subject:
        """The subject of a scenario, without its facts."""
        people = [
            person
            for id_, row in told.people.items()
            if (person := made(self.document, (*path, "people", id_), Person, {"id": id_, **row}, self.findings))
        ]
        return Subject(
            self.framework,
            told.journey,
            told.id,
            owner=told.owner,
            people=people,
            claimed=told.claimed,
            fields=told.fields,
            sources=told.sources,
        )

    def facts(self, rows: Sequence[Row], journey: Journey, path: Path, first: int = 0) -> list[AnyFact]:
        """The facts of these rows, in the order of recording; `first` rows were told before."""
        found = (self._fact(row, journey, (*path, number), first + number) for number, row in enumerate(rows))
        return [each for each in found if each is not None]

    def _fact(self, row: Row, journey: Journey, path: Path, number: int) -> AnyFact | None:
        wrong = [*self._form(row, path)]
        self.findings += wrong
        if wrong:
            return None
        kind, written = full(row, journey, number)
        fact = made(self.document, path, kind, written, self.findings)
        return fact if isinstance(fact, AnyFact) else None

    def _form(self, row: Row, path: Path) -> list[Finding]:
        """What no fact can tell: two kinds in one row, a day that is an instant, a key of Python's."""
        kinds = [key for key in KINDS if key in row]
        days = [key for key in ("day", "at") if key in row]
        python = [key for key in row if "_" in key]
        at = self.document.finding
        if len(kinds) > 1:
            return [at("GC012", f"`{kinds[1]}` cannot stand beside `{kinds[0]}`", (*path, kinds[1]), key=True)]
        if len(days) > 1:
            return [at("GC012", "`day` and `at` say the same", (*path, "at"), key=True, hint="keep one of them")]
        if python:
            hint = f'did you mean "{python[0].replace("_", "-")}"?'
            return [at("GC012", f'"{python[0]}" is not known here', (*path, python[0]), key=True, hint=hint)]
        return self._day(row, path)

    def _day(self, row: Row, path: Path) -> list[Finding]:
        if "day" not in row:
            return []
        try:
            whole = not hasattr(moment(row["day"]), "hour")
        except UsageError as error:
            return [self.document.finding("GC030", error.message, (*path, "day"), hint=error.help)]
        words = "`day` is a whole day"
        return [] if whole else [self.document.finding("GC030", words, (*path, "day"), hint="write `at:` for a time")]


def full(row: Row, journey: Journey, number: int) -> tuple[type[AnyFact], Row]:
    """The kind of fact a row is and the row with its defaults; none of the telling keys = an untyped mail."""
    written = {("at" if key == "day" else key): value for key, value in row.items()}
    told = next((key for key in KINDS if key in row), "what")
    kind, name = KINDS[told]
    written = {(name if key == told else key): value for key, value in written.items()}
    named = written if kind in NAMELESS else {"id": row_id(row, number), **written}
    if kind is Statement:
        return kind, {"quote": UNQUOTED, **named}
    if kind is not Evidence:
        return kind, named
    teller = {} if "source" in row or "told-by" in row or "by" not in row else {"told-by": row["by"]}
    return kind, {"grade": asked(row.get("what"), journey), **teller, **named}


def row_id(row: Row, number: int) -> str:
    """The id of a row: as written, else its number from 1."""
    return str(row.get("id", f"row-{number + 1}"))


def asked(what: str | None, journey: Journey) -> str:
    """The highest grade any leaf asks of a type."""
    return GRADES[max((leaf.grade for leaf in journey.leaves if leaf.what == what), default=0)]
