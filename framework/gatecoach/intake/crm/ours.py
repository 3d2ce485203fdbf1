"""Whose address it is: ours by person or by domain, never by what a column says of it."""

from __future__ import annotations

from gatecoach.intake.addresses import ascii_domain, canonical, domain_of
from gatecoach.intake.crm.context import SELLER, CrmContext


class Ours:
    """Whether an address is one of ours: that of a seller, or in one of our own domains or below it."""

    def __init__(self, context: CrmContext) -> None:
        """Take the people and domains that are known."""
        sellers = [each for each in context.people if each.side == SELLER]
        self._addresses = {canonical(address) for each in sellers for address in each.addresses}
        self._domains = {ascii_domain(each) for each in context.mapping.own_domains} - {""}

    def __call__(self, text: str) -> bool:
        """Whether this address is ours."""
        address = canonical(text)
        return bool(address) and (address in self._addresses or self._within(domain_of(address)))

    def _within(self, domain: str) -> bool:
        while domain and domain not in self._domains:
            domain = domain.partition(".")[2]
        return bool(domain)
