"""The never conversation at one keyboard: two people, each for themselves, about a promise of a gate review."""

from __future__ import annotations

import pytest
from cli.small_deal import AGREED, AIM, BOOKED, EXPLAINED, OPENED, OPTIONS
from cli.small_deal import PLAN as CALLED

FIRST, LATER = "2026-03-04T12:00:00+01:00", "2026-03-12T09:00:00+01:00"
BOTH = ("--as", "m.lee", "--as", "r.diaz")
ALONE = ("--as", "m.lee", "--with", "r.diaz")
ASKING, TEAM = "asking-open-questions", "selling-as-a-team"
WHOLE = [*OPENED, *EXPLAINED, *OPTIONS, *AIM, ASKING, *CALLED, *AGREED, *BOOKED]
SECOND = ["other", "1", ASKING, "Ask Vera for half an hour", "2026-03-05", "2026-03-10", ""]
"""The rep promises a second thing before the coach accepts the first."""
MISSED = ["Nothing went out by the ninth.", "Yes. I had the quarter to close."]
KNOWN = [
    "I write, and you read it before.", "You write, and I read it by noon.",
    "I write when the quarter lets me", "I write on the day", "You want to write first.",
]  # fmt: skip
PROMISED = [
    "What I say goes out", "2026-06-30",
    ASKING, "Send her our notes", "2026-03-13", "2026-03-13", "",
    TEAM, "Read them by noon", "2026-03-13", "2026-03-13", "",
]  # fmt: skip
FOLLOWS = ["Mina sits beside me", "Fair.", "Yes.", "Rosa sends them unread", "Good.", "Good."]
SENT = ["By mail to both.", "I have it."]
NEXT = ["2026-03-26", "I will be there."]
TALK = "the day of the next talk"
OTHERS = ["Rosa Diaz", "Mina Lee"]
NEVER = [*MISSED, *KNOWN, *PROMISED, *FOLLOWS, *SENT, *NEXT]


def flat(text):
    """The words of a text without its line breaks."""
    return " ".join(text.split())


@pytest.fixture
def talk(folder, run):
    """Hold a talk about the deal 006A, which claims Discovery, under the framework `b2b`."""
    crm = (folder / "deal/crm.json").read_text(encoding="utf-8")
    (folder / "deal/crm.json").write_text(crm.replace("Solution Fit", "Discovery"), encoding="utf-8")

    def held(kind, *words, at=LATER, answers=()):
        options = ("--framework", "b2b", "--journey", "opportunity", "--data", "deal", "--at", at)
        return run("coach", kind, "006A", *words, *options, answers=answers)

    return held


@pytest.fixture
def reviewed(talk):
    """The same, a week after a gate review in which Rosa promised to call Anna."""
    assert talk("gate-review", *BOTH, at=FIRST, answers=WHOLE).code == 0
    return talk


@pytest.fixture
def promised_twice(talk):
    """The same, after a gate review in which she promised two things."""
    said = [*WHOLE[:-5], *SECOND, "1", "I accept it.", "Mine.", "Yes.", "Mine too.", "Yes.", *BOOKED]
    assert talk("gate-review", *BOTH, at=FIRST, answers=said).code == 0
    return talk


def events_of(kept, kind):
    """The events of the only talk of a kind."""
    (events,) = (each for each in kept().values() if each[0].data["session"] == kind)
    return events


@pytest.mark.requirement("S11")
def test_the_whole_conversation_closes_and_tells_everybody_what_was_agreed(reviewed):
    """Six steps in order; then who does what from when to when, what follows, and the next day."""
    done = reviewed("never", *BOTH, answers=NEVER)
    assert done.code == 0
    heads = [line for line in done.out.splitlines() if line.startswith("Step ")]
    assert heads == [
        "Step 1 of 6: The miss", "Step 2 of 6: Understanding", "Step 3 of 6: Commitment", "Step 4 of 6: Consequences",
        "Step 5 of 6: Summary", "Step 6 of 6: Follow-up",
    ]  # fmt: skip
    assert flat(done.out).endswith(
        "12 March 2026 (closed) To: Rosa Diaz and Mina Lee "
        "Rosa Diaz: Send her our notes from 13 March 2026 by 13 March 2026 if missed Mina sits beside me "
        "Mina Lee: Read them by noon from 13 March 2026 by 13 March 2026 if missed Rosa sends them unread "
        "Next talk: 26 March 2026"
    )


def test_it_says_which_talk_it_is_about_and_shows_the_promise(reviewed, kept):
    """By its kind and day, and the promise in the words in which it was made."""
    done = reviewed("never", *BOTH)
    stream = events_of(kept, "gate-review")[0].stream
    about = f"Never conversation about the gate review of 4 March 2026 ({stream})"
    assert flat(done.out).startswith(f"{about}: Rosa Diaz (coachee), Mina Lee (coach). Organisation: ")
    promise = "Call Anna, from 5 March 2026, by 9 March 2026, if missed: Back to analysis"
    assert f"[Mina Lee] This promise was not kept answers Rosa Diaz: {promise} >" in flat(done.out)


@pytest.mark.requirement("S11")
def test_each_confirms_as_themselves(reviewed, kept):
    """Who is asked is who is kept; what needs both is asked of both."""
    done = reviewed("never", *BOTH, answers=NEVER)
    asked = [line[1:].split("]")[0] for line in done.out.splitlines() if line.startswith("[")]
    names = {"m.lee": "Mina Lee", "r.diaz": "Rosa Diaz"}
    said = [each for each in events_of(kept, "never") if each.kind == "evidence-recorded"]
    assert [names[each.by] for each in said] == asked
    for what in ("understanding-confirmed", "commitment"):
        assert {each.by for each in said if each.data["what"] == what} == set(names)
    accepted = [(each.data["answers"], each.by) for each in said if each.data["what"] == "consequence-accepted"]
    assert len({(*answers, by) for answers, by in accepted}) == 4


@pytest.mark.parametrize(("day", "closes"), [("2026-03-18", False), ("2026-03-19", True), ("2026-03-27", False)])
@pytest.mark.requirement("S11")
def test_it_does_not_close_before_the_next_talk_is_booked_for_the_right_day(reviewed, day, closes):
    """Six and fifteen days say why they do not count, and the day is asked for again."""
    done = reviewed("never", *BOTH, answers=[*NEVER[:-2], day, "I will be there."])
    assert (done.code == 0) is closes
    said = f"Mina Lee gave {day} as {TALK}, but it counts only where {TALK} is between 7 days and 14 days later."
    assert (f"Kept, but it does not count yet: {said}" in flat(done.out)) is not closes


@pytest.mark.requirement("S11")
def test_the_coach_may_leave_the_next_talk_out_and_everybody_reads_why(reviewed):
    """It is said first that this may be done, then until when at the latest, and in the end that it was."""
    said = [*NEVER[:-2], "waive: Rosa is abroad until April", "2026-04-11"]
    done = reviewed("never", *BOTH, answers=said)
    assert done.code == 0
    assert "Until which day, at the latest 2026-04-11 > 2026-04-11" in done.out
    assert "(waived by Mina Lee until 11 April 2026: Rosa is abroad until April)" in flat(done.out)
    assert "No next talk is booked." in done.out


@pytest.mark.requirement("S10")
def test_about_a_talk_without_a_promise_it_is_not_opened(talk, kept):
    """What is missing is said, and nothing is kept."""
    assert talk("gate-review", *BOTH, at=FIRST, answers=["stop: fire alarm"]).code == 1
    done = talk("never", *BOTH)
    assert done.code == 2
    assert 'has no "A promise to do something by a day"' in flat(done.err)
    assert "Name another talk with --about TALK." in flat(done.err)
    assert len(kept()) == 1


@pytest.mark.requirement("S10")
def test_of_two_promises_the_coach_says_which_one_was_missed(promised_twice, kept):
    """Both are shown in their words; the one that is chosen is the one the coachee is asked about."""
    done = promised_twice("never", *BOTH, answers=["", "3", "2", *NEVER])
    assert "1. [Mina Lee] This promise was not kept answers Rosa Diaz: Call Anna" in flat(done.out)
    assert "2. [Mina Lee] This promise was not kept answers Rosa Diaz: Ask Vera for half an hour" in flat(done.out)
    assert done.out.count("Please write the number of one of them") == 1
    assert done.code == 0
    missed = next(each for each in events_of(kept, "never") if each.data.get("what") == "commitment-missed")
    promises = [each for each in events_of(kept, "gate-review") if each.data.get("what") == "commitment"]
    assert missed.data["answers"] == [promises[1].data["id"]]


@pytest.mark.requirement("S12")
def test_who_does_not_accept_a_consequence_proposes_another(reviewed, kept):
    """A no is never kept as a yes; the talk goes on with what both accept, and only that is in the summary."""
    until = [*MISSED, *KNOWN, *PROMISED, "No bonus this year", "no"]
    refused = reviewed("never", *BOTH, answers=until)
    assert 'A bare no is not kept as this word. Say what is in the way, or type stop: and why. Type "other" to say' in (
        flat(refused.out)
    )
    more = [
        "other",
        "4",
        "Mina sits beside me",
        "other",
        "1",
        "Fair.",
        "other",
        "1",
        "Yes.",
        *FOLLOWS[3:],
        *SENT,
        *NEXT,
    ]
    done = reviewed("never", *BOTH, "--resume", answers=more)
    assert done.code == 0
    assert "if missed Mina sits beside me" in done.out
    assert "bonus" not in done.out.partition("(closed)")[2]
    assert "No bonus this year" in str([each.data for each in events_of(kept, "never")])


def test_other_shows_what_else_may_be_said_and_an_empty_line_goes_back(reviewed):
    """The question comes again; where nothing else may be said, that is said."""
    done = reviewed("never", *BOTH, answers=["other", *MISSED, *KNOWN, "other", "", *PROMISED])
    assert "Nothing else may be said here by anybody at this keyboard." in done.out
    promises = [f"    {number}. [{who}] A promise to do something by a day\n" for number, who in enumerate(OTHERS, 1)]
    assert f"{''.join(promises)}    Which one > \n" in done.out
    assert "Step 4 of 6" in done.out


def test_somebody_may_think_again_about_what_to_say_first(reviewed, kept):
    """`other` in the middle of what was chosen leads to the next choice, and the last one is kept."""
    said = [*MISSED, *KNOWN, *PROMISED, "No bonus", "other", "4", "other", "1", "It is fair, I think."]
    done = reviewed("never", *BOTH, answers=said)
    assert done.out.count("Which one > ") == 2
    last = events_of(kept, "never")[-1].data
    assert (last["what"], last["by"], last["text"]) == ("consequence-accepted", "r.diaz", "It is fair, I think.")


def test_an_item_that_is_left_for_another_is_said_not_to_be_kept(reviewed, kept):
    """Its first values are gone, and the other one is asked for from its beginning."""
    done = reviewed("never", *BOTH, answers=[*MISSED, *KNOWN, *PROMISED[:3], "other", "1", *PROMISED[7:]])
    assert 'Not kept, as it was not finished: "A promise to do something by a day".' in flat(done.out)
    promises = [each for each in events_of(kept, "never") if each.data.get("what") == "commitment"]
    assert [each.by for each in promises] == ["m.lee"]


@pytest.mark.requirement("S11")
def test_two_people_at_two_keyboards_take_turns(reviewed):
    """Nobody is asked for the other's words; whoever has nothing to say now is told whose turn it is."""
    first = reviewed("never", *ALONE, answers=MISSED[:1])
    assert first.code == 1
    assert "Now it is the turn of Rosa Diaz: Yes, this promise was not kept." in flat(first.out)
    assert "[Rosa Diaz]" not in first.out
    command = first.out.splitlines()[-1].split()
    assert command[:6] == ["gatecoach", "coach", "never", "006A", "--as", "r.diaz"]
    second = reviewed("never", "--as", "r.diaz", "--resume", answers=[*MISSED[1:], KNOWN[0], *KNOWN[2:4]])
    assert second.code == 1
    assert "Now it is the turn of Mina Lee: I know what each of us was to do." in flat(second.out)


@pytest.mark.parametrize("columns", [40, 80])
def test_every_line_fits_and_leaves_room_to_answer(promised_twice, monkeypatch, columns):
    """At 40 columns too: what is shown, what is asked, and what is to be chosen."""
    monkeypatch.setenv("COLUMNS", str(columns))
    said = ["2", MISSED[0], "no", *MISSED[1:], *KNOWN, *PROMISED[:2]]
    said += ["other", "1", *PROMISED[7:], *PROMISED[2:7], *FOLLOWS, *SENT]
    out = promised_twice("never", *BOTH, answers=[*said, "2026-03-18", *NEXT]).out
    assert "(closed)" in out
    assert max(map(len, out.splitlines())) <= columns


@pytest.mark.requirement("A01")
def test_what_keeps_nobody_there_is_left_out_with_an_empty_line(talk):
    """It is not asked for again, and said to be left open as the talk closes."""
    done = talk(
        "gate-review", *BOTH, at=FIRST, answers=["" if each == AIM[0] else each for each in WHOLE if each != AIM[1]]
    )
    assert done.code == 0, done.out + done.err
    assert done.out.count("Press Enter to leave this out.") == 1
    assert done.out.count("Where this shall lead in the long run") == 1
    assert "left open: The rep said where this shall lead in three months or more." in flat(done.out)


def test_whoever_has_begun_it_ends_it(talk):
    """An empty line in place of its day is no day; and behind `other` it means to go on as before."""
    said = WHOLE.index(AIM[0])
    done = talk("gate-review", *BOTH, at=FIRST, answers=[*WHOLE[:said], "other", "", AIM[0], "", *WHOLE[said + 1 :]])
    assert done.code == 0, done.out + done.err
    assert "left open" not in done.out
    assert done.out.count("Press Enter to leave this out.") == 1


def test_an_aim_that_is_too_near_is_told_why(talk):
    """Though it keeps nobody there; it is asked for again, and may be left out then."""
    said = WHOLE.index(AIM[0])
    near = [*WHOLE[: said + 1], "2026-05-01", "", *WHOLE[said + 2 :]]
    done = talk("gate-review", *BOTH, at=FIRST, answers=near)
    assert done.code == 0, done.out + done.err
    assert "it counts only where the day to reach it by is at least 90 days later" in flat(done.out)
    assert done.out.count("Press Enter to leave this out.") == 2
    assert "left open" in done.out


def test_the_number_of_a_question_that_is_offered_stands_for_it(talk, kept):
    """Nobody types it again."""
    gap = WHOLE.index(EXPLAINED[0])
    done = talk("gate-review", *BOTH, at=FIRST, answers=[*WHOLE[:gap], "1", *WHOLE[gap + 1 :]])
    assert done.code == 0, done.out + done.err
    said = [each.data.get("text", "") for each in events_of(kept, "gate-review")]
    assert "1" not in said
    assert sum(each.endswith("?") and each in flat(done.out) for each in said) >= 1


def test_after_a_follow_up_the_never_conversation_is_about_the_talk_with_the_promise(reviewed):
    """The newest talk has nothing that it could be about, and is passed over."""
    said = ["I called her on Thursday.", "learn", "So I saw it, too.", "2026-03-19", "I will be there."]
    assert reviewed("follow-up", *BOTH, answers=said).code == 0
    done = reviewed("never", *BOTH, at="2026-03-13T09:00:00+01:00", answers=["stop: later"])
    assert "about the gate-review of 4 March 2026" in done.err
    assert "nothing-to-say" not in done.err


def test_what_is_private_to_one_side_is_held_alone(talk):
    """Two people at one keyboard would read each other's answers."""
    done = talk("readiness", *BOTH)
    assert (done.code, done.out) == (2, "")
    assert 'the talk "readiness" is private to its coach, and m.lee and r.diaz are here [private-talk]' in done.err
    assert "Hold it alone, with one --as." in done.err
