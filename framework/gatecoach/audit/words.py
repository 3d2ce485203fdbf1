"""From single rows to rows among others: outdated words are taken away, and joined items need their other side."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import ibis

from gatecoach.audit import bits
from gatecoach.audit.bits import FULL, WIDTH, Bits
from gatecoach.audit.engine import Engine
from gatecoach.audit.items import LIVE, Names, all_counts, by_field, none
from gatecoach.audit.joining import folded, met, where
from gatecoach.audit.joining import found as beside
from gatecoach.audit.links import answered
from gatecoach.audit.masks import Masks, field_column, heard
from gatecoach.audit.prepare import Prepared
from gatecoach.clause import Leaf


class Marked(NamedTuple):
    """Every row that may count for something, with its masks `m_` and `m0_`, and every word, with its mask `w_`."""

    rows: Any
    words: Any


def marked(engine: Engine, prepared: Prepared) -> Marked:
    """The rows and the words, each by itself: few rows were read, so many columns are spared."""
    with engine.narrowing() as kept:
        found = _marked(engine, prepared)
        kept.extend(found)
    return found


def _marked(engine: Engine, prepared: Prepared) -> Marked:
    leaves = prepared.names.journey.leaves
    asked = _asked(prepared, leaves)
    masks = Masks(asked, prepared.names, leaves)
    parts = [f"{mask}_{word}" for word in range(masks.words) for mask in MASKS]
    rows = asked.mutate(**masks.columns())
    rows = rows.mutate(**{f"m_{word}": rows[f"m0_{word}"] & rows[f"age_{word}"] for word in range(masks.words)})
    rows = engine.keep("alone", rows.select(*_kept(prepared.names), *parts))
    rows, words = _without_outdated(engine, rows, engine.keep("read", _spoken(prepared)), prepared)
    return Marked(_joined(engine, rows, prepared, masks.words), words)


def _spoken(prepared: Prepared) -> Any:
    """The current rows that were read, with the bits of those leaves whose words are heard; what all hear has one."""
    journey = prepared.names.journey
    firsts = {first for _, first in heard(journey.leaves).values()}
    leaves = [leaf for leaf in journey.leaves if leaf.bit in firsts]
    read = _asked(prepared, leaves)
    read = read.filter(read.sign.notnull())
    kept = read.select("item", "deal", "who", "kind", "start", "end", "sign",
                       **Masks(read, prepared.names, leaves).speaking())  # fmt: skip
    return _some(kept, "w") if leaves else kept


def _asked(prepared: Prepared, leaves: Iterable[Leaf]) -> Any:
    """The current rows of the types that leaves ask for; to look for bits in their masks would work these out twice."""
    kinds = sorted({prepared.names.types[leaf.what] for leaf in leaves})
    return prepared.rows.filter((prepared.rows.state == LIVE) & prepared.rows.kind.isin(kinds))


MASKS = ("m", "m0")


def _masks(rows: Any, mask: str) -> list[str]:
    """The columns of a mask."""
    return [name for name in rows.columns if name.partition("_")[0] == mask]


def _some(rows: Any, mask: str) -> Any:
    """The rows with some bit in that mask."""
    return rows.filter(folded(operator.or_, (rows[name] for name in _masks(rows, mask))) != 0)


def _kept(names: Names) -> list[str]:
    """The columns of rows that some count still asks for."""
    counts = [*all_counts(names.journey)]
    apart = {count.different for count in counts}
    fields = {field_column(leaf.what, by_field(count)) for count in counts if by_field(count) for leaf in count.leaves}
    dated = "day" in apart or any(leaf.parents and leaf.within is not None for leaf in names.journey.leaves)
    asked = (("day", dated), ("roles", "role" in apart), ("home", "source" in apart))
    return ["item", "deal", "who", "kind", *(name for name, some in asked if some), *sorted(fields)]


SAID = ("who", "kind", "about")
"""The columns of what somebody said words about; the last tells the deal."""


def _without_outdated(engine: Engine, rows: Any, spoken: Any, prepared: Prepared) -> tuple[Any, Any]:
    """Per person the last word on the same thing counts; equal or uncertain order: against wins."""
    speaking = heard(prepared.names.journey.leaves)
    if not speaking:
        return rows, spoken
    things = beside(spoken, answered(prepared.ancestors, prepared.names), {"item": "item"}, {"about": "up"})
    things = engine.keep("again", _said_again(things.mutate(about=things.about.fill_null(-1 - things.deal))))
    if none(things):
        return rows, spoken
    each = things.select("item", **_outdated(things, speaking))
    each = each.group_by("item").agg(**{name: each[name].bit_and() for name in _masks(each, "gone")})
    gone = engine.keep("gone", _some(each, "gone"))
    return _taken(engine, rows, gone), _taken(engine, spoken, gone)


def _said_again(things: Any) -> Any:
    """All that those words are about of which some thing has more than one of the same person: few have."""
    several = things.group_by(SAID).agg(words=things.count())
    some = where(things, several.filter(several.words > 1), {name: name for name in SAID})
    return where(things, some, {"item": "item"})


def _outdated(things: Any, speaking: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    """The bits of what somebody said anew, or took back, by the word of the mask."""
    same = ibis.window(group_by=[things[name] for name in SAID])
    gone: dict[str, list[Bits]] = {}
    for place in sorted({place for place, _ in speaking.values()}):
        leaves = {leaf: first for leaf, (at, first) in speaking.items() if at == place}
        heard_ = bits.hits(things, "w", sum({*leaves.values()}))
        newest = heard_.ifelse(things.start, None).max().over(same)
        no = (heard_ & (things.sign < 0)).ifelse(things.end, None).max().over(same)
        outdated = (newest > things.end) | ((things.sign > 0) & (no >= things.start)).fill_null(False)
        for word, part in bits.in_words(sum({*leaves, *leaves.values()})):
            gone.setdefault(f"gone_{word}", []).append(bits.where(outdated, part))
    return {name: bits.either(parts) for name, parts in gone.items()}


def _taken(engine: Engine, rows: Any, gone: Any) -> Any:
    """The rows without these bits."""
    if none(gone):
        return rows
    joined = beside(rows, gone, {"item": "item"}, _masks(gone, "gone"))
    left: dict[str, Any] = {}
    for name in (*_masks(rows, "m"), *_masks(rows, "m0"), *_masks(rows, "w")):
        column = f"gone_{name.partition('_')[2]}"
        if column in joined.columns:
            left[name] = joined[name] - (joined[name] & joined[column].fill_null(0))  # `~` is not the same everywhere
    return engine.keep("left", joined.mutate(**left).select(*rows.columns))


def _joined(engine: Engine, rows: Any, prepared: Prepared, words: int) -> Any:
    """An item that answers what the other side names counts only with one of that side's counting items."""
    names = prepared.names
    leaves = [leaf for leaf in names.journey.leaves if leaf.parents]
    if not leaves:
        return rows
    columns = [f"{mask}_{word}" for word in range(words) for mask in MASKS]
    bound = dict(bits.in_words(sum(leaf.bit for leaf in leaves)))
    mine = rows.filter(rows.kind.isin(sorted({names.types[leaf.what] for leaf in leaves})))
    found = prepared.ancestors
    found = found.filter(found.earlier & found.target.isin(sorted({names.types[str(leaf.answers)] for leaf in leaves})))
    pairs = met(found, mine, {"item": "item"}, {"my_day": "day"} if "day" in rows.columns else ())
    pairs = met(pairs, rows, {"up": "item"}, {f"up_{each}": each for each in columns})
    agreed = pairs.group_by("item").agg(**_agreed(pairs, leaves, names, words))
    joined = beside(rows, agreed, {"item": "item"}, [f"agreed_{mask}_{word}" for word in bound for mask in MASKS])
    left = {}
    for word, asked in bound.items():
        for mask in MASKS:
            held = joined[f"agreed_{mask}_{word}"].fill_null(0)
            left[f"{mask}_{word}"] = joined[f"{mask}_{word}"] & (held | bits.number(FULL - asked))
    return engine.keep("marked", _some(joined.mutate(**left).select(*rows.columns), "m0"))


def _agreed(pairs: Any, leaves: list[Leaf], names: Names, words: int) -> dict[str, Any]:
    """For each mask the joined bits whose other side is met by one of the items above a row; no column for no bits.

    The bits of the item above are moved to the places of the leaves that they are parents of, all at once.
    """
    found: dict[str, Any] = {}
    for word in range(words):
        moves = _moves(leaves, word)
        fits = _fits(pairs, leaves, names, word)
        for mask in MASKS:
            parts = [_moved(pairs[f"up_{mask}_{home}"], far, moved) for (home, far), moved in moves.items()]
            if parts:
                found[f"agreed_{mask}_{word}"] = (folded(operator.or_, parts) & bits.column(fits)).bit_or()
    return found


def _moves(leaves: list[Leaf], word: int) -> dict[tuple[int, int], int]:
    """By the word of a parent's bit and by how far it is moved: the bits of the leaves that it comes to."""
    found: dict[tuple[int, int], int] = {}
    for leaf in leaves:
        place = leaf.bit.bit_length() - 1
        if place // WIDTH == word:
            for parent in (each for each in range(leaf.parents.bit_length()) if leaf.parents >> each & 1):
                key = parent // WIDTH, place % WIDTH - parent % WIDTH
                found[key] = found.get(key, 0) | 1 << place % WIDTH
    return found


def _moved(column: Any, far: int, moved: int) -> Any:
    """These bits of a mask that was moved so far up, or down."""
    if far >= 0:
        return (column & bits.number(moved >> far)) << far
    return (column & bits.number(moved << -far)) >> -far


def _fits(pairs: Any, leaves: list[Leaf], names: Names, word: int) -> Bits:
    """The bits of the leaves that ask for an item above of this type, so many days before."""
    windows: dict[str, dict[int | None, int]] = {}
    for leaf in leaves:
        asked = windows.setdefault(str(leaf.answers), {})
        asked[leaf.within] = asked.get(leaf.within, 0) | bits.in_word(leaf.bit, word)
    branches = []
    for what, asked in sorted(windows.items()):
        right = pairs.target == names.types[what]
        if any(days is not None for days in asked):
            branches += [(right & soon, part) for soon, part in bits.lasting(pairs.my_day - pairs.up_day, asked)]
        else:
            branches.append((right, asked[None]))
    return bits.first(branches)
