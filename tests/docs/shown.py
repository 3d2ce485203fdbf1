"""Which keys of the key table a YAML block really uses, each in the mapping that it stands in."""

from __future__ import annotations

from gatecoach.definition.keys import forms
from gatecoach.definition.loading import HEADS

NONE = ("clause", "none")
"""A side that is `none` is written as a word, not as a mapping."""


def head_of(tree):
    """The mapping that a block is: that of its head key, or the one that a part of a file belongs to."""
    known = forms().mappings
    heads = [head for head in reversed([*HEADS]) if head in tree]
    fitting = [head for head in ("journey", "framework") if set(tree) <= set(known[head]["properties"])]
    return (heads or fitting or [None])[0]


def used(tree, where):
    """Each key of a mapping and of all that stands in it, with the mapping it belongs to."""
    form, other = forms().mappings[where], forms().others.get(where)
    for key, value in tree.items():
        own = form["properties"].get(key)
        yield where, key if own is not None else f"<{(other or '').removesuffix('s')}>"
        yield from _inside(form["additionalProperties"] if own is None and other else own, value)


def _inside(form, value):
    """The keys that a value uses, where it is a mapping or holds some."""
    if not isinstance(form, dict):
        return
    name = form.get("$ref", "").rpartition("/")[2]
    if name in forms().mappings and isinstance(value, dict):
        yield from used(value, name)
    if form.get("const") == "none" == value:
        yield NONE
    for each in form.get("anyOf", ()):
        yield from _inside(each, value)
    for each in value if isinstance(value, list) else ():
        yield from _inside(form.get("items"), each)
    for key, each in value.items() if isinstance(value, dict) else ():
        yield from _inside(form.get("properties", {}).get(key, form.get("additionalProperties")), each)
