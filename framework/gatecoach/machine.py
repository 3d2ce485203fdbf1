"""One `transitions` machine per compiled journey: the authority over every step, for any number of deals.

Flat, shared, never holding a model: deals are walked as throw-away travellers, so a deal costs no engine
memory and any number of threads may use one machine. A refusal never enters it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from transitions import EventData, Machine, State

from gatecoach.lower import Gate, Journey


class Permit(Protocol):
    """What a move needs: a decision about this gate, of this subject, under this framework, that opens it."""

    @property
    def gate(self) -> str:
        """The gate it is about."""

    @property
    def token(self) -> object:
        """The subject it is about; equal for the same subject."""

    @property
    def framework_hash(self) -> str:
        """The framework it was made under."""

    @property
    def opens(self) -> bool:
        """Whether the gate passes or is carried."""


class Traveller:
    """A subject on its way through a machine; thrown away after the walk."""

    __slots__ = ("at_place", "framework_hash", "token")

    def __init__(self, place: str, token: object, framework_hash: str) -> None:
        """Stand at `place` as the subject with that token, under the framework with that hash."""
        self.at_place = place
        self.token = token
        self.framework_hash = framework_hash

    @property
    def state(self) -> str:
        """Where it stands now."""
        return self.at_place


class Place(State):
    """A stage or an end in a machine. Nothing is run where one is entered or left: effects are returned."""

    def enter(self, event_data: EventData) -> None:
        """Nothing happens."""

    def exit(self, event_data: EventData) -> None:
        """Nothing happens."""


def build(journey: Journey) -> Machine:
    """The machine of a journey: a state per stage and end, one guarded transition per gate."""
    return Machine(
        model=None,
        states=[Place(each) for each in (*journey.stages, *journey.ends)],
        initial=journey.start,
        transitions=[_transition(gate) for gate in journey.gates.values()],
        auto_transitions=False,
        queued=False,
        send_event=True,
        ignore_invalid_triggers=None,
        model_attribute="at_place",  # no gate can have this id, and any other would be taken from authors
        name=journey.id,
    )


def _transition(gate: Gate) -> dict[str, Any]:
    return {"trigger": gate.id, "source": gate.source, "dest": gate.target, "conditions": [_permitted]}


def _permitted(event: EventData) -> bool:
    permit: Permit = event.kwargs["decision"]
    traveller = event.model
    if not isinstance(traveller, Traveller) or permit.gate != event.event.name:
        return False
    known, own = permit.token, traveller.token
    return (known is own or known == own) and permit.framework_hash == traveller.framework_hash and permit.opens


def move(machine: Machine, traveller: Traveller, permit: Permit) -> bool:
    """Take the traveller through the permit's gate; whether it moved."""
    return bool(machine.events[permit.gate].trigger(traveller, decision=permit))


def walk(machine: Machine, traveller: Traveller, permits: Sequence[Permit]) -> dict[str, Permit | None]:
    """Every place the permits lead to from where the traveller stands, and the permit that led there."""
    start = traveller.at_place
    reached: dict[str, Permit | None] = {start: None}
    ways = [(way, each) for each in permits for way in machine.get_transitions(each.gate)]
    grown = True
    while grown:
        grown = False
        for way, permit in ways:
            if way.source in reached and way.dest not in reached:
                traveller.at_place = str(way.source)
                if move(machine, traveller, permit):
                    reached[traveller.at_place] = permit
                    grown = True
    return reached
