"""The figures of a report are those that somebody would count by hand, deal by deal, with the kernel's standings."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
import statistics
from collections import Counter
from decimal import Decimal

import pytest
from audit.piped import (
    AT,
    ENDS,
    MONEY,
    OWNERS,
    STAGES,
    before,
    chance_deals,
    deal,
    figures_of,
)

from gatecoach.audit.figures.ageing import median
from gatecoach.audit.figures.deals import Wanted
from gatecoach.audit.figures.rows import Age, Jump
from gatecoach.audit.given import Problem
from gatecoach.errors import UsageError
from gatecoach.facts import Claim, Waiver
from gatecoach.journey import standing

SEED, MANY = 7, 150
LEVELS = ("missing", "expired", "unverifiable", "contested")


@functools.cache
def world():
    """Made-up deals, what the kernel says of each, and the figures of the report."""
    deals = chance_deals(SEED, MANY)
    wanted = Wanted("amount", team="region")
    return deals, [standing(each, AT) for each in deals], figures_of(deals, wanted, most=1000)


def pairs(*, live=True):
    """The open deals, or the ended ones, each with its standing."""
    deals, found, _ = world()
    return [(one, each) for one, each in zip(deals, found, strict=True) if each.ended is not live]


def worth(one):
    """What a deal is worth by hand: a plain amount that is not negative."""
    value = one.fields.get("amount")
    known = isinstance(value, int | str) and not str(value).endswith("USD") and Decimal(value) >= 0
    return Decimal(value) if known else None


def total(deals):
    """What deals are worth together."""
    return sum((worth(each) or Decimal(0) for each in deals), Decimal(0))


def is_further(found):
    """Whether a deal is claimed further than its evidence supports."""
    return isinstance(found.gap, int) and found.gap > 0


def days(one):
    """The dated claims of a deal, how long ago and which stage, in their order; those of one day along the journey."""
    dated = [each for each in one.facts if isinstance(each, Claim) and each.at <= AT]
    order = [*STAGES, *ENDS]
    return sorted(
        (((AT - each.at).days, each.stage) for each in dated), key=lambda each: (-each[0], order.index(each[1]))
    )


def test_the_made_up_deals_have_something_of_everything():
    """Else the comparisons below would compare nothing."""
    figures = world()[2]
    assert figures.total.further > 20
    assert figures.total.odd > 3
    assert figures.total.supported > 5
    assert figures.ended > 20
    assert figures.ageing.older_deals > 3
    assert all(any(getattr(each, level) for each in figures.lacks) for level in LEVELS[:3])
    assert len(figures.jumps) > 4
    assert {each.code for each in figures.flaws} >= {"unknown-stage", "no-claim", "negative-amount", "no-amount"}


def test_the_sum_of_all_is_right():
    """Deals, money, those claimed too far and those of which there is no telling."""
    found, live = world()[2].total, pairs()
    far = [one for one, each in live if is_further(each)]
    odd = [one for one, each in live if str(each.gap) in {"unknown", "off-path"}]
    assert (found.deals, found.amount) == (len(live), total(one for one, _ in live))
    assert (found.further, found.further_amount) == (len(far), total(far))
    assert (found.odd, found.odd_amount) == (len(odd), total(odd))
    assert found.gates == sum(each.gap for _, each in live if is_further(each))
    assert found.unpriced == sum(worth(one) is None for one, _ in live)
    assert found.supported_amount == found.amount - total(far) - total(odd)
    assert world()[2].ended == len(pairs(live=False))


@pytest.mark.parametrize("place", [*STAGES, ""])
def test_a_stage_has_its_claimed_and_its_verified_deals(place):
    """What is claimed and is no stage stands under no stage."""
    row = next(each for each in world()[2].stages if each.stage == place)
    live = pairs()
    claimed = [(one, each) for one, each in live if (each.claimed if each.claimed in STAGES else "") == place]
    verified = [one for one, each in live if each.verified == place]
    assert (row.claimed, row.claimed_amount) == (len(claimed), total(one for one, _ in claimed))
    assert (row.verified, row.verified_amount) == (len(verified), total(verified))
    assert row.further == sum(is_further(each) for _, each in claimed)


def test_the_ways_are_where_the_two_differ():
    """Each open deal whose gap is not nought is in one of them; most money comes first."""
    ways = world()[2].ways
    gap = lambda each: each.gap if isinstance(each.gap, int) else str(each.gap)  # noqa: E731
    wanted = Counter((each.claimed or "", each.verified, gap(each)) for _, each in pairs() if each.gap != 0)
    assert {each[:3]: each.deals for each in ways} == wanted
    assert [each.amount for each in ways] == sorted((each.amount for each in ways), reverse=True)


@pytest.mark.parametrize("owner", OWNERS)
def test_a_rep_has_the_gap_of_the_own_deals(owner):
    """And nobody else's; deals without an owner are a group of their own."""
    row = next(each for each in world()[2].reps if each.name == owner)
    own = [(one, each) for one, each in pairs() if one.owner == owner]
    far = [one for one, each in own if is_further(each)]
    assert (row.deals, row.further, row.further_amount) == (len(own), len(far), total(far))


def test_the_widest_gap_in_money_comes_first():
    """Among reps and among teams; together they are all open deals."""
    figures = world()[2]
    for groups in (figures.reps, figures.teams):
        sizes = [each.further_amount for each in groups]
        assert sizes == sorted(sizes, reverse=True)
        assert sum(each.deals for each in groups) == figures.total.deals


def test_a_team_is_a_field_of_the_deals():
    """A deal without one belongs to none."""
    wanted = Counter(one.fields.get("region", "") for one, _ in pairs())
    assert {each.name: each.deals for each in world()[2].teams} == wanted


def lacks_by_hand():
    """For each side its statuses in the deals that the gate holds, and in all open ones; how many claim to be past."""
    found = Counter()
    for _, each in pairs():
        past = {decision.gate for decision in each.refusals} if is_further(each) else set()
        far = STAGES.index(each.claimed) if each.claimed in STAGES else 0
        claimed = {f"to-{stage}" for stage in STAGES[1 : far + 1]}
        for gate, decision in each.decisions.items():
            for side, result in decision.requirements[0].sides.items():
                status = str(result.status)
                if status in LEVELS:
                    found[gate, side, "everywhere"] += 1
                    found[gate, side, status] += gate in past
                found[gate, side, "held"] += gate in past
                found[gate, side, "claimed"] += gate in claimed
    return found


def test_what_is_missing_is_counted_where_it_is_claimed():
    """By status, only in deals claimed past the gate; beside it in how many of all open deals."""
    wanted, lacks = lacks_by_hand(), world()[2].lacks
    assert [each.requirement for each in lacks] == ["pair"] * len(lacks)  # a task holds nobody
    names = (*LEVELS, "held", "everywhere", "claimed")
    shown = {(each.gate, each.side, name): getattr(each, name) for each in lacks for name in names}
    short = {key[:2] for key, number in wanted.items() if key[2] in LEVELS and number}
    assert shown == {(*key, name): wanted[(*key, name)] for key in short for name in names}


def test_a_gate_stands_where_the_journey_has_it():
    """Within a gate what is short most often comes first."""
    lacks = world()[2].lacks
    order = [f"to-{each}" for each in (*STAGES[1:], "won")]
    assert [order.index(each.gate) for each in lacks] == sorted(order.index(each.gate) for each in lacks)
    assert all(a.short >= b.short for a, b in itertools.pairwise(lacks) if a.gate == b.gate)


def test_what_is_waived_is_not_short():
    """Neither in the deals that a gate holds nor in all; the gate still waits for something that is met."""
    waiver = Waiver(id="w", requirement="to-two.pair", by="max", reason="Known", at=before(3), until=before(-9))
    claims = [("three", 20)]
    found = figures_of([deal("a", claims=claims, more=[waiver]), deal("b", claims=claims)]).lacks
    shown = {(each.gate, each.side): (each.held, each.missing, each.everywhere) for each in found}
    assert shown["to-two", "customer"] == (2, 1, 1)
    assert shown["to-three", "customer"] == (2, 2, 2)


def test_ages_stand_beside_the_own_closed_deals():
    """Median and longest of what was won or lost, how old open deals are, and which are older than any closed one."""
    found = world()[2].ageing
    took = []
    for one, each in pairs(live=False):
        dated = days(one)
        if ENDS[each.claimed] in {"won", "lost"}:
            took.append(max(dated)[0] - min(dated)[0])
    ages = {one.id: max(days(one))[0] for one, _ in pairs() if days(one)}
    assert (found.closed, found.median, found.longest) == (len(took), statistics.median(took), max(took))
    assert {each.days: each.deals for each in found.ages} == Counter(ages.values())
    older = {name: age for name, age in ages.items() if age > max(took)}
    assert {each.deal: each.days for each in found.older} == older
    assert found.older_deals == len(older)
    assert found.older_amount == total(one for one, _ in pairs() if one.id in older)
    assert (found.dated, found.undated) == (len(ages), len(pairs()) - len(ages))


def test_leaps_are_claims_that_leave_out_stages():
    """From one dated claim to the next by more than one gate, in all deals; the way to a free end is no leap."""
    rank = {each: number for number, each in enumerate([*STAGES, "won"])}
    wanted, leapt = Counter(), set()
    for one in world()[0]:
        told = [stage for _, stage in days(one)]
        for here, there in itertools.pairwise(told):
            if here in rank and there in rank and rank[there] - rank[here] > 1:
                wanted[here, there] += 1
                leapt.add(one.id)
    figures = world()[2]
    assert {(each.source, each.target): each.times for each in figures.jumps} == wanted
    assert all(each.skipped == rank[each.target] - rank[each.source] - 1 for each in figures.jumps)
    assert {each.deal for each in figures.jumped} == leapt & {one.id for one, _ in pairs()}


def test_flaws_are_counted_with_an_example():
    """Each of them is looked up deal by deal."""
    flaws = {each.code: each for each in world()[2].flaws}
    live = [one for one, _ in pairs()]
    unclaimed = [one.id for one, each in pairs() if each.claimed is None]
    assert (flaws["no-claim"].rows, flaws["no-claim"].example) == (len(unclaimed), min(unclaimed))
    assert flaws["no-owner"].rows == sum(not one.owner for one in live)
    assert flaws["negative-amount"].rows == sum(one.fields.get("amount") == -50 for one in world()[0])
    assert flaws["no-amount"].rows == sum(one.fields.get("amount") in {None, "7 USD"} for one in live)
    assert flaws["no-team"].rows == sum("region" not in one.fields for one in live)
    assert flaws["no-first-day"].rows == sum(not days(one) for one in live)


def test_without_closed_deals_nothing_is_known_of_cycles():
    """No median, no longest, and nothing is older than what never was."""
    found = figures_of([deal("a", claims=[("one", 400)])]).ageing
    assert (found.closed, found.median, found.longest, found.won_median) == (0, None, None, None)
    assert (list(found.older), found.older_deals, found.older_amount) == ([], 0, 0)
    assert found.ages == [Age(400, 1)]


def test_a_deal_as_old_as_the_longest_is_not_older():
    """One day more is."""
    closed = deal("c", claims=[("one", 150), ("lost", 50)])
    found = figures_of([closed, deal("a", claims=[("one", 100)]), deal("b", claims=[("one", 101)])]).ageing
    assert [each.deal for each in found.older] == ["b"]


def test_what_was_stopped_tells_nothing_of_cycles():
    """A deal that was dropped has not run its course."""
    found = figures_of([deal("c", claims=[("one", 150), ("dropped", 50)])]).ageing
    assert (found.closed, found.longest) == (0, None)


def test_nothing_of_nothing():
    """No open deal at all: every list is empty and every sum is nought."""
    found = figures_of([deal("c", claims=[("one", 150), ("won", 50)])])
    assert (found.total.deals, found.total.amount, found.ended) == (0, 0, 1)
    assert (found.ways, found.reps, found.lacks, found.jumped) == ([], [], [], [])
    assert found.jumps == [Jump("one", "won", 4, 1, 0, "c")]


def test_a_list_is_cut_and_its_count_is_not():
    """At most so many deals are named."""
    deals = [deal("c", claims=[("one", 5), ("lost", 1)])]
    deals += [deal(f"o{number}", claims=[("one", 50), ("three", 40)], amount=number) for number in range(5)]
    found = figures_of(deals, most=2)
    assert [each.deal for each in found.widest] == ["o4", "o3"]
    assert (len(found.ageing.older), found.ageing.older_deals) == (2, 5)
    assert (len(found.jumped), found.jumps[0].open_deals) == (2, 5)


def test_a_column_may_say_when_a_deal_began_and_ended():
    """It goes before the dated claims; a field of the deals does as well."""
    deals = [deal("a", claims=[("one", 10)], begun=dt.date(2026, 1, 1)), deal("c", claims=[("won", 20)])]
    rows = [{"deal": "a", "made": "2026-06-01", "over": None}, {"deal": "c", "made": "2026-05-01T23:30:00-05:00",
             "over": "2026-05-12"}]  # fmt: skip
    found = figures_of(deals, Wanted(opened="made", closed="over"), given={"deals": rows}).ageing
    assert (found.ages, found.longest) == ([Age(29, 1)], 10)  # the second began on 2 May in the framework's zone
    field = figures_of(deals, Wanted(opened="begun")).ageing
    assert field.ages == [Age(180, 1)]


def test_a_team_may_be_any_column_or_that_of_people():
    """Of the table of deals as it was handed over, else of what is known of owners."""
    deals = [deal("a"), deal("b", owner="bo")]
    rows = [{"deal": "a", "unit": "west"}, {"deal": "b", "unit": None}]
    column = figures_of(deals, Wanted(team="unit"), given={"deals": rows}).teams
    assert {each.name: each.deals for each in column} == {"west": 1, "": 1}
    people = figures_of(deals, Wanted(teams={"bo": "east"})).teams
    assert {each.name: each.deals for each in people} == {"east": 1, "": 1}
    assert figures_of(deals).teams == []


def test_a_column_that_the_report_reads_is_no_flaw():
    """The reader of the tables does not know it; one that nobody reads is told."""
    problems = [Problem("unknown-column", "deals", name, f"nothing reads {name}") for name in ("unit", "odd")]
    rows = [{"deal": "a", "unit": "west"}]
    found = figures_of([deal("a")], Wanted(team="unit"), given={"deals": rows}, problems=problems)
    assert [each.words for each in found.flaws if each.code == "unknown-column"] == ["deals: nothing reads odd"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted(money="region"), "unknown-field"),
        (Wanted(team="unit"), "unknown-column"),
        (Wanted(opened="bgun"), "unknown-column"),
    ],
)
def test_a_column_that_is_not_there_is_refused(wanted, code):
    """With what there is instead."""
    with pytest.raises(UsageError) as refused:
        figures_of([deal("a")], wanted)
    assert refused.value.code == code
    assert refused.value.help


def test_many_unknown_stages_are_told_together():
    """A column of free text does not fill the page."""
    deals = [deal(f"d{number}", claims=()) for number in range(23)]
    named = [dataclasses.replace(each, claimed=f"odd-{number:02}") for number, each in enumerate(deals)]
    found = [each for each in figures_of(named).flaws if each.code == "unknown-stage"]
    assert len(found) == 21
    assert (found[-1].rows, found[-1].words) == (3, "deals claim one of 3 more stages that are not there")


@pytest.mark.parametrize(
    ("values", "wanted"),
    [([], None), ([3], 3), ([1, 2], Decimal("1.5")), ([5, 1, 1], 1), ([1, 1, 4, 9], Decimal("2.5"))],
)
def test_the_median_is_the_one_of_statistics(values, wanted):
    """Whatever many of one value there are."""
    assert median(Counter(values)) == wanted
    assert not values or statistics.median(values) == wanted


def test_later_claims_and_deals_are_not_there_yet():
    """As of an earlier day the same deals tell what was known then."""
    deals = [deal("a", claims=[("one", 60), ("three", 5)]), deal("b", claims=[("one", 60), ("lost", 5)])]
    earlier = figures_of(deals, MONEY, at=AT - dt.timedelta(days=30))
    assert (earlier.total.deals, earlier.total.further, earlier.jumps) == (2, 0, [])
    assert earlier.ageing.ages == [Age(30, 2)]
