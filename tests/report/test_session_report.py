"""A talk as text: its steps, what is asked of whom, why a word was refused, and the summary that goes to all."""

from __future__ import annotations

import dataclasses

import pytest

from gatecoach.coaching import Promise, asks, summary
from gatecoach.report import (
    ask_text,
    people_text,
    refusal_text,
    steps_text,
    suggestions,
    summary_markdown,
    summary_text,
)
from gatecoach.report.session import day_words, step_title


def flat(text):
    """The words of a text without its line breaks."""
    return " ".join(text.split())


@pytest.fixture
def at_the_gap(talk):
    """The talk when it has come to its fourth step."""
    talk.say("preparation-written", "m.lee", "x")
    for by in ("r.diaz", "m.lee"):
        talk.say("fact-told", by, "x")
    talk.say("customer-view-given", "r.diaz", "they wait")
    talk.say("view-played-back", "m.lee", "they wait?")
    return talk


def first_ask(talk):
    """What the talk waits for first."""
    return asks(talk.session, talk.now)[0]


def test_the_people_and_what_it_is_about_come_first(talk):
    """Who coaches whom about which deal."""
    assert flat(people_text(talk.session)) == (
        "Gate review about opportunity 006: Rosa Diaz (coachee), Mina Lee (coach)."
    )


def test_steps_are_done_now_or_to_come(at_the_gap):
    """Each step has its mark, in the author's order."""
    lines = steps_text(at_the_gap.session).splitlines()
    assert lines[:5] == ["[x] Preparation", "[x] Facts", "[x] The customer's view", "[>] The gap", "[ ] Options"]
    assert len(lines) == 8


def test_of_a_closed_talk_every_step_is_done(closed):
    """No step is left open, and the title says that it ended."""
    assert all(line.startswith("[x]") for line in steps_text(closed.session).splitlines())
    assert step_title(closed.session) == "Ended: closed"


def test_the_step_is_counted(at_the_gap):
    """Which step of how many."""
    assert step_title(at_the_gap.session) == "Step 4 of 8: The gap"


def test_an_ask_names_the_person_and_the_gate_it_is_about(at_the_gap):
    """A question about a blocked gate shows the gate by its title."""
    text = ask_text(first_ask(at_the_gap), at_the_gap.session, "m.lee")
    assert text == '[Mina Lee] My question about this gate\n    about the gate "Needs confirmed" of 006\n'


def test_an_ask_shows_the_words_it_answers(at_the_gap):
    """Who answers sees what was said, and by whom."""
    at_the_gap.say("gap-asked", "m.lee", "Who wrote back?")
    text = ask_text(first_ask(at_the_gap), at_the_gap.session, "r.diaz")
    assert text == "[Rosa Diaz] What is missing and why\n    answers Mina Lee: Who wrote back?\n"


def test_a_promise_that_is_answered_is_said_as_a_sentence(planned):
    """An item of fields reads as who, from, by and otherwise, with days in words."""
    text = flat(ask_text(first_ask(planned), planned.session, "r.diaz"))
    assert "answers Rosa Diaz: call Anna, from 5 March 2026, by 9 March 2026, if missed: back to analysis" in text


def test_an_ask_that_answers_nothing_has_one_line(talk):
    """A word of its own needs no quote."""
    assert ask_text(first_ask(talk), talk.session, "m.lee").count("\n") == 1


def test_for_a_blocked_gate_the_next_questions_are_suggested(at_the_gap):
    """Three open questions of that very gate, the first thing that closes it first."""
    found = suggestions(at_the_gap.session, first_ask(at_the_gap), at_the_gap.now)
    assert [each.id for each in found] == ["nc-reply", "nc-who", "nc-wording"]
    assert {each.reason.code for each in found} == {"closes-requirement"}


def test_a_question_that_was_asked_is_not_suggested_again(at_the_gap):
    """What somebody asked in this talk makes room for the next."""
    ask = first_ask(at_the_gap)
    asked = suggestions(at_the_gap.session, ask, at_the_gap.now)[0].ask
    at_the_gap.say("gap-asked", "m.lee", asked)
    assert asked not in [each.ask for each in suggestions(at_the_gap.session, ask, at_the_gap.now)]


def test_nothing_is_suggested_for_other_asks(talk):
    """Suggestions belong to blocked gates only."""
    assert suggestions(talk.session, first_ask(talk), talk.now) == []


@pytest.mark.parametrize(
    ("what", "by", "more", "said"),
    [
        ("commitment", "r.diaz", {"fields": {}}, "It came too early: its step of the talk has not begun."),
        ("preparation-written", "r.diaz", {}, "Rosa Diaz did this, but it has to be an act of the coach side."),
        ("preparation-written", "anna", {}, "anna is not one of the people here, and nobody has vouched for them."),
        ("preparation-written", "m.lee", {"told_by": "r.diaz"}, "Mina Lee has to say this in person; that Rosa Diaz"),
        ("gate-blocked", "m.lee", {}, "This is not asked for in the step Preparation."),
    ],
)
def test_a_refused_word_is_answered_in_plain_words(talk, what, by, more, said):
    """Each refusal says what is wrong, with titles and names."""
    refusal = talk.say(what, by, "x", **more).refusal
    assert flat(refusal_text(refusal, talk.session)).startswith(f"Not recorded: {said}")


def test_a_plan_without_its_dates_is_refused_with_what_is_missing(planned):
    """An incomplete word names the fields."""
    planned.say("plan-confirmed", "r.diaz", "I do")
    planned.say("plan-confirmed", "m.lee", "I do")
    text = refusal_text(planned.say("follow-up-booked", "m.lee", fields={}).refusal, planned.session)
    assert text == "Not recorded: Not complete: the day of the next talk is missing or cannot be read.\n"


def test_an_answer_with_nothing_or_too_much_to_answer_is_refused(planned):
    """Without a booking there is nothing to accept; with two it has to be said which one."""
    for by in ("r.diaz", "m.lee"):
        planned.say("plan-confirmed", by, "I do")
    nothing = refusal_text(planned.say("follow-up-accepted", "r.diaz", "yes").refusal, planned.session)
    assert nothing == 'Not recorded: There is nothing yet that this could answer ("The next talk is booked").\n'
    for day in ("2026-03-25", "2026-03-26"):
        planned.say("follow-up-booked", "m.lee", fields={"for-day": day})
    which = refusal_text(planned.say("follow-up-accepted", "r.diaz", "yes").refusal, planned.session)
    assert which.startswith("Not recorded: Say which one this answers: follow-up-booked.")
    lost = refusal_text(planned.say("follow-up-accepted", "r.diaz", "yes", answers=["x"]).refusal, planned.session)
    assert lost == "Not recorded: It does not answer what it has to answer (x).\n"


def test_after_the_end_nothing_is_recorded(closed):
    """A word that comes after the end is refused."""
    late = closed.say("fact-told", "m.lee", "x").refusal
    ended = "Not recorded: This talk has ended (closed); nothing more can be recorded.\n"
    assert refusal_text(late, closed.session) == ended


def test_an_end_behind_a_gate_and_an_end_without_a_reason_are_refused(talk):
    """The way to the end, or the reason for leaving early, is asked for."""
    gated = talk.session.end("closed", by="m.lee", at=talk.now, reason="x").refusal
    assert refusal_text(gated, talk.session) == (
        "Not recorded: closed is reached only by doing what its gate asks for.\n"
    )
    bare = talk.session.end("stopped", by="m.lee", at=talk.now, reason=" ").refusal
    assert refusal_text(bare, talk.session) == "Not recorded: Say why: ending early or going back needs a reason.\n"


def test_the_summary_says_who_does_what_by_when_and_otherwise(closed):
    """Everything that was agreed, with the next date."""
    assert summary_text(summary(closed.session)).splitlines() == [
        "Gate review about 006, 4 March 2026 (closed)",
        "To: Rosa Diaz and Mina Lee",
        "",
        "  Rosa Diaz: call Anna",
        "    from      5 March 2026",
        "    by        9 March 2026",
        "    if missed back to analysis",
        "",
        "Next talk: 14 March 2026",
    ]


def test_a_talk_that_is_not_closed_says_so(talk):
    """Nothing promised, nothing booked, not closed."""
    text = summary_text(summary(talk.session))
    assert "(not closed)" in text
    assert "Nothing was promised." in text
    assert text.endswith("No next talk is booked.\n")


def test_the_summary_as_markdown_is_a_table(closed):
    """The same facts, ready to be sent."""
    lines = summary_markdown(summary(closed.session)).splitlines()
    assert lines[0] == "# Gate review about 006"
    assert lines[4:7] == [
        "| Who | Does what | From | By | If it is missed |",
        "|---|---|---|---|---|",
        "| Rosa Diaz | call Anna | 5 March 2026 | 9 March 2026 | back to analysis |",
    ]
    assert lines[-1] == "**Next talk: 14 March 2026**"


def test_words_of_people_cannot_break_the_table(closed):
    """Pipes, tags and line breaks in a promise are text."""
    promise = Promise("Rosa", "a | b\n<b>c</b> `d`", "2026-03-05", "soon", "*")
    text = summary_markdown(dataclasses.replace(summary(closed.session), promises=(promise,)))
    assert r"| Rosa | a \| b \<b\>c\</b\> \`d\` | 5 March 2026 | soon | \* |" in text.splitlines()


def test_markdown_without_promises_says_so(talk):
    """No empty table."""
    text = summary_markdown(summary(talk.session))
    assert "|" not in text
    assert "Nothing was promised." in text
    assert text.endswith("No next talk is booked.\n")


def test_a_text_that_is_no_day_stays():
    """Only days are said in words."""
    assert day_words("2026-03-09") == "9 March 2026"
    assert day_words("next week") == "next week"


@pytest.mark.parametrize("width", [40, 60, 100])
def test_everything_about_a_talk_fits_its_width(closed, width):
    """Steps, people and the summary."""
    session = closed.session
    texts = [steps_text(session, width=width), people_text(session, width=width)]
    texts += [summary_text(summary(closed.session), width=width)]
    assert [line for text in texts for line in text.splitlines() if len(line) > width] == []
