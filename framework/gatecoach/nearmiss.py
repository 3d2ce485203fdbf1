"""Why almost: the items that nearly count for a side, and what keeps each from counting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gatecoach.clause import Count, Expression, counts
from gatecoach.condition import Condition
from gatecoach.definition.plain import say
from gatecoach.facts import GRADES
from gatecoach.gate import contested, enough, expected
from gatecoach.resolve import World, lacking
from gatecoach.rows import Row
from gatecoach.wording import phrase, say_value


@dataclass(frozen=True, slots=True)
class NearMiss:
    """One item that almost counts: `code` is the most basic reason, `also` the further ones.

    `item` is the evidence's id; empty for a quorum that is short.
    """

    code: str
    item: str = ""
    by: str = ""
    also: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The near miss for a machine."""
        return {
            "code": self.code,
            "item": self.item,
            "by": self.by,
            "also": list(self.also),
            "params": dict(self.params),
        }


def near_misses(
    world: World, ways: Sequence[Sequence[Row]], tree: Expression, language: str = "en"
) -> tuple[NearMiss, ...]:
    """The near misses of one side, in the order of time, then the quorums that are short.

    `ways` are the rows it may use: all of them, or those under each open item of a `for-each`.
    """
    found = []
    rows = {id(row): row for way in ways for row in way}.values()
    for row in sorted(rows, key=lambda each: (each.span.start, each.order)):
        codes = _codes(row, tree)
        if codes:
            who = row.person.name if row.person and row.person.name else row.fact.by
            params = _params(world, row, tree, codes[0], language)
            found.append(NearMiss(codes[0], row.fact.id, row.fact.by, tuple(codes[1:]), {"who": who, **params}))
    return (*found, *(miss for way in ways for count in counts(tree) for miss in _short(world, way, count)))


def _codes(row: Row, tree: Expression) -> list[str]:
    """What blocks the row from the leaf it is nearest to; nothing where it counts for one of them."""
    best: list[str] | None = None
    for count in counts(tree):
        for leaf in count.leaves:
            codes = [code for code, bits in row.blocked if bits & leaf.bit]
            if leaf.what == row.fact.what and (best is None or len(codes) < len(best)):
                best = codes
    return list(dict.fromkeys(best or ()))


def _params(world: World, row: Row, tree: Expression, code: str, language: str) -> dict[str, Any]:
    leaf = next(leaf for count in counts(tree) for leaf in count.leaves if leaf.what == row.fact.what)
    title = say(row.kind.title, language, row.fact.what or "") if row.kind else row.fact.what
    known: dict[str, Any] = {"title": title, "what": row.fact.what}
    more: Mapping[str, Mapping[str, Any]] = {
        "wrong-role": {"roles": sorted(leaf.by)},
        "wrong-side": {"side": leaf.side},
        "wrong-teller": {"told": row.fact.told_by or row.fact.source or "nobody"},
        "grade-too-low": {"grade": row.fact.grade, "needs": GRADES[leaf.grade]},
        "wrong-channel": {"channels": sorted(leaf.channels)},
        "not-linked": {"answers": leaf.answers},
        "before-what-it-answers": {"answers": leaf.answers or leaf.after},
        "expired": {"days": leaf.no_older_than, "age": world.at.day - row.span.day},
        "too-late": {"days": leaf.within},
        "outcome-against": {"outcome": row.outcome},
        "field-not-accepted": _field(world, row, leaf.test, language),
        "field-unknown": {"fields": sorted(leaf.test.fields()) if leaf.test else []},
        "incomplete": {"fields": lacking(row)},
    }
    return {**known, **more.get(code, {})}


def _field(world: World, row: Row, test: Condition | None, language: str) -> dict[str, Any]:
    if test is None:
        return {}
    return {
        "asked": test.sentence(language),
        "found": ", ".join(_found(world, row, name, language) for name in sorted(test.fields())),
    }


def _found(world: World, row: Row, name: str, language: str) -> str:
    """What an item says in a field, as a part of a sentence."""
    value, called = row.values.get(name), world.journey.field_called(name, language, what=row.fact.what)
    if called == name:
        return f"{name} {value}"
    it = phrase("nothing", language) if value is None else say_value(value, language)
    return phrase("found", language, it=it, field=called)


def _short(world: World, rows: Sequence[Row], count: Count) -> Iterator[NearMiss]:
    """Some items count, but too few or not of everyone."""
    good = [row for row in rows if row.mask & count.mask]
    if not good or contested(world, rows, count):
        return
    who = expected(world, *count.leaves) if count.leaves[0].everyone else []
    missing = [each.id for each in who if each.id not in {row.fact.by for row in good}]
    if missing:
        yield NearMiss("quorum-short", params={"missing": missing, "have": len(good), "need": "everyone"})
    elif not enough(world, good, count, same=False):
        apart = count.different or "item"
        yield NearMiss(
            "quorum-short", params={"have": len(good), "need": count.at_least, "apart": apart, "missing": []}
        )
