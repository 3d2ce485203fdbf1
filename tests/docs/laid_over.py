"""A YAML block of a page as part of a whole place: laid over the bundled first-deal, then linted."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from gatecoach.content import content_root
from gatecoach.definition import FrameworkFile, JourneyFile
from gatecoach.definition.explaining import allowed_keys
from gatecoach.errors import FactsError
from gatecoach.framework import lint
from gatecoach.intake.records import KINDS, read_facts, read_people
from gatecoach.source import read

BASE = ("framework.yaml", "opportunity.yaml", "coaching/gate-review.yaml")


def findings_of(text):
    """The findings of a block: a whole file, a part of a journey or framework, or rows of people or facts.

    A block that is none of these cannot be judged and raises.
    """
    tree = read(text.encode(), "block.yaml").tree
    if not isinstance(tree, dict):
        return ()
    if ("people" in tree and "scenario" not in tree) or set(tree) <= set(KINDS) - {"evidence"}:
        return _rows(tree, text)
    place = {name: _bundled(name) for name in BASE}
    _lay(place, tree, text)
    with tempfile.TemporaryDirectory() as folder:
        for name, each in place.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(each, default=float), encoding="utf-8")
        found = lint(folder)
    return tuple(each for each in found if each.code != "GC033" or "framework" not in tree)


def _bundled(name):
    return read((content_root("stages") / "first-deal" / name).read_bytes(), name).tree


def _lay(place, tree, text):
    if "framework" in tree:
        for name in BASE:
            place.pop(name)
        place["framework.yaml"] = tree
    elif "scenario" in tree:
        place["block.yaml"] = tree
    elif "journey" in tree or "questions" in tree:
        same = [name for name, each in place.items() if each.get("journey") == tree.get("journey", "")]
        place[same[0] if same else "block.yaml"] = tree
    elif set(tree) <= set(allowed_keys(JourneyFile, ())):
        _merge(place[BASE[2] if "coach:" in text else BASE[1]], tree)
    elif set(tree) <= set(allowed_keys(FrameworkFile, ())):
        _merge(place[BASE[0]], tree)
    else:
        raise AssertionError(f"a block with the keys {sorted(tree)} belongs nowhere; label it text if it is only read")


def _merge(base, part):
    for key, value in part.items():
        base[key] = {**base[key], **value} if isinstance(base.get(key), dict) and isinstance(value, dict) else value


def _rows(tree, text):
    try:
        read_people(text.encode(), "block.yaml") if "people" in tree else read_facts(text.encode(), "block.yaml", ())
    except FactsError as error:
        return tuple(each for each in error.findings if "there is no person" not in each.message)
    return ()
