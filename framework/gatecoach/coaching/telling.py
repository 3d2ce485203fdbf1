"""What is said of a whole talk once it is over: that one side told more than it asked, and what was left open.

Ask more than tell (S15): what one side of a talk asked and what it told is counted.

A text with a question mark asks. A text without one tells, unless its kind of evidence answers something: who plays
back what was heard, or accepts a plan, tells nobody what to do. What a step asks of one side alone is written before
anybody listens, and is neither.
"""

from __future__ import annotations

from typing import NamedTuple

from gatecoach.coaching.admission import named
from gatecoach.coaching.steps import Progress, decide_step
from gatecoach.errors import Reason
from gatecoach.facts import Evidence
from gatecoach.lower import Journey
from gatecoach.subject import Subject

MARKS = ("?", "\uff1f", "\u061f", "\u037e")
"""What stands at the end of a question; of several scripts, as people write in their own."""


class Balance(NamedTuple):
    """How often the side that has to ask more did ask, and how often it told."""

    side: str
    asked: int
    told: int


def balance(subject: Subject) -> Balance | None:
    """What that side of a talk asked and told so far; nothing where the talk names none (`asks-more`).

    What was said was said, also before a step back and where it was taken back later.
    """
    side = subject.course.asks_more
    if not side:
        return None
    said = [each for each in subject.facts if isinstance(each, Evidence) and each.text.strip()]
    own = {each.id for each in subject.people if each.side == side}
    heard, types = _to_somebody(subject.course), subject.course.types
    spoken = [each for each in said if each.by in own and each.what in heard]
    asked = [each for each in spoken if any(mark in each.text for mark in MARKS)]
    told = [each for each in spoken if each not in asked and types[each.what or ""].answers is None]
    return Balance(side, len(asked), len(told))


def _to_somebody(journey: Journey) -> set[str]:
    """The types that are said in steps which ask both sides."""
    both = [
        gate for gate in journey.gates.values() if len({side for each in gate.requirements for side in each.sides}) > 1
    ]
    return {what for gate in both for what in named(journey, gate)}


def warned(subject: Subject) -> tuple[Reason, ...]:
    """The warning of a talk that told as much as it asked, or more; of one in which that side said nothing, none."""
    found = balance(subject)
    if found is None or found.asked > found.told or not found.told:
        return ()
    return (Reason("more-told-than-asked", found.side, {"side": found.side, "asked": found.asked, "told": found.told}),)


def left_open(progress: Progress, subject: Subject) -> tuple[Reason, ...]:
    """Each requirement of mode warn that was not met as its gate was passed, by gate and in the author's order.

    What was said later does not close it: a step takes its own words only, and what was passed stays as it was.
    """
    gates = [(subject.course.gates[id_], held) for id_, held in progress.passed.items()]
    tasks = [task for gate, held in gates for task in decide_step(progress, subject, gate, held.at).tasks]
    return tuple(Reason("left-open", f"{each.gate}.{each.requirement}", {"say": each.say}) for each in tasks)
