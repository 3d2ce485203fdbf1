"""Judge a gate: from resolved items to a status per side, requirement and gate. Pure, total, deterministic."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from gatecoach.clause import All, AtLeast, Count, Expression, Leaf, counts, leaves
from gatecoach.facts import Person, Waiver
from gatecoach.links import ancestors
from gatecoach.lower import ForEach, Gate, Requirement, When
from gatecoach.resolve import World, lacking, told
from gatecoach.rows import Row
from gatecoach.waivers import valid


class Status(enum.StrEnum):
    """What a side or a requirement is; `not-applicable` and `waived` exist on requirements only."""

    MET = "met"
    CONTESTED = "contested"
    EXPIRED = "expired"
    UNVERIFIABLE = "unverifiable"
    MISSING = "missing"
    WAIVED = "waived"
    NOT_APPLICABLE = "not-applicable"


SETTLED = (Status.MET, Status.WAIVED, Status.NOT_APPLICABLE)
"""A requirement of such a status stops nothing."""
LEVELS = (Status.MISSING, Status.UNVERIFIABLE, Status.EXPIRED, Status.CONTESTED, Status.MET)
LEVEL = {status: level for level, status in enumerate(LEVELS)}
MET, CONTESTED, EXPIRED, UNVERIFIABLE, MISSING = 4, 3, 2, 1, 0


class Judged(NamedTuple):
    """One requirement, judged: a status per side and the requirement's own."""

    requirement: Requirement
    sides: Mapping[str, Status]
    plain: Status
    contested: bool
    waiver: Waiver | None = None

    @property
    def status(self) -> Status:
        """The status with waivers: one that holds covers what is missing, expired or unverifiable, never a no."""
        covered = self.plain in WAIVABLE and not self.contested
        return Status.WAIVED if self.waiver and covered else self.plain

    @property
    def enforced(self) -> bool:
        """Whether the gate waits for it."""
        return self.requirement.mode == "enforce"

    def good(self, *accepted: Status) -> bool:
        """Whether it does not stop the gate, `accepted` being what counts besides met."""
        return self.status in (Status.MET, Status.NOT_APPLICABLE, *accepted)


WAIVABLE = (Status.MISSING, Status.EXPIRED, Status.UNVERIFIABLE)


class Verdict(NamedTuple):
    """A gate, judged: with waivers (`passes`, `carriable`) and without them (`bare`, `bare_carriable`).

    `on_path` is false where its `when` is; `unknown` names the fields that its `when` waits for.
    """

    gate: Gate
    requirements: tuple[Judged, ...]
    passes: bool
    carriable: bool
    bare: bool
    bare_carriable: bool
    on_path: bool = True
    unknown: tuple[str, ...] = ()


def judge(world: World, gate: Gate) -> Verdict:
    """The gate at the world's moment: passes, or would but for windows that ended (`carriable`)."""
    judged = tuple(_requirement(world, gate, each) for each in gate.requirements)
    bare = tuple(each._replace(waiver=None) for each in judged)
    held = in_force(world, gate.when)
    unknown = tuple(sorted(gate.when.test.fields() - set(world.values))) if held is None and gate.when else ()
    passes, carriable = _opens(world, judged)
    bare_passes, bare_carriable = (passes, carriable) if judged == bare else _opens(world, bare)
    go = bool(held)
    return Verdict(
        gate,
        judged,
        go and passes,
        go and carriable,
        go and bare_passes,
        go and bare_carriable,
        held is not False,
        unknown,
    )


def in_force(world: World, when: When | None) -> bool | None:
    """Whether a `when` holds for the subject now; nothing where that is unknown and blocks."""
    if when is None:
        return True
    held = when.test.holds(world.values, world.at.day)
    return {"require": True, "skip": False, "block": None}[when.if_unknown] if held is None else held


def _opens(world: World, judged: Sequence[Judged]) -> tuple[bool, bool]:
    """Whether requirements so judged let the gate pass, and whether they would but for windows that ended."""
    enforced = [each for each in judged if each.enforced]
    passes = all(each.good(Status.WAIVED) for each in enforced) and _proven(world, judged, {Status.MET})
    carriable = all(
        each.good(Status.WAIVED) or (each.status is Status.EXPIRED and not each.contested) for each in enforced
    )
    return passes, carriable and _proven(world, judged, {Status.MET, Status.EXPIRED})


def _proven(world: World, judged: Sequence[Judged], accepted: set[Status]) -> bool:
    """Where the gate asks anything of the proving side, that side holds at least one met (in a talk: or waived)."""
    proving = world.journey.sides[0]
    asked = [each for each in judged if proving in each.requirement.sides]
    if not asked:
        return True
    enforced = [each for each in asked if each.enforced]
    if world.journey.conversation and any(each.status is Status.WAIVED for each in enforced):
        return True
    return any(each.sides[proving] in accepted and each.good(*accepted) for each in enforced)


def _requirement(world: World, gate: Gate, requirement: Requirement) -> Judged:
    judged = _plain(world, requirement)
    needs = judged.plain in WAIVABLE and world.waivers
    return judged._replace(waiver=valid(world, gate, requirement.id)) if needs else judged


def _plain(world: World, requirement: Requirement) -> Judged:
    """A requirement as its evidence leaves it, before waivers."""
    asked = in_force(world, requirement.when)
    ways = [world.rows] if requirement.for_each is None else _each(world, requirement.for_each)
    if asked is False or not ways:
        return Judged(
            requirement, dict.fromkeys(requirement.sides, Status.NOT_APPLICABLE), Status.NOT_APPLICABLE, False
        )
    judged = [_way(world, requirement, rows) for rows in ways]
    levels = {side: min(each[side] for each in judged) for side in requirement.sides}
    spoken = [words for rows in ways if (words := [row for row in rows if row.words])]
    asked_for = [each for tree in requirement.sides.values() for each in counts(tree)] if spoken else []
    return Judged(
        requirement,
        {side: LEVELS[level] for side, level in levels.items()},
        LEVELS[min(levels.values())],
        any(contested(world, rows, each) for rows in spoken for each in asked_for),
    )


def _way(world: World, requirement: Requirement, rows: Sequence[Row]) -> dict[str, int]:
    """The level of each side over these rows; where all of both sides must answer, one and the same item."""
    if requirement.for_each is None:
        return {side: level(world, rows, tree, same=False) for side, tree in requirement.sides.items()}
    by_all = [{each.answers for each in leaves(tree) if each.everyone} for tree in requirement.sides.values()]
    shared = set[str | None].intersection(*by_all) - {None} if len(by_all) > 1 else set()
    ones = {id(up): up for row in rows for what in shared for up in ancestors(row, what or "")}.values()
    ways = [
        {side: level(world, rows, tree, same=True, one=one) for side, tree in requirement.sides.items()}
        for one in (*ones,) or (None,)
    ]
    return max(ways, key=lambda levels: (min(levels.values()), *levels.values()))


def _each(world: World, for_each: ForEach) -> list[list[Row]]:
    """For every item the requirement ranges over, the rows that hang under it."""
    return [below(world, item, for_each.what) for item in ranged(world, for_each)]


def below(world: World, item: Row, what: str) -> list[Row]:
    """The rows that descend by links from one item of that type."""
    return [row for row in world.rows if item in ancestors(row, what)]


def settled(world: World, tree: Expression, item: Row, what: str) -> bool:
    """Whether a side has done its part for one item of a `for-each`."""
    return level(world, below(world, item, what), tree, same=True) == MET


def ranged(world: World, for_each: ForEach) -> list[Row]:
    """The items a requirement ranges over."""
    return [
        row
        for row in world.rows
        if row.fact.what == for_each.what
        and row.foreign == for_each.about
        and stands(world, row)
        and (for_each.test is None or for_each.test.holds(row.values, row.span.day))
    ]


def stands(world: World, row: Row) -> bool:
    """Whether an item is there to be gone through and answered, whoever has left since.

    It is complete, rightly told (a foreign one at home), neither replaced nor revoked.
    """
    return (
        row.state in ("", "left", "uninvited")
        and row.kind is not None
        and not lacking(row)
        and (row.foreign or told(world, row, row.kind.told_by))
    )


def level(world: World, rows: Sequence[Row], tree: Expression, *, same: bool, one: Row | None = None) -> int:
    """The level of an expression: any = best, all = worst, at least n = n-th best.

    With `same` what counts for everyone answers one and the same item: `one`, where that is given.
    """
    if isinstance(tree, Count):
        return tally(world, rows, tree, same=same, one=one)
    levels = sorted((level(world, rows, part, same=same, one=one) for part in tree.parts), reverse=True)
    n = tree.n if isinstance(tree, AtLeast) else len(levels) if isinstance(tree, All) else 1
    return levels[n - 1]


def tally(world: World, rows: Sequence[Row], count: Count, *, same: bool, one: Row | None = None) -> int:
    """One count: contested, met, expired, unverifiable or missing."""
    if contested(world, rows, count):
        return CONTESTED
    if enough(world, [row for row in rows if row.mask & count.mask], count, same=same, one=one):
        return MET
    if enough(world, [row for row in rows if row.mask0 & count.mask], count, same=same, one=one):
        return EXPIRED
    return UNVERIFIABLE if _unverifiable(world, count) else MISSING


def contested(world: World, rows: Iterable[Row], count: Count) -> bool:
    """Whether the newest eligible word is a no; in a talk the one that was recorded last."""
    if not world.journey.conversation:
        return opposed(rows, count)
    words = [row for row in rows if row.words & count.mask]
    return bool(words) and (max(words, key=lambda row: row.order).sign or 0) < 0


def opposed(rows: Iterable[Row], count: Count) -> bool:
    """Whether the latest eligible no is not before the latest eligible yes."""
    words = [row for row in rows if row.words & count.mask]
    against = [row.span.end for row in words if (row.sign or 0) < 0]
    agreed = [row.span.start for row in words if (row.sign or 0) > 0]
    return bool(against) and (not agreed or max(against) >= max(agreed))


def enough(world: World, rows: Sequence[Row], count: Count, *, same: bool, one: Row | None = None) -> bool:
    """Whether these items are as many, as different, and of everyone, as the count asks."""
    if not count.leaves[0].everyone:
        return _many(rows, count)
    if not (same and any(leaf.answers for leaf in count.leaves)):
        return _everyone(world, rows, count)
    groups = [[row for row in rows if up in _answered(row, count)] for up in _one_of(rows, count, one)]
    return any(_everyone(world, group, count) for group in groups)


def _one_of(rows: Sequence[Row], count: Count, one: Row | None) -> list[Row]:
    """The items of which everyone must have answered one: `one` where this count can answer it."""
    if one is not None and any(leaf.answers == one.fact.what for leaf in count.leaves):
        return [one]
    return list({id(up): up for row in rows for up in _answered(row, count)}.values())


def _answered(row: Row, count: Count) -> list[Row]:
    """What a row answers as one of the count's types."""
    return [up for leaf in count.leaves if leaf.what == row.fact.what for up in ancestors(row, leaf.answers or "")]


def _many(rows: Sequence[Row], count: Count) -> bool:
    if count.different is None:
        return len(rows) >= count.at_least
    if count.different == "role":
        return _roles(rows) >= count.at_least
    apart = {APART.get(count.different, _field(count.different))(row) for row in rows}
    return len(apart - UNKNOWN) >= count.at_least


APART: dict[str, Callable[[Row], object]] = {
    "person": lambda row: row.fact.by,
    "day": lambda row: row.span.day,
    "source": lambda row: row.fact.source or "",
}


UNKNOWN = frozenset({None})


def _field(name: str) -> Callable[[Row], object]:
    return lambda row: row.values.get(name)


def expected(world: World, *leaves: Leaf) -> list[Person]:
    """Who `everyone` is: those of the side who take part now and whom one of the types accepts."""
    people = world.participants(leaves[0].side)
    return [each for each in people if any(not leaf.by or leaf.by & each.roles_on(world.today) for leaf in leaves)]


def _everyone(world: World, rows: Sequence[Row], count: Count) -> bool:
    needed = {each.id for each in expected(world, *count.leaves)}
    return bool(needed) and needed <= {row.fact.by for row in rows} and _many(rows, count)


def _roles(rows: Sequence[Row]) -> int:
    """How many different roles different people hold among these rows (a largest matching)."""
    held: dict[str, frozenset[str]] = {}
    for row in rows:
        held[row.fact.by] = held.get(row.fact.by, frozenset()) | row.roles
    given: dict[str, str] = {}

    def give(person: str, tried: set[str]) -> bool:
        for role in sorted(held[person] - tried):
            tried.add(role)
            if role not in given or give(given[role], tried):
                given[role] = person
                return True
        return False

    return sum(give(person, set()) for person in sorted(held))


def _unverifiable(world: World, count: Count) -> bool:
    """No connected source has a channel that any of the types may be seen in."""
    connected = set(world.subject.sources.values())
    return bool(connected) and all(leaf.channels and not leaf.channels & connected for leaf in count.leaves)
