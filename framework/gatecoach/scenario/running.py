"""Run a scenario: tell its story to the engine, and compare what is said with what is expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gatecoach.coaching import Session, open_session
from gatecoach.definition.rows import Row
from gatecoach.definition.scenario import ScenarioFile
from gatecoach.errors import GatecoachError, SessionError, UsageError
from gatecoach.facts import AnyFact, Claim, moment
from gatecoach.framework import Framework
from gatecoach.scenario.comparing import Comparing
from gatecoach.scenario.naming import check, moments
from gatecoach.scenario.result import Difference, Result
from gatecoach.scenario.talking import TAKEN, step_of
from gatecoach.scenario.telling import Path, Teller
from gatecoach.source import Document
from gatecoach.subject import Subject


def run(framework: Framework, document: Document, scenario: ScenarioFile) -> Result:
    """One scenario: its findings (rows or names that do not fit) or its differences."""
    teller = Teller(document, framework, check(document, framework, scenario))
    differences: list[Difference] = []
    if not teller.findings:
        try:
            differences = list(_told(teller, scenario))
        except GatecoachError as error:
            place = ("people",) if isinstance(error, SessionError) else ()
            teller.findings.append(document.finding("GC030", error.message, place, key=True, hint=error.help))
    if teller.findings:  # a story with a gap in it says nothing
        differences = []
    line = document.locate(("scenario",)).line if teller.findings or differences else 0
    return Result(scenario.scenario, document.name, line, tuple(teller.findings), tuple(differences))


def _told(teller: Teller, scenario: ScenarioFile) -> Iterator[Difference]:
    story = _begun(teller, scenario)
    for path, each in moments(scenario):
        when = moment(each.at)
        story.tell(each.given, (*path, "given"))
        known = Comparing(
            teller.document, path, story.session or story.subject, when, dict(story.refused), dict(story.hints)
        )
        yield from known.differences(each.expect)


@dataclass(slots=True)
class _Story:
    """A scenario while it is told: the deal or the talk, and which of the latest words were refused or warned of."""

    teller: Teller
    subject: Subject
    session: Session | None = None
    refused: dict[str, str] = field(default_factory=dict)
    hints: dict[str, list[str]] = field(default_factory=dict)
    told: int = 0

    def tell(self, rows: Sequence[Row], path: Path) -> None:
        """What more happened, in the order of recording."""
        self.refused.clear()
        self.hints.clear()
        facts = self.teller.facts(rows, self.subject.course, path, self.told)
        self.told += len(rows)
        if self.session is not None:
            for number, fact in enumerate(facts):
                self._record(fact, (*path, number))
            return
        self.subject, rejected = self.subject.with_facts(facts)
        self.refused.update({each.place: each.code for each in rejected})

    def _record(self, fact: AnyFact, path: Path) -> None:
        """One thing that happens in a talk; what was refused is kept by its id, or by the stage of a claim."""
        assert self.session is not None
        at = self.teller.document.finding
        try:
            step = step_of(self.session, fact)
        except UsageError as error:
            self.teller.findings.append(at("GC030", error.message, path, hint=error.help))
            return
        if step is None:
            self.teller.findings.append(at("GC030", TAKEN, path))
            return
        self.session = step.session
        if step.warnings:
            self.hints[getattr(fact, "id", "")] = [*dict.fromkeys(each.code for each in step.warnings)]
        if step.refusal:
            self.refused[fact.stage if isinstance(fact, Claim) else getattr(fact, "id", "")] = step.refusal.code


def _begun(teller: Teller, scenario: ScenarioFile) -> _Story:
    subject = teller.subject(scenario)
    if not subject.course.conversation:
        return _Story(teller, subject)
    about = []
    if scenario.about is not None:
        told = teller.subject(scenario.about, ("about",))
        about = [told.with_facts(teller.facts(scenario.about.given, told.course, ("about", "given")))[0]]
    sides = {side: [each.id for each in subject.people if each.side == side] for side in ("coach", "coachee")}
    opening = _opening(scenario)
    session, _ = open_session(
        teller.framework, scenario.journey, about=about, at=opening, people=subject.people, stream=scenario.id, **sides
    )
    return _Story(teller, subject, session)


def _opening(scenario: ScenarioFile) -> dt.datetime | dt.date:
    """A talk opens when its first word is recorded."""
    first = next((row for _, each in moments(scenario) for row in each.given), {})
    return moment(first.get("at", first.get("day", scenario.at)))
