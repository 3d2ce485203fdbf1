"""Every public read, and what it tells of something private: nothing, not as text and not as a count.

Each read is made in two worlds that differ in private items alone. For whoever may not read them both are the same.
"""

from __future__ import annotations

import dataclasses
import importlib

import pytest
import typer
from helpers import day
from privacy_world import AT, CANARY, FRAMEWORK, GATE, PEOPLE, belief, private, skill, talk

from gatecoach import Evidence, Journal, Person, Session, Subject, facts, next_questions, open_session, replay, standing
from gatecoach.cli.app import app
from gatecoach.coaching import asks, balance, commitments, decide, insights, opener, sayable, suggested, summary
from gatecoach.coaching.events import RECORDED
from gatecoach.coaching.session import after, event_of
from gatecoach.decision import Decision
from gatecoach.errors import SessionError
from gatecoach.journal import MemoryJournal, told_talks
from gatecoach.journey import Standing, standings
from gatecoach.missing import smallest, what_if
from gatecoach.report import (
    ask_text,
    decision_text,
    invitation,
    missing_text,
    opener_text,
    people_text,
    refusal_text,
    standing_text,
    steps_text,
    suggestions,
    summary_markdown,
    summary_text,
)

MORE = Evidence(id="a3", what="applied", by="diaz", told_by="diaz", at=day(12))


def said(session, **more):
    """What happens to one more word of the coachee, and which id it is given."""
    step = session.record("promise", by="diaz", at=AT, fields={"what": "More"}, **more)
    return step.events, step.refusal, step.entered


def first_ask(session):
    """The first thing the talk waits for."""
    return asks(session, AT)[0]


def back_to_looking(session):
    """The talk gone back to its first step, where what it is about is answered."""
    return session.back("looking", by="lee", at=AT, reason="Once more").session


def refused(session):
    """What a word that could answer several items is told; those of what the talk is about are listed."""
    return back_to_looking(session).record("looked", by="diaz", at=AT).refusal


def kept(*talks):
    """A journal with these talks."""
    journal = MemoryJournal()
    for each in talks:
        journal.append(each.stream, 0, each.events)
    return journal


def all_of(value):
    """A frozen value with everything below it, as text."""
    return repr(dataclasses.asdict(value)) if dataclasses.is_dataclass(value) else repr(value)


SUBJECT = {
    "decide": lambda it: decide(it, GATE, at=AT).as_dict(),
    "standing": lambda it: standing(it, AT).as_dict(),
    "standings": lambda it: [each.as_dict() for each in standings([it, it], AT)],
    "next_questions": lambda it: [all_of(each) for each in next_questions(standing(it, AT))],
    "what_if": lambda it: what_if(it, "settled", AT, [MORE]).as_dict(),
    "smallest": lambda it: smallest(it, "settled", AT).as_dict(),
    "decision_text": lambda it: decision_text(decide(it, "settled", at=AT), it, name="Asking"),
    "standing_text": lambda it: standing_text(standing(it, AT), name="Asking"),
    "missing_text": lambda it: missing_text(smallest(it, "settled", AT), it),
    "Subject.about": lambda it: it.about,
    "Subject.cast": lambda it: it.cast,
    "Subject.claimed": lambda it: it.claimed,
    "Subject.claims": lambda it: it.claims,
    "Subject.digest": lambda it: it.digest,
    "Subject.facts": lambda it: it.facts,
    "Subject.has_twins": lambda it: it.has_twins,
    "Subject.may_be_read_by": lambda it: it.may_be_read_by("diaz"),
    "Subject.owner": lambda it: it.owner,
    "Subject.people": lambda it: it.people,
    "Subject.person": lambda it: it.person("lee"),
    "Subject.plain": lambda it: it.plain,
    "Subject.read_by": lambda it: it.read_by("diaz"),
    "Subject.seen_by": lambda it: it.seen_by("coachee"),
    "Subject.token": lambda it: it.token._subject,
    "Subject.with_facts": lambda it: it.with_facts([MORE]),
    "Subject.worked_out": lambda it: it.worked_out("digest", lambda: ""),
    "Decision.as_dict": lambda it: decide(it, "settled", at=AT).as_dict(),
    "Decision.from_dict": lambda it: Decision.from_dict(decide(it, GATE, at=AT).as_dict()).as_dict(),
    "Decision.in_language": lambda it: decide(it, GATE, at=AT).in_language("de").as_dict(),
    "Decision.reasons": lambda it: [each.text() + each.text("de") for each in decide(it, GATE, at=AT).reasons],
    "Decision.requirements": lambda it: repr(decide(it, "settled", at=AT).requirements),
    "Decision.tasks": lambda it: repr(decide(it, GATE, at=AT).tasks),
    "Decision.waivers": lambda it: repr(decide(it, GATE, at=AT).waivers),
    "Decision.digest": lambda it: decide(it, GATE, at=AT).digest,
    "Decision.subject": lambda it: decide(it, GATE, at=AT).subject,
    "Decision.token": lambda it: decide(it, GATE, at=AT).token._subject,
    **{
        f"Decision.{name}": lambda it, name=name: getattr(decide(it, GATE, at=AT), name)
        for name in ("allows_move", "at", "carried", "framework_hash", "gate", "mode", "on_path", "open", "opens",
                     "passes", "title", "without_waivers")
    },
    "Standing.as_dict": lambda it: standing(it, AT).as_dict(),
    "Standing.in_language": lambda it: standing(it, AT).in_language("de").as_dict(),
    **{
        f"Standing.{name}": lambda it, name=name: repr(getattr(standing(it, AT), name))
        for name in ("ahead", "at", "blocked", "claimed", "ended", "findings", "gap", "may_end", "refusals",
                     "signals", "subject", "tasks", "use_cases", "verified", "without_waivers")
    },
    "Standing.decisions": lambda it: [each.as_dict() for each in standing(it, AT).decisions.values()],
}  # fmt: skip
"""Reads of a subject, each made of what `read_by` gives."""
PLAIN = [name for name in SUBJECT if name.startswith(("Subject.", "Standing.", "standing", "next"))]
"""Those that name no gate of that journey."""
TALK = {
    "open_session": lambda it: open_session(
        FRAMEWORK, "review", about=it.subject.about, coach="lee", coachee="diaz", at=day(10)
    ),
    "replay": lambda it: replay(FRAMEWORK, it.events, about=it.subject.about),
    "asks": lambda it: [asks(it, AT), asks(back_to_looking(it), AT)],
    "sayable": lambda it: [sayable(it, AT), sayable(back_to_looking(it), AT)],
    "summary": lambda it: all_of(summary(it)),
    "summary_text": lambda it: [summary_text(summary(it), language=each) for each in ("en", "de")],
    "summary_markdown": lambda it: [summary_markdown(summary(it), language=each) for each in ("en", "de")],
    "invitation": lambda it: repr(invitation(booked(it), AT)),
    "Invitation": lambda it: invitation(booked(it), AT).ics(),
    "ask_text": lambda it: [ask_text(each, back_to_looking(it), "diaz") for each in asks(back_to_looking(it), AT)],
    "people_text": people_text,
    "balance": lambda it: balance(it.subject),
    "commitments": lambda it: commitments([it], AT),
    "insights": lambda it: insights([it]),
    "suggested": lambda it: [suggested([it], AT, who=each) for each in ("diaz", "kim", "")],
    "told_talks": lambda it: [told_talks(FRAMEWORK, kept(it, belief()), who=each) for each in ("diaz", "kim", "")],
    "opener": lambda it: [opener(it, who=each, earlier=belief().events) for each in ("diaz", "kim", "stone", "")],
    "opener_text": lambda it: opener_text(opener(it, who="diaz", earlier=belief().events)),
    "refusal_text": lambda it: refusal_text(refused(it), it),
    "steps_text": steps_text,
    "suggestions": lambda it: suggestions(it, first_ask(it), AT),
    "Session.back": lambda it: back_to_looking(it).events,
    "Session.closed": lambda it: it.closed,
    "Session.decide": lambda it: it.decide("seen", AT).as_dict(),
    "Session.end": lambda it: it.end("stopped", by="lee", at=AT, reason="So").events,
    "Session.ended": lambda it: it.ended,
    "Session.events": lambda it: it.events,
    "Session.kind": lambda it: it.kind,
    "Session.participants": lambda it: it.participants,
    "Session.progress": lambda it: it.progress,
    "Session.read": lambda it: it.read("promise.6", outcome="vague", quote="more", by="lee", at=AT).refusal,
    "Session.read_by": lambda it: it.read_by("diaz"),
    "Session.record": lambda it: [said(it), refused(it)],
    "Session.revoke": lambda it: it.revoke("promise.6", by="diaz", at=AT).events,
    "Session.step": lambda it: it.step,
    "Session.stream": lambda it: it.stream,
    "Session.subject": lambda it: it.subject,
    "Session.warnings": lambda it: it.warnings,
    "Session.waive": lambda it: it.waive("seen.each", by="lee", reason="So", until=AT.date(), at=AT).refusal,
}
"""Reads of a talk about the subject, each made of the session as it was opened among those who take part."""
HANDS = "a value, which somebody else made"
WRITES = "tells what it was given; no subject goes in"
HOST = "the keeper's own tool: whoever runs it holds the whole file, every private word included"
JUDGED = "tells what `audit` judges, which takes of each deal what everybody may read"
WHOLE = "hands a whole stream to the program around it, which asks `Session.read_by` before it shows it"
MODULES = (
    "gatecoach",
    "gatecoach.coaching",
    "gatecoach.report",
    "gatecoach.missing",
    "gatecoach.journal",
    "gatecoach.scenario",
)
NO_READS = {
    **dict.fromkeys(["Decision", "Event", "Evidence", "Finding", "GatecoachError", "Person", "Question"], HANDS),
    **dict.fromkeys(["Reason", "Session", "Standing", "Statement", "Status", "Subject", "Waiver", "Framework"], HANDS),
    **dict.fromkeys(["Ask", "Exemption", "Promise", "Reading", "Step", "Summary", "Balance", "Opener"], HANDS),
    **dict.fromkeys(["Commitment", "Fate", "Insights", "Suggested", "Told"], HANDS),
    **dict.fromkeys(["Hypothetical", "Smallest", "Way", "Decision.of"], HANDS),
    **dict.fromkeys(["load", "lint", "journey_mermaid", "journey_svg"], "is about what an author wrote"),
    **dict.fromkeys(["events_text", "intake_text"], WRITES),
    **dict.fromkeys(["Journal", "JsonlJournal", "MemoryJournal", "open_journal", "new_stream"], WHOLE),
    **dict.fromkeys(["Journal.read", "Journal.since", "Journal.streams", "Journal.export", "Journal.load"], WHOLE),
    **dict.fromkeys(["Journal.version", "Journal.position", "Journal.append", "Journal.close"], WHOLE),
    **dict.fromkeys(["Journal.verify", "Journal.checkpoint", "Journal.erase", "Journal.scrub"], WHOLE),
    **dict.fromkeys(["Journal.held", "answer", "answers", "keep", "kept_subject", "relevant_to", "retell"], WHOLE),
    **dict.fromkeys(["stream_for", "stream_of"], WHOLE),
    **dict.fromkeys(["Answer", "Held", "Shown", "Taken"], HANDS),
    **dict.fromkeys(["Appended", "Break", "Checkpoint", "Erased", "Kept", "Verification"], HANDS),
    **dict.fromkeys(["Difference", "Result", "check", "run"], "tells an author's own story"),
}  # fmt: skip
"""Public names that read nothing about a subject, each with the reason."""
COMMANDS = {
    "standing": "tests/cli/test_private.py",
    "decide": "tests/cli/test_private.py",
    "coach": "tests/cli/test_private.py",
    "ics": "tests/cli/test_private.py",
    "talks": "tests/cli/test_talks.py",
    "audit": "tests/audit/test_privacy.py",
    "explain": "tests/audit/test_privacy.py",
    **dict.fromkeys(["impact", "priorities", "report pipeline", "trend"], JUDGED),
    **dict.fromkeys(["lint", "schema", "graph", "test", "figures"], "is about what an author wrote"),
    **dict.fromkeys(["intake mail", "intake calendar", "intake crm", "intake events", "intake review"], HOST),
    **dict.fromkeys(["journal verify", "journal checkpoint", "journal export", "journal import"], HOST),
    **dict.fromkeys(["journal erase", "journal scrub", "journal stats", "migrate"], HOST),
}  # fmt: skip
"""Every command: where it is shown to tell nothing, or why it reads nothing private."""


def booked(session):
    """The talk with its next day."""
    return session.record("booked", by="lee", at=AT, fields={"for-day": "2026-05-01"}).session


def public_names():
    """Everything that a program may call or look at."""
    names = {name for each in MODULES for name in importlib.import_module(each).__all__}
    kinds = (Subject, Session, Decision, Standing, Journal)
    return names | {f"{kind.__name__}.{name}" for kind in kinds for name in dir(kind) if name[0] != "_"}


def commands(group, path=()):
    """Every command by its words."""
    for name, each in group.commands.items():
        yield from commands(each, (*path, name)) if hasattr(each, "commands") else [" ".join((*path, name))]


def test_every_public_read_is_listed_here():
    """A new public name is either proved to tell nothing, or said to read nothing."""
    known = {*SUBJECT, *TALK, *NO_READS}
    assert public_names() - known == set()
    assert known - public_names() == set()


def test_every_command_is_listed_here():
    """A new command as well."""
    assert set(commands(typer.main.get_command(app))) == set(COMMANDS)


@pytest.mark.parametrize("name", SUBJECT)
@pytest.mark.parametrize("who", ["diaz", "kim", ""])
def test_a_read_of_a_subject_tells_others_nothing_private(name, who):
    """The coachee, a stranger and everybody: with the doubts of the coach it is the same as without."""
    worlds = [skill(doubted=each) for each in (True, False)]
    seen = [each.read_by(who) if who else each.seen_by() for each in worlds]
    told, plain = map(SUBJECT[name], seen)
    assert told == plain
    assert CANARY not in repr(told)


@pytest.mark.parametrize("name", TALK)
def test_a_read_of_a_talk_tells_others_nothing_private(name):
    """A talk in which not everybody may read the doubts holds none of them, nor counts them."""
    told, plain = (TALK[name](talk(doubted=each)) for each in (True, False))
    assert told == plain
    assert CANARY not in repr(told)


@pytest.mark.parametrize("name", ["Subject.facts", "Subject.digest", "Subject.plain", "Decision.digest"])
def test_who_may_read_it_does(name):
    """For the coach the worlds differ, so that the tests above compare something."""
    told, plain = (SUBJECT[name](skill(doubted=each).read_by("lee")) for each in (True, False))
    assert told != plain
    assert [each in skill(doubted=True).read_by("lee").facts for each in private()] == [True] * 4


def test_without_the_filter_the_reads_would_tell(monkeypatch):
    """What everything passes through is one function; where it lets all pass, so do the reads."""
    monkeypatch.setattr("gatecoach.subject.visible", lambda facts, *_: list(facts))
    worlds = [skill(doubted=each).read_by("diaz") for each in (True, False)]
    telling = {name for name, read in SUBJECT.items() if read(worlds[0]) != read(worlds[1])}
    assert telling >= {"Subject.facts", "Subject.digest", "Decision.digest", "Standing.subject"}
    talks = [talk(doubted=each) for each in (True, False)]
    assert {name for name, read in TALK.items() if read(talks[0]) != read(talks[1])} >= {"Session.subject"}


@pytest.mark.parametrize("who", ["diaz", "kim", "stone", ""])
@pytest.mark.requirement("A18")
def test_of_a_talk_of_the_coach_alone_nobody_else_learns_even_that_it_was_held(who):
    """Also not another coach: private to its coach is private to the one who took part."""
    session = belief()
    assert session.read_by(who) is None
    assert CANARY not in repr(session.subject.read_by(who).facts)
    assert session.subject.read_by(who).people == ()
    assert session.read_by("lee") == session


@pytest.mark.requirement("A18")
def test_what_is_suggested_to_the_coach_is_told_to_the_coach_alone():
    """Neither the rep, nor a stranger, nor another coach; no event, no summary and no word of the talk names it."""
    session = talk(doubted=True)
    assert [each.params["talk"] for each in opener(session, who="lee").suggested] == ["belief"]
    assert [opener(session, who=each).suggested for each in ("diaz", "kim", "stone", "")] == [()] * 4
    assert "belief" not in repr([session.events, summary(session), people_text(session), asks(session, AT)])
    assert opener(session, who="lee", earlier=belief().events).suggested == ()


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("side", ["coachee", "managers", ""])
def test_of_a_private_journey_the_other_sides_read_nothing(name, side):
    """Whatever is asked of it, a talk with words in it and one without any look the same."""
    held, read = belief().subject, SUBJECT[name]
    sides = [side] if side else []
    assert read(held.seen_by(*sides)) == read(Subject(FRAMEWORK, "belief", held.id))
    assert CANARY not in repr(read(held.seen_by(*sides))).replace(held.id, "")


def test_nor_whether_its_gate_has_passed():
    """For others it waits for everything; for the coach it has passed."""
    assert belief().decide("close", AT).passes
    assert not decide(belief().subject.read_by("diaz"), "close", at=AT).passes


def test_a_talk_about_a_private_talk_is_as_private_as_that():
    """Whoever did not take part in the first neither opens the second nor reads it."""
    with pytest.raises(SessionError, match='"diaz" may not read what this talk is about'):
        open_session(FRAMEWORK, "review", about=belief(), coach="lee", coachee="diaz", at=AT, people=PEOPLE)
    two = Person(id="stone", side="coach")
    with pytest.raises(SessionError, match='"stone" may not read what this talk is about'):
        open_session(FRAMEWORK, "review", about=belief(), coach="stone", coachee="lee", at=AT, people=[*PEOPLE, two])


def test_a_talk_that_is_read_again_holds_of_what_it_is_about_what_its_people_may_read():
    """Replayed with all that the host has, it is the talk that was opened."""
    session = talk(doubted=True)
    again = replay(FRAMEWORK, session.events, about=skill(doubted=True))
    assert again == session
    assert CANARY not in repr(again)


def test_a_stranger_reads_an_open_talk_about_what_everybody_may_read():
    """Its own words are open, and of the skill the open part."""
    session = talk(doubted=True).read_by("kim")
    assert session is not None
    assert session.events == talk(doubted=False).events
    assert CANARY not in repr(session)


def test_who_reads_a_talk_of_others_reads_of_what_it_is_about_their_own_part():
    """Two coaches talk about the skill, and both may read the doubts; the rep reads their talk without these."""
    stone = Person(id="stone", side="coach")
    about = dataclasses.replace(skill(doubted=True), people=[*PEOPLE, stone])
    session, _ = open_session(FRAMEWORK, "review", about=about, coach="lee", coachee="stone", at=AT)
    assert session.subject.about == (about,)
    assert CANARY not in repr(session.read_by("diaz"))
    assert CANARY not in repr(session.subject.read_by("diaz"))
    assert session.read_by("stone") == session


def test_what_a_host_put_into_a_talk_for_one_side_is_in_no_summary():
    """Neither as a promise nor as what follows from one, nor as a day."""
    before = talk(doubted=False)
    promise = next(each for each in before.subject.facts if getattr(each, "what", "") == "promise")
    more = private()[0].model_copy(update={"answers": (promise.id,), "at": AT})
    session = after(before, event_of(before, RECORDED, more.as_dict(), "lee", AT))
    assert more in session.subject.facts
    assert summary(session) == dataclasses.replace(summary(before), day=AT.date())


def test_links_to_what_is_hidden_are_gone_and_others_stay():
    """An id that leads nowhere would tell that something is there."""
    seen = {each.id: each for each in skill(doubted=True).read_by("diaz").facts}
    assert seen["o1"].answers == ("a1",)
    assert (seen["x1"].answers, seen["o2"].answers, seen["o2"].replaces) == ((), ("x1",), None)


def test_a_reader_on_one_of_the_sides_is_enough():
    """Who is on two sides reads what either may."""
    hidden = facts.visible(private(), {"doubt": ["coach"]}, "coachee")
    assert (hidden, len(facts.visible(private(), {"doubt": ["coach"]}, "coachee", "coach"))) == ([], 4)
    assert facts.visible(private(), {"doubt": ["coach"]}) == []
    assert len(facts.visible(private(), {})) == 4
