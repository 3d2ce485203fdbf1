"""Check-in, follow-up, readiness, plan and handover talk: only in order, only whole, and at the right numbers."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import pytest
from b2b.five_talks import FRAMEWORK, LATER, NOW, PEOPLE, TALKS, Word, begun, earlier, handed_over, in_order, spoken

from gatecoach import decide, open_session, replay
from gatecoach.coaching import asks, summary
from gatecoach.errors import SessionError
from gatecoach.testing import deal, mail, told

KINDS = list(TALKS)
WORDS = [(kind, number) for kind, talk in TALKS.items() for number in range(len(talk.words))]
SWAPS = [(kind, number) for kind, number in WORDS if number + 1 < len(TALKS[kind].words)]
NAMED = [f"{kind}-{TALKS[kind].words[number].id}" for kind, number in WORDS]


def changed(kind, id_, **fields):
    """The words of a talk with other fields in one of them."""
    words = TALKS[kind].words
    return [each._replace(fields={**each.fields, **fields}) if each.id == id_ else each for each in words]


@pytest.mark.requirement("S09")
@pytest.mark.requirement("S13")
@pytest.mark.requirement("A18")
@pytest.mark.requirement("S02")
@pytest.mark.requirement("F16")
@pytest.mark.parametrize("kind", KINDS)
def test_all_words_in_order_close_the_talk(kind):
    """Nothing is refused, each word is said in its step, and replaying the events gives the same talk."""
    talk = TALKS[kind]
    session, refused, steps = spoken(begun(kind), talk.words)
    assert (session.closed, refused, tuple(steps)) == (True, [], talk.steps)
    assert session.subject.course.ends[session.step].kind == "done"
    assert replay(FRAMEWORK, session.events, about=list(talk.about)) == session
    assert in_order(kind, talk.words)


@pytest.mark.requirement("S09")
@pytest.mark.requirement("S13")
@pytest.mark.requirement("A18")
@pytest.mark.requirement("S02")
@pytest.mark.requirement("F16")
@pytest.mark.parametrize(("kind", "left_out"), WORDS, ids=NAMED)
def test_without_any_single_word_it_stays_open(kind, left_out):
    """It waits in the step of the word that nobody said."""
    talk = TALKS[kind]
    session, _, _ = spoken(begun(kind), [*talk.words[:left_out], *talk.words[left_out + 1 :]])
    assert (session.step, session.closed) == (talk.steps[left_out], False)


@pytest.mark.parametrize(("kind", "place"), SWAPS)
def test_two_neighbours_swapped_close_only_within_the_order(kind, place):
    """Two words of one step may come in either order; no answer before its question, no step before another."""
    words = TALKS[kind].words
    swapped = [*words[:place], words[place + 1], words[place], *words[place + 2 :]]
    session, _, _ = spoken(begun(kind), swapped)
    assert session.closed is in_order(kind, swapped)


@pytest.mark.requirement("S09")
@pytest.mark.requirement("S13")
@pytest.mark.requirement("S02")
@pytest.mark.requirement("F16")
@pytest.mark.parametrize("kind", [kind for kind in KINDS if len(set(TALKS[kind].steps)) > 1])
def test_of_all_orders_of_its_steps_only_the_right_one_closes(kind):
    """Every permutation of the steps, each with its words in their order."""
    talk = TALKS[kind]
    steps = [*dict.fromkeys(talk.steps)]
    closing = []
    for order in itertools.permutations(steps):
        words = [each for step in order for each, own in zip(talk.words, talk.steps, strict=True) if own == step]
        session, _, _ = spoken(begun(kind), words)
        closing += [list(order)] * session.closed
    assert closing == [steps]


@pytest.mark.parametrize("kind", KINDS)
def test_of_random_orders_only_those_within_the_order_close(kind):
    """Sixty orders of its words: it closes with each that keeps the order, and with no other."""
    words, closed = TALKS[kind].words, set()
    for seed in range(60):
        mixed = [*words]
        chance = random.Random(seed)
        for _ in range(seed % 3):
            mixed.insert(chance.randrange(len(mixed)), mixed.pop(chance.randrange(len(mixed))))
        session, _, _ = spoken(begun(kind), mixed)
        assert session.closed is in_order(kind, mixed), (seed, [each.id for each in mixed])
        closed.add(session.closed)
    assert closed == ({True} if kind == "readiness" else {True, False})


@pytest.mark.requirement("S09")
@pytest.mark.requirement("A21")
def test_a_check_in_knows_no_promise_and_no_consequence():
    """What binds people is no word of it, in any of its steps."""
    for said in range(3):
        session, _, _ = spoken(begun("check-in"), TALKS["check-in"].words[:said])
        for what in ("commitment", "follow-up-booked"):
            who = "diaz" if what == "commitment" else "lee"
            assert session.record(what, by=who, at=NOW).refusal.code == "not-asked-here"
    assert not {"consequence", "consequence-accepted"} & set(session.subject.course.types)


@pytest.mark.requirement("S13")
@pytest.mark.parametrize("outcome", ["celebrate", "learn", "consequence"])
def test_a_promise_ends_in_one_of_three_ways_and_everybody_reads_which(outcome):
    """The summary quotes what was said of it and how it was meant."""
    words = [each._replace(outcome=outcome) if each.outcome else each for each in TALKS["follow-up"].words]
    session, _, _ = spoken(begun("follow-up"), words)
    assert session.closed
    assert [(each.outcome, each.by) for each in summary(session).readings] == [(outcome, "diaz")] * 2


@pytest.mark.requirement("S13")
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.requirement("F09")
def test_every_single_promise_that_is_left_keeps_it_open(number):
    """Of so many promises all but one are settled, whichever it is: the talk names it and stays."""
    ids = [f"p{each}" for each in range(number)]
    about = deal(FRAMEWORK, PEOPLE, [old(id_) for id_ in ids], journey="gate-review", id="review-1")
    for left in ids:
        session, _ = open_session(FRAMEWORK, "follow-up", about=about, coach="lee", coachee="diaz", at=NOW)
        said = [word for id_ in ids if id_ != left for word in settling(id_)]
        session, refused, _ = spoken(session, said)
        assert (session.step, refused) == ("settling", [])
        assert {each.answers for each in asks(session, NOW)} == {left}
        assert spoken(session, settling(left))[0].step == "looking-ahead"


def old(id_):
    """A promise of last week."""
    return told(id_, NOW.date() - dt.timedelta(7), "diaz", "commitment", fields=PROMISED)


PROMISED = {"activity": "preparing-calls", "own-words": "Call Anna", "starts": "2026-03-10", "due": "2026-03-12"}


def settling(id_, outcome="learn", again=""):
    """What became of a promise, and that the coach sees it so."""
    said, seen = f"s-{id_}{again}", f"g-{id_}{again}"
    return Word("promise-settled", "diaz", said, (id_,), outcome=outcome), Word("settling-agreed", "lee", seen, (said,))


@pytest.mark.requirement("S13")
@pytest.mark.parametrize("pair", list(itertools.permutations(["celebrate", "learn", "consequence"], 2)))
def test_of_two_ways_for_one_promise_only_the_last_one_counts(pair):
    """Whoever thinks again says so again, and the coach's yes to the word of before is none to this one."""
    first, second = pair
    session, _, _ = spoken(begun("follow-up"), settling("p1", first))
    assert [each.answers for each in asks(session, NOW)] == ["p2"]
    anew, agreed = settling("p1", second, "-anew")
    session, _, _ = spoken(session, [anew])
    used = decide(session, "settled", NOW).requirements[0].sides["coachee"].used
    assert used == (anew.id,)
    assert ("settling-agreed", anew.id) in {(each.what, each.answers) for each in asks(session, NOW)}
    session, _, _ = spoken(session, [*settling("p2")])
    assert session.step == "settling"
    assert spoken(session, [agreed])[0].step == "looking-ahead"


@pytest.mark.requirement("S13")
def test_no_promise_is_made_up_in_a_follow_up():
    """It goes through those of the earlier talk, which are there or are not."""
    assert begun("follow-up").record("commitment", by="diaz", at=NOW, fields=PROMISED).refusal.code == "not-asked-here"


@pytest.mark.requirement("A18")
def test_there_are_five_questions_and_four_answers_do_not_close():
    """Whichever four they are; the fifth closes, and each answer is kept with its day."""
    words = TALKS["readiness"].words
    course = FRAMEWORK.journey("readiness")
    (gate,) = course.gates.values()
    assert [each.id for each in gate.requirements] == [
        "developing-potential", "own-success", "good-example", "all-activities", "belief-in-people",
    ]  # fmt: skip
    for four in itertools.combinations(words, 4):
        session, _, _ = spoken(begun("readiness"), four)
        assert not session.closed
        (left,) = [each for each in words if each not in four]
        session, _, _ = spoken(session, [left._replace(at=LATER)])
        assert session.closed
    assert [each.at for each in session.subject.facts] == [NOW] * 4 + [LATER]


@pytest.mark.requirement("A18")
@pytest.mark.parametrize("answers", [(True,) * 5, (False,) * 5, (True, False, True, False, True)])
def test_a_no_is_as_good_an_answer_as_a_yes(answers):
    """The coach looks inward; nobody passes or fails."""
    words = [
        each._replace(fields={**each.fields, "so": so})
        for each, so in zip(TALKS["readiness"].words, answers, strict=True)
    ]
    assert spoken(begun("readiness"), words)[0].closed


@pytest.mark.requirement("A18")
def test_what_is_private_in_the_framework_is_readiness_plans_difficult_talks_and_self_talk():
    """Plans of deals and promises are shared; what goes on inside somebody is not."""
    private = {id_: each.private_to for id_, each in FRAMEWORK.journeys.items() if each.private_to}
    alone, both = ("coach",), ("coachee", "coach")
    assert private.items() >= {"readiness": alone, "pre-call-plan": alone, "difficult": both, "self-talk": both}.items()
    assert not {"opportunity", "handover", "gate-review", "never", "follow-up", "check-in"} & set(private)


@pytest.mark.requirement("A18")
@pytest.mark.requirement("S02")
@pytest.mark.parametrize("kind", ["readiness", "pre-call-plan"])
def test_another_coach_does_not_read_it_and_no_talk_is_held_about_it_without_its_coach(kind):
    """Private to the coach means: to the one who was there."""
    session, _, _ = spoken(begun(kind), TALKS[kind].words)
    assert [session.read_by(who) is None for who in ("lee", "sana", "diaz", "nobody")] == [False, True, True, True]
    for seats in ({"coach": "lee", "coachee": "diaz"}, {"coach": "sana", "coachee": "lee"}):
        with pytest.raises(SessionError, match="may not read what this talk is about"):
            open_session(FRAMEWORK, "check-in", about=session, at=NOW, people=PEOPLE, **seats)


@pytest.mark.requirement("A18")
@pytest.mark.requirement("S02")
@pytest.mark.parametrize("kind", ["readiness", "pre-call-plan"])
def test_a_talk_of_the_coach_alone_needs_nobody_else_and_takes_nobody_in(kind):
    """It opens without a coachee, is private to the coach, and refuses whoever may not read it."""
    assert [each.id for each in begun(kind).participants] == ["lee"]
    assert FRAMEWORK.journey(kind).private_to == ("coach",)
    with pytest.raises(SessionError, match="is private to coach"):
        begun(kind, coach="lee", coachee="diaz")
    with pytest.raises(SessionError, match="nobody is its coach"):
        begun(kind, coachee=())


@pytest.mark.requirement("S02")
@pytest.mark.parametrize(("day", "ready"), [("2026-03-15", True), ("2026-03-16", True), ("2026-03-17", False)])
def test_a_difficult_talk_is_rehearsed_by_today_and_not_only_planned_to_be(day, ready):
    """A rehearsal of today counts, one of tomorrow is a plan."""
    session, refused, _ = spoken(begun("pre-call-plan"), changed("pre-call-plan", "r1", **{"rehearsed-on": day}))
    assert (session.closed, refused) == (ready, [])


@pytest.mark.requirement("S02")
@pytest.mark.parametrize(("kind", "closes"), [("difficult", False), ("other", True)])
def test_without_a_rehearsal_a_difficult_talk_is_not_ready_and_another_one_is_warned_of(kind, closes):
    """The other kind passes its gate with a task."""
    words = [each for each in changed("pre-call-plan", "g1", **{"kind-of-talk": kind}) if each.id != "r1"]
    session, _, _ = spoken(begun("pre-call-plan"), words)
    assert session.closed is closes
    tasks = [each.say for each in decide(session, "ready", NOW).tasks]
    assert tasks == (["The talk was rehearsed."] if closes else [])


@pytest.mark.requirement("S02")
@pytest.mark.parametrize(("day", "ready"), [("2026-03-15", False), ("2026-03-16", True)])
def test_the_day_of_the_talk_is_not_over(day, ready):
    """Today is soon enough."""
    session, _, _ = spoken(begun("pre-call-plan"), changed("pre-call-plan", "d1", **{"talk-on": day}))
    assert session.closed is ready


@pytest.mark.requirement("S13")
@pytest.mark.parametrize(("day", "closes"), [("2026-03-15", False), ("2026-03-16", False), ("2026-03-17", True)])
def test_the_talk_after_a_follow_up_is_on_a_later_day(day, closes):
    """Tomorrow at the earliest; it may be any day after that."""
    session, refused, _ = spoken(begun("follow-up"), changed("follow-up", "t1", **{"for-day": day}))
    assert (session.closed, refused) == (closes, [])


@pytest.mark.requirement("F16")
@pytest.mark.requirement("A23")
@pytest.mark.parametrize(
    ("day", "counts"),
    [("2026-04-14", False), ("2026-04-15", True), ("2026-04-22", True), ("2026-04-23", False)],
)
def test_the_look_is_booked_for_the_thirtieth_to_the_thirty_seventh_day(day, counts):
    """Twenty-nine and thirty-eight days do not count, whatever the clocks do."""
    words = changed("handover-talk", "t1", **{"for-day": day})
    session, refused, _ = spoken(begun("handover-talk"), words[:-2])
    assert (session.step == "first-month", refused) == (counts, [])


@pytest.mark.requirement("F16")
@pytest.mark.parametrize(("word", "taken"), [("time-saved", True), ("less-risk", True), ("synergy", False)])
def test_a_brief_names_the_value_in_the_common_vocabulary(word, taken):
    """Any other word is not kept: the brief is incomplete."""
    words = changed("handover-talk", "b1", **{"main-value": word})
    _, refused, _ = spoken(begun("handover-talk"), words[:1])
    assert (refused == []) is taken


@pytest.mark.requirement("A23")
def test_what_the_customer_says_comes_from_the_customer():
    """Neither seller can type it, and an own mail is not their word."""
    silent = [each for each in handed_over().facts if getattr(each, "by", "") == "diaz" and hasattr(each, "what")]
    about = deal(FRAMEWORK, PEOPLE, silent, journey="handover", id="handover-1")
    session, _ = open_session(FRAMEWORK, "handover-talk", about=about, at=NOW, **TALKS["handover-talk"].seats)
    session, _, _ = spoken(session, TALKS["handover-talk"].words[:4])
    assert session.record("contact-word-shown", by="diaz", at=NOW).refusal.code == "nothing-to-answer"
    assert session.record("service-contact-confirmed", by="anna", at=NOW).refusal.code == "uninvited"
    session = session.record("contact-word-shown", by="diaz", at=NOW, answers=["h1"]).session
    codes = {each.code for each in decide(session, "confirmed", NOW).reasons}
    assert "not-linked" in codes
    typed, _ = about.with_facts([told("h9", NOW, "anna", "service-contact-confirmed", told_by="diaz", answers=["h1"])])
    session, _ = open_session(FRAMEWORK, "handover-talk", about=typed, at=NOW, **TALKS["handover-talk"].seats)
    session, _, _ = spoken(session, TALKS["handover-talk"].words[:4])
    assert session.record("contact-word-shown", by="diaz", at=NOW).refusal.code == "nothing-to-answer"


@pytest.mark.requirement("A23")
def test_the_look_asks_for_the_cause_and_names_the_four_usual_mistakes():
    """And none of them is an answer, too; so is how much service sales had to do."""
    fields = FRAMEWORK.journey("handover-talk").types["month-looked-at"].fields
    assert len(fields["our-part"].of) == 5
    assert {name for name, each in fields.items() if not each.optional} == {
        "looked-on", "root-cause", "our-part", "hours-of-sales",
    }  # fmt: skip


@pytest.mark.requirement("S09")
@pytest.mark.requirement("S13")
@pytest.mark.parametrize("kind", ["check-in", "follow-up"])
def test_it_comes_after_a_talk_and_is_about_nothing_else(kind):
    """A deal is no talk, and about nothing there is nothing to come back to."""
    for about in ((), deal(FRAMEWORK, PEOPLE, journey="opportunity"), handed_over()):
        with pytest.raises(SessionError, match="about an earlier talk, not about"):
            open_session(FRAMEWORK, kind, about=about, coach="lee", coachee="diaz", at=NOW, people=PEOPLE)


def test_a_handover_talk_is_about_a_handover():
    """Not about an earlier talk."""
    with pytest.raises(SessionError, match="is about handover, not about never"):
        open_session(FRAMEWORK, "handover-talk", about=earlier(), coach="sana", coachee="diaz", at=NOW, people=PEOPLE)


def test_a_rejected_record_contests_the_handover_until_it_is_right():
    """The last reading counts; a mail of theirs is never needed twice."""
    words = TALKS["handover-talk"].words
    no = words[7]._replace(outcome="rejects", id="no")
    session, _, _ = spoken(begun("handover-talk"), [*words[:7], no, *words[8:10]])
    assert session.step == "their-word"
    assert decide(session, "confirmed", NOW).requirements[1].status == "contested"
    assert spoken(session, [words[7]])[0].step == "first-month"


def test_a_mail_of_theirs_that_came_after_the_opening_can_be_shown():
    """A talk reads what it is about as it is then: held again with the new mail it goes on."""
    facts = [each for each in handed_over().facts if getattr(each, "id", "") != "h2"]
    about = deal(FRAMEWORK, PEOPLE, facts, journey="handover", id="handover-1")
    seats = TALKS["handover-talk"].seats
    session, _ = open_session(FRAMEWORK, "handover-talk", about=about, at=NOW, **seats)
    session, _, _ = spoken(session, TALKS["handover-talk"].words[:4])
    assert session.record("contact-word-shown", by="diaz", at=NOW).refusal.code == "nothing-to-answer"
    known, _ = about.with_facts([mail("h2", NOW, "anna", "service-contact-confirmed", answers="h1")])
    session = replay(FRAMEWORK, session.events, about=known)
    assert session.record("contact-word-shown", by="diaz", at=LATER).refusal is None
