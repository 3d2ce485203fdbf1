"""Mail addresses as they are compared: never by display name, domains by their ASCII form."""

from __future__ import annotations

from collections.abc import Iterable

from gatecoach.facts import Person

AMBIGUOUS = frozenset("ßς\u200c\u200d")
"""Characters that two generations of the naming rules read as different domains; they match nothing."""
FORBIDDEN = frozenset("<>()[],;:\\\"' \t")


def canonical(address: str) -> str:
    """The one spelling of an address for comparing; empty when it is none that can be compared."""
    local, _, domain = address.strip().rpartition("@")
    name = ascii_domain(domain)
    if not local or not name or not address.isprintable() or FORBIDDEN & set(local.replace("'", "")) or "@" in local:
        return ""
    return f"{local.casefold() if local.isascii() else local}@{name}"


def ascii_domain(domain: str) -> str:
    """The domain in lower case and in its ASCII (A-label) form; empty when it has none."""
    text = domain.strip().removesuffix(".")
    if len(text) > 253 or AMBIGUOUS & set(text) or FORBIDDEN & set(text):
        return ""
    if text.isascii():  # what the codec does for these, much faster
        return text.lower() if all(0 < len(label) < 64 for label in text.split(".")) else ""
    try:
        return text.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def domain_of(address: str) -> str:
    """The domain of a canonical address."""
    return address.rpartition("@")[2]


def by_address(people: Iterable[Person]) -> dict[str, Person]:
    """Each canonical address with the one person who uses it; an address two people share names nobody."""
    owners: dict[str, list[Person]] = {}
    for person in people:
        for address in {canonical(each) for each in person.addresses} - {""}:
            owners.setdefault(address, []).append(person)
    return {address: each[0] for address, each in owners.items() if len(each) == 1}
