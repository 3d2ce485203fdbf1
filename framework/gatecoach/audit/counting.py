"""Counts over marked rows: for each deal (or each item of a `for-each`) contested, met, expired or missing."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import ibis

from gatecoach.audit.bits import FULL, hits, in_words
from gatecoach.audit.items import by_field, lookup, roles_at
from gatecoach.audit.joining import folded, found, where, widened
from gatecoach.audit.masks import field_column, heard
from gatecoach.audit.prepare import Prepared
from gatecoach.audit.words import MASKS
from gatecoach.clause import All, AtLeast, Count, Expression, Leaf
from gatecoach.gate import CONTESTED, EXPIRED, MET, MISSING, UNVERIFIABLE

Keys = Sequence[str]


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
        self._numbers: dict[object, str] = {}

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
            table = widened(table, self._of_words(), self.keys)
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
        elif (number := self._number(name, count, mask)) in table.columns:
            found = table[number] >= count.at_least
        else:
            found = hits(table, mask, count.mask)
        return found

    def contested(self, table: Any, count: Count) -> Any:
        """Whether the newest eligible word is a no; nothing where no word is asked for."""
        words = self.words_of(count)
        return table[f"words{self.spoken.index(words)}"].fill_null(False) if words else None

    def _of_person(self) -> dict[str, Any]:
        """What is known of the rows of one person."""
        asked = [count for count in self.wanted.values() if count.leaves[0].everyone]
        asked += [*self._single(), *(count for _, count in self._many("person"))]
        columns = self._masks(self.rows, asked)
        return columns | self._numbered(self.rows, None)

    def _of_words(self) -> Any:
        """The keys, and for all that is heard whether the newest no may be later than every yes."""
        columns, words = dict[str, Any](), self.words
        for number, heard_ in enumerate(hits(words, "w", bits) for bits in self.spoken):
            columns[f"words{number}:against"] = words.end.max(where=heard_ & (words.sign < 0))
            columns[f"words{number}:agreed"] = words.start.max(where=heard_ & (words.sign > 0))
        newest = words.group_by(self.keys).agg(**columns)
        names = [f"words{number}" for number in range(len(self.spoken))]
        return newest.select(*self.keys, **{name: _opposed(newest, name) for name in names})

    def _of_all(self, people: Any) -> dict[str, Any]:
        """The same of all people together."""
        columns = self._masks(people, self._single())
        columns |= {name: people[name].sum().cast("int64") for name in self._numbered(self.rows, None)}
        return columns | self._numbered(people, "person")

    def _numbered(self, rows: Any, different: str | None) -> dict[str, Any]:
        """How many rows count, for counts that want several: once for all that ask for the same."""
        return {
            self._number(name, count, mask): _number(rows, mask, count)
            for name, count in self._many(different)
            for mask in MASKS
        }

    def _number(self, name: str, count: Count, mask: str) -> str:
        """The column with the number of a count: that of the first which asks for the same items."""
        own = f"{name}:{mask}:n"
        if own not in self._numbers:
            same = (mask, count.different, _asked_alike(count, self.prepared.names.journey.leaves, aged=mask == "m"))
            self._numbers[own] = self._numbers.setdefault(same, own)
        return self._numbers[own]

    def _masks(self, rows: Any, wanted: Iterable[Count]) -> dict[str, Any]:
        """The bits that some row has, of the words of the masks in which these counts have any."""
        asked = functools.reduce(operator.or_, (count.mask for count in wanted), 0)
        return {f"{mask}_{word}": rows[f"{mask}_{word}"].bit_or() for word, _ in in_words(asked) for mask in MASKS}

    def _single(self) -> list[Count]:
        """The counts for which one item is enough, whoever did it: a bit of all rows together."""
        alone = [count for count in self.wanted.values() if count.at_least == 1 and not count.leaves[0].everyone]
        return [count for count in alone if count.different in (None, "person")]

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
                    number = self._number(name, count, mask)
                    columns[number] = column.nunique(where=hits(self.rows, mask, count.mask))
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


def _asked_alike(count: Count, leaves: Iterable[Leaf], *, aged: bool) -> frozenset[object]:
    """What the leaves of a count ask for, and those of the other side, whatever their places; their age if wanted."""

    def asked(leaf: Leaf) -> object:
        free = dataclasses.replace(leaf, bit=0, parents=0, no_older_than=leaf.no_older_than if aged else None)
        return free, frozenset(asked(each) for each in leaves if each.bit & leaf.parents)

    return frozenset(asked(leaf) for leaf in count.leaves)


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
