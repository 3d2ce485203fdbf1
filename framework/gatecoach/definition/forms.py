"""What may be written where, read off the models: for every value the fragment of JSON Schema that allows it.

The models stay the only source. Short forms (a text for a list, a word for a mapping) are found by handing samples to
the validators that expand them, descriptions are the texts below the fields.
"""

from __future__ import annotations

import ast
import copy
import functools
import inspect
import textwrap
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from annotated_types import Ge, MaxLen, MinLen
from pydantic import BaseModel, BeforeValidator, TypeAdapter, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from gatecoach.facts import kebab

Form = dict[str, Any]
ANY: Form = {"type": ["string", "number", "boolean", "array", "object"]}
"""Anything but nothing: a key without a value is unfinished."""
PLAIN = {str: "string", int: "integer", bool: "boolean", type(None): "null"}
SAMPLES: dict[str, Any] = {
    "string": "zz-word", "number": Decimal("1.5"), "boolean": True, "null": None, "array": ["zz-word"],
}  # fmt: skip
BOUNDS: dict[type, tuple[str, str]] = {
    MinLen: ("min_length", "minItems"),
    MaxLen: ("max_length", "maxItems"),
    Ge: ("ge", "minimum"),
}


class Forms:
    """The forms of all mappings that can be met from some models on, by name.

    `named` are kinds of values that get a name of their own; `known` are the ids that may stand under a key, by
    mapping and key.
    """

    def __init__(
        self,
        models: Iterable[type[BaseModel]],
        named: Mapping[str, Any] = types.MappingProxyType({}),
        known: Mapping[tuple[str, str], Sequence[str]] = types.MappingProxyType({}),
    ) -> None:
        """Go through the models and everything that may stand in them."""
        self.known = known
        self.models: dict[str, type[BaseModel]] = {}
        self.mappings: dict[str, Form] = {}
        self.others: dict[str, str] = {}
        """By mapping, the field that takes its every other key."""
        self.named = {name: self.of(each) for name, each in named.items()}
        for model in models:
            self._mapping(model)
        for name, field in self.others.items():
            _spread(self.mappings[name], field)

    def _mapping(self, model: type[BaseModel]) -> Form:
        """A reference to the mapping of a model, which is gone through once."""
        name = name_of(model)
        if name not in self.mappings:
            model.model_rebuild()
            self.models[name] = model
            form: Form = {"type": "object", "description": first_line(model)}
            self.mappings[name] = form
            fields = {
                spelling(key, field): self._described(model, key, field) for key, field in model.model_fields.items()
            }
            required = [spelling(key, field) for key, field in model.model_fields.items() if field.is_required()]
            form |= {"properties": fields, "additionalProperties": False, "required": required}
        assert self.models[name] is model, f"two models are called {name}"
        return {"$ref": f"#/$defs/{name}"}

    def _described(self, model: type[BaseModel], key: str, field: FieldInfo) -> Form:
        meaning = descriptions(model).get(key, "")
        default = field.get_default()
        more = {"default": default} if isinstance(default, str | bool | int) and default not in ("", False) else {}
        return {**({"description": meaning} if meaning else {}), **self._by_name(self._field(model, key)), **more}

    def _field(self, model: type[BaseModel], key: str) -> Form:
        """The form of a field, with the ids that may stand there."""
        field = model.model_fields[key]
        form = self.of(field.annotation, field.metadata) or dict(ANY)
        ids = self.known.get((name_of(model), spelling(key, field)))
        return _enumerated(form, ids) if ids else form

    def _by_name(self, form: Any) -> Any:
        """The form with everything that has a name of its own called by it."""
        for name, each in self.named.items():
            if form == each:
                return {"$ref": f"#/$defs/{name}"}
        if isinstance(form, dict):
            return {key: self._by_name(part) for key, part in form.items()}
        return [self._by_name(part) for part in form] if isinstance(form, list) else form

    def of(self, annotation: Any, metadata: Iterable[Any] = ()) -> Form:
        """The form of one value with that annotation."""
        marks = [*_flat(metadata)]
        if typing.get_origin(annotation) is Annotated:
            inner, *more = typing.get_args(annotation)
            return self.of(inner, (*more, *marks))
        written = [each.json_schema for each in marks if isinstance(each, WithJsonSchema)]
        form = copy.deepcopy(written[0]) if written and written[0] else self._plain(annotation)
        for each in marks:
            if type(each) in BOUNDS:
                name, word = BOUNDS[type(each)]
                counted = word.replace("Items", "Properties") if form.get("type") == "object" else word
                form[counted] = getattr(each, name)
        for each in marks:
            if isinstance(each, BeforeValidator) and not written:
                form = self._with_short(form, each.func, annotation)
        return form

    def _plain(self, annotation: Any) -> Form:
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin in (typing.Union, types.UnionType):
            return either([self.of(each) for each in arguments if each is not type(None)])
        if origin is Literal:
            return {"const": arguments[0]} if len(arguments) == 1 else {"enum": [*arguments]}
        if origin is list:
            item = self.of(arguments[0])
            return {"type": "array", "items": item} if item else {"type": "array"}
        if origin is dict:
            return _keyed(self.of(arguments[0]), self.of(arguments[1]))
        return self._single(annotation)

    def _single(self, annotation: Any) -> Form:
        """The form of a value that is not put together from others."""
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self._mapping(annotation)
        if annotation is Any:
            return {}
        return {"type": PLAIN[annotation]} if annotation in PLAIN else TypeAdapter(annotation).json_schema()

    def _with_short(self, form: Form, expand: Callable[..., Any], annotation: Any) -> Form:
        """The form or whatever `expand` makes it from."""
        model = annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
        shorter = [each for kind, sample in SAMPLES.items() if (each := self._short(form, expand, kind, sample, model))]
        if model is not None:
            shorter += [{"const": key} for key in model.model_fields if _expanded(expand, key) == {key: True}]
            moved = _expanded(expand, {"zz-word": 1})
            other = [key for key, part in moved.items() if part == {"zz-word": 1}] if isinstance(moved, dict) else []
            self.others.update({name_of(model): key for key in other})
        return either([*shorter, form])

    def _short(
        self, form: Form, expand: Callable[..., Any], kind: str, sample: Any, model: type[BaseModel] | None
    ) -> Form | None:
        made = _expanded(expand, sample)
        if made == [sample] and kind != "array":
            return copy.deepcopy(form.get("items", ANY)) if kind == "string" else None
        if made == {"zz-word": None}:  # words alone are the keys of a mapping that says nothing more of them
            word = copy.deepcopy(form.get("propertyNames", {"type": "string"}))
            return {"string": word, "array": {"type": "array", "items": word}}.get(kind)
        if not isinstance(made, dict) or len(made) > 1:
            return None
        if not made:
            return {"type": kind}
        key = next(iter(made))
        if model is None:
            return only(form["additionalProperties"], kind)
        fields = model.model_fields.items()
        return only(
            self._field(model, next(name for name, each in fields if key in (name, spelling(name, each)))), kind
        )


def name_of(model: type[BaseModel]) -> str:
    """What the mapping of a model is called: its class name in small letters, without Def and File."""
    bare = model.__name__.removesuffix("Def").removesuffix("File")
    return "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in bare).removeprefix("-")


def spelling(name: str, field: FieldInfo) -> str:
    """A key as authors write it."""
    return field.alias or kebab(name)


def first_line(thing: Any) -> str:
    """The first sentence of a docstring."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


@functools.cache
def descriptions(model: type[BaseModel]) -> dict[str, str]:
    """What stands below each field of a model and of those it builds on; empty where no source is at hand."""
    found = [descriptions(each) for each in model.__bases__ if issubclass(each, BaseModel) and each is not BaseModel]
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    except OSError:
        tree = ast.ClassDef(model.__name__, [], [], [], [])
    assert isinstance(tree, ast.ClassDef)
    own = {
        before.target.id: inspect.cleandoc(after.value.value)
        for before, after in zip(tree.body, tree.body[1:], strict=False)
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str)
    }
    return {key: text for each in (*found, own) for key, text in each.items()}


def either(forms: Iterable[Form]) -> Form:
    """Any of these forms, each named once; plain kinds stand together."""
    flat = [part for form in forms for part in (form["anyOf"] if set(form) == {"anyOf"} else [form])]
    kinds = [kind for form in flat if set(form) == {"type"} and isinstance(kind := form["type"], str)]
    rest = [form for form in flat if not (set(form) == {"type"} and isinstance(form["type"], str))]
    plain = [{"type": kinds[0] if len(set(kinds)) == 1 else [*dict.fromkeys(kinds)]}] if kinds else []
    found = [form for index, form in enumerate([*plain, *rest]) if form not in [*plain, *rest][:index]]
    return found[0] if len(found) == 1 else {"anyOf": found}


def only(form: Form, kind: str) -> Form | None:
    """The part of a form that takes values of one kind; nothing where it takes none."""
    if "anyOf" in form:
        parts = [part for each in form["anyOf"] if (part := only(each, kind))]
        return either(parts) if parts else None
    if "enum" in form or "const" in form:
        return form if kind == "string" else None
    allowed = form.get("type")
    if isinstance(allowed, list):
        return {"type": kind} if kind in allowed else None
    return form if allowed == kind or (allowed, kind) == ("integer", "number") else None


def _flat(metadata: Iterable[Any]) -> Iterator[Any]:
    for each in metadata:
        yield from each.metadata if isinstance(each, FieldInfo) else (each,)


def _expanded(expand: Callable[..., Any], sample: Any) -> Any:
    try:
        return expand(copy.deepcopy(sample))
    except PydanticCustomError:
        return sample


def _keyed(key: Form, value: Form) -> Form:
    """A mapping whose keys all have one form, and so have their values."""
    choices = key.get("enum", [key["const"]] if "const" in key else [])
    if choices:
        return {"type": "object", "properties": dict.fromkeys(choices, value), "additionalProperties": False}
    names = {"propertyNames": key} if "pattern" in key else {}
    return {"type": "object", **names, "additionalProperties": value}


def _enumerated(form: Any, ids: Sequence[str]) -> Any:
    """The form with these ids wherever any text was allowed."""
    if form == {"type": "string"}:
        return {"enum": [*ids]}
    if isinstance(form, dict):
        return {key: _enumerated(part, ids) for key, part in form.items()}
    return [_enumerated(part, ids) for part in form] if isinstance(form, list) else form


def _spread(mapping: Form, field: str) -> None:
    """Let the field of a mapping take its every other key."""
    named = mapping["properties"].pop(field)
    mapping |= {key: named[key] for key in ("propertyNames", "additionalProperties") if key in named}
