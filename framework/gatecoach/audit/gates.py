"""Gates over tables: what is in force, what is waived, and whether each gate passes or may be carried."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Any

import ibis

from gatecoach.audit import bits
from gatecoach.audit.conditions import COLUMN, holds
from gatecoach.audit.engine import Engine
from gatecoach.audit.items import roles_at, visible
from gatecoach.audit.joining import folded, met, where, widened
from gatecoach.audit.joining import found as beside
from gatecoach.audit.prepare import Prepared
from gatecoach.audit.requirements import asked, each_levels, name_of, plain_levels
from gatecoach.audit.words import Marked, marked
from gatecoach.gate import EXPIRED, LEVEL, MET, WAIVABLE
from gatecoach.lower import Gate, Journey, Requirement, When

NONE = -1
"""The level of what does not apply."""
WORDS = ("passes", "carriable", "bare_passes", "bare_carriable", "on_path")
"""What is said of how a gate stands."""
PER_WORD = 12
"""How many gates' answers fit into one whole number."""


def judged(engine: Engine, prepared: Prepared, behind: Any = None) -> Any:
    """A row a deal: the level of every requirement side, what may be waived, and in a few words how gates stand.

    The rows go `behind` those of other deals, where these were judged before.
    """
    with engine.narrowing() as kept:
        found = engine.keep("levels", _judged(engine, prepared, marked(engine, prepared)), behind)
        kept.append(found)
    return found


def _judged(engine: Engine, prepared: Prepared, rows: Marked) -> Any:
    spine = _with_waivers(engine, _with_values(prepared.moments, prepared), prepared)
    for gate, requirement in asked(prepared):
        if requirement.for_each is not None:
            spine = _with_each(spine, each_levels(engine, prepared, rows, gate, requirement))
    table = _in_force(plain_levels(engine, prepared, rows, spine), prepared)
    table = table.mutate(claimed_as=table.claimed.fill_null(""), **standing(table, prepared.names.journey))
    return table.drop("deal").rename(deal="name")


def _with_each(table: Any, levels: Any) -> Any:
    """The deals with what was found for a requirement with `for-each`; over nothing it does not apply."""
    found = widened(table, levels, ["deal"])
    missing = {name: False if kind.is_boolean() else NONE for name, kind in levels.schema().items() if name != "deal"}
    return found.mutate(**{name: found[name].fill_null(blank) for name, blank in missing.items()})


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
            parts[f"stood_{word}"].append(worth if flag is True else bits.where(flag, worth))
    return {name: bits.column(bits.either(each)) for name, each in parts.items()}


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
        sides = [table[f"{name}:{side}"] for side in requirement.sides]
        shown[name] = ibis.least(*sides) if len(sides) > 1 else sides[0]
        if requirement.when:
            off = (_held(table, requirement.when) == False).fill_null(False)  # noqa: E712 - null is not false
            columns = {each.get_name(): each for each in sides} | {name: shown[name]}
            shown |= {each: off.ifelse(NONE, column) for each, column in columns.items()}
            if f"{name}:contested" in table.columns:
                shown[f"{name}:contested"] = table[f"{name}:contested"] & ~off
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
        return found | {(on_path,): True}
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
    asked = [each for each in gate.requirements if each.mode == "enforce"]
    good, would = [], []
    for each in asked:
        name = name_of(gate, each)
        good.append(_or_covered(_fine(table, name, each, MET), covered.get(name)))
        would.append(_or_covered(_fine_once(table, name, each), covered.get(name)))
    if any(proving in each.sides for each in gate.requirements) and not _proves_itself(gate, proving, covered):
        good.append(_proven(table, gate, proving, [MET], covered))
        would.append(_proven(table, gate, proving, [MET, EXPIRED], covered))
    every = ibis.literal(True)
    return folded(operator.and_, good or [every]), folded(operator.and_, would or [every])


def _proves_itself(gate: Gate, proving: str, covered: Mapping[str, Any]) -> bool:
    """Whether the proving side surely holds something where all is fine: it is asked for whatever else is so."""
    return any(
        each.mode == "enforce" and proving in each.sides and not each.when and not each.for_each
        and name_of(gate, each) not in covered
        for each in gate.requirements
    )  # fmt: skip


def _fine(table: Any, name: str, requirement: Requirement, *accepted: int) -> Any:
    """Whether a requirement stands in one of these ways, or does not apply."""
    levels = [*accepted, NONE] if requirement.when or requirement.for_each else [*accepted]
    return table[name].isin(levels) if len(levels) > 1 else table[name] == levels[0]


def _or_covered(fine: Any, covered: Any) -> Any:
    return fine if covered is None else fine | covered


def _fine_once(table: Any, name: str, requirement: Requirement) -> Any:
    """Whether a requirement is met or was until its window ended, and no word opposes it."""
    if f"{name}:contested" in table.columns:
        once = (table[name] == EXPIRED) & ~_contested(table, name)
        return _fine(table, name, requirement, MET) | once
    return _fine(table, name, requirement, MET, EXPIRED)


def _proven(table: Any, gate: Gate, proving: str, accepted: list[int], covered: Mapping[str, Any]) -> Any:
    """Where all else is fine, whether the proving side holds at least one met of a requirement that is not waived."""
    held = []
    for each in gate.requirements:
        if proving in each.sides and each.mode == "enforce":
            name = name_of(gate, each)
            own = table[f"{name}:{proving}"].isin(accepted)
            if name in covered:
                own &= table[name].isin([MET, NONE, *accepted]) & ~covered[name]
            held.append(own)
    return folded(operator.or_, held or [ibis.literal(False)])
