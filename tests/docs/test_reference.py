"""What is generated is up to date, and the reference page has an example for every word of clauses and conditions."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from gatecoach.definition.keys import forms, keys
from gatecoach.source import read

ROOT = Path(__file__).resolve().parents[2]
PAGE = "docs/reference/language.md"


@pytest.fixture(scope="module")
def generator():
    """The script behind `make reference`."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/reference/generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def text():
    """The reference page."""
    return (ROOT / PAGE).read_text(encoding="utf-8")


def test_generated_files_are_up_to_date(generator):
    """Page and schemas say what the models say today; `make reference` writes them."""
    stale = [path.name for path, made in generator.made().items() if path.read_text(encoding="utf-8") != made]
    assert stale == [], "run: make reference"


def test_every_mapping_has_one_table(text):
    """Each mapping of the language has its place on the page, once, and no table is about anything else."""
    named = [
        line.removeprefix("<!-- keys of: ").removesuffix(" -->") for line in text.splitlines() if "keys of:" in line
    ]
    assert sorted(named) == sorted(forms().mappings)


def test_every_key_has_a_row(text):
    """A key stands in the table of each mapping that takes it."""
    for where in forms().mappings:
        table = text.partition(f"<!-- keys of: {where} -->")[2].partition("<!-- end of keys -->")[0]
        rows = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
        assert rows == [each.key for each in keys() if each.where == where]


def words_in(tree, found):
    """Every key of a tree, also deep inside."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        found.add(key)
        words_in(value, found)
    return found


@pytest.mark.parametrize("where", ["clause", "check", "when", "condition", "gate", "requirement", "evidence"])
def test_every_word_has_an_example(where, text):
    """Each key of clauses, conditions, gates, requirements and evidence stands in a block that is loaded."""
    shown = set()
    for part in text.split("```yaml")[1:]:
        block = part.partition("\n")[2].partition("```")[0]
        words_in(read(block.encode(), PAGE).tree, shown)
        shown |= {"none"} if ": none" in block else set()
    wanted = {each.key for each in keys() if each.where == where and not each.key.startswith("<")}
    assert wanted - shown - {"private-to", "managers", "enablement"} == set()


def test_a_mapping_the_page_lacks_is_added(generator, text):
    """A new mapping gets a section with its first sentence and its table, and writing again changes nothing."""
    before = text.partition("### A signal")[0]
    made = generator.page(before)
    assert "## Signal\n\nA sign to act on while its gate is the one ahead" in made
    assert "| `silence` | duration |" in made
    assert generator.page(made) == made


def test_a_stale_table_is_written_anew(generator, text):
    """What stands between the marks is replaced, what people wrote around it stays."""
    spoilt = text.replace("| `seen` | evidence |", "| `seen` | anything |")
    assert spoilt != text
    assert generator.page(spoilt) == generator.page(text)


def test_the_committed_schemas_are_json():
    """Editors can read what lies in docs/schema."""
    names = sorted(path.name for path in (ROOT / "docs/schema").iterdir())
    assert names == ["decision.schema.json", "gatecoach.schema.json"]
    assert all(json.loads((ROOT / "docs/schema" / name).read_text(encoding="utf-8"))["$schema"] for name in names)
