"""The table of keys says what the loader does: what it lists loads, and a misfit is the finding it names."""

from __future__ import annotations

import json

import pytest
from authored import file_with, form_of, refused, simplest, with_key
from places import BASE, findings_of

from gatecoach.codes import CODES
from gatecoach.definition.clauses import OPERATORS
from gatecoach.definition.keys import NAMES, forms, in_words, keys, meaning_of
from gatecoach.definition.loading import HEADS
from gatecoach.linter.references import ABOUT

MISFITS = [None, 17, True, "", "Zz Zz", [], ["a"], [[1]], {}, {"zz": {"zz": 1}}, {"de": "x"}]
KEYS = {f"{each.where}.{each.key}": each for each in keys()}
NAMING = sorted(place for place in NAMES if place != ("check", "passes"))


def built(key, value):
    """A file in which that value stands behind that key, and else only what is needed."""
    return file_with(key.where, with_key(key.where, key.key, value))


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_every_key_of_the_table_loads(key):
    """With the simplest value its row allows, a key has no finding."""
    assert refused(built(key, simplest(key.where, key.key))) == []


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_misfit_gives_a_finding_that_the_row_names(key):
    """Whatever else stands behind a key, what is wrong with the value itself has one of its codes."""
    for value in MISFITS:
        found = refused(built(key, value))
        own = {each.code for each in found if each.path.endswith(key.key) and each.code != "GC013"}
        assert own <= set(key.codes), value


@pytest.mark.parametrize("key", [each for each in keys() if each.default == "required"], ids=lambda key: key.key)
def test_a_required_key_is_missed(key):
    """Leaving a required key out is GC013 in its mapping (a head key makes the file another one)."""
    mapping = with_key(key.where, key.key, simplest(key.where, key.key))
    del mapping[key.key]
    codes = [each.code for each in refused(file_with(key.where, mapping))]
    assert "GC013" in codes or (key.key in HEADS and codes)
    assert "GC013" in key.codes


@pytest.mark.parametrize(("where", "key"), NAMING)
def test_a_name_that_nobody_declared_is_found(where, key):
    """Wherever the table says that a key names something, another name is GC014."""
    row = KEYS[f"{where}.{key}"]
    tree = built(row, _with_other_name(simplest(where, key)))
    tree.update({"for": "opportunity"} if where in ("question", "answer") else {})
    beside = {"framework": "framework.yaml", "journey": "opportunity.yaml"}
    place = {name: BASE[name] for head, name in beside.items() if head not in tree or "scenario" in tree}
    found = findings_of({**place, "built.yaml": json.dumps(tree)})
    assert any(each.code == "GC014" and "zz-unknown" in each.message for each in found)
    assert "GC014" in row.codes


def _with_other_name(value):
    """The value with another name in the place of its own, in a list or a mapping too."""
    if isinstance(value, dict):
        return {key: _with_other_name(each) for key, each in value.items()}
    return [*map(_with_other_name, value)] if isinstance(value, list) else "zz-unknown"


def test_the_table_names_only_what_there_is():
    """Each entry about names is a key, and what a talk may be about is known as the linter knows it."""
    assert {f"{where}.{key}" for where, key in NAMES} <= set(KEYS)
    assert set(NAMES["journey", "about"]) == {"journey", *ABOUT}


def test_every_key_is_told_in_a_sentence():
    """Every key has a meaning that ends like a sentence, a type and codes that `explain` knows."""
    wrong = [name for name, each in KEYS.items() if not (each.meaning.endswith(".") and each.type and each.default)]
    assert wrong == []
    assert {code for each in keys() for code in each.codes} <= set(CODES)
    assert all(meaning_of(where).endswith(".") for where in forms().mappings)


def test_the_words_of_conditions_are_those_of_the_language():
    """The mapping of a check has exactly the operators that conditions know."""
    assert {each.key for each in keys() if each.where == "check"} == set(OPERATORS)


@pytest.mark.parametrize(
    ("where", "key", "words"),
    [
        ("journey", "journey", "id"),
        ("framework", "time-zone", "time zone"),
        ("evidence", "no-older-than", "duration"),
        ("clause", "what", "evidence or list of these"),
        ("clause", "at-least", "whole number"),
        ("gate", "mode", "one of: enforce, warn, report"),
        ("gate", "requires", "mapping of id to requirement"),
        ("requirement", "coach", "evidence, none or clause"),
        ("journey", "ends", "mapping of id to end or one of: won, done, lost, stopped, parked"),
        ("when", "<field>", "text, number, true or false, list or check"),
        ("check", "is", "any value"),
    ],
)
def test_types_are_told_in_words(where, key, words):
    """What may stand behind a key reads as a person would say it, short forms too."""
    assert KEYS[f"{where}.{key}"].type == words


DEFAULTS = {"gate.mode": "enforce", "field.optional": "false", "gate.to": "required", "gate.ask": "none"}


@pytest.mark.parametrize(("key", "default"), DEFAULTS.items())
def test_what_holds_without_a_key(key, default):
    """The table says which value holds where a key is left out."""
    assert KEYS[key].default == default


def test_plain_forms_read_plainly():
    """A list without more, nothing, and a constant have words of their own."""
    forms_in_words = [
        in_words(each) for each in ({"type": "array"}, {"type": "null"}, {"const": 1}, {"type": "number"})
    ]
    assert forms_in_words == ["list", "nothing", "1", "number"]
    assert form_of("when", "<field>") == forms().mappings["when"]["additionalProperties"]
