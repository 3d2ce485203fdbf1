"""Run a scenario: tell its story to the engine, and compare what is said with what is expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gatecoach.coaching import Session, decide, open_session
from gatecoach.decision import Decision, RequirementResult
from gatecoach.definition.rows import Row
from gatecoach.definition.scenario import ExpectDef, GateExpect, RequirementExpect, ScenarioFile
from gatecoach.errors import Finding, GatecoachError, did_you_mean
from gatecoach.facts import Evidence, moment
from gatecoach.framework import Framework
from gatecoach.journey import Standing, standing
from gatecoach.questions import next_questions
from gatecoach.scenario.telling import Teller
from gatecoach.source import Document
from gatecoach.subject import Subject


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as expected: where, what was expected, what was said, and what may explain it."""

    place: str
    expected: Any
    found: Any
    why: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One scenario, run: it holds when it has neither findings nor differences."""

    name: str
    file: str
    line: int
    findings: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything is as expected."""
        return not self.findings and not self.differences


@dataclass(slots=True)
class _Story:
    """A scenario while it is told: the deal or the talk, and which words were refused."""

    teller: Teller
    subject: Subject
    session: Session | None = None
    refused: dict[str, str] = field(default_factory=dict)
    told: int = 0

    def decide(self, gate: str, at: Any) -> Decision:
        return decide(self.session or self.subject, gate, at)

    def tell(self, rows: Sequence[Row], path: tuple[str | int, ...]) -> None:
        """What more happened, in the order of recording."""
        facts = self.teller.facts(rows, self.subject.course, path, self.told)
        self.told += len(rows)
        if self.session is None:
            self.subject, rejected = self.subject.with_facts(facts)
            self.refused.update({each.place: each.code for each in rejected})
            return
        for fact in facts:
            if isinstance(fact, Evidence):
                self._record(fact)

    def _record(self, fact: Evidence) -> None:
        assert self.session is not None
        step = self.session.record(
            fact.what or "", by=fact.by, at=fact.at, id=fact.id, text=fact.text,
            fields=fact.fields, answers=fact.answers, told_by=fact.told_by,
        )  # fmt: skip
        self.session = step.session
        if step.refusal:
            self.refused[fact.id] = step.refusal.code


def run_all(framework: Framework, scenarios: Iterable[tuple[Document, ScenarioFile]]) -> list[Result]:
    """Every scenario in turn."""
    return [run(framework, document, each) for document, each in scenarios]


def run(framework: Framework, document: Document, scenario: ScenarioFile) -> Result:
    """One scenario: its findings (rows or names that do not fit) or its differences."""
    teller = Teller(document, framework)
    place = document.locate(("scenario",))
    try:
        differences = list(_run(teller, scenario)) if _known(teller, scenario) else []
    except GatecoachError as error:
        teller.findings.append(document.finding("GC030", error.message, (), hint=error.help))
        differences = []
    return Result(scenario.scenario, document.name, place.line, tuple(teller.findings), tuple(differences))


def _known(teller: Teller, scenario: ScenarioFile) -> bool:
    journeys = teller.framework.journeys
    if scenario.journey in journeys:
        return True
    hint = did_you_mean(scenario.journey, journeys)
    words = f'unknown journey "{scenario.journey}"'
    teller.findings.append(teller.document.finding("GC014", words, ("journey",), hint=hint))
    return False


def _run(teller: Teller, scenario: ScenarioFile) -> Iterator[Difference]:
    story = _begun(teller, scenario)
    story.tell(scenario.given, ("given",))
    yield from _compared(story, scenario.expect, scenario.at, "")
    for number, later in enumerate(scenario.then):
        story.tell(later.given, ("then", number, "given"))
        yield from _compared(story, later.expect, later.at, f"then.{number}.")


def _begun(teller: Teller, scenario: ScenarioFile) -> _Story:
    subject = teller.subject(scenario)
    if not subject.course.conversation:
        return _Story(teller, subject)
    about = []
    if scenario.about is not None:
        told = teller.subject(scenario.about, ("about",))
        facts = teller.facts(scenario.about.given, told.course, ("about", "given"))
        about = [told.with_facts(facts)[0]]
    sides = {side: [each.id for each in subject.people if each.side == side] for side in ("coach", "coachee")}
    opening = moment(scenario.given[0].get("at", scenario.given[0].get("day")) if scenario.given else scenario.at)
    session, _ = open_session(
        teller.framework, scenario.journey, about=about, at=opening, people=subject.people, stream=scenario.id, **sides
    )
    return _Story(teller, subject, session)


def _compared(story: _Story, expect: ExpectDef, at: str, place: str) -> Iterator[Difference]:
    when = moment(at)
    gates = story.subject.course.gates
    for name, wanted in expect.gates.items():
        if name not in gates:
            story.teller.findings.append(
                story.teller.document.finding(
                    "GC014", f'unknown gate "{name}"', ("expect", name), key=True, hint=did_you_mean(name, gates)
                )
            )
            continue
        yield from _gate(story, wanted, story.decide(name, when), f"{place}{name}.", when)
    if expect.standing is not None:
        yield from _named(expect.standing, _standing_values(standing(story.subject, when)), f"{place}standing.")
    if expect.step is not None and story.session is not None and expect.step != story.session.step:
        yield Difference(f"{place}step", expect.step, story.session.step)
    if {key: story.refused[key] for key in story.refused if key in expect.refused} != expect.refused or (
        story.session is not None and set(story.refused) - set(expect.refused)
    ):
        yield Difference(f"{place}refused", expect.refused, dict(story.refused))


def _standing_values(found: Standing) -> dict[str, Any]:
    gap = found.gap if isinstance(found.gap, int) else str(found.gap)
    return {"verified": found.verified, "gap": gap, "ahead": list(found.ahead), "ended": found.ended}


def _named(wanted: Any, values: Mapping[str, Any], place: str, why: str = "") -> Iterator[Difference]:
    """The differences in what the author really named."""
    for name in wanted.model_fields_set & set(values):
        asked = getattr(wanted, name)
        if asked != values[name]:
            yield Difference(f"{place}{name.replace('_', '-')}", asked, values[name], why)


def _gate(story: _Story, wanted: GateExpect, decision: Decision, place: str, when: Any) -> Iterator[Difference]:
    said = {"passes": decision.passes, "carried": decision.carried, "allows_move": decision.allows_move}
    yield from _named(wanted, said, place, _why(decision))
    tasks = [each.requirement for each in decision.tasks]
    yield from _at_least(wanted.tasks, tasks, f"{place}tasks")
    if wanted.asks:
        asked = [each.id for each in next_questions(standing(story.subject, when))]
        yield from _at_least(wanted.asks, asked, f"{place}asks")
    results = {each.id: each for each in decision.requirements}
    for name, each in wanted.requirements.items():
        if name not in results:
            yield Difference(f"{place}{name}", "a requirement of this gate", "no such requirement", did_you_mean(name, results))
            continue
        yield from _requirement(each, results[name], f"{place}{name}.")


def _at_least(wanted: Sequence[str], found: Sequence[str], place: str) -> Iterator[Difference]:
    if not set(wanted) <= set(found):
        yield Difference(place, list(wanted), list(found))


def _requirement(wanted: RequirementExpect, result: RequirementResult, place: str) -> Iterator[Difference]:
    if wanted.status is not None and wanted.status != result.status:
        yield Difference(f"{place}status", wanted.status, str(result.status))
    for side, status in wanted.sides.items():
        found = result.sides.get(side)
        if found is None or status != found.status:
            misses = ", ".join(f"{each.code} {each.item}".strip() for each in found.near_misses) if found else ""
            yield Difference(f"{place}{side}", status, str(found.status) if found else "not asked", misses)
    for side, codes in wanted.near_misses.items():
        found = result.sides.get(side)
        known = [code for each in found.near_misses for code in (each.code, *each.also)] if found else []
        yield from _at_least(codes, known, f"{place}near-misses.{side}")


def _why(decision: Decision) -> str:
    return "; ".join(f"{each.place} {each.code}" for each in decision.reasons)
