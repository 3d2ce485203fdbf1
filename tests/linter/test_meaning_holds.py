"""What is told to say nothing new says nothing new: without it every deal is decided as before."""

from __future__ import annotations

import copy
import random
from dataclasses import replace

import pytest

from gatecoach import linter
from gatecoach.facts import Waiver
from gatecoach.journey import standing
from gatecoach.testing import NOW, load_trees
from gatecoach.testing.choosing import Choice
from gatecoach.testing.dealing import deal_of
from gatecoach.testing.trees import JOURNEY, sources_of, trees

DRAWS, DEALS = 40, 5
LOOSER = ("within", "no-older-than", "grade", "by", "told-by", "with", "after")


def doubled(chance):
    """A made-up framework in which each gate asks for one of its pairs again, sometimes for less."""
    files = trees(Choice(chance.randint))
    for gate in files["deal.yaml"]["gates"].values():
        twin = copy.deepcopy(gate["requires"][chance.choice([*gate["requires"]])])
        for clause in (twin.get("customer"), twin.get("seller")):
            for word in LOOSER if isinstance(clause, dict) and "what" in clause else ():
                if chance.random() < 0.3:
                    clause.pop(word, None)
        first = chance.random() < 0.5
        gate["requires"] = {"twin": twin, **gate["requires"]} if first else {**gate["requires"], "twin": twin}
    return files


def claimed(files):
    """The gates and requirements that are told to say nothing new; nothing where there are errors."""
    sources, errors = sources_of(files)
    if errors:
        return []
    found = linter.remarks(linter.Project.of(sources, {}), sound=True)
    paths = [each.path.split(".") for each in found if each.code == "GC054" and each.file.endswith("deal.yaml")]
    return [(gate, requirement) for _, gate, _, requirement in paths]


def deals(framework, seed):
    """Some made-up deals; without waivers, for these name one of two rules and leave the other."""
    for number in range(DEALS):
        deal = deal_of(Choice(random.Random(seed * 100 + number).randint), framework, JOURNEY)
        yield replace(deal, facts=tuple(each for each in deal.facts if not isinstance(each, Waiver)))


@pytest.mark.parametrize("part", range(4))
def test_without_what_says_nothing_new_every_deal_is_decided_as_before(part):
    """Each claim is tried on deals that nearly pass: the gate passes or is carried exactly when it was."""
    tried, passing = 0, 0
    for seed in range(part * DRAWS, (part + 1) * DRAWS):
        files = doubled(random.Random(seed))
        for gate, requirement in claimed(files):
            less = copy.deepcopy(files)
            del less["deal.yaml"]["gates"][gate]["requires"][requirement]
            if sources_of(less)[1]:
                continue
            other = load_trees(less)
            for deal in deals(load_trees(files), seed):
                before = standing(deal, NOW).decisions[gate]
                after = standing(replace(deal, framework=other), NOW).decisions[gate]
                assert (before.passes, before.carried) == (after.passes, after.carried)
                tried, passing = tried + 1, passing + before.passes
    assert tried > 50
    assert 0 < passing < tried
