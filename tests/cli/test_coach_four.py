"""Skills coaching, a difficult conversation, a moment and self-talk at one keyboard, from their start to their end."""

from __future__ import annotations

import pytest

NOW, BETWEEN, REVIEW = "2026-03-09T12:00:00+01:00", "2026-03-12T09:00:00+01:00", "2026-03-16T09:00:00+01:00"
BOTH = ("--as", "m.lee", "--as", "r.diaz")
GOAL = [
    "asking-open-questions", "Three closed questions on 3 March",
    "I ask and answer myself", "I ask and wait", "You want to bear the silence.",
]  # fmt: skip
FOUND = [
    "What happened the last time?", "I filled the pause with a price.",
    "What else could you do?", "Count to five.", "Write the question down.",
]  # fmt: skip
ASKING = "asking-open-questions"
PLAN = [
    ASKING, "Write five questions before each call", "2026-03-10", "2026-03-13", "I do it with you on Friday",
    "I listen more than I talk", "2026-06-30", "Mine.", "I ask you on Friday.",
]  # fmt: skip
BOOKED = ["2026-03-12", "The seconds after each question", "I come along.", "2026-03-18", "I will be there."]
SKILLS = [*GOAL, *FOUND, *PLAN, *BOOKED]
MOMENT = [
    "Do you have five minutes?", "Sure.", "They said no for the third time.", "That hurts.",
    "You won Brightline back from less.", "It is one no of ten.", "You kept calling", "10", "I call her tomorrow.",
]  # fmt: skip
SELF = [
    "What do you tell yourself before you dial?", "I am too junior for them.",
    "What does that do?", "whom-i-dare-to-call", "I call buyers and never the board",
    "What else is true?", "They asked for me by name.",
    "Call one finance director", "2026-03-12", "I will ask you on Friday.",
]  # fmt: skip
PREPARED = [
    "keeping-to-the-method",
    "She answers within a day", "Too much to do", "She may feel watched", "How do you see the last two weeks?",
    "2026-03-08",
]  # fmt: skip
FACT = ["Three mails were open for six days", "2026-03-06", "myself"]
LISTENED = [
    "I gave her two accounts too many.", "I want us to solve it.", "I had the fair as well.", "That is all.",
    "You had more than you could carry.", "That is it.", "Three mails were open.", "That is what I meant.",
]  # fmt: skip
AGREED = [
    "What could help?", "Fixed hours for mail.", "Give one account back.",
    "Mails wait for a week", "Mails are answered within a day", "I want that.", "I want that, too.",
    "Nobody waits for us any more", "2026-06-30",
    "keeping-to-the-method", "Answer mails at ten and at four", "2026-03-10", "2026-03-20", "", "I accept it.",
    "selling-as-a-team", "Take two accounts", "2026-03-10", "2026-03-13", "", "That helps.",
    "2026-03-16", "I will be there.",
]  # fmt: skip
DIFFICULT = [*PREPARED, *FACT, *LISTENED, *AGREED]


def flat(text):
    """The words of a text without its line breaks."""
    return " ".join(text.split())


def heads(done):
    """The steps that were shown, in their order."""
    return [line.split(": ", 1)[1] for line in done.out.splitlines() if line.startswith("Step ")]


@pytest.fixture
def talk(folder, run):
    """Hold a talk among the people of the deal 006A under the framework `b2b`."""
    crm = (folder / "deal/crm.json").read_text(encoding="utf-8")
    (folder / "deal/crm.json").write_text(crm.replace("Solution Fit", "Discovery"), encoding="utf-8")

    def held(kind, answers, *words, at=NOW):
        options = ("--framework", "b2b", "--journey", "opportunity", "--data", "deal", "--at", at)
        return run("coach", kind, "006A", *(words or BOTH), *options, answers=answers)

    return held


def test_a_skills_coaching_ends_with_the_plan_and_the_next_talk(talk):
    """Six steps; the activities are shown to choose from, and the summary has the rep's own words."""
    done = talk("skills-coaching", SKILLS)
    assert done.code == 0
    assert heads(done) == [
        "Preparation", "The goal", "Where it stands", "Options", "The plan", "Practice and next talk",
    ]  # fmt: skip
    assert "One of: preparing-calls, asking-open-questions, paraphrasing," in flat(done.out)
    assert flat(done.out).endswith(
        "Rosa Diaz: Write five questions before each call from 10 March 2026 by 13 March 2026 "
        "if missed I do it with you on Friday Next talk: 18 March 2026"
    )


@pytest.mark.requirement("A20")
@pytest.mark.requirement("S06")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Close 3 deals", 'a result is nothing that one can do: "Close 3 deals". Say what you will do for it.'),
        ("Call her on Monday and ask which of our three points is wrong", "this is the example word for word:"),
        ("Hold a needs review with Anna by Friday", ""),
    ],
)
def test_a_promise_of_a_result_or_of_the_example_is_kept_and_told(talk, kept, words, told):
    """The example is shown before; whoever copies it, or promises a result, reads so at once, and the talk goes on."""
    done = talk("skills-coaching", [*GOAL, *FOUND, ASKING, words, "2026-03-10", "2026-03-13", "I call with you"])
    assert "For example: Call her on Monday and ask which of our three points is wrong" in flat(done.out)
    assert flat(done.out).count("Kept, but") == bool(told)
    assert f"Kept, but {told}" in flat(done.out) or not told
    assert "[Rosa Diaz] Where this shall lead in the long run" in done.out
    (events,) = kept().values()
    assert events[-1].data["fields"]["own-words"] == words


@pytest.mark.requirement("S07")
@pytest.mark.requirement("S09")
def test_a_difficult_conversation_goes_on_after_its_first_day(talk):
    """Eight steps today, a light word in between, and the review: each is gone on with in the same talk."""
    first = talk("difficult", DIFFICULT)
    assert (first.code, heads(first)[-1]) == (130, "Check-in")
    assert len(heads(first)) == 9
    between = talk("difficult", ["How is it going?", "Four days clean."], *BOTH, "--resume", at=BETWEEN)
    assert heads(between) == ["Check-in", "Review"]
    ended = ["celebrate", "I see it, too.", "learn", "True."]
    last = talk("difficult", ended, *BOTH, "--resume", at=REVIEW)
    assert (last.code, heads(last)) == (0, ["Review"])
    assert "Difficult conversation, 16 March 2026 (closed)" in last.out


@pytest.mark.requirement("S07")
def test_hearsay_is_asked_for_again(talk, kept):
    """Whoever names somebody else as who saw it is told what may stand there, and nothing else is kept."""
    done = talk("difficult", [*PREPARED, *FACT[:2], "a colleague", "myself"])
    assert "Please write one of: myself." in done.out
    assert heads(done)[-1] == "My own part"
    (events,) = kept().values()
    assert events[-1].data["fields"]["seen-by"] == "myself"


@pytest.mark.requirement("S07")
def test_while_the_coachee_speaks_nothing_is_asked_of_the_coach(talk):
    """At the coach's own keyboard the talk only says whose turn it is."""
    said = [*PREPARED, *FACT, *LISTENED[:2]]
    done = talk("difficult", said, "--as", "m.lee", "--with", "r.diaz")
    assert done.code == 1
    assert "Now it is the turn of Rosa Diaz: How I see it." in flat(done.out)
    assert done.out.rstrip().endswith("--resume")


@pytest.mark.requirement("A21")
def test_a_moment_of_eleven_minutes_does_not_count_and_one_of_ten_does(talk):
    """It is told why, and asked again; the talk ends without a promise or a next day."""
    done = talk("moment", [*MOMENT[:-2], "11", MOMENT[-3], *MOMENT[-2:]])
    assert done.code == 0
    said = "Mina Lee gave 11 as the length in minutes, but it counts only where the length in minutes is at most 10"
    assert said in flat(done.out)
    assert heads(done) == ["Open", "Listen", "Perspective", "Encourage"]
    assert flat(done.out).endswith("Nothing was promised. No next talk is booked.")


def test_self_talk_ends_with_an_experiment(talk):
    """Four steps; what was said is in no summary."""
    done = talk("self-talk", SELF)
    assert done.code == 0
    assert heads(done) == ["The belief", "What it does", "Another view", "A small experiment"]
    assert "junior" not in done.out.partition("(closed)")[2]
