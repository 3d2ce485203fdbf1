"""How long `gatecoach.source.read` takes beside `CSafeLoader` and `safe_load` on a file of about 2,000 lines.

Run `PYTHONPATH=framework python benchmarks/bench_reader.py [LINES]`. The file is made here: gates with paired
requirements in block and flow style, quoted and unquoted texts. Both sides start from bytes. Printed are medians of
process time and ratios; ratios travel between machines, times do not. The aim is at most 0.6 times CSafeLoader.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import yaml

from gatecoach.source import read

GATE = """\
  gate-{n}:
    from: stage-{n}
    to: stage-{n}-next
    requires:
      needs-are-theirs:
        say: The key stakeholder confirmed or corrected our needs review number {n}.
        seller: needs-review-sent
        customer: needs-review-answered
        ask:
          - What in their reply is agreement, and what is courtesy?
          - "Who: by name, and since when?"
      more-than-one-voice:
        say: Three different people on their side took part.
        mode: warn
        seller: discovery-meeting-held
        customer: {{what: [meeting-accepted, needs-review-answered], at-least: 3, from-different: person}}
      buyer-on-record:
        when: {{any: [{{amount: {{at-least: 100000}}}}, {{deal-type: [new]}}], if-unknown: require}}
        seller: {{what: executive-brief-sent, with: {{talk-share: {{at-most: 0.{n}}}}}}}
        customer: {{what: executive-reply, by: economic-buyer, within: 30 days}}
    signals:
      gone-quiet: {{say: "No sign for two weeks.", silence: 14 days, suggest: park}}
    waivers: {{by: [sales-director], for-at-most: 30 days, never: [needs-are-theirs]}}
"""


def made(lines: int) -> bytes:
    """A journey file of about that many lines."""
    gates = [GATE.format(n=100 + number) for number in range(max(lines // GATE.count("\n"), 1))]
    return ("journey: opportunity\ngates:\n" + "".join(gates)).encode()


def medians(tasks: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median process time of each task, taken in turns so that a busy moment hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            start = time.process_time()
            task()
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def main(lines: int) -> None:
    """Measure and print."""
    data = made(lines)
    assert read(data, "bench.yaml").findings == ()
    fast = medians(
        {
            "CSafeLoader": lambda: yaml.load(data, Loader=yaml.CSafeLoader),
            "read": lambda: read(data, "bench.yaml"),
            "read + locate": lambda: read(data, "bench.yaml").locate(["gates", "gate-100", "to"]),
        },
        rounds=41,
    )
    fast |= medians({"SafeLoader": lambda: yaml.load(data, Loader=yaml.SafeLoader)}, rounds=3)
    lines = len(data.splitlines())
    print(f"{lines} lines, {len(data)} bytes")
    for name, seconds in fast.items():
        print(f"{name:14} {seconds * 1000:8.2f} ms   {seconds / fast['CSafeLoader']:6.2f} x CSafeLoader")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
