"""The answers to questions about a subject: appended, never overwritten, each with the one before it.

An answer that another one followed is kept, and so is one to a question that is not asked of the subject any more:
both are not active.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from gatecoach.coaching import Event
from gatecoach.coaching.steps import When
from gatecoach.errors import UsageError, VersionConflict, did_you_mean
from gatecoach.framework import Framework
from gatecoach.gate import Status
from gatecoach.journal.known import known, refuse_other
from gatecoach.journal.names import TRIES, busy
from gatecoach.journal.protocol import Journal
from gatecoach.journal.records import ANSWERED, placed, question_answered
from gatecoach.journey import Standing


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: to which question, what it is and what it was before, who gave it, when, and why it changed.

    `item` is the evidence that it became, if it became any. An answer whose words were erased is not there at all, and
    neither is it what another one was before.
    """

    question: str
    value: Any
    by: str
    at: When
    was: Any = None
    reason: str = ""
    item: str = ""
    active: bool = True


def answer(
    journal: Journal,
    stream: str,
    framework: Framework,
    question: str,
    value: Any,
    *,
    by: str,
    at: When,
    reason: str = "",
    item: str = "",
) -> Answer:
    """Write down an answer to a question about the subject of that stream; the same again adds nothing.

    Raises:
        UsageError: no such question, nothing is kept under that stream, or another answer without a reason.
        JournalError: the subject is kept under another framework, or the journal cannot be read or written.
    """
    for _ in range(TRIES):
        events = journal.read(stream)
        found = known(events)
        if found is None:
            words = "no subject is kept in this stream, so nothing can be answered about it"
            raise UsageError("unknown-stream", words, place=stream, help="Keep the subject first: journal.keep.")
        refuse_other(found, framework)
        _asked(framework, found.journey, question)
        before = next((each for each in reversed(answers(events)) if each.question == question), None)
        if before is not None and before.value == value:
            return before
        if before is not None and not reason.strip():
            words = f'"{question}" has an answer already, and another one needs a reason'
            raise UsageError("reason-missing", words, place=question, help="Say why with `reason=`.")
        follows = next((each.id for each in reversed(events) if _is_to(each, question)), "")
        record = question_answered(question, value, follows=follows, reason=reason, item=item)
        try:
            journal.append(stream, len(events), placed(stream, len(events), [record], at=at, by=by))
        except VersionConflict:
            continue
        return Answer(question, value, by, at, before.value if before else None, reason, item)
    raise busy(stream)


def answers(events: Iterable[Event], relevant: Collection[str] | None = None) -> list[Answer]:
    """Every answer in a stream, in the order in which they were given.

    Active is the last one to each question, where `relevant` is given only of those questions (see `relevant_to`).
    """
    told = [each for each in events if each.kind == ANSWERED and "value" in each.data]
    last = {each.data["question"]: each.id for each in told}
    said = {each.id: each.data["value"] for each in told}
    found: list[Answer] = []
    for each in told:
        question, was = each.data["question"], said.get(each.data.get("follows", ""))
        active = last[question] == each.id and (relevant is None or question in relevant)
        more = (was, each.data.get("reason", ""), each.data.get("item", ""), active)
        found.append(Answer(question, each.data["value"], each.by, each.at, *more))
    return found


def _is_to(event: Event, question: str) -> bool:
    return event.kind == ANSWERED and event.data["question"] == question


def relevant_to(standing: Standing) -> frozenset[str]:
    """The questions that are about the subject as it stands: for its use case, its path and what applies to it.

    Whether they are still open is no matter: what was answered and helped stays an answer.
    """
    framework, journey = standing.subject.framework, standing.subject.journey
    gates = {name: each for name, each in standing.decisions.items() if each.on_path}
    met = {f"{name}.{each.id}": each.status for name, found in gates.items() for each in found.requirements}
    places = {*gates, *(place for place, status in met.items() if status is not Status.NOT_APPLICABLE)}
    banked = {
        id_
        for bank in framework.banks
        if journey in bank.for_
        for id_, each in bank.bank.items()
        if each.closes is None or each.closes in places
        if not each.use_case or set(each.use_case) & set(standing.use_cases)
    }
    return frozenset(banked | {id_ for id_, place in _inline(framework, journey).items() if place in places})


def _inline(framework: Framework, journey: str) -> dict[str, str]:
    """The questions that stand with gates and requirements: what each helps to close."""
    found = dict[str, str]()
    for gate in framework.journey(journey).gates.values():
        places = [(gate.id, gate.ask), *((f"{gate.id}.{each.id}", each.ask) for each in gate.requirements)]
        found |= {f"{place}.{number}": place for place, asks in places for number, _ in enumerate(asks, start=1)}
    return found


def _asked(framework: Framework, journey: str, question: str) -> None:
    banked = {id_ for bank in framework.banks if journey in bank.for_ for id_ in bank.bank}
    every = banked | _inline(framework, journey).keys()
    if question not in every:
        words = f'there is no question "{question}" for the journey "{journey}"'
        raise UsageError("unknown-question", words, help=did_you_mean(question, every))
