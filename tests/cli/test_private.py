"""What is private to some is not on anybody's screen: no command that shows a deal or a talk tells that it is there."""

from __future__ import annotations

import pytest

from gatecoach.journal import open_journal

CANARY = "canary"
FILES = {
    "framework.yaml": """\
gatecoach: 1
framework: quiet
version: "1"
phases: {looking: {}, choosing: {}}
roles: {customer: {key: {}}, seller: {rep: {}, manager: {}}}
evidence:
  note: {side: seller, private-to: [seller], outcomes: {for: [good], against: [bad]}, fields: {about: {type: text}}}
""",
    "deal.yaml": """\
journey: deal
sides: [customer, seller]
stages: {first: {phase: looking}, second: {phase: choosing}}
ends: {won: won}
evidence: {offer: {side: seller}, reply: {side: customer, answers: offer}}
gates:
  go: {from: first, to: second, requires: {it: {say: "They replied.", seller: offer, customer: reply}}}
  end: {from: second, to: won, requires: {it: {say: "They replied again.", seller: offer, customer: reply}}}
""",
    "private-deal.yaml": """\
journey: private-deal
sides: [customer, seller]
private-to: [seller]
stages: {first: {phase: looking}, second: {phase: choosing}}
evidence: {ask: {side: seller}, told: {side: customer, answers: ask}}
gates: {go: {from: first, to: second, requires: {it: {say: "They told.", seller: ask, customer: told}}}}
""",
    "alone.yaml": """\
journey: alone
title: Alone
kind: conversation
sides: [coachee, coach]
about: deal
private-to: [coach]
stages: {only: {title: Only}}
ends: {closed: done, stopped: stopped}
evidence:
  thought: {side: coach, private-to: [coach]}
  next: {side: coach, private-to: [coach], fields: {day: {type: date}}, summary: {next: day}}
gates:
  close:
    from: only
    to: closed
    requires:
      it: {say: "It was thought.", coach: {all: [thought, next]}, coachee: none, because: "It is the coach's."}
""",
    "word.yaml": """\
journey: word
title: Word
kind: conversation
sides: [coachee, coach]
about: deal
stages: {only: {title: Only}}
ends: {closed: done, stopped: stopped}
evidence: {said: {side: coachee}, booked: {side: coach, fields: {day: {type: date}}, summary: {next: day}}}
gates: {close: {from: only, to: closed, requires: {it: {say: "Said.", coachee: said, coach: booked}}}}
""",
    "after.yaml": """\
journey: after
title: After
kind: conversation
sides: [coachee, coach]
about: conversation
stages: {only: {title: Only}}
ends: {closed: done, stopped: stopped}
evidence: {seen: {side: coachee}, heard: {side: coach, answers: seen}}
gates: {close: {from: only, to: closed, requires: {it: {say: "Seen.", coachee: seen, coach: heard}}}}
""",
}
PEOPLE = """\
people:
  anna: {side: customer, roles: [key]}
  r.diaz: {side: seller, name: Rosa Diaz, roles: [rep], addresses: [rosa@line.example]}
  m.lee: {side: seller, name: Mina Lee, roles: [manager], addresses: [mina@line.example]}
  t.stone: {side: seller, name: Tom Stone, roles: [manager], addresses: [tom@line.example]}
"""
OPEN = """\
evidence:
  - {id: o1, what: offer, by: r.diaz, at: 2026-03-01, source: mail}
"""
NOTES = """\
  - {id: canary-1, what: note, by: r.diaz, at: 2026-03-01, source: mail, text: canary, fields: {about: canary}}
  - {id: canary-2, what: note, by: r.diaz, at: 2026-03-02, source: mail, answers: canary-1, fields: {about: canary}}
statements:
  - {id: canary-3, about: canary-1, outcome: bda, quote: canary, by: r.diaz, at: 2026-03-02}
"""
AT = ("--at", "2026-03-04T12:00:00+01:00", "--framework", "quiet", "--journey", "deal")
BOTH = ("--as", "m.lee", "--as", "r.diaz", "--coachee", "r.diaz")


@pytest.fixture
def place(folder):
    """The framework, and two sets of data that differ in private notes alone."""
    (folder / "quiet").mkdir()
    for name, text in FILES.items():
        (folder / "quiet" / name).write_text(text, encoding="utf-8")
    for name, text in (("with", OPEN + NOTES), ("without", OPEN)):
        (folder / name).mkdir()
        (folder / name / "people.yaml").write_text(PEOPLE, encoding="utf-8")
        (folder / name / "facts.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ("standing", "1"),
        ("standing", "1", "--format", "json"),
        ("decide", "1", "go"),
        ("decide", "1", "go", "--missing"),
        ("decide", "1", "end", "--missing", "--format", "json"),
    ],
    ids=" ".join,
)
def test_a_deal_with_private_notes_looks_like_one_without(place, run, command):
    """Not in the result and not in a remark beside it: no text, no id, no number."""
    told, plain = (run(*command, *AT, "--data", data, "--channel", "mail=mail") for data in ("with", "without"))
    assert told == plain
    assert told.code == 0
    assert CANARY not in told.out + told.err


@pytest.mark.parametrize("command", [("standing", "1"), ("decide", "1", "go")], ids=" ".join)
def test_a_journey_that_is_private_is_not_shown(place, run, command):
    """It is said for whom it is, and how they read it."""
    done = run(*command, *AT[:4], "--journey", "private-deal", "--data", "with")
    assert done.code == 2
    assert 'the journey "private-deal" is private to seller' in done.err
    assert "read_by" in done.err


@pytest.fixture
def held(place, run):
    """A function: hold a talk about the deal, with these answers."""
    return lambda kind, *words, answers=(): run("coach", kind, "1", *words, *AT, "--data", "without", answers=answers)


@pytest.fixture
def thought(held):
    """The same, after Mina held a talk with herself alone, and another is still open."""
    assert held("alone", "--as", "m.lee", answers=[CANARY, "2026-03-12"]).code == 0
    assert held("alone", "--as", "m.lee", answers=[f"{CANARY} again"]).code == 130
    return held


def test_a_talk_of_one_coach_is_nothing_for_another(thought):
    """Tom begins his own, and is not told that one is open; nor does he find it to go on with."""
    mine = thought("alone", "--as", "t.stone", answers=["My own", "2026-03-12"])
    assert mine.code == 0
    assert "m.lee" not in mine.out + mine.err
    resumed = thought("alone", "--as", "t.stone", "--resume")
    assert (resumed.code, "no open" in resumed.err) == (2, True)
    assert thought("alone", "--as", "m.lee").err.count("is still open") == 1


def test_a_talk_after_another_is_about_the_newest_one_that_all_may_read(thought):
    """Mina's own is newer than none: before an open talk was held there is nothing to be about."""
    early = thought("after", *BOTH)
    assert "none about 1 has ended in this journal" in early.err
    assert thought("word", *BOTH, answers=["A word", "2026-03-13"]).code == 0
    done = thought("after", *BOTH, answers=["I saw it", "I heard it"])
    assert done.code == 0
    assert "about the word of" in done.err
    assert all(CANARY not in each.out + each.err for each in (early, done))


def test_a_private_talk_is_not_named_to_those_who_may_not_read_it(thought, place):
    """Even by its very name it is not there for them, and no near name is offered."""
    named = _alone(place)
    done = thought("after", *BOTH, "--about", named[0])
    assert f'this journal has no talk "{named[0]}"' in done.err
    near = thought("after", *BOTH, "--about", named[0][:-1])
    assert named[0] not in near.err.replace(named[0][:-1], "", 1)


def test_an_invitation_is_offered_for_open_talks_alone(thought, place, run):
    """The only open one is meant where none is named; a private one is found by whoever knows its name."""
    ics = ("ics", "gatecoach.db", "--framework", "quiet", "--at", AT[1])
    none = run(*ics)
    assert "this journal holds no talk open to everybody" in none.err
    assert _alone(place)[0] not in none.err
    assert thought("word", *BOTH, answers=["A word", "2026-03-13"]).code == 0
    assert "DTSTART;VALUE=DATE:20260313" in run(*ics).out
    private = _alone(place)[0]
    assert private not in run(*ics, private[:-2]).err.replace(private[:-2], "", 1)
    assert run(*ics[:2], private, *ics[2:]).code in (0, 1)


def _alone(place):
    """The streams of the private talks in the journal of that folder."""
    with open_journal(str(place / "gatecoach.db")) as journal:
        opened = [journal.read(each)[0] for each in journal.streams()]
    return [each.stream for each in opened if each.data.get("session") == "alone"]
