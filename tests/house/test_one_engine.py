"""The engine knows the words of the language and nothing that is written in it (docs/adr/0001-one-engine.md)."""

from __future__ import annotations

import ast

import pytest
import yaml

from gatecoach import audit
from gatecoach.audit.tables import TABLES
from gatecoach.definition.evidence import SUMMARY
from gatecoach.definition.keys import keys
from gatecoach.intake.sentences import PROOFS, SENTENCES

# The one type the engine records by itself: opening a talk notes each blocked gate of what it is about.
RECORDED_BY_THE_ENGINE = {"gate-blocked"}
# Ids of b2b that are words of the language too: of `waivers` and of a talk's summary.
ALSO_WORDS = {"never", "consequence"}
# Rules of intake, by which an input became something; b2b has ids of these names, which are nothing to them.
RULES, OF_INTAKE = {"confirmed", "signed"}, "gatecoach/intake/"
# Columns of the audit's tables and a function of its package; b2b has ids of these names, which are nothing to them.
COLUMNS, OF_AUDIT = {"dated", "moment", "written"}, "gatecoach/audit/"
# The strategies write whole frameworks of their own, whose ids may be words that a bundled one uses too.
MAKES_ITS_OWN = "gatecoach/testing/"


def ids_of(tree):
    """The ids an authored file gives to its journey, stages, gates, requirements, evidence and questions."""
    found = {tree[key] for key in ("journey", "questions") if isinstance(tree.get(key), str)}
    for key in ("phases", "stages", "gates", "evidence", "bank"):
        found |= set(tree.get(key) or {})
    for gate in (tree.get("gates") or {}).values():
        found |= set(gate.get("requires") or {})
    return found


def texts_of(tree):
    """Every text a module compares or hands on, with its line; docstrings are none."""
    loose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in loose]
    return [(node.lineno, node.value) for node in constants if isinstance(node.value, str)]


@pytest.fixture(scope="session")
def bundled_ids(root):
    """All ids of the bundled frameworks."""
    paths = [path for kind in ("stages", "questions") for path in sorted((root / kind).rglob("*.yaml"))]
    return {name for path in paths for name in ids_of(yaml.safe_load(path.read_text(encoding="utf-8")))}


def test_no_id_of_a_bundled_framework_stands_in_the_engine(engine, bundled_ids):
    """No text in the engine is the id of a bundled journey, stage, gate, requirement, evidence type or question."""
    assert bundled_ids
    told = bundled_ids - RECORDED_BY_THE_ENGINE - ALSO_WORDS
    judging = [each for each in engine if MAKES_ITS_OWN not in str(each.path)]
    known = [(each.path, *text) for each in judging for text in texts_of(each.tree) if text[1] in told]
    apart = ((OF_INTAKE, RULES), (OF_AUDIT, COLUMNS))
    assert [each for each in known if not any(home in str(each[0]) and each[2] in own for home, own in apart)] == []


def test_what_is_left_out_is_a_word_of_the_language():
    """An id may stand in the engine only where the language itself says it."""
    words = {key.key for key in keys()} | set(SUMMARY)
    assert words >= ALSO_WORDS
    assert {*PROOFS, *(rule for _, rule in SENTENCES)} >= RULES
    assert "dated" in TABLES["claims"]
    assert "written" in audit.__all__


def test_a_planted_id_is_seen():
    """The search reads ids at every level of a file, and texts in code but not in docstrings."""
    tree = yaml.safe_load(
        "{journey: talk, stages: {facts: {}}, gates: {go: {requires: {seen: {}}}}, evidence: {mail: {}}}"
    )
    assert ids_of(tree) == {"talk", "facts", "go", "seen", "mail"}
    assert texts_of(ast.parse('"""talk"""\nif kind == "talk":\n    pass\n')) == [(2, "talk")]
