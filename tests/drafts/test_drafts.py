"""The drafts on which the language was tried on paper: with few mends they load, and their gates can be decided."""

from __future__ import annotations

import datetime as dt

import pytest
from drafts.laying import DRAFTS, lay_out, mended, mends

from gatecoach.coaching import decide, open_session
from gatecoach.errors import SessionError
from gatecoach.facts import Evidence, Person
from gatecoach.framework import lint, load
from gatecoach.journey import standing
from gatecoach.subject import Subject

pytestmark = pytest.mark.skipif(
    not DRAFTS.is_dir(), reason="the drafts lie outside the repository, in ../shared/examples/language; not there"
)
AT = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=8)
PEOPLE = (
    Person(id="anna", side="customer", roles=["key-stakeholder"]),
    Person(id="diaz", side="seller"),
    Person(id="lee", side="seller"),
)
MENDS = mends()


@pytest.fixture(scope="module")
def b2b(tmp_path_factory):
    """The framework of the drafts."""
    return load(lay_out(tmp_path_factory.mktemp("drafts"), MENDS))


def errors(place):
    """What keeps a place from loading; the drafts have hardly any questions yet, which lint warns of."""
    return [each for each in lint(place) if each.severity == "error"]


def test_the_drafts_load_without_an_error(tmp_path):
    """All drafts as one place, mended, are free of errors; what is left to warn of are gates without questions."""
    place = lay_out(tmp_path, MENDS)
    assert errors(place) == []
    assert {each.code for each in lint(place)} == {"GC051"}


def test_every_mend_is_of_a_draft_that_is_there():
    """No mend waits for a draft that has gone."""
    assert {draft for draft, *_ in MENDS} <= {each.name for each in DRAFTS.glob("*.yaml")}


@pytest.mark.parametrize("left", range(len(MENDS)), ids=[f"{draft}: {old[:40]}" for draft, old, *_ in MENDS])
def test_no_mend_is_made_for_nothing(tmp_path, left):
    """Without any single one of the mends there are errors."""
    assert errors(lay_out(tmp_path, [each for number, each in enumerate(MENDS) if number != left]))


def test_a_mend_is_about_a_text_that_stands_there_once():
    """What is not there, or is there twice, cannot be mended."""
    for text in ("one two one", "two"):
        with pytest.raises(AssertionError, match="stands there"):
            mended(text, [("one", "three", "Why not.")])


def every_decision(subject, at=AT):
    """Every gate of a subject or a talk, decided."""
    course = getattr(subject, "subject", subject).course
    return {gate: decide(subject, gate, at) for gate in course.gates}


def test_a_deal_of_the_draft_opportunity_is_decided(b2b):
    """A new deal passes no gate of it and says why; its standing is at the first stage."""
    deal = Subject(b2b, "opportunity", "d1", owner="diaz", people=PEOPLE, claimed="solution-fit")
    found = every_decision(deal)
    assert [*found] == ["needs-admitted", "needs-confirmed"]
    assert not any(each.passes for each in found.values())
    assert all(each.reasons for each in found.values())
    assert (standing(deal, AT).verified, standing(deal, AT).gap) == ("discovery", 2)


def test_a_skill_of_the_draft_is_seen_step_by_step(b2b):
    """What was shown and tried opens the first gate of a skill; five days of use are asked for by the last."""
    people = [Person(id="diaz", side="coachee"), Person(id="lee", side="coach")]
    skill = Subject(b2b, "skill", "s1", people=people, fields={"skill": "paraphrasing"})
    shown = Evidence(id="e1", what="skill-shown", by="lee", told_by="lee", at=AT)
    tried = Evidence(id="e2", what="skill-practised", by="diaz", told_by="diaz", at=AT)
    skill, refused = skill.with_facts([shown, tried])
    assert refused == ()
    assert {gate: each.passes for gate, each in every_decision(skill).items()} == {
        "practise": True, "apply": False, "own": False,
    }  # fmt: skip


def test_a_difficult_talk_of_the_draft_begins_with_the_coach(b2b):
    """Its first step is over once the coach has prepared and rehearsed."""
    talk, _ = open_session(b2b, "difficult", coach="lee", coachee="diaz", at=AT, people=PEOPLE)
    assert [*every_decision(talk)] == [*b2b.journey("difficult").gates]
    prep = {"goal": "A way", "objections": "No time", "impact": "Less stress", "opening-question": "How is it?"}
    talk = talk.record("prep-written", by="lee", at=AT, fields=prep).session
    assert not decide(talk, "prepared", AT).passes
    talk = talk.record("rehearsed", by="lee", at=AT, fields={"with-whom": "Kim"}).session
    assert {gate for gate, each in every_decision(talk).items() if each.passes} == {"prepared"}
    assert talk.step == "facts"


def said(talk, *words):
    """The talk after these words, each as late as the last: evidence, who, and what more; each must be taken."""
    at = talk.events[-1].at
    for what, by, more in words:
        step = talk.record(what, by=by, at=at, **more)
        assert step.refusal is None, (what, step.refusal)
        talk = step.session
    return talk


def promise(**dates):
    """The fields of a promise."""
    return {"fields": {"activity": "Call Anna", "starts": "2026-04-02", "due": "2026-04-08", **dates}}


@pytest.fixture(scope="module")
def promised(b2b):
    """An earlier talk of the draft `difficult`, in which each of the two promised something."""
    talk, _ = open_session(b2b, "difficult", coach="lee", coachee="diaz", at=AT, people=PEOPLE)
    prep = dict.fromkeys(["goal", "objections", "impact", "opening-question"], "Something")
    return said(
        talk,
        ("prep-written", "lee", {"fields": prep}),
        ("rehearsed", "lee", {"fields": {"with-whom": "Kim"}}),
        ("fact-told", "lee", {"fields": {"seen": "myself", "for-day": "2026-03-30"}}),
        ("own-part-named", "lee", {}),
        ("view-given", "diaz", {}),
        ("played-back", "lee", {}),
        ("play-back-right", "diaz", {}),
        ("option-asked", "lee", {}),
        ("option-named", "diaz", {}),
        ("option-named", "diaz", {}),
        ("plan-written", "diaz", {}),
        ("plan-accepted", "lee", {}),
        ("commitment", "diaz", {**promise(), "id": "theirs"}),
        ("commitment", "lee", {**promise(), "id": "mine"}),
    )


def test_a_difficult_talk_comes_to_a_plan_of_both(promised):
    """With the mend that splits one requirement the steps are gone through as they were meant."""
    assert promised.step == "review-date"


def test_a_follow_up_of_the_draft_settles_the_promises_of_that_talk(b2b, promised):
    """It is about the earlier talk, and goes on only when each promise of it is settled and that is seen."""
    talk, _ = open_session(b2b, "follow-up", about=promised, coach="lee", coachee="diaz", at=LATER, people=PEOPLE)
    assert [*every_decision(talk, LATER)] == ["settled", "booked"]
    done = {"fields": {"as": "celebrate"}}
    talk = said(
        talk,
        ("settled", "diaz", {**done, "answers": ["theirs"], "id": "s1"}),
        ("settled-seen", "lee", {"answers": ["s1"]}),
    )
    assert not decide(talk, "settled", LATER).passes
    talk = said(
        talk,
        ("settled", "diaz", {**done, "answers": ["mine"], "id": "s2"}),
        ("settled-seen", "lee", {"answers": ["s2"]}),
    )
    assert talk.step == "next"
    talk = said(
        talk, ("follow-up-booked", "lee", {"fields": {"for-day": "2026-04-20"}}), ("follow-up-accepted", "diaz", {})
    )
    assert talk.closed


def test_a_never_talk_of_the_draft_ends_with_the_next_one_booked(b2b, promised):
    """About a promise that was missed: both say so, both promise, all accept what follows, and the next day is set."""
    talk, _ = open_session(b2b, "never", about=promised, coach="lee", coachee="diaz", at=LATER, people=PEOPLE)
    assert [*every_decision(talk, LATER)] == [*b2b.journey("never").gates]
    missed = {"answers": ["theirs"]}
    talk = said(talk, ("commitment-missed", "lee", missed), ("commitment-missed", "diaz", missed))
    talk = said(talk, ("understanding-confirmed", "lee", {}), ("understanding-confirmed", "diaz", {}))
    talk = said(
        talk, ("commitment", "diaz", {**promise(), "id": "c1"}), ("commitment", "lee", {**promise(), "id": "c2"})
    )
    assert talk.step == "consequences"
    for number in (1, 2):
        text = {"fields": {"what-follows": "I call with you there"}, "answers": [f"c{number}"], "id": f"k{number}"}
        talk = said(talk, ("consequence", "lee", text))
        talk = said(talk, *(("consequence-accepted", who, {"answers": [f"k{number}"]}) for who in ("lee", "diaz")))
    talk = said(talk, ("summary-sent", "lee", {}), ("summary-received", "diaz", {}))
    early = said(
        talk, ("follow-up-booked", "lee", {"fields": {"for-day": "2026-04-13"}}), ("follow-up-accepted", "diaz", {})
    )
    assert not early.closed
    assert "field-not-accepted" in [each.code for each in decide(early, "close", LATER).reasons]
    talk = said(
        talk, ("follow-up-booked", "lee", {"fields": {"for-day": "2026-04-16"}}), ("follow-up-accepted", "diaz", {})
    )
    assert talk.closed


def test_only_an_earlier_talk_will_do_for_the_drafts_about_a_talk(b2b):
    """A draft that is about a conversation is not opened about a deal."""
    deal = Subject(b2b, "opportunity", "d1", people=PEOPLE)
    for kind in ("never", "follow-up"):
        with pytest.raises(SessionError, match="about an earlier talk"):
            open_session(b2b, kind, about=deal, coach="lee", coachee="diaz", at=AT)
