"""Made-up people, connected sources and subject fields: who and what a made-up deal has to do with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from gatecoach.facts import HeldRole, Person
from gatecoach.lower import Journey
from gatecoach.testing.choosing import Choice
from gatecoach.testing.kinds import FIRST_DAY, told

SOURCES = {"imap": "mail", "cal": "calendar", "box": "document"}
TODAY = 60
"""The day on which made-up deals are judged, counted from the first."""


def day(number: int) -> dt.date:
    """The n-th day; the first is day 0."""
    return FIRST_DAY + dt.timedelta(days=number)


def instant(number: int, hour: int, minute: int = 0) -> dt.datetime:
    """An hour of the n-th day, in UTC."""
    return dt.datetime.combine(day(number), dt.time(hour, minute), tzinfo=dt.UTC)


def cast(choice: Choice, roles: Mapping[str, tuple[str, ...]], sides: tuple[str, ...]) -> tuple[Person, ...]:
    """Two or three people of each side with its roles, here and there with dates, and one who holds none."""
    return tuple(
        _person(choice, f"{side[:2]}-{number}", side, roles.get(side, ()))
        for side in sides
        for number in range(choice.number(2, 3))
    )


def _person(choice: Choice, name: str, side: str, roles: tuple[str, ...]) -> Person:
    held = [_held(choice, each) for each in (roles if choice.chance(55) else choice.some(roles))]
    since = instant(choice.number(0, TODAY), 9) if choice.chance(6) else None
    left = _leaving(choice, choice.number(30, 70)) if choice.chance(5) else None
    return Person(id=name, side=side, roles=tuple(held), since=since, left=left)


def _leaving(choice: Choice, number: int) -> dt.date | dt.datetime:
    return day(number) if choice.chance(50) else instant(number, 12)


def _held(choice: Choice, role: str) -> HeldRole:
    if not choice.chance(8):
        return HeldRole(role=role)
    turn = day(choice.number(20, TODAY))
    return HeldRole(role=role, to=turn) if choice.chance(50) else HeldRole(role=role, from_=turn)


def connected(choice: Choice) -> dict[str, str]:
    """The connected sources with their channels: mostly all, now and then few or none."""
    names = [*SOURCES] if choice.chance(70) else choice.some([*SOURCES])
    return {name: SOURCES[name] for name in names}


def fields_of(choice: Choice, journey: Journey) -> dict[str, bool | int | str]:
    """Values of most of the subject's fields."""
    return {name: plain(told(choice, each)) for name, each in journey.fields.items() if choice.chance(80)}


def plain(found: object) -> bool | int | str:
    """A value as facts carry it: decimals as text."""
    return found if isinstance(found, bool | int) else str(found)
