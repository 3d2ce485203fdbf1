"""S10 to S12: the never conversation closes in order and with everybody's own yes, or not at all."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import pytest
from b2b.never_talk import FRAMEWORK, NOW, PEOPLE, PROMISE, STEPS, begun, earlier, fields_of, in_order, spoken, words

from gatecoach import decide, open_session, replay
from gatecoach.coaching import asks, sayable, summary
from gatecoach.errors import SessionError
from gatecoach.testing import deal

ALL = words()
THREE = words(("diaz", "kim"))
SWAPS = range(len(ALL) - 1)
STEP_NAMES = [*dict.fromkeys(STEPS.values())]


@pytest.mark.requirement("S11")
def test_all_words_in_order_close_the_talk():
    """Nothing is refused, every step is passed, and replaying the events gives the same talk."""
    session, refused = spoken(begun(), ALL)
    assert (session.step, refused) == ("closed", [])
    assert list(session.progress.entered) == [*STEP_NAMES, "closed"]
    assert replay(FRAMEWORK, session.events, about=earlier()) == session
    assert in_order(ALL)


@pytest.mark.requirement("S11")
@pytest.mark.parametrize("left_out", range(len(ALL)), ids=lambda number: ALL[number][2])
def test_without_any_single_word_it_stays_open(left_out):
    """It waits in the step of the word that nobody said; what belongs to later steps is refused."""
    session, _ = spoken(begun(), [*ALL[:left_out], *ALL[left_out + 1 :]])
    assert (session.step, session.closed) == (STEPS[ALL[left_out][0]], False)


@pytest.mark.requirement("S11")
@pytest.mark.parametrize("left_out", range(len(THREE)), ids=lambda number: THREE[number][2])
def test_with_three_people_two_confirmations_are_not_enough(left_out):
    """Whoever of the three is silent, and wherever: the talk cannot go on without them."""
    assert spoken(begun(coachee=("diaz", "kim")), THREE)[0].closed
    session, _ = spoken(begun(coachee=("diaz", "kim")), [*THREE[:left_out], *THREE[left_out + 1 :]])
    assert session.step == STEPS[THREE[left_out][0]]


@pytest.mark.requirement("S11")
@pytest.mark.parametrize("place", SWAPS, ids=lambda place: f"{ALL[place][2]}-after-{ALL[place + 1][2]}")
def test_two_neighbours_swapped_close_only_within_the_order(place):
    """Two people of one step may speak in either order; no answer comes before its question, no step before another."""
    swapped = [*ALL[:place], ALL[place + 1], ALL[place], *ALL[place + 2 :]]
    session, refused = spoken(begun(), swapped)
    assert session.closed is in_order(swapped)
    assert bool(refused) is not session.closed


def test_the_swaps_are_of_both_kinds():
    """Else the test above would compare nothing."""
    found = {in_order([*ALL[:place], ALL[place + 1], ALL[place], *ALL[place + 2 :]]) for place in SWAPS}
    assert found == {True, False}


@pytest.mark.requirement("S11")
def test_of_two_hundred_random_orders_only_those_within_the_order_close():
    """A hundred as free as the steps allow, and a hundred in which some words were said at another time."""
    closed = []
    for seed in range(200):
        chance = random.Random(seed)
        mixed = shuffled(chance)
        for _ in range(0 if seed % 2 else chance.randint(1, 4)):
            place = chance.randrange(len(mixed))
            mixed.insert(max(place - chance.randint(1, 3), 0), mixed.pop(place))
        session, _ = spoken(begun(), mixed)
        assert session.closed is in_order(mixed), (seed, [each[2] for each in mixed])
        closed.append(session.closed)
    assert all(closed[1::2])
    assert 0 < sum(closed[::2]) < 100


def shuffled(chance):
    """All words, each at any place in its step after what it answers."""
    left, done = list(ALL), []
    while left:
        ready = [word for word in left if STEPS[word[0]] == STEPS[left[0][0]] and in_order([*done, word])]
        done.append(chance.choice(ready))
        left.remove(done[-1])
    return done


@pytest.mark.requirement("S11")
@pytest.mark.parametrize(
    ("day", "closes"),
    [("2026-03-16", False), ("2026-03-22", False), ("2026-03-23", True), ("2026-03-30", True), ("2026-03-31", False)],
)
def test_the_next_talk_is_on_the_seventh_to_the_fourteenth_day(day, closes):
    """Six and fifteen days are refused by the gate, with why; seven and fourteen close, whatever the clocks do."""
    session, refused = spoken(begun(), ALL, day)
    assert (session.closed, refused) == (closes, [])
    codes = [each.code for each in decide(session, "close", NOW).reasons]
    assert ("field-not-accepted" in codes) is not closes


@pytest.mark.requirement("S11")
@pytest.mark.parametrize(
    ("by", "days", "reason", "code"),
    [
        ("lee", 0, "He is abroad.", None),
        ("lee", 30, "He is abroad.", None),
        ("lee", 31, "He is abroad.", "waiver-too-long"),
        ("lee", -1, "He is abroad.", "waiver-ended"),
        ("lee", 30, "  ", "waiver-without-reason"),
        ("diaz", 30, "I am abroad.", "waiver-wrong-role"),
        ("anna", 30, "I am abroad.", "waiver-wrong-role"),
    ],
)
def test_the_coach_may_waive_the_next_talk_within_limits(by, days, reason, code):
    """For thirty days at most, with a reason; then the talk closes, and the summary names who waived what and why."""
    session, _ = spoken(begun(), ALL[:-2])
    until = NOW.date() + dt.timedelta(days=days)
    step = session.waive("close.next-talk-booked", by=by, reason=reason, until=until, at=NOW)
    assert step.refusal is None if code is None else step.refusal.code == code
    assert step.session.closed is (code is None)
    assert [each.reason for each in summary(step.session).waived] == ([] if code else [reason])


@pytest.mark.requirement("S11")
def test_nothing_else_is_waived():
    """Before its last step the talk has nothing that may be left out."""
    for place in range(len(ALL)):
        session, _ = spoken(begun(), ALL[:place])
        if session.step != "follow-up":
            (gate,) = session.subject.course.ways_out(session.step)
            for each in gate.requirements:
                told = {"by": "lee", "reason": "So.", "until": NOW.date(), "at": NOW}
                assert session.waive(f"{gate.id}.{each.id}", **told).refusal.code == "waiver-not-allowed"


@pytest.mark.requirement("S12")
def test_a_consequence_counts_only_when_all_accept_the_same_one():
    """Of every subset of the people, only the whole; the manager alone sets nothing."""
    everyone = ("diaz", "kim", "lee")
    until = next(number for number, word in enumerate(THREE) if word[0] == "consequence-accepted")
    session, _ = spoken(begun(coachee=("diaz", "kim")), THREE[:until])
    for size in range(4):
        for who in itertools.combinations(everyone, size):
            said = [
                ("consequence-accepted", each, f"y-{whose}-{each}", (f"q-{whose}",))
                for whose in everyone
                for each in who
            ]
            assert (spoken(session, said)[0].step == "circulation") is (size == 3), who


@pytest.mark.requirement("S12")
def test_each_accepting_another_consequence_is_not_together():
    """Two for one promise, each liked by one side: the promise has none that all accepted."""
    until = next(number for number, word in enumerate(ALL) if word[0] == "consequence-accepted")
    more = ("consequence", "lee", "q-other", ("c-diaz",))
    session, _ = spoken(begun(), [*ALL[:until], more])
    mixed = [
        ("y-diaz-lee", ("q-other",)),
        ("y-diaz-diaz", ("q-diaz",)),
        ("y-lee-lee", ("q-lee",)),
        ("y-lee-diaz", ("q-lee",)),
    ]
    said = [("consequence-accepted", id_.rpartition("-")[2], id_, answers) for id_, answers in mixed]
    session, refused = spoken(session, said)
    assert (session.step, refused) == ("consequences", [])
    session, _ = spoken(session, [("consequence-accepted", "lee", "y-at-last", ("q-diaz",))])
    assert session.step == "circulation"


@pytest.mark.requirement("S12")
def test_the_summary_names_only_the_consequence_that_all_accepted():
    """Not the one that the manager alone likes, nor one that somebody wrote beside their promise."""
    until = next(number for number, word in enumerate(ALL) if word[0] == "commitment")
    session, _ = spoken(begun(), ALL[:until])
    fields = {**PROMISE, "consequence": "Nothing at all"}
    session = session.record("commitment", by="diaz", at=NOW, id="c-diaz", fields=fields).session
    session = session.record("commitment", by="lee", at=NOW, id="c-lee", fields=PROMISE).session
    threat = {"what-follows": "No bonus"}
    session = session.record("consequence", by="lee", at=NOW, id="q-threat", answers=["c-diaz"], fields=threat).session
    session = session.record("consequence-accepted", by="lee", at=NOW, answers=["q-threat"]).session
    assert [each.consequence for each in summary(session).promises] == ["Nothing at all", ""]
    session, _ = spoken(session, ALL[until + 2 :])
    assert session.closed
    assert [each.consequence for each in summary(session).promises] == ["We call together"] * 2


def test_what_may_be_said_is_just_what_is_taken():
    """At each moment of the talk, for everybody and everything they could answer, also where nothing waits for it."""
    for place in range(len(ALL)):
        session, _ = spoken(begun(), ALL[:place])
        found = {(each.what, who, each.answers) for each in sayable(session, NOW) for who in each.people}
        assert {(each.what, each.answers) for each in asks(session, NOW)} <= {(what, up) for what, _, up in found}
        for what, who in itertools.product(STEPS, ("diaz", "lee")):
            kind = session.subject.course.types[what]
            items = [each.id for each in session.subject.facts if each.what == kind.answers] if kind.answers else [""]
            items = items or (["old"] if kind.answers == "commitment" else [])
            for up in items:
                step = session.record(what, by=who, at=NOW, answers=[up] if up else (), fields=fields_of(what))
                assert ((what, who, up) in found) is (step.refusal is None), (place, what, who, up)


def test_what_follows_is_offered_for_the_promises_of_this_talk():
    """Not for the one of the earlier talk, which it is too late for."""
    until = next(number for number, word in enumerate(ALL) if word[0] == "consequence")
    session, _ = spoken(begun(), ALL[:until])
    assert {each.answers for each in sayable(session, NOW) if each.what == "consequence"} == {"c-diaz", "c-lee"}


@pytest.mark.requirement("S10")
def test_without_a_promise_there_is_nothing_to_call_missed():
    """About a talk in which nobody promised anything no word can be said, and no promise is made up for it."""
    empty = deal(FRAMEWORK, PEOPLE, journey="gate-review", id="review-1")
    session = begun(empty)
    assert asks(session, NOW) == ()
    refused = {word[0]: session.record(word[0], by=word[1], at=NOW).refusal for word in ALL}
    assert refused.pop("commitment-missed").code == "nothing-to-answer"
    assert refused.pop("miss-confirmed").code == "nothing-to-answer"
    assert {each.code for each in refused.values()} == {"too-early"}


@pytest.mark.requirement("S10")
def test_it_is_about_an_earlier_talk_and_nothing_else():
    """A deal has no promises."""
    case = deal(FRAMEWORK, PEOPLE, journey="opportunity")
    with pytest.raises(SessionError, match="about an earlier talk, not about opportunity"):
        open_session(FRAMEWORK, "never", about=case, coach="lee", coachee="diaz", at=NOW)


@pytest.mark.requirement("S10")
def test_a_promise_of_today_is_no_missed_one():
    """A promise is asked for later; the first step takes none, also while an earlier one is there."""
    session = begun()
    assert session.record("commitment", by="diaz", at=NOW).refusal.code == "too-early"
    assert [each.what for each in asks(session, NOW)] == ["commitment-missed"]


@pytest.mark.requirement("S10")
def test_of_two_missed_promises_both_name_the_same():
    """Which is meant has to be said; the yes belongs to the one it answers, and the talk goes on with one."""
    session = begun(earlier("old", "older"))
    assert session.record("commitment-missed", by="lee", at=NOW).refusal.code == "answers-what"
    session, _ = spoken(
        session, [("commitment-missed", "lee", "m1", ("old",)), ("commitment-missed", "lee", "m2", ("older",))]
    )
    assert session.record("miss-confirmed", by="diaz", at=NOW).refusal.code == "answers-what"
    session, _ = spoken(session, [("miss-confirmed", "diaz", "m3", ("m2",))])
    assert session.step == "understanding"
    assert decide(session, "triggered", NOW).requirements[0].sides["coachee"].used == ("m3",)


@pytest.mark.requirement("S11")
def test_everybody_gets_the_same_summary_with_who_what_by_when_and_what_follows():
    """It is made from what was said, for all who took part, with the next day."""
    found = summary(spoken(begun(coachee=("diaz", "kim")), THREE)[0])
    assert {each.who for each in found.promises} == {"diaz", "kim", "lee"}
    assert {(each.does, each.starts, each.due) for each in found.promises} == {
        ("Call Anna", "2026-03-17", "2026-03-18")
    }
    assert found.next_day == "2026-03-23"
