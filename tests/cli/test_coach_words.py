"""At the keyboard: how a word is meant, what is waived, and a talk about an earlier one of the same journal."""

from __future__ import annotations

import json

import pytest
from cli.talking_place import FILES, PEOPLE

from gatecoach.coaching import Event
from gatecoach.facts import Person
from gatecoach.framework import load
from gatecoach.journal import open_journal

FIRST, LATER = "2026-03-04T12:00:00+01:00", "2026-03-11T12:00:00+01:00"
BOTH = ("--as", "m.lee", "--as", "r.diaz", "--coachee", "r.diaz")
MANAGER = ("--as", "m.lee", "--coachee", "r.diaz", "--with", "r.diaz")
PROMISED = ["I call Anna.", "I come along."]
HEARD = ["You waited for me.", "clarifies", "I was late.", "confirms", "For waiting.", "With a card."]
SETTLED = ["We called.", "You came along."]


def flat(text):
    """The words of a text without its line breaks."""
    return " ".join(text.split())


@pytest.fixture
def talk(folder, run):
    """Hold a talk about the deal 006A under the framework `ours`."""
    (folder / "ours").mkdir()
    for name, text in FILES.items():
        (folder / "ours" / name).write_text(text, encoding="utf-8")
    (folder / "deal/people.yaml").write_text(PEOPLE, encoding="utf-8")
    (folder / "deal/facts.yaml").write_text("evidence: []\n", encoding="utf-8")
    crm = (folder / "deal/crm.json").read_text(encoding="utf-8")
    (folder / "deal/crm.json").write_text(crm.replace("Solution Fit", "second"), encoding="utf-8")
    given = ("--framework", "ours", "--journey", "deal", "--data", "deal")

    def held(kind, *words, at=LATER, answers=()):
        return run("coach", kind, "006A", *given, "--at", at, *words, answers=answers)

    return held


@pytest.fixture
def after_promises(talk):
    """The same, when a talk was held a week before in which both promised something."""
    assert talk("promises", *BOTH, at=FIRST, answers=PROMISED).code == 0
    return talk


def events_of(kept, kind):
    """The events of the only talk of a kind."""
    (events,) = (each for each in kept().values() if each[0].data["session"] == kind)
    return events


def kinds(kept, kind):
    """The kinds of events of the only talk of a kind."""
    return [each.kind for each in events_of(kept, kind)]


def test_a_talk_about_a_talk_takes_the_newest_one_that_has_ended(after_promises, kept):
    """It says which one, goes through what was promised there, and closes."""
    done = after_promises("again", *BOTH, answers=[*HEARD, *SETTLED])
    assert done.code == 0
    first, again = (events_of(kept, kind)[0].stream for kind in ("promises", "again"))
    assert f"about the promises of 4 March 2026, 11:00: {first}" in done.err
    assert kept()[again][0].data["about"] == [{"journey": "promises", "id": first}]
    about = f"Never again about the promises of 4 March 2026 ({first})"
    assert f"{about}: Rosa Diaz (coachee), Mina Lee (coach)." in flat(done.out)
    assert f"{about}, 11 March 2026 (closed)" in flat(done.out)
    assert "answers Rosa Diaz: I call Anna." in done.out


def test_a_word_that_has_to_be_read_is_asked_how_it_is_meant(after_promises, kept):
    """In the words of the type; what cannot be read is asked for again; kept with the word."""
    done = after_promises("again", *BOTH, answers=["You waited.", "maybe", "clarifies"])
    assert done.out.count("How do you mean it: confirms, clarifies or rejects > ") == 2
    assert "Please write one of: confirms, clarifies, rejects." in done.out
    assert kinds(kept, "again") == ["session-opened", "evidence-recorded", "statement-made"]


def test_a_no_is_kept_and_said_not_to_count(after_promises):
    """Whoever rejects is told what that does, and may speak again."""
    done = after_promises("again", *BOTH, answers=["That is not so.", "rejects"])
    assert "Kept, but it does not count yet: Rosa Diaz did this, but it reads as rejects" in flat(done.out)


def test_a_word_without_its_meaning_is_not_kept(after_promises, kept):
    """The input ends between the two."""
    done = after_promises("again", *BOTH, answers=["You waited."])
    assert done.code == 130
    assert kinds(kept, "again") == ["session-opened"]


def test_that_something_may_be_waived_is_said_only_where_it_may(after_promises):
    """A talk without waivers does not speak of them."""
    assert 'Type "waive: why" to leave out' in flat(after_promises("again", *BOTH).out)
    assert "waive" not in after_promises("promises", *BOTH).out


def test_a_requirement_is_waived_at_the_prompt(after_promises, kept):
    """Which one, until when; the talk goes on with what is still asked for, and the summary says so."""
    said = ["waive: she lost her voice", "1", "2026-03-18", *HEARD[4:], *SETTLED]
    done = after_promises("again", *BOTH, answers=said)
    assert done.code == 0
    assert "1. Each says what was heard." in done.out
    assert "2. The coach thanked." in done.out
    assert "Until which day, at the latest 2026-03-18 > " in done.out
    assert kinds(kept, "again")[:3] == ["session-opened", "waiver-given", "evidence-recorded"]
    waived = "Each says what was heard. (waived by Mina Lee until 18 March 2026: she lost her voice)"
    assert f"Waived: - {waived}" in flat(done.out)


def test_the_only_one_needs_no_number_and_the_reason_is_asked_for(after_promises):
    """`waive` alone is enough to begin."""
    done = after_promises("again", *BOTH, answers=[*HEARD[:4], "waive", "2026-03-12", "No time.", *SETTLED])
    assert done.code == 0
    assert "To waive: The coach thanked." in done.out
    assert "    Why > No time." in done.out
    assert "Which one" not in done.out


@pytest.mark.parametrize(
    "said", [["waive", ""], ["waive", "1", ""], ["waive", "1", "2026-03-18", ""], ["waive: so", "1", ""]]
)
def test_an_empty_answer_waives_nothing(after_promises, kept, said):
    """The question that was open is asked again."""
    done = after_promises("again", *BOTH, answers=[*said, *HEARD, *SETTLED])
    assert done.code == 0
    assert "Nothing was waived." in done.out
    assert "waiver-given" not in kinds(kept, "again")


def test_what_cannot_be_read_is_asked_for_again(after_promises):
    """A number that is none, a day that is none."""
    said = ["waive: so", "3", "one", "2", "soon", "2026-03-12", *HEARD[:4], *SETTLED]
    done = after_promises("again", *BOTH, answers=said)
    assert done.code == 0
    assert flat(done.out).count("Please write the number of one of them") == 2
    assert done.out.count("Please write a day as YYYY-MM-DD") == 1


@pytest.mark.parametrize(
    ("day", "why"),
    [("2026-03-19", "until 2026-03-19 is longer than allowed"), ("2026-03-10", "ended on 2026-03-10")],
)
def test_a_waiver_that_does_not_hold_is_refused_with_why(after_promises, day, why):
    """And the talk asks the same question again."""
    done = after_promises("again", *BOTH, answers=["waive: so", "1", day, *HEARD, *SETTLED])
    assert done.code == 0
    assert flat(done.out).count(why) == 1


def test_only_who_may_waive_does(after_promises):
    """The rep alone at the keyboard is told so."""
    done = after_promises("again", "--as", "r.diaz", "--coachee", "r.diaz", "--with", "m.lee",
                          answers=["waive: so", "1", "2026-03-12"])  # fmt: skip
    said = 'The waiver of "Each says what was heard" does not hold: Rosa Diaz held no role that may waive it.'
    assert f"Not recorded: {said}" in flat(done.out)


def test_a_step_in_which_nothing_may_be_waived_says_so(after_promises):
    """The last step of this talk has no waivers."""
    done = after_promises("again", *BOTH, answers=[*HEARD, "waive: so", *SETTLED])
    assert done.code == 0
    assert "Nothing in this step may be waived." in done.out


def test_while_others_are_asked_somebody_here_may_still_waive(after_promises, kept):
    """The manager alone waives what the rep was asked for; without a word the turn is left to them."""
    left = after_promises("again", *MANAGER, answers=[*HEARD[2:]])
    assert left.code == 1
    assert "Now it is the turn of Rosa Diaz: What I heard." in left.out
    assert "or waive something here > " in left.out
    assert "gatecoach coach again 006A --as r.diaz" in left.out
    done = after_promises("again", *MANAGER, "--resume", answers=["waive: she lost her voice", "2026-03-12"])
    assert done.code == 1
    assert "Step 2 of 2: Settling" in done.out
    assert kinds(kept, "again")[-1] == "waiver-given"


def test_values_that_were_typed_before_a_waiver_are_said_not_to_be_kept(after_promises, kept):
    """An item that was half written when the step was passed is gone, and that is said."""
    done = after_promises("again", *BOTH, answers=[*HEARD[:5], "waive: so", "2026-03-12", *SETTLED])
    assert done.code == 0
    assert 'Not kept, as it was not finished: "My thanks". Everything said before it is kept.' in flat(done.out)
    assert "thanks" not in [each.data.get("what") for each in events_of(kept, "again")]


def test_the_talk_is_resumed_about_the_same_earlier_one(after_promises, kept):
    """Also when another talk has ended in the meantime."""
    assert after_promises("again", *BOTH, answers=HEARD[:2]).code == 130
    assert after_promises("promises", *BOTH, answers=PROMISED).code == 0
    assert "still open" in after_promises("again", *BOTH).err
    done = after_promises("again", *BOTH, "--resume", answers=[*HEARD[2:], *SETTLED])
    assert done.code == 0
    assert len(kept()) == 3


def test_the_earlier_talk_may_be_named(after_promises, kept):
    """By its name in the journal; the command to go on with names it too."""
    (first,) = kept()
    after_promises("promises", *BOTH, answers=PROMISED)
    done = after_promises("again", *BOTH, "--about", first, answers=HEARD[:2])
    assert f"--about {first}" in done.err
    assert f"Never again about the promises of 4 March 2026 ({first})" in flat(done.out)
    again = after_promises("again", *BOTH, "--about", first, "--resume", answers=[*HEARD[2:], *SETTLED])
    assert again.code == 0


def test_a_talk_about_nothing_is_taken_only_if_it_is_named(after_promises, kept):
    """Nobody can tell whose it is."""
    assert after_promises("chat", *BOTH, answers=["How are you?"]).code == 0
    chat = events_of(kept, "chat")[0].stream
    assert "about the promises of 4 March" in after_promises("again", *BOTH).err
    named = after_promises("again", *BOTH, "--about", chat)
    assert f"Never again about the chat of 11 March 2026 ({chat})" in flat(named.out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("again", *BOTH, "--about", "promises-0"), 'this journal has no talk "promises-0" about 006A'),
        (("self", *BOTH), '"self" is about a person (a journey that says `about: person`), and 006A travels'),
    ],
)
def test_what_a_talk_cannot_be_about_is_said(after_promises, words, said):
    """Exit code 2, and nothing is opened."""
    done = after_promises(*words)
    assert done.code == 2
    assert said in flat(done.err)


def test_a_talk_of_a_kind_that_does_not_fit_is_not_taken(after_promises, kept):
    """The promises are about the deal, not about an earlier talk."""
    (first,) = kept()
    done = after_promises("promises", *BOTH, "--about", first)
    assert done.code == 2
    assert '"promises" is not about a promises' in flat(done.err)
    assert "Leave --about out." in flat(done.err)


def test_without_an_earlier_talk_it_says_what_to_do(talk, kept):
    """One that is still open is none yet."""
    talk("promises", *BOTH, at=FIRST)
    done = talk("again", *BOTH)
    assert done.code == 2
    assert "none about 006A has ended in this journal" in flat(done.err)
    assert "Hold one first, or name its journal with --journal FILE." in flat(done.err)
    assert len(kept()) == 1


def test_talks_about_other_deals_are_left_alone(talk, folder):
    """A journal may hold the talks of many."""
    framework = load(folder / "ours")
    people = [Person(id="m.lee", side="coach"), Person(id="r.diaz", side="coachee")]
    with open_journal(folder / "gatecoach.db") as journal:
        about = [{"journey": "deal", "id": "007"}]
        event = {"framework": {"id": "ours", "version": "1", "hash": framework.hash}, "session": "promises",
                 "people": [each.as_dict() for each in people], "about": about}  # fmt: skip
        first = Event(id="x#1", stream="x", kind="session-opened", at=FIRST, by="m.lee", data=event)
        ended = Event(id="x#2", stream="x", kind="session-ended", at=FIRST, by="m.lee", data={"end": "stopped"})
        journal.append("x", 0, [first, ended])
    assert "none about 006A has ended" in flat(talk("again", *BOTH).err)


def test_as_json_waivers_and_readings_are_in_the_summary(after_promises):
    """For a program, with the rest of the result."""
    said = ["waive: so", "2", "2026-03-12", *HEARD[:4], *SETTLED]
    done = after_promises("again", *BOTH, "--format", "json", answers=said)
    found = json.loads(done.out)["summary"]
    assert [each["what"] for each in found["waived"]] == ["The coach thanked."]
    assert [each["outcome"] for each in found["readings"]] == ["clarifies", "confirms"]
