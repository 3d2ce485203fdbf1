"""A waiver at the keyboard: which requirement of this step, until when, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gatecoach.cli.prompt import SHAPES
from gatecoach.coaching import Session, decide
from gatecoach.definition import say
from gatecoach.time import judged_at

When = dt.datetime | dt.date
ONE_OF = "Please write the number of one of them, or nothing to waive none."
NONE_HERE = "Nothing in this step may be waived."
KEPT_ALL = "Nothing was waived."


@dataclass(frozen=True, slots=True)
class Waivable:
    """A requirement of this step that somebody here may waive: its place, its text, who may, and the last day."""

    place: str
    say: str
    by: tuple[str, ...]
    last: dt.date


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to waive."""

    place: str
    by: str
    until: dt.date
    reason: str


def waivable(session: Session, at: When) -> list[Waivable]:
    """The open requirements of this step that may be waived by somebody who takes part."""
    found = []
    day = dt.date.fromordinal(judged_at(at, session.subject.framework.time_zone).day)
    for gate in session.subject.course.ways_out(session.step):
        settled = {each.id for each in decide(session, gate.id, at).requirements if each.settled}
        for each in gate.requirements:
            rule = gate.waivers
            if rule is not None and each.id not in (*rule.never, *settled):
                may = tuple(one.id for one in session.participants if {one.side, *one.roles_on(day)} & {*rule.by})
                last = day + dt.timedelta(days=rule.for_at_most)
                found.append(Waivable(f"{gate.id}.{each.id}", say(each.text), may, last))
    return found


def wish(
    found: Sequence[Waivable],
    speakers: Sequence[str],
    why: str,
    read: Callable[[str], str],
    tell: Callable[[str], None],
) -> Wish | None:
    """What is to be waived, asked for step by step; nothing where somebody leaves an answer empty."""
    chosen = _chosen(found, read, tell)
    until = _until(chosen, read, tell) if chosen else None
    reason = why or (read("    Why > ") if until else "")
    if chosen is None or until is None or not reason:
        tell(KEPT_ALL)
        return None
    by = next((each for each in speakers if each in chosen.by), speakers[0])
    return Wish(chosen.place, by, until, reason)


def _chosen(found: Sequence[Waivable], read: Callable[[str], str], tell: Callable[[str], None]) -> Waivable | None:
    """The requirement that is meant: the only one, or by its number."""
    if len(found) == 1:
        tell(f"To waive: {found[0].say}")
        return found[0]
    for number, each in enumerate(found, start=1):
        tell(f"{number}. {each.say}")
    while line := read("    Which one > "):
        if line in map(str, range(1, len(found) + 1)):
            return found[int(line) - 1]
        tell(ONE_OF)
    return None


def _until(chosen: Waivable, read: Callable[[str], str], tell: Callable[[str], None]) -> dt.date | None:
    """The last day of the waiver."""
    while line := read(f"    Until which day, at the latest {chosen.last.isoformat()} > "):
        try:
            return dt.date.fromisoformat(line)
        except ValueError:
            tell(SHAPES["date"])
    return None
