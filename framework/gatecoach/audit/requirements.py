"""Requirements over tables: a level a side for each deal, and whether a word opposes; then when and waivers."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Any

import ibis

from gatecoach.audit.conditions import holds
from gatecoach.audit.counting import Tally, connected_channels, level, status
from gatecoach.audit.engine import Engine
from gatecoach.audit.joining import folded, met, where, widened
from gatecoach.audit.joining import found as beside
from gatecoach.audit.masks import reader
from gatecoach.audit.prepare import Prepared, stands
from gatecoach.audit.words import MASKS, Marked
from gatecoach.clause import Count, counts, leaves
from gatecoach.lower import Gate, Requirement


def name_of(gate: Gate, requirement: Requirement) -> str:
    """The name of a requirement, as waivers name it."""
    return f"{gate.id}.{requirement.id}"


def plain_levels(engine: Engine, prepared: Prepared, rows: Marked, spine: Any) -> Any:
    """The deals (`spine`) with the level of each side for every requirement that has no `for-each`."""
    plain = [(gate, each) for gate, each in asked(prepared) if each.for_each is None]
    wanted: dict[str, Count] = {}
    for gate, requirement in plain:
        wanted |= _counts(name_of(gate, requirement), requirement)
    spine = _connected(prepared, spine, wanted)
    if not wanted:
        return spine
    tally = Tally(prepared, rows.rows, ["deal"], wanted, words=rows.words, spoken=wanted.values())
    table = engine.keep("tallied", tally.beside(spine))
    shown: dict[str, Any] = {}
    for gate, requirement in plain:
        shown |= _shown(name_of(gate, requirement), requirement, table, tally)
    return table.select(*spine.columns, **shown)


def asked(prepared: Prepared) -> list[tuple[Gate, Requirement]]:
    """Every requirement with its gate."""
    gates = prepared.names.journey.gates.values()
    return [(gate, requirement) for gate in gates for requirement in gate.requirements]


def _connected(prepared: Prepared, spine: Any, wanted: Mapping[str, Count]) -> Any:
    """The rows with the channels of their deal's sources, where some count asks for channels."""
    if not any(all(leaf.channels for leaf in count.leaves) for count in wanted.values()):
        return spine
    return beside(spine, connected_channels(prepared), {"deal": "deal"}, ("connected",))


def _counts(name: str, requirement: Requirement) -> dict[str, Count]:
    """The counts of a requirement by name, side and place."""
    return {
        f"{name}:{side}:{number}": count
        for side, tree in requirement.sides.items()
        for number, count in enumerate(counts(tree))
    }


def _shown(name: str, requirement: Requirement, table: Any, tally: Tally) -> dict[str, Any]:
    """The level of each side, from the answers of the counts; whether a word opposes either, if any is asked for."""
    found: dict[str, Any] = {}
    opposed = []
    for side, tree in requirement.sides.items():
        columns = [status(table, f"{name}:{side}:{number}", count, tally) for number, count in enumerate(counts(tree))]
        spoken = [tally.contested(table, count) for count in counts(tree)]
        opposed += [each for each in spoken if each is not None]
        found[f"{name}:{side}"] = level(tree, iter(columns))
    return found | ({f"{name}:contested": folded(operator.or_, opposed)} if opposed else {})


def each_levels(engine: Engine, prepared: Prepared, rows: Marked, gate: Gate, requirement: Requirement) -> Any:
    """For a requirement with `for-each`: the worst level a side over its items; no row where there is none."""
    name = name_of(gate, requirement)
    ways, below = _ways(engine, prepared, requirement)
    under = engine.keep("under", _under(rows.rows, below))
    wanted, shared = _counts(name, requirement), _shared(requirement)
    same = {key: count for key, count in wanted.items() if _same(count, requirement)}
    alone = {key: count for key, count in wanted.items() if key not in same}
    words = _under(rows.words, below)
    tally = Tally(prepared, under, ["deal", "way"], alone, words=words, spoken=wanted.values())
    table = _connected(prepared, ways, wanted)
    if shared:
        table = _with_ones(table, below, prepared, shared)
    table = tally.beside(table)
    for key, count in same.items():
        table = _answered_by_all(table, under, key, count, prepared, shared=bool(shared))
    table = engine.keep("tallied", table)
    levels = table.select("deal", "way", **_shown(name, requirement, table, tally))
    return _worst(levels, name, requirement, several=bool(shared))


def _under(rows: Any, below: Any) -> Any:
    """The rows that hang under the items that a requirement ranges over, once under each."""
    return met(rows, below, {"item": "item"}, {"way": "up"})


def _ways(engine: Engine, prepared: Prepared, requirement: Requirement) -> tuple[Any, Any]:
    """The items that a requirement ranges over, and what hangs under each."""
    names, for_each = prepared.names, requirement.for_each
    assert for_each is not None
    there = prepared.rows.filter(stands(prepared.rows, names, for_each.what))
    if for_each.test:
        there = there.filter(holds(for_each.test, reader(there, for_each.what), there.day).fill_null(False))
    ways = engine.keep("ways", there.select("deal", way="item"))
    below = prepared.ancestors.filter(prepared.ancestors.target == names.types[for_each.what])
    return ways, where(below, ways, {"up": "way"})


def _with_ones(table: Any, below: Any, prepared: Prepared, shared: set[str]) -> Any:
    """Each way once for every item that everyone may have answered."""
    targets = [prepared.names.types[what] for what in sorted(shared)]
    ups = prepared.ancestors.filter(prepared.ancestors.target.isin(targets))
    ones = met(below.select("item", way="up"), ups, {"item": "item"}, {"one": "up", "one_kind": "target"})
    ones = ones.select("way", "one", "one_kind").distinct()
    return beside(table, ones, {"way": "way"}, ("one", "one_kind"))


def _answered_by_all(table: Any, under: Any, key: str, count: Count, prepared: Prepared, *, shared: bool) -> Any:
    """The answers of a count for everyone: for the one item a way is about, else for the best one."""
    names = prepared.names
    pairs = {(names.types[leaf.what], names.types[leaf.answers]) for leaf in count.leaves if leaf.answers}
    joined = met(under, prepared.ancestors, {"item": "item"}, ("target", "up"))
    fits = folded(operator.or_, ((joined.kind == kind) & (joined.target == target) for kind, target in pairs))
    answering = joined.filter(fits).drop("target").distinct()
    keys = ["deal", "way", "up"]
    tally = Tally(prepared, answering, keys, {key: count})
    by_one = tally.beside(answering.select(*keys).distinct())
    enough = {f"{key}:{mask}": tally.met(by_one, key, count, mask).fill_null(False) for mask in MASKS}
    by_one = by_one.select(*keys, **enough)
    asked_for = [f"{key}:{mask}" for mask in MASKS]
    best = by_one.group_by(["deal", "way"]).agg(**{each: by_one[each].any() for each in asked_for})
    if not shared:
        return widened(table, best, ["way"])
    best = best.rename({f"best:{each}": each for each in asked_for})
    found = widened(table, best, ["way"])
    found = widened(found, by_one.rename(one="up"), ["way", "one"])
    own = found.one_kind.isin(sorted({target for _, target in pairs})).fill_null(False)
    chosen = {each: own.ifelse(found[each], found[f"best:{each}"]) for each in asked_for}
    return found.mutate(**chosen).drop(*[f"best:{each}" for each in asked_for])


def _worst(table: Any, name: str, requirement: Requirement, *, several: bool) -> Any:
    """The best way of each item, and of all items the worst."""
    sides = [f"{name}:{side}" for side in requirement.sides]
    if several:
        rank = ibis.least(*(table[each] for each in sides)) if len(sides) > 1 else table[sides[0]]
        for each in sides:
            rank = rank * 5 + table[each]
        best = ibis.window(group_by=[table.deal, table.way], order_by=[rank.desc()])
        ranked = table.mutate(place=ibis.row_number().over(best))
        table = ranked.filter(ranked.place == 0)
    columns = {each: table[each].min() for each in sides}
    if f"{name}:contested" in table.columns:
        columns[f"{name}:contested"] = table[f"{name}:contested"].any()
    return table.group_by("deal").agg(**columns)


def _same(count: Count, requirement: Requirement) -> bool:
    """Whether all must have answered one and the same item, which is not the one that is gone through anyway."""
    gone_through = requirement.for_each.what if requirement.for_each else None
    answers = {leaf.answers for leaf in count.leaves}
    return count.leaves[0].everyone and any(answers) and answers != {gone_through}


def _shared(requirement: Requirement) -> set[str]:
    """The types of which everyone of both sides must answer one and the same item."""
    by_all = [{each.answers for each in leaves(tree) if each.everyone} for tree in requirement.sides.values()]
    found = set[str | None].intersection(*by_all) if len(by_all) > 1 else set()
    gone_through = requirement.for_each.what if requirement.for_each else None
    return {each for each in found if each} if found != {gone_through} else set()
