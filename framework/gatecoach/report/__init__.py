"""Decisions, talks and intakes as text for people: pure functions, no terminal, no clock; the width is a parameter."""

from gatecoach.report.decision import decision_text
from gatecoach.report.intake import intake_text
from gatecoach.report.missing import missing_text
from gatecoach.report.session import (
    ask_text,
    people_text,
    refusal_text,
    steps_text,
    suggestions,
    summary_markdown,
    summary_text,
)
from gatecoach.report.standing import standing_text

__all__ = [
    "ask_text",
    "decision_text",
    "intake_text",
    "missing_text",
    "people_text",
    "refusal_text",
    "standing_text",
    "steps_text",
    "suggestions",
    "summary_markdown",
    "summary_text",
]
