"""How the machines are run: how many lives of how many steps, and what was seen over all of them."""

from __future__ import annotations

import functools
import os
import random
from collections import Counter
from typing import ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from gatecoach.testing.choosing import Choice

EXAMPLES = int(os.environ.get("GATECOACH_EXAMPLES", "150"))
"""As for the reference evaluator; set the variable for many more lives."""
choices = st.integers(0, 10**6).map(lambda seed: Choice(random.Random(seed).randint))
"""What a rule picks with: hypothesis draws one number for it and makes lives shorter, not the picks within a step.

Picks of its own repeat themselves within a life, so that of a hundred lives hardly one would do anything rare.
"""
AT_ONCE = 9
"""So many lives in one run of hypothesis: after ten it repeats and mixes what it has drawn, and new lives are rare."""


class Counted(RuleBasedStateMachine):
    """A machine that counts what it has seen: its rules, statuses and answers."""

    tally: ClassVar[Counter]
    runs: ClassVar[int]
    steps: ClassVar[int]

    def __init__(self) -> None:
        """A life of which nothing was seen yet."""
        super().__init__()
        self.seen: set[str] = set()

    def see(self, *names: str) -> None:
        """Something was seen once more."""
        self.tally.update(names)

    def once(self, *names: str) -> None:
        """Something was seen in one more life, however often in this one."""
        new = {*names} - self.seen
        self.seen |= new
        self.see(*(f"lives: {each}" for each in new))


def run(machine: type[Counted], number: int) -> Counter:
    """What is seen in one run; raises, with the smallest life that shows it, where something fails."""
    machine.tally = Counter()
    usual = settings(
        max_examples=AT_ONCE,
        stateful_step_count=machine.steps,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[*HealthCheck],
    )
    run_state_machine_as_test(seed(number)(machine), settings=usual)
    return machine.tally


@functools.cache
def lived(machine: type[Counted]) -> Counter:
    """What is seen over all runs of a machine; the same runs every time, and more of them where more are wanted."""
    return sum((run(machine, number) for number in range(max(1, machine.runs * EXAMPLES // 150))), Counter())


def rules_of(machine: type[Counted]) -> set[str]:
    """The names of all rules of a machine."""
    marks = ("hypothesis_stateful_rule", "hypothesis_stateful_initialize_rule")
    return {name for name, each in vars(machine).items() if any(hasattr(each, mark) for mark in marks)}
