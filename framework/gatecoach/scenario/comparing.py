"""What was said beside what was expected: a difference for each thing that was named and is otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gatecoach.coaching import Session, asks, decide
from gatecoach.decision import Decision, RequirementResult, SideResult
from gatecoach.definition.scenario import ExpectDef, GateExpect, RequirementExpect
from gatecoach.gate import Status
from gatecoach.journey import standing
from gatecoach.questions import next_questions
from gatecoach.scenario.result import Difference
from gatecoach.scenario.telling import Path
from gatecoach.source import Document
from gatecoach.subject import Subject


@dataclass(frozen=True, slots=True)
class Comparing:
    """One moment of one story, compared with what is expected of it."""

    document: Document
    path: Path
    subject: Subject | Session
    when: dt.datetime | dt.date
    refused: Mapping[str, str]

    def differences(self, expect: ExpectDef) -> Iterator[Difference]:
        """Everything that is not as expected, in the order of the expectation."""
        for name, wanted in expect.gates.items():
            yield from self._gate((name,), wanted, decide(self.subject, name, self.when))
        if expect.standing is not None:
            yield from self._named(("standing",), expect.standing, self._standing())
        if expect.step is not None:
            step = self.subject.step if isinstance(self.subject, Session) else self._standing()["verified"]
            yield from self._same(("step",), expect.step, step)
        yield from self._refused(expect.refused)

    def _refused(self, wanted: Mapping[str, str]) -> Iterator[Difference]:
        """A word that was refused and one that was taken are told one by one."""
        for id_ in dict.fromkeys([*wanted, *self.refused]):
            expected = wanted.get(id_, "nothing refused")
            yield from self._same(("refused", id_), expected, self.refused.get(id_, "nothing refused"))

    def _standing(self) -> dict[str, Any]:
        if isinstance(self.subject, Session):
            return {"verified": self.subject.step, "gap": "unknown", "ahead": [], "ended": self.subject.closed}
        found = standing(self.subject, self.when)
        gap = found.gap if isinstance(found.gap, int) else str(found.gap)
        return {"verified": found.verified, "gap": gap, "ahead": list(found.ahead), "ended": found.ended}

    def _gate(self, path: Path, wanted: GateExpect, decision: Decision) -> Iterator[Difference]:
        said = {
            "passes": decision.passes,
            "carried": decision.carried,
            "allows_move": decision.allows_move,
            "on_path": decision.on_path,
        }
        yield from self._named(path, wanted, said, lambda: _why(decision))
        yield from self._at_least((*path, "tasks"), wanted.tasks, [each.requirement for each in decision.tasks])
        if wanted.asks:
            yield from self._at_least((*path, "asks"), wanted.asks, self._asked(decision.gate))
        results = {each.id: each for each in decision.requirements}
        for name, each in wanted.requirements.items():
            yield from self._requirement((*path, "requirements", name), each, results[name])

    def _asked(self, gate: str) -> list[str]:
        """The ids of the questions about a gate; in a talk the words it waits for."""
        if isinstance(self.subject, Session):
            return [each.what for each in asks(self.subject, self.when) if each.gate == gate]
        questions = next_questions(standing(self.subject, self.when))
        return [each.id for each in questions if each.closes.partition(".")[0] == gate]

    def _requirement(self, path: Path, wanted: RequirementExpect, result: RequirementResult) -> Iterator[Difference]:
        said = {
            "status": str(result.status),
            "waived": result.status is Status.WAIVED,
            "carried": result.carried,
            "strength": result.strength,
        }
        yield from self._named(path, wanted, said, lambda: _all_misses(result))
        for side, status in wanted.sides().items():
            each = result.sides[side]
            if status != each.status:
                yield self._difference((*path, side), status, str(each.status), _misses(each))
        for side, codes in wanted.misses().items():
            found = [code for miss in result.sides[side].near_misses for code in (miss.code, *miss.also)]
            yield from self._at_least((*path, "near-misses", side), codes, found)

    def _named(
        self, path: Path, wanted: Any, said: Mapping[str, Any], why: Callable[[], str] = str
    ) -> Iterator[Difference]:
        """The differences in what the author really named."""
        for name in said:
            if name in wanted.model_fields_set and getattr(wanted, name) != said[name]:
                yield self._difference((*path, name.replace("_", "-")), getattr(wanted, name), said[name], why())

    def _same(self, path: Path, expected: Any, found: Any) -> Iterator[Difference]:
        if expected != found:
            yield self._difference(path, expected, found, "")

    def _at_least(self, path: Path, wanted: Sequence[str], found: Sequence[str]) -> Iterator[Difference]:
        lacking = [each for each in wanted if each not in found]
        if lacking:
            yield self._difference(path, list(wanted), list(found), f"{', '.join(lacking)} is not among them")

    def _difference(self, path: Path, expected: Any, found: Any, why: str) -> Difference:
        line = self.document.locate((*self.path, "expect", *path)).line
        place = ".".join(str(step) for step in (*self.path, *path))
        return Difference(place, expected, found, why, line)


def _misses(result: SideResult) -> str:
    """The near misses of a side in short: item, and what keeps it from counting."""
    return ", ".join(
        f"{each.item or 'the count'} is {' and '.join((each.code, *each.also))}" for each in result.near_misses
    )


def _all_misses(result: RequirementResult) -> str:
    told = {side: _misses(each) for side, each in result.sides.items()}
    return "; ".join(f"{side}: {misses}" for side, misses in told.items() if misses)


def _why(decision: Decision) -> str:
    return "; ".join(f"{each.place} {each.code}" for each in decision.reasons)
