"""Write docs/requirements.md: what gatecoach has to do, where it lives, and which tests prove it (`make reference`).

A test carries `@pytest.mark.requirement("F05")`, on itself, on its class, or on its whole module as `pytestmark`. Only
tests that `make test` runs count; that none of them is skipped is what tests/conftest.py sees to.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/requirements.md"
DATA = ROOT / "docs/reference/requirements.yaml"
OWN_COMMANDS = ("browser", "hosts")
"""Folders of tests that `make test` leaves to commands of their own, as it does with marked tests:"""
OWN_MARKS = {"postgres", "crash"}
AREAS = {
    "F": "Framework and gates",
    "A": "Levels, definitions, figures",
    "G": "Selling by the customer's needs",
    "Q": "What is asked",
    "S": "How talks are held",
}
HEAD = """\
# What it has to do, and what proves it

A test that proves a sentence carries its id, and fails when that does not hold any more. What is not there yet stands
below it as later work; where all of a sentence is, no test proves it. This page is made of
[requirements.yaml](reference/requirements.yaml) and of the marks of the tests (`make reference`).
"""


def made() -> dict[Path, str]:
    """The page with the text it should have."""
    return {PAGE: page(yaml.safe_load(DATA.read_text(encoding="utf-8")), proofs(ROOT / "tests"))}


def page(entries: dict[str, dict[str, Any]], proved: dict[str, list[tuple[str, str]]]) -> str:
    """The page about these requirements, proved by these tests."""
    text = HEAD
    for letter, title in AREAS.items():
        text += f"\n## {title}\n"
        for name, each in entries.items():
            if name.startswith(letter):
                text += f"\n### {name}\n\n{each['says']}\n\n{_more(each, proved.get(name, []))}"
    return text


def _more(entry: dict[str, Any], tests: list[tuple[str, str]]) -> str:
    """What stands below a sentence: where it lives, what comes later, its tests by file."""
    lines = (
        [f"Lives in {', '.join(f'[{Path(path).name}](../{path})' for path in entry['in'])}."] if "in" in entry else []
    )
    if "later" in entry:
        lines.append(f"*Comes with later work: {entry['later']}.*")
    files: dict[str, list[str]] = {}
    for file, test in tests:
        files.setdefault(file, []).append(f"`{test}`")
    lines += [f"[{file.removeprefix('tests/')}](../{file}): {', '.join(names)}." for file, names in files.items()]
    return "".join(f"- {each}\n" for each in lines)


def proofs(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Of each requirement the tests that prove it, as file and name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        where = path.relative_to(folder)
        if where.parts[0] not in OWN_COMMANDS:
            for name, test in marked(ast.parse(path.read_text(encoding="utf-8"))):
                found.setdefault(name, []).append((f"{folder.name}/{where.as_posix()}", test))
    return found


def marked(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each requirement with the name of a test that is marked with it."""
    loose = [each.value for each in tree.body if isinstance(each, ast.Assign) and _is_pytestmark(each)]
    yield from _inside(tree.body, loose)


def _inside(body: list[ast.stmt], above: list[ast.expr]) -> Iterator[tuple[str, str]]:
    """The same for what stands in a module or class; `above` are the marks of all in it."""
    for each in body:
        if isinstance(each, ast.ClassDef):
            yield from _inside(each.body, [*above, *each.decorator_list])
        elif isinstance(each, ast.FunctionDef) and each.name.startswith("test_"):
            marks = [mark for one in [*above, *each.decorator_list] for mark in _marks(one)]
            if not {name for name, _ in marks} & {*OWN_MARKS, "skip", "skipif", "xfail"}:
                yield from ((name, each.name) for kind, name in marks if kind == "requirement")


def _is_pytestmark(each: ast.Assign) -> bool:
    """Whether this gives marks to all tests of a module."""
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in each.targets)


def _marks(expression: ast.expr) -> Iterator[tuple[str, str]]:
    """The marks in an expression as kind and first word; those of single cases do not count."""
    if isinstance(expression, ast.List | ast.Tuple):
        for each in expression.elts:
            yield from _marks(each)
        return
    called = expression if isinstance(expression, ast.Call) else None
    mark = called.func if called else expression
    if isinstance(mark, ast.Attribute) and ast.unparse(mark.value) == "pytest.mark":
        first = called.args[0] if called and called.args else None
        yield mark.attr, str(first.value) if isinstance(first, ast.Constant) else ""


def main() -> None:
    """Write the page."""
    for path, text in made().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
