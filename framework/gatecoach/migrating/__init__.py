"""From one version of a framework to the next: who moves and why, a map that leaves no word out, the move kept.

`plan_of` checks a map against both versions. `under` tells a deal in the words of the new one, `compare` says what that
changes; `look` and `move` do so for the deals of a journal.
"""

from __future__ import annotations

from gatecoach.migrating.comparing import Comparison, Direction, Names, compare, ordered, totals
from gatecoach.migrating.journaled import Case, Fate, OpenTalk, look, move, open_talks
from gatecoach.migrating.planning import Course, Plan, plan_of, read_map
from gatecoach.migrating.subjects import GivenUp, Under, under

__all__ = [
    "Case",
    "Comparison",
    "Course",
    "Direction",
    "Fate",
    "GivenUp",
    "Names",
    "OpenTalk",
    "Plan",
    "Under",
    "compare",
    "look",
    "move",
    "open_talks",
    "ordered",
    "plan_of",
    "read_map",
    "totals",
    "under",
]
