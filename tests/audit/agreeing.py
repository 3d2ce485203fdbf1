"""What the audit says of a deal and what the kernel says of it, in one shape."""

from __future__ import annotations

import dataclasses
import os
import random

from gatecoach.audit import Engine, written
from gatecoach.audit import audit as over_tables
from gatecoach.journey import standing
from gatecoach.testing.choosing import Choice
from gatecoach.testing.dealing import NOW, deal_of
from gatecoach.testing.trees import JOURNEY, load_trees, trees

FRAMEWORKS = int(os.environ.get("GATECOACH_FRAMEWORKS", "60"))
"""How many made-up frameworks are compared; set the variable for many more."""
DEALS = int(os.environ.get("GATECOACH_DEALS", "300"))
"""How many made-up deals on each."""


def made_up(seed, deals):
    """A made-up framework and so many deals on it; always the same for the same seed."""
    choice = Choice(random.Random(seed).randint)
    framework = load_trees(trees(choice))
    made = [deal_of(choice, framework, JOURNEY) for _ in range(deals)]
    return framework, [dataclasses.replace(each, id=f"d{number}") for number, each in enumerate(made)]


def kernel(deal, at=NOW):
    """What the kernel says of a deal, by place."""
    found = standing(deal, at)
    bare = found.without_waivers
    said = {
        "claimed": (found.claimed, found.ended),
        "verified": (found.verified, _gap(found.gap), sorted(found.ahead), sorted(found.blocked)),
        "without waivers": (bare.verified, bare.gap if isinstance(bare.gap, int) else None),
        "carried": sorted(name for name, each in found.decisions.items() if each.carried),
    }
    for name, each in found.decisions.items():
        for one in each.requirements:
            for side, result in one.sides.items():
                said[f"{name}.{one.id}.{side}"] = (str(result.status), str(one.status), one.status == "waived")
    return said


def audited(framework, deals, at=NOW, engine=None):
    """What the audit says of each of these deals, by deal and place."""
    with engine or Engine() as here:
        found = over_tables(framework, here.take(written(deals)), at, engine=here, journey=deals[0].journey)
        said = {row["deal"]: _deal(row) for row in found.rows()}
        for row in found.sides.to_pyarrow().to_pylist():
            place = f"{row['gate']}.{row['requirement']}.{row['side']}"
            said[row["deal"]][place] = (row["status"], row["of_requirement"], row["waived"])
    return said


def _deal(row):
    return {
        "claimed": (row["claimed"], row["ended"]),
        "verified": (
            row["verified"],
            row["gap_is"] or row["gap"],
            sorted(row["ahead"].split()),
            sorted(row["next"].split()),
        ),
        "without waivers": (row["verified_without_waivers"], row["gap_without_waivers"]),
        "carried": row["carried"].split(),
    }


def _gap(gap):
    return gap if isinstance(gap, int) else str(gap)


def differences(framework, deals, at=NOW):
    """Where the two do not agree: by deal and place what the kernel and what the audit says."""
    said = audited(framework, deals, at)
    found = {}
    for each in deals:
        one, other = kernel(each, at), said[each.id]
        odd = {
            place: (one.get(place), other.get(place))
            for place in {**one, **other}
            if one.get(place) != other.get(place)
        }
        if odd:
            found[each.id] = odd
    return found
