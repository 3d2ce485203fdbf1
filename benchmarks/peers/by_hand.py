"""No engine: what the journey costs when a deal is a stage and its evidence. Shows what the contest itself adds."""

from __future__ import annotations

from contest import GATES, STAGES, contend


def journey(evidence, first, more):
    """Ten attempts on plain data."""
    stage = 0
    evidence.add(first)
    refused = []
    for gate in GATES:
        refused.append(evidence.missing(gate))
        assert refused[-1]
        evidence.add(more[gate])
        assert not evidence.missing(gate)
        stage += 1
    return refused, STAGES[stage], (evidence, stage)


if __name__ == "__main__":
    contend("", "by hand, no engine", journey)
