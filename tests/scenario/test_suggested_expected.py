"""What is suggested to people as a talk opens is expected under `suggested`, by person and talk."""

from __future__ import annotations

import pytest

from gatecoach.framework import scenarios
from gatecoach.scenario import run

FRAMEWORK = 'gatecoach: 1\nframework: acme\nversion: "1"\n'
TALK = """\
journey: talk
kind: conversation
sides: [coachee, coach]
stages: {only: {}}
ends: {closed: done}
evidence: {said: {side: coachee}, heard: {side: coach, answers: said}}
gates: {close: {from: only, to: closed, requires: {it: {say: "It.", coachee: said, coach: heard}}}}
"""
INWARD = TALK.replace("journey: talk", "journey: inward\nsuggested: {first-talk-of: coach}").replace(
    "evidence: {said: {side: coachee}, heard: {side: coach, answers: said}}",
    "evidence: {thought: {side: coachee}, felt: {side: coach}}",
).replace("coachee: said, coach: heard", "coachee: thought, coach: felt")  # fmt: skip
DEAL = """\
journey: deal
sides: [managers, enablement]
stages: {first: {}, second: {}}
evidence: {taught: {side: enablement}, used: {side: managers, answers: taught}}
gates: {go: {from: first, to: second, requires: {it: {say: "It.", enablement: taught, managers: used}}}}
"""
STORY = """\
scenario: who coaches for the first time is told of a talk
journey: talk
people: {carl: {side: coachee}, cora: {side: coach}}
at: 2026-04-10
given: [{id: s1, day: 2026-04-09, what: said, by: carl}]
expect: {suggested: EXPECTED}
"""


@pytest.fixture
def result(tmp_path):
    """Run the story with this expectation."""

    def running(expected, story=STORY):
        files = {"framework": FRAMEWORK, "talk": TALK, "inward": INWARD, "deal": DEAL}
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "scenarios").mkdir(exist_ok=True)
        (tmp_path / "scenarios/it.yaml").write_text(story.replace("EXPECTED", expected), encoding="utf-8")
        framework, ((document, file),) = scenarios(tmp_path)
        return run(framework, document, file)

    return running


@pytest.mark.requirement("A18")
def test_what_is_suggested_is_as_expected(result):
    """All of it, for each person who is named; a single talk needs no brackets."""
    assert result("{cora: inward, carl: []}").holds
    (more,) = result("{cora: []}").differences
    assert (more.place, more.expected, more.found) == ("suggested.cora", [], ["inward"])
    (less,) = result("{cora: inward, carl: inward}").differences
    assert (less.place, less.found) == ("suggested.carl", [])


@pytest.mark.parametrize("expected", ["{dora: []}", "{cora: inwart}", "{cora: deal}"])
def test_people_and_talks_that_are_not_there_are_findings(result, expected):
    """The nearest name is offered; what is no conversation is not suggested."""
    (found,) = result(expected).findings
    assert (found.code, found.line) == ("GC014", 6)


def test_a_deal_has_no_talk_that_is_suggested_as_it_opens(result):
    """It is said where that stands."""
    story = (
        STORY.replace("journey: talk", "journey: deal").replace("{side: coachee}", "{side: managers}")
        .replace("{side: coach}", "{side: enablement}").replace("what: said", "what: used")
    )  # fmt: skip
    (found,) = result("{cora: []}", story).findings
    assert (found.code, "only a talk" in found.message) == ("GC012", True)
