"""Made-up deals on a given journey: many of them nearly pass, some pass, and something is odd about most."""

from __future__ import annotations

from collections.abc import Sequence

from gatecoach.facts import AnyFact, Claim, Evidence, FieldValue, Person, Revocation, Waiver
from gatecoach.framework import Framework
from gatecoach.lower import Gate, Journey
from gatecoach.subject import Subject
from gatecoach.testing.acts import Life
from gatecoach.testing.choosing import Choice
from gatecoach.testing.damage import damage
from gatecoach.testing.kinds import value
from gatecoach.testing.people import TODAY, cast, connected, day, fields_of, instant, plain

NOW = instant(TODAY, 18)
"""The moment at which made-up deals are judged."""


def deal_of(choice: Choice, framework: Framework, journey: str) -> Subject:
    """A deal on that journey: its way so far as both sides should have gone it, then what went wrong."""
    course = framework.journey(journey)
    roles = {side: tuple(held) for side, held in framework.definition.roles.items()}
    people = cast(choice, roles, course.sides)
    sources = connected(choice)
    life = Life(choice, course, people, sources, today=TODAY - choice.pick([6, 15, 30, 45]))
    way = _way(choice, course)
    for gate in way:
        for each in gate.requirements:
            if choice.chance(93):
                life.meet(each)
    facts = damage(life, choice.pick([0, 0, 1, 1, 1, 2, 3, 5]))
    facts += _stray(life)
    facts += _said(choice, course, people, way)
    places = [*course.stages, *course.ends]
    return Subject(
        framework,
        journey,
        "made-up",
        owner=choice.pick([each.id for each in people]),
        people=people,
        claimed=choice.pick([*places, *course.stages, "nowhere", None]),
        fields=fields_of(choice, course),
        sources=sources,
        facts=_mixed(choice, facts),
    )


def _way(choice: Choice, journey: Journey) -> list[Gate]:
    """The gates of a way from the start, as far as this deal has come."""
    way: list[Gate] = []
    place = journey.start
    while (out := journey.ways_out(place)) and (not way or choice.chance(75)):
        way.append(choice.pick(out))
        place = way[-1].target
    return way


def _stray(life: Life) -> list[AnyFact]:
    """Items that nobody asked for: any type, any actor, any link."""
    choice, known = life.choice, [each.id for each in life.items]
    return [
        Evidence(
            id=f"x{number}",
            what=choice.pick([*life.journey.types, None]),
            by=choice.pick([*(each.id for each in life.people), "stranger"]),
            at=choice.pick([day, lambda each: instant(each, 9)])(choice.number(0, TODAY)),
            source=choice.pick(["imap", "cal", None]),
            answers=choice.some(known, 0, 2),
        )
        for number in range(choice.pick([0, 0, 0, 1, 2]))
    ]


def _said(choice: Choice, journey: Journey, people: Sequence[Person], way: Sequence[Gate]) -> list[AnyFact]:
    """Dated claims, values of fields, and waivers of what is asked."""
    facts: list[AnyFact] = []
    if choice.chance(35):
        at = choice.number(20, TODAY + 2)
        moment = choice.pick([day(at), instant(at, 11)])
        facts.append(Claim(stage=choice.pick([*journey.stages, *journey.stages, *journey.ends]), at=moment))
    for number in range(choice.pick([0, 0, 1, 2])):
        name = choice.pick([*journey.fields])
        known = {"known": day(TODAY + 1)} if choice.chance(10) else {}
        at = instant(choice.number(10, TODAY + 2), 10, number)
        facts.append(FieldValue(field=name, value=plain(value(choice, name)), at=at, **known))
    waivers = [_waiver(choice, each, people) for each in way if choice.chance(45)]
    back = [each for each in waivers if choice.chance(12)]
    return [*facts, *waivers, *(_taken_back(choice, each, people) for each in back)]


def _taken_back(choice: Choice, waiver: Waiver, people: Sequence[Person]) -> Revocation:
    return Revocation(id=f"back-{waiver.id}", revokes=waiver.id, by=choice.pick(people).id, at=waiver.at)


def _waiver(choice: Choice, gate: Gate, people: Sequence[Person]) -> Waiver:
    """A waiver of one requirement, mostly by somebody who may give it."""
    given = choice.number(TODAY - 35, TODAY + 1)
    may = [each.id for each in people if gate.waivers and {*gate.waivers.by} & each.roles_on(day(given))]
    longest = gate.waivers.for_at_most if gate.waivers else 20
    until = given + (longest if choice.chance(50) else choice.number(0, longest + 2))
    return Waiver(
        id=f"w-{gate.id}",
        requirement=f"{gate.id}.{choice.pick(gate.requirements).id}",
        by=choice.pick(may) if may and choice.chance(85) else choice.pick(people).id,
        at=choice.pick([day(given), instant(given, 10)]),
        until=day(until),
        reason=choice.pick(["They moved.", "They moved.", "They moved.", " "]),
    )


def _mixed(choice: Choice, facts: list[AnyFact]) -> list[AnyFact]:
    """The same facts in some other order: it means nothing."""
    for _ in range(choice.number(0, 4) if facts else 0):
        facts.insert(0, facts.pop(choice.number(0, len(facts) - 1)))
    return facts
