"""What the audit says of a deal and what the kernel says of it, in one shape."""

from __future__ import annotations

import dataclasses
import functools
import os
import random

from audit.planting import planted

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


def deals_on(framework, choice, many):
    """So many deals on a framework: two of three planted."""
    made = [planted(choice, framework) if number % 3 else deal_of(choice, framework, JOURNEY)
            for number in range(many)]  # fmt: skip
    return [dataclasses.replace(each, id=f"d{number}") for number, each in enumerate(made)]


def files_of(seed):
    """The files of a made-up framework, and the chance that made them."""
    choice = Choice(random.Random(seed).randint)
    return trees(choice), choice


def made_up(seed, deals):
    """A made-up framework and so many deals on it; always the same for the same seed."""
    files, choice = files_of(seed)
    framework = load_trees(files)
    return framework, deals_on(framework, choice, deals)


def kernel(deal, at=NOW, found=None):
    """What the kernel says of a deal, by place; `found` is its standing where it is known already."""
    found = found or standing(deal, at)
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
        return audited_tables(framework, here.take(written(deals)), at, here, deals[0].journey)


def audited_tables(framework, tables, at, engine, journey):
    """What the audit says of the deals of these tables."""
    found = over_tables(framework, tables, at, engine=engine, journey=journey)
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
    found = {each.id: unlike(kernel(each, at), said[each.id]) for each in deals}
    return {name: odd for name, odd in found.items() if odd}


def unlike(one, other):
    """The places where two answers about a deal are not the same, with both."""
    return {
        place: (one.get(place), other.get(place)) for place in {**one, **other} if one.get(place) != other.get(place)
    }


def smallest(framework, deal, at=NOW):
    """The deal with as few facts as it takes for the two to differ at the same place.

    An audit is dear and its deals are cheap, so all the deals of a round are judged at once.
    """
    place = next(iter(differences(framework, [deal], at)[deal.id]))

    def still(tried):
        named = [dataclasses.replace(deal, id=f"t{number}", facts=facts) for number, facts in enumerate(tried)]
        odd = differences(framework, named, at) if named else {}
        return [place in odd.get(f"t{number}", ()) for number in range(len(tried))]

    facts = list(deal.facts)
    while True:
        fewer = [[each for each in facts if each is not one] for one in facts]
        idle = [one for one, same in zip(facts, still(fewer), strict=True) if same]
        cut = [[each for each in facts if not any(each is one for one in idle[:number])]
               for number in range(1, len(idle) + 1)]  # fmt: skip
        fitting = [each for each, same in zip(cut, still(cut), strict=True) if same]
        if not fitting:
            return dataclasses.replace(deal, facts=facts)
        facts = fitting[-1]


def told(framework, deals, at=NOW):
    """The smallest deal on which the two differ, and how, to read; empty where they agree."""
    odd = differences(framework, deals, at)
    if not odd:
        return ""
    first = next(each for each in deals if each.id in odd)
    least = smallest(framework, first, at)
    facts = "\n".join(repr(each) for each in least.facts)
    shown = unlike(kernel(least, at), audited(framework, [least], at)[least.id])
    return f"{len(odd)} deals differ, {first.id} for one: (kernel, audit) {shown}\n{facts}\n{least.people}"


@functools.cache
def known(seed, deals):
    """A made-up framework, deals on it, and what the kernel says of each."""
    framework, made = made_up(seed, deals)
    return framework, made, {each.id: kernel(each) for each in made}
