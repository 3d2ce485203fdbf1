"""A trend: each row is what an audit as of that day says, by what was known then."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from decimal import Decimal

import pytest
from audit.agreeing import made_up
from helpers import AFTER, GATES, HEAD, PEOPLE, SOURCES, date, day, framework_of, got, journey_text, pair, sent

from gatecoach.audit import Engine, written
from gatecoach.audit.trend import days_until, trend, undated
from gatecoach.desk.deals import known_worth
from gatecoach.facts import Claim, FieldValue
from gatecoach.journey import standing
from gatecoach.report.trending import Trend, bar, trend_dict, trend_text
from gatecoach.resolve import resolve
from gatecoach.subject import Subject
from gatecoach.testing.people import TODAY
from gatecoach.testing.people import day as whole_day
from gatecoach.testing.trees import JOURNEY
from gatecoach.time import span

DEAL = journey_text(GATES + pair("reply") + AFTER).replace("sides:", "fields: {amount: {type: money}}\nsides:", 1)
FRAMEWORK = framework_of(HEAD.format(zone="UTC"), DEAL)


def rows(framework, subjects, days, money="", journey="deal"):
    """The days of a trend over these deals."""
    with Engine() as engine:
        tables = engine.take(written(subjects))
        return list(trend(framework, tables, days, engine=engine, journey=journey, money=money))


@functools.cache
def small():
    """Three deals over four weeks of January: told as they happened, late, and ended."""
    reply = {"at": 3, "known": day(10)}
    facts = {
        "late": [Claim(stage="second", at=date(2)), sent("m1", 2), got("r1", **reply)],
        "grows": [Claim(stage="second", at=date(6)), FieldValue(field="amount", value=1000, at=date(6)),
                  FieldValue(field="amount", value=2500, at=date(12), known=day(16)),
                  Claim(stage="third", at=date(13))],
        "ends": [Claim(stage="second", at=date(4)), Claim(stage="lost", at=date(14)), sent("m1", 4)],
        "free": [sent("m9", 20)],
    }  # fmt: skip
    made = []
    for name, told in facts.items():
        subject = Subject(FRAMEWORK, "deal", name, owner="rita", people=PEOPLE, sources=SOURCES)
        subject, rejected = subject.with_facts(told)
        assert not rejected
        made.append(subject)
    days = [date(number) for number in (1, 5, 9, 12, 15, 19, 21)]
    return {each.at.day: each for each in rows(FRAMEWORK, made, days, "amount")}


def test_a_deal_counts_from_what_is_known_of_it_first_until_it_ends():
    """None on day 1; one that ended on day 14 is not open on day 15; one of which a mail is known has begun."""
    assert {number: each.deals for number, each in small().items()} == {1: 0, 5: 2, 9: 3, 12: 3, 15: 2, 19: 2, 21: 3}


def test_what_became_known_later_counts_from_then_on():
    """They replied on day 3 and we learnt of it on day 10: until then the gap was there, and it stays in those rows."""
    assert small()[9].by_gap == {1: 3}
    assert small()[12].by_gap == {0: 1, 1: 2}


def test_the_gap_follows_the_claim_of_the_day():
    """A claim of day 13 widens it from then on; a deal that claims nothing has none."""
    assert [(number, small()[number].gap, small()[number].ahead) for number in (12, 15, 21)] == [
        (12, 2, 2), (15, 2, 1), (21, 2, 1),
    ]  # fmt: skip
    assert (small()[21].unclear, small()[19].unclear) == (1, 0)


def test_the_money_behind_the_gap_is_what_was_known_then():
    """The value of day 12 was known on day 16; of the other deals nobody knows the worth."""
    assert [(number, small()[number].money, small()[number].unknown) for number in (9, 15, 19)] == [
        (9, 1000, 2), (15, 1000, 0), (19, 2500, 0),
    ]  # fmt: skip


def summed(framework, subjects, on):
    """What the kernel says of the deals of a day, summed in the plainest way."""
    until = framework.judged_at(on)
    found = [standing(each, on) for each in subjects if _begun(framework, each, until.end)]
    open_ = [each for each in found if not each.ended]
    values = {each.subject.id: known_worth(resolve(each.subject, until).values.get("price")) for each in open_}
    gaps = Counter(each.gap for each in open_ if isinstance(each.gap, int))
    behind = [each for each in open_ if each.gap == "behind"]
    ahead = [each for each in open_ if isinstance(each.gap, int) and each.gap > 0]
    worths = [values[each.subject.id] for each in ahead]
    return (
        len(open_), dict(gaps), len(behind), len(open_) - sum(gaps.values()) - len(behind),
        sum((each for each in worths if each is not None), Decimal(0)), worths.count(None),
    )  # fmt: skip


def _begun(framework, deal, until):
    zone = framework.time_zone
    dated = [each for each in deal.facts if each.at is not None]
    firsts = [max(span(each.at, zone).start, span(each.known or each.at, zone).start) for each in dated]
    return not firsts or min(firsts) <= until


@pytest.mark.timeout(600)
def test_each_row_is_the_kernel_s_standing_as_of_that_day():
    """Over made-up deals: open ones, gaps, those without a number, and the money."""
    framework, subjects = made_up(1, 90)
    days = [whole_day(number) for number in (TODAY - 24, TODAY - 8, TODAY)]
    found = rows(framework, subjects, days, "price", JOURNEY)
    told = [(each.deals, dict(each.by_gap), each.behind, each.unclear, each.money, each.unknown) for each in found]
    assert told == [summed(framework, subjects, each) for each in days]
    assert len({each[0] for each in told}) > 1
    for name in ("gap", "money", "unclear"):
        assert any(getattr(each, name) for each in found), name


def test_many_deals_are_judged_as_of_fewer_days_at_once(monkeypatch):
    """Three deals as of one day at a time say the same as all days in one pass."""
    made = [Subject(FRAMEWORK, "deal", name, claimed="second") for name in "abc"]
    made[0] = made[0].with_facts([Claim(stage="third", at=date(3))])[0]
    days = [date(2), date(4)]
    together = rows(FRAMEWORK, made, days)
    monkeypatch.setattr("gatecoach.audit.trend.AT_ONCE", 3)
    assert rows(FRAMEWORK, made, days) == together
    assert [(each.deals, each.gap) for each in together] == [(2, 2), (3, 4)]


@pytest.mark.parametrize(
    ("first", "every", "days"),
    [(1, 7, [3, 10, 17]), (3, 7, [3, 10, 17]), (4, 7, [10, 17]), (17, 7, [17]), (15, 1, [15, 16, 17])],
)
def test_days_are_counted_back_from_the_last(first, every, days):
    """It is always one of them, the first one only where it fits."""
    assert days_until(date(17), date(first), every) == [date(each) for each in days]


def test_deals_that_claim_without_a_date_are_counted():
    """Their claim of today is taken for every day; one dated claim is enough to know better."""
    made = [Subject(FRAMEWORK, "deal", name, claimed="second") for name in "ab"]
    made[0] = made[0].with_facts([Claim(stage="third", at=date(3))])[0]
    with Engine() as engine:
        assert undated(engine.take(written([*made, Subject(FRAMEWORK, "deal", "c")]))) == 1


def shown(width, money="amount", **more):
    """The text of the small trend."""
    days = list(small().values())
    return trend_text(Trend(days, FRAMEWORK.journey("deal"), "tiny 1", money, "EUR", **more), width=width)


def test_the_table_has_a_row_and_a_bar_for_each_day():
    """The longest bar is that of the most gates; where nothing is open there is none."""
    lines = shown(80).splitlines()
    assert "2026-01-01     0      0       0" in lines
    assert "2026-01-09     3      3   1,000  ########################" in lines
    assert "2026-01-12     3      2   1,000  ################" in lines
    assert "21 January 2026: 1 deal without a gap, 1 deal of 2 gates." in lines
    assert "Behind the gap: 2,500 EUR." in lines
    assert "Not counted as a gap: 1 deal with nothing to compare." in lines


@pytest.mark.parametrize("width", [40, 80, 120])
def test_it_fits_its_width(width):
    """The table as well."""
    text = shown(width, undated=3)
    assert max(map(len, text.splitlines())) <= width
    assert "3 deals claim a stage without a date: the claim of today is taken for every day." in " ".join(text.split())


def test_without_a_field_for_the_worth_no_money_is_shown():
    """Neither in the table nor below it, nor to a machine."""
    assert "Amount" not in shown(80, "")
    assert "Behind the gap" not in shown(80, "")
    told = trend_dict(Trend(list(small().values()), FRAMEWORK.journey("deal"), "tiny 1"))
    assert {each["amount"] for each in told["days"]} == {None}


def test_the_same_for_a_machine():
    """With the deals of each gap."""
    told = trend_dict(Trend(list(small().values()), FRAMEWORK.journey("deal"), "tiny 1", "amount"))
    assert (told["schema"], told["journey"], told["undated-claims"]) == (1, "deal", 0)
    assert told["days"][-1] == {
        "at": "2026-01-21", "deals": 3, "gap": 2, "ahead": 1, "by-gap": {"0": 1, "2": 1}, "behind": 0, "unclear": 1,
        "amount": "2500", "amount-unknown": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("value", "drawn"), [(0, ""), (1, "#"), (50, "#####"), (100, "##########")])
def test_a_bar_is_as_long_as_its_share(value, drawn):
    """Anything at all is seen."""
    assert bar(value, 100, 10) == drawn


def test_a_deal_of_which_nothing_is_dated_always_counted():
    """Nobody can tell when it began."""
    (found,) = rows(FRAMEWORK, [Subject(FRAMEWORK, "deal", "c", claimed="second")], [dt.date(2001, 1, 1)])
    assert (found.deals, found.gap) == (1, 1)
