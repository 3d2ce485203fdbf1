"""Who is who by address: the actor of an entry, and on which side they stand."""

from __future__ import annotations

from gatecoach.intake.addresses import by_address, domain_of
from gatecoach.intake.calendars.context import CalendarContext
from gatecoach.intake.domains import Domains

SELLER = "seller"
CUSTOMER = "customer"


class Directory:
    """The people of a deal by the addresses they use, and whose domain an address is at; as in mail intake."""

    def __init__(self, context: CalendarContext) -> None:
        """Index the people and domains of this context; an address that two people share names nobody."""
        self._people = by_address(context.people)
        self._domains = Domains.of(context.people, context.domains, context.free_mail)

    def actor(self, address: str) -> str:
        """The id of the person who uses the address, else the address."""
        person = self._people.get(address)
        return address if person is None else person.id

    def knows(self, address: str) -> bool:
        """Whether exactly one person uses the address."""
        return address in self._people

    def is_seller(self, address: str) -> bool:
        """Whether a seller uses it, or somebody at a domain of ours whom nobody entered."""
        return self._side(address) == SELLER

    def is_customer(self, address: str) -> bool:
        """Whether somebody of the customer uses it whom we know."""
        return self.knows(address) and self._side(address) == CUSTOMER

    def is_new(self, address: str) -> bool:
        """Whether nobody known uses it, at a domain of the customer."""
        return not self.knows(address) and self._side(address) == CUSTOMER

    def looks_like(self, address: str) -> str:
        """The domain of a side that the address only looks like; nothing for one that somebody known uses."""
        return "" if self.knows(address) else self._domains.looks_like(domain_of(address))

    def _side(self, address: str) -> str:
        person = self._people.get(address)
        return person.side if person else self._domains.side(domain_of(address))
