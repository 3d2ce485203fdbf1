"""What became of each message: one outcome, one stable rule, one plain sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["evidence", "contact", "review", "no", "reject"]
OUTCOMES: tuple[Outcome, ...] = ("evidence", "contact", "review", "no", "reject")

SENTENCES: dict[tuple[Outcome, str], str] = {
    ("evidence", "labelled"): "evidence {what} by {by}: a label says what this mail of ours is.",
    ("evidence", "reply"): "evidence {what} by {by}: it replies to {answers}.",
    ("evidence", "automatic"): "kept as {what} by {by}, marked as sent by a machine ({mark}): it replies to {answers}.",
    (
        "contact",
        "nothing-answers-it",
    ): "a sign of contact from {by}: it replies to {answers}, and no type answers that.",
    ("contact", "no-link"): "a sign of contact from {by}, no evidence: it replies to none of our labelled mails.",
    (
        "review",
        "label-on-foreign-mail",
    ): "please look: it is labelled {label}, but {by} is not one of our sellers; {then}.",
    ("review", "several-labels"): "please look: it has several labels ({label}); leave the one that says what it is.",
    ("review", "several-types"): "please look: it replies to {answers}, and {types} could all answer that; say which.",
    (
        "review",
        "new-person",
    ): "please look: {by} is new, at the domain of a person we know; add them if they take part.",
    ("review", "same-id-other-content"): "please look: another mail has the same Message-ID {id} and other content.",
    ("no", "automatic"): "nothing: a machine sent it ({mark}), and it answers none of our labelled mails.",
    ("no", "duplicate"): "nothing new: the same mail is here already, as {first}.",
    ("no", "seller-unlabelled"): "nothing: a mail of {by} without a label, outside every labelled thread.",
    ("no", "unrelated"): "nothing: {by} takes no part for the customer, and it replies to none of our labelled mails.",
    ("reject", "too-large"): "not read: it is larger than {limit}.",
    ("reject", "too-many-lines"): "not read: it has more than {limit} lines.",
    ("reject", "headers-too-large"): "not read: its headers are larger than {limit}.",
    ("reject", "too-many-headers"): "not read: it has more than {limit} headers in one place.",
    ("reject", "header-too-long"): "not read: its header {header} is longer than {limit} characters.",
    ("reject", "too-deep"): "not read: its parts are nested more than {limit} deep.",
    ("reject", "too-many-parts"): "not read: it has more than {limit} parts.",
    ("reject", "too-many-addresses"): "not read: its header {header} has more than {limit} addresses.",
    ("reject", "not-a-mail"): "not read: it is no mail, it does not begin with headers.",
    ("reject", "no-sender"): "not read: it has no From header with one readable address.",
    ("reject", "two-senders"): "not read: it names more than one sender; nobody can say who wrote it.",
    ("reject", "no-message-id"): "not read: it has no usable Message-ID, so nothing can refer to it.",
    ("reject", "no-date"): "not read: it has no Date with a day, a time and a time zone.",
    ("reject", "unparseable"): "not read: it is broken in a way that a mail cannot be ({cause}).",
}
"""Every outcome there is, by outcome and rule, with its sentence."""


@dataclass(frozen=True, slots=True)
class MailOutcome:
    """What became of one file: `outcome` by `rule`, the parameters of its sentence, the evidence it made."""

    name: str
    message_id: str
    outcome: Outcome
    rule: str
    params: Mapping[str, str] = field(default_factory=dict)
    made: tuple[str, ...] = ()

    def text(self) -> str:
        """One plain sentence: what the message became and why."""
        return SENTENCES[self.outcome, self.rule].format_map(self.params)


class RefusedError(Exception):
    """Inside intake only: a message that cannot be read, by which rule; it ends as an outcome `reject`."""

    def __init__(self, rule: str, **params: str) -> None:
        """Keep the rule and the parameters of its sentence."""
        super().__init__(rule)
        self.rule = rule
        self.params = params
