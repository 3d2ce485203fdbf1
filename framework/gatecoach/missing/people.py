"""Who could act: the people who take part and hold an accepted role; where they are too few, people still unknown."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from gatecoach.facts import HeldRole, Person
from gatecoach.missing.asked import Asked, Use
from gatecoach.resolve import World


def known(world: World, side: str, roles: frozenset[str]) -> list[Person]:
    """The people of a side who take part now and hold one of these roles (none = anybody)."""
    here = world.participants(side)
    return [each for each in here if not roles or roles & each.roles_on(world.today)]


def newcomers(world: World, asked: Asked, what: str) -> list[Person]:
    """People who are not known yet, for the acts of one type: only where those who are known are too few."""
    found = {person.id: person for use in asked.used(what) for person in _for_use(world, use)}
    if not asked.used(what):
        for side, roles in asked.accepted(what):
            found |= {person.id: person for person in _fill(world, side, roles, 1 - len(known(world, side, roles)))}
    return list(found.values())


def _for_use(world: World, use: Use) -> Iterator[Person]:
    side, roles, most = use.leaf.side, use.leaf.by, use.count.at_least
    here = known(world, side, roles)
    if use.count.different == "role":
        held = [each.roles_on(world.today) for each in here]
        if not _spread(held, most):
            yield from (_newcomer(side, role, 1) for role in _roles(world, side) if not roles or role in roles)
    else:
        wanted = most if use.count.different == "person" else 1
        yield from _fill(world, side, roles, wanted - len(here))


def _spread(held: Sequence[frozenset[str]], most: int) -> bool:
    """Whether so many of these people can each stand for a role of their own."""
    chosen = (pick for group in itertools.combinations(held, most) for pick in itertools.product(*group))
    return any(len(set(pick)) == most for pick in chosen)


def _fill(world: World, side: str, roles: frozenset[str], short: int) -> Iterator[Person]:
    """So many people short: for each one with every role of this side that would do, or with none if any would."""
    fitting = [role for role in _roles(world, side) if role in roles] if roles else [""]
    for number in range(1, short + 1):
        yield from (_newcomer(side, role, number) for role in fitting)


def _newcomer(side: str, role: str, number: int) -> Person:
    held = (HeldRole(role=role),) if role else ()
    return Person(id=f"somebody-{role or side}-{number}", side=side, roles=held)


def _roles(world: World, side: str) -> list[str]:
    """The roles that people of a side may have, by name."""
    return sorted(world.subject.framework.definition.roles.get(side, {}))


def teller(world: World, tellers: frozenset[str]) -> Person:
    """Somebody who may tell it where only these sides or roles may; a newcomer where nobody is known."""
    for each in world.subject.people:
        if world.takes_part(each) and {each.side, *each.roles_on(world.today)} & tellers:
            return each
    sides = world.journey.sides
    first = min(tellers)
    side = next((name for name in sides if first == name or first in _roles(world, name)), sides[0])
    return _newcomer(side, "" if first in sides else first, 1)


def standing_for(newcomers: Sequence[str]) -> int:
    """How many people these newcomers stand for: one who is short has an id for every role that would do."""
    return len({name.rpartition("-")[2] for name in newcomers})
