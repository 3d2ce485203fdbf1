"""A folder of mails → evidence, and of every message what it became and why.

A mail is not a meaning: a *label* says what a message of ours is, and every reply to it becomes an item
of the type that answers this label, whoever sent it. Role, side, time and outcome are judged elsewhere,
so that nothing that almost counts disappears here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from gatecoach.facts import Evidence, Grade, Label, Person
from gatecoach.intake.addresses import by_address, canonical, domain_of
from gatecoach.intake.authentication import is_observed
from gatecoach.intake.headers import Mail, read
from gatecoach.intake.linking import Link, link
from gatecoach.intake.outcomes import MailOutcome, Outcome, RefusedError

SELLER = "seller"
CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class MailContext:
    """What intake must know besides the mails; nothing of it is looked up.

    `answered_by` names for each evidence type the types that answer it. `source` becomes the source of
    the evidence. `trusted` holds the servers whose Authentication-Results count when a connector fetched
    the mails. With a `subject`, only labels for it, or for no subject, apply.
    """

    answered_by: Mapping[str, tuple[str, ...]]
    people: tuple[Person, ...]
    labels: tuple[Label, ...]
    source: str = "mail"
    fetched_by: Literal["connector", "upload"] = "upload"
    trusted: frozenset[str] = frozenset()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class MailIntake:
    """The evidence in order of time, and one outcome for every message in the order they were given."""

    evidence: tuple[Evidence, ...]
    outcomes: tuple[MailOutcome, ...]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What one message becomes: outcome, rule, parameters of the sentence, the item if there is one."""

    outcome: Outcome
    rule: str
    params: Mapping[str, str]
    item: Evidence | None = None


def read_mail(messages: Iterable[tuple[str, bytes]], context: MailContext) -> MailIntake:
    """The evidence in these messages (file name, raw bytes); nothing raises and no message is left out.

    The order of the messages changes neither the evidence nor what becomes of each.
    """
    inputs = [_read(name, raw) for name, raw in messages]
    batch = _Batch.of([each for each in inputs if isinstance(each, Mail)])
    judge = _Judge(context, batch.mails)
    in_time = sorted(batch.mails.values(), key=lambda mail: (mail.at, mail.message_id))
    verdicts = {mail.message_id: judge.verdict(mail) for mail in in_time}
    items = tuple(each.item for each in verdicts.values() if each.item is not None)
    outcomes = [each if isinstance(each, MailOutcome) else batch.outcome(each, verdicts) for each in inputs]
    return MailIntake(items, tuple(outcomes))


def _read(name: str, raw: bytes) -> Mail | MailOutcome:
    try:
        return read(name, raw)
    except RefusedError as refused:
        return MailOutcome(name, "", "reject", refused.rule, refused.params)


@dataclass(frozen=True, slots=True)
class _Batch:
    """The readable mails by Message-ID, each once; ids that several different mails claim stand apart."""

    mails: Mapping[str, Mail]
    disputed: frozenset[str]

    @classmethod
    def of(cls, mails: list[Mail]) -> _Batch:
        digests: dict[str, set[str]] = {}
        for mail in mails:
            digests.setdefault(mail.message_id, set()).add(mail.digest)
        disputed = frozenset(key for key, each in digests.items() if len(each) > 1)
        kept: dict[str, Mail] = {}
        for position in sorted(range(len(mails)), key=lambda each: (mails[each].name, each)):
            mail = mails[position]
            if mail.message_id not in disputed:
                kept.setdefault(mail.message_id, mail)
        return cls(kept, disputed)

    def outcome(self, mail: Mail, verdicts: Mapping[str, _Verdict]) -> MailOutcome:
        """What became of this very file: as judged, a second copy, or one of several with the same id."""
        key = mail.message_id
        if key in self.disputed:
            return MailOutcome(mail.name, key, "review", "same-id-other-content", {"id": key})
        if self.mails[key] is not mail:
            return MailOutcome(mail.name, key, "no", "duplicate", {"first": self.mails[key].name})
        verdict = verdicts[key]
        made = (verdict.item.id,) if verdict.item is not None else ()
        return MailOutcome(mail.name, key, verdict.outcome, verdict.rule, verdict.params, made)


class _Judge:
    """The rules, in their order, over one batch."""

    def __init__(self, context: MailContext, mails: Mapping[str, Mail]) -> None:
        self.context = context
        self.people = by_address(context.people)
        self.labels = _labels(context)
        customers = (person for person in context.people if person.side == CUSTOMER)
        self.customer_domains = {domain_of(canonical(each)) for person in customers for each in person.addresses}
        foreign = {key for key in self.labels if key in mails and not self._is_seller(mails[key])}
        self.links = link(mails, self.labels.keys() - foreign)

    def verdict(self, mail: Mail) -> _Verdict:
        """What this message becomes."""
        labels = self.labels.get(mail.message_id, ())
        if not labels:
            return self._unlabelled(mail)
        if self._is_seller(mail):
            return self._labelled(mail, labels)
        read_as = self._unlabelled(mail)
        then = "it was read as the reply it is" if read_as.item is not None else "the label is set aside"
        params = {"by": mail.sender, "label": ", ".join(labels), "then": then}
        return _Verdict("review", "label-on-foreign-mail", params, read_as.item)

    def _labelled(self, mail: Mail, labels: tuple[str, ...]) -> _Verdict:
        if len(labels) > 1:
            return _Verdict("review", "several-labels", {"label": ", ".join(labels)})
        item = self._item(mail, labels[0])
        return _Verdict("evidence", "labelled", {"what": labels[0], "by": item.by}, item)

    def _unlabelled(self, mail: Mail) -> _Verdict:
        anchors = self.links[mail.message_id].anchors
        if not anchors:
            return self._unlinked(mail)
        types = sorted({each for key in anchors for label in self.labels[key] for each in self._answers(label)})
        params = {"by": self._actor(mail), "answers": ", ".join(self.links[mail.message_id].parents)}
        if len(types) > 1:
            return _Verdict("review", "several-types", {**params, "types": " and ".join(types)})
        if not types and mail.automatic:
            return _Verdict("no", "automatic", {"mark": mail.automatic})
        if not types:
            return _Verdict("contact", "nothing-answers-it", params)
        rule = "automatic" if mail.automatic else "reply"
        params |= {"what": types[0], "mark": mail.automatic}
        return _Verdict("evidence", rule, params, self._item(mail, types[0]))

    def _unlinked(self, mail: Mail) -> _Verdict:
        params = {"by": self._actor(mail)}
        person = self.people.get(mail.sender)
        if mail.automatic:
            return _Verdict("no", "automatic", {"mark": mail.automatic})
        if self._is_seller(mail):
            return _Verdict("no", "seller-unlabelled", params)
        if person is not None and person.side == CUSTOMER:
            return _Verdict("contact", "no-link", params)
        if person is None and domain_of(mail.sender) in self.customer_domains:
            return _Verdict("review", "new-person", params)
        return _Verdict("no", "unrelated", params)

    def _item(self, mail: Mail, what: str) -> Evidence:
        link_up = self.links.get(mail.message_id, Link())
        return Evidence(
            id=mail.message_id,
            what=what,
            by=self._actor(mail),
            at=mail.at,
            source=self.context.source,
            answers=link_up.parents,
            grade=self._grade(mail),
            text=mail.text,
            machine_sent=bool(mail.automatic),
        )

    def _grade(self, mail: Mail) -> Grade:
        fetched = self.context.fetched_by == "connector"
        vouched = is_observed(mail.results, domain_of(mail.sender), self.context.trusted)
        return "observed" if fetched and vouched else "asserted"

    def _actor(self, mail: Mail) -> str:
        person = self.people.get(mail.sender)
        return mail.sender if person is None else person.id

    def _is_seller(self, mail: Mail) -> bool:
        person = self.people.get(mail.sender)
        return person is not None and person.side == SELLER

    def _answers(self, label: str) -> tuple[str, ...]:
        return self.context.answered_by.get(label, ())


def _labels(context: MailContext) -> dict[str, tuple[str, ...]]:
    """The labels that apply, by the id of the message they name (with or without angle brackets), sorted."""
    found: dict[str, set[str]] = {}
    for each in context.labels:
        if not context.subject or each.subject in ("", context.subject):
            found.setdefault(each.message.strip().removeprefix("<").removesuffix(">"), set()).add(each.label)
    return {key: tuple(sorted(each)) for key, each in found.items()}
