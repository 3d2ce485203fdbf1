"""A YAML block of a page as part of a whole place: laid over the bundled first-deal, linted, loaded, and told."""

from __future__ import annotations

import json
import tempfile
from contextlib import chdir, contextmanager
from pathlib import Path

from shown import head_of

from gatecoach.content import content_root
from gatecoach.errors import DefinitionError, FactsError
from gatecoach.framework import lint, load, scenarios
from gatecoach.intake.records import KINDS, read_facts, read_people
from gatecoach.scenario import run
from gatecoach.source import read

BASE = ("framework.yaml", "opportunity.yaml", "coaching/gate-review.yaml")
PLACE = "acme"


def findings_of(text, beside=()):
    """The errors of a block: a whole file, a part of a journey or framework, or rows of people or facts.

    `beside` are the texts of other files of its folder. A block that is none of these cannot be judged and raises.
    """
    document = read(text.encode(), "block.yaml")
    if document.findings:
        return tuple(document.findings)
    tree = document.tree
    assert isinstance(tree, dict), "a block of YAML is a mapping; label it text if it is only read"
    if _is_rows(tree):
        return _rows(tree, text)
    with _written(tree, beside):
        return _errors(lint(PLACE)) or tuple(_not_loaded())


def _errors(findings):
    """What keeps the place from loading; a part of one asks for more than it shows, which lint warns of."""
    return tuple(each for each in findings if each.severity == "error")


def differences_of(text, beside=()):
    """What is not as a scenario expects, as text; empty where it holds."""
    with _written(read(text.encode(), "block.yaml").tree, beside):
        framework, told = scenarios(PLACE)
        result = next(run(framework, *each) for each in told if each[0].name == f"{PLACE}/{_name(len(beside))}")
    return "" if result.holds else result.text()


@contextmanager
def _written(tree, beside):
    """The place with the block in it, as files in the present folder."""
    place = {name: _bundled(name) for name in BASE}
    for number, each in enumerate([*(read(other.encode(), "beside.yaml").tree for other in beside), tree]):
        place = _laid(place, each, _name(number))
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name, each in place.items():
            path = Path(PLACE, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(each, default=float), encoding="utf-8")
        yield


def _name(number):
    return f"block-{number}.yaml"


def _not_loaded():
    """The findings of loading: none, for what lint lets through loads."""
    try:
        load(PLACE)
    except DefinitionError as error:
        return error.findings
    return ()


def _is_rows(tree):
    """Whether it is people, or lists of facts; `evidence` and `fields` of a framework are mappings."""
    facts = set(tree) <= set(KINDS) and all(isinstance(each, list) for each in tree.values())
    return facts or ("people" in tree and "scenario" not in tree)


def _bundled(name):
    return read((content_root("stages") / "first-deal" / name).read_bytes(), name).tree


def _laid(place, tree, own):
    """The files of a place with one more in it, which is called `own` unless it takes the place of another."""
    head = head_of(tree)
    assert head, f"a block with the keys {sorted(tree)} belongs nowhere; label it text if it is only read"
    if "framework" in tree:
        return {"framework.yaml": tree, **_serving(tree.get("phases", {}))}
    if head in tree:
        same = [name for name, each in place.items() if head == "journey" and each.get(head) == tree[head]]
        return {**place, same[0] if same else own: tree}
    talk = '"coach":' in json.dumps(tree, default=str)
    under = BASE[0] if head == "framework" else BASE[2] if talk else BASE[1]
    return {**place, under: _merged(place[under], tree)}


def _serving(phases):
    """A journey of which a stage serves each of these phases, so that a framework alone is whole."""
    stages = {f"stage-{number}": {"phase": id_} for number, id_ in enumerate([*phases, *phases][: max(2, len(phases))])}
    pair = {"say": "They answered.", "seller": "made-up-question", "customer": "made-up-answer"}
    ways = zip(stages, [*stages][1:], strict=False)
    gates = {
        f"gate-{number}": {"from": one, "to": other, "requires": {"it": pair}}
        for number, (one, other) in enumerate(ways)
    }
    evidence = {
        "made-up-question": {"side": "seller"},
        "made-up-answer": {"side": "customer", "answers": "made-up-question"},
    }
    made = {
        "journey": "made-up",
        "sides": ["customer", "seller"],
        "stages": stages,
        "evidence": evidence,
        "gates": gates,
    }
    return {"made-up.yaml": made} if phases else {}


def _merged(base, part):
    both = {
        key: {**base[key], **value} if isinstance(base.get(key), dict) and isinstance(value, dict) else value
        for key, value in part.items()
    }
    return {**base, **both}


def _rows(tree, text):
    try:
        read_people(text.encode(), "block.yaml") if "people" in tree else read_facts(text.encode(), "block.yaml", ())
    except FactsError as error:
        return tuple(each for each in error.findings if "there is no person" not in each.message)
    return ()
