"""What a model refuses, as findings: the author's words, the exact token, one finding for one cause."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Sequence
from itertools import islice
from typing import Annotated, Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gatecoach.errors import Finding, did_you_mean
from gatecoach.source import Document
from gatecoach.source.place import short

MAPPING = ("this should be a mapping of keys and values", "write `key: value` on lines of its own below it")
KINDS = {
    "string_type": ("this should be text", ""),
    "int_type": ("this should be a whole number", ""),
    "bool_type": ("this should be true or false", "write true or false, without quotes"),
    "dict_type": MAPPING,
    "model_type": MAPPING,
    "list_type": ("this should be a list", "write it in brackets: [ … ]"),
    "greater_than_equal": ("this should be at least {ge}", ""),
    "too_short": ("too few stand here", "at least {min_length}"),
    "too_long": ("too many stand here", "at most {max_length}"),
}
MOST = 200
"""How many findings one file gives; the rest comes once these are mended."""
Path = tuple[int | str, ...]


def explained(document: Document, model: type[BaseModel], refused: ValidationError) -> list[Finding]:
    """A finding for each mistake; a misspelt key swallows the missing one it was meant to be."""
    errors = refused.errors(include_url=False)
    typed = [each["loc"] for each in errors if each["type"] == "extra_forbidden"]
    meant = {(*loc[:-1], _nearest(str(loc[-1]), allowed_keys(model, loc[:-1]))) for loc in islice(typed, MOST)}
    strange = {each["loc"][:-1] for each in errors if each["type"] == "GC012"}
    follows = {"missing": meant, "string_type": strange}
    apart = (each for each in errors if each["loc"] not in follows.get(each["type"], ()))
    return [_explained(document, model, each) for each in islice(apart, MOST)]


def _nearest(word: str, known: Sequence[str]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1)), "")


def _explained(document: Document, model: type[BaseModel], error: ErrorDetails) -> Finding:
    loc, kind, context = error["loc"], error["type"], error.get("ctx", {})
    path = data_path(document.tree, loc)
    wrong_key = loc[-1:] == ("[key]",)
    if kind == "extra_forbidden":
        return _unknown_key(document, path, allowed_keys(model, loc[:-1]))
    if kind == "missing":
        hint = f"add `{loc[-1]}:` to it"
        return document.finding("GC013", f'the key "{loc[-1]}" is missing here', path, key=True, hint=hint)
    if kind == "literal_error":
        known = _choices(str(context["expected"]))
        return _unknown_key(document, path, known) if wrong_key else _no_choice(document, path, error["input"], known)
    if kind.startswith("GC"):
        return document.finding(kind, error["msg"], path, key=wrong_key, hint=context["hint"])
    return _misfit(document, path, error)


def _misfit(document: Document, path: Path, error: ErrorDetails) -> Finding:
    """A value of another kind than the key takes."""
    message, hint = KINDS.get(error["type"], ("this does not fit here", ""))
    if error["input"] is None:
        return document.finding("GC015", "nothing stands here", path, hint=message)
    hint = hint.format(**error.get("ctx", {})) or _other_kind(error["type"], error["input"])
    return document.finding("GC015", message.format(**error.get("ctx", {})), path, hint=hint)


def _unknown_key(document: Document, path: Path, known: Sequence[str]) -> Finding:
    words = f'"{short(str(path[-1]))}" is not a key of this mapping'
    hint = did_you_mean(str(path[-1]), known) or f"known: {', '.join(sorted(known))}"
    return document.finding("GC012", words, path, key=True, hint=hint)


def _choices(expected: str) -> list[str]:
    """The words of a closed list, from the sentence that names them."""
    return [each.strip("' ") for each in expected.replace(" or ", ", ").split(",")]


def _no_choice(document: Document, path: Path, value: object, known: Sequence[str]) -> Finding:
    if isinstance(value, dict | list):
        return document.finding("GC015", "one word should stand here", path, hint=f"known: {', '.join(known)}")
    word = written(value)
    hint = "write it without quotes" if word in known else did_you_mean(word, known)
    return document.finding("GC015", f'"{short(word)}" cannot stand here', path, hint=hint)


def _other_kind(kind: str, value: object) -> str:
    """What to do about a value that is right but for its quotes."""
    if kind == "string_type" and isinstance(value, dict):
        return "put the text in quotes; a colon made a mapping of it"
    if kind == "string_type" and not isinstance(value, list):
        return f'write it in quotes: "{written(value)}"'
    digits = kind == "int_type" and isinstance(value, str) and value.isdigit()
    return "write it without quotes" if digits else ""


def written(value: object) -> str:
    """A value as authors write it."""
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, dict):
        return "{…}"
    return (
        {True: "true", False: "false", None: "null"}[value] if value is None or isinstance(value, bool) else str(value)
    )


def data_path(tree: object, loc: Path) -> Path:
    """Where in the author's data something stands: parts that only short forms added are left out."""
    path: list[int | str] = []
    here: Any = tree
    for part in loc:
        inside = isinstance(here, list) and isinstance(part, int) and part < len(here)
        if inside or (isinstance(here, dict) and part in here):
            here = here[part]
            path.append(part)
    return tuple(path)


def value_at(tree: object, loc: Path) -> Any:
    """The value at the end of that path, short forms allowed for."""
    here: Any = tree
    for part in data_path(tree, loc):
        here = here[part]
    return here


def allowed_keys(model: type[BaseModel], loc: Path) -> list[str]:
    """The keys an author may write in the mapping at `loc`."""
    here: object = model
    for part in loc:
        here = _step(here, part)
    return [
        field.alias or name for each in _models(here) for name, field in each.model_fields.items() if not field.exclude
    ]


def _step(here: object, part: int | str) -> object:
    for model in _models(here):
        for name, field in model.model_fields.items():
            if part in (field.alias, name):
                return field.annotation
    for each in _parts(here):
        origin, arguments = typing.get_origin(each), typing.get_args(each)
        if origin is dict:
            return arguments[1]
        if origin is list:
            return arguments[0]
    return None


def _models(here: object) -> list[type[BaseModel]]:
    return [each for each in _parts(here) if isinstance(each, type) and issubclass(each, BaseModel)]


def _parts(here: object) -> list[object]:
    """The alternatives of an annotation, without wrappers."""
    if typing.get_origin(here) is Annotated:
        return _parts(typing.get_args(here)[0])
    if typing.get_origin(here) in (typing.Union, types.UnionType):
        return [part for each in typing.get_args(here) for part in _parts(each)]
    return [here]
