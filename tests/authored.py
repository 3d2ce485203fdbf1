"""Small authored files built from the table of keys: the least that a mapping needs, and the file around it."""

from __future__ import annotations

import copy
import json

from gatecoach.definition.keys import NAMES, WORDS, forms
from gatecoach.definition.loading import HEADS, read_authored

NAMED = {"id": "an-id", "duration": "3 days", "currency": "EUR", "time-format": "iso", "text": "Some words."}
SUCCESSORS = ("successor", "field-successor", "evidence-successor", "journey-successor")
LEAST = {
    "clause": {"what": "gate-blocked"},
    "check": {"is": "a-word"},
    "condition": {"amount": 5},
    "when": {"amount": 5},
    "signal": {"seen": "a-word"},
    "expect": {"step": "a-word"},
    "gate-expect": {"passes": True},
    "standing-expect": {"ended": True},
    "bare-expect": {"gap": 1},
    "requirement-expect": {"waived": True},
    "near-misses-expect": {"customer": "left"},
    "column": {"column": "a-word"},
    "direction": {"by-sender": True},
    "settles": {"missed": ["a-word"]},
    "suggested": {"after": "missed"},
    "meaning": {"always": "gate-blocked"},
    "activity": {"deal": "a-word"},
    "event": {"stage": "a-word"},
    "mapping": {"deals": {"id": "a-word"}},
    "migration": {"from": "acme@0", "to": "acme@1"},
    **{where: {"to": "a-word"} for where in SUCCESSORS},
}
"""What a mapping needs beside its required keys, because its keys depend on each other or it may not be empty."""
INSTEAD = {
    ("clause", "all"): {},
    ("clause", "any"): {},
    ("clause", "none"): {},
    ("signal", "silence"): {"say": "Words.", "suggest": "coach"},
    ("field", "of"): {"type": "choice"},
    ("field", "added-up"): {"type": "number"},
    ("settles", "always"): {},
    ("answer", "of"): {"type": "choice", "by": "seller"},
    ("column", "around"): {},
    ("direction", "column"): {"values": {"a-word": "seller"}},
    ("direction", "values"): {"column": "a-word"},
    ("direction", "otherwise"): {"column": "a-word", "values": {"a-word": "seller"}},
    ("meaning", "column"): {},
    ("meaning", "values"): {"column": "a-word"},
    ("activity", "linked"): {"id": "a-word", "at": "a-word"},
    ("activity", "becomes"): {
        "id": "a-word",
        "at": "a-word",
        "deal": "a-word",
        "message": "a-word",
        "what": "gate-blocked",
    },
    **{(where, "gone"): {} for where in SUCCESSORS},
    ("event", "what"): {"deal": "a-word", "captured": True, "by": "a-word"},
    ("event", "about"): {"deal": "a-word", "outcome": "a-word", "quote": "a-word", "by": "a-word"},
}
"""What stands beside a key that cannot stand beside the least."""


def least(where):
    """The smallest mapping of that name."""
    form = forms().mappings[where]
    return {**{key: simplest(where, key) for key in form["required"]}, **copy.deepcopy(LEAST.get(where, {}))}


def simplest(where, key):
    """The simplest value that may stand behind a key."""
    if key == "gap":
        return 1
    words = [WORDS[noun][0] for noun in NAMES.get((where, key), ()) if noun in WORDS]
    return json.loads(json.dumps(value(form_of(where, key))).replace("a-word", (words or ["a-word"])[0]))


def form_of(where, key):
    """What may stand behind a key; the key `<…>` stands for every other one."""
    form = forms().mappings[where]
    return form["additionalProperties"] if key.startswith("<") else form["properties"][key]


def with_key(where, key, given):
    """The smallest mapping that has this key with this value."""
    beside = INSTEAD.get((where, key), least(where))
    return {**beside, ("a-word" if key.startswith("<") else key): given}


def value(form, inside="", given=None):
    """The simplest value a form allows; with `inside` one that holds the given mapping of that name."""
    name = form.get("$ref", "").rpartition("/")[2]
    if name:
        return copy.deepcopy(given) if name == inside else NAMED.get(name) or least(name)
    if "anyOf" in form:
        chosen = [each for each in form["anyOf"] if holds(each, inside)] or [e for e in form["anyOf"] if e != NULL]
        return value(chosen[0], inside, given)
    if "enum" in form or "const" in form:
        return form.get("const", form.get("enum", [None])[0])
    kind = form.get("type", "string")
    if kind == "array":
        return [value(form.get("items", {}), inside, given)] * form.get("minItems", 1)
    if kind == "object":
        key = "an-id" if "propertyNames" in form else next(iter(form.get("properties", {"a-word": 0})))
        return {key: value(form.get("properties", {}).get(key, form["additionalProperties"]), inside, given)}
    return {"integer": 1, "boolean": True}.get(str(kind), "a-word")


NULL = {"type": "null"}


def holds(form, name):
    """Whether a mapping of that name can stand in the form, without another mapping around it."""
    if isinstance(form, dict):
        return form.get("$ref") == f"#/$defs/{name}" or any(holds(each, name) for each in form.values())
    return isinstance(form, list) and any(holds(each, name) for each in form)


def file_with(where, mapping):
    """A whole file with that mapping in it; for a head mapping the mapping itself."""
    if where in HEADS:
        return mapping
    for parent, form in forms().mappings.items():
        for key, each in form["properties"].items():
            if parent != where and holds(each, where):
                return file_with(parent, with_key(parent, key, value(each, where, mapping)))
    parent = next(p for p, form in forms().mappings.items() if holds(form["additionalProperties"], where))
    inner = value(forms().mappings[parent]["additionalProperties"], where, mapping)
    return file_with(parent, {**least(parent), "a-word": inner})


def refused(tree):
    """The findings with which the loader refuses a file."""
    source, findings = read_authored(json.dumps(tree).encode(), "file.yaml")
    assert (source.model is None) == any(each.severity == "error" for each in findings)
    return findings
