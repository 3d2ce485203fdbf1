"""What keeps an item from counting: windows, joined sides, last words per leaf and per thing."""

from __future__ import annotations

import pytest
from helpers import (
    AFTER,
    GATES,
    HEAD,
    TYPES,
    ask,
    date,
    day,
    framework_of,
    gate_of,
    got,
    journey_text,
    misses,
    pair,
    sent,
    side,
    status,
    word,
)

PLAIN = gate_of(pair("reply"))


def booking(id, for_day, at=1):
    """A booking for the n-th day."""
    return sent(id, at, "booking", fields={"for-day": date(for_day).isoformat()})


WEEKS = gate_of(pair("booked", "{what: booking, with: {for-day: {between: [7 days, 14 days]}}}"))


@pytest.mark.parametrize(("later", "seller"), [(6, "missing"), (7, "met"), (14, "met"), (15, "missing")])
def test_durations_count_from_the_items_own_day(later, seller):
    """A booking for day 7 to 14 after it was made counts, both included."""
    assert status(WEEKS, [booking("b1", 10 + later, at=10)], "seller") == seller


def test_the_sides_are_joined():
    """Booking A for day 20 accepted, booking B for day 10 not: the gate stays closed; accepting B opens it."""
    facts = [booking("a", 21), booking("b", 11), got("y1", 2, "booked", answers=["a"])]
    assert (status(WEEKS, facts, "seller"), status(WEEKS, facts)) == ("met", "missing")
    assert misses(WEEKS, facts) == {"y1": "not-linked"}
    assert status(WEEKS, [*facts, got("y2", 2, "booked", answers=["b"])]) == "met"


def test_joined_means_the_items_and_not_the_other_sides_quorum():
    """An answer joins an offer that counts, also while the offers are too few."""
    framework = gate_of(pair("reply", "{what: offer, at-least: 2}"))
    facts = [sent("m1"), got("r1")]
    assert (status(framework, facts, "seller"), status(framework, facts)) == ("missing", "met")


def test_joined_windows_are_ignored_together():
    """A fresh reply to an offer that is too old is expired, as the offer is, and not missing."""
    framework = gate_of(pair("reply", "{what: offer, no-older-than: 10 days}"))
    facts = [sent("m1", 1), got("r1", 30)]
    assert (status(framework, facts, "seller", at=35), status(framework, facts, at=35)) == ("expired", "expired")


def test_the_seller_may_answer_the_customer():
    """The join works in either direction: our record answers their verdict."""
    framework = gate_of(pair("verdict", "record"))
    yes = [sent("m1"), *word("v1", "agrees", 2)]
    assert status(framework, [*yes, sent("c1", 3, "record", answers=["v1"])], "seller") == "met"
    no = [sent("m1"), *word("v1", "refuses", 2), sent("c1", 3, "record", answers=["v1"])]
    assert status(framework, no, "seller") == "missing"


@pytest.mark.parametrize(("at", "found"), [(10, "met"), (11, "met"), (12, "missing")])
def test_within_counts_whole_days_from_what_it_answers(at, found):
    """Ten days after the offer is within ten days, whatever the hour."""
    framework = gate_of(pair("{what: reply, within: 10 days}"))
    assert status(framework, [sent("m1", day(1, 8)), got("r1", day(at, 23))]) == found


def test_within_counts_from_after_where_nothing_is_answered():
    """With `after` the window starts at the last of the items before it that is near enough."""
    framework = gate_of(pair("{what: visit, after: offer, within: 5 days}"))
    late = got("w1", 9, "visit", answers=())
    assert misses(framework, [sent("m1"), late]) == {"w1": "too-late"}
    assert status(framework, [sent("m1"), sent("m2", 5), late]) == "met"


def test_too_late_is_never_expired():
    """Only `no-older-than` expires: an act outside `within` is missing."""
    framework = gate_of(pair("{what: reply, within: 3 days}"))
    assert status(framework, [sent("m1"), got("r1", 9)]) == "missing"


def test_a_late_answer_joins_only_the_offer_it_is_in_time_for():
    """Answering two offers, too late for the one that counts, does not meet the side."""
    framework = gate_of(pair("{what: reply, within: 3 days}", "{what: offer, grade: observed}"))
    facts = [sent("m1", 1, grade="observed"), sent("m2", 8), got("r1", 9, answers=["m1", "m2"])]
    assert status(framework, facts) == "missing"


ZONES = gate_of(pair("{what: visit, no-older-than: 1 day}"), zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("seen", "asked", "found"),
    [
        ("2026-03-28T23:30:00+01:00", "2026-03-29T23:59:00+02:00", "met"),
        ("2026-03-28T23:30:00+01:00", "2026-03-30T00:01:00+02:00", "expired"),
        ("2026-10-24T00:10:00+02:00", "2026-10-25T23:59:00+01:00", "met"),
        ("2026-10-24T23:59:00+02:00", "2026-10-26T00:00:00+01:00", "expired"),
        ("2026-03-01T23:30:00+00:00", "2026-03-03T12:00:00+00:00", "met"),
        ("2028-02-28T12:00:00+01:00", "2028-02-29T23:00:00+01:00", "met"),
        ("2028-02-28T12:00:00+01:00", "2028-03-01T00:00:00+01:00", "expired"),
    ],
)
def test_days_are_counted_in_the_frameworks_zone(seen, asked, found):
    """Whole days also where a day has 23 or 25 hours, over midnight of another zone, and on a leap day."""
    visit = got("w1", day(1).fromisoformat(seen), "visit", answers=())
    assert status(ZONES, [visit], at=day(1).fromisoformat(asked)) == found


TWO_LEAVES = framework_of(
    HEAD.format(zone="UTC"),
    journey_text(
        GATES
        + pair("{what: verdict, within: 10 days}")
        + AFTER.replace(
            "customer: visit}}}", "customer: visit}, ever: {say: Ever., seller: offer, customer: verdict}}}"
        )
    ),
)


def test_a_word_outdates_only_where_it_is_a_word():
    """A second yes, too late for one gate's window, takes nothing from that gate."""
    facts = [sent("m1"), *word("v1", "agrees", 5)]
    assert status(TWO_LEAVES, facts) == "met"
    assert status(TWO_LEAVES, [*facts, *word("v2", "agrees", 30)]) == "met"


def test_a_word_about_one_thing_leaves_the_other_alone():
    """Who agreed to two offers at once and then again to one of them still agrees to the other."""
    framework = gate_of("      it: {say: It., for-each: offer, customer: verdict}\n")
    both = [sent("m1"), sent("m2"), *word("v1", "agrees", 5, answers=["m1", "m2"])]
    assert status(framework, both) == "met"
    assert status(framework, [*both, *word("v2", "agrees", 6)]) == "met"
    assert status(framework, [*both, *word("v2", "refuses", 6)]) == "contested"


def test_the_last_word_is_per_person_and_thing():
    """Two people each have their own last word; one person's words on two offers stand side by side."""
    framework = gate_of(pair("{what: verdict, at-least: 2}"))
    offers = [sent("m1"), sent("m2")]
    assert status(framework, [*offers, *word("v1", "agrees", 5), *word("v2", "agrees", 6)]) == "missing"
    assert status(framework, [*offers, *word("v1", "agrees", 5), *word("v2", "agrees", 6, by="bea")]) == "met"
    assert status(framework, [*offers, *word("v1", "agrees", 5), *word("v2", "agrees", 6, answers=["m2"])]) == "met"


def test_a_yes_and_a_no_of_one_moment_are_a_no():
    """One person's yes and no at the same instant: the yes is gone, also once somebody else agrees later."""
    framework = gate_of(pair("{what: verdict, at-least: 2}"))
    both = [sent("m1"), *word("v1", "agrees", 5), *word("v2", "refuses", 5), *word("v3", "agrees", 6, by="bea")]
    assert status(framework, both) == "missing"
    assert misses(framework, both) == {"v1": "outcome-against", "v2": "outcome-against", "": "quorum-short"}


def test_one_offer_is_both_current_and_in_time():
    """A reply to two offers needs one of them that is current and in time, not each in its own way."""
    framework = gate_of(pair("{what: reply, within: 5 days}", "booking"))
    offers = [sent("m1", 1), sent("m2", 8), sent("m3", 9, replaces="m2")]
    reply = got("r1", 11, answers=["m1", "m2"])
    assert status(framework, [*offers, reply]) == "missing"
    assert misses(framework, [*offers, reply]) == {"r1": "too-late"}
    assert status(framework, [*offers, got("r1", 11, answers=["m1", "m3"])]) == "met"


def test_an_explicit_no_needs_no_grade_and_does_not_age():
    """A no that is only asserted, or older than the window, still opposes."""
    framework = gate_of(pair("{what: verdict, no-older-than: 10 days}"))
    assert status(framework, [sent("m1"), *word("v1", "refuses", 2, grade="asserted")]) == "contested"


def test_more_of_what_counts_never_hurts():
    """Further good replies beside one that counts leave the side met."""
    facts = [sent("m1"), got("r1"), got("r2", 9, by="bea"), got("r3", 9, by="carl")]
    assert status(PLAIN, facts) == "met"


def test_two_words_of_one_moment_that_agree_are_one_word():
    """Neither of two yeses at the same instant outdates the other, nor of two noes."""
    assert status(gate_of(pair("verdict")), [sent("m1"), *word("v1", "agrees", 5), *word("v2", "amends", 5)]) == "met"
    noes = [sent("m1"), *word("v1", "refuses", 5), *word("v2", "refuses", 5)]
    assert status(gate_of(pair("verdict")), noes) == "contested"


@pytest.mark.parametrize("order", [1, -1])
def test_a_no_of_the_same_moment_is_not_outdated_by_the_yes(order):
    """Whichever was handed over first, the no stands and the yes is gone."""
    facts = [sent("m1"), *[*word("v1", "agrees", 5), *word("v2", "refuses", 5)][::order]]
    assert status(gate_of(pair("verdict")), facts) == "contested"


def test_an_item_that_lacks_more_than_the_link_says_only_what_it_lacks():
    """Not being joined is said of an item that counted before, and of no other."""
    untold = sent("m1", source="dark")
    (miss,) = side(ask(PLAIN, [untold, got("r1", by="carl")])).near_misses
    assert (miss.code, miss.also) == ("wrong-role", ())
    (unjoined,) = side(ask(PLAIN, [untold, got("r1")])).near_misses
    assert (unjoined.code, unjoined.also) == ("not-linked", ())


def test_a_yes_that_a_later_no_takes_back_in_one_place_still_counts_in_another():
    """The no is too late to be a word for the second requirement: there the yes has no near miss."""
    framework = gate_of(pair("verdict") + pair("{what: verdict, within: 5 days, at-least: 2}", name="soon"))
    decision = ask(framework, [sent("m1"), *word("v1", "agrees", 2), *word("v2", "refuses", 9)])
    assert [each.item for each in side(decision).near_misses] == ["v1", "v2"]
    soon = side(decision, requirement="soon")
    assert ([each.item for each in soon.near_misses], soon.used) == (["v2", ""], ("v1",))


def test_what_comes_before_must_be_told_by_whom_its_type_names():
    """A call that only the boss may tell is there for the visit after it once the boss tells it, not before."""
    types = TYPES + "  call: {side: seller, told-by: [boss]}\n"
    framework = framework_of(
        HEAD.format(zone="UTC"), journey_text(GATES + pair("{what: visit, after: call}") + AFTER, types)
    )
    visit = got("w1", 5, "visit", answers=())
    assert misses(framework, [sent("c1", what="call"), visit]) == {"w1": "before-what-it-answers"}
    assert status(framework, [sent("c1", what="call", told_by="max"), visit]) == "met"
