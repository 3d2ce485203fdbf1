"""What a talk at a keyboard shows as it opens, and what it says of itself as it closes."""

from __future__ import annotations

import json

import pytest
from cli.small_deal import AGREED, AIM, BOOKED, EXPLAINED, OPENED, OPTIONS, PLAN

AT = "2026-03-04T12:00:00+01:00"
BOTH = ("--as", "m.lee", "--as", "r.diaz")
ALONE = ("--as", "m.lee", "--with", "r.diaz")
PURPOSE = ["Organisation: We exist", "Team: We find out", "Customer: They decide"]
FIRST = "for the first time"
THOUGHT = [word for each in range(5) for word in ("yes", f"Reason {each}")]
REST = [*AIM, "preparing-calls", *PLAN, *AGREED, *BOOKED]
ASKED = [*OPENED, *EXPLAINED, *OPTIONS, *REST]
TOLD = [
    *OPENED[:-1],
    "She has not read it.",
    "Tell me why.",
    "Only Bo.",
    "Call her.",
    "I call her.",
    "I write.",
    *REST,
]
WARNING = "Ask more than you tell: in this talk the coach asked 0 and told 2."


@pytest.fixture
def talk(folder, run):
    """A function: hold a talk about the deal 006A under the framework `b2b`."""
    crm = (folder / "deal/crm.json").read_text(encoding="utf-8")
    (folder / "deal/crm.json").write_text(crm.replace("Solution Fit", "Discovery"), encoding="utf-8")

    def held(kind, *words, answers=()):
        place = ("--framework", "b2b", "--journey", "opportunity", "--data", "deal", "--at", AT)
        return run("coach", kind, "006A", *words, *place, answers=answers)

    return held


def flat(text):
    """The words of a text without its line breaks."""
    return " ".join(text.split())


def levels(done):
    """The levels of the purpose that were shown."""
    return [each for each in PURPOSE if each in flat(done.out)]


@pytest.mark.requirement("A15")
@pytest.mark.parametrize("columns", [40, 80])
def test_the_purpose_is_in_sight_when_a_talk_opens(talk, monkeypatch, columns):
    """Behind who takes part and before anybody is asked, in few lines; not again when it goes on."""
    monkeypatch.setenv("COLUMNS", str(columns))
    begun = talk("gate-review", *BOTH, answers=OPENED[:2])
    assert levels(begun) == PURPOSE
    people, orders = begun.out.index("Organisation:"), begun.out.index('Type "close"')
    shown = begun.out[people:orders].splitlines()
    assert len(shown) <= 320 // columns
    assert max(map(len, shown)) <= columns
    assert levels(talk("gate-review", *BOTH, "--resume", answers=OPENED[2:])) == []


@pytest.mark.requirement("A18")
def test_who_coaches_for_the_first_time_is_told_of_the_talk_to_hold_before(talk):
    """Nothing is stopped; who has answered the five questions is not told again."""
    first = talk("gate-review", *ALONE, answers=OPENED[:1])
    assert f'You are the coach of a talk {FIRST}: "Readiness to coach" (readiness)' in flat(first.out)
    assert "[Mina Lee] What I want to learn" in first.out
    assert FIRST not in talk("skills-coaching", *ALONE).out


@pytest.mark.requirement("A18")
def test_who_has_answered_the_questions_is_not_told_of_them(talk):
    """Nor while answering them."""
    done = talk("readiness", "--as", "m.lee", answers=THOUGHT)
    assert (done.code, FIRST in done.out) == (0, False)
    assert FIRST not in talk("gate-review", *ALONE).out


@pytest.mark.requirement("A18")
def test_nobody_else_learns_that_somebody_coaches_for_the_first_time(talk):
    """Neither who goes on with the talk nor who reads the result; the coach is told until somebody has spoken."""
    result = talk("gate-review", *ALONE, "--format", "json")
    assert (FIRST in flat(result.err), "readiness" in result.out) == (True, False)
    other = talk("gate-review", "--as", "r.diaz", "--resume")
    assert FIRST not in other.out + other.err
    assert FIRST in talk("gate-review", "--as", "m.lee", "--resume").out


@pytest.mark.requirement("A18")
def test_at_one_keyboard_nothing_is_suggested(talk):
    """Everybody there would read it."""
    assert FIRST not in talk("gate-review", *BOTH).out


def test_what_nobody_told_is_not_passed_over_silently(talk, folder):
    """It is said which row it is and what it lacks; the talk goes through the others."""
    rows = "{id: s1, what: style-noted, by: r.diaz, at: 2026-03-02, fields: {person: Anna Vance}}"
    others = rows.replace("s1", "s2, told-by: r.diaz"), rows.replace("s1", "s3, told-by: anna")
    text = "".join(f"  - {each}\n" for each in (rows, *others))
    facts = folder / "deal/facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("evidence:\n", f"evidence:\n{text}"), encoding="utf-8")
    done = talk("style-preparation", *BOTH)
    assert "passed over: style-noted s1: nobody told it; say with `told-by:` who did" in done.err
    assert 'passed over: style-noted s3: "anna" may not tell it' in done.err
    assert "style-noted s2" not in done.err
    assert "[Rosa Diaz]" in done.out


@pytest.mark.requirement("S15")
def test_a_talk_that_told_more_than_it_asked_says_so_as_it_closes(talk):
    """It closes all the same; the summary for everybody does not say it."""
    done = talk("gate-review", *BOTH, answers=TOLD)
    assert done.code == 0, done.out + done.err
    before, _, after = done.out.partition("(closed)")
    assert (WARNING in flat(before), WARNING in flat(after)) == (True, False)


@pytest.mark.requirement("S15")
def test_a_talk_that_asked_more_says_nothing(talk):
    """Three questions, and one thing told."""
    done = talk("gate-review", *BOTH, answers=ASKED)
    assert (done.code, "Ask more" in done.out) == (0, False)


@pytest.mark.requirement("S15")
@pytest.mark.requirement("A15")
def test_a_machine_reads_the_warning_and_the_purpose_in_the_summary(talk):
    """With the numbers."""
    found = json.loads(talk("gate-review", *BOTH, "--format", "json", answers=TOLD).out)["summary"]
    assert found["warnings"] == [
        {"code": "more-told-than-asked", "place": "coach", "params": {"side": "coach", "asked": 0, "told": 2}}
    ]
    assert [*found["purpose"]] == ["organisation", "team", "customer"]
