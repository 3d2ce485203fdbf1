"""From single rows to rows among others: outdated words are taken away, and joined items need their other side."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Any, NamedTuple

import ibis

from gatecoach.audit.engine import Engine
from gatecoach.audit.items import LIVE, WIDTH, Names, all_counts, by_field, none
from gatecoach.audit.joining import folded, met
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
    asked = _asked(prepared)
    masks = Masks(asked, prepared.names)
    parts = [f"{mask}_{word}" for word in range(masks.words) for mask in MASKS]
    rows = asked.mutate(**masks.columns())
    rows = rows.mutate(**{f"m_{word}": rows[f"m0_{word}"] & rows[f"age_{word}"] for word in range(masks.words)})
    rows = engine.keep("alone", rows.select(*_kept(prepared.names), *parts))
    read = prepared.rows.filter(prepared.rows.sign.notnull())
    words = read.mutate(**Masks(read, prepared.names).speaking())
    if masks.spoken:
        words = _some(words, "w")
    words = words.select("item", "deal", "who", "kind", "start", "end", "sign", *_masks(words, "w"))
    rows, words = _without_outdated(engine, rows, engine.keep("read", words), prepared)
    return Marked(_joined(engine, rows, prepared, masks.words), words)


def _asked(prepared: Prepared) -> Any:
    """The current rows of the types that leaves ask for; to look for bits in their masks would work these out twice."""
    kinds = sorted({prepared.names.types[leaf.what] for leaf in prepared.names.journey.leaves})
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


def _without_outdated(engine: Engine, rows: Any, spoken: Any, prepared: Prepared) -> tuple[Any, Any]:
    """Per person the last word on the same thing counts; equal or uncertain order: against wins."""
    speaking = heard(prepared.names.journey.leaves)
    if not speaking:
        return rows, spoken
    things = beside(spoken, answered(prepared.ancestors, prepared.names), {"item": "item"}, {"about": "up"})
    things = things.mutate(about=things.about.fill_null(-1))
    each = things.select("item", **_outdated(things, speaking))
    each = each.group_by("item").agg(**{name: each[name].bit_and() for name in _masks(each, "gone")})
    gone = engine.keep("gone", _some(each, "gone"))
    return _taken(engine, rows, gone), _taken(engine, spoken, gone)


def _outdated(things: Any, speaking: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    """The bits of what somebody said anew, or took back, by the word of the mask."""
    same = ibis.window(group_by=[things[name] for name in ("deal", "who", "kind", "about")])
    gone: dict[str, list[Any]] = {}
    for place in sorted({place for place, _ in speaking.values()}):
        leaves = {leaf: first for leaf, (at, first) in speaking.items() if at == place}
        heard_ = _hit(things, "w", sum({*leaves.values()}))
        newest = heard_.ifelse(things.start, None).max().over(same)
        no = (heard_ & (things.sign < 0)).ifelse(things.end, None).max().over(same)
        outdated = (newest > things.end) | ((things.sign > 0) & (no >= things.start)).fill_null(False)
        bits = sum({*leaves, *leaves.values()})
        for word in range(bits.bit_length() // WIDTH + 1):
            if part := _in_word(bits, word):
                parts = gone.setdefault(f"gone_{word}", [])
                parts.append(outdated.fill_null(False).ifelse(_number(part), _number(0)))
    return {name: folded(operator.or_, parts) for name, parts in gone.items()}


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


def _hit(rows: Any, mask: str, bits: int) -> Any:
    """Whether a row has one of these bits."""
    words = [(word, part) for word in range(bits.bit_length() // WIDTH + 1) if (part := _in_word(bits, word))]
    return folded(operator.or_, ((rows[f"{mask}_{word}"] & _number(part)) != 0 for word, part in words))


def _joined(engine: Engine, rows: Any, prepared: Prepared, words: int) -> Any:
    """An item that answers what the other side names counts only with one of that side's counting items."""
    names = prepared.names
    leaves = [leaf for leaf in names.journey.leaves if leaf.parents]
    if not leaves:
        return rows
    columns = [f"{mask}_{word}" for word in range(words) for mask in MASKS]
    bound = {word: bits for word in range(words) if (bits := _in_word(sum(leaf.bit for leaf in leaves), word))}
    mine = rows.filter(rows.kind.isin(sorted({names.types[leaf.what] for leaf in leaves})))
    found = prepared.ancestors
    found = found.filter(found.earlier & found.target.isin(sorted({names.types[str(leaf.answers)] for leaf in leaves})))
    pairs = met(found, mine, {"item": "item"}, {"my_day": "day"} if "day" in rows.columns else ())
    pairs = met(pairs, rows, {"up": "item"}, {f"up_{each}": each for each in columns})
    agreed = pairs.group_by("item").agg(**_agreed(pairs, leaves, names, words))
    joined = beside(rows, agreed, {"item": "item"}, [f"agreed_{mask}_{word}" for word in bound for mask in MASKS])
    left = {}
    for word, bits in bound.items():
        for mask in MASKS:
            held = joined[f"agreed_{mask}_{word}"].fill_null(0)
            left[f"{mask}_{word}"] = joined[f"{mask}_{word}"] & (held | _number(FULL - bits))
    return engine.keep("marked", _some(joined.mutate(**left).select(*rows.columns), "m0"))


FULL = (1 << WIDTH) - 1


def _number(bits: int) -> Any:
    return ibis.literal(bits, type="int64")


def _in_word(mask: int, word: int) -> int:
    return (mask >> (WIDTH * word)) & FULL


def _agreed(pairs: Any, leaves: list[Leaf], names: Names, words: int) -> dict[str, Any]:
    """For each mask the joined bits whose other side is met by one of the items above a row; no column for no bits.

    The bits of the item above are moved to the places of the leaves that they are parents of, all at once.
    """
    found: dict[str, Any] = {}
    for word in range(words):
        moves = _moves(leaves, word)
        fits = _fits(pairs, [leaf for leaf in leaves if _in_word(leaf.bit, word)], names, word)
        for mask in MASKS:
            parts = [_moved(pairs[f"up_{mask}_{home}"], far, bits) for (home, far), bits in moves.items()]
            if parts:
                found[f"agreed_{mask}_{word}"] = (folded(operator.or_, parts) & fits).bit_or()
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


def _moved(column: Any, far: int, bits: int) -> Any:
    """These bits of a mask that was moved so far up, or down."""
    return (column & _number(bits >> far)) << far if far >= 0 else (column & _number(bits << -far)) >> -far


def _fits(pairs: Any, leaves: list[Leaf], names: Names, word: int) -> Any:
    """The bits of the leaves that ask for an item above of this type, so many days before."""
    parts = [_number(0)]
    for what, within in sorted({(str(leaf.answers), leaf.within) for leaf in leaves}, key=repr):
        bits = sum(leaf.bit for leaf in leaves if (leaf.answers, leaf.within) == (what, within))
        met_ = pairs.target == names.types[what]
        if within is not None:
            met_ &= pairs.my_day - pairs.up_day <= within
        parts.append(met_.ifelse(_number(_in_word(bits, word)), _number(0)))
    return folded(operator.or_, parts)
