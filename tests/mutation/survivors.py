"""The list of the changes that no test notices, `survivors.yaml`: what is written, what may stand there, and why."""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass
from pathlib import Path

import yaml

LIST = Path(__file__).with_name("survivors.yaml")
ENGINE = Path(__file__).resolve().parents[2] / "framework" / "gatecoach"


@dataclass(frozen=True)
class Place:
    """One piece of a function, as it is written, with all that may stand there instead unnoticed."""

    function: str
    written: str
    instead: tuple[str, ...]
    why: str

    def changed(self, text):
        """What the function may be instead, one change at a time; nothing where the piece is not in it."""
        parts = text.split(self.written)
        for place in range(1, len(parts)):
            before, after = (self.written.join(each) for each in (parts[:place], parts[place:]))
            yield from (before + other + after for other in self.instead)


def places():
    """Every place that the list names."""
    return [
        Place(function, folded(written), tuple(map(folded, instead)), group["why"])
        for group in yaml.safe_load(LIST.read_text(encoding="utf-8"))
        for function, pieces in group["where"].items()
        for written, instead in pieces.items()
    ]


def folded(text):
    """A text on one line, so that the layout of the code does not matter."""
    return " ".join(text.split())


@functools.cache
def function_text(name):
    """The text of a function of the engine, as in `missing.ways.Way.as_dict`; empty where there is none."""
    parts = name.split(".")
    for cut in range(1, len(parts)):
        path = ENGINE.joinpath(*parts[:cut]).with_suffix(".py")
        if path.is_file():
            return _inside(path.read_text(encoding="utf-8"), parts[cut:])
    return ""


def _inside(text, names):
    node = ast.parse(text)
    for name in names:
        found = [each for each in ast.iter_child_nodes(node) if getattr(each, "name", "") == name]
        if not found:
            return ""
        node = found[0]
    return folded(ast.get_source_segment(text, node)) if isinstance(node, ast.FunctionDef) else ""


def known(changes, listed):
    """Those of the changes that the list names; each is a function with its text before and after."""
    return [
        (function, before, after)
        for function, before, after in changes
        if any(after in each.changed(before) for each in listed if each.function == function)
    ]
