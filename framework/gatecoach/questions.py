"""Which question next: a pure function of where the subject stands and what was asked already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gatecoach.decision import Decision, RequirementResult
from gatecoach.definition.answers import AnswerDef
from gatecoach.definition.plain import say
from gatecoach.errors import Reason
from gatecoach.framework import Framework
from gatecoach.gate import Status
from gatecoach.journey import Standing
from gatecoach.lower import Gate

SPOKEN = "en"
"""The language that decisions are told in unless somebody asks for another."""


@dataclass(frozen=True, slots=True)
class Question:
    """An open question, what it helps to close, and why it is asked now.

    `answer` says who answers and which evidence the answer becomes, where the bank does.
    """

    id: str
    ask: str
    closes: str
    area: str
    reason: Reason
    use_case: tuple[str, ...] = ()
    conversation: str = ""
    answer: AnswerDef | None = None


def next_questions(
    standing: Standing, *, asked: Collection[str] = (), at_most: int | None = None, language: str = "en"
) -> list[Question]:
    """The questions for the gates to work on now, the next one first.

    First what closes an open requirement, then what helps with the gate, at last what serves any gate; among those
    what was written for the subject's use case, then an area that was not asked about lately. `asked` holds the ids
    already asked.
    """
    framework, journey = standing.subject.framework, standing.subject.journey
    found: list[Question] = []
    anywhere: list[Question] = []
    for name in standing.blocked:
        decision = standing.decisions[name]
        if language != SPOKEN:
            decision = decision.in_language(language)
        found += _next(_for_gate(framework, journey, decision, language), standing, asked)
        anywhere = anywhere or _next(_for_any(framework, journey, decision, language), standing, asked)
    return [*found, *anywhere][:at_most]


def _next(every: Iterable[Question], standing: Standing, asked: Collection[str]) -> list[Question]:
    """Those that serve and were not asked yet, in their order."""
    fitting = [each for each in every if _serves(each, standing)]
    return _spread(*([each for each in fitting if (each.id in asked) is known] for known in (False, True)))


def _serves(question: Question, standing: Standing) -> bool:
    """Whether the question is for this subject's use case; one without a use case serves every one."""
    return not question.use_case or bool(set(question.use_case) & set(standing.use_cases))


def _for_gate(framework: Framework, journey: str, decision: Decision, language: str) -> Iterator[Question]:
    gate = framework.gate(journey, decision.gate)
    open_ = [each for each in decision.requirements if not each.settled]
    for each in open_:
        yield from _for_requirement(framework, journey, gate, each, language)
    reason = Reason("closes-gate", gate.id, {"gate": decision.title})
    yield from _banked(framework, journey, gate.id, reason, language)
    yield from _inline(gate.ask, gate.id, reason, language)


def _for_any(framework: Framework, journey: str, decision: Decision, language: str) -> Iterator[Question]:
    """What serves every gate, asked about this one."""
    reason = Reason("closes-gate", decision.gate, {"gate": decision.title})
    yield from _banked(framework, journey, None, reason, language)


def _for_requirement(
    framework: Framework, journey: str, gate: Gate, result: RequirementResult, language: str
) -> Iterator[Question]:
    place = f"{gate.id}.{result.id}"
    sides = [side for side, each in result.sides.items() if each.status is not Status.MET]
    reason = Reason("closes-requirement", place, {"say": result.say, "status": str(result.status), "sides": sides})
    requirement = next(each for each in gate.requirements if each.id == result.id)
    yield from _banked(framework, journey, place, reason, language)
    yield from _inline(requirement.ask, place, reason, language)


def _banked(
    framework: Framework, journey: str, closes: str | None, reason: Reason, language: str
) -> Iterator[Question]:
    """The questions of the banks that close this; they are told to close what they are asked for."""
    for bank in framework.banks:
        for id_, each in bank.bank.items():
            if journey in bank.for_ and each.closes == closes:
                more = (tuple(each.use_case), each.conversation or "", each.answer)
                yield Question(id_, say(each.ask, language), reason.place, each.area or "", reason, *more)


def _inline(texts: Sequence[dict[str, str]], place: str, reason: Reason, language: str) -> Iterator[Question]:
    for number, text in enumerate(texts, start=1):
        yield Question(f"{place}.{number}", say(text, language), place, "", reason)


def _spread(left: list[Question], asked: list[Question]) -> list[Question]:
    """Requirement before gate, and within them the area asked about least so far first."""
    areas = [each.area for each in asked]
    ordered: list[Question] = []
    for code in ("closes-requirement", "closes-gate"):
        tier = [each for each in left if each.reason.code == code]
        while tier:
            best = min(tier, key=lambda each: (not each.use_case, areas.count(each.area) if each.area else 0))
            tier.remove(best)
            areas.append(best.area)
            ordered.append(best)
    return ordered
