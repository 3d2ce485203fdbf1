"""Whatever an author does to a whole framework, the answer is findings or a framework, never an exception."""

from __future__ import annotations

import copy
import tempfile

import yaml
from hypothesis import given
from hypothesis import strategies as st
from places import write

from gatecoach.content import content_root
from gatecoach.errors import DefinitionError
from gatecoach.framework import Framework, lint, load
from gatecoach.source import read

OTHERS = [
    None, [], {}, [None], ["a"], [["a"]], 5, -1, True, 2.5, "", "x" * 5000, "none", "everyone", "customer", "state",
    {"a": {"b": "c"}}, {"what": "x"}, {"any": []}, {"all": [{"all": ["x"]}]}, {"between": ["1 day", "x"]},
    "9" * 5000 + " days", {"at-least": "9" * 5000 + " days"}, "Ünïcode 😀", "outcome", "gate-blocked", "won", "{x} %s",
]  # fmt: skip
KEYS = ["x", "Bad Key", "all", "none", "state", "9", "%s{}"]
FOREIGN = ("Input should", "pydantic", "valid dictionary", "Extra inputs", "None", "Decimal", "{hint}", "Traceback")


def trees():
    """The bundled framework as plain trees by file name."""
    folders = [content_root(kind) / "first-deal" for kind in ("stages", "questions")]
    files = [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]
    return {f"{number}-{path.name}": read(path.read_bytes(), path.name).tree for number, path in enumerate(files)}


def nodes(tree):
    """Every place of a tree as its box and the key or index in it."""
    pairs = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree)) if isinstance(tree, list) else []
    for key, value in pairs:
        yield tree, key
        yield from nodes(value)


WHOLE = trees()


@st.composite
def spoilt(draw):
    """The bundled framework after one to three random changes: other values, renamed keys, dropped nodes."""
    files = copy.deepcopy(WHOLE)
    for _ in range(draw(st.integers(1, 3))):
        places = list(nodes(files[draw(st.sampled_from(sorted(files)))]))
        if not places:
            continue
        box, key = draw(st.sampled_from(places))
        how = draw(st.sampled_from(["other", "other", "rename", "drop"]))
        if how == "other":
            box[key] = copy.deepcopy(draw(st.sampled_from(OTHERS)))
        else:
            value = box.pop(key)
            if how == "rename" and isinstance(box, dict):
                box[draw(st.sampled_from([*KEYS, key[:-1], f"{key}s"]))] = value
    return files


def refused(folder):
    """The findings with which loading a folder is refused; none where it gives a framework."""
    try:
        loaded = load(folder)
    except DefinitionError as error:
        return list(error.findings)
    return [] if isinstance(loaded, Framework) else ["no framework"]


@given(spoilt())
def test_any_change_gives_findings_or_a_framework(files):
    """No change ends in an exception; what has no error loads, and what has some is refused with the same."""
    texts = {name: yaml.dump(tree, sort_keys=False, allow_unicode=True) for name, tree in files.items()}
    with tempfile.TemporaryDirectory() as folder:
        found = lint(write(folder, texts))
        assert refused(folder) == [each for each in found if each.severity == "error"]
    for each in found:
        assert each.line or each.code == "GC017"
        assert each.hint or each.severity == "error"
        assert not [word for word in FOREIGN if word in each.message + each.hint]
        assert f"[{each.code}]" in each.text()
