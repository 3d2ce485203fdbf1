"""gatecoach itself, asked and not moved: a subject per deal, evidence as values, a decision per attempt.

Its work is the same in both ways of knowing; only the floor beside it differs. It reads `Evidence`, where the
peers are handed tuples with the time already turned into a number.
"""

from __future__ import annotations

from contest import GATES, STAGES, contend
from journeys import AT, subject

from gatecoach import decide


def journey(_evidence, first, more):
    """Ten decisions; a refusal is a decision with the list of open places."""
    stage = 0
    deal, _ = subject(0).with_facts(first)
    refused = []
    for gate in GATES:
        decision = decide(deal, f"gate-{gate}", AT)
        assert not decision.passes
        refused.append(decision.open)
        deal, _ = deal.with_facts(more[gate])
        stage += decide(deal, f"gate-{gate}", AT).passes
    return refused, STAGES[stage], deal


if __name__ == "__main__":
    contend("gatecoach", "decide", journey, read=list)
