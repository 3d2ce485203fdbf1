"""What a conversation adds to a journey: participants, an order of steps, a written summary. Nothing else.

A session is a subject travelling a journey of `kind: conversation`; its step comes from the same decisions
and the same machine as a deal's stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatecoach.lazily import by_name

if TYPE_CHECKING:
    from gatecoach.coaching.asking import Ask, asks, sayable
    from gatecoach.coaching.events import Event
    from gatecoach.coaching.finding import Insights, insights
    from gatecoach.coaching.greeting import Opener, opener
    from gatecoach.coaching.opening import open_session, replay
    from gatecoach.coaching.promises import Commitment, Suggested, commitments, suggested
    from gatecoach.coaching.session import Session, Step, decide
    from gatecoach.coaching.settling import Fate
    from gatecoach.coaching.summing import Exemption, Promise, Reading, Summary, summary
    from gatecoach.coaching.telling import Balance, balance

__all__ = [
    "Ask",
    "Balance",
    "Commitment",
    "Event",
    "Exemption",
    "Fate",
    "Insights",
    "Opener",
    "Promise",
    "Reading",
    "Session",
    "Step",
    "Suggested",
    "Summary",
    "asks",
    "balance",
    "commitments",
    "decide",
    "insights",
    "open_session",
    "opener",
    "replay",
    "sayable",
    "suggested",
    "summary",
]
__getattr__ = by_name(
    __name__,
    asking=("Ask", "asks", "sayable"),
    events=("Event",),
    finding=("Insights", "insights"),
    greeting=("Opener", "opener"),
    opening=("open_session", "replay"),
    promises=("Commitment", "Suggested", "commitments", "suggested"),
    session=("Session", "Step", "decide"),
    settling=("Fate",),
    summing=("Exemption", "Promise", "Reading", "Summary", "summary"),
    telling=("Balance", "balance"),
)
