"""Made-up frameworks: whole, valid, and speaking every word of the language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gatecoach import linter
from gatecoach.definition import Source
from gatecoach.definition.loading import read_authored
from gatecoach.errors import DefinitionError, Finding
from gatecoach.framework import Framework, compiled
from gatecoach.testing.asking import requirement, sides_of, when
from gatecoach.testing.besides import bank, maturity, talk
from gatecoach.testing.choosing import Choice
from gatecoach.testing.kinds import FIELDS, ROLES, Tree, condition, duration, kind

Trees = dict[str, Tree]
SIDES = ("customer", "seller")
PHASES = ("seen", "weighed", "decided")
JOURNEY = "deal"


def trees(choice: Choice) -> Trees:
    """The files of a framework, by name: its own, one journey, a talk about it and a bank of questions."""
    types = _types(choice)
    shared = dict(list(types.items())[:2])
    own = {id_: each for id_, each in types.items() if id_ not in shared}
    journey = _journey(choice, types, own)
    gate, asked = next(iter(journey["gates"].items()))
    files = {
        "framework.yaml": _framework(choice, shared, journey),
        "deal.yaml": journey,
        "talk.yaml": talk(choice, JOURNEY),
        "bank.yaml": bank(choice, f"{gate}.{next(iter(asked['requires']))}", next(iter(types))),
        **({"maturity.yaml": maturity()} if choice.chance(15) else {}),
    }
    for finding in sources_of(files)[1]:
        _take_out(files[finding.file.removeprefix("made-up/")], finding.path.split("."))
    return files


def _take_out(tree: Any, path: list[str]) -> None:
    """Take out of a file what nothing and nobody could ever fit: a condition, or a number of different ones."""
    at = next((number for number, step in enumerate(path) if step in ("when", "with", "at-least")), None)
    if at is None:  # a mistake of ours, which loading will tell
        return
    for step in path[:at]:
        tree = tree[int(step) if isinstance(tree, list) else step]
    tree.pop("from-different", None)
    tree.pop(path[at], None)
    if path[0] == "use-cases":
        tree["when"] = {"seats": {"known": True}}


def _types(choice: Choice) -> Trees:
    """Types of both sides in turn, so that each may answer one before it."""
    types: Trees = {}
    for number in range(choice.number(3, 7)):
        side = SIDES[(number + 1) % 2] if number < 2 or choice.chance(70) else choice.pick(SIDES)
        both = number > 1 and choice.chance(18)
        above = [id_ for id_, each in types.items() if side not in sides_of(each)] or [*types]
        types[f"act-{number}"] = kind(choice, SIDES if both else (side,), [] if number == 0 else above)
    return types


def _framework(choice: Choice, shared: Trees, journey: Tree) -> Tree:
    used = {stage["phase"] for stage in journey["stages"].values()}
    early = {name: FIELDS[name] for name in FIELDS if name not in journey.get("fields", {})}
    return {
        "gatecoach": 1,
        "framework": "made-up",
        "version": "1",
        "time-zone": choice.pick(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland"]),
        **choice.maybe(20, "currency", lambda: "EUR"),
        **choice.maybe(20, "purpose", lambda: {"organisation": "To last.", "team": "To help.", "customer": "Less."}),
        **choice.maybe(
            20,
            "vocabulary",
            lambda: choice.pick([["need", "proof"], {"need": {"instead-of": ["wish"]}, "proof": None}]),
        ),
        **choice.maybe(20, "activities", lambda: ["asking", "listening"]),
        **choice.maybe(20, "deals", lambda: JOURNEY),
        **choice.maybe(10, "questions-per-cell", lambda: choice.number(1, 3)),
        "phases": {id_: {"title": id_.title()} for id_ in PHASES if id_ in used},
        "roles": {side: {role: {} for role in roles} for side, roles in ROLES.items() if roles},
        "fields": early,
        "use-cases": {"big": {"when": condition(choice, ["price", "seats"], spans=False)}},
        "evidence": shared,
    }


def _journey(choice: Choice, types: Trees, own: Trees) -> Tree:
    stages = [f"stage-{number}" for number in range(choice.number(2, 4))]
    phases = sorted(choice.number(0, len(PHASES) - 1) for _ in stages)
    ways = _ways(choice, stages)
    ends = {"won": "won", **({"signed": "done"} if any(to == "signed" for _, to in ways) else {})}
    return {
        "journey": JOURNEY,
        **choice.maybe(30, "title", lambda: {"en": "A deal", "de": "Ein Geschäft"}),
        "sides": [*SIDES],
        "stages": {
            id_: {"phase": PHASES[phase], **choice.maybe(30, "expected", lambda: duration(choice, 10, 60))}
            for id_, phase in zip(stages, phases, strict=True)
        },
        "ends": {**ends, "lost": "lost", "dropped": "stopped", "parked": {"kind": "parked", "needs": "day"}},
        "fields": {"day": FIELDS["day"]},
        **({"evidence": own} if own else {}),
        "gates": {f"gate-{number}": _gate(choice, *way, types) for number, way in enumerate(ways)},
    }


def _ways(choice: Choice, stages: list[str]) -> list[tuple[str, str]]:
    """A way to every stage from one before it, now and then a shorter one, and ways to the ends."""
    ways = [
        (stages[number - 1 if choice.chance(70) else choice.number(0, number - 1)], stages[number])
        for number in range(1, len(stages))
    ]
    if len(stages) > 2 and choice.chance(25) and (stages[0], stages[-1]) not in ways:
        ways.append((stages[0], stages[-1]))
    ways.append((stages[-1], "won"))
    if choice.chance(20):
        ways.append((choice.pick(stages), "signed"))
    return ways


def _gate(choice: Choice, source: str, target: str, types: Trees) -> Tree:
    asked = [f"need-{number}" for number in range(choice.pick([1, 1, 2, 2, 3]))]
    requires = {id_: requirement(choice, types, SIDES) for id_ in asked}
    if all(each.get("mode") in ("warn", "report") for each in requires.values()):
        requires[asked[0]].pop("mode")
    return {
        "from": source,
        "to": target,
        "requires": requires,
        **choice.maybe(15, "when", lambda: when(choice, "block", "require", "skip")),
        **choice.maybe(45, "waivers", lambda: _waivers(choice, asked)),
        **choice.maybe(20, "signals", lambda: _signals(choice, [*types])),
        **choice.maybe(20, "mode", lambda: choice.pick(["enforce", "warn", "report"])),
        **choice.maybe(10, "ask", lambda: ["What is new?"]),
        **choice.maybe(20, "title", lambda: "The next step"),
    }


def _waivers(choice: Choice, asked: list[str]) -> Tree:
    return {
        "by": choice.some(ROLES["seller"], 1),
        "for-at-most": duration(choice, 5, 40),
        **choice.maybe(25, "never", lambda: choice.some(asked, 1)),
    }


def _signals(choice: Choice, types: list[str]) -> Tree:
    sign: Tree = {"seen": choice.pick(types)} if choice.chance(50) else {"silence": duration(choice, 7, 21)}
    return {"sign": {"say": "Look here.", **sign, "suggest": choice.pick(["coach", "park", "disqualify"])}}


def sources_of(files: Mapping[str, Tree]) -> tuple[list[Source], list[Finding]]:
    """The files as the loader sees them, without any file, and every finding there is."""
    read = [read_authored(_written(tree), f"made-up/{name}") for name, tree in files.items()]
    sources = [source for source, _ in read]
    findings = [finding for _, found in read for finding in found]
    return sources, [*findings, *([] if findings else linter.check(linter.Project.of(sources, {})))]


def _written(tree: Tree) -> bytes:
    """The tree as text that the reader reads back as the same tree: JSON is YAML."""
    return json.dumps(tree, ensure_ascii=False, default=_number).encode()


def _number(value: object) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)


def load_trees(files: Mapping[str, Tree]) -> Framework:
    """The framework of files that exist in memory only.

    Raises:
        DefinitionError: as `gatecoach.load`.
    """
    sources, findings = sources_of(files)
    if any(each.severity == "error" for each in findings):
        raise DefinitionError("bad-framework", "the made-up framework cannot be used", findings)
    return compiled(sources)
