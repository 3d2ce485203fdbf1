"""A13: before a meeting three questions are answered for everybody whose way of working was noted."""

from __future__ import annotations

import datetime as dt

import pytest
from b2b.covering import FRAMEWORK

from gatecoach import open_session
from gatecoach.testing import deal, person, told

DAY = dt.date(2026, 3, 9)
NOTED = dt.date(2026, 3, 2)
THREE = ("own-style-seen", "their-style-met", "style-step-planned")
"""Awareness, alignment, action."""
ON_THE_FLY = (("sign-to-change-named", "diaz"), ("change-rehearsed", "lee"))
STYLES = ({"social-style": "analytical"}, {"disc": "influence"}, {"social-style": "driver", "disc": "dominance"}, {})
"""By one vocabulary, by the other, by both, by none."""


def prepared(styles, left_out=""):
    """The talk after all its words but one, with a note on each of these styles."""
    people = [person("anna", "customer"), person("diaz", "seller", "rep"), person("lee", "seller", "manager")]
    notes = [
        told(f"n{number}", NOTED, "diaz", "style-noted", fields={"person": f"Somebody {number}", **style})
        for number, style in enumerate(styles)
    ]
    about = deal(FRAMEWORK, people, notes, journey="opportunity")
    talk, _ = open_session(
        FRAMEWORK, "style-preparation", about=about, coach="lee", coachee="diaz", at=DAY, people=people
    )
    fields = {"with": "Anna", "meeting-on": str(DAY)}
    talk = talk.record("meeting-named", by="diaz", at=DAY, fields=fields).session
    for number, _ in enumerate(styles):
        for what in THREE:
            if left_out != f"{what} {number}":
                talk = talk.record(what, by="diaz", at=DAY, text="x", answers=[f"n{number}"]).session
    for what, who in ON_THE_FLY:
        if left_out != what:
            talk = talk.record(what, by=who, at=DAY, text="x").session
    return talk


@pytest.mark.requirement("A13")
@pytest.mark.parametrize("style", STYLES, ids=lambda style: "+".join(style) or "none")
def test_a_style_is_noted_in_any_vocabulary_or_in_none(style):
    """Two are bundled; a person may have a style of both, and one that has none is prepared for as well."""
    assert prepared([style]).closed


@pytest.mark.requirement("A13")
@pytest.mark.parametrize("what", THREE)
@pytest.mark.parametrize("number", [0, 1])
def test_each_of_the_three_is_needed_for_everybody_noted(what, number):
    """Awareness, alignment, action: without any one of them, for either of two people, it stays open."""
    assert prepared(STYLES[:2]).closed
    assert not prepared(STYLES[:2], left_out=f"{what} {number}").closed


@pytest.mark.requirement("A13")
@pytest.mark.parametrize("what", [each for each, _ in ON_THE_FLY])
def test_to_change_on_the_fly_is_thought_of_and_tried(what):
    """The sign by the rep, the rehearsal with the coach."""
    assert not prepared(STYLES[:1], left_out=what).closed


@pytest.mark.requirement("A13")
def test_whoever_is_not_known_yet_is_met_as_they_are():
    """Nothing is asked about a style that nobody noted."""
    assert prepared([]).closed


@pytest.mark.requirement("A13")
def test_there_are_three_and_two_vocabularies():
    """No more and no less; a company takes its own words by overwriting the field."""
    journey = FRAMEWORK.journey("style-preparation")
    gate = journey.gates["adapted"]
    assert [each.id for each in gate.requirements if each.for_each] == ["awareness", "alignment", "action"]
    choices = {name for name, each in journey.types["style-noted"].fields.items() if each.of}
    assert choices == {"social-style", "disc"}
    assert all(journey.types["style-noted"].fields[each].optional for each in choices)
