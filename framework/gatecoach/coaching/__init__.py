"""What a conversation adds to a journey: participants, an order of steps, a written summary. Nothing else.

A session is a subject travelling a journey of `kind: conversation`; its step comes from the same decisions
and the same machine as a deal's stage.
"""

from gatecoach.coaching.asks import Ask, asks, sayable
from gatecoach.coaching.events import Event
from gatecoach.coaching.opening import open_session, replay
from gatecoach.coaching.session import Session, Step, decide
from gatecoach.coaching.summary import Exemption, Promise, Reading, Summary, summary

__all__ = [
    "Ask",
    "Event",
    "Exemption",
    "Promise",
    "Reading",
    "Session",
    "Step",
    "Summary",
    "asks",
    "decide",
    "open_session",
    "replay",
    "sayable",
    "summary",
]
