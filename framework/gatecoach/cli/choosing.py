"""Which word is meant where several may be said: one promise of two, another consequence than the first one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from gatecoach.cli.clock import When
from gatecoach.coaching import Ask, Session, asks, sayable
from gatecoach.report.layout import indented
from gatecoach.report.session import ask_text

Wanted = tuple[Ask, str]
"""A word that may be said, and by whom."""
WHICH = "    Which one > "
ONE_OF = "Please write the number of one of them, or nothing to go on as before."
NO_OTHER = "Nothing else may be said here by anybody at this keyboard."
SAY_OTHER = 'Type "other" to say something else first.'


def wanted_now(
    session: Session, at: When, speakers: Sequence[str], left_out: Collection[tuple[str, str, str, str]] = ()
) -> list[Wanted]:
    """The word that somebody here is asked for next; several where it may answer any of several items.

    `left_out` are words that keep nobody there and that somebody left out: requirement, type, what it answers, who.
    """
    every = ((ask, who) for ask in asks(session, at) for who in ask.people if who in speakers)
    found = [(ask, who) for ask, who in every if (ask.requirement, ask.what, ask.answers, who) not in left_out]
    if not found:
        return []
    ask, who = found[0]
    requirements = session.subject.course.gates[ask.gate].requirements
    if any(each.id == ask.requirement and each.for_each for each in requirements):
        return found[:1]  # there every item is asked about, one after the other
    spot = (ask.requirement, ask.what, ask.side)
    return [(each, by) for each, by in found if by == who and (each.requirement, each.what, each.side) == spot]


def others(session: Session, at: When, speakers: Sequence[str], now: Wanted | None = None) -> list[Wanted]:
    """Everything that somebody here may say instead of what they are asked for now."""
    found = [(ask, who) for ask in sayable(session, at) for who in ask.people if who in speakers]
    same = now and (now[0].what, now[0].answers, now[1])
    return [(ask, who) for ask, who in found if (ask.what, ask.answers, who) != same]


def choose(
    found: Sequence[Wanted], session: Session, width: int, read: Callable[[str], str], tell: Callable[[str], None]
) -> Wanted | None:
    """The one that is meant, by its number; nothing where the line is left empty."""
    for number, (ask, who) in enumerate(found, start=1):
        first, *rest = ask_text(ask, session, who, width=width - 7).splitlines()
        tell("\n".join([f"    {number}. {first}", *indented(rest, "   ")]) + "\n")
    while line := read(WHICH):
        if line in map(str, range(1, len(found) + 1)):
            return found[int(line) - 1]
        tell(f"    {ONE_OF}\n")
    return None
