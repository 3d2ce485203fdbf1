"""A deal as the desk sees it: what it claims, what it shows, what lies between, what it is worth, which signs show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gatecoach.gate import Status
from gatecoach.journey import Standing
from gatecoach.lower import Journey
from gatecoach.questions import next_questions
from gatecoach.resolve import resolve
from gatecoach.signals import Signal
from gatecoach.ways import Distance


@dataclass(frozen=True, slots=True)
class Lack:
    """A requirement that the claim goes past without: its status, and the sides that have not done their part.

    `rank` is its place in the journey, so that lacks of several deals have one order.
    """

    gate: str
    requirement: str
    say: str
    status: str
    sides: tuple[str, ...]
    rank: tuple[int, int] = (0, 0)

    @property
    def place(self) -> str:
        """The requirement in full: gate.requirement."""
        return f"{self.gate}.{self.requirement}"


@dataclass(frozen=True, slots=True)
class Deal:
    """What is known of a deal at a moment. `worth` is nothing where the field cannot be read, or is below zero.

    `lacks` are the requirements between verified and claimed that stop a gate, in the order of the journey;
    `signs` what shows at the gates to work on now; `expected` how many days the verified stage is expected to take;
    `ask` the next open question, and `asks_for` what it closes.
    """

    id: str
    owner: str = ""
    name: str = ""
    claimed: str = ""
    verified: str = ""
    gap: int | Distance = 0
    ended: bool = False
    worth: Decimal | None = None
    lacks: tuple[Lack, ...] = ()
    signs: tuple[Signal, ...] = ()
    expected: int | None = None
    ask: str = ""
    asks_for: str = ""

    @property
    def behind(self) -> int:
        """How many gates the claim is ahead of what is shown; 0 where the gap is no number."""
        return self.gap if isinstance(self.gap, int) else 0

    @property
    def weight(self) -> Decimal | None:
        """Gap times worth; nothing where the worth is not known."""
        return None if self.worth is None else self.behind * self.worth


def deal_of(standing: Standing, *, money: str = "", name: str = "") -> Deal:
    """The deal of a standing; `money` is the field that says what a deal is worth."""
    asked = [] if standing.ended else next_questions(standing, at_most=1)
    subject = standing.subject
    return Deal(
        id=subject.id, owner=subject.owner or "", name=name, claimed=standing.claimed or "",
        verified=standing.verified, gap=standing.gap, ended=standing.ended, worth=known_worth(_value(standing, money)),
        lacks=tuple(_lacks(standing)), signs=standing.signals, expected=expected(subject.course, standing.verified),
        ask=asked[0].ask if asked else "", asks_for=asked[0].closes if asked else "",
    )  # fmt: skip


def expected(journey: Journey, stage: str) -> int | None:
    """How many days a stage is expected to take, where the framework says."""
    found = journey.definition.stages.get(stage)
    return found.expected if found else None


def known_worth(value: object) -> Decimal | None:
    """A value as what a deal is worth; less than nothing is a slip in the record, and counts as not known."""
    return value if isinstance(value, Decimal) and value >= 0 else None


def _value(standing: Standing, money: str) -> object:
    subject = standing.subject
    if money not in subject.course.fields:
        return None
    return resolve(subject, subject.framework.judged_at(standing.at)).values.get(money)


def _lacks(standing: Standing) -> Iterator[Lack]:
    """What stops the gates up to the claim; where the claim is not ahead, nothing is lacking yet."""
    if not isinstance(standing.gap, int) or standing.gap == 0:
        return
    gates = [*standing.decisions]
    for gate in standing.blocked:
        for number, each in enumerate(standing.decisions[gate].requirements):
            if each.mode == "enforce" and not each.settled:
                sides = tuple(side for side, one in each.sides.items() if one.status is not Status.MET)
                yield Lack(gate, each.id, each.say, str(each.status), sides, (gates.index(gate), number))
