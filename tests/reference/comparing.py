"""The engine's answer and the reference evaluator's about one subject, in one shape."""

from __future__ import annotations

import dataclasses
import os
import random

from reference import evaluator

from gatecoach.definition import FrameworkFile, JourneyFile
from gatecoach.journey import decide_subject, standing
from gatecoach.testing.choosing import Choice
from gatecoach.testing.dealing import NOW, deal_of
from gatecoach.testing.trees import JOURNEY, load_trees, sources_of, trees

EXAMPLES = int(os.environ.get("GATECOACH_EXAMPLES", "150"))
"""How many made-up deals are compared; set the variable for many more."""


def made_up(seed):
    """A made-up framework, its files and a deal on it; always the same for the same seed."""
    choice = Choice(random.Random(seed).randint)
    files = trees(choice)
    return files, deal_of(choice, load_trees(files), JOURNEY)


def models(files):
    """The authored definition of the framework and of its journey."""
    found = [each.model for each in sources_of(files)[0]]
    home = next(each for each in found if isinstance(each, FrameworkFile))
    return home, next(each for each in found if isinstance(each, JourneyFile) and each.journey == JOURNEY)


def engine(subject, at=NOW, found=None):
    """What the engine says about a subject, by place; `found` is its standing where it is known already."""
    found = found or standing(subject, at)
    bare = found.without_waivers
    said = {
        "verified": (found.verified, found.gap, found.ended, sorted(found.ahead)),
        "without waivers": (bare.verified, bare.gap),
    }
    for name, each in found.decisions.items():
        said[name] = (each.passes, each.carried, each.on_path)
        if not found.ended:
            alone = decide_subject(subject, name, at)
            said[f"{name} alone"] = (alone.passes, alone.carried)
        for one in each.requirements:
            sides = {side: str(result.status) for side, result in one.sides.items()}
            said[f"{name}.{one.id}"] = (str(one.status), sides)
    return said


def reference(home, journey, subject, at=NOW):
    """What the evaluator says about it, in the same shape."""
    found = evaluator.judge(home, journey, subject, at)
    said = {
        "verified": (found.verified, found.gap, found.ended, sorted(found.ahead)),
        "without waivers": found.bare,
    }
    for name, each in found.gates.items():
        said[name] = (each.passes, each.carried, each.on_path)
        if not found.ended:
            said[f"{name} alone"] = (each.passes, each.carried)
        for id_, one in each.requirements.items():
            said[f"{name}.{id_}"] = (one.status, one.sides)
    return said


def differences(home, journey, subject, at=NOW):
    """Where the two do not agree: by place what the engine and what the evaluator says."""
    one, other = engine(subject, at), reference(home, journey, subject, at)
    return {
        place: (one.get(place), other.get(place)) for place in {**one, **other} if one.get(place) != other.get(place)
    }


def smallest(home, journey, subject, at=NOW):
    """The subject with as few facts as it takes for the two to differ at the same place."""
    place = next(iter(differences(home, journey, subject, at)))
    facts = list(subject.facts)
    for each in [*facts]:
        fewer = [one for one in facts if one is not each]
        if place in differences(home, journey, dataclasses.replace(subject, facts=fewer), at):
            facts = fewer
    return dataclasses.replace(subject, facts=facts)
