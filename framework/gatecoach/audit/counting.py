"""Counts over marked rows: for each deal (or each item of a `for-each`) contested, met, expired or missing."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import ibis

from gatecoach.audit.items import WIDTH, by_field, lookup, roles_at
from gatecoach.audit.joining import folded, met, where
from gatecoach.audit.joining import found as beside
from gatecoach.audit.masks import field_column
from gatecoach.audit.prepare import Prepared
from gatecoach.audit.words import FULL
from gatecoach.clause import All, AtLeast, Count, Expression
from gatecoach.gate import CONTESTED, EXPIRED, MET, MISSING, UNVERIFIABLE

MASKS = ("m", "m0")
Keys = Sequence[str]


def hits(rows: Any, mask: str, bits: int) -> Any:
    """Whether a row has one of these bits in that mask."""
    words = [(word, part) for word in range(bits.bit_length() // WIDTH + 1) if (part := (bits >> WIDTH * word) & FULL)]
    return folded(
        operator.or_, ((rows[f"{mask}_{word}"] & ibis.literal(part, type="int64")) != 0 for word, part in words)
    )


class Tally:
    """The levels of counts over rows grouped by some keys; `deal` is one of them."""

    def __init__(self, prepared: Prepared, rows: Any, keys: Keys) -> None:
        """`rows` are marked ones, with the keys as columns."""
        self.prepared = prepared
        self.rows = rows
        self.keys = [*keys]

    def enough(self, wanted: Mapping[str, Count]) -> Any:
        """A table by the keys with two answers a count: whether it is met, and whether it would be but for its age."""
        columns: dict[str, Any] = {}
        for name, count in wanted.items():
            if not count.leaves[0].everyone and count.different != "role":
                columns |= {f"{name}:{mask}": self._many(count, mask) for mask in MASKS}
        table = self.rows.group_by(self.keys).agg(**columns) if columns else self.rows.select(*self.keys).distinct()
        for name, count in wanted.items():
            if count.leaves[0].everyone or count.different == "role":
                for mask in MASKS:
                    table = self._with(table, f"{name}:{mask}", self._by_person(count, mask))
        return table

    def opposed(self, wanted: Mapping[str, Count]) -> Any:
        """A table by the keys: whether the newest eligible word is a no; a column a count that has words."""
        spoken = {name: count for name, count in wanted.items() if any(leaf.outcomes for leaf in count.leaves)}
        columns: dict[str, Any] = {}
        for name, count in spoken.items():
            columns |= self._words(name, count)
        if not columns:
            return None
        table = self.rows.group_by(self.keys).agg(**columns)
        return table.select(*self.keys, **{f"{name}:no": _opposed(table, name) for name in spoken})

    def _with(self, table: Any, name: str, more: Any) -> Any:
        """The table with one more answer: true where the keys are in `more`."""
        met_ = more.distinct().mutate(there=True)
        joined = beside(table, met_, {key: key for key in self.keys}, {name: "there"})
        return joined.mutate(**{name: joined[name].fill_null(False)})

    def _words(self, name: str, count: Count) -> dict[str, Any]:
        spoken = hits(self.rows, "w", count.mask)
        return {
            f"{name}:against": self.rows.end.max(where=spoken & (self.rows.sign < 0)),
            f"{name}:agreed": self.rows.start.max(where=spoken & (self.rows.sign > 0)),
        }

    def _many(self, count: Count, mask: str) -> Any:
        counted = hits(self.rows, mask, count.mask)
        return self._different(count, counted) >= count.at_least

    def _different(self, count: Count, counted: Any) -> Any:
        if count.different is None:
            return counted.cast("int64").sum()
        if by_field(count):
            return self._fielded(count, counted)
        column = {"person": "who", "day": "day", "source": "home"}[count.different]
        return self.rows[column].nunique(where=counted)

    def _fielded(self, count: Count, counted: Any) -> Any:
        """How many different values of a field; one value of two types of item is one."""
        names, name = self.prepared.names, by_field(count)
        values = {names.types[leaf.what]: self.rows[field_column(leaf.what, name)] for leaf in count.leaves}
        column = ibis.cases(*((self.rows.kind == kind, value) for kind, value in values.items()))
        return column.nunique(where=counted)

    def _by_person(self, count: Count, mask: str) -> Any:
        """The keys for which the count is met, where it goes by who did it."""
        counted = self.rows.filter(hits(self.rows, mask, count.mask))
        if not count.leaves[0].everyone:
            return self._roles(counted, count)
        expected = self._expected(count)
        there = counted.select(*self.keys, "who").distinct()
        there = where(there, expected, {"deal": "deal", "who": "who"})
        there = there.group_by(self.keys).agg(there=there.who.count())
        needed = expected.group_by("deal").agg(needed=expected.who.count())
        full = met(there, needed, {"deal": "deal"}, ("needed",))
        full = full.filter(full.there == full.needed)
        return where(full, self._enough(counted, count), {key: key for key in self.keys}).select(*self.keys)

    def _enough(self, counted: Any, count: Count) -> Any:
        """The keys with as many, as different items as the count asks."""
        if count.different == "role":
            return self._roles(counted, count)
        own = Tally(self.prepared, counted, self.keys)
        enough = counted.group_by(self.keys).agg(number=own._different(count, counted["item"].notnull()))
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
        side = people.filter(people.here & (people.side == count.leaves[0].side)).select("deal", "person", "who", "today")
        if any(not leaf.by for leaf in count.leaves):
            return side.select("deal", "who")
        held = roles_at(side, ["deal", "who"], self.prepared.tables, names, "today")
        wanted = names.held(role for leaf in count.leaves for role in leaf.by)
        able = held.filter((held.roles & wanted) != 0)
        return able.select("deal", "who")


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


def status(table: Any, name: str, count: Count, prepared: Prepared) -> Any:
    """The level of a count, from its answers in a table of deals or items."""
    asked = [(table[f"{name}:m"].fill_null(False), MET), (table[f"{name}:m0"].fill_null(False), EXPIRED)]
    if f"{name}:no" in table.columns:
        asked.insert(0, (table[f"{name}:no"].fill_null(False), CONTESTED))
    if all(leaf.channels for leaf in count.leaves):
        channels = {channel for leaf in count.leaves for channel in leaf.channels}
        seen = sum(1 << prepared.names.channels[name] for name in channels)
        blind = table.connected.notnull() & ((table.connected & seen) == 0)
        asked.append((blind.fill_null(False), UNVERIFIABLE))
    return ibis.cases(*asked, else_=MISSING)


def connected_channels(prepared: Prepared) -> Any:
    """The channels of each deal's connected sources, as bits; no row where nothing is connected."""
    sources, names = prepared.tables["sources"], prepared.names
    bit = lookup(sources.channel, {name: 1 << number for name, number in names.channels.items()}, 1)
    found = sources.mutate(bit=bit)
    return found.group_by("deal").agg(connected=found.bit.bit_or())
