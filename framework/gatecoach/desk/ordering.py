"""The deals to coach next in their order, those to leave, and what else the desk shows: values in, values out.

The order is gap times worth among winnable deals. A tie is broken by the larger gap, then by the id; so the order in
which deals are handed over means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gatecoach.desk.bands import LEAVE, Band, Spread, advice, advised, band_of, spread
from gatecoach.desk.deals import Deal
from gatecoach.desk.skills import LEAST, SkillsTalk, skills_talks
from gatecoach.signals import Signal


@dataclass(frozen=True, slots=True)
class Leaving:
    """A deal to leave: the word that its signs say, and those that say it."""

    deal: Deal
    advice: str
    signs: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Priorities:
    """What to coach next: the winnable deals in their order, cut at the limit; `more` are the winnable ones left out.

    `leave` are the deals to leave, `unclear` those whose claim cannot be compared, `skills` the talks about a skill
    that suggest themselves, `spread` how all open deals lie among the bands.
    """

    deals: tuple[Deal, ...]
    more: int
    leave: tuple[Leaving, ...]
    unclear: tuple[Deal, ...]
    skills: tuple[SkillsTalk, ...]
    spread: Spread


def order(deal: Deal) -> tuple[bool, Decimal, int, str]:
    """The place of a winnable deal: the greatest gap times worth first; of unknown worth after all others, by gap."""
    weight = deal.weight
    return (weight is None, -(weight or Decimal(0)), -deal.behind, deal.id)


def priorities(
    deals: Iterable[Deal],
    *,
    owner: str = "",
    limit: int | None = None,
    talks: Mapping[str, int] | None = None,
    least: int = LEAST,
) -> Priorities:
    """Which deals to coach next and which to leave; with an `owner` of that rep alone.

    `talks` says how many talks were held about each deal, `least` in how many deals of a rep the same must be missing
    before a talk about the skill is suggested.
    """
    kept = [each for each in deals if not owner or each.owner == owner]
    winnable = sorted((each for each in kept if band_of(each) is Band.WINNABLE), key=order)
    shown = winnable if limit is None else winnable[:limit]
    return Priorities(
        deals=tuple(shown),
        more=len(winnable) - len(shown),
        leave=tuple(_leaving(kept)),
        unclear=tuple(sorted((each for each in kept if band_of(each) is Band.UNCLEAR), key=lambda each: each.id)),
        skills=skills_talks(kept, least=least),
        spread=spread(kept, talks),
    )


def _leaving(deals: Sequence[Deal]) -> list[Leaving]:
    """Those to let go before those to park, the most money first."""
    found = [each for each in deals if band_of(each) is Band.LOST]
    rows = [(advice(each), each) for each in found]
    rows.sort(key=lambda row: (LEAVE.index(row[0]), -(row[1].worth or Decimal(0)), row[1].id))
    return [Leaving(each, word, tuple(one for one in each.signs if advised(each, one))) for word, each in rows]
