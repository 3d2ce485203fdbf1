"""Every public name, every command and every option is in the documentation, and what it names exists."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re

import pytest
import typer
from pages import ROOT, all_blocks, blocks_of

import gatecoach
from gatecoach.cli.app import app

PAGE = "docs/api.md"
TEXT = (ROOT / PAGE).read_text(encoding="utf-8")
TESTING = (ROOT / "docs/testing.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
PLANNED = ["gatecoach.audit"]
"""Sub-modules of the design: from the day they exist they have their place on the page."""
MODULES = ["gatecoach", *re.findall(r"^## (gatecoach\.\w+)$", TEXT, re.MULTILINE)]


def words_of(text):
    """What stands in code in running text or in a table: the names it begins with."""
    return set(re.findall(r"`\.?([A-Za-z_]\w*)", text))


def test_the_documented_modules_are_there():
    """Those of the design have a section, one that is only planned as soon as it exists."""
    wanted = {"gatecoach.intake", "gatecoach.report", "gatecoach.testing"}
    wanted |= {each for each in PLANNED if importlib.util.find_spec(each)}
    assert wanted <= set(MODULES)
    assert all(importlib.util.find_spec(each) for each in MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_every_public_name_is_on_the_page(module):
    """Each name that a documented module lists stands in its section; those for tests on the page about testing."""
    section = TEXT.partition(f"\n## {module}\n")[2].partition("\n## ")[0]
    text = TESTING if module == "gatecoach.testing" else section
    listed = getattr(importlib.import_module(module), "__all__", ())
    assert set(listed) - words_of(text) == set()
    assert listed or words_of(section), "of a module that lists nothing, the names that may be used are said"


def rows_about_values():
    """Each row that says what is worth knowing of a public name."""
    return re.findall(r"^\| `([A-Z]\w*)` \| (.*\..*) \|$", TEXT, re.MULTILINE)


@pytest.mark.parametrize(("name", "said"), [each for each in rows_about_values() if "`." in each[1]])
def test_what_is_said_of_a_value_exists(name, said):
    """Each attribute with a dot in front is one of it: a field, a property or a method."""
    kind = getattr(gatecoach, name)
    fields = {*getattr(kind, "model_fields", {}), *getattr(kind, "__annotations__", {})}
    assert {each for each in re.findall(r"`\.(\w+)`", said) if each not in fields and not hasattr(kind, each)} == set()


def test_the_values_are_really_looked_at():
    """The rows are found, and a slip in one would be seen."""
    looked_at = {name for name, said in rows_about_values() if "`." in said}
    assert looked_at >= {"Decision", "Session", "Standing", "Subject"}
    assert not hasattr(gatecoach.Decision, "allow_move")


def imported():
    """What the programs of the documentation import from sub-modules: page and line, module, name."""
    for block in all_blocks():
        if block.kind == "python" and ">>>" not in block.text:
            for each in ast.walk(ast.parse(block.text)):
                if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("gatecoach."):
                    yield from ((block.place, each.module, name.name) for name in each.names)


def test_what_programs_import_is_public():
    """No page shows a name that the page of public names does not."""
    known = words_of(TEXT) | words_of(TESTING)
    assert [each for each in imported() if each[1] not in MODULES or each[2] not in known] == []
    assert len(list(imported())) > 10


def leaves(group, name="gatecoach"):
    """Every command as it is typed, with its parameters."""
    for each in group.commands.values():
        if hasattr(each, "commands"):
            yield from leaves(each, f"{name} {each.name}")
        else:
            yield f"{name} {each.name}", each.params


EVERY = dict(leaves(typer.main.get_command(app)))


@pytest.mark.parametrize("command", EVERY)
def test_every_command_and_option_has_its_row(command):
    """A command has its section, with each way to write each option and each argument in it, and nothing more."""
    section = COMMANDS.partition(f"\n## {command}\n")[2].partition("\n## ")[0].partition("<!--")[0]
    rows = [re.findall(r"`([^`]+)`", line.split("|")[1]) for line in section.splitlines() if line.startswith("| `")]
    options = {each for parameter in EVERY[command] for each in (*parameter.opts, *parameter.secondary_opts)}
    arguments = {each.metavar for each in EVERY[command] if not each.opts[0].startswith("-")}
    wanted = {each for each in options if each.startswith("-")} - {"--help"} | arguments
    assert {name for row in rows for name in row} == wanted


def test_no_command_of_the_page_is_gone():
    """The sections are those of today, and the common options are said, too."""
    assert re.findall(r"^## (gatecoach .+)$", COMMANDS, re.MULTILINE) == list(EVERY)
    assert "`gatecoach --version`" in COMMANDS
    assert "--help`" in COMMANDS


@pytest.mark.parametrize("command", EVERY)
def test_every_command_is_used_on_some_page(command):
    """Beside its row each command is shown at work, with its output, on a page that a person reads."""
    text = "\n".join(each.text for each in all_blocks() if each.kind == "console")
    assert f"$ {command} " in text


def test_a_name_that_is_missing_is_seen():
    """A name inside other words, or in a block, is not on the page."""
    assert words_of("`decide(subject, gate)` and `.passes`, `Subject`") == {"decide", "passes", "Subject"}
    assert "stand" not in words_of("`standing(subject, at)`")
    assert [each.kind for each in blocks_of("p.md", "```python\nx = 1\n```\n")] == ["python"]
