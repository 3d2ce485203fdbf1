"""The machine: flat, shared, moved only by a permit that fits, for any number of threads and deals."""

from __future__ import annotations

import gc
import random
import sys
import threading
import tracemalloc
from dataclasses import dataclass, replace

import pytest
from helpers import RICH
from transitions import MachineError
from transitions.extensions.nesting import NestedState

from gatecoach.framework import load
from gatecoach.machine import Place, Traveller, build, move, walk

FIRST = load("first-deal")
JOURNEY = RICH.journey("deal")
DEALS = 2_000


@dataclass(frozen=True)
class Ticket:
    """A permit as plain as can be."""

    gate: str
    token: str = "d"
    framework_hash: str = "f"
    opens: bool = True


def traveller(place="first"):
    """A deal at that stage."""
    return Traveller(place, "d", "f")


@pytest.mark.parametrize("machine", [*FIRST.machines.values(), *RICH.machines.values()], ids=lambda each: each.name)
def test_the_machine_of_a_journey_is_flat_and_holds_no_deal(machine):
    """No model, no automatic `to_x`, no queue, no nested states; refusals are no states."""
    assert machine.models == []
    assert (machine.auto_transitions, machine.has_queue, machine.send_event) == (False, False, True)
    assert not any(name.startswith("to_") for name in machine.events)
    assert machine.ignore_invalid_triggers is None
    assert {type(each) for each in machine.states.values()} == {Place}
    assert not issubclass(Place, NestedState)


def test_nothing_is_run_where_a_place_is_entered_or_left():
    """Whatever somebody hangs on a place of the machine: effects are returned, never run."""
    machine, run = build(JOURNEY), []
    for place in machine.states.values():
        place.add_callback("enter", run.append)
        place.add_callback("exit", run.append)
    going = traveller()
    assert move(machine, going, Ticket(next(iter(JOURNEY.gates))))
    assert (going.state, run) == ("second", [])


def test_every_gate_is_one_transition_with_one_condition():
    """Stages and ends are the states, gates the transitions."""
    machine = build(JOURNEY)
    assert list(machine.states) == [*JOURNEY.stages, *JOURNEY.ends]
    assert machine.initial == JOURNEY.start
    for gate in JOURNEY.gates.values():
        (way,) = machine.get_transitions(gate.id)
        assert (way.source, way.dest, len(way.conditions)) == (gate.source, gate.target, 1)
    assert set(machine.events) == set(JOURNEY.gates)


def test_a_permit_that_fits_moves():
    """The traveller goes where the gate leads."""
    deal = traveller()
    assert move(build(JOURNEY), deal, Ticket("go"))
    assert deal.state == "second"


@pytest.mark.parametrize("wrong", [{"token": "other"}, {"framework_hash": "other"}, {"opens": False}])
def test_a_permit_of_another_deal_or_framework_or_a_refusal_does_not_move(wrong):
    """The traveller stays where it was."""
    deal = traveller()
    assert not move(build(JOURNEY), deal, Ticket("go", **wrong))
    assert deal.state == "first"


def test_a_permit_for_another_gate_does_not_move():
    """The event's name decides which gate is meant, never the caller's word."""
    machine, deal = build(JOURNEY), traveller()
    assert not machine.events["go"].trigger(deal, decision=Ticket("many"))
    assert deal.state == "first"


def test_a_gate_cannot_be_taken_from_another_stage():
    """Out of order is a mistake of the caller, never a silent move."""
    deal = traveller()
    with pytest.raises(MachineError):
        move(build(JOURNEY), deal, Ticket("many"))
    assert deal.state == "first"


def test_a_gate_may_have_the_id_that_machines_like_for_themselves():
    """`state` and `trigger` are ids like any other; what the machine keeps for itself is no possible id."""
    gates = {id_: replace(JOURNEY.gates["go"], id=id_) for id_ in ("state", "trigger", "model")}
    machine = build(replace(JOURNEY, gates=gates))
    for id_ in gates:
        deal = traveller()
        assert move(machine, deal, Ticket(id_))
        assert deal.state == "second"


def test_a_walk_reaches_every_place_that_is_permitted_and_no_more():
    """On two branches both are reached; behind a gate without a permit nothing is."""
    machine = build(JOURNEY)
    assert set(walk(machine, traveller(), [Ticket("go"), Ticket("steps"), Ticket("many")])) == {
        "first", "second", "third", "won",
    }  # fmt: skip
    refused = [Ticket("go", opens=False), Ticket("many"), Ticket("steps")]
    assert set(walk(machine, traveller(), refused)) == {"first"}


def test_a_walk_does_not_depend_on_the_order_of_the_permits():
    """Last gate first leads as far as first gate first."""
    permits = [Ticket("go"), Ticket("many"), Ticket("last")]
    machine = build(JOURNEY)
    assert set(walk(machine, traveller(), permits[::-1])) == set(walk(machine, traveller(), permits))


def permits_of(number):
    """The permits of one deal, drawn by its number: some fit, some are refusals, some of other deals."""
    draw = random.Random(number)
    return [Ticket(gate, draw.choice(["d", "d", "d", "x"]), "f", draw.random() < 0.8) for gate in JOURNEY.gates]


def walked(machine, number):
    """Where one deal ends: the places reached, in the order of reaching them."""
    deal = traveller()
    return [*walk(machine, deal, permits_of(number))], deal.state


@pytest.fixture
def hasty():
    """Threads change as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_four_threads_may_share_one_machine(hasty):
    """2,000 deals in each of four threads all end where they end alone."""
    machine, ends = build(JOURNEY), [{} for _ in range(4)]

    def work(thread):
        for number in range(thread * DEALS, (thread + 1) * DEALS):
            ends[thread][number] = walked(machine, number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    alone = build(JOURNEY)
    for thread, found in enumerate(ends):
        assert found == {n: walked(alone, n) for n in range(thread * DEALS, (thread + 1) * DEALS)}
    assert len({tuple(places) for places, _ in ends[0].values()}) > 3


def test_a_deal_costs_no_engine_memory():
    """5,000 more travellers leave nothing behind in the machine."""
    machine, permits = build(JOURNEY), [Ticket(gate) for gate in JOURNEY.gates]
    for _ in range(200):
        walk(machine, traveller(), permits)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(5_000):
        walk(machine, traveller(), permits)
    gc.collect()
    kept = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert kept < 4_096
    assert machine.models == []
