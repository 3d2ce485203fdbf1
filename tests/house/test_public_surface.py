"""`import gatecoach` is small, lazy and light: what an embedding program sees and pays for."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import typing

import pytest

import gatecoach

HEAVY = {"typer", "rich", "click", "fastapi", "sqlalchemy", "sqlite3", "ibis", "duckdb", "asyncio", "icalendar"}


@pytest.fixture
def modules_after(root):
    """A function: the modules a fresh interpreter has loaded after running some code."""

    def run(code):
        script = f"import sys\n{code}\nimport json\nprint(json.dumps(sorted(sys.modules)))"
        env = {**os.environ, "PYTHONPATH": str(root / "framework")}
        done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return set(json.loads(done.stdout))

    return run


def test_there_are_at_most_25_public_names():
    """A newcomer can read the whole public surface on one screen."""
    assert 0 < len(gatecoach.__all__) <= 25


def test_the_lazy_table_and_the_public_names_are_the_same():
    """Every public name stands once in `__all__` and has one home in the lazy table."""
    assert len(set(gatecoach.__all__)) == len(gatecoach.__all__)
    assert set(gatecoach.__all__) == set(gatecoach._HOME)


@pytest.mark.parametrize("name", sorted(getattr(gatecoach, "__all__", ())))
def test_a_public_name_is_what_its_home_calls_so(name):
    """Each public name resolves to the very object of that name in its home."""
    home = __import__(gatecoach._HOME[name], fromlist=[name])
    assert getattr(gatecoach, name) is getattr(home, name)


def test_public_names_are_listed_for_completion():
    """`dir(gatecoach)` shows every public name before any of them was read."""
    assert set(gatecoach.__all__) <= set(dir(gatecoach))


def test_an_unknown_name_is_an_attribute_error():
    """A misspelt name fails as it does for any module."""
    with pytest.raises(AttributeError, match="standin"):
        gatecoach.standin  # noqa: B018


def test_importing_loads_nothing_yet(modules_after):
    """A program that only imports the package pays for none of its modules nor for pydantic."""
    loaded = modules_after("import gatecoach")
    assert "gatecoach" in loaded
    assert [name for name in loaded if name.startswith(("gatecoach.", "pydantic"))] == []


@pytest.mark.parametrize("name", sorted(set(gatecoach.__all__) - {"Framework", "open_journal"}))
def test_the_parts_of_a_public_name_can_be_looked_up(name):
    """A host's own tools (FastAPI, pydantic) read what its parts are; two hold things that many programs never load."""
    assert typing.get_type_hints(getattr(gatecoach, name)) is not None


def test_reading_every_public_name_loads_no_outer_library(modules_after):
    """Using all of gatecoach from another program loads no library of the command line, stores or audits."""
    loaded = modules_after("import gatecoach\nfor name in gatecoach.__all__: getattr(gatecoach, name)")
    assert "pydantic" in loaded
    assert HEAVY & loaded == set()


def test_a_program_that_only_opens_a_journal_loads_one_kind_of_it(modules_after):
    """Each kind of journal comes when one of it is opened; the public names need none."""
    kinds = {"gatecoach.journal.kept", "gatecoach.journal.jsonl", "gatecoach.journal.memory"}
    assert kinds & modules_after("import gatecoach\nfor name in gatecoach.__all__: getattr(gatecoach, name)") == set()
    opened = modules_after("import gatecoach\ngatecoach.open_journal(':memory:')")
    assert kinds & opened == kinds - {"gatecoach.journal.jsonl"}


def test_reading_every_public_name_leaves_the_models_of_files_for_who_reads_files(modules_after):
    """What an author may write, the reader and the linter come with `load`; deciding needs none of them."""
    loaded = modules_after("import gatecoach\nfor name in gatecoach.__all__: getattr(gatecoach, name)")
    late = {"gatecoach.definition.files", "gatecoach.source.reader", "gatecoach.linter", "gatecoach.place"}
    assert late & loaded == set()
    assert late <= modules_after("import gatecoach\ngatecoach.load('first-deal')")


@pytest.mark.parametrize("package", ["coaching", "definition", "journal", "source"])
def test_a_name_of_a_lazy_package_is_no_module_of_it(package):
    """Else the name would mean the value before that module was imported, and the module after."""
    names = importlib.import_module(f"gatecoach.{package}").__all__
    assert [each for each in names if importlib.util.find_spec(f"gatecoach.{package}.{each}")] == []


@pytest.mark.parametrize("package", ["coaching", "definition", "journal", "source"])
def test_every_name_of_a_lazy_package_is_found(package):
    """Each name it promises is there, whichever is asked for first."""
    module = importlib.import_module(f"gatecoach.{package}")
    assert all(getattr(module, each) is not None for each in module.__all__)
