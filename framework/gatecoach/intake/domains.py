"""Whose mail domains are whose: by the exact name or below it, never by what only looks like it."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from gatecoach.facts import Person
from gatecoach.intake.addresses import ascii_domain, by_address, domain_of

FREE_MAIL = frozenset(
    {
        "aol.com", "bluewin.ch", "btinternet.com", "fastmail.com", "free.fr", "freenet.de", "gmail.com", "gmx.at",
        "gmx.ch", "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hey.com", "hotmail.co.uk", "hotmail.com",
        "hotmail.de", "hotmail.fr", "icloud.com", "laposte.net", "libero.it", "live.com", "mac.com", "mail.com",
        "mail.ru", "me.com", "msn.com", "orange.fr", "outlook.com", "outlook.de", "pm.me", "proton.me",
        "protonmail.com", "qq.com", "rocketmail.com", "sfr.fr", "t-online.de", "tutanota.com", "virgilio.it",
        "wanadoo.fr", "web.de", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr", "yandex.com", "yandex.ru",
        "ymail.com", "zoho.com", "163.com", "126.com",
    }
)  # fmt: skip
"""Where anybody gets an address: it says nothing about whom somebody works for. Only the whole address counts."""

ALIKE = str.maketrans(
    {
        "0": "o", "1": "l", "3": "e", "5": "s", "i": "l", "-": "", "_": "", "\u0131": "l",
        "\u0430": "a", "\u0435": "e", "\u043e": "o", "\u0440": "p", "\u0441": "c", "\u0443": "y", "\u0445": "x",
        "\u0456": "l", "\u0458": "j", "\u0455": "s", "\u04bb": "h", "\u0501": "d", "\u051b": "q", "\u051d": "w",
        "\u043a": "k", "\u043c": "m", "\u043d": "h", "\u0442": "t", "\u0432": "b", "\u0261": "g",
        "\u03b1": "a", "\u03b5": "e", "\u03b9": "l", "\u03ba": "k", "\u03bd": "v", "\u03bf": "o", "\u03c1": "p",
        "\u03c4": "t", "\u03c5": "u", "\u03c7": "x",
    }
)  # fmt: skip
"""Characters that a reader takes for another one."""
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
SECOND = frozenset({"ac", "co", "com", "edu", "gov", "gv", "ltd", "ne", "net", "or", "org"})
"""What stands below the ending of some countries and is no name of anybody's."""
SHORTEST = 5
"""Names shorter than this are so many that they look like each other by chance."""


@dataclass(frozen=True, slots=True)
class Domains:
    """The domains of the two sides. What both sides use, or anybody can have, belongs to neither."""

    sides: Mapping[str, str]

    @classmethod
    def of(
        cls, people: Iterable[Person], named: Mapping[str, Collection[str]], free: Collection[str] = FREE_MAIL
    ) -> Domains:
        """The domains that are named for a side, and those of the addresses that one of its people alone uses."""
        found: dict[str, set[str]] = {}
        for address, person in by_address(people).items():
            found.setdefault(domain_of(address), set()).add(person.side)
        sides = {domain: side for domain, each in found.items() if (side := _one_side(each))}
        sides |= {ascii_domain(each): side for side, domains in named.items() for each in domains}
        return cls({domain: side for domain, side in sides.items() if domain and domain not in free})

    def side(self, domain: str) -> str:
        """The side that a domain belongs to: it is one of theirs, or below one; empty for all others."""
        return next((self.sides[each] for each in _upwards(domain) if each in self.sides), "")

    def looks_like(self, domain: str) -> str:
        """The domain of a side that this other one only looks like; empty where it looks like none."""
        if not domain or self.side(domain):
            return ""
        return next((each for each in sorted(self.sides) if _alike(domain, each)), "")


def _one_side(sides: set[str]) -> str:
    """The side of a domain whose people are on these: customer or seller, unless it is both's."""
    both = sorted(sides & {"customer", "seller"})
    return both[0] if len(both) == 1 else "" if both else min(sides)


def _upwards(domain: str) -> Iterator[str]:
    """The domain and each one above it, a bare top-level name aside."""
    labels = domain.split(".")
    return (".".join(labels[start:]) for start in range(len(labels) - 1))


def _alike(domain: str, known: str) -> bool:
    """Whether a reader may take one for the other: the same drawn name, one slip apart, or another ending."""
    name, own = _name(domain), _name(known)
    if len(own) < SHORTEST:
        return False
    return name == own or _one_slip(name, own)


def _name(domain: str) -> str:
    """How the name before the ending is drawn, in the plainest letters."""
    try:
        shown = domain.encode("ascii").decode("idna")
    except UnicodeError:
        shown = domain
    labels = shown.casefold().split(".")
    below = labels[:-1] if len(labels) < 3 or labels[-2] not in SECOND else labels[:-2]
    drawn = unicodedata.normalize("NFKD", below[-1] if below else labels[0])
    plain = "".join(char for char in drawn if not unicodedata.combining(char)).translate(ALIKE)
    for pair, one in PAIRS:
        plain = plain.replace(pair, one)
    return plain


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter more, fewer, changed or swapped with its neighbour makes one into the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    rest_short, rest_long = short[start + 1 :], long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    return rest_short == rest_long or swapped
