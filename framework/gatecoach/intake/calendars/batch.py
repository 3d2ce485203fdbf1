"""Calendar objects, alone or in the mails that carry them → invitations, answers and what takes them back.

A label says what an invitation of ours is, by its UID or by the mail that carried it. Every answer to it becomes an
item of the type that answers this label, whoever sent it, and is read as what its status says. That somebody
accepted does not mean that a meeting took place: nothing here ever says that one did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from gatecoach.facts import Evidence, Revocation, Statement
from gatecoach.intake.calendars.answers import taken_back
from gatecoach.intake.calendars.context import CalendarContext
from gatecoach.intake.calendars.copies import is_genuine, sort_out
from gatecoach.intake.calendars.entries import Entry
from gatecoach.intake.calendars.inputs import entries_of
from gatecoach.intake.calendars.invitations import Invitations
from gatecoach.intake.calendars.outcomes import PASSED_ON, CalendarOutcome
from gatecoach.intake.calendars.people import Directory
from gatecoach.intake.calendars.verdicts import Judge, Verdict

UPLOADED = "uploaded"
"""Why a file alone is no more than asserted, however it got here."""


@dataclass(frozen=True, slots=True)
class CalendarIntake:
    """The facts in order of time, and at least one outcome for every input in the order they were given.

    Invitations and answers are `evidence`; the readings of the answers are `statements`, told by the source;
    `revocations` take back invitations that were cancelled and every yes that stands no longer. The time of an item is
    when it was said: as the trusted server that took its mail says, else its DTSTAMP. `facts` are all three, and
    `outcomes` say what became of each entry.
    """

    evidence: tuple[Evidence, ...]
    statements: tuple[Statement, ...]
    revocations: tuple[Revocation, ...]
    outcomes: tuple[CalendarOutcome, ...]

    @property
    def facts(self) -> tuple[Evidence | Statement | Revocation, ...]:
        """Everything for `Subject.with_facts`."""
        return (*self.evidence, *self.statements, *self.revocations)


def read_calendar(messages: Iterable[tuple[str, bytes]], context: CalendarContext) -> CalendarIntake:
    """The facts in these inputs (file name, raw bytes): objects of their own (.ics), or mails that carry some.

    Bad input raises nothing and none is left out. The order of the inputs changes neither the facts nor what becomes
    of each. An object of more than 1 MB, 50,000 lines, 500 components, 500 attendees or 4 components inside each other
    is refused, as is what mail intake refuses; of one mail at most 20 objects are read. An invitation with more than
    300 entries of its organizer counts for nothing.

    Raises:
        UsageError: the extra `calendar` is not installed.
    """
    inputs = [each for name, raw in messages for each in entries_of(name, raw, context)]
    bench = _Bench(context, inputs)
    found = list(bench.verdicts.values())
    answers = [each.answer for each in found if each.answer is not None]
    revoked = [revocation for each in found for revocation in each.revocations]
    return CalendarIntake(
        tuple(sorted((each.item for each in found if each.item), key=_in_time)),
        tuple(sorted((each.statement for each in found if each.statement), key=_in_time)),
        tuple(sorted([*revoked, *taken_back(answers, context.source)], key=_in_time)),
        tuple(each if isinstance(each, CalendarOutcome) else bench.outcome(each) for each in inputs),
    )


def _in_time(fact: Evidence | Statement | Revocation) -> tuple[dt.date, str]:
    return fact.at, fact.id


class _Bench:
    """The entries of one batch, judged: each that is genuine once, the others by themselves."""

    def __init__(self, context: CalendarContext, inputs: Iterable[Entry | CalendarOutcome]) -> None:
        self.people = Directory(context)
        self.copies = sort_out((each for each in inputs if isinstance(each, Entry)), self.people)
        kept = self.copies.kept
        self.judge = Judge(context, self.people, Invitations(context, self.people, kept.values()))
        self.verdicts = {id_: self.judge.verdict(each) for id_, each in kept.items()}

    def outcome(self, entry: Entry) -> CalendarOutcome:
        """What became of this very entry: as judged, a second copy, or one of several that contradict each other."""
        verdict = self._verdict(entry)
        became = (verdict.item.id if verdict.item else entry.id, verdict.outcome, verdict.rule, verdict.params)
        return CalendarOutcome(entry.name, *became, made=verdict.made, proof=self._proof(entry, verdict), uid=entry.uid)

    def _proof(self, entry: Entry, verdict: Verdict) -> str:
        """Why the item has its grade: as its mail proves, unless it counts for less than that."""
        kept = self.copies.kept.get(entry.id, entry)
        if verdict.item is None:
            return ""
        if verdict.item.grade != kept.grade:
            return "not-checked" if verdict.outcome == "review" else PASSED_ON
        return kept.carrier.proof if kept.carrier else UPLOADED

    def _verdict(self, entry: Entry) -> Verdict:
        if not is_genuine(entry, self.people):
            return self.judge.verdict(entry)
        if self.copies.contradicts(entry):
            return Verdict("review", "same-id-other-content", self.judge.said(entry))
        first = self.copies.first[entry.id]
        if first is not entry:
            return Verdict("no", "duplicate", {**self.judge.said(entry), "first": first.name})
        return self.verdicts[entry.id]
