"""`gatecoach talks`: what is overdue first, what suggests itself, and to whom what is told."""

from __future__ import annotations

import json

import pytest
from coaching.promising import PEOPLE, TEXTS, at, looked, opened, planned, said

from gatecoach import Person
from gatecoach.journal import open_journal

AT = ("--at", "2026-03-12")


@pytest.fixture
def talks(folder, run):
    """Write talks into a journal and run the command on it, under the framework they were opened under."""
    (folder / "small").mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"small/{number}.yaml").write_text(text, encoding="utf-8")

    def running(sessions, *words, when=AT):
        with open_journal(folder / "talks.jsonl") as journal:
            for each in sessions:
                journal.append(each.stream, 0, each.events)
        return run("talks", "talks.jsonl", "--framework", "small", *when, *words)

    return running


def flat(text):
    """A text on one line."""
    return " ".join(text.split())


def year():
    """A promise missed, one overdue, one still to come."""
    first = planned(stream="t1")
    second = planned(stream="t2", who="otto", due="2026-03-09")
    third = said(planned(at(3, 5), due="2026-03-20", stream="t3"), at(3, 5))
    return [first, second, third, looked(first, at(3, 11), "learn", stream="t4")]


@pytest.mark.requirement("F09")
def test_what_is_overdue_stands_first(talks):
    """Then what is still to come, what was missed, and the talks to hold now, each with how it is opened."""
    done = talks(year())
    assert done.code == 0
    assert done.out.splitlines() == [
        "4 talks, as of 12 March 2026",
        "",
        "Overdue (1)",
        "  - otto: Call Anna (by 9 March 2026, 3 days ago; Plan of 2 March 2026)",
        "",
        "Still to come (1)",
        "  - diaz: Call Anna (by 20 March 2026; Plan of 5 March 2026)",
        "",
        "Missed (1)",
        "  - diaz: Call Anna (by 10 March 2026; said on 11 March 2026; Plan of 2 March 2026)",
        "",
        "These talks suggest themselves",
        '  - A promise is overdue (otto: "Call Anna", due 9 March 2026): "Looking back" (look) is suggested.',
        "    open it with --about t2",
        '  - A promise was missed (diaz: "Call Anna", due 10 March 2026): "Never again" (never) is suggested.',
        "    open it with --about t1",
        "",
        "What the coachees found themselves, by coach",
        "  - lee: 3 of 3 (100 %) in 3 talks",
    ]


@pytest.mark.requirement("F09")
def test_as_of_an_earlier_day_nothing_is_overdue(talks):
    """What was said later had not been said."""
    done = talks(year(), when=("--at", "2026-03-04"))
    assert "2 talks" in done.out
    assert "Still to come (2)" in done.out
    assert "Overdue" not in done.out


def test_a_journal_without_talks_says_so(talks, folder):
    """Nothing to do is an answer, too."""
    (folder / "talks.jsonl").touch()
    done = talks([])
    assert (done.code, done.out) == (0, "No talks, as of 12 March 2026\n\nNothing was promised.\n")


@pytest.mark.requirement("A18")
def test_who_coaches_and_never_looked_inward_is_told_alone(talks):
    """Also who sat at one keyboard with the rep when the talk was opened; nobody else is told."""
    told = 'You are the coach of talks and have not held it yet: "Alone" (alone) is suggested.'
    done = talks(year(), "--as", "lee")
    assert "4 talks that lee may read, as of 12 March 2026" in done.out
    assert told in flat(done.out)
    assert '"Alone" (alone) is suggested. open it with --about t1' in flat(done.out)
    for who in ("", "diaz"):
        assert "lone" not in talks([], *(["--as", who] if who else [])).out


@pytest.mark.requirement("A18")
def test_who_has_held_it_is_told_of_it_no_more(talks):
    """Nor does anybody else learn that there was such a talk."""
    first = planned(stream="t1")
    begun = opened("alone", at(3, 3), about=first, coachee=(), stream="inward")
    held = [first, said(begun, at(3, 3), ("thought", "lee"))]
    mine = talks(held, "--as", "lee").out
    assert "2 talks that lee may read" in mine
    assert "not held it yet" not in mine
    others = talks([], "--as", "diaz").out
    assert "1 talk that diaz may read" in others
    assert "inward" not in others


def test_for_machines_it_is_json(talks):
    """Every promise, suggestion and share, with days as days and no number where there is nothing to share."""
    told = json.loads(talks(year(), "--format", "json", "--as", "lee").out)
    assert (told["schema"], told["at"], told["who"]) == (1, "2026-03-12", "lee")
    assert [(each["who"], each["fate"], each["due"], each["settled-in"]) for each in told["promises"]] == [
        ("otto", "overdue", "2026-03-09", ""),
        ("diaz", "missed", "2026-03-10", "t4"),
        ("diaz", "open", "2026-03-20", ""),
    ]
    assert [(each["code"], each["talk"]) for each in told["suggested"]] == [
        ("talk-not-held", "alone"),
        ("promise-overdue", "look"),
        ("promise-missed", "never"),
        ("promise-missed", "alone"),
    ]
    assert told["insights"] == [{"coach": "lee", "talks": 3, "by_coachee": 3, "by_coach": 0, "share": 1.0}]
    assert [each["stream"] for each in told["talks"]] == ["t1", "t2", "t3", "t4"]


def test_people_are_called_by_their_names(talks, monkeypatch):
    """Where the talk knows them."""
    monkeypatch.setattr("coaching.promising.PEOPLE", [Person(id="diaz", side="coachee", name="Rosa Diaz"), *PEOPLE[1:]])
    assert "Rosa Diaz: Call Anna" in talks([planned()], "--as", "diaz").out


def test_whoever_took_part_in_no_talk_is_told_whom_there_is(talks):
    """With the nearest name; nobody of a private talk is named."""
    done = talks(year(), "--as", "diay")
    assert (done.code, done.out) == (2, "")
    assert "[unknown-person]" in done.err
    assert 'did you mean "diaz"' in done.err


def test_a_talk_of_another_version_is_named_and_left_out(talks, folder):
    """On stderr, with why; the others are told."""
    session = planned()
    talks([session])
    text = (folder / "small/0.yaml").read_text(encoding="utf-8")
    (folder / "small/0.yaml").write_text(text.replace('version: "1"', 'version: "2"'), encoding="utf-8")
    done = talks([])
    assert done.code == 0
    assert "left out: plan: the session was opened under small 1" in done.err
    assert "No talks" in done.out


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_it_fits_the_terminal(talks, monkeypatch, columns):
    """No line is longer than the terminal is wide."""
    monkeypatch.setenv("COLUMNS", columns)
    lines = talks(year(), "--as", "lee").out.splitlines()
    assert max(map(len, lines)) <= int(columns)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("none.jsonl",), "no-such-file"),
        (("talks.jsonl", "--framework", "no-such"), "GC017"),
        (("talks.jsonl", "--framework", "small", "--at", "soon"), "bad-time"),
        (("talks.jsonl", "--framework", "small", "--out", "no/file.txt"), "not-written"),
    ],
)
def test_what_cannot_be_done_is_said(talks, run, words, code):
    """As a usage error with its code."""
    talks(year())
    done = run("talks", *words)
    assert (done.code, done.out) == (2, "")
    assert f"[{code}]" in done.err
