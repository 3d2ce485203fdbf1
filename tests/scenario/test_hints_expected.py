"""What a talk keeps and warns of is expected under `hints`, one by one and at its own moment."""

from __future__ import annotations

import pytest

from gatecoach.errors import DefinitionError
from gatecoach.framework import scenarios
from gatecoach.scenario import run

FRAMEWORK = """\
gatecoach: 1
framework: acme
version: "1"
evidence:
  promise:
    side: coachee
    fields:
      does: {type: text, example: Call Anna, results: [close]}
      also: {type: text, optional: true, results: [close]}
"""
TALK = """\
journey: talk
kind: conversation
sides: [coachee, coach]
stages: {promising: {}}
ends: {closed: done}
evidence: {accepted: {side: coach, answers: promise}}
gates: {promised: {from: promising, to: closed, requires: {one: {say: "One.", coachee: promise, coach: accepted}}}}
"""
STORY = """\
scenario: who promises a result is told so
journey: talk
people: {carl: {side: coachee}, cora: {side: coach}}
at: 2026-04-10
given:
  - {id: p1, day: 2026-04-09, what: promise, by: carl, fields: {does: Close 3 deals}}
  - {id: p2, day: 2026-04-09, what: promise, by: carl, fields: {does: Call Bo}}
expect: {step: promising, HINTS}
then:
  - at: 2026-04-10
    given: [{id: p3, day: 2026-04-10, what: promise, by: carl, fields: {does: Call Anna}}]
    expect: {step: promising, LATER}
"""
BOTH = ("hints: {p1: result-not-activity}", "hints: {p3: copied-example}")


@pytest.fixture
def result(tmp_path):
    """Run the story with these two expectations."""

    def running(first, later, said="Call Anna"):
        (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
        (tmp_path / "talk.yaml").write_text(TALK, encoding="utf-8")
        (tmp_path / "scenarios").mkdir(exist_ok=True)
        text = STORY.replace(", HINTS", f", {first}" if first else "").replace(", LATER", f", {later}" if later else "")
        text = text.replace("{does: Call Anna}", f"{{does: {said}}}")
        (tmp_path / "scenarios/result.yaml").write_text(text, encoding="utf-8")
        framework, ((document, file),) = scenarios(tmp_path)
        return run(framework, document, file)

    return running


def test_what_is_warned_of_is_as_expected(result):
    """Each at the moment at which it was said."""
    assert result(*BOTH).holds


@pytest.mark.parametrize(
    ("first", "later", "difference"),
    [
        ("", BOTH[1], ("hints.p1", "no hints", "result-not-activity")),
        ("hints: {p1: copied-example}", BOTH[1], ("hints.p1", "copied-example", "result-not-activity")),
        (f"{BOTH[0][:-1]}, p2: copied-example}}", BOTH[1], ("hints.p2", "copied-example", "no hints")),
        (BOTH[0], "", ("then.0.hints.p3", "no hints", "copied-example")),
    ],
)
def test_a_hint_more_or_less_is_a_difference(result, first, later, difference):
    """Also one that nobody expected: a story is told whole."""
    (each,) = result(first, later).differences
    assert (each.place, each.expected, each.found) == difference


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("[result-not-activity, copied-example]", None),
        ("[copied-example, result-not-activity]", None),
        ("copied-example", "copied-example, result-not-activity"),
    ],
)
def test_of_a_word_that_is_warned_of_twice_both_are_expected(result, expected, found):
    """In whatever order; one of them alone is not all."""
    differences = result(BOTH[0], f"hints: {{p3: {expected}}}", "Call Anna, also: Close 3 deals").differences
    assert [each.found for each in differences] == [found] * (found is not None)


def test_a_hint_names_a_row_of_the_story(result):
    """A row that is not there is a finding, and the story never holds."""
    (found,) = result("hints: {p9: copied-example}", BOTH[1]).findings
    assert (found.code, found.line) == ("GC014", 8)


def test_a_hint_is_one_of_the_known_reasons(result):
    """What is misspelt keeps the place from being read."""
    with pytest.raises(DefinitionError, match='did you mean "copied-example"'):
        result("hints: {p1: copied-exmple}", BOTH[1])
