"""`python-statemachine` with a machine per deal and a validator, the form its documentation has for saying why.

One guard in its place costs the same and leaves the list to be asked again; four guards cost a sixth more.
"""

from __future__ import annotations

from contest import GATES, contend
from statemachine import State, StateMachine


class Incomplete(Exception):
    """A gate does not open; `args` holds the places it waits for."""


class Deal:
    """The domain model: `state` is written by the machine."""

    def __init__(self, evidence):
        """A deal with its evidence."""
        self.evidence = evidence
        self.state = None


class Journey(StateMachine):
    """Six stages and the way through them."""

    s0, s1, s2, s3, s4, s5 = (
        State(value="stage-0", initial=True),
        State(value="stage-1"),
        State(value="stage-2"),
        State(value="stage-3"),
        State(value="stage-4"),
        State(value="stage-5", final=True),
    )
    advance = (
        s0.to(s1, validators="complete")
        | s1.to(s2, validators="complete")
        | s2.to(s3, validators="complete")
        | s3.to(s4, validators="complete")
        | s4.to(s5, validators="complete")
    )

    def complete(self):
        """Raise what is missing."""
        missing = self.model.evidence.missing(int(self.model.state[-1]))
        if missing:
            raise Incomplete(*missing)


def journey(evidence, first, more):
    """Ten attempts; a refusal is an exception."""
    deal = Deal(evidence)
    machine = Journey(deal)
    evidence.add(first)
    refused = []
    for gate in GATES:
        try:
            machine.advance()
        except Incomplete as refusal:
            refused.append(refusal.args)
        evidence.add(more[gate])
        machine.advance()
    return refused, deal.state, machine


if __name__ == "__main__":
    contend("python-statemachine", "validator", journey)
