"""Five talks of `b2b` at a keyboard, from their start to their end: two people, or the coach alone."""

from __future__ import annotations

import pytest
from cli.small_deal import AGREED, AIM, BOOKED, EXPLAINED, OPTIONS, PLAN
from cli.small_deal import OPENED as BEGUN

FIRST, LATER, MUCH_LATER = "2026-03-04T12:00:00+01:00", "2026-03-12T09:00:00+01:00", "2026-04-13T09:00:00+02:00"
BOTH = ("--as", "m.lee", "--as", "r.diaz")
REVIEW = [*BEGUN, *EXPLAINED, *OPTIONS, *AIM, "preparing-calls", *PLAN, *AGREED, *BOOKED]
PLANNED = ["She calls before she writes", "difficult", "Nobody has called since Monday."]
FORESEEN = ["She never picks up", "What did you try then?", "It hurts both of us."]
OPENED = ["What would make it easier to call?"]
READY = ["2026-03-11", "Stone", "2026-03-13"]
PEOPLE = """\
people:
  anna: {side: customer, name: Anna Vance, roles: [key-stakeholder]}
  r.diaz: {side: seller, name: Rosa Diaz, roles: [rep]}
  sana: {side: seller, name: Sana Okoye, roles: [service]}
"""
FACTS = """\
evidence:
  - {id: h1, what: service-contact-introduced, by: r.diaz, at: 2026-03-09, source: mail}
  - {id: h2, what: service-contact-confirmed, by: anna, at: 2026-03-10, source: mail, answers: h1, grade: observed,
     text: Good to know Sana}
  - {id: h3, what: needs-record-passed-on, by: r.diaz, at: 2026-03-09, source: mail,
     fields: {main-value: time-saved, need: Line 3 stands too often}}
  - {id: h4, what: needs-record-confirmed, by: anna, at: 2026-03-10, source: mail, answers: h3, grade: observed,
     text: it is all there}
statements:
  - {id: s1, about: h4, outcome: confirms, quote: it is all there, by: r.diaz, at: 2026-03-10}
"""
HANDED = [
    "time-saved", "Line 3 stands too often", "Two hours a shift", "You want the stops gone, not a new line.",
    "2026-03-11", "She wants one number a week", "2026-03-11", "She wants calm shifts",
    "Here she names you.", "I see it.", "Here she says it is all there.", "All there, she writes.", "confirms",
    "2026-04-13", "I will be there.",
]  # fmt: skip
MONTH = ["2026-04-13", "The night shift knew nothing", "speed-before-cause", "3", "I will name the night shift first."]


def flat(text):
    """The words of a text without its line breaks."""
    return " ".join(text.split())


def heads(done):
    """The steps that were shown, in their order."""
    return [line.split(": ", 1)[1] for line in done.out.splitlines() if line.startswith("Step ")]


def asked(done):
    """Who was asked, in their order."""
    return [line[1:].split("]")[0] for line in done.out.splitlines() if line.startswith("[")]


@pytest.fixture
def talk(folder, run):
    """Hold a talk about the deal 006A, which claims Discovery, under the framework `b2b`."""
    crm = (folder / "deal/crm.json").read_text(encoding="utf-8")
    (folder / "deal/crm.json").write_text(crm.replace("Solution Fit", "Discovery"), encoding="utf-8")
    (folder / "deal/people.yaml").write_text(
        f"{(folder / 'deal/people.yaml').read_text(encoding='utf-8')}"
        "  t.stone: {side: seller, name: Tom Stone, roles: [manager]}\n",
        encoding="utf-8",
    )

    def held(kind, *words, at=LATER, answers=()):
        place = ("--framework", "b2b", "--journey", "opportunity", "--data", "deal", "--at", at)
        return run("coach", kind, "006A", *words, *place, answers=answers)

    return held


@pytest.fixture
def reviewed(talk):
    """The same, a week after a gate review in which Rosa promised to call Anna."""
    done = talk("gate-review", *BOTH, at=FIRST, answers=REVIEW)
    assert done.code == 0, done.out + done.err
    return talk


@pytest.fixture
def handover(folder, run):
    """Hold the talk about a deal that was sold and goes to service."""
    (folder / "sold").mkdir()
    (folder / "sold/people.yaml").write_text(PEOPLE, encoding="utf-8")
    (folder / "sold/facts.yaml").write_text(FACTS, encoding="utf-8")

    def held(*words, at=LATER, answers=()):
        place = ("--framework", "b2b", "--journey", "handover", "--data", "sold", "--channel", "mail=mail", "--at", at)
        seats = ("--as", "sana", "--as", "r.diaz", "--coachee", "r.diaz")
        return run("coach", "handover-talk", "006A", *seats, *words, *place, answers=answers)

    return held


@pytest.mark.requirement("S09")
def test_a_check_in_is_three_words_long(reviewed):
    """The coach asks, the rep tells, the coach notes; nothing is promised and no day is booked."""
    done = reviewed("check-in", *BOTH, answers=["How is it going with Anna?", "She picked up.", "Thank you."])
    assert done.code == 0, done.out + done.err
    assert heads(done) == ["On the way", "Heard"]
    assert asked(done) == ["Mina Lee", "Rosa Diaz", "Mina Lee"]
    assert "Check-in about the gate review of 4 March 2026" in flat(done.out)


@pytest.mark.requirement("S13")
@pytest.mark.parametrize("outcome", ["celebrate", "learn", "consequence"])
def test_a_follow_up_says_of_the_promise_what_came_of_it(reviewed, outcome):
    """In Rosa's words and meant as one of three; Mina agrees, and the next talk is booked."""
    said = ["I called her on Thursday.", outcome, "So I saw it, too.", "2026-03-19", "I will be there."]
    done = reviewed("follow-up", *BOTH, answers=said)
    assert done.code == 0, done.out + done.err
    assert heads(done) == ["What came of it", "The next talk"]
    assert "answers Rosa Diaz: Call Anna" in flat(done.out)
    assert f"read as {outcome} by Rosa Diaz" in flat(done.out)
    assert "Next talk: 19 March 2026" in done.out
    assert ('"Never conversation" (never) is suggested' in flat(done.out)) is (outcome != "celebrate")


@pytest.mark.requirement("S13")
def test_a_follow_up_ends_without_a_next_talk_where_both_say_so(reviewed):
    """The coach says `other` and why none is needed; the rep agrees."""
    said = ["I called her.", "celebrate", "I saw it.", "other", "1", "It is done.", "Fine with me."]
    done = reviewed("follow-up", *BOTH, answers=said)
    assert done.code == 0, done.out + done.err
    assert "No next talk is booked." in done.out


@pytest.mark.requirement("A18")
def test_readiness_is_answered_by_the_coach_alone(talk):
    """Five questions, a yes or a no and what shows it; nobody else is in the talk."""
    answers = [word for number in range(5) for word in ("no" if number % 2 else "yes", f"Reason {number}")]
    done = talk("readiness", "--as", "m.lee", answers=answers)
    assert done.code == 0, done.out + done.err
    assert asked(done) == ["Mina Lee"] * 5
    assert flat(done.out).startswith("Readiness to coach: Mina Lee (coach).")


@pytest.mark.requirement("A18")
def test_four_answers_leave_readiness_open_and_it_goes_on_another_day(talk):
    """What was answered is kept."""
    answers = ["yes", "One", "yes", "Two", "no", "Three", "yes", "Four"]
    done = talk("readiness", "--as", "m.lee", answers=answers)
    assert done.code != 0
    later = talk("readiness", "--as", "m.lee", "--resume", answers=["yes", "Five"])
    assert (later.code, len(asked(later))) == (0, 1)


@pytest.mark.requirement("A18")
def test_nobody_learns_from_the_journal_that_a_coach_looked_inward(talk):
    """Another coach begins their own and is not told of the open one; nobody finds it to go on with, or to be about."""
    begun = talk("readiness", "--as", "m.lee", answers=["yes", "CANARY"])
    assert begun.code != 0
    other = talk("readiness", "--as", "t.stone", answers=["yes", "Mine"])
    assert "m.lee" not in other.err + other.out
    assert "still open" not in other.err
    assert asked(other) == ["Tom Stone"] * 2
    resumed = talk("readiness", "--as", "r.diaz", "--resume")
    assert 'there is no open "readiness" about 006A in this journal' in resumed.err
    named = talk("check-in", *BOTH, "--about", "readiness-000000000000")
    assert "did you mean" not in named.err
    assert all("CANARY" not in each.out + each.err for each in (other, resumed, named))


@pytest.mark.requirement("S02")
def test_a_plan_is_made_by_the_coach_alone_and_rehearsed(talk):
    """Goal, fact, objection, feelings, opening, rehearsal, day."""
    done = talk("pre-call-plan", "--as", "m.lee", answers=[*PLANNED, *FORESEEN, *OPENED, *READY])
    assert done.code == 0, done.out + done.err
    assert heads(done) == ["Goal and facts", "What may come", "The opening", "Rehearsal"]
    assert set(asked(done)) == {"Mina Lee"}


@pytest.mark.requirement("S02")
def test_a_rehearsal_of_tomorrow_does_not_count_yet(talk):
    """It is said why, and asked for again."""
    answers = [*PLANNED, *FORESEEN, *OPENED, "2026-03-13", "Stone", *READY]
    done = talk("pre-call-plan", "--as", "m.lee", answers=answers)
    assert done.code == 0, done.out + done.err
    assert "Kept, but it does not count yet: Mina Lee gave 2026-03-13 as the day of the rehearsal" in flat(done.out)


@pytest.mark.requirement("F16")
@pytest.mark.requirement("A23")
def test_a_handover_talk_goes_from_the_brief_to_the_first_month(handover):
    """The first sitting ends with the booked look; a month later it goes on and closes."""
    first = handover(answers=HANDED)
    assert heads(first) == ["The brief", "With the customer", "The customer's word", "After the first month"]
    assert "answers Anna Vance: Good to know Sana" in flat(first.out)
    done = handover("--resume", at=MUCH_LATER, answers=MONTH)
    assert done.code == 0, done.out + done.err
    assert "(closed)" in done.out


@pytest.mark.requirement("F16")
def test_a_word_of_ones_own_for_the_value_is_asked_for_again(handover):
    """The common vocabulary is shown."""
    done = handover(answers=["synergies", *HANDED])
    assert "Please write one of: time-saved, cost-saved" in flat(done.out)
    assert heads(done)[-1] == "After the first month"
