"""The JSON Schema of a decision as a machine gets it: made of the values that a decision is put together from."""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from collections.abc import Mapping
from typing import Any

from gatecoach.decision import HEAD, SCHEMA, RequirementResult, WaiverResult
from gatecoach.errors import Reason
from gatecoach.facts import kebab

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLAIN = {str: "string", bool: "boolean", int: "integer"}
PLAIN_TEXT = {"type": "string"}
TRUTH = {"type": "boolean"}
HEADS: Mapping[str, Any] = {
    "framework": {
        "type": "object",
        "properties": {"id": PLAIN_TEXT, "version": PLAIN_TEXT, "hash": PLAIN_TEXT},
        "required": ["id", "version", "hash"],
        "additionalProperties": False,
    },
    "mode": {"enum": ["enforce", "warn", "report"]},
    "unknown": {"type": "array", "items": PLAIN_TEXT},
    **dict.fromkeys(("on-path", "passes", "carried", "without-waivers"), TRUTH),
}
"""What stands at the top of a decision and is no plain text."""


def decision_schema() -> dict[str, Any]:
    """The schema of `Decision.as_dict()`; closed, because every key of it has a meaning hosts may rely on."""
    definitions: dict[str, Any] = {}
    listed = {"requirements": RequirementResult, "waivers": WaiverResult, "reasons": Reason}
    properties = {
        "schema": {"const": SCHEMA},
        **{key: HEADS.get(key, PLAIN_TEXT) for key in HEAD},
        "allows-move": TRUTH,
        **{key: {"type": "array", "items": _record(kind, definitions)} for key, kind in listed.items()},
    }
    top = {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}
    return {"$schema": DIALECT, "title": "gatecoach decision", **top, "$defs": definitions}


def _record(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    """A reference to the schema of a value with named parts."""
    name = kebab("".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in kind.__name__)).strip("-")
    if name not in definitions:
        hints = typing.get_type_hints(kind)
        parts = {kebab(each.name): _value(hints[each.name], definitions) for each in dataclasses.fields(kind)}
        closed = {"type": "object", "properties": parts, "required": [*parts], "additionalProperties": False}
        definitions[name] = {"description": (kind.__doc__ or "").partition("\n")[0], **closed}
    return {"$ref": f"#/$defs/{name}"}


def _value(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [{"type": "null"} if each is type(None) else _value(each, definitions) for each in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _value(arguments[0], definitions)}
    if origin is not None:  # a mapping
        return {"type": "object", "additionalProperties": _value(arguments[1], definitions)}
    if hint is Any:
        return {}
    if dataclasses.is_dataclass(hint):
        return _record(typing.cast("type", hint), definitions)
    return {"enum": [each.value for each in hint]} if issubclass(hint, enum.Enum) else {"type": PLAIN[hint]}
