"""How long a whole pipeline takes: `python benchmarks/bench_audit.py [--deals 100000] [--rounds 3] [--ids text]`.

Deals of twenty pieces of evidence each are made inside DuckDB, in the tables that an audit reads; making them is
not counted. Then preparing and judging are timed apart. Judging is told beside SQL by hand (`audit_by_hand.py`) that
gives the same answer on the same prepared tables, in turns; the answers are compared. It is also told beside SQL by
hand that says of each gate only whether it passes (`passing_by_hand.py`). A sample goes through the kernel's Python
loop, and every deal of it must stand where the audit says. Needs gatecoach[audit].

All deals are prepared and judged at once; with `--judging` they are prepared once and judged in turns, which a million
deals allow. With `--alone` they go in parts, as an audit has it: so that they fit into the memory that the engine may
take; with `--tenth` so too, and in turns with a tenth of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import ibis
from audit_by_hand import answer, kernel_deals, level_columns, made
from passing_by_hand import passing
from prepare_by_hand import forget, prepared_by_hand, unlike

from gatecoach import standing
from gatecoach.audit import Engine, audit
from gatecoach.audit.auditing import PLACE, placed_by
from gatecoach.audit.gates import judged, stood
from gatecoach.audit.parts import parts
from gatecoach.audit.prepare import prepare
from gatecoach.framework import load

AT = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
SAMPLE = 1000
KINDS = ("prepare", "prepare by hand", "judge", "judge by hand", "passing by hand")


def framework(gates: int, *, waivers: bool = False):
    """The journey of the benchmark: in each gate four pairs, in the last also one that goes through plans."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "all.yaml").write_text(_home(), encoding="utf-8")
        (Path(folder) / "deal.yaml").write_text(_journey(gates, waivers=waivers), encoding="utf-8")
        return load(folder)


def _home() -> str:
    return """
gatecoach: 1
framework: pipeline
version: "1"
time-zone: UTC
phases: {only: {title: Only}}
roles:
  customer: {buyer: {}, user: {}}
  seller: {rep: {}}
"""


def _journey(gates: int, *, waivers: bool) -> str:
    stages = "\n".join(f"  stage-{number}: {{phase: only}}" for number in range(gates))
    lines = [
        "journey: deal", "sides: [customer, seller]", "stages:", stages, "ends: {won: won, lost: lost}", "evidence:",
        "  pitch: {side: seller}",
        "  reply: {side: customer, by: [buyer, user], answers: pitch}",
        "  offer: {side: seller}",
        "  verdict: {side: customer, by: [buyer], answers: offer, outcomes: {for: [agrees], against: [refuses]}}",
        "  plan: {side: seller}",
        "  accepted: {side: customer, answers: plan}",
        "gates:",
    ]  # fmt: skip
    for number in range(gates):
        target = f"stage-{number + 1}" if number + 1 < gates else "won"
        two, four = "at-least: 2", "at-least: 2, from-different: person"
        old = f"no-older-than: {120 - 5 * number} days"
        lines += [
            f"  gate-{number}:", f"    from: stage-{number}", f"    to: {target}",
            *(["    waivers: {by: [rep], for-at-most: 30 days}"] if waivers else []), "    requires:",
            f"      met: {{say: Met., seller: {{what: pitch, {old}}}, customer: {{what: reply, {old}}}}}",
            f"      bid: {{say: Bid., seller: offer, customer: {{what: verdict, {old}}}}}",
            f"      team: {{say: T., seller: {{what: pitch, {two}, {old}}}, customer: {{what: reply, {four}, {old}}}}}",
            f"      plan: {{say: Plan., seller: plan, customer: {{what: accepted, within: {10 + number} days}}}}",
        ]  # fmt: skip
    lines += ["      whole: {say: Whole., for-each: plan, customer: {what: accepted, by: everyone}}"]
    return "\n".join(lines) + "\n"


def timed(work):
    """What some work gives, and its seconds by the clock and of CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - wall, time.process_time() - cpu


def told(name: str, walls: list[float], cpus: list[float], more: str = "") -> None:
    """One line of figures: medians of the rounds."""
    wall, cpu = statistics.median(walls), statistics.median(cpus)
    print(f"{name:<22} {wall:7.2f} s by the clock {cpu:7.2f} s of CPU{more}", flush=True)


def kernel_loop(tables, course, audited) -> float:
    """The seconds of CPU that the kernel needs for a deal of the sample; it stands where the audit says."""
    ids = [row["deal"] for row in tables["deals"].order_by("deal").limit(SAMPLE).to_pyarrow().to_pylist()]
    deals = kernel_deals(tables, course, ids)
    said = {row["deal"]: row for row in audited.filter(audited.deal.isin(ids)).to_pyarrow().to_pylist()}
    found, _, cpu = timed(lambda: [standing(each, AT) for each in deals])
    for each in found:
        row = said[each.subject.id]
        assert (each.verified, each.gap) == (row["verified"], row["gap_is"] or row["gap"]), each.subject.id
    return cpu / len(deals)


def main() -> None:
    """Make the deals, time the rounds, print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--gates", type=int, default=5)
    parser.add_argument("--ids", choices=("integer", "text"), default="integer")
    parser.add_argument("--memory", default="", help="the engine's limit, as 512MB")
    parser.add_argument("--uneven", action="store_true", help="a huge deal, dated roles and waivers; implies --alone")
    parser.add_argument("--alone", action="store_true", help="without SQL by hand and the kernel")
    parser.add_argument("--tenth", action="store_true", help="all of it beside a tenth of the deals, in turns")
    parser.add_argument("--judging", action="store_true", help="judging alone beside SQL by hand, prepared once")
    given = parser.parse_args()
    given.alone |= given.uneven
    course = framework(given.gates, waivers=given.uneven)
    journey = course.journey("deal")
    connection = ibis.duckdb.connect()
    if given.memory:
        connection.raw_sql(f"SET memory_limit = '{given.memory}'")
    tables = made(connection, given.deals, text=given.ids == "text", uneven=given.uneven)
    print(f"{given.deals:,} deals, {tables['evidence'].count().to_pyarrow().as_py():,} pieces of evidence, "
          f"{given.gates} gates, {len(journey.leaves)} leaves, {given.ids} ids"
          f"{f', memory of {given.memory}' * bool(given.memory)}")  # fmt: skip
    if given.judging:
        judging(connection, course, tables, given.rounds)
    elif given.tenth:
        beside_a_tenth(connection, course, tables, given)
    elif given.alone:
        alone(connection, course, tables, given.rounds)
    else:
        compared(connection, course, tables, given.rounds)
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB resident")


def alone(connection, course, tables, rounds: int) -> None:
    """Preparing and judging, timed apart, and a whole audit in parts that fit."""
    kinds: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in ("prepare", "judge", "all")}
    for _ in range(rounds):
        with Engine(connection) as engine:
            found, *times = timed(lambda e=engine: in_parts(e, course, tables))
            for kind, spent in (*found.items(), ("all", times)):
                for kept, seconds in zip(kinds[kind], spent, strict=True):
                    kept.append(seconds)
    for name, both in kinds.items():
        told(name, *both)


def beside_a_tenth(connection, course, tables, given) -> None:
    """An audit in parts, and one of a tenth of the deals before and after it: the ratio of their seconds of CPU."""
    other = ibis.duckdb.connect()
    few = made(other, given.deals // 10, text=given.ids == "text", uneven=given.uneven)

    def once(where, some) -> float:
        with Engine(where) as engine:
            return timed(lambda: in_parts(engine, course, some))[2]

    ratios = []
    for _ in range(given.rounds):
        before, whole, after = once(other, few), once(connection, tables), once(other, few)
        ratios.append(2 * whole / (before + after))
        print(
            f"{whole:7.2f} s of CPU, a tenth {before:.2f} and {after:.2f} s: {ratios[-1]:.2f} x",
            flush=True,
        )
    print(f"ten times the deals: {statistics.median(ratios):.2f} x ({min(ratios):.2f} to {max(ratios):.2f})")


def in_parts(engine, course, tables) -> dict[str, list[float]]:
    """The seconds of all parts together, by the clock and of CPU; what was found of all deals is kept to the end."""
    spent = {"prepare": [0.0, 0.0], "judge": [0.0, 0.0]}
    journey, levels = course.journey("deal"), None
    for some, at in parts(engine, tables, course.judged_at(AT)):
        with engine.narrowing() as kept:
            prepared, *times = timed(lambda s=some, a=at: prepare(engine, s, journey, _roles(course), a))
            spent["prepare"] = [sum(each) for each in zip(spent["prepare"], times, strict=True)]
            levels, *times = timed(lambda p=prepared, w=levels: judged(engine, p, w))
            spent["judge"] = [sum(each) for each in zip(spent["judge"], times, strict=True)]
            kept.append(levels)
    _, *times = timed(lambda: placed_by(engine, course, journey, levels))
    spent["judge"] = [sum(each) for each in zip(spent["judge"], times, strict=True)]
    return spent


def compared(connection, course, tables, rounds: int) -> None:
    """The same in turns with SQL by hand; then a whole audit beside the kernel's loop."""
    kinds: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in KINDS}
    journey, at = course.journey("deal"), course.judged_at(AT)
    for number in range(rounds):
        with Engine(connection) as engine:
            prepared = _noted(kinds["prepare"], lambda e=engine: prepare(e, tables, journey, _roles(course), at))
            _noted(kinds["prepare by hand"], lambda: prepared_by_hand(connection, journey, _roles(course), at))
            if number == 0:
                assert (found := unlike(connection, prepared)) == 0, found
            forget(connection)
            judged_in_turns(kinds, engine, course, prepared, alike=number == 0)
    _ratios(kinds)
    with Engine(connection) as engine:
        found, wall, cpu = timed(lambda: audit(course, tables, AT, engine=engine, journey="deal"))
        print(f"{'all of an audit':<22} {wall:7.2f} s by the clock {cpu:7.2f} s of CPU")
        median = statistics.median(kinds["judge"][1])
        each = kernel_loop(tables, course, found.deals)
        deals = tables["deals"].count().to_pyarrow().as_py()
        print(f"the kernel's loop: {each * 1e6:,.0f} us of CPU a deal ({SAMPLE:,} deals, facts at hand), "
              f"so {each * deals / cpu:.1f} x the audit, {each * deals / median:.1f} x judging alone")  # fmt: skip


def judging(connection, course, tables, rounds: int) -> None:
    """Judging in turns with SQL by hand on tables that are prepared once, so that many deals fit into memory."""
    kinds: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in KINDS[2:]}
    with Engine(connection) as engine:
        with engine.narrowing() as kept:
            prepared = prepare(engine, tables, course.journey("deal"), _roles(course), course.judged_at(AT))
            kept += [prepared.moments, prepared.people, prepared.rows, prepared.ancestors]
        for number in range(rounds):
            with engine.narrowing():
                judged_in_turns(kinds, engine, course, prepared, alike=number == 0)
    _ratios(kinds)


def judged_in_turns(kinds, engine, course, prepared, *, alike: bool) -> None:
    """One round: judging, the same by hand, and passing by hand; with `alike` the answers are compared."""
    connection, journey = engine.connection, course.journey("deal")
    ours = _noted(kinds["judge"], lambda: placed_by(engine, course, journey, judged(engine, prepared)))
    hand = _noted(kinds["judge by hand"], lambda: answer(connection, prepared, journey))
    if alike:
        _alike(connection, _with_gates(ours, journey), hand, _columns(journey))
    connection.raw_sql(f"DROP TABLE {hand}")
    only = _noted(kinds["passing by hand"], lambda: passing(connection, prepared, journey))
    if alike:
        _alike(connection, _with_gates(ours, journey), only, [f"{gate}:passes" for gate in journey.gates])
    connection.raw_sql(f"DROP TABLE {only}")


def _ratios(kinds) -> None:
    """The medians, and ours beside those by hand."""
    for name, both in kinds.items():
        told(name, *both)
    for one, other in (("prepare", "prepare by hand"), ("judge", "judge by hand"), ("judge", "passing by hand")):
        if one in kinds:
            pairs = zip(kinds[one][1], kinds[other][1], strict=True)
            ratios = sorted(mine / theirs for mine, theirs in pairs)
            print(f"{one}: {statistics.median(ratios):.2f} x {other} of CPU ({ratios[0]:.2f} to {ratios[-1]:.2f})")


def _roles(course) -> list[str]:
    return [role for held in course.definition.roles.values() for role in held]


def _noted(kept, work):
    found, wall, cpu = timed(work)
    kept[0].append(wall)
    kept[1].append(cpu)
    return found


def _columns(journey) -> list[str]:
    """What both say of a deal, row by row."""
    flags = [f"{gate}:{word}" for gate in journey.gates for word in ("passes", "carriable")]
    place = [name for name in PLACE if not name.endswith("without_waivers")]
    return [*level_columns(journey), *flags, *place]


def _with_gates(ours, journey):
    """The audit's table with a column for each answer about a gate."""
    flags = {f"{gate}:{word}": stood(ours, number, word) != 0
             for number, gate in enumerate(journey.gates) for word in ("passes", "carriable")}  # fmt: skip
    return ours.mutate(**flags)


def _alike(connection, ours, hand: str, columns: list[str]) -> None:
    """Both say the same of every deal, in every column."""
    other = connection.table(hand)
    pairs = ours.join(other, ours.deal == other.hand_deal)
    same = {f"n{number}": pairs[name].cast("string").identical_to(pairs[f"hand {name}"].cast("string"))
            for number, name in enumerate(columns)}  # fmt: skip
    row = pairs.agg(**{number: (~each).sum() for number, each in same.items()}).to_pyarrow().to_pylist()[0]
    odd = [(name, row[f"n{number}"]) for number, name in enumerate(columns) if row[f"n{number}"]]
    assert not odd, odd
    assert pairs.count().to_pyarrow().as_py() == other.count().to_pyarrow().as_py() == ours.count().to_pyarrow().as_py()


if __name__ == "__main__":
    main()
