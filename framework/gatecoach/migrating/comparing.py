"""Two standings of one deal, under two frameworks: where it stood, where it stands, and which verdicts changed and why.

It knows no map and no journal: who asks says what is called otherwise now (`Names`), or that nothing is.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gatecoach.decision import Decision
from gatecoach.errors import Reason
from gatecoach.gate import Status
from gatecoach.journey import Standing
from gatecoach.resolve import resolve
from gatecoach.ways import Distance, path
from gatecoach.wording import LANGUAGES


class Direction(enum.StrEnum):
    """Which way the verified stage goes; in the order in which people want to see it."""

    BACK = "back"
    ELSEWHERE = "elsewhere"
    FORWARD = "forward"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Names:
    """What is called otherwise under the second framework; what is not named there is called the same.

    Requirements are written gate.requirement, on both sides; one that has no successor is nothing.
    """

    stages: Mapping[str, str] = field(default_factory=dict)
    requirements: Mapping[str, str | None] = field(default_factory=dict)

    def stage(self, name: str | None) -> str | None:
        """The stage or end by its name of now."""
        return self.stages.get(name, name) if name else name

    def requirement(self, gate: str, name: str) -> str | None:
        """A requirement by its name of now, with its gate; nothing where it has no successor."""
        return self.requirements.get(f"{gate}.{name}", f"{gate}.{name}")


SAME = Names()


@dataclass(frozen=True, slots=True)
class Why:
    """A reason that stands in the way: under which framework it does, and its sentence in every language."""

    under: str
    code: str
    place: str
    texts: tuple[tuple[str, str], ...]

    def text(self, language: str = "en") -> str:
        """The sentence in that language, else in the first one."""
        known = dict(self.texts)
        return known.get(language) or self.texts[0][1]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A requirement whose status is another one now; nothing on the side of a framework that does not have it."""

    before: str | None
    after: str | None
    status_before: str | None
    status_after: str | None
    reasons: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class GateChange:
    """A gate that opens for one framework and not for the other, or one of whose requirements is judged otherwise."""

    before: str | None
    after: str | None
    opened: bool | None
    opens: bool | None
    verdicts: tuple[Verdict, ...]
    reasons: tuple[Why, ...] = ()
    title: str = ""

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way now and did not before."""
        return self.opens is False and self.opened is not False

    @property
    def frees(self) -> bool:
        """Whether it stood in the way and does not any more."""
        return self.opened is False and self.opens is not False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What another framework makes of one deal. `amount` is what the named field says, where it can be read."""

    before: Standing = field(repr=False)
    after: Standing = field(repr=False)
    direction: Direction
    gates: tuple[GateChange, ...]
    amount: Decimal | None = None

    @property
    def subject(self) -> str:
        """The id of the deal."""
        return self.after.subject.id

    @property
    def gaps(self) -> tuple[int | Distance, int | Distance]:
        """The gap before and after."""
        return self.before.gap, self.after.gap

    @property
    def decisive(self) -> GateChange | None:
        """The gate that explains the move best: the nearest that blocks now, or that is free now where it moves on."""
        wanted = {Direction.FORWARD: "frees"}.get(self.direction, "blocks")
        nearest = [*self.after.blocked, *self.before.blocked]
        found = [each for each in self.gates if getattr(each, wanted)]
        rank = {name: place for place, name in enumerate(dict.fromkeys(nearest))}
        return min(found, key=lambda each: rank.get(each.after or each.before or "", len(rank)), default=None)

    def as_dict(self) -> dict[str, Any]:
        """The comparison for a machine."""
        sides = {"before": self.before, "after": self.after}
        return {
            "subject": self.subject,
            "direction": str(self.direction),
            **{name: _told(each) for name, each in sides.items()},
            "amount": None if self.amount is None else str(self.amount),
            "gates": [_change(each) for each in self.gates],
        }


def compare(before: Standing, after: Standing, *, names: Names = SAME, money: str = "") -> Comparison:
    """What changed from one standing of a deal to another one; `money` is the field that says what it is worth."""
    return Comparison(
        before, after, _direction(before, after, names), tuple(_changes(before, after, names)), _amount(after, money)
    )


def ordered(found: Iterable[Comparison]) -> list[Comparison]:
    """Those that move back first, then elsewhere, forward, not at all; the most money first, then by id."""
    order = [*Direction]
    return sorted(found, key=lambda each: (order.index(each.direction), -(each.amount or 0), each.subject))


def totals(found: Iterable[Comparison]) -> dict[str, dict[str, Any]]:
    """By direction how many deals there are and what they are worth together; nothing where no amount is known."""
    kept = [*found]
    by_way = {way: [each for each in kept if each.direction is way] for way in Direction}
    return {str(way): {"deals": len(held), "amount": _sum(held)} for way, held in by_way.items()}


def _sum(held: Sequence[Comparison]) -> str | None:
    amounts = [each.amount for each in held if each.amount is not None]
    return str(sum(amounts, Decimal(0))) if amounts else None


def _direction(before: Standing, after: Standing, names: Names) -> Direction:
    then, journey = names.stage(before.verified) or "", after.subject.course
    if then == after.verified:
        return Direction.STAYS
    known = {*journey.stages, *journey.ends}
    if then in known and path(journey, then, after.verified) is not None:
        return Direction.FORWARD
    return Direction.BACK if then in known and path(journey, after.verified, then) is not None else Direction.ELSEWHERE


def _amount(standing: Standing, money: str) -> Decimal | None:
    if not money or money not in standing.subject.course.fields:
        return None
    value = resolve(standing.subject, standing.subject.framework.judged_at(standing.at)).values.get(money)
    return value if isinstance(value, Decimal) else None


def _changes(before: Standing, after: Standing, names: Names) -> Iterator[GateChange]:
    """The gates of now in their order, then those that have no successor."""
    then = _by_requirement(before)
    taken = {names.requirement(*key.split(".", 1)): key for key in then}
    followed = {key: taken[key] for key in _by_requirement(after) if key in taken}
    pairs = _gate_pairs(before, after, followed)
    for gate, old in pairs.items():
        made = _gate(before.decisions.get(old or ""), after.decisions[gate], followed)
        if made is not None:
            yield made
    gone = [each for name, each in before.decisions.items() if name not in pairs.values()]
    yield from (made for each in gone if (made := _gate(each, None, followed)) is not None)


def _by_requirement(standing: Standing) -> dict[str, Status]:
    return {f"{gate}.{each.id}": each.status for gate, made in standing.decisions.items() for each in made.requirements}


def _gate_pairs(before: Standing, after: Standing, followed: Mapping[str, str]) -> dict[str, str | None]:
    """The gate of then for each gate of now: the one most of whose requirements it has, else the one of its name."""
    pairs: dict[str, str | None] = {}
    for gate, decision in after.decisions.items():
        own = [f"{gate}.{each.id}" for each in decision.requirements]
        from_ = [followed[key].partition(".")[0] for key in own if key in followed]
        same = gate if gate in before.decisions and gate not in pairs.values() else None
        pairs[gate] = max(dict.fromkeys(from_), key=from_.count) if from_ else same
    return pairs


def _gate(before: Decision | None, after: Decision | None, followed: Mapping[str, str]) -> GateChange | None:
    """What changed about one gate; nothing where nothing did."""
    verdicts = tuple(_verdicts(before, after, followed))
    opened, opens = _opens(before), _opens(after)
    if not verdicts and opened == opens:
        return None
    told = {reason for each in verdicts for reason in each.reasons}
    whole = [*(_whys(after, "after") if opens is False else ()), *(_whys(before, "before") if opened is False else ())]
    named = after or before
    return GateChange(
        before.gate if before else None, after.gate if after else None, opened, opens, verdicts,
        tuple(each for each in whole if each not in told), named.title if named else "",
    )  # fmt: skip


def _opens(decision: Decision | None) -> bool | None:
    """Whether a gate opens; nothing where there is none on the path of the deal."""
    return decision.opens if decision is not None and decision.on_path else None


def _verdicts(before: Decision | None, after: Decision | None, followed: Mapping[str, str]) -> Iterator[Verdict]:
    then = {f"{before.gate}.{each.id}": each for each in before.requirements} if before else {}
    now = {f"{after.gate}.{each.id}": each for each in after.requirements} if after else {}
    for key, each in now.items():
        old = then.get(followed.get(key, ""))
        if old is None or old.status is not each.status:
            yield Verdict(
                followed[key] if old else None, key, str(old.status) if old else None, str(each.status),
                (*_of(after, each.id, "after"), *(_of(before, old.id, "before") if old else ())),
            )  # fmt: skip
    kept = {*followed.values()}
    for key, each in then.items():
        if key not in kept:
            yield Verdict(key, None, str(each.status), None, tuple(_of(before, each.id, "before")))


def _of(decision: Decision | None, requirement: str, under: str) -> list[Why]:
    """The reasons of one requirement."""
    return [each for each in _whys(decision, under) if each.place.partition(".")[0] == requirement]


def _whys(decision: Decision | None, under: str) -> list[Why]:
    """Why a gate does not open, each reason in every language."""
    if decision is None or decision.opens:
        return []
    told = [decision.in_language(language).reasons for language in LANGUAGES]
    return [_why(under, reasons) for reasons in zip(*told, strict=True)]


def _why(under: str, reasons: Sequence[Reason]) -> Why:
    texts = [(language, each.text(language)) for language, each in zip(LANGUAGES, reasons, strict=True)]
    return Why(under, reasons[0].code, reasons[0].place, tuple(texts))


def _told(standing: Standing) -> dict[str, Any]:
    framework = standing.subject.framework
    gap = standing.gap
    return {
        "framework": {"id": framework.id, "version": framework.version, "hash": framework.hash},
        "claimed": standing.claimed,
        "verified": standing.verified,
        "gap": str(gap) if isinstance(gap, Distance) else gap,
    }


def _change(change: GateChange) -> dict[str, Any]:
    return {
        "before": change.before,
        "after": change.after,
        "opened": change.opened,
        "opens": change.opens,
        "reasons": [_plain(each) for each in change.reasons],
        "requirements": [
            {
                "before": each.before,
                "after": each.after,
                "status-before": each.status_before,
                "status-after": each.status_after,
                "reasons": [_plain(why) for why in each.reasons],
            }
            for each in change.verdicts
        ],
    }


def _plain(why: Why) -> dict[str, Any]:
    return {"under": why.under, "code": why.code, "place": why.place, "text": dict(why.texts)}
