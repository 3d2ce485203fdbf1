"""What a report is about, and how its figures are said: titles for ids, amounts with their currency, shares, days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from gatecoach.clause import leaves
from gatecoach.definition import say
from gatecoach.framework import Framework
from gatecoach.journey import When
from gatecoach.lower import Journey
from gatecoach.report.layout import clean, counted, long_day, moment

SHORT = ((Decimal(1), ""), (Decimal(10) ** 3, "k"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 9, "bn"))
"""What an amount is shortened to."""
NO_OWNER, NO_TEAM, NO_STAGE = "(no owner)", "(no team)", "(no known stage)"
NOT_KNOWN = "not known"


@dataclass(frozen=True)
class About:
    """A framework, one of its journeys and a moment; what people call deals and each other; what could not be read.

    `money` is the field that says what a deal is worth; without one, deals are counted and nothing else.
    """

    framework: Framework
    journey: Journey
    at: When
    money: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[str] = ()

    @property
    def currency(self) -> str:
        """The currency of amounts; nothing where they are plain numbers."""
        found = self.journey.fields.get(self.money)
        return (found.currency or "") if found is not None and found.type == "money" else ""

    @property
    def moment(self) -> str:
        """When it is as of, in words."""
        return moment(self.at, self.framework.time_zone)

    def stage(self, place: str) -> str:
        """The title of a stage or an end."""
        return clean(self.journey.title_of(place)) if place else NO_STAGE

    def claim(self, place: str) -> str:
        """The title of what is claimed; an unknown stage in quotes."""
        known = place in self.journey.stages or place in self.journey.ends or not place
        return self.stage(place) if known else f'"{clean(place)}"'

    def gate(self, gate: str) -> str:
        """The title of a gate."""
        return clean(self.journey.gate_title(gate))

    def deal(self, deal: str, owner: str) -> tuple[str, str]:
        """A deal by its name, and what stands below: its id where it has a name, and its owner."""
        id_, name = clean(deal), clean(self.names.get(deal, ""))
        return (name, f"{id_}, {self.owner(owner)}") if name and name != id_ else (id_, self.owner(owner))

    def owner(self, owner: str) -> str:
        """A person's name."""
        return clean(self.people.get(owner) or owner) or NO_OWNER

    def asked(self, gate: str, requirement: str, side: str) -> str:
        """What a side of a requirement asks for: the titles of its evidence."""
        tree = next(each for each in self.journey.gates[gate].requirements if each.id == requirement).sides[side]
        kinds = dict.fromkeys(leaf.what for leaf in leaves(tree))
        return " / ".join(clean(say(self.journey.types[kind].title, default=kind)) for kind in kinds)

    def worth(self, amount: Decimal) -> str:
        """An amount in short with its currency: `3.2 M EUR`."""
        return f"{short(amount)} {self.currency}".strip()

    def sentence(self, gate: str, requirement: str) -> str:
        """What a requirement says."""
        found = next(each for each in self.journey.gates[gate].requirements if each.id == requirement)
        return clean(say(found.text, default=requirement))

    @property
    def unit(self) -> str:
        """What amounts are in, for the head of a column."""
        return self.currency or "worth"

    def counted(self, title: str) -> tuple[str, ...]:
        """The head of a column that has deals, and what they are worth below."""
        return (title, f"deals, {self.unit}") if self.money else (title,)

    def cell(self, number: int, amount: Decimal) -> tuple[str, ...]:
        """So many deals, and what they are worth below."""
        return (f"{number:,}", self.exact(amount)) if self.money else (f"{number:,}",)

    def exact(self, amount: Decimal | None) -> str:
        """An amount in whole units, for a column whose head has the currency."""
        return NOT_KNOWN if amount is None else f"{_rounded(amount, '1'):,}"


def short(amount: Decimal) -> str:
    """An amount with two or three figures that count: `950`, `63.5 k`, `3.2 M`."""
    unit, name = next(
        (each for each in SHORT if _rounded(amount / each[0], "1") < 1000),
        SHORT[-1],
    )
    parts = _rounded(amount / unit, "0.1" if name else "1")
    said = f"{_rounded(parts, '1'):,}" if parts >= 100 else str(parts).removesuffix(".0")
    return f"{said} {name}".strip()


def _rounded(value: Decimal, to: str) -> Decimal:
    return value.quantize(Decimal(to), ROUND_HALF_UP)


def share(part: Decimal | int, whole: Decimal | int) -> str:
    """A part of a whole in percent; never 0 for something nor 100 for less than all."""
    if not whole:
        return NOT_KNOWN
    percent = Decimal(part) * 100 / Decimal(whole)
    if 0 < percent < 1:
        return "under 1 %"
    return "over 99 %" if 99 < percent < 100 else f"{percent:.0f} %"


def days(number: Decimal | int | None) -> str:
    """So many days; half ones are said."""
    if number is None:
        return NOT_KNOWN
    plain = f"{Decimal(number):,.1f}".removesuffix(".0")
    return "1 day" if plain == "1" else f"{plain} days"


def on_day(number: int | None) -> str:
    """A day by its number, in words."""
    return NOT_KNOWN if number is None else long_day(dt.date.fromordinal(number))


def deals(number: int) -> str:
    """So many deals."""
    return f"{number:,} deals" if number > 1 else counted(number, "deal")
