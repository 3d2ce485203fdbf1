"""The smallest sets of steps that open a gate: tried in order of size, every world judged by the kernel itself.

Whatever opens the gate has to settle each requirement that is open now, so each try adds a step that can help
one of them; a bound on what is still needed at least cuts off what cannot be in time. Both are exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gatecoach.clause import All, Any, Count, Expression, counts
from gatecoach.gate import MET, Judged, Status, Verdict, below, enough, expected, judge, level, opposed, ranged, tally
from gatecoach.links import ancestors
from gatecoach.lower import Requirement
from gatecoach.missing.universe import Universe
from gatecoach.resolve import World
from gatecoach.rows import Row
from gatecoach.waivers import valid

TRIES = 5000
"""So many worlds are judged at most; a gate that needs more is answered with what was found by then."""
Chosen = frozenset[int]
NEVER = math.inf
NOTHING = Count(())


@dataclass(frozen=True, slots=True)
class Goal:
    """A count that has to be met: over everything, or over what hangs under one item of a `for-each`."""

    requirement: Requirement
    side: str
    item: Row | None
    rows: Sequence[Row]
    count: Count = NOTHING

    @property
    def same(self) -> bool:
        """Whether it stands under a `for-each`."""
        return self.item is not None


@dataclass(frozen=True, slots=True)
class Need:
    """At least `steps` steps, each of one of these types (under one item of a `for-each`, or anywhere)."""

    steps: float
    kinds: frozenset[tuple[str, str]]

    def apart(self, other: Need) -> bool:
        """Whether no step can serve both."""
        return not any(a == b and (x == y or "" in (x, y)) for a, x in self.kinds for b, y in other.kinds)


@dataclass(slots=True)
class Search:
    """The search over one universe."""

    universe: Universe
    found: list[Chosen] = field(default_factory=list)
    tried: int = 0
    cut: bool = False
    beyond: bool = False
    worlds: dict[Chosen, tuple[World, Verdict]] = field(default_factory=dict)
    full: World | None = None
    bases: dict[tuple[int, tuple[str, str] | None], bool] = field(default_factory=dict)

    def run(self, at_most: int, most: int) -> list[Chosen]:
        """The smallest sets, all of one size; `cut` when not all were tried, `beyond` when none is small enough."""
        least = self.least(frozenset())
        sizes = range(int(min(max(least, 1), at_most + 1)), at_most + 1)
        self.beyond = least is not NEVER and not sizes
        for size in sizes:
            self.beyond = False
            self._try(frozenset(), size, set(), most)
            if self.found or not self.beyond:
                break
        self.beyond = self.beyond and not self.found and not self.cut
        return self.found

    def _try(self, chosen: Chosen, size: int, seen: set[Chosen], most: int) -> None:
        if chosen in seen or self.cut:
            return
        seen.add(chosen)
        if self.tried >= TRIES or len(self.found) > most:
            self.cut = True
            return
        if self.judged(chosen)[1].passes:
            self.found.append(chosen)
            return
        least = self.least(chosen)
        if len(chosen) + least > size:
            self.beyond = self.beyond or least is not NEVER
            return
        for step in self.front(chosen):
            grown = chosen | self.universe.steps[step].needs
            if len(grown) <= size:
                self._try(grown, size, seen, most)
            else:
                self.beyond = True

    def judged(self, chosen: Chosen) -> tuple[World, Verdict]:
        """The world with these steps, and what the gate says in it."""
        if chosen not in self.worlds:
            self.tried += 1
            world = self.universe.world(chosen)
            self.worlds[chosen] = world, judge(world, self.universe.ground.gate)
        return self.worlds[chosen]

    # -- what could help ------------------------------------------------------------------------------------

    def front(self, chosen: Chosen) -> list[int]:
        """Steps of which every set that opens the gate has at least one more: the shortest such list."""
        world, verdict = self.judged(chosen)
        waiting = [each for each in verdict.requirements if each.enforced and not each.good(Status.WAIVED)]
        if waiting:
            lists = [self._helpful(self._open(world, each), chosen) for each in waiting]
            return min(lists, key=len)
        return self._proving(world, verdict, chosen)

    def _proving(self, world: World, verdict: Verdict, chosen: Chosen) -> list[int]:
        """Steps towards anything at all of the side that proves; what nothing is asked for yet has to be opened."""
        proving = world.journey.sides[0]
        able = [each for each in verdict.requirements if each.enforced and proving in each.requirement.sides]
        opening = {each.requirement.for_each.what for each in able if each.requirement.for_each}
        helpful = self._helpful([goal for each in able for goal in self._open(world, each)], chosen)
        new = [n for n, step in enumerate(self.universe.steps) if step.act.what in opening and n not in chosen]
        return sorted({*helpful, *new})

    def _helpful(self, goals: Iterable[Goal], chosen: Chosen) -> list[int]:
        every = list(goals)
        return [
            number
            for number in range(len(self.universe.steps))
            if number not in chosen and any(self._helps(number, goal) for goal in every)
        ]

    def _helps(self, number: int, goal: Goal) -> bool:
        step = self.universe.steps[number]
        if step.act.reads and any(step.act.what == leaf.answers for leaf in goal.count.leaves):
            return True
        counting = (step.mask | step.words) & goal.count.mask
        return bool(counting) and (goal.item is None or goal.item.key in step.under)

    def _open(self, world: World, judged: Judged) -> Iterator[Goal]:
        """Goals of a requirement of which at least one has to be met now that is not."""
        goals = list(self.goals(world, judged.requirement))
        if judged.contested and valid(world, self.universe.ground.gate, judged.requirement.id):
            yield from (goal for goal in goals if self.opposed(goal))
        for side, tree in judged.requirement.sides.items():
            for item, rows in self.ways(world, judged.requirement):
                if level(world, rows, tree, same=item is not None) < MET:
                    wanted = {id(each) for each in _first(world, rows, tree, same=item is not None)}
                    own = [goal for goal in goals if goal.side == side and goal.item is item]
                    yield from (goal for goal in own if id(goal.count) in wanted)
                    return

    @staticmethod
    def opposed(goal: Goal) -> bool:
        """Whether the newest word on it is a no."""
        return opposed(goal.rows, goal.count)

    def goals(self, world: World, requirement: Requirement) -> Iterator[Goal]:
        """Every count of a requirement, for every item it has to hold for."""
        for side, tree in requirement.sides.items():
            for item, rows in self.ways(world, requirement):
                for count in counts(tree):
                    yield Goal(requirement, side, item, rows, count)

    def ways(self, world: World, requirement: Requirement) -> list[tuple[Row | None, Sequence[Row]]]:
        """The rows a requirement may use: all of them, or those under each item of its `for-each`."""
        each = requirement.for_each
        if each is None:
            return [(None, world.rows)]
        return [(item, below(world, item, each.what)) for item in ranged(world, each)]

    # -- what is needed at least ----------------------------------------------------------------------------

    def least(self, chosen: Chosen) -> float:
        """A number of further steps that no set can do without; `NEVER` where nothing can help."""
        world, verdict = self.judged(chosen)
        waiting = [each for each in verdict.requirements if each.enforced and not each.good(Status.WAIVED)]
        needs = [need for each in waiting for need in self._needs(world, each)]
        if any(need.steps == NEVER for need in needs):
            return NEVER
        return max(_together(needs), 0 if verdict.passes else 1)

    def _needs(self, world: World, judged: Judged) -> Iterator[Need]:
        if judged.contested and valid(world, self.universe.ground.gate, judged.requirement.id):
            return
        for side, tree in judged.requirement.sides.items():
            for item, rows in self.ways(world, judged.requirement):
                if level(world, rows, tree, same=item is not None) < MET:
                    yield self._need(world, tree, Goal(judged.requirement, side, item, rows))

    def _need(self, world: World, tree: Expression, at: Goal) -> Need:
        if isinstance(tree, Count):
            return self._need_of(world, replace(at, count=tree))
        parts = [self._need(world, part, at) for part in tree.parts]
        kinds = frozenset().union(*(part.kinds for part in parts))
        if isinstance(tree, All):
            return Need(_together(parts), kinds)
        n = 1 if isinstance(tree, Any) else tree.n
        return Need(sorted(part.steps for part in parts)[n - 1], kinds)

    def _need_of(self, world: World, goal: Goal) -> Need:
        if tally(world, goal.rows, goal.count, same=goal.same) == MET:
            return Need(0, frozenset())
        if not self.possible(goal):
            return Need(NEVER, frozenset())
        under = repr(goal.item.key) if goal.item and not self._shared(goal) else ""
        enabling = {leaf.answers for leaf in goal.count.leaves} & {
            step.act.what for step in self.universe.steps if step.act.reads
        }
        kinds = {(leaf.what, under) for leaf in goal.count.leaves} | {(what or "", "") for what in enabling}
        short = 1 if enabling else _short(world, goal)
        return Need(max(1, short), frozenset(kinds))

    def _shared(self, goal: Goal) -> bool:
        """Whether something that is there hangs under two items of the `for-each` at once."""
        each = goal.requirement.for_each
        there = self.universe.ground.base.rows
        return any(len(step.under) > 1 for step in self.universe.steps) or any(
            len(ancestors(row, each.what)) > 1 for row in there if each
        )

    def possible(self, goal: Goal) -> bool:
        """Whether the count would be met if every step were taken; what is not enough then never is."""
        key = (goal.count.mask, goal.item.key if goal.item else None)
        if key not in self.bases:
            self.bases[key] = self._possible(goal)
        return self.bases[key]

    def _possible(self, goal: Goal) -> bool:
        rows = self.counting(goal)
        return not self.no_stands(goal) and enough(self.everything(), rows, goal.count, same=goal.same)

    def no_stands(self, goal: Goal) -> bool:
        """Whether a no would stay the newest word whatever is said."""
        return opposed(self._reach(goal), goal.count)

    def counting(self, goal: Goal) -> list[Row]:
        """All items that count, or would if every step were taken."""
        there = {row.key for row in self.universe.ground.base.rows if row.mask & goal.count.mask}
        steps = enumerate(self.universe.steps)
        named = {self.universe.ground.name(n) for n, step in steps if step.mask & goal.count.mask}
        bits = goal.count.mask
        return [row for row in self._reach(goal) if row.mask & bits or row.key in there or row.fact.id in named]

    def _reach(self, goal: Goal) -> list[Row]:
        world, each = self.everything(), goal.requirement.for_each
        if goal.item is None or each is None:
            return world.rows
        item = next((row for row in world.rows if row.key == goal.item.key), None)
        return below(world, item, each.what) if item else []

    def everything(self) -> World:
        """The world in which every step is taken."""
        if self.full is None:
            self.full = self.universe.world(range(len(self.universe.steps)))
        return self.full


def _first(world: World, rows: Sequence[Row], tree: Expression, *, same: bool) -> list[Count]:
    """Counts of which at least one has to be newly met before the whole is."""
    if level(world, rows, tree, same=same) == MET:
        return []
    if isinstance(tree, Count):
        return [tree]
    parts = [_first(world, rows, part, same=same) for part in tree.parts]
    if isinstance(tree, All):
        return next(part for part in parts if part)
    return [count for part in parts for count in part]


def _together(needs: Iterable[Need]) -> float:
    """What several needs ask for at least: the sum of those that no step can share."""
    kept: list[Need] = []
    for need in sorted(needs, key=lambda each: -each.steps):
        if all(need.apart(other) for other in kept):
            kept.append(need)
    return sum(need.steps for need in kept)


def _short(world: World, goal: Goal) -> int:
    """How many items a count lacks at least."""
    rows = [row for row in goal.rows if row.mask & goal.count.mask]
    leaf = goal.count.leaves[0]
    if leaf.everyone:
        wanted = {each.id for each in expected(world, leaf)}
        return 1 if goal.same and leaf.answers and rows else len(wanted - {row.fact.by for row in rows})
    if goal.count.different is None:
        return goal.count.at_least - len(rows)
    there = next(n for n in range(goal.count.at_least, -1, -1) if n == 0 or _different(world, rows, goal.count, n))
    return goal.count.at_least - there


def _different(world: World, rows: Sequence[Row], count: Count, n: int) -> bool:
    return enough(world, rows, Count(count.leaves, n, count.different, count.mask), same=False)
