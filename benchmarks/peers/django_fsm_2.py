"""`django-fsm-2` on a Django model that is never saved: a transition per gate, its condition a method.

A refusal names the method, not what is missing, so that is asked after it. A condition must have no side effects, so
it cannot leave the list behind. A database would cost more than everything measured here.
"""

from __future__ import annotations

import django
from contest import GATES, STAGES, contend
from django.conf import settings
from django.db import models
from django_fsm import FSMField, TransitionNotAllowed, transition

settings.configure(INSTALLED_APPS=[], USE_TZ=True)
django.setup()


def is_complete(deal):
    """Whether the gate of the stage it is at opens."""
    return not deal.evidence.missing(STAGES.index(deal.state))


class Deal(models.Model):
    """A deal with its state in a field, and a method for each gate."""

    state = FSMField(default=STAGES[0])

    class Meta:
        """It belongs to no installed app."""

        app_label = "bench"

    def __str__(self):
        return self.state

    @transition(field=state, source=STAGES[0], target=STAGES[1], conditions=[is_complete])
    def gate_0(self):
        """Go to the second stage."""

    @transition(field=state, source=STAGES[1], target=STAGES[2], conditions=[is_complete])
    def gate_1(self):
        """Go to the third stage."""

    @transition(field=state, source=STAGES[2], target=STAGES[3], conditions=[is_complete])
    def gate_2(self):
        """Go to the fourth stage."""

    @transition(field=state, source=STAGES[3], target=STAGES[4], conditions=[is_complete])
    def gate_3(self):
        """Go to the fifth stage."""

    @transition(field=state, source=STAGES[4], target=STAGES[5], conditions=[is_complete])
    def gate_4(self):
        """Go to the last stage."""


def journey(evidence, first, more):
    """Ten attempts; a refusal is an exception."""
    deal = Deal()
    deal.evidence = evidence
    ways = (deal.gate_0, deal.gate_1, deal.gate_2, deal.gate_3, deal.gate_4)
    evidence.add(first)
    refused = []
    for gate in GATES:
        try:
            ways[gate]()
        except TransitionNotAllowed:
            refused.append(evidence.missing(gate))
        evidence.add(more[gate])
        ways[gate]()
    return refused, deal.state, deal


if __name__ == "__main__":
    contend("django-fsm-2", "no database", journey)
