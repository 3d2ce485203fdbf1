"""Made-up deals of a kind that `gatecoach.testing` leaves rare: they nearly pass, with many items to go through."""

from __future__ import annotations

from gatecoach.facts import Waiver
from gatecoach.subject import Subject
from gatecoach.testing.acts import Life
from gatecoach.testing.damage import damage
from gatecoach.testing.people import SOURCES, TODAY, cast, connected, day, fields_of, instant
from gatecoach.testing.trees import JOURNEY


def planted(choice, framework):
    """A deal that has come all the way, at most one thing wrong with it; what is to be gone through, several times."""
    course = framework.journey(JOURNEY)
    roles = {side: tuple(held) for side, held in framework.definition.roles.items()}
    people = tuple(_lasting(each) if choice.chance(75) else each for each in cast(choice, roles, course.sides))
    sources = {**SOURCES} if choice.chance(80) else connected(choice)
    life = Life(choice, course, people, sources, today=TODAY - choice.pick([6, 15, 30]))
    for gate in course.gates.values():
        for each in gate.requirements:
            for _ in range(choice.pick([1, 1, 2]) if each.for_each else 1):
                life.meet(each)
    facts = damage(life, choice.pick([0, 0, 1, 1, 2]))
    return Subject(
        framework,
        JOURNEY,
        "planted",
        owner=choice.pick(people).id,
        people=people,
        claimed=choice.pick([*course.stages, *course.ends]),
        fields=fields_of(choice, course),
        sources=sources,
        facts=[*facts, *_last_days(choice, course, people)],
    )


def _lasting(person):
    """The person with every role for good."""
    held = tuple(each.model_copy(update={"from_": None, "to": None}) for each in person.roles)
    return person.model_copy(update={"roles": held, "since": None, "left": None})


def _last_days(choice, course, people):
    """Waivers that end about the day on which deals are judged, or are about as long as they may be."""
    found = []
    for gate in course.gates.values():
        if gate.waivers is None or not choice.chance(60):
            continue
        able = [each for each in people if {held.role for held in each.roles} & {*gate.waivers.by}]
        for each in gate.requirements:
            given = TODAY - choice.number(0, gate.waivers.for_at_most)
            until = choice.pick([TODAY - 1, TODAY, TODAY, given + gate.waivers.for_at_most + choice.pick([0, 1])])
            found.append(
                Waiver(
                    id=f"last-{gate.id}-{each.id}",
                    requirement=f"{gate.id}.{each.id}",
                    by=choice.pick(able or people).id,
                    at=instant(given, 9),
                    until=day(max(given, until)),
                    reason="We know them.",
                )
            )
    return found
