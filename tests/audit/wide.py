"""Journeys of so many leaves that their masks fill one whole number, or take several."""

from __future__ import annotations

from gatecoach.testing.trees import JOURNEY, load_trees

ROLES = {"customer": ("key", "buyer", "user"), "seller": ("rep", "boss")}


def wide(leaves, *, speaking=(1, 2), per_gate=12, apart=False):
    """A framework whose one journey has so many leaves; those that answer `speaking` offers have words.

    Each leaf hears words of its own where they are to be kept `apart`.
    """
    requirements = {f"need-{number}": _requirement(number, apart=apart) for number in range(leaves // 2)}
    if leaves % 2:
        requirements["need-0"]["seller"]["what"] = ["offer-0", "offer-1"]
    names = [*requirements]
    parts = [names[at : at + per_gate] for at in range(0, len(names), per_gate)]
    stages = [f"stage-{number}" for number in range(len(parts))]
    gates = {
        f"gate-{number}": {
            "from": stages[number],
            "to": stages[number + 1] if number + 1 < len(parts) else "won",
            "requires": {id_: requirements[id_] for id_ in part},
            "waivers": {"by": ["boss"], "for-at-most": "30 days"},
        }
        for number, part in enumerate(parts)
    }
    return load_trees({"framework.yaml": _framework(), "deal.yaml": _journey(stages, gates, speaking)})


def _requirement(number, *, apart):
    """What both sides do about one of three types, with an age of its own."""
    kind = number % 3
    seller = {"what": f"offer-{kind}", "no-older-than": f"{20 + number % 40} days"}
    customer = {"what": f"answer-{kind}", "no-older-than": f"{25 + number % 40} days"}
    if apart:
        customer["within"] = f"{90 + number} days"
    if number % 5 == 4:
        customer |= {"at-least": 2, "from-different": "person"}
    return {"say": "It is done.", "seller": seller, "customer": customer}


def _framework():
    return {
        "gatecoach": 1,
        "framework": "wide",
        "version": "1",
        "time-zone": "UTC",
        "phases": {"only": {"title": "Only"}},
        "roles": {side: {role: {} for role in roles} for side, roles in ROLES.items()},
    }


def _journey(stages, gates, speaking):
    types = {}
    for kind in range(3):
        types[f"offer-{kind}"] = {"side": "seller"}
        words = {"outcomes": {"for": ["agrees"], "against": ["refuses"]}} if kind in speaking else {}
        types[f"answer-{kind}"] = {"side": "customer", "answers": f"offer-{kind}", **words}
    return {
        "journey": JOURNEY,
        "sides": ["customer", "seller"],
        "stages": {id_: {"phase": "only"} for id_ in stages},
        "ends": {"won": "won", "lost": "lost"},
        "evidence": types,
        "gates": gates,
    }
