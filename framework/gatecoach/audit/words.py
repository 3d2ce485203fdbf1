"""From single rows to rows among others: outdated words are taken away, and joined items need their other side."""

from __future__ import annotations

import operator
from typing import Any

import ibis

from gatecoach.audit.engine import Engine
from gatecoach.audit.items import WIDTH, Names
from gatecoach.audit.joining import folded, met
from gatecoach.audit.joining import found as beside
from gatecoach.audit.links import answered
from gatecoach.audit.masks import Masks
from gatecoach.audit.prepare import Prepared

KEPT = ("item", "deal", "today", "kind", "who", "side", "roles", "start", "end", "day", "home", "sign")


def marked(engine: Engine, prepared: Prepared) -> Any:
    """Every row that counts or speaks for something, with its masks `m_`, `m0_` and `w_`, word by word."""
    with engine.narrowing() as kept:
        found = _marked(engine, prepared)
        kept.append(found)
    return found


def _marked(engine: Engine, prepared: Prepared) -> Any:
    masks = Masks(prepared.rows, prepared.names)
    rows = prepared.rows.mutate(**masks.columns())
    fields = [name for name in rows.columns if name.startswith("field:")]
    rows = rows.select(
        *KEPT, *fields, *[f"{mask}_{word}" for word in range(masks.words) for mask in ("m0", "age", "w")]
    )
    rows = engine.keep("alone", rows)
    rows = _without_outdated(engine, rows, prepared, masks.words)
    rows = rows.mutate(**{f"m_{word}": rows[f"m0_{word}"] & rows[f"age_{word}"] for word in range(masks.words)})
    rows = engine.keep("last", rows)
    return _joined(engine, rows, prepared, masks.words)


def _any_bit(rows: Any, mask: str, words: int) -> Any:
    return folded(operator.or_, (rows[f"{mask}_{word}"] != 0 for word in range(words)))


def _without_outdated(engine: Engine, rows: Any, prepared: Prepared, words: int) -> Any:
    """Per person the last word on the same thing counts; equal or uncertain order: against wins."""
    names = prepared.names
    if not any(leaf.outcomes for leaf in names.journey.leaves):
        return rows
    masks = [f"w_{word}" for word in range(words)]
    spoken = rows.filter(_any_bit(rows, "w", words)).select(
        "item", "deal", "who", "kind", "start", "end", "sign", *masks
    )
    answers = answered(prepared.ancestors, names)
    things = beside(spoken, answers, {"item": "item"}, {"about": "up"})
    things = engine.keep("things", things.mutate(about=things.about.fill_null(-1)))
    same = {name: name for name in ("deal", "who", "kind", "about")}
    other = {f"other_{name}": name for name in ("item", "start", "end", "sign", *masks)}
    pairs = met(things, things, same, other, also=lambda left, right: left["item"] != right["item"])
    no_after_yes = (pairs.sign > 0) & (pairs.other_sign < 0)
    outdates = no_after_yes.ifelse(pairs.other_end >= pairs.start, pairs.other_start > pairs.end)
    newer = pairs.filter(outdates)
    newer = newer.group_by(["item", "about"]).agg(**{f"new_{mask}": newer[f"other_{mask}"].bit_or() for mask in masks})
    each = beside(things, newer, {"item": "item", "about": "about"}, [f"new_{mask}" for mask in masks])
    gone = each.group_by("item").agg(
        **{f"gone_{word}": each[f"new_w_{word}"].fill_null(0).bit_and() for word in range(words)}
    )
    joined = beside(rows, gone, {"item": "item"}, [f"gone_{word}" for word in range(words)])
    left: dict[str, Any] = {}
    for word in range(words):
        gone = joined[f"gone_{word}"].fill_null(0) & joined[f"w_{word}"]
        both = {f"{mask}_{word}": joined[f"{mask}_{word}"] for mask in ("m0", "w")}
        left |= {name: column - (column & gone) for name, column in both.items()}  # `~` is not the same everywhere
    return joined.mutate(**left).drop(*[f"gone_{word}" for word in range(words)])


def _joined(engine: Engine, rows: Any, prepared: Prepared, words: int) -> Any:
    """An item that answers what the other side names counts only with one of that side's counting items."""
    names = prepared.names
    leaves = [leaf for leaf in names.journey.leaves if leaf.parents]
    if not leaves:
        return engine.keep("marked", rows)
    columns = [f"{mask}_{word}" for word in range(words) for mask in ("m", "m0")]
    bound = {word: bits for word in range(words) if (bits := _in_word(sum(leaf.bit for leaf in leaves), word))}
    kinds = sorted({names.types[leaf.what] for leaf in leaves})
    mine = rows.filter(rows.kind.isin(kinds))
    found = prepared.ancestors
    pairs = met(found.filter(found.earlier), mine, {"item": "item"}, {"my_day": "day"})
    pairs = met(pairs, rows, {"up": "item"}, {f"up_{each}": each for each in columns})
    agreed = pairs.group_by("item").agg(**_agreed(pairs, leaves, names, words))
    joined = beside(rows, agreed, {"item": "item"}, [f"agreed_{mask}_{word}" for word in bound for mask in ("m", "m0")])
    left = {}
    for word, bits in bound.items():
        for mask in ("m", "m0"):
            held = joined[f"agreed_{mask}_{word}"].fill_null(0)
            left[f"{mask}_{word}"] = joined[f"{mask}_{word}"] & (held | _number(~bits & FULL))
    return engine.keep("marked", joined.mutate(**left).select(*rows.columns))


FULL = (1 << WIDTH) - 1


def _number(bits: int) -> Any:
    return ibis.literal(bits, type="int64")


def _in_word(mask: int, word: int) -> int:
    return (mask >> (WIDTH * word)) & FULL


def _agreed(pairs: Any, leaves: list[Any], names: Names, words: int) -> dict[str, Any]:
    """For each mask the joined bits whose other side is met by one of the items above a row; no column for no bits."""
    found: dict[str, Any] = {}
    demands = {(leaf.answers, leaf.within, leaf.parents) for leaf in leaves}
    for mask in ("m", "m0"):
        parts: dict[int, list[Any]] = {word: [] for word in range(words)}
        for what, within, parents in sorted(demands, key=repr):
            bits = sum(
                each.bit for each in leaves if (each.answers, each.within, each.parents) == (what, within, parents)
            )
            met = folded(
                operator.or_,
                ((pairs[f"up_{mask}_{word}"] & _number(_in_word(parents, word))) != 0
                 for word in range(words) if _in_word(parents, word)),
            )  # fmt: skip
            met = met & (pairs.target == names.types[what])
            if within is not None:
                met = met & (pairs.my_day - pairs.up_day <= within)
            for word in range(words):
                if _in_word(bits, word):
                    parts[word].append(met.ifelse(_number(_in_word(bits, word)), _number(0)))
        for word, each in parts.items():
            if each:
                found[f"agreed_{mask}_{word}"] = folded(operator.or_, each).bit_or()
    return found
