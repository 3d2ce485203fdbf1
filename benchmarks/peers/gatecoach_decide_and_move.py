"""gatecoach itself, with each passed gate gone through in the journey's shared `transitions` machine."""

from __future__ import annotations

from contest import GATES, contend
from journeys import AT, framework, subject

from gatecoach import decide
from gatecoach.machine import Traveller, move


def journey(_evidence, first, more):
    """Ten decisions and five moves."""
    machine = framework().machines["bench"]
    deal, _ = subject(0).with_facts(first)
    stage = deal.course.start
    refused = []
    for gate in GATES:
        decision = decide(deal, f"gate-{gate}", AT)
        assert not decision.passes
        refused.append(decision.open)
        deal, _ = deal.with_facts(more[gate])
        decision = decide(deal, f"gate-{gate}", AT)
        traveller = Traveller(stage, decision.token, decision.framework_hash)
        assert move(machine, traveller, decision)
        stage = traveller.state
    return refused, stage, deal


if __name__ == "__main__":
    contend("gatecoach", "decide + move", journey, read=list)
