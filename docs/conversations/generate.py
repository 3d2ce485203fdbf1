"""Write what is made of the files of the talks: the picture of each, and the table of steps on its page.

The pages are written by hand around their tables (`make reference`). What a person says in a step is the title of what
the gate behind it asks of their side; when the talk goes on is the sentence of each requirement.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from gatecoach.framework import load
from gatecoach.report import journey_svg

HERE = Path(__file__).resolve().parent
BUNDLED = HERE.parents[1] / "stages/b2b"
STEPS = re.compile(r"<!-- steps -->\n.*?<!-- end of steps -->", re.DOTALL)
WIDTH = 900
"""About as wide as a page of Markdown is shown, so that the letters of a picture are as large as those around it."""

BESIDE = {"warn": " *(A task, stops nothing.)*", "report": " *(Only noted.)*"}
"""What is said of a requirement that is not enforced."""


def talks() -> dict[str, dict[str, Any]]:
    """Every conversation of the bundled framework, by its id."""
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((BUNDLED / "coaching").glob("*.yaml"))]
    return {each["journey"]: each for each in read if each.get("kind") == "conversation"}


def made() -> dict[Path, str]:
    """Every picture and every page with the text it should have."""
    framework, found = load("b2b"), {}
    titles = _titles(yaml.safe_load((BUNDLED / "framework.yaml").read_text(encoding="utf-8")))
    for name, talk in talks().items():
        path = HERE / f"{name}.md"
        table = f"<!-- steps -->\n{steps(talk, titles | _titles(talk))}\n<!-- end of steps -->"
        found[path] = STEPS.sub(lambda _, table=table: table, path.read_text(encoding="utf-8"))
        found[HERE / f"{name}.svg"] = f"{journey_svg(framework, name, width=WIDTH).rstrip()}\n"
    return found


def steps(talk: dict[str, Any], titles: dict[str, str]) -> str:
    """The steps of a talk as a table: what each side says there, and when the talk goes on."""
    asked = {(gate, side): _said(talk, gate, side) for gate in talk["gates"] for side in ("coach", "coachee")}
    sides = [side for side in ("coach", "coachee") if any(asked[gate, side] for gate in talk["gates"])]
    head = ["step", *(f"the {side} says" for side in sides), "the talk goes on when"]
    rows = [
        [talk["stages"][gate["from"]]["title"], *(_words(asked[name, side], titles) for side in sides), _when(gate)]
        for name, gate in talk["gates"].items()
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(each.replace('|', '/') for each in line)} |" for line in lines)


def _titles(tree: dict[str, Any]) -> dict[str, str]:
    """The title of each evidence type of a file."""
    return {name: each["title"] for name, each in tree.get("evidence", {}).items() if "title" in each}


def _words(types: list[str], titles: dict[str, str]) -> str:
    """What a side says before a gate opens."""
    return "<br>".join(titles.get(each, each) for each in types)


def _said(talk: dict[str, Any], name: str, side: str) -> list[str]:
    """The types a gate asks of a side, each once, and before each the one of this side that is only answered."""
    own = talk["evidence"]
    asked = {each for gate in talk["gates"] for where in talk["sides"] for each in _asked(talk, gate, where)}
    found: list[str] = []
    for each in [*_asked(talk, name, "coachee"), *_asked(talk, name, "coach")]:
        behind = own.get(each, {}).get("answers")
        if behind in own and behind not in asked and side in _list(own[behind]["side"]):
            found.append(behind)
        if each in _asked(talk, name, side):
            found.append(each)
    return [*dict.fromkeys(found)]


def _list(value: Any) -> list[Any]:
    """One or several, as several."""
    return value if isinstance(value, list) else [value]


def _asked(talk: dict[str, Any], name: str, side: str) -> list[str]:
    """The types that the clauses of a gate name for a side."""
    return [each for requirement in talk["gates"][name]["requires"].values() for each in _types(requirement.get(side))]


def _types(clause: Any) -> list[str]:
    """The evidence types in a clause; `none` names nothing."""
    if isinstance(clause, str):
        return [clause] if clause != "none" else []
    if isinstance(clause, list):
        return [name for each in clause for name in _types(each)]
    inner = [clause[key] for key in ("what", "any", "all") if key in clause] if clause else []
    return [name for each in inner for name in _types(each)]


def _when(gate: dict[str, Any]) -> str:
    """The sentences of a gate's requirements; one that stops nothing says so."""
    lines = [f"{each['say']}{BESIDE.get(each.get('mode', ''), '')}" for each in gate["requires"].values()]
    return "<br>".join(lines)


def main() -> None:
    """Write every file that is not as it should be."""
    for path, text in made().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
