"""What waits for a person: mails whose meaning nobody guesses, and the rows that settle each.

A decision is a row of the person who made it, like any other row of people, labels and statements: a *label* says
what a message is (or that it is nothing), a *statement* how it is meant, a *person* that somebody takes part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gatecoach.definition import EvidenceDef
from gatecoach.errors import UsageError, did_you_mean
from gatecoach.facts import Evidence, HeldRole, Label, Person, Statement
from gatecoach.intake.cases import CUSTOMER, Batch, Case
from gatecoach.intake.context import NOTHING, MailContext
from gatecoach.intake.mail import MailIntake
from gatecoach.intake.outcomes import MailOutcome

Kind = Literal["what", "person", "outcome", "look"]
KINDS: tuple[Kind, ...] = ("person", "what", "outcome", "look")
"""In this order: who somebody is comes before what they say."""
When = dt.datetime | dt.date


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that a person has to decide, with the words it is about.

    `kind` is `what` (which of the `choices` is this message, or nothing), `outcome` (which of the `choices` does it
    mean), `person` (does the sender take part) or `look` (two labels or two mails that contradict each other: the
    rows themselves have to be put right). `messages` are the Message-IDs it is about, the newest last.
    """

    kind: Kind
    messages: tuple[str, ...]
    name: str
    by: str
    at: dt.datetime | None
    subject: str
    text: str
    why: str = ""
    choices: tuple[str, ...] = ()
    deal: str = ""

    @property
    def message(self) -> str:
        """The message it is about; of several the newest."""
        return self.messages[-1]

    def label(self, what: str, *, by: str, at: When) -> tuple[Label, ...]:
        """The rows that say what the messages are; `none` sets them aside.

        Raises:
            UsageError: a type that this message cannot be.
        """
        self._known(what, (*self.choices, NOTHING), ("what", "person"))
        return tuple(Label(label=what, message=each, by=by, at=at, subject=self.deal) for each in self.messages)

    def statement(self, outcome: str, quote: str, *, by: str, at: When) -> Statement:
        """The row that says how the message is meant, with the words that show it.

        Raises:
            UsageError: an outcome that its type does not have, or words that it does not newly say.
        """
        self._known(outcome, self.choices, ("outcome",))
        made = Statement(
            id=f"{self.message}-{outcome}-{by}", about=self.message, outcome=outcome, quote=quote, by=by, at=at
        )
        if not made.stands_in(self.text):
            words = f'"{" ".join(quote.split())}" is not in what {self.message} newly says'
            raise UsageError("not-quoted", words, help="Copy the words exactly; quoted lines do not count.")
        return made

    def person(self, id_: str, *, name: str = "", roles: Sequence[str] = (), side: str = CUSTOMER) -> Person:
        """The row that adds the sender to the people."""
        self._known("person", ("person",), ("person",))
        return Person(
            id=id_, side=side, name=name, roles=tuple(HeldRole(role=each) for each in roles), addresses=(self.by,)
        )

    def _known(self, word: str, choices: Sequence[str], kinds: Sequence[Kind]) -> None:
        if self.kind not in kinds:
            words = f"this is not what {self.message} waits for ({self.kind})"
            raise UsageError("other-decision", words, help="See what waits with `gatecoach intake review`.")
        if word not in choices:
            words = f'{self.message} cannot be "{word}"'
            raise UsageError("no-such-choice", words, help=did_you_mean(word, choices))


def waiting(
    intake: MailIntake,
    context: MailContext,
    types: Mapping[str, EvidenceDef],
    statements: Iterable[Statement] = (),
) -> tuple[Waiting, ...]:
    """Everything in this intake that waits for a person, people first, then in the order of time.

    `types` are the evidence types of the journey: an item whose type has outcomes waits until somebody has read it,
    if its sender may say such a thing at all. What `statements` read waits no longer.
    """
    batch = Batch(context, intake.mails)
    read = {each.about for each in statements}
    found = [*_people(intake, batch), *_messages(intake, batch)]
    found += [each for item in intake.evidence if item.id not in read for each in _unread(item, batch, types)]
    return tuple(sorted(found, key=_order))


def _order(each: Waiting) -> tuple[int, float, str, str]:
    return KINDS.index(each.kind), each.at.timestamp() if each.at else 0, each.message, each.name


def _messages(intake: MailIntake, batch: Batch) -> Iterator[Waiting]:
    """The messages under review."""
    for each in intake.outcomes:
        if each.outcome == "review" and each.rule != "new-person":
            mail = batch.mails.get(each.message_id)
            case = Case(batch, mail) if mail is not None else None
            choices = case.types if case is not None and not case.ours and not case.labels else ()
            yield _waiting("what" if choices else "look", each, case, choices)


def _people(intake: MailIntake, batch: Batch) -> Iterator[Waiting]:
    """Senders at a customer's domain whom nobody knows, each once, with what they wrote."""
    made = {item.id for item in intake.evidence if item.what and not item.machine_sent}
    aside = {key for key in batch.mails if batch.labels.reader(key, NOTHING)}
    senders: dict[str, list[tuple[Case, MailOutcome]]] = {}
    for each in intake.outcomes:
        if each.message_id not in aside and (each.rule == "new-person" or {*each.made} & made):
            case = Case(batch, batch.mails[each.message_id])
            if case.person is None and case.side == CUSTOMER:
                senders.setdefault(case.mail.sender, []).append((case, each))
    for every in senders.values():
        ordered = sorted(every, key=lambda pair: (pair[0].mail.at, pair[0].mail.message_id))
        messages = tuple(case.mail.message_id for case, _ in ordered)
        case, outcome = ordered[-1]
        yield replace(_waiting("person", outcome, case, ()), messages=messages, by=case.mail.sender)


def _unread(item: Evidence, batch: Batch, types: Mapping[str, EvidenceDef]) -> Iterator[Waiting]:
    """An item that nobody has read yet, if somebody wrote it who may say such a thing."""
    kind = types.get(item.what or "")
    case = Case(batch, batch.mails[item.id])
    person = case.person
    if kind is None or kind.outcomes is None or item.machine_sent or person is None:
        return
    may = person.side in kind.side and (not kind.by or bool(person.roles_on(case.mail.at.date()) & set(kind.by)))
    if may:
        outcomes = (*kind.outcomes.for_, *kind.outcomes.against)
        yield _waiting("outcome", MailOutcome(case.mail.name, item.id, "evidence", "reply"), case, outcomes, why="")


def _waiting(
    kind: Kind, outcome: MailOutcome, case: Case | None, choices: tuple[str, ...], why: str | None = None
) -> Waiting:
    said = outcome.text() if why is None else why
    if case is None:  # a mail that nobody can believe has no words to show
        return Waiting(kind, (outcome.message_id,), outcome.name, "", None, "", "", said, choices)
    mail = case.mail
    return Waiting(
        kind, (mail.message_id,), outcome.name, case.by, mail.at, mail.subject, mail.text, said, choices, _deal(case)
    )


def _deal(case: Case) -> str:
    """The deal of the labelled mail that a message answers, where it is one."""
    if case.batch.context.subject:
        return case.batch.context.subject
    applying = case.batch.labels.applying
    above = case.link.anchors or case.answers
    deals = {label.subject for key in above for label in applying.get(key, ())} - {""}
    return deals.pop() if len(deals) == 1 else ""
