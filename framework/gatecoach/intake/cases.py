"""One mail among the others: who sent it, what it answers, what it could be. The rules ask nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from gatecoach.facts import Person
from gatecoach.intake.addresses import by_address, domain_of
from gatecoach.intake.context import NOTHING, Labels, MailContext
from gatecoach.intake.domains import Domains
from gatecoach.intake.grading import Proof, proof_of
from gatecoach.intake.headers import Mail
from gatecoach.intake.linking import link
from gatecoach.intake.quoting import Ours, quoted

SELLER, CUSTOMER = "seller", "customer"


class Directory:
    """Who uses which address, and whose domain it is at."""

    def __init__(self, context: MailContext) -> None:
        """Index the people and the domains of this context."""
        self._people = by_address(context.people)
        self._domains = Domains.of(context.people, context.domains, context.free_mail)
        self._alike: dict[str, str] = {}

    def person(self, address: str) -> Person | None:
        """The one person who uses this address; the name shown beside it is never asked."""
        return self._people.get(address)

    def side(self, address: str) -> str:
        """The side of the person who uses it, else of its domain; empty where neither is known."""
        found = self.person(address)
        return found.side if found else self._domains.side(domain_of(address))

    def looks_like(self, address: str) -> str:
        """The domain of a side that the address only looks like."""
        domain = domain_of(address)
        if domain not in self._alike:
            self._alike[domain] = self._domains.looks_like(domain)
        return self._alike[domain]

    def knows(self, side: str) -> bool:
        """Whether any address of a side is known."""
        return any(each.side == side for each in self._people.values()) or side in self._domains.sides.values()


class Batch:
    """All mails that are judged together, how they hang together, and what the labels say."""

    def __init__(self, context: MailContext, mails: Mapping[str, Mail]) -> None:
        """Work out the links of these mails (by Message-ID)."""
        self.context = context
        self.mails = mails
        self.people = Directory(context)
        self.labels = Labels.of(context.labels, context.subject)
        self.reaches_us = self.people.knows(SELLER)
        foreign = {key for key in self.labels.applying if key in mails and not self.is_ours(mails[key])}
        self.labelled = {key for key in self.labels.applying if self.labels.names(key)} - foreign
        self.links = link(mails, self.labelled)
        everywhere = self.labels.deals.keys() - {key for key, each in mails.items() if not self.is_ours(each)}
        self.links_of_all_deals = link(mails, everywhere) if everywhere - self.labelled else self.links

    def is_ours(self, mail: Mail) -> bool:
        """Whether a seller sent it, or somebody at a domain of ours."""
        return self.people.side(mail.sender) == SELLER

    @cached_property
    def quotable(self) -> tuple[Ours, ...]:
        """Our labelled mails as others may quote them."""
        return tuple(Ours.of(self.mails[key]) for key in sorted(self.labelled & self.mails.keys()))

    def answering(self, anchors: tuple[str, ...]) -> tuple[str, ...]:
        """The types that a reply to these labelled messages could be, sorted."""
        labels = {label for key in anchors for label in self.labels.names(key)}
        return tuple(sorted({each for label in labels for each in self.context.answered_by.get(label, ())}))


class Case:
    """One mail and everything the rules ask about it; what only some of them ask is worked out when they do."""

    def __init__(self, batch: Batch, mail: Mail, *, labelled: bool = True) -> None:
        """The mail among the others; without its labels if it is not `labelled`."""
        self.batch = batch
        self.mail = mail
        self.ours = batch.is_ours(mail)
        self.labels = batch.labels.names(mail.message_id) if labelled else ()
        self.link = batch.links[mail.message_id]

    @cached_property
    def by(self) -> str:
        """Whose act it is: the person's id, else the address."""
        person = self.batch.people.person(self.mail.sender)
        return self.mail.sender if person is None else person.id

    @cached_property
    def person(self) -> Person | None:
        """The person who sent it, if we know them."""
        return self.batch.people.person(self.mail.sender)

    @cached_property
    def side(self) -> str:
        """The side of its sender, by person or domain."""
        return self.batch.people.side(self.mail.sender)

    @cached_property
    def quoted(self) -> str:
        """The labelled mail of ours that it quotes without naming it."""
        return "" if self.link.anchors or self.ours else quoted(self.mail, self.batch.quotable)

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The types it could be, as a reply to what it names or quotes."""
        return self.batch.answering(self.link.anchors or ((self.quoted,) if self.quoted else ()))

    @property
    def answers(self) -> tuple[str, ...]:
        """The messages directly above it."""
        return self.link.parents or ((self.quoted,) if self.quoted else ())

    @cached_property
    def chosen(self) -> str:
        """The one of its possible types that a person named; empty where nobody did, or several were named."""
        named = [each for each in self.labels if each in self.types]
        return named[0] if len(named) == 1 == len(self.labels) else ""

    @cached_property
    def deals(self) -> tuple[str, tuple[str, ...]]:
        """The messages (itself, or those it answers) that labels give to several deals, and these; else nothing.

        What answers a mail of another deal first, and one of ours only through it, serves both.
        """
        own = self.mail.message_id
        settled = self.chosen or (self.ours and self.labels)
        above = () if settled else (*self.link.anchors, *self.batch.links_of_all_deals[own].anchors)
        return self.batch.labels.several_deals((own, *above))

    @cached_property
    def recipients(self) -> frozenset[str]:
        """The sides it is addressed to; an empty one for everybody unknown."""
        return frozenset(map(self.batch.people.side, self.mail.recipients))

    @cached_property
    def proof(self) -> Proof:
        """How well its origin is proven."""
        return proof_of(self.mail, self.link.header, self.batch.context.checks)

    @property
    def reader(self) -> str:
        """Who said what it is, or set it aside."""
        label = self.chosen or NOTHING
        return self.batch.labels.reader(self.mail.message_id, label)
