"""A talk in which something is promised is about something, or begins with an activity of the list (A03)."""

from __future__ import annotations

import pytest
from places import findings_of, marked

FRAMEWORK = """\
gatecoach: 1
framework: acme
version: "1"
activities: [asking, listening]
evidence:
  promise: {side: coachee, fields: {does: {type: text}, due: {type: date}}, summary: {does: does, due: due}}
"""
TALK = """\
journey: talk
kind: conversation
sides: [coachee, coach]
stages: {opening: {title: Opening}, planning: {title: Plan}}
ends: {closed: done, stopped: stopped}
evidence:
  skill: {side: coach, fields: {activity: {type: activity}}}
  word: {side: coach}
  skill-seen: {side: coachee, answers: skill}
  heard: {side: coach, answers: promise}
gates:
  opened:
    from: opening
    to: planning
    requires:
      it: {say: "It is about a skill.", coach: skill, coachee: skill-seen}
      more: {say: "A word more.", coach: word, coachee: none, because: "It has not begun."}
  end:
    from: planning
    to: closed
    requires: {near: {say: "They promised something.", coachee: promise, coach: heard}}
"""
OPENED = "coach: skill, coachee: skill-seen}"
PROMISED = "coachee: promise, coach: heard}"
SHORT = """\
  short-cut:
    from: opening
    to: planning
    requires: {it: {say: "They go on.", coachee: %s, coach: word}}
"""
pytestmark = pytest.mark.requirement("A03")


def said(*changes, more="", framework=FRAMEWORK):
    """What is found of this kind after these changes of the talk, each of which stands there once."""
    talk = TALK
    for old, new in changes:
        assert talk.count(old) == 1, old
        talk = talk.replace(old, new)
    files = {"framework.yaml": framework, "talk.yaml": talk + more}
    found = findings_of(files)
    assert {each.severity for each in found} <= {"warning", "note"}, found
    return [each for each in found if each.code == "GC065"]


def test_a_plan_without_a_stage_or_a_skill_is_told_at_its_head():
    """A warning with its next step, at the name of the talk."""
    (found,) = said(("activity: {type: activity}", "activity: {type: text}"))
    assert (found.file, found.severity, marked(found)) == ("acme/talk.yaml", "warning", "talk")
    assert found.message.startswith("people promise something in this talk, and it names no stage and no skill")
    assert (
        found.hint == "say what it is `about`, or let each gate of its first step ask for a field of the type activity"
    )


@pytest.mark.parametrize("about", ["conversation", "person"])
def test_a_talk_about_something_has_its_place(about):
    """Whatever it is about."""
    gone = ("activity: {type: activity}", "activity: {type: text}")
    assert said(gone, ("sides: [coachee, coach]\n", f"sides: [coachee, coach]\nabout: {about}\n")) == []


@pytest.mark.parametrize(
    "clause",
    [
        OPENED,
        "coach: {what: skill, at-least: 2}, coachee: skill-seen}",
        "coach: {all: [skill, word]}, coachee: skill-seen}",
        "coach: word, coachee: skill-seen}",  # what answers it is there with it
    ],
)
def test_an_activity_that_the_first_step_always_asks_for_is_enough(clause):
    """However it is asked for."""
    assert said((OPENED, clause)) == []


@pytest.mark.parametrize(
    "change",
    [
        ("activity: {type: activity}", "activity: {type: activity, optional: true}"),
        (OPENED, "coach: skill, coachee: skill-seen, mode: warn}"),
        (OPENED, "coach: skill, coachee: skill-seen, when: {amount: {at-least: 1}}}"),
        (OPENED, "coach: {what: [skill, word]}, coachee: none, because: So.}"),
        (OPENED, "coach: {any: [skill, word]}, coachee: none, because: So.}"),
        (OPENED, "coach: word, coachee: none, because: So.}"),
        (PROMISED, "coachee: {all: [promise, skill-seen]}, coach: {all: [heard, skill]}}"),
    ],
)
def test_an_activity_that_somebody_may_begin_without_is_not(change):
    """Optional, only warned of, under a condition, one of several, or in a later step alone."""
    changes = [change] if change[0] != PROMISED else [change, (OPENED, "coach: word, coachee: none, because: So.}")]
    with_amount = FRAMEWORK.replace("evidence:", "fields: {amount: {type: number}}\nevidence:")
    assert [marked(each) for each in said(*changes, framework=with_amount)] == ["talk"]


@pytest.mark.parametrize(("asked", "found"), [("skill-seen", []), ("none, because: So", ["talk"])])
def test_every_way_out_of_the_first_step_names_it(asked, found):
    """One way around it is enough to begin without."""
    assert [marked(each) for each in said(more=SHORT % asked)] == found


@pytest.mark.parametrize("gone", [", due: due}", "does: does, "])
def test_a_talk_without_a_promise_needs_neither(gone):
    """What is not done by a day is no promise."""
    framework = FRAMEWORK.replace(gone, "}" if gone.startswith(",") else "")
    assert framework != FRAMEWORK
    assert said((OPENED, "coach: word, coachee: none, because: So.}"), framework=framework) == []


def test_what_answers_a_promise_asks_for_it_too():
    """No side is asked for the promise by name, and somebody has to make it."""
    only = (PROMISED, "coach: heard, coachee: none, because: So.}")
    begun = (OPENED, "coach: word, coachee: none, because: So.}")
    assert [marked(each) for each in said(only, begun)] == ["talk"]
