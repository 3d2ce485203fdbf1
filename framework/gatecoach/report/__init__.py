"""Decisions, talks and intakes as text for people: pure functions, no terminal, no clock; the width is a parameter."""

from gatecoach.report.calendar import Invitation, invitation
from gatecoach.report.decision import decision_text
from gatecoach.report.intake import events_text, intake_text
from gatecoach.report.missing import missing_text
from gatecoach.report.pictures import journey_mermaid, journey_svg
from gatecoach.report.session import (
    ask_text,
    opener_text,
    people_text,
    refusal_text,
    steps_text,
    suggestions,
)
from gatecoach.report.standing import standing_text
from gatecoach.report.summary import summary_markdown, summary_text

__all__ = [
    "Invitation",
    "ask_text",
    "decision_text",
    "events_text",
    "intake_text",
    "invitation",
    "journey_mermaid",
    "journey_svg",
    "missing_text",
    "opener_text",
    "people_text",
    "refusal_text",
    "standing_text",
    "steps_text",
    "suggestions",
    "summary_markdown",
    "summary_text",
]
