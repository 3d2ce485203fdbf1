"""Deals that have ended are judged as of their end, and any deal as of any day that is asked about."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random

import pytest
from audit.agreeing import NOW, audited, differences, kernel, made_up
from helpers import GATES, HEAD, day, deal, framework_of, got, journey_text, sent

from gatecoach.facts import Claim
from gatecoach.testing.people import TODAY, instant
from gatecoach.testing.people import day as whole_day

ENDED = 3
"""The seed of the framework whose deals are ended here."""


@pytest.mark.timeout(600)
def test_ended_deals_agree():
    """Every deal ends on a day of its own: facts, roles, windows and waivers are those of that day."""
    framework, deals = made_up(ENDED, 120)
    chance = random.Random(5)
    ends = [*framework.journey(deals[0].journey).ends]
    ended = [dataclasses.replace(each, claimed=None, facts=(*each.facts, _end(chance, ends))) for each in deals]
    assert differences(framework, ended) == {}
    said = [kernel(each) for each in ended]
    assert sum(each["claimed"][1] for each in said) > 60
    assert any(one["verified"] != other["verified"] for one, other in zip(said, map(kernel, deals), strict=True))


def _end(chance, ends):
    """A claimed end: an instant or a whole day, now and then known only later, or not yet there."""
    number = chance.randint(TODAY - 25, TODAY + 1)
    known = instant(chance.randint(TODAY - 5, TODAY + 1), 8) if chance.random() < 0.3 else None
    at = chance.choice([whole_day(number), instant(number, 11)])
    return Claim(stage=chance.choice(ends), at=at, known=known)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("at", [instant(TODAY - 20, 12), whole_day(TODAY - 7), instant(TODAY + 40, 0)])
def test_any_moment_agrees(at):
    """As of an instant, of a whole past day, and of a day to come."""
    framework, deals = made_up(1, 90)
    assert differences(framework, deals, at) == {}
    assert any(kernel(each, at) != kernel(each, NOW) for each in deals)


def test_two_zones_begin_their_days_apart():
    """A window of days is counted in the days of the framework's zone: the same instants, another answer."""
    requires = "      it: {say: It., seller: offer, customer: {what: visit, after: offer, within: 1 day}}\n"
    facts = [sent("m1", day(5, 10)), got("v1", day(6, 12), "visit", answers=[])]
    said = {}
    for zone in ("UTC", "Pacific/Auckland"):
        framework = framework_of(HEAD.format(zone=zone), journey_text(GATES + requires + LAST))
        asked = deal(framework, facts)
        found = audited(framework, [asked], dt.datetime(2026, 2, 1, tzinfo=dt.UTC))[asked.id]
        assert found == kernel(asked, dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
        said[zone] = found["go.it.customer"][0]
    assert said == {"UTC": "met", "Pacific/Auckland": "missing"}


LAST = """
  on: {from: second, to: third, requires: {more: {say: More., seller: offer, customer: visit}}}
  end: {from: third, to: won, requires: {last: {say: Last., seller: booking, customer: booked}}}
"""
