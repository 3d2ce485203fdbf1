"""An impact says of every deal what a migration says, although only the deals that move are compared one by one."""

from __future__ import annotations

import copy
import functools
from decimal import Decimal

import pytest
from audit.agreeing import NOW, deals_on, files_of
from audit.tabled import tabled, taken
from migrating.two import AT, DEAL1, DEAL2, FACTS, MAP, OLD, V1, V2, deal, framework, plan
from places import changed

from gatecoach.audit import Engine, Reader, written
from gatecoach.audit.impact import impact, tables_now
from gatecoach.errors import UsageError
from gatecoach.facts import FieldValue
from gatecoach.migrating import plan_of
from gatecoach.migrating.journaled import case_of
from gatecoach.report.impact import impact_dict, impact_text
from gatecoach.report.moving import Moving, moving_dict
from gatecoach.testing.trees import JOURNEY, load_trees

STRICT = ("customer: {what: recap-answered, with: {volume: large}}",
          "customer: {what: recap-answered, with: {volume: small}}")  # fmt: skip
WORTH = {"a": "48000", "b": "1000.50", "c": "-5", "d": "much"}
NO_WAIVER = tuple(each for each in FACTS if getattr(each, "id", "") != "w1")


def deals():
    """Four deals, of which only `b` has a reply; two have no worth that can be added up."""
    few = {"a": NO_WAIVER[:1] + NO_WAIVER[4:6], "b": NO_WAIVER, "c": NO_WAIVER[:1], "d": ()}
    worth = {name: FieldValue(field="amount", value=value, at=AT) for name, value in WORTH.items()}
    made = [
        deal(name, facts=[each for each in facts if not isinstance(each, FieldValue)]) for name, facts in few.items()
    ]
    return [each.with_facts([worth[each.id]])[0] for each in made]


def told(wanted, subjects, at=AT, money="", *, given=False, journey="sale"):
    """The impact of a plan over these deals, written down as tables or handed over as such."""
    with Engine() as engine:
        raw = taken(engine, tabled(subjects)) if given else None
        then = Reader(engine, wanted.old, journey, raw).read().tables if given else engine.take(written(subjects))
        now = tables_now(wanted, then, engine, journey)
        known = {each.id: each for each in subjects}
        asked = None if given else (lambda ids: [known[each] for each in ids])
        return impact(wanted, then, now, at, engine=engine, journey=journey, money=money, subjects=asked)


@functools.cache
def strict():
    """A plan whose second gate asks for something else, and its impact on the four deals."""
    wanted = plan(new=framework(V2, changed(DEAL2, *STRICT)))
    return wanted, told(wanted, deals(), money="worth")


def by_migration(wanted, subjects, at=AT, money=""):
    """What `migrate --dry-run` makes of the same deals, as a machine reads it."""
    cases = [case_of(wanted, each, at, money=money) for each in subjects]
    return moving_dict(Moving(wanted, cases, money=money))


def moved(rows):
    """Those of the deals whose verified stage is another one."""
    return [each for each in rows if each["direction"] != "stays"]


def test_names_alone_move_nobody():
    """Under the names of the map every deal stands where it stood."""
    found = told(plan(), deals(), money="worth")
    assert (found.cases, found.stands) == ([], 4)
    assert found.totals["stays"] == {"deals": 4, "amount": "48995.5"}
    assert "No verified stage would change." in impact_text(found, {})


def test_it_says_what_a_dry_run_says_of_the_same_deals():
    """The deals that move with their reasons, in the same order and words; and the same sums."""
    stricter, found = strict()
    same = by_migration(stricter, deals(), money="worth")
    assert [(each.id, str(each.comparison.direction)) for each in found.cases] == [("b", "back")]
    assert impact_dict(found, {})["deals"] == moved(same["deals"])
    assert {way: (each["deals"], Decimal(each["amount"] or 0)) for way, each in found.totals.items()} == {
        way: (each["deals"], Decimal(each["amount"] or 0)) for way, each in same["totals"].items()
    }


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("seed", "stricter", "given"), [(1, False, False), (2, True, False), (3, True, True)])
def test_made_up_deals_move_as_a_migration_moves_them(seed, stricter, given):
    """A gate made looser or stricter: the same deals go the same way for the same reasons, whatever tables are read."""
    files, choice = files_of(seed)
    old, new = load_trees(files), load_trees(other(files, stricter=stricter))
    subjects = deals_on(old, choice, 60)
    wanted = plan_of(old, new)
    found = told(wanted, subjects, NOW, "price", given=given, journey=JOURNEY)
    same = by_migration(wanted, subjects, NOW, "price")
    ways = {each["id"]: each["direction"] for each in moved(same["deals"])}
    assert 20 < len(ways) < 60
    assert {each.id: str(each.comparison.direction) for each in found.cases} == ways
    counts = [{way: each["deals"] for way, each in sums.items()} for sums in (found.totals, same["totals"])]
    assert counts[0] == counts[1]
    if not given:  # tables tell nothing of names, and readings have ids of their own in them
        assert impact_dict(found, {})["deals"] == moved(same["deals"])


def other(files, *, stricter):
    """The next version of a made-up framework: its first gate asks less, or the seller's act must be of these days."""
    new = copy.deepcopy(files)
    new["framework.yaml"]["version"] = "2"
    if stricter:
        new["framework.yaml"]["evidence"]["act-0"]["no-older-than"] = "2 days"
    for gate in () if stricter else new["deal.yaml"]["gates"].values():
        for each in [*gate["requires"].values()][:-1]:
            each["mode"] = "warn"
    return new


def test_a_journey_without_a_successor_is_refused_with_the_map_s_reason():
    """Its deals would stay, so there is nothing to compare."""
    gone = MAP.replace("journeys: {sale: deal}", "journeys: {sale: {gone: we sell no more}}").split("stages:")[0]
    wanted = plan(gone + "roles: {buyer: sponsor, user: {gone: nobody used it}}\n")
    with pytest.raises(UsageError, match="has no successor") as caught:
        told(wanted, deals())
    assert caught.value.help == "we sell no more"


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_report_fits_its_width_and_says_which_gate_decides(width):
    """Every deal that moves, the sums over all, the gate that moves the most, and that nothing was written."""
    shown = impact_text(strict()[1], {"b": "Brook"}, width=width)
    assert max(map(len, shown.splitlines())) <= width
    words = " ".join(shown.split())
    assert "Brook (b)" in words
    assert "4 deals: 1 moves back (1,000.50 EUR), 3 stand where they stood (47,995 EUR)." in words
    assert "By the gate that decides offer asked: 1 deal" in words
    assert "1 deal would have another verified stage. Nothing was published, and nothing written." in words


def test_evidence_that_only_the_newer_version_knows_does_not_count():
    """Tables that are handed over may hold it already; a migration knows nothing of it, so neither does an impact."""
    wanted = plan_of(
        OLD, framework(changed(V1, 'version: "1"', 'version: "2"') + "  call-made: {side: seller}\n", DEAL1)
    )
    rows = tabled(deals())
    rows["evidence"].append({**rows["evidence"][0], "id": "x9", "what": "call-made"})
    with Engine() as engine:
        raw = taken(engine, rows)
        then = Reader(engine, OLD, "sale", raw).read().tables
        now = tables_now(wanted, then, engine, "sale")
        kinds = now["evidence"].select("what").distinct().to_pyarrow().column("what").to_pylist()
    assert "call-made" not in kinds
    assert "review-sent" in kinds
