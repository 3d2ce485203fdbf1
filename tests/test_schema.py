"""The JSON Schema and the loader agree: what loads is valid, what one refuses the other refuses, but for named gaps."""

from __future__ import annotations

import copy

import pytest
from authored import file_with, form_of, least, refused, simplest, with_key
from jsonschema import Draft202012Validator
from places import BASE, FRAMEWORK, JOURNEY, TALK, split

from gatecoach.codes.language import LANGUAGE
from gatecoach.content import content_root
from gatecoach.definition.keys import forms, keys
from gatecoach.definition.loading import HEADS
from gatecoach.errors import UsageError
from gatecoach.framework import load
from gatecoach.schema import json_schema, known_ids
from gatecoach.source import read

MISFITS = [
    None,
    17,
    0,
    True,
    "",
    "Zz Zz",
    "3 months",
    [],
    ["a"],
    [[1]],
    {},
    {"zz": {"zz": 1}},
    {"de": "x"},
    {"de-": ""},
]
ALL = Draft202012Validator(json_schema())
FIRST = load("first-deal")
KNOWN = known_ids(FIRST.definition, FIRST.journeys.values())
OURS = Draft202012Validator(json_schema(known=KNOWN))
AUTHORED = [
    path for kind in ("stages", "questions") for path in sorted((content_root(kind) / "first-deal").rglob("*.yaml"))
]


def tree_of(text):
    """The plain tree of a YAML text."""
    return read(text.encode(), "file.yaml").tree


def rights():
    """Every file of the examples that `gatecoach explain` calls right."""
    found = [text for code in LANGUAGE.values() for name, text in split(code.right).items() if name.endswith(".yaml")]
    return [tree for text in found if set(tree := tree_of(text)) & set(HEADS)]


@pytest.mark.parametrize("kind", [None, *HEADS])
def test_the_schema_is_a_schema(kind):
    """It follows the draft it names, every reference leads somewhere, and nothing without use is in it."""
    schema = json_schema(kind)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)
    assert references(schema) == set(schema["$defs"])


def references(form):
    """The names that a schema refers to."""
    parts = list(form.values()) if isinstance(form, dict) else form if isinstance(form, list) else ()
    own = {form["$ref"].removeprefix("#/$defs/")} if isinstance(form, dict) and "$ref" in form else set()
    return own.union(*map(references, parts))


def test_an_unknown_kind_is_a_mistake_of_the_caller():
    """Only head keys name a kind of file."""
    with pytest.raises(UsageError, match="journey"):
        json_schema("jurney")


@pytest.mark.parametrize("key", keys(), ids=lambda key: f"{key.where}.{key.key}")
def test_every_key_of_the_table_is_valid(key):
    """What the loader takes for a key is valid, and a key beside it that nobody knows is not."""
    tree = file_with(key.where, with_key(key.where, key.key, simplest(key.where, key.key)))
    assert refused(tree) == []
    assert [*ALL.iter_errors(tree)] == []


@pytest.mark.parametrize("where", [each for each in forms().mappings if each not in forms().others])
def test_an_unknown_key_is_refused_by_both(where):
    """In every mapping that has a closed list of keys another one is GC012 and invalid."""
    tree = file_with(where, {**least(where), "zz-unknown": "x"})
    assert [each.code for each in refused(tree)] == ["GC012"]
    assert not ALL.is_valid(tree)


@pytest.mark.parametrize("key", keys(), ids=lambda key: f"{key.where}.{key.key}")
def test_a_value_of_the_wrong_kind_is_refused_by_both(key):
    """Loader and schema agree on every misfit, but where only lint or several keys together can tell."""
    for value in MISFITS:
        tree = file_with(key.where, with_key(key.where, key.key, value))
        findings, valid = refused(tree), ALL.is_valid(tree)
        assert valid != bool(findings) or apart(key, value, {each.code for each in findings}, valid=valid), value


def apart(key, value, codes, *, valid):
    """Why the two may differ: an empty box says nothing, names that lint knows, and `true`, which Python calls 1."""
    empty = valid and value in ([], {}) and codes == {"GC015"}
    named = "GC014" in key.codes and codes <= {"GC014"}
    return empty or named or (key.key == "gatecoach" and value is True)


@pytest.mark.parametrize("path", AUTHORED, ids=lambda path: path.name)
def test_bundled_files_are_valid(path):
    """Every file that comes with gatecoach is valid, also where only its own ids are allowed."""
    tree = tree_of(path.read_text(encoding="utf-8"))
    assert [*ALL.iter_errors(tree)] == []
    assert [*OURS.iter_errors(tree)] == []


def test_right_examples_are_valid():
    """What `gatecoach explain` calls right is valid, and so are the places of these tests."""
    trees = [*rights(), *map(tree_of, BASE.values())]
    assert len(trees) > 20
    assert [error.message for tree in trees for error in ALL.iter_errors(tree)] == []


@pytest.mark.parametrize("code", ["GC012", "GC013", "GC015", "GC018", "GC020", "GC024"])
def test_wrong_examples_that_need_one_key_only_are_refused(code):
    """Mistakes that show in one place of one file are seen without lint; GC020 only where a side is misspelt."""
    trees = [tree_of(text) for text in split(LANGUAGE[code].wrong).values()]
    assert all(map(ALL.is_valid, trees)) == (code == "GC020")


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (JOURNEY, "seller: review-sent", "seller: [review-sent]"),
        (JOURNEY, "customer: review-answered", "customer: {what: review-answered, with: {outcome: {like: x}}}"),
        (JOURNEY, "customer: review-answered", "customer: {what: review-answered, at-least: 0}"),
        (JOURNEY, "sides: [customer, seller]", "sides: [customer]"),
        (TALK, "closed: done", "closed: finished"),
        (FRAMEWORK, "buyer: {}", "Buyer: {}"),
        (FRAMEWORK, "buyer: {}", "everyone: {}"),
        (FRAMEWORK, "gatecoach: 1", "gatecoach: 2"),
    ],
)
def test_deep_mistakes_are_refused_by_both(text, old, new):
    """Short forms are no hole: what stands deep inside is looked at as by the loader."""
    wrong = text.replace(old, new)
    assert wrong != text
    assert refused(tree_of(wrong))
    assert not ALL.is_valid(tree_of(wrong))


def test_an_error_speaks_of_the_file_that_is_meant():
    """A mistake in a journey file is shown at its place, not as "none of the kinds of files"."""
    (error,) = ALL.iter_errors(tree_of(JOURNEY.replace("    to: proposal", "    too: proposal\n    to: proposal")))
    assert list(error.absolute_path) == ["gates", "needs-confirmed"]
    assert "too" in error.message


def test_a_file_without_or_with_two_heads_is_refused():
    """Exactly one head key; a scenario names its journey beside its own head."""
    assert not ALL.is_valid({"gates": {}})
    assert not ALL.is_valid({**tree_of(JOURNEY), **tree_of(FRAMEWORK)})
    assert ALL.is_valid({"scenario": "A word.", "journey": "x", "at": "2026-01-01"})


@pytest.mark.parametrize(
    ("where", "key", "word"),
    [
        ("clause", "what", "needs-review-answred"),
        ("requirement", "customer", "needs-review-answred"),
        ("gate", "to", "solutionfit"),
        ("stage", "phase", "somewhere"),
        ("evidence", "by", "boss"),
        ("question", "closes", "needs-confirmed.nothing"),
    ],
)
def test_ids_of_a_place_are_offered(where, key, word):
    """With the ids of a framework at hand, another one is invalid under the keys that name ids; else any text is."""
    tree = file_with(where, with_key(where, key, word))
    assert ALL.is_valid(tree)
    assert word in " ".join(each.message for each in deepest(OURS, tree))


def deepest(validator, tree):
    """All errors of a tree, those inside alternatives too."""
    todo, found = [*validator.iter_errors(tree)], []
    while todo:
        found.append(todo.pop())
        todo += found[-1].context
    return found


def test_known_ids_are_those_of_the_framework():
    """Every kind of thing that a key may name is there, built-in evidence too; nothing declared leaves a key open."""
    assert {"needs-review-sent", "commitment", "gate-blocked"} <= set(KNOWN["evidence"])
    assert KNOWN["phase"] == ("problem-noticed", "requirements-built", "options-compared")
    assert "needs-confirmed.needs-are-theirs" in KNOWN["gate.requirement"]
    assert KNOWN["use case"] == ()
    tree = file_with("question", with_key("question", "use-case", "any"))
    assert "any" not in " ".join(each.message for each in deepest(OURS, tree) if each.validator == "enum")


def test_files_that_extend_others_may_leave_things_out():
    """A partial file needs its head key alone; what it does say is looked at as ever."""
    partial = Draft202012Validator(json_schema(partial=True))
    tree = {"journey": "opportunity", "gates": {"needs-confirmed": {"mode": "warn"}}}
    assert partial.is_valid(tree)
    assert not ALL.is_valid(tree)
    assert not partial.is_valid({**tree, "gates": {"needs-confirmed": {"mode": "worn"}}})


def test_making_a_schema_changes_nothing():
    """Each call gives an equal schema of its own: whoever changes one changes no other."""
    first = json_schema()
    kept = copy.deepcopy(first)
    first["$defs"].clear()
    assert json_schema() == kept
    assert form_of("clause", "what") == kept["$defs"]["clause"]["properties"]["what"]
