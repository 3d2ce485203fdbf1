"""Counts over marked rows: for each deal (or each item of a `for-each`) contested, met, expired or missing."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import ibis

from gatecoach.audit.items import WIDTH, by_field, lookup, roles_at
from gatecoach.audit.joining import folded, found, where, widened
from gatecoach.audit.masks import field_column, heard
from gatecoach.audit.prepare import Prepared
from gatecoach.audit.words import FULL, MASKS
from gatecoach.clause import All, AtLeast, Count, Expression
from gatecoach.gate import CONTESTED, EXPIRED, MET, MISSING, UNVERIFIABLE

Keys = Sequence[str]


def hits(rows: Any, mask: str, bits: int) -> Any:
    """Whether a row has one of these bits in that mask."""
    words = [(word, part) for word in range(bits.bit_length() // WIDTH + 1) if (part := (bits >> WIDTH * word) & FULL)]
    return folded(
        operator.or_, ((rows[f"{mask}_{word}"] & ibis.literal(part, type="int64")) != 0 for word, part in words)
    )


class Tally:
    """Counts over rows grouped by some keys, of which `deal` is one: first by person, then as a whole.

    A count that asks for one item is a bit of the masks of all rows together; what asks for more has a number.
    """

    def __init__(
        self, prepared: Prepared, rows: Any, keys: Keys, wanted: Mapping[str, Count], *,
        words: Any = None, spoken: Iterable[Count] = (),
    ) -> None:  # fmt: skip
        """`rows` and `words` are marked ones, with the keys as columns; `spoken` are the counts that hear the words."""
        self.prepared = prepared
        self.rows = rows
        self.keys = [*keys]
        self.wanted = wanted
        self.words = words
        first = heard(prepared.names.journey.leaves)
        self._heard = {leaf: bit for leaf, (_, bit) in first.items()}
        self.spoken = sorted({self.words_of(count) for count in spoken} - {0})

    def words_of(self, count: Count) -> int:
        """The bits of the words that a count hears."""
        return sum({self._heard[leaf.bit] for leaf in count.leaves if leaf.outcomes})

    def beside(self, table: Any) -> Any:
        """The table with the numbers of these keys, null where there is no row."""
        people = self.rows.group_by([*self.keys, "who"]).agg(**self._of_person())
        whole = self._of_all(people)
        table = widened(table, people.group_by(self.keys).agg(**whole), self.keys) if whole else table
        apart = self._apart()
        if apart:
            table = widened(table, self.rows.group_by(self.keys).agg(**apart), self.keys)
        if self.spoken:
            table = widened(table, self.words.group_by(self.keys).agg(**self._of_words()), self.keys)
        for name, count in self.wanted.items():
            if count.leaves[0].everyone:
                table = widened(table, self._everyone(people, name, count), self.keys)
            elif count.different == "role":
                for mask in MASKS:
                    roles = self._roles(self.rows.filter(hits(self.rows, mask, count.mask)), count)
                    table = widened(table, roles.mutate(**{f"{name}:{mask}": True}), self.keys)
        return table

    def met(self, table: Any, name: str, count: Count, mask: str) -> Any:
        """Whether there is enough for a count, of what `beside` has put into a table; null is no."""
        if f"{name}:{mask}" in table.columns:
            found = table[f"{name}:{mask}"]
        elif f"{name}:{mask}:n" in table.columns:
            found = table[f"{name}:{mask}:n"] >= count.at_least
        else:
            found = hits(table, mask, count.mask)
        return found

    def contested(self, table: Any, count: Count) -> Any:
        """Whether the newest eligible word is a no; nothing where no word is asked for."""
        return _opposed(table, f"words{self.spoken.index(words)}") if (words := self.words_of(count)) else None

    def _of_person(self) -> dict[str, Any]:
        """What is known of the rows of one person."""
        columns: dict[str, Any] = {}
        for word in self._used():
            columns |= {f"{mask}_{word}": self.rows[f"{mask}_{word}"].bit_or() for mask in MASKS}
        for name, count in self._many(None):
            columns |= {f"{name}:{mask}:n": _number(self.rows, mask, count) for mask in MASKS}
        return columns

    def _of_words(self) -> dict[str, Any]:
        """When the newest no may have been spoken, and when the newest yes was."""
        columns, words = dict[str, Any](), self.words
        for number, bits in enumerate(self.spoken):
            heard_ = hits(words, "w", bits)
            columns[f"words{number}:against"] = words.end.max(where=heard_ & (words.sign < 0))
            columns[f"words{number}:agreed"] = words.start.max(where=heard_ & (words.sign > 0))
        return columns

    def _of_all(self, people: Any) -> dict[str, Any]:
        """The same of all people together."""
        columns: dict[str, Any] = {}
        for word in self._used():
            columns |= {f"{mask}_{word}": people[f"{mask}_{word}"].bit_or() for mask in MASKS}
        for name, _ in self._many(None):
            columns |= {f"{name}:{mask}:n": people[f"{name}:{mask}:n"].sum().cast("int64") for mask in MASKS}
        for name, count in self._many("person"):
            columns |= {f"{name}:{mask}:n": _number(people, mask, count) for mask in MASKS}
        return columns

    def _used(self) -> list[int]:
        """The words of the masks in which these counts have a bit."""
        bits = functools.reduce(operator.or_, (count.mask for count in self.wanted.values()), 0)
        return [word for word in range(bits.bit_length() // WIDTH + 1) if (bits >> WIDTH * word) & FULL]

    def _many(self, different: str | None) -> list[tuple[str, Count]]:
        """The counts that want several items, different in this way."""
        return [
            (name, count)
            for name, count in self.wanted.items()
            if count.at_least > 1 and count.different == different and not count.leaves[0].everyone
        ]

    def _apart(self) -> dict[str, Any]:
        """How many different days, sources or values of a field there are for counts that ask for these."""
        columns = {}
        for name, count in self.wanted.items():
            if count.different not in (None, "person", "role") and not count.leaves[0].everyone:
                column = self.told_apart_by(count)
                for mask in MASKS:
                    columns[f"{name}:{mask}:n"] = column.nunique(where=hits(self.rows, mask, count.mask))
        return columns

    def told_apart_by(self, count: Count) -> Any:
        """What items differ in; one value of a field of two types of item is one."""
        name = by_field(count)
        if not name:
            return self.rows[{"person": "who", "day": "day", "source": "home"}[str(count.different)]]
        names = self.prepared.names
        values = {names.types[leaf.what]: self.rows[field_column(leaf.what, name)] for leaf in count.leaves}
        return ibis.cases(*((self.rows.kind == kind, value) for kind, value in values.items()))

    def _everyone(self, people: Any, name: str, count: Count) -> Any:
        """The keys, and whether everyone who is expected has such an item, and whether there are enough of them."""
        expected = self._expected(count)
        there = where(people, expected, {"deal": "deal", "who": "who"})
        there = there.group_by(self.keys).agg(**{mask: _number(there, mask, count) for mask in MASKS})
        needed = expected.group_by("deal").agg(needed=expected.who.count())
        full = found(there, needed, {"deal": "deal"}, ("needed",))
        full = full.select(*self.keys, **{f"{name}:{mask}": full[mask] == full.needed for mask in MASKS})
        if count.at_least == 1 and not by_field(count) and count.different != "role":
            return full
        for mask in MASKS:
            enough = self._enough(self.rows.filter(hits(self.rows, mask, count.mask)), count)
            full = widened(full, enough.mutate(enough=True), self.keys)
            full = full.mutate(**{f"{name}:{mask}": full[f"{name}:{mask}"] & full.enough.fill_null(False)})
            full = full.drop("enough")
        return full

    def _enough(self, counted: Any, count: Count) -> Any:
        """The keys with as many, as different items as the count asks."""
        if count.different == "role":
            return self._roles(counted, count)
        if count.different is None:
            enough = counted.group_by(self.keys).agg(number=lambda row: row.count())
        else:
            apart = Tally(self.prepared, counted, self.keys, {}).told_apart_by(count)
            enough = counted.group_by(self.keys).agg(number=apart.nunique())
        return enough.filter(enough.number >= count.at_least).select(*self.keys)

    def _roles(self, counted: Any, count: Count) -> Any:
        """The keys with so many different roles held by as many different people.

        So it is if and only if, whichever few roles are left out, enough people hold one of the others (König).
        """
        people = counted.group_by([*self.keys, "who"]).agg(held=counted.roles.bit_or())
        bits = [1 << number for number in self.prepared.names.roles.values()]
        left_out = [sum(some) for size in range(count.at_least) for some in itertools.combinations(bits, size)]
        columns = {
            f"n{place}": ((people.held & (FULL & ~out)) != 0).cast("int64").sum() for place, out in enumerate(left_out)
        }
        table = people.group_by(self.keys).agg(**columns)
        needed = [table[f"n{place}"] >= count.at_least - out.bit_count() for place, out in enumerate(left_out)]
        return table.filter(folded(operator.and_, needed)).select(*self.keys)

    def _expected(self, count: Count) -> Any:
        """Who `everyone` is in each deal: those of the side who take part and whom one of the types accepts."""
        names, people = self.prepared.names, self.prepared.people
        side = people.filter(people.here & (people.side == count.leaves[0].side))
        if any(not leaf.by for leaf in count.leaves):
            return side.select("deal", "who")
        keyed = side.select("deal", "person", "who", "today")
        held = roles_at(keyed, ["deal", "who"], self.prepared.tables, names, "today")
        wanted = names.held(role for leaf in count.leaves for role in leaf.by)
        return held.filter((held.roles & wanted) != 0).select("deal", "who")


def _number(rows: Any, mask: str, count: Count) -> Any:
    """How many rows count."""
    return rows.count(where=hits(rows, mask, count.mask))


def level(tree: Expression, columns: Iterator[Any]) -> Any:
    """The level of an expression, from those of its counts in order: any = best, all = worst, n of them = n-th best."""
    if isinstance(tree, Count):
        return next(columns)
    parts = [level(part, columns) for part in tree.parts]
    if isinstance(tree, All):
        return ibis.least(*parts)
    if not isinstance(tree, AtLeast) or tree.n == 1:
        return ibis.greatest(*parts)
    reached = [(folded(operator.add, ((part >= grade).cast("int64") for part in parts)) >= tree.n, grade)
               for grade in (MET, CONTESTED, EXPIRED, UNVERIFIABLE)]  # fmt: skip
    return ibis.cases(*reached, else_=MISSING)


def _opposed(table: Any, name: str) -> Any:
    no, yes = table[f"{name}:against"], table[f"{name}:agreed"]
    return no.notnull() & (yes.isnull() | (no >= yes))


def status(table: Any, name: str, count: Count, tally: Tally) -> Any:
    """The level of a count, from its answers in a table of deals or items."""
    asked = [(tally.met(table, name, count, "m"), MET), (tally.met(table, name, count, "m0"), EXPIRED)]
    opposed = tally.contested(table, count)
    if opposed is not None:
        asked.insert(0, (opposed, CONTESTED))
    if all(leaf.channels for leaf in count.leaves):
        channels = {channel for leaf in count.leaves for channel in leaf.channels}
        seen = sum(1 << tally.prepared.names.channels[name] for name in channels)
        blind = (table.connected & seen) == 0
        asked.append((blind, UNVERIFIABLE))
    return ibis.cases(*asked, else_=MISSING)


def connected_channels(prepared: Prepared) -> Any:
    """The channels of each deal's connected sources, as bits; no row where nothing is connected."""
    sources, names = prepared.tables["sources"], prepared.names
    bit = lookup(sources.channel, {name: 1 << number for name, number in names.channels.items()}, 1)
    keyed = sources.select("deal", bit=bit.cast("int64"))
    return keyed.group_by("deal").agg(connected=keyed.bit.bit_or())
