"""The same requirement missing in several deals of one rep points to a skill: one talk about it, with these deals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gatecoach.desk.deals import Deal, Lack
from gatecoach.gate import Status

LEAST = 3
"""In how many deals of a rep the same must be missing."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A requirement that is missing in several deals of a rep: the sides that have not done theirs, and the deals."""

    gate: str
    requirement: str
    say: str
    sides: tuple[str, ...]
    deals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillsTalk:
    """One talk that suggests itself for a rep: about what is missing most often; `also` is what else shows the same."""

    rep: str
    about: Pattern
    also: tuple[Pattern, ...] = ()


def skills_talks(deals: Iterable[Deal], *, least: int = LEAST) -> tuple[SkillsTalk, ...]:
    """At most one talk for each rep, who has the most deals first.

    Only what is missing counts: what has expired was done once, what is contested was asked and answered, and what
    no connected source could show says nothing about anybody. Deals that have ended are past; a deal that is to be
    left counts, for a habit shows there as well.
    """
    found: dict[str, dict[str, list[tuple[Deal, Lack]]]] = {}
    for deal in sorted(deals, key=lambda each: each.id):
        if deal.owner and not deal.ended:
            for lack in deal.lacks:
                if lack.status == Status.MISSING:
                    found.setdefault(deal.owner, {}).setdefault(lack.place, []).append((deal, lack))
    talks = [each for rep, places in found.items() for each in _talk(rep, places.values(), least)]
    return tuple(sorted(talks, key=lambda each: (-len(each.about.deals), each.rep)))


def _talk(rep: str, places: Iterable[list[tuple[Deal, Lack]]], least: int) -> Iterator[SkillsTalk]:
    wide = [pairs for pairs in places if len({deal.id for deal, _ in pairs}) >= least]
    wide.sort(key=lambda pairs: (-len(pairs), min(lack.rank for _, lack in pairs), pairs[0][1].place))
    patterns = [_pattern(pairs) for pairs in wide]
    if patterns:
        yield SkillsTalk(rep, patterns[0], tuple(patterns[1:]))


def _pattern(pairs: list[tuple[Deal, Lack]]) -> Pattern:
    lack = pairs[0][1]
    sides = dict.fromkeys(side for _, each in pairs for side in each.sides)
    return Pattern(lack.gate, lack.requirement, lack.say, tuple(sorted(sides)), tuple(deal.id for deal, _ in pairs))
