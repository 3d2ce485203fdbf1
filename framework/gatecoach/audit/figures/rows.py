"""The rows that a report shows, as plain values: stages and days by number, money as decimals, nothing of an engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

NOTHING = Decimal(0)


class Stage(NamedTuple):
    """The open deals of one stage: how many claim it and how many are verified there, with what they are worth.

    `further` are those of the claiming ones that have less evidence than the stage asks for.
    """

    stage: str
    claimed: int = 0
    claimed_amount: Decimal = NOTHING
    verified: int = 0
    verified_amount: Decimal = NOTHING
    further: int = 0


class Way(NamedTuple):
    """The open deals that claim one stage and are verified at another; `gap` counts gates, else says why it cannot."""

    claimed: str
    verified: str
    gap: int | str
    deals: int
    amount: Decimal


class Group(NamedTuple):
    """The open deals of a rep, a team or all of them: those claimed further than their evidence, and the others.

    `odd` are those whose gap is no number: nothing known is claimed, or a stage that is off their path. A deal whose
    evidence supports more than it claims is supported. `unpriced` have no amount, or a negative one.
    """

    name: str
    deals: int = 0
    amount: Decimal = NOTHING
    further: int = 0
    further_amount: Decimal = NOTHING
    odd: int = 0
    odd_amount: Decimal = NOTHING
    gates: int = 0
    unpriced: int = 0

    @property
    def supported(self) -> int:
        """Deals with evidence for all that they claim."""
        return self.deals - self.further - self.odd

    @property
    def supported_amount(self) -> Decimal:
        """What those are worth."""
        return self.amount - self.further_amount - self.odd_amount


class Deal(NamedTuple):
    """One deal of a list: `amount` is missing where it is not known, `days` is its age, or the day of a jump."""

    deal: str
    owner: str
    amount: Decimal | None
    claimed: str
    verified: str
    gap: int | None
    days: int | None


class Lack(NamedTuple):
    """One side of a requirement, in the open deals that claim to be past its gate and are not.

    `held` are those deals; `everywhere` is in how many of all open deals the side is not met; `claimed` is how many
    claim to be past the gate, be it open or not.
    """

    gate: str
    requirement: str
    side: str
    held: int
    missing: int
    expired: int
    unverifiable: int
    contested: int
    everywhere: int
    claimed: int

    @property
    def short(self) -> int:
        """In how many of the deals it is not met, for whatever reason."""
        return self.missing + self.expired + self.unverifiable + self.contested


class Age(NamedTuple):
    """How many open deals are so many days old."""

    days: int
    deals: int


@dataclass(frozen=True, slots=True)
class Ageing:
    """Open deals by age, beside the days that closed deals took; `longest` and `median` are nothing where none did.

    `older` are the deals that are open for longer than any deal that ever closed, the oldest first, `older_deals` says
    how many these are: a long list is cut. `undated` open deals have no first day.
    """

    closed: int
    median: Decimal | None
    longest: int | None
    won_median: Decimal | None
    ages: Sequence[Age]
    undated: int
    older: Sequence[Deal]
    older_deals: int
    older_amount: Decimal

    @property
    def dated(self) -> int:
        """Open deals whose age is known."""
        return sum(each.deals for each in self.ages)


class Jump(NamedTuple):
    """Claims that went from one stage to another and left out those between: how often, and in how many open deals."""

    source: str
    target: str
    skipped: int
    times: int
    open_deals: int
    example: str


class Flaw(NamedTuple):
    """Something wrong with the data: in how many rows, and one of them. `dropped`: these rows count for nothing."""

    code: str
    words: str
    rows: int
    example: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a report on a pipeline shows."""

    total: Group
    ended: int
    stages: Sequence[Stage]
    ways: Sequence[Way]
    widest: Sequence[Deal]
    reps: Sequence[Group]
    teams: Sequence[Group]
    lacks: Sequence[Lack]
    ageing: Ageing
    jumps: Sequence[Jump]
    jumped: Sequence[Deal]
    flaws: Sequence[Flaw]
    money: str = ""
