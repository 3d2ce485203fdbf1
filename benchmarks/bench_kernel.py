"""The kernel against a hand-written mask floor: `python benchmarks/bench_kernel.py` (or `make bench`).

Every figure is a ratio within one run: each sample of the kernel is paired with a sample of the floor beside
it, and the median of the ratios is shown. The floor is what somebody would write by hand for this one journey:
no statuses, no texts, one mask per item, folded once. Handing over brings the items into the form that is folded,
as the floor's tuples are before its clock starts; what deciding takes is told with and without it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from journeys import AT, GATES, PEOPLE, additions, arrival, framework, subject

from gatecoach import decide
from gatecoach.machine import Traveller, move

DAY = 86_400


class Floor:
    """The hand-written mask: a dict from type to bits, one test for role, age and grade."""

    def __init__(self) -> None:
        """Four bits a gate."""
        self.bits = {}
        self.roles = {}
        for gate in GATES:
            for n, name in enumerate((f"bought-{gate}-a", f"sold-{gate}-a", f"bought-{gate}-b", f"sold-{gate}-b")):
                self.bits[name] = 1 << (4 * gate + n)
                self.roles[name] = "buyer" if name.startswith("bought") else "rep"
        self.held = {each.id: each.roles[0].role for each in PEOPLE}
        places = {"bought": "customer", "sold": "seller"}
        split = {bit: name.split("-") for name, bit in self.bits.items()}
        self.names = {bit: f"need-{pair}.{places[act]}" for bit, (act, _, pair) in split.items()}
        self.since = AT.timestamp() - 90 * DAY

    def fold(self, mask, items):
        """The mask with these items."""
        bits, roles, held, since = self.bits, self.roles, self.held, self.since
        for what, by, at, grade in items:
            if held[by] == roles[what] and (what[0] == "s" or (at >= since and grade > 0)):
                mask |= bits[what]
        return mask

    def missing(self, mask, gate):
        """The places that a gate still waits for."""
        open_ = (15 << (4 * gate)) & ~mask
        return tuple(self.names[1 << n] for n in range(4 * gate, 4 * gate + 4) if open_ >> n & 1)


def plain(items):
    """Evidence as the tuples the floor reads."""
    return [(each.what, each.by, each.at.timestamp(), 0 if each.grade == "asserted" else 1) for each in items]


def floor_journey(floor, first, more):
    """Ten attempts by hand."""
    mask, refused = floor.fold(0, first), []
    for gate in GATES:
        refused.append(floor.missing(mask, gate))
        mask = floor.fold(mask, more[gate])
        assert not floor.missing(mask, gate)
    return refused


def handing_journey(deal, first, more):
    """The facts of a journey handed over, and nothing asked."""
    deal, _ = deal.with_facts(first)
    for gate in GATES:
        deal, _ = deal.with_facts(more[gate])


def kernel_journey(deal, first, more):
    """Ten attempts through the kernel, refusals with the list of what is missing."""
    deal, _ = deal.with_facts(first)
    refused = []
    for gate in GATES:
        refused.append(decide(deal, f"gate-{gate}", AT).open)
        deal, _ = deal.with_facts(more[gate])
        assert decide(deal, f"gate-{gate}", AT).passes
    return refused


def moving_journey(deal, first, more):
    """The same, and each passed gate is gone through in the `transitions` machine."""
    machine = framework().machines["bench"]
    deal, _ = deal.with_facts(first)
    state = deal.course.start
    for gate in GATES:
        assert decide(deal, f"gate-{gate}", AT).open
        deal, _ = deal.with_facts(more[gate])
        decision = decide(deal, f"gate-{gate}", AT)
        traveller = Traveller(state, decision.token, decision.framework_hash)
        assert move(machine, traveller, decision)
        state = traveller.state
    return state


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main(rounds: int = 100, deals: int = 25) -> None:
    """Print the ratios."""
    floor = Floor()
    sets = [(subject(n), arrival(n), [additions(n, gate) for gate in GATES]) for n in range(deals)]
    tuples = [(plain(first), [plain(each) for each in more]) for _, first, more in sets]
    assert kernel_journey(*sets[0]) == floor_journey(floor, *tuples[0])
    names = ("handing the facts over", "decide alone", "decide and move", "facts and decide", "facts, decide and move")
    ratios: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        base = timed(lambda: [floor_journey(floor, *each) for each in tuples])
        handing = timed(lambda: [handing_journey(*each) for each in sets])
        deciding = timed(lambda: [kernel_journey(*each) for each in sets])
        moving = timed(lambda: [moving_journey(*each) for each in sets])
        found = (handing, deciding - handing, moving - handing, deciding, moving)
        for name, seconds in zip(names, found, strict=True):
            ratios[name].append(seconds / base)
    microseconds = timed(lambda: [floor_journey(floor, *each) for each in tuples * 10]) / (10 * deals) * 1e6
    print(f"floor: {microseconds:.1f} us a journey on this machine now")
    for name, values in ratios.items():
        print(f"{name}: {statistics.median(values):.1f} x the floor ({min(values):.1f} to {max(values):.1f})")


if __name__ == "__main__":
    main()
