"""Which deals a talk can still turn, from evidence alone; and how deals, money and talks lie among the bands."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gatecoach.desk.deals import Deal
from gatecoach.signals import Signal
from gatecoach.ways import Distance

DISQUALIFY, PARK = "disqualify", "park"
LEAVE = (DISQUALIFY, PARK)
"""What a sign may suggest that says to leave a deal, the stronger word first."""


class Band(enum.StrEnum):
    """Where a deal lies: what coaching can change is in the middle."""

    STANDS = "stands"
    WINNABLE = "winnable"
    LOST = "lost"
    UNCLEAR = "unclear"
    ENDED = "ended"


OPEN = (Band.WINNABLE, Band.STANDS, Band.LOST, Band.UNCLEAR)
"""The bands of deals that have not ended, in the order in which they are shown."""


def advised(deal: Deal, sign: Signal) -> str:
    """What a sign of a deal says about leaving it: its own word; to park it where the silence outlasts its stage."""
    if sign.suggest in LEAVE:
        return sign.suggest
    return PARK if outlasts(deal, sign) else ""


def outlasts(deal: Deal, sign: Signal) -> bool:
    """Whether they have been silent for longer than the whole stage is expected to take."""
    return deal.expected is not None and sign.silent_days > deal.expected


def advice(deal: Deal) -> str:
    """What the signs of a deal say about leaving it: `disqualify`, `park`, or nothing."""
    said = {advised(deal, each) for each in deal.signs}
    return next((word for word in LEAVE if word in said), "")


def band_of(deal: Deal) -> Band:
    """The band of a deal.

    It has ended; or a sign says to leave it, or a silence outlasts its stage; or what it claims cannot be compared with
    what is shown (nothing is claimed, or a stage of another path); or all that it claims is shown; else its claim is
    ahead, and it is winnable.
    """
    if deal.ended:
        return Band.ENDED
    if advice(deal):
        return Band.LOST
    if deal.gap in (Distance.UNKNOWN, Distance.OFF_PATH):
        return Band.UNCLEAR
    return Band.WINNABLE if deal.behind > 0 else Band.STANDS


@dataclass(frozen=True, slots=True)
class Share:
    """What lies in one band: so many deals, what they are worth together where that is known, and the talks held."""

    band: Band
    deals: int
    worth: Decimal
    unknown: int
    talks: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The open deals by band."""

    shares: tuple[Share, ...]

    def of(self, band: Band) -> Share:
        """The share of one band."""
        return next(each for each in self.shares if each.band is band)

    def percent(self, band: Band, what: str) -> Decimal | None:
        """How much of all `deals`, `worth` or `talks` lies in a band, of 100; nothing where there is none at all."""
        whole = sum((Decimal(getattr(each, what)) for each in self.shares), Decimal(0))
        return Decimal(getattr(self.of(band), what)) * 100 / whole if whole else None


def spread(deals: Iterable[Deal], talks: Mapping[str, int] | None = None) -> Spread:
    """How open deals lie among the bands; `talks` says how many talks were held about a deal."""
    held: dict[Band, list[Deal]] = {band: [] for band in OPEN}
    for each in deals:
        if (band := band_of(each)) in held:
            held[band].append(each)
    return Spread(tuple(_share(band, found, talks or {}) for band, found in held.items()))


def _share(band: Band, deals: Sequence[Deal], talks: Mapping[str, int]) -> Share:
    worths = [each.worth for each in deals if each.worth is not None]
    number = sum(talks.get(each.id, 0) for each in deals)
    return Share(band, len(deals), sum(worths, Decimal(0)), len(deals) - len(worths), number)
