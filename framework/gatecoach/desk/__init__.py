"""What to coach next: of all open deals those that a talk can still turn, and what else the pipeline shows.

Pure functions over values. `deal_of` makes such a value of a standing, `deal_of_row` of a row of an audit; what comes
out is counted and ordered, never guessed: there is no probability and no learned score in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatecoach.lazily import by_name

if TYPE_CHECKING:
    from gatecoach.desk.adding import Total, added_up, totals
    from gatecoach.desk.bands import Band, Share, Spread, advice, band_of, outlasts, spread
    from gatecoach.desk.deals import Deal, Lack, deal_of
    from gatecoach.desk.ordering import Leaving, Priorities, priorities
    from gatecoach.desk.rows import deal_of_row
    from gatecoach.desk.skills import Pattern, SkillsTalk, skills_talks
    from gatecoach.desk.talks import talks_about

__all__ = [
    "Band",
    "Deal",
    "Lack",
    "Leaving",
    "Pattern",
    "Priorities",
    "Share",
    "SkillsTalk",
    "Spread",
    "Total",
    "added_up",
    "advice",
    "band_of",
    "deal_of",
    "deal_of_row",
    "outlasts",
    "priorities",
    "skills_talks",
    "spread",
    "talks_about",
    "totals",
]
__getattr__ = by_name(
    __name__,
    adding=("Total", "added_up", "totals"),
    bands=("Band", "Share", "Spread", "advice", "band_of", "outlasts", "spread"),
    deals=("Deal", "Lack", "deal_of"),
    ordering=("Leaving", "Priorities", "priorities"),
    rows=("deal_of_row",),
    skills=("Pattern", "SkillsTalk", "skills_talks"),
    talks=("talks_about",),
)
