"""The rows of a scenario become people and facts: a row is told by its key, and by its actor unless it says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gatecoach.definition.rows import Row, made
from gatecoach.definition.scenario import SubjectDef
from gatecoach.errors import Finding
from gatecoach.facts import GRADES, AnyFact, Claim, Evidence, Person, Revocation, Statement
from gatecoach.framework import Framework
from gatecoach.lower import Journey
from gatecoach.source import Document
from gatecoach.subject import Subject

Path = tuple[str | int, ...]


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
        """The facts of these rows, in the order of recording."""
        found: list[AnyFact] = []
        for number, row in enumerate(rows):
            kind, written = full(row, journey, first + number)
            fact = made(self.document, (*path, number), kind, written, self.findings)
            if isinstance(fact, AnyFact):
                found.append(fact)
        return found


def full(row: Row, journey: Journey, number: int) -> tuple[type[AnyFact], Row]:
    """The kind of fact a row is and the row with its defaults; none of the telling keys = an untyped mail."""
    day = {"at": row["day"]} if "day" in row else {}
    written = {**{key: value for key, value in row.items() if key != "day"}, **day}
    if "claim" in row:
        return Claim, {"stage": row["claim"], **{key: each for key, each in written.items() if key != "claim"}}
    named = {"id": f"row-{number + 1}", **written}
    if "revokes" in row:
        return Revocation, named
    if "about" in row:
        return Statement, {"quote": "", **named}
    teller = {} if "source" in row or "told-by" in row else {"told-by": row.get("by")}
    return Evidence, {"grade": asked(row.get("what"), journey), **teller, **named}


def asked(what: str | None, journey: Journey) -> str:
    """The highest grade any leaf asks of a type."""
    return GRADES[max((leaf.grade for leaf in journey.leaves if leaf.what == what), default=0)]
