"""Made-up conversations: other steps, ways and words than those of the bundled ones, and all of them valid."""

from __future__ import annotations

from gatecoach.testing import trees
from gatecoach.testing.asking import requirement, sides_of
from gatecoach.testing.kinds import FIELDS, duration, kind

SIDES = ("coachee", "coach")
TALK = "talk"
NEVER_IN_A_TALK = {"seen-in", "grade"}
"""What no word of a talk can be: it is typed, and its origin asserted."""


def with_talk(choice, files):
    """Give the files of a framework such a talk; what no word could ever fit is taken out of it.

    Where that is not enough (the sides of a talk answer each other in a chain) it gets another one.
    """
    shared = files["framework.yaml"]["evidence"]
    while True:
        files["talk.yaml"] = conversation(choice, trees.JOURNEY if choice.chance(70) else None, shared)
        for finding in trees.sources_of(files)[1]:
            trees._take_out(files["talk.yaml"], finding.path.split("."))
        if not trees.sources_of(files)[1]:
            return


def conversation(choice, about, shared):
    """A talk of two to four steps about a journey, or about nothing; `shared` are types that a deal knows."""
    types = kinds(choice, shared if about else {})
    steps = [f"step-{number}" for number in range(choice.number(2, 4))]
    ways = [(steps[number - 1], steps[number]) for number in range(1, len(steps))]
    if len(steps) > 2 and choice.chance(40):
        ways.insert(choice.number(0, len(ways)), (steps[0], steps[-1]))
    ways.append((steps[-1], "closed"))
    if choice.chance(15):
        ways.append((choice.pick(steps), "agreed"))
    ends = {"closed": "done", **({"agreed": "done"} if ways[-1][1] == "agreed" else {})}
    return {
        "journey": TALK,
        "kind": "conversation",
        "sides": [*(SIDES if choice.chance(80) else SIDES[::-1])],
        **({"about": [about]} if about else {}),
        "stages": {id_: {} for id_ in steps},
        "ends": {**ends, "stopped": "stopped"},
        "fields": {"day": FIELDS["day"]},
        "evidence": types,
        "gates": {
            f"gate-{number}": gate(choice, *way, types, shared if about else {}) for number, way in enumerate(ways)
        },
    }


def kinds(choice, shared):
    """Words of both sides, some of which answer one before them, a blocked gate or an item of the deal."""
    types = {}
    for number in range(choice.number(3, 6)):
        side = SIDES[(number + 1) % 2] if number < 2 or choice.chance(60) else choice.pick(SIDES)
        sides = SIDES if number > 1 and choice.chance(20) else (side,)
        others = [name for name, each in types.items() if side not in sides_of(each)]
        outside = [*(["gate-blocked"] if shared else []), *shared]
        above = outside if outside and choice.chance(12) else others or [*types]
        types[f"word-{number}"] = said(choice, kind(choice, sides, above if number else []))
    return types


def said(choice, kind):
    """A type that a word of a talk can be; many have to be read, and grow old."""
    return {
        **choice.maybe(40, "outcomes", lambda: {"for": ["agrees"], "against": ["refuses", "doubts"]}),
        **choice.maybe(60, "no-older-than", lambda: duration(choice, 2, 20)),
        **{key: part for key, part in kind.items() if key not in NEVER_IN_A_TALK},
    }


def gate(choice, source, target, types, shared):
    """A way on, with one or two pairs; now and then one side is not asked, or a pair is asked for each item."""
    requires = {f"need-{number}": pair(choice, types, shared) for number in range(choice.pick([1, 1, 2]))}
    if all(each.get("mode") in ("warn", "report") for each in requires.values()):
        requires["need-0"].pop("mode")
    waivers = {"by": choice.some(SIDES, 1), "for-at-most": duration(choice, 5, 40)}
    return {"from": source, "to": target, "requires": requires, **choice.maybe(90, "waivers", lambda: waivers)}


def pair(choice, types, shared):
    """A requirement of a talk."""
    made = {**requirement(choice, types, SIDES)}
    if shared and choice.chance(15):
        ranged = choice.pick([{"what": "gate-blocked"}, {"what": next(iter(shared)), "in": "about"}])
        made["for-each"] = ranged
        for side in SIDES:
            made.setdefault(side, next(name for name, each in types.items() if sides_of(each) == [side]))
    made.update({side: plain(made[side]) for side in SIDES if side in made})
    if len({*SIDES} & {*made}) > 1 and choice.chance(25):
        made[choice.pick(SIDES)] = "none"
        made["because"] = "It is not their turn."
    return made


def plain(clause):
    """A clause without what no word of a talk can be."""
    if isinstance(clause, str):
        return clause
    kept = {key: part for key, part in clause.items() if key not in NEVER_IN_A_TALK}
    for key in ("all", "any"):
        if key in kept:
            kept[key] = [plain(part) for part in kept[key]]
    return kept
