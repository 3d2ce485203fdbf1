"""`sismic` with a statechart from YAML and an interpreter per deal; the guards are Python text.

The chart has no contracts, and is run without looking for them, which saves a quarter. A refused event is consumed
and says nothing, so what is missing is asked after it.
"""

from __future__ import annotations

from contest import GATES, STAGES, contend
from sismic.interpreter import Interpreter
from sismic.io import import_from_yaml


def authored():
    """The journey in sismic's own YAML."""
    lines = ["statechart:", "  name: journey", "  root state:", "    name: journey", f"    initial: {STAGES[0]}"]
    lines += ["    states:"]
    for number, stage in enumerate(STAGES):
        lines += [f"      - name: {stage}"]
        if stage != STAGES[-1]:
            guard = f"not evidence.missing({number})"
            lines += ["        transitions:", f"          - target: {STAGES[number + 1]}"]
            lines += ["            event: advance", f"            guard: {guard}"]
    return "\n".join(lines) + "\n"


chart = import_from_yaml(authored())


def advance(deal):
    """Whether the event took the deal to its next stage."""
    return bool(deal.queue("advance").execute_once().transitions)


def journey(evidence, first, more):
    """Ten attempts; a refusal is a step without a transition."""
    deal = Interpreter(chart, initial_context={"evidence": evidence}, ignore_contract=True)
    deal.execute()
    evidence.add(first)
    refused = []
    for gate in GATES:
        assert not advance(deal)
        refused.append(evidence.missing(gate))
        evidence.add(more[gate])
        assert advance(deal)
    return refused, deal.configuration[-1], deal


if __name__ == "__main__":
    contend("sismic", "interpreter", journey)
