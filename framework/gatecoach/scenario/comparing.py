"""What was said beside what was expected: a difference for each thing that was named and is otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gatecoach.coaching import Session, asks, decide, opener
from gatecoach.decision import Decision, RequirementResult, SideResult
from gatecoach.definition.scenario import HOLDS, ExpectDef, GateExpect, RequirementExpect, StandingExpect
from gatecoach.gate import Status
from gatecoach.journey import Standing, standing
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
    hints: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def differences(self, expect: ExpectDef) -> Iterator[Difference]:
        """Everything that is not as expected, in the order of the expectation."""
        for name, wanted in expect.gates.items():
            yield from self._gate((name,), wanted, decide(self.subject, name, self.when))
        if expect.standing is not None:
            yield from self._standing(("standing",), expect.standing)
        if expect.step is not None:
            here = self.subject
            step = here.step if isinstance(here, Session) else standing(here, self.when).verified
            yield from self._same(("step",), expect.step, step)
        yield from self._one_by_one("refused", expect.refused, self.refused)
        yield from self._one_by_one("hints", _in_short(expect.hints), _in_short(self.hints))
        for who, talks in expect.suggested.items():
            yield from self._same(("suggested", who), sorted(talks), self._suggested(who))

    def _one_by_one(self, key: str, wanted: Mapping[str, str], found: Mapping[str, str]) -> Iterator[Difference]:
        """A word that was refused, or could be said better, and one that was not are told one by one."""
        for id_ in dict.fromkeys([*wanted, *found]):
            nothing = "nothing refused" if key == "refused" else f"no {key}"
            yield from self._same((key, id_), wanted.get(id_, nothing), found.get(id_, nothing))

    def _suggested(self, who: str) -> list[str]:
        """The talks that are suggested to somebody as this one opens."""
        found = opener(self.subject, who=who).suggested if isinstance(self.subject, Session) else ()
        return sorted(str(each.params["talk"]) for each in found)

    def _standing(self, path: Path, wanted: StandingExpect) -> Iterator[Difference]:
        if isinstance(self.subject, Session):
            said = {"verified": self.subject.step, "gap": "unknown", "ahead": [], "ended": self.subject.closed}
            yield from self._named(path, wanted, said)
            return
        found = standing(self.subject, self.when)
        yield from self._named(path, wanted, _stands(found))
        if wanted.without_waivers is not None:
            bare = found.without_waivers
            said = {"verified": bare.verified, "gap": _gap(bare.gap)}
            yield from self._named((*path, "without-waivers"), wanted.without_waivers, said)
        tasks = [f"{each.gate}.{each.requirement}" for each in found.tasks]
        yield from self._at_least((*path, "signals"), wanted.signals, [each.id for each in found.signals])
        yield from self._at_least((*path, "findings"), wanted.findings, [each.code for each in found.findings])
        yield from self._at_least((*path, "tasks"), wanted.tasks, tasks)

    def _gate(self, path: Path, wanted: GateExpect, decision: Decision) -> Iterator[Difference]:
        said = {
            "passes": decision.passes,
            "carried": decision.carried,
            "without_waivers": decision.without_waivers,
            "allows_move": decision.allows_move,
            "on_path": decision.on_path,
            "open": list(decision.open),
        }
        yield from self._named(path, wanted, said, lambda: _why(decision))
        yield from self._at_least((*path, "tasks"), wanted.tasks, [each.requirement for each in decision.tasks])
        if wanted.asks is not None:
            yield from self._at_least((*path, "asks"), wanted.asks, self._asked(decision.gate))
        if wanted.reasons is not None:
            yield from self._at_least((*path, "reasons"), wanted.reasons, [each.code for each in decision.reasons])
        if wanted.waivers is not None:
            yield from self._waivers((*path, "waivers"), wanted.waivers, decision)
        results = {each.id: each for each in decision.requirements}
        for name, each in wanted.requirements.items():
            place = (*path, "requirements", name)
            yield from self._requirement(place, each, results[name])
            yield from self._texts(place, each, decision)

    def _waivers(self, path: Path, wanted: Mapping[str, str], decision: Decision) -> Iterator[Difference]:
        given = {each.id: each.void or HOLDS for each in decision.waivers}
        for id_, code in wanted.items():
            yield from self._same((*path, id_), code, given.get(id_, "not given"))

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
            "waiver": result.waiver,
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
        for name in ("used", "open"):
            for side, ids in (getattr(wanted, name) or {}).items():
                yield from self._same((*path, name, side), ids, list(getattr(result.sides[side], name)))

    def _texts(self, path: Path, wanted: RequirementExpect, decision: Decision) -> Iterator[Difference]:
        """What the requirement says, in each language that is named; without one, as it is read by default."""
        for language, text in (wanted.say or {}).items():
            read = decision.in_language(language) if language else decision
            said = next(each.say for each in read.requirements if each.id == path[-1])
            yield from self._same((*path, "say", *filter(None, [language])), text, said)

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

    def _at_least(self, path: Path, wanted: Sequence[str] | None, found: Sequence[str]) -> Iterator[Difference]:
        """What is named and lacking; an empty list expects none."""
        lacking = [each for each in wanted or () if each not in found]
        if lacking:
            yield self._difference(path, list(wanted or ()), list(found), f"{', '.join(lacking)} is not among them")
        elif wanted == [] and found:
            yield self._difference(path, [], list(found), "none is expected")

    def _difference(self, path: Path, expected: Any, found: Any, why: str) -> Difference:
        line = self.document.locate((*self.path, "expect", *path)).line
        place = ".".join(str(step) for step in (*self.path, *path))
        return Difference(place, expected, found, why, line)


def _in_short(hints: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The codes of each word in one line, in whatever order they were given."""
    return {id_: ", ".join(sorted(codes)) for id_, codes in hints.items()}


def _stands(found: Standing) -> dict[str, Any]:
    """What is exact about a standing."""
    exact = ("verified", "claimed", "ended", "may_end")
    lists = ("ahead", "blocked", "use_cases")
    return {
        **{name: getattr(found, name) for name in exact},
        **{name: list(getattr(found, name)) for name in lists},
        "gap": _gap(found.gap),
    }


def _gap(gap: object) -> object:
    """A gap as authors write it."""
    return gap if isinstance(gap, int) else str(gap)


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
