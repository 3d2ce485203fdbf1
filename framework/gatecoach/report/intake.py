"""What every mail became and why: one sentence a message, and the totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gatecoach.intake import MailOutcome
from gatecoach.intake.outcomes import OUTCOMES
from gatecoach.report.layout import WIDE, clean, counted, wrapped

NAMES = 32
WORDS = {
    "evidence": "evidence",
    "contact": "signs of contact",
    "review": "for you to look at",
    "no": "nothing",
    "reject": "not read",
}


def intake_text(outcomes: Sequence[MailOutcome], *, width: int = 100) -> str:
    """The report of one intake, in the order in which the messages were given."""
    column = min(max((len(clean(each.name)) for each in outcomes), default=0), NAMES)
    lines = [line for each in outcomes for line in _outcome(each, column, width)]
    return "\n".join([*lines, "", *wrapped(totals(outcomes), width)]) + "\n"


def totals(outcomes: Sequence[MailOutcome]) -> str:
    """How many messages became what, in one sentence."""
    number = Counter(each.outcome for each in outcomes)
    parts = [f"{number[each]} {WORDS[each]}" for each in OUTCOMES if number[each]]
    return f"{counted(len(outcomes), 'message')}: {', '.join(parts)}." if parts else "No messages."


def _outcome(outcome: MailOutcome, column: int, width: int) -> list[str]:
    name = clean(outcome.name)
    if width < WIDE or len(name) > column:
        return [*wrapped(name, width), *wrapped(outcome.text(), width, first="    ")]
    return wrapped(outcome.text(), width, first=f"{name.ljust(column)}  ")
