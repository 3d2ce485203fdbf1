"""Requirements over tables: a level a side for each deal, and whether a word opposes; then when and waivers."""

from __future__ import annotations

import operator
from typing import Any

import ibis

from gatecoach.audit.conditions import holds
from gatecoach.audit.counting import MASKS, Tally, connected_channels, level, status
from gatecoach.audit.engine import Engine
from gatecoach.audit.joining import folded, met, where
from gatecoach.audit.joining import found as beside
from gatecoach.audit.masks import reader
from gatecoach.audit.prepare import Prepared, stands
from gatecoach.clause import Count, counts, leaves
from gatecoach.gate import CONTESTED
from gatecoach.lower import Gate, Requirement


def name_of(gate: Gate, requirement: Requirement) -> str:
    """The name of a requirement, as waivers name it."""
    return f"{gate.id}.{requirement.id}"


def plain_levels(engine: Engine, prepared: Prepared, rows: Any) -> Any:
    """A row a deal: for every requirement that has no `for-each` the level of each side."""
    wanted: dict[str, Count] = {}
    for gate, requirement in asked(prepared):
        if requirement.for_each is None:
            wanted |= _counts(name_of(gate, requirement), requirement)
    spine = _connected(prepared, prepared.moments)
    if not wanted:
        return engine.keep("plain", spine)
    tally = Tally(prepared, rows, ["deal"])
    table = spine
    for more in (tally.enough(wanted), tally.opposed(wanted)):
        table = _beside(table, more, ["deal"])
    table = engine.keep("tallied", table)
    shown: dict[str, Any] = {}
    for gate, requirement in asked(prepared):
        if requirement.for_each is None:
            shown |= _shown(name_of(gate, requirement), requirement, table, prepared)
    return engine.keep("plain", table.select(*spine.columns, **shown))


def asked(prepared: Prepared) -> list[tuple[Gate, Requirement]]:
    """Every requirement with its gate."""
    gates = prepared.names.journey.gates.values()
    return [(gate, requirement) for gate in gates for requirement in gate.requirements]


def _connected(prepared: Prepared, spine: Any) -> Any:
    """The rows with the channels of their deal's sources."""
    return beside(spine, connected_channels(prepared), {"deal": "deal"}, ("connected",))


def _counts(name: str, requirement: Requirement) -> dict[str, Count]:
    """The counts of a requirement by name, side and place."""
    return {
        f"{name}:{side}:{number}": count
        for side, tree in requirement.sides.items()
        for number, count in enumerate(counts(tree))
    }


def _shown(name: str, requirement: Requirement, table: Any, prepared: Prepared) -> dict[str, Any]:
    """The level of each side, and whether a word opposes either, from the answers of the counts."""
    found: dict[str, Any] = {}
    opposed = []
    for side, tree in requirement.sides.items():
        columns = [
            status(table, f"{name}:{side}:{number}", count, prepared) for number, count in enumerate(counts(tree))
        ]
        opposed += [column == CONTESTED for column in columns]
        found[f"{name}:{side}"] = level(tree, iter(columns))
    found[f"{name}:contested"] = folded(operator.or_, opposed)
    return found


def each_levels(engine: Engine, prepared: Prepared, rows: Any, gate: Gate, requirement: Requirement) -> Any:
    """For a requirement with `for-each`: the worst level a side over its items; no row where there is none."""
    name = name_of(gate, requirement)
    ways, under = _ways(engine, prepared, rows, requirement)
    wanted, shared = _counts(name, requirement), _shared(requirement)
    table = _connected(prepared, ways)
    if shared:
        table = _with_ones(table, under, prepared, shared)
    tally = Tally(prepared, under, ["deal", "way"])
    alone = {key: count for key, count in wanted.items() if not _same(count)}
    table = _beside(table, tally.opposed(wanted), ["way"])
    if alone:
        table = _beside(table, tally.enough(alone), ["way"])
    for key, count in wanted.items():
        if _same(count):
            table = _answered_by_all(table, under, key, count, prepared, shared=bool(shared))
    table = engine.keep("tallied", table)
    return engine.keep(
        "each", _worst(table.select("deal", "way", **_shown(name, requirement, table, prepared)), name, requirement)
    )


def _ways(engine: Engine, prepared: Prepared, rows: Any, requirement: Requirement) -> tuple[Any, Any]:
    """The items that a requirement ranges over, and the rows that hang under each."""
    names, for_each = prepared.names, requirement.for_each
    assert for_each is not None
    there = prepared.rows.filter(stands(prepared.rows, names, for_each.what))
    if for_each.test:
        there = there.filter(holds(for_each.test, reader(there, for_each.what), there.day).fill_null(False))
    ways = engine.keep("ways", there.select("deal", way="item"))
    below = prepared.ancestors.filter(prepared.ancestors.target == names.types[for_each.what])
    below = where(below, ways, {"up": "way"})
    return ways, engine.keep("under", met(rows, below, {"item": "item"}, {"way": "up"}))


def _with_ones(table: Any, under: Any, prepared: Prepared, shared: set[str]) -> Any:
    """Each way once for every item that everyone may have answered."""
    targets = [prepared.names.types[what] for what in sorted(shared)]
    ups = prepared.ancestors.filter(prepared.ancestors.target.isin(targets))
    ones = met(under, ups, {"item": "item"}, {"one": "up", "one_kind": "target"})
    ones = ones.select("way", "one", "one_kind").distinct()
    return beside(table, ones, {"way": "way"}, ("one", "one_kind"))


def _answered_by_all(table: Any, under: Any, key: str, count: Count, prepared: Prepared, *, shared: bool) -> Any:
    """The answers of a count for everyone: for the one item a way is about, else for the best one."""
    names = prepared.names
    pairs = {(names.types[leaf.what], names.types[leaf.answers]) for leaf in count.leaves if leaf.answers}
    joined = met(under, prepared.ancestors, {"item": "item"}, ("target", "up"))
    fits = folded(operator.or_, ((joined.kind == kind) & (joined.target == target) for kind, target in pairs))
    answering = joined.filter(fits).drop("target").distinct()
    by_one = Tally(prepared, answering, ["deal", "way", "up"]).enough({key: count})
    asked_for = [f"{key}:{mask}" for mask in MASKS]
    best = by_one.group_by(["deal", "way"]).agg(**{each: by_one[each].any() for each in asked_for})
    if not shared:
        return _beside(table, best, ["way"])
    best = best.rename({f"best:{each}": each for each in asked_for})
    found = _beside(table, best, ["way"])
    found = _beside(found, by_one.rename(one="up"), ["way", "one"])
    own = found.one_kind.isin(sorted({target for _, target in pairs})).fill_null(False)
    chosen = {each: own.ifelse(found[each], found[f"best:{each}"]) for each in asked_for}
    return found.mutate(**chosen).drop(*[f"best:{each}" for each in asked_for])


def _worst(table: Any, name: str, requirement: Requirement) -> Any:
    """The best way of each item, and of all items the worst."""
    sides = [f"{name}:{side}" for side in requirement.sides]
    rank = ibis.least(*(table[each] for each in sides)) if len(sides) > 1 else table[sides[0]]
    for each in sides:
        rank = rank * 5 + table[each]
    best = ibis.window(group_by=[table.deal, table.way], order_by=[rank.desc()])
    ranked = table.mutate(place=ibis.row_number().over(best))
    chosen = ranked.filter(ranked.place == 0)
    columns = {each: chosen[each].min() for each in sides}
    return chosen.group_by("deal").agg(**columns, **{f"{name}:contested": chosen[f"{name}:contested"].any()})


def _same(count: Count) -> bool:
    """Whether all must have answered one and the same item."""
    return count.leaves[0].everyone and any(leaf.answers for leaf in count.leaves)


def _shared(requirement: Requirement) -> set[str]:
    """The types of which everyone of both sides must answer one and the same item."""
    by_all = [{each.answers for each in leaves(tree) if each.everyone} for tree in requirement.sides.values()]
    found = set[str | None].intersection(*by_all) if len(by_all) > 1 else set()
    return {each for each in found if each}


def _beside(table: Any, more: Any, keys: list[str]) -> Any:
    """The table with the columns of another one of the same keys."""
    if more is None:
        return table
    new = [name for name in more.columns if name not in ("deal", "way", "one")]
    return beside(table, more, {key: key for key in keys}, new)
