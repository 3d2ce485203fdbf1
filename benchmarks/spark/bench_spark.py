"""How much slower an audit is on Spark: `python benchmarks/spark/bench_spark.py [--deals 20000] [--rounds 3]`.

The deals of `bench_audit.py` as Parquet files, audited on DuckDB in this process and on a Spark of our own on this
machine, in turns; both must say the same. The first round does not count: Spark's machine still warms up then. Needs
gatecoach[spark] and Java.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import ibis
from audit_by_hand import made
from bench_audit import AT, framework

from gatecoach.audit import Engine, audit, on_spark
from gatecoach.errors import UsageError


def audited(engine, folder, course, cpu):
    """The deals of the files as an engine judges them, and the seconds by the clock and of CPU."""
    began, used = time.perf_counter(), cpu()
    tables = {each.stem: engine.connection.read_parquet(str(each)) for each in sorted(folder.iterdir())}
    deals = audit(course, tables, AT, engine=engine, journey="deal").deals
    rows = deals.order_by("deal").to_pyarrow()
    return rows.to_pylist(), time.perf_counter() - began, cpu() - used


def own_cpu(session):
    """The seconds of CPU of this process and of Spark's machine."""
    machine = session.sparkContext._jvm.java.lang.ProcessHandle.current()  # noqa: SLF001 - there is no other way
    return lambda: time.process_time() + machine.info().totalCpuDuration().get().toMillis() / 1000


def main() -> None:
    """Write the files, time the rounds, print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("settings", nargs="*", help="of Spark, as spark.driver.memory=8g")
    given = parser.parse_args()
    course = framework(5)
    try:
        home = on_spark(settings=dict(each.split("=", 1) for each in given.settings))
    except UsageError as error:
        print(f"{error}\n{error.help}")
        return
    with home, tempfile.TemporaryDirectory() as name:
        for table, rows in made(ibis.duckdb.connect(), given.deals, text=False, uneven=False).items():
            rows.to_parquet(f"{name}/{table}.parquet")
        cpu, seconds = own_cpu(home.connection._session), {"DuckDB": [], "Spark": []}  # noqa: SLF001 - as above
        for number in range(given.rounds + 1):
            with Engine() as here, Engine(home.connection) as there:
                both = {"DuckDB": audited(here, Path(name), course, time.process_time),
                        "Spark": audited(there, Path(name), course, cpu)}  # fmt: skip
            assert both["DuckDB"][0] == both["Spark"][0]
            for engine, (_, wall, used) in both.items():
                print(f"round {number}: {engine:<6} {wall:6.1f} s by the clock, {used:6.1f} s of CPU", flush=True)
                seconds[engine] += [used] if number else []
    ratios = sorted(other / one for one, other in zip(*seconds.values(), strict=True))
    print(f"Spark takes {statistics.median(ratios):.1f} x the CPU ({ratios[0]:.1f} to {ratios[-1]:.1f}), warm")


if __name__ == "__main__":
    main()
