"""The work that every contestant of `make bench-peers` does, and how one of them is measured.

The work is the journey of the kernel benchmark. What is missing is known in one of two ways, the same for all
peers: `Mask` folds each item into bits once, as it comes; `Scan` looks through all items at every question, as
most people would write it. Each way has a floor: the same journey by hand, without any engine.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import tracemalloc
from importlib.metadata import version
from itertools import repeat
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench_kernel import Floor, floor_journey, plain, timed
from journeys import GATES, additions, arrival

FLOOR = Floor()
STAGES = [f"stage-{number}" for number in range(6)]
DEALS = 25
"""How many deals a sample takes through the journey."""
PAIRS = 15
"""How many samples a round takes, each with one of the floor beside it."""


class Mask:
    """A deal's evidence as bits, folded once as it comes."""

    __slots__ = ("bits",)

    def __init__(self):
        """Nothing yet."""
        self.bits = 0

    def add(self, items):
        """Take in what came."""
        self.bits = FLOOR.fold(self.bits, items)

    def missing(self, gate):
        """The places that a gate still waits for."""
        return FLOOR.missing(self.bits, gate)


class Scan:
    """A deal's evidence as a list, looked through at every question."""

    __slots__ = ("items",)

    def __init__(self):
        """Nothing yet."""
        self.items = []

    def add(self, items):
        """Take in what came."""
        self.items += items

    def missing(self, gate):
        """The places that a gate still waits for."""
        return scanned(self.items, gate)


WAYS = {"mask": Mask, "scan": Scan}
ASKED = {
    gate: [(name, FLOOR.roles[name], FLOOR.names[bit]) for name, bit in FLOOR.bits.items() if bit >> 4 * gate & 15]
    for gate in GATES
}
"""What each gate asks for: the type, the role of who did it, and the place."""


def scanned(items, gate):
    """The places that a gate still waits for, by asking each item again."""
    held, since = FLOOR.held, FLOOR.since
    missing = []
    for name, role, place in ASKED[gate]:
        for what, by, at, grade in items:
            if what == name and held[by] == role and (role == "rep" or (at >= since and grade > 0)):
                break
        else:
            missing.append(place)
    return tuple(missing)


def scan_floor(first, more):
    """Ten attempts by hand, looking through all items each time."""
    items, refused = list(first), []
    for gate in GATES:
        refused.append(scanned(items, gate))
        items += more[gate]
        assert not scanned(items, gate)
    return refused


def mask_floor(first, more):
    """Ten attempts by hand, with the mask of the kernel benchmark."""
    return floor_journey(FLOOR, first, more)


FLOORS = {"mask": mask_floor, "scan": scan_floor}


def work(deals, read):
    """What each deal arrives with and what is added at each gate, as the contestant reads it."""
    return [(read(arrival(n)), [read(additions(n, gate)) for gate in GATES]) for n in range(deals)]


def calls_of(once):
    """How many Python functions one call enters."""
    found = 0

    def count(_frame, event, _argument):
        nonlocal found
        found += event == "call"

    sys.setprofile(count)
    once()
    sys.setprofile(None)
    return found - 1  # `once` itself


def bytes_of(deals):
    """How many bytes a deal leaves behind, measured over deals that are taken through the journey and kept."""
    gc.collect()
    tracemalloc.start()
    kept = [deal() for deal in deals]
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return round(held / len(kept))


def measured(way, journey, read, leave):
    """One round: the median ratio to the floor of this way of knowing, that floor, the calls and the bytes."""
    known, floor = WAYS[way], FLOORS[way]
    plains, own = work(DEALS, plain), work(DEALS, read)

    def one(first, more):
        refused, stage, deal = journey(known(), first, more)
        leave(deal)
        return refused, stage

    for given, bare in zip(own, plains, strict=True):
        refused, stage = one(*given)
        assert [*map(tuple, refused)] == floor(*bare), (refused, floor(*bare))
        assert stage == STAGES[-1], stage
    gc.collect()
    gc.freeze()  # what was imported is no part of anybody's work
    bases, ratios = [], []
    for _ in range(PAIRS):
        bases.append(timed(lambda: [floor(*each) for _ in repeat(None, 4) for each in plains]) / 4)
        ratios.append(timed(lambda: [one(*each) for each in own]) / bases[-1])
    fresh = [lambda given=given: journey(known(), *given)[2] for given in work(100, read)]
    return {
        "ratio": statistics.median(ratios),
        "floor": statistics.median(bases) / DEALS * 1e6,
        "calls": calls_of(lambda: one(*own[0])),
        "bytes": bytes_of(fresh),
    }


def contend(package, form, journey, *, read=plain, leave=id):
    """Measure one contestant once in each way of knowing and print the figures as a line of JSON.

    `journey` takes the empty evidence of a new deal, the items it arrives with and those added at each gate. It
    returns what each gate missed, the last stage, and what the host keeps for the deal. `leave` lets go of that.
    """
    figures = {way: measured(way, journey, read, leave) for way in WAYS}
    name = f"{package} {version(package)}, {form}" if package else form
    print(json.dumps({"name": name, "figures": figures}))
