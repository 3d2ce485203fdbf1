"""Which deals to coach next, which to leave, and where the time goes: a sentence for each deal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from gatecoach.desk import Band, Deal, Leaving, Pattern, Priorities, SkillsTalk, advice
from gatecoach.lower import Journey
from gatecoach.report.layout import counted, moment, wrapped
from gatecoach.signals import Signal
from gatecoach.ways import Distance

BANDS = {
    Band.WINNABLE: "winnable",
    Band.STANDS: "stands",
    Band.LOST: "to leave",
    Band.UNCLEAR: "unclear",
}
"""The bands in words, as they are shown."""
LEGEND = (
    "Winnable: the claim is ahead of what is shown, and nothing says to leave. Stands: what is claimed is shown. "
    "To leave: a sign of the framework says so, or they are silent for longer than their stage should take. "
    "Unclear: the claim cannot be compared with what is shown."
)
MOST = 10
"""How many rows of a list are shown."""
ALSO = 3
"""How many further things are shown that a talk can take up."""
ADVICE = {"disqualify": "recommend disqualify", "park": "recommend park"}
UNCLEAR = {
    Distance.UNKNOWN: "claims no stage of this journey",
    Distance.OFF_PATH: "claims a stage of another path than the one it is on",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """The priorities of one journey at a moment; `by` names the framework, `talks` says whether talks were counted.

    `people` says what reps are called.
    """

    found: Priorities
    journey: Journey
    at: dt.datetime | dt.date
    zone: dt.tzinfo
    by: str
    money: str = ""
    currency: str = ""
    owner: str = ""
    talks: bool = False
    people: Mapping[str, str] = field(default_factory=dict)


def priorities_text(desk: Desk, *, width: int = 100) -> str:
    """The whole page: whom to coach about what, what to leave, which skills, and how the deals lie."""
    parts = [_head(desk, width), *_deals(desk, width), _more(desk, width), _leave(desk, width)]
    parts += [_unclear(desk, width), _skills(desk, width), _spread(desk, width)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _head(desk: Desk, width: int) -> list[str]:
    whose = f" of {rep(desk, desk.owner)}" if desk.owner else ""
    winnable = desk.found.spread.of(Band.WINNABLE).deals
    open_ = sum(each.deals for each in desk.found.spread.shares)
    is_ = "are" if winnable > 1 else "is"
    which = f", of which {winnable or 'none'} {is_} winnable" if open_ else ""
    return [
        *wrapped(f"{desk.journey.title}{whose}, as of {moment(desk.at, desk.zone)}, by {desk.by}", width),
        *wrapped(f"{counted(open_, 'open deal').capitalize()}{which}.", width),
    ]


def _deals(desk: Desk, width: int) -> Iterator[list[str]]:
    for number, each in enumerate(desk.found.deals, start=1):
        indent = f"{number:3}. "
        after = " " * len(indent)
        lines = wrapped(why(desk, each), width, first=indent)
        for sign in each.signs:
            lines += wrapped(f"Sign: {sign_text(sign)}", width, first=after)
        yield [*lines, *(wrapped(f"Ask: {each.ask}", width, first=after) if each.ask else [])]


def why(desk: Desk, deal: Deal) -> str:
    """Why a deal stands where it does, in one sentence."""
    claimed, verified = desk.journey.title_of(deal.claimed), desk.journey.title_of(deal.verified)
    apart = counted(deal.behind, "gate")
    return (
        f"{named(deal)}{_whose(desk, deal)}: claims {claimed} and shows {verified}, {apart} apart"
        f"{_worth(desk, deal)}{_first(deal)}."
    )


def rep(desk: Desk, id_: str) -> str:
    """What a rep is called; the id where nobody says."""
    return desk.people.get(id_) or id_


def _whose(desk: Desk, deal: Deal) -> str:
    """Whose deal it is, where the page is not about one rep alone."""
    return f", {rep(desk, deal.owner)}" if deal.owner and not desk.owner else ""


def named(deal: Deal) -> str:
    """The deal as people call it, with its id."""
    return f"{deal.name} ({deal.id})" if deal.name else deal.id


def _worth(desk: Desk, deal: Deal) -> str:
    if not desk.money:
        return ""
    return ", of unknown worth" if deal.worth is None else f", for {money_text(desk, deal.worth)}"


def _first(deal: Deal) -> str:
    """The first thing that is lacking, and how many more."""
    if not deal.lacks:
        return ""
    lack, more = deal.lacks[0], len(deal.lacks) - 1
    also = f", and {more} more" if more else ""
    return f'; first {lack.status} {_on(lack.sides)}: "{lack.say.rstrip(".")}"{also}'


def money_text(desk: Desk, amount: Decimal) -> str:
    """An amount with the framework's currency."""
    shown = f"{amount:,.2f}".removesuffix(".00")
    return " ".join(filter(None, (shown, desk.currency)))


def sign_text(sign: Signal) -> str:
    """A sign as a sentence, with what is behind it: the days of silence, or the items."""
    behind = f"{counted(sign.silent_days, 'day')} by now" if sign.silent_days else ", ".join(sign.items)
    return f"{sign.say.rstrip('.')} ({behind})." if behind else sign.say


def _on(sides: Sequence[str]) -> str:
    return f"on the {sides[0]} side" if len(sides) == 1 else "on both sides"


def _cut(rows: Sequence[str], width: int) -> Iterator[str]:
    """A list of at most so many rows, and how many more there are."""
    for each in rows[:MOST]:
        yield from wrapped(each, width, first="  - ")
    if len(rows) > MOST:
        yield from wrapped(f"{len(rows) - MOST} more (--format json has them all)", width, first="  - ")


def _more(desk: Desk, width: int) -> list[str]:
    more = desk.found.more
    return wrapped(f"{counted(more, 'more winnable deal')} after these; --limit shows more.", width) if more else []


def _leave(desk: Desk, width: int) -> list[str]:
    rows = [_left(desk, each) for each in desk.found.leave]
    return ["To leave", *_cut(rows, width)] if rows else []


def _left(desk: Desk, each: Leaving) -> str:
    worth = f", {money_text(desk, each.deal.worth)}" if desk.money and each.deal.worth is not None else ""
    said = " ".join(_leaving_text(each.deal, sign) for sign in each.signs)
    return f"{named(each.deal)}{_whose(desk, each.deal)}{worth}: {ADVICE[each.advice]}. {said}"


def _leaving_text(deal: Deal, sign: Signal) -> str:
    """A sign to leave; where only its length says so, that as well."""
    if sign.suggest in ADVICE or deal.expected is None:
        return sign_text(sign)
    return f"{sign_text(sign)} This stage is expected to take {counted(deal.expected, 'day')} in all."


def _unclear(desk: Desk, width: int) -> list[str]:
    found = [(each, UNCLEAR[each.gap]) for each in desk.found.unclear if isinstance(each.gap, Distance)]
    rows = [f"{named(each)}{_whose(desk, each)}: {words}." for each, words in found]
    title = wrapped("Unclear: nothing to compare with what is shown", width)
    return [*title, *_cut(rows, width)] if rows else []


def _skills(desk: Desk, width: int) -> list[str]:
    lines: list[str] = []
    for each in desk.found.skills:
        lines += wrapped(f"{rep(desk, each.rep)}: {pattern_text(each.about)}", width, first="  - ")
        if each.also:
            also = [f'"{one.say.rstrip(".")}" in {len(one.deals)}' for one in each.also[:ALSO]]
            left = len(each.also) - ALSO
            told = "; ".join([*also, *([f"{left} more"] if left > 0 else [])])
            lines += wrapped(f"The same talk can take up: {told}.", width, first="    ")
    return ["Worth a talk about a skill", *lines] if lines else []


def pattern_text(pattern: Pattern) -> str:
    """What is missing again and again, and where."""
    deals = f"{counted(len(pattern.deals), 'deal')} ({', '.join(pattern.deals)})"
    where = f" {_on(pattern.sides)}" if len(pattern.sides) == 1 else ""  # one side here and the other there
    return f'"{pattern.say.rstrip(".")}" is missing{where} in {deals}.'


def _spread(desk: Desk, width: int) -> list[str]:
    """How the open deals lie among the bands; on a narrow page a line for each. With what the bands are."""
    columns = {"Deals": "deals", **({"Amount": "worth"} if desk.money else {})}
    columns |= {"Talks": "talks"} if desk.talks else {}
    rows = [["Band", *columns], *(_share(desk, band, [*columns.values()]) for band in BANDS)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    if sum(widths) + 2 * len(widths) > width:
        told = [f"{row[0]}: {', '.join(' '.join(pair) for pair in _pairs(rows[0], row))}" for row in rows[1:]]
        lines = [line for each in told for line in wrapped(each, width, rest="  ")]
    else:
        lines = ["  ".join(_aligned(row, widths)).rstrip() for row in rows]
    unknown = sum(each.unknown for each in desk.found.spread.shares) if desk.money else 0
    worth = f"{counted(unknown, 'deal')} of unknown worth." if unknown else ""
    return [*lines, *wrapped(" ".join(filter(None, (worth, LEGEND))), width)]


def _pairs(head: Sequence[str], row: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((name.lower(), cell) for name, cell in zip(head[1:], row[1:], strict=True))


def _aligned(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for place, (cell, wide) in enumerate(zip(row, widths, strict=True)):
        yield cell.rjust(wide) if place else cell.ljust(wide)


def _share(desk: Desk, band: Band, columns: Sequence[str]) -> list[str]:
    spread = desk.found.spread
    cells = [BANDS[band]]
    for name in columns:
        value, part = getattr(spread.of(band), name), spread.percent(band, name)
        shown = money_text(desk, value) if name == "worth" else str(value)
        cells.append(f"{shown} ({part:.0f} %)" if part is not None else shown)
    return cells


def priorities_dict(desk: Desk) -> dict[str, Any]:
    """The same for a machine."""
    found, spread = desk.found, desk.found.spread
    return {
        "schema": 1,
        "journey": desk.journey.id,
        "at": desk.at.isoformat(),
        "framework": desk.by,
        "money": desk.money,
        "owner": desk.owner,
        "deals": [{**_deal(each), "why": why(desk, each)} for each in found.deals],
        "more": found.more,
        "leave": [_leaving(each) for each in found.leave],
        "unclear": [_deal(each) for each in found.unclear],
        "skills-talks": [_talk(each) for each in found.skills],
        "bands": {
            str(each.band): {
                "deals": each.deals, "worth": str(each.worth), "worth-unknown": each.unknown,
                "talks": each.talks if desk.talks else None,
                **{f"share-of-{name}": _percent(spread.percent(each.band, name)) for name in ("deals", "worth")},
                "share-of-talks": _percent(spread.percent(each.band, "talks")) if desk.talks else None,
            }
            for each in spread.shares
        },
    }  # fmt: skip


def _percent(part: Decimal | None) -> float | None:
    return None if part is None else round(float(part), 1)


def _deal(deal: Deal) -> dict[str, Any]:
    return {
        "id": deal.id, "name": deal.name, "owner": deal.owner, "claimed": deal.claimed, "verified": deal.verified,
        "gap": str(deal.gap) if isinstance(deal.gap, Distance) else deal.gap,
        "worth": None if deal.worth is None else str(deal.worth),
        "weight": None if deal.weight is None else str(deal.weight),
        "lacks": [
            {"requirement": each.place, "say": each.say, "status": each.status, "sides": list(each.sides)}
            for each in deal.lacks
        ],
        "signs": [asdict(each) for each in deal.signs], "advice": advice(deal),
        "ask": deal.ask, "asks-for": deal.asks_for,
    }  # fmt: skip


def _leaving(each: Leaving) -> dict[str, Any]:
    return {**_deal(each.deal), "because": [asdict(sign) for sign in each.signs]}


def _talk(talk: SkillsTalk) -> dict[str, Any]:
    return {"rep": talk.rep, **_pattern(talk.about), "also": [_pattern(each) for each in talk.also]}


def _pattern(pattern: Pattern) -> dict[str, Any]:
    return {
        "requirement": f"{pattern.gate}.{pattern.requirement}", "say": pattern.say, "sides": list(pattern.sides),
        "deals": list(pattern.deals),
    }  # fmt: skip
