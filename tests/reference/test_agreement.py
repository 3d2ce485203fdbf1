"""The engine and the reference evaluator say the same about made-up deals on made-up frameworks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference.comparing import EXAMPLES, differences, made_up, models, smallest

from gatecoach.testing import deals, frameworks, load_trees

CHUNKS = 6


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_engine_and_evaluator_agree(chunk):
    """Every gate, requirement, side, the verified stage and the gap, with and without waivers, over drawn deals."""
    for seed in range(chunk, EXAMPLES, CHUNKS):
        files, deal = made_up(seed)
        home, journey = models(files)
        if differences(home, journey, deal):
            least = smallest(home, journey, deal)
            facts = [each.as_dict() for each in least.facts]
            pytest.fail(f"deal {seed}: {differences(home, journey, least)}\n{facts}")


@settings(max_examples=max(15, EXAMPLES // 20))
@given(st.data())
def test_they_agree_about_what_hypothesis_finds(data):
    """The same over the strategies that embedders use; what fails is made small."""
    files = data.draw(frameworks())
    deal = data.draw(deals(load_trees(files)))
    assert differences(*models(files), deal) == {}
