"""The figures of others stand in one data file, and nothing that computes knows them (A10)."""

from __future__ import annotations

import ast
import re

import pytest

from gatecoach.report.figures import figures

DATA = "stages/figures.yaml"
SHOWN_BY = {"framework/gatecoach/cli/figures.py"}
"""Who may use the figures: the command that shows them."""
ODD = re.compile(r"(?<![\d.])\d+\.\d(?![\d.])")
"""A figure with a decimal is nobody else's; a whole number may be anything."""


@pytest.fixture(scope="session")
def sources(root):
    """Every text of the engine, the bundled content and the pages, by its name."""
    paths = [
        path
        for folder in ("framework", "stages", "questions", "docs")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in {".py", ".yaml", ".md", ".json"}
    ]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def printed():
    """The values that nobody writes by chance."""
    return {value for each in figures() for value in [*each.shares.values(), *each.values.values()] if "." in value}


@pytest.mark.requirement("A10")
def test_the_figures_stand_in_one_file(sources):
    """No other file of the engine, of a framework or of the pages has any of them."""
    assert printed() == {"21.7", "5.3", "25.5", "20.2", "17.4"}
    assert {name for name, text in sources.items() if printed() & {*ODD.findall(text)}} == {DATA}


@pytest.mark.requirement("A10")
def test_nothing_that_computes_imports_them(sources):
    """One command shows them; no other module imports what reads them, or names their file."""
    users = {name for name, text in sources.items() if name.endswith(".py") and _uses(text)}
    assert users == SHOWN_BY
    named = {name for name, text in sources.items() if name.endswith(".py") and '"figures.yaml"' in text}
    assert named == {"framework/gatecoach/report/figures.py"}


def _uses(text):
    """Whether a module imports the reader of figures, in whichever way."""
    nodes = [*ast.walk(ast.parse(text))]
    names = {each.module for each in nodes if isinstance(each, ast.ImportFrom)}
    names |= {alias.name for each in nodes if isinstance(each, ast.Import) for alias in each.names}
    names |= {
        f"{each.module}.{alias.name}" for each in nodes if isinstance(each, ast.ImportFrom) for alias in each.names
    }
    return "gatecoach.report.figures" in names


def test_each_way_to_import_is_seen():
    """The search knows the three."""
    for line in (
        "from gatecoach.report.figures import figures",
        "import gatecoach.report.figures",
        "from gatecoach.report import figures",
    ):
        assert _uses(line)
    assert not _uses("from gatecoach.report import layout")
