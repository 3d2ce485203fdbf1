"""What intake must know besides the mails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from gatecoach.facts import Label, Person
from gatecoach.intake.domains import FREE_MAIL
from gatecoach.intake.grading import Checks
from gatecoach.intake.keys import Keys, KeyStore, Resolver

NOTHING = "none"
"""The label of a message that a person looked at and set aside; no evidence type can be called so."""


@dataclass(frozen=True, slots=True)
class MailContext:
    """What intake must know besides the mails; nothing of it is looked up.

    `answered_by` names for each evidence type the types that answer it (`Framework.answered_by()` has them). `people`
    are those of both sides, by their addresses; `labels` say what mails of ours are. `source` becomes the source of
    the evidence. `fetched_by` is `connector` only for mails that nobody but the connector could change; `trusted` holds
    the names of the servers whose Authentication-Results then count. With a `subject`, only labels for it, or for no
    subject, apply; hand over the labels of all deals all the same, so that a mail that serves two of them is found out.

    `keys` check the signatures of mails (`read_keys` reads them); a `resolver` is asked for those that are not there:
    it takes `selector._domainkey.domain` and gives its TXT record, or None. `domains` adds domains to a side, such as
    those of the account in the CRM; at an address in `free_mail` only the whole address says who somebody is. A date
    more than ten minutes after `now`, which has a time zone, is looked at by a person; without `now` none is. Where
    `calendars` are read too, our own invitations are left to them.
    """

    answered_by: Mapping[str, tuple[str, ...]]
    people: tuple[Person, ...]
    labels: tuple[Label, ...]
    source: str = "mail"
    fetched_by: Literal["connector", "upload"] = "upload"
    trusted: frozenset[str] = frozenset()
    subject: str = ""
    keys: KeyStore = field(default_factory=dict)
    resolver: Resolver | None = None
    domains: Mapping[str, Collection[str]] = field(default_factory=dict)
    free_mail: Collection[str] = FREE_MAIL
    now: dt.datetime | None = None
    calendars: bool = False

    @property
    def checks(self) -> Checks:
        """How the mails got here and what can prove where they come from."""
        return Checks(self.fetched_by, self.trusted, Keys(self.keys, self.resolver))


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that apply, by the id of the message they name, and the deals that any labels give a message to."""

    applying: Mapping[str, tuple[Label, ...]]
    deals: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, labels: Iterable[Label], subject: str) -> Labels:
        """The labels of this deal (empty = of all); ids count with or without angle brackets.

        That somebody set a message aside gives it to no deal.
        """
        applying: dict[str, list[Label]] = {}
        deals: dict[str, set[str]] = {}
        for each in labels:
            message = each.message.strip().removeprefix("<").removesuffix(">")
            if each.label != NOTHING:
                deals.setdefault(message, set()).update({each.subject} - {""})
            if not subject or each.subject in ("", subject):
                applying.setdefault(message, []).append(each)
        given = {key: frozenset(each) for key, each in deals.items()}
        return cls({key: tuple(each) for key, each in applying.items()}, given)

    def several_deals(self, messages: Iterable[str]) -> tuple[str, tuple[str, ...]]:
        """Which of these messages labels give to several deals, taken together, and the deals; else nothing."""
        given = [each for each in dict.fromkeys(messages) if self.deals.get(each)]
        found = sorted({deal for each in given for deal in self.deals[each]})
        return (", ".join(given), tuple(found)) if len(found) > 1 else ("", ())

    def names(self, message: str) -> tuple[str, ...]:
        """What the labels of a message say it is, sorted, each once; that somebody set it aside is not among it."""
        return tuple(sorted({each.label for each in self.applying.get(message, ())} - {NOTHING}))

    def reader(self, message: str, label: str) -> str:
        """Who gave the message this label first; empty where nobody did."""
        given = [each for each in self.applying.get(message, ()) if each.label == label]
        return min(given, key=lambda each: (str(each.at), each.by)).by if given else ""
