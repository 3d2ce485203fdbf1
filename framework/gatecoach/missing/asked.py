"""A gate seen from the evidence: for each type what may be asked of its items, and what they have to hang under."""

from __future__ import annotations

from dataclasses import dataclass

from gatecoach.clause import Count, Leaf, counts
from gatecoach.condition import Condition
from gatecoach.definition import EvidenceDef
from gatecoach.facts import GRADES, Grade
from gatecoach.gate import in_force
from gatecoach.lower import Gate, Journey, Requirement
from gatecoach.resolve import World


@dataclass(frozen=True, slots=True)
class Use:
    """One leaf that items of a type may count for, with the count and the requirement it stands in."""

    requirement: Requirement
    side: str
    count: Count
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class Asked:
    """What stops a gate: its enforced requirements that are in force, by evidence type."""

    journey: Journey
    requirements: tuple[Requirement, ...]
    uses: dict[str, tuple[Use, ...]]
    bits: int

    @classmethod
    def of(cls, world: World, gate: Gate) -> Asked:
        """What this gate asks for in this world."""
        asked = tuple(r for r in gate.requirements if r.mode == "enforce" and in_force(world, r.when) is not False)
        found: dict[str, list[Use]] = {}
        for requirement in asked:
            for side, tree in requirement.sides.items():
                for count in counts(tree):
                    for leaf in count.leaves:
                        found.setdefault(leaf.what, []).append(Use(requirement, side, count, leaf))
        uses = {what: tuple(each) for what, each in found.items()}
        bits = sum(use.leaf.bit for each in uses.values() for use in each)
        return cls(world.journey, asked, uses, bits)

    def kind(self, what: str) -> EvidenceDef:
        """The definition of a type."""
        return self.journey.types[what]

    def used(self, what: str) -> tuple[Use, ...]:
        """Where items of a type may count; nowhere for a type that is only answered."""
        return self.uses.get(what, ())

    def ranged(self) -> tuple[str, ...]:
        """The types that a `for-each` ranges over."""
        return tuple(dict.fromkeys(r.for_each.what for r in self.requirements if r.for_each))

    def under(self, what: str) -> list[tuple[str, ...]]:
        """The sets of types that an item of this type may have to hang under, all at once or only some."""
        own = self.kind(what).answers
        sets: list[tuple[str, ...]] = [(own,) if own else ()]
        for use in self.used(what):
            each = use.requirement.for_each
            needed = (use.leaf.answers or own, each.what if each else None)
            sets.append(tuple(dict.fromkeys(name for name in needed if name)))
        every = tuple(dict.fromkeys(name for names in sets for name in names))
        return list(dict.fromkeys([*sets, every]))

    def befores(self, what: str) -> tuple[str, ...]:
        """The types that an item of this type may have to come after in time."""
        return tuple(dict.fromkeys(use.leaf.after for use in self.used(what) if use.leaf.after))

    def firsts(self, what: str) -> tuple[str, ...]:
        """Every type of which something must be there before an item of this type."""
        return tuple(dict.fromkeys([*(name for names in self.under(what) for name in names), *self.befores(what)]))

    def order(self) -> list[str]:
        """All types this is about, those that come first before those that answer them; a circle is cut."""
        done: list[str] = []

        def visit(what: str, way: tuple[str, ...]) -> None:
            for first in self.firsts(what):
                if first not in (*way, what):
                    visit(first, (*way, what))
            if what not in done:
                done.append(what)

        for what in self.uses:
            visit(what, ())
        return done

    def apart(self, what: str) -> frozenset[str]:
        """In what items of this type may have to differ: person, day, role, source, a field, or everyone."""
        found = {use.count.different for use in self.used(what) if use.count.different}
        return frozenset(found | ({"everyone"} if any(use.leaf.everyone for use in self.used(what)) else set()))

    def most(self, what: str, different: str | None) -> int:
        """The most items that any count over this type wants to differ in that way."""
        wanted = [use.count.at_least for use in self.used(what) if use.count.different == different]
        return max(wanted, default=1)

    def grade(self, what: str) -> Grade:
        """The grade that every leaf of this type is content with."""
        own = self.kind(what).grade
        wanted = [use.leaf.grade for use in self.used(what)] + ([GRADES.index(own)] if own else [])
        return GRADES[max(wanted, default=0)]

    def tests(self, what: str) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
        """The conditions an item of this type may have to meet, and those that put it under a `for-each`."""
        wanted = dict.fromkeys(use.leaf.test for use in self.used(what) if use.leaf.test)
        opening = [r.for_each.test for r in self.requirements if r.for_each and r.for_each.what == what]
        return tuple(wanted), tuple(dict.fromkeys(test for test in opening if test))

    def accepted(self, what: str) -> list[tuple[str, frozenset[str]]]:
        """The sides whose act it is, each with the roles that may do it (none = anybody)."""
        uses = self.used(what)
        if uses:
            return list(dict.fromkeys((use.leaf.side, use.leaf.by) for use in uses))
        kind = self.kind(what)
        return [(side, frozenset(kind.by)) for side in kind.side if side in self.journey.sides]

    def tellers(self, what: str) -> list[frozenset[str]]:
        """Who alone may tell it, leaf by leaf (none = its actor or a source)."""
        return list(dict.fromkeys(use.leaf.told_by for use in self.used(what)))
