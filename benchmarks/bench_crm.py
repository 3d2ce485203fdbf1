"""How long rows of a CRM's CSV export take beside `csv.reader`, and how much memory files of two sizes take.

Run `PYTHONPATH=framework python benchmarks/bench_crm.py [--rows 20000] [--megabytes 20]`. The export is made here: 20
columns, of which the bundled mapping for Salesforce reads eight. Both sides start from bytes; gatecoach ends at the
claim of each row. The memory is the peak of a process of its own that reads one file of that size from disk, and of
one that reads ten times as much. Ratios travel between machines, times do not. The aims are at most 6 times csv.reader,
and at most 1.1 times the memory for ten times the file.
"""

from __future__ import annotations

import argparse
import csv
import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from gatecoach.framework import load
from gatecoach.intake.crm import CrmContext, Tally, crm_rows, stream_crm
from gatecoach.place import mapping_of

COLUMNS = (
    "Id,AccountId,Name,StageName,Amount,CurrencyIsoCode,CloseDate,OwnerId,Owner.Email,Type,LeadSource,Probability,"
    "ForecastCategoryName,NextStep,CreatedDate,LastModifiedDate,IsClosed,IsWon,Region__c,Product_Line__c"
)
STAGES = ("Discovery", "Needs analysis", "Solution fit", "Proposal")
ROUNDS = 5


def lines() -> Iterator[str]:
    """The rows of an export that never ends."""
    number = 0
    while True:
        day, month = number % 28 + 1, number % 12 + 1
        yield (
            f'006{number:012}AAA,001{number // 3:012}AAA,"Line {number} retrofit, hall {number % 7}",'
            f"{STAGES[number % 4]},{number % 90_000 + 1000}.00,EUR,2026-{month:02}-{day:02},005{number % 50:012}AAA,"
            f"rep{number % 50}@seller.example,New Business,Web,20,Pipeline,Call the plant manager,"
            f"2026-01-{day:02}T08:15:00.000+0000,2026-03-{day:02}T10:00:00.000+0000,false,false,DACH,Presses\n"
        )
        number += 1


def context() -> CrmContext:
    """The bundled mapping for Salesforce, for CSV files, on a bundled framework."""
    mapping = mapping_of("salesforce")
    assert mapping is not None
    return CrmContext.of(load("b2b"), mapping.model_copy(update={"format": "csv"}))


def medians(tasks: dict[str, Callable[[], None]]) -> dict[str, float]:
    """The median process time of each task, taken in turns so that a busy moment hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            start = time.process_time()
            task()
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def speed(rows: int) -> None:
    """Rows against the reader of the standard library, and whole deals from disk."""
    data = "".join([f"{COLUMNS}\n", *islice(lines(), rows)]).encode()
    known = context()

    def plain() -> None:
        with io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="") as text:
            assert sum(1 for _ in csv.reader(text)) == rows + 1

    def pieces() -> None:
        tally = Tally()
        found = crm_rows([("Opportunity.csv", data)], known, tally)
        assert sum(piece.claim is not None for piece in found) == rows  # type: ignore[union-attr]
        assert not tally.rejected

    def deals() -> None:
        assert sum(1 for _ in stream_crm([("Opportunity.csv", data)], known, Tally())) == rows

    found = medians({"csv.reader": plain, "rows": pieces, "deals, joined on disk": deals})
    print(f"{rows} rows of {len(data) // rows} bytes")
    for name, seconds in found.items():
        ratio = seconds / found["csv.reader"]
        print(f"{name:22} {seconds / rows * 1e6:7.2f} us a row   {ratio:6.2f} x csv.reader")


def memory(megabytes: int) -> None:
    """The peak of a process for a file of that size and for one of ten times the size."""
    with tempfile.TemporaryDirectory() as folder:
        peaks = {}
        for size in (megabytes, 10 * megabytes):
            path = Path(folder, f"{size}.csv")
            with path.open("w", encoding="utf-8") as file:
                file.write(f"{COLUMNS}\n")
                rows = lines()
                while file.tell() < size * 1_000_000:
                    file.writelines(islice(rows, 10_000))
            command = [sys.executable, __file__, "--peak-of", str(path)]
            peaks[size] = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        small, large = peaks.values()
        print(f"peak memory of {megabytes} MB: {small / 1024:.1f} MB; of {10 * megabytes} MB: {large / 1024:.1f} MB")
        print(f"ten times the file takes {large / small:.2f} x the memory")


def peak_of(path: Path) -> None:
    """Read a file row by row and print the peak of this process in kilobytes."""
    with path.open("rb") as file:
        assert sum(1 for _ in crm_rows([("Opportunity.csv", file)], context(), Tally()))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=20_000)
    options.add_argument("--megabytes", type=int, default=20)
    options.add_argument("--peak-of", type=Path)
    chosen = options.parse_args()
    if chosen.peak_of:
        peak_of(chosen.peak_of)
        return
    speed(chosen.rows)
    memory(chosen.megabytes)


if __name__ == "__main__":
    main()
