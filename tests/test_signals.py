"""Signals show while their gate is the one ahead; they suggest something and change no status."""

from __future__ import annotations

import pytest
from helpers import (
    AFTER,
    GATES,
    HEAD,
    PEOPLE,
    TYPES,
    ask,
    day,
    deal,
    framework_of,
    gate_of,
    got,
    journey_text,
    pair,
    sent,
)

from gatecoach import standing
from gatecoach.facts import Person

SIGNS = """
    signals:
      quiet: {say: "Nothing for two weeks.", silence: 14 days, suggest: park}
      shown: {say: "Shown before the need.", seen: booking, suggest: coach}
"""
FRAMEWORK = gate_of(pair("reply") + SIGNS)
PLAIN = gate_of(pair("reply"))
BOOKING = sent("b1", 5, "booking", fields={"for-day": "2026-02-01"})


def shown(facts, at, **more):
    """The signals of a deal with these facts, by id."""
    return {each.id: each for each in standing(deal(FRAMEWORK, facts, **more), day(at)).signals}


@pytest.mark.parametrize(("at", "quiet"), [(16, False), (17, True), (40, True)])
def test_silence_counts_whole_days_from_their_last_sign(at, quiet):
    """Fourteen days after their visit on day 2 it is not yet silence, the day after it is."""
    found = shown([sent("m1"), got("v1", 2, "visit", answers=[]), sent("m2", 12)], at)
    assert ("quiet" in found) is quiet
    if quiet:
        assert (found["quiet"].silent_days, found["quiet"].suggest) == (at - 2, "park")


def test_where_they_never_gave_a_sign_silence_counts_from_the_first_thing_that_happened():
    """A mail of ours on day 1 and nothing since; a deal without any item is not silent."""
    assert shown([sent("m1")], 16)["quiet"].silent_days == 15
    assert shown([], 100) == {}


SHORT = got("x", 9, "short", answers=[])


@pytest.mark.parametrize(
    "last",
    [
        got("x", 9, None),
        got("x", 9, "visit", "gone", answers=[]),
        SHORT,
        got("x", 9, "retold", answers=[], told_by="max"),
    ],
)
def test_whatever_they_did_is_a_sign(last):
    """Also what no gate asks for, what lacks a field, what somebody did who has left, and what only we may tell."""
    types = (
        TYPES + "  short: {side: customer, fields: {n: {type: text}}}\n  retold: {side: customer, told-by: [boss]}\n"
    )
    framework = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + pair("reply") + SIGNS + AFTER, types))
    people = (*PEOPLE, Person(id="gone", side="customer", left=day(10)))
    for at, quiet in ((23, []), (24, [15])):
        found = standing(deal(framework, [sent("m1"), last], people=people), day(at))
        assert [each.silent_days for each in found.signals] == quiet
    ours = last.model_copy(update={"told_by": "rita"})
    assert [each.silent_days for each in standing(deal(framework, [sent("m1"), ours]), day(16)).signals] == [15]


def test_silence_of_no_days_is_a_sign_from_the_next_day_on():
    """Where anything happened at all."""
    framework = gate_of(pair("reply") + '    signals: {quiet: {say: "Quiet.", silence: 0 days, suggest: park}}\n')
    found = [
        standing(deal(framework, facts), day(at)).signals
        for facts, at in (([], 9), ([sent("m1")], 1), ([sent("m1")], 2))
    ]
    assert [[each.silent_days for each in signs] for signs in found] == [[], [], [1]]


def test_a_sign_that_was_seen_names_its_items():
    """Live, rightly told items of the type; a machine's is none."""
    assert (shown([BOOKING], 6)["shown"].items, shown([BOOKING], 6)["shown"].silent_days) == (("b1",), 0)
    assert shown([BOOKING.model_copy(update={"told_by": "max"})], 6) == {}
    assert shown([BOOKING.model_copy(update={"machine_sent": True})], 6) == {}


def test_a_sign_is_plain_for_a_machine():
    """In the standing as it is told to one, with all that people read."""
    (told,) = standing(deal(FRAMEWORK, [BOOKING]), day(6)).as_dict()["signals"]
    (sign,) = shown([BOOKING], 6).values()
    assert told == {name: getattr(sign, name) for name in sign.__slots__}
    assert (told["id"], told["say"], told["items"]) == ("shown", "Shown before the need.", ("b1",))


def test_signals_of_a_gate_that_passes_or_of_an_ended_deal_do_not_show():
    """Only the gate ahead speaks."""
    assert shown([sent("m1"), got("r1"), BOOKING], 60) == {}
    assert shown([BOOKING], 60, claimed="lost") == {}


def test_a_signal_changes_no_status():
    """The decision is the same with and without them, but for the framework's hash."""
    facts = [sent("m1"), BOOKING]
    with_, without = (ask(each, facts).as_dict()["requirements"] for each in (FRAMEWORK, PLAIN))
    assert with_ == without
