"""A gate as a checklist of its two sides: what is there, what is missing, what almost counts and why it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from pydantic import TypeAdapter

from gatecoach.decision import Decision, RequirementResult, SideResult
from gatecoach.facts import Moment
from gatecoach.gate import Status
from gatecoach.nearmiss import NearMiss
from gatecoach.report.layout import WIDE, beside, clean, half, indented, moment, short_day, wrapped
from gatecoach.report.words import Words
from gatecoach.subject import Subject

MARKS = {Status.MET: "[x]", Status.NOT_APPLICABLE: "[-]"}
MODES = {"warn": " (good to have, does not block)", "report": " (noted only)"}


def decision_text(decision: Decision, subject: Subject, *, width: int = 100, name: str = "") -> str:
    """Everything a decision says about a gate of a subject, with every near miss."""
    title = f"{name} ({subject.id})" if name else subject.id
    judged: dt.datetime | dt.date = TypeAdapter(Moment).validate_python(decision.at)
    when = moment(judged, subject.framework.time_zone)
    at = wrapped(f"{subject.course.title}: {title}, as of {when}", width)
    tasks = [
        line
        for task in decision.tasks
        for line in wrapped(task.say, width, first="Still to do (does not block): ", rest="  ")
    ]
    return "\n".join([*at, *gate_lines(decision, subject, width), *([""] if tasks else []), *tasks]) + "\n"


def gate_lines(decision: Decision, subject: Subject, width: int) -> list[str]:
    """The checklist of one gate, the proving side first."""
    sides = [side for side in subject.course.sides if any(side in each.sides for each in decision.requirements)]
    two = width >= WIDE and len(sides) == 2
    lines = wrapped(f"{decision.title}: {verdict(decision)}", width, first="[x] " if decision.opens else "[ ] ")
    if two:
        left, right = ([side.capitalize(), "-" * half(width - 4)] for side in sides)
        lines += indented(beside(left, right, width - 4), "    ")
    for number, each in enumerate(decision.requirements):
        pair = _pair if two else _stack
        asked = {side: each.sides[side] for side in sides if side in each.sides}
        say = wrapped(f"{'' if each.settled else 'Needed: '}{each.say}{MODES.get(each.mode, '')}", width - 4)
        say += _waived(each, decision, Words(subject), width - 4)
        gap = [""] if number else []
        lines += [*gap, *indented([*say, *pair(asked, sides, Words(subject), width - 4)], "    ")]
    return lines


def _waived(result: RequirementResult, decision: Decision, words: Words, width: int) -> list[str]:
    """Who waived a requirement, until when and why; and why a waiver does not hold."""
    place = f"{decision.gate}.{result.id}"
    lines: list[str] = []
    for each in decision.waivers:
        if each.requirement == place and each.id == result.waiver:
            said = f"Waived by {words.person(each.by)} until {each.until}: {each.reason}"
            lines += wrapped(said, width)
        elif each.requirement == place and each.void:
            params = {"requirement": result.say, "by": words.person(each.by), "until": each.until}
            lines += wrapped(words.sentence(each.void, params), width)
    return lines


def verdict(decision: Decision) -> str:
    """Whether a gate opens, in words."""
    if decision.passes:
        return "open"
    if decision.carried:
        return "was open; some of it is too old today, but a later gate is open"
    return "does not open" if decision.mode == "enforce" else "does not open (it holds nothing back)"


def _pair(asked: Mapping[str, SideResult], sides: list[str], words: Words, width: int) -> list[str]:
    """Both sides beside each other, and below them what almost counts."""
    left, right = (_cell(asked.get(side), words, half(width)) for side in sides)
    return [
        *beside(left, right, width),
        *(line for side, each in asked.items() for line in _almost(side, each, words, width)),
    ]


def _stack(asked: Mapping[str, SideResult], sides: list[str], words: Words, width: int) -> list[str]:  # noqa: ARG001
    """One side below the other, each with what almost counts."""
    lines: list[str] = []
    for side, each in asked.items():
        lines += [side.capitalize(), *indented(_cell(each, words, width - 2))]
        lines += indented(_almost(side, each, words, width - 2))
    return lines


def _cell(result: SideResult | None, words: Words, width: int) -> list[str]:
    """One side of a pair: its mark and title, then what counts, or what is wrong and what that means."""
    if result is None:
        return ["-"]
    lines = wrapped(f"{result.title}{_status(result)}", width, first=f"{MARKS.get(result.status, '[ ]')} ", rest="    ")
    item = words.latest(result)
    if result.status is Status.MET and item is not None:
        lines += wrapped(
            f"{short_day(words.day(item))}, {words.person(item.by)}{words.reading(item)}", width, first="    "
        )
    return lines + (wrapped(result.means, width, first="    ") if result.means else [])


def _status(result: SideResult) -> str:
    return "" if result.status is Status.MET else f": {str(result.status).replace('-', ' ')}"


def _almost(side: str, result: SideResult, words: Words, width: int) -> Iterator[str]:
    """The near misses of one side, in the order of time."""
    if result.near_misses:
        yield f"Not counted ({side}):"
    for each in result.near_misses:
        yield from near_miss_lines(each, words, width)


def near_miss_lines(miss: NearMiss, words: Words, width: int) -> list[str]:
    """One near miss: its day, and why it does not count."""
    item = words.item(miss.item)
    day = short_day(words.day(item)) if item else ""
    return wrapped(clean(words.sentence(miss.code, miss.params)), width, first=f"  {day:6}  ")
