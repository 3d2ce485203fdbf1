"""Every guard of every conversation of `b2b`, each with the conversation as it would be without it."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from gatecoach.content import content_root
from gatecoach.source import read

Tree = dict[str, Any]
KEPT = ("what", "all", "any", "answers", "field")
"""What a clause is about; its other words guard it."""


class Guard(NamedTuple):
    """One guard by its place, the talk without it, and the gate or the step that is gone with it."""

    place: str
    tree: Tree
    gate: str = ""
    step: str = ""


def conversations() -> dict[str, Tree]:
    """The conversations of `b2b` by their ids, as they are written."""
    found = {}
    for path in sorted((Path(str(content_root("stages"))) / "b2b" / "coaching").glob("*.yaml")):
        tree = read(path.read_bytes(), path.name).tree
        found[tree["journey"]] = tree
    return found


@functools.cache
def shared() -> Tree:
    """The evidence that all of them may name."""
    path = Path(str(content_root("stages"))) / "b2b" / "framework.yaml"
    return read(path.read_bytes(), path.name).tree["evidence"]


def guards(tree: Tree) -> Iterator[Guard]:
    """What keeps the talk from going on, one by one: each side of each requirement, each word of it, each link."""
    for gate, each in tree["gates"].items():
        for id_, requirement in each["requires"].items():
            for side in asked(tree, requirement):
                if not implied(tree, requirement, side):
                    yield without_side(tree, gate, id_, side)
            for path in words_of(requirement):
                yield Guard(
                    ".".join((gate, id_, *map(str, path))), without(tree, ("gates", gate, "requires", id_, *path))
                )
    for type_, each in tree.get("evidence", {}).items():
        if "answers" in each:
            new = without(tree, ("evidence", type_, "answers"))
            new["evidence"][type_].pop("settles", None)  # what answers no promise settles none
            yield Guard(f"{type_}.answers", new)


def asked(tree: Tree, requirement: Tree) -> list[str]:
    """The sides that a requirement asks, where it stops the gate at all."""
    stops = requirement.get("mode", "enforce") == "enforce"
    return [side for side in tree["sides"] if stops and requirement.get(side, "none") != "none"]


def implied(tree: Tree, requirement: Tree, side: str) -> bool:
    """Whether the other side answers just that word, so that it was said in any case: the link is the guard then."""
    types = shared() | tree.get("evidence", {})
    answered = {types.get(what, {}).get("answers") for what in _types(tree, requirement, side)}
    return isinstance(requirement[side], str) and requirement[side] in answered


def _types(tree: Tree, requirement: Tree, side: str) -> Iterator[str]:
    """The types that the other sides are asked for."""
    for other in asked(tree, requirement):
        clause = requirement[other]
        what = clause if isinstance(clause, str) else clause.get("what", "")
        if other != side and isinstance(what, str):
            yield what


def without(tree: Tree, path: tuple[str | int, ...]) -> Tree:
    """The tree without what stands there, and without what would be empty then."""
    tree = copy.deepcopy(tree)
    for end in range(len(path), 0, -1):
        parent = tree
        for step in path[: end - 1]:
            parent = parent[step]
        del parent[path[end - 1]]
        if parent:
            break
    return tree


def words_of(written: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The places of the words that make the clauses of a requirement narrower, conditions one by one."""
    parts = written.items() if isinstance(written, dict) else enumerate(written) if isinstance(written, list) else ()
    for key, part in parts:
        here = (*path, key)
        if path and path[0] in ("say", "because", "ask", "mode"):
            continue
        if "with" in path and not isinstance(part, dict):
            yield here
        elif isinstance(part, dict | list) and not ("with" in path and set(part) == {"field"}):
            yield from words_of(part, here)
        elif (path and key not in KEPT and not isinstance(key, int)) or isinstance(part, dict):
            yield here


def without_side(tree: Tree, gate: str, id_: str, side: str) -> Guard:
    """The talk in which a side owes nothing there: the side, the requirement or the whole step is gone."""
    place, new = f"{gate}.{id_}.{side}", copy.deepcopy(tree)
    requires = new["gates"][gate]["requires"]
    if len(asked(tree, requires[id_])) > 1:
        requires[id_] |= {side: "none", "because": "It is gone."}
        return Guard(place, new, gate)
    if len(requires) > 1:
        del requires[id_]
        return Guard(place, new, gate)
    gone = new["gates"].pop(gate)
    del new["stages"][gone["from"]]
    for each in new["gates"].values():
        each["to"] = gone["to"] if each["to"] == gone["from"] else each["to"]
    return Guard(place, new, gate, gone["from"])
