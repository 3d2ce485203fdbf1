"""Each row's masks: the leaves it counts for, those it would count for whatever its age, and those it speaks about.

A leaf is a bit. A mask is the AND of one look-up an attribute, as in the kernel (`gatecoach.blocks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from gatecoach.audit import bits
from gatecoach.audit.bits import Bits
from gatecoach.audit.conditions import COLUMN, holds
from gatecoach.audit.items import Names, is_told
from gatecoach.audit.joining import found as beside
from gatecoach.clause import Leaf
from gatecoach.lower import OUTCOME, known_fields


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


class Masks:
    """The look-ups of some leaves over resolved rows that are current and of their types, word by word."""

    def __init__(self, rows: Any, names: Names, leaves: Iterable[Leaf]) -> None:
        """`rows` has the columns that `prepare` makes."""
        self.rows = rows
        self.names = names
        self.leaves = tuple(leaves)
        self.words = bits.words_of(len(names.journey.leaves))

    def columns(self) -> dict[str, Any]:
        """`m0` (counts but for its age) and `age` for each word; with both it counts."""
        found: dict[str, Any] = {}
        for word in range(self.words):
            parts = (self._alike(word), self._grade(word), self._sign(word), self._test(word))
            found[f"m0_{word}"] = bits.column(bits.both(parts, self._all(word)))
            found[f"age_{word}"] = bits.column(self._age(word))
        return found

    def speaking(self) -> dict[str, Any]:
        """`w` (speaks) for each word of the masks in which there are bits, of rows that were read."""
        found: dict[str, Any] = {}
        for word in range(self.words):
            if every := self._all(word):
                heard_ = bits.either((self._grade(word), bits.where(self.rows.sign < 0, every)))
                found[f"w_{word}"] = bits.column(bits.both((self._alike(word), heard_), every))
        return found

    def _alike(self, word: int) -> Bits:
        """What items and words are asked alike."""
        asked = (self._type(word), self._side(word), self._role(word), self._told(word), self._link(word),
                 self._after(word), self._channel(word))  # fmt: skip
        return bits.both(asked, self._all(word))

    def _by(self, word: int, asks: Callable[[Leaf], Any]) -> dict[Any, int]:
        """The bits of the leaves by what they ask for."""
        found: dict[Any, int] = {}
        for leaf in self.leaves:
            if part := bits.in_word(leaf.bit, word):
                found[asks(leaf)] = found.get(asks(leaf), 0) | part
        return found

    def _all(self, word: int) -> int:
        return sum(bits.in_word(leaf.bit, word) for leaf in self.leaves)

    def _either(self, word: int, asks: Callable[[Leaf], Any], met: Callable[[Any], Any]) -> Bits:
        """The bits of leaves that ask nothing here, and of those whose demand is met, one test a demand."""
        found = self._by(word, asks)
        free = found.pop(None, 0)
        return bits.either([free, *(bits.where(met(each), found[each]) for each in sorted(found, key=repr))])

    def _type(self, word: int) -> Bits:
        kinds = self._by(word, lambda leaf: self.names.types[leaf.what])
        return bits.first((self.rows.kind == kind, part) for kind, part in sorted(kinds.items()))

    def _side(self, word: int) -> Bits:
        sides = self._by(word, lambda leaf: leaf.side)
        return bits.first((self.rows.side == side, part) for side, part in sorted(sides.items()))

    def _role(self, word: int) -> Bits:
        held = lambda by: (self.rows.roles & self.names.held(by)) != 0  # noqa: E731
        return self._either(word, lambda leaf: leaf.by or None, held)

    def _told(self, word: int) -> Bits:
        return self._either(word, lambda leaf: leaf.told_by, lambda by: is_told(self.rows, self.names, by))

    def _link(self, word: int) -> Bits:
        """Hangs under a current item of that type that came before, and soon enough after one of those."""
        return self._since("up", self._by(word, lambda leaf: (leaf.answers, leaf.within)))

    def _after(self, word: int) -> Bits:
        """Follows a current item of that type for certain; soon enough, unless that is asked of what it answers."""
        asked = self._by(word, lambda leaf: (leaf.after, None if leaf.answers else leaf.within))
        return self._since("after", asked)

    def _since(self, kind: str, asked: Mapping[tuple[str | None, int | None], int]) -> Bits:
        """The bits of leaves that ask for nothing before, and of those whose window lasts since the newest of it."""
        found: list[Bits] = [sum(part for (what, _), part in asked.items() if not what)]
        for what in sorted({what for what, _ in asked if what}):
            windows = {days: part for (before, days), part in asked.items() if before == what}
            found.append(bits.first(bits.lasting(self.rows.day - self.rows[f"{kind}:{what}"], windows)))
        return bits.either(found)

    def _channel(self, word: int) -> Bits:
        asked = self._by(word, lambda leaf: leaf.channels)
        named = {number: sum(part for channels, part in asked.items() if not channels or name in channels)
                 for name, number in self.names.channels.items()}  # fmt: skip
        free = asked.get(frozenset(), 0)
        tests = [(self.rows.channel == number, part) for number, part in named.items() if part != free]
        return bits.first(tests, free)

    def _grade(self, word: int) -> Bits:
        asked = self._by(word, lambda leaf: leaf.grade)
        return bits.first((self.rows.grade >= level, sum(part for other, part in asked.items() if other <= level))
                          for level in sorted(asked, reverse=True))  # fmt: skip

    def _sign(self, word: int) -> Bits:
        free = self._by(word, lambda leaf: bool(leaf.outcomes)).get(False, 0)
        return bits.where(self.rows.sign == 1, self._all(word), free)

    def _test(self, word: int) -> Bits:
        def met(demand: tuple[str, Any]) -> Any:
            what, test = demand
            return (self.rows.kind == self.names.types[what]) & holds(test, reader(self.rows, what), self.rows.day)

        return self._either(word, lambda leaf: (leaf.what, leaf.test) if leaf.test else None, met)

    def _age(self, word: int) -> Bits:
        windows = self._by(word, lambda leaf: leaf.no_older_than)
        free = windows.pop(None, 0)
        return bits.either([free, bits.first(bits.lasting(self.rows.today - self.rows.day, windows))])
