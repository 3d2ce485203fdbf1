"""Gates over tables: what is in force, what is waived, and whether each gate passes or may be carried."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Any

import ibis

from gatecoach.audit.conditions import COLUMN, holds
from gatecoach.audit.engine import Engine
from gatecoach.audit.items import roles_at, visible
from gatecoach.audit.joining import folded, met, where
from gatecoach.audit.joining import found as beside
from gatecoach.audit.prepare import Prepared
from gatecoach.audit.requirements import asked, each_levels, name_of, plain_levels
from gatecoach.audit.words import Marked
from gatecoach.gate import EXPIRED, LEVEL, MET, WAIVABLE
from gatecoach.lower import Gate, Journey, When

NONE = -1
"""The level of what does not apply."""
WORDS = ("passes", "carriable", "bare_passes", "bare_carriable", "on_path")
"""What is said of how a gate stands."""
PER_WORD = 12
"""How many gates' answers fit into one whole number."""


def judged(engine: Engine, prepared: Prepared, rows: Marked) -> Any:
    """A row a deal: the level of every requirement side, what may be waived, and in a few words how gates stand."""
    with engine.narrowing() as kept:
        found = _judged(engine, prepared, rows)
        kept.append(found)
    return found


def _judged(engine: Engine, prepared: Prepared, rows: Marked) -> Any:
    table = plain_levels(engine, prepared, rows)
    for gate, requirement in asked(prepared):
        if requirement.for_each is not None:
            more = each_levels(engine, prepared, rows, gate, requirement)
            name = name_of(gate, requirement)
            taken = [each for each in more.columns if each != "deal"]
            table = beside(table, more, {"deal": "deal"}, taken)
            levels = {f"{name}:{side}": table[f"{name}:{side}"].fill_null(NONE) for side in requirement.sides}
            table = table.mutate(**levels)
    table = _with_waivers(engine, _with_values(table, prepared), prepared)
    table = _in_force(table, prepared)
    return engine.keep("levels", table.mutate(**standing(table, prepared.names.journey)))


def stood_words(journey: Journey) -> list[str]:
    """The columns that hold how gates stand."""
    return [f"stood_{word}" for word in range((len(journey.gates) + PER_WORD - 1) // PER_WORD)]


def stood(words: Mapping[str, Any], number: int, name: str) -> Any:
    """One of the answers about a gate of that number, out of the words of a row or a table: not 0 where it is so."""
    word, place = divmod(number, PER_WORD)
    return words[f"stood_{word}"] & (1 << (place * len(WORDS) + WORDS.index(name)))


def standing(table: Any, journey: Journey) -> dict[str, Any]:
    """How all gates stand, as a few numbers: deals that stand alike are placed once."""
    parts: dict[str, list[Any]] = {name: [] for name in stood_words(journey)}
    for number, gate in enumerate(journey.gates.values()):
        word, place = divmod(number, PER_WORD)
        for names, flag in _gate(table, gate, journey.sides[0]).items():
            worth = sum(1 << (place * len(WORDS) + WORDS.index(name)) for name in names)
            parts[f"stood_{word}"].append(flag.ifelse(ibis.literal(worth, type="int64"), 0))
    return {name: folded(operator.or_, each) for name, each in parts.items()}


def _with_values(table: Any, prepared: Prepared) -> Any:
    """The deal's fields as they were known then: the newest dated value, else what was always known."""
    fields = prepared.names.journey.fields
    seen = visible(prepared.tables["values"], prepared.moments)
    order = ibis.window(group_by=[seen.deal, seen.field], order_by=[seen.start.desc(), seen["rank"].desc()])
    newest = seen.mutate(place=ibis.row_number().over(order)).filter(lambda row: row.place == 0)
    columns = {
        f"value:{name}": newest[COLUMN[each.type]].max(where=newest.field == name) for name, each in fields.items()
    }
    if not columns:
        return table
    return beside(table, newest.group_by("deal").agg(**columns), {"deal": "deal"}, [*columns])


def _held(table: Any, when: When | None) -> Any:
    """Whether a `when` holds; null where that is unknown and blocks."""
    if when is None:
        return ibis.literal(True)
    known = holds(when.test, lambda name: table[f"value:{name}"], table.today)
    unknown = {"require": True, "skip": False, "block": None}[when.if_unknown]
    return known if unknown is None else known.fill_null(unknown)


def _in_force(table: Any, prepared: Prepared) -> Any:
    """What does not apply has no level; each requirement's own is the worse of its sides."""
    shown: dict[str, Any] = {}
    for gate, requirement in asked(prepared):
        name = name_of(gate, requirement)
        sides = {side: table[f"{name}:{side}"] for side in requirement.sides}
        gone = [column == NONE for column in sides.values()] if requirement.for_each else []
        if requirement.when:
            gone.append((_held(table, requirement.when) == False).fill_null(False))  # noqa: E712 - null is not false
        least = ibis.least(*sides.values()) if len(sides) > 1 else next(iter(sides.values()))
        shown[name] = least
        if gone:
            off = folded(operator.or_, gone)
            shown |= {f"{name}:{side}": off.ifelse(NONE, column) for side, column in sides.items()}
            shown[name] = off.ifelse(NONE, least)
            if f"{name}:contested" in table.columns:
                shown[f"{name}:contested"] = table[f"{name}:contested"].fill_null(False) & ~off
    for gate in prepared.names.journey.gates.values():
        if gate.when:
            shown[f"{gate.id}:held"] = _held(table, gate.when)
    return table.mutate(**shown)


def _with_waivers(engine: Engine, table: Any, prepared: Prepared) -> Any:
    """Whether a waiver holds for each requirement of each deal."""
    waivers, names = prepared.tables["waivers"], prepared.names
    rules = [
        (gate, requirement)
        for gate, requirement in asked(prepared)
        if gate.waivers and requirement.id not in gate.waivers.never
    ]
    named = {f"{name_of(*each)}:waiver": each for each in rules}
    if not named:
        return table
    seen = beside(visible(waivers, prepared.moments), prepared.moments, {"deal": "deal"}, ("owner",))
    seen = seen.filter((seen.reason != "") & (seen.by != seen.owner) & (seen.until >= seen.today))
    seen = seen.select("deal", "id", "requirement", "day", "until", person="by")
    keyed = seen.mutate(key=seen.deal.cast("string") + "\n" + seen.id + "\n" + seen.requirement + "\n" + seen.person
                        + "\n" + seen.day.cast("string"))  # fmt: skip
    held = roles_at(keyed, "key", prepared.tables, names, "day")
    keyed = beside(keyed, held, {"key": "key"}, ("roles",))
    keyed = keyed.mutate(roles=keyed.roles.fill_null(0))
    keyed = engine.keep("waivers", where(keyed, _taken_back(keyed, prepared), {"key": "key"}, there=False))
    columns = {
        name: (
            (keyed.requirement == name_of(gate, requirement))
            & ((keyed.roles & names.held(gate.waivers.by)) != 0)
            & (keyed.until - keyed.day <= gate.waivers.for_at_most)
        ).any()
        for name, (gate, requirement) in named.items()
        if gate.waivers
    }
    joined = beside(table, keyed.group_by("deal").agg(**columns), {"deal": "deal"}, [*columns])
    return joined.mutate(**{name: joined[name].fill_null(False) for name in columns})


def _taken_back(waivers: Any, prepared: Prepared) -> Any:
    """The waivers that whoever gave them, or their side, took back."""
    seen = visible(prepared.tables["revocations"], prepared.moments)
    pairs = met(waivers, seen, {"deal": "deal", "id": "revokes"}, {"back": "by"})
    pairs = beside(pairs, prepared.people, {"deal": "deal", "person": "person"}, {"giver_side": "side"})
    pairs = beside(pairs, prepared.people, {"deal": "deal", "back": "person"}, {"taker_side": "side"})
    same = (pairs.giver_side == pairs.taker_side).fill_null(False)
    return pairs.filter((pairs.person == pairs.back) | same).select("key").distinct()


def _gate(table: Any, gate: Gate, proving: str) -> dict[tuple[str, ...], Any]:
    """How a gate stands with waivers and without: each of `WORDS` once, with those that are the same in one."""
    names = [name_of(gate, each) for each in gate.requirements]
    covered = {name: waived(table, name) for name in names if may_waive(table, name)}
    passes, carriable, bare_passes, bare_carriable, on_path = WORDS
    one, other = _opens(table, gate, proving, covered)
    found: dict[tuple[str, ...], Any] = {(passes, bare_passes): one, (carriable, bare_carriable): other}
    if covered:
        bare = _opens(table, gate, proving, {})
        found = {(passes,): one, (carriable,): other, (bare_passes,): bare[0], (bare_carriable,): bare[1]}
    held = table[f"{gate.id}:held"] if gate.when else None
    if held is None:
        return found | {(on_path,): ibis.literal(True)}
    return {each: held.fill_null(False) & flag for each, flag in found.items()} | {(on_path,): held.fill_null(True)}


def may_waive(table: Any, name: str) -> bool:
    """Whether there are waivers for a requirement at all."""
    return f"{name}:waiver" in table.columns


def waived(table: Any, name: str) -> Any:
    """Whether a waiver covers the requirement: never a no."""
    if not may_waive(table, name):
        return ibis.literal(False)
    coverable = table[name].isin([LEVEL[each] for each in WAIVABLE])
    return table[f"{name}:waiver"] & coverable & ~_contested(table, name)


def _contested(table: Any, name: str) -> Any:
    """Whether a word opposes one of the sides."""
    return table[f"{name}:contested"] if f"{name}:contested" in table.columns else ibis.literal(False)


def _opens(table: Any, gate: Gate, proving: str, covered: Mapping[str, Any]) -> tuple[Any, Any]:
    """Whether it passes, and whether it would but for windows that ended."""
    good, would = [ibis.literal(True)], [ibis.literal(True)]
    for each in gate.requirements:
        if each.mode == "enforce":
            name = name_of(gate, each)
            good.append(_or_covered(table[name].isin([MET, NONE]), covered.get(name)))
            would.append(_or_covered(_fine_once(table, name), covered.get(name)))
    passes, carriable = folded(operator.and_, good), folded(operator.and_, would)
    if not any(proving in each.sides for each in gate.requirements):
        return passes, carriable
    return passes & _proven(table, gate, proving, [MET], covered), carriable & _proven(
        table, gate, proving, [MET, EXPIRED], covered
    )


def _or_covered(fine: Any, covered: Any) -> Any:
    return fine if covered is None else fine | covered


def _fine_once(table: Any, name: str) -> Any:
    """Whether a requirement is met or was until its window ended, and no word opposes it."""
    if f"{name}:contested" in table.columns:
        return table[name].isin([MET, NONE]) | ((table[name] == EXPIRED) & ~_contested(table, name))
    return table[name].isin([MET, NONE, EXPIRED])


def _proven(table: Any, gate: Gate, proving: str, accepted: list[int], covered: Mapping[str, Any]) -> Any:
    """Where all else is fine, whether the proving side holds at least one met of a requirement that is not waived."""
    held = [ibis.literal(False)]
    for each in gate.requirements:
        if proving in each.sides and each.mode == "enforce":
            name = name_of(gate, each)
            own = table[f"{name}:{proving}"].isin(accepted)
            if name in covered:
                own &= table[name].isin([MET, NONE, *accepted]) & ~covered[name]
            held.append(own)
    return folded(operator.or_, held)
