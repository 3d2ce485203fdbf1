"""`transitions` as its README shows it: one machine, each deal added as a model and decorated by it.

`prepare` looks what is missing before the condition is asked. The machine keeps its models in a list, so each
deal is removed after its journey; in a machine that keeps thousands of them, adding one costs more than here.
"""

from __future__ import annotations

from itertools import pairwise

from contest import GATES, STAGES, contend
from transitions import Machine


class Deal:
    """A model: the machine puts `state` and `advance` on it."""

    def __init__(self, evidence):
        """A deal with its evidence."""
        self.evidence = evidence
        self.missing = ()

    def look(self):
        """Ask, before the condition does."""
        self.missing = self.evidence.missing(STAGES.index(self.state))

    def is_complete(self):
        """Whether the gate opens."""
        return not self.missing


machine = Machine(model=None, states=STAGES, initial=STAGES[0], auto_transitions=False)
for source, dest in pairwise(STAGES):
    machine.add_transition("advance", source, dest, prepare="look", conditions="is_complete")


def journey(evidence, first, more):
    """Ten attempts; a refusal returns false."""
    deal = Deal(evidence)
    machine.add_model(deal)
    evidence.add(first)
    refused = []
    for gate in GATES:
        assert not deal.advance()
        refused.append(deal.missing)
        evidence.add(more[gate])
        assert deal.advance()
    return refused, deal.state, deal


if __name__ == "__main__":
    contend("transitions", "add_model", journey, leave=machine.remove_model)
