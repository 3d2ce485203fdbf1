"""Skills coaching, the difficult conversation, a moment and self-talk: their numbers, and what has no place in them."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from b2b.covering import FRAMEWORK
from b2b.orders import CLOSING, steps_of

from gatecoach import decide, open_session
from gatecoach.coaching import asks, sayable
from gatecoach.errors import SessionError
from gatecoach.testing import person

DAY = dt.date(2026, 3, 9)
FOUR = ("skills-coaching", "difficult", "moment", "self-talk")
PEOPLE = [person("lee", "seller", "manager"), person("diaz", "seller", "rep"), person("kim", "seller", "rep")]


def begun(talk, coachee=("diaz",)):
    """A talk of that kind, just opened."""
    return open_session(FRAMEWORK, talk, coach="lee", coachee=coachee, at=DAY, people=PEOPLE)[0]


def until(talk, step):
    """The talk at the beginning of a step, as its closing story comes there."""
    session = begun(talk)
    for row in itertools.chain.from_iterable(steps_of(talk)):
        if session.step == step:
            break
        session = said(
            session, row["what"], row["by"], answers=row.get("answers"), id=row["id"], **row.get("fields", {})
        )
    assert session.step == step
    return session


def said(session, what, by, *, answers=None, id="", **fields):
    """The talk after one word, which it must take."""
    step = session.record(what, by=by, at=DAY, fields=fields, answers=[answers] if answers else [], id=id)
    assert step.refusal is None, step.refusal.text()
    return step.session


def refused(session, what, by, **fields):
    """Why a word is not taken."""
    refusal = session.record(what, by=by, at=DAY, fields=fields).refusal
    return refusal and refusal.code


def near_misses(session, gate, place):
    """What almost counts for one side of one requirement."""
    requirement, side = place.split(".")
    found = next(each for each in decide(session, gate, DAY).requirements if each.id == requirement)
    return [each.code for each in found.sides[side].near_misses]


@pytest.mark.requirement("A21")
@pytest.mark.parametrize(
    ("minutes", "counts"),
    [("1", True), ("10", True), ("10.0", True), ("10.01", False), ("11", False), ("0", False), ("-3", False)],
)
def test_a_moment_takes_ten_minutes_at_most(minutes, counts):
    """The boundary is within; what is longer, or took no time, is told why it does not count."""
    session = said(until("moment", "encourage"), "encouraged", "lee", minutes=minutes, **{"because-of": "You called"})
    assert near_misses(session, "close", "short-and-warm.coach") == ([] if counts else ["field-not-accepted"])
    session = said(session, "heart-taken", "diaz")
    assert session.closed is counts


@pytest.mark.requirement("A21")
def test_a_moment_names_no_consequence_no_promise_and_no_lesson():
    """No type that a summary shows as a promise, a consequence or a day has a place at any of its steps."""
    journey = FRAMEWORK.journey("moment")
    binding = {id_ for id_, each in journey.types.items() if each.summary}
    assert binding >= {"commitment", "follow-up-booked"}
    own = journey.definition.evidence
    assert all(not each.summary and "consequence" not in each.fields for each in own.values())
    for step in journey.stages:
        session = until("moment", step)
        for what, who in itertools.product(sorted(binding), ("diaz", "lee")):
            assert refused(session, what, who) == "not-asked-here", (step, what, who)


@pytest.mark.requirement("S07")
@pytest.mark.parametrize("seen_by", ["a-colleague", "told-to-me", "everybody", "Myself", ""])
def test_only_what_the_coach_saw_is_a_fact(seen_by):
    """Whatever else is named as who saw it, the fact is not kept."""
    fact = {"happened": "Three mails were open", "for-day": "2026-03-06"}
    session = until("difficult", "what-i-saw")
    assert refused(session, "fact-told", "lee", **fact, **{"seen-by": seen_by}) == "incomplete"
    assert refused(session, "fact-told", "diaz", **fact, **{"seen-by": "myself"}) == "wrong-side"
    assert said(session, "fact-told", "lee", **fact, **{"seen-by": "myself"}).step == "own-part"


@pytest.mark.requirement("S02")
@pytest.mark.parametrize(("day", "ready"), [("2026-03-01", True), ("2026-03-09", True), ("2026-03-10", False)])
def test_the_rehearsal_lies_behind(day, ready):
    """Today is soon enough, tomorrow is a plan; without any the talk does not begin."""
    prepared = {"activity": "planning-together", "goal": "a", "objections": "b", "feelings": "c", "opening": "d"}
    session = said(begun("difficult"), "preparation-written", "lee", **prepared)
    assert session.step == "preparation"
    assert (said(session, "rehearsed", "lee", **{"rehearsed-on": day}).step == "what-i-saw") is ready


@pytest.mark.requirement("S07")
def test_the_coach_says_nothing_while_the_coachee_speaks():
    """In that step no word of any type is taken of the coach, however long it lasts; the coachee ends it."""
    session = until("difficult", "their-view")
    for _ in range(3):
        codes = {what: refused(session, what, "lee") for what in FRAMEWORK.journey("difficult").types}
        assert set(codes.values()) <= {"too-early", "not-asked-here", "wrong-side"}
        assert {who for each in sayable(session, DAY) for who in each.people} == {"diaz"}
        session = said(session, "view-told", "diaz")
    last = [each.id for each in session.subject.facts if each.what == "view-told"][-1]
    assert said(session, "view-ended", "diaz", answers=last).step == "played-back"


@pytest.mark.requirement("S03")
@pytest.mark.parametrize("gone", ["view-played-back", "play-back-right", "facts-played-back", "facts-heard-right"])
def test_both_sides_give_back_what_they_heard(gone):
    """Without any one of the four words nobody looks for options."""
    session = until("difficult", "played-back")
    for row in steps_of("difficult")[4]:
        if row["what"] == gone:
            break
        session = said(session, row["what"], row["by"], id=row["id"])
    assert session.step == "played-back"
    assert refused(session, "option-asked", "lee") == "too-early"
    assert gone in {each.what for each in asks(session, DAY)}


@pytest.mark.requirement("S04")
@pytest.mark.parametrize("who", [(), ("diaz",), ("lee",), ("diaz", "lee")])
def test_what_shall_be_different_is_wanted_by_both(who):
    """One yes is none, whoever gives it."""
    session = said(until("difficult", "plan"), "outcome-named", "diaz", today="x", wanted="y")
    for each in who:
        session = said(session, "outcome-accepted", each)
    met = next(each for each in decide(session, "planned", DAY).requirements if each.id == "one-outcome")
    assert (str(met.status) == "met") is (len(who) == 2)


@pytest.mark.requirement("S05")
@pytest.mark.parametrize("talk", ["difficult", "skills-coaching"])
@pytest.mark.parametrize(("by", "told_by"), [("lee", "lee"), ("diaz", "lee"), ("lee", "diaz"), ("diaz", "kim")])
def test_the_plan_of_the_rep_is_written_by_the_rep_alone(talk, by, told_by):
    """Of the coach it is no plan of the rep, and in the rep's name nobody else may tell it."""
    session = until(talk, {"difficult": "plan", "skills-coaching": "will"}[talk])
    fields = {"activity": "planning-together", "own-words": "Call Anna", "starts": "2026-03-10", "due": "2026-03-10"}
    step = session.record("commitment", by=by, told_by=told_by, at=DAY, fields={**fields, "consequence": "x"})
    gate = next(iter(session.subject.course.ways_out(session.step)))
    plan = next(each for each in gate.requirements if each.id in ("their-plan", "short-run"))
    found = next(each for each in decide(step.session, gate.id, DAY).requirements if each.id == plan.id)
    assert (step.refusal is None) is (by == told_by)
    assert str(found.sides["coachee"].status) == "missing"


@pytest.mark.requirement("S07")
@pytest.mark.parametrize(("days", "agreed"), [(1, False), (2, True), (30, True), (31, False)])
def test_the_review_leaves_room_for_a_check_in(days, agreed):
    """Two to thirty days ahead, both included."""
    session = said(
        until("difficult", "review-date"), "follow-up-booked", "lee", **{"for-day": str(DAY + dt.timedelta(days))}
    )
    assert (said(session, "follow-up-accepted", "diaz").step == "check-in") is agreed


@pytest.mark.requirement("A01")
@pytest.mark.parametrize(
    ("short", "long", "planned"), [(30, 90, True), (31, 90, False), (30, 89, False), (0, 400, False)]
)
def test_a_plan_has_a_short_and_a_long_horizon(short, long, planned):
    """A month at most for the promise, three months at least for the aim; one horizon alone is no plan."""
    session = until("skills-coaching", "will")
    fields = {"activity": "planning-together", "own-words": "Call Anna", "consequence": "We call together"}
    days = {"starts": str(DAY + dt.timedelta(1)), "due": str(DAY + dt.timedelta(short))}
    session = said(session, "commitment", "diaz", **fields, **days)
    session = said(session, "long-aim-named", "diaz", aim="x", **{"by-day": str(DAY + dt.timedelta(long))})
    session = said(said(session, "plan-confirmed", "diaz"), "plan-confirmed", "lee")
    assert (session.step == "practice") is planned


@pytest.mark.requirement("A22")
@pytest.mark.parametrize("given", [{"today": "x"}, {"wanted": "x"}, {"today": "x", "wanted": " "}, {}])
def test_a_goal_leads_from_somewhere_to_somewhere(given):
    """How it is and how it shall be: less than both is no goal."""
    assert refused(until("skills-coaching", "goal"), "goal-set", "diaz", **given) == "incomplete"


@pytest.mark.requirement("A03")
def test_a_skills_coaching_has_one_skill_that_people_practise():
    """It cannot begin without one of the framework's list, and takes no second one."""
    skills = FRAMEWORK.definition.activities
    assert len(skills) == 12
    assert refused(begun("skills-coaching"), "skill-prepared", "lee", seen="x", skill="selling") == "incomplete"
    for skill in skills:
        session = said(begun("skills-coaching"), "skill-prepared", "lee", seen="x", skill=skill)
        assert session.step == "goal"
        assert refused(session, "skill-prepared", "lee", seen="x", skill=skills[0]) == "not-asked-here"


@pytest.mark.requirement("A03")
def test_a_gate_review_is_about_a_deal():
    """Without one it is not opened."""
    with pytest.raises(SessionError, match="is about opportunity, not about nothing"):
        begun("gate-review")


@pytest.mark.requirement("A20")
def test_promise_and_skill_name_an_activity_of_one_list():
    """In every talk that takes a promise; a company changes the list in one place."""
    activities = FRAMEWORK.definition.activities
    for journey in FRAMEWORK.journeys.values():
        assert journey.types["commitment"].fields["activity"].of == activities
    assert FRAMEWORK.journey("skills-coaching").types["skill-prepared"].fields["skill"].of == activities


@pytest.mark.requirement("A20")
@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("Close 3 deals", "close"), ("I will win Northwind", "win"), ("Reach my quota", "quota"),
        ("3 Abschlüsse", "abschlüsse"),
        ("Umsatz um 10 % steigern", "umsatz"), ("My target by June", "target"),
        ("Hold a needs review with Anna by Friday", ""), ("Call Anna to close the gap in our notes", ""),
        ("Anna nach ihrem Umsatzziel fragen", ""), ("Closely listen to Anna", ""), ("Reach out to Anna", ""),
    ],
)  # fmt: skip
def test_a_promise_that_begins_with_a_result_is_warned_of(words, result):
    """It is kept: people promise what they promise, and are told that nobody can do a result."""
    fields = {"activity": "planning-together", "own-words": words, "starts": "2026-03-10", "due": "2026-03-10"}
    step = until("skills-coaching", "will").record("commitment", by="diaz", at=DAY, fields=fields)
    assert step.refusal is None
    assert [(each.code, each.params["result"]) for each in step.warnings] == (
        [("result-not-activity", result)] if result else []
    )


@pytest.mark.requirement("Q02")
def test_the_seven_effects_of_self_talk_can_be_named_and_no_other():
    """Whom one calls, how often one meets, where one looks, how one takes coaching, career, a no and success."""
    session = said(until("self-talk", "effect"), "effect-asked", "lee")
    places = session.subject.course.types["effect-named"].fields["where"].of
    assert len(set(places)) == 7
    for each in places:
        assert said(session, "effect-named", "diaz", where=each, how="x").step == "other-view"
    assert refused(session, "effect-named", "diaz", where="at-home", how="x") == "incomplete"


@pytest.mark.parametrize("talk", FOUR)
def test_the_talk_is_about_nothing_but_who_holds_it(talk):
    """It needs no deal and takes none."""
    with pytest.raises(SessionError, match="about nothing"):
        open_session(FRAMEWORK, talk, about=begun("moment"), coach="lee", coachee="diaz", at=DAY, people=PEOPLE)


@pytest.mark.parametrize("talk", ["difficult", "moment", "self-talk"])
def test_what_is_hard_to_say_stays_between_the_two(talk):
    """The talk is private to those who hold it; anybody else reads nothing of it."""
    session = until(talk, [*FRAMEWORK.journey(talk).stages][-1])
    assert FRAMEWORK.journey(talk).private_to == ("coachee", "coach")
    assert session.subject.seen_by("coach").facts == session.subject.facts
    assert session.subject.seen_by("seller").facts == ()
    assert session.subject.seen_by("managers").facts == ()


def test_the_stories_are_told_of_these_four():
    """Each has its closing story; what is tested above begins with it."""
    assert set(FOUR) <= set(CLOSING)
