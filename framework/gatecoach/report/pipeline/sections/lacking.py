"""The evidence that is missing, by gate."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from gatecoach.audit.figures.rows import Figures, Lack
from gatecoach.report.pipeline.about import About, deals
from gatecoach.report.pipeline.charts.bars import Bar, Item, bars
from gatecoach.report.pipeline.charts.board import Kind
from gatecoach.report.pipeline.markup import Section, Table, numbers, words

TITLE = "Missing evidence by gate"
LEGEND = (
    (Kind.CLAIMED, "missing"), (Kind.EXPIRED, "expired"), (Kind.UNCLEAR, "cannot be verified"),
    (Kind.HARD, "contested"),
)  # fmt: skip
SHOWN = 8


def lacking(figures: Figures, about: About) -> Section:
    """What is short where deals claim to be past a gate."""
    if not figures.lacks:
        none = "No open deal is claimed past a gate that does not open, so nothing is missing that is claimed."
        return Section("missing", TITLE, [none])
    says = (
        "Only deals that claim to be past a gate count here: for them the evidence should be there already. "
        "Missing is what nobody recorded, expired what is too old by now. What cannot be verified comes through a "
        "channel that is not connected. Contested is what a no of theirs stands against."
    )
    first = shown(figures.lacks, about)
    cut = len(figures.lacks) > len(first)
    more = f"The picture shows the {len(first)} most frequent; the tables have all." if cut else ""
    return Section("missing", TITLE, [says, more], [_picture(first, about)], _tables(figures.lacks, about))


def shown(lacks: Sequence[Lack], about: About) -> list[Lack]:
    """The most frequent ones, still in the order of the gates; what several requirements of a gate ask for is one."""
    top: dict[tuple[str, str], Lack] = {}
    for each in sorted(lacks, key=lambda each: -each.short):
        top.setdefault((each.gate, _asked(each, about)), each)
    kept = list(top.values())[:SHOWN]
    return [each for each in lacks if each in kept]


def _picture(lacks: Sequence[Lack], about: About) -> str:
    items, gate = [], ""
    for each in lacks:
        heading = f"{about.gate(each.gate)}: holds {each.held} of {each.claimed}" if each.gate != gate else ""
        gate = each.gate
        items.append(Item(_asked(each, about), [_bar(each)], heading))
    said = "; ".join(f"{about.gate(each.gate)}, {_asked(each, about)}: {_bar(each).label}" for each in lacks)
    return bars(items, LEGEND, title=TITLE, about=f"{said}.")


def _titled(lack: Lack, about: About) -> str:
    """The gate, with how many deals it holds of those that claim to be past it."""
    return f"{about.gate(lack.gate)}: holds {lack.held} of {deals(lack.claimed)} claimed past it"


def _asked(lack: Lack, about: About) -> str:
    return f"{lack.side.capitalize()}: {about.asked(lack.gate, lack.requirement, lack.side)}"


def _bar(lack: Lack) -> Bar:
    counts = (lack.missing, lack.expired, lack.unverifiable, lack.contested)
    kinds = [kind for kind, _ in LEGEND]
    return Bar([*zip(kinds, counts, strict=True)], f"{lack.short} of {lack.claimed}")


def _tables(lacks: Sequence[Lack], about: About) -> list[Table]:
    """A table a gate."""
    columns = [*words("Evidence"), *numbers("Deals short", "Of all open")]
    found = []
    for _, group in itertools.groupby(lacks, key=lambda each: each.gate):
        own = list(group)
        titles = [_asked(each, about) for each in own]
        rows = [[_told(each, titles, about), each.short, each.everywhere] for each in own]
        found.append(Table(_titled(own[0], about), columns, rows))
    return found


def _told(lack: Lack, titles: Sequence[str], about: About) -> tuple[str, ...]:
    """What is asked for and how it is short; with its requirement's sentence where another one asks for the same."""
    counts = zip((lack.missing, lack.expired, lack.unverifiable, lack.contested), LEGEND, strict=True)
    short = ", ".join(f"{number} {said}" for number, (_, said) in counts if number)
    asked = _asked(lack, about)
    why = (about.sentence(lack.gate, lack.requirement),) if titles.count(asked) > 1 else ()
    return (asked, *why, short)
