"""Each row's masks: the leaves it counts for, those it would count for whatever its age, and those it speaks about.

A leaf is a bit. A mask is the AND of one look-up an attribute, as in the kernel (`gatecoach.blocks`).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import ibis

from gatecoach.audit.conditions import COLUMN, holds
from gatecoach.audit.items import LIVE, WIDTH, Names, is_told, lookup
from gatecoach.audit.joining import folded
from gatecoach.audit.joining import found as beside
from gatecoach.clause import Leaf
from gatecoach.lower import OUTCOME, known_fields


def words_of(count: int) -> int:
    """How many whole numbers hold so many bits."""
    return (count + WIDTH - 1) // WIDTH


def split(mask: int, words: int) -> list[int]:
    """A mask over all leaves as one number a word."""
    return [(mask >> (WIDTH * word)) & ((1 << WIDTH) - 1) for word in range(words)]


def heard(leaves: Iterable[Leaf]) -> dict[int, tuple[int, int]]:
    """For each leaf with outcomes, by its bit: its place among such of its type, and the first bit of the same words.

    What a word speaks about hangs neither on age nor on windows of items, so leaves that differ in these alone hear the
    same words and share one bit.
    """
    firsts: dict[tuple[object, ...], tuple[int, int]] = {}
    found = {}
    for leaf in leaves:
        if leaf.outcomes:
            same = (leaf.what, leaf.side, leaf.by, leaf.told_by, leaf.answers, leaf.after, leaf.within, leaf.channels,
                    leaf.grade)  # fmt: skip
            place = sum(key[0] == leaf.what for key in firsts)
            found[leaf.bit] = firsts.setdefault(same, (place, leaf.bit))
    return found


def field_column(what: str, name: str) -> str:
    """The column in which the rows of a type hold a field."""
    return f"field:{what}:{name}"


def read_fields(names: Names) -> set[tuple[str, str]]:
    """What some condition reads, with the type of the items: fields, and perhaps the outcome."""
    journey, found = names.journey, set[tuple[str, str]]()
    for leaf in journey.leaves:
        if leaf.test:
            found |= {(leaf.what, name) for name in leaf.test.fields()}
    for gate in journey.gates.values():
        for requirement in gate.requirements:
            if requirement.for_each and requirement.for_each.test:
                found |= {(requirement.for_each.what, name) for name in requirement.for_each.test.fields()}
    return found


def with_fields(rows: Any, fields: Any, names: Names, wanted: Iterable[tuple[str, str]]) -> Any:
    """The rows with a column for each of these fields, null where it is not known."""
    pairs = sorted(wanted)
    if not pairs:
        return rows
    kinds = {what: known_fields(names.journey.types[what]) for what, _ in pairs}
    used = fields.filter(fields.field.isin(sorted({name for _, name in pairs})))
    columns = {
        f"{name}:{COLUMN[kinds[what][name].type]}": used[COLUMN[kinds[what][name].type]].max(where=used.field == name)
        for what, name in pairs
    }
    wide = used.group_by(used["item"]).agg(**columns)
    shown = {field_column(what, name): f"{name}:{COLUMN[kinds[what][name].type]}" for what, name in pairs}
    return beside(rows, wide, {"item": "item"}, shown)


def reader(rows: Any, what: str) -> Callable[[str], Any]:
    """How a condition on items of that type reads a field."""
    return lambda name: rows.outcome if name == OUTCOME else rows[field_column(what, name)]


def _or(parts: Iterable[Any]) -> Any:
    return folded(operator.or_, parts)


def _and(parts: Iterable[Any]) -> Any:
    return folded(operator.and_, parts)


class Masks:
    """The look-ups of one journey over resolved rows, word by word."""

    def __init__(self, rows: Any, names: Names) -> None:
        """`rows` has the columns that `prepare` makes."""
        self.rows = rows
        self.names = names
        self.leaves = names.journey.leaves
        self.words = words_of(len(self.leaves))
        self.spoken = sum({first for _, first in heard(self.leaves).values()})

    def columns(self) -> dict[str, Any]:
        """`m0` (counts but for its age) and `age` for each word; with both it counts."""
        found: dict[str, Any] = {}
        for word in range(self.words):
            found[f"m0_{word}"] = _and([self._alike(word), self._grade(word), self._sign(word), self._test(word)])
            found[f"age_{word}"] = self._age(word)
        return found

    def speaking(self) -> dict[str, Any]:
        """`w` (speaks) for each word of the masks that has a bit for it, of rows that were read."""
        found: dict[str, Any] = {}
        for word, bits in enumerate(split(self.spoken, self.words)):
            if bits:
                graded = (self.rows.sign < 0).ifelse(self._all(word), self._grade(word))
                found[f"w_{word}"] = self._alike(word) & graded & bits
        return found

    def _alike(self, word: int) -> Any:
        """What items and words are asked alike."""
        return _and([self._type(word), self._state(word), self._side(word), self._role(word), self._told(word),
                     self._link(word), self._after(word), self._channel(word)])  # fmt: skip

    def _bits(self, word: int, chosen: Callable[[Leaf], object]) -> int:
        here = self.leaves[word * WIDTH : (word + 1) * WIDTH]
        return sum(1 << place for place, leaf in enumerate(here) if chosen(leaf))

    def _all(self, word: int) -> Any:
        return ibis.literal(self._bits(word, lambda _: True), type="int64")

    def _value(self, bits: int) -> Any:
        return ibis.literal(bits, type="int64")

    def _either(self, word: int, asks: Callable[[Leaf], Any], met: Callable[[Any], Any]) -> Any:
        """The bits of leaves that ask nothing here, and of those whose demand is met, one test a demand."""
        demands = {asks(leaf) for leaf in self.leaves} - {None}
        free = self._value(self._bits(word, lambda leaf: asks(leaf) is None))
        parts = []
        for demand in sorted(demands, key=repr):
            here = self.leaves[word * WIDTH : (word + 1) * WIDTH]
            bits = sum(1 << place for place, leaf in enumerate(here) if asks(leaf) == demand)
            if bits:
                parts.append(met(demand).fill_null(False).ifelse(self._value(bits), self._value(0)))
        return _or([free, *parts])

    def _lookup(self, word: int, column: Any, keys: Mapping[Any, Callable[[Leaf], object]], otherwise: int) -> Any:
        found = {key: self._bits(word, chosen) for key, chosen in keys.items()}
        return lookup(column, {key: bits for key, bits in found.items() if bits != otherwise}, otherwise).cast("int64")

    def _type(self, word: int) -> Any:
        kinds = {number: (lambda leaf, id_=id_: leaf.what == id_) for id_, number in self.names.types.items()}
        return self._lookup(word, self.rows.kind, kinds, 0)

    def _state(self, word: int) -> Any:
        return (self.rows.state == LIVE).ifelse(self._all(word), self._value(0))

    def _side(self, word: int) -> Any:
        sides = {side: (lambda leaf, side=side: leaf.side == side) for side in self.names.journey.sides}
        return self._lookup(word, self.rows.side, sides, 0)

    def _role(self, word: int) -> Any:
        held = lambda by: (self.rows.roles & self.names.held(by)) != 0  # noqa: E731
        return self._either(word, lambda leaf: leaf.by or None, held)

    def _told(self, word: int) -> Any:
        return self._either(word, lambda leaf: leaf.told_by, lambda by: is_told(self.rows, self.names, by))

    def _link(self, word: int) -> Any:
        """Hangs under a current item of that type that came before, and soon enough after one of those."""

        def met(demand: tuple[str, int | None]) -> Any:
            what, within = demand
            newest = self.rows[f"up:{what}"]
            return newest.notnull() if within is None else self.rows.day - newest <= within

        return self._either(word, lambda leaf: (leaf.answers, leaf.within) if leaf.answers else None, met)

    def _after(self, word: int) -> Any:
        def met(demand: tuple[str, int | None]) -> Any:
            what, within = demand
            newest = self.rows[f"after:{what}"]
            return newest.notnull() if within is None else self.rows.day - newest <= within

        windowed = lambda leaf: (leaf.after, None if leaf.answers else leaf.within) if leaf.after else None  # noqa: E731
        return self._either(word, windowed, met)

    def _channel(self, word: int) -> Any:
        free = self._bits(word, lambda leaf: not leaf.channels)
        keys = {
            number: (lambda leaf, name=name: not leaf.channels or name in leaf.channels)
            for name, number in self.names.channels.items()
        }
        return self._lookup(word, self.rows.channel, keys, free)

    def _grade(self, word: int) -> Any:
        keys = {level: (lambda leaf, level=level: level >= leaf.grade) for level in range(4)}
        return self._lookup(word, self.rows.grade, keys, 0)

    def _sign(self, word: int) -> Any:
        free = self._value(self._bits(word, lambda leaf: not leaf.outcomes))
        return (self.rows.sign == 1).fill_null(False).ifelse(self._all(word), free)

    def _test(self, word: int) -> Any:
        def met(demand: tuple[str, Any]) -> Any:
            what, test = demand
            return (self.rows.kind == self.names.types[what]) & holds(test, reader(self.rows, what), self.rows.day)

        return self._either(word, lambda leaf: (leaf.what, leaf.test) if leaf.test else None, met)

    def _age(self, word: int) -> Any:
        return self._either(word, lambda leaf: leaf.no_older_than, lambda days: self.rows.today - self.rows.day <= days)
