"""A small place with one deal and one talk, and scenarios about them told as text."""

from __future__ import annotations

import functools
import tempfile

from places import FRAMEWORK, JOURNEY, TALK, changed, write

from gatecoach.definition.loading import read_authored
from gatecoach.framework import load
from gatecoach.scenario import run

ROLES = changed(JOURNEY, "gates:\n", "fields: {amount: {type: money}}\nends: {lost: lost}\ngates:\n")
ASKING = ROLES + "        ask: Who wrote back?\n"
ABOUT = changed(TALK, "stages:", "about: opportunity\nstages:")
QUIET = ASKING + "    signals: {quiet: {say: Nothing., silence: 9 weeks, suggest: park}}\n"
LARGE = FRAMEWORK + "use-cases: {large: {when: {size: large}}}\nfields: {size: {type: text}}\n"
FILES = {"framework.yaml": LARGE, "opportunity.yaml": QUIET, "review.yaml": ABOUT}
DEAL = """\
scenario: the buyer confirmed
journey: opportunity
people:
  bo: {side: customer, roles: [buyer]}
  ida: {side: customer, roles: [user]}
  rosa: {side: seller, roles: [rep]}
at: 2026-03-31
given:
  - {id: m1, day: 2026-03-02, what: review-sent, by: rosa}
  - {id: m2, day: 2026-03-03, what: review-answered, by: bo, answers: m1}
  - {id: s1, day: 2026-03-03, about: m2, outcome: confirms, by: rosa}
expect:
  needs-confirmed:
    passes: true
    requirements:
      needs-are-theirs: {seller: met, customer: met}
  standing: {verified: proposal}
"""
REVIEW = """\
scenario: a plan in their own words
journey: review
people: {lee: {side: coach}, rosa: {side: coachee}}
about:
  journey: opportunity
  people: {rosa: {side: seller, roles: [rep]}, bo: {side: customer}}
  given: [{id: m1, day: 2026-03-01, what: review-sent, by: rosa}]
at: 2026-03-31
given:
  - {id: p1, day: 2026-03-02, what: plan-written, by: rosa, fields: {due: 2026-03-20}}
  - {id: p2, day: 2026-03-02, what: plan-accepted, by: lee}
expect:
  step: follow-up
"""


@functools.cache
def framework():
    """The framework of the place."""
    with tempfile.TemporaryDirectory() as folder:
        return load(write(folder, FILES))


def told(text):
    """The result of a scenario told as text, and the findings of its file where it cannot be read."""
    source, findings = read_authored(text.encode(), "scene.yaml")
    assert source.model is not None, [each.text() for each in findings]
    return run(framework(), source.document, source.model)


def differences(text):
    """What is otherwise, in short: line, place, expected, found."""
    return [(each.line, each.place, each.expected, each.found) for each in told(text).differences]


def findings(text):
    """What does not fit, in short: code, line, underlined words, message, next step."""
    return [
        (each.code, each.line, each.source[each.column - 1 :][: each.length], each.message, each.hint)
        for each in told(text).findings
    ]
