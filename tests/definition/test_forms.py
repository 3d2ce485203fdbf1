"""Forms are read off any models: kinds, bounds, short forms, the texts below fields; here off small ones."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from gatecoach.definition.forms import ANY, Forms, descriptions, either, name_of, only
from gatecoach.facts import kebab


def _worded(value):
    if isinstance(value, list):
        raise PydanticCustomError("GC015", "no list here")
    return {"word": value} if isinstance(value, str) else value


def _others_apart(value):
    return {"parts": {key: each for key, each in value.items() if key != "all"}} if isinstance(value, dict) else value


def _listed(value):
    return value if isinstance(value, list) else [value]


Code = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[a-z]+$"})]


class SmallDef(BaseModel, alias_generator=kebab):
    """A small thing. With more behind it."""

    word: str
    """What it says."""
    how_much: int = 3


class TreeDef(BaseModel):
    """A thing in things."""

    parts: dict[str, Tree] = Field(default_factory=dict)
    """What is inside."""
    small: Annotated[SmallDef, BeforeValidator(_worded)] | None = None


Tree = Annotated[TreeDef, BeforeValidator(_others_apart)]


class OwnSmallDef(SmallDef):
    """A small thing with a mode."""

    mode: Literal["on-time", "late"] = "late"
    """When it comes."""


@pytest.fixture
def none():
    """Forms without any model."""
    return Forms([])


@pytest.mark.parametrize(
    ("annotation", "form"),
    [
        (str, {"type": "string"}),
        (bool | None, {"type": "boolean"}),
        (int | str, {"type": ["integer", "string"]}),
        (Any, {}),
        (Literal[1], {"const": 1}),
        (Literal["a", "b"], {"enum": ["a", "b"]}),
        (list[Any], {"type": "array"}),
        (list[Code], {"type": "array", "items": {"type": "string", "pattern": "^[a-z]+$"}}),
        (dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),
        (Annotated[int, Field(ge=2)], {"type": "integer", "minimum": 2}),
        (
            Annotated[list[str], Field(min_length=1, max_length=2)],
            {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 2},
        ),
        (
            Annotated[dict[Code, str], Field(min_length=1)],
            {
                "type": "object",
                "propertyNames": {"type": "string", "pattern": "^[a-z]+$"},
                "additionalProperties": {"type": "string"},
                "minProperties": 1,
            },
        ),
        (
            dict[Literal["a"], str],
            {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False},
        ),
        (
            Annotated[list[str], BeforeValidator(_listed)],
            {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        ),
    ],
)
def test_every_kind_of_value_has_its_form(none, annotation, form):
    """Plain kinds, choices, lists, mappings, bounds, and a list whose brackets may be left out."""
    assert none.of(annotation) == form


def test_a_kind_nobody_foresaw_is_asked_of_pydantic(none):
    """Any other type gets the form that pydantic gives it."""
    assert none.of(Decimal)["anyOf"][0] == {"type": "number"}


def test_a_mapping_has_its_keys_descriptions_and_defaults():
    """Keys are spelt as authors write them; what has no default is required, what nobody knows is refused."""
    forms = Forms([SmallDef])
    assert forms.mappings["small"] == {
        "type": "object",
        "description": "A small thing. With more behind it.",
        "properties": {
            "word": {"description": "What it says.", "type": "string"},
            "how-much": {"type": "integer", "default": 3},
        },
        "additionalProperties": False,
        "required": ["word"],
    }


def test_a_short_form_takes_what_its_key_takes():
    """A text in place of a mapping is found with its validator; what the validator refuses is none."""
    small = Forms([TreeDef]).mappings["tree"]["properties"]["small"]
    assert small == {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/small"}]}


def test_other_keys_are_those_of_the_field_that_takes_them():
    """Where a validator moves every other key into one field, the mapping takes them itself, inside itself too."""
    tree = Forms([TreeDef])
    assert tree.others == {"tree": "parts"}
    assert tree.mappings["tree"]["additionalProperties"] == {"$ref": "#/$defs/tree"}
    assert "parts" not in tree.mappings["tree"]["properties"]


def test_what_has_a_name_is_called_by_it():
    """A form that is given a name stands as a reference wherever it occurs."""
    forms = Forms([SmallDef], named={"words": str})
    assert forms.named == {"words": {"type": "string"}}
    assert forms.mappings["small"]["properties"]["word"] == {"description": "What it says.", "$ref": "#/$defs/words"}


def test_known_ids_take_the_place_of_any_text():
    """Where ids are known, only these may stand, in the short form too."""
    forms = Forms([TreeDef], known={("small", "word"): ["a", "b"]})
    assert forms.mappings["small"]["properties"]["word"]["enum"] == ["a", "b"]
    assert forms.mappings["tree"]["properties"]["small"]["anyOf"][0] == {"enum": ["a", "b"]}


def test_texts_below_fields_are_inherited():
    """A model that builds on another has its texts and its own."""
    assert descriptions(OwnSmallDef) == {"word": "What it says.", "mode": "When it comes."}


def test_two_models_of_one_name_are_a_mistake_of_ours():
    """Names of mappings are unique, else one would hide the other."""
    other = type("SmallFile", (BaseModel,), {"__doc__": "Another."})
    with pytest.raises(AssertionError, match="small"):
        Forms([SmallDef, other])
    assert (name_of(OwnSmallDef), name_of(other)) == ("own-small", "small")


def test_alternatives_are_named_once():
    """Plain kinds stand together, nested alternatives are opened, equal ones are one."""
    text, number, choice = {"type": "string"}, {"type": "number"}, {"enum": ["a"]}
    assert either([text, text]) == text
    assert either([choice, {"anyOf": [text, choice]}, number]) == {"anyOf": [{"type": ["string", "number"]}, choice]}


@pytest.mark.parametrize(
    ("form", "kind", "part"),
    [
        ({"type": "integer"}, "number", {"type": "integer"}),
        ({"type": "integer"}, "string", None),
        ({"enum": ["a"]}, "string", {"enum": ["a"]}),
        ({"enum": ["a"]}, "null", None),
        (ANY, "boolean", {"type": "boolean"}),
        (ANY, "null", None),
        ({"anyOf": [{"type": "array"}, {"type": "string"}]}, "string", {"type": "string"}),
    ],
)
def test_a_part_of_a_form(form, kind, part):
    """Of a form the part for one kind of value is found, or nothing."""
    assert only(form, kind) == part
