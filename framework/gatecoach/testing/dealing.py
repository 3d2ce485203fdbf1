"""Made-up deals on a given journey: many of them nearly pass, some pass, and something is odd about most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from gatecoach.clause import leaves
from gatecoach.facts import AnyFact, Claim, Evidence, FieldValue, Person, Revocation, Statement, Waiver
from gatecoach.framework import Framework
from gatecoach.lower import Gate, Journey
from gatecoach.subject import Subject
from gatecoach.testing.acts import Life
from gatecoach.testing.choosing import Choice
from gatecoach.testing.damage import damage
from gatecoach.testing.kinds import told
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
    facts += [*_said(choice, course), *_waivers(choice, people, way, _doubted(course, facts))]
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
            at=_some_time(choice),
            source=choice.pick(["imap", "cal", None]),
            answers=tuple(choice.some(known, 0, 2)),
        )
        for number in range(choice.pick([0, 0, 0, 1, 2]))
    ]


def _some_time(choice: Choice) -> dt.date | dt.datetime:
    number = choice.number(0, TODAY)
    return day(number) if choice.chance(50) else instant(number, 9)


def _doubted(journey: Journey, facts: Sequence[AnyFact]) -> set[str]:
    """The types of which some item was read as a no."""
    noes = {no for each in journey.types.values() if each.outcomes for no in each.outcomes.against}
    about = {each.about for each in facts if isinstance(each, Statement) and each.outcome in noes}
    return {each.what for each in facts if isinstance(each, Evidence) and each.id in about and each.what}


def _said(choice: Choice, journey: Journey) -> list[AnyFact]:
    """Dated claims and values of fields."""
    facts: list[AnyFact] = []
    if choice.chance(35):
        number = choice.number(20, TODAY + 2)
        moment = choice.pick([day(number), instant(number, 11)])
        facts.append(Claim(stage=choice.pick([*journey.stages, *journey.stages, *journey.ends]), at=moment))
    for number in range(choice.pick([0, 0, 1, 2]) if journey.fields else 0):
        name = choice.pick([*journey.fields])
        known = {"known": day(TODAY + 1)} if choice.chance(10) else {}
        at = instant(choice.number(10, TODAY + 2), 10, number)
        facts.append(FieldValue(field=name, value=plain(told(choice, journey.fields[name])), at=at, **known))
    return facts


def _waivers(
    choice: Choice, people: Sequence[Person], way: Sequence[Gate], doubted: set[str]
) -> list[Waiver | Revocation]:
    """Waivers of what is asked, above all where somebody said no; now and then taken back."""
    waivers = [_waiver(choice, each, people, doubted) for each in way if choice.chance(60)]
    back = [each for each in waivers if choice.chance(12)]
    return [*waivers, *(_taken_back(choice, each, people) for each in back)]


def _taken_back(choice: Choice, waiver: Waiver, people: Sequence[Person]) -> Revocation:
    return Revocation(id=f"back-{waiver.id}", revokes=waiver.id, by=choice.pick(people).id, at=waiver.at)


def _waiver(choice: Choice, gate: Gate, people: Sequence[Person], doubted: set[str]) -> Waiver:
    """A waiver of one requirement, mostly by somebody who may give it."""
    given = choice.number(TODAY - 35, TODAY + 1)
    no = [
        one for one in gate.requirements if any(x.what in doubted for each in one.sides.values() for x in leaves(each))
    ]
    may = [each.id for each in people if gate.waivers and {*gate.waivers.by} & each.roles_on(day(given))]
    longest = gate.waivers.for_at_most if gate.waivers else 20
    last = given + (longest if choice.chance(50) else choice.number(0, longest + 2))
    until = TODAY if given < TODAY < given + longest and choice.chance(25) else last
    return Waiver(
        id=f"w-{gate.id}",
        requirement=f"{gate.id}.{choice.pick(no or gate.requirements).id}",
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
