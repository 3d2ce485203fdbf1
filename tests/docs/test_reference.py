"""What is generated is up to date, and every key of the language has an example that loads."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from pages import all_blocks
from shown import head_of, used

from gatecoach.codes import CODES
from gatecoach.definition.keys import forms, keys
from gatecoach.facts import FieldValue, Person, Waiver, kebab
from gatecoach.intake.records import KINDS
from gatecoach.source import read
from gatecoach.texts import ENGLISH

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


@pytest.fixture(scope="module")
def shown():
    """The keys that the blocks of all pages really use, by mapping; a block with a mistake shows nothing."""
    trees = [
        read(each.text.encode(), each.page).tree
        for each in all_blocks()
        if each.kind == "yaml" and "finding" not in each.options
    ]
    return {place for tree in trees if head_of(tree) for place in used(tree, head_of(tree))}


@pytest.mark.parametrize("where", [*dict.fromkeys(each.where for each in keys())])
def test_every_key_has_an_example(where, shown):
    """Each key of each mapping stands in a block that is loaded, in that very mapping; `passes` needs a program."""
    wanted = {(each.where, each.key) for each in keys() if each.where == where} - {("check", "passes")}
    assert wanted - shown == set()


def test_a_key_is_counted_where_it_stands():
    """A key of one mapping is no example for another: short forms, lists, other keys and `none` are gone through."""
    tree = {"bank": {"one": {"ask": "What?", "answer": {"by": "coach"}}}}
    places = {("questions", "bank"), ("question", "ask"), ("question", "answer"), ("answer", "by")}
    assert set(used(tree, "questions")) == places
    gate = {"when": {"all": [{"amount": {"known": True}}]}, "requires": {"it": {"coach": "none", "seller": "a"}}}
    assert set(used({"gates": {"go": gate}}, "journey")) >= {
        ("when", "all"), ("condition", "<field>"), ("check", "known"), ("requirement", "coach"), ("clause", "none"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tree", "head"),
    [
        ({"scenario": "a", "journey": "b"}, "scenario"), ({"journey": "b"}, "journey"), ({"gates": {}}, "journey"),
        ({"use-cases": {}}, "framework"), ({"people": {}}, None),
    ],
)  # fmt: skip
def test_a_block_belongs_to_a_mapping(tree, head):
    """By its head key, else by what its keys are part of; rows of people and facts belong to none."""
    assert head_of(tree) == head


@pytest.mark.parametrize("kind", [Person, *KINDS.values(), Waiver, FieldValue], ids=lambda kind: kind.__name__)
def test_every_key_of_a_fact_has_a_row(kind, text):
    """People and facts have their tables, too, with what must be said marked as required."""
    table = text.partition(f"<!-- keys of fact: {kind.__name__} -->")[2].partition("<!-- end of keys -->")[0]
    rows = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("| `")]
    told = {row[0].strip(" `"): row[1].strip() == "required" for row in rows}
    assert told == {kebab(name): field.is_required() for name, field in kind.model_fields.items()}


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


@pytest.fixture(scope="module")
def codes():
    """The page of codes."""
    return (ROOT / "docs/reference/codes.md").read_text(encoding="utf-8")


def codes_of(page):
    """The codes in the tables of a page."""
    return [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]


def test_every_code_has_one_row(codes):
    """Each reason of the catalogue and each finding stands once on the page, and nothing else does."""
    assert sorted(codes_of(codes)) == sorted([*ENGLISH, *CODES])


def test_a_reason_says_what_the_catalogue_says(codes):
    """What differs from case to case stands in italics."""
    assert "| `waiver-ended` | The waiver of *requirement* ended on *until*. |" in codes


def test_a_reason_the_page_lacks_is_added_and_one_that_is_gone_leaves(generator, codes):
    """The new one gets a table at the end, writing again changes nothing; a code that no longer exists has no row."""
    made = generator.codes_page(codes.replace("waiver-ended ", "waiver-vanished "))
    added = made.partition("## Further reasons")[2]
    assert "| `waiver-ended` | The waiver of *requirement* ended on *until*. |\n" in added
    assert "| `waiver-vanished` |" not in made
    assert generator.codes_page(made) == made


def test_the_committed_schemas_are_json():
    """Editors can read what lies in docs/schema."""
    names = sorted(path.name for path in (ROOT / "docs/schema").iterdir())
    assert names == ["decision.schema.json", "gatecoach.schema.json"]
    assert all(json.loads((ROOT / "docs/schema" / name).read_text(encoding="utf-8"))["$schema"] for name in names)
