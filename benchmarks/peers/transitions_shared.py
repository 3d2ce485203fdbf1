"""`transitions` with one machine for all deals, none of them added: the leanest form its maintainers point to.

What is missing is asked first, and the machine is entered only when nothing is; its one condition is that this
was so. A refusal costs the machine nothing.
"""

from __future__ import annotations

from itertools import pairwise

from contest import GATES, STAGES, contend
from transitions import Machine


class Deal:
    """Plain data; the machine reads and writes `state`."""

    __slots__ = ("evidence", "state")

    def __init__(self, evidence):
        """A deal at the first stage."""
        self.evidence = evidence
        self.state = STAGES[0]


def is_complete(missing):
    """Whether the gate opens."""
    return not missing


machine = Machine(model=None, states=STAGES, initial=STAGES[0], auto_transitions=False)
for source, dest in pairwise(STAGES):
    machine.add_transition("advance", source, dest, conditions=is_complete)
advance = machine.events["advance"]


def journey(evidence, first, more):
    """Ten attempts, of which five enter the machine."""
    deal = Deal(evidence)
    evidence.add(first)
    refused = []
    for gate in GATES:
        refused.append(evidence.missing(gate))
        assert refused[-1]
        evidence.add(more[gate])
        missing = evidence.missing(gate)
        assert not missing
        assert advance.trigger(deal, missing=missing)
    return refused, deal.state, deal


if __name__ == "__main__":
    contend("transitions", "shared", journey)
